"""Typing in a list goes to the search field."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeView, QWidget

_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_TREE_KEYS = "+-*"
"""Characters that expand and collapse a tree."""


class TypeToSearch(QObject):
    """Sends what is typed in lists and trees to the search field, as if that had the focus.

    ``/`` goes there to type something else. What an input method composes is shown in the field at
    once; the focus follows when it is done, since a change of the focus would end it.
    """

    def __init__(self, field: QLineEdit, views: Iterable[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._field = field
        for view in views:
            view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Take what is typed."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._take_key(watched, event)
        if isinstance(event, QInputMethodEvent):
            QApplication.sendEvent(self._field, event)
            if event.commitString() and not event.preeditString():
                self._field.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if isinstance(event, QInputMethodQueryEvent) and isinstance(watched, QWidget):
            self._answer(watched, event)
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, view: QObject, event: QKeyEvent) -> bool:
        text = event.text()
        if not text.isprintable() or not text or event.modifiers() & _HELD:
            return False
        if isinstance(view, QTreeView) and text in _TREE_KEYS:
            return False
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        if text == "/":
            self._field.selectAll()
        else:
            QApplication.sendEvent(self._field, event)
        return True

    def _answer(self, view: QWidget, event: QInputMethodQueryEvent) -> None:
        """Answer an input method for the field; its window opens below the field's cursor."""
        QApplication.sendEvent(self._field, event)
        query = Qt.InputMethodQuery.ImCursorRectangle
        if event.queries() & query:
            moved = view.mapFromGlobal(self._field.mapToGlobal(event.value(query).topLeft()))
            rectangle = event.value(query)
            rectangle.moveTopLeft(moved)
            event.setValue(query, rectangle)
