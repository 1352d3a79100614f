"""Makes postings from the pending tokens, one segment at a time.

The tokens that this process does not have any more are made again from the articles' rows: so
nothing is missing, whatever ended the process that added them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from sqlite3 import Connection

from kbviewer.index.corruption import check_rows
from kbviewer.index.indexing import writer
from kbviewer.index.indexing.pending import MAX_SIZE, PendingTokens, size_of
from kbviewer.index.postings import segments, terms
from kbviewer.index.schema import TITLE_COLUMN


def segment_is_due(db: Connection, *, partial: bool) -> bool:
    """Whether the next segment is full or, with ``partial``, has any article to flush."""
    first_id, last_id = segments.flushed_up_to(db) + 1, segments.last_doc_id(db)
    return last_id >= (first_id if partial else _segment_end(first_id))


def flush_segment(db: Connection, pending: PendingTokens) -> None:
    """Make the postings of the next segment's articles, as many as there are.

    Of large articles only as many as there is memory for.
    """
    # 0.1 s, only where postings are made
    from kbviewer.index.postings.inversion import blocks_of_tokens  # noqa: PLC0415

    first_id = segments.flushed_up_to(db) + 1
    last_id = min(_segment_end(first_id), segments.last_doc_id(db))
    segment = last_id // segments.SEGMENT_SIZE
    tokens, last_id = _complete(db, pending.take(last_id), first_id, last_id)
    segments.add_postings(db, segment, _header_blocks(db, first_id, last_id))
    offsets = [doc_id % segments.SEGMENT_SIZE for doc_id in tokens]
    titles = [columns[TITLE_COLUMN] for columns in tokens.values()]
    texts = [" ".join(filter(None, columns)) for columns in tokens.values()]
    min_docs = segments.min_docs(db, segment)
    for some, in_title in ((titles, True), (texts, False)):
        blocks = blocks_of_tokens(some, offsets, min_docs, in_title=in_title)
        segments.add_postings(db, segment, blocks)
    segments.set_flushed_up_to(db, last_id)


def _complete(
    db: Connection, known: Mapping[int, tuple[str, ...]], first_id: int, last_id: int
) -> tuple[dict[int, tuple[str, ...]], int]:
    """The tokens of the articles from ``first_id`` on, and the last doc id that they are of.

    Args:
        db: the index.
        known: the tokens of some of them, by doc id.
        first_id: the first doc id.
        last_id: the last doc id; fewer articles are taken if they are too large.
    """
    rows = db.execute(
        "SELECT id FROM article WHERE id BETWEEN ? AND ? ORDER BY id", (first_id, last_id)
    )
    tokens: dict[int, tuple[str, ...]] = {}
    size = 0
    for (doc_id,) in check_rows(rows, int):
        tokens[doc_id] = known.get(doc_id) or writer.stored_tokens(db, doc_id)
        size += size_of(tokens[doc_id])
        if size > MAX_SIZE:
            return tokens, doc_id
    return tokens, last_id


def _header_blocks(db: Connection, first_id: int, last_id: int) -> Iterator[tuple[str, bytes]]:
    postings: defaultdict[str, set[int]] = defaultdict(set)
    rows = db.execute(
        "SELECT id, lang, published FROM article WHERE id BETWEEN ? AND ?", (first_id, last_id)
    )
    for doc_id, lang, published in check_rows(rows, int, str, str):
        for term in (terms.ALL_DOCS, *terms.header_terms(lang, published)):
            postings[term].add(doc_id % segments.SEGMENT_SIZE)
    rows = db.execute(
        "SELECT doc_id, topic_id FROM article_topic WHERE doc_id BETWEEN ? AND ?",
        (first_id, last_id),
    )
    for doc_id, topic_id in check_rows(rows, int, int):
        postings[terms.topic_term(topic_id)].add(doc_id % segments.SEGMENT_SIZE)
    return ((term, segments.encode(offsets)) for term, offsets in postings.items())


def _segment_end(doc_id: int) -> int:
    """The last doc id of the segment of ``doc_id``."""
    return doc_id // segments.SEGMENT_SIZE * segments.SEGMENT_SIZE + segments.SEGMENT_SIZE - 1
