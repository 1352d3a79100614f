"""Words that are written or spoken nearly as a typed one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.index.index import Index
from kbviewer.index.suggest.pinyin import homophones, initials, syllables_of
from kbviewer.index.suggest.spelling import edits_of
from kbviewer.index.suggest.suggestion import SuggestionKind
from tests.index.searching import built
from tests.index.suggest.asking import queries, suggested, whys

Make = Callable[[dict[str, str]], Path]
SPELLING = SuggestionKind.SPELLING


@pytest.fixture
def index(library: Make) -> Index:
    texts = {
        "1.md": "抖音电商治理盲盒营销，Pinduoduo merchants 直播电商",
        "2.md": "盲盒与直播，Pinduoduo merchant 拼多多",
        "3.md": "盲和，livestream 2025 iPhone15",
    }
    texts.update({f"other/{number}.md": f"盲盒 livestreams {number}" for number in range(20)})
    return built(library(texts))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Pinduodo", "pinduoduo"),  # a letter too few
        ("Pindduoduo", "pinduoduo"),  # too many
        ("Pinduodoo", "pinduoduo"),  # another
        ("Pindoudou", ""),  # two edits
        ("Pinudoduo ", "pinduoduo "),  # two exchanged
        ("mercahnt -火星", "merchant -火星"),
        ("直播电商 Pinduodo", "直播电商 pinduoduo"),
        ('"Pinduodo"', ""),
        ("title:Pinduodo", ""),
        ("2052", ""),  # a number is never another one
        ("iPhone16", ""),
    ],
)
def test_one_edit(index: Index, typed: str, meant: str) -> None:
    assert queries(index, SPELLING, typed) == ([meant] if meant else [])


def test_it_says_what_is_meant_for_what(index: Index) -> None:
    assert whys(index, SPELLING, "直播 Pinduodo") == [
        "Did you mean pinduoduo for Pinduodo? 2 articles"
    ]
    assert suggested(index, SPELLING, "直播 Pinduodo")[0].term == "pinduoduo"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("芒盒", ["盲盒"]),
        ("盲何", ["盲盒", "盲和"]),
        ("抖因电商", ["抖音电商"]),
        ("抖音电商至理", ["抖音电商治理"]),
        ("忙何", []),  # two characters
        ("盲盒", []),
    ],
)
def test_one_homophone(index: Index, typed: str, meant: list[str]) -> None:
    assert queries(index, SPELLING, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("manghe", ["盲盒", "盲和"]),
        ("zhibodianshang", ["直播电商"]),
        ("yingxiao 盲盒", ["营销 盲盒"]),
        ("pdd", ["拼多多"]),
        ("PDD 直播", ["拼多多 直播"]),
        ("mang", []),
    ],
)
def test_pinyin_and_initials(index: Index, typed: str, meant: list[str]) -> None:
    assert queries(index, SPELLING, typed) == meant


def test_a_word_that_some_articles_have_may_be_a_slip_of_a_much_commoner_one(index: Index) -> None:
    assert queries(index, SPELLING, "盲和") == ["盲盒"]
    assert queries(index, SPELLING, "直播") == []


def test_up_to_three_those_that_find_most_first(library: Make) -> None:
    words = {"cat": 1, "cot": 2, "cut": 3, "cet": 4}
    texts = {f"{word}{n}.md": word for word, count in words.items() for n in range(count)}
    with built(library(texts)) as index:
        assert queries(index, SPELLING, "cxt ") == ["cet ", "cut ", "cot "]


@given(st.text(st.sampled_from("abcz"), min_size=3, max_size=6))
def test_an_edit_can_be_taken_back_with_one(word: str) -> None:
    for other in edits_of(word):
        assert other != word
        assert len(other) < 3 or word in edits_of(other)


def test_syllables() -> None:
    assert syllables_of("manghe") == [["mang", "he"]]
    assert syllables_of("xian")[0] == ["xian"]
    assert ["xi", "an"] in syllables_of("xian")
    assert syllables_of("lvse") == [["lv", "se"]]
    assert syllables_of("hello") == []
    assert syllables_of("a" * 100) == []
    assert syllables_of("") == [[]]


def test_characters_by_their_sound() -> None:
    assert "何" in homophones("盒")
    assert "盒" not in homophones("盒")
    assert {"航", "形"} <= set(homophones("行"))  # hang and xing
    assert homophones("a") == ""
    assert initials("拼多多") == {"pdd"}
    assert initials("银行") == {"yh", "yx"}
    assert initials("App店") == set()
