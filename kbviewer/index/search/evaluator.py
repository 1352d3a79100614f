"""Evaluates a query to the set of matching articles, from the posting lists and FTS5.

A term is first expanded: itself, as a phrase or prefix of FTS5, each inflection of it that some
article has, its joined form, and the pairs of words that make it up; the end or the middle of a
word to all words with it. Each expansion is then answered by the cheapest source that is exact:

1. its posting term is complete: its posting list;
2. its posting term is frequent and has blocks: these, and FTS5 in the segments without a block;
3. else FTS5 alone, asked once for all such expansions together.

In cases 1 and 2 FTS5 is asked for the articles that are not flushed, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import and_, or_
from sqlite3 import Connection

from kbviewer.index.corruption import CorruptIndexError, check_rows
from kbviewer.index.postings import bitset, segments, terms
from kbviewer.index.search.matcher import occurs_in, topic_text, word_matches
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
from kbviewer.query.periods import MonthDay
from kbviewer.text.stemmer import has_inflections, stem
from kbviewer.text.tokenizer import JOINED, parted_words, phrase_prefix_tokens, phrase_tokens

_TABLES: dict[Field | None, str] = {
    Field.TITLE: "title_fts",
    Field.TAG: "filter_fts",
    Field.FILE: "filter_fts",
}
"""The full-text tables of the fields that are not asked for in ``article_fts``."""
MAX_INFLECTIONS = 400
"""Inflections of one word that are looked for; *use* has ten in a large library."""
_MAX_ALTERNATIVES = 64
"""Expansions that FTS5 is asked for at once: for each article that it finds it looks at all of
them. More, or fewer, were measured to be slower for thousands of words."""


@dataclass(frozen=True, slots=True)
class TermExpansion:
    """One form in which a term can be in a text, as FTS5 and the postings look for it.

    Attributes:
        fts_expression: a phrase or prefix, in FTS5's query language.
        posting_term: the same as a posting term, or "" if there is none.
        is_inflection: whether it is another form of the word than the one that was typed.
    """

    fts_expression: str
    posting_term: str = ""
    is_inflection: bool = False

    @property
    def is_prefix(self) -> bool:
        """Whether it is a prefix of a word or of a pair."""
        return self.fts_expression.endswith("*")

    @property
    def is_complete(self) -> bool:
        """Whether its posting list has every flushed article with it."""
        return self.posting_term != "" and terms.is_complete(self.posting_term)


class QueryEvaluator:
    """Evaluates one query, or several, on one state of the index.

    Terms are expanded and evaluated once, however often they are asked for.
    """

    def __init__(self, db: Connection, reader: IndexReader) -> None:
        self._db = db
        self._reader = reader
        self._expansions: dict[tuple[Term, Field | None], tuple[TermExpansion, ...]] = {}
        self._term_docs: dict[tuple[Term, Field | None], int] = {}
        self._doc_counts: dict[TermExpansion, int] = {}

    def matching(self, node: Node) -> int:
        """The articles that match ``node``, as a bitset."""
        return self._evaluate(node) & self._reader.live_docs

    def matching_title(self, node: Node) -> int:
        """The articles whose title alone matches the text terms of ``node``, tombstones included.

        What ``node`` says of other things than texts, or behind a NOT, is left out.
        """
        if isinstance(node, Term):
            in_title = node.field in (None, Field.TITLE)
            return self._match_term(node, Field.TITLE) if in_title else 0
        if isinstance(node, And):
            children = [child for child in node.children if _has_text_term(child)]
            return reduce(and_, map(self.matching_title, children)) if children else 0
        if isinstance(node, Or):
            return reduce(or_, map(self.matching_title, filter(_has_text_term, node.children)), 0)
        return 0

    def expand(self, term: Term, field: Field | None) -> tuple[TermExpansion, ...]:
        """All forms in which ``term`` can be in an article, or in one field of it."""
        if (term, field) not in self._expansions:
            self._expansions[term, field] = tuple(self._expand(term, field))
        return self._expansions[term, field]

    def doc_count(self, expansion: TermExpansion) -> int:
        """How many articles have an expansion that was evaluated, or an upper bound of it."""
        return self._doc_counts.get(expansion, 0)

    def _evaluate(self, node: Node) -> int:  # noqa: PLR0911  one for each kind of node
        if isinstance(node, Term):
            return self._match_term(node, node.field)
        if isinstance(node, And):
            return reduce(and_, map(self._evaluate, node.children), self._reader.live_docs)
        if isinstance(node, Or):
            return reduce(or_, map(self._evaluate, node.children), 0)
        if isinstance(node, Not):
            return self._reader.live_docs & ~self._evaluate(node.child)
        if isinstance(node, InTopic):
            return self._match_topic(node.term)
        if isinstance(node, InLanguage):
            return self._reader.docs_in_language(node.code)
        if isinstance(node.period, MonthDay):
            return self._reader.docs_published_on(node.period)
        return self._reader.docs_published_in(node.period)

    def _match_topic(self, term: Term) -> int:
        topic_ids = [
            topic_id
            for topic_id, *names in self._reader.topic_names()
            if occurs_in(term, topic_text(*names))
        ]
        return self._reader.docs_in_topics(topic_ids)

    # --- terms of texts

    def _match_term(self, term: Term, field: Field | None) -> int:
        if (term, field) not in self._term_docs:
            self._term_docs[term, field] = self._match_expansions(term, field)
        return self._term_docs[term, field]

    def _match_expansions(self, term: Term, field: Field | None) -> int:
        expansions = self.expand(term, field)
        blocks = segments.read_postings(
            self._db, [one.posting_term for one in expansions if one.posting_term]
        )
        fts_only = [
            one for one in expansions if not one.is_complete and one.posting_term not in blocks
        ]
        posted = [one for one in expansions if one.is_complete or one.posting_term in blocks]
        docs = self._match_fts(field, fts_only) if fts_only else 0
        self._doc_counts.update(dict.fromkeys(fts_only, docs.bit_count()))
        for expansion in posted:
            docs |= self._match_posted(field, expansion, blocks.get(expansion.posting_term, []))
        first_unflushed = self._reader.flushed_up_to + 1
        if posted and first_unflushed <= self._reader.last_doc_id:
            docs |= self._match_fts(field, posted, first_unflushed, self._reader.last_doc_id)
        return docs

    def _match_posted(
        self, field: Field | None, expansion: TermExpansion, blocks: segments.Blocks
    ) -> int:
        """The flushed articles with an expansion: from its blocks, and from FTS5 between them."""
        docs = self._reader.union(blocks)
        self._doc_counts[expansion] = docs.bit_count()
        if expansion.is_complete:
            return docs
        ranges = list(
            _missing_ranges([segment for segment, _ in blocks], self._reader.flushed_up_to)
        )
        if ranges and expansion.is_prefix:
            # FTS5 merges the lists of all words with the prefix, whatever the range: ask once.
            return docs | self._match_fts(field, [expansion])
        for first_id, last_id in ranges:
            docs |= self._match_fts(field, [expansion], first_id, last_id)
        return docs

    def _match_fts(
        self,
        field: Field | None,
        expansions: Iterable[TermExpansion],
        first_id: int = 0,
        last_id: int = 0,
    ) -> int:
        """The articles that FTS5 finds for any of the expansions, in a range if one is given."""
        docs = 0
        remaining = iter(expansions)
        while batch := list(islice(remaining, _MAX_ALTERNATIVES)):
            docs |= self._match_fts_batch(field, batch, first_id, last_id)
            if not self._reader.live_docs & ~docs:
                break
        return docs

    def _match_fts_batch(
        self, field: Field | None, expansions: list[TermExpansion], first_id: int, last_id: int
    ) -> int:
        table = _TABLES.get(field, "article_fts")
        expression = " OR ".join(one.fts_expression for one in expansions)
        in_range, id_range = (
            (" AND rowid BETWEEN ? AND ?", (first_id, last_id)) if last_id else ("", ())
        )
        ids_json, lowest, highest = self._db.execute(
            "SELECT json_group_array(rowid), coalesce(min(rowid), 1), coalesce(max(rowid), 0) "
            f"FROM {table} WHERE {table} MATCH ?{in_range}",
            (expression, *id_range),
        ).fetchone()
        if lowest < 1 or highest > self._reader.last_doc_id:
            raise CorruptIndexError(f"doc ids {lowest} to {highest} of {self._reader.last_doc_id}")
        return bitset.from_doc_ids(json.loads(ids_json), self._reader.last_doc_id)

    def _expand(self, term: Term, field: Field | None) -> Iterator[TermExpansion]:
        tokens, is_prefix = (phrase_prefix_tokens if term.may_go_on else phrase_tokens)(term.units)
        scope = f"{{{field.value}}} : " if field not in (None, Field.TITLE) else ""
        phrase = f'{scope}"{" ".join(tokens)}"'
        is_single = len(tokens) == 1
        yield TermExpansion(
            f"{phrase} *" if is_prefix else phrase,
            _posting_term(term, tokens[0], field, is_prefix=is_prefix) if is_single else "",
        )
        inflected: list[tuple[str, ...]] = []  # further phrases
        others: list[tuple[str, ...]] = []
        if term.inflects:
            inflections = self._inflections(term.units[-1].text)
            before = tokens[:-1]
            inflected += ((*before, word) for word in inflections if is_single or word.isalpha())
        if term.is_bare:
            word = term.joined or term.word or ""
            if term.joined and term.match_mode is not MatchMode.INFLECTED:
                in_title = field is Field.TITLE
                is_short = len(word) <= terms.MAX_PREFIX_LENGTH and field is not Field.SOURCE
                posting = terms.prefix_term(word, in_title=in_title) if is_short else ""
                yield TermExpansion(f'{scope}"{word}" *', posting)
            elif term.joined:
                others.append((word,))
            if term.joined and term.inflects and has_inflections(word):
                inflected += ((one,) for one in self._inflections(word))
            if term.match_mode is MatchMode.INFLECTED:  # else it has the prefix
                others.append((word + JOINED,))
            if not term.joined and term.match_mode is not MatchMode.PREFIX:
                others += self._parted(word)
        if term.is_part:
            others += ((word,) for word in self._words_with_part(term))
        for other in dict.fromkeys((*others, *inflected)):
            posting = _word_posting_term(other[0], field) if len(other) == 1 else ""
            yield TermExpansion(
                f'{scope}"{" ".join(other)}"', posting, is_inflection=other not in others
            )

    def _parted(self, word: str) -> list[tuple[str, str]]:
        """The pairs of words that make up a word, without most of those that no article has."""
        pairs = parted_words(word)
        parts = list({part for pair in pairs for part in pair if has_inflections(part)})
        rows = self._db.execute(
            f"SELECT word FROM word WHERE word IN ({', '.join('?' * len(parts))})", parts
        )
        known = {part for (part,) in check_rows(rows, str)}
        return [pair for pair in pairs if all(p in known or not has_inflections(p) for p in pair)]

    def _inflections(self, word: str) -> list[str]:
        rows = self._db.execute(
            "SELECT word FROM word WHERE stem = ? AND word <> ? LIMIT ?",
            (stem(word), word, MAX_INFLECTIONS),
        )
        return [inflection for (inflection,) in check_rows(rows, str)]

    def _words_with_part(self, term: Term) -> list[str]:
        """The words that end with a part or contain it; the whole vocabulary is read, in a few ms.

        Words that do not inflect are no words of letters, except the part itself.
        """
        part = term.word or ""
        rows = self._db.execute(
            "SELECT word FROM word WHERE instr(word, ?) AND word <> ?", (part, part)
        )
        return [word for (word,) in check_rows(rows, str) if word_matches(term, word)]


def _posting_term(term: Term, token: str, field: Field | None, *, is_prefix: bool) -> str:
    """The posting term of a term that is one token, or "" if it has none."""
    in_title = field is Field.TITLE
    if field not in (None, Field.TITLE) or (in_title and not is_prefix and term.ends_in_run):
        return ""
    if not is_prefix:
        return _word_posting_term(token, field)
    if term.ends_in_run:
        return terms.char_term(token, in_title=in_title)
    return (
        terms.prefix_term(token, in_title=in_title) if len(token) <= terms.MAX_PREFIX_LENGTH else ""
    )


def _word_posting_term(token: str, field: Field | None) -> str:
    """The posting term of a token that is a word or, in any field, a pair."""
    if field is None:
        return token
    return terms.title_word_term(token) if field is Field.TITLE else ""


def _has_text_term(node: Node) -> bool:
    if isinstance(node, And | Or):
        return any(map(_has_text_term, node.children))
    return isinstance(node, Term)


def _missing_ranges(segment_ids: Iterable[int], flushed_up_to: int) -> Iterator[tuple[int, int]]:
    """The ranges of flushed doc ids, first and last, that are in none of the segments."""
    size = segments.SEGMENT_SIZE
    expected = 0
    for segment in [*sorted(segment_ids), flushed_up_to // size + 1]:
        if segment > expected:
            yield expected * size, min(segment * size - 1, flushed_up_to)
        expected = segment + 1
