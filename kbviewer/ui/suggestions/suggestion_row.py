"""A row of suggestions: a line to read, or something that can be chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

_CHOOSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class SuggestionRow(QFrame):
    """A text in one or more lines that can be chosen with a click or with Enter."""

    chosen = Signal()
    moved = Signal(int)
    """The focus should go down or up by so many rows."""

    def __init__(
        self, lines: Iterable[tuple[str, str]], spoken: str, parent: QWidget | None = None
    ) -> None:
        """Show lines.

        Args:
            lines: the name in the style sheet and the rich text of each line.
            spoken: what a screen reader says.
            parent: the widget that contains it.
        """
        super().__init__(parent)
        self.setObjectName("suggestionRow")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(spoken)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(2)
        for name, line in lines:
            label = QLabel(line, self)
            label.setObjectName(name)
            is_rich = "<" in line or "&" in line  # plain text is made in a fraction of the time
            label.setTextFormat(Qt.TextFormat.RichText if is_rich else Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Choose with Enter or Space, and move with the arrows."""
        if event.key() in _CHOOSING_KEYS:
            self.chosen.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Choose with a click."""
        is_inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and is_inside:
            self.chosen.emit()
