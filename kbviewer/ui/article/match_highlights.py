"""The matches of a query on what a browser shows of a page: their tints, and where each stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextLayout
from PySide6.QtWidgets import QTextEdit

from kbviewer.ui.article.article_browser import ArticleBrowser
from kbviewer.ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from kbviewer.index.search.matcher import Match

MAX_MATCHES = 20_000
"""Matches that are found in an article; stepping through them takes hours."""
_SLICE = 1_000  # matches out of view that are marked before the window has its turn
_MOST_IN_VIEW = 4_000  # a page that is not laid out yet has its end in view


class MatchHighlights:
    """Marks the matches of a page, of which the browser shows a stretch.

    What is in view is marked at once, the rest bit by bit. The tints are formats of the paragraphs'
    layouts: Qt takes a second to paint a few hundred selections in one paragraph, which it would
    take for them otherwise. Only the match where the reader stands is a selection.

    Attributes:
        matches: in the page's plain text, in UTF-16 units, in order.
        here: the number of the one where the reader stands, -1 for none.
    """

    def __init__(self, browser: ArticleBrowser) -> None:
        self.matches: Sequence[Match] = ()
        self.current = -1
        self._browser = browser
        self._theme = LIGHT
        self._section_start = 0  # of what is shown, in the page's plain text
        self._end: int | None = None
        self._painted: set[int] = set()  # numbers of paragraphs
        self._rest: Iterator[QTextBlock] = iter(())
        self._timer = QTimer(browser)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        browser.verticalScrollBar().valueChanged.connect(self._follow)

    def set_theme(self, theme: Theme) -> None:
        """Take the tints of another theme with the next ``paint``."""
        self._theme = theme

    def clear(self) -> None:
        """There are no matches."""
        self.matches, self.current = (), -1
        self._timer.stop()

    @property
    def is_painting(self) -> bool:
        """Whether matches out of view are still to be marked."""
        return self._timer.isActive()

    def paint(self, begin: int, end: int | None) -> None:
        """Mark the matches on what is shown.

        Args:
            begin: where the stretch that is shown begins in the page's plain text.
            end: where it ends; None is the end of the text.
        """
        self._section_start, self._end = begin, end
        self._painted.clear()
        self._rest = _blocks(self._browser.document().begin(), None)
        self._paint_view()
        self._paint_here()
        self._timer.start()

    def move_to(self, number: int) -> None:
        """Stand at a match."""
        self.current = number
        self._paint_here()

    def select_visible(self) -> None:
        """Stand at the first match that can be seen or is further down."""
        top = self._section_start + self._browser.position_at(QPoint(0, 0))
        below = (number for number, match in enumerate(self.matches) if match.end > top)
        self.current = next(below, len(self.matches) - 1)

    def is_current_visible(self) -> bool:
        """Whether the match where the reader stands can be seen."""
        return self._browser.viewport().rect().contains(self._current_rect())

    def scroll_to_current(self) -> None:
        """Scroll to the match where the reader stands, if it cannot be seen well."""
        place, view = self._current_rect(), self._browser.viewport().rect()
        down = self._browser.verticalScrollBar()
        if not 0 <= place.top() <= view.height() - place.height() - 20:
            down.setValue(down.value() + place.top() - view.height() // 3)
        across = self._browser.horizontalScrollBar()
        if not 0 <= place.left() <= view.width() - min(place.width(), view.width() // 3):
            across.setValue(across.value() + place.left() - view.width() // 3)

    def _current_rect(self) -> QRect:
        """Where the match stands that the reader stands at, in the viewport: its first line."""
        cursor = self._cursor(self.matches[self.current])
        end = self._browser.cursorRect(cursor)
        cursor.setPosition(cursor.anchor())
        start = self._browser.cursorRect(cursor)
        if end.top() != start.top():
            return start
        return start.united(end)

    def _paint_here(self) -> None:
        """Mark the match where the reader stands, if it is on what is shown."""
        selections = []
        if (
            self.current >= 0
            and self._section_start <= self.matches[self.current].start < self._stop()
        ):
            selection = QTextEdit.ExtraSelection()
            selection.format = _look(self._theme.current_match, self._theme.current_match_text)
            selection.cursor = self._cursor(self.matches[self.current])
            selections.append(selection)
        self._browser.setExtraSelections(selections)

    def _stop(self) -> float:
        return inf if self._end is None else self._end

    def _go_on(self) -> None:
        """Mark what is in view by now, and a slice of the rest."""
        self._paint_view()
        if not self._paint_blocks(self._rest, _SLICE):
            self._timer.stop()

    def _follow(self) -> None:
        """Mark what came into view, where that is still to be done."""
        if self.is_painting:
            self._paint_view()

    def _paint_view(self) -> None:
        """Mark the matches in view, and a page above and below."""
        view = self._browser.viewport().rect()
        first = self._browser.cursorForPosition(view.topLeft() - QPoint(0, view.height()))
        last = self._browser.cursorForPosition(view.bottomRight() + QPoint(0, view.height()))
        self._paint_blocks(_blocks(first.block(), last.block()), _MOST_IN_VIEW)

    def _paint_blocks(self, blocks: Iterator[QTextBlock], most: int) -> bool:
        """Mark the matches in paragraphs, and no others, and say whether there may be more.

        What is done already is passed over.

        Args:
            blocks: the paragraphs, of which so many are taken as are needed.
            most: after so many matches a slice ends.
        """
        begin = end = marked = 0
        may_be_more = False
        for block in blocks:
            if block.blockNumber() in self._painted:
                continue
            self._painted.add(block.blockNumber())
            formats = list(self._formats(block))
            if formats or block.layout().formats():
                begin = begin if marked else block.position()
                marked += max(1, len(formats))
                end = block.position() + block.length()
                block.layout().setFormats(formats)
            if marked >= most:
                may_be_more = True
                break
        if marked:  # once: a table is laid out anew each time
            self._browser.document().markContentsDirty(begin, end - begin)
        return may_be_more

    def _formats(self, block: QTextBlock) -> Iterator[QTextLayout.FormatRange]:
        begin = self._section_start + block.position()
        end = min(begin + block.length() - 1, self._stop())
        number = bisect_left(self.matches, begin, key=_start)
        while number and self.matches[number - 1].end > begin:
            number -= 1
        looks = [_look(tint, self._theme.highlight_text) for tint in self._theme.highlights]
        for match in self.matches[number : bisect_left(self.matches, end, key=_start)]:
            one = QTextLayout.FormatRange()
            start = max(match.start, begin)
            one.start = start - begin
            one.length = int(min(match.end, end)) - start
            one.format = looks[match.term_index % len(looks)]
            yield one

    def _cursor(self, match: Match) -> QTextCursor:
        document = self._browser.document()
        cursor = QTextCursor(document)
        last = document.characterCount() - 1
        cursor.setPosition(min(match.start - self._section_start, last))
        cursor.setPosition(
            min(match.end - self._section_start, last), QTextCursor.MoveMode.KeepAnchor
        )
        return cursor


def _look(tint: str, text: str) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(QColor(tint))
    look.setForeground(QColor(text))
    return look


def _blocks(first: QTextBlock, last: QTextBlock | None) -> Iterator[QTextBlock]:
    """Paragraphs from one to another, the latter among them, or to the end."""
    block = first
    while block.isValid():
        yield block
        if block == last:
            return
        block = block.next()


def _start(match: Match) -> int:
    return match.start
