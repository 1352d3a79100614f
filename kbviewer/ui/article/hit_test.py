"""What is at a point of an article: a link, a picture, a table; or the first ones in view."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QUrl
from PySide6.QtGui import QTextCursor, QTextTable
from PySide6.QtWidgets import QTextBrowser

from kbviewer.ui.article import html_tree
from kbviewer.ui.article.html_tree import count_visible
from kbviewer.ui.article.picture_layout import pictures_of


@dataclass(frozen=True, slots=True)
class MenuTarget:
    """What a context menu is for.

    Attributes:
        link: the address of a link, "" for none.
        picture: the address of a picture, "" for none.
        table: the position of a table's first character, None for no table.
        is_by_key: whether these are the first ones in view, as a key asks for the menu.
    """

    link: str = ""
    picture: str = ""
    table: int | None = None
    is_by_key: bool = False


def target_at(browser: QTextBrowser, section: str, point: QPoint) -> MenuTarget:
    """What is at a point of the viewport; the arguments are those of ``table_at``."""
    link, table = browser.anchorAt(point), table_at(browser, section, point)
    return MenuTarget(_encoded(link), picture_at(browser, point), table)


def target_in_view(browser: QTextBrowser, section: str) -> MenuTarget:
    """The first picture and the first table in view, and the link that has the focus."""
    cursor = browser.textCursor()
    link = cursor.charFormat().anchorHref() if cursor.hasSelection() else ""
    return MenuTarget(_encoded(link), *first_in_view(browser, section), is_by_key=True)


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


def _encoded(href: str) -> str:
    """The address of a link as a click on it reports it."""
    return QUrl(href).toString(QUrl.ComponentFormattingOption.FullyEncoded)


def _scrolled(browser: QTextBrowser) -> QPoint:
    return QPoint(browser.horizontalScrollBar().value(), browser.verticalScrollBar().value())
