"""Paints one topic or tag: its titles and its number of articles, or of hits."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
)

from kbviewer.library.article import ALL_TAGS, is_tag_path
from kbviewer.ui.theme import LIGHT, Theme, pixmap
from kbviewer.ui.topics.topic_model import (
    COUNT_ROLE,
    IS_SEARCHING_ROLE,
    PATH_ROLE,
    SECOND_TITLE_ROLE,
)
from kbviewer.ui.widgets.rich_text import escaped

_ICONS_FROM_LINES = 12  # line heights; a tree narrower than this has no icons
_SPACING = 8  # pixels between the two titles
_MIN_DIGITS = 3  # of a count: smaller numbers do not change what fits
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_Index = QModelIndex | QPersistentModelIndex


class _Fonts:
    """The fonts of rows and what measures them, for the view's font.

    Attributes:
        base: the view's font.
        key: that of this font.
        usual: of a first title.
        selected: of that of the selected row.
        second: of second titles.
    """

    def __init__(self, base: QFont) -> None:
        self.base, self.key = QFont(base), base.key()
        self.usual, self.selected, self.second = QFont(base), QFont(base), QFont(base)
        self.usual.setWeight(QFont.Weight.Normal)
        self.selected.setWeight(QFont.Weight.DemiBold)
        self.second.setWeight(QFont.Weight.Normal)
        self.second.setPixelSize(max(10, base.pixelSize() - 1))
        self.usual_metrics = QFontMetrics(self.usual)
        self.selected_metrics = QFontMetrics(self.selected)


class TopicDelegate(QStyledItemDelegate):
    """Paints a topic: title, second title in a muted colour, count on the right."""

    theme = LIGHT

    def __init__(self, parent: QTreeView) -> None:
        super().__init__(parent)
        self._fits: dict[tuple[int, str, int], bool] = {}
        self._fonts = _Fonts(parent.font())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        state = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        row = option.rect.adjusted(0, 1, -8, -1)
        if is_selected or is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.selected if is_selected else theme.hover))
            painter.drawRoundedRect(row.adjusted(-4, 0, 0, 0), 6, 6)
        count, is_searching = index.data(COUNT_ROLE), index.data(IS_SEARCHING_ROLE)
        dimmed = is_searching and not count
        faint = theme.faint if dimmed and not is_selected else theme.muted
        of_row = self._fonts_of(option.font)
        painter.setFont(of_row.usual)
        number = f"{count:,}"
        rect = row.adjusted(4, 0, -8, 0)
        painter.setPen(QColor(theme.accent if is_searching and count else faint))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        if _shows_icons(option):
            painter.drawPixmap(
                rect.left(), rect.center().y() - 8,
                pixmap(_icon_name(index), theme.accent if is_selected else faint, 17),
            )  # fmt: skip
        rect = self._title_rect(option, number)
        first, second = self._titles(option, index, rect.width(), is_selected=is_selected)
        painter.setFont(of_row.selected if is_selected else of_row.usual)
        painter.setPen(
            QColor(_title_colour(theme, is_selected=is_selected, is_dimmed=bool(dimmed)))
        )
        painter.drawText(rect, _FLAGS, first)
        rect.setLeft(rect.left() + painter.fontMetrics().horizontalAdvance(first) + _SPACING)
        painter.setFont(of_row.second)
        painter.setPen(QColor(faint))
        painter.drawText(rect, _FLAGS, second)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802  Qt's
        """One line with a margin."""
        return QSize(120, option.fontMetrics.height() + 14)

    def titles(self, option: QStyleOptionViewItem, index: _Index) -> tuple[str, str]:
        """The two titles as a row shows them.

        The first is elided where the row is too narrow; the second ones are shown for all topics or
        for none, so that their column does not look ragged.
        """
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        width = self._title_rect(option, f"{index.data(COUNT_ROLE):,}").width()
        return self._titles(option, index, width, is_selected=is_selected)

    def _titles(
        self, option: QStyleOptionViewItem, index: _Index, width: int, *, is_selected: bool
    ) -> tuple[str, str]:
        """The two titles, the first one in a width."""
        of_row = self._fonts_of(option.font)
        metrics = of_row.selected_metrics if is_selected else of_row.usual_metrics
        first = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, max(0, width))
        return first, index.data(SECOND_TITLE_ROLE) if self._shows_second_titles(option) else ""

    def _fonts_of(self, base: QFont) -> _Fonts:
        """The fonts of a row, made once for all rows."""
        if base != self._fonts.base:
            self._fonts = _Fonts(base)
        return self._fonts

    def invalidate(self) -> None:
        """Measure the titles again: there are other topics."""
        self._fits.clear()

    def _shows_second_titles(self, option: QStyleOptionViewItem) -> bool:
        """Whether the second titles of all topics fit, however far the tree is expanded."""
        view = option.widget
        if not isinstance(view, QTreeView):
            return True
        number = f"{view.model().index(0, 0).data(COUNT_ROLE) or 0:,}"
        digits = max(_MIN_DIGITS, len(number))
        width = option.rect.right() + 1  # a row ends with the view, however deep it is
        key = width, self._fonts_of(option.font).key, digits
        if key not in self._fits:
            self._fits[key] = self._needed_width(view, option, digits) <= width
        return self._fits[key]

    def _needed_width(self, view: QTreeView, option: QStyleOptionViewItem, digits: int) -> int:
        """The width of the tree in which both titles of every topic fit, in pixels."""
        of_row = self._fonts_of(option.font)
        first, second = of_row.selected_metrics, QFontMetrics(of_row.second)
        left, right = self._title_margins(option, "0" * digits)
        needed = 0
        model = view.model()
        waiting = [(model.index(row, 0), 0) for row in range(model.rowCount())]
        while waiting:
            index, level = waiting.pop()
            titles = first.horizontalAdvance(index.data())
            if other := index.data(SECOND_TITLE_ROLE):
                titles += _SPACING + second.horizontalAdvance(other)
                needed = max(needed, titles + left + right + level * view.indentation())
            if index.data(PATH_ROLE) != ALL_TAGS:  # tags have one title
                waiting += [
                    (model.index(row, 0, index), level + 1) for row in range(model.rowCount(index))
                ]
        return needed

    def _title_rect(self, option: QStyleOptionViewItem, number: str) -> QRect:
        """The rectangle of the titles, between the icon and the count."""
        left, right = self._title_margins(option, number)
        return option.rect.adjusted(left, 1, -right, -1)

    def _title_margins(self, option: QStyleOptionViewItem, number: str) -> tuple[int, int]:
        """The space before the titles, for the icon, and after them, for the count."""
        left = 28 if _shows_icons(option) else 4
        metrics = self._fonts_of(option.font).usual_metrics
        return left, 16 + metrics.horizontalAdvance(number) + 10

    def helpEvent(  # noqa: N802  Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:  # fmt: skip
        """Show the whole titles in a tool tip where the row is too narrow for them."""
        whole = index.data(), index.data(SECOND_TITLE_ROLE)
        is_cut = self.titles(option, index) != whole
        text = escaped("  ".join(filter(None, whole)))
        QToolTip.showText(event.globalPos(), f"<p>{text}</p>" if is_cut else "", view)
        return True


def _shows_icons(option: QStyleOptionViewItem) -> bool:
    """Whether rows have icons; in a narrow tree the titles need the width."""
    view = option.widget
    return view is None or view.width() >= _ICONS_FROM_LINES * option.fontMetrics.height()


def _icon_name(index: _Index) -> str:
    path = index.data(PATH_ROLE)
    return "tag" if is_tag_path(path) else "topic" if path else "all"


def _title_colour(theme: Theme, *, is_selected: bool, is_dimmed: bool) -> str:
    if is_selected:
        return theme.muted if is_dimmed else theme.strong
    return theme.faint if is_dimmed else theme.text
