"""Offsets in a text: Python counts characters, Qt counts UTF-16 code units."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate


def utf16_spans(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of characters of ``text`` as spans of UTF-16 code units."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return list(spans)
    before = [0, *accumulate(2 if char > "\uffff" else 1 for char in text)]
    return [(before[start], before[end]) for start, end in spans]
