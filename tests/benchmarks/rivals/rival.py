"""What each engine in the comparison can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.library import BenchmarkLibrary

LIMIT = 50
"""Hits on a page."""


class Rival(ABC):
    """An engine and its index of one library.

    Attributes:
        name: in the tables.
        note: what its figures include or leave out; a sentence, or "".
        library: what is searched.
        home: the folder of its index.
    """

    name: str
    note: str = ""

    def __init__(self, library: BenchmarkLibrary) -> None:
        self.library = library
        self.home: Path = library.home / self.name.replace(" ", "-")

    def missing(self) -> str:
        """Why it cannot be measured here, or ""."""
        return ""

    @abstractmethod
    def build(self) -> None:
        """Index the library anew; the folder ``home`` is there, and empty."""

    @abstractmethod
    def open(self) -> None:
        """Open the index that was built."""

    @abstractmethod
    def page(self, typed: str) -> int:
        """Find the best ``LIMIT`` and what a list shows of them; how many there are in all."""

    @abstractmethod
    def numbers(self, typed: str) -> Iterable[int]:
        """The numbers of all excerpts that answer."""

    def size(self) -> int:
        """Bytes of the index on the disk."""
        return sum(path.stat().st_size for path in self.home.rglob("*") if path.is_file())

    def close(self) -> None:  # noqa: B027  most have nothing to let go of
        """Let go of the index."""
