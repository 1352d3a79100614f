"""Work off the GUI thread: one thread that owns the index, and only the newest answer arrives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

Job = Callable[[], Any]


class Worker(QObject):
    """One thread for all work on the index; answers come back to the GUI thread.

    Build it, and connect to it, on the GUI thread. Close it, or leave it, before the window goes.
    """

    idle = Signal()
    """No job is waiting or running, and every answer has been delivered."""

    failed = Signal(object)
    """A job raised this; whoever asked for it is told as well."""

    _done = Signal(object, object)  # the job's receiver, the future
    _left = Signal()  # nothing runs any more

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="index")
        self._running = 0
        self._is_closed = False
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._left.connect(self.deleteLater, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether every answer has been delivered."""
        return self._running == 0

    def submit(self, job: Job, receive: Callable[[Future[Any]], None]) -> None:
        """Run ``job`` on the thread, then ``receive`` its future on the GUI thread."""
        if self._is_closed:
            return
        self._running += 1
        future = self._pool.submit(job)
        future.add_done_callback(lambda done: self._on_done(receive, done))

    def close(self, last: Job) -> None:
        """Drop what has not begun, run ``last``, and wait for the thread to end."""
        if not self._is_closed:
            self._is_closed = True
            self._shut_down(last)

    def close_in_background(self, last: Job) -> Thread:
        """Do as ``close`` does, without waiting: no answer arrives any more.

        Returns:
            What waits instead. When it has ended, the worker deletes itself; until then it must not
            be deleted.
        """
        self._is_closed = True
        ending = Thread(target=self._leave, args=(last,), name="index-end")
        ending.start()
        return ending

    def _leave(self, last: Job) -> None:
        try:
            self._shut_down(last)
        finally:
            self._left.emit()

    def _shut_down(self, last: Job) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        last()

    def _on_done(self, receive: Callable[[Future[Any]], None], done: Future[Any]) -> None:
        if not self._is_closed:
            self._done.emit(receive, done)

    def _deliver(self, receive: Callable[[Future[Any]], None], done: Future[Any]) -> None:
        if self._is_closed:
            return
        self._running -= 1
        if error := done.exception():
            self.failed.emit(error)
        receive(done)
        if self._running == 0:
            self.idle.emit()


class LatestTask(QObject):
    """A question that is asked again before it is answered: only the newest answer arrives.

    While one job runs, the newest one waits and those between are never begun.
    """

    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._latest_ticket = 0
        self._is_running = False
        self._waiting: Job | None = None

    def submit(self, job: Job) -> None:
        """Ask; an answer to an earlier question that is still under way will not arrive."""
        self._latest_ticket += 1
        if self._is_running:
            self._waiting = job
        else:
            self._start(job)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._is_running

    def cancel(self) -> None:
        """Let no answer arrive until the next question."""
        self._latest_ticket += 1
        self._waiting = None

    def _start(self, job: Job) -> None:
        self._is_running = True
        ticket = self._latest_ticket
        self._worker.submit(job, lambda future: self._on_done(ticket, future))

    def _on_done(self, ticket: int, future: Future[Any]) -> None:
        self._is_running = False
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
    """A long piece of work, step by step, so that questions are answered between the steps."""

    progressed = Signal(object)
    finished = Signal()
    failed = Signal(object)

    stopped = Signal()
    """The step under way when it was stopped has ended, and none follows."""

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._steps: Iterator[Any] = iter(())
        self._is_stopping = False

    def start(self, steps: Iterator[Any]) -> None:
        """Begin; each value that ``steps`` yields is announced on the GUI thread."""
        self._steps = steps
        self._is_stopping = False
        self._worker.submit(self._next_step, self._on_done)

    def stop(self) -> None:
        """Take no further step; one that is the last finishes the work all the same."""
        self._is_stopping = True

    def _next_step(self) -> Any:  # noqa: ANN401  whatever the steps yield
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

    def _discard(self) -> None:
        """Let go of the work on the thread that it ran on, so that it cleans up there."""
        self._steps = iter(())

    def _on_stopped(self, future: Future[Any]) -> None:
        error = future.exception()
        if error is not None:
            self.failed.emit(error)
        else:
            self.stopped.emit()
