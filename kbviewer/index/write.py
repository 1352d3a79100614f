"""Writes articles into the index, each call inside one transaction of the caller's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlite_utils import Database

from kbviewer.index import keys, postings
from kbviewer.index.damage import checked, spans
from kbviewer.index.prepare import Prepared, Row, column_tokens, stems
from kbviewer.index.schema import COLUMNS
from kbviewer.library.article import Topic
from kbviewer.library.folder import Entry

_INSERT = f"INSERT INTO article(id, {', '.join(Row._fields)}) VALUES (?{', ?' * len(Row._fields)})"
_MOVE = f"UPDATE article SET {', '.join(f'{name} = ?' for name in Row._fields)} WHERE id = ?"
_MARKS = f"?, {', '.join('?' * len(COLUMNS))}"
_ADD_TOKENS = f"INSERT INTO search(rowid, {', '.join(COLUMNS)}) VALUES ({_MARKS})"
_DROP_TOKENS = (
    f"INSERT INTO search(search, rowid, {', '.join(COLUMNS)}) VALUES ('delete', {_MARKS})"
)
_ADD_TITLE = "INSERT INTO titles(rowid, title) VALUES (?, ?)"
_DROP_TITLE = "INSERT INTO titles(titles, rowid, title) VALUES ('delete', ?, ?)"
_ADD_UNCOVERED = "INSERT INTO uncovered(article, title, text) VALUES (?, ?, ?)"
_ADD_TOPIC = "INSERT INTO article_topic(topic, article) VALUES (?, ?)"
_ADD_LINK = "INSERT INTO link(target, article) VALUES (?, ?)"
_ADD_WORD = "INSERT OR IGNORE INTO word(word, stem) VALUES (?, ?)"
_DROP_WORD = (
    "DELETE FROM word WHERE word = ? AND NOT EXISTS (SELECT 1 FROM vocabulary WHERE term = ?)"
)
_MOST_PARAMETERS = 500
_Item = TypeVar("_Item")


def add(db: Database, articles: Sequence[Prepared]) -> None:
    """Write articles that the index does not hold."""
    if not articles:
        return
    first = postings.given(db) + 1
    numbered = list(enumerate(articles, first))
    db.conn.executemany(_INSERT, [(number, *article.row) for number, article in numbered])
    db.conn.executemany(_ADD_TOKENS, [(number, *article.columns) for number, article in numbered])
    db.conn.executemany(_ADD_TITLE, [(number, article.columns[0]) for number, article in numbered])
    db.conn.executemany(
        _ADD_UNCOVERED, [(number, *article.uncovered) for number, article in numbered]
    )
    topics = _topics(db, {path for article in articles for path in article.topics})
    db.conn.executemany(
        _ADD_TOPIC,
        [(topics[path], number) for number, article in numbered for path in article.topics],
    )
    db.conn.executemany(
        _ADD_LINK,
        sorted((target, number) for number, article in numbered for target in article.links),
    )
    postings.give(db, first + len(articles) - 1)


def add_words(db: Database, words: Iterable[tuple[str, str]]) -> None:
    """Write words, each with its stem, that may be there already."""
    db.conn.executemany(_ADD_WORD, words)


def drop(db: Database, paths: Sequence[str]) -> set[str]:
    """Take articles out of the index, those of ``paths`` that it holds.

    The full-text tables want their tokens once more for it.

    Returns:
        The words with inflections that they had; ``forget`` those that no other article has.
    """
    words: set[str] = set()
    for some in batches(paths, _MOST_PARAMETERS):
        asked = db.execute(
            "SELECT id, title, body, headings, source, hidden FROM article "
            f"WHERE path IN ({', '.join('?' * len(some))})",
            some,
        )
        rows = checked(asked, int, *[str] * 5)
        for number, *texts in rows:
            spans(texts[2])
            columns = column_tokens(*texts)
            for column in columns:
                words |= column.words
            db.execute(_DROP_TOKENS, (number, *(column.row for column in columns)))
            db.execute(_DROP_TITLE, (number, columns[0].row))
            for table, column_name in _OF_ARTICLE:
                db.execute(f"DELETE FROM {table} WHERE {column_name} = ?", (number,))
        postings.drop(db, [row[0] for row in rows])
    return set(stems(words))


_OF_ARTICLE = (
    ("article_topic", "article"),
    ("link", "article"),
    ("uncovered", "article"),
    ("article", "id"),
)


def forget(db: Database, words: Iterable[str]) -> None:
    """Take out those of ``words`` that no article has any longer."""
    db.conn.executemany(_DROP_WORD, [(word, word) for word in words])


def touch(db: Database, entries: Iterable[Entry]) -> None:
    """Note other sizes and times of files whose content is as it was."""
    db.conn.executemany(
        "UPDATE article SET size = ?, changed = ? WHERE path = ?",
        [(entry.size, entry.changed, entry.id) for entry in entries],
    )


def move(db: Database, article: Prepared, old: str) -> bool:
    """Give the article whose file was ``old`` the path, and what follows from it, of ``article``.

    Its number and its tokens stay.

    Returns:
        Whether it could be done: not where a text that is searched follows from the path, as a
        title can.
    """
    row = article.row
    rows = db.execute(
        "SELECT id, title, body, headings, source, hidden, lang, published FROM article "
        "WHERE path = ?",
        (old,),
    )
    known = next(iter(checked(rows, int, *[str] * 7)), None)
    if known is None or known[1:6] != (row.title, row.body, row.headings, row.source, row.hidden):
        return False
    number, lang, published = known[0], known[6], known[7]
    rows = db.execute("SELECT topic FROM article_topic WHERE article = ?", (number,))
    before = {topic for (topic,) in checked(rows, int)}
    after = set(_topics(db, set(article.topics)).values())
    db.execute(_MOVE, (*row, number))
    db.execute("DELETE FROM article_topic WHERE article = ?", (number,))
    db.conn.executemany(_ADD_TOPIC, [(topic, number) for topic in after])
    db.execute("DELETE FROM link WHERE article = ?", (number,))
    db.conn.executemany(_ADD_LINK, [(target, number) for target in sorted(article.links)])
    gone = {*keys.of_header(lang, published), *map(keys.topic, before)}
    new = {*keys.of_header(row.lang, row.published), *map(keys.topic, after)}
    postings.change(db, number, gone - new, new - gone)
    return True


def _topics(db: Database, paths: set[str]) -> dict[str, int]:
    """The numbers of topics, those that are new written first."""
    topics = dict(checked(db.execute("SELECT path, id FROM topic"), str, int))
    for topic in map(Topic.named_by_path, sorted(paths - topics.keys())):
        (topics[topic.path],) = db.execute(
            "INSERT INTO topic(path, title, title_zh, position, body, warnings, has_page, size, "
            "changed) VALUES (?, ?, '', ?, '', '[]', 0, 0, 0) RETURNING id",
            (topic.path, topic.title, topic.order),
        ).fetchone()
    return {path: topics[path] for path in paths}


def batches(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    """The items, so many at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
