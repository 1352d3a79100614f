"""Makes ``resources/pinyin.txt``: ``python -m tests.index.suggest.pinyin_table``."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib import tone_convert

from kbviewer import paths
from kbviewer.text.fold import fold

TABLE = paths.resources() / "pinyin.txt"
_HEADER = (
    "# Syllables of pinyin without tones (ü is v), each with the simplified characters that are\n"
    "# read so: made from the tables of pypinyin (MIT licence) by\n"
    "# python -m tests.index.suggest.pinyin_table\n"
)
_FIRST_LEVEL, _BOTH_LEVELS = range(0xB0, 0xD8), range(0xB0, 0xF8)
_SHARE, _FEW, _MANY = 0.05, 2, 6
_ALSO = {"lve": "lue", "nve": "nue"}  # as many type them; no other character is read lue or nue


@cache
def toneless(reading: str) -> str:
    """A syllable without its tone: lv of lǜ."""
    return tone_convert.to_normal(reading)


def usual_characters() -> list[str]:
    """The 3,755 characters of the first level of GB 2312, the more usual ones."""
    return _gb2312(_FIRST_LEVEL)


def characters_by_reading() -> dict[str, list[str]]:
    """The folded characters of GB 2312 by their readings, both in order.

    A character has its first reading in pypinyin's table and each one that is not rare in its
    phrases: in two of them and 5 % of those with the character, or in six (会 in 会计). Phrases
    are folded as texts are: 干 is read qian too, because 乾坤 folds to 干坤.
    """
    readings = defaultdict(set)
    in_phrases = _readings_in_phrases()
    for char in {fold(char) for char in _gb2312(_BOTH_LEVELS)}:
        readings[toneless(PINYIN_DICT[ord(char)].split(",")[0])].add(char)
        least = max(_FEW, min(_MANY, _SHARE * in_phrases[char].total()))
        for reading, phrases in in_phrases[char].items():
            if phrases >= least:
                readings[reading].add(char)
    for reading, other in _ALSO.items():
        readings[other] |= readings[reading]
    return {reading: sorted(chars) for reading, chars in sorted(readings.items())}


def table() -> str:
    """The text of the file."""
    lines = characters_by_reading().items()
    return _HEADER + "".join(f"{reading} {''.join(chars)}\n" for reading, chars in lines)


def _gb2312(rows: range) -> list[str]:
    """The characters in rows of GB 2312; a row has 94 places, not all of them taken."""
    codes = (bytes((row, place)) for row in rows for place in range(0xA1, 0xFF))
    return [char for code in codes if (char := code.decode("gb2312", errors="ignore"))]


def _readings_in_phrases() -> defaultdict[str, Counter[str]]:
    """For each folded character, in how many places of phrases it is read how."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in PHRASES_DICT.items():
        for char, reading in zip(fold(phrase), readings, strict=True):
            counts[char][toneless(reading[0])] += 1
    return counts


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
