"""The language of the window: the system's or the user's, and changed at once."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QSettings, QTranslator
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableView,
    QWidget,
)

from kbviewer import i18n, paths
from kbviewer.ui.actions import ACTION_TABLE
from kbviewer.ui.dialogs.export_dialog import ExportDialog
from kbviewer.ui.dialogs.help_dialog import show_help
from kbviewer.ui.suggestions.suggestion_row import SuggestionRow
from kbviewer.ui.topics.topic_model import SECOND_TITLE_ROLE
from tests.ui.person import MakeLibrary, Open, Person, article

# The screen that is none says so of every box.
boxes = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")

CHINESE, ENGLISH, SYSTEM = "language_zh_CN", "language_en", "language_system"


def settings_in(folder: Path, chosen: str = "") -> QSettings:
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    if chosen:
        settings.setValue("language", chosen)
    return settings


def menu_titles(person: Person) -> list[str]:
    return [action.text() for action in person.window.menuBar().actions()]


def choose(person: Person, action: str) -> None:
    """Choose a language in the menu, and wait for what comes of it."""
    person.window.action_collection[action].trigger()
    QApplication.processEvents()
    person.settle()


def topic_titles(person: Person, path: str = "") -> list[tuple[str, str]]:
    """Both titles of the topics below one, in order."""
    model = person.window.tree.model
    root = model.index_of(path)
    rows = [model.index(row, 0, root) for row in range(model.rowCount(root))]
    return [(row.data(), row.data(SECOND_TITLE_ROLE)) for row in rows]


def top_line(person: Person) -> str:
    """The text of the paragraph at the top of the open page."""
    return person.browser.cursorForPosition(QPoint(60, 2)).block().text()


def texts_of(person: Person) -> list[str]:
    """What the window says beside its articles."""
    window = person.window
    actions = [window.action_collection[spec.id] for spec in ACTION_TABLE]
    widgets = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    return [
        *menu_titles(person),
        *(text for action in actions for text in (action.text(), action.toolTip())),
        *(label.text() for label in window.findChildren(QLabel) if label.isVisible()),
        *(widget.accessibleName() for widget in widgets),
        *(tip for widget in widgets if " ms" not in (tip := widget.toolTip())),
        person.field.placeholderText(),
        person.status(),
    ]


def dialog(person: Person) -> QDialog:
    """The one window that is open before the window."""
    found = [one for one in person.window.findChildren(QDialog) if one.isVisible()]
    assert len(found) == 1
    assert isinstance(found[0], QDialog)
    return found[0]


def standard_button(box: QWidget) -> str:
    """The text of the button that closes a dialog."""
    buttons = box.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    return buttons.button(QDialogButtonBox.StandardButton.Close).text().replace("&", "")


# --- at the start


@pytest.mark.parametrize(
    "case",
    [
        ("zh_CN.UTF-8", "", "文件(&F)"),
        ("en_US.UTF-8", "", "&File"),
        ("zh_CN.UTF-8", "en", "&File"),
        ("en_US.UTF-8", "zh_CN", "文件(&F)"),
        ("zh_CN.UTF-8", "xx", "文件(&F)"),
        ("de_DE.UTF-8", "", "&File"),
    ],
)
def test_the_window_has_the_language_of_the_user_else_of_the_system(
    case: tuple[str, str, str], open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system, chosen, first_menu = case
    monkeypatch.setattr(sys, "platform", "linux")  # elsewhere the system is asked another way
    monkeypatch.setenv("LC_ALL", system)
    person = open_window(settings=settings_in(tmp_path, chosen))
    assert menu_titles(person)[0] == first_menu
    checked = chosen if chosen in i18n.LANGUAGES else "system"
    assert person.window.action_collection[f"language_{checked}"].isChecked()


def test_english_reads_no_file(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("read")

    monkeypatch.setattr(i18n, "read_qm", refuse)
    monkeypatch.setattr(QTranslator, "load", refuse)
    assert menu_titles(open_window())[0] == "&File"


@pytest.mark.parametrize("content", [None, b"damaged"])
def test_without_its_file_the_window_is_in_english_and_says_so(
    content: bytes | None, open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(paths.resources(), tmp_path / "resources")
    file = tmp_path / "resources" / "translations" / "kbviewer_zh_CN.qm"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(paths, "resources", lambda: tmp_path / "resources")
    person = open_window(settings=settings_in(tmp_path, "zh_CN"))
    assert menu_titles(person)[0] == "&File"
    assert "zh_CN cannot be read" in person.status()
    choose(person, ENGLISH)
    choose(person, CHINESE)
    assert menu_titles(person)[0] == "&File"


# --- at once


def test_the_language_changes_at_once_and_back(open_window: Open, tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    person = open_window(settings=settings)
    window = person.window
    person.search("盲盒 published:2025")
    person.click_result(1)
    bar = person.browser.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    line, row, page = top_line(person), person.current_row(), person.page()
    english = texts_of(person)

    choose(person, CHINESE)
    assert settings.value("language") == "zh_CN"
    assert menu_titles(person) == ["文件(&F)", "编辑(&E)", "转到(&G)", "视图(&V)", "帮助(&H)"]
    assert person.field.text() == "盲盒 published:2025"
    assert person.field.placeholderText() == "搜索标题、正文、来源、标签和文件名"
    assert (person.current_row(), top_line(person)) == (row, line)
    assert "2025年8月" in person.page()
    assert "平台治理 Governance" in person.page()
    assert topic_titles(person)[0] == ("平台治理", "Governance")
    assert person.counts()["governance/blind-boxes"] == 2
    assert person.summary() == "2 篇文章"
    assert window.results._order_button.text() == "按相关度"
    assert person.status() == "10 篇文章  ·  找到 2 篇"
    assert person.counter().startswith("第 ")
    buttons = window.article._bar._info_buttons
    assert [button.accessibleName() for button in buttons] == ["反向链接", "大纲"]
    assert buttons[0].toolTip() == "没有文章链接到本文 (Ctrl+Shift+L)"
    assert window.action_collection["open_folder"].toolTip() == "打开文件夹… (Ctrl+O)"

    choose(person, ENGLISH)
    assert settings.value("language") == "en"
    assert texts_of(person) == english
    assert (person.page(), person.current_row(), top_line(person)) == (page, row, line)

    choose(person, SYSTEM)
    assert settings.value("language") == ""
    assert menu_titles(person)[0] == "&File"


def test_suggestions_and_what_is_beside_them_change(person: Person) -> None:
    person.search("盲盒 zzzz")
    rows = [row.accessibleName() for row in person.window.findChildren(SuggestionRow)]
    assert person.window.suggestions.focus_first()
    choose(person, CHINESE)
    assert person.why_nothing().startswith("没有找到“盲盒 zzzz”")
    assert len(person.window.findChildren(SuggestionRow)) == len(rows)
    assert person.field.hasFocus()
    titles = person.window.suggestions.findChildren(QLabel, "suggestionsTitle")
    assert [title.text() for title in titles] == ["与此搜索相近的内容"]
    choose(person, ENGLISH)
    assert [row.accessibleName() for row in person.window.findChildren(SuggestionRow)] == rows


def test_a_topics_page_and_the_start_change(person: Person) -> None:
    choose(person, CHINESE)
    assert person.why_no_page().startswith("在 10 篇文章中搜索\n")
    person.choose_topic("governance")
    assert person.page().split("\n")[:2] == ["平台治理", "Governance"]
    assert person.summary() == "平台治理：6 篇文章"
    choose(person, ENGLISH)
    assert person.page().split("\n")[:2] == ["Governance", "平台治理"]
    assert person.summary() == "6 articles in Governance"


def test_topics_are_in_the_order_of_what_is_shown_first(
    library: MakeLibrary, open_window: Open
) -> None:
    names = {"a": ("Apples", "中"), "b": ("Bananas", "阿"), "c": ("Cherries", "北")}
    files = {
        f"{path}/_index.md": f"---\ntitle: {title}\ntitle_zh: {title_zh}\n---\n"
        for path, (title, title_zh) in names.items()
    }
    person = open_window(library({**files, "a/one.md": article("One", "x")}))
    assert [first for first, _ in topic_titles(person)] == ["Apples", "Bananas", "Cherries"]
    choose(person, CHINESE)
    assert [first for first, _ in topic_titles(person)] == ["阿", "北", "中"]
    choose(person, ENGLISH)
    assert [first for first, _ in topic_titles(person)] == ["Apples", "Bananas", "Cherries"]


def test_what_was_collapsed_stays_collapsed(person: Person) -> None:
    tree = person.window.tree
    tree.view.collapse(tree.model.index_of("governance"))
    choose(person, CHINESE)
    assert not tree.view.isExpanded(tree.model.index_of("governance"))
    assert tree.view.isExpanded(tree.model.index_of("competition"))


@boxes
def test_a_dialog_that_is_open_follows(library: MakeLibrary, open_window: Open) -> None:
    person = open_window(library({"one.md": "---\ntitle: [x\n---\nSome text"}))
    person.window.action_collection["problems"].trigger()
    person.settle()
    choose(person, CHINESE)
    shown = dialog(person)
    table = shown.findChild(QTableView)
    assert isinstance(table, QTableView)
    header = [table.model().headerData(column, table.horizontalHeader().orientation())
              for column in range(3)]  # fmt: skip
    assert shown.windowTitle() == "有问题的文件"
    assert header == ["文件", "问题", "处理方式"]
    assert standard_button(shown) == "关闭"
    shown.close()
    choose(person, ENGLISH)


@boxes
def test_the_export_that_is_open_follows(person: Person) -> None:
    person.window.action_collection["export"].trigger()
    person.settle()
    choose(person, CHINESE)
    shown = dialog(person)
    assert isinstance(shown, ExportDialog)
    assert shown.range_box.currentText() == "列表：10 篇文章"
    assert shown.format_box.currentText() == "CSV（用于电子表格）"
    assert shown._summary.text() == "10 篇文章"
    shown.close()


# --- Qt's own texts


@boxes
def test_qts_own_buttons_have_the_language(person: Person) -> None:
    shown = show_help(person.window, person.window.action_collection)
    assert standard_button(shown) == "Close"
    shown.close()
    choose(person, CHINESE)
    shown = show_help(person.window, person.window.action_collection)
    assert standard_button(shown) == "关闭"
    shown.close()
    box = QMessageBox(person.window)
    box.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
    texts = {button.text().partition("(")[0] for button in box.findChildren(QPushButton)}
    assert texts == {"打开", "取消"}
    box.deleteLater()
    choose(person, ENGLISH)
    assert not QApplication.instance().findChildren(QTranslator)  # type: ignore[union-attr]


def test_without_qts_file_the_window_changes_all_the_same(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QTranslator, "load", lambda *_: False)
    choose(person, CHINESE)
    assert menu_titles(person)[0] == "文件(&F)"


def test_the_locale_is_that_of_the_language(person: Person) -> None:
    choose(person, CHINESE)
    assert QLocale().name() == "zh_CN"
    choose(person, ENGLISH)
    assert QLocale() == QLocale.system()


def test_the_outline_is_named_anew(person: Person) -> None:
    person.open(person.ids()[0])
    outline = person.controller._outline
    outline.toggle_popup()
    assert outline.popup.field.placeholderText() == "Go to a heading"
    outline.popup.close_popup()
    choose(person, CHINESE)
    assert outline.popup.field.placeholderText() == "跳转到标题"
