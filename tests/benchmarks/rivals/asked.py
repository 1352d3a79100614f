"""A typed query taken apart once for all rivals, none of which reads kbviewer's own signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = re.compile(r'(-(?=\S))?(title:)?(?:"([^"]*)("?)|(\S+))')


@dataclass(frozen=True, slots=True)
class Part:
    """A term.

    Attributes:
        text: a word, a run of characters, or a phrase.
        is_wanted: whether it must be there, or must not.
        in_title: whether only titles are asked.
        is_typed: whether it is the last word, and outside of quotes: the beginning of a word.
    """

    text: str
    is_wanted: bool
    in_title: bool
    is_typed: bool


def parts(typed: str) -> list[Part]:
    """The terms of a typed query; none where nothing is asked yet."""
    found = []
    for match in _PART.finditer(typed):
        minus, title, phrase, closing, word = match.groups()
        if text := phrase if word is None else word:
            is_last = match.end() == len(typed) and not closing
            found.append(Part(text, minus is None, title is not None, is_last))
    return found


def ends_in_latin(text: str) -> bool:
    """Whether a term ends in a letter or digit of a word, so that it may go on."""
    return text[-1].isascii() and text[-1].isalnum()
