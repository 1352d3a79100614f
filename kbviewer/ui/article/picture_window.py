"""A picture of an article in a window of its own. Loaded with the first one that is opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QImage,
    QKeySequence,
    QPainter,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import tr
from kbviewer.ui.actions import KEY_TABLE
from kbviewer.ui.widgets.wheel_steps import WheelSteps

_SIZE = QSize(900, 640)
_TITLE_BAR = QSize(40, 80)
_ZOOM_STEP = 1.25
_MIN_SCALE, _MAX_SCALE = 0.05, 16.0


class PictureView(QGraphicsView):
    """A picture, fitted into the view or in a size of its own."""

    def __init__(self, image: QImage, parent: QWidget) -> None:
        super().__init__(parent)
        self._wheel = WheelSteps()
        self._is_fitted = True
        self._scene = QGraphicsScene(self)
        self._picture = self._scene.addPixmap(QPixmap.fromImage(image))
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.label = QLabel(self)
        self.label.setObjectName("dialogSummary")
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)

    @property
    def scale_factor(self) -> float:
        """The size of the picture; 1 is one pixel for one of the screen's."""
        return self.transform().m11()

    def fit(self) -> None:
        """Show all of the picture, no larger than it is, also when the view is resized."""
        self._is_fitted = True
        size, view = self._picture.pixmap().size(), self.maximumViewportSize()
        fitting = min(view.width() / size.width(), view.height() / size.height(), 1.0)
        self._set_scale(fitting)

    def show_original_size(self) -> None:
        """Show each pixel of the picture as one of the screen's."""
        self._is_fitted = False
        self._set_scale(1.0)

    def zoom_in(self) -> None:
        """Make the picture a step larger."""
        self._zoom_by(1)

    def zoom_out(self) -> None:
        """Make the picture a step smaller."""
        self._zoom_by(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """Zoom with Ctrl, at the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
            self._zoom_by(self._wheel.add(event))
            self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
            event.accept()
        else:
            self._wheel.reset()
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Fit the picture again if it is fitted."""
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()

    def _zoom_by(self, steps: int) -> None:
        if steps:
            self._is_fitted = False
            self._set_scale(self.scale_factor * _ZOOM_STEP**steps)

    def _set_scale(self, scale: float) -> None:
        scale = min(_MAX_SCALE, max(_MIN_SCALE, scale)) / self.scale_factor
        self.scale(scale, scale)
        self.label.setText(f"{self.scale_factor:.0%}")


class PictureWindow(QDialog):
    """A picture that can be zoomed and copied."""

    def __init__(self, image: QImage, parent: QWidget) -> None:
        """Show a picture.

        Args:
            image: the picture as it was loaded.
            parent: the window.
        """
        super().__init__(parent)
        self._image = image
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = PictureView(image, self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        self._buttons = []
        for slot in (self.view.fit, self.view.show_original_size, self.copy):
            button = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(slot)
            self._buttons.append(button)
        for each in buttons.buttons():
            each.setProperty("autoDefault", False)
        for key_id, slot in (
            ("zoom_in", self.view.zoom_in), ("zoom_out", self.view.zoom_out),
            ("zoom_reset", self.view.show_original_size), ("copy", self.copy),
        ):  # fmt: skip
            for keys in KEY_TABLE[key_id]:
                QShortcut(QKeySequence(keys), self, slot)
        below = QHBoxLayout()
        below.addWidget(self.view.label)
        below.addWidget(buttons, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(10)
        column.addWidget(self.view, 1)
        column.addLayout(below)
        self._retranslate()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _TITLE_BAR))
        self.view.setFocus()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def copy(self) -> None:
        """Copy the picture."""
        QGuiApplication.clipboard().setImage(self._image)

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Picture"))
        self.view.setAccessibleName(tr("Picture"))
        texts = tr("&Fit"), tr("&Original Size"), tr("&Copy")
        for button, text in zip(self._buttons, texts, strict=True):
            button.setText(text)
