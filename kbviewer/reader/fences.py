"""Code between fences, wherever it stands.

Python-Markdown knows fences at the beginning of a line alone. In an item of a list, in a quote or
behind a blank or two their code would run together as a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OPENING = re.compile(
    r"(?P<quote>(?: {0,3}>)*)(?P<indent> *)(?P<item>(?:(?:[-*+]|[0-9]{1,9}[.)]) +)?)"
    r"(?P<mark>`{3,}(?!.*`)|~{3,})"
)
_QUOTE = re.compile(r"(?: {0,3}>)*")
_ITEM = re.compile(r" *(?:[-*+]|[0-9]+[.)]) +\S")
_STEP = 4  # blanks for each level of lists or code, as Python-Markdown counts
_IN_ITEM = 2  # blanks from which on a line belongs to the item above


@dataclass(slots=True)
class _Fence:
    """A fence that is not closed yet.

    Attributes:
        quote: the signs of quotes before it.
        indent: how many blanks stand before it, behind those.
        item: the sign of an item of a list that begins with it, or "".
        mark: what closes it, or more of the same.
        is_in_item: whether it belongs to an item of a list.
        lines: all of it as it is written, the opening one first.
    """

    quote: str
    indent: int
    item: str
    mark: str
    is_in_item: bool
    lines: list[str] = field(default_factory=list)

    def is_closed_by(self, line: str) -> bool:
        """Whether a line closes it."""
        line = (_QUOTE.sub("", line, count=1) if self.quote else line).strip()
        return line.startswith(self.mark) and not line.strip(self.mark[0])

    def rewritten(self) -> list[str]:
        """The same code in a way that is understood; that an item begins with code is not."""
        if self.item:
            return self.lines
        code = [self._code(line) for line in self.lines[1:-1]]
        if not self.quote and not self.is_in_item:
            return [self.lines[0].lstrip(), *code, self.lines[-1].lstrip()]
        levels = -(-self.indent // _STEP) if self.is_in_item else 0
        quote = "> " * self.quote.count(">")
        before = quote + " " * _STEP * (levels + 1)
        return [quote, *(before + line if line.strip() else quote for line in code), quote]

    def _code(self, line: str) -> str:
        """A line of it without what stands before the fence, too."""
        for _ in range(self.quote.count(">")):
            line = re.sub(r"^ {0,3}> ?", "", line)
        return line[min(self.indent, len(line) - len(line.lstrip(" "))) :]


def at_line_starts(text: str) -> str:
    """Markdown with every fence where Python-Markdown sees it, or as code that is indented.

    A fence that nothing closes is left as it is, with all that follows.
    """
    if "```" not in text and "~~~" not in text:
        return text
    lines: list[str] = []
    fence: _Fence | None = None
    is_in_list = False
    for line in text.split("\n"):
        if fence is not None:
            fence.lines.append(line)
            if fence.is_closed_by(line):
                lines += fence.rewritten()
                fence = None
            continue
        opened = _OPENING.match(line)
        if opened and (fence := _begun(opened, is_in_list=is_in_list)) is not None:
            fence.lines.append(line)
            continue
        is_in_list = bool(_ITEM.match(line)) or (is_in_list and not line[:1].strip())
        lines.append(line)
    return "\n".join((*lines, *(fence.lines if fence else ())))


def _begun(opened: re.Match[str], *, is_in_list: bool) -> _Fence | None:
    """The fence, or None where it is none: behind four blanks and in no list it is code itself."""
    indent = len(opened["indent"])
    if opened["quote"] and indent:
        indent -= 1  # one blank belongs to the quote's sign
    is_in_item = is_in_list and indent >= _IN_ITEM and not opened["quote"]
    if indent >= _STEP and not is_in_item:
        return None
    return _Fence(opened["quote"], indent, opened["item"], opened["mark"], is_in_item)
