"""Whatever SQLite a Python has: the program works, or says what it wants."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Make = Callable[[dict[str, str]], Path]

WITHOUT_FULL_TEXT = """
import sqlite3, sys

class Connection(sqlite3.Connection):
    def execute(self, sql, *parameters):
        if "fts5" in sql.lower():
            raise sqlite3.OperationalError("no such module: fts5")
        return super().execute(sql, *parameters)

connect = sqlite3.connect
sqlite3.connect = lambda *names, **options: connect(*names, factory=Connection, **options)
from kbviewer.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def run(*command: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ)
    if path is not None:
        environment["PYTHONPATH"] = os.pathsep.join([str(path), environment.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=False, env=environment
    )


@pytest.mark.slow
def test_another_sqlite_that_is_installed_is_left_alone(library: Make, tmp_path: Path) -> None:
    """pysqlite3, which sqlite_utils takes where it is installed, knows fewer error codes."""
    root = library({"a.md": "抖音"})
    package = tmp_path / "site" / "pysqlite3"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        "from sqlite3 import Binary, Connection, Cursor, Error, OperationalError, connect\n"
    )
    (package / "dbapi2.py").write_text("from sqlite3 import OperationalError, connect\n")
    done = run("-m", "kbviewer", "search", "抖音", "--library", str(root), path=tmp_path / "site")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 hit" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("command", ["search", "index", "verify", "picture"])
def test_without_full_text_search_it_is_said(library: Make, tmp_path: Path, command: str) -> None:
    root, picture = library({"a.md": "抖音"}), tmp_path / "picture.png"
    arguments = {"search": ["search", "抖音"], "picture": ["--picture", str(picture)]}
    done = run("-c", WITHOUT_FULL_TEXT, *arguments.get(command, [command]), "--library", str(root))
    assert done.returncode == 2
    assert "no full-text search (FTS5)" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not picture.exists()
    assert not list(Path(os.environ["KBVIEWER_CACHE_DIR"]).glob("*"))
