"""A query as a set of articles: keys from the postings, the rest from the full-text tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from sqlite_utils import Database

from kbviewer.index import bits, keys, postings
from kbviewer.index.damage import DamagedStore, checked
from kbviewer.index.match import inflects, stands_in, topic_text
from kbviewer.index.period import AFTER, Period
from kbviewer.index.query import (
    All,
    Either,
    Ending,
    Field,
    InLanguage,
    InTopic,
    Node,
    Not,
    Term,
)
from kbviewer.index.snapshot import Snapshot
from kbviewer.text.stem import stem
from kbviewer.text.tokens import beginning_tokens, phrase_tokens

MOST_INFLECTIONS = 400
"""Inflections of one word that are looked for; *use* has ten in a large library."""
_MONTH = len("2025-08")


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways in which a term can stand in an article.

    Attributes:
        phrase: as the full-text table is asked.
        key: in the postings, or "" where it can have none.
    """

    phrase: str
    key: str = ""

    @property
    def is_beginning(self) -> bool:
        """Whether it is the beginning of a word or of a pair."""
        return self.phrase.endswith("*")

    @property
    def is_whole(self) -> bool:
        """Whether the postings alone answer, as far as they reach."""
        return self.key != "" and keys.is_whole(self.key)


class Sets:
    """Evaluates queries on one state of the index.

    Attributes:
        sizes: for each way asked so far, how many articles it is in, or a few more.
    """

    def __init__(self, db: Database, snapshot: Snapshot) -> None:
        self._db = db
        self._snapshot = snapshot
        self._known: dict[tuple[Term, Field | None], int] = {}
        self.sizes: dict[Way, int] = {}

    def of(self, node: Node) -> int:
        """The articles that answer to ``node``."""
        return self._of(node) & self._snapshot.alive

    def titled(self, node: Node) -> int:
        """The articles whose title alone has what ``node`` asks of texts; dropped ones too."""
        if isinstance(node, Term):
            return self._term(node, Field.TITLE) if node.field is not Field.SOURCE else 0
        if isinstance(node, All):
            parts = [part for part in node.parts if _asks_text(part)]
            return reduce(and_, map(self.titled, parts)) if parts else 0
        if isinstance(node, Either):
            return reduce(or_, map(self.titled, filter(_asks_text, node.parts)), 0)
        return 0

    def ways(self, term: Term, field: Field | None) -> list[Way]:
        """All ways in which ``term`` can stand in an article, or in one field of it."""
        return [Way(_of_field(way.phrase, field), way.key) for way in self._ways(term, field)]

    def _of(self, node: Node) -> int:  # noqa: PLR0911  one for each kind of node
        if isinstance(node, Term):
            return self._term(node, node.field)
        if isinstance(node, All):
            return reduce(and_, map(self._of, node.parts), self._snapshot.alive)
        if isinstance(node, Either):
            return reduce(or_, map(self._of, node.parts), 0)
        if isinstance(node, Not):
            return self._snapshot.alive & ~self._of(node.part)
        if isinstance(node, InTopic):
            return self._in_topic(node)
        if isinstance(node, InLanguage):
            return self._in_language(node.code)
        return self._within(node.period)

    # --- texts

    def _term(self, term: Term, field: Field | None) -> int:
        if (term, field) not in self._known:
            self._known[term, field] = self._either(self.ways(term, field), field)
        return self._known[term, field]

    def _either(self, ways: Sequence[Way], field: Field | None) -> int:
        covered = self._snapshot.covered
        rows = postings.read(self._db, [way.key for way in ways if way.key])
        unknown = [way for way in ways if not way.is_whole and way.key not in rows]
        known = [way for way in ways if way not in unknown]
        found = self._asked(field, unknown) if unknown else 0
        self.sizes.update(dict.fromkeys(unknown, found.bit_count()))
        for way in known:
            parts = rows.get(way.key, [])
            held = self._snapshot.union(parts)
            self.sizes[way] = held.bit_count()
            found |= held
            gaps = [] if way.is_whole else list(_gaps([part for part, _ in parts], covered))
            if gaps and way.is_beginning:  # its lists are joined whatever range is asked for
                found |= self._asked(field, [way])
                continue
            for first, last in gaps:
                found |= self._asked(field, [way], first, last)
        if known and covered < self._snapshot.highest:
            found |= self._asked(field, known, covered + 1, self._snapshot.highest)
        return found

    def _asked(
        self, field: Field | None, ways: Iterable[Way], first: int = 0, last: int = 0
    ) -> int:
        """What a field's full-text table finds, within a range of numbers where one is named."""
        table = "titles" if field is Field.TITLE else "search"
        match = " OR ".join(way.phrase for way in ways)
        within, numbers = (" AND rowid BETWEEN ? AND ?", (first, last)) if last else ("", ())
        listed, least, most = self._db.execute(
            "SELECT json_group_array(rowid), coalesce(min(rowid), 1), coalesce(max(rowid), 0) "
            f"FROM {table} WHERE {table} MATCH ?{within}",
            (match, *numbers),
        ).fetchone()
        if least < 1 or most > self._snapshot.highest:
            raise DamagedStore(f"articles {least} to {most} of {self._snapshot.highest}")
        return bits.of(json.loads(listed), self._snapshot.highest)

    def _ways(self, term: Term, field: Field | None) -> Iterator[Way]:
        goes_on = term.ending in (Ending.PREFIX, Ending.TYPED) and not term.ends_in_run
        tokens, is_prefix = (beginning_tokens if goes_on else phrase_tokens)(term.units)
        phrase = f'"{" ".join(tokens)}"'
        key = "" if len(tokens) > 1 else _key(term, tokens[0], field, is_prefix=is_prefix)
        yield Way(f"{phrase} *" if is_prefix else phrase, key)
        if inflects(term):
            for other in self._inflections(term.word or ""):
                yield Way(f'"{other}"', other if field is None else "")

    def _inflections(self, word: str) -> list[str]:
        rows = self._db.execute(
            "SELECT word FROM word WHERE stem = ? AND word <> ? LIMIT ?",
            (stem(word), word, MOST_INFLECTIONS),
        )
        return [found for (found,) in checked(rows, str)]

    # --- the rest

    def _in_topic(self, node: InTopic) -> int:
        rows = self._db.execute("SELECT id, path, title, title_zh FROM topic WHERE path <> ''")
        numbers = [
            number
            for number, *names in checked(rows, int, str, str, str)
            if stands_in(node.term, topic_text(*names))
        ]
        return self._snapshot.in_topics(numbers)

    def _in_language(self, code: str) -> int:
        found = postings.read_kind(self._db, keys.LANGUAGE)
        wanted = [parts for key, parts in found.items() if key[1:].startswith(code)]
        return self._snapshot.union(row for parts in wanted for row in parts) | (
            self._snapshot.tail(
                "SELECT id FROM article WHERE id > ? AND substr(lang, 1, ?) = ?", len(code), code
            )
        )

    def _within(self, period: Period) -> int:
        months = [key[len(keys.MONTH) :] for key in self._months()]
        whole = [month for month in months if _lies_within(month, period)]
        found = self._snapshot.having(*(keys.MONTH + month for month in whole))
        for month in months:
            if month not in whole and _touches(month, period):
                found |= self._snapshot.numbered(
                    "SELECT id FROM article WHERE published >= ? AND published < ?",
                    max(month, period.first),
                    min(month + AFTER, period.last or AFTER),
                )
        return found | self._snapshot.tail(
            "SELECT id FROM article WHERE id > ? AND published <> '' AND published >= ? "
            "AND published < ?",
            period.first,
            period.last or AFTER,
        )

    def _months(self) -> Iterator[str]:
        """The keys of the months with articles; each is looked up, none of the parts is read."""
        key = keys.MONTH
        while True:
            (found,) = self._db.execute(
                "SELECT coalesce(min(key), '') FROM posting WHERE key > ?", (key,)
            ).fetchone()
            if type(found) is not str or (found and found <= key):
                raise DamagedStore(f"the key {found!r} behind {key!r}")
            if not found.startswith(keys.MONTH):
                return
            key = found
            yield key


def _key(term: Term, token: str, field: Field | None, *, is_prefix: bool) -> str:
    """The key of a term of one token, or "" where it has none."""
    in_title = field is Field.TITLE
    if field is Field.SOURCE or (in_title and not is_prefix):
        return ""
    if not is_prefix:
        return token
    if term.ends_in_run:
        return keys.character(token, in_title=in_title)
    return keys.start(token, in_title=in_title) if len(token) <= keys.LONGEST_START else ""


def _asks_text(node: Node) -> bool:
    if isinstance(node, All | Either):
        return any(map(_asks_text, node.parts))
    return isinstance(node, Term)


def _of_field(phrase: str, field: Field | None) -> str:
    return f"{{source}} : {phrase}" if field is Field.SOURCE else phrase


def _gaps(parts: Sequence[int], covered: int) -> Iterator[tuple[int, int]]:
    """The ranges of covered numbers that lie in none of ``parts``."""
    expected = 0
    for part in [*sorted(parts), covered // postings.PART + 1]:
        if part > expected:
            yield expected * postings.PART, min(part * postings.PART - 1, covered)
        expected = part + 1


def _lies_within(month: str, period: Period) -> bool:
    if len(month) < _MONTH:
        return period.holds(month)
    return period.first <= month and (not period.last or month + AFTER <= period.last)


def _touches(month: str, period: Period) -> bool:
    if len(month) < _MONTH:
        return False  # a bare year is a time of its own, and lies within or does not
    return month + AFTER > period.first and (not period.last or month < period.last)
