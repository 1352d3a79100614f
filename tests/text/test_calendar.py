"""Months, weekdays and hours as they are written."""

from __future__ import annotations

import calendar
import re

import pytest

from kbviewer.text.calendar import (
    CHINESE_WEEKDAY,
    DAY,
    MONTH,
    WEEKDAY,
    hour_of_day,
    month_number,
)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_known_by_its_name_abbreviation_and_number(month: int) -> None:
    name, short = calendar.month_name[month], calendar.month_abbr[month]
    for written in (name, short, f"{short}.", name.upper(), short.lower()):
        match = re.fullmatch(MONTH, written, re.IGNORECASE)
        assert match
        assert month_number(match["month"]) == month
    assert month_number(str(month)) == month_number(f"{month:02}") == month


def test_september_has_two_abbreviations() -> None:
    match = re.fullmatch(MONTH, "Sept.", re.IGNORECASE)
    assert match
    assert month_number(match["month"]) == 9


@pytest.mark.parametrize("weekday", range(7))
def test_every_weekday_is_known_in_both_languages(weekday: int) -> None:
    short = calendar.day_abbr[weekday]
    for written in (calendar.day_name[weekday], short, f"{short}.", short.lower()):
        assert re.fullmatch(WEEKDAY, written, re.IGNORECASE)
    for prefix in ("星期", "周", "礼拜"):
        assert re.fullmatch(CHINESE_WEEKDAY, prefix + "一二三四五六日"[weekday])
    assert re.fullmatch(CHINESE_WEEKDAY, "星期天")


@pytest.mark.parametrize("written", ["Tues", "Thur", "Thurs.", "Weds"])
def test_of_longer_abbreviations_the_usual_ones_are_known(written: str) -> None:
    assert (re.fullmatch(WEEKDAY, written, re.IGNORECASE) is None) == (written == "Weds")


@pytest.mark.parametrize("written", ["1", "01", "1st", "2nd", "3rd", "11th", "31"])
def test_a_day_is_a_number_of_either_kind(written: str) -> None:
    match = re.fullmatch(DAY, written, re.IGNORECASE)
    assert match
    assert match["day"] == written.rstrip("stndrh")


@pytest.mark.parametrize("text", ["Octember", "Mo", "周八", "32nd1"])
def test_other_words_are_none(text: str) -> None:
    for pattern in (MONTH, WEEKDAY, CHINESE_WEEKDAY, DAY):
        assert re.fullmatch(pattern, text, re.IGNORECASE) is None


@pytest.mark.parametrize(
    ("hour", "part", "expected"),
    [
        (8, "晚上", 20), (8, "下午", 20), (8, "上午", 8), (8, "早上", 8), (3, "凌晨", 3),
        (12, "上午", 0), (12, "凌晨", 0), (12, "下午", 12), (12, "晚上", None), (20, "晚上", 20),
        (0, "凌晨", 0), (8, "p", 20), (8, "A", 8), (12, "a", 0), (12, "P", 12), (0, "p", None),
        (13, "P", None), (11, "中午", 11), (12, "中午", 12), (1, "中午", 13),
    ],
)  # fmt: skip
def test_an_hour_in_a_part_of_the_day(hour: int, part: str, expected: int | None) -> None:
    assert hour_of_day(hour, part) == expected
