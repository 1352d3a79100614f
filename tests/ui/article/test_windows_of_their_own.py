"""A picture or a table of an article in a window of its own."""

from __future__ import annotations

import csv
import io

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QGraphicsView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kbviewer.ui.article.article_browser import ArticleBrowser
from kbviewer.ui.article.hit_test import target_at, target_in_view
from kbviewer.ui.article.html_tree import parse
from kbviewer.ui.article.picture_window import PictureWindow
from kbviewer.ui.article.table_model import TableModel, parse_number
from kbviewer.ui.article.table_window import TableWindow
from tests.ui.menus import choose, lines, menu_key, right_click
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article

# The screen that is none says so of every box.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support")

TABLE = """| 平台 | GMV | share | note |
|---|---:|---:|---|
| 抖音 | 1,234 | 12.5% | *b* <b>x</b> |
| 快手 | -3 | 9% | a, "quoted" |
| 京东 | 20 | | B |
| 淘宝 | 1,234 | 100% | a |
"""


@pytest.fixture
def reader(open_window: Open, library: MakeLibrary) -> Person:
    """Somebody before an article with a picture and a table."""
    text = f"words before\n\n![](a.png)\n\n{TABLE}\n\n> cited words\n\nwords behind\n"
    root = library({"a.md": article("A", text), "b.md": article("B", "no table")})
    image = QImage(1100, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    assert image.save(str(root / "a.png"))
    person = open_window(root, size=(1280, 1000))
    person.open("a.md")
    return person


def at(person: Person, words: str) -> QPoint:
    """The place of words in the article, which are scrolled into view."""
    found = person.browser.document().find(words)
    assert not found.isNull(), words
    bar = person.browser.verticalScrollBar()
    bar.setValue(bar.value() + person.place_of(found.selectionStart()).top() - 100)
    return person.place_of(found.selectionStart() + 1).center()


def picture_place(person: Person) -> QPoint:
    """The middle of the picture."""
    return person.place_of(person.browser.toPlainText().index("\ufffc")).center() + QPoint(60, 0)


def double_click(person: Person, point: QPoint) -> None:
    QTest.mouseDClick(person.browser.viewport(), Qt.MouseButton.LeftButton, pos=point)


def opened(person: Person) -> QDialog:
    """The one window that is open before the window."""
    found = [one for one in person.window.findChildren(QDialog) if one.isVisible()]
    assert len(found) == 1
    person.bot.waitUntil(found[0].isActiveWindow)
    return found[0]


def press_button(window: QWidget, text: str) -> None:
    buttons = [one for one in window.findChildren(QPushButton) if one.text() == text]
    assert len(buttons) == 1
    buttons[0].click()


def table_window(person: Person) -> TableWindow:
    double_click(person, at(person, "GMV"))
    window = opened(person)
    assert isinstance(window, TableWindow)
    return window


def picture_window(person: Person) -> PictureWindow:
    double_click(person, picture_place(person))
    window = opened(person)
    assert isinstance(window, PictureWindow)
    return window


def column(model: TableModel, number: int) -> list[str]:
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


# --- how they are opened


def test_a_double_click_elsewhere_selects_a_word(reader: Person) -> None:
    for word in ("before", "cited", "behind"):
        double_click(reader, at(reader, word))
        assert reader.browser.textCursor().selectedText() == word
    right_of_table = QPoint(reader.browser.viewport().width() - 30, at(reader, "GMV").y())
    double_click(reader, right_of_table)
    assert not [one for one in reader.window.findChildren(QDialog) if one.isVisible()]


def test_what_is_only_laid_out_as_a_table_is_none(qtbot: QtBot) -> None:
    browser = ArticleBrowser()
    qtbot.addWidget(browser)
    browser.resize(400, 300)
    browser.show()
    page = "<table><tr><td>words</td></tr></table>"
    for section, is_table in ((page, True), ("<blockquote>words</blockquote>", False)):
        browser.section = section
        browser.show_html(page, {})
        point = browser.cursorRect(browser.document().find("words")).center()
        assert (target_at(browser, section, point).table is not None) == is_table
        assert (target_in_view(browser, section).table is not None) == is_table
        assert target_at(browser, section, QPoint(5, 250)).table is None


@pytest.mark.parametrize("offset", [(-59, 0), (0, -50), (0, 50), (400, 0)])
def test_a_double_click_anywhere_on_a_picture_opens_it(
    reader: Person, offset: tuple[int, int]
) -> None:
    double_click(reader, picture_place(reader) + QPoint(*offset))
    window = opened(reader)
    assert isinstance(window, PictureWindow)
    QTest.keyClick(window, Key.Key_Escape)
    reader.bot.waitUntil(lambda: not reader.window.findChildren(PictureWindow))


def test_the_context_menu_opens_what_is_under_the_pointer(reader: Person) -> None:
    browser = reader.window.article.browser
    assert lines(right_click(browser, at(reader, "before")))[0] == "Copy Citation"
    assert lines(right_click(browser, at(reader, "抖音")))[0] == "Open Table"
    menu = right_click(browser, picture_place(reader))
    assert "Open Table" not in lines(menu)
    choose(reader, menu, "Open Picture")
    assert isinstance(opened(reader), PictureWindow)


def test_the_menu_key_offers_what_is_in_view(reader: Person) -> None:
    reader.browser.setFocus()
    menu = menu_key()
    assert [one for one in lines(menu) if one.startswith("Open ")][:2] == [
        "Open Picture",
        "Open Table",
    ]
    choose(reader, menu, "Open Table")
    window = opened(reader)
    assert isinstance(window, TableWindow)
    QTest.keyClick(window, Key.Key_Escape)
    reader.window.activateWindow()
    reader.open("b.md")
    reader.browser.setFocus()
    assert not {"Open Picture", "Open Table"} & set(lines(menu_key()))


def test_escape_closes_a_window_and_the_article_stays(reader: Person) -> None:
    window = table_window(reader)
    QTest.keyClick(window.view, Key.Key_Escape)
    reader.bot.waitUntil(lambda: not reader.window.findChildren(TableWindow))
    assert reader.current_article() == "a.md"


@pytest.mark.slow
@pytest.mark.usefixtures("patient")
def test_a_table_in_several_sections_is_opened_whole(
    open_window: Open, library: MakeLibrary
) -> None:
    rows = "".join(f"| name {n} | {n} |\n" for n in range(900))
    person = open_window(library({"a.md": article("A", f"| a | b |\n|---|---|\n{rows}")}))
    person.open("a.md")
    view = person.window.article
    assert view.document
    assert len(view.document.sections) > 2
    view._turn_section(1)
    double_click(person, person.place_of(3).center())
    window = opened(person)
    assert isinstance(window, TableWindow)
    assert column(window.model, 1) == [str(n) for n in range(900)]


# --- the table


def test_a_table_is_sorted_by_its_columns_and_back(reader: Person) -> None:
    window = table_window(reader)
    model, header = window.model, window.view.horizontalHeader()
    tester = QAbstractItemModelTester(model)
    assert tester
    names = ["抖音", "快手", "京东", "淘宝"]
    assert column(model, 0) == names

    def click(section: int) -> None:
        where = QPoint(header.sectionViewportPosition(section) + 12, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)

    click(1)
    assert column(model, 1) == ["-3", "20", "1,234", "1,234"]
    assert column(model, 0)[2:] == ["抖音", "淘宝"]
    click(1)
    assert column(model, 1) == ["1,234", "1,234", "20", "-3"]
    assert column(model, 0)[:2] == ["抖音", "淘宝"]
    click(1)
    assert column(model, 0) == names
    click(2)
    assert column(model, 2) == ["9%", "12.5%", "100%", ""]
    click(2)
    assert column(model, 2) == ["100%", "12.5%", "9%", ""]
    click(3)
    assert column(model, 3) == ["a", 'a, "quoted"', "B", "b x"]
    current = window.view.model().index(0, 0)
    window.view.setCurrentIndex(current)
    before = current.data()
    click(1)
    assert window.view.currentIndex().data() == before


def test_numbers_are_on_the_right(reader: Person) -> None:
    model = table_window(reader).model
    role = Qt.ItemDataRole.TextAlignmentRole
    sides = [Qt.AlignmentFlag(model.index(0, number).data(role)) for number in range(4)]
    assert [bool(side & Qt.AlignmentFlag.AlignRight) for side in sides] == [
        False,
        True,
        True,
        False,
    ]


def test_the_selected_cells_are_copied_with_tabs(reader: Person) -> None:
    window = table_window(reader)
    QTest.keyClick(window.view, Key.Key_A, Held.ControlModifier)
    QTest.keyClick(window.view, Key.Key_C, Held.ControlModifier)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == ["抖音", "1,234", "12.5%", "b x"]
    assert len(lines) == 4
    window.view.clearSelection()
    for row, number in ((1, 1), (2, 1), (1, 0), (2, 0)):
        window.view.selectionModel().select(
            window.model.index(row, number), window.view.selectionModel().SelectionFlag.Select
        )
    press_button(window, "&Copy")
    assert QApplication.clipboard().text() == "快手\t-3\n京东\t20"


def test_a_table_is_copied_as_csv_in_the_order_that_is_shown(reader: Person) -> None:
    window = table_window(reader)
    window.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    press_button(window, "Copy as CS&V")
    rows = list(csv.reader(io.StringIO(QApplication.clipboard().text())))
    assert rows[0] == ["平台", "GMV", "share", "note"]
    assert rows[1] == ["快手", "-3", "9%", 'a, "quoted"']
    assert len(rows) == 5


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3), ("-3", -3), ("\u22123.5", -3.5), ("+2", 2), ("1,234", 1234),
        ("1,234,567.5", 1234567.5),
        ("12.5%", 0.125), (" 7 ", 7), ("１２", 12), ("¥1,200", 1200), ("-$5", -5),
        ("1,23", None), ("12,34,567", None), ("", None), ("-", None), ("3.5亿", None), ("Q3", None),
        ("2025-08-11", None), ("1.2.3", None), ("9" * 50, None),
    ],
)  # fmt: skip
def test_what_is_a_number(text: str, number: float | None) -> None:
    assert parse_number(text) == number


def test_tables_of_any_shape_are_models(qapp: QApplication) -> None:
    assert qapp
    for rows in (
        "", "<tr></tr>", "<tr><td>a</td></tr>", "<tr><th>a</th><th></th></tr>",
        "<tr><td>a</td></tr><tr><td>b</td><td>c</td><td>d</td></tr>",
        "<thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td></tr><tr></tr></tbody>",
    ):  # fmt: skip
        section = parse(f"<p>x</p><table>{rows}</table>")
        table = next(one for one in section.elements() if one.name == "table")
        model = TableModel(table)
        tester = QAbstractItemModelTester(model)
        for number in range(-1, model.columnCount() + 1):
            for order in Qt.SortOrder:
                model.sort(number, order)
        assert tester
        assert len(list(csv.reader(io.StringIO(model.csv())))) >= model.rowCount()
    assert model.headerData(1, Qt.Orientation.Horizontal) == "b"
    assert [str(model.index(0, number).data()) for number in (0, 1)] == ["1", ""]


# --- the picture


def test_a_picture_is_shown_as_it_was_loaded_and_zoomed(reader: Person) -> None:
    window = picture_window(reader)
    view = window.view
    assert view.scene().itemsBoundingRect().size().toSize().toTuple() == (1100, 500)
    assert view.scale_factor < 1
    fitted = view.scale_factor
    assert view.horizontalScrollBar().maximum() == 0
    QTest.keyClick(window, Key.Key_0, Held.ControlModifier)
    assert view.scale_factor == pytest.approx(1)
    assert view.label.text() == "100%"
    QTest.keyClick(window, Key.Key_Equal, Held.ControlModifier)
    assert view.scale_factor == pytest.approx(1.25)
    QTest.keyClick(window, Key.Key_Minus, Held.ControlModifier)
    QTest.keyClick(window, Key.Key_Minus, Held.ControlModifier)
    assert view.scale_factor == pytest.approx(0.8)
    press_button(window, "&Fit")
    assert view.scale_factor == pytest.approx(fitted)
    window.resize(500, 400)
    reader.bot.waitUntil(lambda: view.scale_factor < fitted)
    press_button(window, "&Original Size")
    assert view.scale_factor == pytest.approx(1)
    window.resize(800, 600)
    assert view.scale_factor == pytest.approx(1)


def test_zoomed_by_keys_the_middle_of_a_picture_stays_in_the_middle(reader: Person) -> None:
    window = picture_window(reader)
    for _ in range(6):
        QTest.keyClick(window, Key.Key_Equal, Held.ControlModifier)
    middle = window.view.mapToScene(window.view.viewport().rect().center())
    assert middle.toTuple() == pytest.approx((550, 250), abs=4)


def test_ctrl_and_the_wheel_zoom_a_picture_by_steps(reader: Person) -> None:
    view = picture_window(reader).view
    view.show_original_size()

    def turn(angle: int, held: Held) -> None:
        point = QPointF(view.viewport().rect().center())
        event = QWheelEvent(
            point, view.viewport().mapToGlobal(point), QPoint(), QPoint(0, angle),
            Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)

    turn(240, Held.ControlModifier)
    assert view.scale_factor == pytest.approx(1.25**2)
    turn(-60, Held.ControlModifier)
    turn(-60, Held.ControlModifier)
    assert view.scale_factor == pytest.approx(1.25)
    turn(-120, Held.NoModifier)
    assert view.scale_factor == pytest.approx(1.25)
    # The next key zooms around the middle again, not around the pointer.
    assert view.transformationAnchor() is QGraphicsView.ViewportAnchor.AnchorViewCenter
    turn(120 * 50, Held.ControlModifier)
    assert view.scale_factor == pytest.approx(16)
    turn(-120 * 90, Held.ControlModifier)
    assert view.scale_factor == pytest.approx(0.05)


def test_a_picture_is_copied_as_it_was_loaded(reader: Person) -> None:
    window = picture_window(reader)
    for by_key in (False, True):
        QApplication.clipboard().clear()
        if by_key:
            QTest.keyClick(window, Key.Key_C, Held.ControlModifier)
        else:
            press_button(window, "&Copy")
        image = QApplication.clipboard().image()
        assert image.size().toTuple() == (1100, 500)
        assert image.pixelColor(5, 5) == QColor("#ff00ff")
