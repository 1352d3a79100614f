"""A text browser that loads nothing."""

from __future__ import annotations

from collections.abc import Mapping

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
    QAction,
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
from PySide6.QtWidgets import QMenu, QTextBrowser, QWidget

from kbviewer.i18n import tr
from kbviewer.ui.article.box_painter import BoxPainter
from kbviewer.ui.theme import LIGHT, Theme
from kbviewer.ui.widgets.wheel_steps import WheelSteps


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
    """A picture was double-clicked, or chosen from the context menu."""

    table_opened = Signal(int)
    """A table was; the position of its first character in the document."""

    section_requested = Signal(int)
    """A key was pressed to scroll beyond the end (1) or the start (-1)."""

    text_painted = Signal(QPainter)
    """The text has been painted, and this paints over it, in the viewport's coordinates."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures: Mapping[str, QImage] = {}
        self.section = ""
        self._wheel = WheelSteps()
        self._offered_picture = ""  # what can be opened: the address of a picture
        self._offered_table: int | None = None  # the position of a table
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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Open the picture or the table under the pointer; elsewhere select a word."""
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left:
            self._look_at(event.position().toPoint())
        if is_left and self._offered_picture in self.pictures:
            self._open_picture()
        elif is_left and self._offered_table is not None:
            self._open_table()
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """Offer to open the picture or the table, with a key those that are in view."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.context_menu(None if by_key else event.pos()).popup(event.globalPos())

    def context_menu(self, point: QPoint | None) -> QMenu:
        """The menu for a point of the viewport; None is for what is in view."""
        scrolled = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        menu = self.createStandardContextMenu((point or QPoint()) + scrolled)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look_at(point)
        if self._offered_table is not None:
            _put_first(menu, tr("Open &Table")).triggered.connect(self._open_table)
        if self._offered_picture in self.pictures:
            _put_first(menu, tr("Open &Picture")).triggered.connect(self._open_picture)
        return menu

    def _look_at(self, point: QPoint | None) -> None:
        """Find what can be opened at a point, or in view."""
        from kbviewer.ui.article import hit_test  # noqa: PLC0415  with the first double click

        if point is None:
            found = hit_test.first_in_view(self, self.section)
        else:
            found = hit_test.picture_at(self, point), hit_test.table_at(self, self.section, point)
        self._offered_picture, self._offered_table = found

    def _open_picture(self) -> None:
        self.picture_opened.emit(self.pictures[self._offered_picture])

    def _open_table(self) -> None:
        self.table_opened.emit(self._offered_table)

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


def _put_first(menu: QMenu, text: str) -> QAction:
    """Put an entry at the top of a menu."""
    action = QAction(text, menu)
    entries = menu.actions()
    menu.insertAction(entries[0] if entries else None, action)  # type: ignore[arg-type]
    return action


def _transparent_pixel() -> QImage:
    picture = QImage(1, 1, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
