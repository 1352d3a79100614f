"""The headings of an article, and the articles that link to it, are a key or a click away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from kbviewer.ui.article.article_browser import ArticleBrowser
from kbviewer.ui.article.document_layout import fit
from kbviewer.ui.widgets.quick_pick import QuickPick
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article, focused

LONG = "filler\n\n" * 60
TEXT = (
    f"start [[b]]\n\n## One *two*\n\n{LONG}### 盲盒 `x`\n\n{LONG}## 電商\n\n{LONG}## Last\n\n{LONG}"
    "## Near the end\n\nx\n\n## The end\n"
)
CONTROL_SHIFT = Held.ControlModifier | Held.ShiftModifier


@pytest.fixture
def reading(open_window: Open, library: MakeLibrary) -> Person:
    """Somebody before an article with headings, which others link to."""
    root = library({
        "a.md": article("A", TEXT, published="2025-01-03"),
        "b.md": article("B", "no heading, [back](a.md#last)", published="2025-01-02",
                        source="搜狐网"),
        "t/c.md": article("C", f"[[a]] [[nowhere]]\n\n{LONG}end", published="2025-01-01"),
        "t/_index.md": "---\ntitle: T\n---\n## Part one\n\ntext\n\n## Part two\n",
    })  # fmt: skip
    person = open_window(root)
    person.open("a.md")
    return person


def outline(person: Person) -> QuickPick:
    person.press(Key.Key_O, CONTROL_SHIFT)
    return person.controller._outline.popup


def linked(person: Person) -> QuickPick:
    person.press(Key.Key_L, CONTROL_SHIFT)
    return person.controller._backlinks.popup


def stands_at(popup: QuickPick) -> str:
    return str(popup.view.currentIndex().data())


def top_of(person: Person, words: str) -> int:
    return person.place_of(person.page().index(words)).top()


def button(person: Person, text: str) -> QToolButton:
    found = [b for b in person.window.article.findChildren(QToolButton) if text in b.text()]
    assert len(found) == 1
    return found[0]


def test_the_outline_leads_to_a_heading_by_the_keyboard(reading: Person) -> None:
    popup = outline(reading)
    assert popup.visible_texts() == [
        "One two",
        "盲盒 x",
        "電商",
        "Last",
        "Near the end",
        "The end",
    ]
    assert [choice.level for choice in popup._model.items] == [0, 1, 0, 0, 0, 0]
    assert stands_at(popup) == "One two"
    for _ in range(2):
        reading.press(Key.Key_Down)
    reading.press(Key.Key_Return)
    assert popup.isHidden()
    assert 0 <= top_of(reading, "電商") <= 40
    assert focused() is reading.browser


def test_the_outline_stands_where_the_reader_stands(reading: Person) -> None:
    for wanted in ("盲盒 x", "Last", "One two", "Near the end", "The end"):
        popup = outline(reading)
        reading.click(popup.view.viewport(), popup.view.visualRect(
            popup._model.index(popup.visible_texts().index(wanted))))  # fmt: skip
        assert stands_at(outline(reading)) == wanted
        reading.press(Key.Key_Escape)
    bar = reading.browser.verticalScrollBar()
    bar.setValue(bar.value() + top_of(reading, "盲盒") + 300)
    assert stands_at(outline(reading)) == "盲盒 x"


def test_typed_letters_narrow_the_outline_whatever_their_form(reading: Person) -> None:
    popup = outline(reading)
    reading.commit("电商")
    assert popup.visible_texts() == ["電商"]
    reading.press(Key.Key_Return)
    assert 0 <= top_of(reading, "電商") <= 40
    popup = outline(reading)
    reading.type("nothing like it")
    assert popup.visible_texts() == []
    reading.press(Key.Key_Return)
    assert not popup.isHidden()


def test_escape_closes_the_list_and_leaves_all_as_it_was(reading: Person) -> None:
    reading.browser.setFocus()
    place = reading.browser.verticalScrollBar().value()
    popup = outline(reading)
    assert focused() is popup.field
    reading.press(Key.Key_Escape)
    assert popup.isHidden()
    assert focused() is reading.browser
    assert reading.browser.verticalScrollBar().value() == place


def test_the_same_key_or_button_closes_the_list_again(reading: Person) -> None:
    assert not outline(reading).isHidden()
    assert outline(reading).isHidden()
    reading.click(button(reading, "Outline"), button(reading, "Outline").rect())
    assert not reading.controller._outline.popup.isHidden()
    reading.click(button(reading, "Outline"), button(reading, "Outline").rect())
    assert reading.controller._outline.popup.isHidden()


def test_one_list_at_a_time_is_open(reading: Person) -> None:
    popup = outline(reading)
    assert not linked(reading).isHidden()
    assert popup.isHidden()


def test_a_click_elsewhere_closes_the_list(reading: Person) -> None:
    popup = outline(reading)
    reading.click(popup, QPoint(3, 3))
    assert not popup.isHidden()
    reading.click(reading.browser.viewport(), reading.browser.viewport().rect().center())
    assert popup.isHidden()


def test_without_headings_there_is_no_outline(reading: Person) -> None:
    assert button(reading, "Outline").isEnabled()
    reading.open("b.md")
    assert not button(reading, "Outline").isEnabled()
    reading.search("nothing that is there")
    assert not reading.window.action_collection["outline"].isEnabled()
    assert not reading.window.action_collection["backlinks"].isEnabled()


def test_a_topics_page_has_an_outline_too(reading: Person) -> None:
    reading.choose_topic("t")
    assert outline(reading).visible_texts() == ["Part one", "Part two"]
    reading.press(Key.Key_Return)
    assert reading.page().startswith("T\n")


def test_who_links_here_is_counted_and_a_click_away(reading: Person) -> None:
    assert button(reading, "Backlinks").text() == "Backlinks (2)"
    reading.click(button(reading, "Backlinks"), button(reading, "Backlinks").rect())
    popup = reading.controller._backlinks.popup
    assert popup.visible_texts() == ["B", "C"]
    assert [choice.detail for choice in popup._model.items] == [
        "搜狐网 · 2 Jan 2025", "1 Jan 2025",
    ]  # fmt: skip
    reading.press(Key.Key_Down)
    reading.press(Key.Key_Return)
    assert reading.page().startswith("C\n")
    assert not button(reading, "Backlinks").isEnabled()
    reading.press(Key.Key_Left, Held.AltModifier)
    assert reading.page().startswith("A\n")
    assert button(reading, "Backlinks").isEnabled()


def test_who_links_here_follows_the_folder(reading: Person) -> None:
    (reading.library / "t" / "c.md").unlink()
    reading.press(Key.Key_F5)
    assert button(reading, "Backlinks").text() == "Backlinks (1)"
    assert linked(reading).visible_texts() == ["B"]


def test_the_list_closes_when_another_article_comes(reading: Person) -> None:
    popup = outline(reading)
    reading.controller.open_article("b.md")
    reading.settle()
    assert popup.isHidden()


def test_a_link_to_a_heading_of_another_article_lands_there(reading: Person) -> None:
    reading.open("b.md")
    reading.click_link("a.md#last")
    assert reading.page().startswith("A\n")
    assert 0 <= top_of(reading, "Last\n") <= 40


def test_a_link_to_a_heading_lands_there_even_with_matches_elsewhere(reading: Person) -> None:
    reading.search("filler OR heading")
    reading.open("b.md")
    reading.click_link("a.md#last")
    assert 0 <= top_of(reading, "Last\n") <= 40
    assert len(reading.highlighted()) > 100
    assert reading.window.article.current_match > 100
    assert reading.current_match_is_visible()


def test_back_returns_to_the_place_on_the_page(reading: Person) -> None:
    bar = reading.browser.verticalScrollBar()
    outline(reading)
    reading.press(Key.Key_Down)
    reading.press(Key.Key_Return)
    there = bar.value()
    bar.setValue(there + 77)
    reading.open("b.md")
    reading.press(Key.Key_Left, Held.AltModifier)
    assert reading.page().startswith("A\n")
    assert bar.value() == there + 77
    reading.press(Key.Key_Left, Held.AltModifier)
    assert reading.page().startswith("A\n")
    assert bar.value() == 0
    reading.press(Key.Key_Right, Held.AltModifier)
    assert bar.value() == there + 77


def test_a_place_that_was_left_by_a_search_is_found_again(reading: Person) -> None:
    reading.search("filler")
    reading.open("t/c.md")
    bar = reading.browser.verticalScrollBar()
    bar.setValue(400)
    reading.open("a.md")
    reading.press(Key.Key_Left, Held.AltModifier)
    assert reading.page().startswith("C\n")
    assert bar.value() == 400


def test_a_page_that_is_opened_anew_stands_at_its_top(reading: Person) -> None:
    reading.browser.verticalScrollBar().setValue(400)
    reading.open("b.md")
    reading.open("a.md")
    assert reading.browser.verticalScrollBar().value() == 0


def test_a_folder_read_again_leaves_the_reader_where_he_is(reading: Person) -> None:
    outline(reading)
    reading.press(Key.Key_Down)
    reading.press(Key.Key_Return)
    bar = reading.browser.verticalScrollBar()
    bar.setValue(bar.value() + 50)
    place = bar.value()
    reading.press(Key.Key_F5)
    assert bar.value() == place
    reading.press(Key.Key_Left, Held.AltModifier)
    assert bar.value() == 0


def test_in_a_narrow_window_the_buttons_have_no_words_but_are_there(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", TEXT), "b.md": "[[a]]"}), size=(770, 500))
    person.search("filler")
    person.open("a.md")
    shown = []
    for action in ("backlinks", "outline"):
        one = next(b for b in person.window.article.findChildren(QToolButton)
                   if b.defaultAction() is person.window.action_collection[action])  # fmt: skip
        shown.append(one.text())
        assert one.isVisible()
        right = one.mapTo(person.window, one.rect().topRight()).x()
        assert right <= person.window.width()
    assert shown == ["1", ""]
    assert person.counter().startswith("Match 1 of")
    assert outline(person).width() <= person.window.article.width()


def test_a_place_is_found_on_a_page_that_is_not_laid_out_yet(qtbot: QtBot) -> None:
    browser = ArticleBrowser()
    qtbot.addWidget(browser)
    browser.resize(600, 600)
    browser.show()
    for _ in range(2):
        browser.show_html("<p>word</p>" * 500, {})
        fit(browser)
        assert browser.position_at(QPoint(300, 0)) == 0
        browser.verticalScrollBar().setValue(10**6)
        assert browser.position_at(QPoint(300, 590)) > 2_000
