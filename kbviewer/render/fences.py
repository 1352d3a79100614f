"""Code between fences, wherever it stands.

Python-Markdown knows fences at the beginning of a line alone. In an item of a list, in a quote or
behind a blank or two their code would run together as a paragraph. And it takes minutes for a short
text in which nothing closes a fence, or in which an opening line is not as it wants it: it gets to
see no such line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OPENING = re.compile(
    r"(?P<quote>(?: {0,3}>)*)(?P<indent> *)(?P<item>(?:(?:[-*+]|[0-9]{1,9}[.)]) +)?)"
    r"(?P<mark>`{3,}+(?!.*`)|~{3,}+)[ \t]*\{?[ \t]*\.?(?P<language>[\w#.+-]*)"
)
_FENCE_SIGNS = ("```", "~~~")  # what Python-Markdown takes for a fence at the beginning of a line
_QUOTE = re.compile(r"(?: {0,3}>)*")
_ITEM = re.compile(r" *(?:[-*+]|[0-9]+[.)]) +\S")
_LIST_INDENT = 4  # blanks for each level of lists or code, as Python-Markdown counts
_MIN_ITEM_INDENT = 2  # blanks from which on a line belongs to the item above


@dataclass(slots=True)
class _Fence:
    """A fence that is not closed yet.

    Attributes:
        quote: the signs of quotes before it.
        indent: how many blanks stand before it, behind those.
        item: the sign of an item of a list that begins with it, or "".
        mark: what closes it, or more of the same.
        language: of its code, or "".
        is_in_item: whether it belongs to an item of a list.
        lines: all of it as it is written, the opening one first.
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
        """The same code in a way that is understood; that an item begins with code is not."""
        if self.list_marker:
            return list(map(_escape_fence, self.lines))
        code = [self._unindented(line) for line in self.lines[1:-1]]
        if not self.quote and not self.is_in_item:
            return [self.marker + self.language, *code, self.marker]
        levels = -(-self.indent // _LIST_INDENT) if self.is_in_item else 0
        quote = "> " * self.quote.count(">")
        before = quote + " " * _LIST_INDENT * (levels + 1)
        return [quote, *(before + line if line.strip() else quote for line in code), quote]

    def _unindented(self, line: str) -> str:
        """A line of it without what stands before the fence, too."""
        for _ in range(self.quote.count(">")):
            line = re.sub(r"^ {0,3}> ?", "", line)
        return line[min(self.indent, len(line) - len(line.lstrip(" "))) :]


def normalize_fences(text: str) -> str:
    """Markdown with every fence where Python-Markdown sees it, or as code that is indented.

    What opens a fence is written with nothing behind it but its language. What looks so and is
    closed by nothing is text, and shown as it is.
    """
    if not any(mark in text for mark in _FENCE_SIGNS):
        return text
    written = text.split("\n")
    closed = _ClosingFences(written)
    lines: list[str] = []
    fence: _Fence | None = None
    is_in_list = False
    for number, line in enumerate(written):
        if fence is not None:
            fence.lines.append(line)
            if fence.is_closed_by(line):
                lines += fence.normalized()
                fence = None
            continue
        opened = _OPENING.match(line)
        if (
            opened
            and (begun := _open_fence(opened, is_in_list=is_in_list)) is not None
            and closed.is_behind(number, begun)
        ):
            fence = begun
            fence.lines.append(line)
            continue
        is_in_list = bool(_ITEM.match(line)) or (is_in_list and not line[:1].strip())
        lines.append(_escape_fence(line))
    return "\n".join(lines)


class _ClosingFences:
    """Which fences of a text are closed: each line is looked at once, however many are open."""

    def __init__(self, lines: list[str]) -> None:
        # By kind of fence: the longest that stands alone on a line behind each line.
        self._longest: dict[tuple[str, bool], list[int]] = {
            (sign, in_quote): _longest_behind(lines, sign, in_quote=in_quote)
            for sign in "`~"
            for in_quote in (False, True)
        }

    def is_behind(self, number: int, fence: _Fence) -> bool:
        """Whether a line behind that of the number closes a fence."""
        return self._longest[fence.marker[0], bool(fence.quote)][number] >= len(fence.marker)


def _longest_behind(lines: list[str], sign: str, *, in_quote: bool) -> list[int]:
    longest = 0
    behind: list[int] = []
    for line in reversed(lines):
        behind.append(longest)
        if sign in line:
            closing = _closing_fence(line, in_quote=in_quote)
            longest = max(longest, len(closing) if closing[:1] == sign else 0)
    return behind[::-1]


def _closing_fence(line: str, *, in_quote: bool) -> str:
    """The signs of a fence that stand alone on a line, or ""."""
    alone = (_QUOTE.sub("", line, count=1) if in_quote else line).strip()
    return "" if alone.strip(alone[:1]) else alone


def _escape_fence(line: str) -> str:
    """A line in which Python-Markdown sees no fence."""
    return f" {line}" if line.startswith(_FENCE_SIGNS) else line


def _open_fence(opened: re.Match[str], *, is_in_list: bool) -> _Fence | None:
    """The fence, or None where it is none: behind four blanks and in no list it is code itself."""
    indent = len(opened["indent"])
    if opened["quote"] and indent:
        indent -= 1  # one blank belongs to the quote's sign
    is_in_item = is_in_list and indent >= _MIN_ITEM_INDENT and not opened["quote"]
    if indent >= _LIST_INDENT and not is_in_item:
        return None
    mark, language = opened["mark"], opened["language"]
    return _Fence(opened["quote"], indent, opened["item"], mark, language, is_in_item)
