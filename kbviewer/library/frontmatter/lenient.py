"""Lenient parsing: each field by itself, so that one bad line does not lose the others.

``title: [转载] 文章`` is not YAML, but the date below it need not be lost. Each entry, a line with
a name and what is below it, is parsed by itself; one that cannot be is taken literally.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kbviewer.library.frontmatter.fields import (
    FieldValues,
    FrontMatterError,
    FrontMatterSyntaxError,
    Syntax,
    add_value,
    duplicate_warning,
)
from kbviewer.library.problems import Finding

_MAX_FIELDS = 1_000
"""Ten times as many entries as any front matter has."""
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_CONTINUATION = re.compile(r"[ \t#\]}]|-(?:[ \t]|$)")
_INLINE_LIST = re.compile(r"\[([^\[\]]*)\]")
_LIST_PART = re.compile(r"""[ \t]*(?:"[^"]*"|'[^']*')|[^,]+""")
# A quotation that ends before the value does: “"a" and "b"”.
_CLOSED_QUOTE = re.compile(r"""(["'])[^"']*(?<![ \t])\1[ \t]""")
_QUOTES = ('"', "'")


@dataclass(frozen=True, slots=True)
class LenientResult:
    """The result of lenient parsing.

    Attributes:
        fields: of all entries.
        warnings: of all entries.
        is_complete: whether all lines parsed.
        first_bad_line: the number of the first line that did not parse, or None.
    """

    fields: FieldValues
    warnings: list[Finding]
    is_complete: bool
    first_bad_line: int | None


@dataclass(slots=True)
class _FieldLines:
    number: int  # of its first line
    table: str
    lines: list[str]


def parse_leniently(source: str, syntax: Syntax) -> LenientResult | None:
    """The fields of front matter, or None for other text.

    That is text between two thematic breaks, most of whose lines are not front matter, or what has
    more than ``_MAX_FIELDS`` entries.

    Raises:
        FrontMatterError: an entry holds what front matter has no need of.
    """
    split = _split_fields(source, syntax)
    if split is None:
        return None
    entries, stray = split
    fields: FieldValues = {}
    warnings: list[Finding] = []
    bad_line = None
    for entry in entries:
        try:
            found, new_warnings = syntax.read("\n".join((entry.table, *entry.lines, "")))
        except FrontMatterSyntaxError:
            found, new_warnings = _parse_literally(entry, syntax), []
            bad_line = entry.number if bad_line is None else bad_line
        except FrontMatterError as error:
            line = None if error.line is None else entry.number + error.line - 1
            raise FrontMatterError(error.reason, line) from error
        warnings += new_warnings
        if not entry.table.lstrip().startswith("[["):  # a table that may occur repeatedly
            warnings += [
                duplicate_warning(name) for name, value in found.items() if value and name in fields
            ]
        fields.update(found)
    is_complete = bad_line is None and stray is None
    return LenientResult(fields, warnings, is_complete, stray if bad_line is None else bad_line)


def _split_fields(source: str, syntax: Syntax) -> tuple[list[_FieldLines], int | None] | None:
    """The entries, and the number of the first stray line, which belongs to none of them."""
    entries: list[_FieldLines] = []
    table = ""  # the line above the entries
    fitting = 0
    stray_lines: list[int] = []
    for number, line in enumerate(source.split("\n")):
        if not line.strip():
            if entries:
                entries[-1].lines.append("")
        elif syntax.table is not None and syntax.table.fullmatch(line):
            table = line
            fitting += 1
        elif syntax.entry.fullmatch(line):
            entries.append(_FieldLines(number, table, [line]))
            fitting += 1
        elif entries:
            entries[-1].lines.append(line)
            if _CONTINUATION.match(line):
                fitting += 1
            else:
                stray_lines.append(number)
        elif not line.startswith("#"):
            stray_lines.append(number)
    if len(entries) > _MAX_FIELDS:
        return None
    return (entries, min(stray_lines, default=None)) if fitting > len(stray_lines) else None


def _parse_literally(entry: _FieldLines, syntax: Syntax) -> FieldValues:
    """The field of an entry whose value is taken literally."""
    match = syntax.entry.fullmatch(entry.lines[0])
    if match is None:
        return {}
    name = _unquote(match[1]).lower()
    if syntax.table is not None and (table := syntax.table.fullmatch(entry.table)):
        name = f"{table[1].strip().lower()}.{name}"
    fields: FieldValues = {}
    texts = _literal_value(match[2].strip(), entry.lines[1:], syntax)
    if isinstance(texts, str):
        add_value(fields, name, texts, is_in_list=False)
    for text in texts if isinstance(texts, list) else []:
        add_value(fields, name, text, is_in_list=True)
    return fields


def _literal_value(text: str, below: list[str], syntax: Syntax) -> str | list[str]:
    if not text:
        items = [_unquote(item[1]) for line in below if (item := _ITEM.fullmatch(line))]
        if items:
            return items
    is_open = text.startswith("[")
    more = [line.strip() for line in below if is_open or line[:1] in (" ", "\t")]
    # Lines with names below it are those of a map, not of a text.
    text = " ".join((text, *(line for line in more if not syntax.entry.fullmatch(line)))).strip()
    if listed := _INLINE_LIST.fullmatch(text):
        return [part for part in map(_unquote, _LIST_PART.findall(listed[1])) if part]
    return _unquote(text) if text.strip("[]{}\"', ") else ""  # a list that is not closed


def _unquote(text: str) -> str:
    """``text`` without the quotation marks around it."""
    text = text.strip()
    if (
        len(text) > 1
        and text[0] == text[-1]
        and text[0] in _QUOTES
        and not _CLOSED_QUOTE.match(text)
    ):
        return text[1:-1]
    return text
