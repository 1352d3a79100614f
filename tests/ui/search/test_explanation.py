"""The tool tip of the search field: how the query is read."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from kbviewer.query.explain import explain_query
from kbviewer.query.parser import parse_query
from tests.ui.person import Gate, Held, Key, Person


def tip(person: Person) -> str:
    """What the tool tip of the search field says."""
    return person.field.toolTip()


def test_the_tool_tip_says_how_the_query_is_read(person: Person) -> None:
    for typed in ("盲盒 -refund title:merch", "(a OR b) 盲盒", "%…—", "published:2025"):
        person.search(typed)
        assert tip(person) == f"Searched for:\n{explain_query(parse_query(typed))}"


def test_it_follows_what_is_typed(person: Person) -> None:
    person.type("mer")
    person.settle()
    assert 'words that begin with "mer"' in tip(person).lower()
    person.type("ch")
    person.settle()
    assert 'words that begin with "merch"' in tip(person).lower()
    person.press(Key.Key_Left, Held.AltModifier)
    assert "merch" not in tip(person)


def test_without_a_query_it_says_what_can_be_typed(person: Person) -> None:
    short = tip(person)
    assert "title:" in short
    assert "OR" in short
    person.search("盲盒")
    assert tip(person) != short
    person.press(Key.Key_Escape)
    assert tip(person) == short
    person.type("  ")
    person.settle()
    assert tip(person) == short


@pytest.mark.slow
@pytest.mark.parametrize(
    "typed",
    ["<b>x</b>", "lang:<b>x</b>", 'lang:"&lt;b"', "<!doctype html>", "lang:<?xml", "-lang:<img/>"],
)
def test_it_is_plain_text_whatever_is_typed(person: Person, typed: str) -> None:
    person.search(typed)
    assert tip(person).startswith("Searched for:\n")
    assert not Qt.mightBeRichText(tip(person))
    if "lang:" in typed:
        assert typed.partition("lang:")[2].strip('"') in tip(person)


@pytest.mark.qt_log_ignore("does not support")  # the screen that is none says so of every tip
def test_the_tip_on_the_screen_shows_tags_as_text(person: Person) -> None:
    person.search("lang:<b>x</b>")
    place = person.field.rect().center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, person.field.mapToGlobal(place))
    QApplication.sendEvent(person.field, event)
    shown = [one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel")]
    labels = [one for one in shown if isinstance(one, QLabel) and one.isVisible()]
    assert [one.text() for one in labels] == [tip(person)]
    assert '"<b>x</b>"' in labels[0].text()
    QToolTip.hideText()


def test_a_very_long_query_does_not_keep_the_window_waiting(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ("title:盲盒 OR (refund -" * 2_000)[:40_000]
    gate = Gate.before(typed, monkeypatch)
    began = time.thread_time()  # whatever else the machine does
    person.commit(typed)
    took = time.thread_time() - began
    assert "盲盒" not in tip(person)  # not before the answer
    gate.open()
    person.settle()
    assert took < 0.5
    assert '"盲盒"' in tip(person)
    assert tip(person).endswith("Only the first 4,000 characters are read") or (
        "terms count" in tip(person)
    )
    assert len(tip(person).split("\n")) <= 25


def test_a_late_answer_does_not_bring_back_an_old_tip(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate.before("m", monkeypatch)
    person.type("merch")
    gate.open()
    person.settle()
    assert '"merch"' in tip(person)
