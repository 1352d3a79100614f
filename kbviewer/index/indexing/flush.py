"""Makes postings from the pending tokens, one segment at a time.

The tokens that this process does not have any more are made again from the articles' rows: so
nothing is missing, whatever ended the process that added them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from sqlite3 import Connection

from kbviewer.index.corruption import check_rows
from kbviewer.index.indexing import writer
from kbviewer.index.indexing.pending_tokens import MAX_SIZE, ArticleTokens, PendingTokens
from kbviewer.index.postings import segments, terms


@dataclass(frozen=True, slots=True)
class SegmentTokens:
    """The tokens of the articles of a segment that are flushed together.

    Attributes:
        segment: the segment.
        first_id: the doc id behind the last one that is flushed.
        last_id: the last doc id of these articles.
        min_docs: how many of them a term that is not complete must have.
        offsets: the offset of each article in the segment.
        titles: the tokens of each title.
        texts: the tokens of all texts of each article, the title included.
    """

    segment: int
    first_id: int
    last_id: int
    min_docs: int
    offsets: Sequence[int]
    titles: Sequence[str]
    texts: Sequence[str]


def segment_is_due(db: Connection, *, partial: bool) -> bool:
    """Whether the next segment is full or, with ``partial``, has any article to flush."""
    first_id, last_id = segments.flushed_up_to(db) + 1, segments.last_doc_id(db)
    return last_id >= (first_id if partial else _segment_end(first_id))


def take_segment(db: Connection, pending: PendingTokens) -> SegmentTokens:
    """Take the tokens of the next segment's articles, as many as there are.

    Of large articles only as many as there is memory for.
    """
    first_id = segments.flushed_up_to(db) + 1
    last_id = min(_segment_end(first_id), segments.last_doc_id(db))
    segment = last_id // segments.SEGMENT_SIZE
    tokens, last_id = _complete(db, pending.take(last_id), first_id, last_id)
    return SegmentTokens(
        segment,
        first_id,
        last_id,
        segments.min_docs(db, segment),
        [doc_id % segments.SEGMENT_SIZE for doc_id in tokens],
        [one.title for one in tokens.values()],
        [one.text for one in tokens.values()],
    )


def make_blocks(tokens: SegmentTokens) -> list[tuple[str, bytes]]:
    """The posting terms of a segment's tokens, each with its block: about a second's work."""
    # 0.1 s, only where postings are made
    from kbviewer.index.postings.inversion import blocks_of_tokens  # noqa: PLC0415

    return [
        block
        for texts, in_title in ((tokens.titles, True), (tokens.texts, False))
        for block in blocks_of_tokens(texts, tokens.offsets, tokens.min_docs, in_title=in_title)
    ]


def write_segment(
    db: Connection, tokens: SegmentTokens, blocks: Iterable[tuple[str, bytes]]
) -> None:
    """Write the postings of a segment, unless another process has flushed it meanwhile."""
    if segments.flushed_up_to(db) != tokens.first_id - 1:
        return
    header_blocks = _header_blocks(db, tokens.first_id, tokens.last_id)
    segments.add_postings(db, tokens.segment, chain(header_blocks, blocks))
    segments.set_flushed_up_to(db, tokens.last_id)


def _complete(
    db: Connection, known: Mapping[int, ArticleTokens], first_id: int, last_id: int
) -> tuple[dict[int, ArticleTokens], int]:
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
    tokens: dict[int, ArticleTokens] = {}
    size = 0
    for (doc_id,) in check_rows(rows, int):
        one = known.get(doc_id) or ArticleTokens.from_columns(writer.stored_tokens(db, doc_id))
        tokens[doc_id] = one
        size += len(one.text)
        if size > MAX_SIZE:
            return tokens, doc_id
    return tokens, last_id


def _header_blocks(db: Connection, first_id: int, last_id: int) -> Iterator[tuple[str, bytes]]:
    postings: defaultdict[str, list[int]] = defaultdict(list)
    rows = db.execute(
        "SELECT id, lang, published FROM article WHERE id BETWEEN ? AND ? ORDER BY id",
        (first_id, last_id),
    )
    for doc_id, lang, published in check_rows(rows, int, str, str):
        for term in (terms.ALL_DOCS, *terms.header_terms(lang, published)):
            postings[term].append(doc_id % segments.SEGMENT_SIZE)
    topics: defaultdict[int, list[int]] = defaultdict(list)
    rows = db.execute(
        "SELECT doc_id, topic_id FROM article_topic WHERE doc_id BETWEEN ? AND ? ORDER BY doc_id",
        (first_id, last_id),
    )
    for doc_id, topic_id in check_rows(rows, int, int):
        topics[topic_id].append(doc_id % segments.SEGMENT_SIZE)
    postings.update((terms.topic_term(topic_id), found) for topic_id, found in topics.items())
    return ((term, segments.encode(offsets)) for term, offsets in postings.items())


def _segment_end(doc_id: int) -> int:
    """The last doc id of the segment of ``doc_id``."""
    return doc_id // segments.SEGMENT_SIZE * segments.SEGMENT_SIZE + segments.SEGMENT_SIZE - 1
