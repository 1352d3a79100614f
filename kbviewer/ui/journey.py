"""The places that the person comes to, and the way back and forward through them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from kbviewer.ui.actions import Actions
from kbviewer.ui.places import Place, Places

_SETTLED_AFTER_MS = 2_000


class Journey(QObject):
    """Where the person is; who stays at a place for a while has settled in it.

    Attributes:
        here: what the window shows, or will show when the answer is there.
        dwell: the timer of that while.
    """

    led = Signal()
    """Back or forward led to another place."""

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self.here = Place()
        self.places = Places()
        self.dwell = QTimer(self)
        self.dwell.setSingleShot(True)
        self.dwell.setInterval(_SETTLED_AFTER_MS)
        self.dwell.timeout.connect(self.settle)
        self._actions = actions
        actions["back"].triggered.connect(self._go_back)
        actions["forward"].triggered.connect(self._go_forward)
        self._show()

    def pass_to(self, place: Place) -> None:
        """Come to a place without a decision to be there."""
        self.here = place
        self.places.pass_through(place)
        self.dwell.start()
        self._show()

    def settle(self) -> None:
        """Stay here on purpose."""
        self.dwell.stop()
        self.places.settle(self.here)
        self._show()

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Know articles by their new ids, also at the places that one can go back or on to."""
        self.here = self.here.renamed(renamed)
        self.places.rename(renamed)

    def _go_back(self) -> None:
        self._go(self.places.back())

    def _go_forward(self) -> None:
        self._go(self.places.forward())

    def _go(self, place: Place) -> None:
        self.dwell.stop()
        self.here = place
        self._show()
        self.led.emit()

    def _show(self) -> None:
        self._actions["back"].setEnabled(self.places.can_go_back)
        self._actions["forward"].setEnabled(self.places.can_go_forward)
