"""The line at the foot of the window: words, signs that can be clicked, and progress."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from kbviewer.ui import strings
from kbviewer.ui.actions import ActionCollection
from kbviewer.ui.status.progress_line import ProgressLine
from kbviewer.ui.widgets.elided_label import ElidedLabel

_MAX_TOOLTIP_LINES = 20  # of a tool tip


class StatusLine(QWidget):
    """Says what it is told; a sign that is clicked does what its action does."""

    def __init__(self, actions: ActionCollection, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = ElidedLabel(self)
        self._text.setObjectName("statusText")
        self._text.setMinimumWidth(100)
        self._problems_button = _make_button(actions["problems"], self)
        self._unindexed_button = _make_button(actions["update"], self)
        self.progress = ProgressLine(actions["stop"], self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 12, 4)
        row.setSpacing(10)
        row.addWidget(self._text, 1)
        row.addWidget(self._problems_button)
        row.addWidget(self._unindexed_button)
        row.addWidget(self.progress)
        self.setFixedHeight(
            max(self._problems_button.sizeHint().height(), self.sizeHint().height())
        )

    def show_text(self, text: str, more: str = "") -> None:
        """Say something, and more where the pointer rests on it."""
        self._text.set_full_text(text)
        lines = more.split("\n")
        left_out = (
            [f"… and {len(lines) - _MAX_TOOLTIP_LINES:,} more"]
            if len(lines) > _MAX_TOOLTIP_LINES
            else []
        )
        told = "\n".join(lines[:_MAX_TOOLTIP_LINES] + left_out)
        self._text.setToolTip(
            f"<p>{html.escape(told).replace(chr(10), '<br>')}</p>" if told else ""
        )

    def clear(self) -> None:
        """Say nothing, and show no sign."""
        self.show_text("")
        self.show_problems(0)
        self.show_unindexed("")
        self.progress.finish()

    def show_problems(self, files: int) -> None:
        """Show how many files something is wrong with; no sign for none."""
        self._problems_button.setText(strings.problem_files(files))
        self._problems_button.setVisible(files > 0)

    def show_unindexed(self, text: str) -> None:
        """Show that the index is not up to date, and what a click does about it; "" for neither."""
        self._unindexed_button.setText(text)
        self._unindexed_button.setVisible(bool(text))


def _make_button(action: QAction, parent: QWidget) -> QToolButton:
    sign = QToolButton(parent)
    sign.setObjectName("statusButton")
    sign.setToolTip(action.toolTip())
    sign.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    sign.clicked.connect(action.trigger)
    sign.hide()
    return sign
