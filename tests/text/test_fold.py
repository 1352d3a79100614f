"""What folds to the same characters, and the map back to the original ones."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kbviewer.text import fold as fold_module
from kbviewer.text.fold import fold, fold_and_compare, fold_with_map
from tests.text.simplified_characters import TABLE, simplified_characters, table


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("抖音電商", "抖音电商"),
        ("頭髮發後臺灣", "头发发后台湾"),
        ("ＡＩ眼镜　１２３％", "ai眼镜 123%"),
        ("Café Ünïté NAÏVE", "cafe unite naive"),
        ("cafe\u0301", "cafe"),
        ("ﬁ ㎏ ①", "fi kg 1"),
        ("Straße", "strasse"),
        ("can’t", "can't"),
        ("ｶﾞｷﾞ", "ガギ"),
        ("か\u3099", "が"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
        ("抖\u200b音\ufeff", "抖音"),
        ("☎\ufe0f", "☎"),
        ("İstanbul", "istanbul"),
        ("Ёлка Йод", "елка иод"),
    ],
)
def test_what_a_reader_takes_for_the_same_folds_to_the_same(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(("one", "other"), [("か", "が"), ("は", "ぱ"), ("か", "カ"), ("未", "末")])
def test_what_a_reader_tells_apart_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_full_width_comma_does_not_become_a_thousands_separator() -> None:
    assert fold("4，000") == "4，000"
    assert fold("４，０００") == "4，000"


@pytest.mark.slow
def test_every_character_of_unicode_settles_in_one_fold() -> None:
    unsettled = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if not 0xD800 <= code <= 0xDFFF and fold(fold(chr(code))) != fold(chr(code))
    ]
    assert unsettled == []


@pytest.mark.slow
def test_a_line_stays_a_line() -> None:
    """Matching counts on it: no character but the line feed folds to one."""
    assert fold("\n") == "\n"
    assert not any("\n" in fold(chr(code)) for code in range(sys.maxunicode + 1) if code != 10)


@given(st.text())
def test_both_ways_of_folding_agree(text: str) -> None:
    assert fold_with_map(text).text == fold(text)


@given(
    st.text(
        st.sampled_from("aAéÉΣσς İıßﬁ①ꭰᎠ漢汉がｶﾞ\u0301\u3099한\u1112\u1161：（[1] \ud800"),
        max_size=20,
    ),
    st.sampled_from(["", "".join(map(chr, range(0x2460, 0x24A0)))]),
)
@example("AΣ", "")
def test_both_agree_on_letters_that_are_replaced_or_change_with_their_neighbours(
    text: str, many: str
) -> None:
    mapped = fold_with_map(text + many)
    folded, is_one_to_one = fold_and_compare(text + many)
    assert folded == mapped.text
    if is_one_to_one:
        assert list(mapped.starts) == list(range(len(text + many)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("电商 is Ｂ２Ｃ：漢字", True), ("①é（）", True), ("ﬁ\u0301汉", False), ("ß", False),
     ("汉 字", False), ("が", True), ("か\u3099", False), ("abc", True)],
)  # fmt: skip
def test_it_is_known_whether_each_character_folds_to_one(text: str, expected: bool) -> None:
    assert fold_and_compare(text)[1] == expected


@given(st.text())
def test_the_map_leads_back_to_the_characters_that_were_folded(text: str) -> None:
    folded = fold_with_map(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    for index, char in enumerate(folded.text):
        start, end = folded.original_span(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert char in fold(text[start:end])


@given(st.text(st.sampled_from("aé漢汉がｶﾞ\u0301\u3099ﬁ①\u200d한\u1112\u1161\u11ab"), max_size=12))
def test_marks_belong_to_the_character_that_they_stand_on(text: str) -> None:
    folded = fold_with_map(text)
    for index in range(len(folded.text)):
        _, end = folded.original_span(index, index + 1)
        assert end == len(text) or text[end] not in "\u0301\u200d" or fold(text[end]) != ""


def test_surrogates_and_unassigned_characters_do_no_harm() -> None:
    assert fold("a\ud800b\U000e0fffc\0") == "a\ud800b\U000e0fffc\0"
    assert unicodedata.category("\U000e0fff") == "Cn"


def test_the_table_of_simplified_characters_is_that_of_opencc() -> None:
    assert TABLE.read_text(encoding="utf-8") == table()
    assert fold_module._simplified_characters() == simplified_characters()
