"""One window for a library: a second start brings the first one to the front."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kbviewer.ui import app, single
from kbviewer.ui.single import Answer, ask_to_front
from tests.ui.person import Open, Person, article

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise"),
    pytest.mark.skipif(sys.platform == "win32", reason="the names of pipes are no files there"),
]

# Holds a library until standard input ends, and says who asks for it.
_HOLDER = """
import os, sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from kbviewer.ui.single import Single
application = QCoreApplication([])
holder = Single(application)
holder.asked.connect(lambda token: print("asked", token, flush=True))
print(holder.hold(Path(sys.argv[1])), flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
application.exec()
"""


def holder(library: Path) -> subprocess.Popen[str]:
    """Another process that holds a library, or says that it is held."""
    return subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(library)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def said(process: subprocess.Popen[str]) -> str:
    """The next line that it prints."""
    assert process.stdout
    return process.stdout.readline().strip()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the folder of the test."""
    process = holder(tmp_path)
    assert said(process) == "True"
    yield process
    if process.poll() is None:
        process.send_signal(signal.SIGCONT)
    process.communicate("")


def test_a_second_start_asks_the_first_to_the_front_and_ends(
    other: subprocess.Popen[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "leave_TIME42")
    began = time.monotonic()
    assert app.run(tmp_path) == 0
    assert time.monotonic() - began < 5
    assert said(other) == "asked leave_TIME42"
    assert not tmp_path.joinpath("window.ini").exists()


def test_another_library_has_a_window_of_its_own(
    other: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert other
    (tmp_path / "sub").mkdir()
    assert ask_to_front(tmp_path / "sub") is Answer.NOBODY
    (tmp_path / "link").symlink_to(tmp_path)
    assert ask_to_front(tmp_path / "link") is Answer.RAISED


def test_the_socket_of_one_that_was_killed_does_not_block(
    other: subprocess.Popen[str], own_sockets: Path, tmp_path: Path
) -> None:
    other.kill()
    other.wait()
    assert [one.name for one in own_sockets.iterdir() if one.is_socket()]
    assert ask_to_front(tmp_path) is Answer.NOBODY
    third = holder(tmp_path)
    assert said(third) == "True"
    assert ask_to_front(tmp_path) is Answer.RAISED
    third.communicate("")


def test_one_that_hangs_does_not_keep_the_second_from_opening(
    qtbot: QtBot, other: subprocess.Popen[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "_PATIENCE_MS", 100)
    other.send_signal(signal.SIGSTOP)
    assert ask_to_front(tmp_path) is Answer.SILENT
    assert qtbot


def test_of_two_that_start_at_once_one_wins(tmp_path: Path) -> None:
    both = [holder(tmp_path) for _ in range(2)]
    try:
        assert sorted(map(said, both)) == ["False", "True"]
    finally:
        for process in both:
            process.communicate("")


def test_a_window_answers_for_the_folder_that_it_shows(person: Person, tmp_path: Path) -> None:
    def ask(library: Path) -> str:
        program = (
            "import sys; from pathlib import Path; from kbviewer.ui.single import ask_to_front; "
            "print(ask_to_front(Path(sys.argv[1])).name)"
        )
        asking = subprocess.Popen(
            [sys.executable, "-c", program, str(library)], stdout=subprocess.PIPE, text=True
        )
        person.bot.waitUntil(lambda: asking.poll() is not None, timeout=20_000)
        return asking.communicate()[0].strip()

    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.md").write_text(article("A", "x"))
    assert person.around.single.hold(person.library)
    person.window.setWindowState(Qt.WindowState.WindowMinimized)
    assert ask(person.library) == "RAISED"
    assert not person.window.isMinimized()
    person.around.opening.open(tmp_path / "other")
    person.settle()
    assert ask(tmp_path / "other") == "RAISED"
    assert ask(person.library) == "NOBODY"


def test_a_folder_that_another_process_shows_comes_to_the_front_there(
    other: subprocess.Popen[str], person: Person, tmp_path: Path
) -> None:
    before = person.controller
    person.around.opening.open(tmp_path)
    assert said(other).startswith("asked")
    assert person.controller is before


def test_a_window_that_came_second_goes_again(
    other: subprocess.Popen[str], open_window: Open, tmp_path: Path
) -> None:
    person = open_window(tmp_path)
    person.around.start()
    assert said(other).startswith("asked")
    assert not person.window.isVisible()


@pytest.mark.parametrize("message", [b"", b"x" * 5_000, b"shut down\n", b"\xff\n", b"raise"])
def test_what_is_no_question_is_not_answered(
    person: Person, own_sockets: Path, message: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "_PATIENCE_MS", 50)
    assert person.around.single.hold(person.library)
    asked: list[str] = []
    person.around.single.asked.connect(asked.append)
    (name,) = [one for one in own_sockets.iterdir() if one.is_socket()]
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(name))
        caller.sendall(message)
        person.bot.wait(150)
        caller.settimeout(5)
        with suppress(ConnectionResetError):  # it hung up on what was not read
            assert caller.recv(100) == b""
    assert asked == []
    assert (name.stat().st_mode & 0o077) == 0


def test_where_no_socket_can_be_made_the_window_goes_without(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single, "_name", lambda _library: "/nowhere/" + "x" * 200)
    assert person.around.single.hold(person.library)


def test_a_start_loads_neither_the_network_nor_the_watch() -> None:
    asked = (
        "import sys, kbviewer.ui.app; "
        "print([n for n in sys.modules if 'QtNetwork' in n or 'watch' in n])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert ended.stdout.strip() == "[]"
