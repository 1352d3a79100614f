"""The files with problems: which, what is wrong, and what was done instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kbviewer.ui.engine import Engine
from kbviewer.ui.latest import Latest, Worker

if TYPE_CHECKING:
    from kbviewer.library.problem import Problem
    from kbviewer.ui.problems_dialog import ProblemsDialog


class Problems(QObject):
    """Keeps what is wrong with files, as the last update found it, and shows it on demand.

    Attributes:
        known: all of them, by path.
    """

    changed = Signal()
    chosen = Signal(str)
    """The path of a file that the person wants to see."""

    failed = Signal(object)

    def __init__(self, window: QWidget, worker: Worker, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self.known: Sequence[Problem] = ()
        self._window = window
        self._engine = engine
        self._dialog: ProblemsDialog | None = None
        self._last = ""  # the file that was opened from the list
        self._answers = Latest(worker, self)
        self._answers.arrived.connect(self._receive)
        self._answers.failed.connect(self.failed)

    @property
    def files(self) -> int:
        """How many files and folders something is wrong with."""
        return len({one.path for one in self.known})

    def ask(self) -> None:
        """Find out what is wrong now."""
        self._answers.ask(self._engine.problems)

    def show(self) -> None:
        """Open the list, or bring it to the front."""
        if self._dialog is None:
            from kbviewer.ui.problems_dialog import ProblemsDialog  # noqa: PLC0415  few need it

            self._dialog = ProblemsDialog(self._window)
            self._dialog.chosen.connect(self._choose)
            self._dialog.finished.connect(self._forget)
            self.destroyed.connect(self._dialog.deleteLater)
        self._dialog.show_problems(self.known, self._last)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _receive(self, problems: Sequence[Problem]) -> None:
        if problems == self.known:
            return
        self.known = problems
        if self._dialog is not None:
            self._dialog.show_problems(problems)
        self.changed.emit()

    def _choose(self, path: str) -> None:
        self._last = path
        self.chosen.emit(path)

    def _forget(self) -> None:
        self._dialog = None
