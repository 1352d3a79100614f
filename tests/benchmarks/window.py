"""From the key press to the painted results, in the real window; and how long it is ever busy.

Run ``python -m tests.benchmarks.window --keep DIR`` on a library that ``tests.benchmarks.search``
made and kept there. The window opens without a screen, on the index that is kept. The same queries
are typed twice with real key events: at eight keys a second, and as fast as answers are painted.
A key that is overtaken by the next one before its answer is there waits for that of the next.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.keystrokes import queries
from tests.benchmarks.library import BenchmarkLibrary
from tests.benchmarks.measure import percentile
from tests.benchmarks.report import Row, table
from tests.benchmarks.rivals.ours import Ours
from tests.benchmarks.typist import Typist, seat

_PACES = {"eight keys a second": 125, "as fast as painted": None}
_LONG_MS = 50


def main(arguments: Sequence[str]) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.window")
    parser.add_argument("--keep", type=Path, metavar="DIR", required=True)
    parser.add_argument("--queries", type=int, default=60, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", action="store_true", help="print the table for a page")
    options = parser.parse_args(arguments)
    library = kept(options.keep)
    typed = [question.typed() for question in queries(library.texts, options.queries, options.seed)]
    rows: list[Row] = [
        ("", "keys", "p50 ms", "p95 ms", "max ms", "overtaken", "longest busy ms",
         f"busy over {_LONG_MS} ms")
    ]  # fmt: skip
    with seat(library.folder, library.home / Ours.name) as typist:
        typist.type(typed[:3], None)
        for name, pace_ms in _PACES.items():
            typist.type(typed, pace_ms)
            rows.append(_row(name, typist))
            if not options.markdown:
                slow = sorted(typist.shown, key=lambda shown: -shown.ms)[:5]
                told = (f"{shown.typed} {shown.ms:.0f} ms" for shown in slow)
                print(f"slowest, {name}: {', '.join(told)}")
    print(f"{library.number:,} excerpts\n")
    print(table(rows, markdown=options.markdown))


def kept(home: Path) -> BenchmarkLibrary:
    """The library that an earlier run of the search made in ``home``, with kbviewer's index."""
    library = BenchmarkLibrary.make(home, None, None) if home.exists() else None
    if library is None or not Ours(library).is_whole():
        told = f"python -m tests.benchmarks.search --only kbviewer --keep {home}"
        sys.exit(f"There is no library with an index in {home}. Make one: {told}")
    return library


def _row(name: str, typist: Typist) -> Row:
    times = [shown.ms for shown in typist.shown]
    figures = (percentile(times, share) for share in (0.5, 0.95, 1))
    return (
        name, str(len(times)), *(f"{ms:,.1f}" for ms in figures),
        str(sum(shown.is_overtaken for shown in typist.shown)),
        f"{max(typist.busy_ms):,.1f}", str(sum(ms > _LONG_MS for ms in typist.busy_ms)),
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
