"""The keys that the user gave to actions instead of those of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence

from kbviewer.i18n import QT_TR_NOOP
from kbviewer.ui.actions import ACTION_TABLE, FIXED_KEYS, ActionCollection

EDITING_KEYS = {
    "Ctrl+V": QT_TR_NOOP("Paste"),
    "Ctrl+X": QT_TR_NOOP("Cut"),
    "Ctrl+Z": QT_TR_NOOP("Undo"),
    "Ctrl+Y": QT_TR_NOOP("Redo"),
    "Ctrl+Shift+Z": QT_TR_NOOP("Redo"),
    "Shift+Ins": QT_TR_NOOP("Paste"),
}
"""Keys of every text field, and what they do there."""
FIXED = frozenset(keys for spec in FIXED_KEYS for keys in spec.shortcuts) | {
    "Tab", "Shift+Tab", "Shift+Backtab", "Backtab", "Enter", "Space", "Backspace", "Del",
}  # fmt: skip
"""Keys whose meaning depends on what has the focus."""

_GROUP = "shortcuts"
_SEPARATOR = "; "
_HELD = frozenset(("Ctrl", "Alt", "Meta"))


def types_a_character(keys: str) -> bool:
    """Whether a key is needed for typing: one for a character, without Ctrl, Alt or Meta."""
    held, _, key = keys.rpartition("+")
    return len(key or "+") == 1 and not _HELD & set(held.split("+"))


class Shortcuts:
    """Gives actions the keys that the settings keep, and keeps others.

    A key belongs to one action: one that the user gave to an action is taken from those that only
    have it by default.
    """

    def __init__(self, actions: ActionCollection, settings: QSettings | None) -> None:
        """Give all actions their keys."""
        self._actions = actions
        self._settings = settings
        self._changed = _read(settings)
        self._apply()

    def default(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action in the table."""
        return next(spec.shortcuts for spec in ACTION_TABLE if spec.id == action_id)

    def is_changed(self, action_id: str) -> bool:
        """Whether an action has other keys than in the table."""
        return self._actions.keys(action_id) != self.default(action_id)

    def owner(self, keys: str) -> str:
        """The id of the action that has a key, "" for none."""
        return next((s.id for s in ACTION_TABLE if keys in self._actions.keys(s.id)), "")

    def set_keys(self, action_id: str, keys: Sequence[str]) -> None:
        """Give an action other keys, and take them from all others."""
        wanted = tuple(dict.fromkeys(filter(None, keys)))
        for spec in ACTION_TABLE:
            others = self._actions.keys(spec.id)
            if spec.id != action_id and set(others) & set(wanted):
                self._keep(spec.id, tuple(key for key in others if key not in wanted))
        self._keep(action_id, wanted)
        self._apply()

    def reset(self, action_id: str) -> None:
        """Give an action the keys of the table again."""
        self.set_keys(action_id, self.default(action_id))

    def reset_all(self) -> None:
        """Give all actions the keys of the table again."""
        self._changed.clear()
        if self._settings is not None:
            self._settings.remove(_GROUP)
        self._apply()

    def _keep(self, action_id: str, keys: tuple[str, ...]) -> None:
        setting = f"{_GROUP}/{action_id}"
        if keys == self.default(action_id):
            self._changed.pop(action_id, None)
            if self._settings is not None:
                self._settings.remove(setting)
        else:
            self._changed[action_id] = keys
            if self._settings is not None:
                self._settings.setValue(setting, _SEPARATOR.join(keys))

    def _apply(self) -> None:
        for action_id, keys in _resolved(self._changed).items():
            if keys != self._actions.keys(action_id):
                self._actions.set_keys(action_id, keys)


def _read(settings: QSettings | None) -> dict[str, tuple[str, ...]]:
    """The keys that are kept, by the id of the action, without those that cannot be."""
    changed: dict[str, tuple[str, ...]] = {}
    for spec in ACTION_TABLE if settings is not None else ():
        value = settings.value(f"{_GROUP}/{spec.id}") if settings is not None else None
        if not isinstance(value, str):
            continue
        written = [QKeySequence(keys) for keys in filter(None, value.split(_SEPARATOR))]
        if all(map(_is_usable, written)):
            changed[spec.id] = tuple(keys.toString() for keys in written)
    return changed


def _is_usable(keys: QKeySequence) -> bool:
    text = keys.toString()
    return keys.count() == 1 and text not in {"", *FIXED} and not types_a_character(text)


def _resolved(changed: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The keys of every action, each key once."""
    taken: set[str] = set()
    resolved: dict[str, tuple[str, ...]] = {}
    for spec in sorted(ACTION_TABLE, key=lambda spec: spec.id not in changed):
        keys = changed.get(spec.id, spec.shortcuts)
        resolved[spec.id] = tuple(key for key in keys if key not in taken)
        taken.update(keys)
    return resolved
