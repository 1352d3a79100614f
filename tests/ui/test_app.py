"""The program as a whole: pictures of the window, and what happens when something goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from kbviewer import paths
from kbviewer.errors import ArticleError, IndexFileError, KnownError, LibraryError, UsageError
from kbviewer.service import KnowledgeBase
from kbviewer.ui import app
from kbviewer.ui.app import save_screenshot
from kbviewer.ui.desktop.excepthook import Excepthook
from kbviewer.ui.results.results_panel import ResultsPanel
from kbviewer.ui.theme import DARK, LIGHT
from kbviewer.ui.window import Window
from tests.ui.person import Key, MakeLibrary, Open, Person, article, pixels

BLIND_BOXES = "governance/2025-08-11-blind-box-marketing.md"


def test_qt_and_python_go_together(qtbot: QtBot) -> None:
    # A binding that gives None away with every call ends the process within minutes.
    assert qtbot
    one = QObject()
    before = sys.getrefcount(None)
    for _ in range(1_000):
        one.setObjectName("x")
    assert sys.getrefcount(None) > before - 500


@pytest.mark.slow
def test_the_window_stands_before_the_index_is_loaded() -> None:
    asked = (
        "import sys, kbviewer.ui.app; "
        "print([n for n in sys.modules if n.startswith(('kbviewer.index', 'kbviewer.service', "
        "'kbviewer.render', 'kbviewer.query'))])"
    )
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
    assert save_screenshot(paths.corpus(), file, size=(1100, 700)) == 0
    image = drawn(file)
    assert (image.width(), image.height()) == (1100, 700)
    assert file.read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_the_two_themes_differ(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    for theme, colours in (("light", LIGHT), ("dark", DARK)):
        file = tmp_path / f"{theme}.png"
        save_screenshot(paths.corpus(), file, theme=theme, size=(900, 600))
        assert pixels(drawn(file), colours.page) > 100_000
    assert drawn(tmp_path / "light.png") != drawn(tmp_path / "dark.png")


@pytest.mark.slow
def test_a_picture_shows_the_query_and_the_article(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    plain, searched, opened = (tmp_path / f"{n}.png" for n in range(3))
    save_screenshot(paths.corpus(), plain)
    save_screenshot(paths.corpus(), searched, query="盲盒")
    save_screenshot(paths.corpus(), opened, query="盲盒", article=BLIND_BOXES)
    assert pixels(drawn(plain), LIGHT.highlights[0]) == 0
    assert pixels(drawn(searched), LIGHT.highlights[0]) > 500
    assert pixels(drawn(opened), LIGHT.current_match) > 50


def test_a_picture_of_an_unknown_article_is_a_known_error(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    with pytest.raises(KnownError):
        save_screenshot(paths.corpus(), tmp_path / "x.png", article="nowhere.md")
    with pytest.raises(LibraryError):
        save_screenshot(tmp_path / "nowhere", tmp_path / "x.png")
    assert not (tmp_path / "x.png").exists()


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no window be drawn."""
    monkeypatch.setattr(app, "_open_session", raising(AssertionError("drawn for nothing")))


TOO_LONG = "x" * 300 + ".png"


@pytest.mark.parametrize(
    "name",
    ["nowhere/x.png", "x.docx", "no-ending", "x.md", ".png", "x.png.txt", "x.", "x.svg", TOO_LONG],
)
def test_a_name_that_is_none_for_a_picture_is_refused_before_anything_is_opened(
    undrawn: None, tmp_path: Path, name: str
) -> None:
    assert undrawn is None
    kept = tmp_path / name
    if "nowhere" not in name and name != TOO_LONG:
        kept.write_text("mine")
    with pytest.raises(UsageError, match="cannot be saved"):
        save_screenshot(paths.corpus(), kept, size=(700, 500))
    assert not kept.parent.exists() or name == TOO_LONG or kept.read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == ("nowhere" not in name and name != TOO_LONG)


def a_picture(file: Path) -> bytes:
    """Save a small picture, and say what is in its file."""
    QImage(3, 3, QImage.Format.Format_RGB32).save(str(file))
    return file.read_bytes()


def make_thing(kind: str, file: Path) -> None:
    """Put something that is no picture to be replaced in a file's place."""
    outside = file.with_name("outside.png")
    if kind == "text":
        file.write_text("mine")
    elif kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "protected":
        a_picture(file)
        file.chmod(0o444)
    else:
        if kind == "link":
            a_picture(outside)
        file.symlink_to(outside)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe has a place among files there")
@pytest.mark.parametrize("kind", ["text", "folder", "pipe", "protected", "link", "dangling"])
def test_what_is_no_picture_is_never_replaced(undrawn: None, tmp_path: Path, kind: str) -> None:
    assert undrawn is None
    file = tmp_path / "x.png"
    make_thing(kind, file)
    before = file.lstat()
    with pytest.raises(UsageError, match="cannot be saved"):
        save_screenshot(paths.corpus(), file)
    after = file.lstat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (
        before.st_ino, before.st_size, before.st_mtime_ns,
    )  # fmt: skip
    assert {one.name for one in tmp_path.iterdir()} <= {"x.png", "outside.png"}
    assert (tmp_path / "outside.png").exists() == (kind == "link")


@pytest.mark.parametrize(
    "way", ["library/chart.png", "library/sub/new.png", "library/../library/chart.png",
            "link/chart.png", "link/sub/../chart.png", "library/sub/up/library/new.png"],
)  # fmt: skip
def test_nothing_is_ever_written_into_the_library(
    undrawn: None, library: MakeLibrary, tmp_path: Path, way: str
) -> None:
    assert undrawn is None
    root = library({"a.md": article("A", "x"), "sub/b.md": article("B", "x")})
    chart = a_picture(root / "chart.png")
    (tmp_path / "link").symlink_to(root)
    (root / "sub" / "up").symlink_to(tmp_path)
    for named in (root, tmp_path / "link"):
        with pytest.raises(UsageError, match="in the library"):
            save_screenshot(named, tmp_path / way)
    assert (root / "chart.png").read_bytes() == chart
    assert {one.name for one in root.rglob("*")} == {"a.md", "b.md", "chart.png", "sub", "up"}


def test_where_case_does_not_count_the_library_is_known_by_what_it_is(
    undrawn: None, library: MakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert undrawn is None
    root = library({"a.md": article("A", "x")})
    (tmp_path / "LIBRARY").mkdir()
    same = Path.samefile
    monkeypatch.setattr(
        Path,
        "samefile",
        lambda one, other: one.name.lower() == Path(other).name.lower() or same(one, other),
    )
    with pytest.raises(UsageError, match="in the library"):
        save_screenshot(root, tmp_path / "LIBRARY" / "new.png")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["x.png", "X.PNG", "x.jpg", "x.webp", "知识 库.png", "x\udcff.bmp"]
)
def test_a_picture_takes_the_place_of_another_whole(
    qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    assert qtbot
    file = tmp_path / name
    try:
        file.write_bytes(a_picture(tmp_path / f"old{file.suffix}"))
    except OSError:
        pytest.skip("this file system has no such names")
    (tmp_path / f"old{file.suffix}").unlink()
    file.chmod(0o640)
    assert save_screenshot(paths.corpus(), file, size=(800, 500)) == 0
    assert QImage.fromData(file.read_bytes()).width() == 800
    assert sys.platform == "win32" or (file.stat().st_mode & 0o777) == 0o640
    assert len(list(tmp_path.iterdir())) == 1


def test_an_empty_file_may_be_filled(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    (tmp_path / "x.png").touch()
    assert save_screenshot(paths.corpus(), tmp_path / "x.png", size=(800, 500)) == 0
    assert drawn(tmp_path / "x.png").width() == 800


@pytest.mark.parametrize("step", ["fsync", "replace", "grab"])
def test_a_picture_that_fails_half_way_leaves_the_old_one(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    assert qtbot
    before = a_picture(tmp_path / "x.png")
    full = OSError(28, "No space left on device")
    if step == "grab":  # nothing can be written of a picture that is none
        monkeypatch.setattr(Window, "grab", lambda _: QPixmap())
    else:
        monkeypatch.setattr(
            *{"fsync": (os, "fsync"), "replace": (Path, "replace")}[step], raising(full)
        )
    with pytest.raises(UsageError, match="cannot be saved"):
        save_screenshot(paths.corpus(), tmp_path / "x.png", size=(800, 500))
    assert (tmp_path / "x.png").read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.slow
@pytest.mark.parametrize("what", ["search", "topics", "update", "article", "matches", "problems"])
@pytest.mark.parametrize("error", [IndexFileError("No index."), ZeroDivisionError("bug")])
def test_where_anything_fails_there_is_no_picture(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, error: Exception
) -> None:
    assert qtbot
    monkeypatch.setattr(KnowledgeBase, what, raising(error))
    with pytest.raises(type(error)):
        save_screenshot(paths.corpus(), tmp_path / "x.png", query="盲盒", size=(800, 500))
    assert not any(tmp_path.iterdir())


def test_a_bug_in_the_window_itself_leaves_no_picture(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qtbot
    monkeypatch.setattr(ResultsPanel, "show_hits", raising(ZeroDivisionError("bug")))
    hook = sys.excepthook
    with pytest.raises(ZeroDivisionError):
        save_screenshot(paths.corpus(), tmp_path / "x.png", size=(800, 500))
    assert sys.excepthook is hook
    assert not any(tmp_path.iterdir())


def test_waiting_for_the_window_has_an_end(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_MAX_WAIT_MS", 100)
    stuck = threading.Event()
    release = threading.Timer(60, stuck.set)
    release.start()
    person.controller.worker.submit(lambda _: stuck.wait(), lambda _: None)
    with pytest.raises(KnownError, match="kbviewer index"):
        person.settle()
    assert not stuck.is_set()
    stuck.set()
    release.cancel()


# --- when something goes wrong


def use_everything(person: Person) -> None:
    """Do what asks the engine for each thing that it can do."""
    person.press(Key.Key_F5)
    person.choose_topic("governance")
    person.search("盲盒")


def raising(error: Exception) -> Callable[..., object]:
    """A function that raises an error, whatever it is given."""

    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.mark.slow
@pytest.mark.parametrize("what", ["search", "topics", "article", "matches", "topic_page"])
def test_a_bug_in_a_job_reaches_the_excepthook(
    person: Person, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(KnowledgeBase, what, raising(ZeroDivisionError("bug")))
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
    def update(_engine: KnowledgeBase, _changed: object) -> Iterator[None]:
        yield from ()
        raise ZeroDivisionError

    monkeypatch.setattr(KnowledgeBase, "update", update)
    with person.bot.capture_exceptions() as exceptions:
        person.press(Key.Key_F5)
    assert [type(one[1]) for one in exceptions] == [ZeroDivisionError]
    monkeypatch.undo()
    person.press(Key.Key_F5)
    assert person.status() == "10 articles"


def test_a_known_error_is_told_in_the_status_line(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KnowledgeBase, "search", raising(IndexFileError("The disk is full.")))
    use_everything(person)
    assert person.status() == "The disk is full."
    monkeypatch.undo()
    person.search("直播")
    assert person.status().startswith("10 articles  ·  ")


def test_a_known_error_of_an_article_is_told_in_its_place(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KnowledgeBase, "article", raising(ArticleError("The file is locked.")))
    person.click_result(0)
    assert "The file is locked." in person.why_no_page()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen that is none says so of every box
def test_the_excepthook_tells_a_bug_with_its_traceback(
    person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    for error, words in ((ValueError("<b>oops"), "went wrong"), (IndexFileError("Full."), "Full.")):
        Excepthook(person.window)(type(error), error, None)
        boxes = [one for one in person.window.findChildren(QMessageBox) if one.isVisible()]
        assert len(boxes) == 1
        box = boxes[0]
        assert isinstance(box, QMessageBox)
        assert words in box.text()
        assert ("oops" in box.detailedText()) == isinstance(error, ValueError)
        assert str(error) in capsys.readouterr().err
        box.close()


@pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")
def test_a_bug_in_a_search_opens_one_box_and_the_window_goes_on(
    person: Person, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def boxes() -> list[QMessageBox]:
        return [one for one in person.window.findChildren(QMessageBox) if one.isVisible()]

    monkeypatch.setattr(sys, "excepthook", Excepthook(person.window))
    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(KnowledgeBase, "search", raising(ZeroDivisionError("<b>bug")))
            for text in ("直播", "x", "盒"):  # as if typed: each asks anew
                person.field.setText(text)
                person.settle()
        (box,) = boxes()
        assert "went wrong" in box.text()
        assert "ZeroDivisionError: <b>bug" in box.detailedText()
        assert capsys.readouterr().err.count("ZeroDivisionError: <b>bug") == 3
        box.button(QMessageBox.StandardButton.Ok).click()
        assert boxes() == []
        person.field.setText("盲盒")
        person.settle()
        assert person.status().startswith("10 articles  ·  ")
        assert person.page().startswith(person.hits()[0].title)


@pytest.mark.slow
def test_the_window_can_be_closed_while_the_folder_is_read(
    open_window: Open, library: MakeLibrary
) -> None:
    root = library({f"{n}.md": article(str(n), "alpha") for n in range(450)})
    person = open_window(root, wait=False)
    person.type("alp")
    person.close()
    again = open_window(root)
    again.search("alpha")
    assert again.status().startswith("450 articles  ·  450 found")
