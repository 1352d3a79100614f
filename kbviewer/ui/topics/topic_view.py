"""The tree of topics as a view that asks for a context menu."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QTreeView

from kbviewer.ui.widgets.context_menu import is_menu_key, request_menu, requested_row


class TopicView(QTreeView):
    """A click with the right button selects nothing: the list would be another one."""

    menu_requested = Signal(QModelIndex, QPoint)
    """The context menu of a row is to be shown at this point of the screen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Open the context menu with its key."""
        if is_menu_key(event):
            request_menu(self)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Leave the right button to the context menu."""
        if event.button() is not Qt.MouseButton.RightButton:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """Ask for the menu of the row under the pointer, or with a key of the selected one."""
        index, at = requested_row(self, event)
        if index.isValid():
            self.menu_requested.emit(index, at)
