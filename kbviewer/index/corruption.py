"""Corruption: values in an index file that this version does not write.

SQLite notices a page that contradicts itself, not a value that makes no sense. So whoever reads
rows checks here that their values can be ours. Any other error is a bug, not corruption.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from kbviewer.i18n import Message


class CorruptIndexError(Exception):
    """The file is not an intact index of this version; never seen by users: it is rebuilt."""


class ReplacedIndexError(CorruptIndexError):
    """The file was deleted or replaced while it was open."""


def check_rows(rows: Iterable[Sequence[Any]], *types: type) -> list[Any]:
    """The rows, each with values of exactly these types.

    Raises:
        CorruptIndexError: one has others.
    """
    checked = list(rows)
    for row in checked:
        if tuple(map(type, row)) != types:
            found = ", ".join(type(value).__name__ for value in row)
            raise CorruptIndexError(f"a row of {found}")
    return checked


def check_doc_ids(doc_ids: list[int], highest: int) -> list[int]:
    """The doc ids, each of which can be one.

    Raises:
        CorruptIndexError: one is not an integer from 1 to ``highest``.
    """
    if not doc_ids:
        return doc_ids
    if set(map(type, doc_ids)) != {int}:
        raise CorruptIndexError("a doc id that is not a number")
    if min(doc_ids) < 1 or max(doc_ids) > highest:
        raise CorruptIndexError(f"doc ids {min(doc_ids)} to {max(doc_ids)} of {highest}")
    return doc_ids


def parse_spans(stored: str) -> list[tuple[int, int]]:
    """Offsets in a text, which are stored as pairs of numbers in JSON.

    Raises:
        CorruptIndexError: they are not.
    """
    pairs = _parse_pairs(stored)
    if not all(set(map(type, pair)) == {int} for pair in pairs):
        raise CorruptIndexError("JSON that is not a list of pairs of numbers")
    return [(start, end) for start, end in pairs]


def parse_message_pairs(stored: str) -> list[tuple[Message, Message]]:
    """Pairs of messages, which are stored as JSON.

    Raises:
        CorruptIndexError: they are not.
    """
    return [(_message(first), _message(second)) for first, second in _parse_pairs(stored)]


def _message(stored: object) -> Message:
    match stored:
        case [str(text), list(values)]:
            return Message(text, tuple(map(_message_value, values)))
    raise CorruptIndexError("JSON that is not a message")


def _message_value(stored: object) -> tuple[str, str | Message]:
    match stored:
        case [str(name), str(text)]:
            return name, text
        case [str(name), value]:
            return name, _message(value)
    raise CorruptIndexError("JSON that is not a value of a message")


def parse_names(stored: str) -> list[list[str]]:
    """Names, which are stored in JSON as lists of texts: the kind of each before its texts.

    Raises:
        CorruptIndexError: they are not.
    """
    names = _parse_list(stored)
    for name in names:
        if not (isinstance(name, list) and len(name) > 1 and set(map(type, name)) == {str}):
            raise CorruptIndexError("JSON that is not a list of names")
    return names


def _parse_pairs(stored: str) -> list[Any]:
    pairs = _parse_list(stored)
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        raise CorruptIndexError("JSON that is not a list of pairs")
    return pairs


def _parse_list(stored: str) -> list[Any]:
    try:
        items = json.loads(stored)
    except (ValueError, RecursionError) as error:
        raise CorruptIndexError(f"not JSON: {error}") from error
    if not isinstance(items, list):
        raise CorruptIndexError("JSON that is not a list")
    return items
