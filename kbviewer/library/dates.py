"""Parses dates of publication in the forms that people and tools write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from kbviewer.i18n import QT_TR_NOOP
from kbviewer.text.calendar import (
    CHINESE_WEEKDAY,
    DAY,
    MONTH,
    WEEKDAY,
    hour_of_day,
    month_number,
)
from kbviewer.text.lazy_regex import lazy_compile

_MAX_LENGTH = 100
"""Of a text, in characters, that can be a date."""
_FLAGS = re.VERBOSE | re.ASCII | re.IGNORECASE

_TIME = r"""
    (?: (?P<half>上午|凌晨|早上|下午|晚上) \s* )?
    (?P<hour>[0-9]{1,2}) \s*[:：时点]\s* (?P<minute>[0-9]{2}) \s*分?
    (?: [:：]? [0-9]{2} (?:[.,][0-9]{1,9})? 秒? )?
    (?: \s* (?P<noon>[ap])\.?m\b\.? )?
"""
_ZONE = r"""
    (?: \s* (?: (?P<utc>Z|UTC|GMT|UT)?
                 (?: (?P<sign>[+-]) (?P<hours>[0-9]{1,2}) :? (?P<minutes>[0-9]{2})? )?
              | (?P<place>[A-Z]+(?:/[A-Z0-9_+-]+){1,2})
              | (?P<zone>[A-Z]{2,5}) ) )
"""
_CLOCK = rf"{_TIME} {_ZONE} (?: \s* (?: \([^()]*\) | \[[^\[\]]*\] ) )?"
_YEAR = r"(?P<year>[0-9]{4})"
_DATE_COMMAND_DAY = rf"(?:{WEEKDAY},?\s+)? {MONTH} \s+ {DAY} \s+"
_YEAR_PREFIX = re.compile("[0-9]{4}")
_ISO = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::[0-9]{2})?)?")
# 11.08.2025, 25/12/2025; 11/04/2025 is ambiguous
_YEAR_LAST = lazy_compile(
    rf"(?P<one>[0-9]{{1,2}}) (?P<mark>[-/.]) (?P<two>[0-9]{{1,2}}) (?P=mark) {_YEAR}"
    rf"(?: [\s,T]+ {_CLOCK} )?",
    _FLAGS,
)
_UNIX_TIME = re.compile("(1[0-9]{9})(?:[0-9]{3})?")  # seconds or milliseconds, from 2001 to 2033
_YEAR_FIRST = (
    # 2025-08-11 20:41, 2025/8/11, 2025年8月11日 星期一 20:41, 2025-08, 2025
    lazy_compile(
        rf"""{_YEAR} (?: \s*[-/.年]\s* (?P<month>[0-9]{{1,2}})
        (?: \s*[-/.月]\s* (?P<day>[0-9]{{1,2}}) \s*[日号]?
            (?: \s*[(（]? {CHINESE_WEEKDAY} [)）]? )?
            (?: (?: [T\s,，] \s* | (?<=[日号一二三四五六天)）]) ) {_CLOCK} )?
        )? \s*月? )? \s*年?""",
        _FLAGS,
    ),
    # 20250811, 202508112041, 20250811T204100Z
    lazy_compile(
        rf"""{_YEAR} (?P<month>[0-9]{{2}}) (?P<day>[0-9]{{2}})
        (?: [T\s_-]? (?P<hour>[0-9]{{2}}) (?P<minute>[0-9]{{2}}) (?:[0-9]{{2}} (?:\.[0-9]+)?)?
            (?P<utc>Z)? (?:(?P<sign>[+-]) (?P<hours>[0-9]{{2}}) :? (?P<minutes>[0-9]{{2}})?)? )?""",
        _FLAGS,
    ),
    _UNIX_TIME,
)
_YEAR_LATER = (
    _YEAR_LAST,
    # Mon, 11 Aug 2025 20:41:00 +0800, 11 August 2025
    lazy_compile(
        rf"""(?:{WEEKDAY},?\s*)? {DAY} [\s-]+ (?:of\s+)? {MONTH} [,\s-]+ {_YEAR}
        (?: [\s,]+ (?:at\s+)? {_CLOCK} )?""",
        _FLAGS,
    ),
    # Aug 11, 2025 8:41 PM, August 2025, Mon Aug 11 2025 20:41:00 GMT+0800 (CST)
    lazy_compile(
        rf"""(?:{WEEKDAY},?\s*)? {MONTH} (?: \s* {DAY} )? [,\s]+ {_YEAR}
        (?: [\s,]+ (?:at\s+)? {_CLOCK} )?""",
        _FLAGS,
    ),
    # Mon Aug 11 20:41:00 2025, Mon Aug 11 20:41:00 UTC 2025, Mon Aug 11 20:41:00 2025 +0800
    lazy_compile(rf"{_DATE_COMMAND_DAY} {_TIME} {_ZONE} \s+ {_YEAR}", _FLAGS),
    lazy_compile(rf"{_DATE_COMMAND_DAY} {_TIME} \s+ {_YEAR} {_ZONE}", _FLAGS),
)
_FILE_NAME_FORMS = (
    re.compile(
        r"(?<![0-9])((?:19|20)[0-9]{2})[-_.]?([01][0-9])[-_.]?([0-3][0-9])"
        r"(?:([0-2][0-9])([0-5][0-9])(?:[0-5][0-9])?)?(?![0-9])"
    ),
    re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([-_])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])"),
    re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日"),
)


# Between two letters or digits no part of a date ends, except before the T of a time.
_INSIDE_WORD = re.compile("[0-9A-Za-z](?!T[0-9])[0-9A-Za-z]")
_UNKNOWN_ZONE = QT_TR_NOOP("{date} has a time zone that is not known")
_AMBIGUOUS = QT_TR_NOOP("{date} can be read in two ways")
_PARTLY_UNDERSTOOD = QT_TR_NOOP("{date} is only partly understood")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """The part of an ambiguous or only partly understood date that is certain.

    Attributes:
        date: the day, month or year, in the form that sorts.
        doubt: what is wrong with the whole, a message about ``{date}``.
    """

    date: str
    doubt: str


def parse_date(text: str) -> str | None:
    """A date or time in the form that sorts, or None for other text.

    Accepted are ``2025-08-11 20:41``, ``2025/8/11``, ``2025年8月11日 下午8:41``, ``2025-08``,
    ``2025``, ISO 8601, RFC 2822, ``Aug 11, 2025``, ``11 August 2025``, ``20250811``, seconds since
    1970, and dates with the year last if they are unambiguous. A time with a zone is converted to
    local time.
    """
    if match := _ISO.fullmatch(text):
        return _format_date(*match.groups())
    match = _match_form(text)
    if match is None or _has_unknown_zone(match):
        return None
    if _is_year_last(match):
        return _date_with_year_last(match)
    if _is_unix_time(match):
        return _in_local_time(datetime.fromtimestamp(int(match[1]), UTC))
    return _date_from_match(match)


def may_follow_zone(text: str) -> bool:
    """Whether the result of ``parse_date`` may depend on the local time zone."""
    return _ISO.fullmatch(text) is None


def parse_partial_date(text: str) -> PartialDate | None:
    """The part that is certain of a date that ``parse_date`` does not accept, or None.

    The year of ``11/04/2016``; the day of a time that is not understood, or whose zone is unknown
    (``CST`` is three zones); the first of several days.
    """
    text = text.strip()[:_MAX_LENGTH]
    for end in range(len(text), 3, -1):
        prefix, rest = text[:end], text[end:]
        if _INSIDE_WORD.match(text, end - 1) or (match := _match_form(prefix)) is None:
            continue
        if _is_unix_time(match):
            return None
        doubt = _PARTLY_UNDERSTOOD if rest else _UNKNOWN_ZONE if _has_unknown_zone(match) else ""
        is_year_last = _is_year_last(match)
        read = (_date_with_year_last(match) if is_year_last else _date_from_match(match)) or ""
        if len(read) >= len("2025-08-11"):
            return PartialDate(read[: len("2025-08-11")], doubt) if doubt else None
        if is_year_last and _format_date(match["year"], match["one"], match["two"]):
            return PartialDate(match["year"], _AMBIGUOUS)
        if "月" in prefix and read and not rest.lstrip()[:1].isdigit():
            return PartialDate(read, doubt)
    return None


def date_in_file_name(name: str) -> str:
    """The date in a file's name, or "".

    ``2025-08-11-title``, ``20250811``, ``202508112041``, ``2025年8月11日``.
    """
    if "19" not in name and "20" not in name:
        return ""
    for form in _FILE_NAME_FORMS:
        for match in form.finditer(name):
            parts = [part for part in match.groups() if part is None or part.isdigit()]
            if moment := _format_date(*parts):
                return moment
    return ""


def _match_form(text: str) -> re.Match[str] | None:
    """The match of the form a date has, other than the most common one."""
    text = text.strip().replace("\u2212", "-")  # the minus sign
    if len(text) > _MAX_LENGTH:
        return None
    forms = _YEAR_FIRST if _YEAR_PREFIX.match(text) else _YEAR_LATER
    return next(filter(None, (form.fullmatch(text) for form in forms)), None)


def _is_year_last(match: re.Match[str]) -> bool:
    return match.re.pattern == _YEAR_LAST.pattern


def _is_unix_time(match: re.Match[str]) -> bool:
    return match.re.pattern == _UNIX_TIME.pattern


def _has_unknown_zone(match: re.Match[str]) -> bool:
    """Whether a time has a zone whose name is ambiguous or unknown."""
    parts = match.groupdict()
    place = parts.get("place")
    return parts.get("zone") is not None or (place is not None and _time_zone(place) is None)


@lru_cache(maxsize=600)
def _time_zone(place: str) -> tzinfo | None:
    """The time zone named like ``Asia/Shanghai``, if this computer has it; Windows has none."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  few dates name a place

    try:
        return ZoneInfo(place)
    except (LookupError, ValueError, OSError):  # a folder of zones, or another error of the name
        return None


def _date_from_match(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = None if parts["month"] is None else str(month_number(parts["month"]))
    return _date_with_time(parts, month, parts["day"])


def _date_with_year_last(match: re.Match[str]) -> str | None:
    """Day first with dots, and wherever month first is impossible; None if ambiguous."""
    parts = match.groupdict()
    day_first = _date_with_time(parts, parts["two"], parts["one"])
    if parts["mark"] == ".":
        return day_first
    month_first = _date_with_time(parts, parts["one"], parts["two"])
    if day_first and month_first and day_first != month_first:
        return None
    return day_first or month_first


def _date_with_time(parts: dict[str, str | None], month: str | None, day: str | None) -> str | None:
    hour = parts["hour"]
    half = parts.get("noon") or parts.get("half")
    if hour is not None and half is not None:
        converted = hour_of_day(int(hour), half)
        if converted is None:
            return None
        hour = str(converted)
    moment = _format_date(parts["year"], month, day, hour, parts["minute"])
    if moment is None:
        return None
    if place := parts.get("place"):
        return _in_local_time(datetime.fromisoformat(moment).replace(tzinfo=_time_zone(place)))
    if not (parts["utc"] or parts["sign"]):
        return moment
    size = timedelta(hours=int(parts["hours"] or 0), minutes=int(parts["minutes"] or 0))
    if size >= timedelta(hours=24):
        return None
    zone = timezone(-size if parts["sign"] == "-" else size)
    return _in_local_time(datetime.fromisoformat(moment).replace(tzinfo=zone))


def _in_local_time(moment: datetime) -> str | None:
    try:
        local = moment.astimezone()
    except (ValueError, OverflowError):  # at either end of the calendar
        return None
    return _format_date(*map(str, local.timetuple()[:5]))


def _format_date(
    year: str | None,
    month: str | None = None,
    day: str | None = None,
    hour: str | None = None,
    minute: str | None = None,
) -> str | None:
    """The form that sorts, or None if there is no such day or time."""
    try:
        whole = date(int(year or 0), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    if hour is None or minute is None:
        return whole[:4] if month is None else whole[:7] if day is None else whole
    if int(hour) > 23 or int(minute) > 59:
        return None
    return f"{whole} {int(hour):02}:{int(minute):02}"
