"""Files that workers read give the same rows, whatever happens to the workers."""

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
def notes(library: Make) -> Library:
    return Library.open(library({f"{n:02}.md": f"抖音 number {n}" for n in range(40)}))


def file_batches(library: Library) -> list[FileBatch]:
    files = list(library.scan([]))
    return [FileBatch(files[first : first + 7]) for first in range(0, len(files), 7)]


def rows(batches: Iterable[DocumentBatch]) -> list[object]:
    """What is written of the batches, without the files' times, some of which are not stored."""
    return [
        (
            document.row._replace(changed=0),
            document.topics,
            document.column_tokens,
        )
        for batch in batches
        for document in batch.documents
    ]


def read(library: Library) -> list[object]:
    """The rows that workers, or this process, make of a library."""
    batches = file_batches(library)
    with workers.Workers(sum(len(batch.files) for batch in batches)) as some:
        return rows(some.read_batches(library, batches))


@pytest.mark.slow
def test_processes_prepare_what_this_one_would(
    notes: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = read(notes)
    monkeypatch.setattr(workers, "MIN_FILES_FOR_PROCESSES", 1)
    assert read(notes) == alone


@pytest.mark.parametrize("broken", [BrokenProcessPool(), OSError("no processes")])
def test_what_processes_do_not_do_is_done_here(
    notes: Library, monkeypatch: pytest.MonkeyPatch, broken: Exception
) -> None:
    alone = read(notes)
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
    assert read(notes) == alone


def doubled(number: int) -> int:
    return 2 * number


@pytest.mark.slow
def test_a_job_is_done_by_a_process_or_here(
    notes: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workers.Workers(1) as some:
        assert some.start(doubled, 2).is_done
    monkeypatch.setattr(workers, "MIN_FILES_FOR_PROCESSES", 1)
    with workers.Workers(40) as some:
        assert some.start(doubled, 2).result() == 4  # no process has been started yet
        reading = some.read_batches(notes, file_batches(notes))
        next(reading)
        next(reading)
        assert some.start(doubled, 2).result() == 4
        killed = some.start(end_process, os.getpid())
        assert killed.result() == "here"
        assert some.start(doubled, 3).result() == 6


def end_process(own: int) -> str:
    """Kill the process, if it is another one."""
    if os.getpid() != own:
        os._exit(1)
    return "here"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="asks for the processes of POSIX")
def test_processes_end_with_the_one_that_is_killed(notes: Library, tmp_path: Path) -> None:
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
        "    done = workers.Workers(len(batches)).read_batches(library, batches)\n"
        "    next(done)\n"
        "    next(done)\n"
        "    print(*(child.pid for child in active_children()), flush=True)\n"
        "    time.sleep(60)\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(script), str(notes.root)]
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
