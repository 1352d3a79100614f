"""A period of time, as a query names it."""

from __future__ import annotations

import re
from typing import NamedTuple

_POINT_IN_TIME = re.compile(
    r"(?P<year>[0-9]{4})年?"
    r"(?:[-/.]?q(?P<quarter>[1-4])"
    r"|[-/.]?(?P<month>0[1-9]|1[0-2]|(?<=[-/.年])[1-9])月?"
    r"(?:[-/.]?(?P<day>0[1-9]|[12][0-9]|3[01]|(?<=[-/.月])[1-9])日?)?)?"
    r"(?:[-/.][0-3]?)?"  # a month or day of which at most one digit is typed yet
)
END_SENTINEL = "~"
"""Greater than any character of a date: ``2025-08~`` sorts after all of August."""


class Period(NamedTuple):
    """From ``start`` on, up to but not including ``end``; "" leaves that side open.

    Both compare as texts with an article's date, ``YYYY-MM-DD HH:MM`` or a prefix of it.
    """

    start: str
    end: str

    def contains(self, published: str) -> bool:
        """Whether a date is in the period; an unknown one ("") never is."""
        return published != "" and self.start <= published < (self.end or END_SENTINEL)


def parse_period(text: str) -> Period | None:
    """The period that a folded ``text`` names, or None.

    A year, quarter, month or day (``2025``, ``2025q3``, ``2025-08``, ``2025年8月11日``), or a range
    from one to another with at most one side left out (``2025-07..2025-08``, ``2025-07..``).
    """
    start, dots, end = text.partition("..")
    if not dots:
        return _parse_point(text)
    first = _parse_point(start) if start else Period("", "")
    last = _parse_point(end) if end else Period("", "")
    if first is None or last is None or not (start or end):
        return None
    if start and end and last.end < first.start:
        first, last = last, first
    return Period(first.start, last.end)


def _parse_point(text: str) -> Period | None:
    match = _POINT_IN_TIME.fullmatch(text)
    if match is None:
        return None
    year = match["year"]
    if match["quarter"]:
        last = 3 * int(match["quarter"])
        return Period(f"{year}-{last - 2:02}", f"{year}-{last:02}{END_SENTINEL}")
    point = year
    for digits in (match["month"], match["day"]):
        if digits is not None:
            point += f"-{int(digits):02}"
    return Period(point, point + END_SENTINEL)
