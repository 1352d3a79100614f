"""Paints one hit: title, snippet with its matches marked, source and date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPolygonF,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
    QTransform,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kbviewer.library.file_id import display_name
from kbviewer.text.local_date import local_date
from kbviewer.ui import strings
from kbviewer.ui.results.result_model import ROW_ROLE, ResultRow
from kbviewer.ui.theme import LIGHT, Theme
from kbviewer.ui.widgets.utf16 import utf16_spans

if TYPE_CHECKING:
    from kbviewer.index.search.matcher import Match
    from kbviewer.index.search.searcher import Hit

_Index = QModelIndex | QPersistentModelIndex
_SIDE_MARGIN = 16
_TOP_MARGIN = 11
_DAY_LENGTH = len("2025-08-11")
_MAX_CHARACTERS = 2_000  # of a text; more than fits in any row
_SPACING = 4
_MAX_LAYOUTS = 200  # texts that stay laid out: those of some windows full of rows
_LINES = 4  # of title and snippet together
_INDENT = 20  # of a further piece of an article
_ARROW = 7  # the width of the arrow in front of the words that open further pieces


class ResultDelegate(QStyledItemDelegate):
    """All rows have one height: four lines of title and snippet, one of source and date.

    A row with further pieces of its article has a line less of the snippet, and below everything
    the words that open them. A piece has no title: it is that of the row above.
    """

    toggled = Signal(int)
    """The words that show or hide the further pieces of this row were clicked."""

    theme: Theme = LIGHT

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._base_font: QFont | None = None
        self._fonts = (QFont(), QFont(), QFont())
        self._layouts: dict[tuple[str, int, int, int], tuple[int, QTextLayout]] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        row: ResultRow = index.data(ROW_ROLE)
        painter.save()
        self._draw_background(painter, option, index)
        rect = option.rect.adjusted(_SIDE_MARGIN, _TOP_MARGIN, -_SIDE_MARGIN, -_TOP_MARGIN)
        if row.is_piece:
            rect.setLeft(rect.left() + _INDENT)
            self._draw_piece(painter, rect, row.hit, self._fonts_of(option.font))
        else:
            self._draw_article(painter, rect, row, self._fonts_of(option.font))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802  Qt's
        """The height of every row."""
        title, text, small = (QFontMetrics(font).lineSpacing() for font in fonts(option.font))
        # A title of two lines with two of the snippet, or of one with three: the taller one.
        height = max(2 * title + 2 * text, title + 3 * text) + small
        return QSize(200, height + 2 * _TOP_MARGIN + 3 * _SPACING)

    def editorEvent(  # noqa: N802  Qt's name
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        """Report a click on the words that show or hide further pieces."""
        row: ResultRow = index.data(ROW_ROLE)
        if (
            row.more
            and isinstance(event, QMouseEvent)
            and event.type() is QEvent.Type.MouseButtonRelease
            and event.button() is Qt.MouseButton.LeftButton
            and _more_rect(option.rect, row.more, option.font).contains(event.position().toPoint())
        ):
            self.toggled.emit(index.row())
            return True
        return super().editorEvent(event, model, option, index)

    def _fonts_of(self, base: QFont) -> tuple[QFont, QFont, QFont]:
        """The fonts of title, snippet and facts, made once for all rows."""
        if base != self._base_font:
            self._base_font, self._fonts = QFont(base), fonts(base)
            self._layouts.clear()
        return self._fonts

    def _draw_article(
        self, painter: QPainter, rect: QRect, row: ResultRow, of_row: tuple[QFont, QFont, QFont]
    ) -> None:
        hit, theme = row.hit, self.theme
        title_font, text_font, small_font = of_row
        title_lines, top = self._draw_text(
            painter, rect, hit.title, hit.title_matches, title_font, theme.strong, 2
        )
        below = _line_at_bottom(rect, small_font)
        lines = _LINES - title_lines
        if row.more:
            self._draw_more(painter, rect, row, small_font)
            below.translate(0, -below.height() - _SPACING // 2)
            lines -= 1
        under_title = rect.adjusted(0, top + _SPACING - rect.top(), 0, 0)
        self._draw_text(
            painter, under_title, hit.snippet.text, hit.snippet.matches, text_font, theme.text,
            lines,
        )  # fmt: skip
        self._draw_facts(painter, below, hit, small_font)

    def _draw_piece(
        self, painter: QPainter, rect: QRect, hit: Hit, of_row: tuple[QFont, QFont, QFont]
    ) -> None:
        _, text_font, small_font = of_row
        text, matches = hit.snippet.text, hit.snippet.matches
        self._draw_text(painter, rect, text, matches, text_font, self.theme.text, _LINES)
        below = _line_at_bottom(rect, small_font)
        name = display_name(hit.id).rpartition("/")[2]
        self._draw_text(painter, below, name, (), small_font, self.theme.muted, 1)

    def _draw_more(self, painter: QPainter, rect: QRect, row: ResultRow, font: QFont) -> None:
        """Draw the words that show or hide further pieces, behind an arrow."""
        line = _line_at_bottom(rect, font)
        colour = QColor(self.theme.accent)
        middle = QPointF(line.left() + _ARROW / 2, line.center().y() + 0.5)
        arrow = QPolygonF([QPointF(-2, -4), QPointF(3, 0), QPointF(-2, 4)])
        turn = QTransform().translate(middle.x(), middle.y())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon((turn.rotate(90) if row.group.is_expanded else turn).map(arrow))
        line.setLeft(line.left() + _ARROW + _SPACING)
        self._draw_text(painter, line, strings.more_pieces(row.more), (), font, self.theme.muted, 1)

    def _draw_background(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Mark the chosen rows, and with a bar the current one."""
        theme = self.theme
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme.selected))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(theme.hover))
        view = option.widget
        if not isinstance(view, QListView) or view.currentIndex() == index:
            bar = QRect(option.rect.topLeft(), QSize(3, option.rect.height()))
            painter.fillRect(bar, QColor(theme.accent))
        painter.setPen(QColor(theme.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _draw_text(  # noqa: PLR0917  a line of paint: what, where, how
        self, painter: QPainter, rect: QRect, text: str, matches: Sequence[Match], font: QFont,
        colour: str, max_lines: int,
    ) -> tuple[int, int]:  # fmt: skip
        """Draw at most ``max_lines`` lines; their number and the y after them."""
        text = text[:_MAX_CHARACTERS]
        matches = [match for match in matches if match.start < len(text)]
        spans = [(match.start, min(match.end, _MAX_CHARACTERS)) for match in matches]
        visible, layout = self._layout(text, font, rect.width(), max_lines)
        formats = [
            self._highlight(start, min(end, visible) - start, match.term_index)
            for match, (start, end) in zip(matches, utf16_spans(text, spans), strict=True)
            if start < visible
        ]
        painter.setPen(QColor(colour))
        layout.draw(painter, QPointF(rect.topLeft()), formats)
        height = round(layout.boundingRect().height())
        return layout.lineCount(), rect.top() + height

    def _layout(
        self, text: str, font: QFont, width: int, max_lines: int
    ) -> tuple[int, QTextLayout]:
        """A text in at most ``max_lines`` lines, and its length then, in UTF-16 units.

        The last ones are kept: from key to key many hits stay, and most sources.
        """
        key = text, font.pixelSize(), width, max_lines
        found = self._layouts.pop(key, None)
        if found is None:
            shown, layout = _layout_text(text, font, width, max_lines)
            found = len(shown.encode("utf-16-le", "surrogatepass")) // 2, layout
            if len(self._layouts) >= _MAX_LAYOUTS:
                del self._layouts[next(iter(self._layouts))]
        self._layouts[key] = found
        return found

    def _highlight(self, start: int, length: int, term_index: int) -> QTextLayout.FormatRange:
        highlight = QTextLayout.FormatRange()
        highlight.start, highlight.length = start, length
        char_format = QTextCharFormat()
        char_format.setBackground(QColor(self.theme.highlight_of(term_index)))
        char_format.setForeground(QColor(self.theme.highlight_text))
        highlight.format = char_format
        return highlight

    def _draw_facts(self, painter: QPainter, line: QRect, hit: Hit, font: QFont) -> None:
        metrics = QFontMetrics(font)
        rect = QRect(line)
        date = local_date(hit.published[:_DAY_LENGTH])
        painter.setFont(font)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, date)
        rect.setRight(rect.right() - metrics.horizontalAdvance(date) - 12)
        source, matches = (
            (hit.source, hit.source_matches) if hit.source else (display_name(hit.id), ())
        )
        self._draw_text(painter, rect, source, matches, font, self.theme.muted, 1)


def fonts(base: QFont) -> tuple[QFont, QFont, QFont]:
    """The fonts of title, snippet and facts."""
    title, text, small = QFont(base), QFont(base), QFont(base)
    title.setPixelSize(base.pixelSize() + 1)
    title.setWeight(QFont.Weight.DemiBold)
    text.setPixelSize(base.pixelSize() - 1)
    small.setPixelSize(base.pixelSize() - 2)
    return title, text, small


def _line_at_bottom(rect: QRect, font: QFont) -> QRect:
    """The last line of text in a rectangle."""
    height = QFontMetrics(font).lineSpacing()
    return QRect(rect.left(), rect.bottom() - height, rect.width(), height)


def _more_rect(row: QRect, number: int, font: QFont) -> QRect:
    """Where the words that show or hide further pieces can be clicked: a little around them."""
    _, _, small_font = fonts(font)
    rect = row.adjusted(_SIDE_MARGIN, _TOP_MARGIN, -_SIDE_MARGIN, -_TOP_MARGIN)
    line = _line_at_bottom(rect, small_font)
    words = QFontMetrics(small_font).horizontalAdvance(strings.more_pieces(number))
    line.setWidth(min(line.width(), _ARROW + _SPACING + words))
    return line.adjusted(-_SPACING, -_SPACING // 2, _SPACING, _TOP_MARGIN)


def _layout_text(text: str, font: QFont, width: int, max_lines: int) -> tuple[str, QTextLayout]:
    """``text`` in at most ``max_lines`` lines, the last of them elided."""
    shown = text
    for _ in range(2):
        layout = QTextLayout(shown, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        height = 0.0
        last_start = 0
        is_cut = False
        while (line := layout.createLine()).isValid():
            if layout.lineCount() > max_lines:
                is_cut = True
                break
            line.setLineWidth(max(40, width))
            line.setPosition(QPointF(0, height))
            height += QFontMetrics(font).lineSpacing()
            last_start = line.textStart()
        layout.endLayout()
        if not is_cut:
            return shown, layout
        # Qt's offsets are UTF-16 units.
        units = shown.encode("utf-16-le", "surrogatepass")
        kept = units[: 2 * last_start].decode("utf-16-le", "surrogatepass")
        tail = units[2 * last_start :].decode("utf-16-le", "surrogatepass")
        metrics = QFontMetrics(font)
        shown = kept + metrics.elidedText(tail, Qt.TextElideMode.ElideRight, max(40, width) - 2)
    return shown, layout
