"""Dates as they are written in the user's language."""

from __future__ import annotations

import re

from kbviewer.i18n import QT_TR_NOOP, tr

_DATE = "([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2})(?: ([0-9]{2}:[0-9]{2}))?)?)?"
_MONTHS = (
    QT_TR_NOOP("Jan"), QT_TR_NOOP("Feb"), QT_TR_NOOP("Mar"), QT_TR_NOOP("Apr"), QT_TR_NOOP("May"),
    QT_TR_NOOP("Jun"), QT_TR_NOOP("Jul"), QT_TR_NOOP("Aug"), QT_TR_NOOP("Sep"), QT_TR_NOOP("Oct"),
    QT_TR_NOOP("Nov"), QT_TR_NOOP("Dec"),
)  # fmt: skip


def local_date(published: str) -> str:
    """``25 Aug 2025, 20:41`` or ``2025年8月25日 20:41`` for ``2025-08-25 20:41``.

    Args:
        published: as in an ``Article``; what is no such date is returned as it is.
    """
    found = re.fullmatch(_DATE, published)  # compiled with the first date, not at the start
    if found is None:
        return published
    year, month, day, time = found.groups("")
    if not month:
        return tr("{year}", "a date").format(year=year)
    name = tr(_MONTHS[int(month) - 1])
    if not day:
        return tr("{month} {year}").format(month=name, year=year)
    date = tr("{day} {month} {year}").format(day=int(day), month=name, year=year)
    return tr("{date}, {time}").format(date=date, time=time) if time else date
