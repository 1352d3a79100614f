"""Tables in an article: readable on a narrow page, too."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextLength, QTextTable

from kbviewer.ui.article import table_layout
from tests.ui.person import Key, MakeLibrary, Open, Person, article

HEADS = ["A", "平台", "Commission rate 佣金", "What changed, and why it matters", "Source", "Date"]
CELLS = ["1", "抖音电商平台", "0.6%", "a remark on how it is charged " * 4, "36氪", "2025-08-11"]


def table(*rows: list[str]) -> str:
    """A Markdown table."""
    lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def shown(person: Person) -> QTextTable:
    """The table on the page."""
    frames = person.browser.document().rootFrame().childFrames()
    found = [frame for frame in frames if isinstance(frame, QTextTable)]
    return found[0]


def is_fitted(person: Person) -> bool:
    """Whether its columns have widths that are given."""
    given = shown(person).format().columnWidthConstraints()
    return any(one.type() == QTextLength.Type.FixedLength for one in given)


def lines(person: Person, row: int, column: int) -> list[str]:
    """The lines that a cell is broken into."""
    block = shown(person).cellAt(row, column).firstCursorPosition().block()
    layout, text = block.layout(), block.text()
    broken = [layout.lineAt(number) for number in range(layout.lineCount())]
    return [text[one.textStart() : one.textStart() + one.textLength()].strip() for one in broken]


@pytest.mark.parametrize("width", [700, 770, 1280, 1900])
def test_no_word_of_a_table_is_broken_however_narrow_the_page(
    open_window: Open, library: MakeLibrary, width: int
) -> None:
    text = f"{table(HEADS, CELLS)}\n\n{'A paragraph of words that wraps. ' * 9}\n"
    person = open_window(library({"a.md": article("A", text)}), size=(width, 800))
    person.press(Key.Key_Return)
    for number, head in enumerate(HEADS):
        assert set(" ".join(lines(person, 0, number)).split()) == set(head.split())
    assert lines(person, 1, 5) == ["2025-08-11"]
    assert all(len(line) > 1 for line in lines(person, 1, 1)[:-1])
    last = person.browser.document().lastBlock().layout()
    view = person.browser.viewport().width()
    assert all(last.lineAt(n).naturalTextWidth() < view for n in range(last.lineCount()))
    is_wider = person.browser.document().size().width() > view
    assert (person.browser.horizontalScrollBar().maximum() > 0) == is_wider


def test_a_table_that_has_room_is_left_as_it_is_also_when_room_comes(
    open_window: Open, library: MakeLibrary
) -> None:
    text = table(["Measure taken since 2025", "Scale of it"], ["accounts removed", "over 1,000"])
    person = open_window(library({"a.md": article("A", text)}), size=(700, 800))
    person.press(Key.Key_Return)
    assert is_fitted(person)
    person.window.resize(1900, 800)
    person.settle()
    assert not is_fitted(person)


def test_a_match_beyond_the_side_of_the_page_is_scrolled_to(
    open_window: Open, library: MakeLibrary
) -> None:
    text = table([*HEADS, "Person"], [*CELLS, "Zhang"]) + "\n\n" + table(HEADS, CELLS)
    person = open_window(library({"a.md": article("A", f"one\n\n{text}")}), size=(770, 700))
    person.search("zhang")
    across = person.browser.horizontalScrollBar()
    assert across.value() > 0
    view = person.browser.viewport().rect()
    assert view.contains(person.window.article._highlights._current_rect())
    person.search("平台")
    assert (
        person.browser.viewport().rect().contains(person.window.article._highlights._current_rect())
    )


def test_a_huge_table_is_left_to_qt(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": article("A", table(HEADS, CELLS, CELLS))})
    person = open_window(root, size=(770, 700))
    person.press(Key.Key_Return)
    assert is_fitted(person)
    monkeypatch.setattr(table_layout, "_MAX_CELLS", 17)
    person.window.article.set_scale(1.1)
    assert not is_fitted(person)
