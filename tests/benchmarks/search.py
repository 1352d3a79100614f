"""How long a whole page takes at every key, how much is found, and what others do with the same.

Run ``python -m tests.benchmarks.search --excerpts N``. It makes a library of N excerpts, from the
texts of a JSONL file (``--from``) or from the shipped corpus' own words, builds an index with
kbviewer and with each of the others, and types real queries into each, one character at a time.
A keystroke's time is that to the best 50 with their snippets and the total; kbviewer's has the
count at every topic, too. All of it runs on one core, after some throwaway queries.

What should be found is told by a plain scan of all texts, by the rules that the README gives: a
Chinese term stands anywhere, a Latin word from its start or inflected, a term across two scripts
with or without a blank. The others have rules of their own, so a difference is not always an error.

The others are handed the texts, where kbviewer and Recoll read the files; making the texts is a
part of their build, 3 s of 100,000.

With ``--keep DIR`` the library and the indexes are made once and used again by later runs; how
long a build took is then told from the run that built it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.keystrokes import keystrokes, queries
from tests.benchmarks.library import BenchmarkLibrary
from tests.benchmarks.measure import answers, one_core, timed_build, timed_keys
from tests.benchmarks.rivals.fts5 import LikeScan, Trigram, Unicode61
from tests.benchmarks.rivals.groonga import Groonga
from tests.benchmarks.rivals.ours import Ours
from tests.benchmarks.rivals.recoll import Recoll
from tests.benchmarks.rivals.rival import Rival
from tests.benchmarks.rivals.tantivy_tokens import Tantivy
from tests.benchmarks.truth import Truth, known_truth

_ENGINES: dict[str, type[Rival]] = {
    "kbviewer": Ours, "trigram": Trigram, "unicode61": Unicode61, "like": LikeScan,
    "tantivy": Tantivy, "groonga": Groonga, "recoll": Recoll,
}  # fmt: skip
_SCANNED = 40_000_000
"""Texts that are scanned for the truth: excerpts times queries."""
_THROWAWAY = 20


def main(arguments: Sequence[str]) -> None:
    """Measure and print the tables."""
    options = _options(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = options.keep or Path(folder)
        library = BenchmarkLibrary.make(home, options.excerpts, options.source)
        asked = queries(library.texts, options.queries, options.seed)
        typed = list(keystrokes(asked))
        others = queries(library.texts, _THROWAWAY, options.seed + 1)
        throwaway = [text for text in keystrokes(others) if text not in typed][:_THROWAWAY]
        most = _SCANNED // library.number
        checked = most if options.checked is None else options.checked
        engines = [_ENGINES[name](library) for name in options.only]
        ready = [engine for engine in engines if _made_ready(engine, anew=options.anew)]
        truth = known_truth(asked[:checked], library)
        lines = []
        for engine in ready:
            _say(f"{engine.name}: typing {len(typed)} keys")
            lines.append(_measured(engine, typed, throwaway, truth, options.patience))
        if lines:
            _print(lines, ready, library, markdown=options.markdown)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.search")
    parser.add_argument("--excerpts", type=int, metavar="N", help="10,000 unless told")
    parser.add_argument("--from", type=Path, dest="source", metavar="FILE.jsonl.gz")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make all of it here, once")
    parser.add_argument("--only", nargs="+", choices=_ENGINES, default=list(_ENGINES))
    parser.add_argument("--anew", action="store_true", help="build the indexes again")
    parser.add_argument("--queries", type=int, default=200, metavar="N")
    parser.add_argument("--checked", type=int, metavar="N", help="queries compared with a scan")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--patience", type=float, default=120, metavar="S", help="seconds of typing for each engine"
    )
    parser.add_argument("--markdown", action="store_true", help="print the tables for a page")
    return parser.parse_args(arguments)


def _made_ready(engine: Rival, *, anew: bool) -> bool:
    """Build the index of an engine unless it is kept, and open it; False where it is missing."""
    if why := engine.missing():
        _say(f"{engine.name} is left out. {why}")
        return False
    kept = engine.library.build(engine.name) and not anew
    if not kept or (isinstance(engine, Ours) and not engine.is_whole()):
        _say(f"{engine.name}: building")
        timed_build(engine)
    return True


def _measured(
    engine: Rival, typed: Sequence[str], throwaway: Sequence[str], truth: Truth, patience_s: float
) -> report.Line:
    with one_core():
        engine.open()
        keys = timed_keys(engine, typed, throwaway, patience_s)
    given = answers(engine, truth, engine.library.number)
    engine.close()
    build = engine.library.build(engine.name)
    assert build
    return report.Line(engine.name, build, keys, given)


def _print(
    lines: Sequence[report.Line],
    engines: Sequence[Rival],
    library: BenchmarkLibrary,
    *,
    markdown: bool,
) -> None:
    print(f"{library.number:,} excerpts\n")
    print(report.table(report.side_by_side(lines), markdown=markdown))
    for engine, line in zip(engines, lines, strict=True):
        notes = [f"built on {line.build['day']}", *filter(None, [engine.note])]
        if isinstance(engine, Recoll):
            notes.append(f"a recollq that looks nothing up takes {engine.idle_ms():.1f} ms")
        if isinstance(engine, Ours):
            notes.append(f"the first query after opening takes {engine.first_ms:.1f} ms")
        print(f"{'- ' * markdown}{engine.name}: {'; '.join(notes)}.")
    builds = {line.name: line.build for line in lines}
    if Ours.name in builds and Recoll.name in builds:
        print("\n" + report.beside(builds[Ours.name], builds[Recoll.name]))
    print("\n" + report.table(report.recall_by_kind(lines), markdown=markdown))
    for line in lines:
        if line.name == Ours.name:
            print("\n" + report.table(report.by_kind(line.keys), markdown=markdown))
            if not markdown:
                print("\n" + report.table(report.slowest(line.keys), markdown=False))
                wrong = [answer.typed for answer in line.answers if not answer.is_exact]
                print(f"\nnot exactly answered: {', '.join(wrong) or 'none'}")
    if hasattr(os, "getloadavg"):
        _say(f"the machine's load at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
