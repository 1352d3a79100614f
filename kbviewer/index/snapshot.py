"""One state of the index in memory: which articles there are, in which order and topics.

It is some hundred kilobytes for a hundred thousand articles, is read in parts as they are asked
for, and serves every query until the index changes.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from functools import cached_property
from heapq import nsmallest
from itertools import compress, islice

from sqlite_utils import Database

from kbviewer.index import bits, keys, postings
from kbviewer.index.names import Names
from kbviewer.index.query import Order

_SORTED = {
    Order.NEWEST: "published DESC, path",
    Order.OLDEST: "published = '', published, path",
}
_FEW = 20
"""A set of fewer than one article in so many is sorted; a larger one is looked through."""
_SMALL = 64
"""A topic of fewer than one article in so many is held as a list of them, not as bits."""


class Snapshot:
    """What the index holds, apart from texts.

    Attributes:
        covered: the highest article number that the postings hold.
        highest: the highest one there is.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._state = state(db)
        self.covered = postings.covered(db)
        self.highest = postings.given(db)
        self._places: dict[Order, tuple[array[int], array[int]]] = {}

    @property
    def is_current(self) -> bool:
        """Whether nothing was written since."""
        return self._state == state(self._db)

    @cached_property
    def alive(self) -> int:
        """All articles, as a set.

        Raises:
            LookupError: the postings name others than there are, as in a damaged file.
        """
        found = self.having(keys.ALL) | self.tail("SELECT id FROM article WHERE id > ?")
        (articles,) = self._db.execute("SELECT count(*) FROM article").fetchone()
        if found.bit_count() != articles:
            raise LookupError(f"{found.bit_count()} articles in the postings, and {articles} rows")
        return found

    def having(self, *wanted: str) -> int:
        """The articles that have any of the keys, as far as they are covered."""
        rows = postings.read(self._db, wanted)
        return postings.union(row for key in wanted for row in rows.get(key, ()))

    def tail(self, sql: str, *parameters: str | int) -> int:
        """The articles that ``sql`` names of those that are not covered yet, as a set.

        Args:
            sql: a query whose first parameter is the highest covered number.
            parameters: the further ones.
        """
        if self.covered == self.highest:
            return 0
        return self.numbered(sql, self.covered, *parameters)

    def numbered(self, sql: str, *parameters: str | int) -> int:
        """The articles whose numbers ``sql`` selects, as a set."""
        rows = self._db.execute(sql, parameters).fetchall()
        return bits.of([number for (number,) in rows], self.highest)

    @cached_property
    def names(self) -> Names:
        """The names of all articles."""
        return Names(self._db)

    # --- topics

    @cached_property
    def topics(self) -> dict[str, int]:
        """The number of each topic, by its path; the library itself is none."""
        rows = self._db.execute("SELECT path, id FROM topic WHERE path <> ''")
        return dict(rows.fetchall())

    def in_topics(self, numbers: list[int]) -> int:
        """The articles in any of the topics with these numbers."""
        marks = ", ".join("?" * len(numbers))
        return self.having(*map(keys.topic, numbers)) | self.tail(
            f"SELECT article FROM article_topic WHERE article > ? AND topic IN ({marks})", *numbers
        )

    def topic_counts(self, found: int) -> dict[str, int]:
        """For each topic with an article of ``found``, how many there are in it and below it."""
        large, members, owners = self._members
        counts = {number: (found & topic).bit_count() for number, topic in large.items()}
        if members:
            flags = bits.flags(found, self.highest)
            for number in compress(owners, map(flags.__getitem__, members)):
                counts[number] = counts.get(number, 0) + 1
        return {path: counts[number] for path, number in self.topics.items() if counts.get(number)}

    @cached_property
    def _members(self) -> tuple[dict[int, int], array[int], array[int]]:
        """Large topics as sets; of the small ones the articles, and beside each its topic."""
        rows = postings.read_kind(self._db, keys.TOPIC)
        sets = {int(key[len(keys.TOPIC) :]): postings.union(parts) for key, parts in rows.items()}
        if self.covered < self.highest:
            late: dict[int, list[int]] = {}
            for topic, article in self._db.execute(
                "SELECT topic, article FROM article_topic WHERE article > ?", (self.covered,)
            ):
                late.setdefault(topic, []).append(article)
            for topic, articles in late.items():
                sets[topic] = sets.get(topic, 0) | bits.of(articles, self.highest)
        large: dict[int, int] = {}
        members, owners = array("I"), array("I")
        for topic, held in sets.items():
            if held.bit_count() * _SMALL >= self.highest:
                large[topic] = held
            else:
                found = array("I", bits.numbers(held))
                members.extend(found)
                owners.extend([topic] * len(found))
        return large, members, owners

    # --- order

    def first(self, found: int, order: Order, offset: int, limit: int) -> list[int]:
        """The articles of ``found`` in order of time, from ``offset`` on."""
        if found.bit_count() * _FEW < self.alive.bit_count():
            places = self._sorted(order)[1]
            chosen = nsmallest(offset + limit, bits.numbers(found), key=places.__getitem__)
            return chosen[offset:]
        flags = bits.flags(found, self.highest)
        some = (number for number in self._from_first(order) if flags[number])
        return list(islice(some, offset, offset + limit))

    def _from_first(self, order: Order) -> Iterable[int]:
        """All articles in order; of the newest, those that are asked for are soon found."""
        if order in self._places or order is not Order.NEWEST:
            return self._sorted(order)[0]
        rows = self._db.execute(f"SELECT id FROM article ORDER BY {_SORTED[order]}")
        return (number for (number,) in rows)

    def places(self) -> array[int]:
        """The place of each article among all, the newest first."""
        return self._sorted(Order.NEWEST)[1]

    def _sorted(self, order: Order) -> tuple[array[int], array[int]]:
        """All articles in order, and the place of each in it."""
        if order not in self._places:
            (listed,) = self._db.execute(
                "SELECT json_group_array(id) FROM "
                f"(SELECT id FROM article ORDER BY {_SORTED[order]})"
            ).fetchone()
            row = array("I", json.loads(listed))
            places = array("I", bytes(row.itemsize * (self.highest + 1)))
            for place, number in enumerate(row):
                places[number] = place
            self._places[order] = row, places
        return self._places[order]


def state(db: Database) -> tuple[int, int]:
    """What differs after whoever it is has written to the index."""
    (version,) = db.execute("PRAGMA data_version").fetchone()
    return int(version), db.conn.total_changes
