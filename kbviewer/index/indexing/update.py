"""Brings the index up to date: at once if no file has changed, else with the indexer."""

from __future__ import annotations

from collections.abc import Iterator

from kbviewer.index import invalidation
from kbviewer.index.database import IndexDatabase
from kbviewer.index.indexing.folders import FolderScan
from kbviewer.index.indexing.progress import UpdateProgress
from kbviewer.library.library import Library, PartialScan
from kbviewer.library.problems import Problem


def update(
    database: IndexDatabase, library: Library, scan: PartialScan | None = None
) -> Iterator[UpdateProgress]:
    """Bring the index up to date with the library, step by step.

    Args:
        database: the index.
        library: the library.
        scan: of the only files that may have changed, none of them a topic page; None for any.

    Raises:
        LibraryError: the folder cannot be listed.
        IndexFileError: the index cannot be written.
        CorruptIndexError: the index is corrupt.
    """
    invalidation.invalidate_articles(database, hard_line_breaks=library.hard_line_breaks)
    problems: list[Problem] = []
    folders = FolderScan()
    if scan is None:
        for _ in folders.run(database, library, problems):
            yield UpdateProgress(0, 0, tuple(problems))
        if not folders.changed:
            yield UpdateProgress(0, 0, tuple(problems))
            return
    # It reads Markdown and starts processes, which nothing else does and takes 100 ms to load.
    from kbviewer.index.indexing import indexer  # noqa: PLC0415  as above

    if scan is None:
        yield from indexer.index_folders(database, library, folders, problems)
    else:
        yield from indexer.index_files(database, library, scan)
