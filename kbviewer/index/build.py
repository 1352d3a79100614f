"""Folder to index: incremental, in whole batches, with its progress."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlite_utils import Database

from kbviewer.errors import ArticleError
from kbviewer.index import postings
from kbviewer.index.cover import Cover
from kbviewer.index.prepare import STORED, Batch, Prepared, column_tokens
from kbviewer.index.store import COLUMNS, Store
from kbviewer.index.workers import prepared
from kbviewer.library.article import Topic
from kbviewer.library.folder import Entry, Folder
from kbviewer.library.problem import Problem

BATCH = 1_000
"""Files in one transaction, at the most."""
BATCH_BYTES = 1_000_000
"""Their size together: about a fifth of a second, so that a search need not wait longer."""

_INSERT = f"INSERT INTO article(id, {', '.join(STORED)}) VALUES (?{', ?' * len(STORED)})"
_ROW = f"?, {', '.join('?' * len(COLUMNS))}"
_ADD_TOKENS = f"INSERT INTO search(rowid, {', '.join(COLUMNS)}) VALUES ({_ROW})"
_DROP_TOKENS = f"INSERT INTO search(search, rowid, {', '.join(COLUMNS)}) VALUES ('delete', {_ROW})"
_ADD_TITLE = "INSERT INTO titles(rowid, title) VALUES (?, ?)"
_DROP_TITLE = "INSERT INTO titles(titles, rowid, title) VALUES ('delete', ?, ?)"
_ADD_WORD = "INSERT OR IGNORE INTO word(word, stem) VALUES (?, ?)"
_IDLE_TOPIC = "NOT has_page AND id NOT IN (SELECT topic FROM article_topic)"
_MOST_PARAMETERS = 500
_MOST_WORDS = 300_000
"""Words remembered as written: about 40 MB."""
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update has come.

    Attributes:
        done: files read or dropped so far.
        total: files to read or drop.
        problems: of the files and folders that could not be read so far.
    """

    done: int
    total: int
    problems: tuple[Problem, ...]


def update(store: Store, folder: Folder) -> Iterator[Progress]:
    """Bring the index up to date with the folder, batch by batch.

    Each batch is one transaction: whoever stops here finds whole batches, and the next update goes
    on from them. Files of unchanged size and time are not read.

    Raises:
        LibraryError: the folder cannot be listed.
        StoreError: the index cannot be written.
        DamagedStore: the index is damaged.
    """
    problems: list[Problem] = []
    entries = list(folder.walk(problems))
    with store.reading() as db:
        known = {
            path: (size, changed)
            for path, size, changed in db.execute("SELECT path, size, changed FROM article")
        }
    articles = {entry.id: entry for entry in entries if not entry.is_topic_page}
    gone = [path for path in known if path not in articles]
    fresh = [e for e in articles.values() if known.get(e.id) != (e.size, e.changed)]
    total = len(gone) + len(fresh)
    done = 0
    yield Progress(done, total, tuple(problems))
    writer = _Writer(store)
    while writer.covers_more(BATCH):  # what an update that was ended left behind
        yield Progress(done, total, tuple(problems))
    for paths in _batches(gone, BATCH):
        writer.drop(paths)
        done += len(paths)
        yield Progress(done, total, tuple(problems))
    for batch in prepared(folder, _bounded(fresh), len(fresh)):
        problems += batch.problems
        writer.put(batch)
        done += len(batch.paths)
        yield Progress(done, total, tuple(problems))
    while writer.covers_more(postings.PART):
        yield Progress(done, total, tuple(problems))
    pages = [entry for entry in entries if entry.is_topic_page]
    _update_topics(store, folder, pages, problems)
    yield Progress(total, total, tuple(problems))


def _batches(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _bounded(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Batches of files to read, bounded in number and in size."""
    batch: list[Entry] = []
    size = 0
    for entry in entries:
        if batch and (len(batch) == BATCH or size + entry.size > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += entry.size
    if batch:
        yield batch


class _Writer:
    """Writes articles, a transaction at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cover = Cover()
        self._words: set[str] = set()

    def drop(self, paths: Sequence[str]) -> None:
        """Take articles out of the index."""
        with self._store.writing() as db:
            _drop(db, paths)

    def put(self, batch: Batch) -> None:
        """Write articles in place of those that have the batch's paths."""
        words: dict[str, str] = {}
        with self._store.writing() as db:
            _drop(db, batch.paths)
            first = postings.given(db) + 1
            _add(db, first, batch.articles)
            for article in batch.articles:
                words.update(zip(article.words.split(), article.stems.split(), strict=True))
            last = first + len(batch.articles) - 1
            postings.give(db, last)
            self._cover.tell(first, last, batch.keys)
            new = sorted(words.keys() - self._words)
            db.conn.executemany(_ADD_WORD, [(word, words[word]) for word in new])
            self._cover.full_parts(db)
        if len(self._words) < _MOST_WORDS:
            self._words.update(new)

    def covers_more(self, most: int) -> bool:
        """Cover up to ``most`` articles that are not yet, and say whether there are more."""
        with self._store.reading() as db:
            if postings.covered(db) >= postings.given(db):
                return False
        with self._store.writing() as db:
            return self._cover.some(db, most)


def _drop(db: Database, paths: Sequence[str]) -> None:
    """Take articles out of the index; the full-text tables want their tokens once more for it."""
    for some in _batches(paths, _MOST_PARAMETERS):
        marks = ", ".join("?" * len(some))
        rows = db.execute(
            "SELECT id, title, body, headings, source, hidden FROM article "
            f"WHERE path IN ({marks})",
            some,
        ).fetchall()
        for number, *parts in rows:
            columns = [" ".join(column.row) for column in column_tokens(*parts)]
            db.execute(_DROP_TOKENS, (number, *columns))
            db.execute(_DROP_TITLE, (number, columns[0]))
            db.execute("DELETE FROM article_topic WHERE article = ?", (number,))
            db.execute("DELETE FROM link WHERE article = ?", (number,))
            db.execute("DELETE FROM article WHERE id = ?", (number,))
        postings.drop(db, [row[0] for row in rows])


def _add(db: Database, first: int, articles: Sequence[Prepared]) -> None:
    """Write articles, the first of them with the number ``first``."""
    numbered = list(enumerate(articles, first))
    db.conn.executemany(_INSERT, [(number, *article.values) for number, article in numbered])
    db.conn.executemany(_ADD_TOKENS, [(number, *article.columns) for number, article in numbered])
    db.conn.executemany(_ADD_TITLE, [(number, article.columns[0]) for number, article in numbered])
    topics = dict(db.execute("SELECT path, id FROM topic").fetchall())
    bare = {path for article in articles for path in article.topics} - topics.keys()
    for topic in map(Topic.named_by_path, sorted(bare)):
        (topics[topic.path],) = db.execute(
            "INSERT INTO topic(path, title, title_zh, position, body, has_page) "
            "VALUES (?, ?, '', ?, '', 0) RETURNING id",
            (topic.path, topic.title, topic.order),
        ).fetchone()
    db.conn.executemany(
        "INSERT INTO article_topic(topic, article) VALUES (?, ?)",
        [(topics[path], number) for number, article in numbered for path in article.topics],
    )
    db.conn.executemany(
        "INSERT INTO link(target, article) VALUES (?, ?)",
        sorted((target, number) for number, article in numbered for target in article.links),
    )


def _update_topics(
    store: Store, folder: Folder, pages: Iterable[Entry], problems: list[Problem]
) -> None:
    """Write the topics' pages, and forget topics that have neither page nor article."""
    topics: list[Topic] = []
    for page in pages:
        try:
            topics.append(folder.topic(page.id))
        except ArticleError as error:
            problems.append(Problem(page.id, str(error), "it is left out"))
    written = {
        topic.path: (topic.title, topic.title_zh, topic.order, topic.text) for topic in topics
    }
    with store.reading() as db:
        rows = db.execute(
            "SELECT path, title, title_zh, position, body FROM topic WHERE has_page"
        ).fetchall()
        idle = db.execute(f"SELECT 1 FROM topic WHERE {_IDLE_TOPIC} LIMIT 1").fetchone()
    stored = {row[0]: tuple(row[1:]) for row in rows}
    gone = stored.keys() - written.keys()
    fresh = {path: values for path, values in written.items() if stored.get(path) != values}
    if not (gone or fresh or idle):
        return
    with store.writing() as db:
        for path in gone:
            bare = Topic.named_by_path(path)
            db.execute(
                "UPDATE topic SET title = ?, title_zh = '', position = ?, body = '', has_page = 0 "
                "WHERE path = ?",
                (bare.title, bare.order, path),
            )
        for path, values in fresh.items():
            db.execute(
                "INSERT INTO topic(path, title, title_zh, position, body, has_page) "
                "VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT(path) DO UPDATE SET "
                "title = excluded.title, title_zh = excluded.title_zh, "
                "position = excluded.position, body = excluded.body, has_page = 1",
                (path, *values),
            )
        db.execute(f"DELETE FROM topic WHERE {_IDLE_TOPIC}")
