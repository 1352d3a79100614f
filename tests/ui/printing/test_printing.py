"""Printing the open article, saving it as a PDF, and looking at its pages first."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from PySide6.QtCore import QMarginsF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QLabel,
    QMessageBox,
    QProgressDialog,
    QPushButton,
)

from kbviewer.errors import PrintError
from kbviewer.library.article import Article
from kbviewer.render.renderer import render_text
from kbviewer.ui.printing import pdf_file, print_layout, stepped_job
from kbviewer.ui.printing.preview_dialog import PreviewDialog
from kbviewer.ui.printing.print_layout import PrintLayout
from kbviewer.ui.printing.printed_article import PrintedArticle, build_printed_article
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise"),
    pytest.mark.usefixtures("qapp"),
]

A4 = QPageSize(QPageSize.PageSizeId.A4)
TABLE = "| 编号 | 商品 |\n|--|--|\n" + "".join(f"| 行{n} | 盲盒{n}号 |\n" for n in range(80))


def printed(text: str, title: str = "题目", **facts: str) -> PrintedArticle:
    """An article with this Markdown, for paper."""
    given: dict[str, Any] = {"source": "", "published": "", "lang": "zh", "topics": (), "url": ""}
    one = Article(id="a.md", title=title, text=text, **(given | facts))
    return build_printed_article(one, render_text(text).html, {})


def laid_out(article: PrintedArticle, *, paper: QPageSize = A4, margin: float = 20) -> PrintLayout:
    """Its pages."""
    margins = QMarginsF(margin, margin, margin, margin)
    page = QPageLayout(
        paper, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
    )
    layout = PrintLayout(article, page)
    assert list(layout.steps())[-1] == 1
    return layout


def pdf_of(layout: PrintLayout, folder: Path) -> PdfReader:
    """Its PDF, read back."""
    path = folder / "printed.pdf"
    assert list(pdf_file.pdf_steps(layout, path))[-1] == 1
    return PdfReader(io.BytesIO(path.read_bytes()))


def words(page: PageObject) -> str:
    """The text of a page, without white space, which a PDF has only by chance."""
    return "".join(page.extract_text().split())


def image_of(layout: PrintLayout, number: int = 0, dpi: int = 72) -> QImage:
    """A page as it is printed, without its margins."""
    area = layout.page.paintRectPixels(dpi)
    image = QImage(area.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    layout.paint(painter, number, dpi)
    painter.end()
    return image


# --- what is on the pages


def test_the_text_of_the_pdf_is_that_of_the_article(tmp_path: Path) -> None:
    text = (
        "一二三用方人大小日月，office affiliate fi 2025-08-24 14:12～15:00。\n\n"
        "**粗体用方**与`代码用方`，ＡＢ１２。\n\n    缩进的代码 用 = 方\n"
    )
    reader = pdf_of(laid_out(printed(text, "标题用方一")), tmp_path)
    assert len(reader.pages) == 1
    found = words(reader.pages[0])
    for part in (
        "标题用方一", "一二三用方人大小日月，officeaffiliatefi2025-08-2414:12～15:00。", "粗体用方",
        "代码用方", "缩进的代码用=方", "1/1",
    ):  # fmt: skip
        assert part in found, part
    assert not [one for one in found if unicodedata.name(one, "").startswith(("KANGXI", "CJK RAD"))]
    assert reader.metadata is not None
    assert reader.metadata.title == "标题用方一"


def test_the_head_has_title_source_author_date_and_address(tmp_path: Path) -> None:
    layout = laid_out(
        printed(
            "正文", "题目 <b>&", source="证券时报网", author="张三", published="2025-08-24",
            url="https://example.com/news?a=1&b=2",
        )
    )  # fmt: skip
    reader = pdf_of(layout, tmp_path)
    found = words(reader.pages[0])
    assert found.startswith("题目<b>&证券时报网·张三·2025-08-24https://example.com/news?a=1&b=2")
    assert addresses(reader) == {"https://example.com/news?a=1&b=2"}


def addresses(reader: PdfReader) -> set[str]:
    """Where the links of a PDF lead."""
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    return {str(note["/A"]["/URI"]) for note in notes}


def test_an_address_that_is_none_is_text(tmp_path: Path) -> None:
    reader = pdf_of(laid_out(printed("正文", url="javascript:alert(1)")), tmp_path)
    assert "javascript:alert(1)" in words(reader.pages[0])
    assert addresses(reader) == set()


def test_addresses_of_links_are_listed_and_those_within_the_library_are_text(
    tmp_path: Path,
) -> None:
    text = (
        "[网页](https://example.com/a) [again](https://example.com/a) [邮件](mailto:a@example.com) "
        "<https://example.com/b> [内部](other.md) [file](file:///etc/passwd) [题](#x)"
    )
    reader = pdf_of(laid_out(printed(text)), tmp_path)
    found = words(reader.pages[0])
    assert "网页[1]again[1]邮件[2]https://example.com/b内部file题" in found
    assert found.endswith("Links[1]https://example.com/a[2]mailto:a@example.com1/1")
    assert addresses(reader) == {
        "https://example.com/a", "https://example.com/b", "mailto:a@example.com",
    }  # fmt: skip


def test_every_page_after_the_first_has_a_running_head_and_each_its_number(tmp_path: Path) -> None:
    paragraphs = "\n\n".join(
        f"第{n}段。" + "抖音电商治理严打盲盒违规营销，" * 20 for n in range(40)
    )
    layout = laid_out(printed(paragraphs, "很长的文章", source="证券时报网"))
    reader = pdf_of(layout, tmp_path)
    count = len(reader.pages)
    assert count == len(layout.pages) > 3
    whole = ""
    for number, page in enumerate(reader.pages, start=1):
        head, foot, text = "很长的文章证券时报网", f"{number}/{count}", words(page)
        assert text.startswith(head)
        assert text.endswith(foot)
        whole += text.removeprefix(head).removesuffix(foot)
    # Each line is on one page, and only once: nothing is lost or painted twice.
    assert re.findall(r"第(\d+)段", whole) == [str(n) for n in range(40)]
    assert whole.count("抖音电商治理严打盲盒违规营销，") == 40 * 20


def test_an_article_in_sections_is_printed_whole(tmp_path: Path) -> None:
    text = "\n\n".join(f"段落{n}：" + "文字" * 60 for n in range(900))
    one = printed(text)
    assert len(one.sections) > 1
    reader = pdf_of(laid_out(one), tmp_path)
    whole = "".join(words(page) for page in reader.pages)
    assert re.findall(r"段落(\d+)：", whole) == [str(n) for n in range(900)]


def test_a_table_goes_on_with_its_head_and_rows_are_not_cut(tmp_path: Path) -> None:
    texts = [words(page) for page in pdf_of(laid_out(printed(TABLE)), tmp_path).pages]
    assert len(texts) > 1
    for text in texts:
        assert text.count("编号商品") == 1
    rows = re.findall(r"行(\d+)盲盒(\d+)号", "".join(texts))
    assert rows == [(str(n), str(n)) for n in range(80)]


@pytest.mark.parametrize("columns", [3, 10, 14, 30])
def test_no_table_runs_off_the_page(columns: int) -> None:
    cells = "".join(
        "| https://example.com/longlonglonglong 商品说明文字 12,345.60 " for _ in range(columns)
    )
    text = f"{'| 列 ' * columns}|\n{'|--' * columns}|\n{cells}|\n{cells}|\n"
    layout = laid_out(printed(text), margin=30)
    for column in layout._columns:
        _, _, tables = print_layout._measure(column.document, 1)
        strips = [one for page in layout.pages for one in page]
        for table in tables:
            scales = [
                one.scale for one in strips if one.top < table.bottom and one.bottom > table.top
            ]
            assert table.width * min(scales) <= column.width + 1
    assert ink_beyond(layout) == 0


def ink_beyond(layout: PrintLayout) -> int:
    """How many pixels in a strip at the right of the first page are not white."""
    area = layout.page.paintRectPixels(72)
    image = QImage(area.width() + 60, area.height(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    layout.paint(painter, 0, 72)
    painter.end()
    beyond = image.copy(area.width() + 2, 0, 58, area.height())
    return sum(
        beyond.pixelColor(x, y) != QColor(Qt.GlobalColor.white)
        for x in range(beyond.width())
        for y in range(beyond.height())
    )


def test_a_table_with_what_does_not_fit_is_made_smaller() -> None:
    picture = QImage(400, 50, QImage.Format.Format_RGB32)
    cells = "".join(f"<td><img src='picture:0'>{n}</td>" for n in range(8))
    one = PrintedArticle(
        "a.md", "t", "", (f"<table><tr>{cells}</tr></table>",), (), {"picture:0": picture}
    )
    layout = laid_out(one)
    scales = [strip.scale for strip in layout.pages[0]]
    assert min(scales) < 0.9
    assert ink_beyond(layout) == 0


def test_code_is_wrapped(tmp_path: Path) -> None:
    line = "".join(f"w{n:03}" for n in range(100))
    layout = laid_out(printed(f"```\n{line}\n```\n"))
    assert ink_beyond(layout) == 0
    assert line in words(pdf_of(layout, tmp_path).pages[0])


def test_a_picture_is_no_larger_than_the_page() -> None:
    picture = QImage(300, 6000, QImage.Format.Format_RGB32)
    picture.fill(QColor("#123456"))
    one = PrintedArticle(
        "a.md", "t", "", ("<p><img src='picture:0'></p>",), (), {"picture:0": picture}
    )
    layout = laid_out(one)
    assert len(layout.pages) == 1
    image = image_of(layout)
    rows = [y for y in range(image.height()) if image.pixelColor(5, y) == QColor("#123456")]
    assert len(rows) > image.height() * 0.8
    assert rows[-1] < image.height() - 20


def test_a_heading_is_not_the_last_line_of_a_page(tmp_path: Path) -> None:
    for lines in range(20, 60):
        filler = "\n\n".join("短" for _ in range(lines))
        layout = laid_out(printed(f"{filler}\n\n## 小标题\n\n它的文字"))
        pages = [words(page) for page in pdf_of(layout, tmp_path).pages]
        assert any("小标题它的文字" in page for page in pages), lines


@pytest.mark.parametrize("size", ["A4", "Letter", "A6", "A3"])
def test_any_paper(size: str, tmp_path: Path) -> None:
    paper = QPageSize(getattr(QPageSize.PageSizeId, size))
    reader = pdf_of(laid_out(printed(TABLE + "\n\n完"), paper=paper, margin=10), tmp_path)
    whole = "".join(words(page) for page in reader.pages)
    assert re.findall(r"行(\d+)盲盒", whole) == [str(n) for n in range(80)]
    box = reader.pages[0].mediabox
    assert abs(float(box.width) - paper.sizePoints().width()) <= 1


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_layout, "MAX_PAGES", 2)
    with pytest.raises(PrintError, match="“题目” has more than 2 pages"):
        laid_out(printed("\n\n".join("文字" * 200 for _ in range(60))))


def test_a_file_name_is_suggested_from_the_title() -> None:
    assert pdf_file.suggested_name("抖音: 56/万件?") == "抖音 56 万件.pdf"
    assert pdf_file.suggested_name("...") == "article.pdf"
    assert len(pdf_file.suggested_name("长" * 300).encode()) <= 204


# --- as it is used


@pytest.fixture
def reader(open_window: Open, library: MakeLibrary) -> Person:
    texts = {
        "a.md": article(
            "盲盒与用户", "正文用方。" * 30, source="证券时报网", published="2025-08-24"
        ),
        "long.md": article("长文", "\n\n".join("抖音电商" * 100 for _ in range(200))),
    }
    return open_window(library(texts), theme="dark")


@pytest.fixture
def saved_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | str], list[str]]:
    """Answer the dialog for a file; a function from the file to the names that it suggested."""

    def answer(path: Path | str) -> list[str]:
        suggested: list[str] = []

        def ask(_parent: object, _title: str, name: str, _filter: str) -> tuple[str, str]:
            suggested.append(name)
            return str(path), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
        return suggested

    return answer


@pytest.fixture
def printers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the printers of this machine."""
    names: list[str] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: names))
    return names


def wait_for_print(person: Person) -> None:
    """Wait until nothing is read, laid out or printed any more."""
    person.settle()
    person.bot.waitUntil(lambda: not person.controller._print.is_busy, timeout=30_000)


def box(person: Person) -> QMessageBox:
    """The message before the window."""
    (found,) = [one for one in person.window.findChildren(QMessageBox) if one.isVisible()]
    assert isinstance(found, QMessageBox)
    assert found.textFormat() is Qt.TextFormat.PlainText
    return found


def button(within: Any, text: str) -> QAbstractButton:  # noqa: ANN401  a box or a dialog
    found: list[QAbstractButton] = within.findChildren(QPushButton)
    return next(one for one in found if text in one.text())


def trigger(person: Person, name: str) -> None:
    """Choose a line of the File menu."""
    action = person.window.action_collection[name]
    file_menu = person.window.menuBar().actions()[0].menu()
    assert action in file_menu.actions()  # type: ignore[attr-defined]
    action.trigger()
    wait_for_print(person)


def test_an_article_is_saved_as_a_pdf(
    reader: Person, tmp_path: Path, saved_to: Callable[[Path | str], list[str]]
) -> None:
    reader.open("a.md")
    path = tmp_path / "out.pdf"
    path.write_text("an older one")
    suggested = saved_to(path)
    trigger(reader, "save_pdf")
    assert suggested == ["盲盒与用户.pdf"]
    assert reader.status() == f"Saved as {path}"
    (page,) = PdfReader(path).pages
    assert words(page).startswith("盲盒与用户证券时报网·2025-08-24正文用方。")
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".pdf"] == ["out.pdf"]


def test_a_pdf_has_no_colour_of_the_theme(
    reader: Person, tmp_path: Path, saved_to: Callable[[Path | str], list[str]]
) -> None:
    reader.open("a.md")
    saved_to(tmp_path / "out.pdf")
    trigger(reader, "save_pdf")
    (page,) = PdfReader(tmp_path / "out.pdf").pages
    content = page.get_contents()
    assert content is not None
    colours = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) scn?\b", content.get_data(), re.IGNORECASE)
    assert colours
    assert {len(set(colour)) for colour in colours} == {1}  # greys alone
    assert (b"0", b"0", b"0") in colours


def test_a_file_dialog_that_is_cancelled_saves_nothing(
    reader: Person, tmp_path: Path, saved_to: Callable[[Path | str], list[str]]
) -> None:
    reader.open("a.md")
    saved_to("")
    trigger(reader, "save_pdf")
    assert not list(tmp_path.rglob("*.pdf"))


@pytest.mark.parametrize("name", ["library/a.pdf", "library/a.md", "elsewhere.md", "no/such/a.pdf"])
def test_nothing_is_saved_where_it_must_not_be(
    reader: Person, tmp_path: Path, name: str, saved_to: Callable[[Path | str], list[str]]
) -> None:
    reader.open("a.md")
    before = {one: one.stat().st_mtime_ns for one in reader.library.iterdir()}
    saved_to(tmp_path / name)
    trigger(reader, "save_pdf")
    shown = box(reader)
    assert name.rpartition("/")[2] in shown.informativeText()
    assert "Choose another place." in shown.informativeText()
    shown.close()
    assert {one: one.stat().st_mtime_ns for one in reader.library.iterdir()} == before
    assert not (tmp_path / "elsewhere.md").exists()


def test_why_a_pdf_cannot_be_written_is_said(
    reader: Person, tmp_path: Path, saved_to: Callable[[Path | str], list[str]]
) -> None:
    reader.open("a.md")
    (tmp_path / "taken.pdf").mkdir()
    saved_to(tmp_path / "taken.pdf")
    trigger(reader, "save_pdf")
    shown = box(reader)
    assert str(tmp_path / "taken.pdf") in shown.informativeText()
    shown.close()


@pytest.mark.parametrize("action", ["print", "print_preview", "save_pdf"])
def test_without_an_article_nothing_is_printed(reader: Person, action: str) -> None:
    trigger(reader, action)
    assert reader.status() == "Open an article to print it"


def test_without_a_printer_a_pdf_is_offered(
    reader: Person,
    tmp_path: Path,
    printers: list[str],
    saved_to: Callable[[Path | str], list[str]],
) -> None:
    assert printers == []
    reader.open("a.md")
    saved_to(tmp_path / "instead.pdf")
    reader.press(Key.Key_P, Held.ControlModifier)
    shown = box(reader)
    assert shown.text() == "No printer is set up on this computer."
    QTest.mouseClick(button(shown, "Save as PDF"), Qt.MouseButton.LeftButton)
    wait_for_print(reader)
    assert len(PdfReader(tmp_path / "instead.pdf").pages) == 1


@pytest.mark.parametrize("pages", [None, (2, 2), (2, 3), (2, 900)])
def test_ctrl_p_prints_the_pages_that_are_chosen(
    reader: Person,
    tmp_path: Path,
    printers: list[str],
    monkeypatch: pytest.MonkeyPatch,
    pages: tuple[int, int] | None,
) -> None:
    printers.append("Office")
    reader.open("long.md")

    def accept(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "paper.pdf"))
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
        if pages:
            printer.setPrintRange(QPrinter.PrintRange.PageRange)
            printer.setFromTo(*pages)
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    reader.press(Key.Key_P, Held.ControlModifier)
    wait_for_print(reader)
    assert reader.status().startswith("Sent to the printer")
    printed_pages = PdfReader(tmp_path / "paper.pdf").pages
    found = [re.findall(r"(\d+)/(\d+)$", words(page))[0] for page in printed_pages]
    total = int(found[0][1])
    first, last = pages or (1, total)
    assert [int(number) for number, _ in found] == list(range(first, min(last, total) + 1))
    assert float(printed_pages[0].mediabox.width) > 800  # the paper that was chosen


def test_a_print_dialog_that_is_cancelled_prints_nothing(
    reader: Person, printers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    printers.append("Office")
    reader.open("a.md")
    before = reader.status()
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QPrintDialog.DialogCode.Rejected)
    reader.press(Key.Key_P, Held.ControlModifier)
    wait_for_print(reader)
    assert reader.status() == before


def test_a_long_article_can_be_cancelled(
    reader: Person,
    tmp_path: Path,
    saved_to: Callable[[Path | str], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stepped_job, "_SLICE_S", 0.0)
    monkeypatch.setattr(stepped_job, "_SHOWN_AFTER_MS", 0)
    reader.open("long.md")
    saved_to(tmp_path / "out.pdf")
    before = reader.status()
    turns: list[float] = []
    original = PrintLayout.paint

    def paint(layout: PrintLayout, painter: QPainter, number: int, resolution: float) -> None:
        original(layout, painter, number, resolution)
        turns.append(number)
        if number == 1:
            QTimer.singleShot(0, cancel)

    def cancel() -> None:
        (progress,) = reader.window.findChildren(QProgressDialog)
        QTest.mouseClick(button(progress, "Cancel"), Qt.MouseButton.LeftButton)

    monkeypatch.setattr(PrintLayout, "paint", paint)
    trigger(reader, "save_pdf")
    assert turns == [0, 1]
    assert not (tmp_path / "out.pdf").exists()
    assert reader.status() == before


# --- the preview


@pytest.fixture
def preview(reader: Person) -> Iterator[PreviewDialog]:
    reader.open("long.md")
    trigger(reader, "print_preview")
    (dialog,) = reader.window.findChildren(PreviewDialog)
    assert isinstance(dialog, PreviewDialog)
    yield dialog
    dialog.close()


def position(dialog: PreviewDialog) -> str:
    found = dialog.findChild(QLabel, "dialogSummary")
    assert isinstance(found, QLabel)
    return found.text()


def test_the_preview_shows_the_pages_as_they_are_printed(preview: PreviewDialog) -> None:
    view = preview.view
    rect = view.page_rect(0)
    assert rect.width() > view.viewport().width() * 0.8
    image = view.viewport().grab().toImage()
    assert image.pixelColor(rect.left() + 5, rect.top() + 5) == QColor("#ffffff")
    dark = [
        (x, y)
        for x in range(rect.left(), rect.right())
        for y in range(rect.top(), min(rect.bottom(), image.height()), 2)
        if image.pixelColor(x, y).lightness() < 60
    ]
    assert dark
    margin = rect.width() * 25 / 210  # millimetres of the paper's width
    assert min(x for x, _ in dark) >= rect.left() + margin - 2
    assert max(x for x, _ in dark) <= rect.right() - margin + 2


def test_keys_scroll_the_preview_from_page_to_page(preview: PreviewDialog) -> None:
    pages = len(preview.view._layout.pages)
    assert pages > 3
    assert preview.view.hasFocus()
    assert position(preview) == f"Page 1 of {pages}"
    QTest.keyClick(preview.view, Qt.Key.Key_PageDown)
    QTest.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert position(preview) != f"Page 1 of {pages}"
    QTest.keyClick(preview.view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    preview.view.verticalScrollBar().setValue(preview.view.verticalScrollBar().maximum())
    assert position(preview) == f"Page {pages} of {pages}"


def test_only_pages_in_view_are_painted(
    preview: PreviewDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []
    monkeypatch.setattr(PrintLayout, "paint", lambda _l, _p, number, _r: painted.append(number))
    preview.view.viewport().grab()
    assert painted
    assert set(painted) <= {0, 1, 2}


def test_the_preview_prints_and_saves(
    reader: Person,
    preview: PreviewDialog,
    tmp_path: Path,
    printers: list[str],
    saved_to: Callable[[Path | str], list[str]],
) -> None:
    saved_to(tmp_path / "out.pdf")
    QTest.mouseClick(button(preview, "Save as PDF"), Qt.MouseButton.LeftButton)
    wait_for_print(reader)
    assert len(PdfReader(tmp_path / "out.pdf").pages) == len(preview.view._layout.pages)
    assert printers == []
    QTest.mouseClick(button(preview, "Print…"), Qt.MouseButton.LeftButton)
    wait_for_print(reader)
    shown = box(reader)
    assert "printer" in shown.text()
    shown.close()


def test_the_layout_does_not_depend_on_the_resolution() -> None:
    layout = laid_out(printed("盲盒 office 2025 " * 30))
    ends = []
    for scale in (1, 2):
        image = image_of(layout, dpi=72 * scale)
        dark = [
            (x / scale, y / scale)
            for y in range(image.height())
            for x in range(image.width())
            if image.pixelColor(x, y).lightness() < 128
        ]
        ends += [max(x for x, _ in dark), max(y for _, y in dark)]
    assert ends[:2] == pytest.approx(ends[2:], abs=2)
