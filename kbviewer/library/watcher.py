"""Watches a library for changes.

Only the folders that a scan enters are watched: not hidden ones, nor those behind links; and that
of a vault's settings. No file is opened, and nothing is written.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from kbviewer.errors import LibraryError, WatchError
from kbviewer.i18n import tr
from kbviewer.library.file_id import display_path, is_unicode, path_to_id
from kbviewer.library.files import MARKDOWN_SUFFIXES
from kbviewer.library.scanner import list_folder, walk_folders
from kbviewer.library.vault import SETTINGS_FILE, SETTINGS_FOLDER

if TYPE_CHECKING:
    from watchfiles import Change

_STEP_MS = 150
"""A burst of changes ends when nothing has changed for this long."""
_MAX_BURST_MS = 800
"""A longer burst is reported in several parts."""
_MAX_NAMED_FILES = 500
"""Files of a burst that are reported by name. With more the system's queue may overflow."""
_RETRY_AFTER_S = 0.7
_IDENTITY_CHECK_S = 1.0  # whether another folder has taken the place of the library
_MAX_FAILURES = 3
"""To start watching, in a row: a folder may be deleted between listing and watching it."""
_MAX_LOST = 20
"""Watches lost in a row without a report between them."""
_POLL_EVERY_S = 2.0  # folders that cannot be watched: their names are not Unicode
_POLL_REST_FACTOR = 50  # times the duration of the last poll: it takes 2 % of a processor
_MIN_WATCHES, _MIN_INSTANCES = 524_288, 1_024  # the least that is recommended
_INOTIFY_LIMITS = Path("/proc/sys/fs/inotify")
_IN_CREATE = 0x100  # linux/inotify.h

# There one watch covers a folder with all its subfolders, and does not follow links. Elsewhere it
# would follow links out of the library, so each folder is watched by itself.
_WATCHES_RECURSIVELY = sys.platform in ("darwin", "win32")


def watch_changes(root: Path, stop: Event) -> Iterator[frozenset[str] | None]:
    """Yield after every burst of changes to Markdown files and folders, until ``stop`` is set.

    It yields None once when watching has begun.

    Yields:
        The ids of the files that were created, changed or deleted; or None if there may be others
        too, as when folders were created or deleted.

    Args:
        root: the library.
        stop: ends it, within about a sixth of a second.

    Raises:
        WatchError: the folder cannot be watched, as on a network or if the system's limit is
            reached. It may be readable all the same.
        LibraryError: the folder does not exist any more.
    """
    failures = lost = 0
    while not stop.is_set():
        try:
            for changed in _watch_until_folders_change(root, stop):
                failures = lost = 0
                yield changed
        except _WatchLostError as error:
            lost += 1
            if lost == _MAX_LOST:
                raise _watch_error(root, (), error) from error
            stop.wait(_RETRY_AFTER_S)
        except LibraryError as error:
            failures += 1
            is_final = isinstance(error, WatchError) and error.command
            if is_final or failures == _MAX_FAILURES or not root.is_dir():
                raise
            stop.wait(_RETRY_AFTER_S)


def watch_limit() -> int | None:
    """How many folders one user may watch in all programs together.

    None if there is no such limit, as on systems other than Linux.
    """
    return _limit("max_user_watches")


def raise_limit_command(folders: int) -> str:
    """The terminal command that lets twice as many folders be watched."""
    return _sysctl_command("max_user_watches", max(_MIN_WATCHES, 2 * folders))


class _WatchLostError(Exception):
    """A change could not be reported, such as of a file whose name is not Unicode."""


def _watch_until_folders_change(root: Path, stop: Event) -> Iterator[frozenset[str] | None]:
    """As ``watch_changes``, until there are other folders to watch.

    Raises:
        LibraryError: as for ``watch_changes``.
        _WatchLostError: watching has to be started again.
    """
    from watchfiles import Change, watch  # noqa: PLC0415  35 ms that the terminal does not need
    from watchfiles._rust_notify import WatchfilesRustInternalError  # noqa: PLC0415  as above

    identity, checked_s = _folder_identity(root), time.monotonic()
    folders, others = _split_by_name(_watched_folders(root))
    if not (folders or others):
        raise LibraryError(
            tr("Changes in {folder} are not seen: there is no such folder to be read.").format(
                folder=display_path(root)
            )
        )
    have_others_changed = _poll_folders(others)

    def is_of_folder(change: Change, path: str) -> bool:
        is_new = change is Change.added and os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114  many thousands
        return is_new or (change is Change.deleted and path in folders)

    def concerns(change: Change, path: str) -> bool:
        relative = _relative_path(root, path)
        if "/." in f"/{relative}":
            return relative == SETTINGS_FILE or (
                relative == SETTINGS_FOLDER and is_of_folder(change, path)
            )
        return path.lower().endswith(MARKDOWN_SUFFIXES) or is_of_folder(change, path)

    watched = [str(root)] if _WATCHES_RECURSIVELY else sorted(folders)
    has_begun = False
    try:
        bursts = watch(
            *watched, watch_filter=concerns, recursive=_WATCHES_RECURSIVELY,
            ignore_permission_denied=False,
            debounce=_MAX_BURST_MS, step=_STEP_MS, rust_timeout=_STEP_MS, yield_on_timeout=True,
            stop_event=stop, raise_interrupt=False, force_polling=False,
        )  # fmt: skip
        for burst in bursts if watched else _no_changes(stop):
            if time.monotonic() - checked_s > _IDENTITY_CHECK_S:
                if _folder_identity(root) != identity:  # the system reports no event for that
                    return
                checked_s = time.monotonic()
            if have_others_changed() or any(is_of_folder(*change) for change in burst):
                return  # to watch the new folders too before anything is reported
            if not has_begun:
                has_begun = True
                yield None
            elif burst:
                changed = frozenset(_file_id(root, path) for _, path in burst)
                is_named = len(burst) <= _MAX_NAMED_FILES and SETTINGS_FILE not in changed
                yield changed if is_named else None
    except WatchfilesRustInternalError as error:
        if watched and _inotify_error(watched[:1]):  # no watch could be started
            raise _watch_error(root, watched, error) from error
        raise _WatchLostError(str(error)) from error
    except OSError as error:
        raise _watch_error(root, watched, error) from error


def _split_by_name(paths: Iterable[str]) -> tuple[set[str], list[str]]:
    """The folders that can be watched, and those whose names are not Unicode."""
    folders, others = set[str](), list[str]()
    for path in paths:
        if is_unicode(path):
            folders.add(path)
        else:
            others.append(path)
    return folders, others


def _no_changes(stop: Event) -> Iterator[frozenset[tuple[Change, str]]]:
    """Empty bursts, for a library without a folder that can be watched."""
    while not stop.wait(_STEP_MS / 1_000):
        yield frozenset()


def _poll_folders(folders: list[str]) -> Callable[[], bool]:
    """A function that returns, at most every few seconds, whether folders have changed."""
    states = [_folder_digest(folder) for folder in folders]
    next_s = time.monotonic() + _POLL_EVERY_S

    def has_changed() -> bool:
        nonlocal next_s
        started_s = time.monotonic()
        if not folders or started_s < next_s:
            return False
        changed = any(_folder_digest(f) != state for f, state in zip(folders, states, strict=True))
        ended_s = time.monotonic()
        next_s = ended_s + max(_POLL_EVERY_S, _POLL_REST_FACTOR * (ended_s - started_s))
        return changed

    return has_changed


def _folder_digest(folder: str) -> int | None:
    """A digest of the folders and Markdown files in a folder, or None if it cannot be listed."""
    try:
        entries, folders = list_folder(folder, "")
        found = [(name, 0, 0) for name in folders]
        for entry in entries:
            if entry.name.lower().endswith(MARKDOWN_SUFFIXES):
                status = entry.stat(follow_symlinks=False)
                found.append((entry.name, status.st_size, status.st_mtime_ns))
    except OSError:
        return None
    return hash(frozenset(found))


def _watch_error(root: Path, folders: Iterable[str], error: Exception) -> WatchError:
    """Why folders cannot be watched: the system's own error, not the message of watchfiles."""
    folders = list(folders)
    where = display_path(root)
    code = _inotify_error(folders)
    if code == errno.ENOSPC:
        command = raise_limit_command(len(folders))
        message = tr(
            "Changes in {folder} are not seen as they happen: the system's limit of watches is "
            "reached. This raises it: {command}"
        )
        what = tr("Changes are not seen, as the system's limit of watches is reached: {command}")
    elif code == errno.EMFILE and _can_open_file():
        command = _sysctl_command("max_user_instances", _MIN_INSTANCES)
        message = tr(
            "Changes in {folder} are not seen as they happen: the system's limit of programs that "
            "watch is reached. This raises it: {command}"
        )
        what = tr(
            "Changes are not seen, as the system's limit of programs that watch is reached: "
            "{command}"
        )
    else:
        reason = tr(os.strerror(code)) if code else str(error).rstrip(".")
        message = tr("Changes in {folder} are not seen as they happen: {reason}.")
        return WatchError(
            message.format(folder=where, reason=reason),
            tr("Changes in the folder are not seen as they happen."),
        )
    return WatchError(
        message.format(folder=where, command=command), what.format(command=command), command
    )


def _inotify_error(folders: Iterable[str]) -> int:
    """The errno with which Linux refuses to watch folders, or 0."""
    if sys.platform != "linux":
        return 0
    import ctypes  # noqa: PLC0415  nothing else needs it

    system = ctypes.CDLL(None, use_errno=True)
    instance = system.inotify_init1(os.O_CLOEXEC)
    if instance < 0:
        return ctypes.get_errno()
    try:
        for folder in folders:
            if system.inotify_add_watch(instance, os.fsencode(folder), _IN_CREATE) >= 0:
                continue
            code = ctypes.get_errno()
            if code not in (
                errno.ENOENT,
                errno.ENOTDIR,
                errno.EACCES,
            ):  # it is gone, or may not be read
                return code
    finally:
        os.close(instance)
    return 0


def _can_open_file() -> bool:
    """Whether this process may open one more file: EMFILE may mean that limit, too."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        return False
    return True


def _limit(name: str) -> int | None:
    try:
        return int((_INOTIFY_LIMITS / name).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _sysctl_command(name: str, minimum: int) -> str:
    """The command that raises a limit to ``minimum``, and at least to twice its value."""
    number = max(minimum, 2 * (_limit(name) or 0))
    return f"sudo sysctl fs.inotify.{name}={1 << (number - 1).bit_length()}"


def _folder_identity(root: Path) -> tuple[int, int] | None:
    """Device and inode of a folder, None if it does not exist."""
    try:
        state = root.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def _file_id(root: Path, path: str) -> str:
    return path_to_id(_relative_path(root, path))


def _relative_path(root: Path, path: str) -> str:
    return path.removeprefix(str(root)).replace(os.sep, "/").lstrip("/")


def _watched_folders(root: Path) -> Iterator[str]:
    """The paths of the library's folders that are read and can be listed."""
    for folder, _ in walk_folders(str(root), lambda _folder, _error: None):  # a scan reports it
        yield os.path.normpath(f"{root}{os.sep}{folder}")
    settings = f"{root}{os.sep}{SETTINGS_FOLDER}"
    is_link = os.path.islink(settings)  # noqa: PTH114  a Path raises on some names
    if not is_link and os.path.isdir(settings) and os.access(settings, os.R_OK):  # noqa: PTH112  as above
        yield settings
