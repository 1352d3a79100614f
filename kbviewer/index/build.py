"""Folder to index: incremental, in whole batches, with its progress."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlite_utils import Database

from kbviewer.errors import ArticleError
from kbviewer.index.store import COLUMNS, Store
from kbviewer.library.article import Article, Topic, with_ancestors
from kbviewer.library.folder import Entry, Folder
from kbviewer.text.fold import fold
from kbviewer.text.plain import plain
from kbviewer.text.stem import has_inflections, stem
from kbviewer.text.tokens import index_tokens, units

BATCH = 200
"""Files in one transaction, at the most."""
BATCH_BYTES = 200_000
"""Their size together: about a fifth of a second, so that a search need not wait longer."""

_STORED = ("path", "title", "source", "published", "lang", "topics", "body", "headings", "hidden",
           "warnings", "size", "changed")  # fmt: skip
_INSERT = f"INSERT INTO article({', '.join(_STORED)}) VALUES ({', '.join('?' * len(_STORED))})"
_ROW = f"?, {', '.join('?' * len(COLUMNS))}"
_ADD_TOKENS = f"INSERT INTO search(rowid, {', '.join(COLUMNS)}) VALUES ({_ROW})"
_DROP_TOKENS = f"INSERT INTO search(search, rowid, {', '.join(COLUMNS)}) VALUES ('delete', {_ROW})"
_IDLE_TOPIC = "NOT has_page AND id NOT IN (SELECT topic FROM article_topic)"
_MOST_PARAMETERS = 500
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an update has come.

    Attributes:
        done: files read or dropped so far.
        total: files to read or drop.
        problems: a sentence for each file or folder that could not be read so far.
    """

    done: int
    total: int
    problems: tuple[str, ...]


def column_texts(title: str, body: str, headings: str, source: str, hidden: str) -> tuple[str, ...]:
    """The text of each column of the full-text table, in the order of ``COLUMNS``.

    Args:
        title: of the article.
        body: its plain text, headings included.
        headings: the offsets of the headings in ``body``, as JSON.
        source: of the article.
        hidden: what its markup hides.
    """
    heads: list[str] = []
    rest: list[str] = []
    position = 0
    for start, end in json.loads(headings):
        rest.append(body[position:start])
        heads.append(body[start:end])
        position = end
    rest.append(body[position:])
    return title, "\n".join(heads), "\n".join(rest), source, hidden


def _tokens(*parts: str) -> list[list[str]]:
    return [index_tokens(units(fold(text))) for text in column_texts(*parts)]


def update(store: Store, folder: Folder) -> Iterator[Progress]:
    """Bring the index up to date with the folder, batch by batch.

    Each batch is one transaction: whoever stops here finds whole batches, and the next update goes
    on from them. Files of unchanged size and time are not read.

    Raises:
        LibraryError: the folder cannot be listed.
        StoreError: the index cannot be written.
        DamagedStore: the index is damaged.
    """
    problems: list[str] = []
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
    for paths in _batches(gone, BATCH):
        with store.writing() as db:
            _drop(db, paths)
        done += len(paths)
        yield Progress(done, total, tuple(problems))
    for batch in _bounded(fresh):
        found = _read(folder, batch, problems)
        with store.writing() as db:
            _drop(db, [entry.id for entry in batch])
            for entry, article in found:
                _add(db, entry, article)
        done += len(batch)
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


def _read(
    folder: Folder, entries: Iterable[Entry], problems: list[str]
) -> list[tuple[Entry, Article]]:
    found: list[tuple[Entry, Article]] = []
    for entry in entries:
        try:
            found.append((entry, folder.article(entry.id)))
        except ArticleError as error:
            problems.append(str(error))
    return found


def _drop(db: Database, paths: Sequence[str]) -> None:
    """Take articles out of the index; the full-text table wants their tokens once more for it."""
    for some in _batches(paths, _MOST_PARAMETERS):
        marks = ", ".join("?" * len(some))
        rows = db.execute(
            "SELECT id, title, body, headings, source, hidden FROM article "
            f"WHERE path IN ({marks})",
            some,
        ).fetchall()
        for row_id, *parts in rows:
            db.execute(_DROP_TOKENS, (row_id, *map(" ".join, _tokens(*parts))))
            db.execute("DELETE FROM article_topic WHERE article = ?", (row_id,))
            db.execute("DELETE FROM article WHERE id = ?", (row_id,))


def _add(db: Database, entry: Entry, article: Article) -> None:
    text = plain(article.text)
    headings = json.dumps(text.headings)
    hidden = "\n".join(filter(None, (article.url, text.hidden)))
    values = (
        article.id, article.title, article.source, article.published, article.lang,
        "\n".join(article.topics), text.text, headings, hidden,
        "\n".join(article.warnings), entry.size, entry.changed,
    )  # fmt: skip
    row_id = db.execute(_INSERT, values).lastrowid
    tokens = _tokens(article.title, text.text, headings, article.source, hidden)
    db.execute(_ADD_TOKENS, (row_id, *map(" ".join, tokens)))
    words = {word for column in tokens for word in column if has_inflections(word)}
    db.conn.executemany(
        "INSERT OR IGNORE INTO word(word, stem) VALUES (?, ?)",
        [(word, stem(word)) for word in sorted(words)],
    )
    for path in dict.fromkeys(p for topic in article.topics for p in with_ancestors(topic)):
        db.execute(
            "INSERT OR IGNORE INTO topic(path, title, title_zh, position, body, has_page) "
            "VALUES (?, ?, '', ?, '', 0)",
            (path, Topic.named_by_path(path).title, Topic.named_by_path(path).order),
        )
        db.execute(
            "INSERT INTO article_topic(topic, article) SELECT id, ? FROM topic WHERE path = ?",
            (row_id, path),
        )


def _update_topics(
    store: Store, folder: Folder, pages: Iterable[Entry], problems: list[str]
) -> None:
    """Write the topics' pages, and forget topics that have neither page nor article."""
    topics: list[Topic] = []
    for page in pages:
        try:
            topics.append(folder.topic(page.id))
        except ArticleError as error:
            problems.append(str(error))
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
