"""Ranks the matching articles, at a cost that is bounded whatever the query.

A term counts by BM25 of its form as typed; a prefix again as a whole word. Neighbouring terms
count once more where they stand side by side, as a phrase with a rarity of its own. Inflections
count by the rarity of all forms together, and a part of what the typed form would. A phrase whose
last word is half typed counts as a phrase of whole words, and without that word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, starmap
from math import log
from operator import attrgetter
from sqlite3 import Connection

from kbviewer.index.postings import bitset
from kbviewer.index.postings.terms import MAX_COMPLETE_PREFIX
from kbviewer.index.schema import COLUMNS
from kbviewer.index.search.evaluator import QueryEvaluator
from kbviewer.index.search.reader import IndexReader
from kbviewer.index.sql import IN_LIST, json_list
from kbviewer.query.ast import And, Field, MatchMode, Node, Or, Order, Query, Term
from kbviewer.text.tokenizer import Gap, UnitKind

MAX_RANKED = 1_000
"""Articles that are ranked by BM25, which costs about 2.5 µs each. Where more match, they come in
tiers (``_tiers``), in each the newest before the older."""
MAX_POSTINGS = 10_000
"""Articles that all ranked expressions together may be in: BM25 goes through them twice. Commoner
expressions count only in titles."""
MAX_TITLE_POSTINGS = 50_000
"""The same in titles for words side by side, which costs about 0.1 µs each. So among so many titles
the first letter of a second word is not looked for beside the first word."""

_WEIGHTS = dict(zip(COLUMNS, (1.0, 1000.0, 50.0, 3.0, 3.0, 0.2, 0.1), strict=True))
"""So much for a title and for headings that hardly any number of mentions in a text outweighs one:
BM25 grows ever less with them."""
_BM25 = f"bm25(article_fts, {', '.join(str(_WEIGHTS[column]) for column in COLUMNS)})"
_MOST_BM25 = 2.2
"""What FTS5's BM25 gives an expression at most, relative to its rarity."""
_LEAST_RARITY = 1e-6
"""What FTS5's BM25 takes for the rarity of what is in half of the articles, or in more."""
_PAIR = 2.0
"""What neighbouring terms side by side count relative to a term of their rarity: enough to come
before titles with the terms apart."""
_INFLECTION = 0.1
"""What an inflection counts relative to the typed form."""
_PREFIX_COST = 5
"""The cost of a prefix relative to a word: FTS5 merges the lists of its words."""


@dataclass(frozen=True, slots=True)
class _Expression:
    """Something to rank by.

    Attributes:
        fts: an expression of FTS5.
        cost: about how many postings it goes through.
        term: the term, or the phrase of two, that it is a form of.
        is_inflection: whether it is one of the other forms of the term's word.
    """

    fts: str
    cost: int
    term: Term
    is_inflection: bool = False


@dataclass(frozen=True, slots=True)
class Ranker:
    """Orders the articles that match a query, in one state of the index.

    Attributes:
        db: the index, while it is read.
        reader: that state of it.
        evaluator: the one that found the matching articles.
    """

    db: Connection
    reader: IndexReader
    evaluator: QueryEvaluator

    def rank_page(
        self, query: Query, matching: int, order: Order, *, offset: int, limit: int
    ) -> list[tuple[int, float]]:
        """The doc ids and scores of the ``matching`` articles in ``order``, from ``offset`` on."""
        terms = [term for term in query.positive_terms() if not term.is_filter]
        if order is not Order.RELEVANCE or not terms:
            by_date = Order.NEWEST if order is Order.RELEVANCE else order
            page = self.reader.page_by_date(matching, by_date, offset, limit)
            return [(doc_id, 0.0) for doc_id in page]
        if matching.bit_count() > MAX_RANKED:
            page = self._page_of_tiers(self._tiers(query.root), matching, offset, limit)
            return [(doc_id, 0.0) for doc_id in page]
        scores = self._scores(query.root, terms, matching)
        date_ranks = self.reader.date_ranks()
        ranked = sorted([(-score, date_ranks[id_], id_) for id_, score in scores.items()])
        return [(doc_id, -score) for score, _, doc_id in ranked[offset : offset + limit]]

    # --- more articles than are ranked

    def _tiers(self, root: Node) -> Iterator[int]:
        """Sets of articles, the best first; each is made when those before it are used up."""
        pairs = list(_pairs(root)) if isinstance(root, And) else []
        phrases = And(tuple(_side_by_side(*pair) for pair in pairs))
        if pairs and sum(map(self._cost_in_title, chain(*pairs))) <= MAX_TITLE_POSTINGS:
            yield self.evaluator.matching_title(phrases)
        as_typed = _as_typed(root)
        if as_typed != root:
            yield self.evaluator.matching_title(as_typed)
        yield self.evaluator.matching_title(root)
        if pairs and sum(map(self._cost_of_pair, pairs)) <= MAX_POSTINGS:
            yield self.evaluator.matching(phrases)

    def _cost_in_title(self, term: Term) -> int:
        """About how many postings a term in a phrase goes through in titles."""
        docs = self.evaluator.matching_title(term).bit_count()
        return docs * (_PREFIX_COST if term.may_go_on else 1)

    def _page_of_tiers(
        self, tiers: Iterable[int], matching: int, offset: int, limit: int
    ) -> list[int]:
        """The doc ids from ``offset`` on: those of each tier by date, then all others."""
        page: list[int] = []
        for tier in tiers:
            chosen = tier & matching
            matching &= ~chosen
            count = chosen.bit_count()
            if count > offset:
                wanted = limit - len(page)
                page += self.reader.page_by_date(chosen, Order.NEWEST, offset, wanted)
                if len(page) == limit:
                    return page
            offset = max(0, offset - count)
        return page + self.reader.page_by_date(matching, Order.NEWEST, offset, limit - len(page))

    # --- scores

    def _scores(self, root: Node, terms: Sequence[Term], matching: int) -> dict[int, float]:
        """A score for each of the matching articles."""
        scores = dict.fromkeys(bitset.doc_ids_of(matching), 0.0)
        doc_ids = json_list(scores)
        expressions, unaffordable = self._affordable(
            [
                *chain.from_iterable(map(self._expressions_of_term, terms)),
                *chain.from_iterable(starmap(self._expressions_of_pair, _pairs(root))),
            ]
        )
        pairs = [one for one in expressions if one.term not in terms]
        typed = [one for one in expressions if one.term in terms and not one.is_inflection]
        scores.update(self._bm25(typed, doc_ids))
        for doc_id, score in self._bm25(pairs, doc_ids):
            scores[doc_id] += _PAIR * score
        for term in unaffordable:
            in_title = self.evaluator.matching_title(term)
            docs = self.evaluator.matching(term) if term in terms else in_title
            weight = self._rarity(docs) * _MOST_BM25
            for doc_id in bitset.doc_ids_of(in_title & matching):
                scores[doc_id] += weight
        for one in expressions:
            if one.is_inflection:
                rarity = self._rarity(self.evaluator.matching(one.term))
                scale = _INFLECTION * rarity / self._rarity(1)
                most = _INFLECTION * rarity * _MOST_BM25
                for doc_id, score in self._bm25([one], doc_ids):
                    scores[doc_id] += min(most, scale * score)
        return scores

    def _bm25(self, expressions: Sequence[_Expression], doc_ids: str) -> list[tuple[int, float]]:
        if not expressions:
            return []
        rows = self.db.execute(
            f"SELECT rowid, -{_BM25} FROM article_fts WHERE article_fts MATCH ? "
            f"AND +rowid {IN_LIST}",
            (" OR ".join(one.fts for one in expressions), doc_ids),
        )
        scored: list[tuple[int, float]] = rows.fetchall()
        return scored

    def _rarity(self, docs: int) -> float:
        """What an expression with these articles weighs: as in FTS5's BM25."""
        count, others = docs.bit_count(), (self.reader.live_docs & ~docs).bit_count()
        return max(_LEAST_RARITY, log((others + 0.5) / (count + 0.5)))

    def _affordable(
        self, expressions: Iterable[_Expression]
    ) -> tuple[list[_Expression], Iterable[Term]]:
        """The cheaper expressions, and the terms that are too common in their form as typed."""
        affordable: list[_Expression] = []
        too_common: dict[Term, None] = {}
        budget = MAX_POSTINGS
        for one in sorted(expressions, key=attrgetter("cost")):
            budget -= one.cost
            if budget >= 0:
                affordable.append(one)
            elif not one.is_inflection:
                too_common[one.term] = None
        return affordable, too_common

    def _expressions_of_term(self, term: Term) -> Iterator[_Expression]:
        if _is_half_typed(term):
            for units in (term.units[:-1], term.units):
                form = Term(units, MatchMode.EXACT, term.field)
                self.evaluator.matching(form)  # so that its cost is known
                yield from (replace(one, term=term) for one in self._typed(form, self._cost(form)))
        else:
            yield from self._typed(term, self._cost(term))
        typed, *others = self.evaluator.expand(term, term.field)
        if typed.is_prefix:  # what begins with it counts already
            begins = typed.fts_expression.removesuffix('" *')
            others = [one for one in others if not one.fts_expression.startswith(begins)]
        others = [one for one in others if one.is_inflection]
        if others:
            fts = " OR ".join(_in_field(term, one.fts_expression) for one in others)
            cost = sum(map(self.evaluator.doc_count, others))
            yield _Expression(fts, cost, term, is_inflection=True)

    def _expressions_of_pair(self, first: Term, second: Term) -> Iterator[_Expression]:
        return self._typed(_side_by_side(first, second), self._cost_of_pair((first, second)))

    def _typed(self, term: Term, cost: int) -> Iterator[_Expression]:
        """The expressions of the form as typed; a prefix is ranked as a whole word, too."""
        for expansion in self.evaluator.expand(term, term.field):
            if not expansion.is_inflection:
                fts = _in_field(term, expansion.fts_expression)
                yield _Expression(fts, cost, term)
                if expansion.is_prefix and not term.ends_in_run:
                    whole_cost = min(cost // _PREFIX_COST, MAX_POSTINGS // 2)
                    yield _Expression(fts.removesuffix(" *"), whole_cost, term)

    def _cost(self, term: Term) -> int:
        """About how many postings the form as typed goes through."""
        return sum(
            self.evaluator.doc_count(one) * len(term.units) * (_PREFIX_COST if one.is_prefix else 1)
            for one in self.evaluator.expand(term, term.field)
            if not one.is_inflection
        )

    def _cost_of_pair(self, pair: tuple[Term, Term]) -> int:
        return sum(map(self._cost, pair))


def _is_half_typed(term: Term) -> bool:
    """Whether a phrase ends in a prefix of so many words that FTS5 takes long to merge their lists.

    BM25 would let it do that twice.
    """
    is_phrase = len(term.units) > 1 and not term.joined
    return is_phrase and term.may_go_on and len(term.units[-1].text) <= MAX_COMPLETE_PREFIX


# --- terms side by side


def _pairs(node: Node) -> Iterator[tuple[Term, Term]]:
    """The terms that are neighbours in a query and looked for in the same field of its texts."""
    if isinstance(node, And):
        for first, second in pairwise(node.children):
            if not (isinstance(first, Term) and isinstance(second, Term)):
                continue
            if first.field is second.field and not first.is_filter:
                yield first, second
    if isinstance(node, And | Or):
        for child in node.children:
            yield from _pairs(child)


def _side_by_side(first: Term, second: Term) -> Term:
    """The phrase of two terms; of two runs, which have nothing between them, one run."""
    *before, last = first.units
    head, *after = second.units
    if last.kind is UnitKind.RUN and head.kind is UnitKind.RUN:
        joint = [last._replace(text=last.text + head.text)]
    else:
        joint = [last, head._replace(gap=Gap.SOFT)]
    may_go_on = second.match_mode in (MatchMode.PREFIX, MatchMode.UNFINISHED)
    mode = MatchMode.PREFIX if may_go_on else MatchMode.EXACT
    return Term((*before, *joint, *after), mode, first.field)


def _as_typed(node: Node) -> Node:
    """``node`` with whole words in their form as typed alone."""
    if isinstance(node, Term):
        return node if node.ends_in_run else replace(node, match_mode=MatchMode.EXACT)
    if isinstance(node, And | Or):
        return replace(node, children=tuple(map(_as_typed, node.children)))
    return node


def _in_field(term: Term, expression: str) -> str:
    """An expression of ``article_fts``; for titles alone there is a table of its own."""
    return f"{{title}} : {expression}" if term.field is Field.TITLE else expression
