"""Everything that can be done with a key or from a menu: one table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from kbviewer.ui.theme import Theme, icon


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    text: str
    shortcuts: tuple[str, ...]
    icon: str = ""


# Written out where Qt's standard keys come back empty or differ between desktops.
_TABLE = (
    _Entry("search", "&Search", ("Ctrl+F", "Ctrl+L", "Ctrl+K")),
    _Entry("topics", "&Topics", ("Ctrl+T", "F6")),
    _Entry("back", "&Back", ("Alt+Left", "Back"), "back"),
    _Entry("forward", "&Forward", ("Alt+Right", "Forward"), "forward"),
    _Entry("next_match", "&Next match", ("F3", "Ctrl+G"), "next"),
    _Entry("previous_match", "&Previous match", ("Shift+F3", "Ctrl+Shift+G"), "previous"),
    _Entry("open_folder", "&Open folder…", ("Ctrl+O",)),
    _Entry("open_shipped", "&Shipped knowledge base", ()),
    _Entry("clear_recent", "&Clear list", ()),
    _Entry("outline", "&Outline", ("Ctrl+Shift+O",), "outline"),
    _Entry("linked", "L&inked from", ("Ctrl+Shift+L",), "linked"),
    _Entry("update", "&Read the folder again", ("F5",)),
    _Entry("stop", "&Stop reading", ("Ctrl+.",)),
    _Entry("problems", "Files with &problems…", ("F8",)),
    _Entry("sort_relevance", "&Relevance", ("Ctrl+1",)),
    _Entry("sort_newest", "&Newest first", ("Ctrl+2",)),
    _Entry("sort_oldest", "&Oldest first", ("Ctrl+3",)),
    _Entry("larger", "&Larger text", ("Ctrl+=", "Ctrl++")),
    _Entry("smaller", "&Smaller text", ("Ctrl+-",)),
    _Entry("normal", "&Normal size", ("Ctrl+0",)),
    _Entry("theme_system", "As the s&ystem", ()),
    _Entry("theme_light", "L&ight", ()),
    _Entry("theme_dark", "&Dark", ()),
    _Entry("keys", "&Keys and query language", ("F1",)),
    _Entry("about", "&About kbviewer", ()),
    _Entry("quit", "&Quit", ("Ctrl+Q",)),
)

ORDERS = ("relevance", "newest", "oldest")
"""The orders of hits; each has an action ``sort_…``."""


class Actions:
    """The actions of a window, by their id."""

    def __init__(self, window: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        for entry in _TABLE:
            action = QAction(entry.text, window)
            action.setShortcuts([QKeySequence(keys) for keys in entry.shortcuts])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            if entry.shortcuts:
                name = entry.text.replace("&", "")
                action.setToolTip(f"{name} ({entry.shortcuts[0]})")
            action.setMenuRole(QAction.MenuRole.NoRole)
            window.addAction(action)
            self._actions[entry.id] = action

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the theme's colours."""
        for entry in _TABLE:
            if entry.icon:
                self._actions[entry.id].setIcon(icon(entry.icon, theme))
