"""The time of publication, as people and tools write it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

_LONGEST = 100
"""Characters of a date that is looked at."""
_FLAGS = re.VERBOSE | re.ASCII | re.IGNORECASE

_CLOCK = r"""
    (?: (?P<half>上午|凌晨|早上|下午|晚上) \s* )?
    (?P<hour>[0-9]{1,2}) \s*[:：时点]\s* (?P<minute>[0-9]{2}) \s*分?
    (?: [:：]? [0-9]{2} (?:[.,][0-9]{1,9})? 秒? )?
    (?: \s* (?P<noon>[ap])\.?m\b\.? )?
    (?: \s* (?: (?P<utc>Z|UTC|GMT|UT)?
                 (?: (?P<sign>[+-]) (?P<hours>[0-9]{1,2}) :? (?P<minutes>[0-9]{2})? )?
              | (?P<zone>[A-Z]{2,5}) ) )
    (?: \s* \([^()]*\) )?
"""
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"""(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?
    |sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"""
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_BEGINS_WITH_YEAR = re.compile("[0-9]{4}")
_USUAL = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::[0-9]{2})?)?")
# 11.08.2025, 25/12/2025; 11/04/2025 is open
_YEAR_LAST = re.compile(
    rf"(?P<one>[0-9]{{1,2}}) (?P<mark>[-/.]) (?P<two>[0-9]{{1,2}}) (?P=mark) {_YEAR}"
    rf"(?: [\s,T]+ {_CLOCK} )?",
    _FLAGS,
)
_UNIX = re.compile("(1[0-9]{9})(?:[0-9]{3})?")  # seconds or milliseconds, from 2001 to 2033
_YEAR_FIRST = (
    # 2025-08-11 20:41, 2025/8/11, 2025年8月11日 星期一 20:41, 2025-08, 2025
    re.compile(
        rf"""{_YEAR} (?: \s*[-/.年]\s* (?P<month>[0-9]{{1,2}})
        (?: \s*[-/.月]\s* (?P<day>[0-9]{{1,2}}) \s*日?
            (?: \s*[(（]? (?:星期|周|礼拜)[一二三四五六日天] [)）]? )?
            (?: (?: [T\s,，] \s* | (?<=[日一二三四五六天)）]) ) {_CLOCK} )?
        )? \s*月? )? \s*年?""",
        _FLAGS,
    ),
    # 20250811, 202508112041, 20250811T204100Z
    re.compile(
        rf"""{_YEAR} (?P<month>[0-9]{{2}}) (?P<day>[0-9]{{2}})
        (?: [T\s_-]? (?P<hour>[0-9]{{2}}) (?P<minute>[0-9]{{2}}) (?:[0-9]{{2}} (?:\.[0-9]+)?)?
            (?P<utc>Z)? (?:(?P<sign>[+-]) (?P<hours>[0-9]{{2}}) :? (?P<minutes>[0-9]{{2}})?)? )?""",
        _FLAGS,
    ),
    _UNIX,
)
_YEAR_LATER = (
    _YEAR_LAST,
    # Mon, 11 Aug 2025 20:41:00 +0800, 11 August 2025
    re.compile(
        rf"""(?:{_WEEKDAY},?\s*)? {_DAY} [\s-]+ (?:of\s+)? {_MONTH} [,\s-]+ {_YEAR}
        (?: [\s,]+ (?:at\s+)? {_CLOCK} )?""",
        _FLAGS,
    ),
    # Aug 11, 2025 8:41 PM, August 2025, Mon Aug 11 2025 20:41:00 GMT+0800 (CST)
    re.compile(
        rf"""(?:{_WEEKDAY},?\s*)? {_MONTH} (?: \s* {_DAY} )? [,\s]+ {_YEAR}
        (?: [\s,]+ (?:at\s+)? {_CLOCK} )?""",
        _FLAGS,
    ),
)
_IN_NAME = (
    re.compile(
        r"(?<![0-9])((?:19|20)[0-9]{2})[-_.]?([01][0-9])[-_.]?([0-3][0-9])"
        r"(?:([0-2][0-9])([0-5][0-9])(?:[0-5][0-9])?)?(?![0-9])"
    ),
    re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([-_])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])"),
    re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日"),
)


def parse_published(written: str) -> str | None:
    """A written date or time in the form that sorts, or None where it is neither.

    Read are ``2025-08-11 20:41``, ``2025/8/11``, ``2025年8月11日 下午8:41``, ``2025-08``, ``2025``,
    ISO 8601, RFC 2822, ``Aug 11, 2025``, ``11 August 2025``, ``20250811``, seconds since 1970, and
    dates with the year last where they can be read in one way only. A time with a zone is turned
    into local time.
    """
    if match := _USUAL.fullmatch(written):
        return _moment(*match.groups())
    match = _matched(written)
    if match is None or _has_open_zone(match):
        return None
    if match.re is _YEAR_LAST:
        return _read_year_last(match)
    if match.re is _UNIX:
        return _local(datetime.fromtimestamp(int(match[1]), UTC))
    return _read(match)


def sure_part(written: str) -> str:
    """Of a date that can be read in two ways the part that both share, or "".

    The year of ``11/04/2016``, the day of a time whose zone is named by letters (``CST`` is three
    zones).
    """
    match = _matched(written)
    if match is None or match.re is _UNIX:
        return ""
    is_year_last = match.re is _YEAR_LAST
    if _has_open_zone(match):
        read = _read_year_last(match) if is_year_last else _read(match)
        return (read or "")[: len("2025-08-11")]
    if is_year_last and _moment(match["year"], match["one"], match["two"]):
        return match["year"]
    return ""


def published_in_name(name: str) -> str:
    """The date in a file's name, or "".

    ``2025-08-11-title``, ``20250811``, ``202508112041``, ``2025年8月11日``.
    """
    for form in _IN_NAME:
        for match in form.finditer(name):
            parts = [part for part in match.groups() if part is None or part.isdigit()]
            if moment := _moment(*parts):
                return moment
    return ""


def _matched(written: str) -> re.Match[str] | None:
    """The form in which a date is written, but the usual one."""
    written = written.strip()
    if len(written) > _LONGEST:
        return None
    forms = _YEAR_FIRST if _BEGINS_WITH_YEAR.match(written) else _YEAR_LATER
    return next(filter(None, (form.fullmatch(written) for form in forms)), None)


def _has_open_zone(match: re.Match[str]) -> bool:
    """Whether a time has a zone that is named by letters which do not say which it is."""
    return match.groupdict().get("zone") is not None


def _read(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = parts["month"]
    if month is not None and not month.isdigit():
        month = str(_MONTHS.index(month[:3].lower()) + 1)
    return _timed(parts, month, parts["day"])


def _read_year_last(match: re.Match[str]) -> str | None:
    """The day first behind dots, and wherever the other reading is none."""
    parts = match.groupdict()
    day_first = _timed(parts, parts["two"], parts["one"])
    if parts["mark"] == ".":
        return day_first
    month_first = _timed(parts, parts["one"], parts["two"])
    if day_first and month_first and day_first != month_first:
        return None
    return day_first or month_first


def _timed(parts: dict[str, str | None], month: str | None, day: str | None) -> str | None:
    hour = parts["hour"]
    half = parts.get("noon") or parts.get("half")
    if hour is not None and half is not None:
        is_later = half in ("p", "P", "下午", "晚上")
        number = int(hour)
        if number == 0 or number > 12:
            if half in "apAP":
                return None
        else:
            hour = str(number % 12 + 12 * is_later)
    moment = _moment(parts["year"], month, day, hour, parts["minute"])
    if moment is None or not (parts["utc"] or parts["sign"]):
        return moment
    size = timedelta(hours=int(parts["hours"] or 0), minutes=int(parts["minutes"] or 0))
    if size >= timedelta(hours=24):
        return None
    zone = timezone(-size if parts["sign"] == "-" else size)
    return _local(datetime.fromisoformat(moment).replace(tzinfo=zone))


def _local(moment: datetime) -> str | None:
    try:
        local = moment.astimezone()
    except (ValueError, OverflowError):  # at either end of the calendar
        return None
    return _moment(*map(str, local.timetuple()[:5]))


def _moment(
    year: str | None,
    month: str | None = None,
    day: str | None = None,
    hour: str | None = None,
    minute: str | None = None,
) -> str | None:
    """The text that sorts, or None where there is no such day or time."""
    try:
        whole = date(int(year or 0), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    if hour is None or minute is None:
        return whole[:4] if month is None else whole[:7] if day is None else whole
    if int(hour) > 23 or int(minute) > 59:
        return None
    return f"{whole} {int(hour):02}:{int(minute):02}"
