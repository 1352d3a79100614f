"""Changes in a folder as they happen: which are told, and what is left alone."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import watchfiles

from kbviewer.errors import LibraryError, WatchError
from kbviewer.library import watcher as watcher_module
from kbviewer.library.watcher import watch_changes

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
            for changed in watch_changes(self._root, self.stop):
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


@pytest.mark.slow
def test_files_and_folders_that_come_change_and_go_are_told(library: Library) -> None:
    root = library({"a.md": "x", "sub/b.markdown": "x"})
    with watched(root) as watcher:
        assert watcher.sees(lambda: (root / "a.md").write_text("other"))
        assert watcher.sees((root / "sub" / "b.markdown").unlink)
        assert watcher.sees(lambda: shutil.move(root / "sub", root / "moved"))
        assert watcher.sees(lambda: (root / "moved" / "c.MD").write_text("x"))


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_file_in_a_folder_that_is_new_is_told(library: Library) -> None:
    root = library({"a.md": "x"})
    with watched(root) as watcher:
        assert watcher.sees(lambda: (root / "one" / "two").mkdir(parents=True))
        assert watcher.sees(lambda: (root / "one" / "two" / "b.md").write_text("x"))


@pytest.mark.slow
def test_what_the_library_does_not_read_is_not_told(library: Library) -> None:
    root = library({"a.md": "x", ".git/hidden.md": "x"})
    with watched(root) as watcher:
        (root / "notes.txt").write_text("x")
        (root / ".b.md.swp").write_text("x")
        (root / ".git" / "hidden.md").write_text("other")
        (root / "a.md").read_text()
        assert watcher.is_quiet()


@pytest.mark.slow
def test_of_a_vaults_settings_only_those_that_count_are_told(library: Library) -> None:
    root = library({"a.md": "x", ".obsidian/workspace.json": "{}"})
    settings = root / ".obsidian" / "app.json"
    with watched(root) as watcher:
        (root / ".obsidian" / "workspace.json").write_text("{ }")
        (root / ".obsidian" / "plugins").mkdir()
        assert watcher.is_quiet()
        assert watcher.sees(lambda: settings.write_text("{}"))
        assert watcher.sees(lambda: settings.write_text('{"strictLineBreaks": true}'))
        assert watcher.sees(settings.unlink)
        assert set(watcher.told) == {None}  # any article is concerned


@pytest.mark.slow
def test_a_folder_that_becomes_a_vault_or_ceases_to_be_one_is_told(library: Library) -> None:
    root = library({"a.md": "x"})
    with watched(root) as watcher:
        assert watcher.sees((root / ".obsidian").mkdir)
        assert watcher.sees(lambda: (root / ".obsidian" / "app.json").write_text("{}"))
        assert watcher.sees(lambda: shutil.rmtree(root / ".obsidian"))
        assert watcher.sees(lambda: (root / "a.md").write_text("other"))


@pytest.mark.slow
def test_links_are_not_followed_out_of_the_library(library: Library, tmp_path: Path) -> None:
    root = library({"a.md": "x"})
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "way-out").symlink_to(outside)
    with watched(root) as watcher:
        (outside / "b.md").write_text("x")
        assert watcher.is_quiet()


@pytest.mark.slow
def test_a_thousand_changes_are_few_bursts(library: Library) -> None:
    root = library({"a.md": "x"})
    with watched(root) as watcher:
        for number in range(1_000):
            (root / f"{number}.md").write_text("x")
        assert watcher.until(lambda: watcher.times > 1)
        watcher.is_quiet()
        assert watcher.times < 20


@pytest.mark.slow
def test_a_file_whose_name_is_no_text_is_told_and_does_not_end_the_watch(
    named_in_bytes: Callable[[dict[bytes, str]], Path],
) -> None:
    root = named_in_bytes({b"a.md": "x"})
    with watched(root) as watcher:
        for number in range(2 * watcher_module._MAX_FAILURES):
            assert watcher.sees(partial(named_in_bytes, {b"\xff.md": f"{number}"}))
            assert watcher.told[-1] is None
        assert watcher.sees(lambda: (root / "a.md").write_text("other"))
        assert watcher.told[-1] == frozenset({"a.md"})


@pytest.mark.slow
@pytest.mark.parametrize("place", [b"", b"\xd6\xd0"])
def test_what_changes_in_a_folder_whose_name_is_no_text_is_told(
    named_in_bytes: Callable[[dict[bytes, str]], Path],
    monkeypatch: pytest.MonkeyPatch,
    place: bytes,
) -> None:
    monkeypatch.setattr(watcher_module, "_POLL_EVERY_S", 0.1)
    monkeypatch.setattr(watcher_module, "_POLL_REST_FACTOR", 0)
    made = named_in_bytes({place + b"/\xce\xc4/a.md": "x", place + b"/b.md": "x"})
    root = made / os.fsdecode(place)
    inner = root / os.fsdecode(b"\xce\xc4")
    with watched(root) as watcher:
        assert watcher.is_quiet()
        assert watcher.sees(lambda: (inner / "a.md").write_text("other"))
        assert watcher.sees((inner / "deep").mkdir)
        assert watcher.sees(lambda: (inner / "deep" / "c.md").write_text("x"))
        assert watcher.sees((inner / "deep" / "c.md").unlink)
        assert watcher.sees(lambda: (root / "b.md").write_text("other"))
        (inner / "notes.txt").write_text("x")
        (inner / ".hidden.md").write_text("x")
        assert watcher.is_quiet()
        assert watcher.sees(lambda: shutil.rmtree(inner))


@pytest.mark.slow
def test_a_file_whose_name_is_written_like_bytes_is_told_by_its_id(library: Library) -> None:
    root = library({"%D6.md": "x", "100%.md": "x"})
    with watched(root) as watcher:
        watcher.sees(lambda: library({"%D6.md": "other", "100%.md": "other"}))
        assert frozenset().union(*(told or () for told in watcher.told)) == {"%25D6.md", "100%.md"}


@pytest.mark.slow
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
    monkeypatch.setattr("kbviewer.library.watcher._RETRY_AFTER_S", 0.01)
    with pytest.raises(WatchError, match="limit reached") as raised:
        next(watch_changes(library({"a.md": "x"}), threading.Event()))
    assert raised.value.command == ""  # which limit it is, is not read from another's words


@pytest.mark.parametrize(
    ("code", "command"),
    [
        (errno.ENOSPC, "sudo sysctl fs.inotify.max_user_watches=524288"),
        (errno.EMFILE, "sudo sysctl fs.inotify.max_user_instances=1024"),
        (errno.ENOMEM, ""),
    ],
)
def test_a_limit_that_is_reached_is_told_at_once_with_what_raises_it(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int, command: str
) -> None:
    asked: list[str] = []

    def refuse(*paths: str, **_options: object) -> Iterator[None]:
        asked.extend(paths)
        raise OSError

    monkeypatch.setattr(watchfiles, "watch", refuse)
    monkeypatch.setattr(watcher_module, "_inotify_error", lambda _folders: code)
    monkeypatch.setattr(watcher_module, "_INOTIFY_LIMITS", tmp_path)
    monkeypatch.setattr(watcher_module, "_RETRY_AFTER_S", 0.01)
    (tmp_path / "max_user_watches").write_text("8192\n")
    (tmp_path / "max_user_instances").write_text("128\n")
    with pytest.raises(WatchError) as raised:
        next(watch_changes(library({"a.md": "x"}), threading.Event()))
    assert raised.value.command == command
    assert command in raised.value.what
    assert command in str(raised.value)
    assert len(asked) == (1 if command else watcher_module._MAX_FAILURES)


def test_the_limit_that_is_advised_is_above_what_there_is_and_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher_module, "_INOTIFY_LIMITS", tmp_path)
    assert watcher_module.watch_limit() is None
    assert (
        watcher_module.raise_limit_command(10) == "sudo sysctl fs.inotify.max_user_watches=524288"
    )
    (tmp_path / "max_user_watches").write_text("524288\n")
    assert watcher_module.watch_limit() == 524_288
    assert (
        watcher_module.raise_limit_command(10) == "sudo sysctl fs.inotify.max_user_watches=1048576"
    )
    assert (
        watcher_module.raise_limit_command(600_000)
        == "sudo sysctl fs.inotify.max_user_watches=2097152"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_the_system_is_asked_why_it_refuses(library: Library) -> None:
    root = str(library({"sub/a.md": "x"}))
    assert (
        watcher_module._inotify_error([root, f"{root}/sub", f"{root}/gone", f"{root}/sub/a.md/x"])
        == 0
    )
    script = (
        "import os, resource, sys\n"
        "from kbviewer.library import watcher\n"
        "watcher._inotify_error([sys.argv[1]])\n"  # everything is loaded
        "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))\n"
        "held = []\n"
        "while watcher._can_open_file():\n"
        "    held.append(os.open(os.devnull, os.O_RDONLY))\n"
        "print(watcher._inotify_error([sys.argv[1]]))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, root], capture_output=True, text=True, check=True
    )
    assert int(ended.stdout) == errno.EMFILE


def test_watching_writes_nothing(library: Library) -> None:
    root = library({"a.md": "x", "sub/b.md": "y"})

    def state() -> list[tuple[str, int, int]]:
        paths = [root, *sorted(root.rglob("*"))]
        return [(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in paths]

    before = state()
    with watched(root):
        pass
    assert state() == before
