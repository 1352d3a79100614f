"""The folder is read behind the window, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from kbviewer.service import KnowledgeBase
from kbviewer.ui.status.progress_line import ProgressLine
from kbviewer.ui.tasks import SteppedTask, Worker

if TYPE_CHECKING:
    from kbviewer.index.indexing.indexer import UpdateProgress

_FIRST_GROWTH_MS = 500
_GROWTH_INTERVAL_MS = 2_000


class IndexingTask(QObject):
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
        self, progress: ProgressLine, worker: Worker, engine: KnowledgeBase, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.is_running = False
        self.is_stale = True
        self.is_stopped = False
        self._queued: list[frozenset[str] | None] = []
        self.unindexed = 0
        self._next_growth_ms = _FIRST_GROWTH_MS
        self._growth_timer = QElapsedTimer()
        self._age_timer = QElapsedTimer()
        self._progress = progress
        self._engine = engine
        self._task = SteppedTask(worker, self)
        self._task.progressed.connect(self._on_progress)
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self._on_failure)
        self._task.stopped.connect(self._on_stopped)

    def start(self, changed: frozenset[str] | None = None) -> None:
        """Read what has changed in the folder; once more if that is under way.

        Args:
            changed: the paths of the only files that may have changed since the last time, if that
                came to its end; None for any.
        """
        if self.is_running:
            self._queued.append(changed)
            return
        if self.is_stale:
            changed = None
        self.is_running = self.is_stale = True
        self.is_stopped = False
        self._queued.clear()
        self._next_growth_ms = _FIRST_GROWTH_MS
        self._growth_timer.start()
        self._progress.start()
        self._task.start(self._engine.update(changed))

    def refresh(self, changed: frozenset[str] | None) -> None:
        """Do as ``start`` does, unless the person has stopped that."""
        if not self.is_stopped:
            self.start(changed)

    def refresh_if_older_than(self, milliseconds: int) -> None:
        """Do so, but not if it is under way or ended within so long."""
        is_fresh = self._age_timer.isValid() and not self._age_timer.hasExpired(milliseconds)
        if not (is_fresh or self.is_running):
            self.refresh(None)

    def stop(self) -> None:
        """Leave off with what is read; ``start`` goes on from there."""
        if self.is_running:
            self._queued.clear()
            self._progress.show_stopping()
            self._task.stop()

    def _on_progress(self, progress: UpdateProgress) -> None:
        self._progress.set_progress(progress.done, progress.total)
        self.unindexed = progress.total - progress.done
        if progress.renamed:
            self.renamed.emit(dict(progress.renamed))
        is_more_to_come = 0 < progress.done < progress.total
        if is_more_to_come and self._growth_timer.hasExpired(self._next_growth_ms):
            self._next_growth_ms = _GROWTH_INTERVAL_MS
            self._growth_timer.start()
            self.grew.emit()

    def _on_finished(self) -> None:
        self.is_stale = False
        self._end_run()
        self.finished.emit()
        self._start_queued()

    def _on_failure(self, error: Exception) -> None:
        self._end_run()
        self.failed.emit(error)

    def _on_stopped(self) -> None:
        self._end_run()
        self.is_stopped = True
        self.stopped.emit()
        self._start_queued()

    def _start_queued(self) -> None:
        if told := self._queued:
            self.start(None if None in told else frozenset().union(*filter(None, told)))

    def _end_run(self) -> None:
        self.is_running = False
        self._age_timer.start()
        self._progress.finish()
