"""From folder to index: incremental, in whole batches, always where a fresh build would be."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from sqlite3 import Connection

import pytest

from kbviewer.index.index import Index
from kbviewer.index.indexing import documents, indexer, writer
from kbviewer.index.indexing.documents import IndexDocument
from kbviewer.index.postings import segments
from kbviewer.library.library import Library, ScannedFolder
from kbviewer.library.problems import Problem
from tests.index.contents import contents, fresh_contents, updated, wrong_folders

Make = Callable[[dict[str, str]], Path]


def test_the_first_update_reads_everything_and_the_second_nothing(library: Make) -> None:
    root = library({f"{n}.md": "text" for n in range(5)})
    with Index.open(root) as index:
        steps = updated(index)
        assert (steps[0].done, steps[0].total) == (0, 5)
        assert (steps[-1].done, steps[-1].total) == (5, 5)
        assert updated(index)[-1].total == 0


def test_files_that_did_not_change_are_not_opened(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "one", "b.md": "two"})
    opened: list[str] = []
    read = Library.read_bytes

    def spy(library: Library, file_id: str) -> bytes:
        opened.append(file_id)
        return read(library, file_id)

    monkeypatch.setattr(Library, "read_bytes", spy)
    with Index.open(root) as index:
        updated(index)
        opened.clear()
        (root / "b.md").write_text("three, longer")
        updated(index)
    assert opened == ["b.md"]


def test_what_is_added_changed_and_taken_away_is_seen(library: Make) -> None:
    root = library({"a.md": "first", "b.md": "second", "t/c.md": "third"})
    with Index.open(root) as index:
        updated(index)
        (root / "a.md").write_text("changed to fourth")
        (root / "b.md").unlink()
        (root / "d.md").write_text("fifth")
        shutil.rmtree(root / "t")
        updated(index)
        for typed, total in (
            ("first", 0), ("second", 0), ("third", 0), ("fourth", 1), ("fifth", 1), ("", 2),
        ):  # fmt: skip
            assert index.search(typed).total == total, typed
        assert index.topics() == []


def test_a_topics_page_that_changes_or_goes_is_seen(library: Make) -> None:
    root = library({"t/a.md": "x", "t/_index.md": "---\ntitle: One\ntitle_zh: 一\n---\n"})
    with Index.open(root) as index:
        updated(index)
        assert [(topic.title, topic.title_zh) for topic in index.topics()] == [("One", "一")]
        (root / "t/_index.md").write_text("---\ntitle: Two\n---\n")
        updated(index)
        assert [(topic.title, topic.title_zh) for topic in index.topics()] == [("Two", "")]
        (root / "t/_index.md").unlink()
        updated(index)
        assert [topic.title for topic in index.topics()] == ["t"]


def test_a_build_that_stops_leaves_whole_batches_and_goes_on(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexer, "MAX_BATCH_FILES", 4)
    root = library({f"{n:02}.md": "text" for n in range(10)})
    with Index.open(root) as index:
        steps = index.update()
        next(steps)
        next(steps)
        del steps
    with Index.open(root) as index:
        assert index.count_articles() == 4
        assert updated(index)[-1].total == 6
        assert index.search("text").total == 10


def test_a_file_that_cannot_be_read_is_a_problem_and_the_others_are_there(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "x", "b.md": "x"})
    scan_folders = Library.scan_folders

    def vanish(library: Library, problems: list[Problem]) -> Iterator[ScannedFolder]:
        folders = list(scan_folders(library, problems))
        (root / "b.md").unlink()
        return iter(folders)

    monkeypatch.setattr(Library, "scan_folders", vanish)
    with Index.open(root) as index:
        last = updated(index)[-1]
        assert len(last.problems) == 1
        assert "b.md" in last.problems[0].path
        assert index.search("x").total == 1


WORDS = [
    "抖音",
    "电商,盲盒",
    "merchant",
    "merchants",
    "C++",
    "4,000",
    "# 标题\n",
    "[a](b.md)",
    "[[1|one]]",
    "[a](../t/2.md)",
    "\n\n",
]


class RandomHistory:
    """Random work on a folder: files added, edited, touched, renamed, swapped and deleted."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)

    def step(self) -> set[Path]:
        """Do something; which files it was done to."""
        chance, root = self.chance, self.root
        path = root / chance.choice(["", "t", "w", "t/u"]) / f"{chance.randrange(12)}.md"
        there = sorted(root.rglob("*.md"))
        path.parent.mkdir(parents=True, exist_ok=True)
        match chance.randrange(8):
            case 2 if there:
                path = chance.choice(there)
                path.unlink()
            case 3 | 4 if there:
                other = chance.choice(there)
                other.replace(path)
                return {path, other}
            case 5 if there:
                path = chance.choice(there)
                os.utime(path)
            case 6 if len(there) > 1:
                one, other = chance.sample(there, 2)
                one.replace(root / "aside")
                other.replace(one)
                (root / "aside").replace(other)
                return {one, other}
            case 7:
                path = root / "t" / "_index.md"
                path.parent.mkdir(exist_ok=True)
                path.write_text(f"---\ntitle: T{chance.randrange(9)}\n---\n")
            case _:
                self._write(path)
        return {path}

    def _write(self, path: Path) -> None:
        header = self.chance.choice(
            [
                "",
                "---\ntopics: [t/u, v]\nurl: x.y\naliases: [x, y/z]\n---\n",
                "---\npublished: 2025-08-11\n---\n",
                "---\ntags: [v, Work/plans]\n---\n",
                "---\ntags: [work, 電商]\ntopics: [v]\n---\n",
            ]
        )
        path.write_text(header + " ".join(self.chance.choices(WORDS, k=6)), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_any_history_ends_where_a_fresh_build_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Two hundred steps, the index brought up to date behind each or behind a few."""
    monkeypatch.setattr(segments, "SEGMENT_SIZE", 64)
    monkeypatch.setattr(segments, "FREQUENT_DOCS", 3)
    monkeypatch.setattr(indexer, "MAX_BATCH_FILES", 5)
    root = tmp_path / "library"
    root.mkdir()
    work = RandomHistory(root, seed)
    with Index.open(root) as index:
        for number in range(1, 201):
            work.step()
            if seed == 0 or work.chance.random() < 0.3:
                updated(index)
                assert wrong_folders(index) == []
            if number % 50 == 0:
                updated(index)
                fresh = fresh_contents(root, tmp_path / "fresh", monkeypatch)
                for table, rows in contents(index).items():
                    assert rows == fresh[table], table


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_updates_that_are_given_what_has_changed_end_there_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(segments, "SEGMENT_SIZE", 64)
    monkeypatch.setattr(segments, "FREQUENT_DOCS", 3)
    root = tmp_path / "library"
    root.mkdir()
    (root / "left out.markdown").symlink_to(tmp_path / "nowhere")
    work = RandomHistory(root, seed)
    changed: set[Path] = set()
    with Index.open(root) as index:
        updated(index)
        for number in range(1, 201):
            changed |= work.step()
            if work.chance.random() < 0.5:
                names = frozenset(path.relative_to(root).as_posix() for path in changed)
                list(index.update(names))
                assert wrong_folders(index) == []
                changed.clear()
            if number % 50 == 0:
                list(index.update(frozenset(p.relative_to(root).as_posix() for p in changed)))
                changed.clear()
                fresh = fresh_contents(root, tmp_path / "fresh", monkeypatch)
                for table, rows in contents(index).items():
                    assert rows == fresh[table], table
                problems = index.problems()
                updated(index)
                assert index.problems() == problems


def test_an_update_that_is_given_what_has_changed_looks_at_nothing_else(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"t/a.md": "one", "t/b.md": "two", "c.md": "---\ndate: x\n---\n"})
    (root / "t" / "link.md").symlink_to(root / "nowhere")
    with Index.open(root) as index:
        updated(index)
        before = index.problems()
        assert [problem.path for problem in before] == ["c.md", "t/link.md"]
        scan_folders = Library.scan_folders
        monkeypatch.delattr(Library, "scan_folders")
        (root / "t" / "a.md").write_text("three")
        (root / "t" / "new.md").write_text("three")
        (root / "t" / "b.md").unlink()
        list(index.update(frozenset({"t/a.md", "t/b.md", "t/new.md", "t/none.md"})))
        assert {hit.id for hit in index.search("three").hits} == {"t/a.md", "t/new.md"}
        assert index.count_articles() == 3
        assert index.problems() == before
        monkeypatch.setattr(Library, "scan_folders", scan_folders, raising=False)
        assert updated(index)[-1].total == 0


@pytest.mark.parametrize("kind", ["hidden", "link", "missing", "outside"])
def test_files_that_a_scan_would_not_find_are_not_indexed(
    library: Make, tmp_path: Path, kind: str
) -> None:
    root = library({"a.md": "one", "real/b.md": "word"})
    (root / "link").symlink_to(root / "real")
    (tmp_path / "c.md").write_text("word")
    paths = {
        "hidden": ".x/b.md", "link": "link/b.md", "missing": "z/b.md", "outside": "../c.md"
    }  # fmt: skip
    (root / ".x").mkdir()
    (root / ".x" / "b.md").write_text("word")
    with Index.open(root) as index:
        updated(index)
        list(index.update(frozenset({paths[kind]})))
        assert [hit.id for hit in index.search("word").hits] == ["real/b.md"]


def test_a_renamed_file_keeps_its_doc_id_and_is_not_indexed_again(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "---\ntopics: [x]\n---\n"
    root = library({
        "t/a.md": f"{head}# One\n盲盒", "t/b.md": f"{head}# Two\n盲盒", "c.md": f"{head}# C\n盲盒",
        "v/e.md": "# Five\n盲盒",
    })  # fmt: skip

    def doc_id(path: str) -> int:
        with index._database.read_transaction() as db:
            return int(db.execute("SELECT id FROM article WHERE path = ?", (path,)).fetchone()[0])

    with Index.open(root) as index:
        updated(index)
        before = doc_id("t/a.md")
        added: list[str] = []
        add = writer.add_documents

        def spy(db: Connection, new: Sequence[IndexDocument]) -> int:
            added.extend(document.row.path for document in new)
            return add(db, new)

        monkeypatch.setattr(writer, "add_documents", spy)
        (root / "t").rename(root / "u")
        updated(index)
        assert doc_id("u/a.md") == before
        assert added == []
        assert index.search("file:t").total == 0
        assert index.search("file:u 盲盒").total == 2
        assert index.search("topic:x 盲盒").total == 3
        assert index.search("盲盒").total == 4
        (root / "c.md").rename(root / "d.md")  # the file's name is searched
        (root / "v").rename(root / "w")  # and so is the topic that it has of its folder
        updated(index)
        assert added == ["d.md", "w/e.md"]
        assert [index.search(typed).total for typed in ("d", "w", "file:w ")] == [1, 1, 1]
        assert [index.search(typed).total for typed in ("v", "file:v ")] == [0, 0]
        assert index.search("盲盒").topic_counts == {"w": 1, "x": 3}
        assert index.check().differences == ()


def test_a_touched_file_is_read_and_not_indexed_again(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "one", "b.md": "two"})
    with Index.open(root) as index:
        updated(index)
        deleted: list[str] = []
        delete = writer.delete_articles

        def spy(db: Connection, paths: Sequence[str]) -> set[str]:
            deleted.extend(paths)
            return delete(db, paths)

        monkeypatch.setattr(writer, "delete_articles", spy)
        then = (root / "a.md").stat().st_mtime_ns - 1
        os.utime(root / "a.md", ns=(then, then))
        assert updated(index)[-1].total == 1
        assert deleted == []
        assert updated(index)[-1].total == 0


def test_two_files_that_change_places_are_seen(library: Make) -> None:
    """Though size and time of each path stay as they were, as of all files of one archive."""
    root = library({"t/a.md": "盲盒", "t/b.md": "抖音"})
    for path in (root / "t").iterdir():
        os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    with Index.open(root) as index:
        updated(index)
        (root / "t" / "a.md").rename(root / "aside")
        (root / "t" / "b.md").rename(root / "t" / "a.md")
        (root / "aside").rename(root / "t" / "b.md")
        updated(index)
        assert [hit.id for hit in index.search("盲盒").hits] == ["t/b.md"]


def test_a_file_changed_twice_at_the_same_time_is_seen(tmp_path: Path) -> None:
    """Some file systems store times in steps of two seconds, and the second change may fit."""
    root = tmp_path / "library"
    root.mkdir()
    path = root / "a.md"
    path.write_text("first")
    now = path.stat().st_mtime_ns
    with Index.open(root) as index:
        updated(index)
        path.write_text("other")
        os.utime(path, ns=(now, now))
        updated(index)
        assert index.search("other").total == 1


def reads(index: Index, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many files an update reads."""
    read: list[str] = []
    with monkeypatch.context() as patch:
        before = Library.read_bytes

        def spy(library: Library, file_id: str) -> bytes:
            read.append(file_id)
            return before(library, file_id)

        patch.setattr(Library, "read_bytes", spy)
        updated(index)
    return len(read)


FUTURE = 4_000_000_000_000_000_000
"""Nanoseconds: the year 2096."""


def test_a_file_with_a_time_in_the_future_is_read_once(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "one", "t/_index.md": "# T", "t/b.md": "two"})
    monkeypatch.setattr(documents, "RECENT_NS", 2_000_000_000)
    for path in root.rglob("*.md"):
        os.utime(path, ns=(FUTURE, FUTURE))
    with Index.open(root) as index:
        assert reads(index, monkeypatch) == 3
        assert reads(index, monkeypatch) == 0


@pytest.mark.skipif(os.name == "nt", reason="it stores no time of a metadata change")
def test_a_change_that_keeps_a_time_in_the_future_is_seen(library: Make) -> None:
    root = library({"a.md": "one", "b.md": "two"})
    for path in root.iterdir():
        os.utime(path, ns=(FUTURE, FUTURE))
    with Index.open(root) as index:
        updated(index)
        before = (root / "a.md").stat().st_ctime_ns
        (root / "a.md").write_text("six", encoding="utf-8")
        while (root / "a.md").stat().st_ctime_ns == before:  # the clock goes on in steps
            os.utime(root / "a.md", ns=(FUTURE, FUTURE))
        os.utime(root / "a.md", ns=(FUTURE, FUTURE))
        updated(index)
        assert index.search("six").total == 1


def test_a_clock_that_was_set_back_hides_no_change(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that were written before it was lie in the future, and are changed now."""
    root = library({"a.md": "one", "b.md": "two"})
    monkeypatch.setattr(documents, "RECENT_NS", 2_000_000_000)
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now - 3_600_000_000_000)
    with Index.open(root) as index:
        updated(index)
        assert reads(index, monkeypatch) == 0
        (root / "a.md").write_text("six", encoding="utf-8")
        os.utime(root / "a.md", ns=(now - 3_600_000_000_000,) * 2)
        updated(index)
        assert index.search("six").total == 1
        monkeypatch.setattr(time, "time_ns", lambda: now)
        (root / "b.md").write_text("ten", encoding="utf-8")
        updated(index)
        assert index.search("ten").total == 1


def test_a_file_that_was_changed_just_now_is_read_once_more(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "one"})
    monkeypatch.setattr(documents, "RECENT_NS", 2_000_000_000)
    changed = next(Library.open(root).scan([])).changed_ns
    for offset in (0, 1_900_000_000, -1_900_000_000):
        monkeypatch.setattr(time, "time_ns", partial(int, changed + offset))
        with Index.open(root, rebuild=True) as index:
            assert reads(index, monkeypatch) == 1
            assert reads(index, monkeypatch) == 1
