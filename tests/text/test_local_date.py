"""Dates in the user's language."""

from __future__ import annotations

import pytest

from kbviewer import i18n, paths
from kbviewer.text.local_date import local_date


@pytest.mark.parametrize(
    ("published", "in_english", "in_chinese"),
    [
        ("2025-08-05 20:41", "5 Aug 2025, 20:41", "2025年8月5日 20:41"),
        ("2025-12-25", "25 Dec 2025", "2025年12月25日"),
        ("2025-05", "May 2025", "2025年5月"),
        ("2025", "2025", "2025年"),
        ("last summer", "last summer", "last summer"),
        ("2025-13-01", "2025-13-01", "2025-13-01"),
        ("2025-08-25T20:41", "2025-08-25T20:41", "2025-08-25T20:41"),
        ("", "", ""),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(
    published: str, in_english: str, in_chinese: str
) -> None:
    assert local_date(published) == in_english
    i18n.set_language(i18n.CHINESE, paths.resources() / "translations")
    assert local_date(published) == in_chinese
