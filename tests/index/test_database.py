"""The index file: created if it is missing, replaced if it is corrupt or of another version."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kbviewer.errors import IndexFileError
from kbviewer.index import schema
from kbviewer.index.database import IndexDatabase
from kbviewer.index.index import Index
from kbviewer.index.postings import terms

Make = Callable[[dict[str, str]], Path]


def found(library: Path, typed: str = "抖音") -> int:
    with Index.open(library) as index:
        for _ in index.update():
            pass
        return index.search(typed).total


def index_path(library: Path) -> Path:
    with Index.open(library) as index:
        return index.path


@pytest.fixture
def small(library: Make) -> Path:
    """Three articles, two of them on 抖音."""
    return library({"a.md": "抖音电商", "b/c.md": "抖音 and more", "d.md": "nothing"})


def test_the_index_lies_in_the_cache_folder(small: Path) -> None:
    path = index_path(small)
    assert path.parent == Path(os.environ["KBVIEWER_CACHE_DIR"])
    assert path.suffix == ".sqlite"


def test_two_libraries_have_two_indexes(small: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert index_path(small) != index_path(tmp_path / "other")


def test_an_index_that_is_missing_is_made(small: Path) -> None:
    assert found(small) == 2
    index_path(small).unlink()
    assert found(small) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"SQLite format 3\0" + b"\xff" * 5000, b"\0" * 100_000],
    ids=["empty", "text", "header only", "zeros"],
)
def test_a_file_that_is_no_index_is_replaced(small: Path, content: bytes) -> None:
    path = index_path(small)
    path.write_bytes(content)
    assert found(small) == 2


def make_database(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(script)


FOREIGN = """
    CREATE TABLE article(id, path); CREATE TABLE ran(x); INSERT INTO article VALUES (1, 'a');
    CREATE TRIGGER evil AFTER INSERT ON article BEGIN INSERT INTO ran VALUES (1); END;
"""


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {file.name: (file.stat().st_ino, file.read_bytes()) for file in folder.iterdir()}


@pytest.mark.slow
@pytest.mark.parametrize("before", ["", "PRAGMA journal_mode = WAL;", "PRAGMA application_id = 7;"])
@pytest.mark.parametrize("rebuild", [False, True])
def test_another_programs_database_is_left_as_it_is(
    small: Path, before: str, rebuild: bool
) -> None:
    path = index_path(small)
    path.unlink()
    make_database(path, before + FOREIGN)
    kept = state(path.parent)
    for _ in range(2):
        with pytest.raises(IndexFileError, match=r"another program's database.*Move it away"):
            Index.open(small, rebuild=rebuild)
    assert state(path.parent) == kept


def test_another_programs_database_is_known_by_what_stands_in_its_journal(small: Path) -> None:
    path = index_path(small)
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA wal_autocheckpoint = 0")
        conn.execute("CREATE TABLE mine(x)")
        kept = path.read_bytes()
        with pytest.raises(IndexFileError, match="Move it away"):
            Index.open(small)
        assert path.read_bytes() == kept
        assert conn.execute("SELECT count(*) FROM mine").fetchone() == (0,)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("end", ["", "-journal", "-wal", "-shm", "-lock", "-lock-journal"])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_is_not_followed(small: Path, tmp_path: Path, end: str, is_there: bool) -> None:
    path = index_path(small)
    file = path.with_name(path.name + end)
    file.unlink(missing_ok=True)
    mine = tmp_path / "mine" / "mine.db"
    mine.parent.mkdir()
    if is_there:
        make_database(mine, "PRAGMA journal_mode = WAL;" + FOREIGN)
        mine.chmod(0o644)
    file.symlink_to(mine)
    kept = state(mine.parent)
    for rebuild in (False, True):
        with pytest.raises(IndexFileError, match=r"is a link.*Move it away"):
            Index.open(small, rebuild=rebuild)
    assert state(mine.parent) == kept
    assert file.is_symlink()
    assert not is_there or mine.stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(sys.platform == "win32", reason="it has no pipes among files")
@pytest.mark.parametrize("end", ["", "-lock"])
def test_a_pipe_is_not_waited_for(small: Path, end: str) -> None:
    path = index_path(small)
    file = path.with_name(path.name + end)
    file.unlink(missing_ok=True)
    os.mkfifo(file)
    with pytest.raises(IndexFileError, match=r"is a named pipe.*Move it away"):
        Index.open(small)


def test_a_lock_that_is_not_ours_is_left_as_it_is(small: Path) -> None:
    lock = Path(f"{index_path(small)}-lock")
    lock.unlink()
    make_database(lock, FOREIGN)
    kept = state(lock.parent)
    with pytest.raises(IndexFileError, match=r"is not empty.*Move it away"):
        Index.open(small)
    assert state(lock.parent) == kept


@pytest.mark.slow
@pytest.mark.parametrize("offset", range(68, 72))
def test_our_own_index_is_known_even_without_its_application_id(small: Path, offset: int) -> None:
    assert found(small) == 2
    path = index_path(small)
    raw = bytearray(path.read_bytes())
    raw[offset] ^= 1
    path.write_bytes(raw)
    assert found(small) == 2


def test_a_trigger_added_to_our_own_index_is_thrown_out(small: Path) -> None:
    assert found(small) == 2
    path = index_path(small)
    make_database(path, "CREATE TRIGGER evil AFTER DELETE ON article BEGIN SELECT 1; END")
    assert found(small) == 2
    with closing(sqlite3.connect(path)) as conn:
        assert not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'evil'").fetchall()


def opened_long_ago(path: Path, days: float) -> None:
    moment = time.time() - days * 24 * 3600
    for file in path.parent.glob(f"{path.name}*"):
        os.utime(file, (moment, moment))


def test_programs_of_two_versions_leave_each_others_index_alone(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(small) == 2
    first = index_path(small)
    kept = first.stat().st_ino, first.read_bytes()
    monkeypatch.setattr(schema, "SCHEMA_VERSION", "another")
    assert found(small) == 2
    assert index_path(small) != first
    assert (first.stat().st_ino, first.read_bytes()) == kept


def test_an_index_of_another_version_in_ours_place_is_made_anew(small: Path) -> None:
    assert found(small) == 2
    with closing(IndexDatabase.open(index_path(small))) as store, store.write_transaction() as db:
        db.execute("UPDATE meta SET value = 'another' WHERE name = 'version'")
        db.execute("DELETE FROM article")
    assert found(small) == 2


@pytest.mark.parametrize("is_oldest", [False, True])
def test_another_versions_index_goes_when_nobody_opened_it_for_thirty_days(
    small: Path, monkeypatch: pytest.MonkeyPatch, is_oldest: bool
) -> None:
    assert found(small) == 2
    first = index_path(small)
    if is_oldest:  # as the first versions called it
        oldest = first.with_name(f"{first.stem.rpartition('-')[0]}.sqlite")
        for file in first.parent.glob(f"{first.name}*"):
            file.rename(oldest.with_name(file.name.replace(first.name, oldest.name)))
        first = oldest
    others = [first.with_name(name) for name in ("other-0123456789abcdef.sqlite", "mine.sqlite")]
    for other in others:
        other.write_text("of another library")
        opened_long_ago(other, 400)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", "another")
    opened_long_ago(first, 29)
    assert found(small) == 2
    assert first.exists()
    opened_long_ago(first, 31)
    assert found(small) == 2
    assert not list(first.parent.glob(f"{first.name}*"))
    assert all(other.exists() for other in others)


def test_an_index_that_was_opened_of_late_is_not_idle(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though nothing was written to it for a long time."""
    assert found(small) == 2
    first = index_path(small)
    opened_long_ago(first, 31)
    assert found(small) == 2
    monkeypatch.setattr(schema, "SCHEMA_VERSION", "another")
    assert found(small) == 2
    assert first.exists()


def test_an_index_in_use_is_not_removed(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Index.open(small) as index:
        for _ in index.update():
            pass
        opened_long_ago(index.path, 31)
        monkeypatch.setattr(schema, "SCHEMA_VERSION", "another")
        assert found(small) == 2
        assert index.path.exists()
        assert index.search("抖音").total == 2
    assert found(small) == 2
    assert not index.path.exists()


@pytest.mark.parametrize("seed", range(60))
def test_no_user_meets_a_corrupt_file(small: Path, seed: int) -> None:
    """Bytes flipped or cut off anywhere: the search answers, or the file is renewed."""
    assert found(small) == 2
    path = index_path(small)
    raw = bytearray(path.read_bytes())
    chance = random.Random(seed)
    if seed % 4 == 0:
        raw = raw[: chance.randrange(len(raw))]
    else:
        for _ in range(chance.choice([1, 20, 400])):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
    path.write_bytes(raw)
    with Index.open(small) as index:
        for _ in index.update():
            pass
        for typed in ("抖音", "抖", "and", "", "topic:b"):
            index.search(typed)
        index.check(10)


@pytest.mark.parametrize(
    "stored",
    [
        "no JSON", "1", "[1]", '[["a"]]', '[["a", "b"]]', '[[["a", []], ["b"]]]',
        '[[["a", []], ["b", [["c", 1]]]]]', '[[["a", []], ["b", [[1, "c"]]]]]',
    ],
)  # fmt: skip
def test_warnings_that_are_corrupt_are_read_from_a_rebuilt_index(small: Path, stored: str) -> None:
    with Index.open(small) as index:
        for _ in index.update():
            pass
        with index._database.write_transaction() as db:
            db.execute("UPDATE article SET warnings = ?", (stored,))
        assert index.problems() == []


def test_corruption_found_while_the_index_is_open_is_recovered_from(small: Path) -> None:
    with Index.open(small) as index:
        for _ in index.update():
            pass
        with index._database.write_transaction() as db:
            db.execute("DELETE FROM article_fts_data WHERE id > 1")
        assert index.search("抖音").total == 2


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_folder_that_cannot_be_written_is_said_so(small: Path) -> None:
    cache = Path(os.environ["KBVIEWER_CACHE_DIR"])
    cache.mkdir(parents=True)
    cache.chmod(0o500)
    with pytest.raises(IndexFileError, match="KBVIEWER_CACHE_DIR"):
        Index.open(small)


def test_a_file_where_the_cache_folder_should_be_is_said_so(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KBVIEWER_CACHE_DIR", str(tmp_path / "file" / "cache"))
    with pytest.raises(IndexFileError, match="KBVIEWER_CACHE_DIR"):
        Index.open(small)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be replaced there")
def test_a_folder_where_the_index_should_be_is_said_so(small: Path) -> None:
    path = index_path(small)
    path.unlink()
    (path / "inside").mkdir(parents=True)
    with pytest.raises(IndexFileError, match="KBVIEWER_CACHE_DIR"):
        Index.open(small)


def test_an_index_deleted_or_replaced_while_it_is_open_is_made_anew(small: Path) -> None:
    with Index.open(small) as index:
        for _ in index.update():
            pass
        index.path.unlink()
        (small / "e.md").write_text("抖音 once more", encoding="utf-8")
        for _ in index.update():
            pass
        assert index.search("抖音").total == 3
        with Index.open(small, rebuild=True) as other:
            for _ in other.update():
                pass
        (small / "f.md").write_text("抖音 again", encoding="utf-8")
        for _ in index.update():
            pass
        assert index.search("抖音").total == 4


@pytest.mark.slow
def test_several_first_starts_at_once_all_find_the_same(small: Path) -> None:
    command = [sys.executable, "-m", "kbviewer", "search", "抖音", "--library", str(small)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, "")
        assert "2 hits" in out


@pytest.mark.parametrize(
    "piece",
    ["(a OR ", "-(a ", "(topic:a OR b ", "-(topic:a OR b ", "(before:2025 OR b ", "a OR b (",
     "(lang:en ", "NOT (x OR title:y "],
)  # fmt: skip
def test_no_nesting_is_too_deep_for_the_index(small: Path, piece: str) -> None:
    with Index.open(small) as index:
        for _ in index.update():
            pass
        for depth in (1, 5, 6, 7, 20, 300):
            index.search("and " + piece * depth + "x" + ")" * depth)
        assert index.count_articles() == 3


def test_postings_that_lost_articles_are_noticed_and_made_anew(small: Path) -> None:
    """As a page of the file is, that was written over with another one of the same table."""
    with Index.open(small) as index:
        for _ in index.update():
            pass
        with index._database.write_transaction() as db:
            db.execute("DELETE FROM posting WHERE term = ?", (terms.ALL_DOCS,))
        assert index.search("").total == 3
        assert index.count_articles() == 3
