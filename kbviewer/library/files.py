"""Reads one file, if it is a regular file and inside the library."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from kbviewer.errors import ArticleError, reason_of
from kbviewer.i18n import QT_TR_NOOP, Message, tr
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
    (stat.S_ISDIR, Message(QT_TR_NOOP("a folder"))),
    (stat.S_ISFIFO, Message(QT_TR_NOOP("a named pipe"))),
    (stat.S_ISSOCK, Message(QT_TR_NOOP("a socket"))),
    (stat.S_ISCHR, Message(QT_TR_NOOP("a device"))),
    (stat.S_ISBLK, Message(QT_TR_NOOP("a device"))),
)
_OTHER_TYPE = Message(QT_TR_NOOP("something else"))
NOT_A_PLAIN_FILE = Message(QT_TR_NOOP("it is {type}, not a plain file"))
"""What is wrong with what ``describe_file_type`` describes."""


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
        raise _unreadable(path, reason_of(error), describe_read_error(error)) from error
    if raw is None:
        what = NOT_A_PLAIN_FILE.format(type=describe_file_type(mode))
        raise _unreadable(path, what, what)
    return raw


def _unreadable(path: str, reason: Message, what: Message) -> ArticleError:
    message = tr("{file} cannot be read: {reason}.")
    return ArticleError(message.format(file=display_path(path), reason=reason), what)


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
        raise ArticleError(
            tr("{file} is not there any more.").format(file=name),
            Message(QT_TR_NOOP("it is not there any more")),
        )
    if not target.name.lower().endswith(MARKDOWN_SUFFIXES):
        raise ArticleError(
            tr("{file} is not a Markdown file.").format(file=name),
            Message(QT_TR_NOOP("it is not a Markdown file")),
        )
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
            tr("{file} is not a Markdown file of the library.").format(file=display_name(file_id)),
            Message(QT_TR_NOOP("it is not a Markdown file")),
        )
    inner = id_to_path(file_id)
    if not _is_in_library(root, inner):
        raise ArticleError(
            tr("{file} lies outside the library and is not opened.").format(
                file=display_name(file_id)
            ),
            Message(QT_TR_NOOP("it lies outside the library")),
        )
    return inner


def describe_read_error(error: OSError) -> Message:
    """What is wrong with a file or folder that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return Message(QT_TR_NOOP("it went away while the library was read"))
    return Message(QT_TR_NOOP("it cannot be read: {reason}")).format(reason=reason_of(error))


def describe_file_type(mode: int) -> Message:
    """What is in the place of a regular file, in words."""
    return next((name for test, name in _FILE_TYPES if test(mode)), _OTHER_TYPE)


def _is_hidden(file_id: str) -> bool:
    if "/." not in file_id and file_id[:1] != ".":
        return False
    return any(part.startswith(".") and part != ".." for part in file_id.split("/"))


def _is_in_library(root: Path, inner: str) -> bool:
    """Whether a path is inside the library, also when links in it are followed."""
    path = str(root)
    parts = inner.split("/")
    if _SEPARATOR.search(inner) or "" in parts or ".." in parts:
        return resolve_inside(root, inner) is not None
    for part in parts:
        path = f"{path}{os.sep}{part}"
        if _is_link(path):
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
            if len(piece) == status.st_size:  # all of it: more was asked for
                break
        if not (left or truncate):  # it grew while it was read
            return None, status.st_mode
        return pieces[0] if len(pieces) == 1 else b"".join(pieces), status.st_mode
    finally:
        os.close(file)
