"""The file that a picture of the window is saved to, without losing what has that name."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImageReader, QImageWriter, QPixmap

from kbviewer.errors import UsageError

_HEAD = 64 * 1024  # bytes, of which a picture shows what it is


def check_target(file: Path, library: Path) -> None:
    """Say why a picture cannot be saved there, before anything is opened or drawn.

    What has that name already is replaced only if it is a picture, or empty.

    Args:
        file: where it is to be saved.
        library: a folder that is there; nothing is ever written into it.

    Raises:
        UsageError: the name has no ending of a picture, or there is no such folder, or it is in the
            library, or something else has that name.
    """
    endings = sorted(bytes(one.data()).decode() for one in QImageWriter.supportedImageFormats())
    if _ending(file) not in endings:
        raise _refusal(file, f"its name must end in .png, or in one of: {', '.join(endings)}")
    try:
        folder = file.parent.resolve(strict=True)
        # Not by name: case counts in some file systems and not in others.
        if any(one.samefile(library) for one in (folder, *folder.parents)):
            raise _refusal(
                file, "it would lie in the library, which is never written; name another"
            )
        there = file.lstat()
        if not stat.S_ISREG(there.st_mode):
            raise _refusal(file, "what has this name is no plain file; name another")
        if not there.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise _refusal(file, "the file that is there is write-protected; name another")
        if there.st_size and not _is_picture(file):
            raise _refusal(file, "the file that is there is no picture; name another")
    except FileNotFoundError as error:
        if not os.path.isdir(file.parent):  # noqa: PTH112  Path's raises where a name is too long
            raise _refusal(file, f"there is no folder {file.parent}") from error
    except OSError as error:
        raise _refusal(file, str(error.strerror)) from error


def save(picture: QPixmap, file: Path) -> None:
    """Save a picture whole or not at all, in the format of the file's ending.

    Raises:
        UsageError: it cannot be saved; what had that name is as it was.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, _ending(file).upper()):
        raise _refusal(file, "Qt cannot write it in this format; name a file that ends in .png")
    hidden = file.with_name(f".kbviewer-{secrets.token_hex(8)}.part")
    try:
        try:
            with hidden.open("xb") as whole:
                whole.write(buffer.data().data())
                whole.flush()
                os.fsync(whole.fileno())
            with suppress(FileNotFoundError):
                hidden.chmod(stat.S_IMODE(file.stat().st_mode))
            hidden.replace(file)
        finally:
            hidden.unlink(missing_ok=True)
    except OSError as error:
        raise _refusal(file, str(error.strerror)) from error


def _ending(file: Path) -> str:
    return file.suffix[1:].lower()


def _is_picture(file: Path) -> bool:
    """Whether a file begins as a picture does."""
    buffer = QBuffer()
    with file.open("rb") as content:
        buffer.setData(content.read(_HEAD))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return QImageReader(buffer).canRead()


def _refusal(file: Path, reason: str) -> UsageError:
    return UsageError(f"The picture {file} cannot be saved: {reason}.")
