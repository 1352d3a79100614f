"""From match to match, and on into the next result."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, Signal

from kbviewer.ui import words
from kbviewer.ui.article_view import ArticleView
from kbviewer.ui.listing import Listing
from kbviewer.ui.reading import Reading
from kbviewer.ui.results import Results

_ON, _BACK = 1, -1


class Walk(QObject):
    """Takes the steps from match to match, one behind another.

    A step that comes while the list, an article or its matches are still on their way waits for
    them, so that a key held down leads past every match. A result whose text has no match, as
    where it lies in what markup hides, is one stop.
    """

    came_to = Signal(str, bool)
    """The article of the next result, and whether to stand at its last match."""

    said = Signal(str)
    """Why it did not go on; "" when it does again."""

    def __init__(
        self,
        article: ArticleView,
        results: Results,
        listing: Listing,
        reading: Reading,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._is_searching = False
        self._article = article
        self._results = results
        self._listing = listing
        self._reading = reading
        self._steps: deque[int] = deque()
        self._awaits_hits = False
        self._has_said = False
        reading.settled.connect(self.go_on)
        listing.extended.connect(self._see_more)

    def next_match(self) -> None:
        """Go to the next match, in the next result behind the last one of the article."""
        self._steps.append(_ON)
        self.go_on()

    def previous_match(self) -> None:
        """Go to the match before, the last of the result before in front of the first one."""
        self._steps.append(_BACK)
        self.go_on()

    def stop(self) -> None:
        """Forget the steps that wait: the person went elsewhere."""
        self._steps.clear()
        self._awaits_hits = False

    def see_answer(self, *, searching: bool) -> None:
        """Go on in another list; without a query there is nowhere to go."""
        self._is_searching = searching
        self._see_more()

    def go_on(self) -> None:
        """Take the steps that wait, as far as what they lead to is there."""
        while self._steps and not self._is_waiting:
            self._take(self._steps[0])

    @property
    def _is_waiting(self) -> bool:
        return self._awaits_hits or self._listing.is_busy or self._reading.is_busy

    def _see_more(self) -> None:
        self._awaits_hits = False
        self.go_on()

    def _take(self, by: int) -> None:
        """Take a step; it is over unless more hits have to come first."""
        row, rows = self._results.row(), self._results.model.rowCount()
        if by == _ON and row == rows - 1 and self._needs_more():
            self._awaits_hits = True
            self._results.want_more()
            return
        self._steps.popleft()
        if not self._is_searching or rows == 0:
            return
        if self._article.walk(by):
            self._say("")
        elif row < 0 and self._article.page is not None:
            self._article.walk_round(by)
            self._say(words.outside_the_list(by))
        elif 0 <= row + by < rows:
            self._say("")
            self._results.select(row + by, quietly=True)
            self.came_to.emit(self._results.current(), by == _BACK)
        elif row >= 0:
            self._say(words.end_of_walk(by))

    def _needs_more(self) -> bool:
        return self._is_searching and self._results.model.has_more and self._article.is_at_end

    def _say(self, text: str) -> None:
        if text or self._has_said:
            self.said.emit(text)
        self._has_said = bool(text)
