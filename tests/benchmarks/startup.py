"""How long a start takes: of the window beside an empty one, of a search, and with many files.

Run ``python -m tests.benchmarks.startup``. Each round starts each program once, one after the
other, as processes of their own. A window's time is that from the start of its process to its first
paint, on a screen if there is one, else on Qt's offscreen platform. All others are of whole
processes, whose processor time is given too, but that to find nothing changed, which is an update
of an open index.

- ``--before FOLDER``: another checkout, whose programs take turns with those of this one.
- ``--library FOLDER --query TEXT``: a folder of many files, whose index is built first.
- ``--rounds NUMBER``
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_ROUNDS = 15
_HERE = Path(__file__).resolve().parents[2]
_TIMED = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and isinstance(watched, QMainWindow):
            print(time.time(), flush=True)
            os._exit(0)
        return False

first_paint = FirstPaint()
plain_exec = QApplication.exec

def timed_exec(*_):
    QApplication.instance().installEventFilter(first_paint)
    return plain_exec()

QApplication.exec = timed_exec
"""
_EMPTY = """
from PySide6.QtWidgets import QLabel
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("empty"))
window.resize(1280, 800)
window.show()
QApplication.exec()
"""
_KBVIEWER = """
from kbviewer.cli.main import main
main([])
"""
_UPDATE = """
import sys, time
from pathlib import Path
from kbviewer.index.index import Index
with Index.open(Path(sys.argv[1])) as index:
    began, worked = time.perf_counter(), time.process_time()
    steps = list(index.update())
    print(time.perf_counter() - began, time.process_time() - worked)
    assert steps[-1].total == 0, "files have changed"
"""
_Times = dict[str, tuple[float, float]]
"""Seconds by the clock, and of the processor, of each program."""


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--query", default="市场")
    asked = parser.parse_args()
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    checkouts = [_HERE] if asked.before is None else [asked.before.resolve(), _HERE]
    rounds: list[list[_Times]] = [[] for _ in checkouts]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(asked.rounds + 2):
            for column, checkout in enumerate(checkouts):
                os.environ["KBVIEWER_CACHE_DIR"] = str(Path(folder, str(column)))
                os.environ["KBVIEWER_DATA_DIR"] = str(Path(folder, str(column)))
                times = dict(_one_round(checkout, asked.library, asked.query))
                if number > 1:  # the first round builds the indexes, the second warms the disk
                    rounds[column].append(times)
    print(f"{'median':24}" + f"{'ms':>12}{'processor':>12}" * len(checkouts) + f"{'before ÷':>12}")
    for name in rounds[0][0]:
        medians = [
            statistics.median(times[name][kind] for times in column)
            for column in rounds
            for kind in (0, 1)
        ]
        ratio = f"{medians[0] / medians[2]:12.2f}{medians[1] / medians[3]:6.2f}" * (len(rounds) - 1)
        print(f"{name:24}" + "".join(f"{median * 1000:12.0f}" for median in medians) + ratio)
    for checkout, taken in zip(checkouts, rounds, strict=True):
        ratio_to_empty = statistics.median(
            times["window"][0] / times["empty window"][0] for times in taken
        )
        print(
            f"{checkout.name}: the window takes {ratio_to_empty:.2f} times as long as an empty one"
        )


def _one_round(
    checkout: Path, library: Path | None, query: str
) -> Iterator[tuple[str, tuple[float, float]]]:
    search = ["-m", "kbviewer", "search"]
    yield "search", _whole(checkout, [*search, "盲盒"])
    yield "empty window", _until_painted(checkout, _EMPTY)
    yield "window", _until_painted(checkout, _KBVIEWER)
    if library is not None:
        yield "first answer", _whole(checkout, [*search, query, "--library", str(library)])
        wall, cpu = map(float, _run(checkout, ["-c", _UPDATE, str(library)]).split())
        yield "nothing changed", (wall, cpu)


def _until_painted(checkout: Path, program: str) -> tuple[float, float]:
    began, worked = time.time(), _processor_s()
    painted = float(_run(checkout, ["-c", _TIMED + program]).split()[-1])
    return painted - began, _processor_s() - worked


def _whole(checkout: Path, arguments: list[str]) -> tuple[float, float]:
    began, worked = time.perf_counter(), _processor_s()
    _run(checkout, arguments)
    return time.perf_counter() - began, _processor_s() - worked


def _run(checkout: Path, arguments: list[str]) -> str:
    """What a Python program prints, run with the package of a checkout."""
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout, env=environment, check=True, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    return ended.stdout


def _processor_s() -> float:
    """Seconds of processor time of the processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
