"""The column widths of tables: no column narrower than what can be read in it.

Left to itself Qt makes every column as narrow as one character before it lets the article scroll.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTable,
    QTextTableCell,
)

from kbviewer.ui.article.picture_layout import CELL_PADDING, pictures_of

_MAX_CELLS = 500
"""Cells of an article that are measured; the layout of further tables is left to Qt."""
_MAX_MEASURED = 200
"""Characters of a line that are measured; a longer line is wider than any screen."""
_MAX_WORD = 32
"""Characters of a word that stay on one line; a longer word is an address."""
_MIN_SAMPLE = "汉" * 2
"""A text that fits in every column, unless all cells of the column are shorter."""
_COMFORTABLE_SAMPLE = "汉" * 6
"""As above, where the table can be that wide, or the article scrolls anyway."""
_TABLE_MARGIN = 4.0
"""The sum of Qt's margins at both sides of a table, in pixels."""
_WORD = re.compile(r"[^\s/\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+")


@dataclass(slots=True)
class _Column:
    """The minimum, the comfortable and the natural (one line) width of a column, in pixels.

    Whole pixels: Qt truncates others, which would break a word.
    """

    minimum: float = CELL_PADDING
    comfortable: float = CELL_PADDING
    natural: float = CELL_PADDING


def fit_tables(document: QTextDocument, width: float) -> None:
    """Set the column widths of each table.

    A table that fits is left as it is. In one that does not, each column gets the width of its
    longest word and a share of the rest; if it still does not fit, the article scrolls.

    Args:
        document: the article.
        width: the width of the text column, in pixels.
    """
    cells = 0
    cursor = QTextCursor(document)
    cursor.beginEditBlock()  # else each table would lay out the document again
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            cells += frame.rows() * frame.columns()
            if cells <= _MAX_CELLS:
                _fit_table(frame, document.defaultFont(), width)
    cursor.endEditBlock()


def _fit_table(table: QTextTable, font: QFont, width: float) -> None:
    columns = [_Column() for _ in range(table.columns())]
    metrics = {False: QFontMetricsF(font), True: QFontMetricsF(_bold(font))}
    for row in range(table.rows()):
        for number, column in enumerate(columns):
            cell = table.cellAt(row, number)
            if cell.columnSpan() == 1:
                for text, is_bold in _lines(cell):
                    _add_text(column, text, metrics[is_bold])
                _add_picture(column, max(_pictures(cell), default=0.0))
    table_format = table.format()
    widths = _distribute(columns, width - _TABLE_MARGIN)
    table_format.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.FixedLength, width) for width in widths]
    )
    if table_format != table.format():
        table.setFormat(table_format)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _lines(cell: QTextTableCell) -> Iterator[tuple[str, bool]]:
    """The lines of a cell, and whether they start in bold."""
    blocks = cell.begin()
    while not blocks.atEnd():
        block = blocks.currentBlock()
        fragments = block.begin()
        is_bold = (
            not fragments.atEnd()
            and fragments.fragment().charFormat().fontWeight() > QFont.Weight.Medium
        )
        for line in block.text().split("\u2028"):
            yield line[:_MAX_MEASURED], is_bold
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
    column.minimum = max(column.minimum, width)
    column.comfortable = max(column.comfortable, width)
    column.natural = max(column.natural, width)


def _add_text(column: _Column, text: str, metrics: QFontMetricsF) -> None:
    word = max(_WORD.findall(text), key=len, default="")[:_MAX_WORD]
    natural, longest, minimum, comfortable = (
        ceil(metrics.horizontalAdvance(one))
        for one in (text, word, _MIN_SAMPLE, _COMFORTABLE_SAMPLE)
    )
    column.natural = max(column.natural, natural + CELL_PADDING)
    column.minimum = max(column.minimum, max(longest, min(natural, minimum)) + CELL_PADDING)
    column.comfortable = max(
        column.comfortable, max(longest, min(natural, comfortable)) + CELL_PADDING
    )


def _distribute(columns: list[_Column], width: float) -> list[float]:
    """The width of each column, or nothing where the table fits."""
    minimum = [column.minimum for column in columns]
    comfortable = [column.comfortable for column in columns]
    natural = [column.natural for column in columns]
    if sum(natural) <= width:
        return []
    does_fit = sum(comfortable) <= width
    low_widths, high_widths = (comfortable, natural) if does_fit else (minimum, comfortable)
    if sum(low_widths) > width:
        return minimum if sum(minimum) < 1.2 * width else comfortable
    share = (width - sum(low_widths)) / max(1.0, sum(high_widths) - sum(low_widths))
    return [
        low + int(share * (high - low)) for low, high in zip(low_widths, high_widths, strict=True)
    ]
