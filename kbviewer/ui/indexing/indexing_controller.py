"""Keeps the index up to date with the folder, behind the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from kbviewer.errors import KnownError
from kbviewer.ui.actions import ActionCollection
from kbviewer.ui.status.progress_line import ProgressLine
from kbviewer.ui.status.status_presenter import IndexingState, StatusPresenter
from kbviewer.ui.tasks import SteppedTask, Worker

if TYPE_CHECKING:
    from kbviewer.index.indexing.progress import UpdateProgress
    from kbviewer.service import KnowledgeBase

_FIRST_GROWTH_MS = 500
_GROWTH_INTERVAL_MS = 2_000


class IndexingController(QObject):
    """Updates the index step by step, shows the progress, and reports what changed.

    Attributes:
        state: what is under way, and what is missing.
    """

    changed = Signal()
    """The index has changed, or may have."""

    renamed = Signal(object)
    """Articles whose files were renamed: a ``dict`` from their old ids to the new ones."""

    finished = Signal()
    """An update came to its end."""

    failed = Signal(object)
    """An update failed with this exception."""

    def __init__(
        self,
        actions: ActionCollection,
        progress: ProgressLine,
        status: StatusPresenter,
        worker: Worker,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.state = IndexingState()
        self._queued: list[frozenset[str] | None] = []
        self._next_growth_ms = _FIRST_GROWTH_MS
        self._growth_timer = QElapsedTimer()
        self._age_timer = QElapsedTimer()
        self._progress = progress
        self._status = status
        self._task = SteppedTask(worker, self)
        self._task.progressed.connect(self._on_progress)
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self._on_failure)
        self._task.stopped.connect(self._on_stopped)
        actions["rescan"].triggered.connect(self.start)
        actions["stop_indexing"].triggered.connect(self.stop)

    def start(self) -> None:
        """Scan the whole folder and index what has changed, also after ``stop``."""
        self._start(None)

    def refresh(self, changed: frozenset[str] | None) -> None:
        """Index what has changed, unless the user has stopped indexing.

        Args:
            changed: the paths of the only files that may have changed; None for any.
        """
        if not self.state.is_stopped:
            self._start(changed)

    def refresh_if_older_than(self, milliseconds: int) -> None:
        """Call ``refresh``, unless an update is running or has ended within this time."""
        is_fresh = self._age_timer.isValid() and not self._age_timer.hasExpired(milliseconds)
        if not (is_fresh or self.state.is_running):
            self.refresh(None)

    def stop(self) -> None:
        """Stop after the current step; ``start`` continues from there."""
        if self.state.is_running:
            self._queued.clear()
            self._progress.show_stopping()
            self._task.stop()

    def set_watch_error(self, error: KnownError | None) -> None:
        """Show why changes in the folder are not seen as they happen; None: they are."""
        self._status.watch_error = error
        self._status.update()

    def _start(self, changed: frozenset[str] | None) -> None:
        """Start an update, or queue it while one is running."""
        if self.state.is_running:
            self._queued.append(changed)
            return
        if self.state.is_stale:
            changed = None
        self._set_state(replace(self.state, is_running=True, is_stale=True, is_stopped=False))
        self._queued.clear()
        self._next_growth_ms = _FIRST_GROWTH_MS
        self._growth_timer.start()
        self._progress.start()
        self._task.start(partial(_update, changed=changed))

    def _set_state(self, state: IndexingState) -> None:
        self.state = state
        self._status.indexing = self.state

    def _on_progress(self, progress: UpdateProgress) -> None:
        self._progress.set_progress(progress.done, progress.total)
        self._set_state(replace(self.state, unindexed=progress.total - progress.done))
        if progress.renamed:
            self.renamed.emit(dict(progress.renamed))
        is_more_to_come = 0 < progress.done < progress.total
        if is_more_to_come and self._growth_timer.hasExpired(self._next_growth_ms):
            self._next_growth_ms = _GROWTH_INTERVAL_MS
            self._growth_timer.start()
            self.changed.emit()

    def _on_finished(self) -> None:
        self._set_state(replace(self.state, is_stale=False))
        self._end_run()
        self._status.failure = None
        self.finished.emit()
        self.changed.emit()
        self._start_queued()

    def _on_failure(self, error: Exception) -> None:
        self._end_run()
        self.changed.emit()  # what was indexed before it failed
        self.failed.emit(error)

    def _on_stopped(self) -> None:
        self._end_run()
        self._set_state(replace(self.state, is_stopped=True))
        self.changed.emit()
        self._start_queued()

    def _start_queued(self) -> None:
        if queued := self._queued:
            self._start(None if None in queued else frozenset().union(*filter(None, queued)))

    def _end_run(self) -> None:
        self._set_state(replace(self.state, is_running=False))
        self._age_timer.start()
        self._progress.finish()


def _update(
    knowledge_base: KnowledgeBase, changed: frozenset[str] | None
) -> Iterator[UpdateProgress]:
    knowledge_base.warm_up()
    yield from knowledge_base.update(changed)
