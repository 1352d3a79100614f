"""What is stored of an article, but does not follow from its file alone.

- The time zone: a time that was written with a zone of its own is stored as this computer's clock
  shows it, and as the article shows it.
- The line breaks: whether a line end in a text is one on the page depends on the settings of the
  library (``kbviewer.library.vault``), and is a line end in the plain text too.
- The titles of topics: they are among an article's names, and stand in a topic's page.

When the computer moves to another zone, the rules of its zone, the settings or the titles change,
the files are read again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from sqlite3 import Connection

from kbviewer.index.corruption import check_rows
from kbviewer.index.database import IndexDatabase
from kbviewer.index.sql import IN_LIST, json_list

_ZONE, _LINE_BREAKS = "zone", "hard_line_breaks"  # their names in ``meta``
_INVALIDATE = "UPDATE article SET changed = 0, digest = x''"
_STEP_S = 10 * 24 * 3600
_LAST_S = 2_208_988_800
"""The local time is sampled from 1970 to 2040 at these steps, in seconds: 0.9 ms in all."""


def invalidate_articles(database: IndexDatabase, *, hard_line_breaks: bool) -> None:
    """Let the next scan read the files again of which something else would be stored now.

    Args:
        database: the index.
        hard_line_breaks: whether line ends are kept in the library's texts.
    """
    outdated: list[tuple[str, str, str]] = []  # name and value in ``meta``, condition
    with database.read_transaction() as db:
        recorded = dict(check_rows(db.execute("SELECT name, value FROM meta"), str, str))
        has_zoned = db.execute("SELECT 1 FROM article WHERE zoned LIMIT 1").fetchone()
    if has_zoned and recorded.get(_ZONE, "") != (zone := _zone_fingerprint()):
        outdated.append((_ZONE, zone, "zoned"))
    if recorded.get(_LINE_BREAKS, "0") != (value := str(int(hard_line_breaks))):
        outdated.append((_LINE_BREAKS, value, "true"))
    if not outdated:
        return
    with database.write_transaction() as db:
        for name, value, condition in outdated:
            db.execute(f"{_INVALIDATE} WHERE {condition}")
            _record(db, name, value)


def invalidate_topics(db: Connection, paths: Sequence[str]) -> bool:
    """Let the next scan read the articles again that are in the topics of ``paths`` or below.

    Returns:
        Whether there are any.
    """
    cursor = db.execute(
        f"{_INVALIDATE} WHERE id IN (SELECT doc_id FROM article_topic JOIN topic "
        f"ON topic.id = topic_id WHERE path {IN_LIST})",
        (json_list(paths),),
    )
    return cursor.rowcount > 0


def record_zone(db: Connection) -> None:
    """Record, in a transaction, that the times are in this process's zone."""
    _record(db, _ZONE, _zone_fingerprint())


def _record(db: Connection, name: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO meta(name, value) VALUES (?, ?)", (name, value))


def _zone_fingerprint() -> str:
    """A text that differs if the time of day of any moment may differ.

    The sampled offsets from UTC decide; the names tell apart zones that differ on a few days only.
    """
    link = ""
    with suppress(OSError):  # elsewhere it is not a link, or does not exist
        link = str(Path("/etc/localtime").readlink())
    offsets = [time.localtime(moment).tm_gmtoff for moment in range(0, _LAST_S, _STEP_S)]
    names = repr((time.tzname, os.environ.get("TZ"), link, offsets))
    return blake2b(names.encode(errors="surrogateescape"), digest_size=16).hexdigest()
