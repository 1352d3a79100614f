"""Sets of doc ids as the bits of one integer: bit *n* is set if doc id *n* is in the set.

Two sets of a million are intersected in 30 µs, and counted in as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_DENSE = 25
"""A set with more than one doc id in so many is built from a string of binary digits, which is
faster."""
_DIGIT_ONE = ord("1")
_NONZERO_BYTE = re.compile(rb"[^\0]", re.DOTALL)
_BITS_OF_BYTE = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]
_FLAGS_OF_BYTE = [bytes(byte >> bit & 1 for bit in range(8)) for byte in range(256)]


def from_doc_ids(doc_ids: Sequence[int], highest: int) -> int:
    """The set of ``doc_ids``, none of them above ``highest``."""
    if len(doc_ids) * _DENSE > highest:
        digits = bytearray(b"0") * (highest + 1)
        for doc_id in doc_ids:
            digits[doc_id] = _DIGIT_ONE
        return int(digits[::-1], 2)
    raw = bytearray(highest // 8 + 1)
    for doc_id in doc_ids:
        raw[doc_id >> 3] |= 1 << (doc_id & 7)
    return int.from_bytes(raw, "little")


def doc_ids_of(bits: int) -> Iterator[int]:
    """The doc ids in a set, ascending."""
    for byte in _NONZERO_BYTE.finditer(to_bytes(bits)):
        first = byte.start() * 8
        for bit in _BITS_OF_BYTE[byte[0][0]]:
            yield first + bit


def flags(bits: int, highest: int) -> bytes:
    """One byte for each doc id up to ``highest``: 1 if it is in the set, else 0."""
    return b"".join(map(_FLAGS_OF_BYTE.__getitem__, to_bytes(bits, highest)))[: highest + 1]


def to_bytes(bits: int, highest: int = 0) -> bytes:
    """The set as a string with a bit for each doc id up to ``highest``, at least.

    Doc id *n* is in it if ``raw[n >> 3] >> (n & 7) & 1``.
    """
    return bits.to_bytes((max(highest, bits.bit_length()) >> 3) + 1, "little")
