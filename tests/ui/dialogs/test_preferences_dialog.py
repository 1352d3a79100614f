"""The window of preferences, as somebody uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from kbviewer import i18n, paths
from kbviewer.export.formats import STYLES
from kbviewer.export.quote_pattern import DEFAULT_PATTERNS
from kbviewer.ui.actions import ACTION_TABLE
from kbviewer.ui.dialogs.preferences_dialog import PreferencesDialog
from kbviewer.ui.preferences import CITATION_STYLES, Preferences
from kbviewer.ui.theme import DARK, LIGHT
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article, focused

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise()")
CTRL, SHIFT, ALT = Held.ControlModifier, Held.ShiftModifier, Held.AltModifier


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


def kept(ini: Path) -> QSettings:
    return QSettings(str(ini), QSettings.Format.IniFormat)


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window that is opened next is in Chinese."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def back_to(window: QWidget) -> None:
    window.activateWindow()
    QTest.qWaitForWindowActive(window)


def opened(person: Person, page: int = 0) -> PreferencesDialog:
    back_to(person.window)
    person.press(Key.Key_Comma, CTRL)
    (dialog,) = person.window.findChildren(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    person.bot.waitUntil(dialog.isActiveWindow)
    dialog.tabs.setCurrentIndex(page)
    return dialog


def field(dialog: QWidget, name: str) -> QWidget:
    """The widget that a label belongs to."""
    labels = [one for one in dialog.findChildren(QLabel) if one.text().replace("&", "") == name]
    (buddy,) = [label.buddy() for label in labels]
    assert buddy is not None
    return buddy


def choose(dialog: QWidget, name: str, text: str) -> None:
    """Choose an entry of a box by the keyboard."""
    box = field(dialog, name)
    assert isinstance(box, QComboBox)
    box.setFocus()
    QTest.keyClick(box, Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText() == text:
            break
        QTest.keyClick(box, Key.Key_Down)
    assert box.currentText() == text


def write(dialog: QWidget, name: str, text: str) -> None:
    line = field(dialog, name)
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Key.Key_Delete)
    for start in range(len(text)):
        typed = QInputMethodEvent("", [])
        typed.setCommitString(text[start])
        QApplication.sendEvent(line, typed)


def texts(dialog: QWidget) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def button(dialog: QWidget, text: str) -> QPushButton:
    (found,) = [
        one
        for one in dialog.findChildren(QPushButton)
        if text in {one.text().replace("&", ""), one.accessibleName()}
    ]
    assert isinstance(found, QPushButton)
    return found


# --- the dialog


def test_ctrl_comma_opens_it_once_and_escape_closes_it(person: Person) -> None:
    dialog = opened(person)
    person.window.action_collection["preferences"].trigger()
    assert person.window.findChildren(PreferencesDialog) == [dialog]
    QTest.keyClick(focused(), Key.Key_Escape)
    person.bot.waitUntil(lambda: not person.window.findChildren(QDialog))
    assert opened(person).isVisible()


def test_enter_in_a_field_does_not_close_it(person: Person) -> None:
    dialog = opened(person, 1)
    line = field(dialog, "Quotations of Chinese articles")
    line.setFocus()
    QTest.keyClick(line, Key.Key_Return)
    assert dialog.isVisible()


def test_it_can_be_used_without_settings(person: Person) -> None:
    dialog = opened(person)
    choose(dialog, "Text of the interface", "120 %")
    dialog.tabs.setCurrentIndex(1)
    choose(dialog, "Style of references", "Chicago")
    write(dialog, "Quotations of Chinese articles", "{words}!")
    assert person.window.interface_scale == 1.2


# --- general


def test_appearance_is_that_of_the_menu(person: Person) -> None:
    dialog = opened(person)
    choose(dialog, "Appearance", "Dark")
    assert person.window.action_collection["theme_dark"].isChecked()
    assert QApplication.palette().color(QPalette.ColorRole.Base).name() == DARK.page
    person.window.action_collection["theme_light"].trigger()
    back_to(person.window)
    dialog.activateWindow()
    box = field(dialog, "Appearance")
    assert isinstance(box, QComboBox)
    person.bot.waitUntil(lambda: box.currentText() == "Light")
    assert QApplication.palette().color(QPalette.ColorRole.Base).name() == LIGHT.page


def test_languages_are_offered_where_there_are_actions_for_them(person: Person) -> None:
    dialog = opened(person)
    labels = {one.text() for one in dialog.findChildren(QLabel)}
    assert ("&Language" in labels) == ("language_system" in person.window.action_collection)


def test_the_articles_text_has_the_size_of_the_zoom(open_window: Open, ini: Path) -> None:
    person = open_window(settings=kept(ini))
    person.press(Key.Key_Equal, CTRL)
    person.press(Key.Key_Equal, CTRL)
    dialog = opened(person)
    box = field(dialog, "Text of the article")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "121 %"
    choose(dialog, "Text of the article", "150 %")
    assert person.window.article.scale == 1.5
    person.close()
    assert open_window(settings=kept(ini)).window.article.scale == 1.5


def test_the_interface_is_scaled_at_once_and_next_time(open_window: Open, ini: Path) -> None:
    person = open_window(settings=kept(ini))
    window = person.window
    person.search("盲盒")

    def sizes() -> list[int]:
        summary = window.findChild(QLabel, "resultsSummary")
        status = window.findChild(QLabel, "statusText")
        assert summary is not None
        assert status is not None
        return [
            window.tree.view.font().pixelSize(), window.results.view.font().pixelSize(),
            window.menuBar().font().pixelSize(), person.field.font().pixelSize(),
            summary.font().pixelSize(), status.font().pixelSize(),
        ]  # fmt: skip

    before, rows = sizes(), window.results.view.sizeHintForRow(0)
    page = person.browser.document().defaultFont().pixelSize()
    choose(opened(person), "Text of the interface", "200 %")
    assert sizes() == [2 * size for size in before]
    assert window.results.view.sizeHintForRow(0) > 1.6 * rows
    assert window.status_line.height() > person.window.status_line.fontMetrics().height()
    assert person.browser.document().defaultFont().pixelSize() == page
    person.close()
    person = open_window(settings=kept(ini))
    window = person.window
    person.search("盲盒")
    assert sizes() == [2 * size for size in before]
    choose(opened(person), "Text of the interface", "100 %")
    assert sizes() == before


@pytest.mark.parametrize(
    ("written", "scale"),
    [("big", 1.0), ("nan", 1.0), ("inf", 1.0), ("0.01", 0.8), ("77", 2.0), ("1, 2", 1.0)],
)
def test_damaged_settings_are_the_defaults(ini: Path, written: str, scale: float) -> None:
    ini.write_text(
        f"[General]\ninterface_scale={written}\ncitation_style={written}\n"
        f"quote_pattern_zh={written}\nquote_pattern_en={{words\n",
        encoding="utf-8",
    )
    preferences = Preferences(kept(ini))
    assert preferences.interface_scale == scale
    assert preferences.citation_style == ""
    for language, pattern in DEFAULT_PATTERNS.items():
        assert preferences.quote_pattern(language) == pattern


# --- quoting


def test_a_pattern_is_used_with_the_next_copy(
    open_window: Open, library: MakeLibrary, ini: Path
) -> None:
    root = library({"a.md": article("一", "平台治理。", lang="zh", source="新华社")})
    person = open_window(root, settings=kept(ini))
    person.search("治理")
    dialog = opened(person, 1)
    write(dialog, "Quotations of Chinese articles", "{source：}「{words}」")
    assert "证券时报网：「抖音电商同时报出了“两本账”。」" in texts(dialog)
    dialog.close()
    back_to(person.window)
    person.press(Key.Key_C, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == "新华社：「平台治理。」"
    person.close()
    dialog = opened(open_window(root, settings=kept(ini)), 1)
    line = field(dialog, "Quotations of Chinese articles")
    assert isinstance(line, QLineEdit)
    assert line.text() == "{source：}「{words}」"


def test_a_broken_pattern_is_told_and_not_used(open_window: Open, ini: Path) -> None:
    person = open_window(settings=kept(ini))
    dialog = opened(person, 1)
    name = "Quotations of other articles"
    write(dialog, name, "{words} {sauce}")
    assert "{sauce} is not known" in texts(dialog)
    assert "{sauce} is not known" in field(dialog, name).accessibleDescription()
    assert Preferences(kept(ini)).quote_pattern(i18n.ENGLISH) == "{words} "
    write(dialog, name, "")
    assert "no place for the quoted words" in texts(dialog)
    button(dialog, f"Default: {name}").click()
    line = field(dialog, name)
    assert isinstance(line, QLineEdit)
    assert line.text() == DEFAULT_PATTERNS[i18n.ENGLISH]
    assert "“Fees fell to zero.” — 36Kr, 22 July 2025" in texts(dialog)
    assert not button(dialog, f"Default: {name}").isEnabled()


def test_the_style_of_references_is_kept_and_shown(open_window: Open, ini: Path) -> None:
    assert set(CITATION_STYLES) == {"", *(style.value for style in STYLES)}
    person = open_window(settings=kept(ini))
    dialog = opened(person, 1)
    assert "[EB/OL]" in texts(dialog)
    choose(dialog, "Style of references", "APA 7")
    assert "[EB/OL]" not in texts(dialog)
    assert kept(ini).value("citation_style") == "apa"
    choose(
        dialog, "Style of references",
        "Automatic: GB/T 7714 for Chinese articles, APA for others",
    )  # fmt: skip
    assert kept(ini).value("citation_style") is None


# --- shortcuts


def row_of(dialog: PreferencesDialog, action: str) -> None:
    """Go to an action in the table, as the filter finds it."""
    line = next(o for o in dialog.findChildren(QLineEdit) if "Filter" in o.accessibleName())
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, action)


def table(dialog: PreferencesDialog) -> list[tuple[str, ...]]:
    (view,) = dialog.findChildren(QTableView)
    model = view.model()
    return [
        tuple(str(model.index(row, column).data()) for column in range(3))
        for row in range(model.rowCount())
    ]


def edits(dialog: PreferencesDialog) -> list[QKeySequenceEdit]:
    return list(dialog.findChildren(QKeySequenceEdit))


def type_key(dialog: PreferencesDialog, key: Key, held: Held, number: int = 0) -> None:
    edit = edits(dialog)[number]
    edit.setFocus()
    QTest.keyClick(edit, key, held)


def test_all_actions_are_listed_with_menu_and_keys(person: Person) -> None:
    dialog = opened(person, 2)
    shown = table(dialog)
    assert len(shown) == len(ACTION_TABLE)
    assert ("Find", "Edit", "Ctrl+F, Ctrl+L, Ctrl+K") in shown
    assert ("Back", "Go", "Alt+←, Back") in shown
    assert ("Dark", "Appearance", "") in shown
    row_of(dialog, "ctrl+l")
    assert [row[0] for row in table(dialog)] == ["Find"]
    row_of(dialog, "sort by")
    assert len(table(dialog)) == 3


def test_a_changed_key_works_at_once_and_next_time(open_window: Open, ini: Path) -> None:
    person = open_window(settings=kept(ini))
    dialog = opened(person, 2)
    row_of(dialog, "Topics")
    type_key(dialog, Key.Key_F9, Held.NoModifier)
    assert table(dialog) == [("Topics", "Go", "F9, F6")]
    dialog.close()
    back_to(person.window)
    person.press(Key.Key_F9)
    assert person.window.tree.view.hasFocus()
    person.field.setFocus()
    person.press(Key.Key_T, CTRL)
    assert person.field.hasFocus()
    person.close()
    person = open_window(settings=kept(ini))
    assert person.window.action_collection.keys("topics") == ("F9", "F6")
    dialog = opened(person, 2)
    row_of(dialog, "Topics")
    button(dialog, "Reset").click()
    assert table(dialog) == [("Topics", "Go", "Ctrl+T, F6")]
    assert kept(ini).value("shortcuts/topics") is None


def test_a_conflict_names_the_other_action_and_can_be_settled(open_window: Open, ini: Path) -> None:
    person = open_window(settings=kept(ini))
    dialog = opened(person, 2)
    row_of(dialog, "Export")
    assert not button(dialog, "Use It Here").isVisible()
    type_key(dialog, Key.Key_L, CTRL)
    assert "Ctrl+L is a key of “Find”." in texts(dialog)
    assert table(dialog) == [("Export…", "File", "Ctrl+E")]
    button(dialog, "Use It Here").click()
    assert table(dialog) == [("Export…", "File", "Ctrl+L")]
    actions = person.window.action_collection
    assert actions.keys("find") == ("Ctrl+F", "Ctrl+K")
    assert actions["find"].shortcuts() == [QKeySequence("Ctrl+F"), QKeySequence("Ctrl+K")]
    row_of(dialog, "Find")
    (view,) = dialog.findChildren(QTableView)
    view.setCurrentIndex(next(
        view.model().index(row, 0) for row, line in enumerate(table(dialog)) if line[0] == "Find"
    ))  # fmt: skip
    button(dialog, "Reset").click()
    assert "Ctrl+L was taken from “Export”." in texts(dialog)
    assert actions.keys("find") == ("Ctrl+F", "Ctrl+L", "Ctrl+K")
    assert actions.keys("export") == ()
    button(dialog, "Reset All").click()
    assert all(actions.keys(spec.id) == spec.shortcuts for spec in ACTION_TABLE)
    assert not any(key.startswith("shortcuts") for key in kept(ini).allKeys())


@pytest.mark.parametrize(
    ("key", "held", "why"),
    [
        (Key.Key_X, Held.NoModifier, "X is for typing: add Ctrl or Alt."),
        (Key.Key_X, SHIFT, "Shift+X is for typing"),
        (Key.Key_Up, Held.NoModifier, "↑ is used in lists and fields."),
        (Key.Key_Return, Held.NoModifier, "Enter is used in lists and fields."),
        (Key.Key_V, CTRL, "Ctrl+V is “Paste” in text fields."),
        (Key.Key_F, ALT, "Alt+F opens the menu “File”."),
    ],
)
def test_keys_that_are_needed_elsewhere_are_refused(
    person: Person, key: Key, held: Held, why: str
) -> None:
    dialog = opened(person, 2)
    row_of(dialog, "Export")
    type_key(dialog, key, held)
    assert why in texts(dialog)
    assert person.window.action_collection.keys("export") == ("Ctrl+E",)
    assert edits(dialog)[0].keySequence() == QKeySequence("Ctrl+E")


def test_a_key_can_be_added_and_taken_away(person: Person) -> None:
    dialog = opened(person, 2)
    row_of(dialog, "Export")
    type_key(dialog, Key.Key_F12, Held.NoModifier, 2)
    assert person.window.action_collection.keys("export") == ("Ctrl+E", "F12")
    type_key(dialog, Key.Key_Backspace, Held.NoModifier)
    assert person.window.action_collection.keys("export") == ("F12",)
    assert button(dialog, "Reset").isEnabled()


def test_tool_tips_and_help_show_the_changed_keys(person: Person) -> None:
    dialog = opened(person, 2)
    row_of(dialog, "Find Next")
    type_key(dialog, Key.Key_F12, Held.NoModifier)
    row_of(dialog, "Rescan")
    type_key(dialog, Key.Key_F4, Held.NoModifier)
    row_of(dialog, "Outline")
    edits(dialog)[0].clear()
    dialog.close()
    actions = person.window.action_collection
    assert actions["next_match"].toolTip() == "Find Next (F12)"
    assert actions["outline"].toolTip() == "Outline"
    assert person.window.status_line._unindexed_button.toolTip() == "Rescan Folder (F4)"
    back_to(person.window)
    person.press(Key.Key_F1)
    (label,) = [one for one in person.window.findChildren(QLabel) if "<h3>" in one.text()]
    assert "<b>F12, Shift+F3</b>" in label.text()
    assert "<b>F4, Ctrl+.</b>" in label.text()
    assert "<b>(no key)</b>" in label.text()


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("shortcuts/find=F9", {"find": ("F9",)}),
        ("shortcuts/find=", {"find": ()}),
        ("shortcuts/find=Ctrl+E", {"find": ("Ctrl+E",), "export": ()}),
        ("shortcuts/find=nonsense", {}),
        ("shortcuts/find=X", {}),
        ("shortcuts/find=Up", {}),
        ("shortcuts/find=@Variant(\\0)", {}),
        ('shortcuts/find="Ctrl+A, Ctrl+B"', {}),
        ("shortcuts/nothing=F9", {}),
        (
            'shortcuts/find="F9; F12"\nshortcuts/export=F9',
            {"find": ("F12",), "export": ("F9",)},
        ),
    ],
)
def test_each_key_has_one_action_whatever_the_settings_say(
    open_window: Open, ini: Path, written: str, keys: dict[str, tuple[str, ...]]
) -> None:
    lines = written.replace("shortcuts/", "").splitlines()
    ini.write_text("[shortcuts]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    actions = open_window(settings=kept(ini)).window.action_collection
    expected = {spec.id: spec.shortcuts for spec in ACTION_TABLE} | keys
    assert {spec.id: actions.keys(spec.id) for spec in ACTION_TABLE} == expected
    assert actions["find"].shortcuts() == [QKeySequence(key) for key in expected["find"]]


# --- in Chinese


@pytest.mark.usefixtures("chinese")
def test_the_pages_are_in_the_windows_language(person: Person) -> None:
    dialog = opened(person)
    assert dialog.windowTitle() == "首选项"
    assert [dialog.tabs.tabText(n) for n in range(3)] == ["常规", "引用", "快捷键"]


@pytest.mark.usefixtures("chinese")
def test_the_pages_follow_the_language(person: Person) -> None:
    i18n.set_language(i18n.ENGLISH, paths.resources() / "translations")
    dialog = opened(person, 2)
    i18n.set_language(i18n.CHINESE, paths.resources() / "translations")
    QCoreApplication.sendEvent(dialog, QEvent(QEvent.Type.LanguageChange))
    assert dialog.windowTitle() == "首选项"
    assert dialog.tabs.tabText(2) == "快捷键"
    assert dialog.tabs.currentIndex() == 2
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(dialog.findChildren(QTableView)) == 1
