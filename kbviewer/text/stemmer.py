"""English inflections: words with the same stem match when a whole word is searched."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Protocol

_INFLECTED = re.compile(r"[a-z]{3,40}(?:'s)?")


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802  the library's name


@cache
def _porter() -> _Stemmer:
    import snowballstemmer  # noqa: PLC0415  40 ms that a Chinese query does not need

    stemmer: _Stemmer = snowballstemmer.stemmer("porter")
    return stemmer


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Porter stem of a folded English word, without a possessive ``'s``.

    A word with digits, signs or other letters has no inflections and is its own stem.
    """
    if not _INFLECTED.fullmatch(word):
        return word
    return _porter().stemWord(word.removesuffix("'s"))


def has_inflections(word: str) -> bool:
    """Whether ``word`` can be a form of another word."""
    return _INFLECTED.fullmatch(word) is not None
