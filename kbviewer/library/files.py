"""One file of a library: its bytes, if it is a plain file and lies in the library."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from kbviewer.errors import ArticleError
from kbviewer.library.encoding import MAX_FILE_SIZE
from kbviewer.library.file_id import display_name, display_path, id_to_path

MARKDOWN_SUFFIXES = (".md", ".markdown")

_MIN_READ_SIZE = 4096
_FOREIGN_PATH_SIGN = re.compile(r"[\\:\0]")  # what can part a path on Windows
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FILE_TYPES = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_markdown_file(root: Path, file_id: str) -> bytes:
    """What is in a file, and one byte more than ``MAX_FILE_SIZE`` at the most.

    Args:
        root: the library's folder.
        file_id: its id.

    Raises:
        ArticleError: it is gone, is no plain Markdown file of this library, or cannot be read.
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
    path = f"{root}{os.sep}{inner}"
    try:
        raw, mode = _read_regular_file(path)
    except OSError as error:
        what = describe_read_error(error)
        raise ArticleError(
            f"{display_path(path)} cannot be read: {error.strerror}.", what
        ) from error
    if raw is None:
        what = f"it is {describe_file_type(mode)}, not a plain file"
        raise ArticleError(f"{display_path(path)} cannot be read: {what}.", what)
    return raw


def describe_read_error(error: OSError) -> str:
    """What is wrong with a file or folder that the system does not let be read."""
    if isinstance(error, FileNotFoundError):
        return "it went away while the library was read"
    return f"it cannot be read: {error.strerror}"


def describe_file_type(mode: int) -> str:
    """What lies in place of a file, in words."""
    return next((name for test, name in _FILE_TYPES if test(mode)), "something else")


def _is_hidden(file_id: str) -> bool:
    if "/." not in file_id and file_id[:1] != ".":
        return False
    return any(part.startswith(".") and part != ".." for part in file_id.split("/"))


def _is_in_library(root: Path, inner: str) -> bool:
    """Whether a path lies in the library, whatever links there are in it."""
    path = str(root)
    for part in inner.split("/"):
        path = f"{path}{os.sep}{part}"
        if _FOREIGN_PATH_SIGN.search(part) or part in ("", "..") or _is_link(path):
            try:
                return (root / inner).resolve().is_relative_to(root)
            except (OSError, ValueError, RuntimeError):  # too long, no path at all, a circle
                return False
    return True


def _is_link(path: str) -> bool:
    try:
        status = os.lstat(path)
    except OSError:
        return False  # whoever opens it is told
    except ValueError:
        return True  # no path at all; it leads nowhere
    # Windows knows other links than symbolic ones.
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) != 0


def _read_regular_file(path: str) -> tuple[bytes | None, int]:
    """What is in a file, as much as is read of it, or None for what is no plain file; its mode.

    It is opened without blocking: a named pipe in place of a file would be waited for forever.
    """
    file = os.open(path, _OPEN_FLAGS)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            return None, status.st_mode
        pieces: list[bytes] = []
        left = MAX_FILE_SIZE + 1
        while left and (piece := os.read(file, min(left, max(status.st_size, _MIN_READ_SIZE) + 1))):
            pieces.append(piece)
            left -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces), status.st_mode
    finally:
        os.close(file)
