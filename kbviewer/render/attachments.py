"""Finds pictures by name, as for ``![[name.png]]`` in Obsidian.

It also finds those of a site whose addresses start from one of its folders (``static``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname

from kbviewer.library.file_id import display_path, id_to_path
from kbviewer.library.links import normalize_name
from kbviewer.library.scanner import walk_folders
from kbviewer.render import picture_files

_LEADING_DOTS = re.compile(r"\A(?:\.{0,2}/)+")


class Attachments:
    """The pictures in a library, by name.

    The library is scanned when a picture is not where its address says, and again after
    ``invalidate``: about half a second for a hundred thousand files.
    """

    def __init__(self, root: Path) -> None:
        """Scan nothing yet.

        Args:
            root: the library, its links followed.
        """
        self._root = root
        self._by_name: dict[str, list[str]] | None = None

    def read(self, article: str, source: str) -> bytes | None:
        """The bytes of a picture's file, or None if there is none that may be read.

        Args:
            article: the id of the article.
            source: the address, as in the text.
        """
        return self._read(article, source)[1]

    def path(self, article: str, source: str) -> str | None:
        """The path of a picture's file in the library; the arguments as above."""
        try:
            path, found = self._read(article, source)
        except picture_files.PictureTooLargeError:  # it is not the one that was shown
            return None
        return None if found is None else path

    def _read(self, article: str, source: str) -> tuple[str, bytes | None]:
        path = picture_files.resolve_source(source, article)
        if path is None:
            return "", None
        found = picture_files.read_picture(self._root, path)
        if found is None and (path := self._find_by_name(source, dirname(id_to_path(article)))):
            found = picture_files.read_picture(self._root, path)
        return path, found

    def invalidate(self) -> None:
        """Scan the library again before the next name is looked up: it may have changed."""
        self._by_name = None

    def _find_by_name(self, source: str, folder: str) -> str:
        """The picture whose path ends with that of an address, or "".

        Of several, one in or below the folder comes first, then the shortest path.
        """
        if self._by_name is None:
            self._by_name = {}
            for path in _scan_pictures(self._root):
                for spelling in {path, display_path(path)}:
                    name = normalize_name(spelling.rpartition("/")[2])
                    self._by_name.setdefault(name, []).append(path)
        end = "/" + normalize_name(_LEADING_DOTS.sub("", picture_files.path_in_source(source)))
        below = f"{folder}/" if folder else ""
        return min(
            (
                path
                for path in self._by_name.get(end.rpartition("/")[2], ())
                if normalize_name(f"/{path}").endswith(end)
                or normalize_name(f"/{display_path(path)}").endswith(end)
            ),
            key=lambda path: (not path.startswith(below), len(path), path),
            default="",
        )


def _scan_pictures(root: Path) -> Iterator[str]:
    """The paths of all pictures; links are not followed, and hidden files are skipped."""
    for folder, entries in walk_folders(str(root), lambda _folder, _error: None):
        prefix = f"{folder}/" if folder else ""
        for entry in entries:
            if picture_files.is_picture_path(entry.name) and _is_regular_file(entry):
                yield prefix + entry.name


def _is_regular_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False
