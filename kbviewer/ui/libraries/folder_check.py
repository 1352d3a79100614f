"""Checks a folder before it is opened as a library."""

from __future__ import annotations

import os
from pathlib import Path

from kbviewer.errors import LibraryError
from kbviewer.i18n import tr
from kbviewer.library.file_id import display_path


def check_folder(folder: Path) -> None:
    """Check that a folder exists and can be listed.

    Raises:
        LibraryError: there is no such folder, it is a file, or it cannot be listed.
    """
    if not os.path.isdir(folder):  # noqa: PTH112  Path's raises where a name is too long
        # Library takes 50 ms to import; here it only words the error.
        from kbviewer.library.library import Library  # noqa: PLC0415  as above

        Library.open(folder)
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise LibraryError(
            tr("The folder {folder} cannot be listed: {reason}.").format(
                folder=display_path(folder), reason=error.strerror
            )
        ) from error
