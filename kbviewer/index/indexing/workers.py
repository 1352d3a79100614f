"""Reads and prepares batches of files, in worker processes if there are many."""

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
"""The least number of files for which starting processes, a third of a second, is worth it."""
_MAX_PROCESSES = 4


def read_batches(
    library: Library, batches: Iterable[FileBatch], file_count: int
) -> Iterator[DocumentBatch]:
    """Read and prepare each of the batches.

    Args:
        library: the library.
        batches: the files.
        file_count: how many they are together.
    """
    remaining = iter(batches)
    submitted: deque[FileBatch] = deque()
    if file_count >= MIN_FILES_FOR_PROCESSES:
        # The first batch is read here, sooner than processes have started.
        yield from map(partial(read_documents, library), islice(remaining, 1))
        # If no process can be started, or one is killed, this one reads what is left.
        with suppress(BrokenProcessPool, OSError):
            yield from _read_in_processes(library, remaining, submitted)
    for batch in chain(submitted, remaining):
        yield read_documents(library, batch)


def _read_in_processes(
    library: Library, remaining: Iterator[FileBatch], submitted: deque[FileBatch]
) -> Iterator[DocumentBatch]:
    """As ``read_batches``; ``submitted`` has the batches from ``remaining`` that are not done."""
    processes = min(_MAX_PROCESSES, os.cpu_count() or 1)
    futures: deque[Future[DocumentBatch]] = deque()
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_initialize_worker)
    try:
        for batch in remaining:
            submitted.append(batch)
            futures.append(pool.submit(read_documents, library, batch))
            if len(futures) > 2 * processes:
                done = futures.popleft().result()
                submitted.popleft()
                yield done
        while futures:
            done = futures.popleft().result()
            submitted.popleft()
            yield done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


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
