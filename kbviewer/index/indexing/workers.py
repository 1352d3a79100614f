"""Reads and prepares files, in processes beside this one where there are many."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread

from kbviewer.index.indexing.documents import DocumentBatch, FileBatch, read_documents
from kbviewer.library.library import Library

MIN_FILES_FOR_PROCESSES = 2_000
"""Files from which on processes are worth their start, a third of a second."""
_MAX_PROCESSES = 4


def read_batches(
    folder: Library, tasks: Iterable[FileBatch], files: int
) -> Iterator[DocumentBatch]:
    """The files of each of the tasks, read and prepared.

    Args:
        folder: the library.
        tasks: the files.
        files: how many they are in all.
    """
    left = iter(tasks)
    waiting: deque[FileBatch] = deque()
    if files >= MIN_FILES_FOR_PROCESSES:
        yield from map(
            partial(read_documents, folder), islice(left, 1)
        )  # is there sooner than they
        # Where no processes can be started, or one was ended, this one does what is left.
        with suppress(BrokenProcessPool, OSError):
            yield from _read_in_processes(folder, left, waiting)
    for task in chain(waiting, left):
        yield read_documents(folder, task)


def _read_in_processes(
    folder: Library, left: Iterator[FileBatch], waiting: deque[FileBatch]
) -> Iterator[DocumentBatch]:
    """As ``prepared``; what is in ``waiting`` was taken from ``left`` and is not done."""
    processes = min(_MAX_PROCESSES, os.cpu_count() or 1)
    futures: deque[Future[DocumentBatch]] = deque()
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_initialize_worker)
    try:
        for task in left:
            waiting.append(task)
            futures.append(pool.submit(read_documents, folder, task))
            if len(futures) > 2 * processes:
                done = futures.popleft().result()
                waiting.popleft()
                yield done
        while futures:
            done = futures.popleft().result()
            waiting.popleft()
            yield done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _initialize_worker() -> None:
    """Let what a person works with go first, and end with the process that asks.

    Nothing that it makes lies in a cycle that would have to be looked for.
    """
    gc.disable()
    with suppress(AttributeError, OSError):  # Windows has no os.nice
        os.nice(5)
    Thread(target=_exit_with_parent, daemon=True).start()


def _exit_with_parent() -> None:
    """A process that is killed cannot say that there is nothing more to do."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)
