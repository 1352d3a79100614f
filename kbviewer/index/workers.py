"""Reads and prepares files, in processes beside this one where there are many."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import chain
from multiprocessing import get_context, parent_process
from threading import Thread

from kbviewer.index.prepare import Batch, prepare_files
from kbviewer.library.folder import Entry, Folder

MANY = 2_000
"""Files from which on processes are worth their start, a third of a second."""
_MOST_PROCESSES = 4


def prepared(folder: Folder, batches: Iterable[Sequence[Entry]], files: int) -> Iterator[Batch]:
    """Each of the batches of files, read and prepared.

    Args:
        folder: the library.
        batches: the files.
        files: how many they are in all.
    """
    left = iter(batches)
    waiting: deque[Sequence[Entry]] = deque()
    if files >= MANY:
        # Where no processes can be started, or one was ended, this one does what is left.
        with suppress(BrokenProcessPool, OSError):
            yield from _in_processes(folder, left, waiting)
    for entries in chain(waiting, left):
        yield prepare_files(folder, entries)


def _in_processes(
    folder: Folder, left: Iterator[Sequence[Entry]], waiting: deque[Sequence[Entry]]
) -> Iterator[Batch]:
    """As ``prepared``; what is in ``waiting`` was taken from ``left`` and is not done."""
    processes = min(_MOST_PROCESSES, os.cpu_count() or 1)
    futures: deque[Future[Batch]] = deque()
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin)
    try:
        for entries in left:
            waiting.append(entries)
            futures.append(pool.submit(prepare_files, folder, entries))
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
    """Let what a person works with go first, and end with the process that asks."""
    with suppress(AttributeError, OSError):  # Windows has no os.nice
        os.nice(5)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process that is killed cannot say that there is nothing more to do."""
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)
