"""The index is kept like the folder, and the status line says how well."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from kbviewer.errors import KnownError
from kbviewer.ui.engine import Engine
from kbviewer.ui.latest import Worker
from kbviewer.ui.problems import Problems
from kbviewer.ui.status import Status
from kbviewer.ui.updating import Updating
from kbviewer.ui.window import Window


class Upkeep(QObject):
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

    file_chosen = Signal(str)
    """The path of a file with a problem that the person wants to see."""

    def __init__(self, window: Window, worker: Worker, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._updating = Updating(window.status_line.progress, worker, engine, self)
        self._problems = Problems(window, worker, engine, self)
        self.status = Status(window.status_line, self._updating, self._problems)
        self._updating.grew.connect(self.changed)
        self._updating.stopped.connect(self.changed)
        self._updating.renamed.connect(self.renamed)
        self._updating.finished.connect(self._end)
        self._updating.failed.connect(self._fail)
        self._problems.changed.connect(self.status.show)
        self._problems.chosen.connect(self.file_chosen)
        self._problems.failed.connect(self.failed)
        actions = window.actions_
        actions["update"].triggered.connect(self.start)
        actions["stop"].triggered.connect(self._updating.stop)
        actions["problems"].triggered.connect(self._problems.show)

    @property
    def is_reading(self) -> bool:
        """Whether the folder is being read."""
        return self._updating.is_running

    @property
    def is_behind(self) -> bool:
        """Whether the folder has not been read to the end since something may have changed."""
        return self._updating.is_behind

    @property
    def missing(self) -> int:
        """Files that the index lacks, as far as is known."""
        return self._updating.left

    def start(self) -> None:
        """Read what has changed."""
        self._updating.start()

    def look(self, changed: frozenset[str] | None) -> None:
        """Do so, unless the person has stopped it.

        Args:
            changed: the paths of the only files that may have changed; None for any.
        """
        self._updating.look(changed)

    def look_after(self, milliseconds: int) -> None:
        """Do so, unless the person has stopped it, or the last time was within so long."""
        self._updating.look_after(milliseconds)

    def tell_unseen(self, error: KnownError | None) -> None:
        """Say why changes in the folder are not seen as they happen; None: they are."""
        self.status.unseen = error
        self.status.show()

    def _fail(self, error: Exception) -> None:
        self.changed.emit()  # up to where it failed
        self.failed.emit(error)

    def _end(self) -> None:
        self.status.failure = None
        self._problems.ask()
        self.changed.emit()
