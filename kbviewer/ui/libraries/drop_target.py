"""Drag and drop of folders and Markdown files onto the window."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kbviewer.i18n import tr
from kbviewer.library.files import MARKDOWN_SUFFIXES

_MARGIN, _RADIUS = 4, 10


class DropOverlay(QWidget):
    """A frame around the window while something is dragged that can be opened."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_text(self, text: str) -> None:
        """Cover the window, with a text in the middle."""
        self._text = text
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Paint a veil, a frame, and the text on a plate in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        veil = QColor(colours.base().color())
        veil.setAlpha(150)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(colours.highlight().color(), 2))
        frame = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        font = self.font()
        font.setPixelSize(16)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(
            self._text, Qt.TextElideMode.ElideMiddle, max(40, frame.width() - 120)
        )
        plate = QRect(0, 0, metrics.horizontalAdvance(words) + 56, metrics.height() + 28)
        plate.moveCenter(self.rect().center())
        painter.setPen(QPen(colours.mid().color(), 1))
        painter.setBrush(colours.base())
        painter.drawRoundedRect(plate, _RADIUS, _RADIUS)
        painter.setPen(colours.windowText().color())
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)


class FolderDropTarget(QObject):
    """Accepts drops anywhere on the window."""

    dropped = Signal(object)
    """A folder, or a Markdown file, as a ``Path``."""

    def __init__(self, window: QWidget, field: QWidget) -> None:
        """Accept drops.

        Args:
            window: the window.
            field: a text field in it, which would take the file's name as text.
        """
        super().__init__(window)
        self.overlay = DropOverlay(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Handle drags of files."""
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove | QEvent.Type.Drop:
                return self._handle_drag(watched, event) if isinstance(event, QDropEvent) else False
            case QEvent.Type.DragLeave if watched is self._window:
                self.overlay.hide()
        return False

    def _handle_drag(self, watched: QObject, event: QDropEvent) -> bool:
        path = _dropped_path(event)
        if path is None:
            return False
        if watched is not self._window:
            event.ignore()  # passed on to the window
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() is QEvent.Type.Drop:
            self.overlay.hide()
            self.dropped.emit(path)
        elif event.type() is QEvent.Type.DragEnter:
            self.overlay.show_text(tr("Drop to open “{name}”").format(name=path.name or path))
        return True


def _dropped_path(event: QDropEvent) -> Path | None:
    """The first folder or Markdown file that is dragged, or None."""
    for url in event.mimeData().urls():
        name = url.toLocalFile()
        # Path's is_dir raises on some names.
        if name and (os.path.isdir(name) or name.lower().endswith(MARKDOWN_SUFFIXES)):  # noqa: PTH112
            return Path(name)
    return None
