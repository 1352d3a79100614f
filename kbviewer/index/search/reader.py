"""One state of the index in memory: live docs, topics, the order by date, names for links.

It takes some hundred kilobytes for a hundred thousand articles, is read piece by piece as it is
used, and serves every query until somebody, in this process or another, writes to the index.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import nsmallest
from itertools import islice
from sqlite3 import Connection

from kbviewer.index.corruption import CorruptIndexError, check_doc_ids, check_rows
from kbviewer.index.postings import bitset, segments, terms
from kbviewer.index.search.facets import TopicFacets
from kbviewer.index.search.name_index import NameIndex
from kbviewer.index.sql import IN_LIST, NO_TAG, json_list
from kbviewer.query.ast import Order
from kbviewer.query.periods import END_SENTINEL, MonthDay, Period

_ORDER_BY = {
    Order.NEWEST: "published DESC, path",
    Order.OLDEST: "published = '', published, path",
}
_SORTED_AT_ONCE = 2
"""A match is sorted in the time in which so many articles in order are looked at."""


class IndexReader:
    """What the index holds, apart from texts; sets of articles are bitsets of doc ids.

    Attributes:
        flushed_up_to: the highest doc id that the postings hold.
        last_doc_id: the highest doc id there is.
    """

    def __init__(self, db: Connection) -> None:
        """Begin to read ``db``, inside a read transaction.

        Raises:
            CorruptIndexError: its doc ids contradict each other.
        """
        self._db = db
        self._change_counter = _change_counter(db)
        self.flushed_up_to = segments.flushed_up_to(db)
        self.last_doc_id = segments.last_doc_id(db)
        (highest,) = db.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()
        if not self.flushed_up_to <= self.last_doc_id >= highest:
            raise CorruptIndexError(
                f"doc id {highest} of {self.last_doc_id}, flushed up to {self.flushed_up_to}"
            )
        self._date_orders: dict[Order, tuple[array[int], array[int]]] = {}

    @property
    def is_current(self) -> bool:
        """Whether nobody has written to the index since."""
        return self._change_counter == _change_counter(self._db)

    @cached_property
    def live_docs(self) -> int:
        """All articles that exist.

        Raises:
            CorruptIndexError: they are not as many as there are rows.
        """
        docs = self.docs_with_any(terms.ALL_DOCS) | self._select_unflushed(
            "SELECT id FROM article WHERE id > ?"
        )
        (rows,) = self._db.execute("SELECT count(*) FROM article").fetchone()
        if docs.bit_count() != rows:
            raise CorruptIndexError(f"{docs.bit_count()} articles in the postings, {rows} rows")
        return docs

    def docs_with_any(self, *posting_terms: str) -> int:
        """The flushed articles that have any of the terms, tombstones included."""
        postings = segments.read_postings(self._db, posting_terms)
        return self.union(block for blocks in postings.values() for block in blocks)

    def union(self, blocks: Iterable[tuple[int, bytes]]) -> int:
        """The articles in any of the blocks, each behind the number of its segment.

        Raises:
            CorruptIndexError: they hold articles that are not flushed.
        """
        return segments.union(blocks, self.flushed_up_to)

    @cached_property
    def name_index(self) -> NameIndex:
        """The names of all articles."""
        return NameIndex(self._db)

    @cached_property
    def facets(self) -> TopicFacets:
        """The articles of each topic and tag."""
        return TopicFacets(
            self._db, self.topic_ids, self.live_docs, self.flushed_up_to, self.last_doc_id
        )

    # --- articles by topic, language and date

    @cached_property
    def topic_ids(self) -> dict[str, int]:
        """The id of each topic and tag by its path, without the library's own page."""
        rows = self._db.execute("SELECT path, id FROM topic WHERE path <> ''")
        return dict(check_rows(rows, str, int))

    def topic_names(self) -> list[tuple[int, str, str, str]]:
        """The id, path and both titles of each topic; no tags."""
        rows = self._db.execute(
            f"SELECT id, path, title, title_zh FROM topic WHERE path <> '' AND {NO_TAG}"
        )
        return check_rows(rows, int, str, str, str)

    def docs_in_topics(self, topic_ids: list[int]) -> int:
        """The articles in any of the topics, or below it."""
        return self.docs_with_any(*map(terms.topic_term, topic_ids)) | self._select_unflushed(
            f"SELECT doc_id FROM article_topic WHERE doc_id > ? AND topic_id {IN_LIST}",
            json_list(topic_ids),
        )

    def docs_in_language(self, code: str) -> int:
        """The articles whose language begins with ``code``."""
        postings = segments.read_postings_by_kind(self._db, terms.LANGUAGE)
        flushed = self.union(
            block
            for term, blocks in postings.items()
            if term[len(terms.LANGUAGE) :].startswith(code)
            for block in blocks
        )
        return flushed | self._select_unflushed(
            "SELECT id FROM article WHERE id > ? AND substr(lang, 1, ?) = ?", len(code), code
        )

    def docs_published_in(self, period: Period) -> int:
        """The articles of a period: months in it from postings, months it cuts from the rows."""
        months = list(self._months())
        whole = [month for month in months if _is_within(month, period)]
        docs = self.docs_with_any(*(terms.MONTH + month for month in whole))
        for month in months:
            if month not in whole and _overlaps(month, period):
                docs |= self._select_docs(
                    "SELECT id FROM article WHERE published >= ? AND published < ?",
                    max(month, period.start),
                    min(month + END_SENTINEL, period.end or END_SENTINEL),
                )
        return docs | self._select_unflushed(
            "SELECT id FROM article WHERE id > ? AND published <> '' AND published >= ? "
            "AND published < ?",
            period.start,
            period.end or END_SENTINEL,
        )

    def docs_published_on(self, day: MonthDay) -> int:
        """The articles of that day in every year."""
        docs = self._select_unflushed(
            "SELECT id FROM article WHERE id > ? AND substr(published, 6, 5) = ?", day.month_day
        )
        for month in self._months():
            date = f"{month[:4]}-{day.month_day}"
            if date.startswith(month) and len(month) == terms.MONTH_LENGTH:
                docs |= self._select_docs(
                    "SELECT id FROM article WHERE published >= ? AND published < ?",
                    date,
                    date + END_SENTINEL,
                )
        return docs

    def _months(self) -> Iterator[str]:
        """The months with flushed articles; found by skipping through the primary key."""
        term = terms.MONTH
        while True:
            (following,) = self._db.execute(
                "SELECT coalesce(min(term), '') FROM posting WHERE term > ?", (term,)
            ).fetchone()
            if type(following) is not str or (following and following <= term):
                raise CorruptIndexError(f"the term {following!r} follows {term!r}")
            if not following.startswith(terms.MONTH):
                return
            term = following
            yield term.removeprefix(terms.MONTH)

    def _select_unflushed(self, sql: str, *parameters: str | int) -> int:
        """The unflushed articles that ``sql`` selects; its first parameter is ``flushed_up_to``."""
        if self.flushed_up_to == self.last_doc_id:
            return 0
        return self._select_docs(sql, self.flushed_up_to, *parameters)

    def _select_docs(self, sql: str, *parameters: str | int) -> int:
        """The articles whose doc ids ``sql`` selects."""
        doc_ids = [doc_id for (doc_id,) in self._db.execute(sql, parameters)]
        return bitset.from_doc_ids(check_doc_ids(doc_ids, self.last_doc_id), self.last_doc_id)

    # --- order

    def page_by_date(self, matching: int, order: Order, offset: int, limit: int) -> list[int]:
        """The doc ids of ``matching`` in order of date, from ``offset`` on."""
        count, wanted = matching.bit_count(), offset + limit
        if count * count * _SORTED_AT_ONCE < wanted * self.live_docs.bit_count():
            ranks = self._date_order(order)[1]
            page = nsmallest(wanted, bitset.doc_ids_of(matching), key=ranks.__getitem__)
            return page[offset:]
        raw = bitset.to_bytes(matching, self.last_doc_id)
        ordered = (id_ for id_ in self._docs_by_date(order) if raw[id_ >> 3] >> (id_ & 7) & 1)
        return list(islice(ordered, offset, wanted))

    def _docs_by_date(self, order: Order) -> Iterable[int]:
        """All doc ids in order; the newest, which are asked for most, without sorting all."""
        if order in self._date_orders or order is not Order.NEWEST:
            return self._date_order(order)[0]
        rows = self._db.execute(f"SELECT id FROM article ORDER BY {_ORDER_BY[order]}")
        return (doc_id for (doc_id,) in rows)

    def date_ranks(self) -> array[int]:
        """For each doc id its rank among all articles, the newest first."""
        return self._date_order(Order.NEWEST)[1]

    def _date_order(self, order: Order) -> tuple[array[int], array[int]]:
        """All doc ids in order, and for each doc id its rank."""
        if order not in self._date_orders:
            (ids_json,) = self._db.execute(
                "SELECT json_group_array(id) FROM "
                f"(SELECT id FROM article ORDER BY {_ORDER_BY[order]})"
            ).fetchone()
            doc_ids = array("I", check_doc_ids(json.loads(ids_json), self.last_doc_id))
            ranks = array("I", bytes(doc_ids.itemsize * (self.last_doc_id + 1)))
            for rank, doc_id in enumerate(doc_ids):
                ranks[doc_id] = rank
            self._date_orders[order] = doc_ids, ranks
        return self._date_orders[order]


def _change_counter(db: Connection) -> tuple[int, int]:
    """A value that changes whenever this or another connection has written."""
    (version,) = db.execute("PRAGMA data_version").fetchone()
    return int(version), db.total_changes


def _is_within(month: str, period: Period) -> bool:
    if len(month) < terms.MONTH_LENGTH:
        return period.contains(month)
    return period.start <= month and (not period.end or month + END_SENTINEL <= period.end)


def _overlaps(month: str, period: Period) -> bool:
    if len(month) < terms.MONTH_LENGTH:
        return False  # a bare year is a date of its own: within a period or not
    return month + END_SENTINEL > period.start and (not period.end or month < period.end)
