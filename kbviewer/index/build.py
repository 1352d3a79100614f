"""Folder to index: incremental, in whole batches, with its progress.

A file of the size and time that the index knows is not read. One whose content is known is not
indexed again: it was touched, or it is an article's file under another name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from kbviewer.index import cover, topic_pages, write, zone
from kbviewer.index.damage import checked
from kbviewer.index.prepare import Batch, Prepared, Task, stems, with_tokens
from kbviewer.index.store import Store
from kbviewer.index.workers import prepared
from kbviewer.library.folder import Entry, Folder, Sight
from kbviewer.library.problem import Problem

BATCH = 1_000
"""Files in one transaction, at the most."""
BATCH_BYTES = 1_000_000
"""Their size together: about a fifth of a second, so that a search need not wait longer."""
_FIRST = 100
"""Files in the first batch, so that there is something to see at once; each may have twice as many
as the one before."""
_STEP = 4_000
"""Files that are listed or looked up before others may have their turn: some hundredths of it."""
_MOST_WORDS = 300_000
"""Words remembered as written: about 40 MB."""
_MOST_PARAMETERS = 500
_State = tuple[int, int]
"""A file's size and time."""


@dataclass(frozen=True, slots=True)
class Progress:
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


def update(store: Store, folder: Folder, sight: Sight | None = None) -> Iterator[Progress]:
    """Bring the index up to date with the folder, batch by batch.

    Each batch is one transaction: whoever stops here finds whole batches, and the next update goes
    on from them.

    Args:
        store: the index.
        folder: the library.
        sight: of the only files that may have changed, no topics' pages; None for any.

    Raises:
        LibraryError: the folder cannot be listed.
        StoreError: the index cannot be written.
        DamagedStore: the index is damaged.
    """
    zone.follow(store)
    problems: list[Problem] = []
    plan = _Plan()
    if sight is None:
        for _ in _compare(store, folder, plan, problems):
            yield Progress(0, 0, tuple(problems))
    else:
        problems += sight.problems
        plan.gone = _noted(store, sorted(sight.paths))
        for entry in sight.entries:
            plan.add(entry)
    writer = _Writer(store, _renamed(store, plan))
    total = len(plan.gone) + len(plan.fresh)
    lost = sorted(plan.gone.keys() - writer.perhaps_renamed())
    done = 0
    yield Progress(done, total, tuple(problems))
    for paths in write.batches(lost, BATCH):
        writer.drop(paths)
        done += len(paths)
        yield Progress(done, total, tuple(problems))
    for batch in prepared(folder, _tasks(store, plan, writer), len(plan.fresh)):
        problems += batch.problems
        writer.put(batch)
        done += len(batch.entries)
        yield Progress(done, total, tuple(problems), writer.just_renamed())
        while writer.cover_part():
            yield Progress(done, total, tuple(problems))
    for paths in write.batches(sorted(writer.perhaps_renamed()), BATCH):
        writer.drop(paths)
    while writer.cover_part(also_begun=True):
        yield Progress(total, total, tuple(problems))
    if sight is None:
        topic_pages.update(store, folder, plan.pages, problems)
    topic_pages.drop_idle(store)
    yield Progress(total, total, tuple(problems))


@dataclass(slots=True)
class _Plan:
    """What an update has to do.

    Attributes:
        gone: articles whose files are gone, each with the file's size and time.
        fresh: files of another size or time than the index knows.
        changed: those of them whose path it knows.
        pages: the pages of topics.
    """

    gone: dict[str, _State] = field(default_factory=dict)
    fresh: list[Entry] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    pages: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Note what has to be done with an article's file that is there."""
        state = self.gone.pop(entry.id, None)
        if state != (entry.size, entry.changed):
            self.fresh.append(entry)
            if state is not None:
                self.changed.add(entry.id)


def _compare(store: Store, folder: Folder, plan: _Plan, problems: list[Problem]) -> Iterator[None]:
    """Fill the plan, step by step."""
    for some in _known(store):
        plan.gone.update(some)
        yield
    for number, entry in enumerate(folder.walk(problems), 1):
        if entry.is_topic_page:
            plan.pages.append(entry)
        else:
            plan.add(entry)
        if number % _STEP == 0:
            yield


def _known(store: Store) -> Iterator[dict[str, _State]]:
    """Size and time of the file of each article, some thousand at a time."""
    last = 0
    while True:
        with store.reading() as db:
            asked = db.execute(
                "SELECT id, path, size, changed FROM article WHERE id > ? ORDER BY id LIMIT ?",
                (last, _STEP),
            )
            rows = checked(asked, int, str, int, int)
        if not rows:
            return
        yield {path: (size, changed) for _, path, size, changed in rows}
        last = rows[-1][0]


def _renamed(store: Store, plan: _Plan) -> dict[bytes, list[str]]:
    """Articles whose files are gone, by digest, as far as a new file of their size is there."""
    sizes = {entry.size for entry in plan.fresh if entry.id not in plan.changed}
    paths = [path for path, (size, _) in plan.gone.items() if size in sizes]
    found: dict[bytes, list[str]] = {}
    for path, digest in _digests(store, sorted(paths)).items():
        found.setdefault(digest, []).append(path)
    return found


def _digests(store: Store, paths: Sequence[str]) -> dict[str, bytes]:
    return {path: digest for path, (_, _, digest) in _rows(store, paths)}


def _noted(store: Store, paths: Sequence[str]) -> dict[str, _State]:
    return {path: (size, changed) for path, (size, changed, _) in _rows(store, paths)}


def _rows(store: Store, paths: Sequence[str]) -> Iterator[tuple[str, tuple[int, int, bytes]]]:
    """Size and time of the files of those articles that the index holds, and their digests."""
    for some in write.batches(paths, _MOST_PARAMETERS):
        marks = ", ".join("?" * len(some))
        with store.reading() as db:
            asked = db.execute(
                f"SELECT path, size, changed, digest FROM article WHERE path IN ({marks})", some
            )
            rows = checked(asked, str, int, int, bytes)
        yield from ((path, (size, changed, digest)) for path, size, changed, digest in rows)


def _tasks(store: Store, plan: _Plan, writer: _Writer) -> Iterator[Task]:
    """The files to read, in batches that are bounded in number and in size."""
    batch: list[Entry] = []
    size = 0
    most = min(_FIRST, BATCH)

    def task() -> Task:
        known = _digests(store, [entry.id for entry in batch if entry.id in plan.changed])
        return Task(tuple(batch), known, writer.digests_gone)

    for entry in plan.fresh:
        if batch and (len(batch) == most or size + entry.size > BATCH_BYTES):
            yield task()
            batch, size = [], 0
            most = min(2 * most, BATCH)
        batch.append(entry)
        size += entry.size
    if batch:
        yield task()


class _Writer:
    """Writes articles, a transaction at a time.

    Attributes:
        digests_gone: of the articles that may have been renamed.
    """

    def __init__(self, store: Store, renamed: dict[bytes, list[str]]) -> None:
        self._store = store
        self._renamed = renamed
        self._words: set[str] = set()
        self._is_zone_noted = False
        self._new_ids: dict[str, str] = {}
        self.digests_gone = frozenset(renamed)

    def perhaps_renamed(self) -> set[str]:
        """The articles whose files may be found under another name yet."""
        return {path for paths in self._renamed.values() for path in paths}

    def just_renamed(self) -> tuple[tuple[str, str], ...]:
        """Articles that were found under another name since this was asked last."""
        renamed = tuple(self._new_ids.items())
        self._new_ids.clear()
        return renamed

    def drop(self, paths: Sequence[str]) -> None:
        """Take articles out of the index."""
        with self._store.writing() as db:
            self._forget(db, write.drop(db, paths))

    def put(self, batch: Batch) -> None:
        """Write articles in place of those that have the batch's paths."""
        touched = {entry.id for entry in batch.touched}
        words = dict(batch.words)
        with self._store.writing() as db:
            write.touch(db, batch.touched)
            lost = write.drop(db, [e.id for e in batch.entries if e.id not in touched])
            articles = [article for article in batch.articles if article.columns]
            for article in batch.articles:
                if not article.columns and not self._move(db, article):
                    found: set[str] = set()
                    articles.append(with_tokens(article, found))
                    words.update(stems(found))
            write.add(db, articles)
            if not self._is_zone_noted and any(article.row.zoned for article in articles):
                zone.note(db)
                self._is_zone_noted = True
            new = sorted(words.keys() - self._words)
            write.add_words(db, [(word, words[word]) for word in new])
            self._forget(db, lost - words.keys())
        self._words.update(new[: max(0, _MOST_WORDS - len(self._words))])

    def cover_part(self, *, also_begun: bool = False) -> bool:
        """Cover a part that is full, or begun, and say whether there was one."""
        with self._store.reading() as db:
            if not cover.is_due(db, also_begun=also_begun):
                return False
        with self._store.writing() as db:
            cover.next_part(db)
        return True

    def _move(self, db: Database, article: Prepared) -> bool:
        """Give the article that had the same content, and whose file is gone, its new path."""
        paths = self._renamed.get(article.row.digest)
        if not paths:
            return False
        self._new_ids.setdefault(paths[-1], article.row.path)
        if not write.move(db, article, paths[-1]):
            return False
        paths.pop()
        return True

    def _forget(self, db: Database, words: set[str]) -> None:
        write.forget(db, words)
        self._words -= words
