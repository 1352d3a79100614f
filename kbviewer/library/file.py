"""One file of a library: its bytes, if it is a plain file and lies in the library."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from kbviewer.errors import ArticleError
from kbviewer.library.decode import LARGEST_FILE
from kbviewer.library.file_id import path_of, shown, shown_path

SUFFIXES = (".md", ".markdown")

_LEAST_READ = 4096
_LEADS_AWAY = re.compile(r"[\\:\0]")  # what can part a path on Windows
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_file(root: Path, file_id: str) -> bytes:
    """What is in a file, and one byte more than ``LARGEST_FILE`` at the most.

    Args:
        root: the library's folder.
        file_id: its id.

    Raises:
        ArticleError: it is gone, is no plain Markdown file of this library, or cannot be read.
    """
    if not file_id.lower().endswith(SUFFIXES) or _is_hidden(file_id):
        raise ArticleError(
            f"{shown(file_id)} is not a Markdown file of the library.", "it is not a Markdown file"
        )
    inner = path_of(file_id)
    if not _holds(root, inner):
        raise ArticleError(
            f"{shown(file_id)} lies outside the library and is not opened.",
            "it lies outside the library",
        )
    path = f"{root}{os.sep}{inner}"
    try:
        raw, mode = _read(path)
    except OSError as error:
        what = why_unread(error)
        raise ArticleError(f"{shown_path(path)} cannot be read: {error.strerror}.", what) from error
    if raw is None:
        what = f"it is {kind_of(mode)}, not a plain file"
        raise ArticleError(f"{shown_path(path)} cannot be read: {what}.", what)
    return raw


def why_unread(error: OSError) -> str:
    """What is wrong with a file or folder that the system does not let be read."""
    if isinstance(error, FileNotFoundError):
        return "it went away while the library was read"
    return f"it cannot be read: {error.strerror}"


def kind_of(mode: int) -> str:
    """What lies in place of a file, in words."""
    return next((name for test, name in _KINDS if test(mode)), "something else")


def _is_hidden(file_id: str) -> bool:
    if "/." not in file_id and file_id[:1] != ".":
        return False
    return any(part.startswith(".") and part != ".." for part in file_id.split("/"))


def _holds(root: Path, inner: str) -> bool:
    """Whether a path lies in the library, whatever links there are in it."""
    path = str(root)
    for part in inner.split("/"):
        path = f"{path}{os.sep}{part}"
        if _LEADS_AWAY.search(part) or part in ("", "..") or _is_link(path):
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


def _read(path: str) -> tuple[bytes | None, int]:
    """What is in a file, as much as is read of it, or None for what is no plain file; its mode.

    It is opened without blocking: a named pipe in place of a file would be waited for forever.
    """
    file = os.open(path, _FLAGS)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            return None, status.st_mode
        pieces: list[bytes] = []
        left = LARGEST_FILE + 1
        while left and (piece := os.read(file, min(left, max(status.st_size, _LEAST_READ) + 1))):
            pieces.append(piece)
            left -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces), status.st_mode
    finally:
        os.close(file)
