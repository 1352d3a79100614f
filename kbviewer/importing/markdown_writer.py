"""Plain text as Markdown that shows just that text.

Lists with dashes and tables become Markdown's own; ``**words**`` stay strong, for so pages of
summaries write them. Of all else a sign is escaped only where it
would be markup: for kbviewer's own reading (``text/plain.py``), for its renderer and for other
programs. Some signs have no form with a backslash in all of these (``<``, backticks, ``~~``);
they are written as entities.

A formula in TeX stays as it is between its delimiters, for the programs that set it; a blank, which
means nothing to TeX, stands beside a sign in it that would be markup here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from kbviewer.importing.unwrap import Block

_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_BOLD = r"(?<![*\\A-Za-z0-9_])\*\*(?![\s*])[^*_`<&\[\](~\\\n]{1,200}(?<!\s)\*\*(?![*A-Za-z0-9_])"
# Pandoc's rule for dollars, so that no price is one; and only with what Markdown could change.
TEX = (
    r"(?<![A-Za-z0-9\\$])(?:"
    r"\$\$[^$\\_^{]{0,500}+[\\_^{][^$]{1,2000}+\$\$(?![$0-9])"
    r"|\$(?![\s$])[^$\n\\_^{]{0,300}+(?:\\[^\n]|[_^{])(?>(?:[^$\n\\]|\\[^\n]){0,300})(?<!\s)"
    r"\$(?![$0-9A-Za-z]))"
    r"|(?<!\\)\\\([^\n\\_^{]{0,300}+(?:\\[^\n()]|[_^{])(?>(?:[^\n\\]|\\[^\n()]){0,300})\\\)"
    r"|(?<!\\)\\\[[^\\_^{]{0,500}+(?:\\[^\[\]]|[_^{])(?>(?:[^\\]|\\[^\[\]]){0,2000})\\\]"
)
"""A formula in TeX with its delimiters, as a pattern."""

_MARKUP = re.compile(rf"{TEX}|{_BOLD}|[\\`*_<&\[(~]")
_TEX_SIGN = re.compile(r"`|<(?=\S)|\*|_|~(?=~)|\](?=\()|\[(?=\^)")
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,32};?")
_NUMBER = re.compile(r"(\d+)([.)])(?=\s|$)")
_ITEM = re.compile(r"[ \t]*[-*+][ \t]+\S")
_BULLET = re.compile(r"[-+*](?=\s|$)")
_RULE_SIGNS = frozenset("-|: \t")
_UNDERSCORES = re.compile(r"(?:_\s*){3,}")
_UNDERLINE = re.compile(r"=+\s*")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_CODE_INDENT = 4


def to_markdown(blocks: Sequence[Block]) -> str:
    """The blocks of a plain text as Markdown, one blank line between two."""
    return "\n\n".join(
        _table_to_markdown(block) if block.is_table else _lines_to_markdown(block)
        for block in blocks
    )


def is_list(block: Block) -> bool:
    """Whether all of a block's lines are items with a dash, a star or a plus."""
    first = block.lines[0]
    return not block.is_table and not first[:1].isspace() and all(map(_ITEM.match, block.lines))


def _list_to_markdown(block: Block) -> str:
    """A Markdown list; what is indented goes below the item above it."""
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
    """The blanks before a line of code, as blanks that Markdown leaves alone."""
    columns = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
    return "\u00a0" * columns if columns >= _CODE_INDENT else ""


def _escape_inline(text: str) -> str:
    several = {sign for sign in "*_`" if text.count(sign) > 1}

    def escaped(match: re.Match[str]) -> str:
        sign, start = match[0], match.start()
        before, after = text[start - 1 : start], text[start + 1 : start + 2]
        if sign[0] in "*_`":  # strong words are several signs
            return _escape_delimiter(sign, before, after) if sign in several else sign
        if sign == "\\":
            return "\\\\" if after in _PUNCTUATION or after in ("", "\n") else sign
        if sign == "<":
            return "&lt;" if after.strip() else sign
        if sign == "&":
            entity = _ENTITY.match(text, start)
            return "&amp;" if entity and html.unescape(entity[0]) != entity[0] else sign
        if sign == "~":
            return "&#126;" if after == "~" else sign
        is_link = before == "]" or (sign == "[" and after == "^")
        return f"\\{sign}" if is_link else sign

    return _MARKUP.sub(lambda match: _formula(match) or escaped(match), text)


def _formula(match: re.Match[str]) -> str:
    """A formula in TeX as it is written, or "" for another sign."""
    sign = match[0]
    return tex_as_markdown(sign) if len(sign) > 1 and sign[0] in "$\\" else ""


def tex_as_markdown(formula: str) -> str:
    """A formula in TeX with its delimiters, in one line, so that Markdown leaves it alone."""
    formula = " ".join(formula.split())
    several = {sign for sign in "*_" if formula.count(sign) > 1}

    def apart(match: re.Match[str]) -> str:
        sign, start = match[0], match.start()
        if sign == "`":
            return "&#96;"
        if sign in "<~[]":
            return f"{sign} "
        before, after = formula[start - 1], formula[start + 1 : start + 2]
        return sign if sign not in several or (
            sign == "_" and before.isalnum() and after.isalnum()
        ) else f" {sign} "  # fmt: skip

    return _TEX_SIGN.sub(apart, formula)


def _escape_delimiter(sign: str, before: str, after: str) -> str:
    """A star, underscore or backtick of several: escaped where it could open or close a span."""
    if sign == "`":
        return "&#96;"
    # At a line's end stands what breaks it, which is no blank to the renderer.
    stands_alone = before.strip() == after.strip() == "" and "\n" not in (before, after)
    is_inside = sign == "_" and before.isalnum() and after.isalnum()
    return sign if stands_alone or is_inside else f"\\{sign}"


def _escape_line_start(line: str) -> str:
    """``line`` with its first sign escaped if it would make it something else than text."""
    if line.startswith(("#", ">", "|")):
        return f"\\{line}"
    if "-" in line and set(line) <= _RULE_SIGNS:
        return line.replace("-", "\\-", 1)
    if _UNDERLINE.fullmatch(line):
        return f"&#61;{line[1:]}"
    if _BULLET.match(line) or _UNDERSCORES.fullmatch(line):
        return f"\\{line}"
    if line == "[TOC]" or (line.startswith("[") and "]:" in line):
        return f"\\{line}"
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def _table_to_markdown(block: Block) -> str:
    """Rows as a Markdown table, the first of them as its head."""
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
