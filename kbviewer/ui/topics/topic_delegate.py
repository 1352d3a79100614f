"""Paints one topic: its titles and the number of its articles, or of its hits."""

from __future__ import annotations

import html

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from kbviewer.ui.theme import LIGHT, pixmap

PATH_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role of a topic's path; "" for all articles."""
SECOND_TITLE_ROLE = Qt.ItemDataRole.UserRole + 2
"""Of its second title."""
COUNT_ROLE = Qt.ItemDataRole.UserRole + 3
"""Of its number of articles or hits."""
IS_SEARCHING_ROLE = Qt.ItemDataRole.UserRole + 4
"""Of whether they are hits."""

_ICONS_FROM_LINES = 12  # lines' heights; a tree less wide than so many has no icons
_SPACING = 8  # pixels, of the two titles
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_Index = QModelIndex | QPersistentModelIndex


class TopicDelegate(QStyledItemDelegate):
    """Paints a topic: title, second title in a quieter colour, number at the right."""

    theme = LIGHT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        row = option.rect.adjusted(0, 1, -8, -1)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selected if chosen else theme.hover))
            painter.drawRoundedRect(row.adjusted(-4, 0, 0, 0), 6, 6)
        count = index.data(COUNT_ROLE)
        dimmed = index.data(IS_SEARCHING_ROLE) and not count
        faint = theme.faint if dimmed else theme.muted
        font = QFont(option.font)
        painter.setFont(font)
        number = f"{count:,}"
        place = row.adjusted(4, 0, -8, 0)
        painter.setPen(QColor(theme.accent if index.data(IS_SEARCHING_ROLE) and count else faint))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        if _has_room_for_icons(option):
            is_root = not index.data(PATH_ROLE)
            painter.drawPixmap(
                place.left(), place.center().y() - 8,
                pixmap("all" if is_root else "topic", theme.accent if chosen else faint, 17),
            )  # fmt: skip
        place = _title_rect(option, number)
        first, second = self.titles(option, index)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.faint if dimmed else theme.strong if chosen else theme.text))
        painter.drawText(place, _FLAGS, first)
        place.setLeft(place.left() + painter.fontMetrics().horizontalAdvance(first) + _SPACING)
        painter.setFont(_second_title_font(font))
        painter.setPen(QColor(faint))
        painter.drawText(place, _FLAGS, second)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802  Qt's
        """One line with room around it."""
        return QSize(120, option.fontMetrics.height() + 14)

    def titles(self, option: QStyleOptionViewItem, index: _Index) -> tuple[str, str]:
        """What a row says of its topic's two titles.

        The first ends in … where there is no room for it; the second is there as a whole or not
        at all: a character or two of it say nothing.
        """
        font = QFont(option.font)
        if option.state & QStyle.StateFlag.State_Selected:
            font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        room = max(0, _title_rect(option, f"{index.data(COUNT_ROLE):,}").width())
        first = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, room)
        second = index.data(SECOND_TITLE_ROLE)
        used = metrics.horizontalAdvance(first) + _SPACING
        needed = QFontMetrics(_second_title_font(font)).horizontalAdvance(second)
        return first, second if used + needed <= room else ""

    def helpEvent(  # noqa: N802  Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:  # fmt: skip
        """Tell the whole titles where the row has no room for them."""
        whole = index.data(), index.data(SECOND_TITLE_ROLE)
        is_cut = self.titles(option, index) != whole
        told = html.escape("  ".join(filter(None, whole)))
        QToolTip.showText(event.globalPos(), f"<p>{told}</p>" if is_cut else "", view)
        return True


def _has_room_for_icons(option: QStyleOptionViewItem) -> bool:
    """Whether there is room for them: a narrow tree gives it to the titles."""
    view = option.widget
    return view is None or view.width() >= _ICONS_FROM_LINES * option.fontMetrics.height()


def _title_rect(option: QStyleOptionViewItem, number: str) -> QRect:
    """What a row has for its titles, between the icon and the number."""
    left = 28 if _has_room_for_icons(option) else 4
    right = 16 + QFontMetrics(option.font).horizontalAdvance(number) + 10
    return option.rect.adjusted(left, 1, -right, -1)


def _second_title_font(font: QFont) -> QFont:
    """The font of second titles."""
    small = QFont(font)
    small.setWeight(QFont.Weight.Normal)
    small.setPixelSize(max(10, font.pixelSize() - 1))
    return small
