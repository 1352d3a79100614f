"""The bar above an article: match counter and buttons, backlinks, outline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from kbviewer.ui import strings
from kbviewer.ui.article.match_highlights import MAX_MATCHES

if TYPE_CHECKING:
    from kbviewer.index.search.found_by import FoundBy

_SPACING = 2
_MARGINS = 16 + 12 + 4 + 2 * _SPACING  # at the sides, behind the counter, around the stretch
_ICONS_ONLY_BELOW = 400  # pixels; in a narrower bar the buttons on the right have no text


class ArticleBar(QWidget):
    """Always visible, so that the article does not jump when matches appear."""

    def __init__(
        self, match_actions: Iterable[QAction], info_actions: Iterable[QAction], parent: QWidget
    ) -> None:
        """Lay out the bar.

        Args:
            match_actions: the actions beside the match counter.
            info_actions: the actions on the right.
            parent: the panel.
        """
        super().__init__(parent)
        self.setObjectName("articleBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._counter = QLabel(self)
        self._counter_text = ""
        self._say_counter: Callable[[], str] = str  # the text in the language of the messages
        self._counter.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.setSpacing(_SPACING)
        row.addWidget(self._counter)
        row.addSpacing(4)
        self._match_buttons = [self._make_button(action) for action in match_actions]
        self._info_buttons = [self._make_button(action) for action in info_actions]
        for button in self._match_buttons:
            row.addWidget(button)
        row.addStretch(1)
        for button in self._info_buttons:
            button.setObjectName("articleInfoButton")
            button.defaultAction().changed.connect(self._fit_labels)
            row.addWidget(button)
        self.buttons = (*self._match_buttons, *self._info_buttons)
        self._spacer = QLabel(self)  # the bar has the same height with and without buttons
        row.addWidget(self._spacer)
        self.fit_text()
        self.clear()

    def fit_text(self) -> None:
        """Make room for the text in its size."""
        buttons = (*self._match_buttons, *self._info_buttons)
        heights = [button.sizeHint().height() for button in buttons]
        self._spacer.setFixedSize(0, max(heights, default=0))
        self._fit_labels()

    def show_position(self, index: int, count: int) -> None:
        """Show the index of the current match and the number of matches."""
        is_cut = count >= MAX_MATCHES
        self._show_counter(partial(strings.match_position, index, count, is_cut=is_cut))

    def show_no_match(self, found_by: FoundBy | None) -> None:
        """Say that the text has no match, or what else the article was found by."""
        self._show_counter(partial(strings.no_match, found_by.name if found_by else ""))

    def clear(self) -> None:
        """Hide the counter: there is no query."""
        self._show_counter(str)

    def _show_counter(self, say: Callable[[], str]) -> None:
        """Show what ``say`` returns and the buttons from match to match; neither if it is ""."""
        self._say_counter = say
        self._counter_text = say()
        for widget in (self._counter, *self._match_buttons):
            widget.setVisible(self._counter_text != "")
        self._fit_counter()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the counter in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show_counter(self._say_counter)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Hide the buttons' texts if the bar is narrow."""
        super().resizeEvent(event)
        self._fit_labels()

    def _fit_labels(self) -> None:
        """Show the buttons' texts, or in a narrow bar only the numbers in them."""
        narrow = self.width() < _ICONS_ONLY_BELOW
        style = Qt.ToolButtonStyle
        for button in self._info_buttons:
            text = button.defaultAction().iconText()
            shown = "".join(filter(str.isdigit, text)) if narrow else text
            button.setText(shown)
            button.setAccessibleName(text)
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if shown else style.ToolButtonIconOnly
            )
        self._fit_counter()

    def _fit_counter(self) -> None:
        """Elide the counter's text where there is no room for it; then the tool tip says it."""
        buttons = (*self._match_buttons, *self._info_buttons)
        shown = [button for button in buttons if not button.isHidden()]
        taken = sum(button.sizeHint().width() + _SPACING for button in shown)
        room = self.contentsRect().width() - _MARGINS - taken
        text = self.fontMetrics().elidedText(
            self._counter_text, Qt.TextElideMode.ElideRight, max(room, 0)
        )
        self._counter.setText(text)
        self._counter.setAccessibleName(self._counter_text)
        self._counter.setToolTip("" if text == self._counter_text else self._counter_text)

    def _make_button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
