"""Periods as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.query.ast import Published
from kbviewer.query.parser import parse_query
from kbviewer.query.periods import (
    MonthDay,
    Period,
    is_half_typed,
    match_period_words,
    parse_period,
    parse_whole_day,
    unreadable_as,
)
from kbviewer.text.fold import fold

TODAY = date(2026, 2, 10)  # a Tuesday


def shown(period: Period | None) -> str:
    """A period in one line, "" for None."""
    return f"{period.start} {period.end}" if period else ""


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2025", "2025 2025~"), ("2025年", "2025 2025~"), ("２０２５", "2025 2025~"),
        ("2025H1", "2025-01 2025-06~"), ("2025上半年", "2025-01 2025-06~"),
        ("2025年下半年", "2025-07 2025-12~"), ("h2", "2025-07 2025-12~"),
        ("上半年", "2026-01 2026-06~"), ("2025h3", ""),
        ("2025Q3", "2025-07 2025-09~"), ("2025-q3", "2025-07 2025-09~"),
        ("Q3", "2025-07 2025-09~"), ("q1", "2026-01 2026-03~"), ("2025q5", ""),
        ("第三季度", "2025-07 2025-09~"), ("2025年三季度", "2025-07 2025-09~"),
        ("2025-08", "2025-08 2025-08~"), ("2025/8", "2025-08 2025-08~"),
        ("202508", "2025-08 2025-08~"), ("2025年8月", "2025-08 2025-08~"),
        ("8月", "2025-08 2025-08~"), ("2月", "2026-02 2026-02~"), ("13月", ""), ("0月", ""),
        ("2025-13", ""), ("2025-00", ""),
        ("2025-08-11", "2025-08-11 2025-08-11~"), ("2025.8.11", "2025-08-11 2025-08-11~"),
        ("2025年8月11日", "2025-08-11 2025-08-11~"), ("8月11日", "2025-08-11 2025-08-11~"),
        ("8月11号", "2025-08-11 2025-08-11~"), ("2月10日", "2026-02-10 2026-02-10~"),
        ("2月11日", "2025-02-11 2025-02-11~"), ("2月29日", "2024-02-29 2024-02-29~"),
        ("2月30日", ""), ("2025-02-29", ""), ("2025-", "2025 2025~"), ("2025-0", "2025 2025~"),
        # ranges
        ("2025-07..2025-08", "2025-07 2025-08~"), ("2025-07~2025-08", "2025-07 2025-08~"),
        ("2025-07～2025-08", "2025-07 2025-08~"), ("2025-07到2025-08", "2025-07 2025-08~"),
        ("2025-07至2025-08", "2025-07 2025-08~"), ("2025-07 .. 2025-08", "2025-07 2025-08~"),
        ("2025-07..", "2025-07 "), ("..2025-08", " 2025-08~"), ("2025年7月至今", "2025-07 "),
        ("到2025", " 2025~"), ("2025年8月..9月", "2025-08 2025-09~"),
        ("8月到9月", "2025-08 2025-09~"), ("12月至2月", "2025-12 2026-02~"),
        ("8月11日~20日", "2025-08-11 2025-08-20~"), ("Q3..Q4", "2025-07 2025-12~"),
        ("2025-09..2025-07", "2025-07 2025-09~"), ("去年..上月", "2025 2026-01~"),
        ("..", ""), ("..x", ""), ("x..", ""), ("1..2..3", ""),
        # comparisons
        (">=2025-08", "2025-08 "), ("≥2025-08", "2025-08 "), ("＞＝2025-08", "2025-08 "),
        ("<=2025-08", " 2025-08~"), (">2025-08", "2025-08~ "), ("< 2025-08", " 2025-08"),
        (">=", ""), (">=x", ""),
        # relative
        ("今天", "2026-02-10 2026-02-10~"), ("昨天", "2026-02-09 2026-02-09~"),
        ("今日", "2026-02-10 2026-02-10~"), ("本周", "2026-02-09 2026-02-15~"),
        ("上周", "2026-02-02 2026-02-08~"), ("本月", "2026-02 2026-02~"),
        ("上月", "2026-01 2026-01~"), ("上个月", "2026-01 2026-01~"),
        ("上季度", "2025-10 2025-12~"), ("本季度", "2026-01 2026-03~"),
        ("今年", "2026 2026~"), ("去年", "2025 2025~"), ("前年", "2024 2024~"),
        ("最近7天", "2026-02-04 2026-02-10~"), ("近 7 天", "2026-02-04 2026-02-10~"),
        ("最近2周", "2026-01-28 2026-02-10~"), ("最近0天", ""),
        ("today", "2026-02-10 2026-02-10~"), ("Yesterday", "2026-02-09 2026-02-09~"),
        ("this month", "2026-02 2026-02~"), ("thismonth", "2026-02 2026-02~"),
        ("last-month", "2026-01 2026-01~"), ("last_year", "2025 2025~"),
        ("this year", "2026 2026~"), ("last week", "2026-02-02 2026-02-08~"),
        ("last quarter", "2025-10 2025-12~"),
        ("last 7 days", "2026-02-04 2026-02-10~"), ("last7days", "2026-02-04 2026-02-10~"),
        ("past 2 weeks", "2026-01-28 2026-02-10~"), ("last 1 day", "2026-02-10 2026-02-10~"),
        # none
        ("", ""), ("待定", ""), ("soon", ""), ("25", ""), ("20250", ""),
        ("last 7 months days", ""), ("0000", "0000 0000~"),
    ],
)  # fmt: skip
def test_a_period_as_it_is_written(typed: str, period: str) -> None:
    assert shown(parse_period(fold(typed), TODAY)) == period


@pytest.mark.parametrize(
    ("today", "typed", "period"),
    [
        (date(2026, 1, 1), "上月", "2025-12 2025-12~"),
        (date(2026, 1, 1), "上季度", "2025-10 2025-12~"),
        (date(2026, 1, 1), "yesterday", "2025-12-31 2025-12-31~"),
        (date(2025, 8, 1), "8月", "2025-08 2025-08~"),
        (date(2025, 7, 31), "8月", "2024-08 2024-08~"),
        (date(2025, 7, 1), "q3", "2025-07 2025-09~"),
        (date(1904, 2, 28), "2月29日", "1896-02-29 1896-02-29~"),
        (date(1, 1, 1), "最近9999天", "0001-01-01 0001-01-01~"),
        (date(1, 1, 1), "12月", ""),
        (date(1, 1, 1), "去年", "0000 0000~"),
    ],
)
def test_it_depends_on_the_day(today: date, typed: str, period: str) -> None:
    assert shown(parse_period(typed, today)) == period


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025-08-11", Period("2025-08-11", "2025-08-11~")),
        ("2025年8月11日", Period("2025-08-11", "2025-08-11~")),
        ("2025年08月11号", Period("2025-08-11", "2025-08-11~")),
        ("8月11日", MonthDay("08-11")),
        ("12月1号", MonthDay("12-01")),
        ("2月29日", MonthDay("02-29")),
    ],
)
def test_a_whole_day(typed: str, day: Period | MonthDay) -> None:
    assert parse_whole_day(typed) == day


@pytest.mark.parametrize(
    "typed", ["2025", "2025-08", "8月", "2025-8-1", "20250811", "08-11", "今天"]
)
def test_what_is_no_whole_day(typed: str) -> None:
    assert parse_whole_day(typed) is None


@pytest.mark.parametrize("typed", ["2月30日", "13月1日", "0月1日", "2025年1月0日", "2025-02-29"])
def test_a_day_that_is_in_no_calendar(typed: str) -> None:
    assert parse_whole_day(typed) is None


def test_words_that_make_up_one_period() -> None:
    for typed, count in [("last 7 days x", 3), ("2025-07 .. 2025-08 ..", 3), ("2025 08", 0),
                         ("last", 0), ("2025-07 到 x", 2), ("> 2025", 2),
                         ("last 30 days .. last 7 days", 7)]:  # fmt: skip
        assert match_period_words(typed.split(), TODAY) == count, typed


def test_what_may_still_become_a_period() -> None:
    for typed in ("2", "202", "最", "最近7", "上个", "las", "last 7 d", "2025q", "2025上半", ">=",
                  "2025..", "2025..20", "y", "第三", "20250"):  # fmt: skip
        assert is_half_typed(typed), typed
    for typed in ("待", "soon", "2025-13", "last 7 months", "8月32日"):
        assert not is_half_typed(typed), typed


def test_what_was_meant() -> None:
    meant = {"2025-13": "a month", "13月": "a month", "2025-08-32": "a day", "2月30日": "a day",
             "2025q5": "a quarter", "h3": "a half of a year", "soon": "a date"}  # fmt: skip
    for typed, kind in meant.items():
        assert parse_period(typed, TODAY) is None
        assert unreadable_as(typed).replace('"', "") == f"{{text}} is not {kind}; searched as words"


@given(st.dates(), st.dates())
def test_a_period_holds_the_days_in_it(day: date, other: date) -> None:
    read = parse_query(f"published:{day}").root
    assert isinstance(read, Published)
    assert read.period.contains(str(day))
    assert read.period.contains(f"{day} 23:59")
    assert read.period.contains(str(other)) == (day == other)


@given(
    st.dates(),
    st.text(st.sampled_from("0123456789年月日号季度上下半hq-./~.最近天到至今去本last days")),
)
def test_no_text_is_an_error(today: date, text: str) -> None:
    period = parse_period(text, today)
    assert period is None or period.start or period.end
    assert isinstance(is_half_typed(text), bool)


def test_an_unknown_time_lies_in_no_period() -> None:
    assert not Period("", "").contains("")
    assert Period("", "").contains("2025")
