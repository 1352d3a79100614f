"""The order of the results: how it is chosen, shown and kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from tests.ui.person import Gate, Held, Key, MakeLibrary, Open, Person, article

KEYS = {"relevance": Key.Key_1, "newest": Key.Key_2, "oldest": Key.Key_3}


def sort(person: Person, order: str) -> None:
    """Press the keys for an order."""
    person.press(KEYS[order], Held.ControlModifier)


def dates(person: Person) -> list[str]:
    """The times of the articles that the list shows."""
    return [one.published for one in person.hits()]


def button(person: Person) -> QToolButton:
    """The control above the results."""
    found = person.window.results.findChild(QToolButton, "orderButton")
    assert isinstance(found, QToolButton)
    return found


def newest_first(person: Person) -> bool:
    return dates(person) == sorted(dates(person), reverse=True)


def oldest_first(person: Person) -> bool:
    return dates(person) == sorted(dates(person))


def many(number: int) -> dict[str, str]:
    """That many articles, each of a day of its own; the older, the better they fit."""
    return {
        f"{n:03}.md": article(
            f"Note {n:03}", "alpha " * (number - n), published=f"20{n // 12:02}-{n % 12 + 1:02}"
        )
        for n in range(number)
    }


def test_results_can_be_sorted(person: Person) -> None:
    person.search("抖音")
    best = person.ids()
    assert button(person).text() == "Relevance"
    assert not newest_first(person)
    sort(person, "newest")
    assert newest_first(person)
    assert button(person).text() == "Newest first"
    sort(person, "oldest")
    assert oldest_first(person)
    assert button(person).text() == "Oldest first"
    sort(person, "relevance")
    assert person.ids() == best


def test_without_a_query_relevance_is_the_newest_first(person: Person) -> None:
    assert newest_first(person)
    assert button(person).text() == "Newest first"
    actions = person.window.action_collection
    assert actions["sort_newest"].isChecked()  # as the button says
    sort(person, "oldest")
    assert oldest_first(person)
    sort(person, "relevance")
    assert newest_first(person)
    assert actions["sort_newest"].isChecked()
    sort(person, "relevance")  # once more: it is chosen already
    assert actions["sort_newest"].isChecked()
    person.search("抖音")
    assert actions["sort_relevance"].isChecked()
    assert button(person).text() == "Relevance"


def test_the_menu_of_the_button_is_the_same(person: Person) -> None:
    person.search("抖音")
    menu = button(person).menu()
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions() if one.isChecked()] == ["&Relevance"]
    menu.actions()[2].trigger()
    person.settle()
    assert oldest_first(person)
    assert [one.text() for one in menu.actions() if one.isChecked()] == ["&Oldest First"]


def choose_second(menu: QMenu) -> None:
    """Choose the second entry of a menu, by keys, as soon as it is open."""
    if not menu.isVisible():
        QTimer.singleShot(10, menu, partial(choose_second, menu))
        return
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Return):
        QTest.keyClick(menu, key)


@pytest.mark.qt_log_ignore("does not support")  # the screen that is none says so of every menu
def test_the_button_can_be_reached_and_used_by_keys(person: Person) -> None:
    person.search("抖音")
    for _ in range(12):
        person.press(Key.Key_Tab)
        if button(person).hasFocus():
            break
    assert button(person).hasFocus()
    menu = button(person).menu()
    assert isinstance(menu, QMenu)
    # Where Qt waits for the menu to close, the keys come from within.
    choose_second(menu)
    person.tap(Key.Key_Space)
    person.bot.waitUntil(person.window.action_collection["sort_newest"].isChecked)
    person.settle()
    assert newest_first(person)


@pytest.mark.slow
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_the_order_stays_with_typing_topics_back_forward_and_f5(person: Person, order: str) -> None:
    is_sorted = newest_first if order == "newest" else oldest_first
    person.search("抖音")
    sort(person, order)
    person.search("直播")
    assert is_sorted(person)
    person.choose_topic("merchant-support")
    assert is_sorted(person)
    person.press(Key.Key_F5)
    assert is_sorted(person)
    for key in (Key.Key_Left, Key.Key_Left, Key.Key_Right):
        person.press(key, Held.AltModifier)
        assert len(person.hits()) > 1
        assert is_sorted(person)
    assert button(person).text() == f"{order.capitalize()} first"


@pytest.mark.slow
@pytest.mark.parametrize("order", ["relevance", "newest", "oldest"])
def test_later_pages_come_in_the_same_order(
    open_window: Open, library: MakeLibrary, order: str
) -> None:
    person = open_window(library(many(120)))
    person.search("alpha")
    sort(person, order)
    bar = person.window.results.view.verticalScrollBar()
    for _ in range(3):
        bar.setValue(bar.maximum())
        person.settle()
    assert len(set(person.ids())) == 120
    expected = sorted(person.ids(), reverse=order == "newest")
    assert person.ids() == expected if order != "relevance" else person.ids()[0] == "000.md"


def test_hits_asked_for_before_another_order_was_chosen_do_not_come_in(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = open_window(library(many(120)))
    person.search("alpha")
    gate = Gate.before("alpha", monkeypatch)
    bar = person.window.results.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    person.tap(Key.Key_3, Held.ControlModifier)
    gate.open()
    person.settle()
    assert person.ids() == [f"{n:03}.md" for n in range(50)]


def test_another_order_begins_at_its_first_hit(person: Person) -> None:
    person.search("抖音")
    person.click_result(3)
    opened = person.current_article()
    sort(person, "oldest")
    assert person.current_row() == 0
    assert person.page().startswith(person.hits()[0].title)
    assert person.window.results.view.verticalScrollBar().value() == 0
    person.press(Key.Key_Left, Held.AltModifier)
    assert person.current_article() == opened
    assert oldest_first(person)


def test_what_is_open_without_a_query_stays_open(person: Person) -> None:
    person.click_result(2)
    opened, page = person.current_article(), person.page()
    sort(person, "oldest")
    assert (person.current_article(), person.page()) == (opened, page)


def test_the_order_that_is_there_already_is_not_asked_for_again(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.search("抖音")
    gate = Gate.before("-", monkeypatch)
    sort(person, "relevance")
    assert gate.begun == []
    sort(person, "newest")
    sort(person, "newest")
    assert gate.begun == ["抖音"]


def test_the_order_is_remembered(open_window: Open, tmp_path: Path) -> None:
    ini = str(tmp_path / "window.ini")
    person = open_window(settings=QSettings(ini, QSettings.Format.IniFormat))
    sort(person, "oldest")
    person.close()
    person = open_window(settings=QSettings(ini, QSettings.Format.IniFormat))
    assert person.window.action_collection["sort_oldest"].isChecked()
    assert oldest_first(person)
    person.search("抖音")
    assert oldest_first(person)


def test_the_keyboard_stays_where_it_is(person: Person) -> None:
    person.search("抖音")
    sort(person, "newest")
    assert QApplication.focusWidget() is person.field
