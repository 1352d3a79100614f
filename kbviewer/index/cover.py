"""Brings the postings up to the articles.

What the postings will need of an article, its tokens, waits in the table ``uncovered``, written
with the article: so it is there whoever added the article, and whatever ended that process.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from kbviewer.index import keys, postings
from kbviewer.index.damage import checked

TABLE = "CREATE TABLE uncovered (article INTEGER PRIMARY KEY, title TEXT, text TEXT)"
"""Of each article the tokens of its title, and all others, each once, parted by blanks."""

_SLICE = 12_000_000
"""Characters of tokens that are taken at once; a part of large articles takes several rounds."""
_SELECT = "SELECT article, title, text FROM uncovered WHERE article BETWEEN ? AND ?"


def is_due(db: Database, *, also_begun: bool) -> bool:
    """Whether the next part is full, or begun, and its articles are not covered."""
    first, highest = postings.covered(db) + 1, postings.given(db)
    return highest >= (first if also_begun else _end_of_part(first))


def next_part(db: Database) -> None:
    """Cover the articles of the next part, as many as there are."""
    with _without_collector():
        _cover(db, min(_end_of_part(postings.covered(db) + 1), postings.given(db)))


@contextmanager
def _without_collector() -> Iterator[None]:
    """While inside, nothing is looked through for cycles.

    A part makes some hundred thousand lists, none of them in a cycle; looking through them again
    and again is a third of the work.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _cover(db: Database, last: int) -> None:
    """Cover the articles up to ``last``, all in one part."""
    first = postings.covered(db) + 1
    here = (first, last)
    part = last // postings.PART
    postings.add(db, part, _header_keys(db, first, last))
    (size,) = db.execute(
        "SELECT total(length(title) + length(text)) FROM uncovered WHERE article BETWEEN ? AND ?",
        here,
    ).fetchone()
    rounds = 1 + int(size) // _SLICE
    for number in range(rounds):
        in_title: keys.Articles = defaultdict(list)
        in_text: keys.Articles = defaultdict(list)
        for article, title, text in checked(db.execute(_SELECT, here), int, str, str):
            place = article % postings.PART
            for tokens, found in ((title.split(), in_title), (text.split(), in_text)):
                mine = tokens
                if rounds > 1:
                    mine = [token for token in tokens if ord(token[0]) % rounds == number]
                for token in mine:
                    found[token].append(place)
        for token, places in in_title.items():
            in_text[token] += places
        least = postings.least(db, part)
        postings.add(db, part, keys.of_tokens(in_title, least, in_title=True))
        postings.add(db, part, keys.of_tokens(in_text, least, in_title=False))
    db.execute("DELETE FROM uncovered WHERE article BETWEEN ? AND ?", here)
    postings.cover(db, last)


def _header_keys(db: Database, first: int, last: int) -> keys.Articles:
    found: keys.Articles = defaultdict(list)
    rows = db.execute(
        "SELECT id, lang, published FROM article WHERE id BETWEEN ? AND ?", (first, last)
    )
    for number, lang, published in checked(rows, int, str, str):
        for key in (keys.ALL, *keys.of_header(lang, published)):
            found[key].append(number % postings.PART)
    rows = db.execute(
        "SELECT article, topic FROM article_topic WHERE article BETWEEN ? AND ?", (first, last)
    )
    for number, topic in checked(rows, int, int):
        found[keys.topic(topic)].append(number % postings.PART)
    return found


def _end_of_part(number: int) -> int:
    return number // postings.PART * postings.PART + postings.PART - 1
