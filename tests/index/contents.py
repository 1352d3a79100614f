"""What an index contains, to compare one with another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kbviewer.index.index import Index
from kbviewer.index.indexing.folders import digest_of
from kbviewer.index.indexing.progress import UpdateProgress
from kbviewer.index.postings import bitset, segments, terms
from kbviewer.index.schema import FULL_TEXT_TABLES
from kbviewer.library.library import ScannedFile, ScannedFolder


def updated(index: Index) -> list[UpdateProgress]:
    """The steps of an update."""
    return list(index.update())


def contents(index: Index) -> dict[str, Any]:
    """Every row of the index, with paths in place of the ids of articles and topics.

    Of the postings the complete terms. Modification times, which may be too recent to be stored,
    are left out.
    """
    with index._database.read_transaction() as db:
        for table in FULL_TEXT_TABLES:
            db.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_terms "
                f"USING fts5vocab(main, {table}, instance)"
            )
        paths = dict(db.execute("SELECT id, path FROM article").fetchall())
        topics = dict(db.execute("SELECT id, path FROM topic").fetchall())
        found: dict[str, Any] = {
            "articles": sorted(
                db.execute("SELECT path, title, source, published, lang, topics, body, headings, "
                           "hidden, author, names, tags, warnings, size, digest FROM article"
                           ).fetchall()
            ),
            "topics": sorted(
                db.execute(
                    "SELECT path, title, title_zh, position, body, warnings, has_page, size "
                    "FROM topic"
                ).fetchall()
            ),
            "in topics": sorted(
                (topics[topic_id], paths[doc_id])
                for topic_id, doc_id in db.execute("SELECT topic_id, doc_id FROM article_topic")
            ),
            "words": sorted(db.execute("SELECT word, stem FROM word").fetchall()),
            "links": sorted(
                (key, paths[doc_id])
                for key, doc_id in db.execute("SELECT link_key, doc_id FROM link")
            ),
        }  # fmt: skip
        for table in FULL_TEXT_TABLES:
            found[table] = sorted(
                (paths[doc_id], column, position, token)
                for token, doc_id, column, position in db.execute(
                    f"SELECT * FROM temp.{table}_terms"
                )
            )
        postings: set[tuple[str, str]] = set()
        for term, segment, block in db.execute("SELECT term, segment, doc_ids FROM posting"):
            if terms.is_complete(term):
                docs = segments.union([(segment, block)], segments.last_doc_id(db))
                name = term
                if term.startswith(terms.TOPIC):
                    name = terms.TOPIC + topics.get(int(term[1:]), "")
                postings.update(
                    (name, paths[doc_id]) for doc_id in bitset.doc_ids_of(docs) if doc_id in paths
                )
        found["postings"] = sorted(postings)
        return found


def wrong_folders(index: Index) -> list[str]:
    """The folders with files in the index that have no row, or the digest of other files."""
    with index._database.read_transaction() as db:
        digests = dict(db.execute("SELECT path, digest FROM folder").fetchall())
        files: dict[str, list[ScannedFile]] = {}
        for path, size, changed in db.execute(
            "SELECT path, size, changed FROM article UNION ALL "
            "SELECT ltrim(path || '/_index.md', '/'), size, changed FROM topic WHERE has_page"
        ):
            files.setdefault(path.rpartition("/")[0], []).append(ScannedFile(path, size, changed))
    return [
        folder
        for folder in files.keys() | digests.keys()
        if digests.get(folder) != b""
        and (
            folder not in files
            or digests.get(folder) != digest_of(ScannedFolder.of_files(folder, files[folder]))
        )
    ]


def fresh_contents(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The contents of an index that is built at once from the folder as it is."""
    with monkeypatch.context() as patch:
        patch.setenv("KBVIEWER_CACHE_DIR", str(cache))
        with Index.open(root, rebuild=True) as index:
            updated(index)
            return contents(index)
