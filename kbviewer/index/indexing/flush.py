"""Makes postings from the pending tokens, one segment at a time.

The tokens of an article wait in the table ``pending_tokens``, written in the transaction that
writes the article: so they are there whatever ended the process that added it.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection

from kbviewer.index.corruption import check_rows
from kbviewer.index.postings import segments, terms

_CHARACTERS_PER_ROUND = 12_000_000
"""Characters of tokens that are read at once; a segment of large articles takes several rounds."""
_SELECT_PENDING = "SELECT doc_id, title, text FROM pending_tokens WHERE doc_id BETWEEN ? AND ?"


def segment_is_due(db: Connection, *, partial: bool) -> bool:
    """Whether the next segment is full or, with ``partial``, has any article to flush."""
    first_id, last_id = segments.flushed_up_to(db) + 1, segments.last_doc_id(db)
    return last_id >= (first_id if partial else _segment_end(first_id))


def flush_segment(db: Connection) -> None:
    """Make the postings of the next segment's articles, as many as there are."""
    with _garbage_collection_paused():
        _flush(db, min(_segment_end(segments.flushed_up_to(db) + 1), segments.last_doc_id(db)))


@contextmanager
def _garbage_collection_paused() -> Iterator[None]:
    """Pause garbage collection: a segment makes some 100,000 lists, and no cycles.

    Looking for cycles takes a third of the time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _flush(db: Connection, last_id: int) -> None:
    """Flush the articles up to ``last_id``, all of which are in one segment."""
    first_id = segments.flushed_up_to(db) + 1
    id_range = (first_id, last_id)
    segment = last_id // segments.SEGMENT_SIZE
    segments.add_postings(db, segment, _header_postings(db, first_id, last_id))
    (size,) = db.execute(
        "SELECT total(length(title) + length(text)) FROM pending_tokens "
        "WHERE doc_id BETWEEN ? AND ?",
        id_range,
    ).fetchone()
    rounds = 1 + int(size) // _CHARACTERS_PER_ROUND
    for round_number in range(rounds):
        in_title: terms.Postings = defaultdict(list)
        in_text: terms.Postings = defaultdict(list)
        for doc_id, title, text in check_rows(db.execute(_SELECT_PENDING, id_range), int, str, str):
            offset = doc_id % segments.SEGMENT_SIZE
            for tokens, postings in ((title.split(), in_title), (text.split(), in_text)):
                tokens_of_round = tokens
                if rounds > 1:
                    tokens_of_round = [
                        token for token in tokens if ord(token[0]) % rounds == round_number
                    ]
                for token in tokens_of_round:
                    postings[token].append(offset)
        for token, offsets in in_title.items():
            in_text[token] += offsets
        min_docs = segments.min_docs(db, segment)
        for postings, in_titles in ((in_title, True), (in_text, False)):
            segments.add_postings(
                db, segment, terms.terms_of_tokens(postings, min_docs, in_title=in_titles)
            )
    db.execute("DELETE FROM pending_tokens WHERE doc_id BETWEEN ? AND ?", id_range)
    segments.set_flushed_up_to(db, last_id)


def _header_postings(db: Connection, first_id: int, last_id: int) -> terms.Postings:
    postings: terms.Postings = defaultdict(list)
    rows = db.execute(
        "SELECT id, lang, published FROM article WHERE id BETWEEN ? AND ?", (first_id, last_id)
    )
    for doc_id, lang, published in check_rows(rows, int, str, str):
        for term in (terms.ALL_DOCS, *terms.header_terms(lang, published)):
            postings[term].append(doc_id % segments.SEGMENT_SIZE)
    rows = db.execute(
        "SELECT doc_id, topic_id FROM article_topic WHERE doc_id BETWEEN ? AND ?",
        (first_id, last_id),
    )
    for doc_id, topic_id in check_rows(rows, int, int):
        postings[terms.topic_term(topic_id)].append(doc_id % segments.SEGMENT_SIZE)
    return postings


def _segment_end(doc_id: int) -> int:
    """The last doc id of the segment of ``doc_id``."""
    return doc_id // segments.SEGMENT_SIZE * segments.SEGMENT_SIZE + segments.SEGMENT_SIZE - 1
