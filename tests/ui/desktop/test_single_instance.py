"""One window for a library: a second start brings the first one to the front."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kbviewer.ui import app
from kbviewer.ui.desktop import single_instance
from kbviewer.ui.desktop.single_instance import RaiseOutcome, raise_running_window
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
from kbviewer.ui.desktop.single_instance import SingleInstance
application = QCoreApplication([])
holder = SingleInstance(application)
holder.raise_requested.connect(lambda token: print("asked", token, flush=True))
print(holder.claim(Path(sys.argv[1])), flush=True)
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


def sockets(folder: Path) -> list[Path]:
    """The sockets in a folder and those below it."""
    return [one for one in folder.rglob("*") if one.is_socket()]


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
    assert app.run(tmp_path) == 0
    assert said(other) == "asked leave_TIME42"
    assert not tmp_path.joinpath("window.ini").exists()


def test_another_library_has_a_window_of_its_own(
    other: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert other
    (tmp_path / "sub").mkdir()
    assert raise_running_window(tmp_path / "sub") is RaiseOutcome.NOT_RUNNING
    (tmp_path / "link").symlink_to(tmp_path)
    assert raise_running_window(tmp_path / "link") is RaiseOutcome.RAISED


def test_the_socket_of_one_that_was_killed_does_not_block(
    other: subprocess.Popen[str], own_sockets: Path, tmp_path: Path
) -> None:
    other.kill()
    other.wait()
    assert sockets(own_sockets)
    assert raise_running_window(tmp_path) is RaiseOutcome.NOT_RUNNING
    third = holder(tmp_path)
    assert said(third) == "True"
    assert raise_running_window(tmp_path) is RaiseOutcome.RAISED
    third.communicate("")


def test_one_that_hangs_does_not_keep_the_second_from_opening(
    qtbot: QtBot, other: subprocess.Popen[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_TIMEOUT_MS", 100)
    other.send_signal(signal.SIGSTOP)
    assert raise_running_window(tmp_path) is RaiseOutcome.NOT_RESPONDING
    assert qtbot


def test_of_two_that_start_at_once_one_wins(tmp_path: Path) -> None:
    both = [holder(tmp_path) for _ in range(2)]
    try:
        assert sorted(map(said, both)) == ["False", "True"]
    finally:
        for process in both:
            process.communicate("")


@pytest.mark.slow
def test_a_window_answers_for_the_folder_that_it_shows(person: Person, tmp_path: Path) -> None:
    def ask(library: Path) -> str:
        program = (
            "import sys; from pathlib import Path; "
            "from kbviewer.ui.desktop.single_instance import raise_running_window; "
            "print(raise_running_window(Path(sys.argv[1])).name)"
        )
        asking = subprocess.Popen(
            [sys.executable, "-c", program, str(library)], stdout=subprocess.PIPE, text=True
        )
        person.bot.waitUntil(lambda: asking.poll() is not None, timeout=20_000)
        return asking.communicate()[0].strip()

    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.md").write_text(article("A", "x"))
    assert person.services.single_instance.claim(person.library)
    person.window.setWindowState(Qt.WindowState.WindowMinimized)
    assert ask(person.library) == "RAISED"
    assert not person.window.isMinimized()
    person.services.opener.open(tmp_path / "other")
    person.settle()
    assert ask(tmp_path / "other") == "RAISED"
    assert ask(person.library) == "NOT_RUNNING"


def test_a_folder_that_another_process_shows_comes_to_the_front_there(
    other: subprocess.Popen[str], person: Person, tmp_path: Path
) -> None:
    before = person.controller
    person.services.opener.open(tmp_path)
    assert said(other).startswith("asked")
    assert person.controller is before


def test_a_window_that_came_second_goes_again(
    other: subprocess.Popen[str], open_window: Open, tmp_path: Path
) -> None:
    person = open_window(tmp_path)
    person.services.start()
    assert said(other).startswith("asked")
    assert not person.window.isVisible()


@pytest.mark.slow
@pytest.mark.parametrize("message", [b"", b"x" * 5_000, b"shut down\n", b"\xff\n", b"raise"])
def test_what_is_no_question_is_not_answered(
    person: Person, own_sockets: Path, message: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_TIMEOUT_MS", 50)
    assert person.services.single_instance.claim(person.library)
    asked: list[str] = []
    person.services.single_instance.raise_requested.connect(asked.append)
    (name,) = sockets(own_sockets)
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
    monkeypatch.setattr(
        single_instance, "_socket_name", lambda _library, *, make=False: f"/{make}/" + "x" * 200
    )
    assert person.services.single_instance.claim(person.library)


# --- another user of the machine


@pytest.fixture
def temporary(own_sockets: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's temporary folder, for this test alone; nothing else is there for sockets."""
    folder = own_sockets / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.chdir(own_sockets)
    monkeypatch.setenv("KBVIEWER_CACHE_DIR", "relative")
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    return folder


def own(parent: Path) -> Path:
    """Where the sockets of this user lie in a folder."""
    return parent / f"kbviewer-{os.geteuid()}"


def reaches(library: Path) -> bool:
    """Whether a second start comes to the first one."""
    process = holder(library)
    try:
        return said(process) == "True" and raise_running_window(library) is RaiseOutcome.RAISED
    finally:
        process.communicate("")


def give(monkeypatch: pytest.MonkeyPatch, kind: str, folder: Path) -> None:
    """Name a folder for sockets, of some kind, to the program."""
    if kind == "cache":
        monkeypatch.setenv("KBVIEWER_CACHE_DIR", str(folder))
        return
    monkeypatch.setenv("XDG_RUNTIME_DIR", "relative" if kind == "relative" else str(folder))
    if kind == "link":
        (folder.parent / "target").mkdir(0o700)
        folder.symlink_to("target")
    elif kind == "file":
        folder.write_text("x")
    elif kind in ("private", "readable", "anybody's"):
        folder.mkdir()
        folder.chmod({"private": 0o700, "readable": 0o755, "anybody's": 0o777}[kind])


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["private", "readable", "cache"])
def test_sockets_lie_in_a_folder_for_this_user_alone(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = temporary.parent / "named"
    give(monkeypatch, kind, folder)
    umask = os.umask(0)
    try:
        assert reaches(tmp_path)
    finally:
        os.umask(umask)
    assert (own(folder).stat().st_mode & 0o777) == 0o700
    assert kind != "cache" or (folder.stat().st_mode & 0o777) == 0o700
    assert not any(temporary.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["none", "relative", "link", "file", "anybody's", "missing"])
def test_a_runtime_folder_that_is_not_this_users_is_not_used(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = temporary.parent / "named"
    if kind != "none":
        give(monkeypatch, kind, folder)
    assert reaches(tmp_path)
    assert (own(temporary).stat().st_mode & 0o777) == 0o700
    assert kind == "file" or not folder.is_dir() or not any(folder.iterdir())


@pytest.mark.slow
def test_where_the_path_would_be_too_long_another_folder_is_used(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, "cache", temporary.parent / ("x" * 90))
    assert reaches(tmp_path)
    assert own(temporary).is_dir()


@pytest.mark.parametrize("kind", ["link", "file", "readable", "dangling"])
def test_a_folder_of_sockets_that_another_user_has_made_is_not_used(
    temporary: Path, tmp_path: Path, person: Person, kind: str
) -> None:
    elsewhere = temporary / "elsewhere"
    if kind == "link":
        elsewhere.mkdir(0o700)
    if kind == "file":
        own(temporary).write_text("x")
    elif kind == "readable":
        own(temporary).mkdir()
        own(temporary).chmod(0o755)
    else:
        own(temporary).symlink_to(elsewhere)
    assert raise_running_window(tmp_path) is RaiseOutcome.NOT_RUNNING
    assert person.services.single_instance.claim(tmp_path)
    assert raise_running_window(tmp_path) is RaiseOutcome.NOT_RUNNING
    assert sockets(temporary) == []
    assert elsewhere.exists() == (kind == "link")


def test_the_folder_of_another_user_is_not_used(
    other: subprocess.Popen[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert other
    here = os.geteuid()
    theirs = single_instance._socket_name(tmp_path)
    assert raise_running_window(tmp_path) is RaiseOutcome.RAISED
    monkeypatch.setattr(os, "geteuid", lambda: here + 1)
    assert not single_instance._is_private_folder(str(Path(theirs).parent), 0)
    # Nor is one believed that answers there.
    monkeypatch.setattr(single_instance, "_socket_name", lambda _library: theirs)
    assert raise_running_window(tmp_path) is RaiseOutcome.NOT_RUNNING


def test_another_user_who_asks_gets_no_answer(
    person: Person, own_sockets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    person.services.single_instance.raise_requested.connect(asked.append)
    assert person.services.single_instance.claim(person.library)
    (name,) = sockets(own_sockets)
    here = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: here + 1)
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(name))
        caller.sendall(b"raise token\n")
        person.bot.wait(50)
        caller.settimeout(5)
        with suppress(ConnectionResetError):  # it hung up on what was not read
            assert caller.recv(100) == b""
    assert asked == []


# --- the leave to take the keyboard


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said_", "token"),
    [
        (b"leave_TIME42", "leave_TIME42"), (b"", ""), (b"\0", ""), (b"a\0b", ""), (b"a\x1b[2J", ""),
        (b"\xff\xfe", ""), ("é".encode(), ""), (b"a\rb", ""), (b"x" * 400, ""), (b"a=b c", "a=b c"),
    ],
)  # fmt: skip
def test_any_token_brings_the_window_to_the_front(
    person: Person, own_sockets: Path, monkeypatch: pytest.MonkeyPatch, said_: bytes, token: str
) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    assert person.services.single_instance.claim(person.library)
    person.window.setWindowState(Qt.WindowState.WindowMinimized)
    (name,) = sockets(own_sockets)
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(name))
        caller.sendall(b"raise " + said_ + b"\n")
        person.bot.waitUntil(lambda: not person.window.isMinimized())
        caller.settimeout(5)
        assert caller.recv(100) == b"raised\n"
    assert os.environ.get("XDG_ACTIVATION_TOKEN", "") == token


@given(st.binary(max_size=600))
def test_what_is_taken_for_a_token_fits_into_the_environment(said_: bytes) -> None:
    token = single_instance._activation_token(said_)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_ACTIVATION_TOKEN", token)
        assert os.environ["XDG_ACTIVATION_TOKEN"] == token
    assert token.isprintable()
    assert len(token) <= 256


def test_a_start_loads_neither_the_network_nor_the_watch() -> None:
    asked = (
        "import sys, kbviewer.ui.app; "
        "print([n for n in sys.modules if 'QtNetwork' in n or 'watch' in n])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert ended.stdout.strip() == "[]"
