"""The pages of topics: each folder's ``_index.md``, as the index has it."""

from __future__ import annotations

from collections.abc import Iterable

from kbviewer.errors import ArticleError
from kbviewer.index.damage import checked
from kbviewer.index.prepare import settled, told
from kbviewer.index.store import Store
from kbviewer.library.article import Topic
from kbviewer.library.folder import Entry, Folder
from kbviewer.library.problem import LEFT_OUT, Problem

_IDLE = "NOT has_page AND id NOT IN (SELECT topic FROM article_topic)"
_BARE = (
    "UPDATE topic SET title = ?, title_zh = '', position = ?, body = '', warnings = '[]', "
    "has_page = 0, size = 0, changed = 0 WHERE path = ?"
)
_COLUMNS = ("title", "title_zh", "position", "body", "warnings", "size", "changed")
_WRITE = (
    f"INSERT INTO topic(path, has_page, {', '.join(_COLUMNS)}) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(path) DO UPDATE SET has_page = 1, "
    + ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS)
)


def update(store: Store, folder: Folder, pages: Iterable[Entry], problems: list[Problem]) -> None:
    """Write the topics' pages.

    As with articles, a page of the size and time that the index knows is not read.
    """
    with store.reading() as db:
        asked = db.execute("SELECT path, size, changed FROM topic WHERE has_page")
        rows = checked(asked, str, int, int)
    gone = {path: (size, changed) for path, size, changed in rows}
    fresh: list[tuple[str | float, ...]] = []
    for page in pages:
        path = page.id.rpartition("/")[0]
        if gone.get(path) == (page.size, page.changed):
            del gone[path]
            continue
        try:
            topic = folder.topic(page.id)
        except ArticleError as error:
            problems.append(Problem(page.id, error.what, LEFT_OUT))
            continue
        gone.pop(path, None)
        values = (topic.title, topic.title_zh, topic.order, topic.text, told(topic.warnings))
        fresh.append((path, *values, page.size, settled(page).changed))
    if not (gone or fresh):
        return
    with store.writing() as db:
        bare = map(Topic.named_by_path, gone)
        db.conn.executemany(_BARE, [(topic.title, topic.order, topic.path) for topic in bare])
        db.conn.executemany(_WRITE, fresh)


def drop_idle(store: Store) -> None:
    """Forget the topics that have neither page nor article."""
    with store.reading() as db:
        if db.execute(f"SELECT 1 FROM topic WHERE {_IDLE} LIMIT 1").fetchone() is None:
            return
    with store.writing() as db:
        db.execute(f"DELETE FROM topic WHERE {_IDLE}")
