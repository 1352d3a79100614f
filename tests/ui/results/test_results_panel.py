"""The list of results: what a row shows, how it is painted, and how more of them come."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QListView, QStyleOptionViewItem, QToolButton
from pytestqt.qtbot import QtBot

from kbviewer.index.search.matcher import Match
from kbviewer.index.search.searcher import Hit
from kbviewer.index.search.snippets import Snippet
from kbviewer.service import KnowledgeBase
from kbviewer.ui.app import wait_until_idle
from kbviewer.ui.article.article_loader import ArticleLoader
from kbviewer.ui.results import result_delegate, result_presenter
from kbviewer.ui.results.result_delegate import ResultDelegate
from kbviewer.ui.results.result_model import HIT_ROLE, ResultModel
from kbviewer.ui.theme import DARK, LIGHT, Theme, base_font
from tests.ui.person import Gate, Held, Key, MakeLibrary, Open, Person, article, pixels

WIDTHS = (60, 230, 392, 700, 1500)
Spans = tuple[tuple[int, int], ...]


def hit(title: str, snippet: str = "", *, matches: Spans = (), in_snippet: Spans = ()) -> Hit:
    """A hit with these texts."""
    return Hit(
        id="a.md", title=title, title_matches=tuple(Match(*span, 0) for span in matches),
        source="Source", source_matches=(),
        published="2025-08-11 20:41", lang="en", topics=(), score=0.0,
        snippet=Snippet(snippet, tuple(Match(*span, 0) for span in in_snippet)),
    )  # fmt: skip


def painted(
    one: Hit, width: int = 392, delegate: ResultDelegate | None = None, pixels_: int = 14
) -> QImage:
    """A row as it is painted, by a delegate that has painted nothing yet or by this one."""
    model = ResultModel()
    model.replace([one], 1)
    delegate = delegate or ResultDelegate()
    option = QStyleOptionViewItem()
    option.font = base_font(pixels_)
    height = delegate.sizeHint(option, model.index(0)).height()
    option.rect = QRect(0, 0, width, height)
    image = QImage(QSize(width, height), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0))
    painter.end()
    return image


def grabbed(person: Person) -> QImage:
    """The list as it stands on the screen."""
    return person.window.results.view.grab().toImage()


def many(number: int) -> dict[str, str]:
    """That many small articles, each with the words alpha and beta."""
    return {
        f"{n:03}.md": article(
            f"Note {n:03}", "alpha and beta", published=f"2025-01-{n % 28 + 1:02}"
        )
        for n in range(number)
    }


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_term_has_the_same_tint_in_the_list_and_in_the_article(
    open_window: Open, library: MakeLibrary, theme: Theme
) -> None:
    words = ["pangolin", "yak", "盲盒"]
    root = library({"a.md": article(" ".join(words), "The yak, the pangolin, 盲盒", source="yak")})
    person = open_window(root, theme="dark" if theme is DARK else "light")
    person.search(" ".join(words))
    row = person.window.results.view.viewport().grab().toImage()
    page = person.browser.viewport().grab().toImage()
    for image in (row, page):
        assert [pixels(image, tint) > 60 for tint in theme.highlights] == [True] * 3 + [False] * 3


# --- what a hit carries


def test_hits_carry_their_matches_in_title_and_snippet(person: Person) -> None:
    person.search("盲盒")
    for one in person.hits():
        assert {one.title[m.start : m.end] for m in one.title_matches} <= {"盲盒"}
        assert {one.snippet.text[m.start : m.end] for m in one.snippet.matches} <= {"盲盒"}
        assert one.title_matches or one.snippet.matches
    person.search("36氪")
    assert all(one.source[:3] == "36氪" and one.source_matches for one in person.hits())


def test_a_screen_reader_hears_title_source_and_time(person: Person) -> None:
    index = person.window.results.model.index(0)
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)
    first = person.hits()[0]
    assert heard == f"{first.title}, {first.source}, 25 Aug 2025, 12:01"


# --- how it is painted


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_every_row_is_painted_in_any_width_at_one_height(person: Person, width: int) -> None:
    person.search("抖音")
    view = QListView()
    person.bot.addWidget(view)
    view.setFont(base_font())
    view.setModel(person.window.results.model)
    view.setItemDelegate(ResultDelegate(view))
    view.resize(width, 3000)
    assert not view.grab().isNull()
    rows = range(person.window.results.model.rowCount())
    assert len({view.sizeHintForRow(row) for row in rows}) == 1


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "text", ["😀" * 400, "a" * 2_000, "盲盒 refund 👩‍👩‍👧 " * 90, "", "é\u0301" * 300, "שלום " * 80]
)
def test_very_long_and_strange_texts_are_painted(qtbot: QtBot, text: str, width: int) -> None:
    assert qtbot
    ends = tuple((n, n + 1) for n in range(0, len(text), 3))
    image = painted(hit(text, text, matches=ends, in_snippet=ends), width)
    if width > 60:
        assert (pixels(image, LIGHT.highlights[0]) > 0) == bool(text)


def test_a_long_text_leaves_source_and_date_free(qtbot: QtBot) -> None:
    assert qtbot
    short, long = painted(hit("", "")), painted(hit("W" * 900, "W" * 900))
    height = short.height() - 28
    below = QRect(0, height, short.width(), 28)
    assert long.copy(below) == short.copy(below)


def test_matches_are_painted_in_the_marks_colour(person: Person) -> None:
    assert pixels(grabbed(person), LIGHT.highlights[0]) == 0
    person.search("盲盒")
    assert pixels(grabbed(person), LIGHT.highlights[0]) > 100
    person.press(Key.Key_Escape)
    assert pixels(grabbed(person), LIGHT.highlights[0]) == 0


def test_a_match_behind_emoji_is_painted_like_any_other(qtbot: QtBot) -> None:
    assert qtbot
    plain = painted(hit("refund", matches=((0, 6),)))
    behind = painted(hit("😀😀😀😀😀😀😀😀 refund", matches=((9, 15),)))
    expected = pixels(plain, LIGHT.highlights[0])
    assert expected > 20
    assert pixels(behind, LIGHT.highlights[0]) == pytest.approx(expected, rel=0.4)


def test_the_row_where_one_stands_is_painted_otherwise(person: Person) -> None:
    assert pixels(grabbed(person), LIGHT.selected) == 0
    person.press(Key.Key_Down)
    assert pixels(grabbed(person), LIGHT.selected) > 5_000


def test_the_dark_theme_marks_in_its_own_colour(open_window: Open) -> None:
    person = open_window(theme="dark")
    person.search("盲盒")
    assert pixels(grabbed(person), DARK.highlights[0]) > 100
    assert pixels(grabbed(person), LIGHT.highlights[0]) == 0


def test_a_row_is_painted_the_same_whatever_was_painted_before(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qtbot
    text = "盲盒 refund 👩‍👩‍👧 " * 30
    rows = [
        (hit(title, snippet, matches=marks, in_snippet=marks), width, size)
        for size, width in ((14, 392), (14, 300), (16, 300), (20, 300), (14, 300))
        for title, snippet in ((text, text), (text[:40], text), ("refund", text), (text, ""))
        for marks in ((), ((0, 2),), ((3, 9), (20, 26)))
    ]
    apart = [painted(*row[:2], pixels_=row[2]) for row in rows]
    for kept in (200, 2):
        monkeypatch.setattr(result_delegate, "_MAX_LAYOUTS", kept)
        delegate = ResultDelegate()
        for turn in (rows, rows[::-1], rows):
            for one, width, size in turn:
                expected = apart[rows.index((one, width, size))]
                assert painted(one, width, delegate, size) == expected
            assert len(delegate._layouts) <= kept


def test_markup_in_a_title_is_painted_as_text(qtbot: QtBot) -> None:
    assert qtbot
    plain = painted(hit("bold"), 700)
    assert painted(hit("<b>bold</b>"), 700) != plain
    assert painted(hit("bold<img src=x>"), 700) != plain


# --- more of them


def test_more_hits_come_when_the_end_of_the_list_is_reached(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library(many(120)))
    person.search("alpha")
    assert len(person.ids()) == 50
    assert person.summary().startswith("120 articles")
    bar = person.window.results.view.verticalScrollBar()
    for _ in range(4):
        bar.setValue(bar.maximum())
        person.settle()
    assert len(person.ids()) == 120
    assert len(set(person.ids())) == 120
    assert not person.window.results.model.canFetchMore(QModelIndex())


@pytest.fixture
def typist(open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody who types on before the rest of a page is loaded: of 120 hits there are 15."""
    person = open_window(library(many(120)))
    person.settle()
    timer = person.controller._result_presenter._read_ahead_timer
    timer.setInterval(10_000_000)
    wait = wait_until_idle
    monkeypatch.setattr(Person, "settle", lambda person: wait(person.controller))
    person.search("alpha")
    assert timer.isActive()
    return person


def test_a_key_is_answered_with_the_hits_that_can_be_seen(typist: Person) -> None:
    assert typist.ids() == all_ids(typist, "alpha")[:15]
    assert typist.summary() == "120 articles"
    typist.search("beta")
    assert len(typist.ids()) == 15
    typist.press(Key.Key_F5)
    assert len(typist.ids()) == 50


def test_the_rest_of_the_page_comes_in_the_first_pause(typist: Person) -> None:
    typist.controller._result_presenter._read_ahead_timer.start(0)
    typist.bot.waitUntil(lambda: len(typist.ids()) > 15)
    assert typist.ids() == all_ids(typist, "alpha")[:50]


def test_the_next_key_comes_before_the_rest_of_the_page(
    typist: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    timer = typist.controller._result_presenter._read_ahead_timer
    gate = Gate.before("alpha b", monkeypatch)
    typist.type(" b")
    assert not timer.isActive()
    gate.open()
    typist.settle()
    assert gate.begun == ["alpha ", "alpha b"]
    assert timer.isActive()


def test_who_scrolls_before_the_pause_gets_the_rest(typist: Person) -> None:
    bar = typist.window.results.view.verticalScrollBar()
    for loaded in (50, 100, 120):
        bar.setValue(bar.maximum())
        typist.settle()
        assert typist.ids() == all_ids(typist, "alpha")[:loaded]
        typist.controller._result_presenter._read_ahead()
        assert typist.controller.worker.is_idle  # there is nothing to read ahead


def test_end_and_home_before_the_pause(typist: Person) -> None:
    typist.window.results.view.setFocus()
    typist.press(Key.Key_End)
    assert (typist.current_row(), typist.ids()) == (119, all_ids(typist, "alpha"))
    typist.press(Key.Key_Home)
    assert typist.current_row() == 0


def test_f3_walks_on_before_the_pause(typist: Person) -> None:
    order = all_ids(typist, "alpha")
    for _ in range(16):
        typist.tap(Key.Key_F3)
    typist.settle()
    assert (typist.current_article(), typist.ids()) == (order[16], order[:50])


def test_a_tall_list_is_filled_before_the_pause(typist: Person) -> None:
    typist.window.resize(1280, 3_000)
    typist.search("beta")
    typist.bot.waitUntil(lambda: len(typist.ids()) == 50)


def all_ids(person: Person, typed: str) -> list[str]:
    """All articles that a query finds, in the order of the list."""
    with KnowledgeBase.open(person.library) as knowledge_base:
        return [one.id for one in knowledge_base.search(typed, limit=1_000).hits]


def test_end_goes_to_the_last_of_all_hits_and_home_to_the_first(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library(many(120)))
    person.search("alpha")
    person.window.results.view.setFocus()
    person.press(Key.Key_End)
    assert person.ids() == all_ids(person, "alpha")
    assert person.current_row() == 119
    assert person.page().startswith(person.hits()[119].title)
    person.press(Key.Key_Home)
    assert person.current_row() == 0
    assert person.page().startswith(person.hits()[0].title)
    person.press(Key.Key_End)
    assert (person.current_row(), len(person.ids())) == (119, 120)


@pytest.fixture
def far(open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Person:
    """Somebody in a list of 230 hits, at the last one, of which End loads no more than a page."""
    monkeypatch.setattr(result_presenter, "_MAX_APPENDED_HITS", 20)
    person = open_window(library(many(230)), size=(1280, 500))
    person.search("alpha")
    person.window.results.view.setFocus()
    person.press(Key.Key_End)
    return person


def test_of_very_many_hits_end_shows_the_last_ones(far: Person) -> None:
    order = all_ids(far, "alpha")
    model = far.window.results.model
    assert far.ids() == order[-len(far.ids()) :]
    assert 50 <= len(far.ids()) <= 100
    assert far.current_article() == order[-1]
    assert far.page().startswith(far.hits()[-1].title)
    assert far.summary() == "230 articles"
    assert not model.has_more
    far.press(Key.Key_Home)
    assert far.ids() == order[:50]
    assert far.current_article() == order[0]
    assert far.page().startswith(far.hits()[0].title)
    assert model.has_more


def test_the_arrows_walk_back_from_the_last_hit_to_the_first(far: Person) -> None:
    order = all_ids(far, "alpha")
    for expected in reversed(order[:-1]):
        far.press(Key.Key_Up)
        assert far.current_article() == expected
    assert far.ids() == order
    assert far.current_row() == 0


def test_hits_before_the_loaded_ones_leave_the_rows_in_view_where_they_are(far: Person) -> None:
    view = far.window.results.view
    bar = view.verticalScrollBar()
    while far.window.results.model.first:
        rows = len(far.ids())
        bar.setValue(view.height() // 2)
        top = view.indexAt(QPoint(0, 0))
        seen = top.data(HIT_ROLE).id, view.visualRect(top).top()
        far.settle()
        assert len(far.ids()) == min(230, rows + 50)
        top = view.indexAt(QPoint(0, 0))
        assert (top.data(HIT_ROLE).id, view.visualRect(top).top()) == seen
        assert far.current_article() == far.ids()[-1]


def test_f3_goes_back_over_the_beginning_of_what_is_loaded(far: Person) -> None:
    order = all_ids(far, "alpha")
    for _ in range(len(order)):
        far.tap(Key.Key_F3, Held.ShiftModifier)
    far.settle()
    assert far.ids() == order
    assert far.current_row() == 0
    assert far.page().startswith(far.hits()[0].title)
    assert far.status() == "First match of the first result"


def test_f3_waits_for_the_hits_before_the_loaded_ones(far: Person) -> None:
    far.window.results.earlier_requested.disconnect()  # as if they were late
    order = all_ids(far, "alpha")
    first = order.index(far.ids()[0])
    far.click_result(0)
    for _ in range(3):
        far.tap(Key.Key_F3, Held.ShiftModifier)
    far.settle()
    assert far.current_article() == order[first - 3]


def test_where_the_folder_changes_the_end_of_the_list_stays(far: Person) -> None:
    last, loaded = far.current_article(), far.ids()
    far.press(Key.Key_F5)
    assert (far.current_article(), far.ids()) == (last, loaded)
    first = article("Alpha alpha", "alpha", published="2026-01-01")
    (far.library / "new.md").write_text(first, encoding="utf-8")
    far.press(Key.Key_F5)
    assert all_ids(far, "alpha")[0] == "new.md"
    assert (far.current_article(), far.ids()[-1]) == (last, last)
    loaded = far.ids()
    for path in sorted(far.library.glob("*.md")):
        if path.name not in loaded[-10:]:
            path.unlink()
    far.press(Key.Key_F5)
    assert far.ids() == loaded[-10:]
    assert far.current_article() == last


def test_who_goes_elsewhere_before_the_last_hit_arrives_stays_there(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = open_window(library(many(120)))
    person.search("alpha")
    view = person.window.results.view
    view.setFocus()
    gate = Gate.before("alpha", monkeypatch)
    person.tap(Key.Key_End)
    person.tap(Key.Key_Down)
    gate.open()
    person.settle()
    assert person.current_row() == 1
    monkeypatch.undo()
    gate = Gate.before("alpha", monkeypatch)
    person.tap(Key.Key_End)
    person.window.search_bar.setFocus()
    person.type(" b")
    gate.open()
    person.settle()
    assert (person.current_row(), person.field.text()) == (0, "alpha b")
    person.press(Key.Key_Home)
    assert (person.current_row(), person.field.cursorPosition()) == (0, 0)
    person.press(Key.Key_End)  # in the field it belongs to the text
    assert (person.current_row(), person.field.cursorPosition()) == (0, 7)


@pytest.mark.slow
def test_the_arrows_walk_on_past_the_first_page(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library(many(70)))
    for _ in range(70):
        person.press(Key.Key_PageDown)
    assert person.current_row() == 69
    assert len(set(person.ids())) == 70


def test_hits_asked_for_while_a_new_query_is_under_way_leave_no_gap(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = open_window(library(many(160)))
    view = person.window.results.view
    bar = view.verticalScrollBar()
    person.search("alpha")
    bar.setValue(bar.maximum())
    person.settle()
    assert len(person.ids()) == 100
    gate = Gate.before("alpha b", monkeypatch)
    person.commit(" b")
    bar.setValue(bar.maximum())
    gate.open()
    person.settle()
    for _ in range(4):
        bar.setValue(bar.maximum())
        person.settle()
    assert len(person.ids()) == len(set(person.ids())) == 160


def test_the_end_is_the_end_where_fewer_come_than_were_promised(person: Person) -> None:
    model = person.window.results.model
    page = [hit("one")]
    model.replace(page, 9)
    assert model.canFetchMore(QModelIndex())
    model.append([])
    assert not model.canFetchMore(QModelIndex())


def test_the_models_keep_qts_rules(open_window: Open, library: MakeLibrary) -> None:
    files = many(60) | {"a/b/x.md": article("Deep", "gamma"), "a/_index.md": article("A", "")}
    person = open_window(library(files))
    window = person.window
    models: list[QAbstractItemModel] = [window.results.model, window.tree.model]
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    testers = [QAbstractItemModelTester(model, mode) for model in models]  # a warning fails a test
    person.search("alpha")
    bar = window.results.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    person.settle()
    assert len(person.ids()) == 60
    person.choose_topic("a")
    person.search("nothing")
    person.press(Key.Key_F5)
    assert len(testers) == 2


def test_a_hit_that_is_not_there_is_nothing(qtbot: QtBot) -> None:
    assert qtbot
    model = ResultModel()
    model.replace([hit("one")], 1)
    assert model.data(QModelIndex()) is None
    assert model.row_of("other.md") == -1
    assert model.rowCount(model.index(0)) == 0


def test_a_page_without_hits_says_what_may_help(person: Person) -> None:
    person.search("zzzz")
    assert person.why_nothing().startswith("Nothing found for")
    assert "zzzz" in person.why_nothing()
    assert "Esc" in person.why_nothing()
    assert person.page() == ""
    person.press(Key.Key_Escape)
    assert person.why_nothing() == ""
    assert len(person.ids()) == 10


def test_a_click_opens_the_article(person: Person) -> None:
    person.click_result(3)
    assert person.page().startswith(person.hits()[3].title)
    assert person.current_row() == 3


def test_a_double_click_and_enter_in_the_list_go_into_the_article(person: Person) -> None:
    view = person.window.results.view
    place = view.visualRect(person.window.results.model.index(2)).center()
    person.click_result(2)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.settle()
    assert person.browser.hasFocus()
    view.setFocus()
    person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    assert person.browser.hasFocus()
    assert person.page().startswith(person.hits()[3].title)


def test_a_new_answer_begins_at_the_top_of_the_list(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library(many(60)))
    person.search("alpha")
    person.window.results.view.verticalScrollBar().setValue(1_000)
    person.search("beta")
    assert person.window.results.view.verticalScrollBar().value() == 0
    assert person.current_row() == 0


@pytest.mark.usefixtures("usual_font")
def test_the_head_says_how_many_and_where(person: Person) -> None:
    assert person.summary() == "10 articles"
    person.choose_topic("logistics")
    assert person.summary() == "2 articles in Logistics"
    person.search("source:36氪")
    assert person.summary() == "1 article in Logistics"


@pytest.mark.usefixtures("usual_font")
def test_a_head_without_room_ends_in_dots_and_leaves_the_order_whole(person: Person) -> None:
    person.choose_topic("merchant-support")
    person.window.splitter.setSizes([500, 230, 550])
    panel = person.window.results
    assert panel.width() == 230
    order = panel.findChild(QToolButton, "orderButton")
    head = panel.findChild(QLabel, "resultsSummary")
    assert isinstance(order, QToolButton)
    assert isinstance(head, QLabel)
    assert head.text().endswith("…")
    assert head.accessibleName() == "4 articles in Merchant support"
    assert head.fontMetrics().horizontalAdvance(head.text()) <= head.width()
    assert head.geometry().right() < order.geometry().left()
    assert order.geometry().right() <= panel.width()
    assert order.width() >= order.sizeHint().width()
    person.window.splitter.setSizes([200, 500, 550])
    assert person.summary() == "4 articles in Merchant support"


class _PaintNotes(QObject):
    """Notes when what it watches is painted."""

    def __init__(self, notes: list[str]) -> None:
        super().__init__()
        self._notes = notes

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() is QEvent.Type.Paint:
            self._notes.append("painted")
        return False


def test_the_list_is_painted_before_its_first_article_is_loaded(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes: list[str] = []
    load = ArticleLoader.load

    def noted(loader: ArticleLoader, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401  as load's
        notes.append("loaded")
        return load(loader, *arguments, **named)

    monkeypatch.setattr(ArticleLoader, "load", noted)
    watch = _PaintNotes(notes)
    person.window.results.view.viewport().installEventFilter(watch)
    for query in ("盲盒", "直播", "物流"):
        notes.clear()
        person.search(query)
        assert notes.index("painted") < notes.index("loaded")
