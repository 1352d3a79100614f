"""A query and an index give one page of hits, the total, and the count at every topic."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlite_utils import Database

from kbviewer.index import bits
from kbviewer.index.damage import DamagedStore, checked
from kbviewer.index.match import Match, Text, find
from kbviewer.index.query import Field, Order, Query, Term
from kbviewer.index.ranking import ranked
from kbviewer.index.sets import Sets
from kbviewer.index.snippet import Snippet, excerpt
from kbviewer.index.store import Store
from kbviewer.library.article import Topic

_MOST_PLACES = 60
"""Places of a term that are looked at for a snippet; a long article has thousands."""
_ALL_PLACES = 240
"""Those of all terms together, four for each at the least."""
_PLACES_OF_LETTER = 15
"""Those of a single letter, which most words of a text may begin with."""
_MOST_PARAMETERS = 500
_LONG = 100_000
"""Characters of a text that is not kept in memory."""
_kept = lru_cache(maxsize=128)(Text)
"""Texts made ready; the next key mostly finds the same articles."""
_kept_short = lru_cache(maxsize=2_000)(Text)
"""The same for titles and sources."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers to a query, with what a list of results shows of it.

    Attributes:
        id: the article.
        title: its title.
        title_matches: ``(start, end)`` of each match in the title.
        source: its source.
        source_matches: ``(start, end)`` of each match in the source.
        published: its time, or "".
        lang: its language.
        topics: the topics it names.
        score: how well it fits; higher is better, 0 where hits are not ranked.
        snippet: an excerpt of its text.
    """

    id: str
    title: str
    title_matches: tuple[tuple[int, int], ...]
    source: str
    source_matches: tuple[tuple[int, int], ...]
    published: str
    lang: str
    topics: tuple[str, ...]
    score: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Page:
    """What a search returns.

    Attributes:
        query: what was asked.
        hits: from the ``offset`` asked for on, best first.
        total: all articles that answer, within the chosen topic.
        topics: for each topic with at least one answer, how many; of all topics, chosen or not.
        everywhere: all articles that answer, whatever their topic.
        took_ms: milliseconds it took.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    topics: dict[str, int]
    everywhere: int
    took_ms: float


def search(
    store: Store,
    query: Query,
    *,
    topic: str = "",
    order: Order = Order.RELEVANCE,
    limit: int = 50,
    offset: int = 0,
) -> Page:
    """The articles that answer to ``query``.

    Args:
        store: the index.
        query: what is asked.
        topic: a topic's path: only articles in it and below it. "" is all.
        order: how they are sorted.
        limit: the most hits to return.
        offset: hits to pass over.

    Raises:
        StoreError: the index cannot be read.
        DamagedStore: the index is damaged.
    """
    began = time.perf_counter()
    with store.reading() as db:
        snapshot = store.snapshot(db)
        sets = Sets(db, snapshot)
        everywhere = sets.of(query.root)
        chosen = snapshot.topics.get(topic)
        found = everywhere
        if topic:
            found = everywhere & snapshot.in_topics([] if chosen is None else [chosen])
        counts = snapshot.topic_counts(everywhere)
        best = ranked(db, snapshot, sets, query, found, order, offset, limit)
        hits = _hits(db, query, best)
    took = (time.perf_counter() - began) * 1000
    return Page(query, hits, found.bit_count(), counts, everywhere.bit_count(), took)


def matching_ids(store: Store, query: Query) -> set[str]:
    """The ids of all articles that answer to ``query``."""
    with store.reading() as db:
        found = Sets(db, store.snapshot(db)).of(query.root)
        rows = db.execute(
            "SELECT path FROM article WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(bits.numbers(found))),),
        )
        return {path for (path,) in checked(rows, str)}


def topics(store: Store) -> list[Topic]:
    """All topics, the library's own page included, in their order."""
    with store.reading() as db:
        rows = db.execute(
            "SELECT path, title, title_zh, position, body FROM topic ORDER BY position, path"
        )
        return [Topic(*row) for row in checked(rows, str, str, str, float, str)]


# --- from article numbers to hits


def _hits(db: Database, query: Query, ranked: Sequence[tuple[int, float]]) -> tuple[Hit, ...]:
    terms = query.terms()
    by_number: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(ranked), _MOST_PARAMETERS):
        numbers = tuple(number for number, _ in ranked[start : start + _MOST_PARAMETERS])
        rows = db.execute(
            "SELECT id, path, title, source, published, lang, topics, body, hidden "
            f"FROM article WHERE id IN ({', '.join('?' * len(numbers))})",
            numbers,
        )
        by_number.update((row[0], row[1:]) for row in checked(rows, int, *[str] * 8))
    if missing := [number for number, _ in ranked if number not in by_number]:
        raise DamagedStore(f"no row of article {missing[0]}")
    most = _places(terms)
    return tuple(_hit(terms, most, by_number[number], score) for number, score in ranked)


def _places(terms: Sequence[Term]) -> int:
    """How many places of each of the terms are looked at."""
    most = _PLACES_OF_LETTER if any(len(t.word or "  ") == 1 for t in terms) else _MOST_PLACES
    return min(most, max(4, _ALL_PLACES // max(1, len(terms))))


def _hit(terms: Sequence[Term], most: int, row: Iterable[str], score: float) -> Hit:
    path, title, source, published, lang, names, body, hidden = row
    in_title = _spans(find(terms, _kept_short(title), Field.TITLE))
    in_source = _spans(find(terms, _kept_short(source), Field.SOURCE))
    in_body = find(terms, Text(body) if len(body) > _LONG else _kept(body), most=most)
    snippet = excerpt(body, in_body)
    if terms and not (in_title or in_source or in_body):
        in_hidden = find(terms, Text(hidden), most=most)
        snippet = excerpt(hidden, in_hidden) if in_hidden else snippet
    topics = tuple(filter(None, names.split("\n")))
    return Hit(path, title, in_title, source, in_source, published, lang, topics, score, snippet)


def _spans(matches: Iterable[Match]) -> tuple[tuple[int, int], ...]:
    return tuple((match.start, match.end) for match in matches)
