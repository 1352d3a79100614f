"""The table ``posting``: for each key the articles that have it, in parts of ``SEGMENT_SIZE``.

A part of a key is a bitmap, or, where few have it, a list of 16-bit numbers, whichever is shorter.
Articles are never given a number twice, so what was written of a number stays true; ``ALL`` alone
loses an article that is dropped. Numbers up to the one that ``meta`` calls ``covered`` are in the
postings, those above it, up to the last one ``given``, not yet.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from sys import byteorder

from sqlite_utils import Database

from kbviewer.index.corruption import CorruptIndexError, check_rows
from kbviewer.index.postings import bitset, terms

SEGMENT_SIZE = 4096
"""Article numbers in a part."""
FREQUENT_DOCS = 64
"""Articles of a part that have a token, from which on it stands in the postings."""

_REPLACE_POSTING = "INSERT OR REPLACE INTO posting(term, segment, doc_ids) VALUES (?, ?, ?)"
_MAX_PARAMETERS = 500
_MOST = 1 << 31
"""Numbers that can be given; a number is 32 bits long."""
_AT_ONCE = 1_000
"""Rows that are read at once where there may be very many."""
_LATER = 1 << 16
"""How far from the beginning of its part a damaged place can lie: it is 16 bits long."""
SegmentRows = list[tuple[int, bytes]]
"""Parts of a key: number and contents."""


def flushed_up_to(db: Database) -> int:
    """The highest number whose article the postings hold."""
    return _read_meta(db, "flushed_up_to")


def last_doc_id(db: Database) -> int:
    """The highest number that was ever given to an article."""
    return _read_meta(db, "last_doc_id")


def allocate_up_to(db: Database, number: int) -> None:
    """Note that the numbers up to ``number`` are given."""
    _write_meta(db, "last_doc_id", number)


def _read_meta(db: Database, name: str) -> int:
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    if row is None:
        return 0
    if type(row[0]) is not str or not (row[0].isascii() and row[0].isdigit()):
        raise CorruptIndexError(f"{row[0]!r} articles {name}")
    if (number := int(row[0][:20])) > _MOST:
        raise CorruptIndexError(f"{number} articles {name}")
    return number


def _write_meta(db: Database, name: str, number: int) -> None:
    db.execute("INSERT OR REPLACE INTO meta(name, value) VALUES (?, ?)", (name, str(number)))


def set_flushed_up_to(db: Database, number: int) -> None:
    """Note that the numbers up to ``number`` are covered."""
    _write_meta(db, "flushed_up_to", number)


def min_docs(db: Database, part: int) -> int:
    """How many articles a key that is not whole must have for ``add`` to write it."""
    return FREQUENT_DOCS if _is_new_segment(db, part) else 1


def _is_new_segment(db: Database, part: int) -> bool:
    return flushed_up_to(db) < max(1, part * SEGMENT_SIZE)


def add_postings(db: Database, part: int, found: Mapping[str, Sequence[int]]) -> None:
    """Write what articles of a part have that are not covered yet.

    Args:
        db: the index, in a transaction.
        part: the part.
        found: for each key the places in the part of the articles that have it, in any order.
    """
    is_new = _is_new_segment(db, part)
    rows = []
    for key, some in found.items():
        places = set(some)
        known = None if is_new else _read_block(db, key, part)
        if known is not None:
            places.update(_decode(known))
        elif not terms.is_complete(key) and not (is_new and len(places) >= FREQUENT_DOCS):
            continue  # a token is told with all of its articles in a part or not at all
        rows.append((key, part, _encode(places)))
    db.conn.executemany(_REPLACE_POSTING, sorted(rows))


def change_terms(db: Database, number: int, gone: Iterable[str], new: Iterable[str]) -> None:
    """Write that an article, if it is covered, has other whole keys than before.

    Args:
        db: the index, in a transaction.
        number: of the article.
        gone: the keys that it has no longer.
        new: the keys that it has now.
    """
    if number > flushed_up_to(db):
        return
    part, place = divmod(number, SEGMENT_SIZE)
    for key in gone:
        if (known := _read_block(db, key, part)) is not None:
            db.execute(_REPLACE_POSTING, (key, part, _encode(set(_decode(known)) - {place})))
    for key in new:
        known = _read_block(db, key, part)
        db.execute(
            _REPLACE_POSTING, (key, part, _encode({place, *(_decode(known) if known else ())}))
        )


def mark_deleted(db: Database, numbers: Iterable[int]) -> None:
    """Take articles out of ``ALL``; what their other keys say no longer counts."""
    by_part: dict[int, set[int]] = defaultdict(set)
    for number in numbers:
        by_part[number // SEGMENT_SIZE].add(number % SEGMENT_SIZE)
    for part, places in by_part.items():
        if (known := _read_block(db, terms.ALL_DOCS, part)) is not None:
            db.execute(
                _REPLACE_POSTING, (terms.ALL_DOCS, part, _encode(set(_decode(known)) - places))
            )


def read_postings(db: Database, wanted: Sequence[str]) -> dict[str, SegmentRows]:
    """The parts of each of the keys ``wanted`` that has any."""
    found: dict[str, SegmentRows] = {}
    for first in range(0, len(wanted), _MAX_PARAMETERS):
        some = wanted[first : first + _MAX_PARAMETERS]
        rows = db.execute(
            "SELECT term, segment, doc_ids FROM posting "
            f"WHERE term IN ({', '.join('?' * len(some))})",
            some,
        )
        for key, part, packed in check_rows(rows, str, int, bytes):
            found.setdefault(key, []).append((part, packed))
    return found


def read_postings_by_kind(db: Database, kind: str) -> dict[str, SegmentRows]:
    """The parts of every key of a kind, given by its sign."""
    found: dict[str, SegmentRows] = {}
    rows = db.execute(
        "SELECT term, segment, doc_ids FROM posting WHERE term >= ? AND term < ?",
        (kind, chr(ord(kind) + 1)),
    )
    for key, part, packed in check_rows(rows, str, int, bytes):
        found.setdefault(key, []).append((part, packed))
    return found


def each_of_kind(db: Database, kind: str) -> Iterator[tuple[str, SegmentRows]]:
    """Every key of a kind, given by its sign, with its parts; one after the other."""
    asked = db.execute(
        "SELECT term, segment, doc_ids FROM posting WHERE term >= ? AND term < ? "
        "ORDER BY term, segment",
        (kind, chr(ord(kind) + 1)),
    )
    some = iter(lambda: check_rows(asked.fetchmany(_AT_ONCE), str, int, bytes), [])
    for key, rows in groupby(chain.from_iterable(some), itemgetter(0)):
        yield key, [row[1:] for row in rows]


def size(rows: SegmentRows) -> int:
    """How many articles there are in parts of one key."""
    width = SEGMENT_SIZE // 8
    found = 0
    for _, packed in rows:
        if len(packed) < width:
            found += len(packed) // 2
        else:
            found += int.from_bytes(packed, "little").bit_count()
    return found


def listed(rows: SegmentRows) -> list[int]:
    """The articles in parts of one key, in order."""
    return [part * SEGMENT_SIZE + place for part, packed in rows for place in _decode(packed)]


def union(rows: Iterable[tuple[int, bytes]], highest: int) -> int:
    """The articles in any of the parts, as a set.

    Args:
        rows: the parts.
        highest: the highest number that can be in them.

    Raises:
        CorruptIndexError: there are others.
    """
    rows = list(rows)
    if not rows:
        return 0
    width = SEGMENT_SIZE // 8
    parts = [part for part, _ in rows]
    if min(parts) < 0 or max(parts) > highest // SEGMENT_SIZE:
        raise CorruptIndexError(f"part {max(parts)} of postings, of {highest} articles")
    row = bytearray(max(parts) * width + max(width, _LATER // 8))
    for part, packed in rows:
        first = part * width
        if len(packed) < width:
            for place in _decode_list(packed):
                row[first + (place >> 3)] |= 1 << (place & 7)
        elif len(packed) > width:
            raise CorruptIndexError(f"a part of postings of {len(packed)} bytes")
        else:
            here = slice(first, first + width)
            both = int.from_bytes(row[here], "little") | int.from_bytes(packed, "little")
            row[here] = both.to_bytes(width, "little")
    found = int.from_bytes(row, "little")
    if found.bit_length() > highest + 1:
        raise CorruptIndexError(f"article {found.bit_length() - 1} in the postings of {highest}")
    return found


def _read_block(db: Database, key: str, part: int) -> bytes | None:
    rows = db.execute("SELECT doc_ids FROM posting WHERE term = ? AND segment = ?", (key, part))
    return next((packed for (packed,) in check_rows(rows, bytes)), None)


def _encode(places: set[int]) -> bytes:
    """Places of a part as its contents: a list where that is shorter than a bitmap."""
    width = SEGMENT_SIZE // 8
    if 2 * len(places) >= width:
        return bitset.from_doc_ids(list(places), SEGMENT_SIZE - 1).to_bytes(width, "little")
    packed = array("H", sorted(places))
    if byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _decode(packed: bytes) -> Iterable[int]:
    if len(packed) < SEGMENT_SIZE // 8:
        places = _decode_list(packed)
        if places and max(places) >= SEGMENT_SIZE:
            raise CorruptIndexError(f"place {max(places)} in a part of postings")
        return places
    if len(packed) > SEGMENT_SIZE // 8:
        raise CorruptIndexError(f"a part of postings of {len(packed)} bytes")
    return bitset.doc_ids_of(int.from_bytes(packed, "little"))


def _decode_list(packed: bytes) -> array[int]:
    if len(packed) % 2:
        raise CorruptIndexError("half a place in the postings")
    places = array("H", packed)
    if byteorder == "big":
        places.byteswap()
    return places
