"""The program as a whole: pictures of the window, and what happens when something goes wrong."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from kbviewer import paths
from kbviewer.errors import ArticleError, KnownError, LibraryError, StoreError, UsageError
from kbviewer.ui import app
from kbviewer.ui.app import picture
from kbviewer.ui.engine import Engine
from kbviewer.ui.excepthook import Excepthook
from kbviewer.ui.theme import DARK, LIGHT
from tests.ui.person import Key, Library, Open, Person, article, pixels

BLIND_BOXES = "governance/2025-08-11-blind-box-marketing.md"


def test_qt_and_python_go_together(qtbot: QtBot) -> None:
    # A binding that gives None away with every call ends the process within minutes.
    assert qtbot
    one = QObject()
    before = sys.getrefcount(None)
    for _ in range(1_000):
        one.setObjectName("x")
    assert sys.getrefcount(None) > before - 500


def test_the_window_stands_before_the_index_is_loaded() -> None:
    asked = "import sys, kbviewer.ui.app; print([n for n in sys.modules if 'viewer.index' in n])"
    ended = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert ended.stdout.strip() == "[]"


# --- pictures


def drawn(file: Path) -> QImage:
    """A picture that was saved."""
    image = QImage(str(file))
    assert not image.isNull()
    return image


def test_a_picture_has_the_size_that_was_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    file = tmp_path / "window.png"
    assert picture(paths.corpus(), file, size=(1100, 700)) == 0
    image = drawn(file)
    assert (image.width(), image.height()) == (1100, 700)
    assert file.read_bytes().startswith(b"\x89PNG")


def test_the_two_themes_differ(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    for theme, colours in (("light", LIGHT), ("dark", DARK)):
        file = tmp_path / f"{theme}.png"
        picture(paths.corpus(), file, theme=theme, size=(900, 600))
        assert pixels(drawn(file), colours.page) > 100_000
    assert drawn(tmp_path / "light.png") != drawn(tmp_path / "dark.png")


def test_a_picture_shows_the_query_and_the_article(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    plain, searched, opened = (tmp_path / f"{n}.png" for n in range(3))
    picture(paths.corpus(), plain)
    picture(paths.corpus(), searched, query="盲盒")
    picture(paths.corpus(), opened, query="盲盒", article=BLIND_BOXES)
    assert pixels(drawn(plain), LIGHT.mark) == 0
    assert pixels(drawn(searched), LIGHT.mark) > 500
    assert pixels(drawn(opened), LIGHT.here) > 50


def test_a_picture_of_an_unknown_article_is_a_known_error(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    with pytest.raises(KnownError):
        picture(paths.corpus(), tmp_path / "x.png", article="nowhere.md")
    with pytest.raises(LibraryError):
        picture(tmp_path / "nowhere", tmp_path / "x.png")
    assert not (tmp_path / "x.png").exists()


@pytest.mark.parametrize("name", ["nowhere/x.png", "x.docx", "no-ending"])
def test_a_picture_that_cannot_be_saved_is_told(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    assert qtbot
    with pytest.raises(UsageError, match="cannot be saved"):
        picture(paths.corpus(), tmp_path / name, size=(700, 500))


def test_waiting_for_the_window_has_an_end(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_LONGEST_WAIT_MS", 100)
    stuck = threading.Event()
    release = threading.Timer(2, stuck.set)
    release.start()
    person.controller.worker.run(stuck.wait, lambda _: None)
    began = time.monotonic()
    with pytest.raises(KnownError, match="kbviewer index"):
        person.settle()
    waited = time.monotonic() - began
    stuck.set()
    release.cancel()
    assert waited < 1.5


# --- when something goes wrong


def use_everything(person: Person) -> None:
    """Do what asks the engine for each thing that it can do."""
    person.press(Key.Key_F5)
    person.choose_topic("governance")
    person.search("盲盒")


def raising(error: Exception) -> Callable[..., object]:
    """A function that raises an error, whatever it is given."""

    def fail(*_: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("what", ["search", "overview", "article", "matches", "topic"])
def test_a_bug_in_a_job_reaches_the_excepthook(
    person: Person, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(Engine, what, raising(ZeroDivisionError("bug")))
    with person.bot.capture_exceptions() as exceptions:
        use_everything(person)
    assert exceptions
    assert {type(one[1]) for one in exceptions} == {ZeroDivisionError}
    monkeypatch.undo()
    person.press(Key.Key_F5)
    person.search("直播")
    assert person.page().startswith(person.hits()[0].title)


def test_a_bug_while_the_folder_is_read_reaches_the_excepthook_and_f5_tries_again(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def update(_engine: Engine, _changed: object) -> Iterator[None]:
        yield from ()
        raise ZeroDivisionError

    monkeypatch.setattr(Engine, "update", update)
    with person.bot.capture_exceptions() as exceptions:
        person.press(Key.Key_F5)
    assert [type(one[1]) for one in exceptions] == [ZeroDivisionError]
    monkeypatch.undo()
    person.press(Key.Key_F5)
    assert person.status() == "10 articles"


def test_a_known_error_is_told_in_the_status_line(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine, "search", raising(StoreError("The disk is full.")))
    use_everything(person)
    assert person.status() == "The disk is full."
    monkeypatch.undo()
    person.search("直播")
    assert person.status().startswith("10 articles  ·  ")


def test_a_known_error_of_an_article_is_told_in_its_place(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine, "article", raising(ArticleError("The file is locked.")))
    person.click_result(0)
    assert "The file is locked." in person.why_no_page()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen that is none says so of every box
def test_the_excepthook_tells_a_bug_with_its_traceback(
    person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    for error, words in ((ValueError("<b>oops"), "went wrong"), (StoreError("Full."), "Full.")):
        Excepthook(person.window)(type(error), error, None)
        boxes = [one for one in person.window.findChildren(QMessageBox) if one.isVisible()]
        assert len(boxes) == 1
        box = boxes[0]
        assert isinstance(box, QMessageBox)
        assert words in box.text()
        assert ("oops" in box.detailedText()) == isinstance(error, ValueError)
        assert str(error) in capsys.readouterr().err
        box.close()


def test_the_window_can_be_closed_while_the_folder_is_read(
    open_window: Open, library: Library
) -> None:
    root = library({f"{n}.md": article(str(n), "alpha") for n in range(450)})
    person = open_window(root, wait=False)
    person.type("alp")
    person.close()
    again = open_window(root)
    again.search("alpha")
    assert again.status().startswith("450 articles  ·  450 hits")
