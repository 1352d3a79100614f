"""For everyone: what a screen reader finds, and what the keyboard alone can do."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage, QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from kbviewer.ui.dialogs.preferences_dialog import PreferencesDialog
from kbviewer.ui.theme import DARK, LIGHT
from tests.ui.person import Held, Key, Open, Person, focused, pixels

boxes = pytest.mark.qt_log_ignore("propagateSizeHints", "raise()")
MIN_TARGET = 24  # pixels, WCAG 2.2 success criterion 2.5.8


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window that is opened next is in Chinese."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def name(one: QAccessibleInterface) -> str:
    return one.text(QAccessible.Text.Name)


def widgets_in_order(root: QWidget) -> list[object]:
    """All widgets that a screen reader goes through, in its order."""
    found: list[object] = []
    waiting = [interface(root)]
    while waiting:
        one = waiting.pop(0)
        found.append(one.object())
        waiting[:0] = [
            child
            for number in range(min(one.childCount(), 60))
            if (child := one.child(number)) is not None and child.object() is not None
        ]
    return found


def test_a_screen_reader_goes_through_the_window_as_the_eye_does(person: Person) -> None:
    person.search("盲盒")
    window = person.window
    order = widgets_in_order(window)
    expected = [
        window.menuBar(), *window.search_bar.tab_stops[:3], window.tree.view,
        window.results.view, window.article.browser, window.status_line,
    ]  # fmt: skip
    assert [one for one in order if one in expected] == expected


def test_tab_goes_through_the_window_as_the_eye_does(person: Person) -> None:
    person.search("盲盒")
    seen = [focused()]
    while True:
        person.press(Key.Key_Tab)
        if focused() in seen:
            break
        seen.append(focused())
    window = person.window
    stops = [
        window.search_bar.field, window.tree.view, window.results._order_button,
        window.results.view, window.article._bar.buttons[0], window.article.browser,
    ]  # fmt: skip
    assert [one for one in seen if one in stops] == stops


def rows(view: QWidget) -> list[str]:
    one = interface(view)
    return [name(child) for n in range(one.childCount()) if (child := one.child(n)) is not None]


def test_rows_of_the_tree_are_named_with_their_counts(person: Person) -> None:
    tree = interface(person.window.tree.view)
    assert (tree.role(), name(tree)) == (QAccessible.Role.Tree, "Topics")
    assert "Governance 平台治理, 6 articles" in rows(person.window.tree.view)
    person.search("盲盒")
    assert "Logistics 物流, 0 hits" in rows(person.window.tree.view)
    assert "Blind boxes 盲盒, 2 hits" in rows(person.window.tree.view)


@pytest.mark.usefixtures("chinese")
def test_rows_and_buttons_are_named_in_chinese(person: Person) -> None:
    assert "平台治理 Governance，6 篇文章" in rows(person.window.tree.view)
    person.search("盲盒")
    assert "盲盒 Blind boxes，2 条结果" in rows(person.window.tree.view)
    assert name(interface(person.window.results._order_button)).startswith("排序方式：")


def test_the_sort_button_says_its_value(person: Person) -> None:
    button = interface(person.window.results._order_button)
    assert name(button) == "Sort by: Newest first"
    person.search("盲盒")
    assert name(button) == "Sort by: Relevance"


def test_every_button_has_a_name(person: Person) -> None:
    person.search("盲盒")
    for button in person.window.findChildren(QAbstractButton):
        if button.isVisible():
            assert name(interface(button)), button.objectName()


# --- typing in the list and in the tree


@pytest.mark.parametrize("panel", ["tree", "results"])
def test_letters_typed_in_a_panel_go_to_the_field(person: Person, panel: str) -> None:
    person.search("a")
    view = getattr(person.window, panel).view
    view.setFocus()
    current = view.currentIndex()
    person.type("m")
    assert person.field.hasFocus()
    person.type("erch")
    assert person.field.text() == "amerch"
    assert panel == "results" or view.currentIndex() == current
    view.setFocus()
    person.type(" ")
    assert (person.field.hasFocus(), person.field.text()) == (True, "amerch ")
    view.setFocus()
    person.type("/")
    assert (person.field.hasFocus(), person.field.text()) == (True, "amerch ")
    assert person.field.selectedText() == "amerch "


def test_keys_with_another_meaning_stay_in_the_panel(person: Person) -> None:
    view = person.window.tree.view
    view.setFocus()
    for key in (Key.Key_Down, Key.Key_Minus, Key.Key_Plus, Key.Key_Asterisk, Key.Key_Home):
        person.press(key)
        assert view.hasFocus()
    person.press(Key.Key_J, Held.AltModifier)
    assert view.hasFocus()
    assert person.field.text() == ""


@pytest.mark.parametrize("panel", ["tree", "results"])
def test_what_an_input_method_composes_in_a_panel_goes_to_the_field(
    person: Person, panel: str
) -> None:
    view = getattr(person.window, panel).view
    view.setFocus()
    for half in ("m", "mang"):
        before = person.field.grab().toImage()
        QApplication.sendEvent(view, QInputMethodEvent(half, []))
        assert view.hasFocus()  # a change of the focus would end what is composed
        assert person.field.text() == ""
        assert person.field.grab().toImage() != before
    person.commit("盲盒")
    person.settle()
    assert person.field.hasFocus()
    assert person.field.text() == "盲盒"
    assert len(person.ids()) == 2


# --- seeing where the focus is, and hitting what is clicked


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_is_seen_on_every_stop(open_window: Open, theme: object) -> None:
    person = open_window(theme="light" if theme is LIGHT else "dark")
    person.search("盲盒")
    window = person.window
    for stop in (
        *window.search_bar.tab_stops, window.tree.view, *window.results.tab_stops,
        *window.article.tab_stops, *window.status_line.tab_stops,
    ):  # fmt: skip
        if not stop.isVisible() or not stop.isEnabled():
            continue
        stop.setFocus()
        assert stop.hasFocus()
        edge = frame(stop.grab().toImage())
        window.setFocus()
        accent = DARK.accent if theme is DARK else LIGHT.accent
        ratio = stop.devicePixelRatio()
        assert pixels(edge, accent) >= 0.8 * 2 * (stop.width() - 24) * ratio, stop.objectName()


def frame(image: QImage) -> QImage:
    """The two rows of pixels at the top of a picture, and the two at its bottom."""
    rows_ = [0, 1, image.height() - 2, image.height() - 1]
    cut = QImage(image.width(), len(rows_), QImage.Format.Format_RGB32)
    for row, source in enumerate(rows_):
        for x in range(image.width()):
            cut.setPixelColor(x, row, image.pixelColor(x, source))
    return cut


@boxes
def test_what_is_clicked_is_large_enough(person: Person) -> None:
    person.search("商家")
    person.press(Key.Key_Comma, Held.ControlModifier)
    (dialog,) = person.window.findChildren(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    for root in (person.window, *(dialog,) * 3):
        for kind in (QAbstractButton, QComboBox, QLineEdit):
            for target in root.findChildren(kind):
                inside_field = isinstance(target.parentWidget(), QLineEdit)
                if target.isVisible() and not inside_field:
                    size = min(target.width(), target.height())
                    assert size >= MIN_TARGET, (target, target.objectName())
        dialog.tabs.setCurrentIndex(min(2, dialog.tabs.currentIndex() + 1))
    assert person.window.tree.view.sizeHintForRow(0) >= MIN_TARGET
    bar = dialog.tabs.tabBar()
    assert min(bar.tabRect(0).width(), bar.tabRect(0).height()) >= MIN_TARGET


@boxes
def test_the_text_of_the_help_has_the_focus_and_a_name(person: Person) -> None:
    person.press(Key.Key_F1)
    area = focused()
    assert isinstance(area, QScrollArea)
    assert name(interface(area)) == "Keyboard & Search Help"
    area.window().close()
