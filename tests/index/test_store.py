"""The index file: made when it is missing, made anew when it is damaged or of another kind."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.errors import StoreError
from kbviewer.index import keys, schema
from kbviewer.index.live import LiveIndex
from kbviewer.index.store import Store

Make = Callable[[dict[str, str]], Path]


def found(library: Path, typed: str = "抖音") -> int:
    with LiveIndex.open(library) as index:
        for _ in index.update():
            pass
        return index.search(typed).total


def index_path(library: Path) -> Path:
    with LiveIndex.open(library) as index:
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


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"SQLite format 3\0" + b"\xff" * 5000, b"\0" * 100_000],
    ids=["empty", "text", "header only", "zeros"],
)
def test_a_file_that_is_no_index_is_replaced(small: Path, content: bytes) -> None:
    path = index_path(small)
    path.write_bytes(content)
    assert found(small) == 2


def test_another_programs_database_is_replaced_and_its_triggers_never_run(small: Path) -> None:
    path = index_path(small)
    path.unlink()
    foreign = sqlite3.connect(path)
    foreign.executescript(
        "CREATE TABLE article(id, path); CREATE TABLE ran(x);"
        "CREATE TRIGGER evil AFTER INSERT ON article BEGIN INSERT INTO ran VALUES (1); END;"
    )
    foreign.close()
    assert found(small) == 2
    tables = sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall()
    assert ("evil",) not in tables


def test_a_trigger_added_to_our_own_index_is_thrown_out(small: Path) -> None:
    assert found(small) == 2
    path = index_path(small)
    ours = sqlite3.connect(path)
    ours.execute("CREATE TRIGGER evil AFTER DELETE ON article BEGIN SELECT 1; END")
    ours.commit()
    ours.close()
    assert found(small) == 2
    assert (
        not sqlite3.connect(path)
        .execute("SELECT 1 FROM sqlite_master WHERE name = 'evil'")
        .fetchall()
    )


def test_an_index_of_another_version_is_made_anew(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(small) == 2
    with Store.open(index_path(small)).writing() as db:
        db.execute("DELETE FROM article")
    assert Store.open(index_path(small)).count() == 0
    monkeypatch.setattr(schema, "VERSION", "another")
    assert found(small) == 2


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_is_met_by_a_person(small: Path, seed: int) -> None:
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
    with LiveIndex.open(small) as index:
        for _ in index.update():
            pass
        for typed in ("抖音", "抖", "and", "", "topic:b"):
            index.search(typed)
        index.verify(10)


def test_damage_that_shows_while_the_index_is_open_is_cured(small: Path) -> None:
    with LiveIndex.open(small) as index:
        for _ in index.update():
            pass
        with index._store.writing() as db:
            db.execute("DELETE FROM search_data WHERE id > 1")
        assert index.search("抖音").total == 2


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_folder_that_cannot_be_written_is_said_so(small: Path) -> None:
    cache = Path(os.environ["KBVIEWER_CACHE_DIR"])
    cache.mkdir(parents=True)
    cache.chmod(0o500)
    with pytest.raises(StoreError, match="KBVIEWER_CACHE_DIR"):
        LiveIndex.open(small)


def test_a_file_where_the_cache_folder_should_be_is_said_so(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KBVIEWER_CACHE_DIR", str(tmp_path / "file" / "cache"))
    with pytest.raises(StoreError, match="KBVIEWER_CACHE_DIR"):
        LiveIndex.open(small)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be replaced there")
def test_a_folder_where_the_index_should_be_is_said_so(small: Path) -> None:
    path = index_path(small)
    path.unlink()
    (path / "inside").mkdir(parents=True)
    with pytest.raises(StoreError, match="KBVIEWER_CACHE_DIR"):
        LiveIndex.open(small)


def test_an_index_deleted_or_replaced_while_it_is_open_is_made_anew(small: Path) -> None:
    with LiveIndex.open(small) as index:
        for _ in index.update():
            pass
        index.path.unlink()
        (small / "e.md").write_text("抖音 once more", encoding="utf-8")
        for _ in index.update():
            pass
        assert index.search("抖音").total == 3
        with LiveIndex.open(small, rebuild=True) as other:
            for _ in other.update():
                pass
        (small / "f.md").write_text("抖音 again", encoding="utf-8")
        for _ in index.update():
            pass
        assert index.search("抖音").total == 4


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
    with LiveIndex.open(small) as index:
        for _ in index.update():
            pass
        for depth in (1, 5, 6, 7, 20, 300):
            index.search("and " + piece * depth + "x" + ")" * depth)
        assert index.count() == 3


def test_postings_that_lost_articles_are_noticed_and_made_anew(small: Path) -> None:
    """As a page of the file is, that was written over with another one of the same table."""
    with LiveIndex.open(small) as index:
        for _ in index.update():
            pass
        with index._store.writing() as db:
            db.execute("DELETE FROM posting WHERE key = ?", (keys.ALL,))
        assert index.search("").total == 3
        assert index.count() == 3
