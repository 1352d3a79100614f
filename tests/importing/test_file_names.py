"""Names of files that every system takes."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.importing.file_writer import MAX_NAME_BYTES, file_stem, numbered_name


@pytest.mark.parametrize(
    ("title", "published", "stem"),
    [
        ("抖音电商:今年", "2025-08-24 14:12", "2025-08-24-抖音电商-今年"),
        ("What? A/B \\ *test*", "2025-08", "2025-08-What-A-B-test"),
        ("CON", "", "article-CON"), ("nul.txt", "", "article-nul.txt"),
        ("Lpt1", "", "article-Lpt1"),
        ("_index", "", "article-_index"), ("...", "", "article"), ("", "2025-08-24", "2025-08-24"),
        (".hidden.", "", "hidden"), ("a\u202eb\u200bc\x07d", "", "a-bc-d"),
        ("e\u0301", "", "é"), ("昨天", "3小时前", "昨天"), ("🎁盲盒", "", "🎁盲盒"),
    ],
)  # fmt: skip
def test_a_name_is_date_and_title(title: str, published: str, stem: str) -> None:
    assert file_stem(title, published) == stem


def test_a_long_title_is_cut_between_two_characters() -> None:
    for title in ("盲盒" * 60, "a" + "盲盒" * 60, "ab" + "盲盒" * 60, "🎁" * 60):
        stem = file_stem(title, "")
        assert title.startswith(stem)
        assert len(stem.encode("utf-8")) > MAX_NAME_BYTES - 15


@given(st.text(max_size=200), st.sampled_from(["", "2025-08-24 14:12", "昨天"]))
def test_every_name_is_one_that_all_systems_take(title: str, published: str) -> None:
    name = numbered_name(file_stem(title, published), 9_999)
    assert len(name.encode("utf-8")) <= MAX_NAME_BYTES
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f\s]', name)
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in name)
    assert unicodedata.is_normalized("NFC", name)
    stem = numbered_name(file_stem(title, published), 1).removesuffix(".md")
    assert stem == stem.strip(" .")
    assert stem
    assert stem.casefold() not in ("con", "prn", "aux", "nul", "_index")
