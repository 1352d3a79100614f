"""What each query should find: a plain scan of all texts, which shares nothing with the program.

The meaning of a query is the tests' oracle's. Only the folding is written a third time here: the
oracle's goes character by character, and knows the traditional characters of the tests alone.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC
from tqdm import tqdm

from tests.benchmarks.excerpts import Excerpt
from tests.benchmarks.library import BenchmarkLibrary, file_of
from tests.index import oracle

_KEPT = str.maketrans(oracle.KEPT)
_FIELDS = ("", "title", "source", "author", "tag", "file")
_NO_WORD = re.compile(r"[\W_]+")


class _Simplified(dict[int, str | None]):
    """What becomes of a decomposed character: nothing of a mark on it, else the simplified one."""

    def __init__(self) -> None:
        replaced = {"‘": "'", "’": "'", "\ue000": "，", "\ue001": "\xa0", **oracle.LETTERS}
        super().__init__({ord(char): instead for char, instead in replaced.items()})
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
    text = unicodedata.normalize("NFKC", text.translate(_KEPT)).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_simplified())
    text = oracle.without_spaces(unicodedata.normalize("NFC", text))
    return oracle.without_notes(text) if "[" in text else text


class _Folded(oracle.Document):
    """An excerpt whose texts are folded once for all queries."""

    def __init__(self, excerpt: Excerpt) -> None:
        path = file_of(excerpt.number)
        header = (excerpt.lang, excerpt.published, excerpt.topics)
        super().__init__(path, excerpt.title, excerpt.source, excerpt.lines, *header)
        known = {name: list(map(folded, self.texts(name))) for name in _FIELDS}
        whole = "\n".join(text for texts in known.values() for text in texts)
        object.__setattr__(self, "_known", known)
        object.__setattr__(self, "whole", whole)
        object.__setattr__(self, "letters", _NO_WORD.sub("", whole))

    _known: dict[str, list[str]]
    whole: str
    letters: str

    def fields(self, field: str) -> list[str]:
        return self._known[field]


@dataclass(frozen=True)
class Truth:
    """The excerpts that each query should find, as the bits of a number; bit 0 is the first."""

    questions: tuple[oracle.Question, ...]
    bits: tuple[int, ...]


def scan(questions: Sequence[oracle.Question], library: Iterable[Excerpt], number: int) -> Truth:
    """Scan ``number`` excerpts for each of the questions."""
    found = [bytearray(number // 8 + 1) for _ in questions]
    needles = [
        (list(_runs(question.asked)), list(_beginnings(question.asked))) for question in questions
    ]
    for excerpt in library:
        document = _Folded(excerpt)
        if excerpt.number % 1_000 == 0:
            oracle.units.cache_clear()  # of texts that are not met again
        whole, letters = document.whole, document.letters
        for place, question in enumerate(questions):
            runs, beginnings = needles[place]
            may_match = all(run in whole for run in runs) and all(
                beginning in letters for beginning in beginnings
            )
            if may_match and question.matches(document):
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


# What must stand in a text that answers, whatever else: a first sieve, and a fast one.


def _runs(asked: oracle.QueryPart) -> Iterator[str]:
    """The Chinese runs that must stand in a text."""
    for unit in _required_units(asked):
        if unit.is_run:
            yield unit.text


def _beginnings(asked: oracle.QueryPart) -> Iterator[str]:
    """The beginnings of words that must stand among the letters of a text, all others left out.

    A word may be in several there (``e-commerce``, ``U.S.``), and an inflection keeps the stem but
    for its last letter: happy, happiness. Figures may be parted by commas.
    """
    irregular = [form for forms in oracle.FORMS for form in forms]
    for unit in _required_units(asked):
        if unit.text.isalpha() and not unit.is_run and unit.text not in irregular:
            yield (oracle.stem(unit.text) or unit.text)[:-1]


def _required_units(asked: oracle.QueryPart) -> Iterator[oracle.Unit]:
    if isinstance(asked, oracle.All) and not isinstance(asked, oracle.Or):
        for part in asked.parts:
            yield from _required_units(part)
    elif isinstance(asked, oracle.In):
        yield from _required_units(asked.part)
    elif isinstance(asked, oracle.Word | oracle.Quote):
        text = oracle.fold(asked.text)
        if text not in oracle.days_as_typed():  # an article published on that day answers, too
            yield from oracle.units(text)
