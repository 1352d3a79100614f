"""The articles that have most of a query."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.index.index import Index
from kbviewer.index.suggest.suggestion import PartialHit, SuggestionKind
from tests.index.searching import built
from tests.index.suggest.asking import suggested

Make = Callable[[dict[str, str]], Path]


@pytest.fixture
def index(library: Make) -> Index:
    texts = {
        "1.md": "抖音电商成立安全与信任中心，严打直播间盲盒。",
        "2.md": "抖音电商的物流 2025",
        "3.md": "The platform refunds parcels late.",
        "4.md": "A parcel of nothing.",
    }
    texts.update({f"other/{number}.md": f"别的文章 {number}" for number in range(30)})
    return built(library(texts))


def most(index: Index, query: str) -> list[PartialHit]:
    """The articles with most of a query, best first."""
    found = suggested(index, SuggestionKind.MOST, query)
    return [hit for suggestion in found for hit in suggestion.hits]


def test_the_article_with_the_rarest_of_it_comes_first(index: Index) -> None:
    best, *others = most(index, "抖音电商的信任中心在哪里")
    assert best.hit.id == "1.md"
    assert best.found == ("抖音电商", "信任中心")
    assert best.missing == ("的", "在哪里")
    assert [hit.hit.id for hit in others] == ["2.md"]
    assert others[0].found == ("抖音电商的",)
    assert others[0].missing == ("信任中心在哪里",)
    assert best.coverage > others[0].coverage > 0


def test_words_are_found_in_their_inflections(index: Index) -> None:
    best, other = most(index, "refunding parcel today")
    assert best.hit.id == "3.md"
    assert best.found == ("refunding", "parcel")
    assert best.missing == ("today",)
    assert other.hit.id == "4.md"


def test_what_it_has_is_marked(index: Index) -> None:
    (best, _) = most(index, "信任中心 抖音电商 火星")
    snippet = best.hit.snippet
    marked = [snippet.text[match.start : match.end] for match in snippet.matches]
    assert marked == ["抖音电商", "信任中心"]


def test_what_must_stay_is_had_by_all(index: Index) -> None:
    assert [hit.hit.id for hit in most(index, '信任中心 抖音 "物流"')] == ["2.md"]
    assert [hit.hit.id for hit in most(index, "信任中心 抖音 -盲盒")] == ["2.md"]
    assert [hit.hit.id for hit in most(index, "信任中心 抖音 2025")] == ["2.md"]
    assert most(index, "信任中心 抖音 title:火星") == []


def test_it_is_close_where_much_of_the_rarity_is_had(index: Index) -> None:
    (near,) = suggested(index, SuggestionKind.MOST, "抖音电商信任中心")
    (far,) = suggested(index, SuggestionKind.MOST, "物流快递驿站停运原因分析")
    assert near.is_close
    assert not far.is_close
    assert far.hits


def test_of_one_token_there_is_no_most(index: Index) -> None:
    for query in ("火星", "抖音", "parcel", "title:抖音电商", ""):
        assert most(index, query) == []


def test_an_article_that_the_query_finds_is_not_near_it(index: Index) -> None:
    assert [hit.hit.id for hit in most(index, "抖音电商 盲盒")] == ["2.md"]
