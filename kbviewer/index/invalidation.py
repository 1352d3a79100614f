"""The time zone of the index's times: those that were written with a zone of their own.

Such a time is stored as this computer's clock shows it, and as the article shows it. When the
computer moves to another zone, or the rules of its zone change, the files are read again.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from sqlite_utils import Database

from kbviewer.index.corruption import check_rows
from kbviewer.index.database import IndexDatabase

_STEP_S = 10 * 24 * 3600
_LAST_S = 2_208_988_800
"""The local time is sampled from 1970 to 2040 at these steps, in seconds: 0.9 ms in all."""


def invalidate_zoned_times(database: IndexDatabase) -> None:
    """If the zone is another one now, let the next scan read all files with zoned times again."""
    with database.read_transaction() as db:
        has_any = db.execute("SELECT 1 FROM article WHERE zoned LIMIT 1").fetchone()
        if not has_any or _recorded_zone(db) == (zone := _zone_fingerprint()):
            return
    with database.write_transaction() as db:
        db.execute("UPDATE article SET changed = 0, digest = x'' WHERE zoned")
        record_zone(db, zone)


def record_zone(db: Database, zone: str = "") -> None:
    """Record, in a transaction, that the times are in this process's zone."""
    db.execute(
        "INSERT OR REPLACE INTO meta(name, value) VALUES ('zone', ?)",
        (zone or _zone_fingerprint(),),
    )


def _recorded_zone(db: Database) -> str:
    rows = db.execute("SELECT value FROM meta WHERE name = 'zone'")
    return next((value for (value,) in check_rows(rows, str)), "")


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
