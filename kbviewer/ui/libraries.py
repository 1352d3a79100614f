"""Which library the window shows, and how another takes its place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QMessageBox

from kbviewer import paths
from kbviewer.errors import LibraryError
from kbviewer.ui.controller import Controller
from kbviewer.ui.dropping import Dropping
from kbviewer.ui.engine import Engine
from kbviewer.ui.latest import Worker
from kbviewer.ui.recent import Recent, RecentMenu
from kbviewer.ui.window import Window


def check(folder: Path) -> None:
    """Say at once if a folder is none that can be read; all else about it is the engine's.

    Raises:
        LibraryError: there is no such folder, it is a file, or it cannot be listed.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  Path's raises where a name is too long
        # Reading folders takes 50 ms to import, which a window that opens need not wait for.
        from kbviewer.library.folder import Folder  # noqa: PLC0415  as above

        Folder.open(folder)
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise LibraryError(f"The folder {folder} cannot be listed: {error.strerror}.") from error


class Libraries(QObject):
    """Shows one library at a time, each with a worker, an engine and a controller of its own.

    So nothing of the one before, neither an answer nor where one has been, comes into the next.

    Attributes:
        folder: of the library that is shown.
        controller: of that library.
    """

    shown = Signal(object)
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
        self._begin(library)

    def show(self, folder: Path, article: str = "") -> None:
        """Show another library in place of this one, with an article of it open, or none."""
        self._leave(wait=False)
        self._window.clear()
        self._begin(folder)
        if article:
            self.controller.open(article)
        self.controller.start()
        self.shown.emit(folder)

    def look(self) -> None:
        """Read what has changed in the folder."""
        self.controller.upkeep.look()

    def look_after(self, milliseconds: int) -> None:
        """Do so if the last time is longer ago than this."""
        self.controller.upkeep.look(milliseconds)

    def tell_unseen(self, error: LibraryError | None) -> None:
        """Say why changes in the folder are not seen as they happen; None: they are."""
        self.controller.upkeep.tell_unseen(error)

    def close(self) -> None:
        """Let go of the library, when nothing of it runs any more."""
        self._leave(wait=True)

    def _begin(self, folder: Path) -> None:
        self.folder = folder
        self._engine = Engine(folder)
        self._worker = Worker(self._window)
        self.controller = Controller(self._window, self._worker, self._engine, self._settings)
        name = folder.resolve().name or str(folder.resolve())
        self._window.setWindowTitle(f"{name} — kbviewer")

    def _leave(self, *, wait: bool) -> None:
        if wait:
            self._worker.close(self._engine.close)
            return
        self._worker.leave(self._engine.close)
        # At once: until then the panels would still tell it what happens in them.
        self.controller.deleteLater()
        QCoreApplication.sendPostedEvents(self.controller, QEvent.Type.DeferredDelete.value)


class Opening(QObject):
    """The ways in which a person opens a library: the menu, the list of recent ones, a drop."""

    def __init__(
        self,
        libraries: Libraries,
        window: Window,
        recent: Recent,
        is_free: Callable[[Path], bool],
    ) -> None:
        """Connect them.

        Args:
            libraries: what shows the library.
            window: where things are chosen and dropped.
            recent: the folders opened before.
            is_free: whether no other window shows a folder; if one does, it comes to the front.
        """
        super().__init__(window)
        self._libraries = libraries
        self._window = window
        self._recent = recent
        self._is_free = is_free
        menu = RecentMenu(window.recent_menu, recent, window.actions_, self)
        menu.chosen.connect(self.open)
        dropping = Dropping(window, window.search_bar.field)
        dropping.dropped.connect(self.open)
        window.themed.connect(dropping.set_theme)
        window.actions_["open_folder"].triggered.connect(self._ask)
        window.actions_["open_shipped"].triggered.connect(self._open_shipped)

    def open(self, path: Path) -> None:
        """Open a folder, or the folder of a Markdown file with that file in front."""
        folder, article = path, ""
        if not os.path.isdir(path) and os.path.isfile(path):  # noqa: PTH112, PTH113  as in check
            folder, article = path.parent, path.name
        try:
            check(folder)
        except LibraryError as error:
            self.complain(str(error), "The library that was open stays open.")
            return
        here = self._libraries.folder.resolve()
        if article and path.resolve().is_relative_to(here):
            self._libraries.controller.open(path.resolve().relative_to(here).as_posix())
        elif folder.resolve() != here and self._is_free(folder):
            self._recent.add(folder)
            self._libraries.show(folder, article)

    def complain(self, text: str, instead: str) -> None:
        """Say why a folder cannot be opened, and what is done instead."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Information)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.setInformativeText(instead)
        box.addButton(QMessageBox.StandardButton.Ok).setIcon(QIcon())
        box.open()

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._window, "Open a folder of Markdown files", str(self._libraries.folder.resolve())
        )
        if chosen:
            self.open(Path(chosen))

    def _open_shipped(self) -> None:
        self.open(paths.corpus())
