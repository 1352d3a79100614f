"""The page of preferences for the keys of actions."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import tr
from kbviewer.ui.actions import ACTION_TABLE, ActionCollection, key_text, without_mnemonic
from kbviewer.ui.shortcuts import EDITING_KEYS, FIXED, Shortcuts, types_a_character

_MAX_KEYS = max(len(spec.shortcuts) for spec in ACTION_TABLE)
_ID_ROLE = Qt.ItemDataRole.UserRole + 1
_ACTION, _MENU, _KEYS = range(3)
_ROW_MARGIN = 14  # pixels above and below a row's text, together


class _KeyEdit(QKeySequenceEdit):
    """A field for one key; Backspace, Delete and its button empty it, Escape closes the dialog."""

    chosen = Signal(int, str)
    """The number of the field, and the key that was pressed, "" for none."""

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self._is_recording = False
        self.setMaximumSequenceLength(1)
        self.setClearButtonEnabled(True)
        self.setAccessibleName(tr("Key {n}").format(n=number + 1))
        self.keySequenceChanged.connect(self._on_changed)
        self.editingFinished.connect(self._on_finished)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Leave keys that no action can have to their usual meaning."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not event.modifiers():
            self.clear()
        else:
            self._is_recording = True
            super().keyPressEvent(event)

    def _on_changed(self, keys: QKeySequence) -> None:
        """Report an emptied field; while a key is held the field is empty, too."""
        if keys.isEmpty() and not self._is_recording:
            self.chosen.emit(self._number, "")

    def _on_finished(self) -> None:
        was_recording, self._is_recording = self._is_recording, False
        if was_recording and not self.keySequence().isEmpty():
            self.chosen.emit(self._number, self.keySequence().toString())


class ShortcutsPage(QWidget):
    """All actions with their keys; those of the current row can be changed below the table."""

    def __init__(
        self, actions: ActionCollection, shortcuts: Shortcuts, window: QWidget, parent: QWidget
    ) -> None:
        """Build the page.

        Args:
            actions: the actions.
            shortcuts: their keys.
            window: the window whose menus they are in.
            parent: the dialog.
        """
        super().__init__(parent)
        self._actions = actions
        self._shortcuts = shortcuts
        self._menu_keys = _menu_keys(window)
        self._wanted = ("", 0)  # a key that another action has, and the field it was typed into
        self._filter = QLineEdit(self)
        self._filter.setPlaceholderText(tr("Filter by name, menu or key"))
        self._filter.setAccessibleName(tr("Filter by name, menu or key"))
        self._filter.setClearButtonEnabled(True)
        self._model = _make_model(actions, _menu_titles(window, actions), self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._model)
        self._proxy.setFilterKeyColumn(-1)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = _make_table(self._proxy, self)
        self._name = QLabel(self)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._edits = [_KeyEdit(number, self) for number in range(_MAX_KEYS)]
        for edit in self._edits:
            edit.chosen.connect(self._on_key_chosen)
        self._reset = _make_button(tr("&Reset"), self)
        self._reset_all = _make_button(tr("Reset A&ll"), self)
        self._message = QLabel(self)
        self._message.setObjectName("dialogError")
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._take_over = _make_button(tr("&Use It Here"), self)
        self._lay_out()
        self._filter.textChanged.connect(self._filter_rows)
        self.table.selectionModel().currentChanged.connect(self._on_row_changed)
        self.table.activated.connect(self._edit_first)
        self._reset.clicked.connect(self._reset_one)
        self._reset_all.clicked.connect(self._reset_every_one)
        self._take_over.clicked.connect(self._use_wanted)
        self._show_keys()
        self.table.setCurrentIndex(self._proxy.index(0, 0))

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for edit in self._edits:
            keys.addWidget(edit, 1)
        keys.addWidget(self._reset)
        told = QHBoxLayout()
        told.addWidget(self._message, 1)
        told.addWidget(self._take_over)
        told.addWidget(self._reset_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        column.addWidget(self._filter)
        column.addWidget(self.table, 1)
        column.addWidget(self._name)
        column.addLayout(keys)
        column.addLayout(told)

    # --- the table

    @property
    def _current(self) -> str:
        """The id of the action in the current row, "" for none."""
        return str(self.table.currentIndex().data(_ID_ROLE) or "")

    def _name_of(self, action_id: str) -> str:
        """The text of an action, for inside a sentence."""
        return without_mnemonic(self._actions[action_id].text()).rstrip("…")

    def _filter_rows(self, text: str) -> None:
        self._proxy.setFilterFixedString(text.strip())
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self._proxy.index(0, 0))
        self._on_row_changed()

    def _show_keys(self) -> None:
        """Write the keys of all actions into the table."""
        for row, spec in enumerate(ACTION_TABLE):
            keys = ", ".join(map(key_text, self._actions.keys(spec.id)))
            item = self._model.item(row, _KEYS)
            item.setText(keys)
            font = item.font()
            font.setBold(self._shortcuts.is_changed(spec.id))
            item.setFont(font)
        self._on_row_changed()

    def _on_row_changed(self) -> None:
        """Show the keys of the current row in the fields."""
        self._tell("")
        current = self._current
        keys = self._actions.keys(current) if current else ()
        name = self._name_of(current) if current else ""
        self._name.setText(tr("Keys of “{action}”").format(action=name) if current else "")
        for number, edit in enumerate(self._edits):
            with QSignalBlocker(edit):
                edit.setKeySequence(QKeySequence(keys[number] if number < len(keys) else ""))
            edit.setEnabled(bool(current))
            edit.setAccessibleDescription(name)
        self._reset.setEnabled(bool(current) and self._shortcuts.is_changed(current))
        self._reset_all.setEnabled(any(self._shortcuts.is_changed(s.id) for s in ACTION_TABLE))

    def _edit_first(self) -> None:
        self._edits[0].setFocus()

    # --- changing keys

    def _on_key_chosen(self, number: int, key: str) -> None:
        """Give the action the key, or say why it cannot have it."""
        owner = self._shortcuts.owner(key) if key else ""
        if why := self._why_not(key):
            self._on_row_changed()
            self._tell(why)
        elif owner and owner != self._current:
            action = self._name_of(owner)
            self._on_row_changed()
            self._wanted = (key, number)
            self._tell(
                tr("{key} is a key of “{action}”.").format(key=key_text(key), action=action),
                can_take=True,
            )
        else:
            self._set_key(number, key)

    def _why_not(self, key: str) -> str:
        """Why no action can have a key; "" if one can."""
        if not key:
            return ""
        shown = key_text(key)
        if key in FIXED:
            return tr("{key} is used in lists and fields.").format(key=shown)
        if types_a_character(key):
            return tr("{key} is for typing: add Ctrl or Alt.").format(key=shown)
        if key in EDITING_KEYS:
            return tr("{key} is “{action}” in text fields.").format(
                key=shown, action=tr(EDITING_KEYS[key])
            )
        if key in self._menu_keys:
            return tr("{key} opens the menu “{menu}”.").format(key=shown, menu=self._menu_keys[key])
        return ""

    def _set_key(self, number: int, key: str) -> None:
        keys = [*self._actions.keys(self._current), *[""] * _MAX_KEYS][:_MAX_KEYS]
        if key in keys:
            keys[keys.index(key)] = ""
        keys[number] = key
        self._shortcuts.set_keys(self._current, keys)
        self._show_keys()

    def _use_wanted(self) -> None:
        """Take the key from the other action."""
        key, number = self._wanted
        self._set_key(number, key)
        self._edits[number].setFocus()

    def _reset_one(self) -> None:
        keys = {key: self._shortcuts.owner(key) for key in self._shortcuts.default(self._current)}
        self._shortcuts.reset(self._current)
        self._show_keys()
        self._tell(
            " ".join(
                tr("{key} was taken from “{action}”.").format(
                    key=key_text(key), action=self._name_of(owner)
                )
                for key, owner in keys.items()
                if owner not in {"", self._current}
            )
        )

    def _reset_every_one(self) -> None:
        self._shortcuts.reset_all()
        self._show_keys()

    def _tell(self, text: str, *, can_take: bool = False) -> None:
        """Say something about a key that was typed; ``can_take``: it can be taken from another."""
        self._message.setText(text)
        if self._take_over.hasFocus() and not can_take:
            self.table.setFocus()
        self._take_over.setVisible(can_take)


def _make_model(
    actions: ActionCollection, menus: dict[str, str], parent: QWidget
) -> QStandardItemModel:
    model = QStandardItemModel(len(ACTION_TABLE), 3, parent)
    model.setHorizontalHeaderLabels([tr("Action"), tr("Menu"), tr("Keys")])
    for row, spec in enumerate(ACTION_TABLE):
        name = without_mnemonic(actions[spec.id].text())
        for column, text in ((_ACTION, name), (_MENU, menus.get(spec.id, "")), (_KEYS, "")):
            item = QStandardItem(text)
            item.setEditable(False)
            item.setData(spec.id, _ID_ROLE)
            model.setItem(row, column, item)
    return model


def _make_table(model: QSortFilterProxyModel, parent: QWidget) -> QTableView:
    table = QTableView(parent)
    table.setAccessibleName(tr("Actions and their keys"))
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + _ROW_MARGIN)
    header = table.horizontalHeader()
    table.setMinimumHeight(3 * table.verticalHeader().defaultSectionSize())  # two below the header
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(_MENU, QHeaderView.ResizeMode.ResizeToContents)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


def _make_button(text: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setAutoDefault(False)
    return button


def _menu_titles(window: QWidget, actions: ActionCollection) -> dict[str, str]:
    """The menu that each action is in, by the id of the action."""
    titles = {
        action: without_mnemonic(menu.title())
        for menu in window.findChildren(QMenu)
        if menu.title()
        for action in menu.actions()
    }
    return {spec.id: titles.get(actions[spec.id], "") for spec in ACTION_TABLE}


def _menu_keys(window: QWidget) -> dict[str, str]:
    """The keys that open menus, with their titles."""
    bars: list[QMenuBar] = window.findChildren(QMenuBar)
    entries: list[QAction] = [entry for bar in bars for entry in bar.actions()]
    return {
        QKeySequence.mnemonic(entry.text()).toString(): without_mnemonic(entry.text())
        for entry in entries
    }
