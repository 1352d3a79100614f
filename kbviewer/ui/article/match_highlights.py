"""The highlights of the matches in a browser, and the current match."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPen,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
    QTextLine,
)

from kbviewer.ui.article.article_browser import ArticleBrowser
from kbviewer.ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from kbviewer.index.search.matcher import Match

MAX_MATCHES = 20_000
"""Matches that are looked for in an article; stepping through so many takes hours."""
_SLICE = 1_000  # matches out of view that are painted before the event loop runs
_MOST_IN_VIEW = 4_000  # before the layout is done the end may be in view
_FRAME_WIDTH, _FRAME_RADIUS = 2.0, 3.0  # of the current match, in pixels


class MatchHighlights:
    """Highlights the matches of an article, of which the browser shows a section.

    What is in view is highlighted at once, the rest incrementally. Highlights are formats of the
    blocks' layouts: Qt takes a second to paint a few hundred selections in one block. The current
    match has a frame, painted over the text.

    Attributes:
        matches: in the article's plain text, in UTF-16 units, in order.
        current: the index of the current match, -1 for none.
    """

    def __init__(self, browser: ArticleBrowser) -> None:
        self.matches: Sequence[Match] = ()
        self.current = -1
        self._browser = browser
        self._theme = LIGHT
        self._section_start = 0  # in the article's plain text
        self._end: int | None = None
        self._painted: set[int] = set()  # block numbers
        self._rest: Iterator[QTextBlock] = iter(())
        self._timer = QTimer(browser)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._paint_more)
        browser.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        browser.text_painted.connect(self._paint_frame)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of another theme from the next ``paint`` on."""
        self._theme = theme

    def clear(self) -> None:
        """Remove all matches."""
        self.matches, self.current = (), -1
        self._timer.stop()

    @property
    def is_painting(self) -> bool:
        """Whether matches out of view are still to be highlighted."""
        return self._timer.isActive()

    def paint(self, begin: int, end: int | None) -> None:
        """Highlight the matches in the section that is shown.

        Args:
            begin: the start of the section in the article's plain text.
            end: its end; None is the end of the text.
        """
        self._section_start, self._end = begin, end
        self._painted.clear()
        self._rest = _blocks(self._browser.document().begin(), None)
        self._paint_view()
        self._browser.viewport().update()
        self._timer.start()

    def move_to(self, index: int) -> None:
        """Make a match the current one."""
        self.current = index
        self._browser.viewport().update()

    def select_visible(self) -> None:
        """Make the first match that is in view or further down the current one."""
        top = self._section_start + self._browser.position_at(QPoint(0, 0))
        below = (index for index, match in enumerate(self.matches) if match.end > top)
        self.current = next(below, len(self.matches) - 1)

    def is_current_visible(self) -> bool:
        """Whether the current match is in view."""
        return self._browser.viewport().rect().contains(self._current_rect())

    def scroll_to_current(self) -> None:
        """Scroll to the current match, unless it is well in view."""
        rect, view = self._current_rect(), self._browser.viewport().rect()
        down = self._browser.verticalScrollBar()
        if not 0 <= rect.top() <= view.height() - rect.height() - 20:
            down.setValue(down.value() + rect.top() - view.height() // 3)
        across = self._browser.horizontalScrollBar()
        if not 0 <= rect.left() <= view.width() - min(rect.width(), view.width() // 3):
            across.setValue(across.value() + rect.left() - view.width() // 3)

    def _current_rect(self) -> QRect:
        """The rectangle of the current match in the viewport; of several lines the first."""
        cursor = self._cursor(self.matches[self.current])
        end = self._browser.cursorRect(cursor)
        cursor.setPosition(cursor.anchor())
        start = self._browser.cursorRect(cursor)
        if end.top() != start.top():
            return start
        return start.united(end)

    def _paint_frame(self, painter: QPainter) -> None:
        """Paint a frame around each line of the current match, if it is in view."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.current_match), _FRAME_WIDTH))
        for rect in self._current_rects():
            painter.drawRoundedRect(rect.adjusted(-1, 0, 1, 0), _FRAME_RADIUS, _FRAME_RADIUS)

    def _current_rects(self) -> Iterator[QRectF]:
        """The rectangles of the current match's lines in the viewport, as far down as it goes."""
        if not (
            0 <= self.current < len(self.matches)
            and self._section_start <= self.matches[self.current].start < self._stop()
        ):
            return
        cursor = self._cursor(self.matches[self.current])
        document, view = self._browser.document(), self._browser.viewport().rect()
        scrolled = QPointF(
            self._browser.horizontalScrollBar().value(), self._browser.verticalScrollBar().value()
        )
        last = document.findBlock(cursor.selectionEnd())
        for block in _blocks(document.findBlock(cursor.selectionStart()), last):
            place = document.documentLayout().blockBoundingRect(block).topLeft() - scrolled
            if place.y() > view.bottom():
                return
            begin = max(0, cursor.selectionStart() - block.position())
            end = min(block.length() - 1, cursor.selectionEnd() - block.position())
            for rect in _line_rects(block.layout(), begin, end):
                yield rect.translated(place)

    def _stop(self) -> float:
        return inf if self._end is None else self._end

    def _paint_more(self) -> None:
        """Highlight what is in view now, and a slice of the rest."""
        self._paint_view()
        if not self._paint_blocks(self._rest, _SLICE):
            self._timer.stop()

    def _on_scrolled(self) -> None:
        """Highlight what came into view, if it has not been yet."""
        if self.is_painting:
            self._paint_view()

    def _paint_view(self) -> None:
        """Highlight the matches in view, and a screen above and below."""
        view = self._browser.viewport().rect()
        first = self._browser.cursorForPosition(view.topLeft() - QPoint(0, view.height()))
        last = self._browser.cursorForPosition(view.bottomRight() + QPoint(0, view.height()))
        self._paint_blocks(_blocks(first.block(), last.block()), _MOST_IN_VIEW)

    def _paint_blocks(self, blocks: Iterator[QTextBlock], limit: int) -> bool:
        """Highlight the matches in blocks not painted yet; return whether there may be more.

        Args:
            blocks: the blocks, of which as many are taken as are needed.
            limit: the number of matches after which to stop.
        """
        begin = end = painted = 0
        may_be_more = False
        for block in blocks:
            if block.blockNumber() in self._painted:
                continue
            self._painted.add(block.blockNumber())
            formats = list(self._formats(block))
            if formats or block.layout().formats():
                begin = begin if painted else block.position()
                painted += max(1, len(formats))
                end = block.position() + block.length()
                block.layout().setFormats(formats)
            if painted >= limit:
                may_be_more = True
                break
        if painted:  # once: a table is laid out again each time
            document = self._browser.document()
            # Lay all of it out: Qt forgets the rest of what is changed when laid out in part.
            document.documentLayout().blockBoundingRect(document.lastBlock())
            document.markContentsDirty(begin, end - begin)
        return may_be_more

    def _formats(self, block: QTextBlock) -> Iterator[QTextLayout.FormatRange]:
        begin = self._section_start + block.position()
        end = min(begin + block.length() - 1, self._stop())
        index = bisect_left(self.matches, begin, key=_start)
        while index and self.matches[index - 1].end > begin:
            index -= 1
        formats: dict[int, QTextCharFormat] = {}  # by the index of the term
        for match in self.matches[index : bisect_left(self.matches, end, key=_start)]:
            one = QTextLayout.FormatRange()
            start = max(match.start, begin)
            one.start = start - begin
            one.length = int(min(match.end, end)) - start
            if match.term_index not in formats:
                tint = self._theme.highlight_of(match.term_index)
                formats[match.term_index] = _format(tint, self._theme.highlight_text)
            one.format = formats[match.term_index]
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


def _line_rects(layout: QTextLayout, begin: int, end: int) -> Iterator[QRectF]:
    """The rectangle of a span of text in each of its lines, in the block's coordinates."""
    number = layout.lineForTextPosition(begin).lineNumber()
    for line in map(layout.lineAt, range(max(0, number), layout.lineCount())):
        start = max(begin, line.textStart())
        stop = min(end, line.textStart() + line.textLength())
        if start >= end:
            return
        left, right = (_x_of(line, at) for at in (start, stop))
        yield QRectF(min(left, right), line.y(), abs(right - left), line.height())


def _x_of(line: QTextLine, position: int) -> float:
    place: Any = line.cursorToX(position)  # PySide6 returns the position too, but says it does not
    return float(place[0])


def _format(background: str, text: str) -> QTextCharFormat:
    char_format = QTextCharFormat()
    char_format.setBackground(QColor(background))
    char_format.setForeground(QColor(text))
    return char_format


def _blocks(first: QTextBlock, last: QTextBlock | None) -> Iterator[QTextBlock]:
    """The blocks from one to another, both included, or to the end."""
    block = first
    while block.isValid():
        yield block
        if block == last:
            return
        block = block.next()


def _start(match: Match) -> int:
    return match.start
