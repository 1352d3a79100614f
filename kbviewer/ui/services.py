"""What a window that stays has around it, and a picture of one has not.

It is loaded and built when the window has been painted.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings

from kbviewer.ui.desktop.font_notice import FontNotice
from kbviewer.ui.desktop.single_instance import SingleInstance
from kbviewer.ui.dialogs.help_dialog import Help
from kbviewer.ui.indexing.folder_watcher import FolderWatcher
from kbviewer.ui.libraries.library_opener import LibraryOpener
from kbviewer.ui.libraries.library_switcher import LibrarySwitcher
from kbviewer.ui.libraries.recent_libraries import RecentLibraries
from kbviewer.ui.window import Window


class WindowServices(QObject):
    """Other libraries to open, help, a watched folder, and one window for each library.

    Attributes:
        opening: how a person opens another library.
        single: answers to a second start.
        watching: sees what changes in the folder.
    """

    def __init__(
        self, window: Window, libraries: LibrarySwitcher, settings: QSettings | None
    ) -> None:
        """Build and connect it; ``start`` sets it going.

        Args:
            window: the window.
            libraries: what shows the library in it.
            settings: where choices are kept, or None to keep none.
        """
        super().__init__(window)
        self._window = window
        self._libraries = libraries
        self._recent = RecentLibraries(settings)
        self.single_instance = SingleInstance(self)
        self.watcher = FolderWatcher(self)
        self.opener = LibraryOpener(libraries, window, self._recent, self.single_instance.claim)
        Help(window, libraries)
        FontNotice(window, settings)
        self.watcher.changed.connect(libraries.refresh)
        self.watcher.window_activated.connect(libraries.refresh_if_older_than)
        self.watcher.failed.connect(libraries.set_watch_error)
        self.single_instance.raise_requested.connect(window.raise_to_front)

    def start(self, missing: str = "") -> None:
        """Take the library's name and watch its folder.

        Where another window was faster, that one comes to the front and this one goes.

        Args:
            missing: why the folder that was open last is not shown, or "".
        """
        if not self.single_instance.claim(self._libraries.folder):
            self._window.close()
            return
        self.watcher.watch(self._libraries.folder)
        self._libraries.switched.connect(self.watcher.watch)
        if missing:
            self.opener.show_error(missing, "The shipped knowledge base is open instead.")
        else:
            self._recent.add(self._libraries.folder)

    def close(self) -> None:
        """Let go of the library's name and of its folder."""
        self.single_instance.release()
        self.watcher.close()
