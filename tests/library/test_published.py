"""The time of publication, as people and tools write it."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.library.published import parse_published, published_in_name


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
    ],
)
def test_the_common_forms_are_read(written: str, read: str) -> None:
    assert parse_published(written) == read


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "2024-02-30", "2025-13-01", "2025-08-11 25:00", "11/04/2025", "2025-8-",
     "9" * 5000, "0000-01-01", "２０２５"],
)  # fmt: skip
def test_what_is_no_date_is_none(written: str) -> None:
    assert parse_published(written) is None


def test_a_time_with_a_zone_is_shown_in_local_time() -> None:
    local = datetime.fromisoformat("2025-08-11T20:41:00+00:00").astimezone()
    expected = local.strftime("%Y-%m-%d %H:%M")
    assert parse_published("2025-08-11T20:41:00Z") == expected
    assert parse_published("2025-08-11 20:41:00 +0000") == expected
    assert parse_published("2025-08-12T04:41+08:00") == expected


@given(st.datetimes(), st.datetimes())
def test_times_sort_as_texts(one: datetime, other: datetime) -> None:
    texts = [parse_published(time.isoformat(" ", "minutes")) or "" for time in (one, other)]
    assert all(texts)
    minutes = [time.replace(second=0, microsecond=0) for time in (one, other)]
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
    ],
)
def test_the_date_in_a_files_name(name: str, date: str) -> None:
    assert published_in_name(name) == date
