"""Offsets in a text: Python counts characters, Qt counts UTF-16 code units."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


def utf16_spans(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of characters of ``text`` as spans of UTF-16 code units."""
    if _is_one_to_one(text):
        return list(spans)
    before = _units_before(text)
    return [(before[start], before[end]) for start, end in spans]


def character_spans(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of UTF-16 code units of ``text`` as spans of characters."""
    if _is_one_to_one(text):
        return list(spans)
    before = _units_before(text)
    return [(bisect_left(before, start), bisect_left(before, end)) for start, end in spans]


def _is_one_to_one(text: str) -> bool:
    return text.isascii() or max(text, default="") <= "\uffff"


def _units_before(text: str) -> list[int]:
    """For each character, and for the end, the number of units before it."""
    return [0, *accumulate(2 if char > "\uffff" else 1 for char in text)]
