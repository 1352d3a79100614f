"""The column widths of tables: each as wide as what is in it, and the whole no wider than the page.

Left to itself Qt makes every column as narrow as one character before it lets the article scroll.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextTable,
    QTextTableCell,
)

from kbviewer.ui.article.picture_layout import CELL_PADDING, pictures_of

_MAX_CELLS = 500
"""Cells of an article that are measured: of a longer table some rows, of further tables none."""
_MAX_MEASURED = 200
"""Characters of a line that are measured; a longer line is wider than any screen."""
_MAX_WORD = 32
"""Characters of a word that stay on one line; a longer word is an address."""
_LEAST_SAMPLE, _MIN_SAMPLE = "汉" * 2, "汉" * 4
"""Texts that fit in every column, unless all its cells are shorter: before words are broken, the
second one."""
_TABLE_MARGIN = 4.0
"""The sum of Qt's margins at both sides of a table, in pixels."""
_PADDING, _TIGHT_PADDING = 10.0, 4.0
"""Pixels at the left and the right of a cell, as in ``article.css``, and where room is scarce."""
_IS_TIGHT = QTextFormat.Property.UserProperty.value + 1
"""The property of a table's format that tells whether its padding is the tight one."""
_LEAST_SHARE = 0.6
"""Of the width that all wide columns would have alike, what each of them has at least."""
_WORD = re.compile(r"[^\s/\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+")


@dataclass(slots=True)
class _Column:
    """Widths of a column, in pixels: whole ones, as Qt truncates others, which would break a word.

    Attributes:
        least: that of two characters, or of a picture.
        minimum: that of its longest word.
        natural: that of its longest line.
    """

    least: float = CELL_PADDING
    minimum: float = CELL_PADDING
    natural: float = CELL_PADDING


def fit_tables(document: QTextDocument, width: float) -> None:
    """Set the column widths of each table.

    A table that fits is left as it is. In one that does not, short columns keep their width, the
    wide ones become narrower, though no narrower than their longest word. If that is not enough,
    the padding is less, and only then are words broken. The page scrolls sideways only where a
    column would be narrower than a character or a picture.

    Args:
        document: the article.
        width: the width of the text column, in pixels.
    """
    cells = _MAX_CELLS
    cursor = QTextCursor(document)
    cursor.beginEditBlock()  # else each table would lay out the document again
    for table in document.rootFrame().childFrames():
        if not isinstance(table, QTextTable):
            continue
        step = ceil(table.rows() * table.columns() / max(1, cells))  # rows of which one is measured
        if table.columns() > cells:
            continue
        rows = range(0, table.rows(), step)
        cells -= len(rows) * table.columns()
        margins = table.format().leftMargin() + table.format().rightMargin() + _TABLE_MARGIN
        columns = _measure(table, rows, document.defaultFont())
        _set_widths(table, *_distribute(columns, width - margins))
    cursor.endEditBlock()


def _measure(table: QTextTable, rows: Sequence[int], font: QFont) -> list[_Column]:
    columns = [_Column() for _ in range(table.columns())]
    metrics: dict[tuple[bool, bool], QFontMetricsF] = {}
    for row in rows:
        for number, column in enumerate(columns):
            cell = table.cellAt(row, number)
            if cell.columnSpan() == 1:
                for text, first in _lines(cell):
                    face = (
                        first.fontWeight() > QFont.Weight.Medium,
                        first.hasProperty(QTextFormat.Property.FontFamilies.value),
                    )
                    if face not in metrics:
                        metrics[face] = QFontMetricsF(_font(first, font))
                    _add_text(column, text, metrics[face])
                _add_picture(column, max(_pictures(cell), default=0.0))
    return columns


def _set_widths(table: QTextTable, widths: Sequence[float], is_tight: bool) -> None:
    table_format = table.format()
    if is_tight != table_format.boolProperty(_IS_TIGHT):
        table_format.setProperty(_IS_TIGHT, is_tight)
        _set_padding(table, _TIGHT_PADDING if is_tight else _PADDING)
    table_format.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.FixedLength, width) for width in widths]
    )
    if table_format != table.format():
        table.setFormat(table_format)


def _set_padding(table: QTextTable, padding: float) -> None:
    for row in range(table.rows()):
        for number in range(table.columns()):
            cell = table.cellAt(row, number)
            cell_format = cell.format().toTableCellFormat()
            cell_format.setLeftPadding(padding)
            cell_format.setRightPadding(padding)
            cell.setFormat(cell_format)


def _font(first: QTextCharFormat, default: QFont) -> QFont:
    """The font of a text: the article's, in bold if it is, or that of code."""
    font = QFont(default)
    if first.hasProperty(QTextFormat.Property.FontFamilies.value):
        font = first.font()
    font.setBold(first.fontWeight() > QFont.Weight.Medium)
    return font


def _lines(cell: QTextTableCell) -> Iterator[tuple[str, QTextCharFormat]]:
    """The lines of a cell, each with the format that its block starts in."""
    blocks = cell.begin()
    while not blocks.atEnd():
        block = blocks.currentBlock()
        fragments = block.begin()
        first = QTextCharFormat() if fragments.atEnd() else fragments.fragment().charFormat()
        for line in block.text().split("\u2028"):
            yield line[:_MAX_MEASURED], first
        blocks += 1


def _pictures(cell: QTextTableCell) -> Iterator[float]:
    """The widths of the pictures in a cell, in pixels."""
    blocks = cell.begin()
    while not blocks.atEnd():
        for fragment in pictures_of(blocks.currentBlock()):
            yield fragment.charFormat().toImageFormat().width()
        blocks += 1


def _add_picture(column: _Column, picture: float) -> None:
    width = ceil(picture) + CELL_PADDING
    column.least = max(column.least, width)
    column.minimum = max(column.minimum, width)
    column.natural = max(column.natural, width)


def _add_text(column: _Column, text: str, metrics: QFontMetricsF) -> None:
    word = max(_WORD.findall(text), key=len, default="")[:_MAX_WORD]
    natural, longest, least, minimum = (
        ceil(metrics.horizontalAdvance(one)) for one in (text, word, _LEAST_SAMPLE, _MIN_SAMPLE)
    )
    column.natural = max(column.natural, natural + CELL_PADDING)
    column.minimum = max(column.minimum, max(longest, min(natural, minimum)) + CELL_PADDING)
    column.least = max(column.least, min(natural, least) + CELL_PADDING)


def _distribute(columns: list[_Column], width: float) -> tuple[list[float], bool]:
    """The width of each column, or nothing where the table fits; and whether its padding is tight.

    Args:
        columns: what is known of them.
        width: what the table can have, in pixels.
    """
    least = [column.least for column in columns]
    minimum = [column.minimum for column in columns]
    natural = [column.natural for column in columns]
    if sum(natural) <= width:
        return [], False
    if sum(minimum) <= width:
        return _share(minimum, natural, width), False
    saved = 2 * (_PADDING - _TIGHT_PADDING)
    least, minimum, natural = (
        [one - saved for one in widths] for widths in (least, minimum, natural)
    )
    if sum(minimum) <= width:
        return _share(minimum, natural, width), True
    if sum(least) <= width:
        return _share(least, minimum, width), True
    return [float(int(width / len(columns)))] * len(columns), True


def _share(low: list[float], high: list[float], width: float) -> list[float]:
    """Widths between a low and a high one for each column that make up ``width`` in all.

    Columns that are short have their high width; the others share the rest, by their text.
    """
    limit = _limit(low, high, width)
    base = [
        to if to <= limit else max(least, float(int(_LEAST_SHARE * limit)))
        for least, to in zip(low, high, strict=True)
    ]
    share = (width - sum(base)) / max(1.0, sum(high) - sum(base))
    return [have + int(share * (to - have)) for have, to in zip(base, high, strict=True)]


def _limit(low: list[float], high: list[float], width: float) -> float:
    """The width to which the widest columns are cut so that all together have ``width``."""
    below, above = 0.0, max(high)
    while above - below > 1:
        limit = (below + above) / 2
        total = sum(max(least, min(to, limit)) for least, to in zip(low, high, strict=True))
        below, above = (limit, above) if total <= width else (below, limit)
    return below
