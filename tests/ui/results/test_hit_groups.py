"""The pieces of one article in the list of results: one row, opened and closed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from kbviewer.index.search.searcher import Hit
from kbviewer.index.search.snippets import Snippet
from kbviewer.ui.results.hit_groups import HitGroups
from kbviewer.ui.results.result_model import ResultModel
from kbviewer.ui.theme import LIGHT
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article, focused, pixels

PIECES = [f"piece-{n}.md" for n in range(5)]
ORDER = ["first.md", *PIECES, "last.md"]


def hit(number: int, title: str = "T", source: str = "S", published: str = "2025-08-11") -> Hit:
    """The hit with this number in the results."""
    return Hit(
        id=f"{number}.md", title=title, title_matches=(), source=source, source_matches=(),
        published=published, lang="en", topics=(), score=0.0, snippet=Snippet("", ()),
    )  # fmt: skip


@st.composite
def results(draw: st.DrawFn) -> list[Hit]:
    """Hits, some of which are pieces of one article."""
    kinds = st.tuples(
        st.sampled_from(["A", "B", ""]),
        st.sampled_from(["S", ""]),
        st.sampled_from(["2025-08-11 20:41", "2025-08-11", "2025-08-12", "2025-08", ""]),
    )
    return [hit(n, *kind) for n, kind in enumerate(draw(st.lists(kinds, max_size=30)))]


def expected_groups(hits: list[Hit]) -> list[list[str]]:
    """The same said plainly: each hit that is no further piece, with all further pieces of it."""

    def same(one: Hit, other: Hit) -> bool:
        facts = [(h.title, h.source, h.published[:10]) for h in (one, other)]
        return facts[0] == facts[1] and all(facts[0]) and len(facts[0][2]) == 10

    return [
        [one.id, *(other.id for other in hits[n + 1 :] if same(one, other))]
        for n, one in enumerate(hits)
        if not any(same(one, earlier) for earlier in hits[:n])
    ]


def shown_groups(model: ResultModel) -> list[list[str]]:
    """The groups that the model's rows belong to, each once."""
    rows = [model.row(number) for number in range(model.rowCount())]
    return [[one.id for one in row.group.hits] for row in rows if not row.is_piece]


@given(hits=results(), cuts=st.lists(st.integers(0, 30), max_size=5))
def test_pages_make_the_same_groups_as_all_hits_at_once(hits: list[Hit], cuts: list[int]) -> None:
    groups = HitGroups()
    for start, end in pairwise([0, *sorted(cuts), len(hits)]):
        groups.add(hits[start:end])
    assert [[one.id for one in group.hits] for group in groups.groups] == expected_groups(hits)


@given(
    hits=results(), cuts=st.lists(st.integers(0, 30), max_size=5), start=st.integers(0, 30),
    opened=st.sets(st.integers(0, 30), max_size=4),
)  # fmt: skip
def test_the_rows_are_the_groups_in_whatever_order_pages_come(
    qapp: object, hits: list[Hit], cuts: list[int], start: int, opened: set[int]
) -> None:
    assert qapp
    model = ResultModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(model, mode)  # a warning fails a test
    start = min(start, len(hits))
    ends = [start, *(cut for cut in sorted(cuts) if start < cut < len(hits)), len(hits)]
    model.replace(hits[start : ends[1]], len(hits), start)
    for begin, end in pairwise(ends[1:]):
        for number in opened:
            if number < model.rowCount():
                model.set_expanded(number, expanded=True)
        model.append(hits[begin:end])
        assert model.end == end
    if start:
        model.prepend(hits[:start])
    assert shown_groups(model) == expected_groups(hits)
    for one in hits:
        assert model.row(model.reveal(one.id)).hit == one
    rows = [model.row(number).hit.id for number in range(model.rowCount())]
    assert rows == [one for group in expected_groups(hits) for one in group]
    for number in range(model.rowCount()):
        if number < model.rowCount():
            model.set_expanded(number, expanded=False)
    assert model.rowCount() == len(expected_groups(hits))
    assert tester


@pytest.fixture
def reader(open_window: Open, library: MakeLibrary) -> Person:
    """Somebody before a list of three articles, one of which is in five pieces."""
    files = {
        "first.md": article("First", "a yak", source="S", published="2025-03-01"),
        "last.md": article("Last", "a yak", source="S", published="2025-01-01"),
    }
    for n, name in enumerate(PIECES):
        files[name] = article(
            "Whole", f"a yak and a yak, part {n}", source="S", published=f"2025-02-01 10:{59 - n}"
        )
    person = open_window(library(files))
    person.press(Key.Key_2, Held.ControlModifier)
    person.search("yak")
    person.window.results.view.setFocus()
    return person


def test_pieces_of_one_article_are_one_row_and_count_as_articles(reader: Person) -> None:
    assert reader.ids() == ["first.md", "piece-0.md", "last.md"]
    assert reader.summary() == "7 articles"
    assert reader.status().endswith("7 found")


def test_right_opens_them_and_left_closes_them(reader: Person) -> None:
    reader.press(Key.Key_Right)
    assert len(reader.ids()) == 3  # there is nothing to open in the first row
    reader.press(Key.Key_Down)
    reader.press(Key.Key_Right)
    assert reader.ids() == ORDER
    assert reader.current_article() == "piece-0.md"
    reader.press(Key.Key_Right)
    assert reader.current_article() == "piece-1.md"
    assert "part 1" in reader.page()
    reader.press(Key.Key_Right)  # a piece has nothing to open
    assert (reader.ids(), reader.current_article()) == (ORDER, "piece-1.md")
    reader.press(Key.Key_Down)
    assert "part 2" in reader.page()
    reader.press(Key.Key_Left)
    assert (reader.ids(), reader.current_article()) == (ORDER, "piece-0.md")
    assert "part 0" in reader.page()
    reader.press(Key.Key_Left)
    assert (len(reader.ids()), reader.current_article()) == (3, "piece-0.md")
    reader.press(Key.Key_Left)
    assert (len(reader.ids()), reader.current_article()) == (3, "piece-0.md")
    assert focused() is reader.window.results.view


def test_up_and_down_walk_what_is_shown_from_the_field_too(reader: Person) -> None:
    reader.window.search_bar.setFocus()
    walk = [reader.current_article()]
    for _ in range(3):
        reader.press(Key.Key_Down)
        walk.append(reader.current_article())
    assert walk == ["first.md", "piece-0.md", "last.md", "last.md"]
    reader.window.results.unfold(1)
    reader.press(Key.Key_Up)
    assert reader.current_article() == "piece-4.md"


def click_on_words(person: Person, row: int, *, beside: bool = False) -> None:
    """Click the words that open the pieces of a row, or the empty place beside them."""
    view = person.window.results.view
    rect = view.visualRect(person.window.results.model.index(row))
    x = rect.right() - 30 if beside else rect.left() + 60
    person.click(view.viewport(), QPoint(x, rect.bottom() - 18))


def test_a_click_on_the_words_opens_and_closes(reader: Person) -> None:
    click_on_words(reader, 1, beside=True)
    assert (len(reader.ids()), reader.current_article()) == (3, "piece-0.md")
    click_on_words(reader, 1)
    assert reader.ids() == ORDER
    reader.click_result(3)
    assert "part 2" in reader.page()
    click_on_words(reader, 1)
    assert (len(reader.ids()), reader.current_article()) == (3, "piece-0.md")
    assert "part 0" in reader.page()
    click_on_words(reader, 0)  # a row without pieces has no words
    assert len(reader.ids()) == 3


def test_enter_goes_into_a_piece(reader: Person) -> None:
    reader.window.results.unfold(1)
    for _ in range(3):
        reader.press(Key.Key_Down)
    reader.press(Key.Key_Return)
    assert focused() is reader.browser
    assert "part 2" in reader.page()


def test_f3_goes_through_the_pieces_and_back(reader: Person) -> None:
    seen = [reader.current_article()]
    for _ in range(11):
        reader.press(Key.Key_F3)
        seen.append(reader.current_article())
    way = ["first.md", *(name for name in PIECES for _ in range(2)), "last.md"]
    assert seen == way
    reader.press(Key.Key_F5)
    reader.window.results.model.set_expanded(1, expanded=False)
    for expected in reversed(way[:-1]):
        reader.press(Key.Key_F3, Held.ShiftModifier)
        assert reader.current_article() == expected


def test_back_opens_the_row_that_the_article_is_folded_into(reader: Person) -> None:
    reader.window.results.unfold(1)
    reader.click_result(4)
    reader.search("first")
    reader.press(Key.Key_Return)
    reader.press(Key.Key_Left, Held.AltModifier)
    assert (reader.field.text(), reader.ids()) == ("yak", ORDER)
    assert reader.current_article() == "piece-3.md"
    assert "part 3" in reader.page()


def test_a_change_in_the_folder_keeps_row_and_article(reader: Person) -> None:
    reader.window.results.unfold(1)
    reader.click_result(3)
    text = article("Whole", "a yak anew", source="S", published="2025-02-01 11:30")
    (reader.library / "piece-new.md").write_text(text, encoding="utf-8")
    reader.press(Key.Key_F5)
    assert reader.ids() == ["first.md", "piece-new.md", *PIECES, "last.md"]
    assert reader.current_article() == "piece-2.md"
    assert "part 2" in reader.page()


def test_what_is_open_stays_open_where_the_folder_changes(reader: Person) -> None:
    reader.window.results.unfold(1)
    (reader.library / "new.md").write_text(article("New", "a yak"), encoding="utf-8")
    reader.press(Key.Key_F5)
    assert reader.ids() == [*ORDER, "new.md"]
    assert reader.current_article() == "first.md"


def test_an_article_that_becomes_a_piece_is_shown_below_its_row(reader: Person) -> None:
    reader.click_result(1)
    text = article("Whole", "a yak anew", source="S", published="2025-02-01 11:30")
    (reader.library / "piece-new.md").write_text(text, encoding="utf-8")
    reader.press(Key.Key_F5)
    assert reader.ids() == ["first.md", "piece-new.md", *PIECES, "last.md"]
    assert reader.current_article() == "piece-0.md"


def test_another_query_begins_folded(reader: Person) -> None:
    reader.window.results.unfold(1)
    reader.search("yaks")
    assert reader.ids() == ["first.md", "piece-0.md", "last.md"]


def test_a_screen_reader_hears_of_the_pieces(reader: Person) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    model = reader.window.results.model
    heard = [str(model.index(row).data(role)) for row in range(3)]
    assert heard[1].endswith(", 4 more from this article, collapsed")
    assert "more from" not in heard[0] + heard[2]
    spy = QSignalSpy(model.dataChanged)
    reader.window.results.unfold(1)
    assert spy.count() == 1
    assert str(model.index(1).data(role)).endswith(", 4 more from this article, expanded")
    assert str(model.index(3).data(role)).endswith(", piece 3 of 5")


def test_an_arrow_in_front_of_the_words_shows_whether_they_are_open(reader: Person) -> None:
    view = reader.window.results.view

    def arrow(row: int) -> int:
        """How many pixels of the row have the arrow's colour."""
        rect = view.visualRect(reader.window.results.model.index(row))
        return pixels(view.viewport().grab(rect.adjusted(6, 0, 0, 0)).toImage(), LIGHT.accent)

    heights = {view.visualRect(reader.window.results.model.index(row)).height() for row in range(3)}
    assert len(heights) == 1
    assert [bool(arrow(row)) for row in range(3)] == [False, True, False]
    reader.window.results.unfold(1)
    assert [bool(arrow(row)) for row in range(4)] == [False, True, False, False]


def test_pieces_of_later_pages_join_their_row(open_window: Open, library: MakeLibrary) -> None:
    files = {
        f"{n:03}.md": article(
            "Whole" if n % 40 == 0 else f"Note {n:03}", f"a yak {n}", source="S",
            published="2025-01-01",
        )
        for n in range(130)
    }  # fmt: skip
    person = open_window(library(files))
    person.press(Key.Key_2, Held.ControlModifier)
    person.search("yak")
    view = person.window.results.view
    view.setFocus()
    model = person.window.results.model
    assert (model.row(0).more, len(person.ids())) == (1, 49)
    person.press(Key.Key_Right)
    assert person.ids()[:3] == ["000.md", "040.md", "001.md"]
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    person.settle()
    assert person.ids()[:4] == ["000.md", "040.md", "080.md", "001.md"]
    person.press(Key.Key_End)
    assert person.current_article() == "129.md"
    assert (model.row(0).more, len(person.ids())) == (3, 130)
    assert len(set(person.ids())) == 130
    assert person.summary() == "130 articles"
