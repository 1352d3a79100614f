"""The table ``posting``: for each posting term the articles that have it, a block a segment.

A segment is ``SEGMENT_SIZE`` doc ids in a row, and an offset is a doc id's place in its segment.
The block of a term in a segment is a bitmap, or a list of 16-bit offsets where that is shorter.

Doc ids are never reused, so what a block says of a doc id stays true; deleting an article changes
no list but that of ``ALL_DOCS``. The postings hold the doc ids up to ``flushed_up_to``, a number in
the table ``meta``; those above it, up to ``last_doc_id``, are flushed later.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from sqlite3 import Connection
from sys import byteorder

from kbviewer.index.corruption import CorruptIndexError, check_rows
from kbviewer.index.postings import bitset, terms
from kbviewer.index.sql import IN_LIST, json_list

SEGMENT_SIZE = 4096
"""Doc ids in a segment."""
FREQUENT_DOCS = 64
"""Articles of a segment that must have a term that is not complete for it to have a block there."""

_SELECT_POSTINGS = "SELECT term, segment, doc_ids FROM posting"
_REPLACE_POSTING = "INSERT OR REPLACE INTO posting(term, segment, doc_ids) VALUES (?, ?, ?)"
_MAX_DOC_ID = 1 << 31
"""The highest doc id that can be allocated; one is stored in 32 bits."""
_ROWS_PER_FETCH = 1_000
"""Rows that are read at once where there may be very many."""
_OFFSET_RANGE = 1 << 16
"""An offset has 16 bits, so that a corrupt one can be as high."""
Blocks = list[tuple[int, bytes]]
"""Blocks of one term, each behind the number of its segment."""


def flushed_up_to(db: Connection) -> int:
    """The highest doc id that the postings hold."""
    return _read_meta(db, "flushed_up_to")


def last_doc_id(db: Connection) -> int:
    """The highest doc id that was ever allocated."""
    return _read_meta(db, "last_doc_id")


def set_flushed_up_to(db: Connection, doc_id: int) -> None:
    """Record that the postings hold the doc ids up to ``doc_id``."""
    _write_meta(db, "flushed_up_to", doc_id)


def allocate_up_to(db: Connection, doc_id: int) -> None:
    """Record that the doc ids up to ``doc_id`` are allocated."""
    _write_meta(db, "last_doc_id", doc_id)


def _read_meta(db: Connection, name: str) -> int:
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    if row is None:
        return 0
    if type(row[0]) is not str or not (row[0].isascii() and row[0].isdigit()):
        raise CorruptIndexError(f"{name} is {row[0]!r}")
    if (doc_id := int(row[0][:20])) > _MAX_DOC_ID:
        raise CorruptIndexError(f"{name} is {doc_id}")
    return doc_id


def _write_meta(db: Connection, name: str, doc_id: int) -> None:
    db.execute("INSERT OR REPLACE INTO meta(name, value) VALUES (?, ?)", (name, str(doc_id)))


def min_docs(db: Connection, segment: int) -> int:
    """How many articles a term that is not complete must have for ``add_postings`` to write it."""
    return FREQUENT_DOCS if _is_new_segment(db, segment) else 1


def _is_new_segment(db: Connection, segment: int) -> bool:
    return flushed_up_to(db) < max(1, segment * SEGMENT_SIZE)


def add_postings(db: Connection, segment: int, blocks: Iterable[tuple[str, bytes]]) -> None:
    """Write the terms of articles of one segment that are being flushed.

    A term that is not complete is recorded in a segment with all of its articles or not at all. So
    in a segment that was begun before, only blocks that exist grow: the articles that a missing
    one would need are not known any more.

    Args:
        db: the index, in a transaction.
        segment: the segment.
        blocks: posting terms, each with the block of the articles to add; of those that are not
            complete, with at least ``min_docs`` of them.
    """
    if not _is_new_segment(db, segment):
        blocks = _with_old_blocks(db, segment, blocks)
    rows = sorted((term, segment, block) for term, block in blocks)
    db.executemany(_REPLACE_POSTING, rows)


def _with_old_blocks(
    db: Connection, segment: int, blocks: Iterable[tuple[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """The blocks with the articles of those that exist; what may not grow is left out."""
    for term, block in blocks:
        old = _read_block(db, term, segment)
        if old is not None:
            yield term, encode({*_decode(old), *_decode(block)})
        elif terms.is_complete(term):
            yield term, block


def change_terms(db: Connection, doc_id: int, removed: Iterable[str], added: Iterable[str]) -> None:
    """Write that an article has other complete terms than before, if it is flushed.

    Args:
        db: the index, in a transaction.
        doc_id: of the article.
        removed: the terms that it no longer has.
        added: the terms that it has now.
    """
    if doc_id > flushed_up_to(db):
        return
    segment, offset = divmod(doc_id, SEGMENT_SIZE)
    for term in removed:
        if (block := _read_block(db, term, segment)) is not None:
            _write_block(db, term, segment, set(_decode(block)) - {offset})
    for term in added:
        block = _read_block(db, term, segment)
        _write_block(db, term, segment, {offset, *(_decode(block) if block else ())})


def mark_deleted(db: Connection, doc_ids: Iterable[int]) -> None:
    """Take articles out of ``ALL_DOCS``: in all other lists they are tombstones."""
    by_segment: dict[int, set[int]] = defaultdict(set)
    for doc_id in doc_ids:
        by_segment[doc_id // SEGMENT_SIZE].add(doc_id % SEGMENT_SIZE)
    for segment, offsets in by_segment.items():
        if (block := _read_block(db, terms.ALL_DOCS, segment)) is not None:
            _write_block(db, terms.ALL_DOCS, segment, set(_decode(block)) - offsets)


def read_postings(db: Connection, posting_terms: Sequence[str]) -> dict[str, Blocks]:
    """The blocks of each of the terms that has any."""
    if not posting_terms:
        return {}
    rows = db.execute(f"{_SELECT_POSTINGS} WHERE term {IN_LIST}", (json_list(posting_terms),))
    return _blocks_by_term(rows)


def read_postings_by_kind(db: Connection, kind: str) -> dict[str, Blocks]:
    """The blocks of every term of a kind, which is the term's first character."""
    rows = db.execute(
        f"{_SELECT_POSTINGS} WHERE term >= ? AND term < ?", (kind, chr(ord(kind) + 1))
    )
    return _blocks_by_term(rows)


def _blocks_by_term(rows: Iterable[tuple[object, ...]]) -> dict[str, Blocks]:
    blocks: dict[str, Blocks] = {}
    for term, segment, block in check_rows(rows, str, int, bytes):
        blocks.setdefault(term, []).append((segment, block))
    return blocks


def iterate_by_kind(db: Connection, kind: str) -> Iterator[tuple[str, Blocks]]:
    """Every term of a kind with its blocks, one term after the other."""
    cursor = db.execute(
        f"{_SELECT_POSTINGS} WHERE term >= ? AND term < ? ORDER BY term, segment",
        (kind, chr(ord(kind) + 1)),
    )
    fetched = iter(lambda: check_rows(cursor.fetchmany(_ROWS_PER_FETCH), str, int, bytes), [])
    for term, rows in groupby(chain.from_iterable(fetched), itemgetter(0)):
        yield term, [row[1:] for row in rows]


def count_docs(blocks: Blocks) -> int:
    """How many articles are in the blocks of one term."""
    width = SEGMENT_SIZE // 8
    count = 0
    for _, block in blocks:
        if len(block) < width:
            count += len(block) // 2
        else:
            count += int.from_bytes(block, "little").bit_count()
    return count


def doc_ids_in(blocks: Blocks) -> list[int]:
    """The doc ids in the blocks of one term, in their order."""
    return [
        segment * SEGMENT_SIZE + offset for segment, block in blocks for offset in _decode(block)
    ]


def union(blocks: Iterable[tuple[int, bytes]], highest: int) -> int:
    """The doc ids in any of the blocks, as a bitset.

    Args:
        blocks: of any terms, each behind the number of its segment.
        highest: the highest doc id that can be in them.

    Raises:
        CorruptIndexError: there are others.
    """
    blocks = list(blocks)
    if not blocks:
        return 0
    width = SEGMENT_SIZE // 8
    segments = [segment for segment, _ in blocks]
    if min(segments) < 0 or max(segments) > highest // SEGMENT_SIZE:
        raise CorruptIndexError(f"segment {max(segments)} of {highest} articles")
    raw = bytearray(max(segments) * width + max(width, _OFFSET_RANGE // 8))
    for segment, block in blocks:
        start = segment * width
        if len(block) < width:
            for offset in _decode_list(block):
                raw[start + (offset >> 3)] |= 1 << (offset & 7)
        elif len(block) > width:
            raise CorruptIndexError(f"a block of {len(block)} bytes")
        else:
            span = slice(start, start + width)
            both = int.from_bytes(raw[span], "little") | int.from_bytes(block, "little")
            raw[span] = both.to_bytes(width, "little")
    matching = int.from_bytes(raw, "little")
    if matching.bit_length() > highest + 1:
        raise CorruptIndexError(f"doc id {matching.bit_length() - 1} in postings up to {highest}")
    return matching


def _read_block(db: Connection, term: str, segment: int) -> bytes | None:
    rows = db.execute("SELECT doc_ids FROM posting WHERE term = ? AND segment = ?", (term, segment))
    return next((block for (block,) in check_rows(rows, bytes)), None)


def _write_block(db: Connection, term: str, segment: int, offsets: set[int]) -> None:
    db.execute(_REPLACE_POSTING, (term, segment, encode(offsets)))


def encode(offsets: Collection[int]) -> bytes:
    """Different offsets as a block: a list where that is shorter than a bitmap."""
    width = SEGMENT_SIZE // 8
    if 2 * len(offsets) >= width:
        return bitset.from_doc_ids(list(offsets), SEGMENT_SIZE - 1).to_bytes(width, "little")
    numbers = array("H", sorted(offsets))
    if byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _decode(block: bytes) -> Iterable[int]:
    if len(block) < SEGMENT_SIZE // 8:
        offsets = _decode_list(block)
        if offsets and max(offsets) >= SEGMENT_SIZE:
            raise CorruptIndexError(f"offset {max(offsets)} in a block")
        return offsets
    if len(block) > SEGMENT_SIZE // 8:
        raise CorruptIndexError(f"a block of {len(block)} bytes")
    return bitset.doc_ids_of(int.from_bytes(block, "little"))


def _decode_list(block: bytes) -> array[int]:
    if len(block) % 2:
        raise CorruptIndexError("half an offset in a block")
    offsets = array("H", block)
    if byteorder == "big":
        offsets.byteswap()
    return offsets
