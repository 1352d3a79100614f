"""Tables with more columns than fit on any page, as records: a paragraph for each row."""

from __future__ import annotations

import re
from functools import partial

MAX_COLUMNS = 20
"""Columns of a table; in a column of text twenty are hardly a character wide each."""

_TABLE = re.compile(r"<table>((?>[^<]*+(?:<(?!/?table\b)[^<]*+)*))</table>")
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])\b[^>]*>(.*?)</t[dh]>", re.DOTALL)
_BLOCK = re.compile(r"<(?:p|div|ul|ol|pre|blockquote|dl|hr|h[1-6])\b")
_SEPARATOR = " &nbsp;·&nbsp; "


def stack_wide_tables(page: str, max_columns: int = MAX_COLUMNS) -> str:
    """A page whose tables of more than ``max_columns`` columns are records.

    Each row is a paragraph of its cells that are not empty, each behind the head of its column. A
    table with blocks in its cells is left as it is.

    Args:
        page: safe HTML whose elements are all closed.
        max_columns: the columns that a table may have.
    """
    if page.count("<t") <= max_columns:
        return page
    return _TABLE.sub(partial(_stacked, max_columns=max_columns), page)


def _stacked(table: re.Match[str], *, max_columns: int) -> str:
    rows = [_CELL.findall(row) for row in _ROW.findall(table[1])]
    if max(map(len, rows), default=0) <= max_columns or _BLOCK.search(table[1]):
        return table[0]
    heads = [text for _, text in rows[0]] if all(name == "th" for name, _ in rows[0]) else []
    records = rows[1:] if heads else rows
    if not records:
        records, heads = rows, []
    return "".join(f"<p>{_record(heads, record)}</p>" for record in records)


def _record(heads: list[str], cells: list[tuple[str, str]]) -> str:
    parts: list[str] = []
    for number, (_, text) in enumerate(cells):
        head = heads[number] if number < len(heads) else ""
        if text.strip():
            parts.append(f"<strong>{head}</strong> {text}" if head.strip() else text)
    return _SEPARATOR.join(parts)
