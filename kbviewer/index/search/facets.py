"""Facets: how many of the matching articles there are at each topic and tag."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain, compress
from sqlite3 import Connection

from kbviewer.index.corruption import check_doc_ids, check_rows
from kbviewer.index.postings import bitset, segments, terms

_SMALL_TOPIC = 64
"""A topic with fewer than one article in so many is kept with its articles, not as a bitset."""


class TopicFacets:
    """The articles of each topic and tag, in one state of the index."""

    def __init__(
        self,
        db: Connection,
        topic_ids: Mapping[str, int],
        live_docs: int,
        flushed_up_to: int,
        last_doc_id: int,
    ) -> None:
        """Read them from ``db`` when they are first counted.

        Args:
            db: the index, while it is read.
            topic_ids: the id of each topic and tag by its path.
            live_docs: all articles that exist.
            flushed_up_to: the highest doc id that the postings hold.
            last_doc_id: the highest doc id there is.
        """
        self._db = db
        self._paths = {topic_id: path for path, topic_id in topic_ids.items()}
        self._live_docs = live_docs
        self._flushed_up_to = flushed_up_to
        self._last_doc_id = last_doc_id

    def counts(self, matching: int) -> dict[str, int]:
        """How many of the ``matching`` articles are in each topic or tag and below it; no zeros."""
        large, _ = self._topic_docs
        counts = self._count_small(matching)
        for topic_id, docs in large.items():
            counts[topic_id] = (matching & docs).bit_count()
        return {
            self._paths[topic_id]: count
            for topic_id, count in counts.items()
            if count and topic_id in self._paths
        }

    def _count_small(self, matching: int) -> Counter[int]:
        """The counts of small topics, from the fewer articles: those that match or all others."""
        _, small = self._topic_docs
        others = self._live_docs & ~matching
        if others.bit_count() >= matching.bit_count():
            return small.count(matching)
        counts = self._small_totals.copy()
        counts.subtract(small.count(others))
        return counts

    @cached_property
    def _small_totals(self) -> Counter[int]:
        return self._topic_docs[1].count(self._live_docs)

    @cached_property
    def _topic_docs(self) -> tuple[dict[int, int], _SmallTopics]:
        """Large topics as bitsets; of each article its small ones.

        A library can have a folder for each article, so small topics must take little memory; and
        thousands of tags, of which most queries find few articles, or nearly all.
        """
        large: dict[int, int] = {}
        small: dict[int, list[int]] = defaultdict(list)
        unflushed = self._unflushed_doc_ids()

        def add_small(topic_id: int, doc_ids: Iterable[int]) -> None:
            for doc_id in doc_ids:
                small[doc_id].append(topic_id)

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
        return large, _SmallTopics(small, self._last_doc_id)

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


class _SmallTopics:
    """Small topics by article; articles with the same ones share them."""

    def __init__(self, by_doc: Mapping[int, list[int]], last_doc_id: int) -> None:
        self._last_doc_id = last_doc_id
        self._topic_ids: list[tuple[int, ...]] = [()] * (last_doc_id + 1) if by_doc else []
        known: dict[tuple[int, ...], tuple[int, ...]] = {}
        for doc_id, topic_ids in by_doc.items():
            own = tuple(topic_ids)
            self._topic_ids[doc_id] = known.setdefault(own, own)

    def count(self, docs: int) -> Counter[int]:
        """How many of the articles ``docs`` are in each small topic."""
        if not self._topic_ids:
            return Counter()
        flags = bitset.flags(docs, self._last_doc_id)
        return Counter(chain.from_iterable(compress(self._topic_ids, flags)))
