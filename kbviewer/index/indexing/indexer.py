"""Folder to index: incremental, in whole batches, with its progress.

A file of the size and time that the index knows is not read. One whose content is known is not
indexed again: it was touched, or it is an article's file under another name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from kbviewer.index import time_zone
from kbviewer.index.corruption import check_rows
from kbviewer.index.database import IndexDatabase
from kbviewer.index.indexing import flush, topic_pages, writer
from kbviewer.index.indexing.documents import (
    DocumentBatch,
    FileBatch,
    IndexDocument,
    stems_by_word,
    with_tokens,
)
from kbviewer.index.indexing.workers import read_batches
from kbviewer.library.library import Library, PartialScan, ScannedFile
from kbviewer.library.problems import Problem

MAX_BATCH_FILES = 1_000
"""Files in one transaction, at the most."""
MAX_BATCH_BYTES = 1_000_000
"""Their size together: about a fifth of a second, so that a search need not wait longer."""
_FIRST_BATCH_FILES = 100
"""Files in the first batch, so that there is something to see at once; each may have twice as many
as the one before."""
_FILES_PER_STEP = 4_000
"""Files that are listed or looked up before others may have their turn: some hundredths of it."""
_MAX_KNOWN_WORDS = 300_000
"""Words remembered as written: about 40 MB."""
_MAX_PARAMETERS = 500
_FileState = tuple[int, int]
"""A file's size and time."""


@dataclass(frozen=True, slots=True)
class UpdateProgress:
    """How far an update has come.

    Attributes:
        done: files read or dropped so far.
        total: files to read or drop; 0 while that is being found out.
        problems: of the files and folders that could not be read so far.
        renamed: articles whose files were found under another name since the last step: the old id
            and the new one.
    """

    done: int
    total: int
    problems: tuple[Problem, ...]
    renamed: tuple[tuple[str, str], ...] = ()


def update(
    store: IndexDatabase, folder: Library, sight: PartialScan | None = None
) -> Iterator[UpdateProgress]:
    """Bring the index up to date with the folder, batch by batch.

    Each batch is one transaction: whoever stops here finds whole batches, and the next update goes
    on from them.

    Args:
        store: the index.
        folder: the library.
        sight: of the only files that may have changed, no topics' pages; None for any.

    Raises:
        LibraryError: the folder cannot be listed.
        IndexFileError: the index cannot be written.
        CorruptIndexError: the index is damaged.
    """
    time_zone.invalidate_zoned_times(store)
    problems: list[Problem] = []
    plan = _UpdatePlan()
    if sight is None:
        for _ in _compare_with_folder(store, folder, plan, problems):
            yield UpdateProgress(0, 0, tuple(problems))
    else:
        problems += sight.problems
        plan.missing = _file_states(store, sorted(sight.file_ids))
        for entry in sight.files:
            plan.add(entry)
    batch_writer = _BatchWriter(store, _missing_by_digest(store, plan))
    total = len(plan.missing) + len(plan.to_read)
    lost = sorted(plan.missing.keys() - batch_writer.maybe_renamed())
    done = 0
    yield UpdateProgress(done, total, tuple(problems))
    for paths in writer.batched(lost, MAX_BATCH_FILES):
        batch_writer.delete(paths)
        done += len(paths)
        yield UpdateProgress(done, total, tuple(problems))
    for batch in read_batches(folder, _file_batches(store, plan, batch_writer), len(plan.to_read)):
        problems += batch.problems
        batch_writer.write(batch)
        done += len(batch.entries)
        yield UpdateProgress(done, total, tuple(problems), batch_writer.just_renamed())
        while batch_writer.flush_segment():
            yield UpdateProgress(done, total, tuple(problems))
    for paths in writer.batched(sorted(batch_writer.maybe_renamed()), MAX_BATCH_FILES):
        batch_writer.delete(paths)
    while batch_writer.flush_segment(also_begun=True):
        yield UpdateProgress(total, total, tuple(problems))
    if sight is None:
        topic_pages.update_topic_pages(store, folder, plan.topic_pages, problems)
    topic_pages.delete_unused_topics(store)
    yield UpdateProgress(total, total, tuple(problems))


@dataclass(slots=True)
class _UpdatePlan:
    """What an update has to do.

    Attributes:
        gone: articles whose files are gone, each with the file's size and time.
        fresh: files of another size or time than the index knows.
        changed: those of them whose path it knows.
        pages: the pages of topics.
    """

    missing: dict[str, _FileState] = field(default_factory=dict)
    to_read: list[ScannedFile] = field(default_factory=list)
    modified: set[str] = field(default_factory=set)
    topic_pages: list[ScannedFile] = field(default_factory=list)

    def add(self, entry: ScannedFile) -> None:
        """Note what has to be done with an article's file that is there."""
        state = self.missing.pop(entry.id, None)
        if state != (entry.size, entry.changed_ns):
            self.to_read.append(entry)
            if state is not None:
                self.modified.add(entry.id)


def _compare_with_folder(
    store: IndexDatabase, folder: Library, plan: _UpdatePlan, problems: list[Problem]
) -> Iterator[None]:
    """Fill the plan, step by step."""
    for some in _indexed_files(store):
        plan.missing.update(some)
        yield
    for number, entry in enumerate(folder.scan(problems), 1):
        if entry.is_topic_page:
            plan.topic_pages.append(entry)
        else:
            plan.add(entry)
        if number % _FILES_PER_STEP == 0:
            yield


def _indexed_files(store: IndexDatabase) -> Iterator[dict[str, _FileState]]:
    """Size and time of the file of each article, some thousand at a time."""
    last = 0
    while True:
        with store.read_transaction() as db:
            asked = db.execute(
                "SELECT id, path, size, changed FROM article WHERE id > ? ORDER BY id LIMIT ?",
                (last, _FILES_PER_STEP),
            )
            rows = check_rows(asked, int, str, int, int)
        if not rows:
            return
        yield {path: (size, changed) for _, path, size, changed in rows}
        last = rows[-1][0]


def _missing_by_digest(store: IndexDatabase, plan: _UpdatePlan) -> dict[bytes, list[str]]:
    """Articles whose files are gone, by digest, as far as a new file of their size is there."""
    sizes = {entry.size for entry in plan.to_read if entry.id not in plan.modified}
    paths = [path for path, (size, _) in plan.missing.items() if size in sizes]
    found: dict[bytes, list[str]] = {}
    for path, digest in _digests(store, sorted(paths)).items():
        found.setdefault(digest, []).append(path)
    return found


def _digests(store: IndexDatabase, paths: Sequence[str]) -> dict[str, bytes]:
    return {path: digest for path, (_, _, digest) in _file_rows(store, paths)}


def _file_states(store: IndexDatabase, paths: Sequence[str]) -> dict[str, _FileState]:
    return {path: (size, changed) for path, (size, changed, _) in _file_rows(store, paths)}


def _file_rows(
    store: IndexDatabase, paths: Sequence[str]
) -> Iterator[tuple[str, tuple[int, int, bytes]]]:
    """Size and time of the files of those articles that the index holds, and their digests."""
    for some in writer.batched(paths, _MAX_PARAMETERS):
        marks = ", ".join("?" * len(some))
        with store.read_transaction() as db:
            asked = db.execute(
                f"SELECT path, size, changed, digest FROM article WHERE path IN ({marks})", some
            )
            rows = check_rows(asked, str, int, int, bytes)
        yield from ((path, (size, changed, digest)) for path, size, changed, digest in rows)


def _file_batches(
    store: IndexDatabase, plan: _UpdatePlan, batch_writer: _BatchWriter
) -> Iterator[FileBatch]:
    """The files to read, in batches that are bounded in number and in size."""
    batch: list[ScannedFile] = []
    size = 0
    most = min(_FIRST_BATCH_FILES, MAX_BATCH_FILES)

    def task() -> FileBatch:
        known = _digests(store, [entry.id for entry in batch if entry.id in plan.modified])
        return FileBatch(tuple(batch), known, batch_writer.missing_digests)

    for entry in plan.to_read:
        if batch and (len(batch) == most or size + entry.size > MAX_BATCH_BYTES):
            yield task()
            batch, size = [], 0
            most = min(2 * most, MAX_BATCH_FILES)
        batch.append(entry)
        size += entry.size
    if batch:
        yield task()


class _BatchWriter:
    """Writes articles, a transaction at a time.

    Attributes:
        digests_gone: of the articles that may have been renamed.
    """

    def __init__(self, store: IndexDatabase, renamed: dict[bytes, list[str]]) -> None:
        self._database = store
        self._missing_by_digest = renamed
        self._known_words: set[str] = set()
        self._is_zone_noted = False
        self._new_ids: dict[str, str] = {}
        self.missing_digests = frozenset(renamed)

    def maybe_renamed(self) -> set[str]:
        """The articles whose files may be found under another name yet."""
        return {path for paths in self._missing_by_digest.values() for path in paths}

    def just_renamed(self) -> tuple[tuple[str, str], ...]:
        """Articles that were found under another name since this was asked last."""
        renamed = tuple(self._new_ids.items())
        self._new_ids.clear()
        return renamed

    def delete(self, paths: Sequence[str]) -> None:
        """Take articles out of the index."""
        with self._database.write_transaction() as db:
            self._delete_unused_words(db, writer.delete_articles(db, paths))

    def write(self, batch: DocumentBatch) -> None:
        """Write articles in place of those that have the batch's paths."""
        touched = {entry.id for entry in batch.touched}
        words = dict(batch.word_stems)
        with self._database.write_transaction() as db:
            writer.update_file_times(db, batch.touched)
            lost = writer.delete_articles(db, [e.id for e in batch.entries if e.id not in touched])
            articles = [article for article in batch.documents if article.column_tokens]
            for article in batch.documents:
                if not article.column_tokens and not self._rename(db, article):
                    found: set[str] = set()
                    articles.append(with_tokens(article, found))
                    words.update(stems_by_word(found))
            writer.add_documents(db, articles)
            if not self._is_zone_noted and any(article.row.zoned for article in articles):
                time_zone.record_zone(db)
                self._is_zone_noted = True
            new = sorted(words.keys() - self._known_words)
            writer.add_word_stems(db, [(word, words[word]) for word in new])
            self._delete_unused_words(db, lost - words.keys())
        self._known_words.update(new[: max(0, _MAX_KNOWN_WORDS - len(self._known_words))])

    def flush_segment(self, *, also_begun: bool = False) -> bool:
        """Cover a part that is full, or begun, and say whether there was one."""
        with self._database.read_transaction() as db:
            if not flush.is_due(db, also_begun=also_begun):
                return False
        with self._database.write_transaction() as db:
            flush.flush_segment(db)
        return True

    def _rename(self, db: Database, article: IndexDocument) -> bool:
        """Give the article that had the same content, and whose file is gone, its new path."""
        paths = self._missing_by_digest.get(article.row.digest)
        if not paths:
            return False
        self._new_ids.setdefault(paths[-1], article.row.path)
        if not writer.rename_article(db, article, paths[-1]):
            return False
        paths.pop()
        return True

    def _delete_unused_words(self, db: Database, words: set[str]) -> None:
        writer.delete_unused_words(db, words)
        self._known_words -= words
