"""A text browser that loads nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget


class ArticleBrowser(QTextBrowser):
    """Shows HTML and loads nothing: no file, no address, whatever the page asks for.

    Attributes:
        pictures: those of the page, by their addresses in it.
    """

    escaped = Signal()
    """Escape was pressed."""

    resized = Signal()

    section_requested = Signal(int)
    """A key asked for more where the page ends (1), or for more before where it begins (-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures: Mapping[str, QImage] = {}
        self.setAccessibleName("Article")
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)

    def show_html(self, html: str, pictures: Mapping[str, QImage]) -> None:
        """Show a page from its top, with pictures that are loaded already.

        Args:
            html: what stands between ``<body>`` and its end.
            pictures: by their addresses in it.
        """
        self.pictures = pictures
        self.setHtml(f"<body>{html}</body>")

    def position_at(self, point: QPoint) -> int:
        """The position of the character at a point of what is shown."""
        # Qt lays a page out bit by bit, and finds its end at every point before that.
        self.document().documentLayout().blockBoundingRect(self.document().lastBlock())
        return self.cursorForPosition(point).position()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802  Qt's name
        """A picture that was handed over; nothing for every other, for a style sheet or a page.

        For a picture nothing is a transparent one: without any, Qt looks for the file itself.
        """
        if kind == QTextDocument.ResourceType.ImageResource.value:
            address = name if isinstance(name, str) else name.toString()
            return self.pictures.get(address) or _transparent_pixel()
        return QByteArray()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Escape leads out; Space and the arrows scroll."""
        bar = self.verticalScrollBar()
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_PageDown) and bar.value() == bar.maximum():
            self.section_requested.emit(1)
        elif key == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.section_requested.emit(-1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Tell of it: the column of text has to be placed anew."""
        super().resizeEvent(event)
        self.resized.emit()


def _transparent_pixel() -> QImage:
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
