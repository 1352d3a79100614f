"""Writes plain text as Markdown that shows exactly that text.

Lists with dashes and tables become Markdown; ``**words**`` stay bold, as pages of summaries write
them. Any other character is escaped only where it would be markup: for ``text/plaintext.py``, for
the renderer or for other programs. Some have no backslash escape in all of these (``<``, backticks,
``~~``, ``==``, ``%%``); they are written as entities.

A formula in TeX is kept between its delimiters, for programs that typeset it; beside characters in
it that would be markup there is a space, which TeX ignores.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from kbviewer.importing.unwrap import Block
from kbviewer.text.inline import MATH

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_BOLD = r"(?<![*\\A-Za-z0-9_])\*\*(?![\s*])[^*_`<&\[\](~\\\n]{1,200}(?<!\s)\*\*(?![*A-Za-z0-9_])"
# Pandoc's rule for dollars, so that prices are not TeX; and only with what Markdown could change.
TEX = (
    r"(?<![A-Za-z0-9\\$])(?:"
    r"\$\$[^$\\_^{]{0,500}+[\\_^{][^$]{1,2000}+\$\$(?![$0-9])"
    r"|\$(?![\s$])[^$\n\\_^{]{0,300}+(?:\\[^\n]|[_^{])(?>(?:[^$\n\\]|\\[^\n]){0,300})(?<!\s)"
    r"\$(?![$0-9A-Za-z]))"
    r"|(?<!\\)\\\([^\n\\_^{]{0,300}+(?:\\[^\n()]|[_^{])(?>(?:[^\n\\]|\\[^\n()]){0,300})\\\)"
    r"|(?<!\\)\\\[[^\\_^{]{0,500}+(?:\\[^\[\]]|[_^{])(?>(?:[^\\]|\\[^\[\]]){0,2000})\\\]"
)
"""A formula in TeX with its delimiters, as a pattern."""

_MARKUP = re.compile(rf"(?P<tex>{TEX})|{_BOLD}|[\\`*_<&\[(~$]|=(?==)|%(?=%)")
_TEX_MARKUP = re.compile(r"`|<(?=\S)|\*|_|~(?=~)|\](?=\()|\[(?=\^)")
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,32};?")
_NUMBER = re.compile(r"(\d+)([.)])(?=\s|$)")
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+\S")
_BULLET = re.compile(r"[-+*](?=\s|$)")
_RULE_CHARACTERS = frozenset("-|: \t")
_UNDERSCORES = re.compile(r"(?:_\s*){3,}")
_UNDERLINE = re.compile(r"=+\s*")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_CODE_INDENT = 4


def to_markdown(blocks: Sequence[Block]) -> str:
    """The blocks of a plain text as Markdown, separated by empty lines."""
    return "\n\n".join(
        _table_to_markdown(block) if block.is_table else _lines_to_markdown(block)
        for block in blocks
    )


def is_list(block: Block) -> bool:
    """Whether all lines of a block are items with a dash, an asterisk or a plus."""
    first = block.lines[0]
    return not block.is_table and not first[:1].isspace() and all(map(_ITEM.match, block.lines))


def _list_to_markdown(block: Block) -> str:
    """A Markdown list; indented items are nested in the item above."""
    lines: list[str] = []
    level = 0
    for line in block.lines:
        columns = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        level = min(level + 1, -(-columns // 4)) if columns > 1 else 0
        mark, text = line.split(maxsplit=1)
        lines.append(f"{'    ' * level}{mark} {_escape_line_start(_escape_inline(text.strip()))}")
    return "\n".join(lines)


def _lines_to_markdown(block: Block) -> str:
    if is_list(block):
        return _list_to_markdown(block)
    inline = _escape_inline("\n".join(line.strip() for line in block.lines)).split("\n")
    pairs = zip(block.lines, inline, strict=True)
    return "  \n".join(_keep_indent(line) + _escape_line_start(escaped) for line, escaped in pairs)


def _keep_indent(line: str) -> str:
    """The indentation of a line of code, as no-break spaces, which Markdown keeps."""
    columns = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
    return "\u00a0" * columns if columns >= _CODE_INDENT else ""


def _escape_inline(text: str) -> str:
    repeated = {char for char in "*_`" if text.count(char) > 1}
    has_math = "$" in text and bool(re.search(MATH, re.sub(TEX, "", text)))

    def escaped(match: re.Match[str]) -> str:  # noqa: PLR0911  one for each sign
        if match["tex"]:
            return tex_as_markdown(match[0])
        char, start = match[0], match.start()
        before, after = text[start - 1 : start], text[start + 1 : start + 2]
        if char[0] in "*_`":  # bold words are more than one character
            return _escape_delimiter(char, before, after) if char in repeated else char
        if char == "\\":
            return "\\\\" if after in _PUNCTUATION or after in ("", "\n") else char
        if char == "<":
            return "&lt;" if after.strip() else char
        if char == "&":
            entity = _ENTITY.match(text, start)
            return "&amp;" if entity and html.unescape(entity[0]) != entity[0] else char
        if char == "$":
            return "&#36;" if has_math else char
        if char in "=%":  # two of them
            return f"&#{ord(char)};"
        if char == "~":
            return "&#126;" if after == "~" else char
        if char == "[" and after == "[":
            return "&#91;"
        is_link = before == "]" or (char == "[" and after == "^")
        return f"\\{char}" if is_link else char

    return _MARKUP.sub(escaped, text)


def tex_as_markdown(formula: str) -> str:
    """A formula in TeX with its delimiters, on one line, so that Markdown keeps it."""
    formula = " ".join(formula.split())
    repeated = {char for char in "*_" if formula.count(char) > 1}

    def with_spaces(match: re.Match[str]) -> str:
        char, start = match[0], match.start()
        if char == "`":
            return "&#96;"
        if char in "<~[]":
            return f"{char} "
        before, after = formula[start - 1], formula[start + 1 : start + 2]
        return char if char not in repeated or (
            char == "_" and before.isalnum() and after.isalnum()
        ) else f" {char} "  # fmt: skip

    return _TEX_MARKUP.sub(with_spaces, formula)


def _escape_delimiter(char: str, before: str, after: str) -> str:
    """An asterisk, underscore or backtick, escaped where it could open or close a span."""
    if char == "`":
        return "&#96;"
    # A line end does not count as a space: a hard break is written before it.
    is_alone = before.strip() == after.strip() == "" and "\n" not in (before, after)
    is_inside = char == "_" and before.isalnum() and after.isalnum()
    return char if is_alone or is_inside else f"\\{char}"


def _escape_line_start(line: str) -> str:
    """``line`` with its first character escaped if it would start a block."""
    if line.startswith(("#", ">", "|", ": ", "[ ] ", "[x] ", "[X] ")):
        return f"\\{line}"
    if "-" in line and set(line) <= _RULE_CHARACTERS:
        return line.replace("-", "\\-", 1)
    if _UNDERLINE.fullmatch(line):
        return f"&#61;{line[1:]}"
    if _BULLET.match(line) or _UNDERSCORES.fullmatch(line):
        return f"\\{line}"
    if line == "[TOC]" or (line.startswith("[") and "]:" in line):
        return f"\\{line}"
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def _table_to_markdown(block: Block) -> str:
    """Rows as a Markdown table with the first one as its header."""
    rows = [_split_cells(line) for line in block.lines if not _TABLE_RULE.fullmatch(line.strip())]
    columns = max(map(len, rows))
    rows = [row + [""] * (columns - len(row)) for row in rows]
    rows.insert(1, ["---"] * columns)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _split_cells(line: str) -> list[str]:
    line = line.strip()
    parts = (
        line.split("\t") if "\t" in line else line.removeprefix("|").removesuffix("|").split("|")
    )
    return [_escape_inline(part.strip()).replace("|", "&#124;") for part in parts]
