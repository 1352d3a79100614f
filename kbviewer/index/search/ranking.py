"""The order of hits, at a cost that does not grow with what is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import log
from operator import itemgetter

from sqlite_utils import Database

from kbviewer.index.postings import bitset
from kbviewer.index.schema import COLUMNS
from kbviewer.index.search.evaluator import QueryEvaluator
from kbviewer.index.search.reader import IndexReader
from kbviewer.query.ast import Field, Order, Query, Term

MAX_RANKED = 1_000
"""Hits that are ranked one by one: BM25 costs about 2.5 µs each. Where more match, those with the
query in the title come first, then the others, the newest before the older."""
MAX_POSTINGS = 10_000
"""Articles that all ranked words together may stand in: BM25 walks through them twice. What is
commoner tells hits apart by their titles only."""

_WEIGHTS = dict(zip(COLUMNS, (30.0, 5.0, 1.0, 3.0, 0.2), strict=True))
_BM25 = f"bm25(article_fts, {', '.join(str(_WEIGHTS[column]) for column in COLUMNS)})"
_PREFIX_COST = 5
"""A beginning of a word costs as much as so many words: their lists are joined."""
_MIN_TITLE_WEIGHT = 0.1
"""What a title with a word that stands in every article counts."""


def rank_page(  # noqa: PLR0917  what is asked, of what, and which part of it
    db: Database,
    snapshot: IndexReader,
    sets: QueryEvaluator,
    query: Query,
    found: int,
    order: Order,
    offset: int,
    limit: int,
) -> list[tuple[int, float]]:
    """The numbers and scores of the articles of ``found`` in ``order``, from ``offset`` on."""
    terms = query.positive_terms()
    if order is not Order.RELEVANCE or not terms:
        by_time = Order.NEWEST if order is Order.RELEVANCE else order
        return [(number, 0.0) for number in snapshot.page_by_date(found, by_time, offset, limit)]
    if found.bit_count() > MAX_RANKED:
        titled = sets.matching_title(query.root) & found
        return [
            (number, 0.0) for number in _title_matches_first(snapshot, titled, found, offset, limit)
        ]
    numbers = list(bitset.doc_ids_of(found))
    scores = _score(db, snapshot, sets, terms, numbers)
    places = snapshot.date_ranks()
    best = sorted([(-scores.get(number, 0.0), places[number], number) for number in numbers])
    return [(number, -score) for score, _, number in best[offset : offset + limit]]


def _title_matches_first(
    snapshot: IndexReader, titled: int, found: int, offset: int, limit: int
) -> list[int]:
    first = snapshot.page_by_date(titled, Order.NEWEST, offset, limit)
    if len(first) == limit:
        return first
    later = max(0, offset - titled.bit_count())
    return first + snapshot.page_by_date(found & ~titled, Order.NEWEST, later, limit - len(first))


def _score(
    db: Database,
    snapshot: IndexReader,
    sets: QueryEvaluator,
    terms: Sequence[Term],
    numbers: list[int],
) -> dict[int, float]:
    """BM25 of the rarer phrases, and of the common ones a little for each title that has them."""
    asked: list[str] = []
    common: dict[Term, None] = {}
    left = MAX_POSTINGS
    for cost, phrase, term in sorted(_scored_expressions(sets, terms), key=itemgetter(0)):
        left -= cost
        if left >= 0:
            asked.append(phrase)
        else:
            common[term] = None
    scores: dict[int, float] = {}
    if asked:
        rows = db.execute(
            f"SELECT rowid, -{_BM25} FROM article_fts WHERE article_fts MATCH ? "
            "AND +rowid IN (SELECT value FROM json_each(?))",
            (" OR ".join(asked), json.dumps(numbers)),
        )
        scores.update(rows.fetchall())
    for term in common:
        matching = sets.matching(term).bit_count()
        weight = max(_MIN_TITLE_WEIGHT, log((snapshot.last_doc_id + 0.5) / (matching + 0.5)))
        titled = bitset.flags(sets.matching_title(term), snapshot.last_doc_id)
        for number in numbers:
            if titled[number]:
                scores[number] = scores.get(number, 0.0) + weight
    return scores


def _scored_expressions(
    sets: QueryEvaluator, terms: Sequence[Term]
) -> Iterator[tuple[int, str, Term]]:
    """What is to be ranked: what each phrase costs, how the index is asked for it, its term."""
    for term in terms:
        for way in sets.expand(term, term.field):
            phrase = (
                f"{{title}} : {way.fts_expression}"
                if term.field is Field.TITLE
                else way.fts_expression
            )
            size = sets.doc_counts.get(way, 0) * len(term.units)
            yield size * (_PREFIX_COST if way.is_prefix else 1), phrase, term
            if way.is_prefix and term.word:  # a whole word counts more than its beginning
                yield min(size, MAX_POSTINGS // 2), phrase.removesuffix(" *"), term
