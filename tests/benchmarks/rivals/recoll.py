"""Recoll, the desktop search that a person would else install; its command-line programs."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterable

from tests.benchmarks.library import number_of
from tests.benchmarks.rivals.asked import Part, ends_in_latin, parts
from tests.benchmarks.rivals.rival import LIMIT, Rival

_COUNT = re.compile(r"^(\d+) results", re.MULTILINE)
_NUMBER = re.compile(r"\d{7}\.md$", re.MULTILINE)


class Recoll(Rival):
    """``recollindex`` with its default settings over the same files; ``recollq`` for each query."""

    name = "Recoll"
    note = "each query starts a process; it reads the header as text, so that title: finds nothing"

    def missing(self) -> str:
        return "" if shutil.which("recollq") else "Recoll is not installed: apt install recoll"

    def build(self) -> None:
        settings = f"topdirs = {self.library.folder.resolve()}\n"
        (self.home / "recoll.conf").write_text(settings, encoding="utf-8")
        subprocess.run(["recollindex", "-c", str(self.home)], check=True, capture_output=True)

    def open(self) -> None:
        """Nothing stays open: each query is a process of its own."""

    def page(self, typed: str) -> int:
        said = self._ask(typed, "-A", "-E", "-n", str(LIMIT))
        found = _COUNT.search(said)
        return int(found[1]) if found else 0

    def numbers(self, typed: str) -> Iterable[int]:
        return map(number_of, _NUMBER.findall(self._ask(typed, "-b", "-n", "0")))

    def idle_ms(self) -> float:
        """Milliseconds of a process that looks nothing up: the best of five."""
        times = []
        for _ in range(5):
            began = time.perf_counter()
            subprocess.run(["recollq", "-h"], check=False, capture_output=True)
            times.append(time.perf_counter() - began)
        return min(times) * 1000

    def _ask(self, typed: str, *options: str) -> str:
        words = " ".join(_written(part) for part in parts(typed) if re.search(r"\w", part.text))
        command = ["recollq", "-c", str(self.home), *options, "-q", words or "mime:*"]
        # What it cannot read as a query ends it with an error, and nothing is found.
        return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def _written(part: Part) -> str:
    """A part as Recoll's query language writes it."""
    text = part.text.replace('"', "")
    star = "*" * (part.is_typed and ends_in_latin(text))
    quoted = f"{text}{star}" if text.isalnum() else f'"{text}{star}"'
    return f"{'-' * (not part.is_wanted)}{'title:' * part.in_title}{quoted}"
