"""Keys: the properties of articles that the postings hold as sets.

A token is a key as it is; of the other kinds a key is a sign, which no token holds, and a text.
*Whole* keys stand in the postings with every article that has them: a single character and the
beginning of a word, which a full-text index answers only by joining thousands of lists, and
languages, months and topics. A token, or a longer beginning of a word, stands there only where it
is frequent; where it is rare the full-text table answers as fast.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from kbviewer.index.corruption import CorruptIndexError
from kbviewer.text.tokenizer import BREAK, is_word

ALL_DOCS = "\x01"
"""Of every article."""
LANGUAGE = "\x02"
MONTH = "\x03"
TOPIC = "\x04"
_CHAR = "\x05"
_PREFIX = "\x06"
_TITLE_CHAR = "\x07"
_TITLE_PREFIX = "\x08"
_LONG_PREFIX = "\x09"
_TITLE_LONG_PREFIX = "\x0b"

_MAX_COMPLETE_PREFIX = 3
"""Characters of the longest beginning of a word that is a whole key."""
MAX_PREFIX_LENGTH = 10
"""Characters of the longest beginning that has a key where it is frequent."""
_MONTH_LENGTH = len("2025-08")
_TermPostings = tuple[str, list[int]]
Postings = dict[str, list[int]]
"""Keys or tokens, each with articles."""


def char_term(char: str, *, in_title: bool = False) -> str:
    """Of the articles with a character of a script without blanks."""
    return (_TITLE_CHAR if in_title else _CHAR) + char


def prefix_term(text: str, *, in_title: bool = False) -> str:
    """Of the articles with a word that begins with ``text``."""
    if len(text) <= _MAX_COMPLETE_PREFIX:
        return (_TITLE_PREFIX if in_title else _PREFIX) + text
    return (_TITLE_LONG_PREFIX if in_title else _LONG_PREFIX) + text


def topic_term(number: int) -> str:
    """Of the articles in a topic or below it."""
    return f"{TOPIC}{number}"


def topic_of(key: str) -> int:
    """The number of the topic whose key it is.

    Raises:
        CorruptIndexError: it is none.
    """
    number = key.removeprefix(TOPIC)
    if not (number.isascii() and number.isdigit()):
        raise CorruptIndexError(f"the key {key!r} of a topic")
    return int(number)


def is_complete(key: str) -> bool:
    """Whether the postings hold the key with every article that has it."""
    return key[0] <= _TITLE_PREFIX


def header_terms(lang: str, published: str) -> Iterable[str]:
    """The keys of an article's language and time of publication."""
    yield LANGUAGE + lang
    if published:
        yield MONTH + published[:_MONTH_LENGTH]


def terms_of_tokens(tokens: Mapping[str, list[int]], least: int, *, in_title: bool) -> Postings:
    """Keys and the articles that have them, from the tokens of their texts or of their titles.

    Args:
        tokens: each token with its articles, each once.
        least: how many articles a key that is not whole must have to be told.
        in_title: whether the tokens are those of titles.

    Returns:
        Each key with its articles, in no order, some more than once.
    """
    found: Postings = {}
    words: list[_TermPostings] = []
    by_character: dict[str, list[_TermPostings]] = defaultdict(list)
    for item in tokens.items():
        by_character[item[0][0]].append(item)
    by_character.pop(BREAK, None)
    for first, some in by_character.items():
        if is_word(first):
            words += some
        else:  # pairs, and last characters of runs, which alone are nothing to search for
            found[char_term(first, in_title=in_title)] = _joined(some)
            if not in_title:
                found.update(item for item in some if len(item[1]) >= least and len(item[0]) > 1)
    if not in_title:
        found.update(item for item in words if len(item[1]) >= least)
    found.update(_prefix_terms(words, least, in_title=in_title))
    return found


def _prefix_terms(
    words: list[_TermPostings], least: int, *, in_title: bool
) -> Iterator[_TermPostings]:
    """Beginnings of words, longer ones only of those that are told."""
    groups = [words]
    for length in range(1, MAX_PREFIX_LENGTH + 1):
        longer: list[list[_TermPostings]] = []
        for group in groups:
            by_start: dict[str, list[_TermPostings]] = defaultdict(list)
            for item in group:
                if len(item[0]) >= length:
                    by_start[item[0][:length]].append(item)
            for text, some in by_start.items():
                articles = _joined(some)
                if length <= _MAX_COMPLETE_PREFIX or len(articles) >= least:
                    yield prefix_term(text, in_title=in_title), articles
                    longer.append(some)
        groups = longer


def _joined(items: Iterable[_TermPostings]) -> list[int]:
    return list(chain.from_iterable([articles for _, articles in items]))
