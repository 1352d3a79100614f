"""The files with problems: kept up to date, and shown on demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kbviewer.ui.tasks import LatestTask, Worker

if TYPE_CHECKING:
    from kbviewer.library.problems import Problem
    from kbviewer.service import KnowledgeBase
    from kbviewer.ui.dialogs.problems_dialog import ProblemsDialog


class ProblemsPresenter(QObject):
    """Keeps the problems that the last update found, and shows them in a dialog.

    Attributes:
        problems: all of them, by path.
    """

    changed = Signal(int)
    """The problems have changed; the number of files and folders that have any."""

    file_chosen = Signal(str)
    """The path of a file that was chosen in the dialog."""

    failed = Signal(object)

    def __init__(self, window: QWidget, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self.problems: Sequence[Problem] = ()
        self._window = window
        self._dialog: ProblemsDialog | None = None
        self._last_opened = ""
        self._task = LatestTask(worker, self)
        self._task.succeeded.connect(self._on_problems)
        self._task.failed.connect(self.failed)

    def refresh(self) -> None:
        """Load the problems again."""
        self._task.submit(_load)

    def show(self) -> None:
        """Open the dialog, or raise it."""
        if self._dialog is None:
            from kbviewer.ui.dialogs.problems_dialog import ProblemsDialog  # noqa: PLC0415  rarely needed

            self._dialog = ProblemsDialog(self._window)
            self._dialog.chosen.connect(self._on_chosen)
            self._dialog.finished.connect(self._on_closed)
            self.destroyed.connect(self._dialog.deleteLater)
        self._dialog.show_problems(self.problems, self._last_opened)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _on_problems(self, problems: Sequence[Problem]) -> None:
        if problems == self.problems:
            return
        self.problems = problems
        if self._dialog is not None:
            self._dialog.show_problems(problems)
        self.changed.emit(len({one.path for one in problems}))

    def _on_chosen(self, path: str) -> None:
        self._last_opened = path
        self.file_chosen.emit(path)

    def _on_closed(self) -> None:
        self._dialog = None


def _load(knowledge_base: KnowledgeBase) -> Sequence[Problem]:
    return knowledge_base.problems()
