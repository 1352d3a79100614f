"""The order of hits, at a cost that does not grow with what is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import log
from operator import itemgetter

from sqlite_utils import Database

from kbviewer.index import bits
from kbviewer.index.query import Field, Order, Query, Term
from kbviewer.index.schema import COLUMNS
from kbviewer.index.sets import Sets
from kbviewer.index.snapshot import Snapshot

MOST_RANKED = 1_000
"""Hits that are ranked one by one: BM25 costs about 2.5 µs each. Where more match, those with the
query in the title come first, then the others, the newest before the older."""
MOST_POSTINGS = 10_000
"""Articles that all ranked words together may stand in: BM25 walks through them twice. What is
commoner tells hits apart by their titles only."""

_WEIGHTS = dict(zip(COLUMNS, (30.0, 5.0, 1.0, 3.0, 0.2), strict=True))
_RANK = f"bm25(search, {', '.join(str(_WEIGHTS[column]) for column in COLUMNS)})"
_JOINED = 5
"""A beginning of a word costs as much as so many words: their lists are joined."""
_LEAST = 0.1
"""What a title with a word that stands in every article counts."""


def ranked(  # noqa: PLR0917  what is asked, of what, and which part of it
    db: Database,
    snapshot: Snapshot,
    sets: Sets,
    query: Query,
    found: int,
    order: Order,
    offset: int,
    limit: int,
) -> list[tuple[int, float]]:
    """The numbers and scores of the articles of ``found`` in ``order``, from ``offset`` on."""
    terms = query.terms()
    if order is not Order.RELEVANCE or not terms:
        by_time = Order.NEWEST if order is Order.RELEVANCE else order
        return [(number, 0.0) for number in snapshot.first(found, by_time, offset, limit)]
    if found.bit_count() > MOST_RANKED:
        titled = sets.titled(query.root) & found
        return [(number, 0.0) for number in _titled_first(snapshot, titled, found, offset, limit)]
    numbers = list(bits.numbers(found))
    scores = _scores(db, snapshot, sets, terms, numbers)
    places = snapshot.places()
    best = sorted([(-scores.get(number, 0.0), places[number], number) for number in numbers])
    return [(number, -score) for score, _, number in best[offset : offset + limit]]


def _titled_first(
    snapshot: Snapshot, titled: int, found: int, offset: int, limit: int
) -> list[int]:
    first = snapshot.first(titled, Order.NEWEST, offset, limit)
    if len(first) == limit:
        return first
    later = max(0, offset - titled.bit_count())
    return first + snapshot.first(found & ~titled, Order.NEWEST, later, limit - len(first))


def _scores(
    db: Database, snapshot: Snapshot, sets: Sets, terms: Sequence[Term], numbers: list[int]
) -> dict[int, float]:
    """BM25 of the rarer phrases, and of the common ones a little for each title that has them."""
    asked: list[str] = []
    common: dict[Term, None] = {}
    left = MOST_POSTINGS
    for cost, phrase, term in sorted(_phrases(sets, terms), key=itemgetter(0)):
        left -= cost
        if left >= 0:
            asked.append(phrase)
        else:
            common[term] = None
    scores: dict[int, float] = {}
    if asked:
        rows = db.execute(
            f"SELECT rowid, -{_RANK} FROM search WHERE search MATCH ? "
            "AND +rowid IN (SELECT value FROM json_each(?))",
            (" OR ".join(asked), json.dumps(numbers)),
        )
        scores.update(rows.fetchall())
    for term in common:
        matching = sets.of(term).bit_count()
        weight = max(_LEAST, log((snapshot.highest + 0.5) / (matching + 0.5)))
        titled = bits.flags(sets.titled(term), snapshot.highest)
        for number in numbers:
            if titled[number]:
                scores[number] = scores.get(number, 0.0) + weight
    return scores


def _phrases(sets: Sets, terms: Sequence[Term]) -> Iterator[tuple[int, str, Term]]:
    """What is to be ranked: what each phrase costs, how the index is asked for it, its term."""
    for term in terms:
        for way in sets.ways(term, term.field):
            phrase = f"{{title}} : {way.phrase}" if term.field is Field.TITLE else way.phrase
            size = sets.sizes.get(way, 0) * len(term.units)
            yield size * (_JOINED if way.is_beginning else 1), phrase, term
            if way.is_beginning and term.word:  # a whole word counts more than its beginning
                yield min(size, MOST_POSTINGS // 2), phrase.removesuffix(" *"), term
