"""Ranks the matching articles, at a cost that is bounded whatever the query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from operator import itemgetter

from sqlite_utils import Database

from kbviewer.index.postings import bitset
from kbviewer.index.schema import COLUMNS
from kbviewer.index.search.evaluator import QueryEvaluator
from kbviewer.index.search.reader import IndexReader
from kbviewer.index.sql import IN_LIST, json_list
from kbviewer.query.ast import Field, Order, Query, Term

MAX_RANKED = 1_000
"""Articles that are ranked by BM25, which costs about 2.5 µs each. Where more match, those with the
query in the title come first, then the others, the newest before the older."""
MAX_POSTINGS = 10_000
"""Articles that all ranked expressions together may be in: BM25 goes through them twice. Commoner
expressions count only in titles."""

_WEIGHTS = dict(zip(COLUMNS, (30.0, 5.0, 1.0, 3.0, 0.2), strict=True))
_BM25 = f"bm25(article_fts, {', '.join(str(_WEIGHTS[column]) for column in COLUMNS)})"
_PREFIX_COST = 5
"""The cost of a prefix relative to a word: FTS5 merges the lists of its words."""
_MIN_TITLE_WEIGHT = 0.1
"""The least that a term counts in a title: that of one that is in every article."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Orders the articles that match a query, in one state of the index.

    Attributes:
        db: the index, while it is read.
        reader: that state of it.
        evaluator: the one that found the matching articles.
    """

    db: Database
    reader: IndexReader
    evaluator: QueryEvaluator

    def rank_page(
        self, query: Query, matching: int, order: Order, *, offset: int, limit: int
    ) -> list[tuple[int, float]]:
        """The doc ids and scores of the ``matching`` articles in ``order``, from ``offset`` on."""
        terms = query.positive_terms()
        if order is not Order.RELEVANCE or not terms:
            by_date = Order.NEWEST if order is Order.RELEVANCE else order
            page = self.reader.page_by_date(matching, by_date, offset, limit)
            return [(doc_id, 0.0) for doc_id in page]
        if matching.bit_count() > MAX_RANKED:
            title_matches = self.evaluator.matching_title(query.root) & matching
            page = self._title_matches_first(title_matches, matching, offset, limit)
            return [(doc_id, 0.0) for doc_id in page]
        doc_ids = list(bitset.doc_ids_of(matching))
        scores = self._score(terms, doc_ids)
        date_ranks = self.reader.date_ranks()
        ranked = sorted([(-scores.get(id_, 0.0), date_ranks[id_], id_) for id_ in doc_ids])
        return [(doc_id, -score) for score, _, doc_id in ranked[offset : offset + limit]]

    def _title_matches_first(
        self, title_matches: int, matching: int, offset: int, limit: int
    ) -> list[int]:
        first = self.reader.page_by_date(title_matches, Order.NEWEST, offset, limit)
        if len(first) == limit:
            return first
        return first + self.reader.page_by_date(
            matching & ~title_matches,
            Order.NEWEST,
            max(0, offset - title_matches.bit_count()),
            limit - len(first),
        )

    def _score(self, terms: Sequence[Term], doc_ids: list[int]) -> dict[int, float]:
        """BM25 of the rarer expressions; of the common ones a little for each title with them."""
        expressions: list[str] = []
        unscored_terms: dict[Term, None] = {}
        budget = MAX_POSTINGS
        for cost, expression, term in sorted(self._scored_expressions(terms), key=itemgetter(0)):
            budget -= cost
            if budget >= 0:
                expressions.append(expression)
            else:
                unscored_terms[term] = None
        scores: dict[int, float] = {}
        if expressions:
            rows = self.db.execute(
                f"SELECT rowid, -{_BM25} FROM article_fts WHERE article_fts MATCH ? "
                f"AND +rowid {IN_LIST}",
                (" OR ".join(expressions), json_list(doc_ids)),
            )
            scores.update(rows.fetchall())
        highest = self.reader.last_doc_id
        for term in unscored_terms:
            doc_count = self.evaluator.matching(term).bit_count()
            weight = max(_MIN_TITLE_WEIGHT, log((highest + 0.5) / (doc_count + 0.5)))
            has_in_title = bitset.flags(self.evaluator.matching_title(term), highest)
            for doc_id in doc_ids:
                if has_in_title[doc_id]:
                    scores[doc_id] = scores.get(doc_id, 0.0) + weight
        return scores

    def _scored_expressions(self, terms: Sequence[Term]) -> Iterator[tuple[int, str, Term]]:
        """The FTS5 expressions to rank by, each behind its cost and before its term.

        A prefix is also ranked as a whole word, which counts more.
        """
        for term in terms:
            for expansion in self.evaluator.expand(term, term.field):
                expression = expansion.fts_expression
                if term.field is Field.TITLE:
                    expression = f"{{title}} : {expression}"
                doc_count = self.evaluator.doc_count(expansion) * len(term.units)
                yield doc_count * (_PREFIX_COST if expansion.is_prefix else 1), expression, term
                if expansion.is_prefix and term.word:
                    cost = min(doc_count, MAX_POSTINGS // 2)
                    yield cost, expression.removesuffix(" *"), term
