"""Times, and the share of hits that are true."""

from __future__ import annotations

import math
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.benchmarks.library import Build
from tests.benchmarks.rivals.rival import Rival
from tests.benchmarks.truth import Truth, bits_of


@dataclass(frozen=True, slots=True)
class Keystroke:
    """One key, and what came of it.

    Attributes:
        typed: what then stood in the field.
        ms: milliseconds to its page.
        cpu_ms: those that this process was at work, which a busy machine does not lengthen.
        total: the hits in all.
    """

    typed: str
    ms: float
    cpu_ms: float
    total: int


@dataclass(frozen=True, slots=True)
class Answer:
    """How true the answer to a whole query is.

    Attributes:
        typed: the query.
        recall: the share of the true hits that is found; None where there are none.
        precision: the share of what is found that is true; None where nothing is.
    """

    typed: str
    recall: float | None
    precision: float | None

    @property
    def is_exact(self) -> bool:
        """Whether it is the true hits, all of them and nothing else."""
        return self.recall in (1, None) and self.precision in (1, None)


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which ``share`` of all lie; 1 is the largest."""
    row = sorted(values)
    return row[min(len(row) - 1, int(len(row) * share))]


@contextmanager
def one_core() -> Iterator[None]:
    """While inside, this process and what it starts run on one core, where that can be said."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def timed_build(rival: Rival) -> Build:
    """Build the index of a rival anew, and note how long it took."""
    shutil.rmtree(rival.home, ignore_errors=True)
    rival.home.mkdir(parents=True)
    rival.library.texts  # noqa: B018  read before, so that nobody is charged for it
    began, worked = time.perf_counter(), _processor_s()
    rival.build()
    wall, cpu = time.perf_counter() - began, _processor_s() - worked
    return rival.library.note_build(rival.name, wall, cpu, rival.size())


def timed_keys(
    rival: Rival, typed: Sequence[str], throwaway: Sequence[str], patience_s: float
) -> list[Keystroke]:
    """The time of each keystroke, in order; of every second, third … where all take too long.

    Args:
        rival: the engine, open.
        typed: what stands in the field after each key.
        throwaway: other keystrokes, asked before to warm everything.
        patience_s: seconds for all of them, about.
    """
    began = time.perf_counter()
    for text in throwaway:
        rival.page(text)
    expected_s = (time.perf_counter() - began) / len(throwaway) * len(typed)
    found = []
    for text in typed[:: max(1, math.ceil(expected_s / patience_s))]:
        began, worked = time.perf_counter(), time.process_time()
        total = rival.page(text)
        cpu, wall = time.process_time() - worked, time.perf_counter() - began
        found.append(Keystroke(text, wall * 1000, cpu * 1000, total))
    return found


def answers(rival: Rival, truth: Truth, number: int) -> list[Answer]:
    """What a rival finds of the truth in ``number`` excerpts, query by query."""
    given = []
    for question, true in zip(truth.questions, truth.bits, strict=True):
        found = bits_of(rival.numbers(question.typed()), number)
        right = (found & true).bit_count()
        recall = right / true.bit_count() if true else None
        precision = right / found.bit_count() if found else None
        given.append(Answer(question.typed(), recall, precision))
    return given


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of what is not None: each query counts as much as another."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _processor_s() -> float:
    """Seconds of processor time of this process and of those it started and waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
