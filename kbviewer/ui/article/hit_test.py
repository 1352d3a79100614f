"""The picture or the table at a point of an article, or the first ones in view."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QTextCursor, QTextTable
from PySide6.QtWidgets import QTextBrowser

from kbviewer.ui.article import html_tree
from kbviewer.ui.article.html_tree import count_visible
from kbviewer.ui.article.picture_layout import pictures_of


def picture_at(browser: QTextBrowser, point: QPoint) -> str:
    """The address of the picture at a point of the viewport, "" for none."""
    layout = browser.document().documentLayout()
    return layout.imageAt(QPointF(point + _scrolled(browser)))


def table_at(browser: QTextBrowser, section: str, point: QPoint) -> int | None:
    """The position of the first character of the table at a point of the viewport, if any.

    Args:
        browser: shows the section.
        section: its HTML: what Qt takes for a table may be there for its looks alone.
        point: in the viewport.
    """
    table: QTextTable | None = browser.cursorForPosition(point).currentTable()
    return None if table is None else _position_of(table, browser, section)


def first_in_view(browser: QTextBrowser, section: str) -> tuple[str, int | None]:
    """As above: the first picture and the first table of which a part is in view."""
    layout = browser.document().documentLayout()
    view = QRectF(browser.viewport().rect()).translated(QPointF(_scrolled(browser)))
    picture, position = "", None
    block = browser.document().begin()
    while block.isValid():
        rect = layout.blockBoundingRect(block)
        if rect.top() > view.bottom():
            break
        if rect.bottom() > view.top():
            for fragment in pictures_of(block):
                picture = picture or fragment.charFormat().toImageFormat().name()
            table: QTextTable | None = QTextCursor(block).currentTable()
            if position is None and table is not None:
                position = _position_of(table, browser, section)
        block = block.next()
    return picture, position


def _position_of(table: QTextTable, browser: QTextBrowser, section: str) -> int | None:
    """The position of the first character of a table, if the section has a table there."""
    position = table.firstPosition()
    raw = browser.toPlainText().encode("utf-16-le", "surrogatepass")
    place = count_visible(raw[: 2 * position].decode("utf-16-le", "replace"))
    is_table = html_tree.table_around(html_tree.parse(section), place) is not None
    return position if is_table else None


def _scrolled(browser: QTextBrowser) -> QPoint:
    return QPoint(browser.horizontalScrollBar().value(), browser.verticalScrollBar().value())
