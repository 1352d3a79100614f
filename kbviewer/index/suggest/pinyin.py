"""Characters by their sound: homophones of a character, and runs typed in pinyin.

``resources/pinyin.txt`` has a line for each syllable, without its tone: the syllable, a space, and
the characters that are read so. A character with several readings is on several lines.
"""

from __future__ import annotations

from functools import cache
from itertools import islice, product

from kbviewer import paths

_LONGEST_SYLLABLE = 6
_MAX_READINGS = 4
"""Ways to cut letters into syllables that are tried: ``xian`` is one syllable or two."""
_MAX_LETTERS = 40


def homophones(character: str) -> str:
    """The characters that can be read as ``character`` can, whatever the tone, without itself."""
    found = dict.fromkeys(
        other for syllable in _readings().get(character, ()) for other in _syllables()[syllable]
    )
    return "".join(other for other in found if other != character)


def characters_read(syllable: str) -> str:
    """The characters that are read as a syllable; "" if it is none."""
    return _syllables().get(syllable, "")


def syllables_of(letters: str) -> list[list[str]]:
    """The ways to cut letters into syllables, those with the fewest first.

    Args:
        letters: a to z, in lower case; ``v`` is ü.
    """
    if len(letters) > _MAX_LETTERS:
        return []
    best: list[list[list[str]]] = [[[]], *([] for _ in letters)]
    for end in range(1, len(letters) + 1):
        ways = [
            [*way, letters[start:end]]
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if letters[start:end] in _syllables()
            for way in best[start]
        ]
        best[end] = sorted(ways, key=len)[:_MAX_READINGS]
    return best[-1]


def initials(run: str) -> set[str]:
    """The first letters of a run's syllables, for each way to read it; none for other signs."""
    letters = [{syllable[0] for syllable in _readings().get(one, ())} for one in run]
    return {"".join(way) for way in islice(product(*letters), _MAX_READINGS)}


@cache
def _syllables() -> dict[str, str]:
    lines = (paths.resources() / "pinyin.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return {syllable: characters for syllable, _, characters in pairs}


@cache
def _readings() -> dict[str, list[str]]:
    readings: dict[str, list[str]] = {}
    for syllable, characters in _syllables().items():
        for character in characters:
            readings.setdefault(character, []).append(syllable)
    return readings
