"""The time of publication, as people and tools write it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.library.dates import (
    PartialDate,
    date_in_file_name,
    parse_date,
    parse_partial_date,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-08-11 20:41", "2025-08-11 20:41"),
        ("2025-08-11T20:41:59", "2025-08-11 20:41"),
        ("2025-08-11 20:41:59.123", "2025-08-11 20:41"),
        ("2025/8/1", "2025-08-01"),
        ("2025.08.11", "2025-08-11"),
        ("2025年8月11日", "2025-08-11"),
        ("2025年8月11日 9:05", "2025-08-11 09:05"),
        ("2025年8月", "2025-08"),
        ("2025-08", "2025-08"),
        ("2025", "2025"),
        (" 2025-08-11 ", "2025-08-11"),
        ("2025-8-1", "2025-08-01"),
        ("20250811", "2025-08-11"),
        ("202508112041", "2025-08-11 20:41"),
        ("20250811T204159", "2025-08-11 20:41"),
        ("2025年8月11日 20:41", "2025-08-11 20:41"),
        ("2025年8月11日20:41", "2025-08-11 20:41"),
        ("2025年8月11日 星期一 下午8:41", "2025-08-11 20:41"),
        ("2025年08月11日（周一）上午9点05分", "2025-08-11 09:05"),
        ("2025-08-11 8:41 PM", "2025-08-11 20:41"),
        ("2025-08-11 12:05 a.m.", "2025-08-11 00:05"),
        ("2025-08-11 12:05 pm", "2025-08-11 12:05"),
        ("Aug 11, 2025", "2025-08-11"),
        ("August 11th, 2025 at 8:41 PM", "2025-08-11 20:41"),
        ("Sept. 1 2025", "2025-09-01"),
        ("11 August 2025", "2025-08-11"),
        ("11-Aug-2025", "2025-08-11"),
        ("Mon, 11 Aug 2025 20:41:00", "2025-08-11 20:41"),
        ("August 2025", "2025-08"),
        ("may 2025", "2025-05"),
        ("11.08.2025", "2025-08-11"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025 08:41", "2025-12-25 08:41"),
        ("08/08/2025", "2025-08-08"),
        ("2025年8月11号 20:41", "2025-08-11 20:41"),
        ("Mon Aug 11 20:41:00 2025", "2025-08-11 20:41"),
        ("Mon Aug  4 20:41:00 2025", "2025-08-04 20:41"),
    ],
)
def test_the_common_forms_are_read(written: str, read: str) -> None:
    assert parse_date(written) == read


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "2024-02-30", "2025-13-01", "2025-08-11 25:00", "11/04/2025", "2025-8-",
     "9" * 5000, "0000-01-01", "２０２５", "31 February 2025", "32/12/2025", "2025-08-11 20:61",
     "1.5", "2025-08-11 0:41 PM", "2025-08-11 13:00 pm", "2025-08-11 20:41+99:00", "99999999999",
     "12345", "Aug", "true", "20251340", "0001-01-01 00:00 +14:00", "9999-12-31 23:59 -14:00",
     "2025-08-11 20:41 CST", "2025" + " " * 200 + "-08"],
)  # fmt: skip
def test_what_is_no_date_is_none(written: str) -> None:
    assert parse_date(written) is None


@pytest.fixture
def zone() -> Iterator[Callable[[str], None]]:
    """A function that moves the computer to another time zone."""
    before = os.environ.get("TZ")

    def move(name: str) -> None:
        os.environ["TZ"] = name
        time.tzset()

    yield move
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


WRITTEN = (
    "2025-08-11T20:41:00Z", "2025-08-11T20:41:00.123456Z", "2025-08-12T04:41:00+08:00",
    "2025-08-12T04:41+08:00", "2025-08-12T04:41:00+0800", "2025-08-12 04:41:00 +0800",
    "2025-08-12 04:41:00+08", "2025-08-11 15:41 -05:00", "2025-08-11 20:41:00 UTC",
    "2025-08-12 04:41 UTC+8", "Tue, 12 Aug 2025 04:41:00 +0800", "Mon, 11 Aug 2025 20:41:00 GMT",
    "Tue Aug 12 2025 04:41:00 GMT+0800 (China Standard Time)", "20250811T204100Z", "1754944860",
    "1754944860123", "2025年8月12日 4:41 +08:00", "2025-08-11T12:41:00\u221208:00",
    "Mon Aug 11 20:41:00 UTC 2025", "Tue Aug 12 04:41:00 2025 +0800",
    "Tue Aug 12 04:41:00 +0800 2025", "2025-08-12T04:41:00+08:00[Asia/Shanghai]",
    "2025-08-12 04:41 Asia/Shanghai", "Aug 11, 2025 3:41 PM America/Indiana/Knox",
)  # fmt: skip


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be changed here")
@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("UTC", "2025-08-11 20:41"),
        ("Asia/Shanghai", "2025-08-12 04:41"),
        ("America/New_York", "2025-08-11 16:41"),
        ("Asia/Kathmandu", "2025-08-12 02:26"),
        ("Pacific/Kiritimati", "2025-08-12 10:41"),
    ],
)
def test_a_time_with_a_zone_is_shown_in_local_time(
    name: str, local: str, zone: Callable[[str], None]
) -> None:
    zone(name)
    for written in WRITTEN:
        assert parse_date(written) == local, written
    assert parse_date("2025-08-11 20:41") == "2025-08-11 20:41"
    assert parse_date("2025-08-11") == "2025-08-11"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be changed here")
def test_local_time_knows_summer_and_winter_and_midnight(zone: Callable[[str], None]) -> None:
    zone("America/New_York")
    for written, local in {
        "2025-03-09T06:59:00Z": "2025-03-09 01:59",
        "2025-03-09T07:00:00Z": "2025-03-09 03:00",
        "2025-11-02T05:59:00Z": "2025-11-02 01:59",
        "2025-11-02T07:00:00Z": "2025-11-02 02:00",
        "2025-01-01T04:59:00Z": "2024-12-31 23:59",
        "2025-07-01T03:59:00Z": "2025-06-30 23:59",
        "2024-03-01T00:00:00+08:00": "2024-02-29 11:00",
    }.items():
        assert parse_date(written) == local


_MINUTES = st.integers(631_152_000 // 60, 2_145_916_800 // 60)  # 1990 to 2037
_OFFSETS = st.integers(-14 * 60, 14 * 60)


@given(_MINUTES, _MINUTES, _OFFSETS, _OFFSETS)
def test_times_of_different_zones_sort_as_they_came(
    one: int, other: int, first: int, second: int
) -> None:
    moments = [
        datetime.fromtimestamp(minute * 60, timezone(timedelta(minutes=offset)))
        for minute, offset in ((one, first), (other, second))
    ]
    texts = [parse_date(moment.isoformat()) or "" for moment in moments]
    assert all(texts)
    if abs(moments[0] - moments[1]) > timedelta(hours=2):  # no hour that comes twice in autumn
        assert (texts[0] < texts[1]) == (moments[0] < moments[1])


TWO_WAYS = "{date} can be read in two ways"
OPEN_ZONE = "{date} has a time zone that is not known"
IN_PART = "{date} is only partly understood"


@pytest.mark.parametrize(
    ("written", "part", "doubt"),
    [
        ("11/04/2016", "2016", TWO_WAYS),
        ("11-04-2016 08:00", "2016", TWO_WAYS),
        ("11/04/2016 in the evening", "2016", TWO_WAYS),
        ("2025-08-11 20:41 CST", "2025-08-11", OPEN_ZONE),
        ("Aug 11, 2025 8:41 PM EST", "2025-08-11", OPEN_ZONE),
        ("Mon Aug 11 20:41:00 CST 2025", "2025-08-11", OPEN_ZONE),
        ("2025-08-11 20:41 Asia/Nowhere", "2025-08-11", OPEN_ZONE),
        ("2025-08-11 20:41 America/Argentina", "2025-08-11", OPEN_ZONE),  # a folder of zones
        ("2025-08-11 晚上8点", "2025-08-11", IN_PART),
        ("2025-08-11晚上", "2025-08-11", IN_PART),
        ("2025-08-11 晚上12:30", "2025-08-11", IN_PART),  # of this day, or of the next
        ("2025年8月11日 傍晚", "2025-08-11", IN_PART),
        ("2025-08-11 24:00", "2025-08-11", IN_PART),
        ("2025-08-11 25:61", "2025-08-11", IN_PART),
        ("2025-08-11T25:61:00Z", "2025-08-11", IN_PART),
        ("2025-08-11 20:41+99:00", "2025-08-11", IN_PART),
        ("2025-08-11 13:00 pm", "2025-08-11", IN_PART),
        ("20250811 at noon", "2025-08-11", IN_PART),
        ("11 August 2025, at noon", "2025-08-11", IN_PART),
        ("Aug 11, 2025 (evening", "2025-08-11", IN_PART),
        ("25/12/2025 in the evening", "2025-12-25", IN_PART),
        ("2025-08-11 - 2025-08-15", "2025-08-11", IN_PART),
        ("2025-08-11 10:00 - 12:00", "2025-08-11", IN_PART),
        ("2025-08-11~15", "2025-08-11", IN_PART),
        ("2025-08-11/2025-08-15", "2025-08-11", IN_PART),
        ("2025年8月底", "2025-08", IN_PART),
        ("2025-08-11 " + "x" * 5000, "2025-08-11", IN_PART),
    ],
)
def test_what_is_sure_of_a_date_is_not_lost(written: str, part: str, doubt: str) -> None:
    assert parse_date(written) is None
    assert parse_partial_date(written) == PartialDate(part, doubt)


@pytest.mark.parametrize(
    "written",
    ["", "soon", "2024-02-30", "2024-02-30 10:00", "2024年2月30日", "99/99/2025", "2025-13-01",
     "2025-08-32 20:41 CST", "9" * 5000, "12345", "2025-08-115", "2025-08-11th", "202508112",
     "2025-8-", "1754944860 x", "2025 apples", "1.5", "August", "11 to 15"],
)  # fmt: skip
def test_of_what_is_no_date_nothing_is_sure(written: str) -> None:
    assert parse_partial_date(written) is None


@given(st.dates(), st.text(max_size=20))
def test_a_day_is_sure_whatever_stands_behind_it(day: date, rest: str) -> None:
    written = f"{day.isoformat()} {rest}"
    found = parse_date(written)
    if found is None:
        sure = parse_partial_date(written)
        assert sure is not None
        assert sure.date == day.isoformat()


SORTS = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}( [0-9]{2}:[0-9]{2})?)?)?")


@given(st.text(st.sampled_from("0123456789-/.:,TZ +年月日augpmCST()"), max_size=40) | st.text())
def test_no_date_is_an_error(written: str) -> None:
    sure = parse_partial_date(written)
    for found in (parse_date(written), sure and sure.date, date_in_file_name(written)):
        assert not found or SORTS.fullmatch(found)


@given(st.datetimes(), st.datetimes())
def test_times_sort_as_texts(one: datetime, other: datetime) -> None:
    texts = [parse_date(moment.isoformat(" ", "minutes")) or "" for moment in (one, other)]
    assert all(texts)
    minutes = [moment.replace(second=0, microsecond=0) for moment in (one, other)]
    assert (texts[0] < texts[1]) == (minutes[0] < minutes[1])


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2025-08-11-title", "2025-08-11"),
        ("20250811 title", "2025-08-11"),
        ("title_2025.08.11", "2025-08-11"),
        ("title", ""),
        ("2025-13-99", ""),
        ("120250811", ""),
        ("2015-2-10-tagging", "2015-02-10"),
        ("202508112041 note", "2025-08-11 20:41"),
        ("20250811204159", "2025-08-11 20:41"),
        ("2025年8月11日 会议", "2025-08-11"),
        ("2025-13-99 of 2025-08-11", "2025-08-11"),
        ("v2019.1.2", ""),
    ],
)
def test_the_date_in_a_files_name(name: str, date: str) -> None:
    assert date_in_file_name(name) == date
