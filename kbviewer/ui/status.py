"""The status line: how much there is, how long it took, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbviewer.ui import words
from kbviewer.ui.updating import Updating
from kbviewer.ui.window import Window

if TYPE_CHECKING:
    from kbviewer.errors import KnownError
    from kbviewer.index.search import Page


class Status:
    """What the status line says while nothing else has to be said there.

    Attributes:
        page: what the list shows.
        articles: how many there are.
        failure: why the index is not up to date, if it is not.
    """

    def __init__(self, window: Window, updating: Updating) -> None:
        self.page: Page | None = None
        self.articles = 0
        self.failure: KnownError | None = None
        self._window = window
        self._updating = updating

    def show(self) -> None:
        """Say it."""
        if self.page is None:
            return
        problems = self._updating.problems
        told = words.status(self.page, self.articles, len(problems))
        more = [*([str(self.failure)] if self.failure else []), *map(str, problems)]
        self._window.say(f"{told}  ·  {self.failure}" if self.failure else told, "\n".join(more))

    def say(self, text: str) -> None:
        """Say something else, or with "" what it says otherwise."""
        if text:
            self._window.say(text)
        else:
            self.show()
