"""A text browser that loads nothing."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser


class Browser(QTextBrowser):
    """Shows HTML and loads nothing: no file, no address, whatever the page asks for."""

    left = Signal()
    """Escape was pressed."""

    resized = Signal()

    def loadResource(self, kind: int, _name: QUrl | str) -> object:  # noqa: N802  Qt's name
        """Nothing, for every picture, style sheet or page.

        For a picture nothing is a transparent one: without any, Qt looks for the file itself.
        """
        if kind == QTextDocument.ResourceType.ImageResource.value:
            picture = QImage(1, 1, QImage.Format.Format_ARGB32)
            picture.fill(Qt.GlobalColor.transparent)
            return picture
        return QByteArray()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Escape leads out; Space and the arrows scroll."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Tell of it: the column of text has to be placed anew."""
        super().resizeEvent(event)
        self.resized.emit()
