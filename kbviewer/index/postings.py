"""The table ``posting``: for each key the articles that have it, in parts of ``PART`` numbers.

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

from kbviewer.index import bits, keys
from kbviewer.index.damage import DamagedStore, checked

PART = 4096
"""Article numbers in a part."""
FREQUENT = 64
"""Articles of a part that have a token, from which on it stands in the postings."""

TABLE = (
    "CREATE TABLE posting (key TEXT, part INTEGER, bits BLOB, PRIMARY KEY (key, part)) "
    "WITHOUT ROWID"
)
_PUT = "INSERT OR REPLACE INTO posting(key, part, bits) VALUES (?, ?, ?)"
_MOST_PARAMETERS = 500
_MOST = 1 << 31
"""Numbers that can be given; a number is 32 bits long."""
_AT_ONCE = 1_000
"""Rows that are read at once where there may be very many."""
_LATER = 1 << 16
"""How far from the beginning of its part a damaged place can lie: it is 16 bits long."""
Rows = list[tuple[int, bytes]]
"""Parts of a key: number and contents."""


def covered(db: Database) -> int:
    """The highest number whose article the postings hold."""
    return _noted(db, "covered")


def given(db: Database) -> int:
    """The highest number that was ever given to an article."""
    return _noted(db, "given")


def give(db: Database, number: int) -> None:
    """Note that the numbers up to ``number`` are given."""
    _note(db, "given", number)


def _noted(db: Database, name: str) -> int:
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    if row is None:
        return 0
    if type(row[0]) is not str or not (row[0].isascii() and row[0].isdigit()):
        raise DamagedStore(f"{row[0]!r} articles {name}")
    if (number := int(row[0][:20])) > _MOST:
        raise DamagedStore(f"{number} articles {name}")
    return number


def _note(db: Database, name: str, number: int) -> None:
    db.execute("INSERT OR REPLACE INTO meta(name, value) VALUES (?, ?)", (name, str(number)))


def cover(db: Database, number: int) -> None:
    """Note that the numbers up to ``number`` are covered."""
    _note(db, "covered", number)


def least(db: Database, part: int) -> int:
    """How many articles a key that is not whole must have for ``add`` to write it."""
    return FREQUENT if _is_new(db, part) else 1


def _is_new(db: Database, part: int) -> bool:
    return covered(db) < max(1, part * PART)


def add(db: Database, part: int, found: Mapping[str, Sequence[int]]) -> None:
    """Write what articles of a part have that are not covered yet.

    Args:
        db: the index, in a transaction.
        part: the part.
        found: for each key the places in the part of the articles that have it, in any order.
    """
    is_new = _is_new(db, part)
    rows = []
    for key, some in found.items():
        places = set(some)
        known = None if is_new else _one(db, key, part)
        if known is not None:
            places.update(_places(known))
        elif not keys.is_whole(key) and not (is_new and len(places) >= FREQUENT):
            continue  # a token is told with all of its articles in a part or not at all
        rows.append((key, part, _packed(places)))
    db.conn.executemany(_PUT, sorted(rows))


def change(db: Database, number: int, gone: Iterable[str], new: Iterable[str]) -> None:
    """Write that an article, if it is covered, has other whole keys than before.

    Args:
        db: the index, in a transaction.
        number: of the article.
        gone: the keys that it has no longer.
        new: the keys that it has now.
    """
    if number > covered(db):
        return
    part, place = divmod(number, PART)
    for key in gone:
        if (known := _one(db, key, part)) is not None:
            db.execute(_PUT, (key, part, _packed(set(_places(known)) - {place})))
    for key in new:
        known = _one(db, key, part)
        db.execute(_PUT, (key, part, _packed({place, *(_places(known) if known else ())})))


def drop(db: Database, numbers: Iterable[int]) -> None:
    """Take articles out of ``ALL``; what their other keys say no longer counts."""
    by_part: dict[int, set[int]] = defaultdict(set)
    for number in numbers:
        by_part[number // PART].add(number % PART)
    for part, places in by_part.items():
        if (known := _one(db, keys.ALL, part)) is not None:
            db.execute(_PUT, (keys.ALL, part, _packed(set(_places(known)) - places)))


def read(db: Database, wanted: Sequence[str]) -> dict[str, Rows]:
    """The parts of each of the keys ``wanted`` that has any."""
    found: dict[str, Rows] = {}
    for first in range(0, len(wanted), _MOST_PARAMETERS):
        some = wanted[first : first + _MOST_PARAMETERS]
        rows = db.execute(
            f"SELECT key, part, bits FROM posting WHERE key IN ({', '.join('?' * len(some))})", some
        )
        for key, part, packed in checked(rows, str, int, bytes):
            found.setdefault(key, []).append((part, packed))
    return found


def read_kind(db: Database, kind: str) -> dict[str, Rows]:
    """The parts of every key of a kind, given by its sign."""
    found: dict[str, Rows] = {}
    rows = db.execute(
        "SELECT key, part, bits FROM posting WHERE key >= ? AND key < ?",
        (kind, chr(ord(kind) + 1)),
    )
    for key, part, packed in checked(rows, str, int, bytes):
        found.setdefault(key, []).append((part, packed))
    return found


def each_of_kind(db: Database, kind: str) -> Iterator[tuple[str, Rows]]:
    """Every key of a kind, given by its sign, with its parts; one after the other."""
    asked = db.execute(
        "SELECT key, part, bits FROM posting WHERE key >= ? AND key < ? ORDER BY key, part",
        (kind, chr(ord(kind) + 1)),
    )
    some = iter(lambda: checked(asked.fetchmany(_AT_ONCE), str, int, bytes), [])
    for key, rows in groupby(chain.from_iterable(some), itemgetter(0)):
        yield key, [row[1:] for row in rows]


def size(rows: Rows) -> int:
    """How many articles there are in parts of one key."""
    width = PART // 8
    found = 0
    for _, packed in rows:
        if len(packed) < width:
            found += len(packed) // 2
        else:
            found += int.from_bytes(packed, "little").bit_count()
    return found


def listed(rows: Rows) -> list[int]:
    """The articles in parts of one key, in order."""
    return [part * PART + place for part, packed in rows for place in _places(packed)]


def union(rows: Iterable[tuple[int, bytes]], highest: int) -> int:
    """The articles in any of the parts, as a set.

    Args:
        rows: the parts.
        highest: the highest number that can be in them.

    Raises:
        DamagedStore: there are others.
    """
    rows = list(rows)
    if not rows:
        return 0
    width = PART // 8
    parts = [part for part, _ in rows]
    if min(parts) < 0 or max(parts) > highest // PART:
        raise DamagedStore(f"part {max(parts)} of postings, of {highest} articles")
    row = bytearray(max(parts) * width + max(width, _LATER // 8))
    for part, packed in rows:
        first = part * width
        if len(packed) < width:
            for place in _listed(packed):
                row[first + (place >> 3)] |= 1 << (place & 7)
        elif len(packed) > width:
            raise DamagedStore(f"a part of postings of {len(packed)} bytes")
        else:
            here = slice(first, first + width)
            both = int.from_bytes(row[here], "little") | int.from_bytes(packed, "little")
            row[here] = both.to_bytes(width, "little")
    found = int.from_bytes(row, "little")
    if found.bit_length() > highest + 1:
        raise DamagedStore(f"article {found.bit_length() - 1} in the postings of {highest}")
    return found


def _one(db: Database, key: str, part: int) -> bytes | None:
    rows = db.execute("SELECT bits FROM posting WHERE key = ? AND part = ?", (key, part))
    return next((packed for (packed,) in checked(rows, bytes)), None)


def _packed(places: set[int]) -> bytes:
    """Places of a part as its contents: a list where that is shorter than a bitmap."""
    width = PART // 8
    if 2 * len(places) >= width:
        return bits.of(list(places), PART - 1).to_bytes(width, "little")
    packed = array("H", sorted(places))
    if byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _places(packed: bytes) -> Iterable[int]:
    if len(packed) < PART // 8:
        places = _listed(packed)
        if places and max(places) >= PART:
            raise DamagedStore(f"place {max(places)} in a part of postings")
        return places
    if len(packed) > PART // 8:
        raise DamagedStore(f"a part of postings of {len(packed)} bytes")
    return bits.numbers(int.from_bytes(packed, "little"))


def _listed(packed: bytes) -> array[int]:
    if len(packed) % 2:
        raise DamagedStore("half a place in the postings")
    places = array("H", packed)
    if byteorder == "big":
        places.byteswap()
    return places
