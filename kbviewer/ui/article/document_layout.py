"""How a page is laid out: its sizes, its line heights, the column that its text stands in."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QTextBlockFormat,
    QTextCursor,
    QTextFrameFormat,
)

from kbviewer.ui.article.article_browser import ArticleBrowser
from kbviewer.ui.article.picture_layout import fit_pictures
from kbviewer.ui.article.table_layout import fit_tables

_LINE_CHARACTERS = 70  # characters in a line of Latin text; half as many Chinese ones


def scale_font_sizes(style: str, scale: float) -> str:
    """A style with its sizes in pixels made larger or smaller."""
    parts = style.split("font-size: ")
    for number, part in enumerate(parts[1:], start=1):
        size, rest = part.split("px", 1)
        parts[number] = f"{round(float(size) * scale)}px{rest}"
    return "font-size: ".join(parts)


def lay_out(
    browser: ArticleBrowser, sheet: str, pictures: Mapping[str, QImage], *, font: QFont, style: str
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
    _set_line_heights(browser.document().rootFrame().firstCursorPosition())
    fit(browser)


def fit(browser: ArticleBrowser) -> None:
    """Give the page the widths that go with the browser's."""
    _center_column(browser)
    if browser.pictures:
        fit_pictures(browser.document(), _column_width(browser))
    fit_tables(browser.document(), _column_width(browser))  # by the widths of the pictures, too


def _set_line_heights(cursor: QTextCursor) -> None:
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


def _column_width(browser: ArticleBrowser) -> float:
    """How wide the column of text is, in pixels."""
    frame = browser.document().rootFrame().frameFormat()
    return browser.viewport().width() - frame.leftMargin() - frame.rightMargin()


def _center_column(browser: ArticleBrowser) -> None:
    """Give the column about 70 characters, and the rest of the width to both sides alike."""
    document = browser.document()
    # The font's own average counts Chinese characters in, where it has them.
    latin = "the quick brown fox jumps over a lazy dog "
    metrics = QFontMetricsF(document.defaultFont())
    column = metrics.horizontalAdvance(latin) / len(latin) * _LINE_CHARACTERS
    spare = browser.viewport().width() - column
    side = float(max(22, ceil(spare / 2)))  # of a part of a pixel a wide picture makes one more
    frame = QTextFrameFormat(document.rootFrame().frameFormat())
    if frame.leftMargin() != side:
        frame.setLeftMargin(side)
        frame.setRightMargin(side)
        frame.setTopMargin(26)
        frame.setBottomMargin(60)
        document.rootFrame().setFrameFormat(frame)
