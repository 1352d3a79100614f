"""What happens when: typed text becomes a search, a hit becomes a page, a link leads on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings

from kbviewer.errors import KnownError
from kbviewer.library.article import TOPIC_PAGE
from kbviewer.ui import words
from kbviewer.ui.engine import Engine, Question
from kbviewer.ui.journey import Journey
from kbviewer.ui.latest import Latest, Worker
from kbviewer.ui.linked import Linked
from kbviewer.ui.listing import Listing
from kbviewer.ui.outline import Outline
from kbviewer.ui.places import Place
from kbviewer.ui.reading import Reading
from kbviewer.ui.sorting import Sorting
from kbviewer.ui.upkeep import Upkeep
from kbviewer.ui.walk import Walk
from kbviewer.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kbviewer.index.search import Page
    from kbviewer.library.article import Topic


class Controller(QObject):
    """Connects the panels, the engine behind them, and the places the person has been.

    It ends with its library: what it connects ends with it, as it connects to methods of its own
    and of its parts alone, never a panel to a panel.
    """

    def __init__(
        self,
        window: Window,
        worker: Worker,
        engine: Engine,
        settings: QSettings | None,
    ) -> None:
        """Connect everything; ``start`` sets it going.

        Args:
            window: the window and its panels.
            worker: the thread that the engine runs on.
            engine: the library.
            settings: where the choice of order is kept, or None.
        """
        super().__init__(window)
        self.worker = worker
        self._window = window
        self._engine = engine
        self._journey = Journey(window.actions_, self)
        self._wanted: str | None = None  # the article to open with the next answer
        self._is_refresh = False  # the next answer is to what was asked before
        self._entering = False  # the Enter key came before the answer
        self._topics: dict[str, Topic] = {}
        self._overviews = Latest(worker, self)
        self.upkeep = Upkeep(window, worker, engine, self)
        self._status = self.upkeep.status
        self._sorting = Sorting(window.actions_, settings, self)
        self._listing = Listing(window.results, worker, engine, self)
        self._reading = Reading(window.article, worker, engine, self)
        self._outline = Outline(window.article, window.actions_["outline"], self)
        self._linked = Linked(window.article, worker, engine, window.actions_["linked"], self)
        self._walk = Walk(window.article, window.results, self._listing, self._reading, self)
        self._connect_panels()
        self._connect_answers()

    def start(self) -> None:
        """Show the index as it was left, and bring it up to date behind that."""
        self._refresh()
        self.upkeep.start()

    def open(self, article: str, heading: str = "") -> None:
        """Open an article on purpose, at a heading or not: a click, a link, the Enter key."""
        results = self._window.results
        results.select(results.model.row_of(article), quietly=True)
        self._go_to(article, heading)
        self._journey.settle()

    # --- connections

    def _connect_panels(self) -> None:
        window = self._window
        window.search_bar.changed.connect(self._type)
        window.search_bar.entered.connect(self._enter)
        window.search_bar.escaped.connect(self._clear)
        window.tree.chosen.connect(self._choose_topic)
        window.results.current_changed.connect(self._go_to)
        window.results.chosen.connect(self.open)
        window.results.entered.connect(self._enter)
        window.escaped.connect(self._clear)
        window.actions_["next_match"].triggered.connect(self._walk.next_match)
        window.actions_["previous_match"].triggered.connect(self._walk.previous_match)

    def _connect_answers(self) -> None:
        self._overviews.arrived.connect(self._show_overview)
        self._overviews.failed.connect(self._fail)
        self._listing.arrived.connect(self._show_answer)
        self._listing.failed.connect(self._fail)
        self._reading.article_followed.connect(self.open)
        self._reading.article_shown.connect(self._linked.look_up)
        self._outline.chosen.connect(self._reading.go_to)
        self._linked.chosen.connect(self.open)
        self._linked.failed.connect(self._fail)
        self._reading.topic_followed.connect(self._follow_topic)
        self._reading.said.connect(self._status.say)
        self._walk.came_to.connect(self._open)
        self._walk.said.connect(self._status.say)
        self.upkeep.renamed.connect(self._rename)
        self.upkeep.changed.connect(self._refresh)
        self.upkeep.failed.connect(self._fail)
        self.upkeep.file_chosen.connect(self._open_file)
        self._sorting.changed.connect(self._sort)
        self._journey.led.connect(self._show_place)

    # --- typing and choosing

    @property
    def _place(self) -> Place:
        return self._journey.here

    def _type(self, text: str) -> None:
        self._entering = False
        self._walk.stop()
        self._journey.pass_to(Place(text, self._place.topic))
        self._search()

    def _choose_topic(self, path: str) -> None:
        self._walk.stop()
        self._journey.pass_to(Place(self._place.text, path))
        self._journey.settle()
        self._search()

    def _sort(self) -> None:
        """List anew; what is open without a query stays open, as no hit is the best one then."""
        self._walk.stop()
        if self._place.text.strip():
            self._journey.pass_to(Place(self._place.text, self._place.topic))
            self._search()
        else:
            self._search(wanted=self._place.article or None)

    def _show_place(self) -> None:
        """Show the place that back or forward led to."""
        self._walk.stop()
        self._reading.expect_return()
        self._window.search_bar.set_text(self._place.text)
        self._window.tree.choose(self._place.topic)
        self._search(wanted=self._place.article)

    def _clear(self) -> None:
        """Step by step back to everything: the query first, then the topic."""
        field = self._window.search_bar.field
        if field.text():
            field.clear()
        elif self._place.topic:
            self._window.tree.choose("")
            self._choose_topic("")
        self._window.search_bar.setFocus()

    def _enter(self) -> None:
        """Into the article that the list stands at, or else the first one."""
        if self._listing.is_busy:  # the list still shows the answer to something else
            self._entering = True
            return
        results = self._window.results
        if not results.current() and results.model.rowCount():
            results.select(0)
        if results.current():
            self.open(results.current())
            self._window.article.browser.setFocus()

    # --- searching

    def _search(self, *, wanted: str | None = None) -> None:
        """Ask for the place's hits; ``wanted`` is the article to open then, "" for none."""
        self._wanted = wanted
        self._is_refresh = False
        self._listing.ask(self._question())

    def _question(self) -> Question:
        return Question(self._place.text, self._place.topic, self._sorting.order)

    def _show_answer(self, page: Page) -> None:
        self._status.page = page
        results = self._window.results
        searching = not page.query.is_empty
        self._window.search_bar.explain(words.read_as(page))
        self._window.tree.model.set_counts(page.topics, page.everywhere, searching=searching)
        if page.hits:
            topic = self._topics.get(self._place.topic)
            head = words.above_results(page, topic, self.upkeep.missing)
            is_in_place = self._is_refresh and self._listing.is_same
            show = results.show_hits_again if is_in_place else results.show_hits
            show(page.hits, page.total, head)
            results.show_order(words.order(page, self._listing.question.order))
        else:
            results.show_nothing(*self._why_nothing(page))
        self._status.show()
        wanted, self._wanted = self._wanted, None
        is_refresh, self._is_refresh = self._is_refresh, False
        if wanted is None and searching and page.hits:
            wanted = page.hits[0].id
        if is_refresh and self._place.article:
            results.select_in_place(results.model.row_of(self._place.article))
            here = self._place
            self._reading.open(here.article, here.text, heading=here.heading)
        elif wanted:
            results.select(results.model.row_of(wanted), quietly=True)
            here = self._place
            self._open(wanted, heading=here.heading if wanted == here.article else "")
        else:
            self._show_topic_page()
        self._walk.see_answer(searching=searching)
        if self._entering:
            self._entering = False
            self._enter()

    def _why_nothing(self, page: Page) -> tuple[str, ...]:
        upkeep, articles = self.upkeep, self._status.articles
        is_whole = page.query.is_empty and not self._place.topic
        if not articles and is_whole and (upkeep.is_reading or not upkeep.is_behind):
            return words.reading() if upkeep.is_reading else words.empty_folder()
        if upkeep.missing or (not articles and upkeep.is_behind):
            return words.no_hits_yet(page, upkeep.missing, is_reading=upkeep.is_reading)
        return words.no_hits(page, self._topics.get(self._place.topic))

    # --- reading

    def _go_to(self, article: str, heading: str = "") -> None:
        if article != self._place.article:
            self._walk.stop()
        self._open(article, heading=heading)

    def _open(self, article: str, at_end: bool = False, heading: str = "") -> None:
        self._journey.pass_to(Place(self._place.text, self._place.topic, article, heading))
        self._reading.open(article, self._place.text, heading=heading, at_end=at_end)

    def _follow_topic(self, path: str) -> None:
        self._window.tree.choose(path)
        self._choose_topic(path)

    def _show_topic_page(self) -> None:
        """What the reader shows while no article is open."""
        topic = self._topics.get(self._place.topic)
        if self._place.text.strip():
            self._reading.show_nothing("", "")
        elif topic and topic.text:
            self._reading.show_topic(topic, self._window.tree.model.count_of(topic.path))
        else:
            articles, is_reading = self._status.articles, self.upkeep.is_reading
            self._reading.show_nothing(*words.welcome(articles, is_reading=is_reading))

    # --- the folder

    def _refresh(self) -> None:
        self._reading.read_again()
        self._overviews.ask(self._engine.overview)
        # An answer that is under way to something else is still the one to be shown.
        self._is_refresh = self._is_refresh or not self._listing.is_busy
        self._listing.ask(self._question(), again=True)

    def _rename(self, renamed: Mapping[str, str]) -> None:
        """Stay at articles whose files have other names now; the list follows when it is read."""
        self._journey.rename(renamed)
        self._reading.rename(renamed)
        if self._wanted:
            self._wanted = renamed.get(self._wanted, self._wanted)

    def _show_overview(self, overview: tuple[Sequence[Topic], int]) -> None:
        topics, self._status.articles = overview
        self._topics = {topic.path: topic for topic in topics}
        self._window.tree.set_topics(topics)
        if self._place.topic and self._place.topic not in self._topics:  # gone since it was chosen
            self._leave_topic()

    def _leave_topic(self) -> None:
        """Show everything in place of a topic that is gone; what is open stays open."""
        here = self._place
        self._walk.stop()
        self._journey.pass_to(replace(here, topic=""))
        self._journey.settle()
        self._search(wanted=here.article or None)

    def _open_file(self, path: str) -> None:
        """Open what a problem is with, where it is a file that can be read here."""
        from kbviewer.library.file import SUFFIXES  # noqa: PLC0415  long loaded by then

        folder, _, name = path.rpartition("/")
        if name == TOPIC_PAGE and folder in self._topics:
            self._follow_topic(folder)
        elif name.lower().endswith(SUFFIXES):
            self.open(path)

    def _fail(self, error: Exception) -> None:
        """A known error is told in the status line; a bug goes to the excepthook."""
        self._walk.stop()
        if not isinstance(error, KnownError):
            raise error
        self._status.failure = error
        self._status.show()
        self._status.say(str(error), str(error))
        if not self._window.results.model.rowCount():
            self._window.results.show_nothing("The library cannot be searched", str(error))
