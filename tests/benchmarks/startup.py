"""How long until the window is up, beside an empty PySide6 window; and one search in a terminal.

Run ``python -m tests.benchmarks.startup [ROUNDS]``. Each round starts both programs, one after the
other, as processes of their own, and takes the time from the start of the process to the first
painted window. On a screen if there is one, else on Qt's offscreen platform.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

_ROUNDS = 15
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
_SEARCH = [sys.executable, "-m", "kbviewer", "search", "盲盒"]


def main(rounds: int) -> None:
    """Measure and print a table."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KBVIEWER_CACHE_DIR"] = folder
        os.environ["KBVIEWER_DATA_DIR"] = folder
        subprocess.run(_SEARCH, check=True, capture_output=True)  # the first start builds the index
        times: dict[str, list[float]] = {"empty window": [], "kbviewer": [], "search": []}
        for number in range(rounds + 1):
            taken = {
                "empty window": _until_painted(_EMPTY),
                "kbviewer": _until_painted(_KBVIEWER),
                "search": _whole(_SEARCH),
            }
            if number:  # the first round warms the disk
                for name, seconds in taken.items():
                    times[name].append(seconds)
    ratio = statistics.median(
        ours / empty for ours, empty in zip(times["kbviewer"], times["empty window"], strict=True)
    )
    print(f"{'':24}{'median':>10}{'p95':>10}")
    for name, taken_s in times.items():
        p95 = sorted(taken_s)[min(len(taken_s) - 1, int(len(taken_s) * 0.95))]
        print(f"{name:24}{statistics.median(taken_s) * 1000:8.0f}ms{p95 * 1000:8.0f}ms")
    print(f"kbviewer's window takes {ratio:.2f} times as long as an empty one (median of rounds)")


def _until_painted(program: str) -> float:
    began = time.time()
    ended = subprocess.run(
        [sys.executable, "-c", _TIMED + program], check=True, capture_output=True, text=True
    )
    return float(ended.stdout.split()[-1]) - began


def _whole(command: list[str]) -> float:
    began = time.time()
    subprocess.run(command, check=True, capture_output=True)
    return time.time() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
