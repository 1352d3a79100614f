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
from kbviewer.index.damage import DamagedStore, checked, numbered
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
        """Begin to read it.

        Raises:
            DamagedStore: the numbers of articles contradict each other.
        """
        self._db = db
        self._state = state(db)
        self.covered = postings.covered(db)
        self.highest = postings.given(db)
        (last,) = db.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()
        if not self.covered <= self.highest >= last:
            raise DamagedStore(f"article {last} of {self.highest}, {self.covered} covered")
        self._places: dict[Order, tuple[array[int], array[int]]] = {}

    @property
    def is_current(self) -> bool:
        """Whether nothing was written since."""
        return self._state == state(self._db)

    @cached_property
    def alive(self) -> int:
        """All articles, as a set.

        Raises:
            DamagedStore: the postings name others than there are.
        """
        found = self.having(keys.ALL) | self.tail("SELECT id FROM article WHERE id > ?")
        (articles,) = self._db.execute("SELECT count(*) FROM article").fetchone()
        if found.bit_count() != articles:
            raise DamagedStore(f"{found.bit_count()} articles in the postings, {articles} rows")
        return found

    def having(self, *wanted: str) -> int:
        """The articles that have any of the keys, as far as they are covered."""
        rows = postings.read(self._db, wanted)
        return self.union(row for key in wanted for row in rows.get(key, ()))

    def union(self, rows: Iterable[tuple[int, bytes]]) -> int:
        """The articles in any of the parts of postings, as a set.

        Raises:
            DamagedStore: they hold articles that are not covered.
        """
        return postings.union(rows, self.covered)

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
        return bits.of(numbered([number for (number,) in rows], self.highest), self.highest)

    @cached_property
    def names(self) -> Names:
        """The names of all articles."""
        return Names(self._db)

    # --- topics

    @cached_property
    def topics(self) -> dict[str, int]:
        """The number of each topic, by its path; the library itself is none."""
        rows = self._db.execute("SELECT path, id FROM topic WHERE path <> ''")
        return dict(checked(rows, str, int))

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
        """Large topics as sets; of the small ones the articles, and beside each its topic.

        A library can have a folder for each article: what is held of a small one is as small.
        """
        large: dict[int, int] = {}
        members, owners = array("I"), array("I")
        late = self._late_in_topics()

        def take(topic: int, found: list[int]) -> None:
            members.extend(found)
            owners.extend([topic] * len(found))

        for key, parts in postings.each_of_kind(self._db, keys.TOPIC):
            topic = keys.topic_of(key)
            others = late.pop(topic, [])
            if postings.size(parts) * _SMALL < self.highest:
                take(topic, numbered(postings.listed(parts), self.covered) + others)
            else:
                large[topic] = self.union(parts) | bits.of(others, self.highest)
        for topic, found in late.items():
            if len(found) * _SMALL < self.highest:
                take(topic, found)
            else:
                large[topic] = bits.of(found, self.highest)
        return large, members, owners

    def _late_in_topics(self) -> dict[int, list[int]]:
        """For each topic its articles that are not covered yet."""
        late: dict[int, list[int]] = {}
        if self.covered < self.highest:
            rows = self._db.execute(
                "SELECT topic, article FROM article_topic WHERE article > ?", (self.covered,)
            )
            for topic, article in checked(rows, int, int):
                late.setdefault(topic, []).append(article)
            numbered([article for some in late.values() for article in some], self.highest)
        return late

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
            row = array("I", numbered(json.loads(listed), self.highest))
            places = array("I", bytes(row.itemsize * (self.highest + 1)))
            for place, number in enumerate(row):
                places[number] = place
            self._places[order] = row, places
        return self._places[order]


def state(db: Database) -> tuple[int, int]:
    """What differs after whoever it is has written to the index."""
    (version,) = db.execute("PRAGMA data_version").fetchone()
    return int(version), db.conn.total_changes
