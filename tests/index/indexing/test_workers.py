"""Files read by processes beside this one: the same rows, whatever becomes of the processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from kbviewer.index.indexing import workers
from kbviewer.index.indexing.documents import DocumentBatch, FileBatch
from kbviewer.library.library import Library

Make = Callable[[dict[str, str]], Path]


@pytest.fixture
def folder(library: Make) -> Library:
    return Library.open(library({f"{n:02}.md": f"抖音 number {n}" for n in range(40)}))


def tasks(folder: Library) -> list[FileBatch]:
    entries = list(folder.scan([]))
    return [FileBatch(entries[first : first + 7]) for first in range(0, len(entries), 7)]


def rows(batches: Iterable[DocumentBatch]) -> list[object]:
    """What is written of the batches; the tokens of ``pending_tokens`` have no order.

    Without the files' times, which each process notes as it should when they are of just now.
    """
    return [
        (
            article.row._replace(changed=0),
            article.topics,
            article.column_tokens,
            [set(tokens.split()) for tokens in article.pending_tokens],
        )
        for batch in batches
        for article in batch.documents
    ]


def test_processes_prepare_what_this_one_would(
    folder: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = rows(workers.read_batches(folder, tasks(folder), 40))
    monkeypatch.setattr(workers, "MIN_FILES_FOR_PROCESSES", 1)
    assert rows(workers.read_batches(folder, tasks(folder), 40)) == alone


@pytest.mark.parametrize("broken", [BrokenProcessPool(), OSError("no processes")])
def test_what_processes_do_not_do_is_done_here(
    folder: Library, monkeypatch: pytest.MonkeyPatch, broken: Exception
) -> None:
    alone = rows(workers.read_batches(folder, tasks(folder), 40))
    monkeypatch.setattr(workers, "MIN_FILES_FOR_PROCESSES", 1)
    submit = ProcessPoolExecutor.submit
    asked = 0

    def fail_later(self: ProcessPoolExecutor, *args: object) -> object:
        nonlocal asked
        asked += 1
        if asked > 3:
            raise broken
        return submit(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(ProcessPoolExecutor, "submit", fail_later)
    assert rows(workers.read_batches(folder, tasks(folder), 40)) == alone


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="asks for the processes of POSIX")
def test_processes_end_with_the_one_that_is_killed(folder: Library, tmp_path: Path) -> None:
    script = tmp_path / "asks.py"
    script.write_text(
        "import sys, time\n"
        "from pathlib import Path\n"
        "from multiprocessing import active_children\n"
        "from kbviewer.index.indexing import workers\n"
        "from kbviewer.index.indexing.documents import FileBatch\n"
        "from kbviewer.library.library import Library\n"
        "if __name__ == '__main__':\n"
        "    workers.MIN_FILES_FOR_PROCESSES = 1\n"
        "    library = Library.open(Path(sys.argv[1]))\n"
        "    batches = [FileBatch([file]) for file in library.scan([])]\n"
        "    done = workers.read_batches(library, batches, len(batches))\n"
        "    next(done)\n"
        "    next(done)\n"
        "    print(*(child.pid for child in active_children()), flush=True)\n"
        "    time.sleep(60)\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(script), str(folder.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout is not None
        children = [int(pid) for pid in asking.stdout.readline().split()]
        assert children
        asking.send_signal(signal.SIGKILL)
    until = time.monotonic() + 20
    while any(map(is_running, children)):
        assert time.monotonic() < until, "a process outlived the one that started it"
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z")
