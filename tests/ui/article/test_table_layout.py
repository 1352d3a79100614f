"""Tables in an article: readable on a narrow page, too."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtGui import QTextLength, QTextTable

from kbviewer.ui.article import table_layout
from kbviewer.ui.article.wide_tables import MAX_COLUMNS, stack_wide_tables
from tests.cost import cpu_seconds
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
def test_a_table_never_makes_the_page_scroll_sideways(
    open_window: Open, library: MakeLibrary, width: int
) -> None:
    numbers = [f"{number * 1234}" for number in range(17 if width > 1000 else 9)]
    text = "\n\n".join((
        table(HEADS, CELLS), table(["Word", "Address"], ["w" * 60, "https://x.y/" + "a" * 90]),
        table(numbers, numbers), table(numbers[:9], numbers[1:10]),
        f"> {table(HEADS, CELLS)}".replace("\n", "\n> "),
    ))  # fmt: skip
    person = open_window(library({"a.md": article("A", text)}), size=(width, 800))
    person.press(Key.Key_Return)
    for scale in (1.0, 1.6 if width > 1000 else 0.8):
        person.window.article.set_scale(scale)
        assert person.browser.horizontalScrollBar().maximum() == 0
        assert person.browser.document().size().width() <= person.browser.viewport().width()


@pytest.mark.parametrize("width", [1280, 1900])
def test_no_word_of_a_table_is_broken_where_its_words_have_room(
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


def test_short_columns_keep_their_width_and_wide_ones_share_the_rest() -> None:
    short, wide, wider = (
        table_layout._Column(least=50, minimum=natural / 5, natural=natural)
        for natural in (90.0, 500.0, 2_000.0)
    )
    widths, is_tight = table_layout._distribute([short, wide, wider], 600)
    assert not is_tight
    assert widths[0] == 90
    assert 100 <= widths[1] < widths[2] >= 400
    assert 597 <= sum(widths) <= 600
    assert table_layout._distribute([short, short], 600) == ([], False)


def test_words_are_broken_last_and_those_of_wide_columns_first() -> None:
    short = table_layout._Column(least=50, minimum=90, natural=90)
    long = table_layout._Column(least=50, minimum=400, natural=900)
    widths, is_tight = table_layout._distribute([short, long], 480)
    assert is_tight
    assert widths[0] == 78
    assert widths[1] >= 388
    widths, is_tight = table_layout._distribute([short, long, long], 480)
    assert is_tight
    assert widths[0] == 78
    assert widths[1] == widths[2] == 201
    widths, is_tight = table_layout._distribute([short] * 20, 480)
    assert widths == [24.0] * 20


def test_the_padding_of_a_table_comes_back_with_the_room(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", table(HEADS, CELLS))}), size=(700, 800))
    person.press(Key.Key_Return)

    def padding() -> float:
        return shown(person).cellAt(1, 1).format().toTableCellFormat().leftPadding()

    assert padding() == 4
    person.window.resize(1900, 800)
    person.settle()
    assert padding() == 10


def test_a_table_of_very_many_columns_is_shown_as_records(
    open_window: Open, library: MakeLibrary
) -> None:
    heads = [f"h{number}" for number in range(60)]
    rows = [[f"r{row}c{number}" for number in range(60)] for row in range(2)]
    person = open_window(library({"a.md": article("A", table(heads, *rows))}))
    person.press(Key.Key_Return)
    assert person.browser.horizontalScrollBar().maximum() == 0
    records = [line for line in person.page().split("\n") if line.startswith("h0 ")]
    assert [line.replace("\xa0", " ").split("  ·  ")[59] for line in records] == [
        "h59 r0c59",
        "h59 r1c59",
    ]
    person.search("r1c41")
    assert person.highlighted() == ["r1c41"]


def test_only_tables_of_very_many_columns_become_records() -> None:
    def made(columns: int, cell: str = "x", name: str = "th") -> str:
        heads = f"<{name}>h</{name}>" * columns
        return f"<table><tr>{heads}</tr><tr>{f'<td>{cell}</td>' * columns}</tr></table>"

    last = MAX_COLUMNS
    for page in (made(last), made(last + 1, "<p>x</p>"), "<p>no</p>", made(30, made(2))):
        assert stack_wide_tables(page) == page
    stacked = stack_wide_tables(made(last) + made(last + 1) + "<p>end</p>")
    assert stacked.startswith(made(last) + "<p><strong>h</strong> x &nbsp;")
    assert stacked.endswith("</p><p>end</p>")
    assert stack_wide_tables(made(30, name="td")).count("<p>") == 2
    assert stack_wide_tables(made(30, "")) == "<p></p>"


def test_very_many_tables_are_read_in_linear_time() -> None:
    piece = "<table><tr><td><table></table>" + "<td>a" * 30
    small, large = (
        cpu_seconds(partial(stack_wide_tables, piece * number)) for number in (500, 4_000)
    )
    assert large < 20 * small + 0.01


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


def test_of_a_huge_table_some_rows_are_measured_and_further_ones_are_left_to_qt(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": article("A", table(HEADS, CELLS, CELLS))})
    person = open_window(root, size=(770, 700))
    person.press(Key.Key_Return)
    assert is_fitted(person)
    monkeypatch.setattr(table_layout, "_MAX_CELLS", 6)
    person.window.article.set_scale(1.1)
    assert is_fitted(person)
    monkeypatch.setattr(table_layout, "_MAX_CELLS", 5)
    person.window.article.set_scale(1.2)
    assert not is_fitted(person)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_table_in_a_list_is_below_the_text_of_its_item(
    open_window: Open, library: MakeLibrary, scale: float
) -> None:
    rows = table(["a", "b"], ["1", "2"])
    lists = "\n\n".join((
        f"- x\n\n{indented(rows, '  ')}", f"1. x\n   - y\n\n{indented(rows, '     ')}",
        f"- x\n\n{indented(rows, '  > ')}", f"> {rows}".replace("\n", "\n> "), rows,
    ))  # fmt: skip
    person = open_window(library({"a.md": article("A", lists)}))
    person.press(Key.Key_Return)
    person.window.article.set_scale(scale)
    document = person.browser.document()
    frames = document.rootFrame().childFrames()
    lefts = [one.format().leftMargin() for one in frames if isinstance(one, QTextTable)]
    step, quote = document.indentWidth(), lefts[3]
    assert lefts == [step, 2 * step, step + quote, quote, 0]


def indented(text: str, start: str) -> str:
    """The lines of a text, each behind a start."""
    return "\n".join(start + line for line in text.splitlines())
