"""Keys: the properties of articles that the postings hold as sets.

A token is a key as it is; of the other kinds a key is a sign, which no token holds, and a text.
*Whole* keys stand in the postings with every article that has them: a single character and the
beginning of a word, which a full-text index answers only by joining thousands of lists, and
languages, months and topics. A token, or a longer beginning of a word, stands there only where it
is frequent; where it is rare the full-text table answers as fast.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from kbviewer.text.tokens import BREAK

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
_FIRST = itemgetter(0)
_FIRST_FEW = itemgetter(slice(_WHOLE_START))
_SAMPLE = 4
"""Of so many articles one is looked at to see which tokens are frequent."""
Articles = dict[str, list[int]]
"""Keys, each with articles."""


class Words(NamedTuple):
    """An article's number and its tokens, each once, words and others apart."""

    number: int
    words: Sequence[str]
    runs: Sequence[str]


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


def is_whole(key: str) -> bool:
    """Whether the postings hold the key with every article that has it."""
    return key[0] <= _TITLE_START


def of_header(lang: str, published: str) -> Iterable[str]:
    """The keys of an article's language and time of publication."""
    yield LANGUAGE + lang
    if published:
        yield MONTH + published[:_MONTH]


def of_tokens(articles: Callable[[], Iterable[Words]], least: int, *, in_title: bool) -> Articles:
    """Keys and the articles that have them, from the tokens of their texts or of their titles.

    The articles are gone through twice: once to see, in a sample, which tokens are frequent. Most
    are rare, and to make a list for each of them is what would cost.

    Args:
        articles: gives each article's tokens.
        least: how many articles a key that is not whole must have; some that have a few more are
            missed, and some that have fewer are among the result.
        in_title: whether the tokens are those of titles.

    Returns:
        Each key with its articles, in no order, some more than once.
    """
    found, vocabulary, words, runs = _whole_keys(articles(), least > _SAMPLE, in_title=in_title)
    least = max(1, least // _SAMPLE // 2)
    told = _long_starts(vocabulary, words, least, in_title=in_title)
    if not in_title:
        for word, count in words.items():
            if count >= least:
                told[word].append(word)
        for run, count in runs.items():
            if count >= least and len(run) > 1 and run[0] != BREAK:
                told[run].append(run)
    for article in articles() if told else ():
        for token in chain(told.keys() & article.words, told.keys() & article.runs):
            for key in told[token]:
                found[key].append(article.number)
    return found


def _whole_keys(
    articles: Iterable[Words], is_sampled: bool, *, in_title: bool
) -> tuple[Articles, set[str], Counter[str], Counter[str]]:
    """The whole keys, all words, and how often each, and each other token, is in the sample."""
    vocabulary: set[str] = set()
    words: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    by_character: Articles = defaultdict(list)
    by_start: Articles = defaultdict(list)
    for article in articles:
        vocabulary.update(article.words)
        if not is_sampled or article.number % _SAMPLE == 0:
            words.update(article.words)
            runs.update(article.runs)
        for char in set(map(_FIRST, article.runs)):
            by_character[char].append(article.number)
        for text in set(map(_FIRST_FEW, article.words)):
            by_start[text].append(article.number)
    by_character.pop(BREAK, None)
    found: Articles = defaultdict(list)
    for char, numbers in by_character.items():
        found[character(char, in_title=in_title)] = numbers
    for text, numbers in by_start.items():
        for length in range(1, len(text) + 1):
            found[start(text[:length], in_title=in_title)] += numbers
    return found, vocabulary, words, runs


def _long_starts(
    vocabulary: Iterable[str], sample: Counter[str], least: int, *, in_title: bool
) -> defaultdict[str, list[str]]:
    """For each word the keys of its longer beginnings, as far as they are told.

    A beginning is told of all words that have it, in the sample or not.
    """
    told: defaultdict[str, list[str]] = defaultdict(list)
    left = list(vocabulary)
    for length in range(_WHOLE_START + 1, LONGEST_START + 1):
        counts: Counter[str] = Counter()
        left = [word for word in left if len(word) >= length]
        for word in left:
            counts[word[:length]] += sample[word]
        left = [word for word in left if counts[word[:length]] >= least]
        for word in left:
            told[word].append(start(word[:length], in_title=in_title))
    return told
