"""What a window that stays has around it, and a picture of one has not.

It is loaded and built when the window has been painted.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings

from kbviewer.ui.font_notice import FontNotice
from kbviewer.ui.help import Help
from kbviewer.ui.libraries import Libraries
from kbviewer.ui.opening import Opening
from kbviewer.ui.recent import Recent
from kbviewer.ui.single import Single
from kbviewer.ui.watching import Watching
from kbviewer.ui.window import Window


class Surroundings(QObject):
    """Other libraries to open, help, a watched folder, and one window for each library.

    Attributes:
        opening: how a person opens another library.
        single: answers to a second start.
        watching: sees what changes in the folder.
    """

    def __init__(self, window: Window, libraries: Libraries, settings: QSettings | None) -> None:
        """Build and connect it; ``start`` sets it going.

        Args:
            window: the window.
            libraries: what shows the library in it.
            settings: where choices are kept, or None to keep none.
        """
        super().__init__(window)
        self._window = window
        self._libraries = libraries
        self._recent = Recent(settings)
        self.single = Single(self)
        self.watching = Watching(self)
        self.opening = Opening(libraries, window, self._recent, self.single.hold)
        Help(window, libraries)
        FontNotice(window, settings)
        self.watching.changed.connect(libraries.look)
        self.watching.came_back.connect(libraries.look_after)
        self.watching.failed.connect(libraries.tell_unseen)
        self.single.asked.connect(window.come_to_front)

    def start(self, missing: str = "") -> None:
        """Take the library's name and watch its folder.

        Where another window was faster, that one comes to the front and this one goes.

        Args:
            missing: why the folder that was open last is not shown, or "".
        """
        if not self.single.hold(self._libraries.folder):
            self._window.close()
            return
        self.watching.watch(self._libraries.folder)
        self._libraries.shown.connect(self.watching.watch)
        if missing:
            self.opening.complain(missing, "The shipped knowledge base is open instead.")
        else:
            self._recent.add(self._libraries.folder)

    def close(self) -> None:
        """Let go of the library's name and of its folder."""
        self.single.release()
        self.watching.close()
