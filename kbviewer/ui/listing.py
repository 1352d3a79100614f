"""From a question to the list of its hits, page by page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kbviewer.ui.engine import PAGE, Engine, Question
from kbviewer.ui.latest import Latest, Worker
from kbviewer.ui.results import Results

if TYPE_CHECKING:
    from kbviewer.index.search import Page

_MOST_AGAIN = 1_000  # hits that are asked for at once


class Listing(QObject):
    """Asks for hits; only the answer to the newest question arrives."""

    arrived = Signal(object)
    """The first ``Page`` of hits."""

    extended = Signal()
    """The list has got longer, or there was no more to come."""

    failed = Signal(object)

    def __init__(self, results: Results, worker: Worker, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self.question = Question("", "")  # what the list answers
        self.is_same = False  # it answers to the same as before
        self._results = results
        self._engine = engine
        self._answers = Latest(worker, self)
        self._answers.arrived.connect(self._receive)
        self._more = Latest(worker, self)
        self._more.arrived.connect(self._extend)
        for answers in (self._answers, self._more):
            answers.failed.connect(self.failed)
        results.more_wanted.connect(self._want_more)

    @property
    def is_busy(self) -> bool:
        """Whether the list still shows the answer to something else."""
        return self._answers.is_busy

    def ask(self, question: Question, *, again: bool = False) -> None:
        """Ask for the first page of hits; ``again``, for as many as the list has."""
        self._more.forget()
        if again and question == replace(self.question, limit=question.limit):
            rows = self._results.model.rowCount()
            question = replace(question, limit=min(max(rows, PAGE), _MOST_AGAIN))
        self._answers.ask(partial(self._engine.search, question))

    def _receive(self, answer: tuple[Question, Page]) -> None:
        question, page = answer
        self.is_same = question == replace(self.question, limit=question.limit)
        self.question = question
        self._more.forget()
        self.arrived.emit(page)

    def _want_more(self, offset: int) -> None:
        self._more.ask(partial(self._engine.search, self._next_page(offset)))

    def _extend(self, answer: tuple[Question, Page]) -> None:
        question, page = answer
        if question == self._next_page(self._results.model.rowCount()):
            self._results.model.append(page.hits)
            self.extended.emit()

    def _next_page(self, offset: int) -> Question:
        return replace(self.question, offset=offset, limit=PAGE)
