"""A period of time, as a query names it.

All texts here are folded: ``～`` is ``~``, ``２０２５`` is ``2025``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from kbviewer.i18n import QT_TR_NOOP

END_SENTINEL = "~"
"""Greater than any character of a date: ``2025-08~`` sorts after all of August."""

_CALENDAR_PERIOD = re.compile(
    r"(?:(?P<year>[0-9]{4})年?)?[-/.]?(?:"
    r"q(?P<quarter>[0-9])|第?(?P<quarter_zh>[一二三四1-4])季度?"
    r"|h(?P<half>[0-9])|(?P<half_zh>[上下])半年"
    r")"
    r"|(?P<only_year>[0-9]{4})年?(?:"
    r"[-/.]?(?P<month>[0-9]{2}|(?<=[-/.年])[1-9])月?"
    r"(?:[-/.]?(?P<day>[0-9]{2}|(?<=[-/.月])[1-9])[日号]?)?"
    r")?"
    r"(?:[-/.][0-3]?)?"  # a month or day of which at most one digit is typed yet
    r"|(?P<month_zh>[0-9]{1,2})月(?:(?P<day_zh>[0-9]{1,2})[日号]?)?"
)
_DAY_OF_MONTH = re.compile(r"([0-9]{1,2})[日号]")
_WHOLE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}[日号]")
_NUMBER = re.compile("[0-9]+")
_LEAP_YEAR = 2000
_LAST_DAYS = re.compile(
    r"(?:最近|近|过去) ?(?P<count>[0-9]{1,4}) ?(?:天|日|(?P<weeks>周))"
    r"|(?:last|past)[ _-]?(?P<count_en>[0-9]{1,4})[ _-]?(?:days?|(?P<weeks_en>weeks?))"
)
_COMPARISON = re.compile(r"(>=|<=|≥|≤|>|<) ?")
_RANGE_SIGN = re.compile(r" ?(?:\.\.\.?|[~〜到至]) ?")
_NOW = ("今", "现在", "now")
_RELATIVE_NAMES = {
    **dict.fromkeys(("今天", "今日", "today"), ("day", 0)),
    **dict.fromkeys(("昨天", "昨日", "yesterday"), ("day", -1)),
    "前天": ("day", -2),
    **dict.fromkeys(("本周", "这周", "this week"), ("week", 0)),
    **dict.fromkeys(("上周", "last week"), ("week", -1)),
    **dict.fromkeys(("本月", "这个月", "当月", "this month"), ("month", 0)),
    **dict.fromkeys(("上月", "上个月", "last month"), ("month", -1)),
    **dict.fromkeys(("本季度", "this quarter"), ("quarter", 0)),
    **dict.fromkeys(("上季度", "上个季度", "last quarter"), ("quarter", -1)),
    **dict.fromkeys(("今年", "本年", "this year"), ("year", 0)),
    **dict.fromkeys(("去年", "last year"), ("year", -1)),
    "前年": ("year", -2),
}
_MAX_WORDS = 7  # of the longest period with spaces: last 30 days .. last 7 days
_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
# What is typed of these names, or of a number, may still become a period.
_HALF_TYPED = re.compile(
    r"[0-9]{1,3}|[0-9]{5}|[0-9]{7}|第[一二三四]?|[0-9]{4}年?[-/.]?(?:第?[一二三四1-4]|[qh上下]|上半|下半)"
)
NO_DATE = QT_TR_NOOP('"{text}" is not a date; searched as words')
"""What is said of a text that looks like no period at all."""
_NO_QUARTER = QT_TR_NOOP("{text} is not a quarter; searched as words")
_NO_HALF = QT_TR_NOOP("{text} is not a half of a year; searched as words")
_NO_MONTH = QT_TR_NOOP("{text} is not a month; searched as words")
_NO_DAY = QT_TR_NOOP("{text} is not a day; searched as words")
_UNREADABLE_AS = (
    (re.compile(r"(?:[0-9]{4}年?)?[-/.]?q[0-9]+"), _NO_QUARTER),
    (re.compile(r"(?:[0-9]{4}年?)?[-/.]?h[0-9]+"), _NO_HALF),
    (re.compile(r"[0-9]{4}[-/.年]?[0-9]{1,2}月?"), _NO_MONTH),
    (re.compile(r"[0-9]{1,2}月"), _NO_MONTH),
    (re.compile(r"[0-9]{4}[-/.年]?[0-9]{1,2}[-/.月]?[0-9]{1,2}[日号]?"), _NO_DAY),
    (re.compile(r"[0-9]{1,2}月[0-9]{1,2}[日号]?"), _NO_DAY),
)


class Period(NamedTuple):
    """From ``start`` on, up to but not including ``end``; "" leaves that side open.

    Both compare as texts with an article's date, ``YYYY-MM-DD HH:MM`` or a prefix of it.
    """

    start: str
    end: str

    def contains(self, published: str) -> bool:
        """Whether a date is in the period; an unknown one ("") never is."""
        return published != "" and self.start <= published < (self.end or END_SENTINEL)


class MonthDay(NamedTuple):
    """A day of every year: ``month_day`` is ``MM-DD``."""

    month_day: str

    def contains(self, published: str) -> bool:
        """Whether a date is on that day."""
        return published[5:10] == self.month_day


def parse_period(text: str, today: date) -> Period | None:
    """The period that a folded ``text`` names, or None.

    ::

        2025   2025h1 2025上半年   2025q3 q3 第三季度   2025-08 2025年8月 8月   2025-08-11 8月11日
        2025-07..2025-08   2025-07~   8月到9月   2025-07至今   >=2025-08   <2025
        今天 昨天 本周 上月 今年 去年 最近7天   today   this month   last 7 days   lastyear

    Without a year it is the latest such period that has begun; the end of a range is the first
    such period from its start on.

    Args:
        text: folded.
        today: the day that relative periods and missing years are counted from.
    """
    text = text.strip()
    if comparison := _COMPARISON.match(text):
        return _parse_comparison(comparison[1], text[comparison.end() :], today)
    sign = _RANGE_SIGN.search(text)
    if sign is None:
        return _parse_point(text, today)
    return _parse_range(text[: sign.start()], text[sign.end() :], today)


def parse_whole_day(text: str) -> Period | MonthDay | None:
    """The day that a folded ``text`` names in full, as in an article; of every year without one.

    Only ``2025-08-11``, ``2025年8月11日`` and ``8月11日``, or 号 for 日.
    """
    if not _WHOLE_DAY.fullmatch(text):
        return None
    *year, month, day = map(int, _NUMBER.findall(text))
    if not 1 <= month <= 12:
        return None
    if year:
        return _day(year[0], month, day)
    return MonthDay(f"{month:02}-{day:02}") if _day(_LEAP_YEAR, month, day) else None


def match_period_words(words: list[str], today: date) -> int:
    """How many of the first folded ``words`` make up one period that has spaces in it; 0 for none.

    The longest counts: ``last 7 days``, ``2025-07 .. 2025-08``.
    """
    for count in range(min(len(words), _MAX_WORDS), 1, -1):
        if parse_period(" ".join(words[:count]), today):
            return count
    return 0


def is_half_typed(text: str) -> bool:
    """Whether more letters or digits can make a period of a folded ``text`` that is none yet."""
    text = _RANGE_SIGN.split(_COMPARISON.sub("", text, count=1))[-1].strip()
    if _HALF_TYPED.fullmatch(text) or not text:
        return True
    names = [
        *_RELATIVE_NAMES,
        *_NOW,
        "最近",
        "过去",
        "last ",
        "past ",
        "q",
        "h",
        "上半年",
        "下半年",
    ]
    joined = re.sub("[ _-]", "", text)
    started = any(name.replace(" ", "").startswith(joined) for name in names)
    return (
        started
        or re.fullmatch(r"(?:最近|近|过去|last|past)[0-9]{0,4}[a-z]{0,4}", joined) is not None
    )


def unreadable_as(text: str) -> str:
    """What is said of a folded ``text`` that is no period: it is not a month, a day or a date.

    A message about ``{text}``, which tells what it looks like.
    """
    return next((said for pattern, said in _UNREADABLE_AS if pattern.fullmatch(text)), NO_DATE)


def _parse_comparison(sign: str, text: str, today: date) -> Period | None:
    point = _parse_point(text, today)
    if point is None:
        return None
    if sign in (">=", "≥"):
        return Period(point.start, "")
    if sign in ("<=", "≤"):
        return Period("", point.end)
    return Period(point.end, "") if sign == ">" else Period("", point.start)


def _parse_range(start: str, end: str, today: date) -> Period | None:
    if not (start or end):
        return None
    first = _parse_point(start, today) if start else Period("", "")
    if first is None:
        return None
    if end in _NOW:
        return Period(first.start, "") if start else None
    last = _parse_point(end, today, first.start) if end else Period("", "")
    if last is None:
        return None
    if start and end and last.end < first.start:
        first, last = last, first
    return Period(first.start, last.end)


def _parse_point(text: str, today: date, after: str = "") -> Period | None:
    """A period without a range; ``after``, if given, is where it ends a range from."""
    relative = _parse_relative(text, today)
    if relative:
        return relative
    if after.count("-") == 2 and (day := _DAY_OF_MONTH.fullmatch(text)):
        return _day(int(after[:4]), int(after[5:7]), int(day[1]))
    match = _CALENDAR_PERIOD.fullmatch(text)
    if match is None:
        return None
    typed_year = match["year"] or match["only_year"]
    if typed_year:
        return _period_in(int(typed_year), match)
    if after:
        year = int(after[:4])
        found = _period_in(year, match)
        return found if found and found.end > after else _period_in(year + 1, match)
    # February 29 may be eight years back.
    years = range(today.year, max(0, today.year - 9), -1)
    found_in = (_period_in(year, match) for year in years)
    return next((one for one in found_in if one and one.start <= today.isoformat()), None)


def _period_in(year: int, match: re.Match[str]) -> Period | None:
    """The calendar period that was typed, in a year."""
    if quarter := match["quarter"] or match["quarter_zh"]:
        number = "一二三四".find(quarter) + 1 or int(quarter)
        return _months(year, 3 * number - 2, 3) if 1 <= number <= 4 else None
    if half := match["half"] or match["half_zh"]:
        number = "上下".find(half) + 1 or int(half)
        return _months(year, 6 * number - 5, 6) if 1 <= number <= 2 else None
    month, day = match["month"] or match["month_zh"], match["day"] or match["day_zh"]
    if month is None:
        return Period(f"{year:04}", f"{year:04}{END_SENTINEL}")
    if not 1 <= int(month) <= 12:
        return None
    return _day(year, int(month), int(day)) if day else _months(year, int(month), 1)


def _day(year: int, month: int, day: int) -> Period | None:
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    name = f"{year:04}-{month:02}-{day:02}"
    return Period(name, name + END_SENTINEL)


def _months(year: int, month: int, count: int) -> Period:
    """Months of one year."""
    return Period(f"{year:04}-{month:02}", f"{year:04}-{month + count - 1:02}{END_SENTINEL}")


def _parse_relative(text: str, today: date) -> Period | None:
    if match := _LAST_DAYS.fullmatch(text):
        count = int(match["count"] or match["count_en"])
        days = count * 7 if match["weeks"] or match["weeks_en"] else count
        return _days(today, 1 - days, days) if days else None
    name = re.sub("[_-]", " ", text)
    unit, offset = _RELATIVE_NAMES.get(name) or _JOINED_NAMES.get(name) or ("", 0)
    if unit == "day":
        return _days(today, offset, 1)
    if unit == "week":
        return _days(today, 7 * offset - today.weekday(), 7)
    if unit == "year":
        return Period(f"{today.year + offset:04}", f"{today.year + offset:04}{END_SENTINEL}")
    if unit:
        size = _MONTHS_IN[unit]
        first = (today.year * 12 + today.month - 1) // size * size + offset * size
        return _months(first // 12, first % 12 + 1, size)
    return None


_JOINED_NAMES = {name.replace(" ", ""): value for name, value in _RELATIVE_NAMES.items()}


def _days(today: date, offset: int, count: int) -> Period:
    """``count`` days from ``offset`` days behind today on, as far as there are dates."""
    first = date.fromordinal(max(1, today.toordinal() + offset))
    last = date.fromordinal(max(1, today.toordinal() + offset + count - 1))
    return Period(first.isoformat(), last.isoformat() + END_SENTINEL)
