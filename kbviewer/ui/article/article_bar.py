"""The bar above an article: from match to match, what links here, and the headings."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from kbviewer.ui.article.match_highlights import MAX_MATCHES

_ICONS_ONLY_BELOW = 400  # pixels; below it the buttons at the right have no words


class ArticleBar(QWidget):
    """Stands above every page, so that nothing jumps when there are matches."""

    def __init__(
        self, walking: Iterable[QAction], about: Iterable[QAction], parent: QWidget
    ) -> None:
        """Lay out the bar.

        Args:
            walking: the ways from match to match, beside their number.
            about: what else there is to know of the article, at the right.
            parent: the panel.
        """
        super().__init__(parent)
        self.setObjectName("matchBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._counter = QLabel(self)
        self._counter.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.setSpacing(2)
        row.addWidget(self._counter)
        row.addSpacing(4)
        self._match_buttons = [self._make_button(action) for action in walking]
        self._info_buttons = [self._make_button(action) for action in about]
        for button in self._match_buttons:
            row.addWidget(button)
        row.addStretch(1)
        for button in self._info_buttons:
            button.setObjectName("aboutButton")
            button.defaultAction().changed.connect(self._fit_labels)
            row.addWidget(button)
        room = QLabel(self)  # the bar is as high without a button as with one
        room.setFixedSize(
            0, self._match_buttons[0].sizeHint().height() if self._match_buttons else 0
        )
        row.addWidget(room)
        self.clear()

    def show_position(self, here: int, number: int) -> None:
        """Say at which of how many matches the reader stands; the first is 0."""
        only = "the first " if number >= MAX_MATCHES else ""
        where = f"Match {here + 1:,} of {only}{number:,}"
        self._counter.setText(where if number else "No match in this text")
        self._show_counter(is_there=True)

    def clear(self) -> None:
        """Count nothing: there is no query."""
        self._show_counter(is_there=False)

    def _show_counter(self, *, is_there: bool) -> None:
        for widget in (self._counter, *self._match_buttons):
            widget.setVisible(is_there)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Leave out words where there is no room for them."""
        super().resizeEvent(event)
        self._fit_labels()

    def _fit_labels(self) -> None:
        """Show the whole texts, or of each the number at its end."""
        narrow = self.width() < _ICONS_ONLY_BELOW
        style = Qt.ToolButtonStyle
        for button in self._info_buttons:
            text = button.defaultAction().iconText()
            last = text.rpartition(" ")[2]
            shown = (last if last[:1].isdigit() else "") if narrow else text
            button.setText(shown)
            button.setAccessibleName(text)
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if shown else style.ToolButtonIconOnly
            )

    def _make_button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
