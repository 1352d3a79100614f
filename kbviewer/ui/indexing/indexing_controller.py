"""The index is kept like the folder, and the status line says how well."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kbviewer.errors import KnownError
from kbviewer.service import KnowledgeBase
from kbviewer.ui.dialogs.problems_presenter import ProblemsPresenter
from kbviewer.ui.indexing.updating import IndexingTask
from kbviewer.ui.status.status_presenter import StatusPresenter
from kbviewer.ui.tasks import Worker
from kbviewer.ui.window import Window


class IndexingController(QObject):
    """Reads what has changed in the folder, and tells what is wrong with it.

    Attributes:
        status: the status line's words and signs.
    """

    changed = Signal()
    """The index holds something else than before, or may do."""

    renamed = Signal(object)
    """Articles were found under another name: a ``dict`` from their old ids to the new ones."""

    failed = Signal(object)
    """It could not be brought up to date."""

    problem_file_chosen = Signal(str)
    """The path of a file with a problem that the person wants to see."""

    def __init__(
        self, window: Window, worker: Worker, engine: KnowledgeBase, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._task = IndexingTask(window.status_line.progress, worker, engine, self)
        self._problems = ProblemsPresenter(window, worker, engine, self)
        self.status = StatusPresenter(window.status_line, self._task, self._problems)
        self._task.grew.connect(self.changed)
        self._task.stopped.connect(self.changed)
        self._task.renamed.connect(self.renamed)
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self._on_failure)
        self._problems.changed.connect(self.status.update)
        self._problems.file_chosen.connect(self.problem_file_chosen)
        self._problems.failed.connect(self.failed)
        actions = window.action_collection
        actions["update"].triggered.connect(self.start)
        actions["stop"].triggered.connect(self._task.stop)
        actions["problems"].triggered.connect(self._problems.show)

    @property
    def is_running(self) -> bool:
        """Whether the folder is being read."""
        return self._task.is_running

    @property
    def is_stale(self) -> bool:
        """Whether the folder has not been read to the end since something may have changed."""
        return self._task.is_stale

    @property
    def unindexed(self) -> int:
        """Files that the index lacks, as far as is known."""
        return self._task.unindexed

    def start(self) -> None:
        """Read what has changed."""
        self._task.start()

    def refresh(self, changed: frozenset[str] | None) -> None:
        """Do so, unless the person has stopped it.

        Args:
            changed: the paths of the only files that may have changed; None for any.
        """
        self._task.refresh(changed)

    def refresh_if_older_than(self, milliseconds: int) -> None:
        """Do so, unless the person has stopped it, or the last time was within so long."""
        self._task.refresh_if_older_than(milliseconds)

    def set_watch_error(self, error: KnownError | None) -> None:
        """Say why changes in the folder are not seen as they happen; None: they are."""
        self.status.watch_error = error
        self.status.update()

    def _on_failure(self, error: Exception) -> None:
        self.changed.emit()  # up to where it failed
        self.failed.emit(error)

    def _on_finished(self) -> None:
        self.status.failure = None
        self._problems.refresh()
        self.changed.emit()
