"""The progress of indexing, the time left, and a button that stops it."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from kbviewer.i18n import tr
from kbviewer.ui import strings

_SHOW_DELAY_MS = 500
_SMOOTHING_S = 5.0
_ESTIMATE_AFTER_S = 1.0  # earlier the speed is not typical


class EtaEstimator:
    """Estimates the time left from the speed of the last seconds."""

    def __init__(self) -> None:
        self._began: tuple[int, float] | None = None
        self._last = (0, 0.0)
        self._speed = 0.0

    def update(self, done: int, now_s: float) -> None:
        """Record how much is done at this time, in seconds of any clock."""
        if self._began is None:
            self._began = self._last = (done, now_s)
            return
        last_done, last_s = self._last
        elapsed_s = now_s - last_s
        if elapsed_s <= 0:
            return
        known_s = last_s - self._began[1]
        # At first the mean of all samples, then of about the last seconds.
        weight = max(1 - math.exp(-elapsed_s / _SMOOTHING_S), elapsed_s / (known_s + elapsed_s))
        self._speed += weight * ((done - last_done) / elapsed_s - self._speed)
        self._last = (done, now_s)

    def seconds_left(self, left: int) -> float | None:
        """How long ``left`` will take, None as long as it cannot be estimated."""
        if self._began is None or self._speed <= 0:
            return None
        is_known = self._last[1] - self._began[1] >= _ESTIMATE_AFTER_S
        return left / self._speed if is_known else None


class ProgressLine(QWidget):
    """A progress bar with the number of files and the time left.

    Shown only after half a second.
    """

    def __init__(self, stop: QAction, parent: QWidget) -> None:
        """Build it.

        Args:
            stop: the button's action.
            parent: the widget that contains it.
        """
        super().__init__(parent)
        self._stop = stop
        self._eta = EtaEstimator()
        self._done = self._total = 0
        self._is_delay_over = False
        self._delay_timer = QTimer(self)
        self._delay_timer.setSingleShot(True)
        self._delay_timer.setInterval(_SHOW_DELAY_MS)
        self._delay_timer.timeout.connect(self._on_delay_over)
        self._text = QLabel(self)
        self._text.setObjectName("progressText")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self.button = QToolButton(self)
        self.button.setObjectName("statusButton")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(stop.trigger)
        stop.changed.connect(self._show_tool_tip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._text)
        row.addWidget(self._bar)
        row.addWidget(self.button)
        self._retranslate()
        self.finish()

    def start(self) -> None:
        """Start; the total is not known yet."""
        self.finish()
        self._stop.setEnabled(True)
        self.button.setEnabled(True)
        self._delay_timer.start()

    def set_progress(self, done: int, total: int) -> None:
        """Show the progress.

        Args:
            done: the number of files done.
            total: the number of all files, 0 while the folder is being scanned.
        """
        self._done, self._total = done, total
        self._eta.update(done, time.monotonic())
        self._show()

    def show_stopping(self) -> None:
        """Show that it will stop after the current step."""
        self._stop.setEnabled(False)
        self.button.setEnabled(False)
        self._text.setText(tr("Stopping…"))

    def finish(self) -> None:
        """Hide: it has ended."""
        self._delay_timer.stop()
        self._is_delay_over = False
        self._eta = EtaEstimator()
        self._done = self._total = 0
        self._stop.setEnabled(False)
        self.hide()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            if not self.isHidden():
                self._show()

    def _retranslate(self) -> None:
        self._bar.setAccessibleName(tr("Files indexed"))
        self.button.setText(tr("Stop"))
        self._show_tool_tip()

    def _show_tool_tip(self) -> None:
        self.button.setToolTip(self._stop.toolTip())

    def _on_delay_over(self) -> None:
        self._is_delay_over = True
        self._show()

    def _show(self) -> None:
        if not self._is_delay_over or (0 < self._total <= self._done and self.isHidden()):
            return
        self._bar.setRange(0, self._total)
        self._bar.setValue(self._done)
        if self._stop.isEnabled():
            left_s = self._eta.seconds_left(self._total - self._done)
            self._text.setText(strings.indexing_progress(self._done, self._total, left_s))
        self.show()
