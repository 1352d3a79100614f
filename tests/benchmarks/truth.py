"""What each query should find: a plain scan of all texts, which shares nothing with the program.

The meaning of a query is the tests' oracle's. Only the folding is written a third time here: the
oracle's goes character by character, and knows the traditional characters of the tests alone.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC
from tqdm import tqdm

from tests.benchmarks.excerpts import Excerpt
from tests.benchmarks.library import BenchmarkLibrary
from tests.index import oracle

_KEPT = "\ue000"  # stands for the full-width comma while the rest is made compatible


class _Simplified(dict[int, str | None]):
    """What becomes of a decomposed character: nothing of a mark on it, else the simplified one."""

    def __init__(self) -> None:
        super().__init__({0x2018: "'", 0x2019: "'", ord(_KEPT): "，"})
        self._convert = OpenCC("t2s").convert

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        is_mark = unicodedata.category(char) in ("Mn", "Cf") and char not in oracle.VOICING
        self[code] = None if is_mark else self._convert(char) if code > 0x2E80 else char
        return self[code]


@cache
def _simplified() -> _Simplified:
    return _Simplified()


def folded(text: str) -> str:
    """A text as it is compared; the oracle's ``fold``, for all characters and faster."""
    text = unicodedata.normalize("NFKC", text.replace("，", _KEPT)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_simplified())
    return unicodedata.normalize("NFC", text)


class _Folded(oracle.Document):
    """An excerpt whose texts are folded once for all queries."""

    def __init__(self, excerpt: Excerpt) -> None:
        super().__init__(str(excerpt.number), excerpt.title, excerpt.source, excerpt.lines)
        parts = (excerpt.title, excerpt.source, "\n".join(excerpt.lines))
        object.__setattr__(self, "_folded", [folded(part) for part in parts])
        object.__setattr__(self, "whole", "\n".join(self._folded))

    _folded: list[str]
    whole: str

    def fields(self, field: str) -> list[str]:
        return self._folded if not field else [self._folded[("title", "source").index(field)]]


@dataclass(frozen=True)
class Truth:
    """The excerpts that each query should find, as the bits of a number; bit 0 is the first."""

    questions: tuple[oracle.Question, ...]
    bits: tuple[int, ...]


def scan(questions: Sequence[oracle.Question], library: Iterable[Excerpt], number: int) -> Truth:
    """Scan ``number`` excerpts for each of the questions."""
    found = [bytearray(number // 8 + 1) for _ in questions]
    needles = [tuple(_needles(question.asked)) for question in questions]
    for excerpt in library:
        document = _Folded(excerpt)
        if excerpt.number % 1_000 == 0:
            oracle.units.cache_clear()  # of texts that are not met again
        whole = document.whole
        for place, question in enumerate(questions):
            if all(needle in whole for needle in needles[place]) and question.matches(document):
                found[place][excerpt.number // 8] |= 1 << excerpt.number % 8
    return Truth(tuple(questions), tuple(int.from_bytes(bits, "little") for bits in found))


def known_truth(questions: Sequence[oracle.Question], library: BenchmarkLibrary) -> Truth:
    """The truth of a kept library: scanned once for each question, and noted there."""
    rules = "".join(inspect.getsource(module) for module in (oracle, sys.modules[__name__]))
    notes = (
        library.home / f"truth-{hashlib.blake2b(rules.encode(), digest_size=8).hexdigest()}.json"
    )
    known = json.loads(notes.read_text(encoding="utf-8")) if notes.exists() else {}
    fresh = [question for question in questions if question.typed() not in known]
    if fresh:
        said = tqdm(library.excerpts(), "scan", library.number, unit="text", mininterval=1)
        found = scan(fresh, said, library.number)
        for question, bits in zip(fresh, found.bits, strict=True):
            known[question.typed()] = f"{bits:x}"
        notes.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return Truth(tuple(questions), tuple(int(known[q.typed()], 16) for q in questions))


def bits_of(numbers: Iterable[int], number: int) -> int:
    """A set of excerpts, of ``number`` in all, as the bits of a number."""
    bits = bytearray(number // 8 + 1)
    for place in numbers:
        bits[place // 8] |= 1 << place % 8
    return int.from_bytes(bits, "little")


def _needles(asked: oracle.QueryPart) -> Iterable[str]:
    """What must stand in a text that answers, whatever else: a first sieve, and a fast one."""
    if isinstance(asked, oracle.All) and not isinstance(asked, oracle.Or):
        for part in asked.parts:
            yield from _needles(part)
    elif isinstance(asked, oracle.In):
        yield from _needles(asked.part)
    elif isinstance(asked, oracle.Word | oracle.Quote):
        for unit in oracle.units(oracle.fold(asked.text)):
            if unit.is_run:
                yield unit.text
            elif unit.text.isalpha():  # figures may be parted by commas in a text
                # An inflection keeps the stem but for its last letter: happy, happiness.
                yield (oracle.stem(unit.text) or unit.text)[:-1]
