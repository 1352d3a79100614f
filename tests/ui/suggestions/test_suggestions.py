"""What is near a query that finds little, as somebody at the window meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kbviewer.ui import strings
from kbviewer.ui.suggestions import suggestion_presenter
from kbviewer.ui.suggestions.suggestion_row import SuggestionRow
from kbviewer.ui.suggestions.suggestions_panel import SuggestionsPanel
from tests.ui.person import Held, Key, Open, Person, focused

Make = Callable[[dict[str, str]], Path]


@pytest.fixture
def own_library(library: Make) -> Path:
    texts = {
        "a/1.md": "---\ntitle: 一\n---\n抖音电商推出了政策。平台扶持中小商家。",
        "a/2.md": "---\ntitle: 二\n---\n抖音电商治理，直播",
        "b/3.md": "---\ntitle: 三\n---\n商家的政策，盲盒，Pinduoduo",
        "b/4.md": "---\ntitle: four\n---\nMerchants and logistics",
        "b/5.md": "---\ntitle: 五\n---\n商家，盲盒",
    }
    return library(texts)


@pytest.fixture
def reader(open_window: Open, own_library: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody before a window with these articles; a pause in typing is over at once."""
    monkeypatch.setattr(suggestion_presenter, "_PAUSE_MS", 0)
    return open_window(own_library)


def panel(person: Person) -> SuggestionsPanel:
    """The panel below the results."""
    return person.window.suggestions


def rows(person: Person) -> list[SuggestionRow]:
    """The rows that can be chosen, from top to bottom."""
    found = panel(person).findChildren(SuggestionRow)
    return sorted((row for row in found if row.isVisible()), key=QWidget.y)


def said(person: Person) -> list[str]:
    """The lines of the panel, from top to bottom, "" where it is hidden."""
    labels = [label for label in panel(person).findChildren(QLabel) if label.isVisible()]
    return [label.text() for label in sorted(labels, key=lambda one: one.mapToGlobal(QPoint()).y())]


def alternatives(person: Person) -> list[QToolButton]:
    """The buttons below the search field."""
    found = person.window.search_bar.findChildren(QToolButton, "alternative")
    return [button for button in found if button.isVisible()]


def test_at_zero_the_pieces_of_a_run_are_a_click_away(reader: Person) -> None:
    reader.search("抖音电商扶持商家政策")
    assert reader.ids() == []
    assert strings.NEAR in said(reader)
    assert any("抖音电商 · 扶持 · 商家 · 政策" in line for line in said(reader))
    reader.click(rows(reader)[0], rows(reader)[0].rect())
    assert reader.field.text() == "抖音电商 扶持 商家 政策"
    assert reader.ids() == ["a/1.md"]
    reader.press(Key.Key_Left, Held.AltModifier)
    assert reader.field.text() == "抖音电商扶持商家政策"


def test_the_keyboard_alone_reaches_each_row(reader: Person) -> None:
    reader.search("抖音电商扶持商家政策")
    reader.press(Key.Key_Down)
    assert rows(reader)[0].hasFocus()
    reader.press(Key.Key_Down)
    assert rows(reader)[1].hasFocus()
    reader.press(Key.Key_Up)
    reader.press(Key.Key_Up)
    assert reader.field.hasFocus()
    reader.press(Key.Key_Down)
    reader.press(Key.Key_Return)
    assert reader.ids() == ["a/1.md"]
    assert reader.field.hasFocus()


def test_the_list_leads_on_to_them_with_tab_and_back_with_up(reader: Person) -> None:
    reader.search("抖音电商治理")
    assert reader.ids() == ["a/2.md"]
    assert rows(reader)
    reader.window.results.view.setFocus()
    reader.press(Key.Key_Tab)
    assert rows(reader)[0].hasFocus()
    reader.press(Key.Key_Up)
    assert reader.window.results.view.hasFocus()
    for _ in rows(reader):
        reader.press(Key.Key_Tab)
        assert any(row.hasFocus() for row in rows(reader))
    reader.press(Key.Key_Tab)
    assert reader.window.article.isAncestorOf(focused())


def test_without_suggestions_tab_leads_from_the_list_to_the_article(reader: Person) -> None:
    reader.search("商家")
    reader.window.results.view.setFocus()
    reader.press(Key.Key_Tab)
    assert reader.window.article.isAncestorOf(focused())


def test_a_slip_is_never_corrected_but_offered(reader: Person) -> None:
    reader.search("Pinduodo")
    assert reader.ids() == []
    assert reader.field.text() == "Pinduodo"
    assert "Did you mean pinduoduo for Pinduodo? 1 article" in said(reader)
    reader.press(Key.Key_Down)
    reader.press(Key.Key_Space)
    assert reader.field.text() == "pinduoduo"
    assert reader.ids() == ["b/3.md"]


def test_articles_of_other_topics_are_found_in_all(reader: Person) -> None:
    reader.choose_topic("a")
    reader.search("盲盒")
    assert "2 articles outside this topic match" in said(reader)
    row = next(row for row in rows(reader) if "outside" in row.accessibleName())
    reader.click(row, row.rect())
    assert sorted(reader.ids()) == ["b/3.md", "b/5.md"]
    assert reader.window.tree.selected_path() == ""


def test_an_article_with_most_of_it_opens(reader: Person) -> None:
    reader.search("抖音电商治理直播间")
    row = next(row for row in rows(reader) if row.accessibleName() == "二")
    assert any("<b>抖音电商治理</b>" in line for line in said(reader))
    assert any("<s>间</s>" in line for line in said(reader))
    reader.click(row, row.rect())
    assert reader.page().startswith("二")
    assert reader.field.text() == "抖音电商治理直播间"


def test_what_is_far_is_shown_only_if_it_is_asked_for(reader: Person) -> None:
    reader.search("直播间快递驿站停运原因分析报告")
    assert "二" not in [row.accessibleName() for row in rows(reader)]
    row = next(row for row in rows(reader) if row.accessibleName() == strings.SHOW_NEAREST)
    row.setFocus()
    reader.press(Key.Key_Return)
    assert "二" in [row.accessibleName() for row in rows(reader)]
    assert rows(reader)[0].hasFocus()


def test_with_enough_hits_there_is_nothing_near(reader: Person) -> None:
    reader.search("抖音电商扶持商家政策")
    assert panel(reader).isVisible()
    reader.search("商家")
    assert not panel(reader).isVisible()
    reader.search("")
    assert not panel(reader).isVisible()


def test_a_term_in_the_other_language_is_a_button_below_the_field(reader: Person) -> None:
    reader.search("商家")
    assert [button.text() for button in alternatives(reader)] == ["also: merchant (+1)"]
    assert "the glossary" in alternatives(reader)[0].toolTip()
    reader.click(alternatives(reader)[0], alternatives(reader)[0].rect())
    assert reader.field.text() == "商家 OR merchant"
    assert "b/4.md" in reader.ids()
    assert alternatives(reader) == []


def test_the_button_is_reached_with_tab_and_clicked_with_enter(reader: Person) -> None:
    reader.search("商家")
    reader.press(Key.Key_Tab)
    assert alternatives(reader)[0].hasFocus()
    reader.press(Key.Key_Return)
    assert reader.field.text() == "商家 OR merchant"
    assert reader.field.hasFocus()


def test_nothing_moves_when_the_button_comes(reader: Person) -> None:
    before = reader.window.splitter.geometry()
    reader.search("商家")
    assert alternatives(reader)
    assert reader.window.splitter.geometry() == before


def test_what_belongs_to_another_query_goes_at_once(
    open_window: Open, own_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestion_presenter, "_PAUSE_MS", 100_000)
    person = open_window(own_library)
    person.search("Pinduoduoo")
    assert panel(person).isVisible()
    person.press(Key.Key_Backspace)
    assert person.ids() == ["b/3.md"]
    assert not panel(person).isVisible()


def test_markup_in_a_query_or_title_is_shown_as_it_is(
    open_window: Open, library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestion_presenter, "_PAUSE_MS", 0)
    root = library({"1.md": '---\ntitle: "<img src=x> 抖音电商治理"\n---\n抖音电商治理'})
    person = open_window(root)
    person.search("抖音电商治理<i> ")
    assert any("&lt;img src=x&gt;" in line for line in said(person))
    assert any("<s>&lt;i&gt;</s>" in line for line in said(person))


@pytest.mark.parametrize("size", [(1280, 800), (760, 460)])
def test_what_fits_needs_no_scroll_bar_and_nothing_is_cut_off(
    open_window: Open, own_library: Path, qtbot: QtBot, size: tuple[int, int]
) -> None:
    person = open_window(own_library, size=size)
    person.search("抖音电商 比特币")
    bar = panel(person).verticalScrollBar()
    qtbot.waitUntil(lambda: not bar.isVisible())
    message = person.window.results.findChild(QLabel, "emptyTitle")
    assert isinstance(message, QLabel)
    assert message.height() >= message.heightForWidth(message.width())


def test_a_click_that_ends_elsewhere_chooses_nothing(reader: Person) -> None:
    reader.search("Pinduodo")
    row = rows(reader)[0]
    QTest.mousePress(row, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=row.rect().bottomRight() * 2)
    QTest.mouseClick(row, Qt.MouseButton.RightButton)
    reader.settle()
    assert reader.field.text() == "Pinduodo"


def test_of_many_articles_the_first_are_shown_and_the_others_on_request(
    open_window: Open, library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestion_presenter, "_PAUSE_MS", 0)
    texts = {f"{n}.md": f"抖音电商治理 {n}" for n in range(7)}
    texts.update({f"other/{n}.md": "别的" for n in range(30)})
    person = open_window(library(texts))
    person.search("抖音电商治理直播")
    assert [row.accessibleName() for row in rows(person)[-2:]] == ["3", strings.more_articles(3)]
    rows(person)[-1].setFocus()
    person.press(Key.Key_Return)
    assert [row.accessibleName() for row in rows(person)[-2:]] == ["1", "0"]
    assert len(rows(person)) == 7


def test_articles_wait_for_a_pause_and_what_is_quick_does_not(
    open_window: Open, own_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestion_presenter, "_PAUSE_MS", 100_000)
    person = open_window(own_library)
    person.search("抖音电商治理直播间")
    assert strings.NEAR in said(person)
    assert "二" not in [row.accessibleName() for row in rows(person)]
    presenter = person.controller._suggestion_presenter
    presenter._pause.stop()
    presenter._pause.timeout.emit()
    person.settle()
    assert "二" in [row.accessibleName() for row in rows(person)]
