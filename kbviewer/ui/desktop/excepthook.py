"""What becomes of an error that nothing else took."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from kbviewer.errors import KnownError


class Excepthook:
    """Says what went wrong in a window of its own; the program goes on.

    While that is open, what else goes wrong stands on standard error alone: a bug in what is done
    with each key would open one upon another.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._box: QMessageBox | None = None

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Say it."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        import traceback  # noqa: PLC0415  12 ms that only a bug costs

        told = "".join(traceback.format_exception(kind, error, trace))
        print(told, file=sys.stderr)  # noqa: T201  a bug's traceback belongs on standard error
        if self._box is not None:
            return
        self._box = box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._forget)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        known = isinstance(error, KnownError)
        box.setText(str(error) if known else "Something went wrong inside kbviewer.")
        if not known:
            box.setInformativeText("Your files are untouched. You can go on; the details may help.")
            box.setDetailedText(told)
        box.open()

    def _forget(self) -> None:
        self._box = None
