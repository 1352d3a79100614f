"""The theme and the size of the text, and the menu entries that set them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from kbviewer.ui import theme as themes
from kbviewer.ui.window import Window

_ZOOM_STEP = 1.1


class Appearance(QObject):
    """Keeps the window in the theme that the person or the system asks for."""

    def __init__(
        self, window: Window, settings: QSettings | None, theme: str | None, parent: QObject
    ) -> None:
        """Show the window in its theme.

        Args:
            window: the window.
            settings: where the choice of theme is kept, or None to keep none.
            theme: ``light`` or ``dark`` instead of that choice.
            parent: whose child this is.
        """
        super().__init__(parent)
        self._window = window
        self._settings = settings
        actions = window.action_collection
        for name, slot in (
            ("larger", self._zoom_in), ("smaller", self._zoom_out), ("normal", self._reset_zoom),
            ("theme_system", self._match_system), ("theme_light", self._light),
            ("theme_dark", self._dark),
        ):  # fmt: skip
            actions[name].triggered.connect(slot)
        QApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        kept = str(settings.value("theme", "")) if settings else ""
        self._select(theme or kept)

    def _zoom_in(self) -> None:
        self._window.article.set_scale(self._window.article.scale * _ZOOM_STEP)

    def _zoom_out(self) -> None:
        self._window.article.set_scale(self._window.article.scale / _ZOOM_STEP)

    def _reset_zoom(self) -> None:
        self._window.article.set_scale(1.0)

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
        self._window.action_collection[f"theme_{name}"].setChecked(True)
        self._apply()

    def _follow_system(self) -> None:
        if self._window.action_collection["theme_system"].isChecked():
            self._apply()

    def _apply(self) -> None:
        actions = self._window.action_collection
        theme = themes.system_theme()
        if actions["theme_light"].isChecked():
            theme = themes.LIGHT
        elif actions["theme_dark"].isChecked():
            theme = themes.DARK
        QApplication.setPalette(themes.palette(theme))
        self._window.setStyleSheet(themes.style_sheet(theme))
        self._window.set_theme(theme)
