"""The matches of a query on what a browser shows of a page: their tints, and where each stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from kbviewer.ui.browser import Browser
from kbviewer.ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from kbviewer.index.match import Match

_MOST = 2_000  # marked at once, around the one where the reader stands


class Marks:
    """Marks the matches of a page, of which the browser shows a stretch.

    Attributes:
        matches: in the page's plain text, in UTF-16 units, in order.
        here: the number of the one where the reader stands, -1 for none.
    """

    def __init__(self, browser: Browser) -> None:
        self.matches: Sequence[Match] = ()
        self.here = -1
        self._browser = browser
        self._theme = LIGHT
        self._begin = 0  # of what is shown, in the page's plain text
        self._selections: list[QTextEdit.ExtraSelection] = []  # the matches that are marked
        self._first = 0  # of them

    def set_theme(self, theme: Theme) -> None:
        """Take the tints of another theme with the next ``paint``."""
        self._theme = theme

    def forget(self) -> None:
        """There are no matches."""
        self.matches, self.here, self._selections = (), -1, []

    def paint(self, begin: int, end: int | None) -> None:
        """Mark what is shown, around the one where the reader stands if it is there.

        Args:
            begin: where the stretch that is shown begins in the page's plain text.
            end: where it ends; None is the end of the text.
        """
        self._begin = begin
        low = bisect_left(self.matches, begin, key=_start)
        high = len(self.matches) if end is None else bisect_left(self.matches, end, key=_start)
        self._first = low
        if low <= self.here < high:
            self._first = max(low, min(self.here - _MOST // 2, high - 1))
        self._selections = [
            self._selection(number) for number in range(self._first, min(high, self._first + _MOST))
        ]
        self._browser.setExtraSelections(self._selections)

    def stand_at(self, number: int) -> bool:
        """Stand at a match, and say whether it was enough to change the tints of two."""
        before, self.here = self.here, number
        if not all(one - self._first in range(len(self._selections)) for one in (before, number)):
            return False
        for changed in (before, number):  # to make all of them anew would take 50 ms
            self._selections[changed - self._first].format = self._look(changed)
        self._browser.setExtraSelections(self._selections)
        return True

    def stand_in_view(self) -> None:
        """Stand at the first match that can be seen or is further down."""
        top = self._begin + self._browser.position_at(QPoint(0, 0))
        below = (number for number, match in enumerate(self.matches) if match.end > top)
        self.here = next(below, len(self.matches) - 1)

    def is_in_view(self) -> bool:
        """Whether the match where the reader stands can be seen."""
        return self._browser.viewport().rect().contains(self._place())

    def scroll_here(self) -> None:
        """Scroll to the match where the reader stands, if it cannot be seen well."""
        place, view = self._place(), self._browser.viewport().rect()
        down = self._browser.verticalScrollBar()
        if not 0 <= place.top() <= view.height() - place.height() - 20:
            down.setValue(down.value() + place.top() - view.height() // 3)
        across = self._browser.horizontalScrollBar()
        if not 0 <= place.left() <= view.width() - min(place.width(), view.width() // 3):
            across.setValue(across.value() + place.left() - view.width() // 3)

    def _place(self) -> QRect:
        """Where the match stands that the reader stands at, in the viewport: its first line."""
        cursor = self._cursor(self.matches[self.here])
        end = self._browser.cursorRect(cursor)
        cursor.setPosition(cursor.anchor())
        start = self._browser.cursorRect(cursor)
        if end.top() != start.top():
            return start
        return start.united(end)

    def _selection(self, number: int) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.format = self._look(number)
        selection.cursor = self._cursor(self.matches[number])
        return selection

    def _look(self, number: int) -> QTextCharFormat:
        theme = self._theme
        here = number == self.here
        tint = theme.marks[self.matches[number].term % len(theme.marks)]
        look = QTextCharFormat()
        look.setBackground(QColor(theme.here if here else tint))
        look.setForeground(QColor(theme.here_text if here else theme.mark_text))
        return look

    def _cursor(self, match: Match) -> QTextCursor:
        document = self._browser.document()
        cursor = QTextCursor(document)
        last = document.characterCount() - 1
        cursor.setPosition(min(match.start - self._begin, last))
        cursor.setPosition(min(match.end - self._begin, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _start(match: Match) -> int:
    return match.start
