"""Postings that are made while something else is written."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.index.index import Index
from kbviewer.index.indexing import flush, indexer, workers, writer
from kbviewer.index.indexing.pending_tokens import PendingTokens
from kbviewer.index.postings import segments, terms
from tests.index.contents import contents, updated

Make = Callable[[dict[str, str]], Path]
WORDS = ["盲盒", "电商", "walk", "walks", "iphone15", "e-commerce", "a", "2025"]


def notes(number: int) -> dict[str, str]:
    draw = random.Random(5)
    return {f"{n:03}.md": " ".join(draw.choices(WORDS, k=6)) for n in range(number)}


def postings(index: Index) -> list[tuple[str, int, bytes]]:
    with index._database.read_transaction() as db:
        return list(db.execute("SELECT term, segment, doc_ids FROM posting ORDER BY 1, 2"))


@pytest.mark.slow
def test_workers_make_the_same_postings(library: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexer, "MAX_BATCH_FILES", 10)
    # Processes know the usual size of a segment alone, so a part of one is flushed at a time.
    monkeypatch.setattr(flush, "_segment_end", lambda doc_id: doc_id // 32 * 32 + 31)
    root = library(notes(120))
    with Index.open(root) as index:
        updated(index)
        alone = contents(index), postings(index)
    monkeypatch.setattr(workers, "MIN_FILES_FOR_PROCESSES", 1)
    with Index.open(root, rebuild=True) as index:
        updated(index)
        assert (contents(index), postings(index)) == alone


def test_a_segment_that_another_process_has_flushed_is_not_written_again(library: Make) -> None:
    with Index.open(library(notes(20))) as index:
        updated(index)
        before = postings(index)
        with index._database.write_transaction() as db:
            segments.set_flushed_up_to(db, 0)
            late = flush.take_segment(db, PendingTokens())
            segments.set_flushed_up_to(db, 20)
            db.execute("DELETE FROM posting WHERE term = ?", (terms.ALL_DOCS,))
            flush.write_segment(db, late, flush.make_blocks(late))
            assert segments.flushed_up_to(db) == 20
        assert [row for row in before if row[0] != terms.ALL_DOCS] == postings(index)


def test_an_article_that_is_deleted_meanwhile_is_not_live(library: Make) -> None:
    root = library(notes(20))
    with Index.open(root) as index:
        updated(index)
        with index._database.write_transaction() as db:
            db.execute("DELETE FROM posting")
            segments.set_flushed_up_to(db, 0)
            taken = flush.take_segment(db, PendingTokens())
        (root / "003.md").unlink()
        with index._database.write_transaction() as db:
            writer.delete_articles(db, ["003.md"])
            flush.write_segment(db, taken, flush.make_blocks(taken))
        assert index.count_articles() == 19
        assert index.search("").total == 19
        assert "003.md" not in {hit.id for hit in index.search("盲盒 OR -盲盒", limit=50).hits}
