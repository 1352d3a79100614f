"""Reads batches of files, and whatever else takes long, in worker processes if there are many."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Generic, Self, TypeVar

from kbviewer.index.indexing.documents import DocumentBatch, FileBatch, read_documents
from kbviewer.library.library import Library

MIN_FILES_FOR_PROCESSES = 2_000
"""The least number of files for which starting processes, a third of a second, is worth it."""
_MAX_PROCESSES = 4
_Input = TypeVar("_Input")
_Result = TypeVar("_Result")


class Workers:
    """Processes that read files and make postings, or this process where there are few files."""

    def __init__(self, file_count: int) -> None:
        """Start no process yet.

        Args:
            file_count: how many files there are to read.
        """
        self._pays_off = file_count >= MIN_FILES_FOR_PROCESSES
        self._processes = min(_MAX_PROCESSES, os.cpu_count() or 1)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def read_batches(
        self, library: Library, batches: Iterable[FileBatch]
    ) -> Iterator[DocumentBatch]:
        """Read and prepare each of the batches, in their order."""
        remaining = iter(batches)
        submitted: deque[FileBatch] = deque()
        if self._pays_off:
            # The first batch is read here, sooner than processes have started.
            yield from map(partial(read_documents, library), islice(remaining, 1))
            # If no process can be started, or one is killed, this one reads what is left.
            with suppress(BrokenProcessPool, OSError):
                yield from self._read_in_processes(library, remaining, submitted)
        for batch in chain(submitted, remaining):
            yield read_documents(library, batch)

    def start(self, function: Callable[[_Input], _Result], input_: _Input) -> Job[_Input, _Result]:
        """Let a process call a function; without one it is called here, and now."""
        future: Future[_Result] = Future()
        if self._pool is not None:
            with suppress(BrokenProcessPool):
                return Job(function, input_, self._pool.submit(function, input_))
        future.set_result(function(input_))
        return Job(function, input_, future)

    def _read_in_processes(
        self, library: Library, remaining: Iterator[FileBatch], submitted: deque[FileBatch]
    ) -> Iterator[DocumentBatch]:
        """As ``read_batches``; ``submitted`` has the batches of ``remaining`` that are not done."""
        futures: deque[Future[DocumentBatch]] = deque()
        self._pool = pool = ProcessPoolExecutor(
            self._processes, get_context("spawn"), initializer=_initialize_worker
        )
        for batch in remaining:
            submitted.append(batch)
            futures.append(pool.submit(read_documents, library, batch))
            if len(futures) > 2 * self._processes:
                done = futures.popleft().result()
                submitted.popleft()
                yield done
        while futures:
            done = futures.popleft().result()
            submitted.popleft()
            yield done


@dataclass(frozen=True, slots=True)
class Job(Generic[_Input, _Result]):
    """A function that is called in a worker process.

    Attributes:
        function: it.
        input: its argument.
        future: its result, when it has come.
    """

    function: Callable[[_Input], _Result]
    input: _Input
    future: Future[_Result]

    @property
    def is_done(self) -> bool:
        """Whether there is no need to wait for the result."""
        return self.future.done()

    def result(self) -> _Result:
        """The result; if the process was killed, the function is called here."""
        try:
            return self.future.result()
        except (BrokenProcessPool, CancelledError):
            return self.function(self.input)


def _initialize_worker() -> None:
    """Lower the worker's priority, and let it exit with the process that started it.

    It makes no cycles, so it needs no garbage collection.
    """
    gc.disable()
    with suppress(AttributeError, OSError):  # Windows has no os.nice
        os.nice(5)
    Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    """Exit when the parent does: one that is killed cannot shut the pool down."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)
