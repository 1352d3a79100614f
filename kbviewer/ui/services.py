"""Services of a window on the screen, not needed for a screenshot.

Loaded and built after the first paint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

from kbviewer.i18n import tr
from kbviewer.ui.desktop.font_notice import FontNotice
from kbviewer.ui.desktop.single_instance import SingleInstance
from kbviewer.ui.dialogs.help_dialog import show_about, show_help
from kbviewer.ui.indexing.folder_watcher import FolderWatcher
from kbviewer.ui.libraries.library_opener import LibraryOpener
from kbviewer.ui.libraries.library_switcher import LibrarySwitcher
from kbviewer.ui.libraries.recent_libraries import RecentLibraries
from kbviewer.ui.preferences import Preferences
from kbviewer.ui.window import Window

if TYPE_CHECKING:
    from kbviewer.ui.dialogs.preferences_dialog import PreferencesDialog

_CHECKED_HITS = 50  # hits of a list whose text is checked for Chinese


class WindowServices(QObject):
    """Opening libraries, help, the folder's watcher, and one window for each library.

    Attributes:
        opener: opens another library.
        single_instance: answers to a second start.
        watcher: reports changes in the folder.
    """

    def __init__(
        self, window: Window, libraries: LibrarySwitcher, settings: QSettings | None
    ) -> None:
        """Build and connect the services; ``start`` sets them going.

        Args:
            window: the window.
            libraries: shows the library in the window.
            settings: where choices are kept, or None to keep none.
        """
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._libraries = libraries
        self._recent = RecentLibraries(settings)
        self.single_instance = SingleInstance(self)
        self.watcher = FolderWatcher(self)
        self.opener = LibraryOpener(libraries, window, self._recent, self.single_instance.claim)
        self._font_notice = FontNotice(settings, window)
        self._connect_watcher()
        libraries.switched.connect(self._connect_watcher)
        self.single_instance.raise_requested.connect(window.raise_to_front)
        self._preferences_dialog: PreferencesDialog | None = None
        window.action_collection["preferences"].triggered.connect(self._show_preferences)
        self.single_instance.open_requested.connect(self._open_article)
        window.action_collection["help"].triggered.connect(self._show_help)
        window.action_collection["about"].triggered.connect(self._show_about)
        self._font_notice.needed.connect(self._show_font_notice)
        if self._font_notice.is_pending:
            window.results.model.modelReset.connect(self._check_fonts)
            window.language_changed.connect(self._check_fonts)
            self._check_fonts()

    def start(self, missing: str = "") -> None:
        """Claim the library and watch its folder.

        Where another window has claimed it meanwhile, that one is raised and this one closes.

        Args:
            missing: why the folder that was open last is not shown, or "".
        """
        if not self.single_instance.claim(self._libraries.folder):
            self._window.close()
            return
        self.watcher.watch(self._libraries.folder)
        self._libraries.switched.connect(self.watcher.watch)
        if missing:
            self.opener.show_error(missing, tr("The shipped knowledge base is open instead."))
        else:
            self._recent.add(self._libraries.folder)

    def close(self) -> None:
        """Release the library and stop watching its folder."""
        self.single_instance.release()
        self.watcher.close()

    def _connect_watcher(self) -> None:
        """Connect the watcher to the library that is shown; Qt drops the one before."""
        indexing = self._libraries.controller.indexing
        self.watcher.changed.connect(indexing.refresh)
        self.watcher.window_activated.connect(indexing.refresh_if_older_than)
        self.watcher.failed.connect(indexing.set_watch_error)

    def _show_preferences(self) -> None:
        """Open the preferences, or raise them."""
        if self._preferences_dialog is None:
            from kbviewer.ui.dialogs.preferences_dialog import PreferencesDialog  # noqa: PLC0415  rarely needed

            window = self._window
            self._preferences_dialog = PreferencesDialog(
                window.action_collection, window.shortcuts, Preferences(self._settings), window
            )
            self._preferences_dialog.finished.connect(self._forget_preferences)
            self._preferences_dialog.activated.connect(self._show_text_sizes)
            self._preferences_dialog.article_scale_chosen.connect(window.article.set_scale)
            self._preferences_dialog.interface_scale_chosen.connect(window.set_interface_scale)
        self._show_text_sizes()
        self._preferences_dialog.show()
        self._preferences_dialog.raise_()
        self._preferences_dialog.activateWindow()

    def _show_text_sizes(self) -> None:
        if self._preferences_dialog is not None:
            self._preferences_dialog.show_text_sizes(
                interface=self._window.interface_scale, article=self._window.article.scale
            )

    def _forget_preferences(self) -> None:
        if self._preferences_dialog is not None:
            self._preferences_dialog.deleteLater()
        self._preferences_dialog = None

    def _open_article(self, article: str) -> None:
        self._libraries.controller.open_article(article)

    def _show_help(self) -> None:
        show_help(self._window, self._window.action_collection)

    def _show_about(self) -> None:
        show_about(self._window, str(self._libraries.folder))

    def _check_fonts(self) -> None:
        self._font_notice.check(self._window.results.model.text_of_first(_CHECKED_HITS))

    def _show_font_notice(self) -> None:
        self._window.results.model.modelReset.disconnect(self._check_fonts)
        self._window.language_changed.disconnect(self._check_fonts)
        self._window.add_line(self._font_notice)
