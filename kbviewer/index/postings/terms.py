"""Posting terms: the properties of articles that have posting lists.

A posting term is a token as it is, or a control character that says its kind, which no token
contains, followed by a text. The posting list of a *complete* term has every article with the term:
a single character of a run or a short prefix, which FTS5 would answer only by merging thousands of
lists; a language, a month, a topic. A *frequent* term, which is a token or a longer prefix, has a
list only where it is frequent; where it is rare, FTS5 is as fast.
"""

from __future__ import annotations

from collections.abc import Iterable

from kbviewer.index.corruption import CorruptIndexError

ALL_DOCS = "\x01"
"""The term that every article has; its list is the live docs."""
LANGUAGE = "\x02"
MONTH = "\x03"
TOPIC = "\x04"
_CHAR = "\x05"
_PREFIX = "\x06"
_TITLE_CHAR = "\x07"
_TITLE_PREFIX = "\x08"
_LONG_PREFIX = "\x09"
_TITLE_LONG_PREFIX = "\x0b"
_TITLE_WORD = "\x0c"

MAX_COMPLETE_PREFIX = 3
"""Characters of the longest prefix that is a complete term."""
MAX_PREFIX_LENGTH = 10
"""Characters of the longest prefix that is a term at all."""
MONTH_LENGTH = len("2025-08")
"""Characters of a date that are its month."""


def char_term(char: str, *, in_title: bool = False) -> str:
    """The term of articles with a character of a script without spaces."""
    return (_TITLE_CHAR if in_title else _CHAR) + char


def prefix_term(prefix: str, *, in_title: bool = False) -> str:
    """The term of articles with a word that begins with ``prefix``."""
    if len(prefix) <= MAX_COMPLETE_PREFIX:
        return (_TITLE_PREFIX if in_title else _PREFIX) + prefix
    return (_TITLE_LONG_PREFIX if in_title else _LONG_PREFIX) + prefix


def title_word_term(word: str) -> str:
    """The term of articles with a word in their title; in any text the word itself is the term."""
    return _TITLE_WORD + word


def topic_term(topic_id: int) -> str:
    """The term of articles in a topic or below it."""
    return f"{TOPIC}{topic_id}"


def topic_id_of(term: str) -> int:
    """The id of the topic whose term it is.

    Raises:
        CorruptIndexError: it is not a topic's.
    """
    topic_id = term.removeprefix(TOPIC)
    if not (topic_id.isascii() and topic_id.isdigit()):
        raise CorruptIndexError(f"the term {term!r} of a topic")
    return int(topic_id)


def is_complete(term: str) -> bool:
    """Whether the posting list of ``term`` has every flushed article with it."""
    return term[0] <= _TITLE_PREFIX


def header_terms(lang: str, published: str) -> Iterable[str]:
    """The terms of an article's language and month of publication."""
    yield LANGUAGE + lang
    if published:
        yield MONTH + published[:MONTH_LENGTH]
