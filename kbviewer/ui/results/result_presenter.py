"""Searches, and fills the list of results page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kbviewer.ui.navigation import Location
from kbviewer.ui.results.results_panel import ResultsPanel
from kbviewer.ui.tasks import LatestTask, Worker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kbviewer.index.search.searcher import ResultPage
    from kbviewer.service import KnowledgeBase

PAGE_SIZE = 50
"""Hits in a page."""
KEY_PAGE_SIZE = 15
"""Hits in the answer to a key: as many as are seen in a tall window; where more are, the list
requests the rest of the page. Each costs its matches and its snippet, most of a key's time."""
_READ_AHEAD_MS = 300
"""Milliseconds without a request after which the rest of the page is loaded: longer than
somebody who types pauses between two keys."""
_MAX_REFRESHED_HITS = 1_000  # hits of a list that is refreshed
_MAX_APPENDED_HITS = 500  # hits that End loads to have all; of more it shows the last page


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
        self._earlier_task = LatestTask(worker, self)
        self._earlier_task.succeeded.connect(self._prepend)
        self._jump_task = LatestTask(worker, self)
        self._jump_task.succeeded.connect(self._jump)
        self._page_tasks = (self._more_task, self._earlier_task, self._jump_task)
        self._read_ahead_timer = QTimer(self)
        self._read_ahead_timer.setSingleShot(True)
        self._read_ahead_timer.setInterval(_READ_AHEAD_MS)
        self._read_ahead_timer.timeout.connect(self._read_ahead)
        for task in (self._search_task, *self._page_tasks):
            task.failed.connect(self.failed)
        results.more_requested.connect(self._load_more)
        results.earlier_requested.connect(self._load_earlier)
        results.start_requested.connect(self._load_start)
        results.end_requested.connect(self._load_end)
        results.current_changed.connect(self._jump_task.cancel)

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
        """Whether there are hits after those in the list."""
        return self._results.model.has_more

    @property
    def has_earlier(self) -> bool:
        """Whether there are hits before those in the list."""
        return self._results.model.first > 0

    @property
    def total(self) -> int:
        """How many hits there are with those that are not loaded."""
        return self._results.model.total

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

    def unfold(self, row: int) -> None:
        """Show the further pieces of the article in a row, if it has any; -1 is no row."""
        self._results.unfold(row)

    def request_more(self) -> None:
        """Request the next page of hits, whether or not it is under way."""
        self._results.request_more()

    def request_earlier(self) -> None:
        """Request the page of hits before those in the list, unless it is under way."""
        self._load_earlier()

    def search(self, request: SearchRequest) -> None:
        """Request hits in place of what is under way."""
        self._newest_request = request
        self._cancel_pages()
        self._search_task.submit(partial(_search_any, request=request))

    def refresh(self, location: Location, order: str) -> None:
        """Request the hits anew, from where the list begins on and as many as it has.

        If the answer to another request is under way, that one is asked again with its intent.
        """
        request = SearchRequest(location, order, Intent.REFRESH)
        if self.is_busy:
            request = self._newest_request
        offset, limit = 0, PAGE_SIZE
        if request.question == self.shown_request.question:
            model = self._results.model
            limit = min(max(model.hit_count, PAGE_SIZE), _MAX_REFRESHED_HITS)
            if model.first and request.intent is Intent.REFRESH:
                offset = model.first
                limit += PAGE_SIZE  # new hits before these move them on
        self.search(replace(request, offset=offset, limit=limit))

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
        answered, page = result
        request = replace(request, offset=answered.offset)
        is_same = request.question == self.shown_request.question
        is_update = is_same and request.intent is Intent.REFRESH
        self.shown_request = request
        self._cancel_pages()
        self._read_ahead_timer.start()
        self.results_arrived.emit(SearchAnswer(request, page, is_update))

    def _read_ahead(self) -> None:
        """Load the rest of the page, so that nobody who scrolls waits for it."""
        if self._results.model.end <= KEY_PAGE_SIZE:
            self._results.model.request_more()

    def _load_more(self, offset: int) -> None:
        self._more_task.submit(partial(_search, request=self._next_page(offset)))

    def _append(self, answer: tuple[SearchRequest, ResultPage]) -> None:
        request, page = answer
        if request == self._next_page(self._results.model.end):
            self._results.model.append(page.hits)
            self.list_extended.emit()

    def _load_earlier(self) -> None:
        if not self._earlier_task.is_busy:
            self._earlier_task.submit(partial(_search, request=self._previous_page()))

    def _prepend(self, answer: tuple[SearchRequest, ResultPage]) -> None:
        request, page = answer
        if request == self._previous_page():
            self._results.prepend_hits(page.hits)
            self.list_extended.emit()

    def _load_start(self) -> None:
        request = replace(self.shown_request, offset=0, limit=PAGE_SIZE)
        self._jump_task.submit(partial(_search_any, request=request))

    def _load_end(self) -> None:
        """Request the hits that are missing, or of very many the last ones."""
        model = self._results.model
        missing = model.total - model.end
        limit = missing if missing <= _MAX_APPENDED_HITS else PAGE_SIZE
        request = replace(self.shown_request, offset=model.total - limit, limit=limit)
        self._jump_task.submit(partial(_search_any, request=request))

    def _jump(self, answer: tuple[SearchRequest, ResultPage]) -> None:
        """Go to the first or the last hit, which has arrived."""
        request, page = answer
        model = self._results.model
        if 0 < request.offset == model.end:
            model.append(page.hits)
            self._results.select(model.rowCount() - 1)
        else:
            row = -1 if request.offset else 0
            self._results.jump_to(row, page.hits, page.total, request.offset)
        self.list_extended.emit()

    def _cancel_pages(self) -> None:
        self._read_ahead_timer.stop()
        for task in self._page_tasks:
            task.cancel()

    def _next_page(self, offset: int) -> SearchRequest:
        return replace(self.shown_request, offset=offset, limit=PAGE_SIZE - offset % PAGE_SIZE)

    def _previous_page(self) -> SearchRequest:
        first = self._results.model.first
        offset = max(0, first - PAGE_SIZE)
        return replace(self.shown_request, offset=offset, limit=first - offset)


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


def _search_any(
    knowledge_base: KnowledgeBase, request: SearchRequest
) -> tuple[SearchRequest, ResultPage]:
    """The hits of a request; where there are fewer than its offset by now, the last of them."""
    _, page = _search(knowledge_base, request)
    if page.hits or not page.total:
        return request, page
    last = replace(request, offset=max(0, page.total - request.limit))
    return _search(knowledge_base, last)
