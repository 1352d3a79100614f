"""The line at the foot of the window: words, signs that can be clicked, and progress."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from kbviewer.ui import words
from kbviewer.ui.actions import Actions
from kbviewer.ui.elided import Elided
from kbviewer.ui.progress import ProgressLine

_MOST_LINES = 20  # of a tool tip


class StatusLine(QWidget):
    """Says what it is told; a sign that is clicked does what its action does."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = Elided(self)
        self._text.setObjectName("statusText")
        self._text.setMinimumWidth(100)
        self._problems = _sign(actions["problems"], self)
        self._unread = _sign(actions["update"], self)
        self.progress = ProgressLine(actions["stop"], self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 12, 4)
        row.setSpacing(10)
        row.addWidget(self._text, 1)
        row.addWidget(self._problems)
        row.addWidget(self._unread)
        row.addWidget(self.progress)
        self.setFixedHeight(max(self._problems.sizeHint().height(), self.sizeHint().height()))

    def say(self, text: str, more: str = "") -> None:
        """Say something, and more where the pointer rests on it."""
        self._text.say(text)
        lines = more.split("\n")
        left_out = [f"… and {len(lines) - _MOST_LINES:,} more"] if len(lines) > _MOST_LINES else []
        told = "\n".join(lines[:_MOST_LINES] + left_out)
        self._text.setToolTip(
            f"<p>{html.escape(told).replace(chr(10), '<br>')}</p>" if told else ""
        )

    def clear(self) -> None:
        """Say nothing, and show no sign."""
        self.say("")
        self.show_problems(0)
        self.show_unread("")
        self.progress.end()

    def show_problems(self, files: int) -> None:
        """Show how many files something is wrong with; no sign for none."""
        self._problems.setText(words.problems(files))
        self._problems.setVisible(files > 0)

    def show_unread(self, text: str) -> None:
        """Show that the index is not up to date, and what a click does about it; "" for neither."""
        self._unread.setText(text)
        self._unread.setVisible(bool(text))


def _sign(action: QAction, parent: QWidget) -> QToolButton:
    sign = QToolButton(parent)
    sign.setObjectName("statusButton")
    sign.setToolTip(action.toolTip())
    sign.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    sign.clicked.connect(action.trigger)
    sign.hide()
    return sign
