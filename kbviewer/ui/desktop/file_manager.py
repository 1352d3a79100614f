"""Shows a file in the desktop's file manager."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

_SERVICE = "org.freedesktop.FileManager1"
_TIMEOUT_MS = 4_000  # a file manager that is started by this call needs some time


class FileManager(QObject):
    """Opens the folder of a file with the file selected, as far as the desktop can."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[QDBusPendingCallWatcher, Path] = {}

    def show(self, path: Path) -> None:
        """Show a file or a folder, by its absolute path, in the folder that it is in."""
        if sys.platform == "win32":
            # Its arguments are no usual ones: a comma ends one, but not within quotation marks,
            # which no file's name has.
            explorer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "explorer.exe"
            from subprocess import Popen  # noqa: PLC0415  on Windows only

            Popen(f'"{explorer}" /select,"{path}"')  # noqa: S603  Windows' own program
        elif sys.platform == "darwin":
            QProcess.startDetached("/usr/bin/open", ["-R", str(path)])
        else:
            watcher = _call(show_items_message(path), self)
            self._waiting[watcher] = path
            watcher.finished.connect(self._on_answer)

    def _on_answer(self, watcher: QDBusPendingCallWatcher) -> None:
        """Open the folder where there is no file manager that selects a file."""
        path = self._waiting.pop(watcher)
        if watcher.isError():
            open_path(path.parent)
        watcher.deleteLater()


def show_items_message(path: Path) -> QDBusMessage:
    """The call of freedesktop.org's File Manager D-Bus interface that selects a file."""
    from PySide6.QtDBus import QDBusMessage  # noqa: PLC0415  not on Windows and macOS

    message = QDBusMessage.createMethodCall(
        _SERVICE, f"/{_SERVICE.replace('.', '/')}", _SERVICE, "ShowItems"
    )
    message.setArguments([[path.as_uri()], ""])  # the files, and no activation token
    return message


def open_path(path: Path) -> bool:
    """Open a file or a folder in the desktop's program for it; whether there is one."""
    # Of a path that is not Unicode, QUrl.fromLocalFile would lose the bytes.
    return QDesktopServices.openUrl(QUrl.fromEncoded(path.as_uri().encode()))


def _call(message: QDBusMessage, parent: QObject) -> QDBusPendingCallWatcher:
    from PySide6.QtDBus import QDBusConnection, QDBusPendingCallWatcher  # noqa: PLC0415  as above

    call = QDBusConnection.sessionBus().asyncCall(message, _TIMEOUT_MS)
    return QDBusPendingCallWatcher(call, parent)
