"""The line under a long page: which part of it is shown, and the way to the others."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from kbviewer.ui.elided import Elided


class PartBar(QWidget):
    """Is there only where there is more than one part."""

    turned = Signal(int)
    """To the next part (1) or the one before (-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("partBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._said = Elided(self)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._before = self._button("‹ Previous part", self._turn_back)
        self._after = self._button("Next part ›", self._turn_on)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.addWidget(self._before)
        row.addWidget(self._said, 1)
        row.addWidget(self._after)
        self.hide()

    def show_part(self, number: int, parts: int, note: str) -> None:
        """Say that part ``number`` of ``parts`` is shown; the first is 0.

        Args:
            number: of the part.
            parts: how many there are.
            note: what is to be known of this part, too, or "".
        """
        self._said.say(f"Part {number + 1:,} of {parts:,}" + (f"  ·  {note}" if note else ""))
        self._said.setToolTip(f"<p>{html.escape(note)}</p>" if note else "")
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
