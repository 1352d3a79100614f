"""What tests of searching have in common: an index of a folder, and the names of its hits."""

from __future__ import annotations

from pathlib import Path

from kbviewer.index.live import LiveIndex
from kbviewer.index.search import Page


def built(library: Path) -> LiveIndex:
    """The index of a folder, up to date."""
    index = LiveIndex.open(library)
    for _ in index.update():
        pass
    return index


def names(page: Page) -> list[str]:
    """The hits' file names without their ending, in order."""
    return [hit.id.rpartition("/")[2].removesuffix(".md") for hit in page.hits]
