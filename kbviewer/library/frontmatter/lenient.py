"""A header that is not quite YAML or TOML, read one entry after the other.

Where ``title: [转载] 文章`` stands, which is no YAML, the date below it need not be lost. Each
entry, a line with a name and what stands below it, is read by itself; one that cannot be is taken
as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kbviewer.library.frontmatter.fields import (
    FieldValues,
    FrontMatterError,
    FrontMatterSyntaxError,
    FrontMatterWarnings,
    add_value,
    duplicate_warning,
)

_MAX_FIELDS = 1_000
"""Entries that are read one by one: ten times as many as any header has."""
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_CONTINUATION = re.compile(r"[ \t#\]}]|-(?:[ \t]|$)")
_INLINE_LIST = re.compile(r"\[([^\[\]]*)\]")
_LIST_PART = re.compile(r"""[ \t]*(?:"[^"]*"|'[^']*')|[^,]+""")
# A quotation mark that closes before others open: “"a" and "b"”.
_CLOSED_QUOTE = re.compile(r"""(["'])[^"']*(?<![ \t])\1[ \t]""")
_QUOTES = ('"', "'")


@dataclass(frozen=True, slots=True)
class Syntax:
    """How headers of one format are written.

    Attributes:
        name: of the format.
        entry: matches the line that begins an entry: its name, and the text behind the sign.
        table: matches the line that stands above the entries of a table, with its name.
        read: reads fields in that format, or raises ``FrontMatterError``.
    """

    name: str
    entry: re.Pattern[str]
    table: re.Pattern[str] | None
    read: Callable[[str], tuple[FieldValues, FrontMatterWarnings]]


@dataclass(frozen=True, slots=True)
class LenientResult:
    """What is read of a header line by line.

    Attributes:
        fields: of all entries.
        warnings: of all entries.
        is_whole: whether each of its lines could be read in its format.
        wrong: the number of the first line that could not be read by itself, or None.
    """

    fields: FieldValues
    warnings: FrontMatterWarnings
    is_complete: bool
    first_bad_line: int | None


@dataclass(slots=True)
class _FieldLines:
    number: int  # of its first line
    table: str
    lines: list[str]


def parse_leniently(written: str, form: Syntax) -> LenientResult | None:
    """The fields of a header, or None for what is none.

    That is a text between two rules, most of whose lines do not belong to a header, or what has
    more than ``_MAX_FIELDS``.

    Raises:
        UnreadableHeaderError: an entry holds what a header has no need of.
    """
    parted = _split_fields(written, form)
    if parted is None:
        return None
    entries, strange = parted
    fields: FieldValues = {}
    warnings: FrontMatterWarnings = []
    wrong = None
    for entry in entries:
        try:
            found, said = form.read("\n".join((entry.table, *entry.lines, "")))
        except FrontMatterSyntaxError:
            found, said = _parse_literally(entry, form), []
            wrong = entry.number if wrong is None else wrong
        except FrontMatterError as error:
            line = None if error.line is None else entry.number + error.line - 1
            raise FrontMatterError(str(error), line) from error
        warnings += said
        if not entry.table.lstrip().startswith("[["):  # of which there may be many of one name
            warnings += [
                duplicate_warning(name) for name, value in found.items() if value and name in fields
            ]
        fields.update(found)
    is_whole = wrong is None and strange is None
    return LenientResult(fields, warnings, is_whole, strange if wrong is None else wrong)


def _split_fields(written: str, form: Syntax) -> tuple[list[_FieldLines], int | None] | None:
    """The entries, and the number of the first line that belongs to none."""
    entries: list[_FieldLines] = []
    table = ""  # the line above the entries
    fitting = 0
    strange: list[int] = []
    for number, line in enumerate(written.split("\n")):
        if not line.strip():
            if entries:
                entries[-1].lines.append("")
        elif form.table is not None and form.table.fullmatch(line):
            table = line
            fitting += 1
        elif form.entry.fullmatch(line):
            entries.append(_FieldLines(number, table, [line]))
            fitting += 1
        elif entries:
            entries[-1].lines.append(line)
            if _CONTINUATION.match(line):
                fitting += 1
            else:
                strange.append(number)
        elif not line.startswith("#"):
            strange.append(number)
    if len(entries) > _MAX_FIELDS:
        return None
    return (entries, min(strange, default=None)) if fitting > len(strange) else None


def _parse_literally(entry: _FieldLines, form: Syntax) -> FieldValues:
    """The field of an entry as it is written."""
    match = form.entry.fullmatch(entry.lines[0])
    if match is None:
        return {}
    name = _unquote(match[1]).lower()
    if form.table is not None and (table := form.table.fullmatch(entry.table)):
        name = f"{table[1].strip().lower()}.{name}"
    fields: FieldValues = {}
    texts = _literal_value(match[2].strip(), entry.lines[1:], form)
    if isinstance(texts, str):
        add_value(fields, name, texts, is_in_list=False)
    for text in texts if isinstance(texts, list) else []:
        add_value(fields, name, text, is_in_list=True)
    return fields


def _literal_value(text: str, below: list[str], form: Syntax) -> str | list[str]:
    if not text:
        items = [_unquote(item[1]) for line in below if (item := _ITEM.fullmatch(line))]
        if items:
            return items
    is_open = text.startswith("[")
    more = [line.strip() for line in below if is_open or line[:1] in (" ", "\t")]
    # Names below are those of a map, which no text has.
    text = " ".join((text, *(line for line in more if not form.entry.fullmatch(line)))).strip()
    if listed := _INLINE_LIST.fullmatch(text):
        return [part for part in map(_unquote, _LIST_PART.findall(listed[1])) if part]
    return _unquote(text) if text.strip("[]{}\"', ") else ""  # of a list there is but the beginning


def _unquote(text: str) -> str:
    """A text without the quotation marks around it."""
    text = text.strip()
    if (
        len(text) > 1
        and text[0] == text[-1]
        and text[0] in _QUOTES
        and not _CLOSED_QUOTE.match(text)
    ):
        return text[1:-1]
    return text
