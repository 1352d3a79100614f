"""A query as a set of articles: keys from the postings, the rest from the full-text tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from sqlite_utils import Database

from kbviewer.index.corruption import CorruptIndexError, check_rows
from kbviewer.index.postings import bitset, segments, terms
from kbviewer.index.search.matcher import occurs_in, topic_text
from kbviewer.index.search.reader import IndexReader
from kbviewer.query.ast import (
    And,
    Field,
    InLanguage,
    InTopic,
    MatchMode,
    Node,
    Not,
    Or,
    Term,
)
from kbviewer.query.periods import END_SENTINEL, Period
from kbviewer.text.stemmer import stem
from kbviewer.text.tokenizer import phrase_prefix_tokens, phrase_tokens

MAX_INFLECTIONS = 400
"""Inflections of one word that are looked for; *use* has ten in a large library."""
_MONTH_LENGTH = len("2025-08")


@dataclass(frozen=True, slots=True)
class TermExpansion:
    """One of the ways in which a term can stand in an article.

    Attributes:
        phrase: as the full-text table is asked.
        key: in the postings, or "" where it can have none.
    """

    fts_expression: str
    posting_term: str = ""

    @property
    def is_prefix(self) -> bool:
        """Whether it is the beginning of a word or of a pair."""
        return self.fts_expression.endswith("*")

    @property
    def is_complete(self) -> bool:
        """Whether the postings alone answer, as far as they reach."""
        return self.posting_term != "" and terms.is_complete(self.posting_term)


class QueryEvaluator:
    """Evaluates queries on one state of the index.

    Attributes:
        sizes: for each way asked so far, how many articles it is in, or a few more.
    """

    def __init__(self, db: Database, snapshot: IndexReader) -> None:
        self._db = db
        self._reader = snapshot
        self._term_cache: dict[tuple[Term, Field | None], int] = {}
        self.doc_counts: dict[TermExpansion, int] = {}

    def matching(self, node: Node) -> int:
        """The articles that answer to ``node``."""
        return self._evaluate(node) & self._reader.live_docs

    def matching_title(self, node: Node) -> int:
        """The articles whose title alone has what ``node`` asks of texts; dropped ones too."""
        if isinstance(node, Term):
            return self._evaluate_term(node, Field.TITLE) if node.field is not Field.SOURCE else 0
        if isinstance(node, And):
            parts = [part for part in node.children if _has_text_term(part)]
            return reduce(and_, map(self.matching_title, parts)) if parts else 0
        if isinstance(node, Or):
            return reduce(or_, map(self.matching_title, filter(_has_text_term, node.children)), 0)
        return 0

    def expand(self, term: Term, field: Field | None) -> list[TermExpansion]:
        """All ways in which ``term`` can stand in an article, or in one field of it."""
        return [
            TermExpansion(_restricted_to_field(way.fts_expression, field), way.posting_term)
            for way in self._expand(term, field)
        ]

    def _evaluate(self, node: Node) -> int:  # noqa: PLR0911  one for each kind of node
        if isinstance(node, Term):
            return self._evaluate_term(node, node.field)
        if isinstance(node, And):
            return reduce(and_, map(self._evaluate, node.children), self._reader.live_docs)
        if isinstance(node, Or):
            return reduce(or_, map(self._evaluate, node.children), 0)
        if isinstance(node, Not):
            return self._reader.live_docs & ~self._evaluate(node.part)
        if isinstance(node, InTopic):
            return self._match_topic(node)
        if isinstance(node, InLanguage):
            return self._match_language(node.code)
        return self._match_period(node.period)

    # --- texts

    def _evaluate_term(self, term: Term, field: Field | None) -> int:
        if (term, field) not in self._term_cache:
            self._term_cache[term, field] = self._match_any(self.expand(term, field), field)
        return self._term_cache[term, field]

    def _match_any(self, ways: Sequence[TermExpansion], field: Field | None) -> int:
        covered = self._reader.flushed_up_to
        rows = segments.read_postings(
            self._db, [way.posting_term for way in ways if way.posting_term]
        )
        unknown = [way for way in ways if not way.is_complete and way.posting_term not in rows]
        known = [way for way in ways if way not in unknown]
        found = self._match_fts(field, unknown) if unknown else 0
        self.doc_counts.update(dict.fromkeys(unknown, found.bit_count()))
        for way in known:
            parts = rows.get(way.posting_term, [])
            held = self._reader.union(parts)
            self.doc_counts[way] = held.bit_count()
            found |= held
            gaps = (
                []
                if way.is_complete
                else list(_missing_ranges([part for part, _ in parts], covered))
            )
            if gaps and way.is_prefix:  # its lists are joined whatever range is asked for
                found |= self._match_fts(field, [way])
                continue
            for first, last in gaps:
                found |= self._match_fts(field, [way], first, last)
        if known and covered < self._reader.last_doc_id:
            found |= self._match_fts(field, known, covered + 1, self._reader.last_doc_id)
        return found

    def _match_fts(
        self, field: Field | None, ways: Iterable[TermExpansion], first: int = 0, last: int = 0
    ) -> int:
        """What a field's full-text table finds, within a range of numbers where one is named."""
        table = "title_fts" if field is Field.TITLE else "article_fts"
        match = " OR ".join(way.fts_expression for way in ways)
        within, numbers = (" AND rowid BETWEEN ? AND ?", (first, last)) if last else ("", ())
        listed, least, most = self._db.execute(
            "SELECT json_group_array(rowid), coalesce(min(rowid), 1), coalesce(max(rowid), 0) "
            f"FROM {table} WHERE {table} MATCH ?{within}",
            (match, *numbers),
        ).fetchone()
        if least < 1 or most > self._reader.last_doc_id:
            raise CorruptIndexError(f"articles {least} to {most} of {self._reader.last_doc_id}")
        return bitset.from_doc_ids(json.loads(listed), self._reader.last_doc_id)

    def _expand(self, term: Term, field: Field | None) -> Iterator[TermExpansion]:
        goes_on = (
            term.match_mode in (MatchMode.PREFIX, MatchMode.UNFINISHED) and not term.ends_in_run
        )
        tokens, is_prefix = (phrase_prefix_tokens if goes_on else phrase_tokens)(term.units)
        phrase = f'"{" ".join(tokens)}"'
        key = "" if len(tokens) > 1 else _posting_term(term, tokens[0], field, is_prefix=is_prefix)
        yield TermExpansion(f"{phrase} *" if is_prefix else phrase, key)
        if term.inflects:
            for other in self._inflections(term.word or ""):
                yield TermExpansion(f'"{other}"', other if field is None else "")

    def _inflections(self, word: str) -> list[str]:
        rows = self._db.execute(
            "SELECT word FROM word WHERE stem = ? AND word <> ? LIMIT ?",
            (stem(word), word, MAX_INFLECTIONS),
        )
        return [found for (found,) in check_rows(rows, str)]

    # --- the rest

    def _match_topic(self, node: InTopic) -> int:
        rows = self._db.execute("SELECT id, path, title, title_zh FROM topic WHERE path <> ''")
        numbers = [
            number
            for number, *names in check_rows(rows, int, str, str, str)
            if occurs_in(node.term, topic_text(*names))
        ]
        return self._reader.docs_in_topics(numbers)

    def _match_language(self, code: str) -> int:
        found = segments.read_postings_by_kind(self._db, terms.LANGUAGE)
        wanted = [parts for key, parts in found.items() if key[1:].startswith(code)]
        return self._reader.union(row for parts in wanted for row in parts) | (
            self._reader._select_unflushed(
                "SELECT id FROM article WHERE id > ? AND substr(lang, 1, ?) = ?", len(code), code
            )
        )

    def _match_period(self, period: Period) -> int:
        months = [key[len(terms.MONTH) :] for key in self._month_terms()]
        whole = [month for month in months if _is_within(month, period)]
        found = self._reader.docs_with_any(*(terms.MONTH + month for month in whole))
        for month in months:
            if month not in whole and _overlaps(month, period):
                found |= self._reader._select_docs(
                    "SELECT id FROM article WHERE published >= ? AND published < ?",
                    max(month, period.start),
                    min(month + END_SENTINEL, period.end or END_SENTINEL),
                )
        return found | self._reader._select_unflushed(
            "SELECT id FROM article WHERE id > ? AND published <> '' AND published >= ? "
            "AND published < ?",
            period.start,
            period.end or END_SENTINEL,
        )

    def _month_terms(self) -> Iterator[str]:
        """The keys of the months with articles; each is looked up, none of the parts is read."""
        key = terms.MONTH
        while True:
            (found,) = self._db.execute(
                "SELECT coalesce(min(term), '') FROM posting WHERE term > ?", (key,)
            ).fetchone()
            if type(found) is not str or (found and found <= key):
                raise CorruptIndexError(f"the key {found!r} behind {key!r}")
            if not found.startswith(terms.MONTH):
                return
            key = found
            yield key


def _posting_term(term: Term, token: str, field: Field | None, *, is_prefix: bool) -> str:
    """The key of a term of one token, or "" where it has none."""
    in_title = field is Field.TITLE
    if field is Field.SOURCE or (in_title and not is_prefix):
        return ""
    if not is_prefix:
        return token
    if term.ends_in_run:
        return terms.char_term(token, in_title=in_title)
    return (
        terms.prefix_term(token, in_title=in_title) if len(token) <= terms.MAX_PREFIX_LENGTH else ""
    )


def _has_text_term(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(map(_has_text_term, node.children))
    return isinstance(node, Term)


def _restricted_to_field(phrase: str, field: Field | None) -> str:
    return f"{{source}} : {phrase}" if field is Field.SOURCE else phrase


def _missing_ranges(parts: Sequence[int], covered: int) -> Iterator[tuple[int, int]]:
    """The ranges of covered numbers that lie in none of ``parts``."""
    expected = 0
    for part in [*sorted(parts), covered // segments.SEGMENT_SIZE + 1]:
        if part > expected:
            yield expected * segments.SEGMENT_SIZE, min(part * segments.SEGMENT_SIZE - 1, covered)
        expected = part + 1


def _is_within(month: str, period: Period) -> bool:
    if len(month) < _MONTH_LENGTH:
        return period.contains(month)
    return period.start <= month and (not period.end or month + END_SENTINEL <= period.end)


def _overlaps(month: str, period: Period) -> bool:
    if len(month) < _MONTH_LENGTH:
        return False  # a bare year is a time of its own, and lies within or does not
    return month + END_SENTINEL > period.start and (not period.end or month < period.end)
