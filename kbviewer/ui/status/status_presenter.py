"""What the status line shows: numbers, the search's time, and errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbviewer.errors import KnownError, TranslationError, WatchError
from kbviewer.i18n import tr
from kbviewer.ui import strings
from kbviewer.ui.status.status_line import StatusLine

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import ResultPage


@dataclass(frozen=True, slots=True)
class IndexingState:
    """How far the index is up to date.

    Attributes:
        is_running: whether an update is running.
        is_stale: whether the folder may have changed since the last complete scan.
        is_stopped: whether the user stopped the update.
        unindexed: files that are not indexed yet, as far as is known.
    """

    is_running: bool = False
    is_stale: bool = True
    is_stopped: bool = False
    unindexed: int = 0


class StatusPresenter:
    """Fills the status line while no message has to be shown there.

    Attributes:
        result_page: what the list shows.
        article_count: the number of articles in the library.
        indexing: how far the index is up to date.
        failure: why the last update failed, or None.
        watch_error: why changes in the folder are not seen as they happen, or None.
        language_error: why the texts are in English, or None.
    """

    def __init__(self, line: StatusLine) -> None:
        self.result_page: ResultPage | None = None
        self.article_count = 0
        self.indexing = IndexingState()
        self.failure: KnownError | None = None
        self.watch_error: KnownError | None = None
        self.language_error: TranslationError | None = None
        self._line = line

    def update(self) -> None:
        """Show the current state."""
        state = self.indexing
        stopped = strings.unindexed_files(state.unindexed) if state.is_stopped else ""
        self._line.show_unindexed(stopped or (tr("Try again") if self.failure else ""))
        if self.result_page is None:
            return
        is_first = state.is_running and not self.article_count
        parts = [] if is_first else [strings.status_text(self.result_page, self.article_count)]
        details = [strings.search_time(self.result_page)]
        errors = (self.failure, self.language_error, self.watch_error)
        details += [str(error) for error in errors if error]
        parts += [str(error) for error in (self.failure, self.language_error) if error]
        if isinstance(self.watch_error, WatchError):
            parts.append(self.watch_error.what)
        if self.watch_error:
            details.append(tr(strings.WATCH_FALLBACK_HINT))
        self._line.show_text("  ·  ".join(parts), "\n".join(filter(None, details)))

    def show_problem_files(self, count: int) -> None:
        """Show how many files have problems."""
        self._line.show_problems(count)

    def show_message(self, text: str, more: str = "") -> None:
        """Show a message, or with "" the current state again."""
        if text:
            self._line.show_text(text, more)
        else:
            self.update()
