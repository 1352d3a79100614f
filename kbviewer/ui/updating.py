"""The folder is read behind the window, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kbviewer.ui.engine import Engine
from kbviewer.ui.latest import Steps, Worker
from kbviewer.ui.window import Window

if TYPE_CHECKING:
    from kbviewer.index.build import Progress
    from kbviewer.library.problem import Problem


class Updating(QObject):
    """Brings the index up to date and shows how far it has come.

    Attributes:
        is_running: whether the folder is being read.
        problems: what could not be read the last time.
    """

    finished = Signal()
    failed = Signal(object)

    def __init__(self, window: Window, worker: Worker, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self.is_running = False
        self.problems: tuple[Problem, ...] = ()
        self._window = window
        self._engine = engine
        self._steps = Steps(worker, self)
        self._steps.stepped.connect(self._show)
        self._steps.finished.connect(self._end)
        self._steps.failed.connect(self._fail)

    def start(self) -> None:
        """Read what has changed in the folder, unless that is under way."""
        if not self.is_running:
            self.is_running = True
            self._steps.start(self._engine.update())

    def _show(self, progress: Progress) -> None:
        self._window.show_progress(progress.done, progress.total)
        self.problems = progress.problems

    def _end(self) -> None:
        self._stop()
        self.finished.emit()

    def _fail(self, error: Exception) -> None:
        self._stop()
        self.failed.emit(error)

    def _stop(self) -> None:
        self.is_running = False
        self._window.show_progress(0, 0)
