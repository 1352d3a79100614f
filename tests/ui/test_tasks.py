"""The worker and the newest answer, by themselves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kbviewer.service import KnowledgeBase
from kbviewer.ui.tasks import LatestTask, SteppedTask, Worker


class FakeKnowledgeBase:
    """Counts how often it is closed."""

    def __init__(self) -> None:
        self.closed = 0

    def close(self) -> None:
        """Count."""
        self.closed += 1


@pytest.fixture
def knowledge_base() -> FakeKnowledgeBase:
    """What the worker opens."""
    return FakeKnowledgeBase()


@pytest.fixture
def worker(qtbot: QtBot, knowledge_base: FakeKnowledgeBase) -> Iterator[Worker]:
    """A worker that is closed in the end."""
    assert qtbot
    worker = Worker(lambda: cast("KnowledgeBase", knowledge_base))
    yield worker
    worker.close()


class GatedJobs:
    """Jobs that wait for a word, and what came of them."""

    def __init__(self, worker: Worker) -> None:
        self.go = threading.Event()
        self.begun: list[int] = []
        self.arrived: list[object] = []
        self.failed: list[object] = []
        self.latest = LatestTask(worker)
        self.latest.succeeded.connect(self.arrived.append)
        self.latest.failed.connect(self.failed.append)

    def ask(self, number: int) -> None:
        """Ask for a number; it comes when ``go`` is set."""

        def job(_knowledge_base: KnowledgeBase) -> int:
            self.begun.append(number)
            assert self.go.wait(20)
            if number < 0:
                raise ValueError(number)
            return number

        self.latest.submit(job)

    def is_busy(self) -> bool:
        """Whether a number is still to come."""
        return self.latest.is_busy


def until_idle(qtbot: QtBot, worker: Worker) -> None:
    """Wait until every answer has been delivered."""
    qtbot.waitUntil(lambda: worker.is_idle)


def test_only_the_newest_answer_arrives_and_those_between_are_never_begun(
    qtbot: QtBot, worker: Worker
) -> None:
    asked = GatedJobs(worker)
    for number in range(1, 6):
        asked.ask(number)
    asked.go.set()
    until_idle(qtbot, worker)
    assert asked.begun == [1, 5]
    assert asked.arrived == [5]
    asked.ask(6)
    until_idle(qtbot, worker)
    assert asked.arrived == [5, 6]


def test_a_job_that_fails_arrives_as_failed(qtbot: QtBot, worker: Worker) -> None:
    asked = GatedJobs(worker)
    asked.go.set()
    asked.ask(-1)
    until_idle(qtbot, worker)
    assert asked.arrived == []
    assert [type(error) for error in asked.failed] == [ValueError]


def test_the_failure_of_an_older_question_does_not_arrive(qtbot: QtBot, worker: Worker) -> None:
    asked = GatedJobs(worker)
    asked.ask(-1)
    asked.ask(2)
    asked.go.set()
    until_idle(qtbot, worker)
    assert asked.failed == []
    assert asked.arrived == [2]


def test_a_question_that_is_forgotten_is_not_answered(qtbot: QtBot, worker: Worker) -> None:
    asked = GatedJobs(worker)
    asked.ask(1)
    asked.ask(2)
    asked.latest.cancel()
    asked.go.set()
    until_idle(qtbot, worker)
    assert asked.begun == [1]
    assert asked.arrived == []
    asked.ask(3)
    until_idle(qtbot, worker)
    assert asked.arrived == [3]


class Painted(QWidget):
    """Notes when it is painted."""

    def __init__(self, notes: list[str]) -> None:
        super().__init__()
        self._notes = notes

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Note it."""
        self._notes.append("painted")


def test_a_job_that_waits_for_the_painting_begins_after_it(qtbot: QtBot, worker: Worker) -> None:
    notes: list[str] = []
    widget = Painted(notes)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    qtbot.waitUntil(lambda: bool(notes))
    for _ in range(20):
        notes.clear()
        with qtbot.waitSignal(worker.idle):
            widget.update()
            worker.submit(
                lambda _: notes.append("begun"), lambda _: notes.append("arrived"),
                after_painting=True,
            )  # fmt: skip
            assert not worker.is_idle
        assert notes == ["painted", "begun", "arrived"]


def test_a_job_that_waits_for_the_painting_is_dropped_when_the_worker_is_closed(
    qtbot: QtBot, worker: Worker
) -> None:
    begun: list[int] = []
    worker.submit(lambda _: begun.append(1), lambda _: None, after_painting=True)
    worker.close()
    qtbot.wait(20)
    assert begun == []


def test_a_task_is_busy_while_a_result_is_still_to_be_delivered(
    qtbot: QtBot, worker: Worker
) -> None:
    asked = GatedJobs(worker)
    assert not asked.is_busy()
    asked.ask(1)
    assert asked.is_busy()
    asked.latest.cancel()
    assert not asked.is_busy()
    asked.ask(2)
    assert asked.is_busy()
    asked.go.set()
    until_idle(qtbot, worker)
    assert asked.arrived == [2]
    assert not asked.is_busy()


def test_nothing_arrives_after_the_worker_is_closed(
    qtbot: QtBot, worker: Worker, knowledge_base: FakeKnowledgeBase
) -> None:
    asked = GatedJobs(worker)
    asked.ask(1)
    other = GatedJobs(worker)
    other.ask(2)
    threading.Timer(0.05, asked.go.set).start()
    worker.close()
    asked.ask(3)
    worker.close()
    qtbot.wait(50)
    assert asked.begun == [1]  # what runs is waited for, what waits is dropped
    assert other.begun == []
    assert asked.arrived == other.arrived == []
    assert knowledge_base.closed == 1


def test_an_answer_that_is_on_its_way_does_not_arrive_after_the_worker_is_closed(
    qtbot: QtBot, worker: Worker
) -> None:
    asked = GatedJobs(worker)
    asked.go.set()
    done = threading.Event()
    worker._done.connect(lambda *_: done.set(), Qt.ConnectionType.DirectConnection)
    asked.ask(1)
    assert done.wait(5)  # the answer waits among the events, which nobody has looked at
    worker.close()
    qtbot.wait(20)
    assert asked.begun == [1]
    assert asked.arrived == []


def test_work_is_done_on_one_other_thread_and_answers_come_back(
    qtbot: QtBot, worker: Worker
) -> None:
    threads: list[int] = []
    here: list[bool] = []
    many = [LatestTask(worker) for _ in range(5)]
    for latest in many:
        latest.succeeded.connect(
            lambda _: here.append(QThread.currentThread() is latest.thread())  # noqa: B023
        )
        latest.submit(lambda _: threads.append(threading.get_ident()))
    until_idle(qtbot, worker)
    assert here == [True] * 5
    assert len(set(threads)) == 1
    assert threading.get_ident() not in threads


def test_a_question_is_answered_between_the_steps_of_long_work(
    qtbot: QtBot, worker: Worker
) -> None:
    seen: list[object] = []
    steps, latest = SteppedTask(worker), LatestTask(worker)
    latest.succeeded.connect(seen.append)

    def stepped(step: object) -> None:
        seen.append(step)
        if step == 1:
            latest.submit(lambda _: "answer")

    steps.progressed.connect(stepped)
    steps.finished.connect(lambda: seen.append("end"))
    steps.start(lambda _: iter([1, 2, 3]))
    until_idle(qtbot, worker)
    assert seen[:1] + seen[-2:] == [1, 3, "end"]
    assert set(seen[1:-2]) == {2, "answer"}


def test_long_work_that_fails_is_told_and_ends(qtbot: QtBot, worker: Worker) -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError

    seen: list[object] = []
    steps = SteppedTask(worker)
    steps.progressed.connect(seen.append)
    steps.failed.connect(lambda error: seen.append(type(error)))
    steps.finished.connect(lambda: seen.append("end"))
    steps.start(lambda _: broken())
    until_idle(qtbot, worker)
    assert seen == [1, ValueError]


def test_every_job_gets_what_was_opened_once_and_opening_that_failed_is_tried_again(
    qtbot: QtBot,
) -> None:
    opened: list[FakeKnowledgeBase] = []

    def open_() -> KnowledgeBase:
        opened.append(FakeKnowledgeBase())
        if len(opened) == 1:
            raise ValueError
        return cast("KnowledgeBase", opened[-1])

    worker = Worker(open_)
    seen: list[object] = []
    for _ in range(3):
        latest = LatestTask(worker)
        latest.succeeded.connect(seen.append)
        latest.failed.connect(lambda error: seen.append(type(error)))
        latest.submit(lambda knowledge_base: knowledge_base)
    until_idle(qtbot, worker)
    assert seen == [ValueError, opened[1], opened[1]]
    worker.close()
    assert [one.closed for one in opened] == [0, 1]


def test_a_worker_that_did_nothing_opens_and_closes_nothing() -> None:
    def open_() -> KnowledgeBase:
        raise AssertionError

    Worker(open_).close()
