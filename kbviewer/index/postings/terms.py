"""Posting terms: the properties of articles that have posting lists.

A posting term is a token as it is, or a control character that says its kind, which no token
contains, followed by a text. The posting list of a *complete* term has every article with the term:
a single character of a run or a short prefix, which FTS5 would answer only by merging thousands of
lists; a language, a month, a topic. A *frequent* term, which is a token or a longer prefix, has a
list only where it is frequent; where it is rare, FTS5 is as fast.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from kbviewer.index.corruption import CorruptIndexError
from kbviewer.text.tokenizer import BREAK, is_word

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

_MAX_COMPLETE_PREFIX = 3
"""Characters of the longest prefix that is a complete term."""
MAX_PREFIX_LENGTH = 10
"""Characters of the longest prefix that is a term at all."""
MONTH_LENGTH = len("2025-08")
"""Characters of a date that are its month."""
_TermPostings = tuple[str, list[int]]
Postings = dict[str, list[int]]
"""Posting terms or tokens, each with its articles."""


def char_term(char: str, *, in_title: bool = False) -> str:
    """The term of articles with a character of a script without spaces."""
    return (_TITLE_CHAR if in_title else _CHAR) + char


def prefix_term(prefix: str, *, in_title: bool = False) -> str:
    """The term of articles with a word that begins with ``prefix``."""
    if len(prefix) <= _MAX_COMPLETE_PREFIX:
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


def terms_of_tokens(tokens: Mapping[str, list[int]], min_docs: int, *, in_title: bool) -> Postings:
    """The posting terms of articles, from the tokens of their texts or of their titles.

    Args:
        tokens: each token with its articles, each article once.
        min_docs: how many articles a term that is not complete must have to be returned.
        in_title: whether the tokens are those of titles.

    Returns:
        Each posting term with its articles, in no order, some more than once.
    """
    postings: Postings = {}
    words: list[_TermPostings] = []
    by_character: dict[str, list[_TermPostings]] = defaultdict(list)
    for item in tokens.items():
        by_character[item[0][0]].append(item)
    by_character.pop(BREAK, None)
    for first, items in by_character.items():
        if is_word(first):
            words += items
        else:  # pairs, and last characters of runs, which alone are nothing to search for
            postings[char_term(first, in_title=in_title)] = _joined(items)
            if not in_title:
                postings.update(
                    item for item in items if len(item[1]) >= min_docs and len(item[0]) > 1
                )
    for word, doc_ids in words:
        if len(doc_ids) >= min_docs:
            postings[title_word_term(word) if in_title else word] = doc_ids
    postings.update(_prefix_terms(words, min_docs, in_title=in_title))
    return postings


def _prefix_terms(
    words: list[_TermPostings], min_docs: int, *, in_title: bool
) -> Iterator[_TermPostings]:
    """The prefixes of words; of the longer ones those that are frequent enough."""
    groups = [words]
    for length in range(1, MAX_PREFIX_LENGTH + 1):
        longer: list[list[_TermPostings]] = []
        for group in groups:
            by_prefix: dict[str, list[_TermPostings]] = defaultdict(list)
            for item in group:
                if len(item[0]) >= length:
                    by_prefix[item[0][:length]].append(item)
            for prefix, items in by_prefix.items():
                doc_ids = _joined(items)
                if length <= _MAX_COMPLETE_PREFIX or len(doc_ids) >= min_docs:
                    yield prefix_term(prefix, in_title=in_title), doc_ids
                    longer.append(items)
        groups = longer


def _joined(items: Iterable[_TermPostings]) -> list[int]:
    return list(chain.from_iterable([doc_ids for _, doc_ids in items]))
