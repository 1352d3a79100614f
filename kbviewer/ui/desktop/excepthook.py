"""Shows exceptions that nothing else has handled."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from kbviewer.errors import KnownError
from kbviewer.i18n import tr


class Excepthook:
    """Shows the exception in a message box; the program goes on.

    While the box is open, further exceptions go to standard error only: a bug in what each key does
    would open one box after another.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._box: QMessageBox | None = None

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show an exception."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        import traceback  # noqa: PLC0415  takes 12 ms

        text = "".join(traceback.format_exception(kind, error, trace))
        print(text, file=sys.stderr)  # noqa: T201  a bug's traceback belongs on standard error
        if self._box is not None:
            return
        self._box = box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._forget)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        known = isinstance(error, KnownError)
        box.setText(str(error) if known else tr("Something went wrong inside kbviewer."))
        if not known:
            box.setInformativeText(
                tr("Your files are untouched. You can go on; the details may help.")
            )
            box.setDetailedText(text)
        box.open()

    def _forget(self) -> None:
        self._box = None
