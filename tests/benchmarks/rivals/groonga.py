"""Groonga, a search engine in C made for Japanese: its tokens are pairs of characters."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.library import BenchmarkLibrary
from tests.benchmarks.rivals.asked import Part, ends_in_latin, parts
from tests.benchmarks.rivals.rival import LIMIT, Rival

_TABLE = """\
table_create Texts TABLE_NO_KEY
column_create Texts title COLUMN_SCALAR Text
column_create Texts source COLUMN_SCALAR Text
column_create Texts body COLUMN_SCALAR Text
load --table Texts
[
["title","source","body"]"""
_INDEX = """
]
table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram \
--normalizer NormalizerAuto
column_create Terms index COLUMN_INDEX|WITH_POSITION|WITH_SECTION Texts title,source,body
"""
_WEIGHTS = "title * 12 || source * 3 || body"


class Groonga(Rival):
    """``TokenBigram`` and ``NormalizerAuto``; one process, asked line by line."""

    name = "Groonga"
    note = "pairs of characters, words of Latin letters; no inflections, no traditional characters"

    def __init__(self, library: BenchmarkLibrary) -> None:
        super().__init__(library)
        self._process: subprocess.Popen[str] | None = None

    def missing(self) -> str:
        return "" if shutil.which("groonga") else "Groonga is not installed: apt install groonga"

    def build(self) -> None:
        command = ["groonga", "-n", str(self.home / "texts")]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, encoding="utf-8"
        ) as process:
            assert process.stdin
            process.stdin.write(_TABLE)
            for excerpt in self.library.excerpts():
                row = [excerpt.title, excerpt.source, "\n".join(excerpt.lines)]
                process.stdin.write(f",\n{json.dumps(row, ensure_ascii=False)}")
            process.stdin.write(_INDEX)

    def open(self) -> None:
        self._process = subprocess.Popen(
            ["groonga", str(self.home / "texts")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def page(self, typed: str) -> int:
        columns = "_id, title, source, snippet_html(body)"
        return self._select(typed, output_columns=columns, sort_keys="-_score", limit=LIMIT)[0]

    def numbers(self, typed: str) -> Iterable[int]:
        rows = self._select(typed, output_columns="_id", limit=-1)[1]
        return (number - 1 for (number,) in rows)

    def close(self) -> None:
        if self._process:
            self._process.communicate()
            self._process = None

    def _select(self, typed: str, **options: str | int) -> tuple[int, list[list[Any]]]:
        """How many rows answer, and those asked for; none where it cannot read the query."""
        asked = {"table": "Texts", "match_columns": _WEIGHTS, "query": _written(typed), **options}
        assert self._process
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"/d/select?{urlencode(asked)}\n")
        self._process.stdin.flush()
        (status, *_), *found = json.loads(self._process.stdout.readline())
        if status:
            return 0, []
        (((total,), _, *rows),) = found[0]
        return total, rows


def _written(typed: str) -> str:
    """A query as Groonga writes it; "" where nothing is asked."""
    asked = parts(typed)
    if not any(part.is_wanted for part in asked):
        return ""
    return " ".join(_term(part) for part in sorted(asked, key=lambda part: not part.is_wanted))


def _term(part: Part) -> str:
    """A part: the beginning of a word or, in quotation marks, what stands somewhere."""
    escaped = part.text.replace("\\", "\\\\").replace('"', '\\"')
    is_word = part.text.isascii() and part.text.isalnum()
    is_begun = part.is_typed and is_word and ends_in_latin(part.text)
    sought = f"{escaped}*" if is_begun else f'"{escaped}"'
    return f"{'-' * (not part.is_wanted)}{'title:@' * part.in_title}{sought}"
