"""What tests of searching have in common: an index of a folder, and the names of its hits."""

from __future__ import annotations

from pathlib import Path

from kbviewer.index.index import Index
from kbviewer.index.search.searcher import ResultPage


def built(library: Path) -> Index:
    """The index of a folder, up to date."""
    index = Index.open(library)
    for _ in index.update():
        pass
    return index


def names(page: ResultPage) -> list[str]:
    """The hits' file names without their ending, in order."""
    return [hit.id.rpartition("/")[2].removesuffix(".md") for hit in page.hits]
