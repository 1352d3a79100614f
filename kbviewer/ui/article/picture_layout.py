"""The widths of the pictures in an article."""

from __future__ import annotations

from math import inf

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)

CELL_PADDING = 22.0
"""The padding and the border of a table's cell, in pixels."""
_MIN_WIDTH_IN_CELL = 140.0  # pixels; a picture that is smaller keeps its width
_OBJECT_REPLACEMENT = "\ufffc"
_NORMAL_FONT_PX = 16.0  # the size of the text at which a picture has the width that it is given
_GIVEN_WIDTH = QTextFormat.Property.UserProperty.value + 1
"""The property of a picture's format that keeps the width its HTML gives it, in pixels."""


def fit_pictures(document: QTextDocument, width: float, max_height: float = inf) -> None:
    """Give pictures the width that the article gives them, at most that of their column or cell.

    The width that is given is one at the normal size of the text.

    Args:
        document: the article.
        width: the width of the text column, in pixels.
        max_height: the height of a page; a picture is no higher.
    """
    single = QTextBlockFormat()
    single.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        pictures = pictures_of(block)
        if pictures:  # a line as high as a picture needs no extra spacing
            QTextCursor(block).mergeBlockFormat(single)
            for fragment in pictures:
                _fit_picture(cursor, fragment, _available_width(block, width), max_height)
        block = block.next()
    cursor.endEditBlock()


def pictures_of(block: QTextBlock) -> list[QTextFragment]:
    """The pictures in a block."""
    found: list[QTextFragment] = []
    if _OBJECT_REPLACEMENT not in block.text():
        return found
    fragments = block.begin()
    while not fragments.atEnd():
        if fragments.fragment().charFormat().isImageFormat():
            found.append(fragments.fragment())
        fragments += 1
    return found


def _available_width(block: QTextBlock, width: float) -> float:
    """The width a picture may have in a block: the column's, or an equal share of a table's."""
    items = block.textList()
    levels = block.blockFormat().indent() + (items.format().indent() if items else 0)
    margins = block.blockFormat().leftMargin() + block.blockFormat().rightMargin()
    table = QTextCursor(block).currentTable()
    minimum = 1.0
    if table is not None:
        width, minimum = width / table.columns() - CELL_PADDING, _MIN_WIDTH_IN_CELL
    return max(minimum, width - margins - levels * block.document().indentWidth())


def _fit_picture(
    cursor: QTextCursor, fragment: QTextFragment, width: float, max_height: float
) -> None:
    document = cursor.document()
    picture_format = fragment.charFormat().toImageFormat()
    kind = QTextDocument.ResourceType.ImageResource.value
    image = document.resource(kind, QUrl(picture_format.name()))
    if picture_format.hasProperty(_GIVEN_WIDTH):
        given = picture_format.doubleProperty(_GIVEN_WIDTH)
    else:
        given = picture_format.width()
        picture_format.setProperty(_GIVEN_WIDTH, given)
    scale = document.defaultFont().pixelSize() / _NORMAL_FONT_PX
    shown_width = min(given * scale if given > 0 else float(image.width()), width)
    if image.height():
        shown_width = min(shown_width, max_height * image.width() / image.height())
    if picture_format.width() != shown_width:
        picture_format.setWidth(shown_width)
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(picture_format)
