"""The ways in which a person opens a library."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QMessageBox

from kbviewer import paths
from kbviewer.errors import LibraryError
from kbviewer.library.file_id import id_of
from kbviewer.ui.dropping import Dropping
from kbviewer.ui.libraries import Libraries, check
from kbviewer.ui.recent import Recent, RecentMenu
from kbviewer.ui.window import Window


class Opening(QObject):
    """Opens what is chosen in the menu or in the list of recent ones, or dropped."""

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
        window.actions_["open_folder"].triggered.connect(self._ask)
        window.actions_["open_shipped"].triggered.connect(self._open_shipped)

    def open(self, path: Path) -> None:
        """Open a folder, or the folder of a Markdown file with that file in front."""
        folder, article = path, ""
        if not os.path.isdir(path) and os.path.isfile(path):  # noqa: PTH112, PTH113  as in check
            folder, article = path.parent, id_of(path.name)
        try:
            check(folder)
        except LibraryError as error:
            self.complain(str(error), "The library that was open stays open.")
            return
        here = self._libraries.folder.resolve()
        if article and path.resolve().is_relative_to(here):
            self._libraries.controller.open(id_of(path.resolve().relative_to(here).as_posix()))
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
