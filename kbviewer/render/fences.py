"""Rewrites fenced code so that Python-Markdown recognises it.

Python-Markdown accepts fences only at the start of a line. In a list item, in a quote or after a
space or two, their code would run together as a paragraph. And it takes minutes for a short text
with a fence that is not closed, or with an opening line that it does not accept: it gets to see no
such line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OPENING = re.compile(
    r"(?P<quote>(?: {0,3}>)*)(?P<indent> *)(?P<item>(?:(?:[-*+]|[0-9]{1,9}[.)]) +)?)"
    r"(?P<mark>`{3,}+(?!.*`)|~{3,}+)[ \t]*\{?[ \t]*\.?(?P<language>[\w#.+-]*)"
)
_FENCES = ("```", "~~~")  # what Python-Markdown takes for a fence at the start of a line
_QUOTE = re.compile(r"(?: {0,3}>)*")
_ITEM = re.compile(r" *(?:[-*+]|[0-9]+[.)]) +\S")
_LIST_INDENT = 4  # spaces for each level of lists or code, as in Python-Markdown
_MIN_ITEM_INDENT = 2  # spaces, from which on a line belongs to the item above


@dataclass(slots=True)
class _Fence:
    """A fence that is not closed yet.

    Attributes:
        quote: the quote markers before it.
        indent: the number of spaces between those and it.
        list_marker: that of a list item which starts with it, or "".
        marker: its characters; the closing fence has at least as many.
        language: of its code, or "".
        is_in_item: whether it belongs to a list item.
        lines: all its lines as written, the opening one first.
    """

    quote: str
    indent: int
    list_marker: str
    marker: str
    language: str
    is_in_item: bool
    lines: list[str] = field(default_factory=list)

    def is_closed_by(self, line: str) -> bool:
        """Whether a line closes it."""
        return _closing_fence(line, in_quote=bool(self.quote)).startswith(self.marker)

    def normalized(self) -> list[str]:
        """Its lines as Python-Markdown understands them; not if a list item starts with it."""
        if self.list_marker:
            return list(map(_escape_fence, self.lines))
        code = [self._unindented(line) for line in self.lines[1:-1]]
        if not self.quote and not self.is_in_item:
            return [self.marker + self.language, *code, self.marker]
        levels = -(-self.indent // _LIST_INDENT) if self.is_in_item else 0
        quote = "> " * self.quote.count(">")
        prefix = quote + " " * _LIST_INDENT * (levels + 1)
        return [quote, *(prefix + line if line.strip() else quote for line in code), quote]

    def _unindented(self, line: str) -> str:
        """A line without the quote markers and spaces that are also before the fence."""
        for _ in range(self.quote.count(">")):
            line = re.sub(r"^ {0,3}> ?", "", line)
        return line[min(self.indent, len(line) - len(line.lstrip(" "))) :]


def normalize_fences(text: str) -> str:
    """Markdown with all fenced code at the start of a line, or as indented code.

    An opening fence keeps only its language. A fence that is not closed is text, and shown as such.
    """
    if not any(mark in text for mark in _FENCES):
        return text
    source = text.split("\n")
    closing = _ClosingFences(source)
    lines: list[str] = []
    fence: _Fence | None = None
    is_in_list = False
    for number, line in enumerate(source):
        if fence is not None:
            fence.lines.append(line)
            if fence.is_closed_by(line):
                lines += fence.normalized()
                fence = None
            continue
        opened = _OPENING.match(line)
        if (
            opened
            and (candidate := _open_fence(opened, is_in_list=is_in_list)) is not None
            and closing.is_below(number, candidate)
        ):
            fence = candidate
            fence.lines.append(line)
            continue
        is_in_list = bool(_ITEM.match(line)) or (is_in_list and not line[:1].strip())
        lines.append(_escape_fence(line))
    return "\n".join(lines)


class _ClosingFences:
    """Answers whether a fence is closed; looks at each line of a text once."""

    def __init__(self, lines: list[str]) -> None:
        # By kind of fence: the length of the longest closing one below each line.
        self._longest: dict[tuple[str, bool], list[int]] = {
            (char, in_quote): _longest_below(lines, char, in_quote=in_quote)
            for char in "`~"
            for in_quote in (False, True)
        }

    def is_below(self, number: int, fence: _Fence) -> bool:
        """Whether a line below line ``number`` closes a fence."""
        return self._longest[fence.marker[0], bool(fence.quote)][number] >= len(fence.marker)


def _longest_below(lines: list[str], char: str, *, in_quote: bool) -> list[int]:
    longest = 0
    below: list[int] = []
    for line in reversed(lines):
        below.append(longest)
        if char in line:
            closing = _closing_fence(line, in_quote=in_quote)
            longest = max(longest, len(closing) if closing[:1] == char else 0)
    return below[::-1]


def _closing_fence(line: str, *, in_quote: bool) -> str:
    """The fence that is alone on a line, or ""."""
    alone = (_QUOTE.sub("", line, count=1) if in_quote else line).strip()
    return "" if alone.strip(alone[:1]) else alone


def _escape_fence(line: str) -> str:
    """A line that Python-Markdown does not take for a fence."""
    return f" {line}" if line.startswith(_FENCES) else line


def _open_fence(opened: re.Match[str], *, is_in_list: bool) -> _Fence | None:
    """The fence, or None if it is indented code: after four spaces outside a list."""
    indent = len(opened["indent"])
    if opened["quote"] and indent:
        indent -= 1  # one space belongs to the quote marker
    is_in_item = is_in_list and indent >= _MIN_ITEM_INDENT and not opened["quote"]
    if indent >= _LIST_INDENT and not is_in_item:
        return None
    mark, language = opened["mark"], opened["language"]
    return _Fence(opened["quote"], indent, opened["item"], mark, language, is_in_item)
