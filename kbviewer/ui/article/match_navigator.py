"""From match to match, and on into the next result."""

from __future__ import annotations

from collections import deque
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from kbviewer.ui import strings
from kbviewer.ui.article.article_presenter import ArticlePresenter
from kbviewer.ui.article.article_view import ArticleView

_FORWARD, _BACKWARD = 1, -1


class ResultList(Protocol):
    """The list of results, as far as stepping through its matches needs it."""

    list_extended: SignalInstance

    @property
    def is_busy(self) -> bool:
        """Whether an answer to another request is still to come."""

    @property
    def has_more(self) -> bool:
        """Whether there are hits that are not in the list yet."""

    @property
    def row_count(self) -> int:
        """The number of rows."""

    @property
    def current_row(self) -> int:
        """The current row, -1 for none."""

    @property
    def current_article(self) -> str:
        """The article in the current row, or ""."""

    def select(self, row: int) -> None:
        """Make a row the current one without reporting it."""

    def request_more(self) -> None:
        """Request the next page of hits."""


class MatchNavigator(QObject):
    """Takes the steps from match to match, one behind another.

    A step that comes while the list, an article or its matches are still on their way waits for
    them, so that a key held down leads past every match. A result whose text has no match, as
    where it lies in what markup hides, is one stop.
    """

    article_requested = Signal(str, bool)
    """The article of the next result, and whether to stand at its last match."""

    message = Signal(str)
    """Why it did not go on; "" when it does again."""

    def __init__(
        self,
        article: ArticleView,
        results: ResultList,
        reading: ArticlePresenter,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._is_searching = False
        self._article = article
        self._results = results
        self._reading = reading
        self._pending_steps: deque[int] = deque()
        self._is_waiting_for_hits = False
        self._has_message = False
        reading.idle.connect(self.run_pending)
        results.list_extended.connect(self._on_more_hits)

    def next_match(self) -> None:
        """Go to the next match, in the next result behind the last one of the article."""
        self._pending_steps.append(_FORWARD)
        self.run_pending()

    def previous_match(self) -> None:
        """Go to the match before, the last of the result before in front of the first one."""
        self._pending_steps.append(_BACKWARD)
        self.run_pending()

    def cancel(self) -> None:
        """Forget the steps that wait: the person went elsewhere."""
        self._pending_steps.clear()
        self._is_waiting_for_hits = False

    def on_results(self, *, searching: bool) -> None:
        """Go on in another list; without a query there is nowhere to go."""
        self._is_searching = searching
        self._on_more_hits()

    def run_pending(self) -> None:
        """Take the steps that wait, as far as what they lead to is there."""
        while self._pending_steps and not self._is_waiting:
            self._step(self._pending_steps[0])

    @property
    def _is_waiting(self) -> bool:
        return self._is_waiting_for_hits or self._results.is_busy or self._reading.is_busy

    def _on_more_hits(self) -> None:
        self._is_waiting_for_hits = False
        self.run_pending()

    def _step(self, by: int) -> None:
        """Take a step; it is over unless more hits have to come first."""
        row, rows = self._results.current_row, self._results.row_count
        if by == _FORWARD and row == rows - 1 and self._needs_more():
            self._is_waiting_for_hits = True
            self._results.request_more()
            return
        self._pending_steps.popleft()
        if not self._is_searching or rows == 0:
            return
        if self._article.step_match(by):
            self._show_message("")
        elif row < 0 and self._article.document is not None:
            self._article.wrap_around(by)
            self._show_message(strings.wrapped_around(by))
        elif 0 <= row + by < rows:
            self._show_message("")
            self._results.select(row + by)
            self.article_requested.emit(self._results.current_article, by == _BACKWARD)
        elif row >= 0:
            self._show_message(strings.no_further_match(by))

    def _needs_more(self) -> bool:
        return self._is_searching and self._results.has_more and self._article.is_at_last_match

    def _show_message(self, text: str) -> None:
        if text or self._has_message:
            self.message.emit(text)
        self._has_message = bool(text)
