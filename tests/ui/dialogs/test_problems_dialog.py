"""The list of files with problems."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from kbviewer.cli.main import main
from kbviewer.i18n import Message
from kbviewer.library.problems import Problem
from kbviewer.ui.dialogs.problem_model import ProblemModel
from kbviewer.ui.dialogs.problems_dialog import ProblemsDialog
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article

# The screen that is none says so of every window that comes to the front.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")

FILES = {
    "good.md": article("Good", "x"),
    "b/date.md": article("No date", "x", date="2025-13-13"),
    "a.md": "---\ntitle: [a\n---\nbroken\n",
    "c/_index.md": "---\ntitle: Topic\n---\n",
}


def sign(person: Person) -> QToolButton | None:
    """The sign in the status line that leads to the list."""
    buttons = person.window.status_line.findChildren(QToolButton, "statusButton")
    found = [one for one in buttons if one.isVisible() and "problems" in one.text()]
    return found[0] if found and isinstance(found[0], QToolButton) else None


def opened(person: Person) -> ProblemsDialog:
    """The list, opened by its key."""
    person.press(Key.Key_F8)
    found = [one for one in person.window.findChildren(ProblemsDialog) if one.isVisible()]
    assert len(found) == 1
    assert isinstance(found[0], ProblemsDialog)
    return found[0]


def rows(dialog: ProblemsDialog) -> list[list[str]]:
    """The texts of the list."""
    model = dialog.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def clipboard() -> str:
    """What was copied."""
    return QGuiApplication.clipboard().text()


def button(dialog: ProblemsDialog) -> QPushButton:
    """The button that copies."""
    found = [one for one in dialog.findChildren(QPushButton) if "Copy" in one.text()]
    assert isinstance(found[0], QPushButton)
    return found[0]


def test_the_sign_leads_to_a_list_by_path_that_says_what_the_terminal_says(
    open_window: Open, library: MakeLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    root = library(FILES)
    person = open_window(root)
    leads = sign(person)
    assert leads
    assert leads.text() == "2 files with problems"
    leads.click()
    shown = rows(opened(person))
    assert [row[0] for row in shown] == ["a.md", "b/date.md"]
    assert shown[1] == ["b/date.md", "“2025-13-13” is not a date", "it is left out"]
    assert main(["index", "--library", str(root)]) == 0
    printed = capsys.readouterr().err.splitlines()
    assert printed == [f"kbviewer: {path}: {what}; {instead}" for path, what, instead in shown]


def test_without_problems_there_is_no_sign_and_the_list_says_so(person: Person) -> None:
    assert sign(person) is None
    dialog = opened(person)
    assert rows(dialog) == []
    assert dialog.findChildren(QLabel, "dialogSummary")[0].text() == "No problems found."
    assert not button(dialog).isVisible()
    assert not dialog.table.isVisible()


def test_enter_opens_the_article_and_escape_closes_the_list(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library(FILES))
    dialog = opened(person)
    dialog.table.selectRow(1)
    QTest.keyClick(dialog.table, Key.Key_Return)
    person.settle()
    assert person.page().startswith("No date")
    person.bot.waitUntil(lambda: not person.window.findChildren(ProblemsDialog))
    person.window.action_collection["problems"].trigger()
    again = person.window.findChild(ProblemsDialog)
    assert isinstance(again, ProblemsDialog)
    assert len(rows(again)) == 2
    assert again.table.currentIndex().row() == 1
    QTest.keyClick(again.table, Key.Key_Escape)
    person.bot.waitUntil(lambda: not person.window.findChildren(ProblemsDialog))


def test_the_row_where_one_stands_is_shown_in_full(open_window: Open, library: MakeLibrary) -> None:
    name = "long/" * 20 + "name.md"
    person = open_window(library(FILES | {name: article("Long", "x", date="soon")}))
    dialog = opened(person)
    lines = dialog.findChild(QPlainTextEdit)
    assert isinstance(lines, QPlainTextEdit)
    assert lines.toPlainText().startswith("a.md\n")
    QTest.keyClick(dialog.table, Key.Key_End, Held.ControlModifier)
    assert lines.toPlainText() == f"{name}\n“soon” is not a date; it is left out"


def test_a_folder_or_a_topic_page_in_the_list_is_no_article(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library(FILES | {"c/x.md": article("In c", "x")}))
    person.controller._problems.file_chosen.emit("nowhere/closed")
    person.settle()
    assert person.page() == ""
    person.controller._problems.file_chosen.emit("c/_index.md")
    person.settle()
    assert person.window.tree.selected_path() == "c"


def test_the_list_follows_the_folder_while_it_is_open(
    open_window: Open, library: MakeLibrary
) -> None:
    root = library(FILES)
    person = open_window(root)
    dialog = opened(person)
    (root / "a.md").unlink()
    person.controller.indexing.start()
    person.settle()
    assert [row[0] for row in rows(dialog)] == ["b/date.md"]
    library({"b/date.md": article("Mended", "x")})
    person.controller.indexing.start()
    person.settle()
    assert rows(dialog) == []
    assert sign(person) is None


def test_selected_rows_or_all_are_copied_with_tabs_between(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library(FILES))
    dialog = opened(person)
    button(dialog).click()
    assert [line.split("\t") for line in clipboard().splitlines()] == rows(dialog)
    dialog.table.selectRow(1)
    assert "Selected" in button(dialog).text()
    QTest.keyClick(dialog.table, Key.Key_C, Held.ControlModifier)
    assert clipboard() == "\t".join(rows(dialog)[1])


def test_names_are_plain_text_wherever_they_stand(qtbot: QtBot) -> None:
    assert qtbot
    model = ProblemModel()
    model.replace([Problem("<img src=x>.md", Message("<b>"), Message("&"))])
    assert model.index(0, 0).data() == "<img src=x>.md"
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "<p>&lt;img src=x&gt;.md</p>"


@pytest.mark.slow
def test_thousands_are_filtered_by_name_or_words(person: Person) -> None:
    dialog = opened(person)
    many = [
        Problem(f"{n:05}.md", Message("a date" if n % 2 else "a name"), Message("x"))
        for n in range(5_000)
    ]
    dialog.show_problems(many)
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    assert field.isVisible()
    field.setText("0123")
    assert [row[0] for row in rows(dialog)][:2] == ["00123.md", "01230.md"]
    field.setText("A DATE")
    assert len(rows(dialog)) == 2_500
    dialog.show_problems(many[:30])
    assert len(rows(dialog)) == 15
    field.clear()
    dialog.show_problems(many[:3])
    assert not field.isVisible()


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    assert qtbot
    model = ProblemModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    model.replace([Problem(str(n), Message("what"), Message("instead")) for n in range(50)])
    model.replace([])
    model.replace([Problem("", Message("what"), Message("instead"))])
    assert model.index(0, 0).data() == "."
    assert not model.index(5, 0).isValid()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "File"
