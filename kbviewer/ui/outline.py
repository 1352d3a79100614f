"""The headings of the page that is shown, to go to one of them."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QTextDocument

from kbviewer.ui.article_view import ArticleView
from kbviewer.ui.chooser import Choice, Chooser

_NEAR = 12  # pixels below the top of the page: a heading that was just gone to counts


class Outline(QObject):
    """Opens the list of headings; there is none for a page without."""

    chosen = Signal(str)
    """The anchor of a heading."""

    def __init__(self, view: ArticleView, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._action = action
        action.setEnabled(False)
        action.triggered.connect(self.open)
        view.shown.connect(self._show)
        view.emptied.connect(self._show)

    @cached_property
    def list(self) -> Chooser:
        """The list."""
        chooser = Chooser("Go to a heading", self._view)
        chooser.chosen.connect(self.chosen)
        return chooser

    def open(self) -> None:
        """Open the list at the heading that the reader is below."""
        page = self._view.page
        if page is None or not page.headings:
            return
        top = min(heading.level for heading in page.headings)
        choices = [
            Choice(heading.anchor, heading.text, level=heading.level - top)
            for heading in page.headings
        ]
        self.list.open(choices, self._here(), self._view.bar_height)

    def _here(self) -> int:
        """The heading that the reader was led to, or else the last one above the page's top.

        Near the end of a page the one does not come to the top.
        """
        assert self._view.page is not None  # noqa: S101  asked by open alone
        headings = self._view.page.headings
        for number, heading in enumerate(headings):
            if heading.anchor == self._view.at_heading:
                return number
        browser = self._view.browser
        at = browser.cursorForPosition(QPoint(browser.width() // 2, _NEAR)).position()
        places = _anchors(browser.document())
        here = 0
        for number, heading in enumerate(headings):
            if places.get(heading.anchor, at + 1) <= at:
                here = number
        return here

    def _show(self) -> None:
        page = self._view.page
        self._action.setEnabled(page is not None and bool(page.headings))
        if "list" in self.__dict__:
            self.list.close_list()


def _anchors(document: QTextDocument) -> dict[str, int]:
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
