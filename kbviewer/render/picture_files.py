"""Reads the pictures of an article: regular files inside the library."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from kbviewer.library.file_id import id_to_path
from kbviewer.library.files import read_regular_file, resolve_inside

MAX_PICTURE_SIZE = 20 * 1024 * 1024
"""In bytes; larger files are not shown."""

_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
_NOT_PATH = re.compile(r"[\\:\0]|^//")
_PICTURE = re.compile(
    r'(<(?:p|li|td(?: align="[a-z]+")?)>\n?)?<img src="([^"]*)">(?:<em>([^<]*)</em>)?'
    r"(\n?</(?:p|li|td)>)?"
)


def is_picture_path(source: str) -> bool:
    """Whether an address may be that of a picture in the library."""
    path = path_in_source(source)
    return path.lower().endswith(_SUFFIXES) and not _NOT_PATH.search(path)


def path_in_source(source: str) -> str:
    """The path in an address, unquoted."""
    path = source.strip().partition("#")[0].partition("?")[0]
    return unquote(path, errors="surrogateescape")  # a file name need not be Unicode


def resolve_source(source: str, article: str) -> str | None:
    """The path in the library that an address leads to, or None if it cannot be a picture's.

    Args:
        source: the address, as in the text.
        article: the id of the article; relative addresses start from its folder, those with ``/``
            at the start from the library.
    """
    if not is_picture_path(source):
        return None
    path = path_in_source(source)
    start = "" if path.startswith("/") else posixpath.dirname(id_to_path(article))
    inside = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
    return None if inside.startswith(("../", "/")) else inside


def read_picture(root: Path, path: str) -> bytes | None:
    """The bytes of a picture's file, or None where there is none that may be read.

    It is opened only if it is inside the library when all links are followed, and not hidden.

    Args:
        root: the library, its links followed.
        path: relative to it.
    """
    target = resolve_inside(root, path, strict=True)
    if target is None:
        return None
    parts = (*path.split("/"), *target.relative_to(root).parts)
    if any(part.startswith(".") for part in parts):
        return None
    try:
        raw, _ = read_regular_file(str(target), MAX_PICTURE_SIZE, follow_link=False, truncate=False)
    except (OSError, ValueError):  # missing, or not a file's name
        return None
    return raw


def replace_sources(page: str, shown: Callable[[str], str | None]) -> str:
    """A page with the address of each picture replaced; its alt text is below or after it.

    Args:
        page: safe HTML, as it was rendered.
        shown: maps the address in the text to the one to show; None leaves only the alt text.
    """

    def replace(picture: re.Match[str]) -> str:
        before, source, alt, after = (part or "" for part in picture.groups())
        address = shown(html.unescape(source))
        if address is not None and html.unescape(alt) == posixpath.basename(path_in_source(source)):
            alt = ""  # only the file's name
        if address is None:
            shown_picture = f"<em>{alt}</em>" if alt else ""
        elif before and after and alt:
            shown_picture = f'<img src="{address}"><br><span class="caption">{alt}</span>'
        else:
            shown_picture = f'<img src="{address}">' + (f" <em>{alt}</em>" if alt else "")
        return before + shown_picture + after

    # Searching a page of 4 MB would hold up all other threads for a while.
    return _PICTURE.sub(replace, page) if "<img " in page else page
