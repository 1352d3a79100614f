"""Writes files atomically: under a hidden name, and locked while they are written.

An import that is killed leaves its temporary file behind, but not its lock. So the next import into
the folder can tell that nobody is writing the file any more, and removes it. Windows does not
remove open files; on a file system without locks leftovers stay, as another import may be writing
them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_HARD_LINK_UNSUPPORTED = {
    errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK,
    errno.EXDEV, errno.EINVAL,
}  # fmt: skip
_TEMPORARY_NAME = re.compile(r"\.kbviewer-[0-9a-f]{16}\.part")


def create_atomically(path: Path, raw: bytes) -> None:
    """Create the file ``path`` with ``raw`` in it, under a hidden name until it is complete.

    Raises:
        FileExistsError: the name is taken.
        OSError: it cannot be written.
    """
    with temporary_file(path.parent, raw) as hidden:
        try:
            os.link(hidden, path)
        except OSError as error:
            if error.errno not in _HARD_LINK_UNSUPPORTED:
                raise
            _create_in_place(path, raw)


def _create_in_place(path: Path, raw: bytes) -> None:
    """Create the file without a link, which FAT lacks; a failure removes the incomplete file."""
    with path.open("xb") as file:
        try:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            file.close()
            path.unlink()
            raise


@contextlib.contextmanager
def temporary_file(folder: Path, raw: bytes) -> Iterator[Path]:
    """A hidden file in ``folder`` with ``raw`` in it, flushed to disk; removed at the end.

    Raises:
        OSError: it cannot be written.
    """
    path, file = _create_locked(folder)
    try:
        with file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
            yield path
    finally:
        path.unlink(missing_ok=True)


def remove_leftover_files(folder: Path) -> None:
    """Remove what killed imports left in ``folder``: regular files with their names."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if _TEMPORARY_NAME.fullmatch(entry.name)]
    except OSError:  # it does not exist yet, or may not be listed
        return
    for name in names:
        # A hidden file that cannot be removed does no harm.
        with contextlib.suppress(OSError):
            _remove(folder / name)


def _create_locked(folder: Path) -> tuple[Path, BinaryIO]:
    """A new file, open, and locked where the system has locks."""
    while True:
        path = folder / f".kbviewer-{secrets.token_hex(8)}.part"
        file = path.open("xb")
        if _lock(file.fileno()) is not False and _is_same_file(path, file.fileno()):
            return path, file
        file.close()  # another import took it for a leftover before it was locked


def _remove(path: Path) -> None:
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return
    if sys.platform == "win32":
        path.unlink()
        return
    file = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if _lock(file) and _is_same_file(path, file):
            path.unlink()
    finally:
        os.close(file)


def _is_same_file(path: Path, file: int) -> bool:
    """Whether an open file is the one that ``path`` names now."""
    try:
        return os.path.samestat(os.fstat(file), os.lstat(path))
    except FileNotFoundError:
        return False


def _lock(file: int) -> bool | None:
    """Lock an open file: False if another process has locked it, None if there are no locks."""
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415  Windows has none

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
