"""Back and forward in the window: query, topic and article come back together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article


def back(person: Person) -> None:
    """Press the keys for back."""
    person.press(Key.Key_Left, Held.AltModifier)


def forward(person: Person) -> None:
    """Press the keys for forward."""
    person.press(Key.Key_Right, Held.AltModifier)


def button(person: Person, name: str) -> QToolButton:
    """The button of an action in the bar at the top."""
    buttons = person.window.search_bar.findChildren(QToolButton)
    found = [one for one in buttons if one.defaultAction() is person.window.action_collection[name]]
    assert len(found) == 1
    return found[0]


def shown(person: Person) -> tuple[str, str, str, str]:
    """The query, the topic, the row that the list stands at, and the page's first line."""
    title = person.page().split("\n")[0]
    return person.field.text(), person.window.tree.selected_path(), person.current_article(), title


@pytest.mark.slow
def test_back_and_forward_restore_query_topic_and_article(person: Person) -> None:
    start = shown(person)
    person.search("直播")
    person.click_result(1)
    searched = shown(person)
    person.choose_topic("merchant-support")
    person.click_result(0)
    narrowed = shown(person)
    assert len({start, searched, narrowed}) == 3
    before = person.ids(), person.highlighted(), person.status().split("  ·  ")[:2]
    back(person)
    back(person)
    assert shown(person) == searched
    back(person)
    assert shown(person) == start
    for _ in range(3):
        forward(person)
    assert shown(person) == narrowed
    assert (person.ids(), person.highlighted(), person.status().split("  ·  ")[:2]) == before


@pytest.mark.slow
def test_half_typed_words_and_rows_walked_over_are_no_places(person: Person) -> None:
    start = shown(person)
    for letter in "merch":
        person.type(letter)
        person.settle()
    person.press(Key.Key_Down)
    person.press(Key.Key_Down)
    back(person)
    assert shown(person) == start


def test_who_stays_at_a_place_comes_back_to_it(person: Person) -> None:
    person.controller._navigator.dwell_timer.setInterval(50)
    person.search("盲盒")
    stayed = shown(person)
    person.bot.waitUntil(lambda: person.controller._navigator.history._is_committed, timeout=5_000)
    person.search("直播")
    back(person)
    assert shown(person) == stayed


def test_a_followed_link_can_be_gone_back_from(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({
        "a.md": article("A", "to [b](b.md)"), "b.md": article("B", "text"),
    }))  # fmt: skip
    person.open("a.md")
    person.click_link("b.md")
    assert person.page().startswith("B\n")
    person.browser.setFocus()
    back(person)
    assert shown(person) == ("", "", "a.md", "A")
    forward(person)
    assert shown(person) == ("", "", "b.md", "B")


def test_the_list_stands_at_a_followed_link(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({
        "a.md": article("A", "to [b](b.md)"), "b.md": article("B", "text"),
    }))  # fmt: skip
    person.open("a.md")
    person.click_link("b.md")
    assert person.current_article() == "b.md"


def test_the_buttons_go_back_and_forward_and_are_dim_where_there_is_no_way(
    person: Person,
) -> None:
    go_back, go_forward = button(person, "back"), button(person, "forward")
    assert not go_back.isEnabled()
    assert not go_forward.isEnabled()
    person.click_result(2)
    opened = shown(person)
    person.click(go_back, go_back.rect())
    assert person.page() == ""
    assert not go_back.isEnabled()
    person.click(go_forward, go_forward.rect())
    assert shown(person) == opened


def test_the_row_come_back_to_is_in_view(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({
        f"{n:02}.md": article(f"Note {n:02}", "alpha") for n in range(45)
    }))  # fmt: skip
    person.search("alpha")
    person.click_result(40)
    person.search("zzzz")
    back(person)
    assert person.current_row() == 40
    view = person.window.results.view
    assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))


def test_an_article_behind_the_first_hits_comes_back(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({
        f"{n:02}.md": article(f"Note {n:02}", "alpha") for n in range(70)
    }))  # fmt: skip
    person.search("alpha")
    bar = person.window.results.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    person.settle()
    person.click_result(60)
    title = person.hits()[60].title
    person.search("zzzz")
    back(person)
    assert person.page().startswith(title)


def test_going_back_to_a_file_that_is_gone_gives_a_kind_word(
    open_window: Open, library: MakeLibrary
) -> None:
    root = library({"a.md": article("A", "alpha"), "b.md": article("B", "beta")})
    person = open_window(root)
    person.open("a.md")
    person.open("b.md")
    (root / "a.md").unlink()
    back(person)
    assert "cannot be opened" in person.why_no_page()
    forward(person)
    assert person.page().startswith("B\n")


@pytest.mark.slow
@pytest.mark.parametrize("way", ["back", "forward"])
def test_where_there_is_no_way_the_keys_do_nothing(person: Person, way: str) -> None:
    person.search("盲盒")
    before = shown(person)
    (forward if way == "forward" else back)(person)
    back(person)
    back(person)
    for _ in range(3):
        forward(person)
    assert shown(person) == before


@pytest.mark.parametrize("panel", ["article", "list", "tree", "field", "counter", "window"])
def test_the_mouse_buttons_go_back_and_forward_over_every_panel(
    open_window: Open, library: MakeLibrary, panel: str
) -> None:
    person = open_window(library({
        f"{name}.md": article(name, "to [b](b.md) [c](c.md)") for name in "abc"
    }))  # fmt: skip
    person.open("a.md")
    for name in "bc":
        person.click_link(f"{name}.md")
    window = person.window
    widgets: dict[str, QWidget] = {
        "article": person.browser.viewport(), "list": window.results.view.viewport(),
        "tree": window.tree.view.viewport(), "field": person.field,
        "counter": window.article._bar, "window": window,
    }  # fmt: skip

    def press(name: str, *, twice: bool = False) -> str:
        mouse_button = Qt.MouseButton[f"{name}Button"]
        QTest.mouseClick(widgets[panel], mouse_button, pos=QPoint(20, 8))
        if twice:  # the second press alone: the first has been sent
            QTest.mouseDClick(widgets[panel], mouse_button, pos=QPoint(20, 8))
        person.settle()
        return person.current_article()

    assert press("Back") == "b.md"
    assert press("Back") == "a.md"
    assert press("Forward") == "b.md"
    assert press("Forward") == "c.md"
    assert press("Forward") == "c.md"
    assert press("Back", twice=True) == "a.md"  # each press counts, however quick
