"""Tables with more columns than fit on any page, as records: a paragraph for each row."""

from __future__ import annotations

import re

MAX_COLUMNS = 20
"""Columns of a table; in a column of text twenty are hardly a character wide each."""

_TABLE = re.compile(r"<table>((?>[^<]*+(?:<(?!/?table\b)[^<]*+)*))</table>")
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[dh])\b[^>]*>(.*?)</t[dh]>", re.DOTALL)
_BLOCK = re.compile(r"<(?:p|div|ul|ol|pre|blockquote|dl|hr|h[1-6])\b")
_SEPARATOR = " &nbsp;·&nbsp; "


def stack_wide_tables(page: str) -> str:
    """A page whose tables of more than ``MAX_COLUMNS`` columns are records.

    Each row is a paragraph of its cells that are not empty, each behind the head of its column. A
    table with blocks in its cells is left as it is.

    Args:
        page: safe HTML whose elements are all closed.
    """
    return _TABLE.sub(_stacked, page) if page.count("<t") > MAX_COLUMNS else page


def _stacked(table: re.Match[str]) -> str:
    rows = [_CELL.findall(row) for row in _ROW.findall(table[1])]
    if max(map(len, rows), default=0) <= MAX_COLUMNS or _BLOCK.search(table[1]):
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
