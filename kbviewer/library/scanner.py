"""What lies in a folder of a library: Markdown files, folders, and what is left out, with a word.

Links are not followed: one that leads back would never end, and one that leads out would take in
what is no part of the library.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from kbviewer.errors import LibraryError
from kbviewer.library.article import is_topic_page
from kbviewer.library.file_id import display_path, id_to_path, path_to_id
from kbviewer.library.files import MARKDOWN_SUFFIXES, describe_file_type, describe_read_error
from kbviewer.library.problems import SKIPPED, Problem

_SCATTER = 0x9E3779B97F4A7C15
"""An odd number: times that lie close together are far apart when multiplied by it."""
_CONTENT_SKIPPED = "what is in it is left out"
_NAME = attrgetter("name")


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A Markdown file as the walk sees it, unread.

    Attributes:
        id: the path relative to the library, with forward slashes; see ``file_id.py``.
        size: bytes.
        changed: time of the last change of its content or, where the system notes that, of its
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
class PartialScan:
    """Some files as they are now.

    Attributes:
        paths: the ids of those that were looked for.
        entries: those of them that are there and are read.
        problems: of the others.
    """

    file_ids: frozenset[str]
    files: tuple[ScannedFile, ...]
    problems: tuple[Problem, ...]


def scan(root: Path, problems: list[Problem]) -> Iterator[ScannedFile]:
    """All Markdown files, folder by folder; hidden ones are passed over.

    Every other file or link that is named as Markdown, and every folder that cannot be listed, is
    added to ``problems``.

    Raises:
        LibraryError: the library's own folder cannot be listed.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            listed, folders = _list_folder(root, folder)
        except OSError as error:
            if not folder:
                raise LibraryError(
                    f"The folder {display_path(root)} cannot be listed: {error.strerror}."
                ) from error
            problems.append(
                Problem(path_to_id(folder), describe_read_error(error), _CONTENT_SKIPPED)
            )
            continue
        waiting += folders
        for taken in _scan_folder(root, folder, listed):
            if isinstance(taken, ScannedFile):
                yield taken
            else:
                problems.append(taken)


def scan_files(root: Path, paths: frozenset[str]) -> PartialScan | None:
    """Some files as ``walk`` sees them, or None where it would not come to their folders.

    Args:
        root: the library.
        paths: the files' ids.
    """
    by_folder: dict[str, set[str]] = {}
    for path in map(id_to_path, paths):
        folder, _, name = path.rpartition("/")
        by_folder.setdefault(folder, set()).add(name)
    entries: list[ScannedFile] = []
    problems: list[Problem] = []
    for folder, names in by_folder.items():
        if not _is_scanned(root, folder):
            return None
        try:
            listed = [entry for entry in _list_folder(root, folder)[0] if entry.name in names]
        except OSError:  # it went away, or may not be listed any more
            return None
        for taken in _scan_folder(root, folder, listed):
            if isinstance(taken, ScannedFile):
                entries.append(taken)
            else:
                problems.append(taken)
    return PartialScan(paths, tuple(entries), tuple(problems))


def _is_scanned(root: Path, folder: str) -> bool:
    """Whether ``walk`` comes to a folder: not one that is hidden, or that a link leads to."""
    path = root / folder
    is_hidden = any(name.startswith(".") for name in folder.split("/"))
    return not is_hidden and os.path.realpath(path) == str(path)


def _list_folder(root: Path, folder: str) -> tuple[list[os.DirEntry[str]], list[str]]:
    """What is in a folder, by name, and the paths of folders in it to walk on; nothing hidden.

    Raises:
        OSError: it cannot be listed.
    """
    before = f"{folder}/" if folder else ""
    listed: list[os.DirEntry[str]] = []
    folders: list[str] = []
    # Tens of thousands are listed in a row: to join each with Path costs as much as all else.
    with os.scandir(f"{root}{os.sep}{folder}") as listing:
        for entry in listing:
            if entry.name[0] == ".":
                continue
            if _is_folder(entry):
                folders.append(before + entry.name)
            else:
                listed.append(entry)
    listed.sort(key=_NAME)
    folders.sort()
    return listed, folders


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder of the library itself, as far as the system says what it is."""
    try:
        return entry.is_dir(follow_symlinks=False) and not _is_junction(entry)
    except OSError:  # which is told where it is looked at as a file
        return False


def _scan_folder(
    root: Path, folder: str, listed: Iterable[os.DirEntry[str]]
) -> Iterator[ScannedFile | Problem]:
    """The files to read in a folder, and what is wrong in it."""
    before = f"{folder}/" if folder else ""
    for entry in listed:
        path = before + entry.name
        try:
            taken = _examine(root, path, entry)
        except OSError as error:
            taken = Problem(path_to_id(path), describe_read_error(error), SKIPPED)
        if taken is not None:
            yield taken


def _examine(root: Path, path: str, entry: os.DirEntry[str]) -> ScannedFile | Problem | None:
    """A file to read, what is wrong, or None for what is none of ours.

    Raises:
        OSError: the system does not say what it is.
    """
    is_file = entry.is_file(follow_symlinks=False)
    is_markdown = entry.name.lower().endswith(MARKDOWN_SUFFIXES)
    if is_file:
        return _examine_file(path, entry) if is_markdown else None
    if entry.is_symlink() or entry.is_dir(follow_symlinks=False):  # such a one is a junction
        return _examine_link(root, path, entry, is_markdown=is_markdown)
    return _examine_file(path, entry) if is_markdown else None


def _examine_file(path: str, entry: os.DirEntry[str]) -> ScannedFile | Problem | None:
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # gone since it was listed
        return None
    if not stat.S_ISREG(status.st_mode):
        what = f"it is {describe_file_type(status.st_mode)}, not a plain file"
        return Problem(path_to_id(path), what, SKIPPED)
    return ScannedFile(path_to_id(path), status.st_size, _change_time(status))


def _change_time(status: os.stat_result) -> int:
    """When a file's content or name was changed.

    Of two files that change places both may keep size and time of content: all that came out of
    one archive have the same. A time of content in the future, which a later change may keep, too,
    is put off by a part of a second that follows from the other time.
    """
    content, name = status.st_mtime_ns, status.st_ctime_ns
    if os.name == "nt":  # where ctime is the time of creation
        return content
    return name if content <= name else content + name * _SCATTER % 1_000_000_000


def _examine_link(
    root: Path, path: str, entry: os.DirEntry[str], *, is_markdown: bool
) -> Problem | None:
    """What is said of a link to a Markdown file or to a folder; None for any other."""
    link = path_to_id(path)
    try:
        target = Path(os.path.realpath(entry.path, strict=True))
        is_folder = target.is_dir()
    except OSError as error:
        if not is_markdown:
            return None
        return Problem(link, _describe_link_error(error), SKIPPED)
    if not (is_folder or is_markdown):
        return None
    kind = "folder" if is_folder else "file"
    instead = _CONTENT_SKIPPED if is_folder else SKIPPED
    if not target.is_relative_to(root):
        return Problem(link, f"it is a link to a {kind} outside the library", instead)
    if target == root:
        return Problem(link, "it is a link to the library itself", "it is not followed")
    inner = target.relative_to(root).as_posix()
    if not any(part.startswith(".") for part in inner.split("/")) and (
        is_folder or inner.lower().endswith(MARKDOWN_SUFFIXES)
    ):
        instead = f"the {kind} itself is listed"
    return Problem(link, f"it is a link to {display_path(inner)} in the library", instead)


def _describe_link_error(error: OSError) -> str:
    if error.errno == errno.ELOOP:
        return "it is a link that leads in a circle"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "it is a link that leads nowhere"
    return f"it is a link that cannot be followed: {error.strerror}"


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is one that Windows shows in a second place."""
    if os.name != "nt":
        return False
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None))
