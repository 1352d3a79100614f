"""The SQLite file of an index: its tables, its version, opening it, and what to do with damage.

Nothing in it is worth more than the folder it was made from: a file of ours that is damaged or of
another version is replaced by an empty one, which ``build.py`` fills. What is not ours, a link or
another program's database, is neither opened nor removed.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from kbviewer import paths
from kbviewer.errors import IndexFileError
from kbviewer.index import schema
from kbviewer.index.corruption import (
    CorruptIndexError,
    ReplacedIndexError,
    check_rows,
    parse_text_pairs,
)
from kbviewer.index.search.reader import IndexReader
from kbviewer.library.article import TOPIC_PAGE_NAME
from kbviewer.library.files import describe_file_type
from kbviewer.library.problems import Problem

__all__ = ["CorruptIndexError", "IndexDatabase", "ReplacedIndexError"]

_MAX_CHECKED_BYTES = 4 * 1024 * 1024
"""Bytes of a file that is checked when it is opened, in 20 ms; a larger one is trusted so far."""

_CACHE_KIB = 32_000
"""Kilobytes of the file that a connection keeps in memory at the most."""

_IDLE_S = 30 * 24 * 3600
"""Seconds after which another version's index, unopened, is removed."""

_CORRUPTION_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
# What a connection says whose file was deleted or replaced behind its back.
_REPLACED_CODES = {
    sqlite3.SQLITE_READONLY_DBMOVED,
    sqlite3.SQLITE_IOERR_FSTAT,
    sqlite3.SQLITE_IOERR_VNODE,
}
# What damage that SQLite does not notice can lead to, and a bug as well.
_EITHER = {
    sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA, sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_RANGE,
}  # fmt: skip
_FIRST_SAFE_WAL = (3, 51, 3)


class IndexDatabase:
    """An open index.

    Attributes:
        db: the database. Read it freely; write inside ``write_transaction()``.
        path: its file.
    """

    def __init__(self, db: Database, path: Path, use: ExitStack) -> None:
        """Wrap an open database; ``open`` is the way to one.

        Args:
            db: the database.
            path: its file.
            use: ends the sign that the index is in use.
        """
        self.db = db
        self.path = path
        self._use = use
        self._reader: IndexReader | None = None

    @classmethod
    def open(cls, path: Path, *, rebuild: bool = False) -> IndexDatabase:
        """The index in ``path``, made anew where it is missing, damaged or of another version.

        Other versions' indexes of the same library are removed when they were not opened for
        thirty days.

        Args:
            path: the file; its folder is made where it is missing.
            rebuild: make it anew in any case.

        Raises:
            IndexFileError: the file cannot be made, or is not ours to use.
        """
        _require_full_text()
        try:
            paths.make_private_folder(path.parent)
            _refuse_strangers(path)
            with _exclusive_lock(path):
                db = _opened(path, rebuild=rebuild)
                store = cls(db, path, _in_use(path))
            _remove_idle(path)
        except (FileExistsError, NotADirectoryError) as error:
            raise IndexFileError(
                f"{path.parent} is no folder, so no index can lie in it. Move it away, or name "
                "another folder in KBVIEWER_CACHE_DIR."
            ) from error
        except OSError as error:
            raise IndexFileError(_write_failure(path, str(error.strerror))) from error
        return store

    @contextmanager
    def write_transaction(self) -> Iterator[Database]:
        """One transaction, all of it or nothing.

        Raises:
            IndexFileError: the file cannot be written.
            CorruptIndexError: the file is damaged.
        """
        with self._translated_errors():
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
    def read_transaction(self) -> Iterator[Database]:
        """One state of the index for all that is read inside.

        Raises:
            IndexFileError: the file cannot be read.
            CorruptIndexError: the file is damaged.
        """
        with self._translated_errors(), self.db.atomic():
            yield self.db

    def reader(self, db: Database) -> IndexReader:
        """What the index holds as it is being read; kept until something else is written."""
        if self._reader is None or not self._reader.is_current:
            self._reader = IndexReader(db)
        return self._reader

    def count_articles(self) -> int:
        """How many articles it holds."""
        with self.read_transaction() as db:
            return int(db.execute("SELECT count(*) FROM article").fetchone()[0])

    def warnings(self) -> list[Problem]:
        """What could not be read as written in the articles and topics' pages that it holds."""
        with self.read_transaction() as db:
            rows = db.execute(
                "SELECT path, warnings FROM article WHERE warnings <> '[]' UNION ALL "
                "SELECT ltrim(path || ?, '/'), warnings FROM topic WHERE warnings <> '[]'",
                (f"/{TOPIC_PAGE_NAME}",),
            )
            found = check_rows(rows, str, str)
            return [
                Problem(path, *one) for path, several in found for one in parse_text_pairs(several)
            ]

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()
        self._use.close()

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """As ``_translated_errors``; what may be either damage or a bug is decided by a check."""
        try:
            with _translated_errors(self.path):
                yield
        except sqlite3.Error as error:
            if _code(error) not in _EITHER:
                raise
            with _translated_errors(self.path):
                _validate(self.db, is_small=True)
            raise


def delete_files(path: Path) -> None:
    """Delete an index file and its journals.

    Raises:
        IndexFileError: it cannot be deleted.
    """
    for file in _file_and_journals(path):
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise IndexFileError(_write_failure(path, str(error.strerror))) from error


def _file_and_journals(path: Path) -> list[Path]:
    """The file of an index and its journals."""
    return [path.with_name(path.name + end) for end in ("", "-journal", "-wal", "-shm")]


def _lock(path: Path) -> Path:
    """The empty database beside an index whose locks say who uses it.

    Its time of change is when the index was last opened.
    """
    return path.with_name(f"{path.name}-lock")


# --- what is not ours


def _refuse_strangers(path: Path) -> None:
    """Raise IndexFileError where something else than a file lies in a file's place: none is opened.

    What lies there and is ours is closed to others.
    """
    lock = _lock(path)
    for file in (*_file_and_journals(path), *_file_and_journals(lock)):
        try:
            status = file.lstat()
        except FileNotFoundError:
            continue
        if not stat.S_ISREG(status.st_mode):
            kind = "a link" if stat.S_ISLNK(status.st_mode) else describe_file_type(status.st_mode)
            raise IndexFileError(
                f"{file} is {kind}, where a file of the index should lie. Move it away, or name "
                "another folder in KBVIEWER_CACHE_DIR."
            )
        if file == lock and status.st_size:
            raise IndexFileError(
                f"{file} is not empty, as a lock of the index is. Move it away, or name another "
                "folder in KBVIEWER_CACHE_DIR."
            )
        paths.make_private_file(file)


def _is_foreign(path: Path) -> bool:
    """Whether a file is a sound database with other tables than ours.

    It is read as one that never changes: so nothing is written, and no journal made or played
    back. A file that is none, or is damaged past reading, can only be what is left of an index: it
    has an index's name.
    """
    if not path.exists() or not path.stat().st_size:
        return False
    try:
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as conn:
            if conn.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION:
                return False
            names = {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}
    except (sqlite3.Error, UnicodeDecodeError):  # the latter as in _read_schema
        return False
    ours = {name for name, _ in schema.expected_definitions()}
    if len(names & ours) * 2 > len(ours):
        return False
    return bool(names) or any(
        file.exists() and file.stat().st_size for file in _file_and_journals(path)[1:]
    )


# --- who uses it


@contextmanager
def _exclusive_lock(path: Path) -> Iterator[None]:
    """While inside, no other process opens, makes or removes the index.

    The lock is SQLite's own, on an empty database beside the index, and ends with the process
    that holds it. In a folder that cannot be written nothing is made or removed either.
    """
    with ExitStack() as stack:
        with suppress(sqlite3.Error, OSError):
            lock = _lock(path)
            paths.make_private_file(lock)
            stack.enter_context(_locked(lock, "BEGIN IMMEDIATE", timeout=30))
            os.utime(lock)
        yield


def _in_use(path: Path) -> ExitStack:
    """What keeps the index from being removed as idle until it is closed."""
    with ExitStack() as stack:
        with suppress(sqlite3.Error):  # where there can be no lock, nothing is removed
            lock = stack.enter_context(_locked(_lock(path), "BEGIN", timeout=10))
            lock.execute("SELECT 1 FROM sqlite_master").fetchall()
        return stack.pop_all()


@contextmanager
def _locked(lock: Path, begin: str, timeout: float) -> Iterator[sqlite3.Connection]:
    """A connection to a lock that has begun a transaction."""
    with closing(
        sqlite3.connect(lock, timeout=timeout, isolation_level=None, check_same_thread=False)
    ) as conn:
        conn.execute(begin)
        yield conn


def _remove_idle(path: Path) -> None:
    """Remove other versions' indexes of the library that were not opened of late.

    One that is in use, is not ours or cannot be removed stays.
    """
    with suppress(OSError):
        for other in paths.other_indexes(path):
            with suppress(sqlite3.Error, OSError, IndexFileError):
                _remove_if_idle(other)


def _remove_if_idle(path: Path) -> None:
    lock = _lock(path)
    files = [file for file in (*_file_and_journals(path), lock) if os.path.lexists(file)]
    if time.time() - max(file.lstat().st_mtime for file in files) < _IDLE_S:
        return
    _refuse_strangers(path)
    paths.make_private_file(lock)
    with _locked(lock, "BEGIN EXCLUSIVE", timeout=0):
        if _is_foreign(path):
            return
        delete_files(path)
    lock.unlink()


# --- opening and making


def _opened(path: Path, *, rebuild: bool) -> Database:
    if _is_foreign(path):
        raise IndexFileError(
            f"{path} is another program's database, where the index should lie. Move it away, or "
            "name another folder in KBVIEWER_CACHE_DIR."
        )
    if not rebuild and path.exists() and path.stat().st_size:
        with suppress(CorruptIndexError):  # what follows is the cure
            return _open_existing(path)
    delete_files(path)
    return _create(path)


def _create(path: Path) -> Database:
    try:
        with _translated_errors(path), _closed_on_error(_connect(path)) as db:
            with db.atomic():
                schema.create_tables(db)
            return db
    except CorruptIndexError as error:  # of a file that was not there it says why it cannot be
        raise IndexFileError(_write_failure(path, str(error))) from error


def _open_existing(path: Path) -> Database:
    with _translated_errors(path), _closed_on_error(_connect(path)) as db:
        _validate(db, is_small=path.stat().st_size <= _MAX_CHECKED_BYTES)
        return db


@contextmanager
def _closed_on_error(db: Database) -> Iterator[Database]:
    try:
        yield db
    except BaseException:
        with suppress(sqlite3.Error):  # the error under way tells more
            db.close()
        raise


def _validate(db: Database, *, is_small: bool) -> None:
    """Check what is quickly checked, and of a small file all.

    Raises:
        CorruptIndexError: it is not as this version writes it.
    """
    if schema.definitions_in(db) != schema.expected_definitions():
        raise CorruptIndexError("other tables")
    if db.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION:
        raise CorruptIndexError("another sign")
    row = db.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
    if row is None or row[0] != schema.full_version():
        raise CorruptIndexError("another version")
    for table in ("article_fts", "title_fts", "vocabulary"):
        try:
            db.execute(f"SELECT 1 FROM {table} LIMIT 0")
        except sqlite3.OperationalError as error:
            # The statement is right, so the table's own settings are wrong.
            if _code(error) == sqlite3.SQLITE_ERROR:
                raise CorruptIndexError(str(error)) from error
            raise
    if is_small:
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise CorruptIndexError("pages that contradict each other")
        try:
            for table in ("article_fts", "title_fts"):
                db.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
        except sqlite3.OperationalError as error:
            # The check writes nothing, but SQLite lets nobody begin to write in a sealed folder.
            if _code(error) != sqlite3.SQLITE_READONLY:
                raise


def _connect(path: Path) -> Database:
    paths.make_private_file(path)
    conn = sqlite3.connect(path, timeout=10, check_same_thread=False, cached_statements=256)
    with _closed_on_error(Database(conn)) as db:
        conn.execute("PRAGMA trusted_schema = OFF")
        conn.execute("PRAGMA cell_size_check = ON")
        _read_schema(conn)
        if not path.stat().st_size:  # before a journal takes it: a file of ours is told by it
            conn.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        # Several connections and WAL together can lose writes before SQLite 3.51.3.
        wal = sqlite3.sqlite_version_info >= _FIRST_SAFE_WAL
        conn.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
        conn.execute("PRAGMA synchronous = NORMAL")
        conn.execute("PRAGMA temp_store = MEMORY")
        conn.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        return db


def _read_schema(conn: sqlite3.Connection) -> None:
    """Let SQLite read what tables there are.

    Raises:
        CorruptIndexError: what it finds wrong is called by a name that is no UTF-8.
    """
    try:
        conn.execute("SELECT 1 FROM sqlite_master LIMIT 0")
    except UnicodeDecodeError as error:  # of SQLite's message, in which the name stands
        raise CorruptIndexError(str(error)) from error


def _require_full_text() -> None:
    """Raise IndexFileError where SQLite has no full-text search; nothing is opened for it."""
    with closing(sqlite3.connect(":memory:")) as conn:
        try:
            conn.execute("CREATE VIRTUAL TABLE try USING fts5(text)")
        except sqlite3.OperationalError as error:
            raise IndexFileError(
                f"The SQLite of this Python, {sqlite3.sqlite_version}, has no full-text search "
                f"(FTS5), which the index needs: {error}. Use a Python whose SQLite has it, as "
                "those of python.org and of Linux distributions have."
            ) from error


def _code(error: sqlite3.Error) -> int | None:
    """SQLite's code of an error, without its details; None where it is Python's own."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


@contextmanager
def _translated_errors(path: Path) -> Iterator[None]:
    """SQLite's errors as ours: damage, which is cured, or what the person has to know.

    A statement that SQLite finds wrong, or used wrongly, is a bug and passes.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = _code(error)
        if code is None:
            # All that Python itself says so is that a text in the file is no UTF-8.
            if type(error) is sqlite3.OperationalError:
                raise CorruptIndexError(str(error)) from error
            raise
        if error.sqlite_errorcode in _REPLACED_CODES or not path.exists():
            raise ReplacedIndexError(str(error)) from error
        if code in _CORRUPTION_CODES:
            raise CorruptIndexError(str(error)) from error
        if code in _EITHER:
            raise
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise IndexFileError(
                f"The index {path} is in use by another program. Try again in a moment."
            ) from error
        raise IndexFileError(_write_failure(path, str(error))) from error


def _write_failure(path: Path, reason: str) -> str:
    return (
        f"The index {path} cannot be written: {reason}. Make room or name another folder in "
        "KBVIEWER_CACHE_DIR."
    )
