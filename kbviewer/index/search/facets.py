"""Facets: how many of the matching articles there are at each topic and tag."""

from __future__ import annotations

from array import array
from collections import Counter
from functools import cached_property
from itertools import compress

from sqlite_utils import Database

from kbviewer.index.corruption import check_doc_ids, check_rows
from kbviewer.index.postings import bitset, segments, terms

_SMALL_TOPIC = 64
"""A topic with fewer than one article in so many is kept as an array of them, not as a bitset."""


class TopicFacets:
    """The articles of each topic, in one state of the index."""

    def __init__(
        self, db: Database, topic_ids: dict[str, int], flushed_up_to: int, last_doc_id: int
    ) -> None:
        """Read them from ``db`` when they are first counted.

        Args:
            db: the index, while it is read.
            topic_ids: the id of each topic by its path.
            flushed_up_to: the highest doc id that the postings hold.
            last_doc_id: the highest doc id there is.
        """
        self._db = db
        self._topic_ids = topic_ids
        self._flushed_up_to = flushed_up_to
        self._last_doc_id = last_doc_id

    def counts(self, matching: int) -> dict[str, int]:
        """How many of the ``matching`` articles are in each topic or tag and below it; no zeros."""
        large, members, member_topics = self._topic_docs
        counts: Counter[int] = Counter()
        if members:
            flags = bitset.flags(matching, self._last_doc_id)
            counts.update(compress(member_topics, map(flags.__getitem__, members)))
        for topic_id, docs in large.items():
            counts[topic_id] = (matching & docs).bit_count()
        return {
            path: counts[topic_id]
            for path, topic_id in self._topic_ids.items()
            if counts.get(topic_id)
        }

    @cached_property
    def _topic_docs(self) -> tuple[dict[int, int], array[int], array[int]]:
        """Large topics as bitsets; of the small ones the articles, and beside each its topic.

        A library can have a folder for each article, so small topics must take little memory.
        """
        large: dict[int, int] = {}
        members, member_topics = array("I"), array("I")
        unflushed = self._unflushed_doc_ids()

        def add_small(topic_id: int, doc_ids: list[int]) -> None:
            members.extend(doc_ids)
            member_topics.extend([topic_id] * len(doc_ids))

        for term, blocks in segments.iterate_by_kind(self._db, terms.TOPIC):
            topic_id = terms.topic_id_of(term)
            others = unflushed.pop(topic_id, [])
            if segments.count_docs(blocks) * _SMALL_TOPIC < self._last_doc_id:
                flushed = check_doc_ids(segments.doc_ids_in(blocks), self._flushed_up_to)
                add_small(topic_id, flushed + others)
            else:
                flushed_docs = segments.union(blocks, self._flushed_up_to)
                large[topic_id] = flushed_docs | bitset.from_doc_ids(others, self._last_doc_id)
        for topic_id, doc_ids in unflushed.items():
            if len(doc_ids) * _SMALL_TOPIC < self._last_doc_id:
                add_small(topic_id, doc_ids)
            else:
                large[topic_id] = bitset.from_doc_ids(doc_ids, self._last_doc_id)
        return large, members, member_topics

    def _unflushed_doc_ids(self) -> dict[int, list[int]]:
        """For each topic its articles that are not flushed yet."""
        by_topic: dict[int, list[int]] = {}
        if self._flushed_up_to < self._last_doc_id:
            rows = self._db.execute(
                "SELECT topic_id, doc_id FROM article_topic WHERE doc_id > ?",
                (self._flushed_up_to,),
            )
            for topic_id, doc_id in check_rows(rows, int, int):
                by_topic.setdefault(topic_id, []).append(doc_id)
            check_doc_ids([id_ for ids in by_topic.values() for id_ in ids], self._last_doc_id)
        return by_topic
