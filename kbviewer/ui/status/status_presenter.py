"""The status line: how much there is, how long it took, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbviewer.errors import KnownError, WatchError
from kbviewer.ui import strings
from kbviewer.ui.dialogs.problems_presenter import ProblemsPresenter
from kbviewer.ui.indexing.updating import IndexingTask
from kbviewer.ui.status.status_line import StatusLine

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import ResultPage


class StatusPresenter:
    """What the status line says while nothing else has to be said there.

    Attributes:
        page: what the list shows.
        articles: how many there are.
        failure: why the index is not up to date, if it is not.
        unseen: why changes in the folder are not seen as they happen, if they are not.
    """

    def __init__(
        self, line: StatusLine, updating: IndexingTask, problems: ProblemsPresenter
    ) -> None:
        self.result_page: ResultPage | None = None
        self.article_count = 0
        self.failure: KnownError | None = None
        self.watch_error: KnownError | None = None
        self._line = line
        self._updating = updating
        self._problems = problems

    def update(self) -> None:
        """Say it."""
        self._line.show_problems(self._problems.file_count)
        stopped = (
            strings.unindexed_files(self._updating.unindexed) if self._updating.is_stopped else ""
        )
        self._line.show_unindexed(stopped or ("Try again" if self.failure else ""))
        if self.result_page is None:
            return
        is_first = self._updating.is_running and not self.article_count
        parts = [] if is_first else [strings.status_text(self.result_page, self.article_count)]
        more = [str(error) for error in (self.failure, self.watch_error) if error]
        if self.failure:
            parts.append(str(self.failure))
        if isinstance(self.watch_error, WatchError):
            parts.append(self.watch_error.what)
        if self.watch_error:
            more.append(strings.WATCH_FALLBACK_HINT)
        self._line.show_text("  ·  ".join(parts), "\n".join(more))

    def show_message(self, text: str, more: str = "") -> None:
        """Say something else, or with "" what it says otherwise."""
        if text:
            self._line.show_text(text, more)
        else:
            self.update()
