"""Text as it is shown: on one line, its width, lines of a width."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.cli.output import printable, printable_line
from kbviewer.text.display import display_width, padded, single_line, wrapped


@given(st.text())
def test_a_single_line_has_no_control_characters(text: str) -> None:
    line = single_line(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in line)
    assert not any(char in line for char in "\u061c\u200e\u200f\u202a\u202e\u2066\u2069")
    assert line == " ".join(line.split())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_printed_keeps_line_feeds_and_tabs_but_no_other_control_character(
    text: str,
) -> None:
    kept = "".join(printable(text).split("\ufffd"))
    assert single_line(kept) == " ".join(kept.split())
    assert printable(text).count("\n") == text.count("\n")
    assert "\n" not in printable_line(text)


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("抖音", 4), ("抖音 11", 7), ("，", 2)]
)
def test_a_chinese_character_takes_two_columns(text: str, width: int) -> None:
    assert display_width(text) == width


def test_spaces_fill_columns() -> None:
    assert padded("ok", 5) == "ok   "
    assert padded("正常", 5) == "正常 "
    assert padded("缺少", 3) == "缺少"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("查找文章", ["查找文章"]),
        ("在文件夹中查找文章", ["在文件夹中", "查找文章"]),
        ("在文件夹中，查找文章", ["在文件夹", "中，查找文", "章"]),
        ("在文件夹“查找”文章", ["在文件夹", "“查找”文章"]),
        ("打开 kbviewer 窗口", ["打开", "kbviewer", "窗口"]),
        ("at a longer-than-wide word", ["at a", "longer-than-wide", "word"]),
        ("。开头的文字（", ["。开头的文", "字（"]),
    ],
)
def test_lines_end_as_chinese_and_english_do(text: str, lines: list[str]) -> None:
    assert wrapped(text, 10) == lines
