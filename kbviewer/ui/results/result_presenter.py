"""Searches, and fills the list of results page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kbviewer.ui.results.results_panel import ResultsPanel
from kbviewer.ui.tasks import LatestTask, Worker

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import ResultPage
    from kbviewer.service import KnowledgeBase

PAGE_SIZE = 50
"""Hits in one request."""
_MAX_REFRESHED_HITS = 1_000  # hits of a list that is refreshed


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a list of results answers.

    Attributes:
        text: the typed query.
        topic: the selected topic's path, "" for all.
        order: how hits are sorted: the value of an ``Order``.
        offset: hits to skip.
        limit: the most hits to return.
    """

    text: str
    topic: str
    order: str = "relevance"
    offset: int = 0
    limit: int = PAGE_SIZE


class ResultPresenter(QObject):
    """Requests hits; only the newest answer is shown."""

    results_arrived = Signal(object, str)
    """The first ``ResultPage``, and how its query is read, in words."""

    list_extended = Signal()
    """The next page of hits has arrived, or there was none."""

    failed = Signal(object)

    def __init__(self, results: ResultsPanel, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self.shown_request = SearchRequest("", "")  # what the list shows
        self.repeats_shown = False  # the last answer was to the same request
        self._results = results
        self._search_task = LatestTask(worker, self)
        self._search_task.succeeded.connect(self._on_results)
        self._more_task = LatestTask(worker, self)
        self._more_task.succeeded.connect(self._append)
        for answers in (self._search_task, self._more_task):
            answers.failed.connect(self.failed)
        results.more_requested.connect(self._load_more)

    @property
    def is_busy(self) -> bool:
        """Whether the answer to the newest request is still to come."""
        return self._search_task.is_busy

    @property
    def has_more(self) -> bool:
        """Whether there are hits that are not in the list yet."""
        return self._results.model.has_more

    @property
    def row_count(self) -> int:
        """The number of rows in the list."""
        return self._results.model.rowCount()

    @property
    def current_row(self) -> int:
        """The current row of the list, -1 for none."""
        return self._results.row()

    @property
    def current_article(self) -> str:
        """The article in the current row, or ""."""
        return self._results.current_article()

    def select(self, row: int) -> None:
        """Make a row the current one without reporting it."""
        self._results.select(row, silently=True)

    def request_more(self) -> None:
        """Request the next page of hits, whether or not it is under way."""
        self._results.request_more()

    def search(self, request: SearchRequest, *, again: bool = False) -> None:
        """Request the first page of hits; ``again``, as many as the list has."""
        self._more_task.cancel()
        if again and request == replace(self.shown_request, limit=request.limit):
            rows = self._results.model.rowCount()
            request = replace(request, limit=min(max(rows, PAGE_SIZE), _MAX_REFRESHED_HITS))
        self._search_task.submit(partial(_search_and_explain, request=request))

    def _on_results(self, answer: tuple[SearchRequest, ResultPage, str]) -> None:
        request, page, explanation = answer
        self.repeats_shown = request == replace(self.shown_request, limit=request.limit)
        self.shown_request = request
        self._more_task.cancel()
        self.results_arrived.emit(page, explanation)

    def _load_more(self, offset: int) -> None:
        self._more_task.submit(partial(_search, request=self._next_page(offset)))

    def _append(self, answer: tuple[SearchRequest, ResultPage]) -> None:
        request, page = answer
        if request == self._next_page(self._results.model.rowCount()):
            self._results.model.append(page.hits)
            self.list_extended.emit()

    def _next_page(self, offset: int) -> SearchRequest:
        return replace(self.shown_request, offset=offset, limit=PAGE_SIZE)


def _search(
    knowledge_base: KnowledgeBase, request: SearchRequest
) -> tuple[SearchRequest, ResultPage]:
    page = knowledge_base.search(
        request.text,
        topic=request.topic,
        order=request.order,
        limit=request.limit,
        offset=request.offset,
    )
    return request, page


def _search_and_explain(
    knowledge_base: KnowledgeBase, request: SearchRequest
) -> tuple[SearchRequest, ResultPage, str]:
    _, page = _search(knowledge_base, request)
    explanation = knowledge_base.explain(page.query) if request.text.strip() else ""
    return request, page, explanation
