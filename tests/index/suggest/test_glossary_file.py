"""The shipped glossary is what its header says of it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from kbviewer import paths
from kbviewer.text.fold import fold

_TEXT = (paths.resources() / "glossary.txt").read_bytes().decode("utf-8")
_LINES = _TEXT.removesuffix("\n").split("\n")
_PAIRS = [line for line in _LINES if line and not line.startswith("#")]
_CHINESE, _ENGLISH = (
    [name for line in _PAIRS for name in line.partition(" = ")[side].split(", ")] for side in (0, 2)
)
_NAME = r"[^\s=,#](?:[^=,#\n]*[^\s=,#])?"
_HAN = re.compile("[\u4e00-\u9fff]")


def test_there_are_a_thousand_pairs_or_more() -> None:
    assert len(_PAIRS) >= 1000


def test_a_line_is_names_an_equals_sign_and_names() -> None:
    pair = re.compile(f"{_NAME}(?:, {_NAME})* = {_NAME}(?:, {_NAME})*")
    assert [line for line in _PAIRS if not pair.fullmatch(line)] == []


def test_the_lines_end_as_on_linux_and_have_no_needless_spaces() -> None:
    assert _TEXT.endswith("\n")
    assert not _TEXT.endswith("\n\n")
    assert [line for line in _LINES if line != line.strip() or re.search(r"[^\S ]|  ", line)] == []


def test_the_header_is_short_and_each_section_has_a_name_of_its_own_and_pairs() -> None:
    header, *sections = _TEXT.split("\n\n")
    lines = header.split("\n")
    assert len(lines) <= 6
    assert all(line.startswith("# ") for line in lines)
    names = [section.split("\n")[0] for section in sections]
    assert all(re.fullmatch(r"# [A-Z][a-z -]+", name) for name in names)
    assert len(set(names)) == len(names)
    for section in sections:
        _, *pairs = section.removesuffix("\n").split("\n")
        assert pairs
        assert not any(line.startswith("#") for line in pairs)


def test_the_names_on_the_left_are_chinese() -> None:
    assert [name for name in _CHINESE if not _HAN.search(name)] == []


def test_the_names_on_the_right_are_english() -> None:
    assert [name for name in _ENGLISH if not re.search("[A-Za-z]", name)] == []
    assert [name for name in _ENGLISH if _HAN.search(name)] == []


def test_chinese_is_written_in_simplified_characters() -> None:
    assert [name for name in _CHINESE if fold(name) != name.lower()] == []


@pytest.mark.parametrize("names", [_CHINESE, _ENGLISH], ids=["chinese", "english"])
def test_no_name_stands_twice(names: list[str]) -> None:
    """Search takes names that fold to the same for one; so does this."""
    counts = Counter(map(fold, names))
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("商家", "merchant"),
        ("拼多多", "Pinduoduo"),
        ("物流", "logistics"),
        ("仅退款", "refund-only"),
        ("盲盒", "blind box"),
        ("京东", "JD.com"),
    ],
)
def test_the_usual_translation_comes_first(chinese: str, english: str) -> None:
    sides = (line.partition(" = ") for line in _PAIRS)
    first = {left.split(", ")[0]: right.split(", ")[0] for left, _, right in sides}
    assert first[chinese] == english
