"""All formats that a list of articles is exported in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from kbviewer.export.bibtex import bibtex
from kbviewer.export.csl import csl_json
from kbviewer.export.items import Item
from kbviewer.export.json_lines import json_lines
from kbviewer.export.markdown_list import markdown_list
from kbviewer.export.reference import Reference, reference_of
from kbviewer.export.ris import ris
from kbviewer.export.styles.apa import apa
from kbviewer.export.styles.chicago import chicago
from kbviewer.export.styles.gbt7714 import gbt7714
from kbviewer.export.styles.spans import Span, as_plain
from kbviewer.export.table import csv_table


class Format(StrEnum):
    """A format; its value is its name in the terminal."""

    CSV = "csv"
    MARKDOWN = "md"
    BIBTEX = "bib"
    RIS = "ris"
    CSL = "csl"
    JSON_LINES = "jsonl"
    GBT7714 = "gbt"
    APA = "apa"
    CHICAGO = "chicago"

    @property
    def suffix(self) -> str:
        """The ending of files in this format, with its dot."""
        if self in STYLES:
            return ".txt"
        return ".json" if self is Format.CSL else f".{self.value}"


Style = Callable[[Reference], list[Span]]
STYLES: dict[Format, Style] = {
    Format.GBT7714: gbt7714,
    Format.APA: apa,
    Format.CHICAGO: chicago,
}
"""The formats that are printed references, with what makes an entry."""
_OF_REFERENCES: dict[Format, Callable[[Sequence[Reference]], str]] = {
    Format.BIBTEX: bibtex,
    Format.RIS: ris,
    Format.CSL: csl_json,
}


def export(items: Sequence[Item], chosen: Format, today: date) -> str:
    """Items in a format, as the text of a file.

    Args:
        items: what is exported, in order.
        chosen: the format.
        today: the day on which the articles are cited.
    """
    references = [reference_of(item.article, today) for item in items]
    if chosen in STYLES:
        return "".join(f"{as_plain(entry)}\n" for entry in entries(references, chosen))
    if chosen in _OF_REFERENCES:
        return _OF_REFERENCES[chosen](references)
    if chosen is Format.MARKDOWN:
        return markdown_list(items, today)
    return csv_table(items) if chosen is Format.CSV else json_lines(items)


def entries(references: Sequence[Reference], style: Format) -> list[list[Span]]:
    """The entries of a list of references in one of ``STYLES``, as the style orders them.

    GB/T 7714 numbers them in the order in which they are cited, here that of the list; APA and
    Chicago sort them: names in Latin letters first, then Chinese ones by their sound, as far as
    the code of GB 18030 is in its order.
    """
    made = list(map(STYLES[style], references))
    if style is Format.GBT7714:
        return [[Span(f"[{number}] "), *entry] for number, entry in enumerate(made, 1)]
    return sorted(made, key=_sort_key)


def _sort_key(entry: Sequence[Span]) -> tuple[bytes, bytes]:
    text = as_plain(entry)
    letters = text.casefold().lstrip("“‘\"'《「 ")
    return letters.encode("gb18030", "replace"), text.encode("utf-8", "replace")
