"""Units and tokens: what is one word, what is a run, and what is side by side."""

from __future__ import annotations

import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.text import tokenizer as tokens_module
from kbviewer.text.fold import fold
from kbviewer.text.tokenizer import (
    BREAK,
    JOINED,
    LINE_BREAK,
    MAX_WORD_LENGTH,
    Gap,
    Unit,
    UnitKind,
    count_run_characters,
    is_word,
    joined_words,
    phrase_prefix_tokens,
    phrase_tokens,
    token_between,
    tokenize,
    units,
)


def tokens(text: str) -> list[str]:
    return tokenize(fold(text)).split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抖音电商", "抖音 音电 电商 商"),
        ("家", "家"),
        ("国，家", "国 家"),
        ("双11来了", "双 |1 11 |来 来了 了"),
        ("AI眼镜", "ai |眼 眼镜 镜"),
        ("AI，眼镜 5G", "ai | 眼镜 镜 |5 5g"),
        ("C++ and C# or R3+", "c++ and c# or r3+"),
        ("100+ brands", "100 brands"),
        ("can't can’t", "can't can't"),
        ("merchants' rights", "merchants rights"),
        ("4,000 and 1,234,567.89", "4000 and 1234567.89"),
        ("2025,100", "2025 | 100"),
        ("100,200,30", "100 | 200 | 30"),
        ("46.15% of v1.2.3", "46.15 of v1.2.3"),
        ("e-commerce B2C/C2C AT&T", "e commerce b2c c2c at t || ecommerce="),
        ("88VIP 3C 5G手机", "88 vip 3c 5g |手 手机 机 || 88vip="),
        ("L'Oréal, the U.S. don't", "l oreal | the us don't || loreal="),
        ("4'000 4\xa0000 4，000 1，2", "4000 4000 4000 1 | 2"),
        ("one, two. Three", "one | two | three"),
        ("a (b) c", "a | b | c"),
        ("example.com, node.js…x.", "example com | node js x"),
        ("“My Express” service", "my express service"),
        ("第一行\n第二行", "第一 一行 行 || 第二 二行 行"),
        ("😀👍", "😀👍 👍"),
        ("ภาษาไทย", "ภา าษ ษา าไ ไท ทย ย"),
        ("हिन्दी भाषा", "हिन्दी भाषा"),
        ("", ""),
        ("…—%·", ""),
    ],
)
def test_the_tokens_of_a_text(text: str, expected: str) -> None:
    assert " ".join(tokens(text)) == expected


@pytest.mark.slow
def test_no_letter_digit_or_symbol_is_lost() -> None:
    """Every character that people could search for belongs to some unit."""
    lost = [
        hex(ord(char))
        for code in range(0x30, sys.maxunicode + 1)
        if not 0xD800 <= code <= 0xDFFF
        for char in fold(chr(code))
        if unicodedata.category(char)[0] in "LN" and not list(units(char))
    ]
    assert lost == []


@given(st.text())
def test_units_stand_in_order_and_cover_what_they_say(text: str) -> None:
    folded = fold(text)
    position = 0
    for unit in units(folded):
        assert position <= unit.start < unit.end <= len(folded)
        assert (unit.gap is Gap.NONE) == (unit.start == position)
        covered = folded[unit.start : unit.end]
        if unit.kind is UnitKind.WORD:  # which has no separators, and an acronym no dots
            assert not set(unit.text) & set(' \t\n\xa0,;:!?()[]{}<>|/"-\u2010\u3001\u3002\uff0c')
            covered = covered.translate(dict.fromkeys(map(ord, ",.'\xa0\uff0c"), None))
            shown = unit.text.translate(dict.fromkeys(map(ord, ".'"), None))
            assert covered[: len(shown)] == shown or len(unit.text) == MAX_WORD_LENGTH
        else:
            assert covered == unit.text
        position = unit.end


@given(st.text())
def test_tokens_hold_no_space_and_no_quote(text: str) -> None:
    """FTS5 splits texts at spaces, and its queries are in quotation marks."""
    for token in tokens(text):
        assert token
        assert not set(token) & set(' \t\n"\0')


@given(st.text(st.sampled_from("抖音电商a1 ，,\n"), max_size=20))
def test_a_break_stands_between_tokens_and_never_at_an_end(text: str) -> None:
    row = tokens(text)
    is_break = [token in ("|", "||") for token in row]
    assert not any(is_break[:1] + is_break[-1:])
    assert not any(both == (True, True) for both in pairwise(is_break))


def test_a_phrase_does_not_ask_for_the_end_of_its_last_run() -> None:
    assert phrase_tokens(list(units("电商"))) == (["电商"], False)
    assert phrase_tokens(list(units("电"))) == (["电"], True)
    assert phrase_tokens(list(units("ai眼镜"))) == (["ai", "|眼", "眼镜"], False)
    assert phrase_tokens(list(units("ai眼"))) == (["ai", "|眼"], False)
    assert phrase_tokens(list(units("双11"))) == (["双", "|1", "11"], False)


def test_a_prefix_of_one_letter_is_in_the_break_before_it() -> None:
    assert phrase_prefix_tokens(list(units("双1"))) == (["双", "|1"], False)
    assert phrase_prefix_tokens(list(units("双11"))) == (["双", "|1", "11"], True)
    assert phrase_prefix_tokens(list(units("e c"))) == (["e", "c"], True)


@pytest.mark.parametrize("long", [100_000, 2])
@given(text=st.text(st.sampled_from("抖音电か1a,，. '+#|\n\u00df\u0e01"), max_size=30) | st.text())
def test_the_quick_tokens_are_those_of_the_units(long: int, text: str) -> None:
    folded = fold(text)
    row = list(units(folded))
    asked = phrase_tokens(row)[0] if row else []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens_module, "_PIECE_SIZE", long)
        found = tokenize(folded)
    tokens = found.split()
    joined = dict.fromkeys(word.text + JOINED for word in joined_words(folded))
    apart = [token for word in joined for token in (LINE_BREAK, word)]
    assert sorted(tokens) == sorted(asked + _left_out(row) + apart)
    assert tokens[: len(tokens) - len(apart)] == asked + _left_out(row)
    assert found == " ".join(tokens)
    words = {unit.text for unit in row if unit.kind is UnitKind.WORD} | set(joined)
    assert {token for token in tokens if token[0] != BREAK and is_word(token)} == words


def _left_out(row: list[Unit]) -> list[str]:
    """The end of a text's last run, which a phrase does not ask for."""
    if not row or row[-1].kind is UnitKind.WORD:
        return []
    is_asked = phrase_tokens(row)[1]
    return [] if is_asked else [row[-1].text[-1]]


def test_a_comma_breaks_words_but_not_runs() -> None:
    words = list(units("a, b"))
    runs = list(units("国，家"))
    assert token_between(*words)
    assert not token_between(*runs)


def test_a_word_longer_than_any_word_is_compared_by_its_prefix() -> None:
    assert tokens("x" * 100_000) == ["x" * MAX_WORD_LENGTH]


def test_scripts_without_spaces_are_told_from_those_with() -> None:
    assert count_run_characters("电 か a 电b") == 3
    assert count_run_characters("abc") == 0
