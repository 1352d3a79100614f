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

from kbviewer.index.corruption import CorruptIndexError, check_doc_ids, check_rows
from kbviewer.index.postings import bitset, segments, terms
from kbviewer.index.search.name_index import NameIndex
from kbviewer.query.ast import Order

_ORDER_BY = {
    Order.NEWEST: "published DESC, path",
    Order.OLDEST: "published = '', published, path",
}
_SPARSE = 20
"""A set of fewer than one article in so many is sorted; a larger one is looked through."""
_SMALL_TOPIC = 64
"""A topic of fewer than one article in so many is held as a list of them, not as bits."""


class IndexReader:
    """What the index holds, apart from texts.

    Attributes:
        covered: the highest article number that the postings hold.
        highest: the highest one there is.
    """

    def __init__(self, db: Database) -> None:
        """Begin to read it.

        Raises:
            CorruptIndexError: the numbers of articles contradict each other.
        """
        self._db = db
        self._change_counter = change_counter(db)
        self.flushed_up_to = segments.flushed_up_to(db)
        self.last_doc_id = segments.last_doc_id(db)
        (last,) = db.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()
        if not self.flushed_up_to <= self.last_doc_id >= last:
            raise CorruptIndexError(
                f"article {last} of {self.last_doc_id}, {self.flushed_up_to} covered"
            )
        self._date_orders: dict[Order, tuple[array[int], array[int]]] = {}

    @property
    def is_current(self) -> bool:
        """Whether nothing was written since."""
        return self._change_counter == change_counter(self._db)

    @cached_property
    def live_docs(self) -> int:
        """All articles, as a set.

        Raises:
            CorruptIndexError: the postings name others than there are.
        """
        found = self.docs_with_any(terms.ALL_DOCS) | self._select_unflushed(
            "SELECT id FROM article WHERE id > ?"
        )
        (articles,) = self._db.execute("SELECT count(*) FROM article").fetchone()
        if found.bit_count() != articles:
            raise CorruptIndexError(
                f"{found.bit_count()} articles in the postings, {articles} rows"
            )
        return found

    def docs_with_any(self, *wanted: str) -> int:
        """The articles that have any of the keys, as far as they are covered."""
        rows = segments.read_postings(self._db, wanted)
        return self.union(row for key in wanted for row in rows.get(key, ()))

    def union(self, rows: Iterable[tuple[int, bytes]]) -> int:
        """The articles in any of the parts of postings, as a set.

        Raises:
            CorruptIndexError: they hold articles that are not covered.
        """
        return segments.union(rows, self.flushed_up_to)

    def _select_unflushed(self, sql: str, *parameters: str | int) -> int:
        """The articles that ``sql`` names of those that are not covered yet, as a set.

        Args:
            sql: a query whose first parameter is the highest covered number.
            parameters: the further ones.
        """
        if self.flushed_up_to == self.last_doc_id:
            return 0
        return self._select_docs(sql, self.flushed_up_to, *parameters)

    def _select_docs(self, sql: str, *parameters: str | int) -> int:
        """The articles whose numbers ``sql`` selects, as a set."""
        rows = self._db.execute(sql, parameters).fetchall()
        return bitset.from_doc_ids(
            check_doc_ids([number for (number,) in rows], self.last_doc_id), self.last_doc_id
        )

    @cached_property
    def name_index(self) -> NameIndex:
        """The names of all articles."""
        return NameIndex(self._db)

    # --- topics

    @cached_property
    def topic_ids(self) -> dict[str, int]:
        """The number of each topic, by its path; the library itself is none."""
        rows = self._db.execute("SELECT path, id FROM topic WHERE path <> ''")
        return dict(check_rows(rows, str, int))

    def docs_in_topics(self, numbers: list[int]) -> int:
        """The articles in any of the topics with these numbers."""
        marks = ", ".join("?" * len(numbers))
        return self.docs_with_any(*map(terms.topic_term, numbers)) | self._select_unflushed(
            f"SELECT doc_id FROM article_topic WHERE doc_id > ? AND topic_id IN ({marks})", *numbers
        )

    def topic_counts(self, found: int) -> dict[str, int]:
        """For each topic with an article of ``found``, how many there are in it and below it."""
        large, members, owners = self._topic_docs
        counts = {number: (found & topic).bit_count() for number, topic in large.items()}
        if members:
            flags = bitset.flags(found, self.last_doc_id)
            for number in compress(owners, map(flags.__getitem__, members)):
                counts[number] = counts.get(number, 0) + 1
        return {
            path: counts[number] for path, number in self.topic_ids.items() if counts.get(number)
        }

    @cached_property
    def _topic_docs(self) -> tuple[dict[int, int], array[int], array[int]]:
        """Large topics as sets; of the small ones the articles, and beside each its topic.

        A library can have a folder for each article: what is held of a small one is as small.
        """
        large: dict[int, int] = {}
        members, owners = array("I"), array("I")
        late = self._late_in_topics()

        def take(topic: int, found: list[int]) -> None:
            members.extend(found)
            owners.extend([topic] * len(found))

        for key, parts in segments.each_of_kind(self._db, terms.TOPIC):
            topic = terms.topic_of(key)
            others = late.pop(topic, [])
            if segments.size(parts) * _SMALL_TOPIC < self.last_doc_id:
                take(topic, check_doc_ids(segments.listed(parts), self.flushed_up_to) + others)
            else:
                large[topic] = self.union(parts) | bitset.from_doc_ids(others, self.last_doc_id)
        for topic, found in late.items():
            if len(found) * _SMALL_TOPIC < self.last_doc_id:
                take(topic, found)
            else:
                large[topic] = bitset.from_doc_ids(found, self.last_doc_id)
        return large, members, owners

    def _late_in_topics(self) -> dict[int, list[int]]:
        """For each topic its articles that are not covered yet."""
        late: dict[int, list[int]] = {}
        if self.flushed_up_to < self.last_doc_id:
            rows = self._db.execute(
                "SELECT topic_id, doc_id FROM article_topic WHERE doc_id > ?", (self.flushed_up_to,)
            )
            for topic, article in check_rows(rows, int, int):
                late.setdefault(topic, []).append(article)
            check_doc_ids([article for some in late.values() for article in some], self.last_doc_id)
        return late

    # --- order

    def page_by_date(self, found: int, order: Order, offset: int, limit: int) -> list[int]:
        """The articles of ``found`` in order of time, from ``offset`` on."""
        if found.bit_count() * _SPARSE < self.live_docs.bit_count():
            places = self._date_order(order)[1]
            chosen = nsmallest(offset + limit, bitset.doc_ids_of(found), key=places.__getitem__)
            return chosen[offset:]
        flags = bitset.flags(found, self.last_doc_id)
        some = (number for number in self._docs_by_date(order) if flags[number])
        return list(islice(some, offset, offset + limit))

    def _docs_by_date(self, order: Order) -> Iterable[int]:
        """All articles in order; of the newest, those that are asked for are soon found."""
        if order in self._date_orders or order is not Order.NEWEST:
            return self._date_order(order)[0]
        rows = self._db.execute(f"SELECT id FROM article ORDER BY {_ORDER_BY[order]}")
        return (number for (number,) in rows)

    def date_ranks(self) -> array[int]:
        """The place of each article among all, the newest first."""
        return self._date_order(Order.NEWEST)[1]

    def _date_order(self, order: Order) -> tuple[array[int], array[int]]:
        """All articles in order, and the place of each in it."""
        if order not in self._date_orders:
            (listed,) = self._db.execute(
                "SELECT json_group_array(id) FROM "
                f"(SELECT id FROM article ORDER BY {_ORDER_BY[order]})"
            ).fetchone()
            row = array("I", check_doc_ids(json.loads(listed), self.last_doc_id))
            places = array("I", bytes(row.itemsize * (self.last_doc_id + 1)))
            for place, number in enumerate(row):
                places[number] = place
            self._date_orders[order] = row, places
        return self._date_orders[order]


def change_counter(db: Database) -> tuple[int, int]:
    """What differs after whoever it is has written to the index."""
    (version,) = db.execute("PRAGMA data_version").fetchone()
    return int(version), db.conn.total_changes
