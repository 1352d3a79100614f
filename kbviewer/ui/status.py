"""The status line: how much there is, how long it took, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbviewer.errors import KnownError, UnwatchedError
from kbviewer.ui import words
from kbviewer.ui.problems import Problems
from kbviewer.ui.status_line import StatusLine
from kbviewer.ui.updating import Updating

if TYPE_CHECKING:
    from kbviewer.index.search import Page


class Status:
    """What the status line says while nothing else has to be said there.

    Attributes:
        page: what the list shows.
        articles: how many there are.
        failure: why the index is not up to date, if it is not.
        unseen: why changes in the folder are not seen as they happen, if they are not.
    """

    def __init__(self, line: StatusLine, updating: Updating, problems: Problems) -> None:
        self.page: Page | None = None
        self.articles = 0
        self.failure: KnownError | None = None
        self.unseen: KnownError | None = None
        self._line = line
        self._updating = updating
        self._problems = problems

    def show(self) -> None:
        """Say it."""
        self._line.show_problems(self._problems.files)
        stopped = words.unread(self._updating.left) if self._updating.is_stopped else ""
        self._line.show_unread(stopped or ("Try again" if self.failure else ""))
        if self.page is None:
            return
        is_first = self._updating.is_running and not self.articles
        parts = [] if is_first else [words.status(self.page, self.articles)]
        more = [str(error) for error in (self.failure, self.unseen) if error]
        if self.failure:
            parts.append(str(self.failure))
        if isinstance(self.unseen, UnwatchedError):
            parts.append(self.unseen.what)
        if self.unseen:
            more.append(words.HOW_CHANGES_ARE_SEEN)
        self._line.say("  ·  ".join(parts), "\n".join(more))

    def say(self, text: str, more: str = "") -> None:
        """Say something else, or with "" what it says otherwise."""
        if text:
            self._line.say(text, more)
        else:
            self.show()
