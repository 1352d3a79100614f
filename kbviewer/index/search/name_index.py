"""Which articles have a name: an index of all file names, at some bytes for each article."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cached_property
from sqlite3 import Connection

from kbviewer.index.corruption import check_rows
from kbviewer.index.sql import IN_LIST, NO_TAG, json_list
from kbviewer.library.file_id import display_name
from kbviewer.library.links import normalize_name, normalize_path

_FOLDER_NOTES = {"index", "readme"}
"""The names of files that a link to their folder leads to."""
_LONG_SUFFIX = ".markdown"
_DOC_ID_BITS = 32
"""The low bits of an entry are a doc id, the high ones the hash of a name."""


def link_paths(path: str) -> tuple[str, ...]:
    """The paths, normalized and without suffix, that lead to an article; its own comes first.

    A name that is not UTF-8 can be linked to as it is in the article's id, and as it is displayed.
    """
    own = _link_paths(path)
    return own if (displayed := display_name(path)) == path else (*own, *_link_paths(displayed))


def _link_paths(path: str) -> tuple[str, ...]:
    own = normalize_path(path)
    if own.endswith(_LONG_SUFFIX):
        return own, own.removesuffix(_LONG_SUFFIX)
    folder, _, name = own.rpartition("/")
    return (own, folder) if folder and name in _FOLDER_NOTES else (own,)


def _names_of(path: str) -> tuple[str, ...]:
    """The last parts of an article's ``link_paths``."""
    if path.endswith(".md") and "%" not in path:  # nearly all of them; this is the fast path
        name = normalize_name(path[path.rfind("/") + 1 : -3])
        if name not in _FOLDER_NOTES:
            return (name,)
    return tuple(link_path.rpartition("/")[2] for link_path in link_paths(path))


class NameIndex:
    """The names of all articles in one state of the index.

    It is built when it is first used: 0.2 s for a hundred thousand articles.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def articles_named(self, name: str) -> list[str]:
        """The articles with a link path that ends in ``name``, a normalized file or folder name."""
        first = bisect_left(self._entries, _shifted_hash(name))
        last = bisect_left(self._entries, _shifted_hash(name) + (1 << _DOC_ID_BITS))
        doc_ids = [entry & (1 << _DOC_ID_BITS) - 1 for entry in self._entries[first:last]]
        rows = self._db.execute(
            f"SELECT path FROM article WHERE id {IN_LIST}", (json_list(doc_ids),)
        )
        return [path for (path,) in check_rows(rows, str) if name in _names_of(path)]

    @cached_property
    def topics_by_name(self) -> dict[str, list[tuple[str, bool]]]:
        """The topics by the normalized last part of their path, and whether each has a page."""
        topics: dict[str, list[tuple[str, bool]]] = {}
        rows = self._db.execute(f"SELECT path, has_page FROM topic WHERE {NO_TAG} ORDER BY path")
        for path, has_page in check_rows(rows, str, int):
            for name in {normalize_name(path), normalize_name(display_name(path))}:
                topics.setdefault(name.rpartition("/")[2], []).append((path, bool(has_page)))
        return topics

    @cached_property
    def _entries(self) -> array[int]:
        """The hash of each name, followed by the doc id of an article with it, sorted."""
        rows = check_rows(self._db.execute("SELECT path, id FROM article"), str, int)
        return array(
            "Q", sorted(_shifted_hash(name) | id_ for path, id_ in rows for name in _names_of(path))
        )


def _shifted_hash(name: str) -> int:
    return (hash(name) & (1 << _DOC_ID_BITS) - 1) << _DOC_ID_BITS
