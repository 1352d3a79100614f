"""Answers a query with one page of hits, the total, and the count at every topic."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from sqlite3 import Connection

from kbviewer.index.corruption import CorruptIndexError, check_rows
from kbviewer.index.database import IndexDatabase
from kbviewer.index.postings import bitset
from kbviewer.index.search.evaluator import QueryEvaluator
from kbviewer.index.search.found_by import Finding, found_by
from kbviewer.index.search.link_resolver import LinkResolver
from kbviewer.index.search.matcher import Match, SearchableText, find_matches
from kbviewer.index.search.ranking import Ranker
from kbviewer.index.search.reader import IndexReader
from kbviewer.index.search.snippets import Snippet, fits_one_fragment, make_snippet
from kbviewer.index.sql import IN_LIST, json_list
from kbviewer.query.ast import Field, Order, Query, Term

_MAX_MATCHES_PER_TERM = 60
"""Matches of a term that are looked at for a snippet; a long article has thousands."""
_MAX_MATCHES_OF_ONLY_TERM = 20
"""The same of a query of one term: no other one is looked for beside them."""
_MAX_MATCHES = 240
"""Matches of all terms together, but at least four of each."""
_MAX_MATCHES_OF_LETTER = 15
"""Matches of a single letter, which is a prefix of very many words."""
_HEAD = 8_000
"""Characters of a long text in which matches are looked for first."""
_MAX_CACHED_LENGTH = 100_000
"""Characters of the longest text that is kept in memory."""
_cached_body = lru_cache(maxsize=128)(SearchableText)
"""Texts prepared for matching: the next key mostly finds the same articles."""
_cached_short_text = lru_cache(maxsize=2_000)(SearchableText)
"""The same for titles and sources."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches a query, with what a list of results shows of it.

    Attributes:
        id: the article.
        title: its title.
        title_matches: the matches in the title.
        source: its source.
        source_matches: the matches in the source.
        published: its date, or "".
        lang: its language.
        topics: the topics it names.
        score: higher is better; 0 where hits are not ranked.
        snippet: an excerpt of its text; where the query is in no text that is shown, what the
            article was found by, such as ``Topic: Logistics 物流``.
        is_found_by_name: whether it is the latter.
    """

    id: str
    title: str
    title_matches: tuple[Match, ...]
    source: str
    source_matches: tuple[Match, ...]
    published: str
    lang: str
    topics: tuple[str, ...]
    score: float
    snippet: Snippet
    is_found_by_name: bool = False


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What a search returns.

    Attributes:
        query: the query.
        hits: from the ``offset`` asked for on, best first.
        total: how many articles match within the chosen topic.
        topic_counts: how many match in each topic and tag, by path; of all, chosen or not, without
            zeros.
        total_in_all_topics: how many articles match, whatever their topic.
        took_ms: milliseconds it took.
    """

    query: Query
    hits: tuple[Hit, ...]
    total: int
    topic_counts: dict[str, int]
    total_in_all_topics: int
    took_ms: float


class IndexSearcher:
    """Answers queries from one index."""

    def __init__(self, database: IndexDatabase) -> None:
        self._database = database
        self._reader: IndexReader | None = None

    def search(
        self,
        query: Query,
        *,
        topic: str = "",
        order: Order = Order.RELEVANCE,
        limit: int = 50,
        offset: int = 0,
    ) -> ResultPage:
        """The articles that match ``query``.

        Args:
            query: the query.
            topic: a topic's or tag's path: only articles in it and below it; "" for all.
            order: how they are sorted.
            limit: the most hits to return.
            offset: hits to skip.

        Raises:
            IndexFileError: the index cannot be read.
            CorruptIndexError: the index is corrupt.
        """
        began = time.perf_counter()
        with self._database.read_transaction() as db:
            reader = self.reader(db)
            evaluator = QueryEvaluator(db, reader)
            in_all_topics = evaluator.matching(query.root)
            matching = in_all_topics
            if topic:
                topic_id = reader.topic_ids.get(topic)
                matching &= reader.docs_in_topics([] if topic_id is None else [topic_id])
            counts = reader.facets.counts(in_all_topics)
            ranked = Ranker(db, reader, evaluator).rank_page(
                query, matching, order, offset=offset, limit=limit
            )
            hits = make_hits(db, query.positive_terms(), ranked)
        took = (time.perf_counter() - began) * 1000
        total, total_in_all_topics = matching.bit_count(), in_all_topics.bit_count()
        return ResultPage(query, hits, total, counts, total_in_all_topics, took)

    def matching_article_ids(self, query: Query) -> set[str]:
        """The ids of all articles that match ``query``."""
        with self._database.read_transaction() as db:
            matching = QueryEvaluator(db, self.reader(db)).matching(query.root)
            rows = db.execute(
                f"SELECT path FROM article WHERE id {IN_LIST}",
                (json_list(bitset.doc_ids_of(matching)),),
            )
            return {path for (path,) in check_rows(rows, str)}

    def find_in_names(self, query: Query, article_id: str) -> Finding | None:
        """What an article is found by besides title, source and text; None if it is not."""
        terms = query.positive_terms()
        with self._database.read_transaction() as db:
            rows = db.execute(
                "SELECT author, names, hidden FROM article WHERE path = ?", (article_id,)
            )
            for author, names, hidden in check_rows(rows, str, str, str):
                return found_by(terms, author, names, hidden, limit=_matches_per_term(terms))
        return None

    @contextmanager
    def link_resolver(self, root: Path) -> Iterator[LinkResolver]:
        """A resolver of links for what is read inside; ``root`` is the library's folder."""
        with self._database.read_transaction() as db:
            yield LinkResolver(db, self.reader(db).name_index, root)

    def reader(self, db: Connection) -> IndexReader:
        """The reader of the index's state in a read transaction, kept until somebody writes."""
        if self._reader is None or not self._reader.is_current:
            self._reader = IndexReader(db)
        return self._reader


# --- from doc ids to hits


def make_hits(
    db: Connection, terms: Sequence[Term], ranked: Iterable[tuple[int, float]]
) -> tuple[Hit, ...]:
    """Articles as hits, with the matches of some terms.

    Args:
        db: the index, in a read transaction.
        terms: what is marked in the hits.
        ranked: the doc id and the score of each article.

    Raises:
        CorruptIndexError: an article is missing.
    """
    ranked = tuple(ranked)
    cursor = db.execute(
        "SELECT id, path, title, source, published, lang, topics, body, author, names, hidden "
        f"FROM article WHERE id {IN_LIST}",
        (json_list(doc_id for doc_id, _ in ranked),),
    )
    rows = {doc_id: row for doc_id, *row in check_rows(cursor, int, *[str] * 10)}
    if missing := [doc_id for doc_id, _ in ranked if doc_id not in rows]:
        raise CorruptIndexError(f"no row of article {missing[0]}")
    limit = _matches_per_term(terms)
    return tuple(_hit(terms, limit, rows[doc_id], score) for doc_id, score in ranked)


def _matches_per_term(terms: Sequence[Term]) -> int:
    """How many matches of each term are looked at."""
    if any(len(term.word or "  ") == 1 for term in terms):
        limit = _MAX_MATCHES_OF_LETTER
    else:
        limit = _MAX_MATCHES_PER_TERM if len(terms) > 1 else _MAX_MATCHES_OF_ONLY_TERM
    return min(limit, max(4, _MAX_MATCHES // max(1, len(terms))))


def _hit(terms: Sequence[Term], limit: int, row: Iterable[str], score: float) -> Hit:
    path, title, source, published, lang, topic_lines, body, *unshown = row
    in_title = tuple(find_matches(terms, _cached_short_text(title), Field.TITLE))
    in_source = tuple(find_matches(terms, _cached_short_text(source), Field.SOURCE))
    in_body = _matches_in_body(terms, body, limit)
    snippet = make_snippet(body, in_body)
    named = None
    if terms and not (in_title or in_source or in_body):
        named = found_by(terms, *unshown, limit=limit)
    return Hit(
        path,
        title,
        in_title,
        source,
        in_source,
        published,
        lang,
        tuple(filter(None, topic_lines.split("\n"))),
        score,
        named.snippet if named else snippet,
        is_found_by_name=named is not None,
    )


def _matches_in_body(terms: Sequence[Term], body: str, limit: int) -> list[Match]:
    """The matches for a snippet; those at the start of a long text if all terms are together."""
    asked = sum(term.field is None for term in terms)
    if not asked:
        return []
    end = body.rfind("\n", 0, _HEAD) if len(body) > 2 * _HEAD else 0
    if end > 0:
        at_start = find_matches(terms, _cached_body(body[:end]), limit=limit)
        if fits_one_fragment(at_start, asked):
            return at_start
    text = SearchableText(body) if len(body) > _MAX_CACHED_LENGTH else _cached_body(body)
    return find_matches(terms, text, limit=limit)
