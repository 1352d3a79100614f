"""The list of results: one row is the current one, several can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from kbviewer.ui.widgets.context_menu import is_menu_key, request_menu, requested_row

_Flag = QItemSelectionModel.SelectionFlag


class ResultList(QListView):
    """Rows are chosen with Ctrl or Shift and a click, and with Shift and the keys that move.

    Qt extends a choice from where the last key or click was, which need not be the current row
    here: that moves with the matches, too. So Shift extends it from the row at the other end of it.
    """

    menu_requested = Signal(QPoint)
    """The context menu of the current row is to be shown at this point of the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self._moves: dict[int, QListView.CursorAction] = {
            Qt.Key.Key_Up: QListView.CursorAction.MoveUp,
            Qt.Key.Key_Down: QListView.CursorAction.MoveDown,
            Qt.Key.Key_PageUp: QListView.CursorAction.MovePageUp,
            Qt.Key.Key_PageDown: QListView.CursorAction.MovePageDown,
            Qt.Key.Key_Home: QListView.CursorAction.MoveHome,
            Qt.Key.Key_End: QListView.CursorAction.MoveEnd,
        }

    def chosen_rows(self) -> list[int]:
        """The rows that are chosen, in order; the current one where none is."""
        chosen = sorted(index.row() for index in self.selectedIndexes())
        current = self.currentIndex().row()
        return chosen or ([current] if current >= 0 else [])

    def make_current(self, index: QModelIndex) -> None:
        """Choose one row alone, whatever keys are held."""
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
        if not index.isValid():
            self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Open the context menu; extend the choice with Shift."""
        is_shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        move = self._moves.get(event.key()) if is_shift else None
        if is_menu_key(event):
            request_menu(self)
        elif move is not None and self.currentIndex().isValid():
            self._extend_to(self.moveCursor(move, Qt.KeyboardModifier.NoModifier))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Extend the choice with Shift."""
        index = self.indexAt(event.position().toPoint())
        is_shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_shift and is_left and index.isValid() and self.currentIndex().isValid():
            self._extend_to(index)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Choose nothing by dragging: each row passed would be opened."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """Ask for the menu of the row under the pointer, or with a key of the current one."""
        index, at = requested_row(self, event)
        if index.isValid():
            if index.row() not in self.chosen_rows():
                self.make_current(index)
            elif index != self.currentIndex():
                self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
            self.menu_requested.emit(at)

    def _extend_to(self, index: QModelIndex) -> None:
        """Choose all rows from the start of the choice to one, which is then the current one."""
        start, current = self.currentIndex(), self.currentIndex().row()
        rows = self.chosen_rows()
        if rows[-1] - rows[0] + 1 == len(rows) and current in (rows[0], rows[-1]):
            start = self.model().index(rows[0] if current == rows[-1] else rows[-1], 0)
        first, last = sorted((start, index), key=QModelIndex.row)
        self.selectionModel().select(QItemSelection(first, last), _Flag.ClearAndSelect)
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
