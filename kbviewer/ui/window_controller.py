"""Connects the panels: a query to its results, a result to its article, a link to its target."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

from kbviewer.errors import KnownError, TranslationError
from kbviewer.i18n import language, tr
from kbviewer.library.article import TOPIC_PAGE_NAME
from kbviewer.library.files import MARKDOWN_SUFFIXES
from kbviewer.ui import strings
from kbviewer.ui.article.article_menu import ArticleMenu
from kbviewer.ui.article.article_presenter import ArticlePresenter
from kbviewer.ui.article.article_request import ArticleRequest, Target
from kbviewer.ui.article.backlinks import Backlinks
from kbviewer.ui.article.match_navigator import MatchNavigator
from kbviewer.ui.article.outline import Outline
from kbviewer.ui.article.quoting import Quoting
from kbviewer.ui.desktop.citing import Citing
from kbviewer.ui.desktop.library_files import LibraryFiles
from kbviewer.ui.dialogs.export_presenter import ExportPresenter, ExportRange, ExportSource
from kbviewer.ui.dialogs.problems_presenter import ProblemsPresenter
from kbviewer.ui.indexing.indexing_controller import IndexingController
from kbviewer.ui.navigation import Location, Navigator
from kbviewer.ui.preferences import Preferences
from kbviewer.ui.printing.print_presenter import PrintPresenter
from kbviewer.ui.results.result_menu import ResultMenu
from kbviewer.ui.results.result_presenter import (
    KEY_PAGE_SIZE,
    PAGE_SIZE,
    Intent,
    ResultPresenter,
    SearchAnswer,
    SearchRequest,
)
from kbviewer.ui.results.sort_order import SortOrder
from kbviewer.ui.status.status_presenter import StatusPresenter
from kbviewer.ui.suggestions.suggestion_presenter import SuggestionPresenter
from kbviewer.ui.tasks import LatestTask, Worker
from kbviewer.ui.topics.topic_menu import TopicMenu
from kbviewer.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kbviewer.index.search.searcher import ResultPage
    from kbviewer.index.suggest.suggestion import Suggestion
    from kbviewer.library.article import Topic
    from kbviewer.service import KnowledgeBase


class WindowController(QObject):
    """Connects the panels of the window with the presenters of one library.

    Destroyed with its library. It connects only to its own and its presenters' methods, so that Qt
    drops the connections with it.
    """

    def __init__(
        self,
        window: Window,
        worker: Worker,
        folder: Path,
        settings: QSettings | None,
    ) -> None:
        """Connect everything; ``start`` shows the library.

        Args:
            window: the window and its panels.
            worker: the thread that owns the knowledge base.
            folder: the library's folder.
            settings: where choices are kept, or None.
        """
        super().__init__(window)
        self.worker = worker
        self._window = window
        self._navigator = Navigator(window.action_collection, self)
        self._topics: dict[str, Topic] = {}
        self._has_answer = False
        self._read: tuple[str, date, str] | None = None  # the query whose reading is shown
        self._overviews = LatestTask(worker, self)
        self._status = StatusPresenter(window.status_line)
        self._problems = ProblemsPresenter(window, worker, self)
        self._export = ExportPresenter(window, worker, self)
        self._print = PrintPresenter(window, window.action_collection, worker, self)
        self.indexing = IndexingController(
            window.action_collection, window.status_line.progress, self._status, worker, self,
        )  # fmt: skip
        self._sort_order = SortOrder(window.action_collection, settings, self)
        self._result_presenter = ResultPresenter(window.results, worker, self)
        self._article_presenter = ArticlePresenter(window.article, worker, self)
        self._suggestion_presenter = SuggestionPresenter(window.suggestions, worker, self)
        self._alternatives: Sequence[Suggestion] = ()
        self._outline = Outline(window.article, window.action_collection["outline"], self)
        self._backlinks = Backlinks(window.article, window.action_collection["backlinks"], self)
        preferences = Preferences(settings)
        self._quoting = Quoting(
            window.article, window.action_collection["copy_with_source"], preferences, worker, self,
        )  # fmt: skip
        self._citing = Citing(preferences, worker, self)
        self._files = LibraryFiles(folder, worker, self)
        self._article_menu = ArticleMenu(
            window.article, self._article_presenter, window.action_collection, self
        )
        self._result_menu = ResultMenu(
            window.results, self._result_presenter, window.action_collection, self
        )
        self._topic_menu = TopicMenu(window.tree, self._files.has_folder, self)
        self._match_navigator = MatchNavigator(
            window.article, self._result_presenter, self._article_presenter, self
        )
        self._connect_panels()
        self._connect_answers()
        self._connect_menus()

    def start(self) -> None:
        """Show the index as it was left, then bring it up to date."""
        if text := self._window.search_bar.field.text():  # typed before there was a controller
            self._on_text_changed(text)
        self._refresh()
        self.indexing.start()

    def open_article(self, article: str, heading: str = "") -> None:
        """Open an article, at a heading or not, and keep it in the history."""
        results = self._window.results
        results.select(results.model.reveal(article), silently=True)
        self._on_row_changed(article, heading)
        self._navigator.commit()

    def show_language_error(self, error: TranslationError) -> None:
        """Show why the texts are in English."""
        self._status.language_error = error
        self._status.update()

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
        window.results.action_clicked.connect(self._search_all_topics)
        window.suggestions.query_chosen.connect(self._search_suggestion)
        window.suggestions.article_chosen.connect(self.open_article)
        window.search_bar.alternative_chosen.connect(self._add_alternative)
        window.language_changed.connect(self._on_language_changed)
        window.action_collection["next_match"].triggered.connect(self._match_navigator.next_match)
        window.action_collection["previous_match"].triggered.connect(
            self._match_navigator.previous_match
        )

    def _connect_answers(self) -> None:
        self._overviews.succeeded.connect(self._show_overview)
        self._overviews.failed.connect(self._show_error)
        self._result_presenter.results_arrived.connect(self._on_results)
        self._result_presenter.failed.connect(self._show_error)
        self._suggestion_presenter.translations_found.connect(self._show_alternatives)
        self._suggestion_presenter.failed.connect(self._show_error)
        self._article_presenter.article_requested.connect(self.open_article)
        self._article_presenter.article_shown.connect(self._backlinks.show)
        self._article_presenter.article_shown.connect(self._quoting.set_article)
        self._article_presenter.article_shown.connect(self._print.set_article)
        self._print.message.connect(self._status.show_message)
        self._quoting.message.connect(self._status.show_message)
        self._quoting.failed.connect(self._show_error)
        self._outline.chosen.connect(self._article_presenter.go_to_heading)
        self._backlinks.chosen.connect(self.open_article)
        self._article_presenter.backlinks_failed.connect(self._show_error)
        self._article_presenter.topic_requested.connect(self._open_topic)
        self._article_presenter.message.connect(self._status.show_message)
        self._article_presenter.link_hovered.connect(self._window.status_line.show_link)
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
        self._window.action_collection["export"].triggered.connect(self._show_export)
        self._export.failed.connect(self._show_error)
        self._sort_order.changed.connect(self._on_order_changed)
        self._navigator.navigated.connect(self._on_navigated)

    def _connect_menus(self) -> None:
        self._window.action_collection["copy_citation"].triggered.connect(self._copy_citation)
        for copier in (self._citing, self._files):
            copier.message.connect(self._status.show_message)
            copier.failed.connect(self._show_error)
        for menu in (self._result_menu, self._article_menu):
            menu.copy_path_requested.connect(self._files.copy_path)
            menu.show_in_folder_requested.connect(self._files.show_in_folder)
            menu.editor_requested.connect(self._files.open_in_editor)
            menu.search_requested.connect(self._search_in_topic)
        self._article_menu.copy_picture_path_requested.connect(self._files.copy_picture_path)
        self._article_menu.message.connect(self._status.show_message)
        self._topic_menu.message.connect(self._status.show_message)
        self._topic_menu.open_requested.connect(self._open_topic)
        self._topic_menu.show_folder_requested.connect(self._files.show_topic_folder)
        self._result_menu.open_requested.connect(self._enter_article)
        self._result_menu.export_requested.connect(self._export_selection)

    # --- the query and the topic

    @property
    def _location(self) -> Location:
        return self._navigator.location

    def _on_text_changed(self, text: str) -> None:
        self._match_navigator.cancel()
        self._navigator.visit(Location(text, self._location.topic))
        self._search(Intent.FIRST_HIT)

    def _search_suggestion(self, suggestion: Suggestion) -> None:
        """Search for what is suggested, as if it had been typed."""
        topic = "" if suggestion.leaves_topic else self._location.topic
        self._search_as_typed(suggestion.query, topic)

    def _search_in_topic(self, text: str) -> None:
        """Search for a query in the topic that is selected."""
        self._search_as_typed(text, self._location.topic)

    def _search_as_typed(self, text: str, topic: str) -> None:
        """Search for a query that is put into the field."""
        self._match_navigator.cancel()
        self._navigator.commit()  # what was typed: back leads to it
        self._window.search_bar.set_text(text)
        self._window.search_bar.setFocus()
        self._window.tree.select(topic)
        self._navigator.visit(Location(text, topic))
        self._search(Intent.FIRST_HIT)

    def _show_alternatives(self, suggestions: Sequence[Suggestion], total: int) -> None:
        """Offer terms in the other language below the search field."""
        self._alternatives = suggestions
        self._window.search_bar.show_alternatives(
            [(strings.also(one.term, one.total - total), one.why) for one in suggestions]
        )

    def _add_alternative(self, number: int) -> None:
        self._search_suggestion(self._alternatives[number])

    def _select_topic(self, path: str) -> None:
        self._match_navigator.cancel()
        self._navigator.visit(Location(self._location.text, path))
        self._navigator.commit()
        self._search(Intent.FIRST_HIT)

    def _on_order_changed(self) -> None:
        """Search again; without a query the open article stays open."""
        self._match_navigator.cancel()
        if self._location.text.strip():
            self._navigator.visit(Location(self._location.text, self._location.topic))
            self._search(Intent.FIRST_HIT)
        else:
            self._search(Intent.LOCATION)

    def _on_navigated(self) -> None:
        """Show the location that back or forward led to."""
        self._match_navigator.cancel()
        self._window.search_bar.set_text(self._location.text)
        self._window.tree.select(self._location.topic)
        self._search(Intent.LOCATION)

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
        """Focus the article of the current row, or else of the first one."""
        if self._result_presenter.enter_on_arrival():  # the list is still that of another query
            return
        results = self._window.results
        if not results.current_article() and results.model.rowCount():
            results.select(0)
        if results.current_article():
            self.open_article(results.current_article())
            self._window.article.browser.setFocus()

    # --- searching

    def _search(self, intent: Intent, *, enters: bool = False) -> None:
        """Request the hits of the location, and show at once how its query is read."""
        self._show_reading()
        limit = KEY_PAGE_SIZE if intent is Intent.FIRST_HIT else PAGE_SIZE
        order = self._sort_order.order
        request = SearchRequest(self._location, order, intent, enters, limit=limit)
        self._result_presenter.search(request)

    def _show_reading(self) -> None:
        """Show how the query is read, once there was an answer: then what reads it is loaded."""
        text = self._location.text if self._has_answer else ""
        read = text, date.today(), language()  # noqa: DTZ011  the day where the user is
        if read != self._read:
            self._read = read
            self._window.search_bar.show_reading(_reading_of(text) if text.strip() else "")

    def _on_results(self, answer: SearchAnswer) -> None:
        self._show_list(answer)
        self._show_first(answer)
        self._match_navigator.on_results(searching=not answer.page.query.is_empty)
        if not (answer.is_update and self._suggestion_presenter.is_for(answer.page)):
            self._suggestion_presenter.on_results(answer.page, answer.request.location.topic)
        if answer.request.enters:
            self._enter_article()

    def _show_list(self, answer: SearchAnswer) -> None:
        """Show the hits, or why there are none, and what belongs to them."""
        page = answer.page
        self._has_answer = True
        self._status.result_page = page
        results = self._window.results
        self._show_reading()  # again, since it may depend on the day
        self._window.tree.model.set_counts(
            page.topic_counts, page.total_in_all_topics, searching=not page.query.is_empty
        )
        if page.hits:
            topic = self._topics.get(self._location.topic)
            summary = strings.results_summary(page, topic, self.indexing.state.unindexed)
            if answer.is_update:
                results.update_hits(page.hits, page.total, summary, answer.request.offset)
            else:
                results.show_hits(page.hits, page.total, summary)
            order = strings.effective_order(page, answer.request.order)
            results.show_order(strings.order_name(order))
            self._sort_order.show_effective(order)
        else:
            results.show_empty(*self._empty_message(page))
        self._status.update()

    def _show_first(self, answer: SearchAnswer) -> None:
        """Open the article that the request is for, or show the topic's page."""
        request, page = answer.request, answer.page
        results, location = self._window.results, self._location
        if request.intent is Intent.REFRESH and location.article:
            results.select_without_scrolling(results.model.reveal(location.article))
            self._article_presenter.open(
                ArticleRequest(location.article, location.text, location.heading)
            )
            return
        target = Target.FIRST
        if request.intent is Intent.LOCATION:
            article, target = request.location.article, Target.RESTORE
        else:
            article = page.hits[0].id if page.hits and not page.query.is_empty else ""
        if article:
            results.select(results.model.reveal(article), silently=True)
            heading = location.heading if article == location.article else ""
            self._show_article(article, target, heading)
        else:
            self._show_topic_page(target)

    def _empty_message(self, page: ResultPage) -> tuple[str, ...]:
        state, articles = self.indexing.state, self._status.article_count
        is_whole = page.query.is_empty and not self._location.topic
        if not articles and is_whole and (state.is_running or not state.is_stale):
            return strings.first_indexing() if state.is_running else strings.empty_folder()
        if state.unindexed or (not articles and state.is_stale):
            return strings.no_hits_yet(page, state.unindexed, is_running=state.is_running)
        return strings.no_hits(page, self._topics.get(self._location.topic))

    # --- the article

    def _on_row_changed(self, article: str, heading: str = "") -> None:
        if article != self._location.article:
            self._match_navigator.cancel()
        self._show_article(article, heading=heading)

    def _show_article(self, article: str, target: Target = Target.FIRST, heading: str = "") -> None:
        self._navigator.visit(Location(self._location.text, self._location.topic, article, heading))
        self._article_presenter.open(ArticleRequest(article, self._location.text, heading, target))

    def _open_topic(self, path: str) -> None:
        self._window.tree.select(path)
        self._select_topic(path)

    def _search_all_topics(self) -> None:
        self._window.search_bar.setFocus()
        self._open_topic("")

    def _show_topic_page(self, target: Target) -> None:
        """Show the topic's page, or a message, while no article is open."""
        topic = self._topics.get(self._location.topic)
        if self._location.text.strip():
            self._article_presenter.show_empty("", "")
        elif topic and topic.text:
            count = self._window.tree.model.count_of(topic.path)
            self._article_presenter.open(
                ArticleRequest(topic.page_id, target=target, topic=topic, article_count=count)
            )
        else:
            articles, is_running = self._status.article_count, self.indexing.state.is_running
            self._article_presenter.show_empty(*strings.welcome(articles, is_running=is_running))

    # --- the folder

    def _refresh(self) -> None:
        self._article_presenter.mark_stale()
        self._overviews.submit(_load_overview)
        self._result_presenter.refresh(self._location, self._sort_order.order)

    def _on_language_changed(self) -> None:
        """Ask again for what has texts of its own; what is shown stays where it is."""
        self._backlinks.retranslate()
        self._status.update()
        self._suggestion_presenter.forget()
        self._article_presenter.mark_stale()
        self._result_presenter.refresh(self._location, self._sort_order.order)
        self._problems.refresh()
        self._export.refresh()

    def _on_renamed(self, renamed: Mapping[str, str]) -> None:
        """Follow articles whose files were renamed; the list follows with the next refresh."""
        self._navigator.rename(renamed)
        self._result_presenter.rename(renamed)
        self._article_presenter.rename(renamed)

    def _show_overview(self, overview: tuple[Sequence[Topic], int]) -> None:
        """Show the topics and tags, and how many articles there are."""
        topics, self._status.article_count = overview
        self._topics = {topic.path: topic for topic in topics}
        self._window.tree.set_topics(topics)
        if self._location.topic and self._location.topic not in self._topics:
            self._leave_topic()

    def _leave_topic(self) -> None:
        """Show all articles instead of a topic or tag that is gone; the open article stays open."""
        location = self._location
        self._match_navigator.cancel()
        self._navigator.visit(replace(location, topic=""))
        self._navigator.commit()
        self._search(
            Intent.LOCATION if location.article else Intent.FIRST_HIT,
            enters=self._result_presenter.is_entering,
        )

    def _show_export(self) -> None:
        """Export the list that is shown, or what has the focus of it: rows, or the article."""
        if self._window.article.browser.hasFocus():
            self._export_from(ExportRange.ARTICLE)
        elif self._window.results.view.hasFocus() and len(self._window.results.chosen_hits()) > 1:
            self._export_from(ExportRange.SELECTION)
        else:
            self._export_from(None)

    def _export_selection(self) -> None:
        self._export_from(ExportRange.SELECTION)

    def _export_from(self, range_: ExportRange | None) -> None:
        """Open the dialog for the list, the chosen rows and the article, one of them selected."""
        request = self._result_presenter.shown_request
        self._export.show(
            ExportSource(
                request.location.text, request.location.topic, request.order,
                self._result_presenter.total, self._location.article,
                tuple(self._window.results.chosen_hits()),
            ),
            range_,
        )  # fmt: skip

    def _copy_citation(self) -> None:
        """Cite the chosen rows if the list has the focus, else the open article."""
        results, article = self._window.results, self._location.article
        if results.view.hasFocus():
            self._citing.copy([hit.id for hit in results.chosen_hits()])
        else:
            self._citing.copy([article] if article else [])

    def _open_problem_file(self, path: str) -> None:
        """Open the article or the topic that a problem is about, if it is one."""
        folder, _, name = path.rpartition("/")
        if name == TOPIC_PAGE_NAME and folder in self._topics:
            self._open_topic(folder)
        elif name.lower().endswith(MARKDOWN_SUFFIXES):
            self.open_article(path)

    def _show_error(self, error: Exception) -> None:
        """Show a known error in the status line; a bug goes to the excepthook."""
        self._match_navigator.cancel()
        if not isinstance(error, KnownError):
            raise error
        self._status.failure = error
        self._status.update()
        self._status.show_message(str(error), str(error))
        if not self._window.results.model.rowCount():
            self._window.results.show_empty(tr("The library cannot be searched"), str(error))


def _load_overview(knowledge_base: KnowledgeBase) -> tuple[Sequence[Topic], int]:
    return [*knowledge_base.topics(), *knowledge_base.tags()], knowledge_base.count()


def _reading_of(text: str) -> str:
    # At the start of the window the worker loads this module, which takes a while.
    from kbviewer.service import reading_of  # noqa: PLC0415  as above

    return reading_of(text)
