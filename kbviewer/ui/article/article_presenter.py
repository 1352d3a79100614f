"""From an article's id to its page, its matches marked; and where its links lead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QMessageBox

from kbviewer.errors import KnownError, LibraryError
from kbviewer.library.article import is_topic_page
from kbviewer.service import KnowledgeBase
from kbviewer.ui import strings
from kbviewer.ui.article.article_view import ArticleView
from kbviewer.ui.tasks import LatestTask, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kbviewer.index.search.link_resolver import ResolvedLink
    from kbviewer.index.search.matcher import Match
    from kbviewer.library.article import Topic
    from kbviewer.library.links import Link
    from kbviewer.ui.article.article_document import ArticleDocument


class ArticlePresenter(QObject):
    """Fills the reader's panel; only the page asked for last arrives in it."""

    article_requested = Signal(str, str)
    """A link to an article, by its id, and to a heading of it, or ""."""

    article_shown = Signal(str)
    """The article whose page is there now, "" for none."""

    topic_requested = Signal(str)
    """A link to a topic, by its path."""

    message = Signal(str)
    """Something for the status line."""

    idle = Signal()
    """What was asked for last is shown, matches and all, or the reason why it cannot be."""

    def __init__(
        self,
        view: ArticleView,
        worker: Worker,
        engine: KnowledgeBase,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._engine = engine
        self._base = ""  # the file of the page asked for: where its relative links start
        self._heading = ""  # where in it the person was led
        self._shown = ""  # the file of the page that is there
        self._goal: str | tuple[int, int] | None = None  # the heading, or the place, to stand at
        self._returns = False  # the page asked for next is one that was left
        self._scroll_positions: dict[
            tuple[str, str], tuple[int, int]
        ] = {}  # where pages that were left were
        self._query = ""
        self._at_end = False  # of the matches to come, stand at the last one
        self._is_stale = False
        self._awaits_page = self._awaits_marks = False
        self._pages = LatestTask(worker, self)
        self._pages.succeeded.connect(self._show)
        self._pages.failed.connect(self._on_failure)
        self._marks = LatestTask(worker, self)
        self._marks.succeeded.connect(self._show_marks)
        self._marks.failed.connect(self._cannot_mark)
        self._link_task = LatestTask(worker, self)
        self._link_task.succeeded.connect(self._open_target)
        self._link_task.failed.connect(self._on_link_failure)
        view.shown.connect(self._mark)
        view.link_clicked.connect(self._follow_link)

    @property
    def is_busy(self) -> bool:
        """Whether a page or its matches are still to come."""
        return self._awaits_page or self._awaits_marks

    def expect_return(self) -> None:
        """Let the page that is asked for next stand where it stood when it was left."""
        self._returns = True

    def open(self, article: str, query: str, *, heading: str = "", at_end: bool = False) -> None:
        """Show an article with the matches of a typed query.

        What is shown already is read again only after ``mark_stale``.

        Args:
            article: its id.
            query: as it was typed.
            heading: where in it to stand, as a link names it; "" for its first match.
            at_end: stand at its last match, not at its first.
        """
        same = article == self._base
        asked_before, self._query = self._query, query
        self._turn_to(article, heading)
        if same and query != asked_before:
            self._mark()
        if not same:
            self._at_end = at_end
            self._forget_marks()
        if self._is_stale or not same:
            self._is_stale = False
            self._ask_for_page(partial(self._engine.article, article))
        elif not self.is_busy:
            self._reach_goal()

    def show_topic(self, topic: Topic, articles: int) -> None:
        """Show a topic's page with the number of its articles."""
        self._leave(topic.page_id)
        self._ask_for_page(partial(self._engine.topic_page, topic, articles))

    def show_empty(self, title: str, text: str) -> None:
        """Show no page, but a word."""
        self._leave("")
        self._pages.cancel()
        self._awaits_page = False
        self._goal = None
        self._view.show_empty(title, text)
        self.article_shown.emit("")

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Know articles by their new ids; what is shown stays, at the place where it is read."""
        asked, self._base = self._base, renamed.get(self._base, self._base)
        self._shown = renamed.get(self._shown, self._shown)
        self._scroll_positions = {
            (renamed.get(a, a), h): spot for (a, h), spot in self._scroll_positions.items()
        }
        if asked != self._base:
            self._is_stale = True
            if self._awaits_page:  # it would not be found by the old one
                self._ask_for_page(partial(self._engine.article, self._base))

    def mark_stale(self) -> None:
        """Read what is shown from its file when it is asked for next, for it may have changed."""
        self._is_stale = True

    def _leave(self, base: str) -> None:
        self._turn_to(base, "")
        self._query = ""
        self._forget_marks()

    def _turn_to(self, base: str, heading: str) -> None:
        """Remember where the page that is left stands, and where the other one is to stand."""
        before = self._base, self._heading
        returns, self._returns = self._returns, False
        if before == (base, heading):
            return
        self._link_task.cancel()  # a link that was followed before leads nowhere any more
        if self._view.document and self._shown == self._base:
            self._scroll_positions[before] = self._view.scroll_position
        self._base, self._heading = base, heading
        self._goal = self._scroll_positions.get((base, heading)) if returns else heading or None

    def _ask_for_page(self, job: Callable[[], ArticleDocument]) -> None:
        self._awaits_page = True
        self._pages.submit(job)

    def _forget_marks(self) -> None:
        self._marks.cancel()
        self._awaits_marks = False

    def _show(self, page: ArticleDocument) -> None:
        self._awaits_page = False
        self._view.show_notice("")
        shown, self._shown = self._shown, self._base
        if self._base != shown or self._view.document is None:
            self._view.show_document(page)
        elif page != self._view.document:
            self._view.update_document(page)
        self.article_shown.emit("" if is_topic_page(self._base) else self._base)
        self._approach_goal()
        self._tell_settled()

    def _show_marks(self, matches: Sequence[Match]) -> None:
        self._awaits_marks = False
        self._view.show_matches(matches, at_end=self._at_end)
        if self._approach_goal():
            self._view.select_visible_match()
        self._at_end = self._at_end and self._awaits_page
        self._tell_settled()

    def _tell_settled(self) -> None:
        if not self.is_busy:
            self._reach_goal()
            self.idle.emit()

    # --- where on the page to stand

    def _approach_goal(self) -> bool:
        """Stand where the page asked for is to stand, and say whether there is such a place."""
        page = self._view.document
        if self._goal is None or page is None:
            return False
        if not isinstance(self._goal, str):
            self._view.restore_scroll(self._goal)
            return True
        from kbviewer.render.headings import find_anchor  # noqa: PLC0415  loaded with the first page

        anchor = find_anchor(page.html, page.headings, self._goal)
        if anchor is not None:
            self._view.go_to_heading(anchor)
        return anchor is not None

    def _reach_goal(self) -> None:
        """Stand there at last; all that could move the page has arrived."""
        if not self._approach_goal() and isinstance(self._goal, str):
            self.message.emit(strings.no_heading(self._goal))
        self._goal = None

    # --- the page and its matches

    def _mark(self) -> None:
        if self._query.strip() and self._view.document:
            self._awaits_marks = True
            self._marks.submit(partial(self._engine.matches, self._query, self._view.document))
        else:
            self._forget_marks()
            self._view.clear_matches()

    def _on_failure(self, error: Exception) -> None:
        if isinstance(error, LibraryError) and self._view.document and self._shown == self._base:
            self._is_stale = True
            self._awaits_page = False
            self._view.show_notice(strings.FOLDER_GONE)
            self._tell_settled()
            return
        self._base = self._heading = ""
        self._goal = None
        self._awaits_page = False
        self._forget_marks()
        if not isinstance(error, KnownError):
            raise error
        self._view.show_empty("This article cannot be opened", str(error))
        self.article_shown.emit("")
        self._tell_settled()

    def _cannot_mark(self, error: Exception) -> None:
        self._awaits_marks = False
        raise error

    def _follow_link(self, href: str) -> None:
        from kbviewer.render import link_policy  # noqa: PLC0415  loaded with the first page

        match link_policy.classify_link(href, self._base):
            case link_policy.ExternalLink(url, host):
                self._confirm_external(url, host)
            case link_policy.InternalLink(link) if link.key:
                self._link_task.submit(partial(self._find, link, self._base))
            case link_policy.InternalLink(link):
                self.go_to_heading(link.heading)
            case link_policy.TopicLink(path):
                self.topic_requested.emit(path)
            case link_policy.RefusedLink(reason):
                self.message.emit(reason)

    def go_to_heading(self, heading: str) -> None:
        """Go to a heading of the page that is shown, by its anchor or as a link names it."""
        is_there_already = heading == self._heading or not heading
        if is_there_already or is_topic_page(self._base):
            self._goal = heading or (0, 0)
            self._reach_goal()
        else:
            self.article_requested.emit(self._base, heading)

    def _find(self, link: Link, article: str) -> tuple[Link, ResolvedLink]:
        return link, self._engine.resolve_link(link, article)

    def _open_target(self, found: tuple[Link, ResolvedLink]) -> None:
        from kbviewer.index.search.link_resolver import LinkKind  # noqa: PLC0415  loaded with the first page

        link, place = found
        match place.kind:
            case LinkKind.ARTICLE if (place.path, link.heading) == (self._base, self._heading):
                self.go_to_heading(link.heading)
            case LinkKind.ARTICLE:
                self.article_requested.emit(place.path, link.heading)
            case LinkKind.TOPIC:
                self.topic_requested.emit(place.path)
            case LinkKind.FILE:
                self.message.emit(strings.not_an_article(link.name))
            case _:
                self.message.emit(strings.no_article(link.name))

    def _on_link_failure(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.message.emit(str(error))

    def _confirm_external(self, url: str, host: str) -> None:
        box = QMessageBox(self._view.window())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"Open {host} in another program?")
        box.setInformativeText(url[:500])
        box.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
        for button in box.buttons():
            button.setIcon(QIcon())
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        if box.exec() == QMessageBox.StandardButton.Open:
            QDesktopServices.openUrl(QUrl(url))
