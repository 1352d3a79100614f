"""A page that is too long to be laid out at once: its parts, and the way through them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from tests.ui.person import Key, MakeLibrary, Open, Person, article

pytestmark = pytest.mark.usefixtures("patient")

LONG = "".join(
    f"## Chapter {n}\n\nThe yak of chapter {n}.\n\n{'word ' * 300}\n\n" for n in range(120)
)


def part(person: Person) -> str:
    """Which part is shown, "" for the whole."""
    bar = person.window.article.findChild(QWidget, "sectionBar")
    assert isinstance(bar, QWidget)
    said = bar.findChild(QLabel)
    assert isinstance(said, QLabel)
    return said.accessibleName() if said.isVisible() else ""  # all of it, whatever the width


def shown(person: Person) -> str:
    """The text of the part that is shown."""
    return person.browser.toPlainText()


@pytest.mark.slow
def test_every_match_of_a_long_page_is_walked_from_part_to_part(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", LONG), "b.md": article("B", "a yak")}))
    person.search("yak")
    person.open("a.md")
    assert person.counter() == "Match 1 of 120"
    parts = []
    for number in range(120):
        here = person.window.article._highlights._cursor(
            person.window.article._highlights.matches[number]
        )
        assert here.selectedText() == "yak"
        assert here.block().text() == f"The yak of chapter {number}."
        place = person.browser.cursorRect(here)
        assert 0 <= place.top() < person.browser.viewport().height()
        parts.append(part(person))
        if number < 119:
            person.press(Key.Key_F3)
    assert len(set(parts)) > 1
    assert parts[-1] == f"Part {len(set(parts))} of {len(set(parts))}"
    person.press(Key.Key_F3)
    assert person.current_article() == "b.md"
    assert part(person) == ""
    person.press(Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert person.counter() == "Match 120 of 120"
    assert part(person) == parts[-1]


@pytest.mark.slow
def test_the_text_of_a_long_page_is_that_of_all_its_parts(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", LONG)}))
    person.press(Key.Key_Return)
    text = person.page()
    found = [shown(person)]
    assert person.window.article.document
    for _ in person.window.article.document.sections[1:]:
        person.browser.moveCursor(QTextCursor.MoveOperation.End)  # lays all of it out
        person.browser.verticalScrollBar().setValue(10**9)
        person.press(Key.Key_Space)
        found.append(shown(person))
    assert part(person) == f"Part {len(found)} of {len(found)}"
    assert "\n".join(found) == text
    assert [f"Chapter {n}" in text for n in range(120)] == [True] * 120
    person.browser.verticalScrollBar().setValue(0)
    person.press(Key.Key_PageUp)
    assert shown(person) == found[-2]
    bar = person.browser.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


@pytest.mark.slow
def test_a_heading_is_found_on_whatever_part_it_stands(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", LONG)}))
    person.press(Key.Key_Return)
    for name, words in (("chapter-110", "Chapter 110"), ("chapter-3", "Chapter 3")):
        person.window.article.go_to_heading(name)
        assert words in shown(person)
        place = person.place_of(shown(person).index(f"{words}\n"))
        assert 0 <= place.top() < person.browser.viewport().height()


@pytest.mark.slow
def test_the_buttons_turn_the_parts_and_a_larger_text_stays_on_its_part(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", LONG)}))
    person.press(Key.Key_Return)
    bar = person.window.article.findChild(QWidget, "sectionBar")
    assert isinstance(bar, QWidget)
    before, after = bar.findChildren(QAbstractButton)
    assert (before.isEnabled(), after.isEnabled()) == (False, True)
    person.click(after, after.rect())
    assert part(person).startswith("Part 2 of ")
    text = shown(person)
    person.press(Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert shown(person) == text
    person.click(before, before.rect())
    assert part(person).startswith("Part 1 of ")
    assert shown(person).startswith("A\n")


@pytest.mark.slow
def test_why_a_page_is_plain_text_is_said_in_each_of_its_parts(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", "[" * 800 + "\n\n" + "word\n\n" * 9_000)}))
    person.open("a.md")
    page = person.window.article.document
    assert page
    assert page.note
    assert page.note in shown(person)
    assert page.note not in part(person)
    person.window.article._turn_section(1)
    assert page.note not in shown(person)
    assert part(person).startswith("Part 2 of ")
    assert page.note in part(person)
