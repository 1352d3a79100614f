"""The elements of a section of safe HTML, and what of them a selection in the browser holds.

Qt keeps neither quotes nor definition lists nor where a table has its head, so what is copied is
taken from the HTML. Both have the same characters in the same order, but for white space: a place
is the number of visible characters before it, of which a picture is one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kbviewer.render.pagination import TAG, VOID_TAGS

_BLOCKS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "div", "blockquote", "dl", "dt", "dd", "ul",
    "ol", "li", "hr", "table", "thead", "tbody", "tfoot", "tr", "td", "th",
))  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ATTRIBUTE = re.compile(r"""([a-z-]+)=(?:"([^"]*)"|'([^']*)')""")
_CELL_MARKS = str.maketrans("\ufdd0\ufdd1", "  ")  # Qt's own marks of frames


@dataclass(slots=True)
class Text:
    """A text between two tags.

    Attributes:
        text: with its white space.
        start: the number of visible characters before it.
        end: that, and the number of its own.
    """

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Element:
    """An element.

    Attributes:
        name: of its tag; "" is the section.
        attributes: by their names.
        start: the number of visible characters before it.
        end: that, and the number of its own.
        number: of an item of a numbered list.
        is_block: whether it or something in it starts on a line of its own.
        children: what it contains.
    """

    name: str
    attributes: dict[str, str]
    start: int
    end: int = 0
    number: int = 0
    is_block: bool = False
    children: list[Element | Text] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """It and all elements in it, in their order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.elements()

    def texts(self) -> Iterator[Text]:
        """All texts in it, in their order."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.texts()
            else:
                yield child

    def with_children(self, children: list[Element | Text]) -> Element:
        """The same element with other content."""
        return replace(self, children=children)


def count_visible(text: str) -> int:
    """The number of characters that are no white space."""
    if not text.isascii():
        text = text.translate(_CELL_MARKS)
    return len("".join(text.split()))


def parse(section: str) -> Element:
    """The elements of a section.

    Args:
        section: safe HTML whose elements are all closed.
    """
    root = Element("", {}, 0, is_block=True)
    opened = [root]
    place = position = 0
    for tag in TAG.finditer(section):
        place = _add_text(opened[-1], section[position : tag.start()], place)
        position = tag.end()
        end, name, attributes = tag.groups()
        if not end:
            child = Element(name, _attributes(attributes), place)
            if name == "img":
                place += 1
            child.end = place
            _number(child, opened[-1])
            opened[-1].children.append(child)
            opened.append(child)
            if name in _BLOCKS:
                _set_is_block(reversed(opened))
            if name in VOID_TAGS:
                opened.pop()
        elif len(opened) > 1:
            opened.pop().end = place
    root.end = _add_text(opened[-1], section[position:], place)
    return root


def select(element: Element, start: int, end: int) -> Element:
    """What of an element is between two places; a table as a whole, unless one cell has all.

    Args:
        element: the section.
        start: the number of visible characters before the selection.
        end: that, and the number of those in it.
    """
    if start <= element.start and element.end <= end:
        return element
    children: list[Element | Text] = []
    for child in element.children:
        if isinstance(child, Text):
            if text := _selected_text(child, start, end):
                children.append(text)
        elif child.end == child.start:
            if start < child.start < end:
                children.append(child)
        elif child.start < end and start < child.end:
            children.append(_selected_table(child, start, end))
    return element.with_children(children)


def rows(table: Element) -> list[list[Element]]:
    """The cells of a table, row by row."""
    found: list[list[Element]] = []
    for child in table.children:
        if isinstance(child, Element) and child.name == "tr":
            cells = [one for one in child.children if isinstance(one, Element)]
            found.append([cell for cell in cells if cell.name in ("td", "th")])
        elif isinstance(child, Element) and child.name in ("thead", "tbody", "tfoot"):
            found += rows(child)
    return found


def table_around(section: Element, place: int) -> Element | None:
    """The innermost table with the visible character behind so many others, or None."""
    tables = (one for one in section.elements() if one.name == "table")
    around = [table for table in tables if table.start <= place < table.end]
    return around[-1] if around else None


def cut_table(table: Element, first: tuple[int, int], size: tuple[int, int]) -> Element:
    """Some rows and columns of a table.

    Args:
        table: the table.
        first: the indexes of the first row and the first column.
        size: the numbers of rows and columns.
    """
    (top, left), (height, width) = first, size
    kept: list[Element | Text] = [
        Element("tr", {}, table.start, table.end, 0, True, list(row[left : left + width]))
        for row in rows(table)[top : top + height]
    ]
    return table.with_children(kept)


def _add_text(parent: Element, escaped: str, place: int) -> int:
    """Add a text; return the number of visible characters before what follows."""
    if not escaped:
        return place
    text = html.unescape(escaped) if "&" in escaped else escaped
    end = place if text.isspace() else place + count_visible(text)
    parent.children.append(Text(text, place, end))
    return end


def _attributes(tag: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(tag) if tag else ()
    return {name: html.unescape(double or single) for name, double, single in found}


def _set_is_block(opened: Iterable[Element]) -> None:
    """Mark an element and those around it, from the innermost on."""
    for element in opened:
        if element.is_block:
            return
        element.is_block = True


def _number(item: Element, parent: Element) -> None:
    """Set the number of an item of a numbered list."""
    if item.name == "li" and parent.name == "ol":
        before = (one for one in reversed(parent.children) if isinstance(one, Element))
        start = parent.attributes.get("start", "")
        first = int(start) if re.fullmatch(r"-?[0-9]{1,9}", start) else 1
        last = next(before, None)
        item.number = first if last is None else last.number + 1


def _selected_text(text: Text, start: int, end: int) -> Text | None:
    """The selected part of a text, with the white space inside the selection."""
    if text.start == text.end:
        return text if start < text.start < end else None
    if start <= text.start and text.end <= end:
        return text
    if text.end <= start or end <= text.start:
        return None
    place = text.start
    first, last = len(text.text), 0
    for index, character in enumerate(text.text.translate(_CELL_MARKS)):
        if not character.isspace():
            if start <= place < end:
                first, last = min(first, index), index + 1
            place += 1
    if start < text.start:
        first = 0
    if text.end < end:
        last = len(text.text)
    return Text(text.text[first:last], max(start, text.start), min(end, text.end))


def _selected_table(element: Element, start: int, end: int) -> Element:
    """A table as a whole, or the content of the one cell with all of the selection."""
    if element.name != "table":
        return select(element, start, end)
    for row in rows(element):
        for cell in row:
            if cell.start <= start and end <= cell.end and cell.end > cell.start:
                content = select(cell, start, end).children
                return Element("div", {}, cell.start, cell.end, 0, True, content)
    return element
