"""Every text of the window is a message, and none is cut off in either language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QTableView,
    QToolButton,
    QWidget,
)

from kbviewer import i18n, paths
from kbviewer.ui.article.html_tree import parse, table_around
from kbviewer.ui.article.picture_window import PictureWindow
from kbviewer.ui.article.table_window import TableWindow
from kbviewer.ui.desktop.excepthook import Excepthook
from kbviewer.ui.desktop.language import use_language
from kbviewer.ui.dialogs.help_dialog import show_about, show_help
from kbviewer.ui.dialogs.preferences_dialog import PreferencesDialog
from kbviewer.ui.preferences import Preferences
from kbviewer.ui.widgets.elided_label import ElidedLabel
from tests.ui.person import MakeLibrary, Open, Person, article

# The screen that is none says so of every box.
boxes = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")

_BEGIN, _END = "⟦", "⟧"
# Texts that are no messages of the window: Qt's own, what is named in itself, numbers, a folder,
# examples of quotations and references.
_NO_MESSAGE = re.compile(
    r"[\W\d]*|&?(?:Close|OK|Show Details\.\.\.)|&?English|中文(?:\(&Z\))?|\d+%|library|BibTeX|RIS"
    r"|[^⟦]*https://example\.com/[ab]\b[^⟦]*"
)
_OF_QT = re.compile(r"qt_|ScrollLeftButton|ScrollRightButton")


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language whose messages are the English ones in brackets: those that are translated."""
    content = (paths.resources() / "translations" / "kbviewer_zh_CN.qm").read_bytes()
    marked = {key: f"{_BEGIN}{key[0]}{_END}" for key in i18n.read_qm(content)}
    monkeypatch.setattr(i18n, "_translations", marked)
    monkeypatch.setattr(i18n, "_language", "xx")
    monkeypatch.setattr("kbviewer.ui.app.use_language", lambda _: None)


def texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    """What a widget and all within it say and are called, and where; texts of articles aside."""
    for one in (widget, *widget.findChildren(QWidget)):
        where = f"{type(one).__name__} {one.objectName()}"
        if _OF_QT.match(one.objectName()):
            continue
        yield one.accessibleName(), f"{where} accessible name"
        yield one.toolTip(), f"{where} tool tip"
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text(), where
        elif isinstance(one, QLineEdit):
            yield one.placeholderText(), where
        elif isinstance(one, QComboBox):
            yield from ((one.itemText(row), where) for row in range(one.count()))
        elif isinstance(one, QMenu):
            yield one.title(), where
        elif isinstance(one, QTableView):
            model = one.model()
            for column in range(model.columnCount()):
                yield str(model.headerData(column, Qt.Orientation.Horizontal)), f"{where} header"
        if isinstance(one, QDialog):
            yield one.windowTitle(), f"{where} title"
    for action in widget.findChildren(QAction):
        if not action.isSeparator() and not _OF_QT.match(action.objectName()):
            yield action.text(), f"action {action.objectName()}"
            yield action.toolTip(), f"action {action.objectName()} tool tip"


def unmarked(widget: QWidget) -> list[tuple[str, str]]:
    """The texts without a message in them, and where they are."""
    return sorted(
        {
            (text, where)
            for text, where in texts(widget)
            if _BEGIN not in text and not _NO_MESSAGE.fullmatch(re.sub("<[^>]*>", "", text))
        }
    )


def nothing_typed(_person: Person) -> None:
    pass


def results(person: Person) -> None:
    person.search("fees")
    person.open("one.md")


def found_by_name(person: Person) -> None:
    person.search("three")
    assert person.counter()


def nothing_found(person: Person) -> None:
    person.search("fees zzzz published:2025")


def nothing_in_topic(person: Person) -> None:
    person.choose_topic("b")
    person.search("fees")


def quick_picks(person: Person) -> None:
    person.open("two.md")
    person.controller._outline.toggle_popup()
    person.controller._backlinks.toggle_popup()


def export(person: Person) -> None:
    person.window.action_collection["export"].trigger()
    person.settle()


def problems(person: Person) -> None:
    person.window.action_collection["problems"].trigger()
    person.settle()


def help_texts(person: Person) -> None:
    show_help(person.window, person.window.action_collection)


def about(person: Person) -> None:
    show_about(person.window, "library")


def picture(person: Person) -> None:
    PictureWindow(QImage(40, 30, QImage.Format.Format_RGB32), person.window).show()


def table(person: Person) -> None:
    root = parse("<table><tr><td>1</td></tr></table>")
    element = table_around(root, 0)
    assert element is not None
    TableWindow(element, person.window).show()


def stopped(person: Person) -> None:
    person.window.status_line.show_unindexed("")
    person.window.status_line.progress.start()
    person.window.status_line.progress.set_progress(3, 9)
    person.window.status_line.progress._on_delay_over()


def preferences(person: Person) -> None:
    window = person.window
    dialog = PreferencesDialog(
        window.action_collection, window.shortcuts, Preferences(None), window
    )
    dialog.show()
    for page in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(page)
        person.settle()


def print_preview(person: Person) -> None:
    person.open("one.md")
    person.window.action_collection["print_preview"].trigger()
    person.settle()


def a_bug(person: Person) -> None:
    Excepthook(person.window)(ValueError, ValueError("1"), None)


STATES = (
    nothing_typed, results, found_by_name, nothing_found, nothing_in_topic, quick_picks, export,
    problems, help_texts, about, picture, table, stopped, preferences,
    print_preview, a_bug,
)  # fmt: skip


@pytest.fixture
def small(library: MakeLibrary) -> Path:
    """A library whose own texts are numbers."""
    return library({
        "one.md": article("1", "# 2\n\nfees [3](two.md)\n\n## 4", source="5"),
        "two.md": article("2", "# 7\n\nx", published="2025-08-25"),
        "b/three.md": "---\ntitle: [3\n---\n1",
    })  # fmt: skip


def close_dialogs(person: Person) -> None:
    for box in person.window.findChildren(QDialog):
        box.close()


@boxes
@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("state", STATES)
def test_every_text_is_a_message(
    state: Callable[[Person], None], small: Path, open_window: Open
) -> None:
    person = open_window(small)
    state(person)
    assert unmarked(person.window) == []
    close_dialogs(person)


# --- nothing is cut off


def needs(widget: QWidget) -> tuple[str, bool]:
    """What a widget says, and whether it needs more room; "" where it says nothing itself."""
    text, is_wider = "", widget.sizeHint().width() > widget.width()
    if isinstance(widget, QLabel):
        text = widget.text()
        if widget.wordWrap():
            is_wider = widget.heightForWidth(widget.width()) > widget.height()
        full = widget.accessibleName()
        if full not in ("", text):  # it is elided: then the tool tip says all
            is_wider = is_wider or widget.toolTip() != full
    elif isinstance(widget, QToolButton):
        is_icon = widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        text = "" if is_icon and not widget.icon().isNull() else widget.text()
    elif isinstance(widget, QAbstractButton):
        text = widget.text()
    elif isinstance(widget, QComboBox):
        text = widget.currentText()
    elif isinstance(widget, QLineEdit):
        text = widget.placeholderText()
        needed = widget.fontMetrics().horizontalAdvance(text)
        is_wider = needed > widget.contentsRect().width()
    return text, is_wider


def cut_off(window: QWidget) -> Iterator[str]:
    """What is said in less room than it needs; what is elided has a tool tip."""
    visible = [one for one in window.findChildren(QWidget) if one.isVisible()]
    for one in visible:
        if isinstance(one, QMenuBar):
            for action in one.actions():
                if not one.rect().contains(one.actionGeometry(action)):
                    yield action.text()
        elif isinstance(one, QTableView):
            header = one.horizontalHeader()
            for column in range(header.count()):
                if header.sectionSizeHint(column) > header.sectionSize(column):
                    yield str(one.model().headerData(column, Qt.Orientation.Horizontal))
        elif not isinstance(one, ElidedLabel):  # it has a tool tip itself
            text, is_cut = needs(one)
            if text and is_cut and not _OF_QT.match(one.objectName()):
                yield f"{type(one).__name__} {one.objectName()}: {text}"


@boxes
@pytest.mark.usefixtures("usual_font")
@pytest.mark.parametrize("size", [(760, 600), (1280, 800)])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_no_text_is_cut_off(
    state: Callable[[Person], None], language: str, size: tuple[int, int], small: Path,
    open_window: Open,
) -> None:  # fmt: skip
    person = open_window(small, size=size)
    use_language(language)
    QApplication.processEvents()
    person.settle()
    state(person)
    QApplication.processEvents()
    assert list(cut_off(person.window)) == []
    close_dialogs(person)


# Opens the window in both languages on a screen with twice as many pixels.
_AT_TWICE_THE_SIZE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from kbviewer import i18n, paths
from kbviewer.ui import app
from kbviewer.ui.desktop.language import use_language
from tests.ui.test_translations import cut_off
application = app._application()
with app._open_session(paths.corpus(), None, "light") as session:
    controller = session.libraries.controller
    session.window.resize(760, 600)
    session.window.show()
    controller.start()
    app.wait_until_idle(controller)
    for language in i18n.LANGUAGES:
        use_language(language)
        for query in ("", "抖音", "盲盒 zzzz", "published:2025-08"):
            session.window.search_bar.field.setText(query)
            app.wait_until_idle(controller)
            print(*cut_off(session.window), sep="\\n", end="")
    print(session.window.devicePixelRatio())
"""


@pytest.mark.slow
def test_no_text_is_cut_off_at_twice_the_size() -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _AT_TWICE_THE_SIZE],
        env={**os.environ, "QT_SCALE_FACTOR": "2"}, cwd=Path(__file__).parents[2],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (ended.stdout, ended.returncode) == ("2.0\n", 0), ended.stderr
