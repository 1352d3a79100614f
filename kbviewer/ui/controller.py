"""What happens when: typed text becomes a search, a hit becomes a page, a link leads on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer

from kbviewer.errors import KnownError
from kbviewer.ui import help as help_windows
from kbviewer.ui import words
from kbviewer.ui.appearance import Appearance
from kbviewer.ui.engine import Engine, Question
from kbviewer.ui.latest import Latest, Steps, Worker
from kbviewer.ui.places import Place, Places
from kbviewer.ui.reading import Reading
from kbviewer.ui.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kbviewer.index.build import Progress
    from kbviewer.index.search import Page
    from kbviewer.library.article import Topic

_SETTLED_AFTER_MS = 2_000


class Controller(QObject):
    """Connects the panels, the engine behind them, and the places the person has been."""

    def __init__(
        self,
        window: Window,
        worker: Worker,
        engine: Engine,
        settings: QSettings | None,
        theme: str | None,
    ) -> None:
        """Connect everything; ``start`` sets it going.

        Args:
            window: the window and its panels.
            worker: the thread that the engine runs on.
            engine: the library.
            settings: where the choice of theme is kept, or None.
            theme: ``light`` or ``dark`` instead of that choice.
        """
        super().__init__(window)
        self.worker = worker
        self._window = window
        self._engine = engine
        self._places = Places()
        self._place = Place()
        self._wanted: str | None = None  # the article to open with the next answer
        self.failure: KnownError | None = None  # why the index is not up to date, if it is not
        self._listed = Question("", "")  # what the list answers
        self._entering = False  # the Enter key came before the answer
        self._topics: dict[str, Topic] = {}
        self._articles = 0
        self._reading_folder = False
        self._problems: tuple[str, ...] = ()
        self._overviews = Latest(worker, self)
        self._answers = Latest(worker, self)
        self._more = Latest(worker, self)
        self._update = Steps(worker, self)
        self._reading = Reading(window.article, worker, engine, self)
        self._dwell = QTimer(self, singleShot=True, interval=_SETTLED_AFTER_MS)
        self._connect_panels()
        self._connect_answers()
        self._connect_actions()
        Appearance(window, settings, theme, self)
        self._show_place()

    def start(self) -> None:
        """Show the index as it was left, and bring it up to date behind that."""
        self._refresh()
        self.update()

    def update(self) -> None:
        """Read what has changed in the folder."""
        if not self._reading_folder:
            self._reading_folder = True
            self._update.start(self._engine.update())

    def open(self, article: str) -> None:
        """Open an article on purpose: a click, a link, the Enter key."""
        results = self._window.results
        results.select(results.model.row_of(article), quietly=True)
        self._open(article)
        self._settle()
        self._show_place()

    # --- connections

    def _connect_panels(self) -> None:
        window = self._window
        window.search_bar.changed.connect(self._type)
        window.search_bar.entered.connect(self._enter)
        window.search_bar.escaped.connect(self._clear)
        window.search_bar.walked.connect(window.results.walk)
        window.tree.chosen.connect(self._choose_topic)
        window.results.current_changed.connect(self._open)
        window.results.chosen.connect(self.open)
        window.results.entered.connect(self._enter)
        window.results.more_wanted.connect(self._want_more)
        window.article.left.connect(window.search_bar.setFocus)
        window.escaped.connect(self._clear)

    def _connect_answers(self) -> None:
        self._overviews.arrived.connect(self._show_overview)
        self._answers.arrived.connect(self._show_answer)
        self._more.arrived.connect(self._show_more)
        self._reading.article_followed.connect(self.open)
        self._reading.topic_followed.connect(self._follow_topic)
        self._reading.said.connect(self._window.say)
        self._update.stepped.connect(self._show_step)
        self._update.finished.connect(self._end_update)
        self._update.failed.connect(self._fail_update)
        for answers in (self._overviews, self._answers, self._more):
            answers.failed.connect(self._fail)
        self._dwell.timeout.connect(self._settle)

    def _connect_actions(self) -> None:
        actions = self._window.actions_
        for name, slot in (
            ("search", self._to_search), ("topics", self._window.tree.view.setFocus),
            ("back", self._go_back), ("forward", self._go_forward),
            ("next_match", self._window.article.next_match),
            ("previous_match", self._window.article.previous_match),
            ("update", self.update), ("keys", self._show_keys), ("about", self._show_about),
            ("quit", self._window.close),
        ):  # fmt: skip
            actions[name].triggered.connect(slot)

    # --- typing and choosing

    def _type(self, text: str) -> None:
        self._entering = False
        self._pass_to(Place(text, self._place.topic))
        self._search()

    def _choose_topic(self, path: str) -> None:
        self._pass_to(Place(self._place.text, path))
        self._settle()
        self._search()

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
        if self._answers.is_busy:  # the list still shows the answer to something else
            self._entering = True
            return
        results = self._window.results
        if not results.current() and results.model.rowCount():
            results.select(0)
        if results.current():
            self.open(results.current())
            self._window.article.browser.setFocus()

    def _to_search(self) -> None:
        self._window.search_bar.setFocus()
        self._window.search_bar.field.selectAll()

    def _pass_to(self, place: Place) -> None:
        self._place = place
        self._places.pass_through(place)
        self._dwell.start()
        self._show_place()

    def _settle(self) -> None:
        self._dwell.stop()
        self._places.settle(self._place)

    def _go_back(self) -> None:
        self._go(self._places.back())

    def _go_forward(self) -> None:
        self._go(self._places.forward())

    def _go(self, place: Place) -> None:
        self._dwell.stop()
        self._place = place
        self._window.search_bar.set_text(place.text)
        self._window.tree.choose(place.topic)
        self._search(wanted=place.article)
        self._show_place()

    def _show_place(self) -> None:
        self._window.actions_["back"].setEnabled(self._places.can_go_back)
        self._window.actions_["forward"].setEnabled(self._places.can_go_forward)

    # --- searching

    def _search(self, *, wanted: str | None = None) -> None:
        """Ask for the place's hits; ``wanted`` is the article to open then, "" for none."""
        self._wanted = wanted
        question = Question(self._place.text, self._place.topic)
        self._more.forget()
        self._answers.ask(partial(self._engine.search, question))

    def _want_more(self, offset: int) -> None:
        question = replace(self._listed, offset=offset)
        self._more.ask(partial(self._engine.search, question))

    def _show_more(self, answer: tuple[Question, Page]) -> None:
        question, page = answer
        if question == replace(self._listed, offset=self._window.results.model.rowCount()):
            self._window.results.model.append(page.hits)

    def _show_answer(self, answer: tuple[Question, Page]) -> None:
        self._listed, page = answer
        self._more.forget()
        searching = not page.query.is_empty
        self._window.tree.model.set_counts(page.topics, page.everywhere, searching=searching)
        if page.hits:
            head = words.above_results(page, self._topics.get(self._place.topic))
            self._window.results.show_hits(page.hits, page.total, head)
        else:
            self._window.results.show_nothing(*self._why_nothing(page))
        self._show_status(page)
        wanted, self._wanted = self._wanted, None
        if wanted:
            self._window.results.select(self._window.results.model.row_of(wanted), quietly=True)
            self._open(wanted)
        elif wanted is None and searching and page.hits:
            self._window.results.select(0)
        else:
            self._show_topic_page()
        if self._entering:
            self._entering = False
            self._enter()

    def _why_nothing(self, page: Page) -> tuple[str, str]:
        if self._articles == 0 and page.query.is_empty and not self._place.topic:
            return words.reading() if self._reading_folder else words.empty_folder()
        return words.no_hits(page, self._topics.get(self._place.topic))

    def _show_status(self, page: Page) -> None:
        told = words.status(page, self._articles, len(self._problems))
        more = [*([str(self.failure)] if self.failure else []), *self._problems]
        self._window.say(f"{told}  ·  {self.failure}" if self.failure else told, "\n".join(more))

    # --- reading

    def _open(self, article: str) -> None:
        self._pass_to(Place(self._place.text, self._place.topic, article))
        self._reading.open(article, self._place.text)

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
            self._reading.show_nothing(*words.welcome(self._articles))

    # --- the folder

    def _refresh(self) -> None:
        self._overviews.ask(self._engine.overview)
        self._search(wanted=self._place.article or None)

    def _show_overview(self, overview: tuple[Sequence[Topic], int]) -> None:
        topics, self._articles = overview
        self._topics = {topic.path: topic for topic in topics}
        self._window.tree.set_topics(topics)
        if self._place.topic and self._place.topic not in self._topics:  # gone since it was chosen
            self._choose_topic("")

    def _show_step(self, progress: Progress) -> None:
        self._window.show_progress(progress.done, progress.total)
        self._problems = progress.problems

    def _end_update(self) -> None:
        self._reading_folder = False
        self.failure = None
        self._window.show_progress(0, 0)
        self._reading.read_again()
        self._refresh()

    def _fail_update(self, error: Exception) -> None:
        self._reading_folder = False
        self._window.show_progress(0, 0)
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        """A known error is told in the status line; a bug goes to the excepthook."""
        if not isinstance(error, KnownError):
            raise error
        self.failure = error
        self._window.say(str(error))
        if not self._window.results.model.rowCount():
            self._window.results.show_nothing("The library cannot be searched", str(error))

    # --- help

    def _show_keys(self) -> None:
        help_windows.show_keys(self._window)

    def _show_about(self) -> None:
        help_windows.show_about(self._window, self._engine.library)
