"""Parses dates on result pages: absolute, without a year, or relative (3 hours ago)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kbviewer.library.dates import parse_date
from kbviewer.text.calendar import CHINESE_WEEKDAY, DAY, MONTH, WEEKDAY, hour_of_day, month_number

_TIME = (
    r"(?:[T\s,]*(?:at\s+)?(?P<half>上午|下午|晚上|早上|凌晨|中午)?\s*"
    r"(?P<hour>[0-9]{1,2})[:：](?P<minute>[0-9]{2})(?:[:：][0-9]{2})?(?:\s*(?P<pm>[ap]\.?m\.?))?)?"
)
_FLAGS = re.IGNORECASE | re.ASCII

_NUMERIC = re.compile(
    r"(?:(?P<year>[0-9]{4})\s*[-/.年]\s*)?(?P<month>[0-9]{1,2})\s*(?P<sign>[-/.月])\s*"
    rf"(?P<day>[0-9]{{1,2}})\s*[日号]?(?:\s*[(（]?{CHINESE_WEEKDAY}[)）]?)?{_TIME}",
    _FLAGS,
)
_ENGLISH = tuple(
    re.compile(rf"(?:{WEEKDAY},?\s+)?{order}{_TIME}", _FLAGS)
    for order in (
        rf"{MONTH}\s*{DAY}(?:,?\s*(?P<year>[0-9]{{4}}))?",
        rf"{DAY}\s+{MONTH},?(?:\s*(?P<year>[0-9]{{4}}))?",
    )
)
_NAMED_DAY = re.compile(
    rf"(?P<name>刚刚|just now|今天|today|昨天|昨日|yesterday|前天){_TIME}", _FLAGS
)
_AGO = re.compile(
    r"(?P<count>[0-9]{1,3}|an?|one)\s*个?\s*(?P<unit>秒|分钟|小时|天|周|星期|月|年|"
    r"sec(?:ond)?|min(?:ute)?|h(?:ou)?r|day|week|month|year)s?\s*(?:钟)?\s*(?:以?前|ago)",
    _FLAGS,
)
_DAYS_BACK = {"刚刚": 0, "just now": 0, "今天": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1}
_HOURS_PER_UNIT = {"秒": 0.0, "s": 0.0, "分": 1 / 60, "m": 1 / 60, "小": 1.0, "h": 1.0, "天": 24.0,
          "d": 24.0, "周": 168.0, "星": 168.0, "w": 168.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date on a page.

    Attributes:
        written: its text.
        published: in the form that sorts, or "" if the reference time it needs is unknown.
        is_absolute: whether it needs no reference time.
    """

    written: str
    published: str
    is_absolute: bool

    @property
    def has_time_of_day(self) -> bool:
        """Whether it has an hour."""
        return ":" in self.published


def parse_page_date(written: str, now: datetime | None) -> PageDate | None:
    """The date that the whole text is, or None.

    Args:
        written: ``2025-08-11 20:41``, ``2025年8月11日``, ``Aug 11, 2025``, ``8月11日``, ``昨天``,
            ``3 hours ago`` and their like.
        now: the reference time of the last three, in local time; None if it is unknown.
    """
    written = written.strip()
    if not written or len(written) > 60:
        return None
    if absolute := _parse_absolute(written):
        return PageDate(written, absolute, is_absolute=True)
    for pattern in (_NUMERIC, *_ENGLISH):
        if match := pattern.fullmatch(written):
            return _date_without_year(written, match, now)
    if match := _NAMED_DAY.fullmatch(written):
        back = _DAYS_BACK.get(match["name"].lower(), 2)
        day = now.date() - timedelta(days=back) if now else None
        return PageDate(written, _add_time_of_day(day, match) if day else "", is_absolute=False)
    if match := _AGO.fullmatch(written):
        return PageDate(written, _count_back(match, now) if now else "", is_absolute=False)
    return None


def _parse_absolute(written: str) -> str | None:
    published = parse_date(written)
    return published if published and len(published) >= len("2025-08-11") else None


def _date_without_year(written: str, match: re.Match[str], now: datetime | None) -> PageDate | None:
    month = month_number(match["month"])
    try:
        if match["year"]:
            day = date(int(match["year"]), month, int(match["day"]))
            return PageDate(written, _add_time_of_day(day, match), is_absolute=True)
        if match.re is _NUMERIC and match["sign"] == ".":
            return None  # 8.11 is a number
        date(2024, month, int(match["day"]))  # valid at least in a leap year
        if now is None:
            return PageDate(written, "", is_absolute=False)
        # The latest such day that is not after now.
        years = (now.year - back for back in range(9))
        day = next(
            day for day in _days_in_years(years, month, int(match["day"])) if day <= now.date()
        )
        return PageDate(written, _add_time_of_day(day, match), is_absolute=False)
    except (ValueError, StopIteration):
        return None


def _days_in_years(years: Iterable[int], month: int, day: int) -> Iterator[date]:
    """That day in each of the years that have it: 29 February is not in all."""
    for year in years:
        if year >= 1 and (day < 29 or day <= monthrange(year, month)[1]):
            yield date(year, month, day)


def _add_time_of_day(day: date, match: re.Match[str]) -> str:
    if match["hour"] is None:
        return day.isoformat()
    part = (match["pm"] or "")[:1] or match["half"]
    hour = hour_of_day(int(match["hour"]), part) if part else int(match["hour"])
    if hour is None:
        return day.isoformat()
    return parse_date(f"{day.isoformat()} {hour}:{match['minute']}") or day.isoformat()


def _count_back(match: re.Match[str], now: datetime) -> str:
    """The day; only the month or the year if the page counts in these."""
    count = int(match["count"]) if match["count"].isdigit() else 1
    unit = match["unit"].lower()
    try:
        if unit in ("月", "month"):
            months = now.year * 12 + now.month - 1 - count
            return date(months // 12, months % 12 + 1, 1).isoformat()[:7]
        if unit in ("年", "year"):
            return date(now.year - count, 1, 1).isoformat()[:4]
        return (now - timedelta(hours=count * _HOURS_PER_UNIT[unit[0]])).date().isoformat()
    except (ValueError, OverflowError):
        return ""
