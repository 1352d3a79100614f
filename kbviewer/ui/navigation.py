"""The navigation history: where the user has been, and going back and forward through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from kbviewer.ui.actions import ActionCollection

_DWELL_MS = 2_000


@dataclass(frozen=True, slots=True)
class Location:
    """What the window shows.

    Attributes:
        text: the typed query.
        topic: the selected topic's or tag's path.
        article: the open article's id, or "".
        heading: the heading in it that a link led to, or "".
    """

    text: str = ""
    topic: str = ""
    article: str = ""
    heading: str = ""

    def renamed(self, renamed: Mapping[str, str]) -> Location:
        """The same location with the article's new id."""
        return replace(self, article=renamed.get(self.article, self.article))


class NavigationHistory:
    """The locations visited, and the current one among them.

    An uncommitted location (a half-typed query, a result passed over) is replaced by the next one;
    a committed one stays.
    """

    def __init__(self) -> None:
        self._entries = [Location()]
        self._position = 0
        self._is_committed = True

    @property
    def current(self) -> Location:
        """The current location."""
        return self._entries[self._position]

    @property
    def can_go_back(self) -> bool:
        """Whether there is a location before the current one."""
        return self._position > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a location after the current one."""
        return self._position < len(self._entries) - 1

    def visit(self, location: Location) -> None:
        """Go to a location without committing it."""
        if location == self.current:
            return
        if self._is_committed:
            del self._entries[self._position + 1 :]
            self._entries.append(location)
            self._position += 1
        else:
            self._entries[self._position] = location
        self._is_committed = False

    def commit(self, location: Location) -> None:
        """Go to a location, or stay at it, and keep it in the history."""
        self.visit(location)
        self._is_committed = True

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Replace the ids of articles whose files were renamed: old id to new id."""
        self._entries = [entry.renamed(renamed) for entry in self._entries]

    def back(self) -> Location:
        """Go to the previous location."""
        return self._move(-1)

    def forward(self) -> Location:
        """Go to the next location."""
        return self._move(1)

    def _move(self, by: int) -> Location:
        self._position = min(max(0, self._position + by), len(self._entries) - 1)
        self._is_committed = True
        return self.current


class Navigator(QObject):
    """The current location, and the actions Back and Forward.

    A location that is shown for two seconds is committed to the history.

    Attributes:
        location: what the window shows, or will show once the answer has arrived.
        history: the locations visited.
        dwell_timer: the timer of those two seconds.
    """

    navigated = Signal()
    """Back or forward led to another location."""

    def __init__(self, actions: ActionCollection, parent: QObject) -> None:
        super().__init__(parent)
        self.location = Location()
        self.history = NavigationHistory()
        self.dwell_timer = QTimer(self)
        self.dwell_timer.setSingleShot(True)
        self.dwell_timer.setInterval(_DWELL_MS)
        self.dwell_timer.timeout.connect(self.commit)
        self._actions = actions
        actions["back"].triggered.connect(self._go_back)
        actions["forward"].triggered.connect(self._go_forward)
        self._update_actions()

    def visit(self, location: Location) -> None:
        """Go to a location without committing it."""
        self.location = location
        self.history.visit(location)
        self.dwell_timer.start()
        self._update_actions()

    def commit(self) -> None:
        """Keep the current location in the history."""
        self.dwell_timer.stop()
        self.history.commit(self.location)
        self._update_actions()

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Replace the ids of articles whose files were renamed, in the whole history."""
        self.location = self.location.renamed(renamed)
        self.history.rename(renamed)

    def _go_back(self) -> None:
        self._move_to(self.history.back())

    def _go_forward(self) -> None:
        self._move_to(self.history.forward())

    def _move_to(self, location: Location) -> None:
        self.dwell_timer.stop()
        self.location = location
        self._update_actions()
        self.navigated.emit()

    def _update_actions(self) -> None:
        self._actions["back"].setEnabled(self.history.can_go_back)
        self._actions["forward"].setEnabled(self.history.can_go_forward)
