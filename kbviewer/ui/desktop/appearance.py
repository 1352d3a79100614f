"""The theme: light, dark, or the system's, and the menu entries that set it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication

from kbviewer.ui import theme as themes
from kbviewer.ui.actions import ActionCollection


class Appearance(QObject):
    """Selects the theme that the user or the system asks for."""

    theme_changed = Signal(object)
    """A ``Theme`` to show the window in."""

    def __init__(
        self,
        actions: ActionCollection,
        settings: QSettings | None,
        forced_theme: str | None,
        parent: QObject,
    ) -> None:
        """Connect the actions; ``start`` emits the first theme.

        Args:
            actions: the window's actions.
            settings: where the choice of theme is kept, or None to keep none.
            forced_theme: ``light`` or ``dark`` instead of that choice.
            parent: the owner.
        """
        super().__init__(parent)
        self._actions = actions
        self._settings = settings
        self._forced_theme = forced_theme
        for name, slot in (
            ("theme_system", self._match_system), ("theme_light", self._light),
            ("theme_dark", self._dark),
        ):  # fmt: skip
            actions[name].triggered.connect(slot)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def start(self) -> None:
        """Select the theme of last time."""
        kept = str(self._settings.value("theme", "")) if self._settings else ""
        self._select(self._forced_theme or kept)

    def _match_system(self) -> None:
        self._choose("system")

    def _light(self) -> None:
        self._choose("light")

    def _dark(self) -> None:
        self._choose("dark")

    def _choose(self, name: str) -> None:
        if self._settings is not None:
            self._settings.setValue("theme", name)
        self._select(name)

    def _select(self, name: str) -> None:
        name = name if name in ("light", "dark") else "system"
        self._actions[f"theme_{name}"].setChecked(True)
        self._emit_theme()

    def _follow_system(self) -> None:
        if self._actions["theme_system"].isChecked():
            self._emit_theme()

    def _emit_theme(self) -> None:
        theme = themes.system_theme()
        if self._actions["theme_light"].isChecked():
            theme = themes.LIGHT
        elif self._actions["theme_dark"].isChecked():
            theme = themes.DARK
        self.theme_changed.emit(theme)
