"""The table of pinyin names readings that there are, and has the characters that are used."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from pypinyin.constants import PINYIN_DICT

from kbviewer.text.fold import fold
from tests.index.suggest.pinyin_table import (
    TABLE,
    characters_by_reading,
    toneless,
    usual_characters,
)

_TEXT = TABLE.read_bytes().decode("utf-8")
_LINES = [line for line in _TEXT.removesuffix("\n").split("\n") if not line.startswith("#")]
_TABLE = {line.partition(" ")[0]: line.partition(" ")[2] for line in _LINES}


def _readings(char: str) -> set[str]:
    return {reading for reading, chars in _TABLE.items() if char in chars}


def test_a_line_is_a_syllable_and_the_characters_that_are_read_so() -> None:
    assert _TEXT.endswith("\n")
    assert all(re.fullmatch("[a-z]{1,6} [\u4e00-\u9fff]+", line) for line in _LINES)


def test_syllables_and_characters_are_in_order_and_stand_once() -> None:
    syllables = [line.split(" ")[0] for line in _LINES]
    assert syllables == sorted(set(syllables))
    assert all(list(chars) == sorted(set(chars)) for chars in _TABLE.values())


def test_the_characters_are_folded_as_texts_are() -> None:
    assert [char for chars in _TABLE.values() for char in chars if fold(char) != char] == []


def test_all_usual_characters_have_a_reading() -> None:
    characters = usual_characters()
    assert len(characters) == 3755
    there = set("".join(_TABLE.values()))
    assert [char for char in characters if fold(char) not in there] == []


def test_pypinyin_knows_every_reading() -> None:
    """Of the character, or of one that folds to it; lue and nue are other spellings."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for code, readings in PINYIN_DICT.items():
        known[fold(chr(code))].update(map(toneless, readings.split(",")))
    also = {"lue": "lve", "nue": "nve"}
    unknown = [
        (syllable, char)
        for syllable, chars in _TABLE.items()
        for char in chars
        if also.get(syllable, syllable) not in known[char]
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("char", "readings"),
    [
        ("行", {"hang", "xing"}),
        ("长", {"chang", "zhang"}),
        ("重", {"chong", "zhong"}),
        ("还", {"hai", "huan"}),
        ("都", {"dou", "du"}),
        ("乐", {"le", "yue"}),
        ("率", {"lv", "shuai"}),
        ("便", {"bian", "pian"}),
        ("调", {"diao", "tiao"}),
        ("给", {"gei", "ji"}),
        ("会", {"hui", "kuai"}),
        ("干", {"gan", "qian"}),
        ("单", {"dan"}),
        ("商", {"shang"}),
        ("略", {"lve", "lue"}),
        ("女", {"nv"}),
    ],
)
def test_a_character_stands_under_each_reading_that_is_used(char: str, readings: set[str]) -> None:
    assert _readings(char) == readings


def test_the_script_that_makes_the_table_finds_nearly_the_same_with_any_pypinyin() -> None:
    """Its tables change a little from version to version."""
    made = {(reading, char) for reading, chars in characters_by_reading().items() for char in chars}
    there = {(reading, char) for reading, chars in _TABLE.items() for char in chars}
    assert len(made ^ there) < len(there) / 100
