"""Brings the postings up to the articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlite_utils import Database

from kbviewer.index import keys, postings
from kbviewer.index.prepare import article_keys, column_tokens


class Cover:
    """Covers articles part by part, each part when it is full.

    Whoever adds an article tells its keys, which are forgotten when they are written; those of
    others (another process adds too, or one was ended) are made from what the index holds.
    """

    def __init__(self) -> None:
        self._told: dict[int, str] = {}

    def tell(self, number: int, found: str) -> None:
        """The keys of article ``number``, a line each, topics left out."""
        self._told[number] = found

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
        numbers = db.execute(
            "SELECT id FROM article WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)
        ).fetchall()
        for (number,) in numbers:
            place = number % postings.PART
            for key in self._keys(db, number):
                found[key].append(place)
            for topic in topics[number]:
                found[f"{keys.TOPIC}{topic}"].append(place)
        self._told = {number: told for number, told in self._told.items() if number > last}
        postings.add(db, part, found, last)

    def _keys(self, db: Database, number: int) -> Iterable[str]:
        told = self._told.get(number)
        if told is not None:
            return told.split("\n")
        *parts, lang, published = db.execute(
            "SELECT title, body, headings, source, hidden, lang, published FROM article "
            "WHERE id = ?",
            (number,),
        ).fetchone()
        return article_keys(column_tokens(*parts), lang, published)


def _end_of_part(number: int) -> int:
    return number // postings.PART * postings.PART + postings.PART - 1
