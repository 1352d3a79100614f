"""Tables on a page: no column narrower than what can be read in it.

Left to itself Qt makes every column as narrow as one character before it lets a page scroll.
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
"""Of all tables of a page that are measured; further ones are left to Qt."""
_MAX_MEASURED = 200
"""Characters of a line: a longer one is wider than any page."""
_MAX_WORD = 32
"""Characters that stay together; a longer word is an address."""
_MIN_SAMPLE = "汉" * 2
"""What has room in every column, unless all its cells are shorter."""
_COMFORTABLE_SAMPLE = "汉" * 6
"""The same where there is room for it, or where the page scrolls all the same."""
_TABLE_MARGIN = 4.0
"""What Qt leaves on both sides of a table together, in pixels."""
_WORD = re.compile(r"[^\s/\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+")


@dataclass(slots=True)
class _Column:
    """What a column's cells take, in pixels: at the least, to read it with ease, in one line.

    Whole pixels: of others Qt takes a part away, and a word is broken.
    """

    minimum: float = CELL_PADDING
    comfortable: float = CELL_PADDING
    natural: float = CELL_PADDING


def fit_tables(document: QTextDocument, room: float) -> None:
    """Give the columns of each table their widths.

    A table that has room is left as it is. In one that has not, each column gets what its longest
    word takes, and of the rest of the room a share; a table that is wider than the room even so
    makes the page scroll.

    Args:
        document: the page.
        room: pixels between the sides of the page.
    """
    cells = 0
    cursor = QTextCursor(document)
    cursor.beginEditBlock()  # else each table would lay out the page anew
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            cells += frame.rows() * frame.columns()
            if cells <= _MAX_CELLS:
                _fit_table(frame, document.defaultFont(), room)
    cursor.endEditBlock()


def _fit_table(table: QTextTable, font: QFont, room: float) -> None:
    columns = [_Column() for _ in range(table.columns())]
    metrics = {False: QFontMetricsF(font), True: QFontMetricsF(_bold(font))}
    for row in range(table.rows()):
        for number, column in enumerate(columns):
            cell = table.cellAt(row, number)
            if cell.columnSpan() == 1:
                for text, is_bold in _lines(cell):
                    _add_text(column, text, metrics[is_bold])
                _add_picture(column, max(_pictures(cell), default=0.0))
    look = table.format()
    widths = _distribute(columns, room - _TABLE_MARGIN)
    look.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.FixedLength, width) for width in widths]
    )
    if look != table.format():
        table.setFormat(look)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _lines(cell: QTextTableCell) -> Iterator[tuple[str, bool]]:
    """The lines of a cell, and whether they begin in bold."""
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
    """How wide the pictures of a cell are shown, in pixels."""
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
    whole, longest, least, easy = (
        ceil(metrics.horizontalAdvance(one))
        for one in (text, word, _MIN_SAMPLE, _COMFORTABLE_SAMPLE)
    )
    column.natural = max(column.natural, whole + CELL_PADDING)
    column.minimum = max(column.minimum, max(longest, min(whole, least)) + CELL_PADDING)
    column.comfortable = max(column.comfortable, max(longest, min(whole, easy)) + CELL_PADDING)


def _distribute(columns: list[_Column], room: float) -> list[float]:
    """The width of each column, or nothing where there is room for all."""
    minimum = [column.minimum for column in columns]
    comfortable = [column.comfortable for column in columns]
    natural = [column.natural for column in columns]
    if sum(natural) <= room:
        return []
    does_fit = sum(comfortable) <= room
    begin, end = (comfortable, natural) if does_fit else (minimum, comfortable)
    if sum(begin) > room:
        return minimum if sum(minimum) < 1.2 * room else comfortable
    share = (room - sum(begin)) / max(1.0, sum(end) - sum(begin))
    return [low + int(share * (high - low)) for low, high in zip(begin, end, strict=True)]
