"""English inflections: words with the same stem match when a whole word is searched.

Steps 1 and 5 of Porter's algorithm (M. F. Porter, "An algorithm for suffix stripping", 1980):
plurals, ``-ed``, ``-ing``, a final ``y`` or ``e``. Its other steps would join derivations, which
are other words (clinic and clinical). ``resources/inflections.txt`` has the words that the rules
get wrong.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from os.path import commonprefix

from kbviewer import paths

INFLECTED = "[a-z]{3,40}(?:'s)?"
"""A pattern of a word that can be a form of another word."""
_INFLECTED = re.compile(INFLECTED)
_DOUBLE = re.compile(r"([^aeioulsz])\1\Z")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded English word, without a possessive ``'s``.

    A word with digits, signs or other letters has no inflections and is its own stem.
    """
    if not _INFLECTED.fullmatch(word):
        return word
    word = word.removesuffix("'s")
    exceptions = _exceptions()
    if word in exceptions:
        return exceptions[word][0]
    return _without_e(_with_i(_without_ending(_singular(word))))


def has_inflections(word: str) -> bool:
    """Whether ``word`` can be a form of another word."""
    return _INFLECTED.fullmatch(word) is not None


def stem_prefix(word: str) -> str:
    """The letters that all inflections of a word with inflections begin with."""
    forms = _exceptions().get(word.removesuffix("'s"))
    if forms is not None:
        return commonprefix(forms)  # noqa: RUF071  of characters, not of paths
    return stem(word)[:-1] or word[0]  # a rule changes no more than the last letter


@cache
def _exceptions() -> dict[str, tuple[str, ...]]:
    """The forms of each word that the rules get wrong, by each of them."""
    lines = (paths.resources() / "inflections.txt").read_text(encoding="utf-8").splitlines()
    forms = (tuple(line.split()) for line in lines if line and not line.startswith("#"))
    return {form: line for line in forms for form in line}


def _shape(word: str) -> str:
    """The letters of a word as ``c`` for consonants and ``v`` for vowels.

    Behind a consonant y is a vowel.
    """
    shape = ""
    for char in word:
        is_vowel = char in "aeiou" or (char == "y" and shape.endswith("c"))
        shape += "v" if is_vowel else "c"
    return shape


def _measure(word: str) -> int:
    """Porter's *m*: how many groups of consonants are behind a vowel."""
    return _shape(word).count("vc")


def _has_vowel(word: str) -> bool:
    return "v" in _shape(word)


def _is_short(word: str) -> bool:
    """Porter's *o*: whether a word ends in consonant, vowel, consonant, the last not w, x or y."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _singular(word: str) -> str:
    """Step 1a."""
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _without_ending(word: str) -> str:
    """Step 1b: without ``-ed`` and ``-ing``."""
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        rest = word.removesuffix(ending)
        if rest != word:
            return _completed(rest) if _has_vowel(rest) else word
    return word


def _completed(rest: str) -> str:
    """What is left of a word without its ending, as the word is written without it."""
    if rest.endswith(("at", "bl", "iz")):
        return f"{rest}e"
    if _DOUBLE.search(rest):
        return rest[:-1]
    return f"{rest}e" if _measure(rest) == 1 and _is_short(rest) else rest


def _with_i(word: str) -> str:
    """Step 1c: a final ``y`` behind a vowel somewhere before it is ``i``."""
    return f"{word[:-1]}i" if word.endswith("y") and _has_vowel(word[:-1]) else word


def _without_e(word: str) -> str:
    """Step 5."""
    if word.endswith("e"):
        rest = word[:-1]
        count = _measure(rest)
        if count > 1 or (count == 1 and not _is_short(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
