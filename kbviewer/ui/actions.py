"""The actions of the window: one table of ids, texts, keys and icons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        id: its name in the code.
        text: its text in a menu.
        shortcuts: its keys; the first one is shown.
        icon: the name of its icon, or "".
    """

    id: str
    text: str
    shortcuts: tuple[str, ...]
    icon: str = ""


# Qt's standard keys are not used: some are empty, some differ between desktops.
ACTION_TABLE = (
    ActionSpec("search", "&Search", ("Ctrl+F", "Ctrl+L", "Ctrl+K")),
    ActionSpec("topics", "&Topics", ("Ctrl+T", "F6")),
    ActionSpec("back", "&Back", ("Alt+Left", "Back"), "back"),
    ActionSpec("forward", "&Forward", ("Alt+Right", "Forward"), "forward"),
    ActionSpec("next_match", "&Next match", ("F3", "Ctrl+G"), "next"),
    ActionSpec("previous_match", "&Previous match", ("Shift+F3", "Ctrl+Shift+G"), "previous"),
    ActionSpec("open_folder", "&Open folder…", ("Ctrl+O",)),
    ActionSpec("open_shipped", "&Shipped knowledge base", ()),
    ActionSpec("clear_recent", "&Clear list", ()),
    ActionSpec("outline", "&Outline", ("Ctrl+Shift+O",), "outline"),
    ActionSpec("linked", "L&inked from", ("Ctrl+Shift+L",), "linked"),
    ActionSpec("update", "&Read the folder again", ("F5",)),
    ActionSpec("stop", "&Stop reading", ("Ctrl+.",)),
    ActionSpec("problems", "Files with &problems…", ("F8",)),
    ActionSpec("sort_relevance", "&Relevance", ("Ctrl+1",)),
    ActionSpec("sort_newest", "&Newest first", ("Ctrl+2",)),
    ActionSpec("sort_oldest", "&Oldest first", ("Ctrl+3",)),
    ActionSpec("larger", "&Larger text", ("Ctrl+=", "Ctrl++")),
    ActionSpec("smaller", "&Smaller text", ("Ctrl+-",)),
    ActionSpec("normal", "&Normal size", ("Ctrl+0",)),
    ActionSpec("theme_system", "As the s&ystem", ()),
    ActionSpec("theme_light", "L&ight", ()),
    ActionSpec("theme_dark", "&Dark", ()),
    ActionSpec("keys", "&Keys and query language", ("F1",)),
    ActionSpec("about", "&About kbviewer", ()),
    ActionSpec("quit", "&Quit", ("Ctrl+Q",)),
)

SORT_ORDERS = ("relevance", "newest", "oldest")
"""The sort orders; each has an action ``sort_…``."""


class ActionCollection:
    """The actions of a window, by their id."""

    def __init__(self, window: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        for spec in ACTION_TABLE:
            action = QAction(spec.text, window)
            action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            if spec.shortcuts:
                name = spec.text.replace("&", "")
                action.setToolTip(f"{name} ({spec.shortcuts[0]})")
            action.setMenuRole(QAction.MenuRole.NoRole)
            window.addAction(action)
            self._actions[spec.id] = action

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def set_icons(self, make: Callable[[str], QIcon]) -> None:
        """Set the icons; ``make`` draws one by its name."""
        for spec in ACTION_TABLE:
            if spec.icon:
                self._actions[spec.id].setIcon(make(spec.icon))
