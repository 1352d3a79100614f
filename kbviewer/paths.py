"""Where things lie: the index, personal data, resources and the shipped corpus."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def cache_folder() -> Path:
    """The folder of the indexes; ``KBVIEWER_CACHE_DIR`` names another."""
    if named := os.environ.get("KBVIEWER_CACHE_DIR"):
        return Path(named)
    import platformdirs  # noqa: PLC0415  not needed where the folder is named

    return platformdirs.user_cache_path("kbviewer", appauthor=False)


def data_folder() -> Path:
    """The folder of personal data (window sizes); ``KBVIEWER_DATA_DIR`` names another."""
    if named := os.environ.get("KBVIEWER_DATA_DIR"):
        return Path(named)
    import platformdirs  # noqa: PLC0415  not needed where the folder is named

    return platformdirs.user_data_path("kbviewer", appauthor=False)


def index_file(library: Path) -> Path:
    """The index of the library in ``library``: one file for each folder, named after both."""
    whole = os.fsencode(library.resolve())
    digest = hashlib.blake2b(whole, digest_size=8).hexdigest()
    name = "".join(char if char.isalnum() else "-" for char in library.resolve().name)[:40]
    return cache_folder() / f"{name or 'library'}-{digest}.sqlite"


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
