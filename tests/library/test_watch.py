"""Changes in a folder as they happen: which are told, and what is left alone."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import watchfiles

from kbviewer.errors import LibraryError
from kbviewer.library.watch import changes

Library = Callable[[dict[str, str]], Path]
_SOON_S = 5.0
_QUIET_S = 0.4


class Watcher:
    """A thread that counts what it is told."""

    def __init__(self, root: Path) -> None:
        self.times = 0
        self.told: list[frozenset[str] | None] = []
        self.error: LibraryError | None = None
        self.stop = threading.Event()
        self._root = root
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            for changed in changes(self._root, self.stop):
                self.told.append(changed)
                self.times += 1
        except LibraryError as error:
            self.error = error

    def until(self, is_so: Callable[[], bool]) -> bool:
        """Wait until something is so, and say whether it came to that."""
        end = time.monotonic() + _SOON_S
        while not is_so() and time.monotonic() < end:
            time.sleep(0.02)
        return is_so()

    def sees(self, change: Callable[[], object]) -> bool:
        """Change something, and say whether that was told; what follows of it is awaited, too."""
        before = self.times
        change()
        told = self.until(lambda: self.times > before)
        self.is_quiet()
        return told

    def is_quiet(self) -> bool:
        """Whether nothing is told for a while."""
        before = self.times
        time.sleep(_QUIET_S)
        return self.times == before


@contextmanager
def watched(root: Path) -> Iterator[Watcher]:
    """Watch a folder, from when it is all watched."""
    watcher = Watcher(root)
    watcher.thread.start()
    try:
        assert watcher.until(lambda: watcher.times > 0 or watcher.error is not None)
        yield watcher
    finally:
        watcher.stop.set()
        watcher.thread.join(_SOON_S)
        assert not watcher.thread.is_alive()


def test_files_and_folders_that_come_change_and_go_are_told(library: Library) -> None:
    root = library({"a.md": "x", "sub/b.markdown": "x"})
    with watched(root) as watcher:
        assert watcher.sees(lambda: (root / "a.md").write_text("other"))
        assert watcher.sees((root / "sub" / "b.markdown").unlink)
        assert watcher.sees(lambda: shutil.move(root / "sub", root / "moved"))
        assert watcher.sees(lambda: (root / "moved" / "c.MD").write_text("x"))


def test_changed_files_are_named_where_nothing_else_can_have_changed(library: Library) -> None:
    root = library({"a.md": "x", "sub/音.md": "x"})
    with watched(root) as watcher:
        assert watcher.told == [None]
        watcher.sees(lambda: (root / "sub" / "音.md").write_text("other"))
        watcher.sees(lambda: (root / "a.md").rename(root / "sub" / "b.md"))
        assert frozenset().union(*(told or {"any"} for told in watcher.told[1:])) == {
            "sub/音.md", "a.md", "sub/b.md",
        }  # fmt: skip
        watcher.sees((root / "new").mkdir)
        assert watcher.told[-1] is None


def test_a_file_in_a_folder_that_is_new_is_told(library: Library) -> None:
    root = library({"a.md": "x"})
    with watched(root) as watcher:
        assert watcher.sees(lambda: (root / "one" / "two").mkdir(parents=True))
        assert watcher.sees(lambda: (root / "one" / "two" / "b.md").write_text("x"))


def test_what_the_library_does_not_read_is_not_told(library: Library) -> None:
    root = library({"a.md": "x", ".git/hidden.md": "x"})
    with watched(root) as watcher:
        (root / "notes.txt").write_text("x")
        (root / ".b.md.swp").write_text("x")
        (root / ".git" / "hidden.md").write_text("other")
        (root / "a.md").read_text()
        assert watcher.is_quiet()


def test_links_are_not_followed_out_of_the_library(library: Library, tmp_path: Path) -> None:
    root = library({"a.md": "x"})
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "way-out").symlink_to(outside)
    with watched(root) as watcher:
        (outside / "b.md").write_text("x")
        assert watcher.is_quiet()


def test_a_thousand_changes_are_few_bursts(library: Library) -> None:
    root = library({"a.md": "x"})
    with watched(root) as watcher:
        for number in range(1_000):
            (root / f"{number}.md").write_text("x")
        assert watcher.until(lambda: watcher.times > 1)
        watcher.is_quiet()
        assert watcher.times < 20


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_whose_name_is_no_text_does_not_end_the_watch(library: Library) -> None:
    root = library({"a.md": "x"})
    with watched(root) as watcher:
        try:
            Path(os.fsdecode(os.fsencode(root) + b"/\xff.md")).write_text("x")
        except OSError:
            pytest.skip("this file system has no such names")
        watcher.until(lambda: watcher.times > 1)
        assert watcher.sees(lambda: (root / "a.md").write_text("other"))


def test_a_folder_that_goes_ends_the_watch_with_a_reason(library: Library) -> None:
    root = library({"a.md": "x"})
    with watched(root) as watcher:
        root.rename(root.with_name("elsewhere"))
        assert watcher.until(lambda: watcher.error is not None)
        assert str(root) in str(watcher.error)


def test_a_watch_that_the_system_refuses_is_a_known_error(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: str, **_options: object) -> Iterator[None]:
        raise OSError("OS file watch limit reached.")

    monkeypatch.setattr(watchfiles, "watch", refuse)
    monkeypatch.setattr("kbviewer.library.watch._PAUSE_S", 0.01)
    with pytest.raises(LibraryError, match="limit reached"):
        next(changes(library({"a.md": "x"}), threading.Event()))


def test_watching_writes_nothing(library: Library) -> None:
    root = library({"a.md": "x", "sub/b.md": "y"})

    def state() -> list[tuple[str, int, int]]:
        paths = [root, *sorted(root.rglob("*"))]
        return [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths]

    before = state()
    with watched(root):
        pass
    assert state() == before
