"""How much memory the window takes: after the same typing on ten articles and on many.

Run ``python -m tests.benchmarks.memory --keep DIR`` on a library that ``tests.benchmarks.search``
made and kept there. Each window is a process of its own. What is shared with other processes counts
by its share (PSS) where the system tells it; elsewhere the largest resident size is taken.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kbviewer import paths
from tests.benchmarks.keystrokes import queries
from tests.benchmarks.report import Row, table
from tests.benchmarks.rivals.ours import Ours
from tests.benchmarks.typist import seat
from tests.benchmarks.window import kept

_ROLLUP = Path("/proc/self/smaps_rollup")
_KIB = 1024 / 1e6
_THIS = [sys.executable, "-m", "tests.benchmarks.memory"]


def main(arguments: Sequence[str]) -> None:
    """Measure both and print a table; with ``--window``, be one of the two."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.memory")
    parser.add_argument("--keep", type=Path, metavar="DIR", required=True)
    parser.add_argument("--queries", type=int, default=60, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", action="store_true", help="print the table for a page")
    parser.add_argument("--window", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.window:
        _type(*options.window)
        return
    library = kept(options.keep)
    typed = [question.typed() for question in queries(library.texts, options.queries, options.seed)]
    with tempfile.TemporaryDirectory() as cache:
        first = _asked(paths.corpus(), Path(cache), typed[:1])  # it makes the index
        assert first
        few = _asked(paths.corpus(), Path(cache), typed)
    many = _asked(library.folder, library.home / Ours.name, typed)
    rows: list[Row] = [
        ("the window", "before typing, MB", "after typing, MB"),
        ("on ten articles", *(f"{value:,.0f}" for value in few)),
        (f"on {library.number:,} excerpts", *(f"{value:,.0f}" for value in many)),
        ("more", *(f"{more - less:+,.0f}" for less, more in zip(few, many, strict=True))),
    ]
    print(table(rows, markdown=options.markdown))


def _asked(library: Path, cache: Path, typed: Sequence[str]) -> list[float]:
    """Megabytes of a window before and after typing, in a process of its own."""
    command = [*_THIS, "--keep", str(cache), "--window", str(library), str(cache)]
    said = subprocess.run(
        command, input="\n".join(typed), check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    return [float(value) for value in said.stdout.split()]


def _type(library: Path, cache: Path) -> None:
    typed = [line.rstrip("\n") for line in sys.stdin]
    with seat(library, cache) as typist:
        before = _megabytes()
        typist.type(typed, None)
        print(before, _megabytes())


def _megabytes() -> float:
    """What this process takes: its share of the pages in memory, or else the most it ever had."""
    if _ROLLUP.exists():
        lines = _ROLLUP.read_text(encoding="ascii").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * _KIB
    import resource  # noqa: PLC0415  not on Windows

    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest / 1e6 if sys.platform == "darwin" else largest * _KIB


if __name__ == "__main__":
    main(sys.argv[1:])
