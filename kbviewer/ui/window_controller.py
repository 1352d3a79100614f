"""What happens when: typed text becomes a search, a hit becomes a page, a link leads on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

from kbviewer.errors import KnownError
from kbviewer.library.article import TOPIC_PAGE_NAME
from kbviewer.library.files import MARKDOWN_SUFFIXES
from kbviewer.ui import strings
from kbviewer.ui.article.article_presenter import ArticlePresenter
from kbviewer.ui.article.backlinks import Backlinks
from kbviewer.ui.article.match_navigator import MatchNavigator
from kbviewer.ui.article.outline import Outline
from kbviewer.ui.dialogs.problems_presenter import ProblemsPresenter
from kbviewer.ui.indexing.indexing_controller import IndexingController
from kbviewer.ui.navigation import Location, Navigator
from kbviewer.ui.results.result_presenter import ResultPresenter, SearchRequest
from kbviewer.ui.results.sort_order import SortOrder
from kbviewer.ui.status.status_presenter import StatusPresenter
from kbviewer.ui.tasks import LatestTask, Worker
from kbviewer.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kbviewer.index.search.searcher import ResultPage
    from kbviewer.library.article import Topic
    from kbviewer.service import KnowledgeBase


class WindowController(QObject):
    """Connects the panels, the engine behind them, and the places the person has been.

    It ends with its library: what it connects ends with it, as it connects to methods of its own
    and of its parts alone, never a panel to a panel.
    """

    def __init__(
        self,
        window: Window,
        worker: Worker,
        settings: QSettings | None,
    ) -> None:
        """Connect everything; ``start`` sets it going.

        Args:
            window: the window and its panels.
            worker: the thread that owns the knowledge base.
            settings: where the choice of order is kept, or None.
        """
        super().__init__(window)
        self.worker = worker
        self._window = window
        self._navigator = Navigator(window.action_collection, self)
        self._wanted: str | None = None  # the article to open with the next answer
        self._is_refresh = False  # the next answer is to what was asked before
        self._entering = False  # the Enter key came before the answer
        self._topics: dict[str, Topic] = {}
        self._overviews = LatestTask(worker, self)
        self._status = StatusPresenter(window.status_line)
        self._problems = ProblemsPresenter(window, worker, self)
        self.indexing = IndexingController(
            window.action_collection, window.status_line.progress, self._status, worker, self,
        )  # fmt: skip
        self._sort_order = SortOrder(window.action_collection, settings, self)
        self._result_presenter = ResultPresenter(window.results, worker, self)
        self._article_presenter = ArticlePresenter(window.article, worker, self)
        self._outline = Outline(window.article, window.action_collection["outline"], self)
        self._backlinks = Backlinks(
            window.article, worker, window.action_collection["linked"], self
        )
        self._match_navigator = MatchNavigator(
            window.article, self._result_presenter, self._article_presenter, self
        )
        self._connect_panels()
        self._connect_answers()

    def start(self) -> None:
        """Show the index as it was left, and bring it up to date behind that."""
        self._refresh()
        self.indexing.start()

    def open_article(self, article: str, heading: str = "") -> None:
        """Open an article on purpose, at a heading or not: a click, a link, the Enter key."""
        results = self._window.results
        results.select(results.model.row_of(article), quietly=True)
        self._on_row_changed(article, heading)
        self._navigator.commit()

    # --- connections

    def _connect_panels(self) -> None:
        window = self._window
        window.search_bar.text_changed.connect(self._on_text_changed)
        window.search_bar.entered.connect(self._enter_article)
        window.search_bar.escaped.connect(self._on_escape)
        window.tree.topic_selected.connect(self._select_topic)
        window.results.current_changed.connect(self._on_row_changed)
        window.results.clicked.connect(self.open_article)
        window.results.activated.connect(self._enter_article)
        window.escaped.connect(self._on_escape)
        window.action_collection["next_match"].triggered.connect(self._match_navigator.next_match)
        window.action_collection["previous_match"].triggered.connect(
            self._match_navigator.previous_match
        )

    def _connect_answers(self) -> None:
        self._overviews.succeeded.connect(self._show_overview)
        self._overviews.failed.connect(self._show_error)
        self._result_presenter.results_arrived.connect(self._show_results)
        self._result_presenter.failed.connect(self._show_error)
        self._article_presenter.article_requested.connect(self.open_article)
        self._article_presenter.article_shown.connect(self._backlinks.look_up)
        self._outline.chosen.connect(self._article_presenter.go_to_heading)
        self._backlinks.chosen.connect(self.open_article)
        self._backlinks.failed.connect(self._show_error)
        self._article_presenter.topic_requested.connect(self._open_topic)
        self._article_presenter.message.connect(self._status.show_message)
        self._match_navigator.article_requested.connect(self._show_article)
        self._match_navigator.message.connect(self._status.show_message)
        self.indexing.renamed.connect(self._on_renamed)
        self.indexing.changed.connect(self._refresh)
        self.indexing.failed.connect(self._show_error)
        self.indexing.finished.connect(self._problems.refresh)
        self._problems.changed.connect(self._status.show_problem_files)
        self._problems.file_chosen.connect(self._open_problem_file)
        self._problems.failed.connect(self._show_error)
        self._window.action_collection["problems"].triggered.connect(self._problems.show)
        self._sort_order.changed.connect(self._on_order_changed)
        self._navigator.navigated.connect(self._on_navigated)

    # --- typing and choosing

    @property
    def _location(self) -> Location:
        return self._navigator.location

    def _on_text_changed(self, text: str) -> None:
        self._entering = False
        self._match_navigator.cancel()
        self._navigator.visit(Location(text, self._location.topic))
        self._search()

    def _select_topic(self, path: str) -> None:
        self._match_navigator.cancel()
        self._navigator.visit(Location(self._location.text, path))
        self._navigator.commit()
        self._search()

    def _on_order_changed(self) -> None:
        """List anew; what is open without a query stays open, as no hit is the best one then."""
        self._match_navigator.cancel()
        if self._location.text.strip():
            self._navigator.visit(Location(self._location.text, self._location.topic))
            self._search()
        else:
            self._search(wanted=self._location.article or None)

    def _on_navigated(self) -> None:
        """Show the place that back or forward led to."""
        self._match_navigator.cancel()
        self._article_presenter.expect_return()
        self._window.search_bar.set_text(self._location.text)
        self._window.tree.select(self._location.topic)
        self._search(wanted=self._location.article)

    def _on_escape(self) -> None:
        """Step by step back to everything: the query first, then the topic."""
        field = self._window.search_bar.field
        if field.text():
            field.clear()
        elif self._location.topic:
            self._window.tree.select("")
            self._select_topic("")
        self._window.search_bar.setFocus()

    def _enter_article(self) -> None:
        """Into the article that the list stands at, or else the first one."""
        if self._result_presenter.is_busy:  # the list still shows the answer to something else
            self._entering = True
            return
        results = self._window.results
        if not results.current_article() and results.model.rowCount():
            results.select(0)
        if results.current_article():
            self.open_article(results.current_article())
            self._window.article.browser.setFocus()

    # --- searching

    def _search(self, *, wanted: str | None = None) -> None:
        """Ask for the place's hits; ``wanted`` is the article to open then, "" for none."""
        self._wanted = wanted
        self._is_refresh = False
        self._result_presenter.search(self._question())

    def _question(self) -> SearchRequest:
        return SearchRequest(self._location.text, self._location.topic, self._sort_order.order)

    def _show_results(self, page: ResultPage, explanation: str) -> None:
        self._status.result_page = page
        results = self._window.results
        searching = not page.query.is_empty
        self._window.search_bar.show_explanation(strings.explanation(explanation))
        self._window.tree.model.set_counts(
            page.topic_counts, page.total_in_all_topics, searching=searching
        )
        if page.hits:
            topic = self._topics.get(self._location.topic)
            head = strings.results_summary(page, topic, self.indexing.state.unindexed)
            is_in_place = self._is_refresh and self._result_presenter.repeats_shown
            show = results.update_hits if is_in_place else results.show_hits
            show(page.hits, page.total, head)
            results.show_order(strings.order_name(page, self._result_presenter.shown_request.order))
        else:
            results.show_empty(*self._empty_message(page))
        self._status.update()
        wanted, self._wanted = self._wanted, None
        is_refresh, self._is_refresh = self._is_refresh, False
        if wanted is None and searching and page.hits:
            wanted = page.hits[0].id
        if is_refresh and self._location.article:
            results.select_without_scrolling(results.model.row_of(self._location.article))
            here = self._location
            self._article_presenter.open(here.article, here.text, heading=here.heading)
        elif wanted:
            results.select(results.model.row_of(wanted), quietly=True)
            here = self._location
            self._show_article(wanted, heading=here.heading if wanted == here.article else "")
        else:
            self._show_topic_page()
        self._match_navigator.on_results(searching=searching)
        if self._entering:
            self._entering = False
            self._enter_article()

    def _empty_message(self, page: ResultPage) -> tuple[str, ...]:
        state, articles = self.indexing.state, self._status.article_count
        is_whole = page.query.is_empty and not self._location.topic
        if not articles and is_whole and (state.is_running or not state.is_stale):
            return strings.first_indexing() if state.is_running else strings.empty_folder()
        if state.unindexed or (not articles and state.is_stale):
            return strings.no_hits_yet(page, state.unindexed, is_reading=state.is_running)
        return strings.no_hits(page, self._topics.get(self._location.topic))

    # --- reading

    def _on_row_changed(self, article: str, heading: str = "") -> None:
        if article != self._location.article:
            self._match_navigator.cancel()
        self._show_article(article, heading=heading)

    def _show_article(self, article: str, at_end: bool = False, heading: str = "") -> None:
        self._navigator.visit(Location(self._location.text, self._location.topic, article, heading))
        self._article_presenter.open(article, self._location.text, heading=heading, at_end=at_end)

    def _open_topic(self, path: str) -> None:
        self._window.tree.select(path)
        self._select_topic(path)

    def _show_topic_page(self) -> None:
        """What the reader shows while no article is open."""
        topic = self._topics.get(self._location.topic)
        if self._location.text.strip():
            self._article_presenter.show_empty("", "")
        elif topic and topic.text:
            self._article_presenter.show_topic(topic, self._window.tree.model.count_of(topic.path))
        else:
            articles, is_reading = self._status.article_count, self.indexing.state.is_running
            self._article_presenter.show_empty(*strings.welcome(articles, is_reading=is_reading))

    # --- the folder

    def _refresh(self) -> None:
        self._article_presenter.mark_stale()
        self._overviews.submit(_load_overview)
        # An answer that is under way to something else is still the one to be shown.
        self._is_refresh = self._is_refresh or not self._result_presenter.is_busy
        self._result_presenter.search(self._question(), again=True)

    def _on_renamed(self, renamed: Mapping[str, str]) -> None:
        """Stay at articles whose files have other names now; the list follows when it is read."""
        self._navigator.rename(renamed)
        self._article_presenter.rename(renamed)
        if self._wanted:
            self._wanted = renamed.get(self._wanted, self._wanted)

    def _show_overview(self, overview: tuple[Sequence[Topic], int]) -> None:
        topics, self._status.article_count = overview
        self._topics = {topic.path: topic for topic in topics}
        self._window.tree.set_topics(topics)
        if (
            self._location.topic and self._location.topic not in self._topics
        ):  # gone since it was chosen
            self._leave_topic()

    def _leave_topic(self) -> None:
        """Show everything in place of a topic that is gone; what is open stays open."""
        here = self._location
        self._match_navigator.cancel()
        self._navigator.visit(replace(here, topic=""))
        self._navigator.commit()
        self._search(wanted=here.article or None)

    def _open_problem_file(self, path: str) -> None:
        """Open what a problem is with, where it is a file that can be read here."""
        folder, _, name = path.rpartition("/")
        if name == TOPIC_PAGE_NAME and folder in self._topics:
            self._open_topic(folder)
        elif name.lower().endswith(MARKDOWN_SUFFIXES):
            self.open_article(path)

    def _show_error(self, error: Exception) -> None:
        """A known error is told in the status line; a bug goes to the excepthook."""
        self._match_navigator.cancel()
        if not isinstance(error, KnownError):
            raise error
        self._status.failure = error
        self._status.update()
        self._status.show_message(str(error), str(error))
        if not self._window.results.model.rowCount():
            self._window.results.show_empty("The library cannot be searched", str(error))


def _load_overview(knowledge_base: KnowledgeBase) -> tuple[Sequence[Topic], int]:
    return knowledge_base.topics(), knowledge_base.count()
