"""The file of a screenshot, saved without losing another file of that name."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImageReader, QImageWriter, QPixmap

from kbviewer.errors import UsageError
from kbviewer.i18n import tr

_HEADER_SIZE = 64 * 1024  # bytes, by which a picture is recognised


def check_target(file: Path, library: Path) -> None:
    """Check that a picture can be saved to a file, before anything is opened or drawn.

    A file of that name is replaced only if it is a picture, or empty.

    Args:
        file: the file.
        library: an existing folder; nothing is ever written into it.

    Raises:
        UsageError: the name has no ending of a picture, there is no such folder, it is in the
            library, or something else has that name.
    """
    endings = sorted(bytes(one.data()).decode() for one in QImageWriter.supportedImageFormats())
    if _ending(file) not in endings:
        reason = tr("its name must end in .png, or in one of: {endings}")
        raise _refusal(file, reason.format(endings=", ".join(endings)))
    try:
        folder = file.parent.resolve(strict=True)
        # Not by name: some file systems ignore case.
        if any(one.samefile(library) for one in (folder, *folder.parents)):
            raise _refusal(
                file, tr("it would lie in the library, which is never written; name another")
            )
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise _refusal(file, tr("what has this name is no plain file; name another"))
        if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise _refusal(file, tr("the file that is there is write-protected; name another"))
        if status.st_size and not _is_picture(file):
            raise _refusal(file, tr("the file that is there is no picture; name another"))
    except FileNotFoundError as error:
        if not os.path.isdir(file.parent):  # noqa: PTH112  Path's raises where a name is too long
            reason = tr("there is no folder {folder}").format(folder=file.parent)
            raise _refusal(file, reason) from error
    except OSError as error:
        raise _refusal(file, str(error.strerror)) from error


def save(picture: QPixmap, file: Path) -> None:
    """Save a picture completely or not at all, in the format of the file's ending.

    Raises:
        UsageError: it cannot be saved; a file of that name is unchanged.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, _ending(file).upper()):
        reason = tr("Qt cannot write it in this format; name a file that ends in .png")
        raise _refusal(file, reason)
    temporary = file.with_name(f".kbviewer-{secrets.token_hex(8)}.part")
    try:
        try:
            with temporary.open("xb") as output:
                output.write(buffer.data().data())
                output.flush()
                os.fsync(output.fileno())
            with suppress(FileNotFoundError):
                temporary.chmod(stat.S_IMODE(file.stat().st_mode))
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _refusal(file, str(error.strerror)) from error


def _ending(file: Path) -> str:
    return file.suffix[1:].lower()


def _is_picture(file: Path) -> bool:
    """Whether the start of a file is that of a picture."""
    buffer = QBuffer()
    with file.open("rb") as content:
        buffer.setData(content.read(_HEADER_SIZE))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return QImageReader(buffer).canRead()


def _refusal(file: Path, reason: str) -> UsageError:
    text = tr("The picture {file} cannot be saved: {reason}.")
    return UsageError(text.format(file=file, reason=reason))
