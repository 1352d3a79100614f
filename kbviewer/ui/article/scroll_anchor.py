"""Keeps what is being read where it is on the screen (scroll anchoring).

While the same text is laid out again, its line at the top of the view stays there. In a text that
was changed that line is looked for, and those around it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from PySide6.QtGui import QTextCursor

from kbviewer.ui.article.article_browser import ArticleBrowser

_CONTEXT = 20  # lines on each side of the one at the top that are remembered
_MAX_LINE = 400  # characters of a line that are compared
_MAX_EQUAL_LINES = 100  # before and behind where a line was, of those that are equal to it
_MAX_CANDIDATES = 400  # lines among which the one that was edited is looked for
_MIN_LIKENESS = 0.4  # the share of an edited line's pairs of characters that it has kept


@dataclass(frozen=True, slots=True)
class TopLine:
    """The line at the top of the view.

    Attributes:
        position: of its first character in the document.
        top: the distance from the top of the view to that of the line, in pixels.
        height: of the line, in pixels.
        across: the horizontal scroll position, in pixels.
    """

    position: int
    top: int
    height: int
    across: int = 0


@dataclass(frozen=True, slots=True)
class ScrollAnchor:
    """What is at the top of the view, to find it in the text again after a change.

    Attributes:
        line: the line at the top; its position is that in the article's plain text.
        lines: that line of the text and those around it.
        index: the index of that line in ``lines``.
        number: its index in the whole text.
        column: the position in it, in UTF-16 units.
    """

    line: TopLine = TopLine(0, 0, 0)
    lines: tuple[str, ...] = ()
    index: int = 0
    number: int = 0
    column: int = 0

    @classmethod
    def of(cls, line: TopLine, text: str) -> ScrollAnchor:
        """The anchor of a line of an article.

        Args:
            line: its position is that in the article's plain text.
            text: that text.
        """
        before = text.encode("utf-16-le", "surrogatepass")[: 2 * line.position]
        lines = text.split("\n")
        number = before.decode("utf-16-le", "replace").count("\n")
        column = line.position - _length(lines[:number])
        first = max(0, number - _CONTEXT)
        around = tuple(one[:_MAX_LINE] for one in lines[first : number + _CONTEXT + 1])
        return cls(line, around, number - first, number, column)

    def find(self, text: str) -> int:
        """The position in another text of what is at the top."""
        lines = text.split("\n")
        number = self._find_line([one[:_MAX_LINE] for one in lines])
        column = self.column
        if self.lines and self.column <= _MAX_LINE:
            column = _find_column(self.column, self.lines[self.index], lines[number])
        return _length(lines[:number]) + min(column, _utf16_length(lines[number]))

    def _find_line(self, lines: Sequence[str]) -> int:
        """The index of the line in another text: as it was, or edited, or where it was."""
        if not self.lines:
            return 0
        places: dict[str, list[int]] = {line: [] for line in self.lines if line.strip()}
        for number, line in enumerate(lines):
            if line in places:
                places[line].append(number)
        search = partial(self._find_first, lines=lines, places=places)
        if same := search((self.index,)):
            return same[1]
        above = search(range(self.index - 1, -1, -1))
        below = search(range(self.index + 1, len(self.lines)))
        if above and below and above[1] >= below[1]:  # one of them was moved
            is_above_nearer = self.index - above[0] <= below[0] - self.index
            above, below = (above, None) if is_above_nearer else (None, below)
        near = self.number
        first, stop = max(0, near - _CONTEXT), len(lines)
        if below:
            stop = below[1]
            first, near = max(0, stop - _MAX_CANDIDATES), stop - (below[0] - self.index)
        if above:
            first, near = above[1] + 1, above[1] + self.index - above[0]
        edited = _most_alike(self.lines[self.index], lines, range(first, stop))
        return (
            edited
            if edited is not None
            else max(0, min(near, max(first, stop - 1), len(lines) - 1))
        )

    def _find_first(
        self, indexes: Iterable[int], lines: Sequence[str], places: Mapping[str, Sequence[int]]
    ) -> tuple[int, int] | None:
        """The index of the first line of the context that is in another text, and its place there.

        Of several equal lines it is the one with most of the same neighbours.
        """
        for index in indexes:
            numbers = places.get(self.lines[index])
            if numbers:
                near = self.number - self.index + index
                middle = bisect_left(numbers, near)
                nearest = numbers[max(0, middle - _MAX_EQUAL_LINES) : middle + _MAX_EQUAL_LINES]
                nearest = sorted(nearest, key=partial(_distance, near))
                return index, max(nearest, key=partial(self._likeness, index, lines))
        return None

    def _likeness(self, index: int, lines: Sequence[str], number: int) -> int:
        """How many lines around a line are those around ``lines[number]``, without a gap."""
        before, after = (
            lines[max(0, number - index) : number],
            lines[number + 1 : number + 2 * _CONTEXT],
        )
        above = zip(reversed(self.lines[:index]), reversed(before), strict=False)
        below = zip(self.lines[index + 1 :], after, strict=False)
        return sum(sum(1 for _ in takewhile(_are_equal, side)) for side in (above, below))


class ReadingPlace:
    """Keeps the line at the top of the view there while the same text is laid out again."""

    def __init__(self, browser: ArticleBrowser) -> None:
        self._browser = browser
        self._line: TopLine | None = None
        self._value = 0  # the scroll position that was set last
        self._depth = 0  # laying out may resize the view, which lays it out again

    def keep(self) -> None:
        """Remember the line, until ``restore``; the same one as before without scrolling since.

        Else the line would go up with each width at which it starts within another one.
        """
        if not self._depth:
            bar = self._browser.verticalScrollBar()
            if self._line is None or bar.value() != self._value:
                self._line = top_line(self._browser)
        self._depth += 1

    def forget(self) -> None:
        """Remember no line until ``restore``: another text is laid out."""
        self._line = None
        self._depth += 1

    def restore(self) -> None:
        """Scroll to the line."""
        self._depth -= 1
        if self._line is not None:
            scroll_to_line(self._browser, self._line)
            self._value = self._browser.verticalScrollBar().value()


def top_line(browser: ArticleBrowser) -> TopLine | None:
    """The first line of which a part is in view; None before the text is laid out."""
    across = browser.horizontalScrollBar().value()
    y = browser.verticalScrollBar().value()
    layout = browser.document().documentLayout()
    block = browser.document().begin()
    cursor = QTextCursor(browser.document())
    found = None
    while block.isValid():
        if layout.blockBoundingRect(block).bottom() > y:
            for number in range(block.layout().lineCount()):
                position = block.position() + block.layout().lineAt(number).textStart()
                cursor.setPosition(position)
                rect = browser.cursorRect(cursor)
                found = TopLine(position, rect.top(), rect.height(), across)
                if rect.bottom() >= 0:
                    return found
        block = block.next()
    return found


def scroll_to_line(browser: ArticleBrowser, line: TopLine) -> None:
    """Scroll so that a line is where it was; one that is higher or lower now in proportion."""
    document, bar = browser.document(), browser.verticalScrollBar()
    document.documentLayout().blockBoundingRect(document.lastBlock())  # lays all of it out
    cursor = QTextCursor(document)
    cursor.setPosition(min(line.position, document.characterCount() - 1))
    rect = browser.cursorRect(cursor)
    top = line.top
    if top < 0 and line.height:
        top = round(top * rect.height() / line.height)
    bar.setValue(bar.value() + rect.top() - top)
    browser.horizontalScrollBar().setValue(line.across)


def _most_alike(wanted: str, lines: Sequence[str], numbers: range) -> int | None:
    """The index of the line that has kept most of another one, None if none has enough."""
    pairs = _pairs(wanted)
    if not pairs:
        return None
    best, found = _MIN_LIKENESS, None
    for number in numbers[:_MAX_CANDIDATES]:
        candidate = _pairs(lines[number])
        likeness = len(pairs & candidate) / max(len(pairs), len(candidate), 1)
        if likeness > best:
            best, found = likeness, number
    return found


def _distance(near: int, number: int) -> int:
    return abs(number - near)


def _pairs(line: str) -> set[str]:
    return {line[index : index + 2] for index in range(len(line) - 1)}


def _find_column(column: int, old: str, new: str) -> int:
    """The position in an edited line: from its start if that is the same, else from its end."""
    same_start = _common_length(old, new)
    same_end = _common_length(reversed(old[same_start:]), reversed(new[same_start:]))
    if column <= same_start or len(old) == _MAX_LINE:
        return column
    if column >= len(old) - same_end:
        return max(0, column + len(new) - len(old))
    return same_start


def _common_length(first: Iterable[str], second: Iterable[str]) -> int:
    return sum(1 for _ in takewhile(_are_equal, zip(first, second, strict=False)))


def _are_equal(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _length(lines: Sequence[str]) -> int:
    """The UTF-16 units of lines, each with its line end."""
    return sum(map(_utf16_length, lines)) + len(lines)
