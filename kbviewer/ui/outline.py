"""The headings of the page that is shown, to go to one of them."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from kbviewer.ui.article_view import ArticleView
from kbviewer.ui.chooser import Choice, Chooser


class Outline(QObject):
    """Opens the list of headings; there is none for a page without."""

    chosen = Signal(str)
    """The anchor of a heading."""

    def __init__(self, view: ArticleView, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._action = action
        action.triggered.connect(self.open)
        view.shown.connect(self._see_page)
        view.emptied.connect(self._see_page)
        self._see_page()

    @cached_property
    def list(self) -> Chooser:
        """The list."""
        chooser = Chooser("Go to a heading", self._view)
        chooser.chosen.connect(self._go)
        self._view.shown.connect(chooser.close_list)
        self._view.emptied.connect(chooser.close_list)
        return chooser

    def open(self) -> None:
        """Open the list at the heading that the reader is at, or close it."""
        headings = self._view.page.headings if self._view.page else ()
        if not headings:
            return
        top = min(heading.level for heading in headings)
        choices = [
            Choice(heading.anchor, heading.text, level=heading.level - top) for heading in headings
        ]
        self.list.toggle(choices, self._view.standing.heading(headings), self._view.bar_height)

    def _go(self, anchor: str) -> None:
        self._view.browser.setFocus()
        self.chosen.emit(anchor)

    def _see_page(self) -> None:
        page = self._view.page
        self._action.setEnabled(page is not None and bool(page.headings))
