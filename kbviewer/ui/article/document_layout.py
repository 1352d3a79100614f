"""The layout of an article: font sizes, line heights, and the column of text."""

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
    """Multiply the font sizes in a style sheet, which are in pixels."""
    parts = style.split("font-size: ")
    for number, part in enumerate(parts[1:], start=1):
        size, rest = part.split("px", 1)
        parts[number] = f"{round(float(size) * scale)}px{rest}"
    return "font-size: ".join(parts)


def lay_out(
    browser: ArticleBrowser,
    section: str,
    pictures: Mapping[str, QImage],
    *,
    font: QFont,
    style: str,
) -> None:
    """Show a section of an article from its top.

    Args:
        browser: the browser to show it in.
        section: its HTML.
        pictures: its pictures, by their addresses.
        font: the font of its text.
        style: its style sheet.
    """
    browser.document().setDefaultFont(font)
    browser.document().setDefaultStyleSheet(style)
    browser.show_html(section, pictures)
    _set_line_heights(browser.document().rootFrame().firstCursorPosition())
    fit(browser)


def fit(browser: ArticleBrowser) -> None:
    """Adapt the text column, pictures and tables to the browser's width."""
    _center_column(browser)
    if browser.pictures:
        fit_pictures(browser.document(), _column_width(browser))
    fit_tables(browser.document(), _column_width(browser))  # after the pictures: their widths count


def _set_line_heights(cursor: QTextCursor) -> None:
    """Set the line height of list items to that of paragraphs: Qt's CSS leaves them out."""
    loose = QTextBlockFormat()
    loose.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    loose.setBottomMargin(4)
    block = cursor.block()
    cursor.beginEditBlock()  # else each item would lay out the list again
    while block.isValid():
        if block.textList() is not None:
            QTextCursor(block).mergeBlockFormat(loose)
        block = block.next()
    cursor.endEditBlock()


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
    side = float(max(22, ceil(spare / 2)))  # a fraction of a pixel would make a wide picture scroll
    frame = QTextFrameFormat(document.rootFrame().frameFormat())
    if frame.leftMargin() != side:
        frame.setLeftMargin(side)
        frame.setRightMargin(side)
        frame.setTopMargin(26)
        frame.setBottomMargin(60)
        document.rootFrame().setFrameFormat(frame)
