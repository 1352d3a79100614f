"""Reads the pictures of an article: regular files inside the library."""

from __future__ import annotations

import html
import posixpath
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from kbviewer.i18n import tr
from kbviewer.library.file_id import id_to_path
from kbviewer.library.files import read_regular_file, resolve_inside
from kbviewer.render.link_policy import ExternalLink, classify_link

MAX_PICTURE_SIZE = 20 * 1024 * 1024
"""In bytes; larger files are not shown."""

_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
_NOT_PATH = re.compile(r"[\\:\0]|^//")
_MAX_SUFFIX_LENGTH = 5
_PICTURE = re.compile(
    r"(?P<link></?a\b)|"
    r'(?P<before><(?:p|li|td(?: align="[a-z]+")?)>\n?)?'
    r'<img src="(?P<source>[^"]*)"(?: alt="(?P<alt>[^"]*)")?(?: width="(?P<width>[0-9]+)")?>'
    r"(?P<after>\n?</(?:p|li|td)>)?"
)


class PictureTooLargeError(Exception):
    """A picture's file is larger than ``MAX_PICTURE_SIZE``."""


@dataclass(frozen=True, slots=True)
class LoadedPicture:
    """A picture as it is shown, or why it is not.

    Attributes:
        address: the one under which it is shown, "" if it is not.
        reason: why it is not shown, in words that go on after "Picture not shown: ".
    """

    address: str = ""
    reason: str = ""


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

    Raises:
        PictureTooLargeError: its file is too large.
    """
    target = resolve_inside(root, path, strict=True)
    if target is None:
        return None
    parts = (*path.split("/"), *target.relative_to(root).parts)
    if any(part.startswith(".") for part in parts):
        return None
    try:
        raw, mode = read_regular_file(
            str(target), MAX_PICTURE_SIZE, follow_link=False, truncate=False
        )
    except (OSError, ValueError):  # missing, or not a file's name
        return None
    if raw is None and stat.S_ISREG(mode):
        raise PictureTooLargeError(path)
    return raw


def why_not_in_library(source: str) -> str:
    """Why an address cannot be that of a picture in the library, "" where it can.

    The reason goes on after "Picture not shown: ".
    """
    if isinstance(classify_link(source, ""), ExternalLink):
        return tr("on another computer")  # nothing is fetched
    path = path_in_source(source)
    if _NOT_PATH.search(path):
        return tr("outside the folder")
    suffix = posixpath.splitext(path)[1][1:]
    if not path.lower().endswith(_SUFFIXES):
        is_format = suffix.isascii() and suffix.isalnum() and len(suffix) <= _MAX_SUFFIX_LENGTH
        if is_format:
            return tr("in a format that is not shown ({format})").format(format=suffix.upper())
        return tr("no picture file")
    return ""


def replace_sources(page: str, load: Callable[[str], LoadedPicture]) -> str:
    """A page in which each picture has an address to show, or a box says why it is not shown.

    A picture keeps its width and has its alt text below or after it. In place of one that is not
    shown are its alt text and the reason, with its host as a link where it is on another computer.

    Args:
        page: safe HTML, as it was rendered.
        load: maps the address in the text to the picture.
    """
    is_in_link = False

    def replace(found: re.Match[str]) -> str:
        nonlocal is_in_link
        if found["link"]:
            is_in_link = found["link"] != "</a"
            return found[0]
        before, after = found["before"] or "", found["after"] or ""
        source, alt = html.unescape(found["source"]), html.unescape(found["alt"] or "")
        picture = load(source)
        is_alone = bool(before and after)
        if picture.address:
            if alt == posixpath.basename(path_in_source(source)):
                alt = ""  # only the file's name
            return before + _shown(picture, alt, found["width"], is_alone=is_alone) + after
        reason = picture.reason
        if host := _host(source):
            link = host if is_in_link else f'<a href="{html.escape(source)}">{host}</a>'
            reason = tr("{reason}, {host}").format(reason=reason, host=link)
        words = html.escape(alt, quote=False)
        if not is_alone:
            told = tr("[{words}: picture {reason}]") if words else tr("[picture {reason}]")
            return f"{before}<em>{told.format(words=words, reason=reason)}</em>{after}"
        caption = tr("Picture not shown: {reason}").format(reason=reason)
        told = f'{words}{"<br>" if words else ""}<span class="caption">{caption}</span>'
        if before.startswith("<td"):  # which is a box itself
            return before + told + after
        box = f'<div class="no-picture"><p>{told}</p></div>'
        return box if before.startswith("<p") else before + box + after

    # Searching a page of 4 MB would hold up all other threads for a while.
    return _PICTURE.sub(replace, page) if "<img " in page else page


def _shown(picture: LoadedPicture, alt: str, width: str | None, *, is_alone: bool) -> str:
    caption = html.escape(alt, quote=False)
    size = f' width="{width}"' if width else ""
    image = f'<img src="{picture.address}"{size}>'
    if not caption:
        return image
    return (
        f'{image}<br><span class="caption">{caption}</span>'
        if is_alone
        else (f"{image} <em>{caption}</em>")
    )


def _host(source: str) -> str:
    target = classify_link(source, "")
    return html.escape(target.host) if isinstance(target, ExternalLink) else ""
