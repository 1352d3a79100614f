"""The panel below the results: what is near a query that finds little."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import tr
from kbviewer.text.local_date import local_date
from kbviewer.ui import strings
from kbviewer.ui.suggestions.suggestion_row import SuggestionRow
from kbviewer.ui.widgets.rich_text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kbviewer.index.suggest.suggestion import PartialHit, Suggestion

_MIN_HEIGHT = 90
_FIRST_HITS = 4
"""Articles with most of a query that are shown at once: each takes some milliseconds to make."""


class SuggestionsPanel(QScrollArea):
    """Shows suggestions, and is hidden while there are none."""

    query_chosen = Signal(object)
    """The ``Suggestion`` whose query is to be searched for."""

    article_chosen = Signal(str)
    """The article that is to be opened."""

    left = Signal()
    """The focus should go back to what is above."""

    is_filled_changed = Signal(bool)
    """There are suggestions now, or none any more."""

    def __init__(self, before: QWidget, parent: QWidget | None = None) -> None:
        """Build an empty panel.

        Args:
            before: the widget from which Tab leads to the first row.
            parent: the widget that contains it.
        """
        super().__init__(parent)
        self._before = before
        self.setObjectName("suggestionsPanel")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr(strings.NEAR))
        self._rows: list[SuggestionRow] = []
        self._content = QWidget(self)
        self._content.setObjectName("suggestions")
        self._layout = QVBoxLayout(self._content)
        self._layout.setContentsMargins(8, 8, 8, 12)
        self._layout.setSpacing(2)
        self.setWidget(self._content)
        self._content.installEventFilter(self)
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """As high as its rows at its width."""
        width = max(self.width(), 1)
        height = self._layout.heightForWidth(width) + 2 * self.frameWidth()
        return QSize(width, max(_MIN_HEIGHT, height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """High enough to see that there is something."""
        return QSize(0, _MIN_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Rows wrap at another place."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Say its name in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.setAccessibleName(tr(strings.NEAR))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Follow the height of the rows, which their fonts change when they are shown."""
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def clear(self) -> None:
        """Remove all suggestions; the focus goes to what is above them."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.left.emit()
        self.hide()
        self.is_filled_changed.emit(False)
        self._rows.clear()
        while item := self._layout.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def add(self, suggestions: Iterable[Suggestion]) -> None:
        """Show further suggestions below those that are shown."""
        for suggestion in suggestions:
            if not self._layout.count():
                self._add_text(tr(strings.NEAR), "suggestionsTitle")
            if suggestion.hits and suggestion.is_close:
                self._add_hits(suggestion)
            elif suggestion.hits:
                offered = tr(strings.SHOW_NEAREST)
                row = self._add_row([("suggestionLink", escaped(offered))], offered)
                row.chosen.connect(partial(self._open_up, row, suggestion))
            elif suggestion.query:
                row = self._add_row(_lines(suggestion), suggestion.why)
                row.chosen.connect(partial(self.query_chosen.emit, suggestion))
            else:
                self._add_text(suggestion.why, "suggestionText")
        if self._layout.count() and self.isHidden():
            self.is_filled_changed.emit(True)
            self.show()

    def focus_first(self) -> bool:
        """Focus the first row that can be chosen; False if there is none."""
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._rows)

    def _add_hits(self, suggestion: Suggestion, first: int = 0) -> None:
        """Show some of the articles, and a row that shows the others."""
        if not first:
            self._add_text(suggestion.why, "suggestionText")
        last = len(suggestion.hits) if first else _FIRST_HITS
        for partial_hit in suggestion.hits[first:last]:
            row = self._add_row(_hit_lines(partial_hit), partial_hit.hit.title)
            row.chosen.connect(partial(self.article_chosen.emit, partial_hit.hit.id))
        if others := len(suggestion.hits[last:]):
            text = strings.more_articles(others)
            row = self._add_row([("suggestionLink", escaped(text))], text)
            row.chosen.connect(partial(self._open_up, row, suggestion, last))

    def _open_up(self, row: SuggestionRow, suggestion: Suggestion, first: int = 0) -> None:
        """Show the articles from ``first`` on in the place of the row that offers them."""
        had_focus = row.hasFocus()
        index = self._rows.index(row)
        self._rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._add_hits(suggestion, first)
        if had_focus:
            self._rows[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_text(self, text: str, name: str) -> None:
        label = QLabel(text, self._content)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setContentsMargins(10, 4, 10, 4)
        self._layout.addWidget(label)

    def _add_row(self, lines: list[tuple[str, str]], spoken: str) -> SuggestionRow:
        row = SuggestionRow(lines, spoken, self._content)
        row.moved.connect(partial(self._move_focus, row))
        # A new widget would be the last one in the window.
        self.setTabOrder(self._rows[-1] if self._rows else self._before, row)
        self._rows.append(row)
        self._layout.addWidget(row)
        return row

    def _move_focus(self, row: SuggestionRow, by: int) -> None:
        index = self._rows.index(row) + by
        if index < 0:
            self.left.emit()
        elif index < len(self._rows):
            self._rows[index].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self._rows[index])


def _lines(suggestion: Suggestion) -> list[tuple[str, str]]:
    """A suggestion as the lines of a row: why, and what is searched for."""
    is_elsewhere = suggestion.leaves_topic
    offered = tr(strings.SEARCH_ALL_TOPICS) if is_elsewhere else suggestion.query
    return [("suggestionText", escaped(suggestion.why)), ("suggestionLink", escaped(offered))]


def _hit_lines(partial_hit: PartialHit) -> list[tuple[str, str]]:
    """An article as the lines of a row: its title, what it has and lacks, where it is from."""
    hit = partial_hit.hit
    found = " · ".join(f"<b>{escaped(text)}</b>" for text in partial_hit.found)
    missing = " · ".join(f"<s>{escaped(text)}</s>" for text in partial_hit.missing)
    facts = " · ".join(filter(None, (hit.source, local_date(hit.published))))
    return [
        ("suggestionHit", escaped(hit.title)),
        ("suggestionText", " · ".join(filter(None, (found, missing)))),
        *([("suggestionNote", escaped(facts))] if facts else []),
    ]
