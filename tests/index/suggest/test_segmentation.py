"""Runs of characters cut into the pieces that articles have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.index.index import Index
from kbviewer.index.suggest.suggestion import SuggestionKind
from tests.index.searching import built
from tests.index.suggest.asking import queries, whys

Make = Callable[[dict[str, str]], Path]
APART = SuggestionKind.APART


@pytest.fixture
def index(library: Make) -> Index:
    texts = {
        "1.md": "抖音电商推出了政策。平台扶持中小商家。",
        "2.md": "抖音电商治理。",
        "3.md": "商家的政策，iPhone15 与直播电商。",
        "4.md": "扶持，扶持，政策，即时零售",
    }
    return built(library(texts))


def test_a_run_that_stands_nowhere_is_cut_where_articles_cut_it(index: Index) -> None:
    assert queries(index, APART, "抖音电商扶持商家政策") == ["抖音电商 扶持 商家 政策"]
    assert whys(index, APART, "抖音电商扶持商家政策") == [
        "Nothing has 抖音电商扶持商家政策 in one piece. 1 article has 抖音电商 · 扶持 · 商家 · 政策"
    ]


def test_the_rest_of_the_query_stays(index: Index) -> None:
    assert queries(index, APART, '"中小" 抖音电商商家 -火星') == ['"中小" 抖音电商 商家 -火星']
    assert queries(index, APART, '"抖音电商商家"') == []
    assert queries(index, APART, "title:抖音电商商家") == []


def test_words_and_numbers_stay_whole(index: Index) -> None:
    assert queries(index, APART, "iPhone15商家") == ["iPhone15 商家"]


def test_traditional_characters_stay_as_typed(index: Index) -> None:
    assert queries(index, APART, "抖音電商商家") == ["抖音電商 商家"]


def test_a_lone_character_between_pieces_is_left_out(index: Index) -> None:
    assert queries(index, APART, "抖音电商之政策") == ["抖音电商 政策"]


def test_the_longest_piece_is_cut_once_more(index: Index) -> None:
    # 直播电商 is a piece of its own, but no article has it with 治理.
    assert queries(index, APART, "直播电商政策扶持") == []
    assert queries(index, APART, "直播电商商家iPhone15") == ["直播电商 商家 iPhone15"]


def test_what_no_article_has_all_of_is_not_offered(index: Index) -> None:
    assert queries(index, APART, "抖音电商即时零售") == []
    assert queries(index, APART, "火星") == []
