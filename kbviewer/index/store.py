"""The SQLite file of an index: its tables, its version, opening it, and what to do with damage.

Nothing in it is worth more than the folder it was made from: a file that is damaged, foreign or
of another version is replaced by an empty one, which ``build.py`` fills.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from kbviewer import paths
from kbviewer.errors import StoreError
from kbviewer.index import schema
from kbviewer.index.snapshot import Snapshot
from kbviewer.library.article import TOPIC_PAGE
from kbviewer.library.problem import Problem

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3  # pysqlite3's where that is installed

_LARGEST_CHECKED = 4 * 1024 * 1024
"""Bytes of a file that is checked when it is opened, in 20 ms; a larger one is trusted so far."""

_CACHE = 32_000
"""Kilobytes of the file that a connection keeps in memory at the most."""

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
# What a connection says whose file was deleted or replaced behind its back.
_GONE = {sqlite3.SQLITE_READONLY_DBMOVED, sqlite3.SQLITE_IOERR_FSTAT, sqlite3.SQLITE_IOERR_VNODE}
SENSELESS = (
    ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError,
    sqlite3.OperationalError,
)  # fmt: skip
"""What rows that make no sense raise: a file can be damaged without SQLite's noticing it, or it
takes the damage for a wrong statement."""
_FIRST_SOUND_WAL = (3, 51, 3)


class DamagedStore(Exception):  # noqa: N818  never leaves the program: the index is made anew
    """What the file holds is not the index that this version writes."""


class GoneStore(DamagedStore):
    """The file was deleted or replaced while it was open: another may lie in its place."""


class Store:
    """An open index.

    Attributes:
        db: the database. Read it freely; write inside ``writing()``.
        path: its file.
    """

    def __init__(self, db: Database, path: Path) -> None:
        self.db = db
        self.path = path
        self._snapshot: Snapshot | None = None

    @classmethod
    def open(cls, path: Path, *, rebuild: bool = False) -> Store:
        """The index in ``path``, made anew where it is missing, damaged or of another version.

        Args:
            path: the file; its folder is made where it is missing.
            rebuild: make it anew in any case.

        Raises:
            StoreError: the file cannot be made, or is not ours to use.
        """
        try:
            paths.make_private_folder(path.parent)
            _refuse_folders(path)
            with _alone(path):
                if not rebuild and path.exists() and path.stat().st_size:
                    with suppress(DamagedStore):  # what follows is the cure
                        return cls(_open_sound(path), path)
                remove(path)
                return cls(_make(path), path)
        except (FileExistsError, NotADirectoryError) as error:
            raise StoreError(
                f"{path.parent} is no folder, so no index can lie in it. Move it away, or name "
                "another folder in KBVIEWER_CACHE_DIR."
            ) from error
        except OSError as error:
            raise StoreError(_cannot_write(path, str(error.strerror))) from error

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction, all of it or nothing.

        Raises:
            StoreError: the file cannot be written.
            DamagedStore: the file is damaged.
        """
        with _translated(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.conn.in_transaction:
                    with suppress(sqlite3.Error):  # the error under way tells more
                        self.db.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """One state of the index for all that is read inside.

        Raises:
            StoreError: the file cannot be read.
            DamagedStore: the file is damaged.
        """
        with _translated(self.path), self.db.atomic():
            yield self.db

    def snapshot(self, db: Database) -> Snapshot:
        """What the index holds as it is being read; kept until something else is written."""
        if self._snapshot is None or not self._snapshot.is_current:
            self._snapshot = Snapshot(db)
        return self._snapshot

    def count(self) -> int:
        """How many articles it holds."""
        with self.reading() as db:
            return int(db.execute("SELECT count(*) FROM article").fetchone()[0])

    def warnings(self) -> list[Problem]:
        """What could not be read as written in the articles and topics' pages that it holds."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT path, warnings FROM article WHERE warnings <> '[]' UNION ALL "
                "SELECT ltrim(path || ?, '/'), warnings FROM topic WHERE warnings <> '[]'",
                (f"/{TOPIC_PAGE}",),
            )
            return [Problem(path, *one) for path, several in rows for one in json.loads(several)]

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()


def remove(path: Path) -> None:
    """Delete an index file and its journals.

    Raises:
        StoreError: it cannot be deleted.
    """
    for file in _files(path):
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(_cannot_write(path, str(error.strerror))) from error


def _files(path: Path) -> list[Path]:
    """The file of an index and its journals."""
    return [path.with_name(path.name + end) for end in ("", "-journal", "-wal", "-shm")]


def _refuse_folders(path: Path) -> None:
    """Raise StoreError where a folder lies in the place of a file; it may hold what is needed."""
    for file in _files(path):
        if file.is_dir():
            raise StoreError(
                f"{file} is a folder, where the index should lie. Move it away, or name another "
                "folder in KBVIEWER_CACHE_DIR."
            )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """While inside, no other process opens, makes or removes the index.

    The lock is SQLite's own, on an empty database beside the index, and ends with the process
    that holds it. In a folder that cannot be written nothing is made or removed either.
    """
    with ExitStack() as stack:
        with suppress(sqlite3.Error, OSError):
            name = path.with_name(f"{path.name}-lock")
            paths.make_private_file(name)
            lock = stack.enter_context(
                closing(sqlite3.connect(name, timeout=30, isolation_level=None))
            )
            lock.execute("BEGIN EXCLUSIVE")
        yield


def _make(path: Path) -> Database:
    try:
        with _translated(path):
            db = _connect(path)
            with db.atomic():
                schema.create(db)
            return db
    except DamagedStore as error:  # of a file that was not there it says why it cannot be
        raise StoreError(_cannot_write(path, str(error))) from error


def _open_sound(path: Path) -> Database:
    with _translated(path, is_opening=True):
        db = _connect(path)
        try:
            _check(db, is_small=path.stat().st_size <= _LARGEST_CHECKED)
        except BaseException:
            with suppress(sqlite3.Error):
                db.close()
            raise
        return db


def _check(db: Database, *, is_small: bool) -> None:
    if schema.tables_of(db) != schema.expected_tables():
        raise DamagedStore("other tables")
    row = db.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
    if row is None or row[0] != schema.whole_version():
        raise DamagedStore("another version")
    if is_small:
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise DamagedStore("pages that contradict each other")
        try:
            db.execute("INSERT INTO search(search) VALUES ('integrity-check')")
        except sqlite3.OperationalError as error:
            # The check writes nothing, but SQLite lets nobody begin to write in a sealed folder.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                raise


def _connect(path: Path) -> Database:
    paths.make_private_file(path)
    conn = sqlite3.connect(path, timeout=10, check_same_thread=False, cached_statements=256)
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")
    # Several connections and WAL together can lose writes before SQLite 3.51.3.
    wal = sqlite3.sqlite_version_info >= _FIRST_SOUND_WAL
    conn.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
    conn.execute("PRAGMA synchronous = NORMAL")
    conn.execute("PRAGMA temp_store = MEMORY")
    conn.execute(f"PRAGMA cache_size = -{_CACHE}")
    return Database(conn)


@contextmanager
def _translated(path: Path, *, is_opening: bool = False) -> Iterator[None]:
    """SQLite's errors as ours: damage, which is cured, or what the person has to know.

    A statement that SQLite finds wrong is a bug and passes, except while a file is opened that
    may have been written by anybody.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code in _GONE or (code is not None and not path.exists()):
            raise GoneStore(str(error)) from error
        if code is None or code & 0xFF in _DAMAGE:
            raise DamagedStore(str(error)) from error
        if code & 0xFF in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA):
            if is_opening:
                raise DamagedStore(str(error)) from error
            raise
        if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreError(
                f"The index {path} is in use by another program. Try again in a moment."
            ) from error
        raise StoreError(_cannot_write(path, str(error))) from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DamagedStore(str(error)) from error  # what was written was text, and JSON


def _cannot_write(path: Path, reason: str) -> str:
    return (
        f"The index {path} cannot be written: {reason}. Make room or name another folder in "
        "KBVIEWER_CACHE_DIR."
    )
