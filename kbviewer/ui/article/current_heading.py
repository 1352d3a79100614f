"""Below which heading of a page the reader stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextDocument

from kbviewer.ui.article.article_browser import ArticleBrowser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kbviewer.render.headings import Heading

_SPACE_ABOVE = 10  # pixels left free above a heading that one is led to
_TOP_TOLERANCE = 24  # pixels below the top of the page: such a heading counts


class CurrentHeading:
    """The place in a browser's page."""

    def __init__(self, browser: ArticleBrowser) -> None:
        self._browser = browser
        self._target = "", 0

    def go_to(self, anchor: str) -> None:
        """Scroll to a heading of the page, by the name of its anchor; "" is the top."""
        bar = self._browser.verticalScrollBar()
        if anchor:
            self._browser.scrollToAnchor(anchor)
            if bar.value() < bar.maximum():
                bar.setValue(bar.value() - _SPACE_ABOVE)
        else:
            bar.setValue(0)
        self._target = anchor, bar.value()

    def clear(self) -> None:
        """Another page is shown."""
        self._target = "", 0

    def index_in(self, headings: Sequence[Heading]) -> int:
        """Which heading the reader is at: the last one above the page's top, else the first.

        Where the reader was led to one and did not scroll since, it is that one: near the end of
        a page it does not come to the top.

        Args:
            headings: of the page, one at the least.
        """
        anchor, scrolled = self._target
        led_to = [number for number, heading in enumerate(headings) if heading.anchor == anchor]
        if led_to and scrolled == self._browser.verticalScrollBar().value():
            return led_to[0]
        middle = self._browser.viewport().width() // 2
        at = self._browser.position_at(QPoint(middle, _TOP_TOLERANCE))
        places = _anchor_positions(self._browser.document())
        shown = [n for n, heading in enumerate(headings) if heading.anchor in places]
        above = [n for n in shown if places[headings[n].anchor] <= at]
        return above[-1] if above else max(0, shown[0] - 1) if shown else 0


def _anchor_positions(document: QTextDocument) -> dict[str, int]:
    """Where in a document each name stands."""
    found: dict[str, int] = {}
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            for name in fragment.charFormat().anchorNames():
                found.setdefault(name, fragment.position())
            fragments += 1
        block = block.next()
    return found
