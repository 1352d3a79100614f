"""A popup list over a panel that is filtered as the user types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import tr

_Index = QModelIndex | QPersistentModelIndex
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_CLOSING_REASONS = (
    Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)  # fmt: skip
"""Reasons of losing the focus that close the list; a menu or another window does not."""
_MAX_WIDTH = 440
_MARGIN = 12
_INDENT = 16
_ITEM_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class QuickPickItem:
    """A row of the list.

    Attributes:
        id: what is emitted when it is chosen.
        text: its first line.
        detail: its second line, or "".
        level: how many levels it is indented.
    """

    id: str
    text: str
    detail: str = ""
    level: int = 0


class _QuickPickModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[QuickPickItem] = []

    def replace(self, items: Sequence[QuickPickItem]) -> None:
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  Qt's name
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == _ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (item.text, item.detail)))
        return None


class _QuickPickDelegate(QStyledItemDelegate):
    def sizeHint(  # noqa: N802  Qt's name
        self, option: QStyleOptionViewItem, index: _Index
    ) -> QSize:
        lines = 2 if index.data(_ITEM_ROLE).detail else 1
        height = option.fontMetrics.height()
        return QSize(0, height * lines + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item = index.data(_ITEM_ROLE)
        self.initStyleOption(option, index)
        option.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        rect = option.rect.adjusted(12 + _INDENT * item.level, 6, -12, -6)
        colours = view.palette()
        painter.save()
        painter.setPen(colours.color(QPalette.ColorRole.Text))
        _draw_elided(painter, rect, item.text)
        if item.detail:
            rect.translate(0, painter.fontMetrics().height())
            painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
            _draw_elided(painter, rect, item.detail)
        painter.restore()


def _draw_elided(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)


class QuickPick(QFrame):
    """Opens below the bar of its panel; Escape, or a click elsewhere, closes it."""

    chosen = Signal(str)
    """The ``id`` of the chosen item."""

    def __init__(self, name: str, parent: QWidget) -> None:
        """Build the list, hidden.

        Args:
            name: its accessible name and its placeholder text, a message in English.
            parent: the panel.
        """
        super().__init__(parent)
        self.setObjectName("quickPick")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()
        self._name = name
        self._panel = parent
        self._items: Sequence[QuickPickItem] = ()
        self._previous_focus: QWidget | None = None
        self.field = QLineEdit(self)
        self.field.setObjectName("quickPickField")
        self.field.setMaxLength(200)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self._model = _QuickPickModel(self)
        self.view = QListView(self)
        self.view.setObjectName("quickPickList")
        self.view.setModel(self._model)
        self.view.setItemDelegate(_QuickPickDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.view)
        self._retranslate()

    def visible_texts(self) -> list[str]:
        """The texts of the items that match the filter."""
        return [item.text for item in self._model.items]

    def toggle(self, items: Sequence[QuickPickItem], current: int, top: int) -> None:
        """Show the list and focus its field, or close it if it is open.

        Args:
            items: what can be chosen.
            current: the row to select.
            top: the distance from the top of the panel, in pixels.
        """
        if not self.isHidden():
            self.close_popup()
            return
        self._items = items
        self._previous_focus = QApplication.focusWidget()
        self.field.clear()
        self._model.replace(items)
        self._update_geometry(top)
        self.show()
        self.raise_()
        self._select_row(current)
        self.field.setFocus()
        self.window().installEventFilter(self)
        self._panel.installEventFilter(self)

    def close_popup(self) -> None:
        """Hide the list and give the focus back."""
        if self.isHidden():
            return
        self.window().removeEventFilter(self)
        self._panel.removeEventFilter(self)
        has_focus = self.field.hasFocus()
        self.hide()
        if has_focus and self._previous_focus is not None:
            self._previous_focus.setFocus()
        self._previous_focus = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Handle the list's keys; close it on a click elsewhere or a resize of the panel."""
        kind = event.type()
        if watched is self.field:
            if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._handle_key(event)
            if kind is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
                self._on_focus_out(event.reason())
        elif kind is QEvent.Type.MouseButtonPress or (
            kind is QEvent.Type.Resize and watched is self._panel
        ):
            self.close_popup()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Take a press on the margin, so that it does not close the list."""
        event.accept()

    def _retranslate(self) -> None:
        name = tr(self._name)
        self.field.setPlaceholderText(name)
        for widget in (self.field, self.view):
            widget.setAccessibleName(name)

    def _on_focus_out(self, reason: Qt.FocusReason) -> None:
        if reason in _CLOSING_REASONS:
            self.close_popup()

    def _handle_key(self, event: QKeyEvent) -> bool:
        if event.key() in _LIST_KEYS:
            self.view.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.view.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.close_popup()
        else:
            return False
        return True

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            item = self._model.items[index.row()]
            self.close_popup()
            self.chosen.emit(item.id)

    def _filter(self, typed: str) -> None:
        from kbviewer.text.fold import fold  # noqa: PLC0415  its tables take time to load

        words = fold(typed).split()
        self._model.replace([
            item
            for item in self._items
            if all(word in fold(f"{item.text}\n{item.detail}") for word in words)
        ])  # fmt: skip
        self._select_row(0)

    def _select_row(self, row: int) -> None:
        index = self._model.index(row)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def _update_geometry(self, top: int) -> None:
        available = self._panel.rect().adjusted(_MARGIN, top + 4, -_MARGIN, -_MARGIN)
        width = min(_MAX_WIDTH, available.width())
        rows = sum(self.view.sizeHintForRow(row) for row in range(min(60, len(self._items))))
        margins = self.field.sizeHint().height() + 24
        height = min(rows + margins, available.height())
        self.setGeometry(available.right() - width + 1, available.top(), width, height)
