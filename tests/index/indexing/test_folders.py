"""An update looks only into the folders whose files are others than those in the index."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from kbviewer.errors import ArticleError
from kbviewer.index.index import Index
from kbviewer.index.indexing import folders, indexer
from kbviewer.library.file_id import path_to_id
from kbviewer.library.library import Library, ScannedFile, ScannedFolder
from kbviewer.library.problems import Problem
from tests.index.contents import updated, wrong_folders

Make = Callable[[dict[str, str]], Path]
TEXTS = {
    "root.md": "word", "_index.md": "page", "a/one.md": "word", "a/two.md": "word",
    "a/b/_index.md": "page", "a/b/one.md": "word", "a-b/one.md": "word", "a0/one.md": "word",
    "%D6/100%.md": "word", "中文/一.md": "word",
}  # fmt: skip
ARTICLES = 8


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders whose files are compared one by one."""
    found: list[str] = []
    compare = folders.indexed_articles

    def spy(db: Connection, folder: str) -> list[ScannedFile]:
        found.append(folder)
        return compare(db, folder)

    monkeypatch.setattr(indexer, "indexed_articles", spy)
    return found


def change_time(path: Path) -> None:
    """Give a file another time of change, whatever the clock's resolution: one in the future."""
    os.utime(path, ns=(4 * 10**18, 4 * 10**18))


def test_where_nothing_has_changed_no_folder_is_looked_into(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.open(library(TEXTS)) as index:
        updated(index)
        assert wrong_folders(index) == []
        monkeypatch.delattr(indexer, "index_folders")
        assert updated(index)[-1].total == 0


@pytest.mark.parametrize("path", TEXTS)
@pytest.mark.parametrize("event", ["touched", "grown", "deleted", "added", "renamed"])
def test_a_change_is_seen_and_only_its_folder_is_looked_into(
    library: Make, compared: list[str], event: str, path: str
) -> None:
    root = library(TEXTS)
    file, folder = root / path, path_to_id(path.rpartition("/")[0])
    is_page = path.endswith("_index.md")
    with Index.open(root) as index:
        updated(index)
        compared.clear()
        match event:
            case "touched":
                change_time(file)
            case "grown":
                file.write_text("many zebras", encoding="utf-8")
            case "deleted":
                file.unlink()
            case "added":
                (file.parent / "new.md").write_text("a zebra", encoding="utf-8")
            case "renamed":
                file.rename(file.parent / "new.md")
        last = updated(index)[-1]
        assert folder in compared
        if not is_page:  # with the title of a topic, the articles in it change
            assert compared == [folder]
            assert last.total == (2 if event == "renamed" else 1)
        zebras = {"grown": not is_page, "added": True}.get(event, False)
        assert index.search("zebra*").total == zebras
        count = {"deleted": is_page - 1, "added": 1, "renamed": is_page}.get(event, 0)
        assert index.count_articles() == ARTICLES + count
        assert index.check().differences == ()
        assert wrong_folders(index) == []
        compared.clear()
        assert updated(index)[-1].total == 0
        assert compared == []


def test_a_folder_that_is_gone_takes_its_articles_along(library: Make, compared: list[str]) -> None:
    root = library(TEXTS)
    with Index.open(root) as index:
        updated(index)
        compared.clear()
        shutil.rmtree(root / "a")
        updated(index)
        assert compared == ["a", "a/b"]
        assert index.count_articles() == ARTICLES - 3
        assert updated(index)[-1].total == 0
        assert compared == ["a", "a/b"]


def test_a_file_that_cannot_be_read_is_told_at_each_update(
    library: Make, monkeypatch: pytest.MonkeyPatch, compared: list[str]
) -> None:
    root = library(TEXTS)
    read_bytes = Library.read_bytes

    def fail(library: Library, file_id: str) -> bytes:
        if file_id == "a/two.md":
            raise ArticleError(f"{file_id} is locked")
        return read_bytes(library, file_id)

    monkeypatch.setattr(Library, "read_bytes", fail)
    (root / "a-b" / "link.md").symlink_to(root / "nowhere")
    with Index.open(root) as index:
        updated(index)
        first = index.problems()
        assert [problem.path for problem in first] == ["a-b/link.md", "a/two.md"]
        compared.clear()
        updated(index)
        assert index.problems() == first
        assert compared == ["a"]


def test_what_a_stopped_update_has_left_is_done_by_the_next(
    library: Make, monkeypatch: pytest.MonkeyPatch, compared: list[str]
) -> None:
    """Wherever it stops: also behind the last article, when the digests are not yet recorded."""
    monkeypatch.setattr(indexer, "MAX_BATCH_FILES", 1)
    root = library(TEXTS)
    with Index.open(root) as index:
        steps = len(updated(index))
    for stop in range(steps):
        with Index.open(root, rebuild=True) as index:
            for _, _ in zip(range(stop), index.update(), strict=False):
                pass
            assert wrong_folders(index) == []
            updated(index)
            assert index.count_articles() == ARTICLES
            assert index.check().differences == ()
            compared.clear()
            updated(index)
            assert compared == []


def test_a_new_title_of_a_topic_is_among_the_names_of_articles_elsewhere(
    library: Make, compared: list[str]
) -> None:
    root = library(
        {
            "t/_index.md": "---\ntitle: Old\n---\n",
            "x/a.md": "---\ntopics: [t]\n---\nword",
            "y/b.md": "",
        }
    )
    with Index.open(root) as index:
        updated(index)
        compared.clear()
        (root / "t" / "_index.md").write_text("---\ntitle: Zebra\n---\n", encoding="utf-8")
        updated(index)
        assert set(compared) == {"t", "x"}
        assert [hit.id for hit in index.search("zebra").hits] == ["x/a.md"]


def test_after_an_update_of_some_files_only_their_folders_are_looked_into(
    library: Make, compared: list[str]
) -> None:
    root = library(TEXTS)
    with Index.open(root) as index:
        updated(index)
        compared.clear()
        (root / "a" / "one.md").write_text("a zebra", encoding="utf-8")
        list(index.update(frozenset({"a/one.md"})))
        assert compared == []
        assert updated(index)[-1].total == 0
        assert compared == ["a"]
        updated(index)
        assert compared == ["a"]


def test_files_of_many_folders_are_compared_in_steps(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_FILES_PER_STEP", 2)
    listed: list[int] = []
    scan_folders = Library.scan_folders

    def spy(library: Library, problems: list[Problem]) -> Iterator[ScannedFolder]:
        for folder in scan_folders(library, problems):
            listed.append(len(folder.names))
            yield folder

    monkeypatch.setattr(Library, "scan_folders", spy)
    with Index.open(library({f"{n}/{m}.md": "" for n in range(6) for m in range(2)})) as index:
        updated(index)
        listed.clear()
        seen = [len(listed) for _ in index.update()]
        assert seen == [2, 3, 4, 5, 6, 7, 7]
