"""Switches the window from one library to another."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Signal

from kbviewer.ui.tasks import Worker
from kbviewer.ui.window import Window
from kbviewer.ui.window_controller import WindowController

if TYPE_CHECKING:
    from kbviewer.service import KnowledgeBase


class LibrarySwitcher(QObject):
    """Shows one library at a time, each with its own worker and controller.

    So neither an answer nor the history of one library gets into the next.

    Attributes:
        folder: the folder of the library that is shown.
        controller: the controller of that library.
    """

    switched = Signal(object)
    """Another library is shown: its folder, as a ``Path``."""

    def __init__(self, window: Window, settings: QSettings | None, library: Path) -> None:
        """Show the first library.

        Args:
            window: the window.
            settings: where choices are kept, or None to keep none.
            library: the library's folder.
        """
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._ending: list[Thread] = []  # threads that close the previous libraries
        self._open(library)

    def switch_to(self, folder: Path, article: str = "") -> None:
        """Show another library instead of this one, and open an article of it unless it is ""."""
        self._close(wait=False)
        self._window.reset()
        self._open(folder)
        if article:
            self.controller.open_article(article)
        self.controller.start()
        self.switched.emit(folder)

    def rename(self, folder: Path) -> None:
        """Show the same library under another name: ``folder`` is a link to it, or its target."""
        self.folder = folder
        self._window.show_library_name(folder)

    def close(self) -> None:
        """Close the library; wait until nothing of it is running."""
        self._close(wait=True)

    def _open(self, folder: Path) -> None:
        self._worker = Worker(partial(_open_knowledge_base, folder), self._window)
        self.controller = WindowController(self._window, self._worker, folder, self._settings)
        self.rename(folder)

    def _close(self, *, wait: bool) -> None:
        if wait:
            self._worker.close()
            for one in self._ending:
                one.join()
            return
        self._ending = [one for one in self._ending if one.is_alive()]
        self._ending.append(self._worker.close_in_background())
        # At once: until then the panels would still send it signals.
        self.controller.deleteLater()
        QCoreApplication.sendPostedEvents(self.controller, QEvent.Type.DeferredDelete.value)


def _open_knowledge_base(folder: Path) -> KnowledgeBase:
    # The one import of the index and all below it: the window is shown before they are loaded.
    from kbviewer.service import KnowledgeBase  # noqa: PLC0415  as above

    return KnowledgeBase.open(folder)
