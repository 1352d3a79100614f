"""The boxes of an article: its quotes, callouts, details, code, and pictures that are not shown.

Qt's text has no such thing: of ``<blockquote><p>a</p></blockquote>`` it keeps a block with a
margin. So the HTML tells each block in which box it is, with the block's user state, and what is
around the text is painted (``box_painter.py``). The text and its positions stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kbviewer.render.pagination import TAG, VOID_TAGS

_IS_BOX = re.compile(r"<(?:blockquote|pre|div class=\"(?:callout|details|no-picture))\b")
_KIND = re.compile(r'class="(?:(details|no-picture)|callout (callout-[a-z]+))"')
_LISTS = frozenset(("ul", "ol"))
# Elements that make a block of Qt's, which takes their user state; a table's is in its cells and a
# list's in its items.
_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dl", "dt", "dd", "div", "td", "th")
)
_PASSED = frozenset(("ul", "ol", "table", "thead", "tbody", "tfoot", "tr"))
_INLINE = frozenset(
    ("a", "b", "br", "code", "del", "em", "i", "img", "kbd", "mark", "s", "span", "strong", "sub",
     "sup", "u")
)  # fmt: skip
_HOLDS_BLOCKS = frozenset(("details", "quote"))
"""Boxes in which a text may stand beside blocks."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box of an article.

    Attributes:
        kind: ``quote``, ``code``, ``details``, ``no-picture``, or ``callout-`` and the callout's
            kind.
        outer: the index of the box around it, -1 for none.
        list_depth: the number of lists around it.
        is_in_cell: whether it is in a table's cell.
    """

    kind: str
    outer: int
    list_depth: int
    is_in_cell: bool


def number_boxes(page: str) -> tuple[str, tuple[Box, ...]]:
    """Safe HTML whose blocks have the number of their box, and the boxes in order.

    The user state of a block is the index of its innermost box plus one, 0 outside all boxes. It is
    set where it changes: a block without a state (-1) is in the same box as the one before it.

    Args:
        page: HTML whose elements are all closed.
    """
    if not _IS_BOX.search(page):
        return page, ()
    numbering = _Numbering()
    page = page.replace("\n</code></pre>", "</code></pre>")  # Qt would show an empty line
    position = 0
    for token in TAG.finditer(page):
        numbering.add_text(page[position : token.start()])
        numbering.add_tag(token[0], *token.groups())
        position = token.end()
    numbering.add_text(page[position:])
    return "".join(numbering.pieces), tuple(numbering.boxes)


class _Numbering:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.boxes: list[Box] = []
        self._open: list[
            tuple[str, int]
        ] = []  # elements: their names and the box each makes, or -1
        self._box = -1
        self._list_depth = self._table_depth = 0
        self._is_pending = False  # the box has changed, and no block has been told
        self._paragraph = 0  # the number of elements around the paragraph added last, 0 for none

    def add_text(self, text: str) -> None:
        if text and not text.isspace():
            self._start_paragraph()
            if self._is_pending:
                self._announce()
        self.pieces.append(text)

    def add_tag(self, tag: str, end: str, name: str, attributes: str) -> None:
        if end:
            self._close(tag)
            return
        if name in _INLINE:
            self._start_paragraph()
        else:
            self._end_paragraph()
        kind = _kind_of_box(name, attributes)
        if kind:
            self.boxes.append(Box(kind, self._box, self._list_depth, self._table_depth > 0))
            self._box = len(self.boxes) - 1
            self._is_pending = True
        if name not in VOID_TAGS:
            self._open.append((name, self._box if kind else -1))
            self._list_depth += name in _LISTS
            self._table_depth += name == "table"
        if self._is_pending and (kind or name in _BLOCKS):
            tag = f'<{name}{attributes} style="-qt-user-state:{self._box + 1}">'
            self._is_pending = False
        elif self._is_pending and name not in _PASSED:
            self._announce()
        self.pieces.append(tag)

    def _start_paragraph(self) -> None:
        """Put what stands in a box itself into a paragraph: Qt gives it the margins of none."""
        box = self._open[-1][1] if self._open else -1
        if box >= 0 and self.boxes[box].kind in _HOLDS_BLOCKS and not self._paragraph:
            self._paragraph = len(self._open)
            state = f' style="-qt-user-state:{self._box + 1}"' if self._is_pending else ""
            self.pieces.append(f"<p{state}>")
            self._is_pending = False

    def _end_paragraph(self) -> None:
        if self._paragraph and self._paragraph == len(self._open):
            self.pieces.append("</p>")
            self._paragraph = 0

    def _close(self, tag: str) -> None:
        self._end_paragraph()
        self.pieces.append(tag)
        if not self._open:
            return
        opened, box = self._open.pop()
        self._list_depth -= opened in _LISTS
        self._table_depth -= opened == "table"
        if box >= 0:
            self._box = self.boxes[box].outer
            self._is_pending = True

    def _announce(self) -> None:
        """Tell the block of a text, rule or picture that has no tag of its own."""
        self.pieces.append(f'<div style="-qt-user-state:{self._box + 1}"></div>')
        self._is_pending = False


def _kind_of_box(name: str, attributes: str) -> str:
    """The kind of the box that an element makes, "" for none."""
    if name == "blockquote":
        return "quote"
    if name == "pre":
        return "code"
    found = _KIND.search(attributes) if name == "div" and attributes else None
    return found[found.lastindex or 0] if found else ""
