"""How a page is laid out: its sizes, its line heights, the column that its text stands in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextFrameFormat,
)

from kbviewer.ui.browser import Browser
from kbviewer.ui.tables import fit_tables

_MEASURE = 70  # characters in a line of Latin text; half as many Chinese ones


def scaled(style: str, scale: float) -> str:
    """A style with its sizes in pixels made larger or smaller."""
    parts = style.split("font-size: ")
    for number, part in enumerate(parts[1:], start=1):
        size, rest = part.split("px", 1)
        parts[number] = f"{round(float(size) * scale)}px{rest}"
    return "font-size: ".join(parts)


def lay_out(
    browser: Browser, sheet: str, pictures: Mapping[str, QImage], *, font: QFont, style: str
) -> None:
    """Show a page from its top.

    Args:
        browser: where.
        sheet: its HTML.
        pictures: by their addresses in it.
        font: of its text.
        style: its style sheet.
    """
    browser.document().setDefaultFont(font)
    browser.document().setDefaultStyleSheet(style)
    browser.show_html(sheet, pictures)
    _loosen(browser.document().rootFrame().firstCursorPosition())
    fit(browser)


def fit(browser: Browser) -> None:
    """Give the page the widths that go with the browser's."""
    _center(browser)
    fit_tables(browser.document(), _room(browser))
    if browser.pictures:
        _fit_pictures(browser)


def _loosen(cursor: QTextCursor) -> None:
    """Give list items and cells the line height of paragraphs: Qt's CSS leaves them out."""
    loose = QTextBlockFormat()
    loose.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    loose.setBottomMargin(4)
    block = cursor.block()
    cursor.beginEditBlock()  # else each item would lay out the list anew
    while block.isValid():
        if block.textList() is not None:
            QTextCursor(block).mergeBlockFormat(loose)
        block = block.next()
    cursor.endEditBlock()


def _room(browser: Browser) -> float:
    """How wide the column of text is, in pixels."""
    document = browser.document()
    frame = document.rootFrame().frameFormat()
    sides = frame.leftMargin() + frame.rightMargin() + 2 * document.documentMargin()
    return browser.viewport().width() - sides


def _fit_pictures(browser: Browser) -> None:
    """Make pictures that are wider than the column as wide as it is."""
    document = browser.document()
    column = _room(browser)
    single = QTextBlockFormat()
    single.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        pictures = _pictures(block)
        if pictures:  # a line as high as a picture needs no room more
            QTextCursor(block).mergeBlockFormat(single)
        for fragment in pictures:
            _fit(cursor, fragment, column - _indent(block, document.indentWidth()))
        block = block.next()
    cursor.endEditBlock()


def _pictures(block: QTextBlock) -> list[QTextFragment]:
    found = []
    fragments = block.begin()
    while not fragments.atEnd():
        if fragments.fragment().charFormat().isImageFormat():
            found.append(fragments.fragment())
        fragments += 1
    return found


def _indent(block: QTextBlock, step: float) -> float:
    """What a block's own margins and its lists take from the column."""
    items = block.textList()
    levels = block.blockFormat().indent() + (items.format().indent() if items else 0)
    margins = block.blockFormat().leftMargin() + block.blockFormat().rightMargin()
    return levels * step + margins


def _fit(cursor: QTextCursor, fragment: QTextFragment, room: float) -> None:
    document = cursor.document()
    look = fragment.charFormat().toImageFormat()
    kind = QTextDocument.ResourceType.ImageResource.value
    image = document.resource(kind, QUrl(look.name()))
    width = min(float(image.width()), max(room, 1.0))
    if look.width() != width:
        look.setWidth(width)
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)


def _center(browser: Browser) -> None:
    """Give the column about 70 characters, and the rest of the width to both sides alike."""
    document = browser.document()
    # The font's own average counts Chinese characters in, where it has them.
    latin = "the quick brown fox jumps over a lazy dog "
    metrics = QFontMetricsF(document.defaultFont())
    column = metrics.horizontalAdvance(latin) / len(latin) * _MEASURE
    spare = browser.viewport().width() - column
    side = max(22.0, spare / 2)
    frame = QTextFrameFormat(document.rootFrame().frameFormat())
    if frame.leftMargin() != side:
        frame.setLeftMargin(side)
        frame.setRightMargin(side)
        frame.setTopMargin(26)
        frame.setBottomMargin(60)
        document.rootFrame().setFrameFormat(frame)
