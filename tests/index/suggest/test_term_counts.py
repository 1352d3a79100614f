"""Which term no article has, and what is found without one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.index.index import Index
from kbviewer.index.suggest.suggestion import SuggestionKind
from tests.index.searching import built
from tests.index.suggest.asking import queries, suggested, whys

Make = Callable[[dict[str, str]], Path]
COUNT = SuggestionKind.COUNT


@pytest.fixture
def index(library: Make) -> Index:
    return built(
        library(
            {
                "a/1.md": "抖音电商 治理 盲盒 refund",
                "a/2.md": "抖音电商 物流",
                "b/3.md": "盲盒 物流 refunds",
                "b/4.md": "盲盒 退款 2025",
            }
        )
    )


def test_a_term_that_no_article_has_is_said_first(index: Index) -> None:
    assert whys(index, COUNT, "抖音电商 比特币 ") == [
        "比特币: 0 articles · 抖音电商: 2 articles",
        "Without 比特币: 2 articles",
    ]


def test_what_is_found_without_one_of_the_terms(index: Index) -> None:
    assert whys(index, COUNT, "抖音电商 盲盒 物流") == [
        "抖音电商: 2 articles · 盲盒: 3 articles · 物流: 2 articles",
        "Without 抖音电商: 1 article",
        "Without 盲盒: 1 article",
        "Without 物流: 1 article",
    ]
    assert queries(index, COUNT, "抖音电商 盲盒 物流")[1:] == [
        "盲盒 物流",
        "抖音电商 物流",
        "抖音电商 盲盒",
    ]


def test_what_must_stay_is_counted_but_never_left_out(index: Index) -> None:
    assert whys(index, COUNT, '"盲盒" title:物流 -退款 治理 ') == [
        'title:物流: 0 articles · "盲盒": 3 articles · 治理: 1 article'
    ]
    assert whys(index, COUNT, "物流 2025") == [
        "物流: 2 articles · 2025: 1 article",
        "Without 物流: 1 article",
    ]


def test_of_alternatives_none_is_left_out(index: Index) -> None:
    assert whys(index, COUNT, "治理 (退款 OR 火星)") == [
        "火星: 0 articles · 治理: 1 article · 退款: 1 article"
    ]


def test_one_term_has_no_counts(index: Index) -> None:
    assert whys(index, COUNT, "比特币") == []
    assert whys(index, COUNT, "-盲盒 -抖音电商") == []


def test_a_word_that_is_being_typed_counts_as_it_is_searched(index: Index) -> None:
    assert whys(index, COUNT, "治理 退款 refun")[0] == (
        "治理: 1 article · 退款: 1 article · refun: 2 articles"
    )
    assert whys(index, COUNT, "治理 退款 refun ")[0] == (
        "refun: 0 articles · 治理: 1 article · 退款: 1 article"
    )


def test_articles_of_other_topics_are_told(index: Index) -> None:
    (suggestion,) = suggested(index, COUNT, "退款", topic="a")
    assert suggestion.why == "1 article outside this topic matches"
    assert suggestion.leaves_topic
    assert suggestion.query == "退款"
    assert whys(index, COUNT, "盲盒", topic="a") == ["2 articles outside this topic match"]


def test_what_was_no_month_is_told(index: Index) -> None:
    assert whys(index, COUNT, "published:2025-13 盲盒")[0] == (
        "2025-13 is not a month; searched as words"
    )
