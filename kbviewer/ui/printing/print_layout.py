"""Lays out an article on pages, and paints them: the same on paper, in a PDF and in the preview.

The text is laid out in one column, section by section, in the pixels of the screen's style sheet,
which are scaled when it is painted; so a page is a list of strips of such columns. Qt's own
pagination knows one document only, cuts rows of tables, and leaves a heading alone at a page's end.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPainter,
    QPalette,
    QPen,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QTextTable,
)

from kbviewer.errors import PrintError
from kbviewer.i18n import tr
from kbviewer.ui.article.box_painter import BoxPainter
from kbviewer.ui.article.document_layout import lay_out_blocks
from kbviewer.ui.article.picture_layout import fit_pictures
from kbviewer.ui.article.table_layout import fit_tables
from kbviewer.ui.printing.page_breaks import PageBreaks, Span
from kbviewer.ui.printing.printed_article import PrintedArticle
from kbviewer.ui.theme import PAPER, article_style_sheet, base_font

MAX_PAGES = 1_000
"""Pages of an article that are printed: about four million characters."""
_BODY_PX = 16
_BODY_POINTS = 10.5
_SCALE = _BODY_POINTS / _BODY_PX  # points for a pixel of the layout
_POINTS_PER_INCH = 72
_HEAD, _FOOT = 34.0, 30.0  # pixels, of the running head and the page number with their gaps
_RUNNING_PX = 12
_RULE = 0.75  # pixels, the line below the running head
_MIN_BODY = 200.0  # pixels, of a page's text, however small the paper is
_ABOVE_LINE = 12.0  # pixels above the first line of a page, for the box or the cell around it
_BORDER = 2.0  # pixels, of a table's border and what is beside it
_CELL_PADDING = 6.0  # pixels above and below a cell's text, as in article.css
_LINE_GAP = 5.0  # pixels below a line, which Qt does not count to it
_KEPT_SHARE = 0.5  # of a page; what is higher is not kept together
_HEADER_SHARE = 0.25  # of a page; the head of a table that is higher is not repeated
_LEAST_SPLIT = 4  # lines of a paragraph that is parted between two pages
_CLIP = 0.5
"""Pixels at a strip's end: a line that only touches it is not in it, not even invisibly, where a
search of a PDF would find it."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Where a table is in its column, in pixels.

    Attributes:
        top: that of the border above it.
        bottom: that of the border below it.
        width: its width.
        rows: the rows, without the borders between them.
        head_rows: how many of them are its head.
    """

    top: float
    bottom: float
    width: float
    rows: list[Span]
    head_rows: int

    @property
    def head(self) -> Span:
        """The head with its borders."""
        return self.top, self.rows[self.head_rows - 1][1] + _BORDER


@dataclass(frozen=True, slots=True)
class _Strip:
    """A part of a column on a page.

    Attributes:
        section: the index of the section that the column is of.
        top: where the part begins, in pixels of the column.
        bottom: where it ends.
        y: where it is on the page, in pixels below the running head.
        scale: less than 1 for a table that is wider than the page.
    """

    section: int
    top: float
    bottom: float
    y: float
    scale: float


@dataclass(frozen=True, slots=True)
class _Column:
    """A section, laid out."""

    document: QTextDocument
    boxes: BoxPainter
    width: float


class PrintLayout:
    """The pages of an article.

    Attributes:
        page: the paper and its margins.
        article: the article.
        pages: what is on each page; complete when ``steps`` has ended.
    """

    def __init__(self, article: PrintedArticle, page: QPageLayout) -> None:
        """Lay out nothing yet.

        Args:
            article: the article.
            page: the paper and its margins.
        """
        self.article = article
        self.page = page
        self.pages: list[list[_Strip]] = [[]]
        area = page.paintRect(QPageLayout.Unit.Point)
        self._size = QSizeF(area.width() / _SCALE, area.height() / _SCALE)
        self._body = max(_MIN_BODY, self._size.height() - _HEAD - _FOOT)
        self._style = article_style_sheet(PAPER)
        self._columns: list[_Column] = []
        self._used = 0.0  # pixels of the last page

    def steps(self) -> Generator[float]:
        """Lay out one section after another; yields the share of them that is done.

        Raises:
            PrintError: there are too many pages.
        """
        sections = self.article.sections
        for number, section in enumerate(sections, start=1):
            column = self._lay_out(section)
            self._columns.append(column)
            self._fill_pages(column)
            yield number / len(sections)

    def paint(self, painter: QPainter, number: int, resolution: float) -> None:
        """Paint a page.

        Args:
            painter: its origin is the corner of what can be printed on.
            number: the index of the page.
            resolution: dots per inch of the painter's coordinates.
        """
        scale = resolution / _POINTS_PER_INCH * _SCALE
        painter.save()
        painter.scale(scale, scale)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if number:
            self._paint_head(painter)
        for strip in self.pages[number]:
            painter.save()
            painter.translate(0, _HEAD + strip.y)
            painter.scale(strip.scale, strip.scale)
            self._paint_strip(painter, strip)
            painter.restore()
        self._paint_foot(painter, number)
        painter.restore()

    def characters(self) -> set[str]:
        """All characters that are printed."""
        texts = [self.article.title, self.article.facts, "0123456789/ "]
        texts += (column.document.toPlainText() for column in self._columns)
        return set().union(*texts)

    def fonts(self) -> list[QFont]:
        """The fonts of the text: that of the running text and those of code."""
        families = {
            tuple(one.toCharFormat().fontFamilies() or ())
            for column in self._columns
            for one in column.document.allFormats()
            if one.isCharFormat()
        }
        fonts = [_font(_BODY_PX)]
        for names in sorted(filter(None, families)):
            fonts.append(_font(_BODY_PX))
            fonts[-1].setFamilies(names)
        return fonts

    # --- the layout of a column

    def _lay_out(self, section: str) -> _Column:
        document = _PictureDocument(self.article.pictures)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setUseDesignMetrics(True)
        document.setDefaultFont(_font(_BODY_PX))
        document.setDefaultStyleSheet(self._style)
        option = QTextOption(document.defaultTextOption())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setHtml(f"<body>{section}</body>")
        document.setLayoutEnabled(False)
        lay_out_blocks(document, section)
        boxes = BoxPainter()
        boxes.lay_out(document, self.article.boxes)
        width = self._size.width()
        document.setTextWidth(width)
        fit_pictures(document, width, self._body - 2 * _ABOVE_LINE)
        fit_tables(document, width)
        document.setLayoutEnabled(True)
        return _Column(document, boxes, width)

    def _fill_pages(self, column: _Column) -> None:
        """Put a column on pages, from where the one before it ended."""
        lines, kept, tables = _measure(column.document, self._body * _KEPT_SHARE)
        breaks = PageBreaks(lines, kept)
        top = 0.0
        for end, scale in self._bands(column, tables, breaks):
            top = self._fill_band(breaks, tables, (top, end), scale)

    def _bands(
        self, column: _Column, tables: Sequence[_Table], breaks: PageBreaks
    ) -> Iterator[tuple[float, float]]:
        """Where parts of a column end, and their scale: a table that is too wide is smaller."""
        for table in tables:
            if table.width > column.width + 1:
                yield table.top, 1.0
                yield table.bottom, column.width / table.width
        yield min(column.document.size().height(), breaks.end + _ABOVE_LINE), 1.0

    def _fill_band(
        self, breaks: PageBreaks, tables: Sequence[_Table], band: Span, scale: float
    ) -> float:
        """Put a part of a column on pages; where it ends."""
        top, end = band
        section = len(self._columns) - 1
        while top < end:
            if not self.pages[-1]:
                top = max(top, breaks.next_line(top) - _ABOVE_LINE)
            room = (self._body - self._used) / scale
            cut: float | None = end
            if end - top > room:
                cut = breaks.cut(top, top + room)
                if cut is None and not self.pages[-1]:
                    cut = top + room  # a line that is higher than a page
            if cut is not None:
                # Without the top of a box, or of a row, that begins on the next page.
                bottom = min(cut, breaks.last_line(cut) + _ABOVE_LINE)
                self._add(_Strip(section, top, bottom, self._used, scale))
                if cut >= end:
                    break
                top = cut
            self._new_page()
            table = next((one for one in tables if one.rows[0][1] < top < one.bottom), None)
            if table is None or cut is None:
                continue
            if self._repeats_head(table):
                self._add(_Strip(section, *table.head, 0.0, scale))
            else:
                top -= _BORDER
        return end

    def _add(self, strip: _Strip) -> None:
        self.pages[-1].append(strip)
        self._used += (strip.bottom - strip.top) * strip.scale

    def _new_page(self) -> None:
        if len(self.pages) >= MAX_PAGES:
            raise PrintError(
                tr(
                    "“{title}” has more than {pages} pages, too many to print at once. Open its "
                    "file in another program to print it."
                ).format(title=self.article.title, pages=f"{MAX_PAGES:,}")
            )
        self.pages.append([])
        self._used = 0.0

    def _repeats_head(self, table: _Table) -> bool:
        """Whether the head of a table is repeated on each page that the table goes on to."""
        if not 0 < table.head_rows < len(table.rows):
            return False
        top, bottom = table.head
        return bottom - top <= self._body * _HEADER_SHARE

    # --- painting

    def _paint_head(self, painter: QPainter) -> None:
        """Paint the running head: the title at the left, source and date at the right."""
        width, font = self._size.width(), _font(_RUNNING_PX)
        metrics = QFontMetricsF(font)
        facts = metrics.elidedText(self.article.facts, Qt.TextElideMode.ElideRight, width * 0.45)
        room = width - metrics.horizontalAdvance(facts) - 2 * _RUNNING_PX
        title = metrics.elidedText(self.article.title, Qt.TextElideMode.ElideRight, room)
        line = QRectF(0, 0, width, metrics.height())
        painter.setFont(font)
        painter.setPen(QColor(PAPER.muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, title)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, facts)
        painter.setPen(QPen(QColor(PAPER.line), _RULE))
        below = QPointF(0, line.bottom() + 3)
        painter.drawLine(below, below + QPointF(width, 0))

    def _paint_foot(self, painter: QPainter, number: int) -> None:
        """Paint the number of the page, last, as it is read."""
        height = max(self._size.height(), self._body + _HEAD + _FOOT)
        foot = QRectF(0, height - _FOOT, self._size.width(), _FOOT)
        painter.setFont(_font(_RUNNING_PX))
        painter.setPen(QColor(PAPER.muted))
        where = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(foot, where, f"{number + 1} / {len(self.pages)}")

    def _paint_strip(self, painter: QPainter, strip: _Strip) -> None:
        column = self._columns[strip.section]
        height = strip.bottom - strip.top
        part = QRectF(0, strip.top, column.width / strip.scale, height)
        painter.translate(0, -strip.top)
        painter.setClipRect(part.adjusted(-1, 0, 1, 0))
        column.boxes.paint(painter, column.document, part.adjusted(0, _CLIP, 0, -_CLIP), PAPER)
        begin = strip.top + self._paint_rest_of_block(painter, column.document, strip)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(QPointF(-1, begin + _CLIP), part.bottomRight() + QPointF(1, -_CLIP))
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(PAPER.text))
        context.palette = palette
        column.document.documentLayout().draw(painter, context)

    def _paint_rest_of_block(
        self, painter: QPainter, document: QTextDocument, strip: _Strip
    ) -> float:
        """Paint the lines of a paragraph that began on the page before; their height in pixels.

        Qt would paint the line before them, too, which is clipped, but is found in a PDF.
        """
        layout = document.documentLayout()
        place = layout.hitTest(QPointF(0, strip.top + _CLIP), Qt.HitTestAccuracy.FuzzyHit)
        block = document.findBlock(max(0, place))
        rect = layout.blockBoundingRect(block)
        is_inside = rect.top() + _CLIP < strip.top < rect.bottom() - _CLIP
        if not is_inside or QTextCursor(block).currentTable() is not None:
            return 0.0
        painter.setPen(QColor(PAPER.text))
        text, end = block.layout(), strip.top
        for number in range(text.lineCount()):
            line = text.lineAt(number)
            top = rect.top() + line.y()
            if strip.top - _CLIP <= top < strip.bottom - _CLIP:
                line.draw(painter, rect.topLeft())
                end = top + line.height()
        return end - strip.top


class _PictureDocument(QTextDocument):
    """A document that has the pictures it is given, and loads nothing."""

    def __init__(self, pictures: Mapping[str, QImage]) -> None:
        super().__init__()
        self._pictures = pictures

    def loadResource(self, _kind: int, name: QUrl | str) -> object:  # noqa: N802  Qt's name
        """Return a picture of the article, and no data for anything else."""
        address = name if isinstance(name, str) else name.toString()
        return self._pictures.get(address, QByteArray())


def _font(pixels: int) -> QFont:
    """The window's font for paper.

    Its glyphs have the distances that the font gives them, whatever the printer's resolution, and
    each glyph is one of a character: a PDF has no text for other ones, such as ligatures and the
    raised hyphen between digits that some fonts have.
    """
    font = base_font(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    return font


def _measure(
    document: QTextDocument, most_kept: float
) -> tuple[list[Span], list[Span], list[_Table]]:
    """The lines of a column, what is kept together, and its tables.

    Args:
        document: the column.
        most_kept: pixels; what is higher is not kept together.
    """
    document.size()  # lays out all of it
    lines: list[Span] = []
    kept: list[Span] = []
    heading_top: float | None = None
    block = document.begin()
    while block.isValid():
        own = _line_spans(block)
        lines += own
        if own:
            if heading_top is not None:
                kept.append((heading_top, own[min(1, len(own) - 1)][1]))
            heading_top = own[0][0] if block.blockFormat().headingLevel() else None
            if len(own) < _LEAST_SPLIT:
                kept.append((own[0][0], own[-1][1]))
            else:
                kept += ((own[0][0], own[1][1]), (own[-2][0], own[-1][1]))
        block = block.next()
    frames = document.rootFrame().childFrames()
    tables = [_measure_table(frame) for frame in frames if isinstance(frame, QTextTable)]
    for table in tables:
        kept += table.rows
    return lines, [one for one in kept if one[1] - one[0] <= most_kept], tables


def _line_spans(block: QTextBlock) -> list[Span]:
    """The lines of a block that is laid out."""
    top = block.document().documentLayout().blockBoundingRect(block).top()
    text = block.layout()
    spans = []
    for number in range(text.lineCount()):
        line = text.lineAt(number)
        spans.append((top + line.y(), top + line.y() + line.height()))
    return spans


def _measure_table(table: QTextTable) -> _Table:
    """Where a table is in a column that is laid out; Qt's own rectangle begins with its text."""
    layout = table.document().documentLayout()
    tops, bottom = [], 0.0
    for row in range(table.rows()):
        cells = [table.cellAt(row, column) for column in range(table.columns())]
        blocks = [cell.firstCursorPosition().block() for cell in cells]
        tops.append(min(layout.blockBoundingRect(one).top() for one in blocks) - _CELL_PADDING)
        blocks = [cell.lastCursorPosition().block() for cell in cells]
        bottom = max(bottom, *(layout.blockBoundingRect(one).bottom() for one in blocks))
    bottom += _LINE_GAP + _CELL_PADDING
    ends = (*(top - _BORDER / 2 for top in tops[1:]), bottom)
    return _Table(
        tops[0] - _BORDER, bottom + _BORDER, layout.frameBoundingRect(table).width(),
        list(zip(tops, ends, strict=True)), table.format().headerRowCount(),
    )  # fmt: skip
