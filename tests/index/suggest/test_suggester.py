"""Suggestions stand beside the exact answer and never change it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kbviewer import paths
from kbviewer.index.search.searcher import ResultPage
from kbviewer.index.suggest.suggestion import SuggestionKind
from kbviewer.library.library import Library
from tests.index.searching import built
from tests.index.suggest.asking import suggested

Make = Callable[[dict[str, str]], Path]


def answer(page: ResultPage) -> tuple[object, ...]:
    """All of an answer but the time that it took."""
    return (page.hits, page.total, page.total_in_all_topics, page.topic_counts)


def typed_queries(library: Library, number: int) -> Iterator[str]:
    """Queries of one to three pieces of the articles' texts, some of them with slips and signs."""
    draw = random.Random(1)
    texts = [
        library.article(entry.id).text for entry in library.scan([]) if not entry.is_topic_page
    ]
    for _ in range(number):
        pieces = []
        for _ in range(draw.randint(1, 3)):
            text = draw.choice(texts)
            start = draw.randrange(len(text))
            piece = " ".join(text[start : start + draw.randint(1, 8)].split())
            if draw.random() < 0.3:
                piece = piece[::-1]
            sign = draw.choice(("", "", "", "", "-", "title:", '"', "OR "))
            pieces.append(f'"{piece}"' if sign == '"' else f"{sign}{piece}")
        yield " ".join(pieces)


@pytest.mark.slow
def test_two_thousand_answers_are_the_same_with_and_without_suggestions() -> None:
    with built(paths.corpus()) as index, built(paths.corpus()) as other:
        for query in typed_queries(index.library, 2_000):
            for kind in SuggestionKind:
                suggested(index, kind, query)
            assert answer(index.search(query)) == answer(other.search(query)), query


@pytest.mark.parametrize("kind", SuggestionKind)
@pytest.mark.parametrize(
    "query",
    ["", " ", "-", "(((", "OR", "*", '"', "title:", "\ud800", "😀", "a" * 5_000, "盲" * 5_000,
     "，。", "NOT NOT x", "published:2025-13", "-(a", "x OR", "=", "|", '"" ""'],
)  # fmt: skip
def test_nothing_that_can_be_typed_is_an_error(
    library: Make, kind: SuggestionKind, query: str
) -> None:
    with built(library({"a/1.md": "盲盒 merchant", "b/2.md": "a = | b"})) as index:
        suggested(index, kind, query)
        suggested(index, kind, query, topic="a")
        suggested(index, kind, query, topic="gone")


def test_an_empty_library_suggests_nothing(library: Make) -> None:
    with built(library({})) as index:
        for kind in SuggestionKind:
            assert suggested(index, kind, "盲盒") == ()


def test_suggestions_are_counted_in_the_topic(library: Make) -> None:
    texts = {"a/1.md": "Pinduoduo", "b/2.md": "Pinduoduo", "b/3.md": "商家", "a/4.md": "x"}
    with built(library(texts)) as index:
        (within,) = suggested(index, SuggestionKind.SPELLING, "Pinduodo", topic="a")
        (anywhere,) = suggested(index, SuggestionKind.SPELLING, "Pinduodo")
        assert (within.total, anywhere.total) == (1, 2)


def test_they_follow_the_folder(library: Make) -> None:
    root = library({"1.md": "x"})
    with built(root) as index:
        assert suggested(index, SuggestionKind.SPELLING, "Pinduodo") == ()
        (root / "2.md").write_text("Pinduoduo")
        list(index.update())
        assert len(suggested(index, SuggestionKind.SPELLING, "Pinduodo")) == 1
