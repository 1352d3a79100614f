"""How many articles have a token or match a query: what suggestions are made and weighed by."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property
from sqlite3 import Connection

from kbviewer.index.corruption import check_rows
from kbviewer.index.postings import segments, terms
from kbviewer.index.search.evaluator import QueryEvaluator
from kbviewer.index.search.reader import IndexReader
from kbviewer.index.sql import IN_LIST, json_list
from kbviewer.query.ast import MatchMode, Term
from kbviewer.query.parser import parse_query
from kbviewer.text.tokenizer import Gap, Unit, UnitKind


class TermStatistics:
    """The counts of one state of the index; each is made once.

    Attributes:
        db: the index, in a read transaction.
        reader: its state.
        scope: the articles in which a query is counted: those of the selected topic.
    """

    def __init__(
        self, db: Connection, reader: IndexReader, scope: int, today: date | None = None
    ) -> None:
        """Count in ``db``.

        Args:
            db: the index, in a read transaction.
            reader: its state.
            scope: the articles in which queries are counted, as a bitset.
            today: the day that periods are counted from; None for today.
        """
        self.db = db
        self.reader = reader
        self.scope = scope
        self._today = today
        self._evaluator = QueryEvaluator(db, reader)
        self._token_counts: dict[str, int] = {}
        self._character_counts: dict[str, int] = {}
        self._docs: dict[str, int] = {}

    @cached_property
    def article_count(self) -> int:
        """How many articles there are, in all topics."""
        return self.reader.live_docs.bit_count()

    def docs(self, query: str) -> int:
        """The articles in the scope that a typed query finds, as a bitset."""
        if query not in self._docs:
            self._docs[query] = self.docs_in_all_topics(query) & self.scope
        return self._docs[query]

    def docs_in_all_topics(self, query: str) -> int:
        """The articles that a typed query finds, as a bitset."""
        return self._evaluator.matching(parse_query(query, self._today).root)

    def count(self, query: str) -> int:
        """How many articles in the scope a typed query finds."""
        return self.docs(query).bit_count()

    def docs_with_run(self, run: str) -> int:
        """The articles in all topics that have these characters side by side, as a bitset."""
        return self.docs_with(Unit(UnitKind.RUN, run, Gap.NONE, 0, 0))

    def docs_with_word(self, word: str) -> int:
        """The articles in all topics that have a word or an inflection of it, as a bitset."""
        return self.docs_with(Unit(UnitKind.WORD, word, Gap.NONE, 0, 0))

    def docs_with(self, unit: Unit) -> int:
        """The articles in all topics that have a word, or inflection of it, or a run."""
        return self._evaluator.matching(Term((unit,), MatchMode.INFLECTED))

    def fts_expressions(self, unit: Unit) -> list[str]:
        """The forms of a word or run as ``article_fts`` is asked for them."""
        term = Term((unit,), MatchMode.INFLECTED)
        return [one.fts_expression for one in self._evaluator.expand(term, None)]

    def token_counts(self, tokens: Collection[str]) -> dict[str, int]:
        """How many articles in all topics have each of the tokens; those that any has."""
        unknown = [token for token in dict.fromkeys(tokens) if token not in self._token_counts]
        if unknown:
            rows = self.db.execute(
                f"SELECT term, doc FROM vocabulary WHERE term {IN_LIST}", (json_list(unknown),)
            )
            self._token_counts.update(dict.fromkeys(unknown, 0))
            self._token_counts.update(check_rows(rows, str, int))
        return {token: count for token in tokens if (count := self._token_counts[token])}

    def character_counts(self, characters: str) -> dict[str, int]:
        """How many articles in all topics have each of the characters; those that any has.

        Tombstones count, too; articles that are not flushed yet do not.
        """
        unknown = [one for one in dict.fromkeys(characters) if one not in self._character_counts]
        if unknown:
            blocks = segments.read_postings(self.db, list(map(terms.char_term, unknown)))
            for one in unknown:
                found = blocks.get(terms.char_term(one), [])
                self._character_counts[one] = segments.count_docs(found)
        return {one: count for one in characters if (count := self._character_counts[one])}

    def known_words(self, words: Collection[str]) -> list[str]:
        """Those of the words of letters that some article has."""
        rows = self.db.execute(f"SELECT word FROM word WHERE word {IN_LIST}", (json_list(words),))
        return [word for (word,) in check_rows(rows, str)]
