"""CSV for spreadsheets: with a byte order mark, and no cell that is a formula.

Spreadsheets run a cell that begins with one of a few signs (OWASP's "CSV injection"); an
apostrophe in front makes it a text. Excel takes a file without a mark for one of the system's
encoding.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from kbviewer.export.items import Item
from kbviewer.export.sources import source_name
from kbviewer.text.display import CONTROLS

COLUMNS = (
    "title", "source", "author", "published", "language", "topics", "address", "id", "snippet",
)  # fmt: skip
_BYTE_ORDER_MARK = "\ufeff"
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CUT_OFF = ("\t", "\r", "\n")
_UNSEEN = re.compile(rf"(?![\t\r\n])[{CONTROLS}]")


def csv_table(items: Iterable[Item]) -> str:
    """Items as rows below a row of ``COLUMNS``; lines end with CR and LF."""
    file = io.StringIO()
    file.write(_BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows(map(_row, items))
    return file.getvalue()


def _row(item: Item) -> list[str]:
    article = item.article
    cells = (
        article.title, source_name(article.source), article.author, article.published,
        article.lang, "; ".join(article.topics), article.url, article.id, item.snippet,
    )  # fmt: skip
    return list(map(harmless, cells))


def harmless(cell: str) -> str:
    """A cell's text that no spreadsheet runs; the signs count behind spaces too."""
    cell = _UNSEEN.sub("", cell)
    begins_formula = cell.lstrip().startswith(_FORMULA_SIGNS) or cell.startswith(_CUT_OFF)
    return f"'{cell}" if begins_formula else cell
