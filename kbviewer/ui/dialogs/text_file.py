"""Writes a text to a file that the user has chosen."""

from __future__ import annotations

from pathlib import Path

from kbviewer.i18n import tr
from kbviewer.library.file_id import display_path


def write_text(path: str, text: str) -> str:
    """Write a text as UTF-8, its line ends as they are; what went wrong, or ""."""
    try:
        Path(path).write_text(text, encoding="utf-8", errors="replace", newline="")
    except OSError as error:
        return tr("{file} cannot be written: {reason}. Choose another place.").format(
            file=display_path(Path(path)), reason=error.strerror
        )
    return ""
