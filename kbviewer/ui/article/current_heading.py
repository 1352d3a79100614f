"""The heading that is being read (scroll spy)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextDocument

from kbviewer.ui.article.article_browser import ArticleBrowser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kbviewer.render.headings import Heading

_SPACE_ABOVE = 10  # pixels left free above a heading that is scrolled to
_TOP_TOLERANCE = 24  # pixels; a heading this far below the top counts as reached


class CurrentHeading:
    """Scrolls to headings and finds the current one."""

    def __init__(self, browser: ArticleBrowser) -> None:
        self._browser = browser
        self._target = "", 0

    def go_to(self, anchor: str) -> None:
        """Scroll to a heading by its anchor; "" is the top."""
        bar = self._browser.verticalScrollBar()
        if anchor:
            self._browser.scrollToAnchor(anchor)
            if bar.value() < bar.maximum():
                bar.setValue(bar.value() - _SPACE_ABOVE)
        else:
            bar.setValue(0)
        self._target = anchor, bar.value()

    def clear(self) -> None:
        """Forget the last target: another section is shown."""
        self._target = "", 0

    def index_in(self, headings: Sequence[Heading]) -> int:
        """The index of the current heading: the last one above the top, else the first.

        After ``go_to`` and without scrolling since, it is that heading: near the end of an article
        a heading cannot reach the top.

        Args:
            headings: the headings of the article, at least one.
        """
        anchor, scrolled = self._target
        targets = [index for index, heading in enumerate(headings) if heading.anchor == anchor]
        if targets and scrolled == self._browser.verticalScrollBar().value():
            return targets[0]
        middle = self._browser.viewport().width() // 2
        at = self._browser.position_at(QPoint(middle, _TOP_TOLERANCE))
        positions = _anchor_positions(self._browser.document())
        shown = [n for n, heading in enumerate(headings) if heading.anchor in positions]
        above = [n for n in shown if positions[headings[n].anchor] <= at]
        return above[-1] if above else max(0, shown[0] - 1) if shown else 0


def _anchor_positions(document: QTextDocument) -> dict[str, int]:
    """The position of each anchor in a document."""
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
