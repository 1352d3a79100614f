"""The layout of an article: font sizes, line heights, and the column of text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import ceil

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextListFormat,
    QTextTable,
)

from kbviewer.ui.article.article_browser import ArticleBrowser
from kbviewer.ui.article.boxes import Box
from kbviewer.ui.article.picture_layout import fit_pictures
from kbviewer.ui.article.table_layout import fit_tables

_LINE_CHARACTERS = 70  # characters in a line of Latin text; half as many Chinese ones
_PAGE_MARGIN = 22  # pixels, the least at both sides of the column
_LINE_HEIGHT = 118  # percent, as in article.css
_ITEM_MARGIN, _MARGIN = 4, 12  # pixels below an item, and below a list or a table
_INDENT_EM = 1.75  # of the text in a list
_BULLET_STRETCH = 225  # percent, of the space that Qt leaves between a bullet and its text
_NUMBER_SUFFIX = ".\u2005"  # a quarter of an em
_BULLETS = frozenset(
    (
        QTextListFormat.Style.ListDisc,
        QTextListFormat.Style.ListCircle,
        QTextListFormat.Style.ListSquare,
    )
)
_QT_INDENT = 40  # pixels, of each list around a table
_LIST_OR_TABLE = re.compile(r"<(/?)(?:[uo]l|(table))\b")


def lay_out(
    browser: ArticleBrowser,
    section: str,
    pictures: Mapping[str, QImage],
    boxes: Sequence[Box],
    *,
    font: QFont,
    style: str,
) -> None:
    """Show a section of an article from its top.

    Args:
        browser: the browser to show it in.
        section: its HTML.
        pictures: its pictures, by their addresses.
        boxes: the boxes of the article.
        font: the font of its text.
        style: its style sheet.
    """
    document = browser.document()
    if document.defaultFont() != font:  # else the last article would be laid out again
        document.setDefaultFont(font)
    if document.defaultStyleSheet() != style:
        document.setDefaultStyleSheet(style)
    browser.show_html(section, pictures)
    # Each change would lay out the document again, and after a change of a document that is laid
    # out in part, as Qt does it, the rest may never be.
    document.setLayoutEnabled(False)
    lay_out_blocks(document, section)
    browser.boxes.lay_out(document, boxes)
    fit(browser)
    document.setLayoutEnabled(True)


def fit(browser: ArticleBrowser) -> None:
    """Adapt the text column, pictures and tables to the browser's width."""
    _center_column(browser)
    if browser.pictures:
        fit_pictures(browser.document(), _column_width(browser))
    fit_tables(browser.document(), _column_width(browser))  # after the pictures: their widths count


def lay_out_blocks(document: QTextDocument, section: str) -> None:
    """Set what Qt's CSS leaves out.

    The line heights and indents of items, the gap behind bullets, the space below lists and below
    tables.

    Args:
        document: shows a section, in a font whose size is in pixels.
        section: its HTML.
    """
    document.setIndentWidth(round(document.defaultFont().pixelSize() * _INDENT_EM))
    _set_spacing(document)
    _indent_tables(document, section)


def _set_spacing(document: QTextDocument) -> None:
    item, last = QTextBlockFormat(), QTextBlockFormat()
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    item.setLineHeight(_LINE_HEIGHT, proportional)
    item.setBottomMargin(_ITEM_MARGIN)
    last.setBottomMargin(_MARGIN)
    bullet = QTextCharFormat()  # of the block, by which Qt draws the bullet; its text has its own
    bullet.setFontStretch(_BULLET_STRETCH)
    below_table = QTextBlockFormat()  # of the empty block that Qt has below each table
    below_table.setBottomMargin(_MARGIN)
    below_table.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    block, before = document.begin(), QTextBlock()
    is_within = False  # a list
    while block.isValid():
        items = block.textList()
        if items:
            first, is_within = block, True
            before, block = _end_of_items(block)
            own = QTextCursor(first)
            own.setPosition(before.position(), QTextCursor.MoveMode.KeepAnchor)
            own.mergeBlockFormat(item)
            list_format = items.format()
            if list_format.style() in _BULLETS:
                own.mergeBlockCharFormat(bullet)
            elif list_format.numberSuffix() != _NUMBER_SUFFIX:
                list_format.setNumberSuffix(_NUMBER_SUFFIX)
                items.setFormat(list_format)
            continue
        if is_within and not block.blockFormat().indent():
            is_within = False
            QTextCursor(before).mergeBlockFormat(last)
        if block.length() == 1 and _is_in_table(before) and not _is_in_table(block):
            QTextCursor(block).mergeBlockFormat(below_table)
        before, block = block, block.next()


def _indent_tables(document: QTextDocument, section: str) -> None:
    """Put each table that is in a list below the text of its item."""
    depths, lists, tables = [], 0, 0
    for tag in _LIST_OR_TABLE.finditer(section):
        change = -1 if tag[1] else 1
        if tag[2]:
            if change > 0 and not tables:
                depths.append(lists)
            tables += change
        elif not tables:
            lists += change
    frames = [one for one in document.rootFrame().childFrames() if isinstance(one, QTextTable)]
    if any(depths) and len(frames) == len(depths):
        for table, depth in zip(frames, depths, strict=True):
            if depth:
                indented = table.format()
                shift = depth * (document.indentWidth() - _QT_INDENT)
                indented.setLeftMargin(indented.leftMargin() + shift)
                table.setFormat(indented)


def _end_of_items(block: QTextBlock) -> tuple[QTextBlock, QTextBlock]:
    """The last of the items of a list from a block on, and what follows it."""
    number, before, block = block.blockFormat().objectIndex(), block, block.next()
    while block.isValid() and block.blockFormat().objectIndex() == number:
        before, block = block, block.next()
    return before, block


def _is_in_table(block: QTextBlock) -> bool:
    """Whether there is such a block, in a table."""
    return block.isValid() and QTextCursor(block).currentTable() is not None


def _column_width(browser: ArticleBrowser) -> float:
    """The width of the text column, in pixels."""
    frame = browser.document().rootFrame().frameFormat()
    return browser.viewport().width() - frame.leftMargin() - frame.rightMargin()


def _center_column(browser: ArticleBrowser) -> None:
    """Make the column about 70 characters wide and center it."""
    document = browser.document()
    # The font's own average width includes Chinese characters if it has them.
    latin = "the quick brown fox jumps over a lazy dog "
    metrics = QFontMetricsF(document.defaultFont())
    column = metrics.horizontalAdvance(latin) / len(latin) * _LINE_CHARACTERS
    spare = browser.viewport().width() - column
    side = float(
        max(_PAGE_MARGIN, ceil(spare / 2))
    )  # a fraction of a pixel would make a wide picture scroll
    frame = QTextFrameFormat(document.rootFrame().frameFormat())
    if frame.leftMargin() != side:
        frame.setLeftMargin(side)
        frame.setRightMargin(side)
        frame.setTopMargin(26)
        frame.setBottomMargin(60)
        document.rootFrame().setFrameFormat(frame)
