"""The sort order of the results, and the actions that set it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Signal

from kbviewer.ui.actions import SORT_ORDERS, ActionCollection


class SortOrder(QObject):
    """Keeps the order that the user has chosen."""

    changed = Signal()
    """The user chose another order."""

    def __init__(
        self, actions: ActionCollection, settings: QSettings | None, parent: QObject
    ) -> None:
        """Start with the order of last time.

        Args:
            actions: the window's actions.
            settings: where the order is kept, or None to keep none.
            parent: the owner.
        """
        super().__init__(parent)
        self._settings = settings
        kept = str(settings.value("order", "")) if settings else ""
        self.order = kept if kept in SORT_ORDERS else SORT_ORDERS[0]
        self._actions = actions
        self.show_effective(self.order)
        for order, slot in zip(
            SORT_ORDERS, (self._relevance, self._newest, self._oldest), strict=True
        ):
            actions[f"sort_{order}"].triggered.connect(slot)

    def _relevance(self) -> None:
        self._set_order("relevance")

    def _newest(self) -> None:
        self._set_order("newest")

    def _oldest(self) -> None:
        self._set_order("oldest")

    def show_effective(self, order: str) -> None:
        """Check the action of the order that the hits are in, without choosing it."""
        self._effective = order
        self._actions[f"sort_{order}"].setChecked(True)

    def _set_order(self, order: str) -> None:
        if order == self.order:
            self.show_effective(self._effective)
            return
        self.order = order
        if self._settings is not None:
            self._settings.setValue("order", order)
        self.changed.emit()
