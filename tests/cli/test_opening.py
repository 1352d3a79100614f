"""``kbviewer FILE.md`` and ``kbviewer DIR``: what the window is asked to open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kbviewer.cli import main as command_line
from kbviewer.cli.main import main
from kbviewer.ui import app

Make = Callable[[dict[str, str]], Path]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, Path | None]]:
    """What the window was asked to open: the library and the file."""
    calls: list[tuple[Path | None, Path | None]] = []

    def run(library: Path | None, *, file: Path | None = None, **_: Any) -> int:  # noqa: ANN401  the rest
        calls.append((library, file))
        return 0

    monkeypatch.setattr(app, "run", run)
    return calls


def test_a_file_is_opened_in_its_library(
    library: Make, opened: list[tuple[Path | None, Path | None]]
) -> None:
    root = library({"t/a.md": "a"})
    assert main([str(root / "t" / "a.md")]) == 0
    assert main(["--theme", "dark", str(root / "t" / "a.md")]) == 0
    assert main(["--library", str(root), str(root / "t" / "a.md")]) == 0
    file = root / "t" / "a.md"
    assert opened == [(None, file), (None, file), (root, file)]


def test_a_folder_is_opened_as_the_library(
    library: Make, opened: list[tuple[Path | None, Path | None]]
) -> None:
    root = library({"a.md": "a"})
    assert main([str(root)]) == 0
    assert opened == [(root, None)]


def test_a_command_stays_one_and_a_file_named_like_it_has_a_dot_before_it(
    library: Make,
    opened: list[tuple[Path | None, Path | None]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    root = library({"search/a.md": "needle"})
    monkeypatch.chdir(root)
    assert main(["--library", str(root), "search", "needle"]) == 0
    assert "search/a.md" in capsys.readouterr().out.replace("\\", "/")
    assert opened == []
    assert main(["./search"]) == 0
    assert opened == [(Path("search"), None)]


def test_every_command_is_known_by_its_name(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    listed = [
        line.split()[0] for line in shown.splitlines() if line.startswith("    ") and line[4] != " "
    ]
    assert [one for one in listed if one in command_line._COMMANDS] == list(command_line._COMMANDS)
    for option in command_line._WITH_VALUE:
        assert option in shown


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["unknown"], "no file, folder or command 'unknown'"),
        (["gone.md"], "no file, folder or command 'gone.md'"),
        (["picture.png"], "picture.png is no Markdown file"),
        (["--library", "other", "a.md"], "a.md is not in the folder other"),
        (["--library", "other", "."], "Name one folder"),
        (["--picture", "x.png", "a.md"], "--picture takes --library DIR and --open ID"),
    ],
)
def test_what_cannot_be_opened_is_said(
    call: list[str],
    said: str,
    library: Make,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    monkeypatch.chdir(library({"a.md": "a", "other/b.md": "b", "picture.png": ""}))
    assert main(call) == 2
    printed = capsys.readouterr().err
    assert said in printed
    assert printed.startswith("kbviewer: ")


def test_a_second_file_is_refused(
    library: Make, opened: list[tuple[Path | None, Path | None]], capsys: Capture
) -> None:
    root = library({"a.md": "a", "b.md": "b"})
    with pytest.raises(SystemExit) as ended:
        main([str(root / "a.md"), str(root / "b.md")])
    assert ended.value.code == 2
    assert capsys.readouterr().err
    assert opened == []
