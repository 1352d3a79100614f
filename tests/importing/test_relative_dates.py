"""Times as pages write them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.importing.relative_dates import parse_page_date
from kbviewer.library.dates import parse_date

NOW = datetime(2025, 8, 25, 9, 30)  # noqa: DTZ001  local time, as a file's is taken


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2025-08-11 20:41", "2025-08-11 20:41"), ("2025-08-11", "2025-08-11"),
        ("2025/8/11", "2025-08-11"), ("2025.8.11", "2025-08-11"),
        ("2025年8月11日 20:41", "2025-08-11 20:41"), ("2025年8月11日20:41", "2025-08-11 20:41"),
        ("2025-08-11 20:41:07", "2025-08-11 20:41"), ("2025年8月11日（周一）", "2025-08-11"),
        ("2025年8月11日 下午8:41", "2025-08-11 20:41"), ("Aug 11, 2025", "2025-08-11"),
        ("August 11th 2025 at 8:41 pm", "2025-08-11 20:41"), ("11 Aug 2025", "2025-08-11"),
        ("Mon, 11 Aug 2025 20:41", "2025-08-11 20:41"), ("Sept. 3, 2025, 12:05 AM",
        "2025-09-03 00:05"),
    ],
)  # fmt: skip
def test_a_date_that_the_page_tells_needs_no_other(written: str, published: str) -> None:
    when = parse_page_date(written, None)
    assert when
    assert (when.published, when.is_absolute) == (published, True)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("刚刚", "2025-08-25"), ("昨天", "2025-08-24"), ("昨天 18:02", "2025-08-24 18:02"),
        ("前天", "2025-08-23"), ("yesterday", "2025-08-24"), ("今天 08:00", "2025-08-25 08:00"),
        ("3小时前", "2025-08-25"), ("10小时前", "2025-08-24"), ("5分钟前", "2025-08-25"),
        ("2 days ago", "2025-08-23"), ("an hour ago", "2025-08-25"), ("1周前", "2025-08-18"),
        ("3个月前", "2025-05"), ("9 months ago", "2024-11"), ("2年前", "2023"),
        ("8月11日", "2025-08-11"), ("12月30日", "2024-12-30"), ("08-11 20:41", "2025-08-11 20:41"),
        ("Aug 11", "2025-08-11"), ("2月29日", "2024-02-29"),
        ("8月11日 礼拜一", "2025-08-11"), ("Thur. Aug 14", "2025-08-14"),
    ],
)  # fmt: skip
def test_a_time_that_is_counted_back_is_counted_from_the_files_own(
    written: str, published: str
) -> None:
    when = parse_page_date(written, NOW)
    assert when
    assert (when.published, when.is_absolute) == (published, False)
    unknown = parse_page_date(written, None)
    assert unknown
    assert (unknown.written, unknown.published) == (written, "")


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("昨天 下午3:05", "2025-08-24 15:05"), ("昨天 中午12:30", "2025-08-24 12:30"),
        ("昨天 中午1:30", "2025-08-24 13:30"), ("昨天 凌晨12:30", "2025-08-24 00:30"),
        ("昨天 晚上12:30", "2025-08-24"), ("yesterday at 8:41 p.m.", "2025-08-24 20:41"),
        ("昨天 0:41 PM", "2025-08-24"),
    ],
)  # fmt: skip
def test_an_hour_is_read_as_in_a_header_and_left_out_where_it_is_ambiguous(
    written: str, published: str
) -> None:
    when = parse_page_date(written, NOW)
    assert when
    assert when.published == published


@pytest.mark.parametrize(
    "written",
    ["", "8.11", "2025", "2025-08", "11", "2025-02-30", "2月30日", "13月1日", "12:30", "May",
     "3小时", "记者2025-08-11", "2025-08-11 记者", "0000-00-00", "Aug 32, 2025"],
)  # fmt: skip
def test_what_is_no_date_is_none(written: str) -> None:
    assert parse_page_date(written, NOW) is None


@given(st.text(alphabet="0123456789-/.:年月日 上午下ago昨天时分前Augdysh,", max_size=30))
def test_whatever_is_written_what_is_read_sorts(written: str) -> None:
    when = parse_page_date(written, NOW)
    assert when is None or parse_date(when.published) == when.published
