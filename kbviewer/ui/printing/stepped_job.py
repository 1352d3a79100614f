"""A job of the window's own thread, run step by step so that the window stays alive."""

from __future__ import annotations

from collections.abc import Generator
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from kbviewer.errors import KnownError
from kbviewer.i18n import tr

_SLICE_S = 0.03  # between two turns of the event loop, unless one step takes longer
_SHOWN_AFTER_MS = 500
_WHOLE = 1000  # of the progress bar


class SteppedJob(QObject):
    """Runs a generator in slices, with a window that shows how far it is and can cancel it."""

    succeeded = Signal()
    failed = Signal(object)
    """It ended with this error; nothing is emitted where it was cancelled."""

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._steps: Generator[float] | None = None
        self._progress: QProgressDialog | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._run_slice)

    @property
    def is_running(self) -> bool:
        """Whether a generator is being run."""
        return self._steps is not None

    def start(self, steps: Generator[float], text: str) -> None:
        """Run a generator, which yields the share of it that is done.

        Args:
            steps: the generator; it is closed where it is cancelled.
            text: what it does, as the window says.
        """
        self.cancel()
        self._steps = steps
        self._progress = QProgressDialog(text, tr("Cancel"), 0, _WHOLE, self._window)
        self._progress.setWindowTitle(tr("Print"))
        self._progress.setWindowModality(Qt.WindowModality.WindowModal)
        self._progress.setMinimumDuration(_SHOWN_AFTER_MS)
        self._progress.setAutoClose(False)
        self._progress.setAutoReset(False)
        self._progress.canceled.connect(self.cancel)
        self.destroyed.connect(self._progress.deleteLater)
        self._timer.start()

    def cancel(self) -> None:
        """End it, if it is running."""
        self._timer.stop()
        steps, self._steps = self._steps, None
        progress, self._progress = self._progress, None
        if steps is not None:
            steps.close()
        if progress is not None:
            progress.canceled.disconnect(self.cancel)
            progress.hide()
            progress.deleteLater()

    def _run_slice(self) -> None:
        until = monotonic() + _SLICE_S
        done = None
        try:
            while self._steps is not None:
                done = next(self._steps)
                if monotonic() >= until:
                    break
        except StopIteration:
            self.cancel()
            self.succeeded.emit()
            return
        except KnownError as error:
            self.cancel()
            self.failed.emit(error)
            return
        except BaseException:
            self.cancel()
            raise
        if done is not None and self._progress is not None:
            self._progress.setValue(round(done * _WHOLE))
