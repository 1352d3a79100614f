"""A list to choose from, over the panel it belongs to: typed letters narrow it."""

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

_Index = QModelIndex | QPersistentModelIndex
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_CLOSING_REASONS = (
    Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)  # fmt: skip
"""How the keyboard goes elsewhere within the window; a menu, or another window, only borrows it."""
_MAX_WIDTH = 440
_MARGIN = 12
_INDENT = 16
_ITEM_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class QuickPickItem:
    """A row of the list.

    Attributes:
        id: what is told when it is chosen.
        text: what it says.
        detail: what it says below that, or "".
        level: how far it is set in; 0 is not.
    """

    id: str
    text: str
    detail: str = ""
    level: int = 0


class _QuickPickModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[QuickPickItem] = []

    def replace(self, choices: Sequence[QuickPickItem]) -> None:
        self.beginResetModel()
        self.items = list(choices)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  Qt's name
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        choice = self.items[index.row()]
        if role == _ITEM_ROLE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (choice.text, choice.detail)))
        return None


class _QuickPickDelegate(QStyledItemDelegate):
    def sizeHint(  # noqa: N802  Qt's name
        self, option: QStyleOptionViewItem, index: _Index
    ) -> QSize:
        lines = 2 if index.data(_ITEM_ROLE).detail else 1
        height = option.fontMetrics.height()
        return QSize(0, height * lines + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        choice = index.data(_ITEM_ROLE)
        self.initStyleOption(option, index)
        option.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        place = option.rect.adjusted(12 + _INDENT * choice.level, 6, -12, -6)
        colours = view.palette()
        painter.save()
        painter.setPen(colours.color(QPalette.ColorRole.Text))
        _draw_elided(painter, place, choice.text)
        if choice.detail:
            place.translate(0, painter.fontMetrics().height())
            painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
            _draw_elided(painter, place, choice.detail)
        painter.restore()


def _draw_elided(painter: QPainter, place: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)


class QuickPick(QFrame):
    """Opens below the bar of its panel; Escape, or a click elsewhere, closes it."""

    chosen = Signal(str)
    """The ``id`` of the choice."""

    def __init__(self, name: str, parent: QWidget) -> None:
        """Make the list, which is not to be seen yet.

        Args:
            name: what it is a list of.
            parent: the panel.
        """
        super().__init__(parent)
        self.setObjectName("chooser")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()
        self._panel = parent
        self._items: Sequence[QuickPickItem] = ()
        self._previous_focus: QWidget | None = None  # what had the keyboard
        self.field = QLineEdit(self)
        self.field.setObjectName("chooserField")
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.field.setMaxLength(200)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self._model = _QuickPickModel(self)
        self.view = QListView(self)
        self.view.setObjectName("chooserList")
        self.view.setAccessibleName(name)
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

    def visible_texts(self) -> list[str]:
        """What can be chosen, as it is narrowed down."""
        return [choice.text for choice in self._model.items]

    def toggle(self, choices: Sequence[QuickPickItem], current: int, top: int) -> None:
        """Show the list, its field with the keyboard; or close it where it is to be seen.

        Args:
            choices: what can be chosen.
            current: the row to stand at.
            top: how far down in the panel it begins, in pixels.
        """
        if not self.isHidden():
            self.close_popup()
            return
        self._items = choices
        self._previous_focus = QApplication.focusWidget()
        self.field.clear()
        self._model.replace(choices)
        self._update_geometry(top)
        self.show()
        self.raise_()
        self._select_row(current)
        self.field.setFocus()
        self.window().installEventFilter(self)
        self._panel.installEventFilter(self)

    def close_popup(self) -> None:
        """Hide it; what had the keyboard has it again."""
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
        """The keys that walk the list; a press or a size elsewhere that ends it."""
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

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Take a press between the list and its edge: it is none elsewhere."""
        event.accept()

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
            choice = self._model.items[index.row()]
            self.close_popup()
            self.chosen.emit(choice.id)

    def _filter(self, typed: str) -> None:
        from kbviewer.text.fold import fold  # noqa: PLC0415  its tables take time to load

        wanted = fold(typed).split()
        self._model.replace([
            choice
            for choice in self._items
            if all(word in fold(f"{choice.text}\n{choice.detail}") for word in wanted)
        ])  # fmt: skip
        self._select_row(0)

    def _select_row(self, row: int) -> None:
        index = self._model.index(row)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index, QListView.ScrollHint.PositionAtCenter)

    def _update_geometry(self, top: int) -> None:
        room = self._panel.rect().adjusted(_MARGIN, top + 4, -_MARGIN, -_MARGIN)
        width = min(_MAX_WIDTH, room.width())
        rows = sum(self.view.sizeHintForRow(row) for row in range(min(60, len(self._items))))
        around = self.field.sizeHint().height() + 24
        height = min(rows + around, room.height())
        self.setGeometry(room.right() - width + 1, room.top(), width, height)
