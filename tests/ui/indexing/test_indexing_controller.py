"""Reading a large folder: how far it is, stopping it, going on, and what is there meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel, QProgressBar, QToolButton

from kbviewer.errors import IndexFileError
from kbviewer.index.indexing import indexer, workers
from kbviewer.index.indexing.progress import UpdateProgress
from kbviewer.service import KnowledgeBase
from kbviewer.ui import strings
from kbviewer.ui.indexing import indexing_controller
from kbviewer.ui.status import progress_line
from kbviewer.ui.status.progress_line import EtaEstimator
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article, label

FILES = 60


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten files a step, shown at once, and growing with every step."""
    monkeypatch.setattr(indexer, "MAX_BATCH_FILES", 10)
    monkeypatch.setattr(progress_line, "_SHOW_DELAY_MS", 0)
    monkeypatch.setattr(indexing_controller, "_FIRST_GROWTH_MS", 0)
    monkeypatch.setattr(indexing_controller, "_GROWTH_INTERVAL_MS", 0)


@pytest.fixture
def held(small_steps: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first reading, in small steps, stands still at half of the files until it is stopped."""
    assert small_steps is None
    update, updates = KnowledgeBase.update, count()

    def hold(
        engine: KnowledgeBase, changed: frozenset[str] | None = None
    ) -> Iterator[UpdateProgress]:
        is_first = next(updates) == 0
        for step in update(engine, changed):
            yield step
            while is_first and step.done >= FILES // 2:
                time.sleep(0.002)
                yield step

    monkeypatch.setattr(KnowledgeBase, "update", hold)


@pytest.fixture
def large(library: MakeLibrary) -> Path:
    """A folder that takes some steps to read."""
    return library({
        f"{n:03}.md": article(f"Title {n}", "common text", date=f"2025-01-{n % 28 + 1:02}")
        for n in range(FILES)
    })  # fmt: skip


def bar(person: Person) -> QProgressBar:
    """The bar in the status line."""
    found = person.window.findChild(QProgressBar)
    assert isinstance(found, QProgressBar)
    return found


def sign(person: Person, words: str) -> QToolButton | None:
    """The sign in the status line that says so."""
    buttons = person.window.status_line.findChildren(QToolButton, "statusButton")
    found = [one for one in buttons if one.isVisible() and words in one.text()]
    assert all(isinstance(one, QToolButton) for one in found)
    return found[0] if found else None


def until_read(person: Person, files: int) -> None:
    """Wait until the list shows at least so many files, or all is read."""
    person.bot.waitUntil(lambda: len(person.ids()) >= files, timeout=10_000)


# --- the pace


@given(st.floats(0.5, 10_000), st.floats(0.01, 3), st.integers(3, 60))
def test_a_steady_pace_is_told_as_it_is(speed: float, step_s: float, steps: int) -> None:
    pace = EtaEstimator()
    now = 100.0
    for number in range(steps):
        pace.update(round(number * step_s * speed * 1_000), now + number * step_s)
    left = pace.seconds_left(1_000_000)
    if (steps - 1) * step_s >= 1.1:
        assert left == pytest.approx(1_000 / speed, rel=0.05)
    elif (steps - 1) * step_s < 0.9:
        assert left is None


@given(st.lists(st.tuples(st.integers(0, 5_000), st.floats(0, 10)), max_size=30))
def test_the_time_left_is_never_negative(steps: list[tuple[int, float]]) -> None:
    pace = EtaEstimator()
    done, now = 0, 5.0
    for files, seconds in steps:
        done, now = done + files, now + seconds
        pace.update(done, now)
        left = pace.seconds_left(100)
        assert left is None or left > 0
        assert pace.seconds_left(0) in (None, 0)


@pytest.mark.parametrize(
    ("done", "total", "left_s", "told"),
    [
        (0, 0, None, "Scanning the folder…"),
        (0, 1_500, None, "0 of 1,500 files"),
        (500, 1_500, 20.4, "500 of 1,500 files  ·  20 s left"),
        (1_400, 1_500, 0.2, "1,400 of 1,500 files  ·  1 s left"),
        (1, 100_000, 125.0, "1 of 100,000 files  ·  2 min 5 s left"),
        (1_500, 1_500, 0.0, "Finishing…"),
    ],
)
def test_how_far_it_is_in_words(done: int, total: int, left_s: float | None, told: str) -> None:
    assert strings.indexing_progress(done, total, left_s) == told


# --- the bar


@pytest.mark.usefixtures("small_steps")
def test_the_bar_shows_the_files_done_and_is_gone_in_the_end(
    open_window: Open, large: Path
) -> None:
    person = open_window(large, wait=False)
    person.bot.waitUntil(lambda: bar(person).isVisible())
    person.bot.waitUntil(lambda: bar(person).maximum() == FILES)
    assert f" of {FILES} files" in label(person.window, "progressText")
    assert sign(person, "Stop")
    person.settle()
    assert not bar(person).isVisible()
    assert not person.window.action_collection["stop_indexing"].isEnabled()
    assert person.status() == f"{FILES} articles"


@pytest.mark.slow
def test_what_is_short_shows_no_bar(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({"a.md": article("A", "x")}), wait=False)
    line = person.window.status_line.progress
    line.set_progress(0, 1)
    assert not bar(person).isVisible()
    person.settle()
    line.start()
    line.set_progress(5, 5)
    person.bot.wait(progress_line._SHOW_DELAY_MS + 100)
    assert not bar(person).isVisible()
    line.set_progress(5, 9)
    assert bar(person).isVisible()


# --- stopping and going on


@pytest.mark.slow
@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("way", ["button", "key"])
def test_reading_that_is_stopped_keeps_what_is_read_and_goes_on_from_there(
    open_window: Open, large: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = open_window(large, wait=False)
    until_read(person, FILES // 2)
    stop = sign(person, "Stop")
    assert stop
    if way == "button":
        stop.click()
    else:
        person.tap(Key.Key_Period, Held.ControlModifier)
    person.settle()
    read = len(person.ids())
    assert read == FILES // 2
    assert not bar(person).isVisible()
    incomplete = sign(person, f"Index incomplete: {FILES - read} files left")
    assert incomplete
    person.search("common")
    assert person.summary() == f"{read} articles so far"
    person.search("nowhere")
    assert person.why_nothing() == (
        f'Nothing found for "nowhere" yet\n{FILES - read} files are not indexed yet. '
        "Press F5 to continue."
    )
    person.search("common")

    prepared: list[int] = []

    def counted(file_count: int) -> workers.Workers:
        if file_count:
            prepared.append(file_count)
        return workers.Workers(file_count)

    monkeypatch.setattr(indexer, "Workers", counted)
    person.controller.indexing.refresh(None)  # what the person stopped does not go on by itself
    person.settle()
    assert prepared == []
    if way == "button":
        incomplete.click()
        person.settle()
    else:
        person.press(Key.Key_F5)
    assert prepared == [FILES - read]
    assert person.summary() == f"{FILES} articles"
    assert sign(person, "Index incomplete") is None


def test_a_folder_that_was_not_looked_through_to_its_end_is_not_called_empty(
    open_window: Open, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking = threading.Event()

    def endless(*_: object) -> Iterator[UpdateProgress]:
        while True:
            looking.wait(0.01)
            yield UpdateProgress(0, 0, ())

    with monkeypatch.context() as patch:
        patch.setattr(KnowledgeBase, "update", endless)
        patch.setattr(progress_line, "_SHOW_DELAY_MS", 0)
        person = open_window(large, wait=False)
        person.bot.waitUntil(lambda: bar(person).isVisible())
        assert bar(person).maximum() == 0  # busy
        assert label(person.window, "progressText") == "Scanning the folder…"
        person.bot.waitUntil(lambda: "Indexing the folder" in person.why_nothing())
        assert person.status() == ""
        person.tap(Key.Key_Period, Held.ControlModifier)
        person.settle()
    assert person.why_nothing().startswith("Nothing yet\nThe folder is not indexed yet.")
    person.search("common")
    assert person.why_nothing().startswith('Nothing found for "common" yet')
    go_on = sign(person, "Indexing stopped")
    assert go_on
    go_on.click()
    person.settle()
    assert person.summary() == f"{FILES} articles"
    assert sign(person, "Indexing stopped") is None


@pytest.mark.usefixtures("held")
def test_f5_while_it_is_being_stopped_goes_on(open_window: Open, large: Path) -> None:
    person = open_window(large, wait=False)
    until_read(person, FILES // 2)
    person.tap(Key.Key_Period, Held.ControlModifier)
    person.press(Key.Key_F5)
    assert person.status() == f"{FILES} articles"


def test_stopping_when_nothing_is_read_does_nothing(person: Person) -> None:
    person.press(Key.Key_Period, Held.ControlModifier)
    person.press(Key.Key_F5)
    assert person.status() == "10 articles"


# --- while it is being read


@pytest.mark.usefixtures("held")
def test_the_list_grows_and_the_person_stays_where_they_are(
    open_window: Open, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = open_window(large, wait=False)
    until_read(person, FILES // 2)
    person.tap(Key.Key_Period, Held.ControlModifier)
    person.settle()
    person.click_result(2)
    chosen = person.current_article()
    view = person.window.results.view
    view.verticalScrollBar().setValue(700)
    top = person.hits()[view.indexAt(view.rect().topLeft()).row()].id
    sizes: list[int] = []
    person.window.results.model.modelReset.connect(lambda: sizes.append(len(person.ids())))
    monkeypatch.setattr(indexing_controller, "_GROWTH_INTERVAL_MS", 0)
    person.press(Key.Key_F5)
    assert sizes
    assert sizes[-1] == 50 or sizes[-1] == FILES
    assert person.current_article() == chosen
    assert person.page().startswith(next(h.title for h in person.hits() if h.id == chosen))
    assert person.hits()[view.indexAt(view.rect().topLeft()).row()].id == top


def test_the_tree_stays_where_it_was_scrolled_to_when_topics_come(
    open_window: Open, library: MakeLibrary
) -> None:
    files = {f"t{n:02}/a.md": article(f"Title {n}", "x") for n in range(60)}
    person = open_window(library(files))
    bar = person.window.tree.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 3
    library({"zz/a.md": article("Last", "x")})
    person.press(Key.Key_F5)
    assert "zz" in person.counts()
    assert bar.value() == place


def test_a_refresh_does_not_lead_back_from_an_article_opened_meanwhile(
    open_window: Open, large: Path
) -> None:
    person = open_window(large)
    first, second = person.ids()[:2]
    person.open(first)
    person.tap(Key.Key_F5)
    person.controller.open_article(second)
    person.settle()
    assert person.current_article() == second
    assert person.page().startswith(person.hits()[1].title)


# --- an index that cannot be written


def test_a_full_disk_is_told_until_an_update_succeeds_and_searching_goes_on(
    open_window: Open, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_engine: KnowledgeBase, _changed: object) -> Iterator[UpdateProgress]:
        yield UpdateProgress(0, 5, ())
        raise IndexFileError("The index cannot be written: the disk is full.")

    person = open_window(large)
    with monkeypatch.context() as patch:
        patch.setattr(KnowledgeBase, "update", full)
        person.press(Key.Key_F5)
        assert "the disk is full" in person.status()
        assert not bar(person).isVisible()
        person.search("common")
        assert person.summary() == f"{FILES} articles so far"
        assert "the disk is full" in person.status()
        text = person.window.status_line.findChild(QLabel, "statusText")
        assert isinstance(text, QLabel)
        assert "the disk is full" in text.toolTip()
        again = sign(person, "Try again")
        assert again
    again.click()
    person.settle()
    assert "full" not in person.status()
    assert sign(person, "Try again") is None


@pytest.mark.usefixtures("small_steps")
def test_what_was_read_before_the_disk_was_full_is_shown_and_counted(
    open_window: Open, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = KnowledgeBase.update

    def full(
        engine: KnowledgeBase, changed: frozenset[str] | None = None
    ) -> Iterator[UpdateProgress]:
        for step in update(engine, changed):
            yield step
            if step.done >= FILES // 2:
                raise IndexFileError("The index cannot be written: the disk is full.")

    monkeypatch.setattr(indexing_controller, "_FIRST_GROWTH_MS", 1_000_000)
    monkeypatch.setattr(KnowledgeBase, "update", full)
    person = open_window(large)
    read = len(person.ids())
    assert FILES // 2 <= read < FILES
    assert person.status().startswith(f"{read} articles  ·  The index cannot be written")
    assert person.counts()[""] == read
    person.search("common")
    assert person.summary() == f"{read} articles so far"
