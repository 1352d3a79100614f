"""A text browser that loads nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    QRectF,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from kbviewer.i18n import tr
from kbviewer.ui.article.box_painter import BoxPainter
from kbviewer.ui.theme import LIGHT, Theme
from kbviewer.ui.widgets.context_menu import is_menu_key, request_menu
from kbviewer.ui.widgets.wheel_steps import WheelSteps

if TYPE_CHECKING:
    from kbviewer.ui.article.hit_test import MenuTarget

_MENU_CORNER = QPoint(24, 24)  # where a key shows the context menu, from the corner of the text


class ArticleBrowser(QTextBrowser):
    """Shows HTML and loads nothing: no file, no address, whatever the HTML names.

    Attributes:
        pictures: the pictures of the article, by their addresses.
        section: the HTML of what is shown, as it was rendered.
        boxes: paints the boxes of the article behind its text.
        theme: the colours of what is painted around the text.
    """

    escaped = Signal()
    """Escape was pressed."""

    about_to_resize = Signal()
    """Its text will be laid out again in another width."""

    resized = Signal()
    """It has been laid out."""

    zoomed = Signal(int)
    """The wheel was turned with Ctrl, by so many steps; up is positive."""

    picture_opened = Signal(QImage)
    """A picture was double-clicked."""

    table_opened = Signal(int)
    """A table was; the position of its first character in the document."""

    menu_requested = Signal(object, QPoint)
    """The context menu of a ``MenuTarget`` is to be shown at this point of the screen."""

    section_requested = Signal(int)
    """A key was pressed to scroll beyond the end (1) or the start (-1)."""

    text_painted = Signal(QPainter)
    """The text has been painted, and this paints over it, in the viewport's coordinates."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures: Mapping[str, QImage] = {}
        self.section = ""
        self._wheel = WheelSteps()
        self.boxes = BoxPainter()
        self.theme: Theme = LIGHT
        self.setAccessibleName(tr("Article"))
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Say its name in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.setAccessibleName(tr("Article"))

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
        """Handle Escape, the key of the context menu, and keys that scroll beyond the section."""
        bar = self.verticalScrollBar()
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif is_menu_key(event):
            request_menu(self)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_PageDown) and bar.value() == bar.maximum():
            self.section_requested.emit(1)
        elif key == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.section_requested.emit(-1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Open the picture or the table under the pointer; elsewhere select a word."""
        from kbviewer.ui.article.hit_test import target_at  # noqa: PLC0415  with the first one

        target = target_at(self, self.section, event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mouseDoubleClickEvent(event)
        elif target.picture in self.pictures:
            self.picture_opened.emit(self.pictures[target.picture])
        elif target.table is not None:
            self.table_opened.emit(target.table)
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """Ask for the menu of what is under the pointer, or with a key of what is in view."""
        from kbviewer.ui.article.hit_test import target_at, target_in_view  # noqa: PLC0415  as above

        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            target = target_at(self, self.section, event.pos())
            self.menu_requested.emit(self._known(target), event.globalPos())
            return
        port = self.viewport()
        at = self.cursorRect().bottomRight()
        if not (self.textCursor().hasSelection() and port.rect().contains(at)):
            at = port.rect().topLeft() + _MENU_CORNER
        target = target_in_view(self, self.section)
        self.menu_requested.emit(self._known(target), port.mapToGlobal(at))

    def _known(self, target: MenuTarget) -> MenuTarget:
        """A target without a picture that is not one of the article's."""
        return target if target.picture in self.pictures else replace(target, picture="")

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
            self._wheel.reset()
            super().wheelEvent(event)
            return
        if steps := self._wheel.add(event):
            self.zoomed.emit(steps)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Paint the boxes, the text, and what lies over it."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        painter.setClipRegion(event.region())
        painter.translate(-across, -down)
        view = QRectF(self.viewport().rect().translated(across, down))
        self.boxes.paint(painter, self.document(), view, self.theme)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setClipRegion(event.region())
        self.text_painted.emit(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Report it: the column of text has to be centered again."""
        self.about_to_resize.emit()
        super().resizeEvent(event)
        self.resized.emit()


def _transparent_pixel() -> QImage:
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
