"""Keys: the properties of articles that the postings hold as sets.

A token is a key as it is; of the other kinds a key is a sign, which no token holds, and a text.
*Whole* keys stand in the postings with every article that has them: a single character and the
beginning of a word, which a full-text index answers only by joining thousands of lists, and
languages, months and topics. A token, or a longer beginning of a word, stands there only where it
is frequent; where it is rare the full-text table answers as fast.
"""

from __future__ import annotations

from collections.abc import Iterable

from kbviewer.text.tokens import BREAK, Tokens

ALL = "\x01"
"""Of every article."""
LANGUAGE = "\x02"
MONTH = "\x03"
TOPIC = "\x04"
_CHARACTER = "\x05"
_START = "\x06"
_TITLE_CHARACTER = "\x07"
_TITLE_START = "\x08"
_LONG_START = "\x09"
_TITLE_LONG_START = "\x0b"

_WHOLE_START = 3
"""Characters of the longest beginning of a word that is a whole key."""
LONGEST_START = 10
"""Characters of the longest beginning that has a key where it is frequent."""


def character(char: str, *, in_title: bool = False) -> str:
    """Of the articles with a character of a script without blanks."""
    return (_TITLE_CHARACTER if in_title else _CHARACTER) + char


def start(text: str, *, in_title: bool = False) -> str:
    """Of the articles with a word that begins with ``text``."""
    if len(text) <= _WHOLE_START:
        return (_TITLE_START if in_title else _START) + text
    return (_TITLE_LONG_START if in_title else _LONG_START) + text


def is_whole(key: str) -> bool:
    """Whether the postings hold the key with every article that has it."""
    return key[0] <= _TITLE_START


def of_texts(columns: Iterable[Tokens], *, in_title: bool) -> set[str]:
    """The keys of an article's texts, or of its title."""
    words: set[str] = set()
    characters: set[str] = set()
    tokens: set[str] = set()
    for column in columns:
        words |= column.words
        characters |= column.characters
        tokens.update(column.row)
    starts = {word[:length] for word in words for length in range(1, _WHOLE_START + 1)}
    long_starts = {
        word[:length]
        for word in words
        for length in range(_WHOLE_START + 1, min(len(word), LONGEST_START) + 1)
    }
    character_sign = character("", in_title=in_title)
    start_sign = _TITLE_START if in_title else _START
    long_sign = _TITLE_LONG_START if in_title else _LONG_START
    found = {character_sign + char for char in characters}
    found.update([start_sign + text for text in starts])
    found.update([long_sign + text for text in long_starts])
    if not in_title:
        tokens -= characters  # the last of a run, alone, is nothing to search for
        found.update([token for token in tokens if token[0] != BREAK])
    return found
