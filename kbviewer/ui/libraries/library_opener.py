"""Opens another library: menu, recent folders, drag and drop."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QMessageBox

from kbviewer import paths
from kbviewer.errors import LibraryError
from kbviewer.i18n import tr
from kbviewer.ui.libraries.article_file import library_of
from kbviewer.ui.libraries.drop_target import FolderDropTarget
from kbviewer.ui.libraries.folder_check import check_folder
from kbviewer.ui.libraries.library_switcher import LibrarySwitcher
from kbviewer.ui.libraries.recent_libraries import RecentLibraries, RecentLibrariesMenu
from kbviewer.ui.window import Window


class LibraryOpener(QObject):
    """Opens what is chosen in a menu or dropped."""

    def __init__(
        self,
        libraries: LibrarySwitcher,
        window: Window,
        recent: RecentLibraries,
        claim: Callable[[Path, str], bool],
    ) -> None:
        """Connect them.

        Args:
            libraries: shows the library.
            window: the window.
            recent: the folders opened before.
            claim: claims a folder; false if another window shows it, which is raised then, and
                opens the article with an id unless it is "".
        """
        super().__init__(window)
        self._libraries = libraries
        self._window = window
        self._recent = recent
        self._claim = claim
        menu = RecentLibrariesMenu(window.recent_menu, recent, window.action_collection, self)
        menu.chosen.connect(self.open)
        dropping = FolderDropTarget(window, window.search_bar.field)
        dropping.dropped.connect(self.open)
        window.action_collection["open_folder"].triggered.connect(self._choose_folder)
        window.action_collection["open_shipped"].triggered.connect(self._open_shipped)

    def open(self, path: Path) -> None:
        """Open a folder, or a Markdown file in the library that it is in, else in its folder."""
        folder, article = path, ""
        if not os.path.isdir(path) and os.path.isfile(path):  # noqa: PTH112, PTH113  as in check
            current = self._libraries.folder
            folder, article = library_of(path, (current,))
            if folder != current:
                folder, article = library_of(path, (*self._recent.folders, paths.corpus()))
        try:
            check_folder(folder)
        except LibraryError as error:
            self.show_error(str(error), tr("The current library stays open."))
            return
        is_current = folder.resolve() == self._libraries.folder.resolve()
        if is_current and article:
            self._libraries.controller.open_article(article)
        elif is_current:
            self._recent.add(folder)
            self._libraries.rename(folder)
        elif self._claim(folder, article):
            self._recent.add(folder)
            self._libraries.switch_to(folder, article)

    def show_error(self, text: str, consequence: str) -> None:
        """Show why a folder cannot be opened, and what happens now."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Information)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.setInformativeText(consequence)
        box.addButton(QMessageBox.StandardButton.Ok).setIcon(QIcon())
        box.open()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._window,
            tr("Open Folder"),
            str(paths.named_path(self._libraries.folder)),
            QFileDialog.Option.ShowDirsOnly | QFileDialog.Option.DontResolveSymlinks,
        )
        if chosen:
            self.open(Path(chosen))

    def _open_shipped(self) -> None:
        self.open(paths.corpus())
