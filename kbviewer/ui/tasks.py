"""Work off the GUI thread: one thread owns the knowledge base and runs all jobs on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

if TYPE_CHECKING:
    from kbviewer.service import KnowledgeBase

    Job = Callable[[KnowledgeBase], Any]
    Receiver = Callable[[Future[Any]], None]
    Steps = Callable[[KnowledgeBase], Iterator[Any]]


_AFTER_PAINTING = QEvent.Type.User
_AFTER_PAINTING_PRIORITY = Qt.EventPriority.LowEventPriority.value - 1
"""Below that of ``UpdateRequest``, by which a window paints; a timer does not wait for that."""


class Worker(QObject):
    """One thread that opens the knowledge base and runs every job on it, in order.

    Results come back to the GUI thread. Create it and connect to it there, and close it before the
    window is destroyed.
    """

    idle = Signal()
    """No job is waiting or running, and every result has been delivered."""

    failed = Signal(object)
    """A job raised this exception; the job's receiver gets it too."""

    _done = Signal(object, object)  # the job's receiver, the future
    _ended = Signal()  # nothing is running any more

    def __init__(self, open_: Callable[[], KnowledgeBase], parent: QObject | None = None) -> None:
        """Start no thread yet.

        Args:
            open_: opens the knowledge base; called on the thread before the first job, and again
                before the next one if it has failed.
            parent: the owner.
        """
        super().__init__(parent)
        self._open = open_
        self._knowledge_base: KnowledgeBase | None = None
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="index")
        self._pending = 0
        self._is_closed = False
        self._deferred: list[tuple[Job, Receiver]] = []
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self.deleteLater, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether every result has been delivered."""
        return self._pending == 0

    def submit(self, job: Job, receive: Receiver, *, after_painting: bool = False) -> None:
        """Run ``job`` on the thread, then call ``receive`` with its future on the GUI thread.

        Args:
            job: gets the knowledge base.
            receive: gets the future.
            after_painting: whether it waits until what has changed is painted: the two threads
                share one interpreter, so that painting would take up to twice as long.
        """
        if self._is_closed:
            return
        self._pending += 1
        if after_painting:
            self._deferred.append((job, receive))
            QCoreApplication.postEvent(self, QEvent(_AFTER_PAINTING), _AFTER_PAINTING_PRIORITY)
        else:
            self._enqueue(job, receive)

    def customEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Run the job that has waited longest for the painting."""
        if event.type() == _AFTER_PAINTING and self._deferred:
            self._enqueue(*self._deferred.pop(0))

    def _enqueue(self, job: Job, receive: Receiver) -> None:
        if self._is_closed:
            return
        future = self._pool.submit(self._run, job)
        future.add_done_callback(lambda done: self._on_done(receive, done))

    def close(self) -> None:
        """Drop waiting jobs, wait for the running one, and close the knowledge base."""
        if not self._is_closed:
            self._is_closed = True
            self._shut_down()

    def close_in_background(self) -> Thread:
        """Close without waiting; no result arrives any more.

        Returns:
            The thread that waits. When it has ended, the worker deletes itself; until then it must
            not be deleted.
        """
        self._is_closed = True
        ending = Thread(target=self._end, name="index-end")
        ending.start()
        return ending

    def _run(self, job: Job) -> Any:  # noqa: ANN401  whatever the job returns
        if self._knowledge_base is None:
            self._knowledge_base = self._open()
        return job(self._knowledge_base)

    def _end(self) -> None:
        try:
            self._shut_down()
        finally:
            self._ended.emit()

    def _shut_down(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        if self._knowledge_base is not None:
            self._knowledge_base.close()

    def _on_done(self, receive: Receiver, done: Future[Any]) -> None:
        if not self._is_closed:
            self._done.emit(receive, done)

    def _deliver(self, receive: Receiver, done: Future[Any]) -> None:
        if self._is_closed:
            return
        self._pending -= 1
        if error := done.exception():
            self.failed.emit(error)
        receive(done)
        if self._pending == 0:
            self.idle.emit()


class LatestTask(QObject):
    """A task that can be superseded: only the newest result is delivered.

    While one job runs, the newest one waits; those between are never started.
    """

    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(
        self, worker: Worker, parent: QObject | None = None, *, after_painting: bool = False
    ) -> None:
        """Start nothing yet.

        Args:
            worker: runs the jobs.
            parent: the owner.
            after_painting: whether each job waits until what has changed is painted.
        """
        super().__init__(parent)
        self._worker = worker
        self._after_painting = after_painting
        self._latest_ticket = 0
        self._running_ticket: int | None = None
        self._waiting: Job | None = None

    def submit(self, job: Job) -> None:
        """Run a job; the result of an earlier one that is under way is not delivered."""
        self._latest_ticket += 1
        if self._running_ticket is not None:
            self._waiting = job
        else:
            self._start(job)

    @property
    def is_busy(self) -> bool:
        """Whether a result is still to be delivered."""
        return self._waiting is not None or self._running_ticket == self._latest_ticket

    def cancel(self) -> None:
        """Deliver no result until the next job is submitted."""
        self._latest_ticket += 1
        self._waiting = None

    def _start(self, job: Job) -> None:
        ticket = self._running_ticket = self._latest_ticket
        self._worker.submit(
            job,
            lambda future: self._on_done(ticket, future),
            after_painting=self._after_painting,
        )

    def _on_done(self, ticket: int, future: Future[Any]) -> None:
        self._running_ticket = None
        if self._waiting is not None:
            job, self._waiting = self._waiting, None
            self._start(job)
        elif ticket == self._latest_ticket:
            error = future.exception()
            if error is None:
                self.succeeded.emit(future.result())
            else:
                self.failed.emit(error)


class SteppedTask(QObject):
    """A generator that is run step by step on the worker, so that other jobs run between steps."""

    progressed = Signal(object)
    """A step yielded this value."""

    finished = Signal()
    failed = Signal(object)

    stopped = Signal()
    """The step that was running when it was stopped has ended, and none follows."""

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._make: Steps | None = None
        self._steps: Iterator[Any] = iter(())
        self._is_stopping = False

    def start(self, steps: Steps) -> None:
        """Start the generator that ``steps`` makes; its values must not be None."""
        self._make = steps
        self._is_stopping = False
        self._worker.submit(self._next_step, self._on_done)

    def stop(self) -> None:
        """Take no further step; if the running one is the last, the task finishes all the same."""
        self._is_stopping = True

    def _next_step(self, knowledge_base: KnowledgeBase) -> Any:  # noqa: ANN401  as it yields
        if self._make is not None:
            self._steps, self._make = self._make(knowledge_base), None
        return next(self._steps, None)

    def _on_done(self, future: Future[Any]) -> None:
        error = future.exception()
        if error is not None:
            self.failed.emit(error)
        elif future.result() is None:
            self.finished.emit()
        else:
            self.progressed.emit(future.result())
            if self._is_stopping:
                self._worker.submit(self._discard, self._on_stopped)
            else:
                self._worker.submit(self._next_step, self._on_done)

    def _discard(self, _knowledge_base: KnowledgeBase) -> None:
        """Drop the generator on the thread that it ran on, so that it cleans up there."""
        self._steps = iter(())

    def _on_stopped(self, future: Future[Any]) -> None:
        error = future.exception()
        if error is not None:
            self.failed.emit(error)
        else:
            self.stopped.emit()
