"""A context menu, built when it is opened, so that it is in the language of the moment."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QMenu, QWidget


class ContextMenu(QMenu):
    """A menu that deletes itself once it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(self, text: str, slot: Callable[[], object], key: str = "") -> QAction:
        """Add a line.

        Args:
            text: with its mnemonic, in the user's language.
            slot: what is called when it is chosen.
            key: the key that does the same, as the user reads it, or "".
        """
        action = self.addAction(f"{text}\t{key}" if key else text)
        action.triggered.connect(slot)
        return action

    def add_action(self, action: QAction) -> None:
        """Add an action of the window, unless it can do nothing now."""
        if action.isEnabled():
            self.addAction(action)

    def add_group(self) -> None:
        """Begin another group of lines, where there are lines before it."""
        actions = self.actions()
        if actions and not actions[-1].isSeparator():
            self.addSeparator()

    def open(self, at: QPoint) -> None:
        """Show the menu at a point of the screen; without a line it is not shown."""
        actions = self.actions()
        if actions and actions[-1].isSeparator():
            self.removeAction(actions[-1])
        if self.isEmpty():
            self.deleteLater()
        else:
            self.popup(at)


def is_menu_key(event: QKeyEvent) -> bool:
    """Whether a key opens a context menu: Menu, or Shift+F10."""
    if event.key() == Qt.Key.Key_Menu:
        return True
    return event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier


def request_menu(view: QAbstractScrollArea) -> None:
    """Ask a view for the context menu of what is current in it, as the Menu key does."""
    middle = view.viewport().rect().center()
    at = view.viewport().mapToGlobal(middle)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, at)
    QApplication.sendEvent(view.viewport(), event)


def requested_row(view: QAbstractItemView, event: QContextMenuEvent) -> tuple[QModelIndex, QPoint]:
    """The row that a context menu is asked for, and where on the screen it belongs.

    The row under the pointer or, with a key, the current one, which is scrolled into view.
    """
    if event.reason() is not QContextMenuEvent.Reason.Keyboard:
        return view.indexAt(event.pos()), event.globalPos()
    index = view.currentIndex()
    view.scrollTo(index)
    return index, view.viewport().mapToGlobal(view.visualRect(index).center())
