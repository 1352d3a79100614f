"""Indexes topic pages: each folder's ``_index.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kbviewer.errors import ArticleError
from kbviewer.index import invalidation
from kbviewer.index.corruption import check_rows
from kbviewer.index.database import IndexDatabase
from kbviewer.index.indexing.documents import warnings_as_json, without_recent_time
from kbviewer.library.article import Topic
from kbviewer.library.library import Library, ScannedFile
from kbviewer.library.problems import SKIPPED, Problem

_IS_UNUSED = "NOT has_page AND id NOT IN (SELECT topic_id FROM article_topic)"
_RESET_TOPIC = (
    "UPDATE topic SET title = ?, title_zh = '', position = ?, body = '', warnings = '[]', "
    "has_page = 0, size = 0, changed = 0 WHERE path = ?"
)
_COLUMNS = ("title", "title_zh", "position", "body", "warnings", "size", "changed")
_UPSERT_TOPIC = (
    f"INSERT INTO topic(path, has_page, {', '.join(_COLUMNS)}) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(path) DO UPDATE SET has_page = 1, "
    + ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS)
)


def update_topic_pages(
    database: IndexDatabase,
    library: Library,
    folders: Mapping[str, Iterable[ScannedFile]],
    problems: list[Problem],
) -> bool:
    """Bring the topic pages of some folders up to date.

    As with articles, a page with the stored size and modification time is not read.

    Args:
        database: the index.
        library: the library.
        folders: the ids of those that may have changed, each with its files.
        problems: those of pages that cannot be read are added.

    Returns:
        Whether articles are to be read again, since a topic of theirs has another title, which is
        among their names: the next scan finds that they have changed.
    """
    with database.read_transaction() as db:
        cursor = db.execute("SELECT path, size, changed FROM topic WHERE has_page")
        rows = check_rows(cursor, str, int, int)
        cursor = db.execute("SELECT path, title, title_zh FROM topic")
        old_titles = {row[0]: row[1:] for row in check_rows(cursor, str, str, str)}
    missing = {path: (size, changed) for path, size, changed in rows if path in folders}
    new_rows: list[tuple[str | float, ...]] = []
    titles: dict[str, tuple[str, str]] = {}
    pages = (file for files in folders.values() for file in files if file.is_topic_page)
    for page in pages:
        path = page.id.rpartition("/")[0]
        if missing.get(path) == (page.size, page.changed_ns):
            del missing[path]
            continue
        try:
            topic = library.topic(page.id)
        except ArticleError as error:
            problems.append(Problem(page.id, error.what, SKIPPED))
            continue
        missing.pop(path, None)
        titles[path] = topic.title, topic.title_zh
        values = (
            topic.title,
            topic.title_zh,
            topic.order,
            topic.text,
            warnings_as_json(topic.warnings),
        )
        new_rows.append((path, *values, page.size, without_recent_time(page).changed_ns))
    if not (missing or new_rows):
        return False
    without_page = list(map(Topic.from_path, missing))
    titles.update((topic.path, (topic.title, topic.title_zh)) for topic in without_page)
    retitled = [path for path in titles if path in old_titles and old_titles[path] != titles[path]]
    with database.write_transaction() as db:
        db.executemany(
            _RESET_TOPIC, [(topic.title, topic.order, topic.path) for topic in without_page]
        )
        db.executemany(_UPSERT_TOPIC, new_rows)
        return invalidation.invalidate_topics(db, retitled)


def delete_unused_topics(database: IndexDatabase) -> None:
    """Delete the topics that have neither a page nor an article."""
    with database.read_transaction() as db:
        if db.execute(f"SELECT 1 FROM topic WHERE {_IS_UNUSED} LIMIT 1").fetchone() is None:
            return
    with database.write_transaction() as db:
        db.execute(f"DELETE FROM topic WHERE {_IS_UNUSED}")
