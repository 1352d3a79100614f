"""The pages of topics: each folder's ``_index.md``, as the index has it."""

from __future__ import annotations

from collections.abc import Iterable

from kbviewer.errors import ArticleError
from kbviewer.index.store import Store
from kbviewer.library.article import Topic
from kbviewer.library.folder import Entry, Folder
from kbviewer.library.problem import Problem

_IDLE = "NOT has_page AND id NOT IN (SELECT topic FROM article_topic)"
_BARE = (
    "UPDATE topic SET title = ?, title_zh = '', position = ?, body = '', has_page = 0 "
    "WHERE path = ?"
)
_WRITE = (
    "INSERT INTO topic(path, title, title_zh, position, body, has_page) VALUES (?, ?, ?, ?, ?, 1) "
    "ON CONFLICT(path) DO UPDATE SET title = excluded.title, title_zh = excluded.title_zh, "
    "position = excluded.position, body = excluded.body, has_page = 1"
)


def update(store: Store, folder: Folder, pages: Iterable[Entry], problems: list[Problem]) -> None:
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
        idle = db.execute(f"SELECT 1 FROM topic WHERE {_IDLE} LIMIT 1").fetchone()
    stored = {row[0]: tuple(row[1:]) for row in rows}
    gone = stored.keys() - written.keys()
    fresh = {path: values for path, values in written.items() if stored.get(path) != values}
    if not (gone or fresh or idle):
        return
    with store.writing() as db:
        bare = map(Topic.named_by_path, gone)
        db.conn.executemany(_BARE, [(topic.title, topic.order, topic.path) for topic in bare])
        db.conn.executemany(_WRITE, [(path, *values) for path, values in fresh.items()])
        db.execute(f"DELETE FROM topic WHERE {_IDLE}")
