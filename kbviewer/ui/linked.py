"""The articles that link to the one that is shown."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from kbviewer.library.file_id import shown
from kbviewer.ui.article_view import ArticleView
from kbviewer.ui.chooser import Choice, Chooser
from kbviewer.ui.engine import Engine
from kbviewer.ui.latest import Latest, Worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kbviewer.index.linked import LinkedFrom


class Linked(QObject):
    """Says how many there are, and opens the list of them."""

    chosen = Signal(str)
    """An article's id."""

    failed = Signal(object)
    """Why they cannot be told."""

    def __init__(
        self, view: ArticleView, worker: Worker, engine: Engine, action: QAction, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._engine = engine
        self._action = action
        self._text = action.text()
        self._article = ""
        self._articles: Sequence[LinkedFrom] = ()
        self._answers = Latest(worker, self)
        self._answers.arrived.connect(self._show)
        self._answers.failed.connect(self._fail)
        action.triggered.connect(self.open)
        self._tell()

    @cached_property
    def list(self) -> Chooser:
        """The list."""
        chooser = Chooser("Articles that link here", self._view)
        chooser.chosen.connect(self.chosen)
        self._view.shown.connect(chooser.close_list)
        self._view.emptied.connect(chooser.close_list)
        return chooser

    def look_up(self, article: str) -> None:
        """Find out who links to an article, "" for none.

        What is known of it already is shown until the answer is there.
        """
        if article != self._article:
            self._article, self._articles = article, ()
            self._tell()
        if article:
            self._answers.ask(partial(self._engine.linked_from, article))
        else:
            self._answers.forget()

    def open(self) -> None:
        """Open the list, or close it."""
        choices = [
            Choice(
                one.id,
                one.title,
                " · ".join(filter(None, (one.source, one.published))) or shown(one.id),
            )
            for one in self._articles
        ]
        if choices:
            self.list.toggle(choices, 0, self._view.bar_height)

    def _show(self, answer: tuple[str, Sequence[LinkedFrom]]) -> None:
        article, articles = answer
        if article == self._article:
            self._articles = articles
            self._tell()

    def _fail(self, error: Exception) -> None:
        self._articles = ()
        self._tell()
        self.failed.emit(error)

    def _tell(self) -> None:
        number = len(self._articles)
        self._action.setEnabled(number > 0)
        self._action.setIconText(f"Linked from {number:,}" if number else "Linked from")
        those = {0: "No article links", 1: "1 article links"}.get(
            number, f"{number:,} articles link"
        )
        self._action.setToolTip(f"{those} to this one ({self._action.shortcut().toString()})")
