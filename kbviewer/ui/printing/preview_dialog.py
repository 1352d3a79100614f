"""The window that shows the pages of an article before they are printed."""

from __future__ import annotations

from math import floor

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPageLayout, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import tr
from kbviewer.ui.printing.print_layout import PrintLayout
from kbviewer.ui.theme import PAPER

_SIZE = QSize(780, 860)
_TITLE_BAR = QSize(0, 40)  # left free for the title bar
_GAP = 16  # pixels around each page
_POINTS_PER_INCH = 72
_MAX_DPI = 144.0  # pixels for an inch of paper; a wider window leaves room at both sides
_LINE_STEP = 60  # pixels that an arrow key scrolls


class PagesView(QAbstractScrollArea):
    """Shows pages one below the other, as wide as it is; only those in view are painted."""

    page_changed = Signal(int)
    """The index of the page in the middle of the view."""

    def __init__(self, layout: PrintLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._layout = layout
        self._page = layout.page.fullRect(QPageLayout.Unit.Point).size()
        self._dpi = float(_POINTS_PER_INCH)
        self._current = 0
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(_LINE_STEP)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def page_rect(self, number: int) -> QRect:
        """Where a page is in the viewport, in pixels."""
        size = self._page_size()
        left = (self.viewport().width() - size.width()) // 2
        top = _GAP + number * (size.height() + _GAP) - self.verticalScrollBar().value()
        return QRect(left, top, size.width(), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Fit the pages to the width; the place in them stays."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        room = max(1, self.viewport().width() - 2 * _GAP)
        self._dpi = min(_MAX_DPI, room / self._page.width() * _POINTS_PER_INCH)
        height = _GAP + len(self._layout.pages) * (self._page_size().height() + _GAP)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, height - self.viewport().height()))
        bar.setValue(round(share * bar.maximum()))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Paint the pages that are in view."""
        painter = QPainter(self.viewport())
        margins = self._layout.page.margins(QPageLayout.Unit.Point)
        for number in range(self._page_at(0), len(self._layout.pages)):
            rect = self.page_rect(number)
            if rect.top() > event.rect().bottom():
                break
            painter.fillRect(rect, QColor(PAPER.page))
            painter.setPen(QColor(PAPER.line))
            painter.drawRect(QRectF(rect).adjusted(-0.5, -0.5, 0.5, 0.5))
            painter.save()
            scale = self._dpi / _POINTS_PER_INCH
            painter.translate(
                rect.left() + margins.left() * scale, rect.top() + margins.top() * scale
            )
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._layout.paint(painter, number, self._dpi)
            painter.restore()

    def _page_size(self) -> QSize:
        scale = self._dpi / _POINTS_PER_INCH
        return QSize(floor(self._page.width() * scale), floor(self._page.height() * scale))

    def _page_at(self, y: int) -> int:
        """The index of the page at a height of the viewport, or of the last one above it."""
        place = self.verticalScrollBar().value() + y - _GAP
        number = place // (self._page_size().height() + _GAP)
        return max(0, min(number, len(self._layout.pages) - 1))

    def _on_scrolled(self) -> None:
        self.viewport().update()
        current = self._page_at(self.viewport().height() // 2)
        if current != self._current:
            self._current = current
            self.page_changed.emit(current)


class PreviewDialog(QDialog):
    """Shows the pages of an article, and offers to print them or to save them as a PDF."""

    print_requested = Signal()
    save_requested = Signal()

    def __init__(self, layout: PrintLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Print Preview"))
        self._pages = len(layout.pages)
        self.view = PagesView(layout, self)
        self.view.setAccessibleName(tr("Print Preview"))
        self._position = QLabel(self)
        self._position.setObjectName("dialogSummary")
        buttons = QDialogButtonBox(self)
        save = buttons.addButton(tr("Save as PDF…"), QDialogButtonBox.ButtonRole.ActionRole)
        print_ = buttons.addButton(tr("Print…"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        close.setIcon(QIcon())
        print_.setDefault(True)
        save.clicked.connect(self.save_requested)
        print_.clicked.connect(self.print_requested)
        close.clicked.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self._position)
        below.addStretch(1)
        below.addWidget(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self.view, 1)
        column.addLayout(below)
        self.view.page_changed.connect(self._show_position)
        self._show_position(0)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _TITLE_BAR))
        self.view.setFocus()

    def _show_position(self, number: int) -> None:
        self._position.setText(
            tr("Page {number} of {pages}").format(number=number + 1, pages=self._pages)
        )
