"""The library of a Markdown file that is opened by its path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from kbviewer.ui.libraries.article_file import library_of
from kbviewer.ui.libraries.recent_libraries import RecentLibraries
from tests.ui.person import MakeLibrary, Open, Person, article

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")


def test_a_file_is_opened_in_the_innermost_library_around_it(tmp_path: Path) -> None:
    inner = tmp_path / "notes" / "work"
    inner.mkdir(parents=True)
    file = inner / "a.md"
    file.write_text("a")
    outer, other = tmp_path / "notes", tmp_path / "other"
    assert library_of(file, ()) == (inner, "a.md")
    assert library_of(file, (other, outer)) == (outer, "work/a.md")
    assert library_of(file, (inner, outer)) == (inner, "a.md")


def test_a_linked_library_keeps_its_name_and_a_linked_file_its_place(tmp_path: Path) -> None:
    root, link = tmp_path / "notes", tmp_path / "link"
    root.mkdir()
    link.symlink_to(root, target_is_directory=True)
    (tmp_path / "elsewhere.md").write_text("a")
    (root / "a.md").symlink_to(tmp_path / "elsewhere.md")
    assert library_of(root / "a.md", (link,)) == (link, "a.md")
    assert library_of(link / "a.md", ()) == (link, "a.md")


def test_a_file_of_a_recent_library_is_opened_there(
    open_window: Open, library: MakeLibrary, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    notes = tmp_path / "notes"
    (notes / "work").mkdir(parents=True)
    (notes / "work" / "a.md").write_text(article("Work", "text"))
    RecentLibraries(settings).add(notes)
    person = open_window(library({"b.md": article("B", "x")}), settings=settings)
    person.services.opener.open(notes / "work" / "a.md")
    person.settle()
    assert person.window.windowTitle().startswith("notes")
    assert person.current_article() == "work/a.md"
    assert person.page().startswith("Work")


def test_a_file_below_the_current_library_is_opened_in_it(
    open_window: Open, library: MakeLibrary, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    root = library({"t/a.md": article("A", "x"), "b.md": article("B", "x")})
    RecentLibraries(settings).add(root / "t")
    person = open_window(root, settings=settings)
    before = person.controller
    person.services.opener.open(root / "t" / "a.md")
    person.settle()
    assert person.controller is before
    assert person.current_article() == "t/a.md"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the names of pipes are no files there")
@pytest.mark.parametrize("name", ["盲盒 50%.md", "gone.md"])
def test_a_running_window_opens_the_article_of_a_second_start(
    open_window: Open, library: MakeLibrary, name: str
) -> None:
    person = open_window(
        library({"盲盒 50%.md": article("盲盒", "正文"), "b.md": article("B", "x")})
    )
    assert person.services.single_instance.claim(person.library)
    assert ask(person, name) == "RAISED"
    person.settle()
    if name == "gone.md":
        assert "gone.md" in person.why_no_page()
    else:
        assert person.current_article() == name
        assert person.page().startswith("盲盒")


def ask(person: Person, article_id: str) -> str:
    """Ask the window from another process for an article; what came of it."""
    program = (
        "import sys; from pathlib import Path; "
        "from kbviewer.ui.desktop.single_instance import raise_running_window; "
        "print(raise_running_window(Path(sys.argv[1]), sys.argv[2]).name)"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", program, str(person.library), article_id],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    person.bot.waitUntil(lambda: asking.poll() is not None, timeout=20_000)
    return asking.communicate()[0].strip()
