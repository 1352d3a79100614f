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

from kbviewer.index.damage import DamagedStore
from kbviewer.text.tokens import BREAK, is_word

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
_MONTH = len("2025-08")
_Item = tuple[str, list[int]]
Articles = dict[str, list[int]]
"""Keys or tokens, each with articles."""


def character(char: str, *, in_title: bool = False) -> str:
    """Of the articles with a character of a script without blanks."""
    return (_TITLE_CHARACTER if in_title else _CHARACTER) + char


def start(text: str, *, in_title: bool = False) -> str:
    """Of the articles with a word that begins with ``text``."""
    if len(text) <= _WHOLE_START:
        return (_TITLE_START if in_title else _START) + text
    return (_TITLE_LONG_START if in_title else _LONG_START) + text


def topic(number: int) -> str:
    """Of the articles in a topic or below it."""
    return f"{TOPIC}{number}"


def topic_of(key: str) -> int:
    """The number of the topic whose key it is.

    Raises:
        DamagedStore: it is none.
    """
    number = key.removeprefix(TOPIC)
    if not (number.isascii() and number.isdigit()):
        raise DamagedStore(f"the key {key!r} of a topic")
    return int(number)


def is_whole(key: str) -> bool:
    """Whether the postings hold the key with every article that has it."""
    return key[0] <= _TITLE_START


def of_header(lang: str, published: str) -> Iterable[str]:
    """The keys of an article's language and time of publication."""
    yield LANGUAGE + lang
    if published:
        yield MONTH + published[:_MONTH]


def of_tokens(tokens: Mapping[str, list[int]], least: int, *, in_title: bool) -> Articles:
    """Keys and the articles that have them, from the tokens of their texts or of their titles.

    Args:
        tokens: each token with its articles, each once.
        least: how many articles a key that is not whole must have to be told.
        in_title: whether the tokens are those of titles.

    Returns:
        Each key with its articles, in no order, some more than once.
    """
    found: Articles = {}
    words: list[_Item] = []
    by_character: dict[str, list[_Item]] = defaultdict(list)
    for item in tokens.items():
        by_character[item[0][0]].append(item)
    by_character.pop(BREAK, None)
    for first, some in by_character.items():
        if is_word(first):
            words += some
        else:  # pairs, and last characters of runs, which alone are nothing to search for
            found[character(first, in_title=in_title)] = _all(some)
            if not in_title:
                found.update(item for item in some if len(item[1]) >= least and len(item[0]) > 1)
    if not in_title:
        found.update(item for item in words if len(item[1]) >= least)
    found.update(_starts(words, least, in_title=in_title))
    return found


def _starts(words: list[_Item], least: int, *, in_title: bool) -> Iterator[_Item]:
    """Beginnings of words, longer ones only of those that are told."""
    groups = [words]
    for length in range(1, LONGEST_START + 1):
        longer: list[list[_Item]] = []
        for group in groups:
            by_start: dict[str, list[_Item]] = defaultdict(list)
            for item in group:
                if len(item[0]) >= length:
                    by_start[item[0][:length]].append(item)
            for text, some in by_start.items():
                articles = _all(some)
                if length <= _WHOLE_START or len(articles) >= least:
                    yield start(text, in_title=in_title), articles
                    longer.append(some)
        groups = longer


def _all(items: Iterable[_Item]) -> list[int]:
    return list(chain.from_iterable([articles for _, articles in items]))
