"""The line below the search field: how the query is read."""

from __future__ import annotations

import time
from datetime import date
from typing import Self

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kbviewer.query.explain import explain_in_one_line
from kbviewer.query.parser import parse_query
from kbviewer.ui.desktop.language import use_language
from kbviewer.ui.widgets.elided_label import ElidedLabel
from tests.ui.person import Gate, Held, Key, Open, Person


def line(person: Person) -> ElidedLabel:
    """The line."""
    found = person.window.search_bar.findChild(ElidedLabel, "readingLine")
    assert found
    return found


def reading(person: Person) -> str:
    """What the line says, "" while it is hidden."""
    shown = line(person)
    assert shown.isVisible() == bool(shown.accessibleName())
    assert person.field.accessibleDescription() == shown.accessibleName()
    return shown.accessibleName()


def test_it_says_how_the_query_is_read(person: Person) -> None:
    for typed in ("盲盒 -refund title:merch", "(a OR b) 盲盒", '"盲盒"', "author-name:x"):
        person.search(typed)
        assert reading(person) == explain_in_one_line(parse_query(typed)) != ""


def test_words_alone_need_no_line(person: Person) -> None:
    for typed in ("", "盲盒", "盲盒 refund", "盲盒 OR", "盲盒 -", "%…—", "  "):
        person.search(typed)
        assert reading(person) == ""


def test_it_follows_each_key_before_the_answer(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate.before("-m", monkeypatch)
    person.commit("-m")
    assert reading(person) == 'Read as not "m…"'
    person.type("e")
    assert reading(person) == 'Read as not "me…"'
    gate.open()
    person.settle()
    assert reading(person) == 'Read as not "me…"'
    for _ in range(3):
        person.press(Key.Key_Backspace)
    assert reading(person) == ""
    person.press(Key.Key_Left, Held.AltModifier)
    person.settle()
    assert reading(person) == explain_in_one_line(parse_query(person.field.text()))


def test_back_and_escape_show_no_old_query(person: Person) -> None:
    person.search("title:盲盒")
    person.press(Key.Key_Return)
    person.search("-盲盒")
    person.press(Key.Key_Return)
    person.press(Key.Key_Left, Held.AltModifier)
    person.settle()
    typed = person.field.text()
    assert reading(person) == explain_in_one_line(parse_query(typed))
    person.window.search_bar.setFocus()
    person.press(Key.Key_Escape)
    assert reading(person) == ""


def test_a_query_before_the_first_answer_is_read_with_it(open_window: Open) -> None:
    person = open_window(wait=False)
    person.commit("title:盲盒")
    assert reading(person) == ""
    person.settle()
    assert reading(person) == explain_in_one_line(parse_query("title:盲盒"))


@pytest.mark.parametrize("typed", ["-<b>x</b>", "lang:<b>x</b>", 'lang:"&lt;b"', "-lang:<img/>"])
def test_it_is_plain_text_whatever_is_typed(person: Person, typed: str) -> None:
    person.search(typed)
    shown = line(person)
    assert isinstance(shown, QLabel)
    assert shown.textFormat() is Qt.TextFormat.PlainText
    assert shown.text().startswith("Read as ")
    assert "<b>" not in shown.toolTip()
    assert "<img" not in shown.toolTip()


def test_a_long_line_is_elided(person: Person) -> None:
    person.search(" OR ".join(f"title:盲盒{number}" for number in range(40)))
    shown = line(person)
    assert shown.text().endswith("…")
    assert shown.fontMetrics().horizontalAdvance(shown.text()) <= shown.width()
    assert shown.width() <= person.field.width()


def test_a_very_long_query_does_not_keep_the_window_waiting(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ("title:盲盒 OR (refund -" * 2_000)[:40_000]
    gate = Gate.before(typed, monkeypatch)
    began = time.thread_time()  # whatever else the machine does
    person.commit(typed)
    took = time.thread_time() - began
    assert "盲盒" in reading(person)
    gate.open()
    person.settle()
    assert took < 0.5
    assert len(reading(person)) <= 500


def test_the_same_query_is_read_anew_on_another_day_and_in_another_language(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NewYear(date):
        @classmethod
        def today(cls) -> Self:
            return cls(2031, 1, 1)

    person.search("published:Q3")
    first = reading(person)
    assert first == explain_in_one_line(parse_query("published:Q3"))
    for module in ("kbviewer.ui.window_controller.date", "kbviewer.query.parser.date"):
        monkeypatch.setattr(module, NewYear)
    person.press(Key.Key_F5)
    person.settle()
    later = reading(person)
    assert "2030" in later
    assert later != first
    use_language("zh_CN")
    person.settle()
    assert reading(person) == explain_in_one_line(parse_query("published:Q3")) != later
