"""kbviewer itself, as its window and its terminal commands use it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable

from kbviewer.index.index import Index
from kbviewer.query.parser import parse_query
from tests.benchmarks.library import BenchmarkLibrary, number_of
from tests.benchmarks.rivals.rival import LIMIT, Rival


class Ours(Rival):
    """kbviewer. Its page has topic counts, highlights and snippets, too."""

    name = "kbviewer"

    def __init__(self, library: BenchmarkLibrary) -> None:
        super().__init__(library)
        self.first_ms = 0.0
        """Milliseconds of the first query after opening, before anything is warm."""
        self._index: Index | None = None

    def build(self) -> None:
        with self._live(rebuild=True) as index:
            for _ in index.update():
                pass

    def open(self) -> None:
        self._index = self._live()
        began = time.perf_counter()
        self._index.search("的", limit=LIMIT)
        self.first_ms = (time.perf_counter() - began) * 1000

    def page(self, typed: str) -> int:
        assert self._index
        return self._index.search(typed, limit=LIMIT).total

    def numbers(self, typed: str) -> Iterable[int]:
        assert self._index
        return map(number_of, self._index._searcher.matching_article_ids(parse_query(typed)))

    def is_whole(self) -> bool:
        """Whether the index that is kept holds all excerpts: one of another version holds none."""
        with self._live() as index:
            return index.count_articles() == self.library.number

    def close(self) -> None:
        if self._index:
            self._index.close()

    def _live(self, *, rebuild: bool = False) -> Index:
        os.environ["KBVIEWER_CACHE_DIR"] = str(self.home)
        return Index.open(self.library.folder, rebuild=rebuild)
