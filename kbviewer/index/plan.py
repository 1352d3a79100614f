"""A query as SQL: what to count, what to rank, and how the cost stays bounded."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from kbviewer.index.match import inflects, stands_in, topic_text
from kbviewer.index.period import Period
from kbviewer.index.query import (
    All,
    Either,
    Ending,
    InLanguage,
    InTopic,
    Node,
    Not,
    Order,
    Published,
    Query,
    Term,
)
from kbviewer.index.store import COLUMNS
from kbviewer.text.stem import stem
from kbviewer.text.tokens import phrase_tokens

MOST_RANKED = 3_000
"""Hits that are ranked one by one: BM25 costs about 2.5 µs each. Where more match, those with the
query in the title come first, then the others, the newest before the older."""
MOST_INFLECTIONS = 400
"""Inflections of one word that are looked for; *use* has ten in a large library."""

_WEIGHTS = dict(zip(COLUMNS, (12.0, 5.0, 1.0, 3.0, 0.2), strict=True))
_RANK = f"bm25(search, {', '.join(str(_WEIGHTS[column]) for column in COLUMNS)})"
_NEWEST = "article.published DESC, article.path"
_OLDEST = "article.published = '', article.published, article.path"
_Parameters = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A query as SQL: a full-text expression, if it has one for all of it, and conditions.

    Attributes:
        match: the FTS5 expression that every hit answers to, or "".
        titled: the same, asked of the title alone, or "".
        conditions: SQL on ``article``, all of which hold too.
        parameters: of the conditions.
    """

    match: str
    titled: str
    conditions: tuple[str, ...]
    parameters: _Parameters

    @classmethod
    def of(cls, query: Query, db: Database) -> Plan:
        """The plan of a query; the database says which topics and inflections there are."""
        parts = query.root.parts if isinstance(query.root, All) else (query.root,)
        writer = _Writer(db)
        texts = tuple(part for part in parts if writer.match(part))
        rest = [part for part in parts if part not in texts]
        excluded = [part for part in rest if isinstance(part, Not) and writer.match(part.part)]
        if texts:
            match = writer.match(All((*texts, *excluded)))
            rest = [part for part in rest if part not in excluded]
        else:
            match = ""
        written = [writer.condition(part) for part in rest]
        return cls(
            match,
            f"({match}) AND {{title}} : ({writer.match(All(texts))})" if match else "",
            tuple(sql for sql, _ in written),
            tuple(value for _, values in written for value in values),
        )

    def within(self, topic: str) -> Plan:
        """The same, of one topic and those below it."""
        if not topic:
            return self
        condition = (
            "article.id IN (SELECT article FROM article_topic WHERE topic = "
            "(SELECT id FROM topic WHERE path = ?))"
        )
        return Plan(
            self.match, self.titled, (*self.conditions, condition), (*self.parameters, topic)
        )

    def _where(self, match: str) -> tuple[str, _Parameters]:
        """``FROM … WHERE …`` with its parameters."""
        conditions = " AND ".join(("1", *self.conditions))
        if not match:
            return f"FROM article WHERE {conditions}", self.parameters
        table = "search"
        if self.conditions:
            table = "search JOIN article ON article.id = search.rowid"
        return f"FROM {table} WHERE search MATCH ? AND {conditions}", (match, *self.parameters)

    def _number(self) -> str:
        return "search.rowid" if self.match else "article.id"

    def count(self, db: Database) -> int:
        """How many articles answer."""
        where, parameters = self._where(self.match)
        return int(db.execute(f"SELECT count(*) {where}", parameters).fetchone()[0])

    def ids(self, db: Database) -> set[str]:
        """The ids of all articles that answer."""
        where, parameters = self._where(self.match)
        rows = db.execute(
            f"SELECT path FROM article WHERE id IN (SELECT {self._number()} {where})",
            parameters,
        )
        return {path for (path,) in rows}

    def topic_counts(self, db: Database) -> dict[str, int]:
        """For each topic with an answer, how many there are in it and below it."""
        where, parameters = self._where(self.match)
        chosen = f"WHERE article IN (SELECT {self._number()} {where})"
        if not self.match and not self.conditions:
            chosen, parameters = "", ()
        rows = db.execute(
            "SELECT path, hits FROM (SELECT topic, count(*) AS hits FROM article_topic "
            f"{chosen} GROUP BY topic) JOIN topic ON topic.id = topic",
            parameters,
        )
        return dict(rows.fetchall())

    def ranked(
        self, db: Database, order: Order, total: int, limit: int, offset: int
    ) -> list[tuple[int, float]]:
        """Article numbers and scores from ``offset`` on."""
        if order is Order.OLDEST:
            return self._sorted(db, _OLDEST, limit, offset)
        if order is Order.NEWEST or not self.match:
            return self._sorted(db, _NEWEST, limit, offset)
        if total <= MOST_RANKED:
            where, parameters = self._where(self.match)
            if not self.conditions:
                where = where.replace(
                    "FROM search", "FROM search JOIN article ON article.id = search.rowid", 1
                )
            rows = db.execute(
                f"SELECT search.rowid, -{_RANK} AS score {where} "
                f"ORDER BY score DESC, {_NEWEST} LIMIT ? OFFSET ?",
                (*parameters, limit, offset),
            )
            return [(number, score) for number, score in rows]
        titled = Plan(self.titled, "", self.conditions, self.parameters)
        first = titled._sorted(db, _NEWEST, limit, offset)
        if len(first) == limit:
            return first
        before = titled.count(db)
        others = Plan(f"({self.match}) NOT ({self.titled})", "", self.conditions, self.parameters)
        rest = others._sorted(db, _NEWEST, limit - len(first), max(0, offset - before))
        return first + rest

    def _sorted(self, db: Database, by: str, limit: int, offset: int) -> list[tuple[int, float]]:
        where, parameters = self._where(self.match)
        rows = db.execute(
            f"SELECT id FROM article WHERE id IN (SELECT {self._number()} {where}) "
            f"ORDER BY {by} LIMIT ? OFFSET ?",
            (*parameters, limit, offset),
        )
        return [(number, 0.0) for (number,) in rows]


class _Writer:
    """Writes the nodes of a query as FTS5 expressions and SQL conditions."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def match(self, node: Node) -> str:
        """The FTS5 expression of a node, or "" where full text alone cannot say it."""
        if isinstance(node, Term):
            return self._term(node)
        if isinstance(node, Either):
            parts = [self.match(part) for part in node.parts]
            return f"({' OR '.join(parts)})" if all(parts) else ""
        if isinstance(node, All):
            wanted = [self.match(part) for part in node.parts if not isinstance(part, Not)]
            unwanted = [self.match(part.part) for part in node.parts if isinstance(part, Not)]
            if not wanted or not all(wanted) or not all(unwanted):
                return ""
            both = f"({' AND '.join(wanted)})"
            return f"({both} NOT ({' OR '.join(unwanted)}))" if unwanted else both
        return ""

    def condition(self, node: Node) -> tuple[str, _Parameters]:
        """The SQL condition of a node, on the table ``article``."""
        if match := self.match(node):
            return "article.id IN (SELECT rowid FROM search WHERE search MATCH ?)", (match,)
        if isinstance(node, All | Either):
            written = [self.condition(part) for part in node.parts]
            joined = (" AND " if isinstance(node, All) else " OR ").join(sql for sql, _ in written)
            return f"({joined or '1'})", tuple(v for _, values in written for v in values)
        if isinstance(node, Not):
            sql, values = self.condition(node.part)
            return f"NOT {sql}", values
        if isinstance(node, InTopic):
            return self._in_topic(node)
        if isinstance(node, InLanguage):
            return "substr(article.lang, 1, ?) = ?", (len(node.code), node.code)
        if isinstance(node, Published):
            return _within(node.period)
        raise AssertionError(f"a term without an expression: {node}")  # each has one

    def _in_topic(self, node: InTopic) -> tuple[str, _Parameters]:
        rows = self._db.execute("SELECT id, path, title, title_zh FROM topic WHERE path <> ''")
        numbers = [number for number, *names in rows if stands_in(node.term, topic_text(*names))]
        marks = ", ".join("?" * len(numbers))
        return (
            f"article.id IN (SELECT article FROM article_topic WHERE topic IN ({marks}))",
            tuple(numbers),
        )

    def _term(self, term: Term) -> str:
        tokens, is_prefix = phrase_tokens(term.units)
        phrase = f'"{" ".join(tokens)}"'
        ways = [phrase + ("*" if is_prefix else "")]
        if term.ending in (Ending.PREFIX, Ending.TYPED) and not term.ends_in_run:
            ways.append(f"{phrase}*")  # beside the word itself, which so counts more than a prefix
        if inflects(term):
            ways.extend(f'"{word}"' for word in self._inflections(term.word or ""))
        either = f"({' OR '.join(ways)})"
        return f"{{{term.field.value}}} : {either}" if term.field else either

    def _inflections(self, word: str) -> list[str]:
        rows = self._db.execute(
            "SELECT word FROM word WHERE stem = ? AND word <> ? LIMIT ?",
            (stem(word), word, MOST_INFLECTIONS),
        )
        return [found for (found,) in rows]


def _within(period: Period) -> tuple[str, _Parameters]:
    known = "article.published <> '' AND article.published >= ?"
    if period.last:
        return f"({known} AND article.published < ?)", (period.first, period.last)
    return f"({known})", (period.first,)
