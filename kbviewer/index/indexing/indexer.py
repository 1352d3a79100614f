"""Brings the index up to date with the library: incrementally, in whole batches, with progress.

A folder whose files are as they are stored (``folders.py``) is not looked into, and a file with the
size and modification time that are stored is not read. One with the content that is
stored is not indexed again: it was touched, or an article's file was renamed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from sqlite3 import Connection

from kbviewer.index import invalidation
from kbviewer.index.corruption import check_rows
from kbviewer.index.database import IndexDatabase
from kbviewer.index.indexing import flush, topic_pages, writer
from kbviewer.index.indexing.documents import (
    DocumentBatch,
    FileBatch,
    IndexDocument,
    stems_of,
    with_tokens,
)
from kbviewer.index.indexing.folders import FolderScan, indexed_articles, record_folders
from kbviewer.index.indexing.pending_tokens import PendingTokens
from kbviewer.index.indexing.progress import UpdateProgress
from kbviewer.index.indexing.workers import Job, Workers
from kbviewer.index.sql import IN_LIST, json_list
from kbviewer.library.library import Library, PartialScan, ScannedFile
from kbviewer.library.problems import Problem

MAX_BATCH_FILES = 1_000
"""Files in one transaction."""
MAX_BATCH_BYTES = 1_000_000
"""Their size together: about a fifth of a second, which a search may have to wait."""
_FIRST_BATCH_FILES = 100
"""Files in the first batch, so that there is something to see at once; each later batch may have
twice as many as the one before."""
_FILES_PER_STEP = 4_000
"""Files that are compared between two yields to the caller: some hundredths of a second."""
_MAX_KNOWN_WORDS = 300_000
"""Words that are remembered as written: about 40 MB."""
_FileState = tuple[int, int]
"""A file's size and modification time."""


def index_folders(
    database: IndexDatabase, library: Library, folders: FolderScan, problems: list[Problem]
) -> Iterator[UpdateProgress]:
    """Index what has changed in a library, batch by batch, after a scan of the whole.

    Each batch is one transaction: an update that is stopped leaves whole batches, and the next one
    continues from there.

    Args:
        database: the index.
        library: the library.
        folders: the scan.
        problems: those that the scan found; others are added.

    Raises:
        IndexFileError: the index cannot be written.
        CorruptIndexError: the index is corrupt.
    """
    if topic_pages.update_topic_pages(database, library, folders.changed, problems):
        folders = FolderScan()
        for _ in folders.run(database, library, []):
            yield UpdateProgress(0, 0, tuple(problems))
    plan = _UpdatePlan()
    for _ in _compare_with_index(database, folders, plan):
        yield UpdateProgress(0, 0, tuple(problems))
    progress = UpdateProgress(0, 0, tuple(problems))
    for progress in _index(database, library, plan, problems):
        yield progress
    for _ in record_folders(database):
        yield progress


def index_files(
    database: IndexDatabase, library: Library, scan: PartialScan
) -> Iterator[UpdateProgress]:
    """Index what has changed of the files of a scan, none of them a topic page; batch by batch.

    Raises:
        IndexFileError: the index cannot be written.
        CorruptIndexError: the index is corrupt.
    """
    plan = _UpdatePlan(_file_states(database, sorted(scan.file_ids)))
    for file in scan.files:
        plan.add(file)
    yield from _index(database, library, plan, list(scan.problems))


def _index(
    database: IndexDatabase, library: Library, plan: _UpdatePlan, problems: list[Problem]
) -> Iterator[UpdateProgress]:
    with Workers(len(plan.to_read)) as workers:
        yield from _index_with(workers, database, library, plan, problems)


def _index_with(
    workers: Workers,
    database: IndexDatabase,
    library: Library,
    plan: _UpdatePlan,
    problems: list[Problem],
) -> Iterator[UpdateProgress]:
    batch_writer = _BatchWriter(database, _missing_by_digest(database, plan), workers)
    total = len(plan.missing) + len(plan.to_read)
    to_delete = sorted(plan.missing.keys() - batch_writer.maybe_renamed())
    done = 0
    yield UpdateProgress(done, total, tuple(problems))
    for paths in writer.batched(to_delete, MAX_BATCH_FILES):
        batch_writer.delete(paths)
        done += len(paths)
        yield UpdateProgress(done, total, tuple(problems))
    file_batches = _file_batches(database, plan, batch_writer)
    for batch in workers.read_batches(library, file_batches):
        problems += batch.problems
        batch_writer.write(batch)
        done += len(batch.files)
        yield UpdateProgress(done, total, tuple(problems), batch_writer.just_renamed())
        while batch_writer.flush_segment():
            yield UpdateProgress(done, total, tuple(problems))
    for paths in writer.batched(sorted(batch_writer.maybe_renamed()), MAX_BATCH_FILES):
        batch_writer.delete(paths)
    while batch_writer.flush_segment(partial=True):
        yield UpdateProgress(total, total, tuple(problems))
    topic_pages.delete_unused_topics(database)
    yield UpdateProgress(total, total, tuple(problems))


@dataclass(slots=True)
class _UpdatePlan:
    """What an update has to do.

    Attributes:
        missing: indexed articles whose files are missing, each with the file's state.
        to_read: files with another state than the stored one.
        modified: the ids of those of them that are indexed.
    """

    missing: dict[str, _FileState] = field(default_factory=dict)
    to_read: list[ScannedFile] = field(default_factory=list)
    modified: set[str] = field(default_factory=set)

    def add(self, file: ScannedFile) -> None:
        """Plan what has to be done with an article's file that exists."""
        state = self.missing.pop(file.id, None)
        if state != (file.size, file.changed_ns):
            self.to_read.append(file)
            if state is not None:
                self.modified.add(file.id)


def _compare_with_index(
    database: IndexDatabase, folders: FolderScan, plan: _UpdatePlan
) -> Iterator[None]:
    """Fill the plan with the articles of the changed folders, step by step."""
    count = 0
    for folder, files in folders.changed.items():
        with database.read_transaction() as db:
            indexed = indexed_articles(db, folder)
        plan.missing.update((file.id, (file.size, file.changed_ns)) for file in indexed)
        for file in files:
            if not file.is_topic_page:
                plan.add(file)
        count += len(indexed) + len(files)
        if count >= _FILES_PER_STEP:
            yield
            count = 0


def _missing_by_digest(database: IndexDatabase, plan: _UpdatePlan) -> dict[bytes, list[str]]:
    """The missing articles by digest, as far as there is a new file of the same size."""
    sizes = {file.size for file in plan.to_read if file.id not in plan.modified}
    paths = [path for path, (size, _) in plan.missing.items() if size in sizes]
    by_digest: dict[bytes, list[str]] = {}
    for path, digest in _digests(database, sorted(paths)).items():
        by_digest.setdefault(digest, []).append(path)
    return by_digest


def _digests(database: IndexDatabase, paths: Sequence[str]) -> dict[str, bytes]:
    return {path: digest for path, _, _, digest in _file_rows(database, paths)}


def _file_states(database: IndexDatabase, paths: Sequence[str]) -> dict[str, _FileState]:
    return {path: (size, changed) for path, size, changed, _ in _file_rows(database, paths)}


def _file_rows(database: IndexDatabase, paths: Sequence[str]) -> list[tuple[str, int, int, bytes]]:
    """Path, size, modification time and digest of those of ``paths`` that are indexed."""
    with database.read_transaction() as db:
        rows = db.execute(
            f"SELECT path, size, changed, digest FROM article WHERE path {IN_LIST}",
            (json_list(paths),),
        )
        return check_rows(rows, str, int, int, bytes)


def _file_batches(
    database: IndexDatabase, plan: _UpdatePlan, batch_writer: _BatchWriter
) -> Iterator[FileBatch]:
    """The files to read, in batches that are bounded in number and in size."""
    files: list[ScannedFile] = []
    size = 0
    max_files = min(_FIRST_BATCH_FILES, MAX_BATCH_FILES)
    topics = database.topics_with_page()

    def batch() -> FileBatch:
        known = _digests(database, [file.id for file in files if file.id in plan.modified])
        return FileBatch(tuple(files), known, batch_writer.missing_digests, topics)

    for file in plan.to_read:
        if files and (len(files) == max_files or size + file.size > MAX_BATCH_BYTES):
            yield batch()
            files, size = [], 0
            max_files = min(2 * max_files, MAX_BATCH_FILES)
        files.append(file)
        size += file.size
    if files:
        yield batch()


class _BatchWriter:
    """Writes batches to the index, one transaction each.

    Attributes:
        missing_digests: of the articles that may have been renamed.
    """

    def __init__(
        self,
        database: IndexDatabase,
        missing_by_digest: dict[bytes, list[str]],
        workers: Workers,
    ) -> None:
        self._database = database
        self._workers = workers
        self._flushing: Job[flush.SegmentTokens, list[tuple[str, bytes]]] | None = None
        self._missing_by_digest = missing_by_digest
        self._known_words: set[str] = set()
        self._pending = PendingTokens()
        self._is_zone_recorded = False
        self._new_ids: dict[str, str] = {}
        self.missing_digests = frozenset(missing_by_digest)

    def maybe_renamed(self) -> set[str]:
        """The missing articles whose content may still turn up under another path."""
        return {path for paths in self._missing_by_digest.values() for path in paths}

    def just_renamed(self) -> tuple[tuple[str, str], ...]:
        """The articles that were found to be renamed since the last call."""
        renamed = tuple(self._new_ids.items())
        self._new_ids.clear()
        return renamed

    def delete(self, paths: Sequence[str]) -> None:
        """Delete articles."""
        with self._database.write_transaction() as db:
            self._delete_unused_words(db, writer.delete_articles(db, paths))

    def write(self, batch: DocumentBatch) -> None:
        """Write the documents of a batch, in place of the articles of its paths."""
        touched = {file.id for file in batch.touched}
        words = dict(batch.word_stems)
        with self._database.write_transaction() as db:
            writer.update_file_times(db, batch.touched)
            old_words = writer.delete_articles(
                db, [file.id for file in batch.files if file.id not in touched]
            )
            documents = [document for document in batch.documents if document.column_tokens]
            for document in batch.documents:
                if not document.column_tokens and not self._rename(db, document):
                    documents.append(with_tokens(document))
                    words.update(stems_of(documents[-1:]))
            first_id = writer.add_documents(db, documents)
            if not self._is_zone_recorded and any(document.row.zoned for document in documents):
                invalidation.record_zone(db)
                self._is_zone_recorded = True
            new_words = sorted(words.keys() - self._known_words)
            writer.add_word_stems(db, [(word, words[word]) for word in new_words])
            self._delete_unused_words(db, old_words - words.keys())
        self._pending.add(first_id, documents)
        room = max(0, _MAX_KNOWN_WORDS - len(self._known_words))
        self._known_words.update(new_words[:room])

    def flush_segment(self, *, partial: bool = False) -> bool:
        """Go on flushing; whether a segment was written.

        A segment that is full or, with ``partial``, begun is made postings of by a worker while
        further batches are written, and written when these are there. With ``partial``, and where
        much waits for it, this is waited for.
        """
        if self._flushing is None:
            with self._database.read_transaction() as db:
                if not flush.segment_is_due(db, partial=partial or self._pending.are_many):
                    return False
                tokens = flush.take_segment(db, self._pending)
            self._flushing = self._workers.start(flush.make_blocks, tokens)
        if not (self._flushing.is_done or partial or self._pending.are_many):
            return False
        blocks = self._flushing.result()
        with self._database.write_transaction() as db:
            flush.write_segment(db, self._flushing.input, blocks)
        self._flushing = None
        return True

    def _rename(self, db: Connection, document: IndexDocument) -> bool:
        """Give a missing article of the same content its new path, if there is one."""
        paths = self._missing_by_digest.get(document.row.digest)
        if not paths:
            return False
        self._new_ids.setdefault(paths[-1], document.row.path)
        if not writer.rename_article(db, document, paths[-1]):
            return False
        paths.pop()
        return True

    def _delete_unused_words(self, db: Connection, words: set[str]) -> None:
        writer.delete_unused_words(db, words)
        self._known_words -= words
