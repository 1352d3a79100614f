"""The page of preferences for language, appearance and sizes of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from kbviewer.i18n import tr
from kbviewer.ui.actions import ActionCollection, without_mnemonic

_LANGUAGES = ("language_system", "language_en", "language_zh_CN")
_THEMES = ("theme_system", "theme_light", "theme_dark")
_ARTICLE_PERCENT = (70, 80, 90, 100, 110, 120, 130, 150, 175, 200, 240)
_INTERFACE_PERCENT = (80, 90, 100, 110, 120, 130, 150, 175, 200)


class GeneralPage(QWidget):
    """A form of choices; a choice that is an action of the window triggers it."""

    article_scale_chosen = Signal(float)
    interface_scale_chosen = Signal(float)

    def __init__(self, actions: ActionCollection, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._language_box = QComboBox(self)
        self._theme_box = QComboBox(self)
        self._article_box = QComboBox(self)
        self._interface_box = QComboBox(self)
        form = QFormLayout(self)
        form.setContentsMargins(18, 18, 18, 18)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        if _LANGUAGES[0] in actions:
            self._fill(self._language_box, _LANGUAGES)
            form.addRow(tr("&Language"), self._language_box)
        else:
            self._language_box.hide()
        self._fill(self._theme_box, _THEMES)
        form.addRow(tr("&Appearance"), self._theme_box)
        form.addRow(tr("&Text of the article"), self._article_box)
        form.addRow(tr("T&ext of the interface"), self._interface_box)
        note = QLabel(tr("Topics, results, search field, menus and dialogs."), self)
        note.setObjectName("dialogSummary")
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.setWordWrap(True)
        form.addRow("", note)
        self._language_box.activated.connect(self._choose_language)
        self._theme_box.activated.connect(self._choose_theme)
        self._article_box.activated.connect(self._choose_article_size)
        self._interface_box.activated.connect(self._choose_interface_size)
        self.show_text_sizes(interface=1.0, article=1.0)

    def show_text_sizes(self, *, interface: float, article: float) -> None:
        """Show how large texts are, and what is chosen by menu or keys."""
        _show_percent(self._article_box, _ARTICLE_PERCENT, article)
        _show_percent(self._interface_box, _INTERFACE_PERCENT, interface)
        self._show_checked(self._theme_box, _THEMES)
        self._show_checked(self._language_box, _LANGUAGES)

    @property
    def has_language_focus(self) -> bool:
        """Whether the choice of language has the focus."""
        return self._language_box.hasFocus()

    def focus_language(self) -> None:
        """Give it the focus."""
        self._language_box.setFocus()

    def _fill(self, box: QComboBox, action_ids: Sequence[str]) -> None:
        for action_id in action_ids:
            box.addItem(without_mnemonic(self._actions[action_id].text()), action_id)
        self._show_checked(box, action_ids)

    def _show_checked(self, box: QComboBox, action_ids: Iterable[str]) -> None:
        for index, action_id in enumerate(action_ids):
            if action_id in self._actions and self._actions[action_id].isChecked():
                box.setCurrentIndex(index)

    def _choose_language(self, index: int) -> None:
        self._actions[_LANGUAGES[index]].trigger()

    def _choose_theme(self, index: int) -> None:
        self._actions[_THEMES[index]].trigger()

    def _choose_article_size(self, index: int) -> None:
        self.article_scale_chosen.emit(self._article_box.itemData(index) / 100)

    def _choose_interface_size(self, index: int) -> None:
        self.interface_scale_chosen.emit(self._interface_box.itemData(index) / 100)


def _show_percent(box: QComboBox, steps: Sequence[int], scale: float) -> None:
    """Offer sizes, and the present one between them if it is none of them."""
    present = round(scale * 100)
    with QSignalBlocker(box):
        box.clear()
        for percent in sorted({*steps, present}):
            box.addItem(tr("{n} %").format(n=percent), percent)
        box.setCurrentIndex(box.findData(present))
