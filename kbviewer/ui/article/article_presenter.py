"""Shows articles with their matches and backlinks, and follows their links."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kbviewer.errors import KnownError, LibraryError
from kbviewer.i18n import tr
from kbviewer.library.article import is_topic_page
from kbviewer.ui import strings
from kbviewer.ui.article.article_loader import ArticleLoader
from kbviewer.ui.article.article_request import ArticleRequest, Target
from kbviewer.ui.article.article_view import ArticleView
from kbviewer.ui.article.scroll_anchor import ScrollAnchor
from kbviewer.ui.tasks import LatestTask, Worker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QImage

    from kbviewer.index.search.found_by import FoundBy
    from kbviewer.index.search.matcher import Match
    from kbviewer.ui.article.article_loader import ArticleAnswer, LoadedArticle
    from kbviewer.ui.article.html_tree import Element
    from kbviewer.ui.article.link_opener import LinkOpener


class ArticlePresenter(QObject):
    """Fills the article panel; only the article requested last is shown."""

    article_requested = Signal(str, str)
    """A link was followed to this article and this heading of it, or ""."""

    article_shown = Signal(str, object)
    """The article that is shown now, "" for none, and its backlinks."""

    topic_requested = Signal(str)
    """A link was followed to the topic with this path."""

    backlinks_failed = Signal(object)
    """The backlinks could not be found, because of this exception."""

    message = Signal(str)
    """A message for the status line."""

    link_hovered = Signal(str)
    """Where the link under the pointer leads, "" if there is none any more."""

    idle = Signal()
    """The article requested last is shown with its matches, or why it cannot be."""

    def __init__(
        self,
        view: ArticleView,
        worker: Worker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._worker = worker
        self._request = ArticleRequest()  # the newest one
        self._shown = ""  # the id of what is shown
        self._scroll_target: str | ScrollAnchor | None = None  # a heading, or a place
        self._scroll_anchors: dict[tuple[str, str], ScrollAnchor] = {}  # by ``scroll_key``
        self._is_stale = False
        self._version = 0  # counts the loads that were requested
        self._loaded: LoadedArticle | None = None  # what is shown
        self._needs_matches = False  # what is shown has not got those of the request yet
        self._loader = ArticleLoader()
        self._task = LatestTask(worker, self, after_painting=True)
        self._task.succeeded.connect(self._on_answer)
        self._task.failed.connect(self._on_failure)
        self._link_opener: LinkOpener | None = None
        view.link_clicked.connect(self._follow_link)
        view.link_hovered.connect(self._describe_link)
        view.picture_opened.connect(self._open_picture)
        view.table_opened.connect(self._open_table)

    @property
    def is_busy(self) -> bool:
        """Whether an article or its matches are still to come."""
        return self._task.is_busy

    @property
    def shown_id(self) -> str:
        """The id of the article or the topic's page that is shown."""
        return self._shown

    def open(self, request: ArticleRequest) -> None:
        """Show an article with the matches of a query, or a topic's page.

        The article that is shown is loaded again only after ``mark_stale``.
        """
        previous = self._request
        is_same = request.id == previous.id
        self._set_request(request)
        if is_same:  # its last match may be still to come
            self._request = replace(request, target=previous.target)
        is_other_query = request.query != previous.query
        if not is_same or is_other_query:
            self._needs_matches = True
        if self._is_stale or not is_same or request.topic is not None:
            self._is_stale = False
            self._version += 1
            self._load()
        elif is_other_query:
            if self._is_loaded and not request.query.strip():
                self._task.cancel()
                self._show_matches(())
            else:
                self._load()
        if not self.is_busy:
            self._scroll_finally()

    def show_empty(self, title: str, text: str) -> None:
        """Show a message instead of an article."""
        self._set_request(ArticleRequest())
        self._task.cancel()
        self._scroll_target = None
        self._show_message(title, text)

    def rename(self, renamed: Mapping[str, str]) -> None:
        """Follow articles whose files were renamed; the scroll position is kept."""
        old = self._request.id
        self._request = replace(self._request, id=renamed.get(old, old))
        self._shown = renamed.get(self._shown, self._shown)
        self._scroll_anchors = {
            (renamed.get(a, a), h): anchor for (a, h), anchor in self._scroll_anchors.items()
        }
        if old != self._request.id:
            self._is_stale = True
            if self.is_busy:  # the old id would not be found
                self._version += 1
                self._load()

    def mark_stale(self) -> None:
        """Load the article again with the next request: its file may have changed."""
        self._is_stale = True

    def _set_request(self, request: ArticleRequest) -> None:
        """Save the scroll position of what is left, and set the target in what is requested."""
        previous, self._request = self._request, request
        if previous.scroll_key == request.scroll_key:
            return
        if self._link_opener is not None:
            self._link_opener.cancel()
        if self._view.document and self._shown == previous.id:
            self._scroll_anchors[previous.scroll_key] = self._view.scroll_anchor
        if request.target is Target.RESTORE:
            self._scroll_target = self._scroll_anchors.get(request.scroll_key)
        else:
            self._scroll_target = request.heading or None

    def _load(self) -> None:
        load = partial(self._loader.load, request=self._request, version=self._version)
        self._task.submit(load)

    @property
    def _is_loaded(self) -> bool:
        """Whether what is shown is what was requested, but for the matches."""
        return self._loaded is not None and self._loaded.version == self._version

    def _on_answer(self, answer: ArticleAnswer) -> None:
        is_new = answer.loaded is not self._loaded
        if is_new:
            self._show_article(answer.loaded)
        if self._needs_matches and answer.failure is None:
            if answer.matches is None:
                self._load()
            else:
                self._show_matches(answer.matches, answer.found_by)
        self._emit_idle()
        if is_new and answer.loaded.failure is not None:
            self.backlinks_failed.emit(answer.loaded.failure)
        if answer.failure is not None:
            raise answer.failure

    def _show_article(self, loaded: LoadedArticle) -> None:
        self._loaded = loaded
        self._view.show_notice("")
        shown, self._shown = self._shown, self._request.id
        if self._shown != shown or self._view.document is None:
            self._view.show_document(loaded.document)
            self._needs_matches = True
        elif loaded.document != self._view.document:
            self._view.update_document(loaded.document)
            self._needs_matches = True
        article = "" if is_topic_page(self._shown) else self._shown
        self.article_shown.emit(article, loaded.backlinks)
        self._scroll_to_target()  # lays it out down to there, before its matches are shown

    def _show_matches(self, matches: Sequence[Match], found_by: FoundBy | None = None) -> None:
        self._needs_matches = False
        if self._request.query.strip():
            at_end = self._request.target is Target.LAST_MATCH
            self._view.show_matches(matches, found_by, at_end=at_end)
            if self._scroll_to_target():
                self._view.select_visible_match()
            self._request = replace(self._request, target=Target.FIRST)  # it has been reached
        else:
            self._view.clear_matches()

    def _show_message(self, title: str, text: str) -> None:
        self._loaded = None
        self._view.show_empty(title, text)
        self.article_shown.emit("", ())

    def _emit_idle(self) -> None:
        if not self.is_busy:
            self._scroll_finally()
            self.idle.emit()

    # --- the scroll position

    def _scroll_to_target(self) -> bool:
        """Scroll to the target if there is one; whether it was found."""
        document = self._view.document
        if self._scroll_target is None or document is None:
            return False
        if not isinstance(self._scroll_target, str):
            self._view.restore_scroll(self._scroll_target)
            return True
        anchor = document.anchor_of(self._scroll_target)
        if anchor is not None:
            self._view.go_to_heading(anchor)
        return anchor is not None

    def _scroll_finally(self) -> None:
        """Scroll to the target for the last time: all that could move it has arrived."""
        if not self._scroll_to_target() and isinstance(self._scroll_target, str):
            self.message.emit(strings.no_heading(self._scroll_target))
        self._scroll_target = None

    # --- windows of their own

    def _open_picture(self, image: QImage) -> None:
        from kbviewer.ui.article.picture_window import PictureWindow  # noqa: PLC0415  with the first one

        PictureWindow(image, self._view.window()).show()

    def _open_table(self, table: Element) -> None:
        from kbviewer.ui.article.table_window import TableWindow  # noqa: PLC0415  with the first one

        TableWindow(table, self._view.window()).show()

    # --- failures and links

    def _on_failure(self, error: Exception) -> None:
        if (
            isinstance(error, LibraryError)
            and self._view.document
            and self._shown == self._request.id
        ):
            self._is_stale = True
            self._view.show_notice(tr(strings.FOLDER_GONE))
            self._emit_idle()
            return
        self._request = ArticleRequest()
        self._scroll_target = None
        if not isinstance(error, KnownError):
            raise error
        self._show_message(tr("This article cannot be opened"), str(error))
        self._emit_idle()

    def _follow_link(self, href: str) -> None:
        if self._link_opener is None:
            from kbviewer.ui.article.link_opener import LinkOpener  # noqa: PLC0415  with the first link

            self._link_opener = LinkOpener(self._worker, self._view.window(), self)
            self._link_opener.article_requested.connect(self._open_linked)
            self._link_opener.heading_requested.connect(self.go_to_heading)
            self._link_opener.topic_requested.connect(self.topic_requested)
            self._link_opener.message.connect(self.message)
        self._link_opener.open(href, self._request.id)

    def _describe_link(self, href: str) -> None:
        if href:
            from kbviewer.ui.article.link_opener import describe_link  # noqa: PLC0415  as above

            href = describe_link(href, self._request.id)
        self.link_hovered.emit(href)

    def _open_linked(self, article: str, heading: str) -> None:
        if (article, heading) == self._request.scroll_key:
            self.go_to_heading(heading)
        else:
            self.article_requested.emit(article, heading)

    def go_to_heading(self, heading: str) -> None:
        """Go to a heading of the article that is shown, by its anchor or as a link names it."""
        is_current = heading == self._request.heading or not heading
        if is_current or is_topic_page(self._request.id):
            self._scroll_target = heading or ScrollAnchor()
            self._scroll_finally()
        else:
            self.article_requested.emit(self._request.id, heading)
