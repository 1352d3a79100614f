"""Steps from match to match, and on into the next result."""

from __future__ import annotations

from collections import deque
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from kbviewer.ui import strings
from kbviewer.ui.article.article_presenter import ArticlePresenter
from kbviewer.ui.article.article_request import Target
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
        """Whether there are hits after those in the list."""

    @property
    def has_earlier(self) -> bool:
        """Whether there are hits before those in the list."""

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

    def unfold(self, row: int) -> None:
        """Show the further pieces of the article in a row, if it has any; -1 is no row."""

    def request_more(self) -> None:
        """Request the next page of hits."""

    def request_earlier(self) -> None:
        """Request the page of hits before those in the list."""


class MatchNavigator(QObject):
    """Runs the steps from match to match, one after another.

    A step that is requested while the list, an article or its matches are still to come waits for
    them, so that a key held down skips no match. A result without a match in its text, as where
    markup hides it, is one step.
    """

    article_requested = Signal(str, object)
    """The article of the next result, and the ``Target`` in it."""

    message = Signal(str)
    """Why there is no further match; "" when there is one again."""

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
        """Go to the next match, after the last one of an article to the next result."""
        self._pending_steps.append(_FORWARD)
        self.run_pending()

    def previous_match(self) -> None:
        """Go to the previous match, before the first one to the last of the previous result."""
        self._pending_steps.append(_BACKWARD)
        self.run_pending()

    def cancel(self) -> None:
        """Drop the steps that wait: the user went elsewhere."""
        self._pending_steps.clear()
        self._is_waiting_for_hits = False

    def on_results(self, *, searching: bool) -> None:
        """Continue in another list; without a query there are no matches."""
        self._is_searching = searching
        self._on_more_hits()

    def run_pending(self) -> None:
        """Run the steps that wait, as far as their targets have arrived."""
        while self._pending_steps and not self._is_waiting:
            self._step(self._pending_steps[0])

    @property
    def _is_waiting(self) -> bool:
        return self._is_waiting_for_hits or self._results.is_busy or self._reading.is_busy

    def _on_more_hits(self) -> None:
        self._is_waiting_for_hits = False
        self.run_pending()

    def _step(self, by: int) -> None:
        """Run a step, unless more hits have to arrive first."""
        self._unfold_neighbour(by)
        row, rows = self._results.current_row, self._results.row_count
        if by == _FORWARD and row == rows - 1 and self._needs_more():
            self._is_waiting_for_hits = True
            self._results.request_more()
            return
        if by == _BACKWARD and row == 0 and self._needs_earlier():
            self._is_waiting_for_hits = True
            self._results.request_earlier()
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
            target = Target.LAST_MATCH if by == _BACKWARD else Target.FIRST
            self.article_requested.emit(self._results.current_article, target)
        elif row >= 0:
            self._show_message(strings.no_further_match(by))

    def _needs_more(self) -> bool:
        return self._is_searching and self._results.has_more and self._article.is_at_last_match

    def _needs_earlier(self) -> bool:
        return self._is_searching and self._results.has_earlier and self._article.is_at_first_match

    def _unfold_neighbour(self, by: int) -> None:
        """Open the row whose further pieces come next, so that none of their matches is skipped."""
        row = self._results.current_row
        if not self._is_searching:
            return
        if by == _FORWARD and self._article.is_at_last_match:
            self._results.unfold(row)
        elif by == _BACKWARD and row > 0 and self._article.is_at_first_match:
            self._results.unfold(row - 1)

    def _show_message(self, text: str) -> None:
        if text or self._has_message:
            self.message.emit(text)
        self._has_message = bool(text)
