"""The settings that Obsidian keeps in a library that is one of its vaults."""

from __future__ import annotations

import json
import os
from pathlib import Path

from kbviewer.library.files import read_regular_file, resolve_inside

SETTINGS_FOLDER = ".obsidian"
"""The folder that makes a folder a vault."""
SETTINGS_FILE = f"{SETTINGS_FOLDER}/app.json"
"""The file with the settings of the editor, below the library's root."""
_MAX_SIZE = 1 << 20  # bytes; Obsidian's own has some hundreds


def has_hard_line_breaks(root: Path) -> bool:
    """Whether a line end in a text is one on the page: in a vault, unless its settings say not.

    The setting is Obsidian's "Strict line breaks" (``strictLineBreaks``), which is off where it is
    missing, or cannot be read.

    Args:
        root: the library, its links followed.
    """
    if not os.path.isdir(root / SETTINGS_FOLDER):  # noqa: PTH112  Path's raises on some names
        return False
    try:
        settings = json.loads(_read(root) or b"{}")
    except (OSError, ValueError, RecursionError):  # the last: nested too deeply
        return True
    return not (isinstance(settings, dict) and settings.get("strictLineBreaks") is True)


def _read(root: Path) -> bytes | None:
    """The settings, None if they are too long, not in a regular file, or outside the library.

    Raises:
        OSError: they cannot be read.
    """
    if (path := resolve_inside(root, SETTINGS_FILE, strict=True)) is None:
        return None
    return read_regular_file(str(path), _MAX_SIZE, follow_link=False, truncate=False)[0]
