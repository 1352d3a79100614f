"""Tells in which folders a file may have changed: by a digest of each folder's files.

A digest is over the names, sizes and times that the index holds of the files in a folder. Where a
scan gives the same digest it gives the same files, and no row is read for them.

Each folder that has or had files in the index has a row. Triggers (``schema.create_tables``) empty
its digest when anything is written of its files, and it is recorded again when an update is
completed. So a digest that is there is right, and whatever an update that was stopped has left
undone is in a folder without one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from hashlib import blake2b
from sqlite3 import Connection

from kbviewer.index.corruption import check_rows
from kbviewer.index.database import IndexDatabase
from kbviewer.index.schema import FOLDER_OF_PATH
from kbviewer.library.article import TOPIC_PAGE_NAME
from kbviewer.library.library import Library, ScannedFile, ScannedFolder
from kbviewer.library.problems import Problem

_FILES_PER_STEP = 4_000
"""Files that are scanned or digested between two yields: some hundredths of a second."""
_SELECT_ARTICLES = (
    f"SELECT path, size, changed FROM article WHERE path >= ? AND path < ? AND {FOLDER_OF_PATH} = ?"
)
_SELECT_PAGE = "SELECT size, changed FROM topic WHERE has_page AND path = ?"
_BEHIND_ALL = b""
"""A value that SQLite sorts behind every text."""


class FolderScan:
    """A scan of a library for the folders of which the index may hold other files.

    Attributes:
        changed: their ids, each with its files; those that are gone at the end, without any.
    """

    def __init__(self) -> None:
        self.changed: dict[str, list[ScannedFile]] = {}

    def run(
        self, database: IndexDatabase, library: Library, problems: list[Problem]
    ) -> Iterator[None]:
        """Scan, step by step; what is skipped goes to ``problems``.

        Raises:
            LibraryError: the library's own folder cannot be listed.
        """
        with database.read_transaction() as db:
            indexed = dict(check_rows(db.execute("SELECT path, digest FROM folder"), str, bytes))
        count = 0
        for folder in library.scan_folders(problems):
            if folder.names and indexed.pop(folder.id, None) != digest_of(folder):
                self.changed[folder.id] = folder.files()
            count += len(folder.names)
            if count >= _FILES_PER_STEP:
                yield
                count = 0
        self.changed.update((folder, []) for folder in indexed)


def indexed_articles(db: Connection, folder: str) -> list[ScannedFile]:
    """The files of the articles in a folder, as the index holds them."""
    first, end = (f"{folder}/", f"{folder}0") if folder else ("", _BEHIND_ALL)  # 0 is behind /
    rows = check_rows(db.execute(_SELECT_ARTICLES, (first, end, first)), str, int, int)
    return [ScannedFile(*row) for row in rows]


def record_folders(database: IndexDatabase) -> Iterator[None]:
    """Record the digests that are missing, some thousand files a step.

    To be called when an update of the whole library is completed.
    """
    with database.read_transaction() as db:
        rows = db.execute("SELECT path FROM folder WHERE digest = x''")
        missing = [path for (path,) in check_rows(rows, str)]
    while missing:
        with database.write_transaction() as db:
            count = 0
            while missing and count < _FILES_PER_STEP:
                count += _record_folder(db, missing.pop())
        yield


def _record_folder(db: Connection, folder: str) -> int:
    """Record the digest of a folder's files, if it has any; how many they are."""
    files = indexed_articles(db, folder)
    page = f"{folder}/{TOPIC_PAGE_NAME}" if folder else TOPIC_PAGE_NAME
    rows = check_rows(db.execute(_SELECT_PAGE, (folder,)), int, int)
    files += [ScannedFile(page, *row) for row in rows]
    if files:
        digest = digest_of(ScannedFolder.of_files(folder, files))
        db.execute("UPDATE folder SET digest = ? WHERE path = ?", (digest, folder))
    else:
        db.execute("DELETE FROM folder WHERE path = ?", (folder,))
    return len(files)


def digest_of(folder: ScannedFolder) -> bytes:
    """A digest of the names, sizes and times of a folder's files."""
    digest = blake2b("\0".join(folder.names).encode(), digest_size=16)
    digest.update(array("q", folder.sizes).tobytes())
    digest.update(array("q", folder.changed_ns).tobytes())
    return digest.digest()
