"""SQLite's own full-text search with the tokenizers that come with it, and no index at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from tests.benchmarks.library import BenchmarkLibrary
from tests.benchmarks.rivals.asked import Part, ends_in_latin, parts
from tests.benchmarks.rivals.rival import LIMIT, Rival


class _Table(Rival):
    """A table of title, source and body in a file of its own."""

    create: str

    def __init__(self, library: BenchmarkLibrary) -> None:
        super().__init__(library)
        self._db: sqlite3.Connection | None = None

    def build(self) -> None:
        db = sqlite3.connect(self.home / "texts.sqlite")
        db.execute(self.create)
        db.executemany(
            "INSERT INTO texts(rowid, title, source, body) VALUES (?, ?, ?, ?)",
            (
                (e.number + 1, e.title, e.source, "\n".join(e.lines))
                for e in self.library.excerpts()
            ),
        )
        db.commit()
        db.close()

    def open(self) -> None:
        self._db = sqlite3.connect(self.home / "texts.sqlite")

    def close(self) -> None:
        if self._db:
            self._db.close()

    def numbers(self, typed: str) -> Iterable[int]:
        where, values = self.where(typed)
        return (row - 1 for (row,) in self.rows(f"SELECT rowid FROM texts {where}", values))

    def where(self, typed: str) -> tuple[str, Sequence[str]]:
        """``WHERE …`` for a query, and its parameters; "" where nothing is asked."""
        raise NotImplementedError

    def rows(self, sql: str, values: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """All rows of a statement."""
        assert self._db
        return self._db.execute(sql, values).fetchall()


class _Fts5(_Table):
    def page(self, typed: str) -> int:
        where, values = self.where(typed)
        if where:
            self.rows(
                "SELECT rowid, title, source, snippet(texts, 2, '[', ']', '…', 32) "
                f"FROM texts {where} ORDER BY rank LIMIT {LIMIT}",
                values,
            )
        else:
            self.rows(f"SELECT rowid, title, source, body FROM texts LIMIT {LIMIT}")
        return int(self.rows(f"SELECT count(*) FROM texts {where}", values)[0][0])

    def where(self, typed: str) -> tuple[str, Sequence[str]]:
        asked = parts(typed)
        wanted = " AND ".join(self.term(part) for part in asked if part.is_wanted)
        unwanted = " OR ".join(self.term(part) for part in asked if not part.is_wanted)
        if not wanted:
            return "", ()
        return "WHERE texts MATCH ?", (f"({wanted}) NOT ({unwanted})" if unwanted else wanted,)

    def term(self, part: Part) -> str:
        """A part as FTS5 writes it."""
        star = "*" * (part.is_typed and ends_in_latin(part.text))
        quoted = part.text.replace('"', '""')
        return f'{"title : " * part.in_title}"{quoted}"{star}'


class Trigram(_Fts5):
    """Every three characters: exact, but for fewer than three."""

    name = "FTS5 trigram"
    note = "finds nothing, and says nothing, for one or two characters"
    create = "CREATE VIRTUAL TABLE texts USING fts5(title, source, body, tokenize='trigram')"

    def term(self, part: Part) -> str:
        return super().term(part).removesuffix("*")  # a substring is a beginning, too


class Unicode61(_Fts5):
    """FTS5's default: blanks and signs part words, so a Chinese clause is one word."""

    name = "FTS5 unicode61"
    note = "takes each run of Chinese for one word"
    create = "CREATE VIRTUAL TABLE texts USING fts5(title, source, body)"


class LikeScan(_Table):
    """A scan of the texts by SQLite."""

    name = "LIKE scan"
    note = "has no ranking; its size is that of the texts"
    create = "CREATE TABLE texts(rowid INTEGER PRIMARY KEY, title, source, body)"

    def page(self, typed: str) -> int:
        where, values = self.where(typed)
        self.rows(
            f"SELECT rowid, title, source, substr(body, 1, 160) FROM texts {where} LIMIT {LIMIT}",
            values,
        )
        return int(self.rows(f"SELECT count(*) FROM texts {where}", values)[0][0])

    def where(self, typed: str) -> tuple[str, Sequence[str]]:
        conditions = []
        values: list[str] = []
        for part in parts(typed):
            fields = ("title",) if part.in_title else ("title", "source", "body")
            either = " OR ".join(f"{field} LIKE ? ESCAPE '\\'" for field in fields)
            conditions.append(("" if part.is_wanted else "NOT ") + f"({either})")
            escaped = part.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            values += [f"%{escaped}%"] * len(fields)
        return f"WHERE {' AND '.join(conditions)}" if conditions else "", values
