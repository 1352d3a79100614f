"""Makes room for the boxes of an article in its layout, and paints them behind the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)

from kbviewer.ui.theme import Theme

if TYPE_CHECKING:
    from kbviewer.ui.article.boxes import Box

MARGIN = 12.0
"""Pixels between a box and what is above or below it."""
_RADIUS = 5.0  # pixels, of a corner
_BAR = 3.0  # the width of a bar, in pixels
_IN_CELL = 3.0  # pixels above and below the text of a box in a cell, less than the cell's padding
_MARKER_ROOM = 5.0  # pixels between a text behind a bullet and the box around it
_BEYOND = 50.0  # pixels beyond the view where a box that goes on is cut off


@dataclass(frozen=True, slots=True)
class _Insets:
    """Pixels between the sides of a box and its text; left and right as in ``article.css``."""

    left: float
    right: float
    vertical: float


_QUOTE = _Insets(18, 0, 2)
_CALLOUT = _Insets(18, 14, 11)
_INSETS = {
    "quote": _QUOTE,
    "code": _Insets(14, 14, 10),
    "details": _Insets(14, 14, 10),
    "no-picture": _Insets(14, 14, 8),
}


@dataclass(slots=True)
class _Extent:
    """The blocks of a box in the document, and the paddings above the first and below the last.

    Attributes:
        first: the number of the first block.
        last: that of the last one.
        above: pixels from the top of the box to the top of the first block's text.
        below: pixels from the bottom of the last block's text to the bottom of the box.
    """

    first: int
    last: int
    above: float
    below: float


class BoxPainter:
    """Lays out and paints the boxes of the section that a document shows."""

    def __init__(self) -> None:
        self._boxes: Sequence[Box] = ()
        self._has_tables = False
        self._extents: dict[int, _Extent] = {}
        self._run_starts: list[int] = []  # block numbers, where the innermost box changes
        self._run_boxes: list[int] = []  # and the box from there on, -1 for none

    def lay_out(self, document: QTextDocument, boxes: Sequence[Box]) -> None:
        """Make room above and below each box: one edit after another.

        Args:
            document: shows a section, each block with the number of its box as its user state.
            boxes: those of the article.
        """
        self._boxes, self._extents = boxes, {}
        self._has_tables = bool(document.rootFrame().childFrames())
        self._run_starts, self._run_boxes = [], []
        if not boxes:
            return
        block, before, box = document.begin(), QTextBlock(), -1
        is_code_item = False
        while block.isValid():
            state = block.userState()
            new = state - 1 if state >= 0 else box
            while new >= 0 and boxes[new].is_in_cell and not _cell_start(block):
                new = boxes[new].outer  # the empty block below a table
            if new != box:
                self._change_box(before, block, box, new)
                box = new
                is_code_item = (
                    box >= 0 and boxes[box].kind == "code" and block.textList() is not None
                )
            elif is_code_item and (items := block.textList()):
                items.remove(block)  # Qt makes an item of each line
            before, block = block, block.next()
        self._close(box, -1, before.blockNumber())

    def _change_box(self, before: QTextBlock, block: QTextBlock, old: int, new: int) -> None:
        """Make room between two blocks in different boxes."""
        outer = self._common(old, new)
        below = self._close(old, outer, before.blockNumber())
        above = self._open(new, outer, block.blockNumber())
        self._run_starts.append(block.blockNumber())
        self._run_boxes.append(new)
        room = max(
            MARGIN if before.isValid() else 0.0,
            before.blockFormat().bottomMargin() if before.isValid() and not below else 0.0,
            block.blockFormat().topMargin() if not above else 0.0,
        )
        if not (before.isValid() and self._has_tables) or _cell_start(before) == _cell_start(block):
            _set_margins(block, top=room + below + above)
            return
        if above:
            _set_margins(block, top=above)
        table = QTextCursor(block).currentTable()
        if below and table is not None and not _cell_start(before):
            table_format = table.format()  # Qt ignores the margin of a block above a table
            table_format.setTopMargin(below + MARGIN)
            table.setFormat(table_format)
        elif below:
            _set_margins(before, bottom=below)

    def _open(self, box: int, outer: int, block: int) -> float:
        """Begin the boxes inside ``outer`` at a block; the pixels that they need above it."""
        above = 0.0
        for index in self._outward(box, outer):
            above += _vertical(self._boxes[index])
            self._extents[index] = _Extent(block, block, above, 0.0)
        return above

    def _close(self, box: int, outer: int, block: int) -> float:
        """End the boxes inside ``outer`` with a block; the pixels that they need below it."""
        below = 0.0
        for index in self._outward(box, outer):
            below += _vertical(self._boxes[index])
            self._extents[index].last, self._extents[index].below = block, below
        return below

    def _outward(self, box: int, outer: int = -1) -> Iterator[int]:
        """A box and those around it, up to ``outer``, which is left out."""
        while box != outer:
            yield box
            box = self._boxes[box].outer

    def _common(self, one: int, other: int) -> int:
        """The innermost box around both boxes, which may be one of them; -1 for none."""
        while one != other:  # a box comes after those around it
            if one > other:
                one = self._boxes[one].outer
            else:
                other = self._boxes[other].outer
        return one

    def paint(self, painter: QPainter, document: QTextDocument, view: QRectF, theme: Theme) -> None:
        """Paint the boxes that are in view.

        Args:
            painter: in the document's coordinates.
            document: the one that was laid out.
            view: the part of the document that is in view.
            theme: its colours.
        """
        if not self._extents:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        first, last = _blocks_in(document, view)
        for index in sorted(self._visible(first, last)):  # from the outside to the inside
            rect = self._rect(index, document, view, last)
            _paint_box(painter, self._boxes[index].kind, rect, theme)

    def _visible(self, first: int, last: int) -> set[int]:
        """The boxes with one of these blocks, or next to them."""
        run = bisect_right(self._run_starts, max(0, first - 1)) - 1
        visible: set[int] = set()
        # The padding of a box is in view before its text is: hence a run more on both sides.
        for number in range(max(0, run), len(self._run_starts)):
            for index in self._outward(self._run_boxes[number]):
                if index in visible:
                    break
                visible.add(index)
            if self._run_starts[number] > last:
                break
        return visible

    def _rect(self, index: int, document: QTextDocument, view: QRectF, last: int) -> QRectF:
        """Where a box is, cut off a little beyond the view, in which ``last`` is the last block."""
        extent, box, layout = self._extents[index], self._boxes[index], document.documentLayout()
        first = document.findBlockByNumber(extent.first)
        top = layout.blockBoundingRect(first).top() - extent.above
        bottom = view.bottom() + _BEYOND
        if extent.last <= last:  # else Qt would lay out all down to it
            end = layout.blockBoundingRect(document.findBlockByNumber(extent.last))
            bottom = min(bottom, end.bottom() + extent.below)
        left, right = self._sides(first, box.is_in_cell)
        for outer in self._outward(box.outer):
            if self._boxes[outer].is_in_cell == box.is_in_cell:
                insets = _insets(self._boxes[outer])
                left, right = left + insets.left, right - insets.right
        left += box.list_depth * document.indentWidth()
        if first.textList():  # its bullet or number is to be beside the box
            left += _insets(box).left - _MARKER_ROOM
        top = max(top, view.top() - _BEYOND)
        return QRectF(QPointF(left, top), QPointF(right, bottom))

    def _sides(self, block: QTextBlock, is_in_cell: bool) -> tuple[float, float]:
        """The left and the right end of the column that a block is in."""
        document = block.document()
        if not is_in_cell:
            frame = document.rootFrame().frameFormat()
            return frame.leftMargin(), document.textWidth() - frame.rightMargin()
        place = document.documentLayout().blockBoundingRect(block)
        line, own = block.layout().lineAt(0), block.blockFormat()
        items = block.textList()
        indent = own.indent() + (items.format().indent() if items else 0)
        left = place.left() + line.x() - own.leftMargin() - indent * document.indentWidth()
        return left, place.left() + line.x() + line.width() + own.rightMargin()


def _set_margins(block: QTextBlock, **margins: float) -> None:
    change = QTextBlockFormat()
    if "top" in margins:
        change.setTopMargin(margins["top"])
    if "bottom" in margins:
        change.setBottomMargin(margins["bottom"])
    QTextCursor(block).mergeBlockFormat(change)


def _cell_start(block: QTextBlock) -> int:
    """The position of the first character in the cell that a block is in, 0 outside tables."""
    cursor = QTextCursor(block)
    table = cursor.currentTable()
    return table.cellAt(cursor).firstPosition() if table is not None else 0


def _blocks_in(document: QTextDocument, view: QRectF) -> tuple[int, int]:
    """The numbers of the first and the last block in a part of a document."""
    layout = document.documentLayout()
    # While the layout is not done, Qt finds a point in the top margin far below.
    top = max(view.top(), document.rootFrame().frameFormat().topMargin())
    first, last = (
        document.findBlock(max(0, layout.hitTest(point, Qt.HitTestAccuracy.FuzzyHit)))
        for point in (QPointF(view.left(), top), view.bottomRight())
    )
    return first.blockNumber(), last.blockNumber()


def _vertical(box: Box) -> float:
    # Qt leaves no room above the first block of a cell and below the last one.
    return _IN_CELL if box.is_in_cell else _insets(box).vertical


def _insets(box: Box) -> _Insets:
    return _INSETS.get(box.kind, _CALLOUT)


def _paint_box(painter: QPainter, kind: str, rect: QRectF, theme: Theme) -> None:
    bar = QRectF(rect.left(), rect.top(), _BAR, rect.height())
    if kind == "quote":
        painter.setBrush(QColor(theme.bar))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
    elif kind == "code":
        painter.setBrush(QColor(theme.inset))
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
    elif kind in ("details", "no-picture"):
        style = Qt.PenStyle.SolidLine if kind == "details" else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(theme.bar), 1.0, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = 0.5  # a line of one pixel is sharp in the middle of it
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), _RADIUS, _RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        name = kind.removeprefix("callout-")
        painter.setBrush(QColor(theme.callout_tint(name)))
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        painter.save()
        painter.setClipRect(bar, Qt.ClipOperation.IntersectClip)
        painter.setBrush(QColor(theme.callouts[name]))
        painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        painter.restore()
