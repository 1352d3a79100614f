"""Scans the folders of a library: Markdown files, and what is skipped, with the reason.

Links are not followed: one that leads back would never end, and one that leads out would take in
what is not part of the library.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, Self

from kbviewer.errors import LibraryError, reason_of
from kbviewer.i18n import QT_TR_NOOP, Message, tr
from kbviewer.library.article import is_topic_page
from kbviewer.library.file_id import display_path, id_to_path, path_to_id
from kbviewer.library.files import (
    MARKDOWN_SUFFIXES,
    NOT_A_PLAIN_FILE,
    describe_file_type,
    describe_read_error,
)
from kbviewer.library.problems import SKIPPED, Problem

_SCATTER = 0x9E3779B97F4A7C15
"""An odd number: times that are close together are far apart when multiplied by it."""
_CONTENT_SKIPPED = Message(QT_TR_NOOP("what is in it is left out"))
_NAME = attrgetter("name")
_IS_WINDOWS = os.name == "nt"


class ScannedFile(NamedTuple):
    """A Markdown file as a scan finds it, unread.

    Attributes:
        id: the path relative to the library, with forward slashes; see ``file_id.py``.
        size: bytes.
        changed_ns: time of the last change of its content or, where the system keeps that, of its
            name, in nanoseconds since 1970.
    """

    id: str
    size: int
    changed_ns: int

    @property
    def is_topic_page(self) -> bool:
        """Whether it is the page of its folder's topic, and no article."""
        return is_topic_page(self.id)


@dataclass(frozen=True, slots=True)
class ScannedFolder:
    """The Markdown files in a folder, in the order of their ids.

    A list of each of their values takes a quarter less time than a list of ``ScannedFile``.

    Attributes:
        id: of the folder.
        names: the last part of each file's id.
        sizes: as ``ScannedFile.size``.
        changed_ns: as ``ScannedFile.changed_ns``.
    """

    id: str
    names: Sequence[str]
    sizes: Sequence[int]
    changed_ns: Sequence[int]

    @classmethod
    def of_files(cls, folder: str, files: Iterable[ScannedFile]) -> Self:
        """The folder with some files, all of it."""
        start = len(folder) + 1 if folder else 0
        rows = [(file.id[start:], file.size, file.changed_ns) for file in sorted(files)]
        return cls(folder, *zip(*rows, strict=True)) if rows else cls(folder, (), (), ())

    @property
    def prefix(self) -> str:
        """What a file's id has before its name."""
        return f"{self.id}/" if self.id else ""

    def files(self) -> list[ScannedFile]:
        """The files."""
        rows = zip(self.names, self.sizes, self.changed_ns, strict=True)
        return [ScannedFile(self.prefix + name, size, changed) for name, size, changed in rows]


@dataclass(frozen=True, slots=True)
class PartialScan:
    """Some files as they are now.

    Attributes:
        file_ids: the ids of those that were looked for.
        files: those of them that exist and are to be read.
        problems: of the others.
    """

    file_ids: frozenset[str]
    files: tuple[ScannedFile, ...]
    problems: tuple[Problem, ...]


def scan(root: Path, problems: list[Problem]) -> Iterator[ScannedFile]:
    """All Markdown files, folder by folder, as ``scan_folders`` finds them."""
    for folder in scan_folders(root, problems):
        yield from folder.files()


def scan_folders(root: Path, problems: list[Problem]) -> Iterator[ScannedFolder]:
    """Each folder with its Markdown files; hidden ones are skipped.

    The library's own folder, whose id is "", is the first. Everything else that is named like
    Markdown, and every folder that cannot be listed, is added to ``problems``.

    Raises:
        LibraryError: the library's own folder cannot be listed.
    """

    def report(folder: str, error: OSError) -> None:
        if not folder:
            raise LibraryError(
                tr("The folder {folder} cannot be listed: {reason}.").format(
                    folder=display_path(root), reason=reason_of(error)
                )
            ) from error
        problems.append(Problem(path_to_id(folder), describe_read_error(error), _CONTENT_SKIPPED))

    for folder, entries in walk_folders(str(root), report):
        yield _scan_folder(root, folder, entries, problems)


def scan_files(root: Path, paths: frozenset[str]) -> PartialScan | None:
    """Some files as ``scan`` finds them, or None if it would not enter their folders.

    Args:
        root: the library.
        paths: the files' ids.
    """
    by_folder: dict[str, set[str]] = {}
    for path in map(id_to_path, paths):
        folder, _, name = path.rpartition("/")
        by_folder.setdefault(folder, set()).add(name)
    files: list[ScannedFile] = []
    problems: list[Problem] = []
    for folder, names in by_folder.items():
        if not _is_scanned(root, folder):
            return None
        try:
            entries = [entry for entry in list_folder(str(root), folder)[0] if entry.name in names]
        except OSError:  # it is gone, or must not be listed any more
            return None
        files += _scan_folder(root, folder, entries, problems).files()
    return PartialScan(paths, tuple(files), tuple(problems))


def _is_scanned(root: Path, folder: str) -> bool:
    """Whether ``scan`` enters a folder: not if it is hidden, or behind a link."""
    path = root / folder
    is_hidden = any(name.startswith(".") for name in folder.split("/"))
    return not is_hidden and os.path.realpath(path) == str(path)


def walk_folders(
    root: str, on_error: Callable[[str, OSError], None]
) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """The path of each folder from ``root`` on, relative to it, with its entries.

    Hidden folders and links are not entered. The entries can be examined until the next folder.

    Args:
        root: the first folder; its own path is "".
        on_error: called with the path of a folder that cannot be listed, which is then skipped.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with ExitStack() as stack:
            try:
                listable = stack.enter_context(_open_folder(f"{root}{os.sep}{folder}"))
                entries, folders = _list(listable, folder)
            except OSError as error:
                on_error(folder, error)
                continue
            waiting += folders
            yield folder, entries


@contextmanager
def _open_folder(path: str) -> Iterator[int | str]:
    """What lists a folder: its descriptor, where the system can.

    Then it need not follow the path again for each file; that is a seventh of a scan.
    """
    if os.scandir not in os.supports_fd:
        yield path
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def list_folder(root: str, folder: str) -> tuple[list[os.DirEntry[str]], list[str]]:
    """The entries of a folder by name, and the paths of the folders in it; nothing hidden.

    Raises:
        OSError: it cannot be listed.
    """
    # For tens of thousands of folders, Path would take as long as everything else.
    return _list(f"{root}{os.sep}{folder}", folder)


def _list(listable: int | str, folder: str) -> tuple[list[os.DirEntry[str]], list[str]]:
    prefix = f"{folder}/" if folder else ""
    entries: list[os.DirEntry[str]] = []
    folders: list[str] = []
    with os.scandir(listable) as listing:
        for entry in listing:
            if entry.name[0] == ".":
                continue
            try:
                is_folder = entry.is_dir(follow_symlinks=False) and not _is_junction(entry)
            except OSError:  # which is reported when it is examined as a file
                is_folder = False
            if is_folder:  # of the library itself, and not a link
                folders.append(prefix + entry.name)
            else:
                entries.append(entry)
    entries.sort(key=_NAME)
    folders.sort()
    return entries, folders


def _scan_folder(
    root: Path, folder: str, entries: Iterable[os.DirEntry[str]], problems: list[Problem]
) -> ScannedFolder:
    """A folder with its Markdown files; the problems in it are added to ``problems``."""
    prefix = f"{folder}/" if folder else ""
    names: list[str] = []
    sizes: list[int] = []
    times: list[int] = []
    for entry in entries:
        name = entry.name
        try:
            if name.endswith(".md") or name.lower().endswith(MARKDOWN_SUFFIXES):
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(status.st_mode):
                    names.append(name)
                    sizes.append(status.st_size)
                    times.append(_change_time(status))
                    continue
            problem = _problem_of(root, prefix + name, entry)
        except FileNotFoundError:  # deleted since it was listed
            continue
        except OSError as error:
            problem = Problem(path_to_id(prefix + name), describe_read_error(error), SKIPPED)
        if problem is not None:
            problems.append(problem)
    found = ScannedFolder(path_to_id(folder), names, sizes, times)
    ids = list(map(path_to_id, names))
    if ids == names:
        return found
    return ScannedFolder.of_files(found.id, replace(found, names=ids).files())


def _problem_of(root: Path, path: str, entry: os.DirEntry[str]) -> Problem | None:
    """The problem of what is no regular file; None if it is not Markdown, nor leads to a folder.

    Raises:
        OSError: its type cannot be read.
    """
    is_markdown = path.lower().endswith(MARKDOWN_SUFFIXES)
    if entry.is_symlink() or entry.is_dir(follow_symlinks=False):  # the latter: a junction
        return _examine_link(root, path, is_markdown=is_markdown)
    if not is_markdown:
        return None
    mode = entry.stat(follow_symlinks=False).st_mode
    what = NOT_A_PLAIN_FILE.format(type=describe_file_type(mode))
    return Problem(path_to_id(path), what, SKIPPED)


def _change_time(status: os.stat_result) -> int:
    """When a file's content or name was changed, in nanoseconds.

    Two files that are swapped may keep size and time of content: all files out of one archive have
    the same. A time of content in the future, which a later change may keep, is shifted by a part
    of a second that follows from the other time.
    """
    content, name = status.st_mtime_ns, status.st_ctime_ns
    if _IS_WINDOWS:  # ctime is the time of creation there
        return content
    return name if content <= name else content + name * _SCATTER % 1_000_000_000


def _examine_link(root: Path, path: str, *, is_markdown: bool) -> Problem | None:
    """The problem of a link to a Markdown file or a folder; None for any other link."""
    link = path_to_id(path)
    try:
        target = Path(os.path.realpath(root / path, strict=True))
        is_folder = target.is_dir()
    except OSError as error:
        if not is_markdown:
            return None
        return Problem(link, _describe_link_error(error), SKIPPED)
    if not (is_folder or is_markdown):
        return None
    instead = _CONTENT_SKIPPED if is_folder else SKIPPED
    if not target.is_relative_to(root):
        outside = (
            QT_TR_NOOP("it is a link to a folder outside the library")
            if is_folder
            else QT_TR_NOOP("it is a link to a file outside the library")
        )
        return Problem(link, Message(outside), instead)
    if target == root:
        return Problem(
            link,
            Message(QT_TR_NOOP("it is a link to the library itself")),
            Message(QT_TR_NOOP("it is not followed")),
        )
    inner = target.relative_to(root).as_posix()
    if not any(part.startswith(".") for part in inner.split("/")) and (
        is_folder or inner.lower().endswith(MARKDOWN_SUFFIXES)
    ):
        instead = Message(
            QT_TR_NOOP("the folder itself is listed")
            if is_folder
            else QT_TR_NOOP("the file itself is listed")
        )
    inside = Message(QT_TR_NOOP("it is a link to {target} in the library"))
    return Problem(link, inside.format(target=display_path(inner)), instead)


def _describe_link_error(error: OSError) -> Message:
    if error.errno == errno.ELOOP:
        return Message(QT_TR_NOOP("it is a link that leads in a circle"))
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Message(QT_TR_NOOP("it is a broken link"))
    unusable = Message(QT_TR_NOOP("it is a link that cannot be followed: {reason}"))
    return unusable.format(reason=reason_of(error))


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is a junction: Windows' link to another folder."""
    if not _IS_WINDOWS:
        return False
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None))
