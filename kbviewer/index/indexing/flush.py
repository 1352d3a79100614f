"""Brings the postings up to the articles.

What the postings will need of an article, its tokens, waits in the table ``pending_tokens``,
written with the article: so it is there whatever ended the process that added the article.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from kbviewer.index.corruption import check_rows
from kbviewer.index.postings import segments, terms

_CHARACTERS_PER_ROUND = 12_000_000
"""Characters of tokens that are taken at once; a part of large articles takes several rounds."""
_SELECT_PENDING = "SELECT doc_id, title, text FROM pending_tokens WHERE doc_id BETWEEN ? AND ?"


def is_due(db: Database, *, also_begun: bool) -> bool:
    """Whether the next part is full, or begun, and its articles are not covered."""
    first, highest = segments.flushed_up_to(db) + 1, segments.last_doc_id(db)
    return highest >= (first if also_begun else _segment_end(first))


def flush_segment(db: Database) -> None:
    """Cover the articles of the next part, as many as there are."""
    with _garbage_collection_paused():
        _flush(db, min(_segment_end(segments.flushed_up_to(db) + 1), segments.last_doc_id(db)))


@contextmanager
def _garbage_collection_paused() -> Iterator[None]:
    """While inside, nothing is looked through for cycles.

    A part makes some hundred thousand lists, none of them in a cycle; looking through them again
    and again is a third of the work.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _flush(db: Database, last: int) -> None:
    """Cover the articles up to ``last``, all in one part."""
    first = segments.flushed_up_to(db) + 1
    here = (first, last)
    part = last // segments.SEGMENT_SIZE
    segments.add_postings(db, part, _header_terms(db, first, last))
    (size,) = db.execute(
        "SELECT total(length(title) + length(text)) FROM pending_tokens "
        "WHERE doc_id BETWEEN ? AND ?",
        here,
    ).fetchone()
    rounds = 1 + int(size) // _CHARACTERS_PER_ROUND
    for number in range(rounds):
        in_title: terms.Postings = defaultdict(list)
        in_text: terms.Postings = defaultdict(list)
        for article, title, text in check_rows(db.execute(_SELECT_PENDING, here), int, str, str):
            place = article % segments.SEGMENT_SIZE
            for tokens, found in ((title.split(), in_title), (text.split(), in_text)):
                mine = tokens
                if rounds > 1:
                    mine = [token for token in tokens if ord(token[0]) % rounds == number]
                for token in mine:
                    found[token].append(place)
        for token, places in in_title.items():
            in_text[token] += places
        least = segments.min_docs(db, part)
        segments.add_postings(db, part, terms.terms_of_tokens(in_title, least, in_title=True))
        segments.add_postings(db, part, terms.terms_of_tokens(in_text, least, in_title=False))
    db.execute("DELETE FROM pending_tokens WHERE doc_id BETWEEN ? AND ?", here)
    segments.set_flushed_up_to(db, last)


def _header_terms(db: Database, first: int, last: int) -> terms.Postings:
    found: terms.Postings = defaultdict(list)
    rows = db.execute(
        "SELECT id, lang, published FROM article WHERE id BETWEEN ? AND ?", (first, last)
    )
    for number, lang, published in check_rows(rows, int, str, str):
        for key in (terms.ALL_DOCS, *terms.header_terms(lang, published)):
            found[key].append(number % segments.SEGMENT_SIZE)
    rows = db.execute(
        "SELECT doc_id, topic_id FROM article_topic WHERE doc_id BETWEEN ? AND ?", (first, last)
    )
    for number, topic in check_rows(rows, int, int):
        found[terms.topic_term(topic)].append(number % segments.SEGMENT_SIZE)
    return found


def _segment_end(number: int) -> int:
    return number // segments.SEGMENT_SIZE * segments.SEGMENT_SIZE + segments.SEGMENT_SIZE - 1
