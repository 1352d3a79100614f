"""The folder is read behind the window, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from kbviewer.ui.engine import Engine
from kbviewer.ui.latest import Steps, Worker
from kbviewer.ui.progress import ProgressLine

if TYPE_CHECKING:
    from kbviewer.index.build import Progress

_GROWS_AFTER_MS = 500
_GROWS_EVERY_MS = 2_000


class Updating(QObject):
    """Brings the index up to date and shows how far it has come.

    Attributes:
        is_running: whether the folder is being read.
        is_behind: whether the index may lack something that nobody told, or that was not read.
        is_stopped: whether that is because the person stopped it.
        left: files that are still to be read, as far as is known.
    """

    grew = Signal()
    """The index holds more than before; told now and then while it is being made."""

    renamed = Signal(object)
    """Articles were found under another name: a ``dict`` from their old ids to the new ones."""

    finished = Signal()
    failed = Signal(object)

    stopped = Signal()
    """The person stopped it; ``left`` says how much is missing."""

    def __init__(
        self, progress: ProgressLine, worker: Worker, engine: Engine, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.is_running = False
        self.is_behind = True
        self.is_stopped = False
        self._told_meanwhile: list[frozenset[str] | None] = []
        self.left = 0
        self._grows_after_ms = _GROWS_AFTER_MS
        self._since_growth = QElapsedTimer()
        self._since_end = QElapsedTimer()
        self._progress = progress
        self._engine = engine
        self._steps = Steps(worker, self)
        self._steps.stepped.connect(self._show)
        self._steps.finished.connect(self._end)
        self._steps.failed.connect(self._fail)
        self._steps.stopped.connect(self._tell_stopped)

    def start(self, changed: frozenset[str] | None = None) -> None:
        """Read what has changed in the folder; once more if that is under way.

        Args:
            changed: the paths of the only files that may have changed since the last time, if that
                came to its end; None for any.
        """
        if self.is_running:
            self._told_meanwhile.append(changed)
            return
        if self.is_behind:
            changed = None
        self.is_running = self.is_behind = True
        self.is_stopped = False
        self._told_meanwhile.clear()
        self._grows_after_ms = _GROWS_AFTER_MS
        self._since_growth.start()
        self._progress.begin()
        self._steps.start(self._engine.update(changed))

    def look(self, changed: frozenset[str] | None) -> None:
        """Do as ``start`` does, unless the person has stopped that."""
        if not self.is_stopped:
            self.start(changed)

    def look_after(self, milliseconds: int) -> None:
        """Do so, but not if it is under way or ended within so long."""
        is_fresh = self._since_end.isValid() and not self._since_end.hasExpired(milliseconds)
        if not (is_fresh or self.is_running):
            self.look(None)

    def stop(self) -> None:
        """Leave off with what is read; ``start`` goes on from there."""
        if self.is_running:
            self._told_meanwhile.clear()
            self._progress.tell_stopping()
            self._steps.stop()

    def _show(self, progress: Progress) -> None:
        self._progress.tell(progress.done, progress.total)
        self.left = progress.total - progress.done
        if progress.renamed:
            self.renamed.emit(dict(progress.renamed))
        is_more_to_come = 0 < progress.done < progress.total
        if is_more_to_come and self._since_growth.hasExpired(self._grows_after_ms):
            self._grows_after_ms = _GROWS_EVERY_MS
            self._since_growth.start()
            self.grew.emit()

    def _end(self) -> None:
        self.is_behind = False
        self._settle()
        self.finished.emit()
        self._go_on()

    def _fail(self, error: Exception) -> None:
        self._settle()
        self.failed.emit(error)

    def _tell_stopped(self) -> None:
        self._settle()
        self.is_stopped = True
        self.stopped.emit()
        self._go_on()

    def _go_on(self) -> None:
        if told := self._told_meanwhile:
            self.start(None if None in told else frozenset().union(*filter(None, told)))

    def _settle(self) -> None:
        self.is_running = False
        self._since_end.start()
        self._progress.end()
