"""Every action: its id, its keys, its place in a menu."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from string import Formatter

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QScrollArea

from kbviewer.ui import strings
from kbviewer.ui.actions import ACTION_TABLE, FIXED_KEYS, KEY_TABLE
from kbviewer.ui.dialogs.help_dialog import HELP_KEYS
from kbviewer.ui.search import search_bar
from kbviewer.ui.widgets import quick_pick
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article

# The screen that is none says so of every box.
boxes = pytest.mark.qt_log_ignore("propagateSizeHints")

# The actions with a key that the help leaves out: two are as everywhere, one opens the help.
NOT_IN_HELP = {"copy", "select_all", "help"}


def menus(person: Person) -> list[QMenu]:
    """The menus of the window, those within a menu behind it."""
    # Asked of an action, PySide6 6.8 forgets a menu that nothing else holds.
    every = {menu.menuAction(): menu for menu in person.window.findChildren(QMenu)}
    waiting: list[QAction] = person.window.menuBar().actions()
    found = []
    while waiting:
        if menu := every.get(waiting.pop(0)):
            found.append(menu)
            waiting[:0] = menu.actions()
    return found


def dialog(person: Person) -> QDialog:
    """The one window that is open before the window."""
    found = [one for one in person.window.findChildren(QDialog) if one.isVisible()]
    assert len(found) == 1
    assert isinstance(found[0], QDialog)
    return found[0]


def test_every_action_has_an_id_of_its_own() -> None:
    assert [name for name, times in Counter(e.id for e in ACTION_TABLE).items() if times > 1] == []


def test_no_two_actions_share_a_key(person: Person) -> None:
    keys = Counter(
        keys.toString()
        for entry in ACTION_TABLE
        for keys in person.window.action_collection[entry.id].shortcuts()
    )
    assert "" not in keys
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_action_is_in_a_menu(person: Person) -> None:
    in_menus = [action for menu in menus(person) for action in menu.actions()]
    assert [menu.title() for menu in menus(person)] == [
        "&File", "Open Re&cent", "&Edit", "&Go", "&View", "Sort &By", "&Appearance",
        "Lan&guage", "&Help",
    ]  # fmt: skip
    for entry in ACTION_TABLE:
        assert person.window.action_collection[entry.id] in in_menus, entry.id


def test_every_action_does_something(person: Person) -> None:
    signal = "2triggered(bool)"
    for entry in ACTION_TABLE:
        assert person.window.action_collection[entry.id].receivers(signal) > 0, entry.id


def test_no_two_entries_of_a_menu_share_a_letter(person: Person) -> None:
    bar: list[QAction] = person.window.menuBar().actions()
    for actions in (bar, *(menu.actions() for menu in menus(person))):
        letters = Counter(
            action.text().replace("&&", "").partition("&")[2][:1].lower()
            for action in actions
            if action.text()
        )
        assert "" not in letters
        assert [letter for letter, times in letters.items() if times > 1] == []


@boxes
def test_f1_shows_the_keys_and_escape_closes_them(person: Person) -> None:
    person.press(Key.Key_F1)
    shown = dialog(person)
    label = shown.findChild(QLabel)
    assert isinstance(label, QLabel)
    assert "F3" in label.text()
    QTest.keyClick(shown, Key.Key_Escape)
    person.bot.waitUntil(lambda: not person.window.findChildren(QDialog))


def test_menus_are_in_title_case(person: Person) -> None:
    for menu in menus(person):
        for action in menu.actions():
            words = action.text().replace("&", "").split()
            assert not any(
                word[:1].islower() and word not in {"as", "with", "kbviewer"} for word in words
            )


def test_the_edit_menu_acts_on_what_has_the_focus(person: Person) -> None:
    actions = person.window.action_collection
    person.search("盲盒")
    for key in ("select_all", "copy"):
        actions[key].trigger()
    assert person.field.selectedText() == QApplication.clipboard().text() == "盲盒"
    person.press(Key.Key_Return)
    for key in ("select_all", "copy"):
        actions[key].trigger()
    copied = QApplication.clipboard().text().replace("•", "")
    assert copied.split() == person.page().split()
    person.window.tree.view.setFocus()
    for key in ("select_all", "copy"):  # nothing to copy there
        actions[key].trigger()
    assert len(person.window.tree.view.selectedIndexes()) == 1


@boxes
def test_the_help_scrolls_by_keys(open_window: Open) -> None:
    person = open_window(size=(760, 420))
    person.press(Key.Key_F1)
    area = dialog(person).findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    dialog(person).resize(500, 300)
    bar = area.verticalScrollBar()
    person.bot.waitUntil(lambda: bar.maximum() > 0)
    assert area.hasFocus()
    QTest.keyClick(area, Key.Key_PageDown)
    assert bar.value() > 0
    assert area.horizontalScrollBar().maximum() == 0
    dialog(person).close()


def test_the_search_field_leaves_every_key_to_its_action(person: Person) -> None:
    person.search("盲盒")
    field, actions = person.window.search_bar.field, person.window.action_collection
    taken = []
    for spec in ACTION_TABLE:
        for keys in spec.shortcuts if actions[spec.id].isEnabled() else ():
            key = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs lack it
            event = QKeyEvent(QEvent.Type.ShortcutOverride, key.key(), key.keyboardModifiers())
            event.ignore()
            QApplication.sendEvent(field, event)
            if event.isAccepted():
                taken.append(keys)
    assert taken == []
    paste = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_V, Held.ControlModifier)
    QApplication.sendEvent(field, paste)
    assert paste.isAccepted()


@boxes
def test_every_key_of_the_help_is_a_key_of_the_table(person: Person) -> None:
    person.press(Key.Key_F1)
    label = dialog(person).findChild(QLabel)
    assert isinstance(label, QLabel)
    for key in (
        "Ctrl+F",
        "F3",
        "Shift+F3",
        "Ctrl+1",
        "Ctrl+2",
        "Ctrl+3",
        "Ctrl+=",
        "Ctrl+-",
        "Ctrl+0",
        "F5",
        "Ctrl+Q",
    ):
        assert key in label.text()
        assert any(key in entry.shortcuts for entry in ACTION_TABLE)
    dialog(person).close()


def help_ids() -> list[str]:
    """The ids that the rows of the help name."""
    return [name for ids, _ in HELP_KEYS for _, name, _, _ in Formatter().parse(ids) if name]


def test_every_key_is_in_the_help_once_or_left_out_on_purpose() -> None:
    with_keys = {key_id for key_id, shortcuts in KEY_TABLE.items() if shortcuts}
    assert len(KEY_TABLE) == len(ACTION_TABLE) + len(FIXED_KEYS)
    assert Counter(help_ids()) == Counter(with_keys - NOT_IN_HELP)
    assert with_keys >= NOT_IN_HELP


def test_the_help_writes_no_key_itself() -> None:
    for ids, _ in HELP_KEYS:
        assert {text.strip() for text, *_ in Formatter().parse(ids)} <= {"", ","}


@boxes
def test_the_help_shows_the_keys_of_the_table(person: Person) -> None:
    person.press(Key.Key_F1)
    label = dialog(person).findChild(QLabel)
    assert isinstance(label, QLabel)
    for ids, text in HELP_KEYS:
        keys = ids.format_map(
            {key_id: person.window.action_collection.key_text(key_id) for key_id in help_ids()}
        )
        assert f"<b>{keys}</b>" in label.text()
        assert text in label.text()
    for shown in ("<b>↑ ↓  Page Up, Page Down</b>", "<b>Enter</b>", "<b>Alt+←, Alt+→</b>"):
        assert shown in label.text()
    dialog(person).close()


def test_the_messages_of_the_window_name_only_keys_of_the_table() -> None:
    known = {key for shortcuts in KEY_TABLE.values() for key in shortcuts}
    for module in (strings, search_bar):
        named = re.findall(
            r"(?:\b(?:Ctrl|Shift|Alt)\+)+\w+|\bF\d+|\bEsc\b", inspect.getsource(module)
        )
        assert named
        assert set(named) <= known


def test_the_fixed_keys_are_those_that_the_panels_handle() -> None:
    keys = {spec.id: spec.shortcuts[0] for spec in FIXED_KEYS}
    assert keys.pop("enter") == QKeySequence(Key.Key_Return).toString()
    assert keys.pop("escape") == QKeySequence(Key.Key_Escape).toString()
    for key_id, key in (
        ("first_hit", Key.Key_Home), ("last_hit", Key.Key_End),
        ("expand", Key.Key_Right), ("collapse", Key.Key_Left),
    ):  # fmt: skip
        assert keys.pop(key_id) == QKeySequence(key).toString()
    for key_id, key in (("select_up", Key.Key_Up), ("select_down", Key.Key_Down)):
        assert keys.pop(key_id) == QKeySequence(Held.ShiftModifier | key).toString()
    assert keys.pop("context_menu") == QKeySequence(Held.ShiftModifier | Key.Key_F10).toString()
    for list_keys in (search_bar._LIST_KEYS, quick_pick._LIST_KEYS):
        assert {QKeySequence(key).toString() for key in list_keys} == set(keys.values())


@boxes
def test_about_names_the_folder_as_it_is_written(open_window: Open, library: MakeLibrary) -> None:
    root = library({"a.md": article("A", "x")})
    odd = root.rename(root.with_name("<b>odd"))
    person = open_window(odd)
    person.window.action_collection["about"].trigger()
    label = dialog(person).findChild(QLabel)
    assert isinstance(label, QLabel)
    assert "&lt;b&gt;odd" in label.text()
    dialog(person).close()


def test_ctrl_q_closes_the_window(person: Person) -> None:
    person.press(Key.Key_Q, Held.ControlModifier)
    assert not person.window.isVisible()
    assert QApplication.instance() is not None


def test_the_three_keys_to_the_search_field_work_in_every_panel(person: Person) -> None:
    panels = (person.window.tree.view, person.window.results.view, person.browser, person.field)
    person.search("盲盒")
    for panel in panels:
        for key in (Key.Key_F, Key.Key_L, Key.Key_K):
            panel.setFocus()
            person.press(key, Held.ControlModifier)
            assert person.field.hasFocus()
            assert person.field.selectedText() == "盲盒"


def test_tab_leads_through_the_panels(person: Person) -> None:
    person.search("盲盒")
    seen = []
    for _ in range(12):
        person.press(Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    for panel in (person.window.results.view, person.browser, person.window.tree.view):
        assert panel in seen


def test_tab_into_the_list_marks_its_first_row_and_opens_nothing(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({f"{n}.md": article(str(n), "x") for n in range(3)}))
    assert person.current_row() == -1
    before = person.why_no_page()
    for _ in range(12):
        person.press(Key.Key_Tab)
        if person.window.results.view.hasFocus():
            break
    assert person.current_row() == 0
    assert person.why_no_page() == before
    person.press(Key.Key_Down)
    assert person.current_row() == 1
    assert person.page()
