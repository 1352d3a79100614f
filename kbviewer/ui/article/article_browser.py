"""A text browser that loads nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

_WHEEL_STEP = 120  # eighths of a degree, as Qt counts


class ArticleBrowser(QTextBrowser):
    """Shows HTML and loads nothing: no file, no address, whatever the HTML names.

    Attributes:
        pictures: the pictures of the article, by their addresses.
        section: the HTML of what is shown, as it was rendered.
    """

    escaped = Signal()
    """Escape was pressed."""

    about_to_resize = Signal()
    """Its text will be laid out again in another width."""

    resized = Signal()
    """It has been laid out."""

    zoomed = Signal(int)
    """The wheel was turned with Ctrl, by so many steps; up is positive."""

    section_requested = Signal(int)
    """A key was pressed to scroll beyond the end (1) or the start (-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures: Mapping[str, QImage] = {}
        self.section = ""
        self._wheel_angle = 0  # what is left of a step of the wheel
        self.setAccessibleName("Article")
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)

    def show_html(self, html: str, pictures: Mapping[str, QImage]) -> None:
        """Show HTML from its top, with pictures that are loaded already.

        Args:
            html: the content of ``<body>``.
            pictures: by their addresses in the HTML.
        """
        self._leave_link()
        self.pictures = pictures
        self.setHtml(f"<body>{html}</body>")

    def position_at(self, point: QPoint) -> int:
        """The position of the character at a point of the viewport."""
        # Qt lays out incrementally; before that is done every point is at the end.
        self.document().documentLayout().blockBoundingRect(self.document().lastBlock())
        return self.cursorForPosition(point).position()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802  Qt's name
        """Return a picture that was passed in, and no data for anything else.

        No data is a transparent picture where one is asked for: else Qt would load the file itself.
        """
        if kind == QTextDocument.ResourceType.ImageResource.value:
            address = name if isinstance(name, str) else name.toString()
            return self.pictures.get(address) or _transparent_pixel()
        return QByteArray()

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802  Qt's name
        """Make what is copied: Qt's own has the theme's colours, but no list numbers."""
        from kbviewer.ui.article.selection_mime import selection_mime  # noqa: PLC0415  with the first copy

        return selection_mime(self.textCursor(), self.section)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Handle Escape, and keys that scroll beyond the section."""
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

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Leave a link with the viewport, too."""
        if event.type() is QEvent.Type.Leave:
            self._leave_link()
        return super().viewportEvent(event)

    def _leave_link(self) -> None:
        """Let Qt know that the pointer is over no link: it only learns that when it moves."""
        outside, none = QPointF(-1, -1), Qt.MouseButton.NoButton
        at = self.viewport().mapToGlobal(outside)
        held = Qt.KeyboardModifier.NoModifier
        self.mouseMoveEvent(QMouseEvent(QEvent.Type.MouseMove, outside, at, none, none, held))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """Zoom with Ctrl by whole steps: Qt's own zoom makes a font in pixels 1 point high."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wheel_angle = 0
            super().wheelEvent(event)
            return
        angle = event.angleDelta().y()
        if angle * self._wheel_angle < 0:  # it was turned back
            self._wheel_angle = 0
        self._wheel_angle += angle
        steps = int(self._wheel_angle / _WHEEL_STEP)
        self._wheel_angle -= steps * _WHEEL_STEP
        if steps:
            self.zoomed.emit(steps)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Report it: the column of text has to be centered again."""
        self.about_to_resize.emit()
        super().resizeEvent(event)
        self.resized.emit()


def _transparent_pixel() -> QImage:
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
