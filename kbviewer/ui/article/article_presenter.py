"""From an article's id to its page, its matches marked; and where its links lead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kbviewer.errors import KnownError, LibraryError
from kbviewer.library.article import is_topic_page
from kbviewer.ui import strings
from kbviewer.ui.article.article_view import ArticleView
from kbviewer.ui.article.match_highlights import MAX_MATCHES
from kbviewer.ui.tasks import LatestTask, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kbviewer.index.search.matcher import Match
    from kbviewer.library.article import Topic
    from kbviewer.render.renderer import RenderedArticle
    from kbviewer.service import KnowledgeBase
    from kbviewer.ui.article.article_document import ArticleDocument
    from kbviewer.ui.article.link_opener import LinkOpener


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
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._worker = worker
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
        self._link_opener: LinkOpener | None = None
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
            self._ask_for_page(partial(load_article, article_id=article))
        elif not self.is_busy:
            self._reach_goal()

    def show_topic(self, topic: Topic, articles: int) -> None:
        """Show a topic's page with the number of its articles."""
        self._leave(topic.page_id)
        self._ask_for_page(partial(_load_topic_page, topic=topic, articles=articles))

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
                self._ask_for_page(partial(load_article, article_id=self._base))

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
        if self._link_opener is not None:
            self._link_opener.cancel()
        if self._view.document and self._shown == self._base:
            self._scroll_positions[before] = self._view.scroll_position
        self._base, self._heading = base, heading
        self._goal = self._scroll_positions.get((base, heading)) if returns else heading or None

    def _ask_for_page(self, job: Callable[[KnowledgeBase], ArticleDocument]) -> None:
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
        anchor = page.anchor_of(self._goal)
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
            self._marks.submit(
                partial(find_matches, query=self._query, document=self._view.document)
            )
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
        if self._link_opener is None:
            from kbviewer.ui.article.link_opener import LinkOpener  # noqa: PLC0415  with the first link

            self._link_opener = LinkOpener(self._worker, self._view.window(), self)
            self._link_opener.article_requested.connect(self._open_linked)
            self._link_opener.heading_requested.connect(self.go_to_heading)
            self._link_opener.topic_requested.connect(self.topic_requested)
            self._link_opener.message.connect(self.message)
        self._link_opener.open(href, self._base)

    def _open_linked(self, article: str, heading: str) -> None:
        if (article, heading) == (self._base, self._heading):
            self.go_to_heading(heading)
        else:
            self.article_requested.emit(article, heading)

    def go_to_heading(self, heading: str) -> None:
        """Go to a heading of the page that is shown, by its anchor or as a link names it."""
        is_there_already = heading == self._heading or not heading
        if is_there_already or is_topic_page(self._base):
            self._goal = heading or (0, 0)
            self._reach_goal()
        else:
            self.article_requested.emit(self._base, heading)


def load_article(knowledge_base: KnowledgeBase, article_id: str) -> ArticleDocument:
    """Render an article and prepare it for Qt, on the worker's thread."""
    return _build(knowledge_base, knowledge_base.article(article_id), article_id)


def _load_topic_page(knowledge_base: KnowledgeBase, topic: Topic, articles: int) -> ArticleDocument:
    return _build(knowledge_base, knowledge_base.topic_page(topic, articles), topic.page_id)


def _build(
    knowledge_base: KnowledgeBase, rendered: RenderedArticle, article_id: str
) -> ArticleDocument:
    # All that shows articles is loaded with the first one, on the worker's thread.
    from kbviewer.ui.article.article_document import ArticleDocument  # noqa: PLC0415  as above

    return ArticleDocument.build(rendered, partial(knowledge_base.picture, article_id))


def find_matches(
    knowledge_base: KnowledgeBase, query: str, document: ArticleDocument
) -> list[Match]:
    """The first ``MAX_MATCHES`` matches of a query in a document, in UTF-16 units of its text."""
    matches = knowledge_base.matches(
        query,
        document.section_texts,
        header_lines=document.head_lines,
        source=document.source,
        limit=MAX_MATCHES,
    )
    return document.to_utf16(matches)[:MAX_MATCHES]
