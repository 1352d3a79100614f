"""The line being read stays where it is: zoomed, resized, recoloured, or when its file changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication

from kbviewer.ui.article.scroll_anchor import ScrollAnchor, TopLine, top_line
from kbviewer.ui.theme import DARK
from tests.cost import cpu_seconds
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article

PARAGRAPHS = [
    f"Paragraph {n} says 盲盒 😀 and more. " + f"Words of {n} follow. " * 20 for n in range(400)
]


def text_of(paragraphs: list[str]) -> str:
    return article("A", "\n\n".join(paragraphs))


@pytest.fixture
def reader(open_window: Open, library: MakeLibrary) -> Person:
    """Somebody in the middle of a long article."""
    person = open_window(library({"a.md": text_of(PARAGRAPHS), "b.md": article("B", "x")}))
    person.open("a.md")
    read(person, "Paragraph 200 ")
    return person


def position_of(person: Person, words: str) -> int:
    """Where words stand in the section that is shown; it must be the right one."""
    found = person.browser.document().find(words)
    assert not found.isNull(), words
    return found.selectionStart()


def place(person: Person, words: str) -> int:
    """How far words are below the top of the view, in pixels."""
    return person.place_of(position_of(person, words)).top()


def read(person: Person, words: str) -> None:
    """Scroll so that words are a little above the top of the view, and their line still visible."""
    view = person.window.article
    assert view.document
    before = view.text()[: view.text().index(words)]
    view._go_to_section(view.document.section_at(len(before.encode("utf-16-le")) // 2))
    person.bot.waitUntil(lambda: not view.is_marking)  # which lays it out again
    view.browser.position_at(QPoint(0, 0))  # lays all of it out
    bar = person.browser.verticalScrollBar()
    bar.setValue(bar.value() + place(person, words) + 5)
    assert place(person, words) == -5


def top_position(person: Person) -> int:
    """The position of the first character in view."""
    line = top_line(person.window.article.browser)
    assert line
    return line.position


def change(person: Person, paragraphs: list[str]) -> None:
    """Write other paragraphs into the file, and let the window notice."""
    (person.library / "a.md").write_text(text_of(paragraphs), encoding="utf-8", newline="\n")
    person.press(Key.Key_F5)


def turn_wheel(person: Person, angle: int, held: Held = Held.ControlModifier) -> None:
    """Turn the wheel over the article by eighths of a degree."""
    viewport = person.browser.viewport()
    at = QPointF(viewport.rect().center())
    event = QWheelEvent(
        at, viewport.mapToGlobal(at), QPoint(), QPoint(0, angle), Qt.MouseButton.NoButton, held,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


# --- the wheel


def test_the_wheel_zooms_by_the_steps_of_the_keys(person: Person) -> None:
    person.open(person.ids()[0])
    view = person.window.article
    person.press(Key.Key_Equal, Held.ControlModifier)
    person.press(Key.Key_Equal, Held.ControlModifier)
    by_keys = view.scale
    person.press(Key.Key_0, Held.ControlModifier)
    turn_wheel(person, 240)
    assert view.scale == pytest.approx(by_keys)
    turn_wheel(person, -120)
    turn_wheel(person, -120)
    assert view.scale == pytest.approx(1)
    for _ in range(15):  # a touchpad
        turn_wheel(person, 16)
    assert view.scale == pytest.approx(by_keys)
    turn_wheel(person, -1200)
    assert view.scale == pytest.approx(0.7)
    turn_wheel(person, 100)
    turn_wheel(person, -100)  # turned back: not half a step is left
    turn_wheel(person, -15)
    assert view.scale == pytest.approx(0.7)
    turn_wheel(person, 12_000)
    assert view.scale == pytest.approx(2.4)


def test_without_ctrl_the_wheel_scrolls_and_what_was_left_of_a_step_is_forgotten(
    reader: Person,
) -> None:
    before = reader.browser.verticalScrollBar().value()
    turn_wheel(reader, 100)
    turn_wheel(reader, -120, Held.NoModifier)
    turn_wheel(reader, 100)
    assert reader.browser.verticalScrollBar().value() > before
    assert reader.window.article.scale == 1


# --- the same text


def test_the_line_being_read_stays_while_it_is_zoomed(reader: Person) -> None:
    for angle in (240, -600, 1200, -840):
        turn_wheel(reader, angle)
        assert -14 <= place(reader, "Paragraph 200 ") <= 0
    assert reader.window.article.scale == pytest.approx(1)
    assert place(reader, "Paragraph 200 ") == -5


def test_it_stays_in_another_theme(reader: Person) -> None:
    reader.window.set_theme(DARK)
    assert place(reader, "Paragraph 200 ") == -5


def test_it_stays_in_a_window_of_another_size(reader: Person) -> None:
    position = position_of(reader, "Paragraph 200 ") + 300
    cursor = QTextCursor(reader.browser.document())
    cursor.setPosition(position)
    bar = reader.browser.verticalScrollBar()
    bar.setValue(bar.value() + reader.browser.cursorRect(cursor).top())
    start = top_position(reader)
    for width in (900, 1400, 800, 1100, 1280, 850, 1280):
        reader.window.resize(width, 700)
        reader.settle()
        assert top_position(reader) <= start
        assert abs(reader.place_of(start).top()) <= 1
    assert top_position(reader) == start


# --- a file that changes


def test_paragraphs_inserted_above_do_not_move_the_line_being_read(reader: Person) -> None:
    change(reader, [f"New {n}." for n in range(40)] + PARAGRAPHS)
    assert place(reader, "Paragraph 200 ") == -5
    change(reader, PARAGRAPHS[100:])
    assert place(reader, "Paragraph 200 ") == -5
    change(reader, PARAGRAPHS)
    assert place(reader, "Paragraph 200 ") == -5


def test_the_paragraph_being_read_is_followed_when_it_is_edited_too(reader: Person) -> None:
    edited = list(PARAGRAPHS)
    edited[200] = "An edit. " + edited[200].replace("follow", "come") + "At its end."
    edited[200:200] = [f"New {n}." for n in range(40)]
    change(reader, edited)
    assert -5 <= place(reader, "An edit. Paragraph 200 ") <= 0


def test_what_follows_a_removed_paragraph_takes_its_place(reader: Person) -> None:
    change(reader, PARAGRAPHS[:200] + PARAGRAPHS[201:])
    assert -5 <= place(reader, "Paragraph 201 ") <= 0


def test_it_stays_where_the_article_now_has_other_sections(reader: Person) -> None:
    view = reader.window.article
    assert view.document
    before = len(view.document.sections)
    change(reader, ["word " * 5_000] * 20 + PARAGRAPHS)
    assert view.document
    assert len(view.document.sections) > before
    assert place(reader, "Paragraph 200 ") == pytest.approx(-5, abs=1)


def test_going_back_leads_to_the_line_that_was_read_whatever_happened_since(
    reader: Person,
) -> None:
    reader.open("b.md")
    change(reader, [f"New {n}." for n in range(40)] + PARAGRAPHS)
    reader.window.resize(1000, 700)
    reader.press(Key.Key_Left, Held.AltModifier)
    assert reader.current_article() == "a.md"
    assert -5 <= place(reader, "Paragraph 200 ") <= 0


def test_the_matches_are_marked_at_the_place_that_was_kept(reader: Person) -> None:
    reader.search("盲盒")
    read(reader, "Paragraph 200 ")
    change(reader, [f"New {n}." for n in range(40)] + PARAGRAPHS)
    reader.bot.waitUntil(lambda: not reader.window.article.is_marking)
    assert place(reader, "Paragraph 200 ") == -5
    assert len(reader.window.article.matches) == 400


# --- where a line is in another text


def anchor_at(words: str, text: str) -> ScrollAnchor:
    position = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return ScrollAnchor.of(TopLine(position, 0, 20), text)


def found_at(anchor: ScrollAnchor, text: str) -> str:
    """What is at the place that was found, to the end of its line."""
    rest = text.encode("utf-16-le")[2 * anchor.find(text) :].decode("utf-16-le")
    return rest.split("\n")[0]


def test_equal_lines_are_told_apart_by_their_neighbours() -> None:
    rows = [line for n in range(50) for line in (f"row {n}", "0", "-")]
    text = "\n".join(rows)
    position = len("\n".join(rows[: 3 * 30 + 1])) + 1
    anchor = ScrollAnchor.of(TopLine(position, 0, 20), text)
    changed = "\n".join(["0", "-"] * 20 + rows)
    assert changed[: anchor.find(changed)].split("\n")[-2] == "row 30"


def test_a_moved_line_is_followed() -> None:
    text = "\n".join(f"line {n}" for n in range(100))
    moved = text.replace("line 50\n", "") + "\nline 50"
    assert found_at(anchor_at("line 50", text), moved) == "line 50"


def test_a_place_within_a_line_is_found_before_and_behind_an_edit() -> None:
    text = "head\n😀 one two three four\nend"
    changed = "new\nhead\n😀 one and two three four\nend"
    assert found_at(anchor_at("four", text), changed) == "four"
    assert found_at(anchor_at("one", text), changed) == "one and two three four"


def test_in_a_text_with_nothing_of_the_old_one_it_is_near_where_it_was() -> None:
    text = "\n".join(f"line {n}" for n in range(100))
    other = "\n".join(f"另{n}" for n in range(100))
    assert found_at(anchor_at("line 50", text), other) == "另50"
    assert anchor_at("line 50", text).find("") == 0
    assert ScrollAnchor().find(text) == 0


LINES = st.lists(st.sampled_from(["", "a", "b", "long line", "😀 c", "x" * 500]), max_size=30)


@given(LINES, LINES, st.integers(0, 400))
def test_any_place_is_found_somewhere_and_in_the_same_text_where_it_is(
    old: list[str], new: list[str], position: int
) -> None:
    text, other = "\n".join(old), "\n".join(new)
    position = min(position, len(text.encode("utf-16-le")) // 2)
    anchor = ScrollAnchor.of(TopLine(position, 0, 20), text)
    assert 0 <= anchor.find(other) <= len(other.encode("utf-16-le")) // 2
    assert anchor.find(text) == position


@pytest.mark.parametrize("line", ["", "a", "x" * 1_000, "盲盒，" * 30])
def test_a_place_in_a_text_of_very_many_equal_lines_is_found_in_time(line: str) -> None:
    text = "\n".join([line] * (2_000_000 // (len(line) + 1)))
    other = "\n".join([f"{line}b"] * 2_000 + [line] * 50_000)

    def find() -> None:
        ScrollAnchor.of(TopLine(len(text) // 2, 0, 20), text).find(other)

    assert cpu_seconds(find, 0.2) < 1


def test_a_line_that_was_edited_everywhere_is_looked_for_in_time() -> None:
    text = "\n".join(f"{n} {'word ' * 200}" for n in range(5_000))
    other = text.replace("word", "wort")
    anchor = ScrollAnchor.of(TopLine(len(text) // 2, 0, 20), text)
    assert cpu_seconds(lambda: anchor.find(other), 0.2) < 1
