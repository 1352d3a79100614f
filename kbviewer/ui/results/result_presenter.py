"""Searches, and fills the list of results page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kbviewer.ui.navigation import Location
from kbviewer.ui.results.results_panel import ResultsPanel
from kbviewer.ui.tasks import LatestTask, Worker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kbviewer.index.search.searcher import ResultPage
    from kbviewer.service import KnowledgeBase

PAGE_SIZE = 50
"""Hits in one request."""
_MAX_REFRESHED_HITS = 1_000  # hits of a list that is refreshed


class Intent(Enum):
    """Which article is opened when the answer to a search arrives."""

    FIRST_HIT = auto()
    """The first hit of a query, without a query none."""

    LOCATION = auto()
    """The article of the request's location, or none."""

    REFRESH = auto()
    """The one that is open: the folder changed, so list, row and article keep their positions."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a list of results answers, and what is to happen when the answer arrives.

    Attributes:
        location: the typed query, the selected topic, and the article to open.
        order: how hits are sorted: the value of an ``Order``.
        intent: which article is opened with the answer.
        enters: whether the article gets the focus then: Enter was pressed before the answer came.
        offset: hits to skip.
        limit: the most hits to return.
    """

    location: Location
    order: str
    intent: Intent = Intent.FIRST_HIT
    enters: bool = False
    offset: int = 0
    limit: int = PAGE_SIZE

    @property
    def question(self) -> tuple[str, str, str]:
        """What the hits depend on: query, topic and order."""
        return self.location.text, self.location.topic, self.order


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The first page of hits.

    Attributes:
        request: what it answers.
        page: the hits.
        is_update: whether it refreshes a list that answered the same question.
    """

    request: SearchRequest
    page: ResultPage
    is_update: bool


class ResultPresenter(QObject):
    """Requests hits; only the newest answer is shown."""

    results_arrived = Signal(object)
    """The ``SearchAnswer`` to the newest request."""

    list_extended = Signal()
    """The next page of hits has arrived, or there was none."""

    failed = Signal(object)

    def __init__(self, results: ResultsPanel, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self.shown_request = SearchRequest(Location(), "relevance")  # what the list shows
        self._newest_request = self.shown_request
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
    def is_entering(self) -> bool:
        """Whether Enter was pressed before the answer that is still to come."""
        return self.is_busy and self._newest_request.enters

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

    def search(self, request: SearchRequest) -> None:
        """Request the first page of hits, in place of what is under way."""
        self._newest_request = request
        self._more_task.cancel()
        self._search_task.submit(partial(_search, request=request))

    def refresh(self, location: Location, order: str) -> None:
        """Request the hits anew, as many as the list has.

        If the answer to another request is under way, that one is asked again with its intent.
        """
        request = SearchRequest(location, order, Intent.REFRESH)
        if self.is_busy:
            request = self._newest_request
        limit = PAGE_SIZE
        if request.question == self.shown_request.question:
            limit = min(max(self.row_count, PAGE_SIZE), _MAX_REFRESHED_HITS)
        self.search(replace(request, limit=limit))

    def enter_on_arrival(self) -> bool:
        """Focus the article when the answer that is under way arrives; False if there is none."""
        if self.is_busy:
            self._newest_request = replace(self._newest_request, enters=True)
        return self.is_busy

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Follow the article that is to be opened to its new id: old id to new id."""
        location = self._newest_request.location.renamed(renamed)
        self._newest_request = replace(self._newest_request, location=location)

    def _on_results(self, result: tuple[SearchRequest, ResultPage]) -> None:
        request = self._newest_request  # as it is now: Enter or a new file name may have come since
        _, page = result
        is_same = request.question == self.shown_request.question
        is_update = is_same and request.intent is Intent.REFRESH
        self.shown_request = request
        self._more_task.cancel()
        self.results_arrived.emit(SearchAnswer(request, page, is_update))

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
        request.location.text,
        topic=request.location.topic,
        order=request.order,
        limit=request.limit,
        offset=request.offset,
    )
    return request, page
