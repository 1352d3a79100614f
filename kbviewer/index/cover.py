"""Brings the postings up to the articles."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from sqlite_utils import Database

from kbviewer.index import keys, postings
from kbviewer.index.prepare import article_keys, column_tokens


class _Told(NamedTuple):
    """The keys of articles as who added them told."""

    first: int
    last: int
    found: Mapping[str, str]


class Cover:
    """Covers articles part by part, each part when it is full.

    Whoever adds an article tells its keys, which are forgotten when they are written; those of
    others (another process adds too, or one was ended) are made from what the index holds.
    """

    def __init__(self) -> None:
        self._told: list[_Told] = []

    def tell(self, first: int, last: int, found: Mapping[str, str]) -> None:
        """The keys of the articles from ``first`` to ``last``, as ``Batch`` has them."""
        self._told.append(_Told(first, last, found))

    def full_parts(self, db: Database) -> None:
        """Cover the parts that are full."""
        highest = postings.given(db)
        while (last := _end_of_part(postings.covered(db) + 1)) <= highest:
            self._cover(db, last)

    def some(self, db: Database, most: int) -> bool:
        """Cover the next articles, ``most`` of them or fewer, and say whether there are more."""
        covered, highest = postings.covered(db), postings.given(db)
        if covered < highest:
            self._cover(db, min(covered + most, highest, _end_of_part(covered + 1)))
        return postings.covered(db) < highest

    def _cover(self, db: Database, last: int) -> None:
        """Cover the articles up to ``last``, all in one part."""
        first = postings.covered(db) + 1
        part = last // postings.PART
        topics: dict[int, list[int]] = defaultdict(list)
        for article, topic in db.execute(
            "SELECT article, topic FROM article_topic WHERE article BETWEEN ? AND ?", (first, last)
        ):
            topics[article].append(topic)
        found: dict[str, list[int]] = defaultdict(list)
        told = [some for some in self._told if some.last >= first]
        for some in told:
            shift = some.first - 1 - part * postings.PART
            lowest, highest = first % postings.PART - shift, last % postings.PART - shift
            is_whole = some.first >= first and some.last <= last
            for key, marks in some.found.items():
                places = found[key]
                for mark in marks:
                    index = ord(mark)
                    if is_whole or lowest <= index <= highest:
                        places.append(index + shift)
        for (number,) in db.execute(
            "SELECT id FROM article WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)
        ):
            place = number % postings.PART
            found[keys.ALL].append(place)
            for topic in topics[number]:
                found[f"{keys.TOPIC}{topic}"].append(place)
            if not any(some.first <= number <= some.last for some in told):
                for key in _keys(db, number):
                    insort(found[key], place)
        self._told = [some for some in told if some.last > last]
        postings.add(db, part, found, last)


def _keys(db: Database, number: int) -> set[str]:
    *parts, lang, published = db.execute(
        "SELECT title, body, headings, source, hidden, lang, published FROM article WHERE id = ?",
        (number,),
    ).fetchone()
    return article_keys(column_tokens(*parts), lang, published)


def _end_of_part(number: int) -> int:
    return number // postings.PART * postings.PART + postings.PART - 1
