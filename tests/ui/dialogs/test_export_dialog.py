"""Exporting the list or the open article."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit, QPushButton

from kbviewer.ui import strings
from kbviewer.ui.dialogs.export_dialog import ExportDialog
from tests.ui.person import Held, Key, Open, Person

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")

Make = Callable[[dict[str, str]], Path]


@pytest.fixture
def reader(open_window: Open, library: Make) -> Person:
    header = "---\ntitle: {}\nsource: 证券时报网\npublished: 2025-08-24\n---\n"
    texts = {f"{number}.md": header.format(f"盲盒 {number}") + "盲盒" for number in range(3)}
    texts["other.md"] = "别的"
    QGuiApplication.clipboard().clear()
    return open_window(library(texts))


def opened(person: Person) -> ExportDialog:
    """The dialog, opened with its key."""
    person.press(Key.Key_E, Held.ControlModifier)
    (dialog,) = person.window.findChildren(ExportDialog)
    assert dialog.isVisible()
    return dialog


def preview(dialog: ExportDialog) -> str:
    found = dialog.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found.toPlainText()


def said(dialog: ExportDialog) -> str:
    found = dialog.findChild(QLabel, "dialogSummary")
    assert isinstance(found, QLabel)
    return found.text()


def button(dialog: ExportDialog, text: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if text in one.text())


def choose(person: Person, dialog: ExportDialog, name: str) -> None:
    """Choose a format with the keyboard."""
    dialog.format_box.setFocus()
    while dialog.format != name:
        before = dialog.format
        QTest.keyClick(dialog.format_box, Qt.Key.Key_Down)
        assert dialog.format != before, name
    person.settle()


def test_the_list_is_shown_in_each_format_and_copied(reader: Person) -> None:
    reader.search("盲盒")
    dialog = opened(reader)
    assert said(dialog) == "3 articles"
    assert preview(dialog).count("证券时报网") == 3
    assert not preview(dialog).startswith("\ufeff")
    names = [dialog.format_box.itemData(row) for row in range(dialog.format_box.count())]
    for name in names[1:]:
        choose(reader, dialog, name)
        assert "盲盒" in preview(dialog), name
    assert names == list(strings._EXPORT_FORMATS)
    button(dialog, "Copy").click()
    assert QGuiApplication.clipboard().text() == preview(dialog)
    assert said(dialog) == strings.COPIED


def test_the_open_article_alone(reader: Person) -> None:
    reader.search("盲盒")
    dialog = opened(reader)
    dialog.range_box.setFocus()
    QTest.keyClick(dialog.range_box, Qt.Key.Key_Down)
    choose(reader, dialog, "csl")
    assert said(dialog) == "1 article"
    (item,) = json.loads(preview(dialog))
    assert item["title"] == "盲盒 0"


def test_it_is_saved_as_it_is(
    reader: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    offered: list[str] = []

    def ask(_parent: object, _title: str, name: str, _filter: str) -> tuple[str, str]:
        offered.append(name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    reader.search("盲盒")
    dialog = opened(reader)
    button(dialog, "Save").click()
    assert offered == ["articles.csv"]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert path.read_text(encoding="utf-8-sig").count("证券时报网") == 3
    assert said(dialog) == strings.saved_as(str(path))


def test_a_file_that_cannot_be_written_is_told(reader: Person, tmp_path: Path) -> None:
    reader.search("盲盒")
    dialog = opened(reader)
    dialog.save(str(tmp_path / "missing" / "out.csv"))
    assert "out.csv cannot be written" in said(dialog)


def test_what_cannot_be_read_is_counted(reader: Person, tmp_path: Path) -> None:
    reader.search("盲盒")
    (tmp_path / "library/1.md").unlink()
    reader.tap(Key.Key_E, Held.ControlModifier)
    reader.settle()
    (dialog,) = reader.window.findChildren(ExportDialog)
    assert said(dialog).startswith("2 articles")


def test_of_nothing_there_is_nothing_to_export(reader: Person) -> None:
    reader.search("火星")
    dialog = opened(reader)
    assert dialog.range_box.count() == 0
    assert preview(dialog) == ""
    assert not button(dialog, "Copy").isEnabled()
    assert not button(dialog, "Save").isEnabled()


def test_it_is_opened_once_and_closed_with_escape(reader: Person) -> None:
    reader.search("盲盒")
    dialog = opened(reader)
    reader.window.activateWindow()
    assert opened(reader) is dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    reader.settle()
    assert reader.window.findChildren(ExportDialog) == []
