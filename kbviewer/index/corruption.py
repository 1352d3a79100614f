"""Damage: what is read from an index file must be what this version writes there.

SQLite notices a page that contradicts itself, not a value that makes no sense. Whoever reads rows
asks here whether their values can be ours; any other error is a bug, and no damage.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any


class CorruptIndexError(Exception):
    """What the file holds is not the index that this version writes."""


class ReplacedIndexError(CorruptIndexError):
    """The file was deleted or replaced while it was open: another may lie in its place."""


def check_rows(rows: Iterable[Sequence[Any]], *types: type) -> list[Any]:
    """The rows, each with values of just these types.

    Raises:
        CorruptIndexError: one has others.
    """
    found = list(rows)
    for row in found:
        if tuple(map(type, row)) != types:
            told = ", ".join(type(value).__name__ for value in row)
            raise CorruptIndexError(f"a row of {told}")
    return found


def check_doc_ids(numbers: list[int], highest: int) -> list[int]:
    """Numbers of articles, each of which was given.

    Raises:
        CorruptIndexError: one of them is no number, or is above ``highest``, or below 1.
    """
    if not numbers:
        return numbers
    if set(map(type, numbers)) != {int}:
        raise CorruptIndexError("an article without a number")
    if min(numbers) < 1 or max(numbers) > highest:
        raise CorruptIndexError(f"articles {min(numbers)} to {max(numbers)} of {highest}")
    return numbers


def parse_spans(written: str) -> list[tuple[int, int]]:
    """Offsets in a text, as they are stored: pairs of numbers, as JSON.

    Raises:
        CorruptIndexError: it is not that.
    """
    return [(start, end) for start, end in _pairs(written, int)]


def parse_text_pairs(written: str) -> list[tuple[str, str]]:
    """Pairs of texts, as they are stored.

    Raises:
        CorruptIndexError: it is not that.
    """
    return [(first, second) for first, second in _pairs(written, str)]


def _pairs(written: str, kind: type) -> list[Any]:
    try:
        found = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise CorruptIndexError(f"no JSON: {error}") from error
    if not isinstance(found, list):
        raise CorruptIndexError("JSON that is no list")
    for one in found:
        if not (isinstance(one, list) and len(one) == 2 and set(map(type, one)) == {kind}):
            raise CorruptIndexError("JSON that is no list of pairs")
    return found
