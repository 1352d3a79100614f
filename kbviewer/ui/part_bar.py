"""The line under a long page: which part of it is shown, and the way to the others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget


class PartBar(QWidget):
    """Is there only where there is more than one part."""

    turned = Signal(int)
    """To the next part (1) or the one before (-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("partBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._said = QLabel(self)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._before = self._button("‹ Previous part", self._turn_back)
        self._after = self._button("Next part ›", self._turn_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.addWidget(self._before)
        row.addStretch(1)
        row.addWidget(self._said)
        row.addStretch(1)
        row.addWidget(self._after)
        self.hide()

    def show_part(self, number: int, parts: int) -> None:
        """Say that part ``number`` of ``parts`` is shown; the first is 0."""
        self._said.setText(f"Part {number + 1:,} of {parts:,}")
        self._before.setEnabled(number > 0)
        self._after.setEnabled(number + 1 < parts)
        self.setVisible(parts > 1)

    def _button(self, text: str, slot: Callable[[], None]) -> QToolButton:
        action = QAction(text, self)
        action.triggered.connect(slot)
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _turn_back(self) -> None:
        self.turned.emit(-1)

    def _turn_on(self) -> None:
        self.turned.emit(1)
