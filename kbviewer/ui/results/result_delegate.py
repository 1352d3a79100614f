"""Paints one hit: title, snippet with its matches marked, source and date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kbviewer.library.file_id import display_name
from kbviewer.ui.results.result_model import HIT_ROLE
from kbviewer.ui.theme import LIGHT, Theme
from kbviewer.ui.widgets.utf16 import utf16_spans

if TYPE_CHECKING:
    from kbviewer.index.search.matcher import Match
    from kbviewer.index.search.searcher import Hit

_Index = QModelIndex | QPersistentModelIndex
_SIDE_MARGIN = 16
_TOP_MARGIN = 11
_MAX_CHARACTERS = 2_000  # of a text; more than fits in any row
_SPACING = 4
_LINES = 4  # of title and snippet together


class ResultDelegate(QStyledItemDelegate):
    """All rows have one height: four lines of title and snippet, one of source and date."""

    theme: Theme = LIGHT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        hit: Hit = index.data(HIT_ROLE)
        theme = self.theme
        painter.save()
        self._draw_background(painter, option)
        rect = option.rect.adjusted(_SIDE_MARGIN, _TOP_MARGIN, -_SIDE_MARGIN, -_TOP_MARGIN)
        title_font, text_font, small_font = fonts(option.font)
        title_lines, top = self._draw_text(
            painter, rect, hit.title, hit.title_matches, title_font, theme.strong, 2
        )
        rect.setTop(top + _SPACING)
        lines = _LINES - title_lines
        self._draw_text(
            painter, rect, hit.snippet.text, hit.snippet.matches, text_font, theme.text, lines
        )
        self._draw_facts(painter, option.rect, hit, small_font)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802  Qt's
        """The height of every row."""
        title, text, small = (QFontMetrics(font).lineSpacing() for font in fonts(option.font))
        # A title of two lines with two of the snippet, or of one with three: the taller one.
        height = max(2 * title + 2 * text, title + 3 * text) + small
        return QSize(200, height + 2 * _TOP_MARGIN + 3 * _SPACING)

    def _draw_background(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = self.theme
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme.selected))
            bar = QRect(option.rect.topLeft(), QSize(3, option.rect.height()))
            painter.fillRect(bar, QColor(theme.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(theme.hover))
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
        shown, layout = _layout_text(text, font, rect.width(), max_lines)
        visible = len(shown.encode("utf-16-le", "surrogatepass")) // 2
        formats = [
            self._highlight(start, min(end, visible) - start, match.term_index)
            for match, (start, end) in zip(matches, utf16_spans(text, spans), strict=True)
            if start < visible
        ]
        painter.setPen(QColor(colour))
        layout.draw(painter, QPointF(rect.topLeft()), formats)
        height = round(layout.boundingRect().height())
        return layout.lineCount(), rect.top() + height

    def _highlight(self, start: int, length: int, term_index: int) -> QTextLayout.FormatRange:
        highlight = QTextLayout.FormatRange()
        highlight.start, highlight.length = start, length
        char_format = QTextCharFormat()
        char_format.setBackground(QColor(self.theme.highlight_of(term_index)))
        char_format.setForeground(QColor(self.theme.highlight_text))
        highlight.format = char_format
        return highlight

    def _draw_facts(self, painter: QPainter, row: QRect, hit: Hit, font: QFont) -> None:
        metrics = QFontMetrics(font)
        rect = QRect(
            row.left() + _SIDE_MARGIN, row.bottom() - _TOP_MARGIN - metrics.lineSpacing(),
            row.width() - 2 * _SIDE_MARGIN, metrics.lineSpacing(),
        )  # fmt: skip
        date = hit.published[:10]
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
