"""What texts made to cost much do cost, in a real window: the renderer, the panel, the memory.

Run ``python -m tests.benchmarks.hostile``. Each text is an article of a library of its own, opened
as the program opens it. Told are the time from asking to the page on the screen, the longest time
that the event loop did not come round, what the process grew by, and how the text is shown. Of a
time without the event loop the processor time of the process counts where it is less: a machine
that does other things meanwhile is no fault of the text.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from kbviewer.index.search.matcher import Match
from kbviewer.service import KnowledgeBase
from kbviewer.ui import app
from kbviewer.ui.article.article_document import ArticleDocument
from kbviewer.ui.article.article_loader import LONG_TEXT, find_matches, load_article
from kbviewer.ui.article.article_view import ArticleView
from kbviewer.ui.tasks import LatestTask, Worker
from tests.benchmarks.report import Row, table
from tests.hostile import MARKED, REPEATS, catalogue, generated

LONGEST_MS, LONGEST_HOLD_MS, MOST_MB = 2_500, 200, 300
_PATIENCE_MS = 60_000


@dataclass(frozen=True)
class Cost:
    """What showing a text takes.

    Attributes:
        ms: from asking until it is painted.
        hold_ms: the longest time between two turns of the event loop.
        grown_mb: resident memory afterwards, beyond what it was before.
        shown: ``rendered``, or the note why it is not.
        parts: into how many it is cut.
    """

    ms: float
    hold_ms: float
    grown_mb: float
    shown: str
    parts: int

    @property
    def is_within(self) -> bool:
        """Whether all of it is within the bounds."""
        in_time = self.ms <= LONGEST_MS and self.hold_ms <= LONGEST_HOLD_MS
        return in_time and self.grown_mb <= MOST_MB


class Desk:
    """An article panel and a knowledge base, to show one text after another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._worker = Worker(partial(KnowledgeBase.open, folder))
        self._view = ArticleView(())
        self._view.resize(700, 800)
        self._view.show()
        self._pages = LatestTask(self._worker)
        self._pages.succeeded.connect(self._show)
        self._loop = QEventLoop()
        self._beat = QTimer(interval=1)
        self._beat.timeout.connect(self._turn)
        self._before = self._cpu_before = 0.0
        self._hold = 0.0
        self._left = 0
        self._query = ""
        self.cost("warm up", "text " * 100)

    def cost(self, name: str, text: str, query: str = "") -> Cost:
        """Show ``text``, with the matches of a query where there is one, and say what it took."""
        self._query = query
        path = self._folder / "text.md"
        path.write_text(f"---\ntitle: {name}\n---\n{text}", encoding="utf-8")
        gc.collect()
        grown = resident_mb()
        began = self._before = time.perf_counter()
        self._cpu_before = time.process_time()
        self._hold, self._left = 0.0, -1
        self._beat.start()
        self._pages.submit(self._read)
        self._loop.exec()
        self._beat.stop()
        ms = (self._before - began) * 1000
        page = self._view.document
        assert page is not None
        for part in range(1, min(3, len(page.sections))):  # further parts may hold it, too
            self._before, self._cpu_before = time.perf_counter(), time.process_time()
            self._view._turn_section(1)
            self._view.grab()
            self._note()
            while self._view.is_marking:
                QApplication.processEvents()
                self._note()
            assert self._view._section == part
        grown = resident_mb() - grown
        return Cost(ms, self._hold * 1000, grown, page.note or "rendered", len(page.sections))

    def close(self) -> None:
        """Clear the desk."""
        self._worker.close()
        self._view.deleteLater()

    def _read(self, knowledge_base: KnowledgeBase) -> tuple[ArticleDocument, Sequence[Match]]:
        page = load_article(knowledge_base, "text.md")
        return page, find_matches(knowledge_base, self._query, page) if self._query else ()

    def _show(self, read: tuple[ArticleDocument, Sequence[Match]]) -> None:
        page, matches = read
        self._view.show_document(page)
        if self._query:
            if len(page.text) > LONG_TEXT:  # as in the window, where they come later
                QApplication.processEvents()
                self._note()
            self._view.show_matches(matches)
        self._left = 5  # turns in which what was put off is laid out and painted

    def _note(self) -> None:
        now, cpu = time.perf_counter(), time.process_time()
        self._hold = max(self._hold, min(now - self._before, cpu - self._cpu_before))
        self._before, self._cpu_before = now, cpu

    def _turn(self) -> None:
        self._note()
        self._left -= self._left > 0
        if self._left == 0 and not self._view.is_marking:
            self._loop.quit()


def resident_mb() -> float:
    """What this process has in memory, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    pages = int(status.read_text("ascii").split()[1]) if status.exists() else 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024 if pages else 0.0


def main(arguments: Sequence[str]) -> None:
    """Measure and print a table; end with 1 where a text is beyond the bounds."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.hostile")
    parser.add_argument("--only", default="", metavar="WORD", help="texts whose name has it")
    parser.add_argument("--repeats", type=int, nargs="*", default=list(REPEATS), metavar="N")
    parser.add_argument("--generated", type=int, default=0, metavar="N", help="texts by chance")
    parser.add_argument("--markdown", action="store_true", help="print the table for a page")
    options = parser.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    rows: list[Row] = [("", "ms", "longest hold ms", "MB more", "parts", "shown")]
    beyond: list[str] = []
    with tempfile.TemporaryDirectory() as home:
        for name in ("KBVIEWER_CACHE_DIR", "KBVIEWER_DATA_DIR"):
            os.environ[name] = home
        folder = Path(home) / "library"
        folder.mkdir()
        application = app._application()
        desk = Desk(folder)
        texts = {name: (text, "") for name, text in catalogue(tuple(options.repeats)).items()}
        texts |= MARKED | {f"generated {n}": (generated(n), "") for n in range(options.generated)}
        for name, (text, query) in texts.items():
            if options.only in name:
                cost = desk.cost(name, text, query)
                rows.append(_row(name, cost))
                if not cost.is_within:
                    beyond.append(name)
                    print("beyond the bounds:", *rows[-1], file=sys.stderr)
        desk.close()
        QApplication.processEvents()
        del application
    print(table(rows, markdown=options.markdown))
    print(f"\n{len(rows) - 1} texts, {len(beyond)} beyond the bounds")
    sys.exit(1 if beyond else 0)


def _row(name: str, cost: Cost) -> Row:
    figures = (f"{one:,.0f}" for one in (cost.ms, cost.hold_ms, cost.grown_mb, cost.parts))
    return (name, *figures, cost.shown)


if __name__ == "__main__":
    main(sys.argv[1:])
