"""Where a text that is laid out in one long column is cut into pages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

Span = tuple[float, float]
"""The top and the bottom of something in the column, in pixels."""


class PageBreaks:
    """Finds cuts between lines, and where it can also between what is better kept together."""

    def __init__(self, lines: Iterable[Span], kept: Iterable[Span]) -> None:
        """Sort them.

        Args:
            lines: lines of text and pictures; none is cut unless it is higher than a page.
            kept: rows of tables, headings with what is below them, the first and the last two
                lines of a paragraph; cut only where a page has no other cut.
        """
        self._lines = sorted(lines)
        self._all = sorted((*self._lines, *kept))
        self._line_tops = [top for top, _ in self._lines]
        self._tops = [top for top, _ in self._all]
        self._bottoms = list(accumulate((bottom for _, bottom in self._lines), max))
        self.end = self._bottoms[-1] if self._lines else 0.0

    def next_line(self, top: float) -> float:
        """The top of the first line from a position on; the position itself if there is none."""
        index = bisect_left(self._line_tops, top)
        return self._line_tops[index] if index < len(self._line_tops) else top

    def last_line(self, bottom: float) -> float:
        """Where the last line that begins above a position ends; the position if there is none."""
        index = bisect_left(self._line_tops, bottom)
        return self._bottoms[index - 1] if index else bottom

    def cut(self, top: float, limit: float) -> float | None:
        """The lowest cut of a page.

        Args:
            top: where the page begins.
            limit: the lowest position that is on it.

        Returns:
            A position in between, None if there is none that cuts no line.
        """
        least = self.next_line(top)
        found = _cut(self._all, self._tops, least, limit)
        return _cut(self._lines, self._line_tops, least, limit) if found is None else found


def _cut(spans: Sequence[Span], tops: Sequence[float], least: float, limit: float) -> float | None:
    """The lowest position below ``least``, down to ``limit``, that is inside none of the spans."""
    cut = limit
    for begin, bottom in reversed(spans[bisect_left(tops, least) : bisect_left(tops, limit)]):
        if begin < cut < bottom:
            cut = begin
    return cut if cut > least else None
