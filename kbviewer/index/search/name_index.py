"""Which articles have a name: every file's, looked up at the cost of a few bytes an article."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from functools import cached_property

from sqlite_utils import Database

from kbviewer.index.corruption import check_rows
from kbviewer.library.file_id import display_name
from kbviewer.library.links import normalize_name, normalize_path

_FOLDER_NOTES = {"index", "readme"}
"""Files that stand for the folder they lie in."""
_LONG_SUFFIX = ".markdown"
_DOC_ID_BITS = 32  # bits of an article's number


def link_paths(path: str) -> tuple[str, ...]:
    """The paths, folded and without suffix, that lead to an article; its own comes first.

    A name that is not UTF-8 is linked to as its id says it, and as it is shown.
    """
    own = _stems(path)
    return own if (told := display_name(path)) == path else (*own, *_stems(told))


def _stems(path: str) -> tuple[str, ...]:
    own = normalize_path(path)
    if own.endswith(_LONG_SUFFIX):
        return own, own.removesuffix(_LONG_SUFFIX)
    folder, _, name = own.rpartition("/")
    return (own, folder) if folder and name in _FOLDER_NOTES else (own,)


def _names_of(path: str) -> tuple[str, ...]:
    """The last parts of an article's ``stems``."""
    if (
        path.endswith(".md") and "%" not in path
    ):  # as nearly all: a hundred thousand are looked at in a row
        name = normalize_name(path[path.rfind("/") + 1 : -3])
        if name not in _FOLDER_NOTES:
            return (name,)
    return tuple(one.rpartition("/")[2] for one in link_paths(path))


class NameIndex:
    """The names of all articles in one state of the index.

    The table is made when it is first asked for: 0.2 s for a hundred thousand articles.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def articles_named(self, name: str) -> list[str]:
        """The articles one of whose paths ends in ``name``: a file's or folder's folded name."""
        first = bisect_left(self._hashes, _shifted_hash(name))
        last = bisect_left(self._hashes, _shifted_hash(name) + (1 << _DOC_ID_BITS))
        numbers = [key & (1 << _DOC_ID_BITS) - 1 for key in self._hashes[first:last]]
        rows = self._db.execute(
            "SELECT path FROM article WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers),),
        )
        return [path for (path,) in check_rows(rows, str) if name in _names_of(path)]

    @cached_property
    def topics_by_name(self) -> dict[str, list[tuple[str, bool]]]:
        """For each folded name the topics whose path ends in it, and whether they have a page."""
        found: dict[str, list[tuple[str, bool]]] = {}
        rows = self._db.execute("SELECT path, has_page FROM topic ORDER BY path")
        for path, has_page in check_rows(rows, str, int):
            for name in {normalize_name(path), normalize_name(display_name(path))}:
                found.setdefault(name.rpartition("/")[2], []).append((path, bool(has_page)))
        return found

    @cached_property
    def _hashes(self) -> array[int]:
        """The hash of each name with the number of an article behind it, sorted."""
        rows = check_rows(self._db.execute("SELECT path, id FROM article"), str, int)
        return array(
            "Q", sorted(_shifted_hash(name) | n for path, n in rows for name in _names_of(path))
        )


def _shifted_hash(name: str) -> int:
    return (hash(name) & (1 << _DOC_ID_BITS) - 1) << _DOC_ID_BITS
