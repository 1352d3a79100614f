"""Pictures on a page: how wide each of them is."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
)

CELL_PADDING = 22.0
"""Beside what is in a cell of a table, in pixels: the style's padding, and a border."""
_MIN_WIDTH_IN_CELL = 140.0  # pixels, unless it is smaller: less shows nothing
_OBJECT_REPLACEMENT = "\ufffc"


def fit_pictures(document: QTextDocument, room: float) -> None:
    """Make pictures that are wider than what they stand in as wide as that.

    Args:
        document: the page.
        room: pixels between the sides of the page.
    """
    single = QTextBlockFormat()
    single.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        pictures = pictures_of(block)
        if pictures:  # a line as high as a picture needs no room more
            QTextCursor(block).mergeBlockFormat(single)
            for fragment in pictures:
                _fit_picture(cursor, fragment, _available_width(block, room))
        block = block.next()
    cursor.endEditBlock()


def pictures_of(block: QTextBlock) -> list[QTextFragment]:
    """The pictures in a paragraph."""
    found: list[QTextFragment] = []
    if _OBJECT_REPLACEMENT not in block.text():
        return found
    fragments = block.begin()
    while not fragments.atEnd():
        if fragments.fragment().charFormat().isImageFormat():
            found.append(fragments.fragment())
        fragments += 1
    return found


def _available_width(block: QTextBlock, room: float) -> float:
    """What a paragraph has for a picture: the page, or an equal share of the columns of a table."""
    items = block.textList()
    levels = block.blockFormat().indent() + (items.format().indent() if items else 0)
    margins = block.blockFormat().leftMargin() + block.blockFormat().rightMargin()
    table = QTextCursor(block).currentTable()
    least = 1.0
    if table is not None:
        room, least = room / table.columns() - CELL_PADDING, _MIN_WIDTH_IN_CELL
    return max(least, room - margins - levels * block.document().indentWidth())


def _fit_picture(cursor: QTextCursor, fragment: QTextFragment, room: float) -> None:
    document = cursor.document()
    look = fragment.charFormat().toImageFormat()
    kind = QTextDocument.ResourceType.ImageResource.value
    image = document.resource(kind, QUrl(look.name()))
    width = min(float(image.width()), room)
    if look.width() != width:
        look.setWidth(width)
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)
