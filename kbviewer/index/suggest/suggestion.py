"""A suggestion, as the window, the terminal and JSON show it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kbviewer.index.search.searcher import Hit


class SuggestionKind(Enum):
    """What a suggestion is, in the order in which they are shown; the value is its name in JSON."""

    COUNT = "count"  # how many articles have each term, or match without one
    SPELLING = "spelling"  # another word that is written or spoken nearly so
    APART = "apart"  # the pieces of a run, anywhere in an article
    LANGUAGE = "language"  # the same in the other language
    MOST = "most"  # the articles that have most of the query


@dataclass(frozen=True, slots=True)
class PartialHit:
    """An article that has some of a query.

    Attributes:
        hit: the article, with what it has marked.
        found: the pieces of the query that it has, as typed.
        missing: the pieces that it lacks.
        coverage: how much of the query's rarity it has, from 0 to 1.
    """

    hit: Hit
    found: tuple[str, ...]
    missing: tuple[str, ...]
    coverage: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is near a query.

    Attributes:
        kind: what it is.
        why: what is said of it, in one line.
        query: what to search for instead; "" where there is nothing to search for.
        term: what ``query`` has in the place of something else, or beside it; "" for nothing.
        total: how many articles ``query`` finds, or how many there are in ``hits``.
        leaves_topic: whether it is ``query`` in all topics.
        hits: the articles, where the query as a whole finds none of them.
        is_close: whether the hits are near enough to be shown unasked.
    """

    kind: SuggestionKind
    why: str
    query: str = ""
    total: int = 0
    term: str = ""
    leaves_topic: bool = False
    hits: tuple[PartialHit, ...] = ()
    is_close: bool = True
