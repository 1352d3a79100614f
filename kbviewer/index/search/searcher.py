"""A query and an index give one page of hits, the total, and the count at every topic."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlite_utils import Database

from kbviewer.index.corruption import CorruptIndexError, check_rows
from kbviewer.index.database import IndexDatabase
from kbviewer.index.postings import bitset
from kbviewer.index.search.evaluator import QueryEvaluator
from kbviewer.index.search.matcher import Match, SearchableText, find_matches
from kbviewer.index.search.ranking import rank_page
from kbviewer.index.search.snippets import Snippet, make_snippet
from kbviewer.library.article import Topic
from kbviewer.query.ast import Field, Order, Query, Term

_MAX_MATCHES_PER_TERM = 60
"""Places of a term that are looked at for a snippet; a long article has thousands."""
_MAX_MATCHES = 240
"""Those of all terms together, four for each at the least."""
_MAX_MATCHES_OF_LETTER = 15
"""Those of a single letter, which most words of a text may begin with."""
_MAX_PARAMETERS = 500
_MAX_CACHED_LENGTH = 100_000
"""Characters of a text that is not kept in memory."""
_cached_body = lru_cache(maxsize=128)(SearchableText)
"""Texts made ready; the next key mostly finds the same articles."""
_cached_short_text = lru_cache(maxsize=2_000)(SearchableText)
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
class ResultPage:
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
    topic_counts: dict[str, int]
    total_in_all_topics: int
    took_ms: float


def search(
    store: IndexDatabase,
    query: Query,
    *,
    topic: str = "",
    order: Order = Order.RELEVANCE,
    limit: int = 50,
    offset: int = 0,
) -> ResultPage:
    """The articles that answer to ``query``.

    Args:
        store: the index.
        query: what is asked.
        topic: a topic's path: only articles in it and below it. "" is all.
        order: how they are sorted.
        limit: the most hits to return.
        offset: hits to pass over.

    Raises:
        IndexFileError: the index cannot be read.
        CorruptIndexError: the index is damaged.
    """
    began = time.perf_counter()
    with store.read_transaction() as db:
        snapshot = store.reader(db)
        sets = QueryEvaluator(db, snapshot)
        everywhere = sets.matching(query.root)
        chosen = snapshot.topic_ids.get(topic)
        found = everywhere
        if topic:
            found = everywhere & snapshot.docs_in_topics([] if chosen is None else [chosen])
        counts = snapshot.topic_counts(everywhere)
        best = rank_page(db, snapshot, sets, query, found, order, offset, limit)
        hits = _hits(db, query, best)
    took = (time.perf_counter() - began) * 1000
    return ResultPage(query, hits, found.bit_count(), counts, everywhere.bit_count(), took)


def matching_article_ids(store: IndexDatabase, query: Query) -> set[str]:
    """The ids of all articles that answer to ``query``."""
    with store.read_transaction() as db:
        found = QueryEvaluator(db, store.reader(db)).matching(query.root)
        rows = db.execute(
            "SELECT path FROM article WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(bitset.doc_ids_of(found))),),
        )
        return {path for (path,) in check_rows(rows, str)}


def all_topics(store: IndexDatabase) -> list[Topic]:
    """All topics, the library's own page included, in their order."""
    with store.read_transaction() as db:
        rows = db.execute(
            "SELECT path, title, title_zh, position, body FROM topic ORDER BY position, path"
        )
        return [Topic(*row) for row in check_rows(rows, str, str, str, float, str)]


# --- from article numbers to hits


def _hits(db: Database, query: Query, ranked: Sequence[tuple[int, float]]) -> tuple[Hit, ...]:
    terms = query.positive_terms()
    by_number: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(ranked), _MAX_PARAMETERS):
        numbers = tuple(number for number, _ in ranked[start : start + _MAX_PARAMETERS])
        rows = db.execute(
            "SELECT id, path, title, source, published, lang, topics, body, hidden "
            f"FROM article WHERE id IN ({', '.join('?' * len(numbers))})",
            numbers,
        )
        by_number.update((row[0], row[1:]) for row in check_rows(rows, int, *[str] * 8))
    if missing := [number for number, _ in ranked if number not in by_number]:
        raise CorruptIndexError(f"no row of article {missing[0]}")
    most = _matches_per_term(terms)
    return tuple(_hit(terms, most, by_number[number], score) for number, score in ranked)


def _matches_per_term(terms: Sequence[Term]) -> int:
    """How many places of each of the terms are looked at."""
    most = (
        _MAX_MATCHES_OF_LETTER
        if any(len(t.word or "  ") == 1 for t in terms)
        else _MAX_MATCHES_PER_TERM
    )
    return min(most, max(4, _MAX_MATCHES // max(1, len(terms))))


def _hit(terms: Sequence[Term], most: int, row: Iterable[str], score: float) -> Hit:
    path, title, source, published, lang, names, body, hidden = row
    in_title = _spans(find_matches(terms, _cached_short_text(title), Field.TITLE))
    in_source = _spans(find_matches(terms, _cached_short_text(source), Field.SOURCE))
    in_body = find_matches(
        terms,
        SearchableText(body) if len(body) > _MAX_CACHED_LENGTH else _cached_body(body),
        most=most,
    )
    snippet = make_snippet(body, in_body)
    if terms and not (in_title or in_source or in_body):
        in_hidden = find_matches(terms, SearchableText(hidden), most=most)
        snippet = make_snippet(hidden, in_hidden) if in_hidden else snippet
    topics = tuple(filter(None, names.split("\n")))
    return Hit(path, title, in_title, source, in_source, published, lang, topics, score, snippet)


def _spans(matches: Iterable[Match]) -> tuple[tuple[int, int], ...]:
    return tuple((match.start, match.end) for match in matches)
