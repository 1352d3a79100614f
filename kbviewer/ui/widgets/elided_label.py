"""A line of text that is elided where it is too long."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from kbviewer.ui.widgets.rich_text import escaped


class ElidedLabel(QLabel):
    """Uses the width it gets; has no minimum width.

    Where it is elided and has no tool tip of its own, its tool tip is the whole text.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full_text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_full_text(self, text: str) -> None:
        """Set the text."""
        self._full_text = text
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Elide again."""
        super().resizeEvent(event)
        self._elide()

    def event(self, event: QEvent) -> bool:
        """Show the whole text in a tool tip."""
        if (
            isinstance(event, QHelpEvent)
            and event.type() is QEvent.Type.ToolTip
            and not self.toolTip()
            and self.text() != self._full_text
        ):
            text = f"<p>{escaped(self._full_text)}</p>"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _elide(self) -> None:
        width = self.contentsRect().width()
        self.setText(
            self.fontMetrics().elidedText(self._full_text, Qt.TextElideMode.ElideRight, width)
        )
