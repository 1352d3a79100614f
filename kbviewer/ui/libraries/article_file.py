"""Finds the library of a Markdown file that is opened by its path."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kbviewer.library.file_id import path_to_id


def library_of(file: Path, libraries: Iterable[Path]) -> tuple[Path, str]:
    """The library to open a file in, and the article's id there.

    The innermost of some folders that contain the file, else the file's own folder.

    Args:
        file: an existing file; if it is a link, it is the link that is opened.
        libraries: folders that are known as libraries; they need not exist.
    """
    place = Path(os.path.realpath(file.parent)) / file.name
    around = [
        (Path(os.path.realpath(folder)), folder)
        for folder in libraries
        if place.is_relative_to(os.path.realpath(folder))
    ]
    real, folder = max(around, key=_depth, default=(place.parent, file.parent))
    return folder, path_to_id(place.relative_to(real).as_posix())


def _depth(folder: tuple[Path, Path]) -> int:
    return len(folder[0].parts)
