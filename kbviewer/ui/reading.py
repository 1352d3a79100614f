"""From an article's id to its page, its matches marked; and where its links lead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from kbviewer.errors import KnownError
from kbviewer.library.article import TOPIC_PAGE
from kbviewer.reader import links
from kbviewer.ui.article_view import ArticleView
from kbviewer.ui.engine import Engine
from kbviewer.ui.latest import Latest, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kbviewer.index.match import Match
    from kbviewer.library.article import Topic
    from kbviewer.ui.ready import Ready


class Reading(QObject):
    """Fills the reader's panel; only the page asked for last arrives in it."""

    article_followed = Signal(str)
    """A link to another article, by its id."""

    topic_followed = Signal(str)
    """A link to a topic, by its path."""

    said = Signal(str)
    """Something for the status line."""

    settled = Signal()
    """What was asked for last is shown, matches and all, or the reason why it cannot be."""

    def __init__(
        self, view: ArticleView, worker: Worker, engine: Engine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._engine = engine
        self._base = ""  # the file of the page asked for: where its relative links start
        self._shown = ""  # the file of the page that is there
        self._query = ""
        self._at_end = False  # of the matches to come, stand at the last one
        self._is_stale = False
        self._awaits_page = self._awaits_marks = False
        self._pages = Latest(worker, self)
        self._pages.arrived.connect(self._show)
        self._pages.failed.connect(self._cannot_open)
        self._marks = Latest(worker, self)
        self._marks.arrived.connect(self._show_marks)
        self._marks.failed.connect(self._cannot_mark)
        view.shown.connect(self._mark)
        view.followed.connect(self._follow)

    @property
    def is_busy(self) -> bool:
        """Whether a page or its matches are still to come."""
        return self._awaits_page or self._awaits_marks

    def open(self, article: str, query: str, *, at_end: bool = False) -> None:
        """Show an article with the matches of a typed query.

        What is shown already is read again only after ``read_again``.

        Args:
            article: its id.
            query: as it was typed.
            at_end: stand at its last match, not at its first.
        """
        same = article == self._base
        asked_before, self._query = self._query, query
        self._base = article
        if same and query != asked_before:
            self._mark()
        if not same:
            self._at_end = at_end
            self._forget_marks()
        if self._is_stale or not same:
            self._is_stale = False
            self._ask_for_page(partial(self._engine.article, article))

    def show_topic(self, topic: Topic, articles: int) -> None:
        """Show a topic's page with the number of its articles."""
        self._leave(f"{topic.path}/{TOPIC_PAGE}".lstrip("/"))
        self._ask_for_page(partial(self._engine.topic, topic, articles))

    def show_nothing(self, title: str, text: str) -> None:
        """Show no page, but a word."""
        self._leave("")
        self._pages.forget()
        self._awaits_page = False
        self._view.show_nothing(title, text)

    def read_again(self) -> None:
        """Read what is shown from its file when it is asked for next, for it may have changed."""
        self._is_stale = True

    def _leave(self, base: str) -> None:
        self._base, self._query = base, ""
        self._forget_marks()

    def _ask_for_page(self, job: Callable[[], Ready]) -> None:
        self._awaits_page = True
        self._pages.ask(job)

    def _forget_marks(self) -> None:
        self._marks.forget()
        self._awaits_marks = False

    def _show(self, page: Ready) -> None:
        self._awaits_page = False
        shown, self._shown = self._shown, self._base
        if self._base != shown or self._view.page is None:
            self._view.show_page(page)
        elif page != self._view.page:
            self._view.show_again(page)
        self._tell_settled()

    def _show_marks(self, matches: Sequence[Match]) -> None:
        self._awaits_marks = False
        self._view.show_matches(matches, at_end=self._at_end)
        self._at_end = self._at_end and self._awaits_page
        self._tell_settled()

    def _tell_settled(self) -> None:
        if not self.is_busy:
            self.settled.emit()

    def _mark(self) -> None:
        if self._query.strip() and self._view.page:
            self._awaits_marks = True
            self._marks.ask(partial(self._engine.matches, self._query, self._view.page))
        else:
            self._forget_marks()
            self._view.hide_matches()

    def _cannot_open(self, error: Exception) -> None:
        self._base = ""
        self._awaits_page = False
        self._forget_marks()
        if not isinstance(error, KnownError):
            raise error
        self._view.show_nothing("This article cannot be opened", str(error))
        self._tell_settled()

    def _cannot_mark(self, error: Exception) -> None:
        self._awaits_marks = False
        raise error

    def _follow(self, href: str) -> None:
        match links.target(href, self._base):
            case links.Outside(url, host):
                self._ask_to_leave(url, host)
            case links.Inside(article):
                self.article_followed.emit(article)
            case links.Heading(name):
                self._view.go_to(name)
            case links.ToTopic(path):
                self.topic_followed.emit(path)
            case links.Refused(reason):
                self.said.emit(reason)

    def _ask_to_leave(self, url: str, host: str) -> None:
        box = QMessageBox(self._view.window())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"Open {host} in another program?")
        box.setInformativeText(url[:500])
        box.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        if box.exec() == QMessageBox.StandardButton.Open:
            QDesktopServices.openUrl(QUrl(url))
