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

from kbviewer.index.prepare import Batch, Task, prepare_files
from kbviewer.library.folder import Folder

MANY = 2_000
"""Files from which on processes are worth their start, a third of a second."""
_MOST_PROCESSES = 4


def prepared(folder: Folder, tasks: Iterable[Task], files: int) -> Iterator[Batch]:
    """The files of each of the tasks, read and prepared.

    Args:
        folder: the library.
        tasks: the files.
        files: how many they are in all.
    """
    left = iter(tasks)
    waiting: deque[Task] = deque()
    if files >= MANY:
        yield from map(partial(prepare_files, folder), islice(left, 1))  # is there sooner than they
        # Where no processes can be started, or one was ended, this one does what is left.
        with suppress(BrokenProcessPool, OSError):
            yield from _in_processes(folder, left, waiting)
    for task in chain(waiting, left):
        yield prepare_files(folder, task)


def _in_processes(folder: Folder, left: Iterator[Task], waiting: deque[Task]) -> Iterator[Batch]:
    """As ``prepared``; what is in ``waiting`` was taken from ``left`` and is not done."""
    processes = min(_MOST_PROCESSES, os.cpu_count() or 1)
    futures: deque[Future[Batch]] = deque()
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin)
    try:
        for task in left:
            waiting.append(task)
            futures.append(pool.submit(prepare_files, folder, task))
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


def _begin() -> None:
    """Let what a person works with go first, and end with the process that asks.

    Nothing that it makes lies in a cycle that would have to be looked for.
    """
    gc.disable()
    with suppress(AttributeError, OSError):  # Windows has no os.nice
        os.nice(5)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process that is killed cannot say that there is nothing more to do."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)
