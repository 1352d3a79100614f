"""The paths of the index, personal data, resources and the shipped corpus.

What kbviewer writes is for its user only: folders have mode 0700, files 0600.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kbviewer.errors import HomeError, IndexFileError
from kbviewer.i18n import tr

_PACKAGE = Path(__file__).resolve().parent
_CACHE, _DATA = "KBVIEWER_CACHE_DIR", "KBVIEWER_DATA_DIR"
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600
_VERSION_BYTES = 4
"""Bytes of the digest that names a version."""
_OTHERS_MODE = 0o077
"""The permissions of users other than the owner."""
# The errors of a file system that has no modes or is read-only.
_MODE_UNSUPPORTED = {errno.EPERM, errno.EROFS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


def cache_folder() -> Path:
    """The folder of the indexes; ``KBVIEWER_CACHE_DIR`` names another.

    Raises:
        HomeError: none is named, and no home folder is known.
    """
    if (named := _named(_CACHE)) is not None:
        return named
    import platformdirs  # noqa: PLC0415  not needed where the folder is named

    return _at_home(lambda: platformdirs.user_cache_dir("kbviewer", appauthor=False), _CACHE)


def data_folder() -> Path:
    """The folder of personal data (window sizes); ``KBVIEWER_DATA_DIR`` names another.

    Raises:
        HomeError: none is named, and no home folder is known.
    """
    if (named := _named(_DATA)) is not None:
        return named
    import platformdirs  # noqa: PLC0415  not needed where the folder is named

    return _at_home(lambda: platformdirs.user_data_dir("kbviewer", appauthor=False), _DATA)


def settings_file() -> Path:
    """The file of the window's settings.

    It is created if it is missing, for the user only; if it cannot be, nothing is kept.

    Raises:
        HomeError: no folder is named for it, and no home folder is known.
    """
    path = data_folder() / "window.ini"
    with suppress(OSError):  # the window opens all the same, and forgets its size
        make_private_folder(path.parent)
        make_private_file(path)
    return path


def index_file(library: Path, version: str) -> Path:
    """The index of a library for one version of the program.

    There is one file for each folder and version, so that programs of two versions that share the
    cache leave each other's index alone.

    Raises:
        HomeError: no cache folder is known.
        IndexFileError: the library's path cannot be resolved.
    """
    try:
        whole = library.resolve()
    except (OSError, RuntimeError) as error:
        raise IndexFileError(
            tr(
                "It cannot be told where {folder} lies: {reason}. Name the library with its "
                "whole path."
            ).format(folder=library, reason=error)
        ) from error
    name = "".join(char if char.isalnum() else "-" for char in whole.name)[:40] or "library"
    folder = library_digest(whole)
    return cache_folder() / f"{name}-{folder}-{_digest(version.encode(), _VERSION_BYTES)}.sqlite"


def library_digest(library: Path) -> str:
    """A digest of the library's path, its links followed: 16 hexadecimal digits.

    Raises:
        OSError, RuntimeError: the path cannot be resolved.
    """
    return _digest(os.fsencode(library.resolve()), 8)


def named_path(folder: Path) -> Path:
    """The whole path of a folder under the name that the user gave it: links are not followed.

    One with ``..`` in it, which may lead out of a link's target, is resolved.
    """
    return folder.resolve() if ".." in folder.parts else folder.absolute()


def other_indexes(index: Path) -> list[Path]:
    """The index files of other versions for the same library, beside ``index``."""
    library = index.stem.rpartition("-")[0]
    if not library:
        return []
    form = re.compile(rf"{re.escape(library)}(-[0-9a-f]{{{2 * _VERSION_BYTES}}})?\.sqlite")
    with os.scandir(index.parent) as listed:
        names = sorted(entry.name for entry in listed if form.fullmatch(entry.name))
    return [index.with_name(name) for name in names if name != index.name]


def _digest(text: bytes, size: int) -> str:
    import hashlib  # noqa: PLC0415  takes 3 ms, and a window opens without it

    return hashlib.blake2b(text, digest_size=size).hexdigest()


def make_private_folder(folder: Path) -> None:
    """Create a folder of kbviewer's own, and missing parents, for the user only.

    Others lose their permissions for an existing one, except for those that ``KBVIEWER_CACHE_DIR``
    and ``KBVIEWER_DATA_DIR`` name: these stay as the user made them.

    Raises:
        FileExistsError: there is a file with this name.
        OSError: it cannot be created.
    """
    missing = []
    for above in (folder, *folder.parents):
        if os.path.lexists(above):
            break
        missing.append(above)
    for one in reversed(missing):
        try:
            one.mkdir(_FOLDER_MODE)
        except FileExistsError:  # another process has created it
            continue
        _set_mode(one, _FOLDER_MODE)  # a umask may remove the user's own permissions
    if not folder.is_dir():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
    if folder not in (_named(_CACHE), _named(_DATA)):
        _close_to_others(folder)


def make_private_file(path: Path) -> None:
    """Create an empty file for the user only, or remove others' permissions for an existing one.

    A link is left alone. An existing file is not opened: closing it again would end the locks that
    SQLite has on it in this process.

    Raises:
        OSError: it cannot be created.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE_MODE)
    except FileExistsError:
        _close_to_others(path)
        return
    os.close(handle)
    _set_mode(path, _FILE_MODE)


def _close_to_others(path: Path) -> None:
    """Remove the permissions of others for a file or folder of the user, not for a link."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    is_file_or_folder = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
    is_own = os.name == "nt" or status.st_uid == os.geteuid()
    if is_file_or_folder and is_own and status.st_mode & _OTHERS_MODE:
        _set_mode(path, stat.S_IMODE(status.st_mode) & ~_OTHERS_MODE)


def _set_mode(path: Path, mode: int) -> None:
    try:
        path.chmod(mode)
    except FileNotFoundError:  # deleted meanwhile
        return
    except OSError as error:
        if error.errno not in _MODE_UNSUPPORTED:
            raise


def _named(variable: str) -> Path | None:
    """The folder that an environment variable names, or None."""
    named = os.environ.get(variable)
    return _at_home(lambda: os.path.expanduser(named), variable) if named else None  # noqa: PTH111


def _at_home(find: Callable[[], str], variable: str) -> Path:
    """The folder that ``find`` returns.

    Raises:
        HomeError: it starts with the home folder, which is unknown.
    """
    try:
        folder = Path(find())
    except RuntimeError:  # raised by newer versions of platformdirs
        folder = Path("~")
    if folder.parts[:1] == ("~",):
        raise HomeError(
            tr(
                "No home folder is known: HOME is not set, and the system has none for this "
                "user. Name a folder in {variable}."
            ).format(variable=variable)
        )
    return folder


def corpus() -> Path:
    """The shipped knowledge base."""
    return _shipped("corpus")


def resources() -> Path:
    """The folder of icons and style sheets."""
    return _shipped("resources")


def _shipped(name: str) -> Path:
    """A folder inside the installed package, or beside it in a source tree."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
