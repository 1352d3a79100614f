"""From a folder to a search that works, and back to it when the folder changed; Recoll beside it.

Run ``python -m tests.benchmarks.folder --keep DIR`` on a library that ``tests.benchmarks.search``
made and kept there. A copy of its folder is indexed by ``kbviewer index`` and by ``recollindex``,
both as processes of their own with their default settings: the first time, with nothing changed,
with one file in a hundred edited, then touched, then renamed. Last the window is started on it,
and a query is typed as soon as it is painted.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.library import BenchmarkLibrary
from tests.benchmarks.report import Row, table

_EACH = 100
"""One file in so many is changed."""
_PAUSE = 2.1
"""Seconds before an update: a file that was changed just now is read a second time."""
_STARTS = 5
_WINDOW = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from kbviewer.ui import app
from kbviewer.ui.window import Window

QUERY = "\\u76f2\\u76d2"

class Watch(QObject):
    painted = answered = 0.0

    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and isinstance(watched, Window) and not self.painted:
            self.painted = time.time()
            QTimer.singleShot(0, lambda: watched.search_bar.field.setText(QUERY))
        return False

def session(*arguments):
    with plain(*arguments) as session:
        window = session.window
        def hear():
            controller = session.libraries.controller
            location = controller._result_presenter.shown_request.location
            if location.text == QUERY and not watch.answered:
                QTimer.singleShot(0, lambda: note(controller))
        window.results.model.modelReset.connect(hear)
        yield session

def note(controller):
    watch.answered = time.time()
    controller.worker.idle.connect(lambda: rest(controller))
    rest(controller)

def rest(controller):
    if watch.answered and not controller.indexing.state.is_running:
        print(watch.painted, watch.answered, time.time(), flush=True)
        os._exit(0)

from contextlib import contextmanager
plain, app._open_session = app._open_session, contextmanager(session)
watch = Watch()
shown = app.QApplication.exec
def exec(*_):
    QApplication.instance().installEventFilter(watch)
    return shown()
app.QApplication.exec = exec
from kbviewer.cli.main import main
main(["--library", sys.argv[1]])
"""


def main(arguments: Sequence[str]) -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.folder")
    parser.add_argument("--keep", type=Path, metavar="DIR", required=True)
    parser.add_argument("--starts", type=int, default=_STARTS, metavar="N")
    parser.add_argument("--markdown", action="store_true", help="print the tables for a page")
    options = parser.parse_args(arguments)
    library = BenchmarkLibrary.make(options.keep, None, None)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        root = home / "library"
        shutil.copytree(library.folder, root)
        os.environ["KBVIEWER_CACHE_DIR"] = str(home / "cache")
        os.environ["KBVIEWER_DATA_DIR"] = str(home / "data")
        time.sleep(3)  # a file that was written just now is read a second time
        print(f"{library.number:,} excerpts\n")
        print(table(_indexing(root, home), markdown=options.markdown), "\n")
        print(table(_starting(root, options.starts), markdown=options.markdown))


def _indexing(root: Path, home: Path) -> list[Row]:
    commands = {"kbviewer": [sys.executable, "-m", "kbviewer", "index", "--library", str(root)]}
    if shutil.which("recollindex"):
        (home / "recoll").mkdir()
        settings = f"topdirs = {root.resolve()}\n"
        (home / "recoll" / "recoll.conf").write_text(settings, encoding="utf-8")
        commands["Recoll"] = ["recollindex", "-c", str(home / "recoll")]
    files = sorted(root.rglob("*.md"))
    some = files[::_EACH]
    changes: dict[str, Callable[[], None]] = {
        "the first time": lambda: None,
        "nothing changed": lambda: None,
        f"{len(some):,} edited": lambda: _edit(some),
        f"{len(some):,} touched": lambda: _touch(some),
        f"{len(some):,} renamed": lambda: _rename(some),
    }
    head = ("", *(f"{name}, {what}" for name in commands for what in ("s", "processor s")))
    rows: list[Row] = [(*head, "files a second", "times as fast")]
    for name, change in changes.items():
        change()
        time.sleep(_PAUSE)
        taken = [_timed(command) for command in commands.values()]
        figures = [f"{second:,.1f}" for pair in taken for second in pair]
        ratio = f"{taken[1][0] / taken[0][0]:.1f}" if len(taken) > 1 else ""
        rate = f"{len(files) / taken[0][0]:,.0f}" if len(rows) == 1 else ""
        rows.append((name, *figures, rate, ratio))
    return rows


def _edit(files: Sequence[Path]) -> None:
    for file in files:
        with file.open("a", encoding="utf-8") as text:
            text.write("\nedited\n")


def _touch(files: Sequence[Path]) -> None:
    then = time.time() - 60
    for file in files:
        os.utime(file, (then, then))


def _rename(files: Sequence[Path]) -> None:
    for file in files:
        file.rename(file.with_name(f"renamed-{file.name}"))


def _timed(command: Sequence[str]) -> tuple[float, float]:
    """Seconds by the clock and of the processor until ``command`` has ended."""
    before, began = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    taken, after = time.perf_counter() - began, os.times()
    worked = after.children_user + after.children_system
    return taken, worked - before.children_user - before.children_system


def _starting(root: Path, starts: int) -> list[Row]:
    """How long a start of the window takes on an index that is there."""
    times: list[list[float]] = []
    for _ in range(starts):
        began = time.time()
        said = subprocess.run(
            [sys.executable, "-c", _WINDOW, str(root)], check=True, capture_output=True, text=True
        )
        times.append([float(moment) - began for moment in said.stdout.split()])
    names = ("window painted", "first answer in the list", "folder compared with the index")
    rows: list[Row] = [("from the start of the process", "median ms", "slowest ms")]
    for name, column in zip(names, zip(*times, strict=True), strict=True):
        rows.append(
            (name, f"{statistics.median(column) * 1000:,.0f}", f"{max(column) * 1000:,.0f}")
        )
    return rows


if __name__ == "__main__":
    main(sys.argv[1:])
