"""The folders opened before: kept in the settings, and shown in a menu."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from kbviewer import paths
from kbviewer.i18n import tr
from kbviewer.library.file_id import display_path, id_to_path, path_to_id
from kbviewer.ui.actions import ActionCollection

MAX_RECENT = 10
_MAX_PATH_LENGTH = 48
"""Characters of a folder's path that are shown; a longer path loses its start."""


class RecentLibraries:
    """The folders opened last, newest first, without duplicates and without the shipped one.

    A folder is kept under the name by which it was last opened, be it that of a link. Paths are
    kept in the form of ids, as Qt's strings cannot hold every file name.
    """

    def __init__(self, settings: QSettings | None) -> None:
        """Start with the saved folders.

        Args:
            settings: where they are kept, or None to keep none.
        """
        self._settings = settings

    @property
    def folders(self) -> list[Path]:
        """All of them, whether or not they still exist."""
        if self._settings is None:
            return []
        self._settings.sync()  # another window may have opened one
        kept = self._settings.value("recent")
        # QSettings returns a list of one as its item.
        items = kept if isinstance(kept, list) else [kept] if isinstance(kept, str) else []
        texts = dict.fromkeys(item for item in items if isinstance(item, str) and item)
        return [Path(id_to_path(text)) for text in texts if "\0" not in text][:MAX_RECENT]

    @property
    def last(self) -> Path:
        """The folder that was open last, the shipped one at first."""
        kept = self._settings.value("last") if self._settings is not None else None
        if not isinstance(kept, str) or not kept or "\0" in kept:
            return paths.corpus()
        return Path(id_to_path(kept))

    def add(self, folder: Path) -> None:
        """Put a folder first."""
        if self._settings is None:
            return
        folder, place = paths.named_path(folder), os.path.realpath(folder)
        if place == os.path.realpath(paths.corpus()):
            self._settings.setValue("last", "")
        else:
            others = [one for one in self.folders if os.path.realpath(one) != place]
            kept = [path_to_id(str(one)) for one in (folder, *others)][:MAX_RECENT]
            self._settings.setValue("recent", kept)
            self._settings.setValue("last", path_to_id(str(folder)))
        self._settings.sync()

    def clear(self) -> None:
        """Remove all of them."""
        if self._settings is not None:
            self._settings.remove("recent")
            self._settings.sync()


class RecentLibrariesMenu(QObject):
    """Fills the menu of recent folders whenever it opens."""

    chosen = Signal(object)
    """A folder, as a ``Path``."""

    def __init__(
        self, menu: QMenu, recent: RecentLibraries, actions: ActionCollection, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._menu = menu
        self._recent = recent
        self._fixed_actions = (actions["open_shipped"], actions["clear_recent"])
        menu.addActions(self._fixed_actions)
        menu.aboutToShow.connect(self._fill)
        menu.triggered.connect(self._choose)
        actions["clear_recent"].triggered.connect(recent.clear)

    def _fill(self) -> None:
        for action in self._menu.actions():
            self._menu.removeAction(action)
            if action not in self._fixed_actions and not action.isSeparator():
                action.deleteLater()
        folders = self._recent.folders
        for position, folder in enumerate(folders, start=1):
            action = QAction(_menu_text(position, folder), self._menu)
            action.setData(path_to_id(str(folder)))
            action.setEnabled(os.path.isdir(folder))  # noqa: PTH112  Path's raises on some names
            self._menu.addAction(action)
        if folders:
            self._menu.addSeparator()
        shipped, clear = self._fixed_actions
        self._menu.addAction(shipped)
        self._menu.addAction(clear)
        clear.setEnabled(bool(folders))

    def _choose(self, action: QAction) -> None:
        if action not in self._fixed_actions:
            self.chosen.emit(Path(id_to_path(action.data())))


def _menu_text(position: int, folder: Path) -> str:
    """``&1  notes — /home/me``, marked if it does not exist."""
    key = f"&{position}" if position < MAX_RECENT else "1&0"
    parent = display_path(folder.parent)
    if len(parent) > _MAX_PATH_LENGTH:
        parent = f"…{parent[-_MAX_PATH_LENGTH:]}"
    text = f"{display_path(folder.name or folder)}  —  {parent}"
    if not os.path.isdir(folder):  # noqa: PTH112  as above
        text = tr("{folder}  (not found)").format(folder=text)
    return f"{key}  {text.replace('&', '&&')}"
