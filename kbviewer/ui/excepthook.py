"""What becomes of an error that nothing else took."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

from kbviewer.errors import KnownError
from kbviewer.ui.window import Window


class Excepthook:
    """Says what went wrong in a window of its own; the program goes on."""

    def __init__(self, window: Window) -> None:
        self._window = window

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
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        known = isinstance(error, KnownError)
        box.setText(str(error) if known else "Something went wrong inside kbviewer.")
        if not known:
            box.setInformativeText("Your files are untouched. You can go on; the details may help.")
            box.setDetailedText(told)
        box.open()
