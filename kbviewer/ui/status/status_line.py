"""The line at the bottom of the window: text, buttons, and progress."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from kbviewer.i18n import tr
from kbviewer.ui import strings
from kbviewer.ui.actions import ActionCollection
from kbviewer.ui.status.progress_line import ProgressLine
from kbviewer.ui.widgets.elided_label import ElidedLabel
from kbviewer.ui.widgets.rich_text import escaped

_MAX_TOOLTIP_LINES = 20


class StatusLine(QWidget):
    """Shows text, and buttons that trigger their actions."""

    def __init__(self, actions: ActionCollection, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = ElidedLabel(self)
        self._text.setObjectName("statusText")
        self._text.setMinimumWidth(100)
        self._shown_text = self._link = ""
        self._problem_files = 0
        self._actions = actions
        self._problems_button = _make_button(actions["problems"], self)
        self._unindexed_button = _make_button(actions["rescan"], self)
        for name in ("problems", "rescan"):
            actions[name].changed.connect(self._show_tool_tips)
        self._retranslate()
        self.progress = ProgressLine(actions["stop_indexing"], self)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 12, 4)
        row.setSpacing(10)
        row.addWidget(self._text, 1)
        row.addWidget(self._problems_button)
        row.addWidget(self._unindexed_button)
        row.addWidget(self.progress)
        self.tab_stops = (self._problems_button, self._unindexed_button, self.progress.button)
        self.fit_text()

    def fit_text(self) -> None:
        """Be as high as with its buttons, shown or not."""
        margins = self._row.contentsMargins()
        heights = (
            self._text.sizeHint().height(),
            self._problems_button.sizeHint().height(),
            self.progress.sizeHint().height(),
        )
        self.setFixedHeight(max(heights) + margins.top() + margins.bottom())

    def show_text(self, text: str, details: str = "") -> None:
        """Show a text, with details in its tool tip; a link under the pointer covers it."""
        self._shown_text = text
        self._text.set_full_text(self._link or text)
        lines = details.split("\n")
        rest = (
            [tr("… and {n} more").format(n=f"{len(lines) - _MAX_TOOLTIP_LINES:,}")]
            if len(lines) > _MAX_TOOLTIP_LINES
            else []
        )
        shown = "\n".join(lines[:_MAX_TOOLTIP_LINES] + rest)
        self._text.setToolTip(f"<p>{escaped(shown).replace(chr(10), '<br>')}</p>" if shown else "")

    def show_link(self, target: str) -> None:
        """Show where a link leads; "" shows the text again."""
        self._link = target
        self._text.set_full_text(target or self._shown_text)

    def _show_tool_tips(self) -> None:
        """Show what the buttons' actions do and their keys, which may change."""
        self._problems_button.setToolTip(self._actions["problems"].toolTip())
        self._unindexed_button.setToolTip(self._actions["rescan"].toolTip())

    def clear(self) -> None:
        """Show no text and no button."""
        self._link = ""
        self.show_text("")
        self.show_problems(0)
        self.show_unindexed("")
        self.progress.finish()

    def show_problems(self, files: int) -> None:
        """Show the number of files with problems; no button for 0."""
        self._problem_files = files
        self._problems_button.setText(strings.problem_files(files))
        self._problems_button.setVisible(files > 0)

    def show_unindexed(self, text: str) -> None:
        """Show that the index is not up to date, as a button; "" hides it."""
        self._unindexed_button.setText(text)
        self._unindexed_button.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._show_tool_tips()
        self._problems_button.setText(strings.problem_files(self._problem_files))


def _make_button(action: QAction, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName("statusButton")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)
    button.hide()
    return button
