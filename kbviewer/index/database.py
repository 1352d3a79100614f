"""The SQLite file of an index: opening, creating and checking it, transactions, SQLite's errors.

Nothing in it is worth more than the folder it was made from: a file of ours that is corrupt or of
another version is replaced by an empty one, which ``indexing/indexer.py`` fills. What is not ours,
a link or another program's database, is neither opened nor removed.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection

from kbviewer import paths
from kbviewer.errors import IndexFileError, reason_of
from kbviewer.i18n import tr
from kbviewer.index import schema
from kbviewer.index.corruption import (
    CorruptIndexError,
    ReplacedIndexError,
    check_rows,
    parse_message_pairs,
)
from kbviewer.index.sql import NO_TAG
from kbviewer.library.article import TOPIC_PAGE_NAME, Topic
from kbviewer.library.files import describe_file_type
from kbviewer.library.problems import Problem
from kbviewer.library.tags import tag_tree

_MAX_CHECKED_BYTES = 4 * 1024 * 1024
"""Bytes of the largest file that is checked whole when it is opened, which takes 20 ms."""

_CACHE_KIB = 32_000
"""Kilobytes of the file that a connection keeps in memory at most."""

_IDLE_S = 30 * 24 * 3600
"""Seconds after which another version's index that nobody opened is removed."""

_CORRUPTION_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
# Errors of a connection whose file was deleted or replaced meanwhile.
_REPLACED_CODES = {
    sqlite3.SQLITE_READONLY_DBMOVED,
    sqlite3.SQLITE_IOERR_FSTAT,
    sqlite3.SQLITE_IOERR_VNODE,
}
# Errors that corruption which SQLite does not notice can lead to, and so can a bug.
_CORRUPTION_OR_BUG_CODES = {
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

    def __init__(self, db: Connection, path: Path, use_lock: ExitStack) -> None:
        """Wrap an open database; use ``open`` to get one.

        Args:
            db: the database.
            path: its file.
            use_lock: says to other processes, until it is closed, that the index is in use.
        """
        self.db = db
        self.path = path
        self._use_lock = use_lock

    @classmethod
    def open(cls, path: Path, *, rebuild: bool = False) -> IndexDatabase:
        """Open the index in ``path``; an empty one if it is missing, corrupt or of another version.

        Other versions' indexes of the same library are removed if they were not opened for thirty
        days.

        Args:
            path: the file; its folder is created if it is missing.
            rebuild: replace it by an empty one in any case.

        Raises:
            IndexFileError: the file cannot be created, or is not ours to use.
        """
        _require_full_text()
        try:
            paths.make_private_folder(path.parent)
            _refuse_strangers(path)
            with _exclusive_lock(path):
                db = _open_or_create(path, rebuild=rebuild)
                database = cls(db, path, _lock_in_use(path))
            _remove_idle(path)
        except (FileExistsError, NotADirectoryError) as error:
            raise IndexFileError(
                tr(
                    "{path} is no folder, so no index can lie in it. Move it away, or name "
                    "another folder in KBVIEWER_CACHE_DIR."
                ).format(path=path.parent)
            ) from error
        except OSError as error:
            raise IndexFileError(_write_failure(path, error)) from error
        return database

    @contextmanager
    def write_transaction(self) -> Iterator[Connection]:
        """One transaction: all of it is written, or nothing.

        Raises:
            IndexFileError: the file cannot be written.
            CorruptIndexError: the file is corrupt.
        """
        with self._translated_errors(), _transaction(self.db, "BEGIN IMMEDIATE"):
            yield self.db

    @contextmanager
    def read_transaction(self) -> Iterator[Connection]:
        """One state of the index for everything that is read inside.

        Raises:
            IndexFileError: the file cannot be read.
            CorruptIndexError: the file is corrupt.
        """
        with self._translated_errors():
            if self.db.in_transaction:  # which is one state already
                yield self.db
                return
            with _transaction(self.db, "BEGIN"):
                yield self.db

    def count_articles(self) -> int:
        """How many articles there are."""
        with self.read_transaction() as db:
            return int(db.execute("SELECT count(*) FROM article").fetchone()[0])

    def topics(self) -> list[Topic]:
        """All topics, the library's own page included, in their order."""
        with self.read_transaction() as db:
            rows = db.execute(
                f"SELECT path, title, title_zh, position, body FROM topic WHERE {NO_TAG} "
                "ORDER BY position, path"
            )
            return [Topic(*row) for row in check_rows(rows, str, str, str, float, str)]

    def tags(self) -> list[Topic]:
        """All tags and those above them, as topics; see ``library/tags.py``."""
        with self.read_transaction() as db:
            # One text of all of them: ten times as fast as a row for each article.
            rows = db.execute(
                "SELECT coalesce(group_concat(tags, char(10)), '') FROM article WHERE tags <> ''"
            )
            ((lines,),) = check_rows(rows, str)
            return tag_tree(lines.split("\n"))

    def topic_names(self) -> dict[str, Topic]:
        """All topics by their path, without their texts."""
        with self.read_transaction() as db:
            rows = db.execute(f"SELECT path, title, title_zh, position FROM topic WHERE {NO_TAG}")
            return {row[0]: Topic(*row) for row in check_rows(rows, str, str, str, float)}

    def topics_with_page(self) -> dict[str, Topic]:
        """The topics that have a page, by their path, without their texts."""
        with self.read_transaction() as db:
            rows = db.execute("SELECT path, title, title_zh, position FROM topic WHERE has_page")
            return {row[0]: Topic(*row) for row in check_rows(rows, str, str, str, float)}

    def warnings(self) -> list[Problem]:
        """What could not be read as written in the articles and topic pages."""
        with self.read_transaction() as db:
            rows = db.execute(
                "SELECT path, warnings FROM article WHERE warnings <> '[]' UNION ALL "
                "SELECT ltrim(path || ?, '/'), warnings FROM topic WHERE warnings <> '[]'",
                (f"/{TOPIC_PAGE_NAME}",),
            )
            return [
                Problem(path, *warning)
                for path, warnings in check_rows(rows, str, str)
                for warning in parse_message_pairs(warnings)
            ]

    def close(self) -> None:
        """Close the file."""
        self.db.close()
        self._use_lock.close()

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """As ``_translated_errors``; a check decides whether an error is corruption or a bug."""
        try:
            with _translated_errors(self.path):
                yield
        except sqlite3.Error as error:
            if _code(error) not in _CORRUPTION_OR_BUG_CODES:
                raise
            with _translated_errors(self.path):
                _validate(self.db, is_small=True)
            raise


@contextmanager
def _transaction(db: Connection, begin: str) -> Iterator[None]:
    db.execute(begin)
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            with suppress(sqlite3.Error):  # the first error says more
                db.execute("ROLLBACK")
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
            raise IndexFileError(_write_failure(path, error)) from error


def _file_and_journals(path: Path) -> list[Path]:
    """The file of an index and its journals."""
    return [path.with_name(path.name + end) for end in ("", "-journal", "-wal", "-shm")]


def _lock(path: Path) -> Path:
    """The empty database beside an index whose locks say who uses the index.

    Its modification time is when the index was last opened.
    """
    return path.with_name(f"{path.name}-lock")


# --- what is not ours


def _refuse_strangers(path: Path) -> None:
    """Raise IndexFileError if one of the paths is not a file: then none is opened.

    Files of ours are made private.
    """
    lock = _lock(path)
    for file in (*_file_and_journals(path), *_file_and_journals(lock)):
        try:
            status = file.lstat()
        except FileNotFoundError:
            continue
        if not stat.S_ISREG(status.st_mode):
            is_link = stat.S_ISLNK(status.st_mode)
            kind = tr("a link") if is_link else describe_file_type(status.st_mode)
            raise IndexFileError(
                tr(
                    "{path} is {type}, where a file of the index should lie. Move it away, or "
                    "name another folder in KBVIEWER_CACHE_DIR."
                ).format(path=file, type=kind)
            )
        if file == lock and status.st_size:
            raise IndexFileError(
                tr(
                    "{path} is not empty, as a lock of the index is. Move it away, or name "
                    "another folder in KBVIEWER_CACHE_DIR."
                ).format(path=file)
            )
        paths.make_private_file(file)


def _is_foreign(path: Path) -> bool:
    """Whether a file is an intact database with other tables than ours.

    It is opened as immutable: nothing is written, and no journal is created or played back. A file
    that is no database, or cannot be read, is taken for what is left of an index: it has an
    index's name.
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
    ours = schema.table_names()
    if len(names & ours) * 2 > len(ours):
        return False
    return bool(names) or any(
        file.exists() and file.stat().st_size for file in _file_and_journals(path)[1:]
    )


# --- who uses it


@contextmanager
def _exclusive_lock(path: Path) -> Iterator[None]:
    """Keep other processes from opening, creating or removing the index.

    The lock is SQLite's own, on an empty database beside the index, and ends with the process
    that has it. In a folder that cannot be written nothing is created or removed either.
    """
    with ExitStack() as stack:
        with suppress(sqlite3.Error, OSError):
            lock = _lock(path)
            paths.make_private_file(lock)
            stack.enter_context(_locked(lock, "BEGIN IMMEDIATE", timeout=30))
            os.utime(lock)
        yield


def _lock_in_use(path: Path) -> ExitStack:
    """Keep the index from being removed as idle until the lock is closed."""
    with ExitStack() as stack:
        with suppress(sqlite3.Error):  # where no lock is possible, nothing is removed
            lock = stack.enter_context(_locked(_lock(path), "BEGIN", timeout=10))
            lock.execute("SELECT 1 FROM sqlite_master").fetchall()
        return stack.pop_all()


@contextmanager
def _locked(lock: Path, begin: str, timeout: float) -> Iterator[Connection]:
    """A connection to a lock, with a transaction begun."""
    with closing(
        sqlite3.connect(lock, timeout=timeout, isolation_level=None, check_same_thread=False)
    ) as conn:
        conn.execute(begin)
        yield conn


def _remove_idle(path: Path) -> None:
    """Remove other versions' indexes of the library that nobody opened lately.

    One that is in use, is not ours or cannot be removed is kept.
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


# --- opening and creating


def _open_or_create(path: Path, *, rebuild: bool) -> Connection:
    if _is_foreign(path):
        raise IndexFileError(
            tr(
                "{path} is another program's database, where the index should lie. Move it away, "
                "or name another folder in KBVIEWER_CACHE_DIR."
            ).format(path=path)
        )
    if not rebuild and path.exists() and path.stat().st_size:
        with suppress(CorruptIndexError):  # then it is replaced
            return _open_existing(path)
    delete_files(path)
    return _create(path)


def _create(path: Path) -> Connection:
    try:
        with _translated_errors(path), _closed_on_error(_connect(path)) as db:
            with _transaction(db, "BEGIN"):
                schema.create_tables(db)
            return db
    except CorruptIndexError as error:  # a new file cannot be corrupt: it cannot be written
        raise IndexFileError(_write_failure(path, error)) from error


def _open_existing(path: Path) -> Connection:
    with _translated_errors(path), _closed_on_error(_connect(path)) as db:
        _validate(db, is_small=path.stat().st_size <= _MAX_CHECKED_BYTES)
        return db


@contextmanager
def _closed_on_error(db: Connection) -> Iterator[Connection]:
    try:
        yield db
    except BaseException:
        with suppress(sqlite3.Error):  # the first error says more
            db.close()
        raise


def _validate(db: Connection, *, is_small: bool) -> None:
    """Check what is checked quickly, and the whole of a small file.

    Raises:
        CorruptIndexError: it is not an intact index of this version.
    """
    if db.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION:
        raise CorruptIndexError("another application id")
    if ("meta",) not in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
        raise CorruptIndexError("no table meta")
    noted = dict(db.execute("SELECT name, value FROM meta WHERE name IN ('tables', 'version')"))
    if noted.get("version") != schema.full_version():
        raise CorruptIndexError("another version")
    if noted.get("tables") != schema.tables_digest(db):
        raise CorruptIndexError("other tables")
    for table in (*schema.FULL_TEXT_TABLES, "vocabulary", "filter_vocabulary"):
        try:
            db.execute(f"SELECT 1 FROM {table} LIMIT 0")
        except sqlite3.OperationalError as error:
            # The statement is right, so the table's own settings are corrupt.
            if _code(error) == sqlite3.SQLITE_ERROR:
                raise CorruptIndexError(str(error)) from error
            raise
    if is_small:
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise CorruptIndexError("quick_check failed")
        try:
            for table in schema.FULL_TEXT_TABLES:
                db.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
        except sqlite3.OperationalError as error:
            # The check writes nothing, but in a read-only folder SQLite does not even begin.
            if _code(error) != sqlite3.SQLITE_READONLY:
                raise


def _connect(path: Path) -> Connection:
    paths.make_private_file(path)
    with _closed_on_error(
        sqlite3.connect(
            path, timeout=10, isolation_level=None, check_same_thread=False, cached_statements=256
        )
    ) as conn:
        conn.execute("PRAGMA trusted_schema = OFF")
        conn.execute("PRAGMA cell_size_check = ON")
        _read_schema(conn)
        if not path.stat().st_size:  # before there is a journal: a file of ours is known by its id
            conn.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        # Several connections and WAL together can lose writes before SQLite 3.51.3.
        wal = sqlite3.sqlite_version_info >= _FIRST_SAFE_WAL
        conn.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
        conn.execute("PRAGMA synchronous = NORMAL")
        conn.execute("PRAGMA temp_store = MEMORY")
        conn.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        return conn


def _read_schema(conn: Connection) -> None:
    """Let SQLite read the schema.

    Raises:
        CorruptIndexError: it is wrong, and SQLite's message quotes a name that is not UTF-8.
    """
    try:
        conn.execute("SELECT 1 FROM sqlite_master LIMIT 0")
    except UnicodeDecodeError as error:
        raise CorruptIndexError(str(error)) from error


def _require_full_text() -> None:
    """Raise IndexFileError if SQLite has no full-text search, before any file is opened."""
    with closing(sqlite3.connect(":memory:")) as conn:
        try:
            conn.execute("CREATE VIRTUAL TABLE try USING fts5(text)")
        except sqlite3.OperationalError as error:
            raise IndexFileError(
                tr(
                    "The SQLite of this Python, {version}, has no full-text search (FTS5), which "
                    "the index needs: {reason}. Use a Python whose SQLite has it, as those of "
                    "python.org and of Linux distributions have."
                ).format(version=sqlite3.sqlite_version, reason=error)
            ) from error


def _code(error: sqlite3.Error) -> int | None:
    """SQLite's primary code of an error; None if the error is Python's own."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


@contextmanager
def _translated_errors(path: Path) -> Iterator[None]:
    """Map SQLite's errors to CorruptIndexError, which is recovered from, or IndexFileError.

    A statement that SQLite calls wrong, or wrongly used, is a bug: its error passes.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = _code(error)
        if code is None:
            # Python's own OperationalError says that a text in the file is not UTF-8.
            if type(error) is sqlite3.OperationalError:
                raise CorruptIndexError(str(error)) from error
            raise
        if error.sqlite_errorcode in _REPLACED_CODES or not path.exists():
            raise ReplacedIndexError(str(error)) from error
        if code in _CORRUPTION_CODES:
            raise CorruptIndexError(str(error)) from error
        if code in _CORRUPTION_OR_BUG_CODES:
            raise
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise IndexFileError(
                tr("The index {path} is in use by another program. Try again in a moment.").format(
                    path=path
                )
            ) from error
        raise IndexFileError(_write_failure(path, error)) from error


def _write_failure(path: Path, error: Exception) -> str:
    return tr(
        "The index {path} cannot be written: {reason}. Make room or name another folder in "
        "KBVIEWER_CACHE_DIR."
    ).format(path=path, reason=reason_of(error))
