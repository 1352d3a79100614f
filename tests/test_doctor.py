"""The checks of the machine: what they find, what they advise, what they run."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer import doctor
from kbviewer.cli.main import main
from kbviewer.doctor import PACKAGE_MANAGERS, Diagnosis, DiagnosisState

Capture = pytest.CaptureFixture[str]
LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere PySide6 brings all that it needs"
)
MISSING = Diagnosis(
    "Libraries", DiagnosisState.MISSING, "some", missing=("libEGL.so.1", "libdbus-1.so.3")
)
FINE = Diagnosis("Libraries", DiagnosisState.OK, "all")


@pytest.fixture
def machine(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., list[list[str]]]:
    """Make a machine: a function from what it is to the list of commands that were run on it."""

    def make(
        *programs: str, results: list[Diagnosis], is_root: bool = True, status: int = 0
    ) -> list[list[str]]:
        ran: list[list[str]] = []

        def run(words: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
            ran.append(words)
            return subprocess.CompletedProcess(words, status)

        results = results.copy()
        monkeypatch.setattr("shutil.which", lambda name: name if name in programs else None)
        monkeypatch.setattr(doctor, "_is_root", lambda: is_root)
        monkeypatch.setattr("subprocess.run", run)
        monkeypatch.setattr(doctor, "CHECKS", [lambda: results.pop(0) if results else FINE])
        return ran

    return make


@LINUX
def test_the_libraries_that_qts_files_need_are_followed_from_file_to_file() -> None:
    names = doctor._qt_system_libraries(("QtGui",), ())
    assert {"libEGL.so.1", "libfontconfig.so.1"} <= set(names)
    assert "libxcb-cursor.so.0" not in names
    names += doctor._qt_system_libraries((), ("platforms/libqxcb.so",))
    assert "libxcb-cursor.so.0" in names
    assert not [name for name in names if "Qt6" in name or "pyside" in name]


@LINUX
def test_a_file_of_another_kind_needs_nothing(tmp_path: Path) -> None:
    for content in (b"", b"text", b"\x7fELF", b"\x7fELF\x01\x01" + bytes(60)):
        (file := tmp_path / "lib.so").write_bytes(content)
        assert list(doctor._needed_libraries(file)) == []
    assert list(doctor._needed_libraries(tmp_path / "nowhere")) == []


@pytest.mark.slow
@LINUX
def test_a_library_that_is_hidden_is_named_with_its_command(tmp_path: Path) -> None:
    (tmp_path / "libEGL.so.1").touch()  # the loader finds it first, and cannot use it
    program = [sys.executable, "-m", "kbviewer"]
    environment = os.environ | {"LD_LIBRARY_PATH": str(tmp_path)}
    picture = tmp_path / "window.png"
    for words in ([], ["--picture", str(picture)]):
        ended = subprocess.run(
            [*program, *words], env=environment, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 2
        assert ended.stdout == ""
        assert ended.stderr.count("\n") == 1
        assert "libEGL.so.1" in ended.stderr
        assert doctor.install_command(["libEGL.so.1"]).rpartition(" ")[2] in ended.stderr
    assert not picture.exists()
    ended = subprocess.run(
        [*program, "doctor"], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert re.search(r"^missing .*libEGL\.so\.1", ended.stdout, re.MULTILINE)
    ended = subprocess.run(
        [*program, "search", "盲盒"], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0


def test_every_check_says_what_it_found(capsys: Capture) -> None:
    status = main(["doctor"])
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert len(lines) == len(doctor.CHECKS)
    states = {line.split()[0] for line in lines}
    assert states <= {"ok", "advice", "missing"}
    assert status == int("missing" in states)


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("apt-get", ("apt-get update && "
         "apt-get install -y --no-install-recommends libdbus-1-3 libegl1")),
        ("dnf", "dnf install -y 'libEGL.so.1()(64bit)' 'libdbus-1.so.3()(64bit)'"),
        ("zypper", ("zypper --non-interactive install --capability 'libEGL.so.1()(64bit)' "
         "'libdbus-1.so.3()(64bit)'")),
        ("pacman", "pacman -S --needed --noconfirm dbus libglvnd"),
    ],
)  # fmt: skip
def test_the_command_is_that_of_the_systems_package_manager(
    program: str, command: str, machine: Callable[..., list[list[str]]], capsys: Capture
) -> None:
    machine(program, results=[MISSING])
    assert main(["doctor"]) == 1
    assert f"→ {command}\n" in capsys.readouterr().out
    machine(program, results=[MISSING], is_root=False)
    main(["doctor"])
    assert f"→ sudo {command}".replace("&& ", "&& sudo ") in capsys.readouterr().out
    assert program in {manager.program for manager in PACKAGE_MANAGERS}


def test_as_root_what_is_missing_is_installed(
    machine: Callable[..., list[list[str]]], capsys: Capture
) -> None:
    ran = machine("apt-get", results=[MISSING])
    assert main(["doctor", "--install"]) == 0
    assert ran == [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "libdbus-1-3", "libegl1"],
    ]
    assert "ok " in capsys.readouterr().out


def test_where_nothing_is_missing_nothing_is_run(machine: Callable[..., list[list[str]]]) -> None:
    ran = machine("apt-get", results=[FINE])
    assert main(["doctor", "--install"]) == 0
    assert ran == []


def test_an_installation_that_fails_is_not_called_done(
    machine: Callable[..., list[list[str]]], capsys: Capture
) -> None:
    ran = machine("apt-get", results=[MISSING], status=100)
    assert main(["doctor", "--install"]) == 1
    assert len(ran) == 1
    assert "missing" in capsys.readouterr().out


def test_a_system_that_nothing_is_known_of_is_told_what_it_lacks(
    machine: Callable[..., list[list[str]]], capsys: Capture
) -> None:
    ran = machine(results=[MISSING])
    assert main(["doctor", "--install"]) == 1
    assert ran == []
    assert "missing" in capsys.readouterr().out


@pytest.mark.parametrize("answer", ["y", "n", ""])
def test_sudo_is_run_where_the_user_agrees(
    answer: str, machine: Callable[..., list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbviewer.cli.output.is_terminal", lambda _: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    ran = machine("apt-get", "sudo", results=[MISSING], is_root=False)
    assert main(["doctor", "--install"]) == int(answer != "y")
    assert [words[:2] for words in ran] == ([["sudo", "apt-get"]] * 2 if answer == "y" else [])


def test_nobody_is_asked_where_nobody_sits(
    machine: Callable[..., list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbviewer.cli.output.is_terminal", lambda _: False)
    ran = machine("apt-get", "sudo", results=[MISSING], is_root=False)
    assert main(["doctor", "--install"]) == 1
    assert ran == []


def test_a_folder_that_cannot_be_made_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (file := tmp_path / "file").touch()
    monkeypatch.setenv("KBVIEWER_CACHE_DIR", str(file / "cache"))
    assert main(["doctor"]) == 1
    printed = capsys.readouterr().out
    assert re.search(r"^missing +Folder of the indexes", printed, re.MULTILINE)
    assert "KBVIEWER_CACHE_DIR" in printed
