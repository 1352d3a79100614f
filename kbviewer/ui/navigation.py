"""The places that the person comes to, and the way back and forward through them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from kbviewer.ui.actions import ActionCollection
from kbviewer.ui.navigation_history_tmp import Location, NavigationHistory

_DWELL_MS = 2_000


class Navigator(QObject):
    """Where the person is; who stays at a place for a while has settled in it.

    Attributes:
        here: what the window shows, or will show when the answer is there.
        dwell: the timer of that while.
    """

    navigated = Signal()
    """Back or forward led to another place."""

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

    def visit(self, place: Location) -> None:
        """Come to a place without a decision to be there."""
        self.location = place
        self.history.visit(place)
        self.dwell_timer.start()
        self._update_actions()

    def commit(self) -> None:
        """Stay here on purpose."""
        self.dwell_timer.stop()
        self.history.commit(self.location)
        self._update_actions()

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Know articles by their new ids, also at the places that one can go back or on to."""
        self.location = self.location.renamed(renamed)
        self.history.rename(renamed)

    def _go_back(self) -> None:
        self._move_to(self.history.back())

    def _go_forward(self) -> None:
        self._move_to(self.history.forward())

    def _move_to(self, place: Location) -> None:
        self.dwell_timer.stop()
        self.location = place
        self._update_actions()
        self.navigated.emit()

    def _update_actions(self) -> None:
        self._actions["back"].setEnabled(self.history.can_go_back)
        self._actions["forward"].setEnabled(self.history.can_go_forward)
