"""The keys and actions of the window: one table that menus, the help and tests read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from kbviewer.i18n import QT_TR_NOOP, tr


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        id: its name in the code.
        text: its text in a menu, in English.
        shortcuts: its keys; the first one is shown.
        icon: the name of its icon, or "".
        button: the mouse button that triggers it anywhere in the window.
    """

    id: str
    text: str
    shortcuts: tuple[str, ...]
    icon: str = ""
    button: Qt.MouseButton = Qt.MouseButton.NoButton


@dataclass(frozen=True, slots=True)
class FixedKey:
    """A key that is no action: what it does depends on what has the focus.

    Attributes:
        id: its name in the code.
        shortcuts: the key, as ``QKeySequence`` writes it.
    """

    id: str
    shortcuts: tuple[str, ...]


# Qt's standard keys are not used: some are empty, some differ between desktops.
ACTION_TABLE = (
    ActionSpec("open_folder", QT_TR_NOOP("&Open Folder…"), ("Ctrl+O",)),
    ActionSpec("open_shipped", QT_TR_NOOP("&Shipped Knowledge Base"), ()),
    ActionSpec("clear_recent", QT_TR_NOOP("&Clear Recent"), ()),
    ActionSpec("export", QT_TR_NOOP("&Export…"), ("Ctrl+E",)),
    ActionSpec("print", QT_TR_NOOP("Pr&int…"), ("Ctrl+P",)),
    ActionSpec("print_preview", QT_TR_NOOP("Print Pre&view…"), ()),
    ActionSpec("save_pdf", QT_TR_NOOP("Save as P&DF…"), ()),
    ActionSpec("rescan", QT_TR_NOOP("&Rescan Folder"), ("F5",)),
    ActionSpec("stop_indexing", QT_TR_NOOP("S&top Indexing"), ("Ctrl+.",)),
    ActionSpec("problems", QT_TR_NOOP("Files with &Problems…"), ("F8",)),
    ActionSpec("quit", QT_TR_NOOP("&Quit"), ("Ctrl+Q",)),
    ActionSpec("copy", QT_TR_NOOP("&Copy"), ("Ctrl+C",)),
    ActionSpec("copy_with_source", QT_TR_NOOP("Copy with &Source"), ("Ctrl+Shift+C",)),
    ActionSpec("copy_citation", QT_TR_NOOP("Copy C&itation"), ()),
    ActionSpec("select_all", QT_TR_NOOP("Select &All"), ("Ctrl+A",)),
    ActionSpec("preferences", QT_TR_NOOP("P&references…"), ("Ctrl+,",)),
    ActionSpec("find", QT_TR_NOOP("&Find"), ("Ctrl+F", "Ctrl+L", "Ctrl+K")),
    ActionSpec("next_match", QT_TR_NOOP("Find &Next"), ("F3", "Ctrl+G"), "next"),
    ActionSpec(
        "previous_match", QT_TR_NOOP("Find &Previous"), ("Shift+F3", "Ctrl+Shift+G"), "previous"
    ),
    ActionSpec("topics", QT_TR_NOOP("&Topics"), ("Ctrl+T", "F6")),
    ActionSpec(
        "back", QT_TR_NOOP("&Back"), ("Alt+Left", "Back"), "back", Qt.MouseButton.BackButton
    ),
    ActionSpec(
        "forward",
        QT_TR_NOOP("&Forward"),
        ("Alt+Right", "Forward"),
        "forward",
        Qt.MouseButton.ForwardButton,
    ),
    ActionSpec("outline", QT_TR_NOOP("&Outline"), ("Ctrl+Shift+O",), "outline"),
    ActionSpec("backlinks", QT_TR_NOOP("Back&links"), ("Ctrl+Shift+L",), "linked"),
    ActionSpec("sort_relevance", QT_TR_NOOP("&Relevance"), ("Ctrl+1",)),
    ActionSpec("sort_newest", QT_TR_NOOP("&Newest First"), ("Ctrl+2",)),
    ActionSpec("sort_oldest", QT_TR_NOOP("&Oldest First"), ("Ctrl+3",)),
    ActionSpec("zoom_in", QT_TR_NOOP("&Larger Text"), ("Ctrl+=", "Ctrl++")),
    ActionSpec("zoom_out", QT_TR_NOOP("&Smaller Text"), ("Ctrl+-",)),
    ActionSpec("zoom_reset", QT_TR_NOOP("&Normal Size"), ("Ctrl+0",)),
    ActionSpec("theme_system", QT_TR_NOOP("Match S&ystem"), ()),
    ActionSpec("theme_light", QT_TR_NOOP("&Light"), ()),
    ActionSpec("theme_dark", QT_TR_NOOP("&Dark"), ()),
    ActionSpec("language_system", QT_TR_NOOP("Match S&ystem"), ()),
    ActionSpec("language_en", "&English", ()),  # a language is named in itself
    ActionSpec("language_zh_CN", "中文(&Z)", ()),
    ActionSpec("help", QT_TR_NOOP("&Keyboard && Search Help"), ("F1",)),
    ActionSpec("about", QT_TR_NOOP("&About kbviewer"), ()),
)
FIXED_KEYS = (
    FixedKey("line_up", ("Up",)),
    FixedKey("line_down", ("Down",)),
    FixedKey("page_up", ("PgUp",)),
    FixedKey("page_down", ("PgDown",)),
    FixedKey("select_up", ("Shift+Up",)),
    FixedKey("select_down", ("Shift+Down",)),
    FixedKey("first_hit", ("Home",)),
    FixedKey("last_hit", ("End",)),
    FixedKey("expand", ("Right",)),
    FixedKey("collapse", ("Left",)),
    FixedKey("enter", ("Return",)),
    FixedKey("escape", ("Esc",)),
    FixedKey("context_menu", ("Shift+F10", "Menu")),
)
KEY_TABLE = {spec.id: spec.shortcuts for spec in (*ACTION_TABLE, *FIXED_KEYS)}
"""The keys of each id."""

_KEY_NAMES = {
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "PgUp": "Page Up",
    "PgDown": "Page Down",
    "Return": "Enter",
}

SORT_ORDERS = ("relevance", "newest", "oldest")
"""The sort orders; each has an action ``sort_…``."""


class ActionCollection:
    """The actions of a window, by their id."""

    def __init__(self, window: QWidget) -> None:
        self._actions: dict[str, QAction] = {}
        self._keys = {spec.id: spec.shortcuts for spec in ACTION_TABLE}
        for spec in ACTION_TABLE:
            action = QAction(window)
            action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setMenuRole(QAction.MenuRole.NoRole)
            window.addAction(action)
            self._actions[spec.id] = action
        self.retranslate()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def __contains__(self, action_id: str) -> bool:
        return action_id in self._actions

    def keys(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action; the first one is shown."""
        return self._keys[action_id]

    def set_keys(self, action_id: str, keys: tuple[str, ...]) -> None:
        """Give an action other keys, as ``QKeySequence`` writes them."""
        self._keys[action_id] = keys
        self._actions[action_id].setShortcuts([QKeySequence(one) for one in keys])
        self._show_in_tool_tip(action_id)

    def has_key(self, key: QKeyCombination) -> bool:
        """Whether a key is one of an action that can be triggered now."""
        pressed = QKeySequence(key)
        return any(
            pressed in action.shortcuts() and action.isEnabled()
            for action in self._actions.values()
        )

    def key_text(self, key_id: str) -> str:
        """The first key of an action or a fixed key as the user reads it, "" where it has none."""
        keys = self._keys[key_id] if key_id in self._keys else KEY_TABLE[key_id]
        return key_text(keys[0]) if keys else ""

    def retranslate(self) -> None:
        """Write the texts in the language of the messages."""
        for spec in ACTION_TABLE:
            text = tr(spec.text)
            self._actions[spec.id].setText(text)
            self._actions[spec.id].setIconText(without_mnemonic(text).removesuffix("…"))
            self._show_in_tool_tip(spec.id)

    def _show_in_tool_tip(self, action_id: str) -> None:
        """Write the text with its key into the tool tip."""
        text = without_mnemonic(self._actions[action_id].text())
        keys = self._keys[action_id]
        self._actions[action_id].setToolTip(f"{text} ({keys[0]})" if keys else text)

    def trigger_by_button(self, event: QMouseEvent) -> bool:
        """Trigger the action of a mouse button that is pressed; whether there is one.

        The second of two quick presses is a double click for Qt.
        """
        if event.type() not in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return False
        ids = [spec.id for spec in ACTION_TABLE if spec.button is event.button()]
        for action_id in ids:
            self._actions[action_id].trigger()
        return bool(ids)

    def set_icons(self, make: Callable[[str], QIcon], ids: Iterable[str] | None = None) -> None:
        """Set the icons.

        Args:
            make: draws one by its name.
            ids: those of the actions that get them; None for all that have one.
        """
        chosen = None if ids is None else frozenset(ids)
        for spec in ACTION_TABLE:
            if spec.icon and (chosen is None or spec.id in chosen):
                self._actions[spec.id].setIcon(make(spec.icon))


def key_text(keys: str) -> str:
    """A key as the user reads it: ``Alt+←`` for ``Alt+Left``."""
    modifiers, plus, key = keys.rpartition("+") if keys[:-1] else ("", "", keys)
    if not key:  # the key is + itself
        modifiers, plus, key = keys[:-2], "+", "+"
    return f"{modifiers}{plus}{_KEY_NAMES.get(key, key)}"


def without_mnemonic(text: str) -> str:
    """A menu text without its access key, ``打开(&O)…`` or ``&Open…``; ``&&`` is one ampersand."""
    return re.sub(r"\(&\w\)|&(.)", r"\1", text)
