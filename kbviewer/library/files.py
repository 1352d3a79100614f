"""Reads one file, if it is a regular file and inside the library."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from kbviewer.errors import ArticleError
from kbviewer.library.file_id import display_name, display_path, id_to_path

MARKDOWN_SUFFIXES = (".md", ".markdown")
MAX_FILE_SIZE = 4 * 1024 * 1024
"""Bytes of a file that are read; an excerpt has about two thousand."""

_MIN_READ_SIZE = 4096
_SEPARATOR = re.compile(r"[\\:\0]")  # of a path on Windows, or the end of one
_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_FILE_TYPES = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_markdown_file(root: Path, file_id: str) -> bytes:
    """The bytes of a Markdown file, at most one more than ``MAX_FILE_SIZE``.

    Args:
        root: the library's folder.
        file_id: its id.

    Raises:
        ArticleError: it is gone, is not a Markdown file of this library, or cannot be read.
    """
    inner = _markdown_path(root, file_id)
    path = f"{root}{os.sep}{inner}"
    try:
        raw, mode = read_regular_file(path, MAX_FILE_SIZE + 1)
    except OSError as error:
        what = describe_read_error(error)
        raise ArticleError(
            f"{display_path(path)} cannot be read: {error.strerror}.", what
        ) from error
    if raw is None:
        what = f"it is {describe_file_type(mode)}, not a plain file"
        raise ArticleError(f"{display_path(path)} cannot be read: {what}.", what)
    return raw


def find_markdown_file(root: Path, file_id: str) -> Path:
    """The file of an article, its links followed, for another program.

    Args:
        root: the library's folder.
        file_id: its id.

    Raises:
        ArticleError: it is gone, or is not a Markdown file of this library.
    """
    root = root.resolve()
    target = resolve_inside(root, _markdown_path(root, file_id), strict=True)
    name = display_name(file_id)
    if target is None or not target.is_file():
        raise ArticleError(f"{name} is not there any more.", "it is not there any more")
    if not target.name.lower().endswith(MARKDOWN_SUFFIXES):
        raise ArticleError(f"{name} is not a Markdown file.", "it is not a Markdown file")
    return target


def find_folder(root: Path, topic: str) -> Path | None:
    """The folder of a topic, or None where it has none; the library's own for ""."""
    root = root.resolve()
    target = resolve_inside(root, id_to_path(topic), strict=True)
    return target if target is not None and target.is_dir() else None


def _markdown_path(root: Path, file_id: str) -> str:
    """The path of a Markdown file, relative to its library.

    Raises:
        ArticleError: it is not a Markdown file of this library.
    """
    if not file_id.lower().endswith(MARKDOWN_SUFFIXES) or _is_hidden(file_id):
        raise ArticleError(
            f"{display_name(file_id)} is not a Markdown file of the library.",
            "it is not a Markdown file",
        )
    inner = id_to_path(file_id)
    if not _is_in_library(root, inner):
        raise ArticleError(
            f"{display_name(file_id)} lies outside the library and is not opened.",
            "it lies outside the library",
        )
    return inner


def describe_read_error(error: OSError) -> str:
    """What is wrong with a file or folder that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "it went away while the library was read"
    return f"it cannot be read: {error.strerror}"


def describe_file_type(mode: int) -> str:
    """What is in the place of a regular file, in words."""
    return next((name for test, name in _FILE_TYPES if test(mode)), "something else")


def _is_hidden(file_id: str) -> bool:
    if "/." not in file_id and file_id[:1] != ".":
        return False
    return any(part.startswith(".") and part != ".." for part in file_id.split("/"))


def _is_in_library(root: Path, inner: str) -> bool:
    """Whether a path is inside the library, also when links in it are followed."""
    path = str(root)
    for part in inner.split("/"):
        path = f"{path}{os.sep}{part}"
        if _SEPARATOR.search(part) or part in ("", "..") or _is_link(path):
            return resolve_inside(root, inner) is not None
    return True


def resolve_inside(root: Path, path: str, *, strict: bool = False) -> Path | None:
    """A path with all its links followed, or None if it leads out of the library.

    Args:
        root: the library, its links followed.
        path: relative to it.
        strict: whether the result is None for what does not exist, too.
    """
    try:
        target = (root / path).resolve(strict=strict)
    except (OSError, ValueError, RuntimeError):  # too long, not a path, a circle of links
        return None
    return target if target.is_relative_to(root) else None


def _is_link(path: str) -> bool:
    try:
        status = os.lstat(path)
    except OSError:
        return False  # opening it will fail
    except ValueError:
        return True  # not a path; it leads nowhere
    # Windows knows other links than symbolic ones.
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) != 0


def read_regular_file(
    path: str, limit: int, *, follow_link: bool = True, truncate: bool = True
) -> tuple[bytes | None, int]:
    """The bytes of a regular file, or None for anything else; and its mode.

    It is opened without blocking: opening a named pipe would wait forever. Its type is that of what
    was opened, whatever was in its place before.

    Args:
        path: of the file.
        limit: the most bytes to read.
        follow_link: whether it may be a link.
        truncate: whether the rest of a longer file is left out; else the result is None for it.

    Raises:
        OSError: it cannot be opened or read.
    """
    flags = _OPEN_FLAGS if follow_link else _OPEN_FLAGS | getattr(os, "O_NOFOLLOW", 0)
    file = os.open(path, flags)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode) or (not truncate and status.st_size > limit):
            return None, status.st_mode
        pieces: list[bytes] = []
        left = limit if truncate else limit + 1
        while left and (piece := os.read(file, min(left, max(status.st_size, _MIN_READ_SIZE) + 1))):
            pieces.append(piece)
            left -= len(piece)
        if not (left or truncate):  # it grew while it was read
            return None, status.st_mode
        return pieces[0] if len(pieces) == 1 else b"".join(pieces), status.st_mode
    finally:
        os.close(file)
