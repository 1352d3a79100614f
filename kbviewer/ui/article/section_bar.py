"""The line under a long page: which part of it is shown, and the way to the others."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from kbviewer.ui.widgets.elided_label import ElidedLabel


class SectionBar(QWidget):
    """Is there only where there is more than one part."""

    turned = Signal(int)
    """To the next part (1) or the one before (-1)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("partBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = ElidedLabel(self)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._previous = self._button("‹ Previous part", self._go_to_previous)
        self._next = self._button("Next part ›", self._go_to_next)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.addWidget(self._previous)
        row.addWidget(self._label, 1)
        row.addWidget(self._next)
        self.hide()

    def show_section(self, number: int, parts: int, note: str) -> None:
        """Say that part ``number`` of ``parts`` is shown; the first is 0.

        Args:
            number: of the part.
            parts: how many there are.
            note: what is to be known of this part, too, or "".
        """
        self._label.set_full_text(
            f"Part {number + 1:,} of {parts:,}" + (f"  ·  {note}" if note else "")
        )
        self._label.setToolTip(f"<p>{html.escape(note)}</p>" if note else "")
        self._previous.setEnabled(number > 0)
        self._next.setEnabled(number + 1 < parts)
        self.setVisible(parts > 1)

    def _button(self, text: str, slot: Callable[[], None]) -> QToolButton:
        action = QAction(text, self)
        action.triggered.connect(slot)
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _go_to_previous(self) -> None:
        self.turned.emit(-1)

    def _go_to_next(self) -> None:
        self.turned.emit(1)
