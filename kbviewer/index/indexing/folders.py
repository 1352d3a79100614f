"""Tells at once that no file has changed: by a digest of each folder's files.

A digest is over the names, sizes and times that the index holds of the files in a folder. A scan
that gives the same digests for the same folders gives the same files: no row is read for that.

Triggers (``schema.create_tables``) remove a folder's digest when anything is written of its files.
So a digest that is there is right, and ``_COMPLETE`` says that no folder's is missing.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from sqlite3 import Connection

from kbviewer.index.corruption import check_rows
from kbviewer.index.database import IndexDatabase
from kbviewer.index.schema import FOLDER_OF_PATH
from kbviewer.library.article import TOPIC_PAGE_NAME
from kbviewer.library.library import Library, ScannedFile
from kbviewer.library.problems import Problem

_COMPLETE = "/"
"""The path under which stands that the last update was completed; no folder's is an empty name."""
_FILES_PER_STEP = 4_000
"""Files that are compared or digested between two yields: some hundredths of a second."""
_SELECT_MISSING = (
    f"SELECT {FOLDER_OF_PATH} FROM article "
    "UNION SELECT iif(path = '', '', path || '/') FROM topic WHERE has_page "
    "EXCEPT SELECT path FROM folder"
)
_SELECT_FILES = (
    "SELECT path, size, changed FROM article "
    f"WHERE path >= ? AND path < ? AND {FOLDER_OF_PATH} = ? "
    "UNION ALL SELECT ltrim(path || ?, '/'), size, changed FROM topic WHERE has_page AND path = ?"
)
_BEHIND_ALL = b""
"""A value that SQLite sorts behind every text."""


class FolderComparison:
    """Compares the folders of a library with the digests in its index."""

    def __init__(self, database: IndexDatabase) -> None:
        with database.read_transaction() as db:
            rows = check_rows(db.execute("SELECT path, digest FROM folder"), str, bytes)
        self._left: dict[str, bytes] = dict(rows)
        self.was_completed = self._left.pop(_COMPLETE, None) is not None
        """Whether all folders have their digests."""
        self.found_change = not self.was_completed
        """Whether a file is another than the index holds, or may be."""

    def compare(self, library: Library, problems: list[Problem]) -> Iterator[None]:
        """Compare, step by step, until a change is found; what is skipped goes to ``problems``.

        Raises:
            LibraryError: the library's own folder cannot be listed.
        """
        count = 0
        for folder, files in () if self.found_change else library.scan_folders(problems):
            path = f"{folder}/" if folder else ""
            if files and self._left.pop(path, None) != _digest(files):
                self.found_change = True
                return
            count += len(files)
            if count >= _FILES_PER_STEP:
                yield
                count = 0
        self.found_change |= bool(self._left)


def record_folders(database: IndexDatabase, folders: Collection[str] | None) -> Iterator[None]:
    """Record the digests that are missing, some thousand files a step, and that none is any more.

    Call it when an update is completed.

    Args:
        database: the index.
        folders: the ids of those that may be missing; None for any.
    """
    with database.read_transaction() as db:
        if db.execute("SELECT 1 FROM folder WHERE path = ?", (_COMPLETE,)).fetchone():
            return
        if folders is None:
            missing = [path for (path,) in check_rows(db.execute(_SELECT_MISSING), str)]
        else:
            missing = [f"{folder}/" if folder else "" for folder in folders]
    while missing:
        with database.write_transaction() as db:
            count = 0
            while missing and count < _FILES_PER_STEP:
                count += _record_folder(db, missing.pop())
        yield
    with database.write_transaction() as db:
        db.execute("INSERT OR REPLACE INTO folder VALUES (?, x'')", (_COMPLETE,))


def _record_folder(db: Connection, path: str) -> int:
    """Record the digest of a folder's files, if it has any; how many they are."""
    above = path.removesuffix("/")
    end = f"{above}0" if path else _BEHIND_ALL  # 0 is the character behind /
    rows = check_rows(
        db.execute(_SELECT_FILES, (path, end, path, f"/{TOPIC_PAGE_NAME}", above)), str, int, int
    )
    files = [ScannedFile(*row) for row in rows]
    if files:
        db.execute("INSERT OR REPLACE INTO folder VALUES (?, ?)", (path, _digest(files)))
    return len(files)


def _digest(files: Sequence[ScannedFile]) -> bytes:
    names, sizes, times = zip(*sorted(files), strict=True)
    digest = blake2b("\0".join(names).encode(), digest_size=16)
    digest.update(array("q", sizes).tobytes())
    digest.update(array("q", times).tobytes())
    return digest.digest()
