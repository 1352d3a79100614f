"""The line above a page: which match the reader stands at, and the buttons from one to the next."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from kbviewer.ui.engine import MOST_MATCHES


class MatchBar(QWidget):
    """Is there only while there is a query."""

    def __init__(self, walking: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matchBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._counter = QLabel(self)
        self._counter.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.addWidget(self._counter)
        row.addStretch(1)
        for action in walking:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setIconSize(QSize(16, 16))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self.hide()

    def count(self, here: int, number: int) -> None:
        """Say at which of how many matches the reader stands; the first is 0."""
        only = "the first " if number >= MOST_MATCHES else ""
        where = f"Match {here + 1:,} of {only}{number:,}"
        self._counter.setText(where if number else "No match in this text")
