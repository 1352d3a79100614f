"""Reads and prepares files, in processes beside this one where there are many."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import chain
from multiprocessing import get_context

from kbviewer.index.prepare import Prepared, prepare_files
from kbviewer.library.folder import Entry, Folder

MANY = 2_000
"""Files from which on processes are worth their start, a third of a second."""
_MOST_PROCESSES = 4
_Batch = Sequence[Entry]
_Done = tuple[list[Prepared], list[str]]


def prepared(
    folder: Folder, batches: Iterable[_Batch], files: int
) -> Iterator[tuple[_Batch, list[Prepared], list[str]]]:
    """Each batch with its prepared files, and a sentence for each that could not be read.

    Args:
        folder: the library.
        batches: the files.
        files: how many they are in all.
    """
    left = iter(batches)
    waiting: deque[_Batch] = deque()
    if files >= MANY:
        # Where no processes can be started, or one was ended, this one does what is left.
        with suppress(BrokenProcessPool, OSError):
            yield from _in_processes(folder, left, waiting)
    for batch in chain(waiting, left):
        yield (batch, *prepare_files(folder, batch))


def _in_processes(
    folder: Folder, left: Iterator[_Batch], waiting: deque[_Batch]
) -> Iterator[tuple[_Batch, list[Prepared], list[str]]]:
    """As ``prepared``; what is in ``waiting`` was taken from ``left`` and is not done."""
    processes = min(_MOST_PROCESSES, os.cpu_count() or 1)
    futures: deque[Future[_Done]] = deque()
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_behind)
    try:
        for batch in left:
            waiting.append(batch)
            futures.append(pool.submit(prepare_files, folder, batch))
            if len(futures) > 2 * processes:
                done = futures.popleft().result()
                yield (waiting.popleft(), *done)
        while futures:
            done = futures.popleft().result()
            yield (waiting.popleft(), *done)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _behind() -> None:
    """What a person works with goes first."""
    with suppress(AttributeError, OSError):  # Windows has no os.nice
        os.nice(5)
