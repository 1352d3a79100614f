"""Changes in a library as they happen.

Only folders that the walk of the library enters are watched: no hidden ones, and none that a link
leads to. No file is opened for it, and nothing is written.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from kbviewer.errors import LibraryError
from kbviewer.library.file import SUFFIXES

_STEP_MS = 150
"""A burst is over when nothing has changed for so long."""
_LONGEST_BURST_MS = 800
"""A longer burst is told in parts."""
_MOST_NAMED = 500
"""Files that are told by name. Of more than the system has room for it tells some only."""
_PAUSE_S = 0.7
_LOOKS_EVERY_S = 1.0  # for another folder in the place of the library
_MOST_FAILURES = 3
"""To begin, one after the other: a folder may go between its being listed and watched."""

# There one watch takes in all that lies within a folder, and leaves links alone. Elsewhere it would
# follow links out of the library, so each folder is watched by itself.
_IS_WHOLE = sys.platform in ("darwin", "win32")


def changes(root: Path, stop: Event) -> Iterator[frozenset[str] | None]:
    """Yield after every burst of changes to Markdown files and folders, until ``stop`` is set.

    It yields once at the beginning, when all is watched: what happens from then on is told.

    Yields:
        The files that came, changed or went, as paths relative to the library; or None where there
        may be others, too, as when folders came or went.

    Args:
        root: the library.
        stop: ends it, within about a sixth of a second.

    Raises:
        LibraryError: the folder cannot be watched, as on a network or where the system's limit is
            reached. It may be read all the same.
    """
    failures = 0
    while not stop.is_set():
        try:
            for changed in _while_same_folders(root, stop):
                failures = 0
                yield changed
        except LibraryError:
            failures += 1
            if failures == _MOST_FAILURES or not root.is_dir():
                raise
            stop.wait(_PAUSE_S)


def _while_same_folders(root: Path, stop: Event) -> Iterator[frozenset[str] | None]:
    """As ``changes``, until there are other folders to watch.

    Raises:
        LibraryError: as for ``changes``; also after a change to a file whose name is no text.
    """
    from watchfiles import Change, watch  # noqa: PLC0415  35 ms, which the terminal need not wait
    from watchfiles._rust_notify import WatchfilesRustInternalError  # noqa: PLC0415  as above

    identity, looked_s = _identity(root), time.monotonic()
    folders = set(_folders(root))
    if not folders:
        raise LibraryError(f"Changes in {root} are not seen: there is no such folder to be read.")

    def is_of_folder(change: Change, path: str) -> bool:
        is_new = change is Change.added and os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114  many thousands
        return is_new or (change is Change.deleted and path in folders)

    def concerns(change: Change, path: str) -> bool:
        if "/." in f"/{_relative(root, path)}":
            return False
        return path.lower().endswith(SUFFIXES) or is_of_folder(change, path)

    watched = [str(root)] if _IS_WHOLE else sorted(folders)
    has_begun = False
    try:
        bursts = watch(
            *watched, watch_filter=concerns, recursive=_IS_WHOLE, ignore_permission_denied=False,
            debounce=_LONGEST_BURST_MS, step=_STEP_MS, rust_timeout=_STEP_MS, yield_on_timeout=True,
            stop_event=stop, raise_interrupt=False, force_polling=False,
        )  # fmt: skip
        for burst in bursts:
            if time.monotonic() - looked_s > _LOOKS_EVERY_S:
                if _identity(root) != identity:  # of which the system tells nothing
                    return
                looked_s = time.monotonic()
            if any(is_of_folder(*change) for change in burst):
                return  # to watch the others first, so that what happens in them is told, too
            if not has_begun:
                has_begun = True
                yield None
            elif burst:
                named = len(burst) <= _MOST_NAMED
                yield frozenset(_relative(root, path) for _, path in burst) if named else None
    except (OSError, UnicodeError, WatchfilesRustInternalError) as error:
        raise LibraryError(f"Changes in {root} are not seen as they happen: {error}.") from error


def _identity(root: Path) -> tuple[int, int] | None:
    """What tells the folder from another one in its place; None where there is none."""
    try:
        state = root.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def _relative(root: Path, path: str) -> str:
    return path.removeprefix(str(root)).replace(os.sep, "/").lstrip("/")


def _folders(root: Path) -> Iterator[str]:
    """The folders of the library that its walk enters and that can be listed."""
    waiting = [str(root)]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                waiting += [entry.path for entry in listing if _is_entered(entry)]
        except OSError:  # the walk tells of it
            continue
        yield folder


def _is_entered(entry: os.DirEntry[str]) -> bool:
    is_text = entry.name.encode(errors="ignore").decode() == entry.name
    return not entry.name.startswith(".") and is_text and entry.is_dir(follow_symlinks=False)
