"""A library of many excerpts as a real folder, kept with its indexes from one run to the next."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TypedDict

from tqdm import tqdm

from tests.benchmarks.excerpts import Excerpt, Text, excerpts, texts

IN_A_FOLDER = 1_000
"""Files in one folder, at the most."""
_NUMBER = 10_000
_NOTES = "library.json"


class Build(TypedDict):
    """How an index was built: seconds by the clock and of the processor, bytes, and when."""

    wall_s: float
    cpu_s: float
    size: int
    day: str


@dataclass(frozen=True)
class BenchmarkLibrary:
    """A folder of excerpts, and beside it the indexes made of it.

    Attributes:
        home: the folder that holds both.
        number: how many excerpts.
        source: the JSONL file they are made from, or None.
    """

    home: Path
    number: int
    source: Path | None
    _builds: dict[str, Build] = field(default_factory=dict)

    @classmethod
    def make(cls, home: Path, number: int | None, source: Path | None) -> BenchmarkLibrary:
        """The library in ``home``; its files are written where they are not there yet.

        Args:
            home: a folder of its own, empty or of an earlier run.
            number: how many excerpts; None takes as many as an earlier run made.
            source: a JSONL file of texts; None takes that of an earlier run, if there was one.
        """
        home.mkdir(parents=True, exist_ok=True)
        notes = home / _NOTES
        if notes.exists():
            told = json.loads(notes.read_text(encoding="utf-8"))
            earlier = Path(told["source"]) if told["source"] else None
            library = cls(home, told["number"], source or earlier, told["builds"])
            if number not in (None, library.number) or not library._is_as_written():
                sys.exit(f"{home} holds {library.number:,} excerpts, and other ones. Delete it.")
            return library
        library = cls(home, number or _NUMBER, source.resolve() if source else None)
        if library.folder.exists():
            sys.exit(f"{library.folder} was not made here, or not to its end. Delete it.")
        library._write()
        library._note()
        return library

    @property
    def folder(self) -> Path:
        """The Markdown files."""
        return self.home / "library"

    def excerpts(self) -> Iterator[Excerpt]:
        """All excerpts again, in order, without their files."""
        return excerpts(self.texts, self.number)

    @cached_property
    def texts(self) -> list[Text]:
        """What they are made from."""
        return texts(self.source)

    def build(self, name: str) -> Build | None:
        """How the index ``name`` was built, if it was."""
        return self._builds.get(name)

    def note_build(self, name: str, wall_s: float, cpu_s: float, size: int) -> Build:
        """Remember how an index was built today."""
        today = date.today().isoformat()  # noqa: DTZ011  the day where the machine stands
        build = Build(wall_s=wall_s, cpu_s=cpu_s, size=size, day=today)
        self._builds[name] = build
        self._note()
        return build

    def _is_as_written(self) -> bool:
        """Whether the first files are the first excerpts still."""
        return all(
            (self.folder / file_of(excerpt.number)).read_text("utf-8") == excerpt.markdown()
            for excerpt in islice(self.excerpts(), IN_A_FOLDER)
        )

    def _note(self) -> None:
        told = {
            "number": self.number,
            "source": str(self.source) if self.source else "",
            "builds": self._builds,
        }
        text = json.dumps(told, ensure_ascii=False, indent=1)
        (self.home / _NOTES).write_text(text, encoding="utf-8")

    def _write(self) -> None:
        said = tqdm(self.excerpts(), "library", self.number, unit="file", mininterval=1)
        for excerpt in said:
            path = self.folder / file_of(excerpt.number)
            if excerpt.number % IN_A_FOLDER == 0:
                path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(excerpt.markdown(), encoding="utf-8", newline="\n")


def file_of(number: int) -> str:
    """Where an excerpt lies in its library; its id there."""
    return f"{number // IN_A_FOLDER:04}/{number:07}.md"


def number_of(path: str) -> int:
    """The number of the excerpt in a file."""
    return int(path.rpartition("/")[2].removesuffix(".md"))
