"""The articles that have most of a query, where none has all of it.

The query's tokens, pairs of characters and words, weigh by their rarity. The rarest select the
articles, as far as the budget goes; these are ranked by BM25 of the same tokens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log
from operator import attrgetter

from kbviewer.i18n import plural, tr
from kbviewer.index.corruption import check_rows
from kbviewer.index.postings import bitset
from kbviewer.index.schema import COLUMNS
from kbviewer.index.search.searcher import make_hits
from kbviewer.index.sql import IN_LIST, json_list
from kbviewer.index.suggest.suggestion import PartialHit, Suggestion, SuggestionKind
from kbviewer.index.suggest.term_statistics import TermStatistics
from kbviewer.query.ast import MatchMode, Term
from kbviewer.query.parts import query_parts, replace_parts
from kbviewer.text.fold import fold, fold_with_map
from kbviewer.text.tokenizer import Gap, Unit, UnitKind, units

MAX_HITS = 10
CLOSE_COVERAGE = 0.4
"""Share of a query's rarity from which on the articles are shown unasked."""
_BUDGET = 20_000
"""Postings of the tokens that select articles."""
_MAX_CANDIDATES = 300
_MAX_TOKENS = 64


_WEIGHTS = {"title": 2.0, "hidden": 0.2, "names": 0.2}
"""What a token counts in these columns, and 1 in the others: a title is no better an answer to a
question than a sentence, but it is shorter."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A token of a query: a word, or a pair of characters, and where it is in the query.

    Attributes:
        unit: the token.
        start: where it begins in the typed query.
        end: where it ends.
    """

    unit: Unit
    start: int
    end: int


def suggest_partial(query: str, statistics: TermStatistics) -> Iterator[Suggestion]:
    """The articles with most of the query, best first."""
    tokens = list(_tokens_of(query))
    docs = {token.unit: statistics.docs_with(token.unit) for token in tokens}
    weights = {unit: _rarity(found.bit_count(), statistics) for unit, found in docs.items()}
    if len(docs) < 2:
        return
    scope = _required_docs(query, statistics) & ~statistics.docs(query)
    selecting = _selecting({unit: found & scope for unit, found in docs.items()})
    covered: dict[int, float] = defaultdict(float)
    for unit, unit_docs in selecting.items():
        for doc_id in bitset.doc_ids_of(unit_docs):
            covered[doc_id] += weights[unit]
    candidates = nlargest(_MAX_CANDIDATES, covered, key=lambda doc_id: (covered[doc_id], doc_id))
    if not candidates:
        return
    scores = _bm25(list(selecting), candidates, statistics)
    best = nlargest(MAX_HITS, scores, key=lambda doc_id: (scores[doc_id], doc_id))
    hits = []
    for doc_id in best:
        found = [token for token in tokens if docs[token.unit] >> doc_id & 1]
        weight = sum(weights[unit] for unit in {token.unit for token in found})
        pieces = _pieces(found)
        texts = tuple(dict.fromkeys(query[start:end] for start, end in pieces))
        terms = [Term(tuple(units(fold(text))), MatchMode.INFLECTED) for text in texts]
        (hit,) = make_hits(statistics.db, terms, [(doc_id, scores[doc_id])])
        coverage = weight / sum(weights.values())
        hits.append(PartialHit(hit, texts, tuple(_missing(query, pieces)), coverage))
    yield Suggestion(
        SuggestionKind.MOST,
        plural(len(hits), tr("{n} article with most of it"), tr("{n} articles with most of it")),
        total=len(hits),
        hits=tuple(hits),
        is_close=hits[0].coverage >= CLOSE_COVERAGE,
    )


def _tokens_of(query: str) -> Iterator[_Token]:
    """The tokens of the free parts of a query, each at all of its places."""
    count = 0
    for part in query_parts(query):
        if not part.is_free:
            continue
        folded = fold_with_map(part.text)
        for unit in units(folded.text):
            is_word = unit.kind is UnitKind.WORD
            size = unit.end - unit.start if is_word else 2
            for start in range(unit.start, max(unit.start + 1, unit.end - size + 1)):
                end = min(start + size, unit.end)
                text = unit.text if is_word else folded.text[start:end]
                first, last = folded.original_span(start, end)
                token = Unit(unit.kind, text, Gap.NONE, 0, 0)
                yield _Token(token, part.start + first, part.start + last)
                count += 1
                if count == _MAX_TOKENS:
                    return


def _rarity(count: int, statistics: TermStatistics) -> float:
    """The inverse document frequency as BM25 has it."""
    return log(1 + (max(0, statistics.article_count - count) + 0.5) / (count + 0.5))


def _selecting(docs: Mapping[Unit, int]) -> dict[Unit, int]:
    """The rarest tokens that any article has, with their articles, as far as the budget goes."""
    counts = {unit: found.bit_count() for unit, found in docs.items() if found}
    selected: dict[Unit, int] = {}
    budget = _BUDGET
    for unit in sorted(counts, key=lambda unit: (counts[unit], unit.text)):
        budget -= counts[unit]
        if selected and budget < 0:
            break
        selected[unit] = docs[unit]
    return selected


def _required_docs(query: str, statistics: TermStatistics) -> int:
    """The articles that have what is not free in a query."""
    free = {part: "" for part in query_parts(query) if part.is_free}
    return statistics.docs(replace_parts(query, free))


def _bm25(
    tokens: Sequence[Unit], doc_ids: Sequence[int], statistics: TermStatistics
) -> dict[int, float]:
    expression = " OR ".join(expr for unit in tokens for expr in statistics.fts_expressions(unit))
    weights = ", ".join(str(_WEIGHTS.get(column, 1.0)) for column in COLUMNS)
    rows = statistics.db.execute(
        f"SELECT rowid, -bm25(article_fts, {weights}) FROM article_fts "
        f"WHERE article_fts MATCH ? AND +rowid {IN_LIST}",
        (expression, json_list(doc_ids)),
    )
    return dict(check_rows(rows, int, float))


def _pieces(found: Sequence[_Token]) -> list[tuple[int, int]]:
    """The spans of tokens, those that overlap as one."""
    pieces: list[tuple[int, int]] = []
    for token in sorted(found, key=attrgetter("start")):
        if pieces and token.start < pieces[-1][1]:
            pieces[-1] = pieces[-1][0], token.end
        else:
            pieces.append((token.start, token.end))
    return pieces


def _missing(query: str, pieces: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What of the free parts is in none of the pieces."""
    for part in query_parts(query):
        if not part.is_free:
            continue
        position = part.start
        for start, end in [*pieces, (part.end, part.end)]:
            if part.start <= start <= part.end:
                if text := query[position:start].strip():
                    yield text
                position = max(position, end)
