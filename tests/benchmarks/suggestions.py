"""Whether what is suggested at zero is what was meant, and how long it takes.

Run ``python -m tests.benchmarks.suggestions --from EXCERPTS.jsonl.gz --questions DIR``.

The library is the excerpts and the passages of the questions (``tests.benchmarks.ranking`` says
what is in ``DIR``). Asked are

- questions as they are, whose passage should be among the ten articles with most of it; and the
  same with the passage out of the library, where nothing should be shown unasked;
- queries as people type them in Chinese, in one run: the titles of Chinese articles without their
  function words and spaces, of which the article has all pieces;
- slips: a word of letters with one edit, a word of characters with one homophone, a word in pinyin
  and by the initials of the glossary's terms. The right word should be among the offers.

Everything is drawn the same way each time. Slips that are words of the library themselves are not
asked. Characters are read as pypinyin reads them.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from pypinyin import lazy_pinyin

from kbviewer.index.index import Index
from kbviewer.index.suggest.partial_matches import suggest_partial
from kbviewer.index.suggest.pinyin import homophones
from kbviewer.index.suggest.segmentation import cut_run
from kbviewer.index.suggest.spelling import edits_of
from kbviewer.index.suggest.suggestion import SuggestionKind
from kbviewer.index.suggest.term_statistics import TermStatistics
from kbviewer.text.fold import fold
from tests.benchmarks.excerpts import texts
from tests.benchmarks.library import file_of
from tests.benchmarks.measure import mean
from tests.benchmarks.ranking import Passage, all_questions, searched
from tests.benchmarks.report import Row, table

_FUNCTION = re.compile(
    r"如何|怎么|怎样|什么|为什么|以及|或者|关于|对于|使用|的|了|在|是|有|和|与|及|或|于|由|从|到|为|以|其|这|"
    r"那|个|也|都|就|而|之|吗|呢|把|被|让|给|向|对|中|上|下|里|不|没|会|能|可以|\W|_"
)
_HAN = re.compile("[\u4e00-\u9fff]+")
_LETTERS = re.compile("[a-z]{5,12}")
_T = TypeVar("_T")
_MIN_ARTICLES = 10
"""Articles that have a word that is slipped in."""


@dataclass
class Outcome:
    """What came of one kind of queries: for each whether it was right, and milliseconds."""

    name: str
    right: list[bool]
    took: list[float]

    def row(self) -> Row:
        """A line of the table."""
        took = sorted(self.took)
        share = mean(self.right) or 0
        return (
            self.name,
            str(len(self.right)),
            f"{share:.3f}",
            f"{took[len(took) // 2]:.1f}",
            f"{took[int(len(took) * 0.95)]:.1f}",
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.suggestions")
    parser.add_argument("--from", type=Path, dest="source", metavar="FILE", required=True)
    parser.add_argument("--questions", type=Path, metavar="DIR", required=True)
    parser.add_argument("--number", type=int, default=500, metavar="N", help="questions")
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="print N wrong ones")
    options = parser.parse_args(arguments)
    passages, questions = all_questions(options.questions)
    excerpts = [
        Passage(text.title, tuple(line for window in text.windows for line in window), text.lang)
        for text in texts(options.source)
    ]
    draw = random.Random(1)
    questions = draw.sample(questions, min(options.number, len(questions)))
    wrong: list[str] = []
    with searched([*passages, *excerpts]) as index:
        rows: list[Row] = [("what is asked", "queries", "share", "p50 ms", "p95 ms")]
        asked = [(question.typed, file_of(question.answer)) for question in questions]
        outcomes = (
            _most(index, asked, wrong),
            _unasked(index, asked),
            *_apart(index, [passage.title for passage in excerpts if passage.lang == "zh"], wrong),
            *_slips(index, [*passages, *excerpts], draw, wrong),
        )
        rows += (outcome.row() for outcome in outcomes)
    print(table(rows, markdown=False))
    for line in wrong[: options.wrong]:
        print(f"    {line}")


# --- most of a query


def _most(index: Index, asked: Iterable[tuple[str, str]], wrong: list[str]) -> Outcome:
    outcome = Outcome("right passage in the first ten", [], [])
    for query, answer in asked:
        hits = _timed(outcome, partial(_hits, index, query))
        outcome.right.append(answer in hits)
        if answer not in hits:
            wrong.append(query)
    return outcome


def _total(index: Index, query: str) -> int:
    return index.search(f"{query} ").total


def _hits(index: Index, query: str) -> list[str]:
    found = [hit.id for hit in index.search(f"{query} ", limit=10).hits]
    return found or [
        hit.hit.id for one in index.suggest(SuggestionKind.MOST, f"{query} ") for hit in one.hits
    ]


def _unasked(index: Index, asked: Iterable[tuple[str, str]]) -> Outcome:
    """How often articles are shown unasked where the one that answers is not there."""
    outcome = Outcome("shown unasked without the passage", [], [])
    for query, answer in asked:
        outcome.right.append(_timed(outcome, partial(_is_shown, index, query, answer)))
    return outcome


def _is_shown(index: Index, query: str, without: str) -> bool:
    with index._database.read_transaction() as db:
        reader = index._searcher.reader(db)
        (row,) = db.execute("SELECT id FROM article WHERE path = ?", (without,))
        statistics = TermStatistics(db, reader, reader.live_docs & ~(1 << row[0]))
        return any(one.is_close for one in suggest_partial(f"{query} ", statistics))


# --- runs


def _apart(index: Index, titles: Sequence[str], wrong: list[str]) -> list[Outcome]:
    """Which queries in one run find nothing, as typed and in pieces."""
    queries = []
    for title in random.Random(2).sample(sorted(set(titles)), len(set(titles))):
        pieces = [piece for piece in _FUNCTION.split(title) if piece]
        query = "".join(pieces)
        if len(pieces) >= 3 and 8 <= len(query) <= 20 and len("".join(_HAN.findall(query))) > 5:
            queries.append(query)
        if len(queries) == 65:
            break
    typed = Outcome("run that finds nothing, as typed", [], [])
    cut = Outcome("run that finds nothing, in pieces", [], [])
    for query in queries:
        total = _timed(typed, partial(_total, index, query))
        typed.right.append(total == 0)
        found = _timed(cut, partial(index.suggest, SuggestionKind.APART, f"{query} "))
        cut.right.append(total == 0 and not found)
        if cut.right[-1]:
            wrong.append(query)
    return [typed, cut]


# --- slips


def _slips(
    index: Index, passages: Sequence[Passage], draw: random.Random, wrong: list[str]
) -> list[Outcome]:
    words, runs = _vocabulary(index, passages)
    draw.shuffle(words)
    draw.shuffle(runs)
    asked: dict[str, list[tuple[str, str]]] = {
        "Latin word with one edit": [],
        "characters with one homophone": [],
        "characters in pinyin": [],
    }
    for word in words:
        asked["Latin word with one edit"].append((draw.choice(sorted(edits_of(word))), word))
    for run in runs:
        place = draw.randrange(len(run))
        if others := homophones(run[place]):
            slip = f"{run[:place]}{draw.choice(others)}{run[place + 1 :]}"
            asked["characters with one homophone"].append((slip, run))
        asked["characters in pinyin"].append(("".join(lazy_pinyin(run, v_to_u=False)), run))
    outcomes = []
    for name, pairs in asked.items():
        outcome = Outcome(f"{name}, among three", [], [])
        for slip, meant in pairs:
            if len(outcome.right) == (300 if name.startswith("Latin") else 150):
                break
            if index.search(f"{slip} ").total:  # it is a word itself
                continue
            offers = _timed(outcome, partial(index.suggest, SuggestionKind.SPELLING, f"{slip} "))
            outcome.right.append(meant in [offer.term for offer in offers])
            if not outcome.right[-1]:
                wrong.append(f"{slip} for {meant}: {', '.join(one.term for one in offers)}")
        outcomes.append(outcome)
    return outcomes


def _vocabulary(index: Index, passages: Sequence[Passage]) -> tuple[list[str], list[str]]:
    """Words of letters and of characters that titles have and some articles, too."""
    titles = sorted({fold(passage.title) for passage in passages})
    with index._database.read_transaction() as db:
        reader = index._searcher.reader(db)
        statistics = TermStatistics(db, reader, reader.live_docs)
        letters = {word for title in titles for word in _LETTERS.findall(title)}
        counts = statistics.token_counts(statistics.known_words(sorted(letters)))
        words = [word for word, count in counts.items() if count >= _MIN_ARTICLES]
        runs: set[str] = set()
        for title in random.Random(3).sample(titles, min(3_000, len(titles))):
            for run in _HAN.findall(title):
                for start, end in cut_run(run, statistics):
                    piece = run[start:end]
                    if 2 <= len(piece) <= 4:
                        runs.add(piece)
        return sorted(words), sorted(
            run for run in runs if statistics.docs_with_run(run).bit_count() >= _MIN_ARTICLES
        )


def _timed(outcome: Outcome, ask: Callable[[], _T]) -> _T:
    began = time.process_time()
    result = ask()
    outcome.took.append((time.process_time() - began) * 1000)
    return result


if __name__ == "__main__":
    main()
