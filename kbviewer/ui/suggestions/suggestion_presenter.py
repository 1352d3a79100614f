"""Asks for what is near a query that finds little, and for its terms in the other language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kbviewer.ui.suggestions.suggestions_panel import SuggestionsPanel
from kbviewer.ui.tasks import LatestTask, Worker

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import ResultPage
    from kbviewer.index.suggest.suggestion import Suggestion, SuggestionKind
    from kbviewer.service import KnowledgeBase

_PAUSE_MS = 300
"""Milliseconds without another answer, after which suggestions are made where there are hits."""
_MAX_TRANSLATIONS = 2
"""Translations that are offered beside hits."""


class SuggestionPresenter(QObject):
    """Fills the panel one kind of suggestions after the other, so that a search can be between."""

    translations_found = Signal(object, int)
    """Suggestions of terms in the other language where there are hits, and the number of those."""

    failed = Signal(object)

    def __init__(self, panel: SuggestionsPanel, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._task = LatestTask(worker, self)
        self._task.succeeded.connect(self._show)
        self._task.failed.connect(self.failed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._remaining: list[SuggestionKind] = []
        self._text = self._topic = ""
        self._total = 0

    def is_for(self, page: ResultPage) -> bool:
        """Whether what is shown, or asked for, belongs to an answer with as many hits."""
        return (page.query.text, page.total) == (self._text, self._total)

    def cancel(self) -> None:
        """Show nothing of what was asked for: it belongs to another query."""
        self._pause.stop()
        self._task.cancel()
        self._remaining.clear()

    def forget(self) -> None:
        """Ask again with the next answer, whatever it is to."""
        self.cancel()
        self._text, self._total = "", 0

    def on_results(self, page: ResultPage, topic: str) -> None:
        """Ask for suggestions: at once where there is no hit, else when typing pauses.

        Args:
            page: the answer to a query.
            topic: the path of the topic or tag that was searched in, "" for all.
        """
        # At the start of the window the worker loads these modules, which takes a while.
        from kbviewer.index.suggest.suggestion import SuggestionKind  # noqa: PLC0415  as above
        from kbviewer.service import ENOUGH_HITS  # noqa: PLC0415  as above

        self.cancel()
        self._panel.clear()
        self.translations_found.emit((), 0)
        if page.query.is_empty:
            return
        self._text, self._topic, self._total = page.query.text, topic, page.total
        is_enough = page.total >= ENOUGH_HITS
        self._remaining = [SuggestionKind.LANGUAGE] if is_enough else list(SuggestionKind)
        self._pause.start()
        if not page.total:
            self._ask_next()

    def _ask(self) -> None:
        if not self._task.is_busy:
            self._ask_next()

    def _ask_next(self) -> None:
        """Ask for the next kind; articles, which take longest to show, wait for the pause."""
        is_late = self._remaining[:1] != [] and self._remaining[0].value == "most"
        if self._remaining and not (is_late and self._pause.isActive()):
            kind = self._remaining.pop(0)
            self._task.submit(partial(_suggest, kind=kind, text=self._text, topic=self._topic))

    def _show(self, suggestions: tuple[Suggestion, ...]) -> None:
        if self._total and suggestions and suggestions[0].kind.value == "language":
            self.translations_found.emit(suggestions[:_MAX_TRANSLATIONS], self._total)
        else:
            self._panel.add(suggestions)
        self._ask_next()


def _suggest(
    knowledge_base: KnowledgeBase, *, kind: SuggestionKind, text: str, topic: str
) -> tuple[Suggestion, ...]:
    return knowledge_base.suggest(kind, text, topic)
