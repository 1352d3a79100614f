"""What a person types: queries drawn from the texts, and each of them key by key."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from tests.benchmarks.excerpts import Text
from tests.benchmarks.truth import folded
from tests.index import oracle

_HAN = re.compile("[\u4e00-\u9fff]+")
_WORD = re.compile(r"(?<![\w.'+#-])[A-Za-z]{2,14}(?![\w.'+#-])")
_MIXED = re.compile(
    "(?<![A-Za-z0-9.,'+#-])[A-Za-z0-9]{1,8}[\u4e00-\u9fff]{1,2}"
    "|[\u4e00-\u9fff]{1,2}[A-Za-z0-9]{1,8}(?![A-Za-z0-9.,'+#-])"
)
_LENGTHS = ((1, 10), (2, 45), (3, 20), (4, 20), (5, 5))
"""Characters of a Chinese word, and how many of a hundred words have so many."""

KINDS = ("one character", "two characters", "three and more", "Latin word",
         "mixed", "two terms", "operators")  # fmt: skip


def queries(texts: Sequence[Text], number: int, seed: int) -> list[oracle.Question]:
    """Different queries, the same ones each time: words as often as titles and texts hold them."""
    draw = random.Random(seed)
    writers: list[tuple[Callable[[str, random.Random], oracle.QueryPart | None], int]] = [
        (_chinese, 44), (_english, 14), (_two_chinese, 12), (_two_english, 8), (_mixed, 8),
        (_phrase, 5), (_in_title, 5), (_without, 4),
    ]  # fmt: skip
    found: dict[str, oracle.Question] = {}
    while len(found) < number:
        write = draw.choices([w for w, _ in writers], [share for _, share in writers])[0]
        asked = None
        while asked is None:
            text = draw.choice(texts)
            line = text.title if draw.random() < 0.6 else draw.choice(draw.choice(text.windows))
            asked = write(line, draw)
        # The oracle knows few traditional characters; the texts hold few.
        if folded(asked.typed()) == oracle.fold(asked.typed()):
            found.setdefault(asked.typed(), oracle.Question(asked))
    return list(found.values())


def keystrokes(asked: Sequence[oracle.Question]) -> Iterator[str]:
    """What stands in the search field after each key; nothing twice."""
    seen = set()
    for question in asked:
        typed = question.typed()
        for end in range(1, len(typed) + 1):
            if typed[:end] not in seen:
                seen.add(typed[:end])
                yield typed[:end]


def kind_of(typed: str) -> str:
    """The kind of a keystroke: one of ``KINDS``."""
    if typed[0] in '"-' or " -" in typed or ":" in typed:
        return "operators"
    words = typed.split()
    if len(words) > 1:
        return "two terms"
    if _HAN.fullmatch(words[0]):
        return KINDS[min(len(words[0]), 3) - 1]
    return "mixed" if _HAN.search(words[0]) else "Latin word"


def _chinese(line: str, draw: random.Random) -> oracle.Word | None:
    """A piece of a Chinese run: its beginning, its end, or from anywhere, so across words, too."""
    wanted = draw.choices([n for n, _ in _LENGTHS], [share for _, share in _LENGTHS])[0]
    runs = [run for run in _HAN.findall(line) if len(run) >= wanted]
    if not runs:
        return None
    run = draw.choice(runs)
    last = len(run) - wanted
    start = draw.choice((0, last, draw.randrange(last + 1)))
    return oracle.Word(run[start : start + wanted])


def _english(line: str, draw: random.Random) -> oracle.Word | None:
    words = _WORD.findall(line)
    return oracle.Word(draw.choice(words)) if words else None


def _two_chinese(line: str, draw: random.Random) -> oracle.All | None:
    return _both(_chinese(line, draw), _chinese(line, draw))


def _two_english(line: str, draw: random.Random) -> oracle.All | None:
    return _both(_english(line, draw), _english(line, draw))


def _mixed(line: str, draw: random.Random) -> oracle.Word | None:
    terms = _MIXED.findall(line)
    return oracle.Word(draw.choice(terms)) if terms else None


def _phrase(line: str, draw: random.Random) -> oracle.Quote | None:
    phrases = re.findall(r"(?<![\w.'+#-])[A-Za-z]{2,12} [A-Za-z]{2,12}(?![\w.'+#-])", line)
    return oracle.Quote(draw.choice(phrases)) if phrases else None


def _in_title(line: str, draw: random.Random) -> oracle.In | None:
    word = (_chinese if draw.random() < 0.7 else _english)(line, draw)
    return oracle.In("title:", word) if word else None


def _without(line: str, draw: random.Random) -> oracle.All | None:
    unwanted = _chinese(line, draw) or _english(line, draw)
    return _both(_chinese(line, draw), oracle.Not(unwanted)) if unwanted else None


def _both(first: oracle.QueryPart | None, second: oracle.QueryPart | None) -> oracle.All | None:
    if not first or not second or set(second.typed()) <= set(first.typed()):
        return None
    return oracle.All((first, second))
