"""Which library the window shows, and how another takes its place."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Signal

from kbviewer.errors import LibraryError
from kbviewer.library.file_id import display_path
from kbviewer.ui.tasks import Worker
from kbviewer.ui.window import Window
from kbviewer.ui.window_controller import WindowController

if TYPE_CHECKING:
    from kbviewer.service import KnowledgeBase


def check_folder(folder: Path) -> None:
    """Say at once if a folder is none that can be read; all else about it is the engine's.

    Raises:
        LibraryError: there is no such folder, it is a file, or it cannot be listed.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  Path's raises where a name is too long
        # Reading folders takes 50 ms to import, which a window that opens need not wait for.
        from kbviewer.library.library import Library  # noqa: PLC0415  as above

        Library.open(folder)
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise LibraryError(
            f"The folder {display_path(folder)} cannot be listed: {error.strerror}."
        ) from error


class LibrarySwitcher(QObject):
    """Shows one library at a time, each with a worker, an engine and a controller of its own.

    So nothing of the one before, neither an answer nor where one has been, comes into the next.

    Attributes:
        folder: of the library that is shown.
        controller: of that library.
    """

    switched = Signal(object)
    """Another library is shown; its folder, as a ``Path``."""

    def __init__(self, window: Window, settings: QSettings | None, library: Path) -> None:
        """Show the first one.

        Args:
            window: where.
            settings: where choices are kept, or None to keep none.
            library: its folder.
        """
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._ending: list[Thread] = []  # of libraries that were left
        self._open(library)

    def switch_to(self, folder: Path, article: str = "") -> None:
        """Show another library in place of this one, with an article of it open, or none."""
        self._close(wait=False)
        self._window.reset()
        self._open(folder)
        if article:
            self.controller.open_article(article)
        self.controller.start()
        self.switched.emit(folder)

    def close(self) -> None:
        """Let go of the library, when nothing of it runs any more."""
        self._close(wait=True)

    def _open(self, folder: Path) -> None:
        self.folder = folder
        self._worker = Worker(partial(_open_knowledge_base, folder), self._window)
        self.controller = WindowController(self._window, self._worker, self._settings)
        name = display_path(folder.resolve().name or folder.resolve())
        self._window.setWindowTitle(f"{name} — kbviewer")

    def _close(self, *, wait: bool) -> None:
        if wait:
            self._worker.close()
            for one in self._ending:
                one.join()
            return
        self._ending = [one for one in self._ending if one.is_alive()]
        self._ending.append(self._worker.close_in_background())
        # At once: until then the panels would still tell it what happens in them.
        self.controller.deleteLater()
        QCoreApplication.sendPostedEvents(self.controller, QEvent.Type.DeferredDelete.value)


def _open_knowledge_base(folder: Path) -> KnowledgeBase:
    # The one import of the index and all below it: the window is shown before they are loaded.
    from kbviewer.service import KnowledgeBase  # noqa: PLC0415  as above

    return KnowledgeBase.open(folder)
