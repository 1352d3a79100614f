"""Scans the block structure of Markdown: headings, lists, quotes, code, tables, HTML, comments.

The rules are those of CommonMark 0.31 with GitHub's tables and footnotes, Obsidian's callouts and
comments, definition lists, and displayed math. They differ where a writer means something else:

- What would hide the rest of a text if nothing closes it (a comment, ``<script>``) is text.
- Tags of unknown elements are text (``text/html_tags.py``).
- Cells beyond those of a table's header are kept.
- Containers (quotes, items) are nested ``MAX_DEPTH`` levels deep; what is deeper is text.

The plain text, the titles, the links and the pages of articles are all made from these blocks.
Each line is looked at once, and costs no more than its length and the depth of its containers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kbviewer.text.html_tags import BLOCK_ELEMENTS, RAW_TEXT_ELEMENTS, TagNames, match_tag

MAX_DEPTH = 25
"""Levels of nested containers."""
_CODE_INDENT = 4  # spaces, from which on a line is code, or goes on with a footnote
_MAX_TERMS = 3  # lines of a paragraph that definitions may follow
_TERM_DISTANCE = 2  # lines from the last one of those to the definition
_BLOCKS_AT_ONCE = 20  # that are returned
_MAX_DEFINITION_LINES = 20  # lines in which a link's definition ends


@dataclass(slots=True)
class Paragraph:
    """Lines of text, without the spaces before them; those after them may be a line break.

    Attributes:
        line: the index of the first line of the block in the text; so in all blocks.
        lines: without line ends.
        end: the index of its last line; so in all blocks.
    """

    line: int
    lines: list[str]
    end: int = 0


@dataclass(slots=True)
class Heading:
    """A heading, with marks before it or underlined.

    Attributes:
        level: 1 to 6.
        lines: its text, without the marks.
    """

    line: int
    level: int
    lines: list[str]
    end: int = 0


@dataclass(slots=True)
class CodeBlock:
    """Code between fences, or indented.

    Attributes:
        info: what is written after the opening fence, or "".
        lines: the code.
    """

    line: int
    info: str
    lines: list[str]
    end: int = 0


@dataclass(slots=True)
class MathBlock:
    """Displayed math, with the dollar signs, as it is written."""

    line: int
    lines: list[str]
    end: int = 0


@dataclass(slots=True)
class HtmlBlock:
    """Lines of HTML, as they are written."""

    line: int
    lines: list[str]
    end: int = 0

    @property
    def is_comment(self) -> bool:
        """Whether it is nothing but a comment."""
        return self.lines[0].startswith("<!--") and self.lines[-1].rstrip().endswith("-->")


@dataclass(slots=True)
class Comment:
    """What is not shown: ``%%`` … ``%%``; with HTML's signs it is an ``HtmlBlock``."""

    line: int
    lines: list[str]
    end: int = 0


@dataclass(slots=True)
class Table:
    """A table.

    Attributes:
        alignments: ``left``, ``center``, ``right`` or "" for each column.
        rows: the cells of each row, the header first; each row has at least one for each column.
    """

    line: int
    alignments: list[str]
    rows: list[list[str]]
    end: int = 0


@dataclass(slots=True)
class ThematicBreak:
    """A horizontal rule."""

    line: int
    end: int = 0


@dataclass(slots=True)
class LinkDefinition:
    """``[label]: destination "title"``.

    Attributes:
        label: as written.
        destination: as written, without angle brackets.
        title: as written, without quotes, or "".
    """

    line: int
    label: str
    destination: str
    title: str
    end: int = 0


@dataclass(slots=True)
class BlockQuote:
    """A quote, or a callout.

    Attributes:
        children: its blocks.
        callout: the kind of a callout, in lower case, or "".
        title: of a callout: as written, or its kind.
    """

    line: int
    children: list[Block] = field(default_factory=list)
    end: int = 0
    callout: str = ""
    title: str = ""


@dataclass(slots=True)
class ListItem:
    """An item of a list.

    Attributes:
        width: the columns from the start of its container to that of its text.
        children: its blocks.
        task: ``" "`` if it is a task, ``"x"`` if that is done, else "".
    """

    line: int
    width: int
    children: list[Block] = field(default_factory=list)
    end: int = 0
    task: str = ""


@dataclass(slots=True)
class List:
    """A list.

    Attributes:
        marker: the sign before or after its numbers: ``-``, ``+``, ``*``, ``.``, ``)``.
        start: the number of the first item, None for bullets.
        children: its items.
    """

    line: int
    marker: str
    start: int | None
    children: list[ListItem] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The index of its last line."""
        return self.children[-1].end

    @property
    def is_tight(self) -> bool:
        """Whether no empty line is between its items, nor between the blocks of one."""
        return not _is_parted(self.children) and not any(
            _is_parted(item.children) for item in self.children
        )


@dataclass(slots=True)
class FootnoteDefinition:
    """``[^label]: text``.

    Attributes:
        label: as written.
        children: its blocks.
    """

    line: int
    label: str
    children: list[Block] = field(default_factory=list)
    end: int = 0
    width: int = _CODE_INDENT


@dataclass(slots=True)
class Definition:
    """The definition of a term.

    Attributes:
        width: as that of a list item.
        children: its blocks.
    """

    line: int
    width: int
    children: list[Block] = field(default_factory=list)
    end: int = 0


@dataclass(slots=True)
class DefinitionList:
    """Terms, each a paragraph, and the definitions below them."""

    line: int
    children: list[Paragraph | Definition] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The index of its last line."""
        return self.children[-1].end


Leaf = (
    Paragraph | Heading | CodeBlock | MathBlock | HtmlBlock | Comment | Table | ThematicBreak
    | LinkDefinition
)  # fmt: skip
_Container = BlockQuote | ListItem | FootnoteDefinition | Definition
Block = Leaf | _Container | List | DefinitionList

_Literal = CodeBlock | MathBlock | HtmlBlock | Comment
_LITERAL = (CodeBlock, MathBlock, HtmlBlock, Comment)  # faster to test than the union
"""Blocks that take each line as it is, until the one that ends them."""

_TEXT_START = re.compile(r"[^\s#>`~<=*+\-_0-9|:\[%$]")
"""A character that starts a paragraph or a line of one, and no other block."""
_ATX_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?")
_CLOSING_MARKS = re.compile(r"(?:^|(?<=[ \t]))#+\Z")
_SETEXT_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_THEMATIC_BREAK = re.compile(r"(?>(?:\*[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,})")
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)")
_LIST_MARKER = re.compile(r"(?:[-+*]|([0-9]{1,9})([.)]))(?=[ \t]|$)")
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\]:[ \t]*")
_DELIMITER_ROW = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?>(?:\|[ \t]*:?-+:?[ \t]*)*)\|?[ \t]*")
_CELL_BOUNDARY = re.compile(r"(?<!\\)\|")
_CALLOUT = re.compile(r"\[!([\w-]+)(?:\|[^\[\]]*)?\](?![(\[])[+-]?[ \t]*(.*)")
_LABEL = r"\[(?!\^)((?>(?:[^\[\]\\]|\\.){1,999}))\]:[ \t]*\n?[ \t]*"
_DESTINATION = r"(?:<([^<>\n]*)>|((?!<)\S++))"
_TITLE = r"(\"(?>(?:[^\"\\]|\\.)*)\"|'(?>(?:[^'\\]|\\.)*)'|\((?>(?:[^()\\]|\\.)*)\))"
_LINE_END = r"[ \t]*(?:\n|\Z)"
_LINK_DEFINITIONS = (
    re.compile(rf"{_LABEL}{_DESTINATION}(?:[ \t]+|[ \t]*\n[ \t]*){_TITLE}{_LINE_END}", re.DOTALL),
    re.compile(rf"{_LABEL}{_DESTINATION}(){_LINE_END}", re.DOTALL),
)
_HTML_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s>]|/>|$)")
_HTML_ENDS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


def scan_blocks(text: str) -> Iterator[Block]:
    """The blocks of a Markdown text, each as soon as it is closed.

    Args:
        text: with any line ends.
    """
    return _Scanner(text).blocks()


def leaves(blocks: Iterable[Block]) -> Iterator[Leaf]:
    """The blocks without children in some blocks, in the order of the text."""
    for block in blocks:
        if isinstance(block, Leaf):
            yield block
        else:
            yield from leaves(block.children)


def _is_parted(blocks: Sequence[Block]) -> bool:
    """Whether an empty line is between two of some blocks."""
    return any(after.line > before.end + 1 for before, after in pairwise(blocks))


class _Scanner:
    """Takes the lines of a text, and keeps the blocks that are open."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._number = 0  # of the line
        self._top: list[Block] = []  # the last block, and those that have not been returned
        self._open: list[_Container] = []
        self._leaf: Leaf | None = None  # the one that may go on
        self._end_sign = ""  # what ends a literal block: a fence, a sign, "" for an empty line
        self._fence_indent = 0
        self._tags = TagNames(text)
        self._last_lines: dict[str, int] = {}  # the last line with a sign
        self._next_math_line = 0  # no displayed math starts before it

    def blocks(self) -> Iterator[Block]:
        """The blocks at the top."""
        top = self._top
        starts_text = _TEXT_START.match
        for number, (line, after) in enumerate(pairwise((*self._lines, ""))):
            if not (after or self._leaf or self._open) and (
                not line or starts_text(line)
            ):  # the most frequent: a paragraph of one line, or nothing
                if line:
                    top.append(Paragraph(number, [line], number))
            else:
                self._number = number
                if self._open or not self._take_common_line(line):
                    self._take(line)
            if len(top) > _BLOCKS_AT_ONCE:
                yield from top[:-1]
                del top[:-1]
        self._close(0)
        yield from top

    def _take_common_line(self, line: str) -> bool:
        """Take a line of the most frequent kinds, outside of containers; return whether it is one.

        As ``_take`` would, but faster.
        """
        leaf = self._leaf
        if isinstance(leaf, CodeBlock):
            sign = self._end_sign
            if not sign or self._fence_indent or line.lstrip(" ").startswith(sign):
                return False
            leaf.lines.append(line)
            leaf.end = self._number
        elif not line:
            if isinstance(leaf, Paragraph):
                self._close(0)
            return leaf is None or self._leaf is None
        elif not _TEXT_START.match(line):
            return False
        elif isinstance(leaf, Paragraph):
            leaf.lines.append(line)
            leaf.end = self._number
        elif leaf is None:
            self._open_leaf(Paragraph(self._number, [line]))
        else:
            return False
        return True

    def _take(self, line: str) -> None:
        """Take a line: it goes on with open blocks, then opens others, the rest is text."""
        is_literal = isinstance(self._leaf, _LITERAL)
        rest = line
        if "\t" in line and not (is_literal and self._end_sign and not self._open):
            rest = _expand_tabs(line, 0)  # fenced code keeps its tabs
        column = matched = 0
        for container in self._open:
            inside = self._continue_container(container, rest, column)
            if inside is None:
                break
            rest, column = inside
            matched += 1
        is_matched = matched == len(self._open)
        if is_literal:
            if is_matched and self._continue_literal(rest):
                return
            self._close(matched)
        is_lazy = not is_matched and not is_literal
        if not rest or rest.isspace():
            self._close(matched)
            return
        is_text = _TEXT_START.match(rest)
        while not is_text and (opened := self._open_container(rest, column, matched)):
            rest, column = opened
            matched, is_lazy = len(self._open), False
            is_text = _TEXT_START.match(rest)
        if not rest or rest.isspace() or (not is_text and self._open_other_leaf(rest, matched)):
            return
        leaf = self._leaf
        if isinstance(leaf, Paragraph) and (is_lazy or matched == len(self._open)):
            leaf.lines.append(rest.lstrip())
            leaf.end = self._number
        elif isinstance(leaf, Table) and matched == len(self._open):
            leaf.rows.append(_split_cells(rest, len(leaf.alignments)))
            leaf.end = self._number
        else:
            self._close(matched)
            self._open_leaf(Paragraph(self._number, [rest.lstrip()]))

    def _open_leaf(self, leaf: Leaf) -> None:
        """Add a leaf, which may go on with the next line."""
        leaf.end = self._number
        self._children(len(self._open)).append(leaf)
        self._leaf = leaf

    def _close(self, matched: int) -> None:
        """Close the open leaf, and all open containers but the first ones."""
        leaf, self._leaf = self._leaf, None
        if isinstance(leaf, Paragraph) and leaf.lines[0][0] == "[":
            _take_definitions(leaf, self._children(len(self._open)))
        elif isinstance(leaf, CodeBlock) and not self._end_sign:
            while leaf.lines and not leaf.lines[-1].strip():
                leaf.lines.pop()
        while len(self._open) > matched:
            container = self._open.pop()
            container.end = container.children[-1].end if container.children else container.line
            if isinstance(container, BlockQuote):
                _read_callout(container)

    def _children(self, depth: int) -> list[Block]:
        """The blocks in the open container at a depth, 0 being the whole text."""
        return self._open[depth - 1].children if depth else self._top

    # --- containers

    def _continue_container(
        self, container: _Container, rest: str, column: int
    ) -> tuple[str, int] | None:
        """The part of a line that is in an open container, and its column; None if none is."""
        content = rest.lstrip(" ")
        indent = len(rest) - len(content)
        if isinstance(container, BlockQuote):
            if indent < _CODE_INDENT and content.startswith(">"):
                return _after_quote_mark(content, column + indent)
        elif not content or content.isspace():
            if container.children or container.line == self._number:
                return "", column
        elif indent >= container.width:
            return rest[container.width :], column + container.width
        return None

    def _open_container(  # noqa: PLR0911  one for each kind
        self, rest: str, column: int, matched: int
    ) -> tuple[str, int] | None:
        """Open the container that starts at the start of ``rest``.

        Returns:
            What is inside it, and the column of that; None if no container starts there.
        """
        if matched >= MAX_DEPTH:
            return None
        content = rest.lstrip(" ")
        indent = len(rest) - len(content)
        if indent >= _CODE_INDENT or not content:
            return None
        column += indent
        if content[0] == ">":
            self._open_in(matched, BlockQuote(self._number))
            return _after_quote_mark(content, column)
        if content[0] == "[" and (footnote := _FOOTNOTE.match(content)):
            self._open_in(matched, FootnoteDefinition(self._number, footnote[1]))
            return content[footnote.end() :], column + footnote.end()
        if content[0] == ":":
            return self._open_definition(content, indent, column, matched)
        marker = _LIST_MARKER.match(content)
        if marker is None or _THEMATIC_BREAK.fullmatch(content):
            return None
        if self._is_in_paragraph(matched) and (
            not content[marker.end() :].strip()
            or marker[1] not in (None, "1")
            or _SETEXT_UNDERLINE.fullmatch(content)
        ):
            return None
        return self._open_item(marker, content, indent, column, matched)

    def _open_item(
        self, marker: re.Match[str], content: str, indent: int, column: int, matched: int
    ) -> tuple[str, int]:
        self._close(matched)
        siblings = self._children(matched)
        sign = marker[2] or marker[0]
        parent = siblings[-1] if siblings else None
        if not isinstance(parent, List) or parent.marker != sign:
            parent = List(self._number, sign, int(marker[1]) if marker[1] else None)
            siblings.append(parent)
        length = marker.end()
        text, padding = _after_marker(content[length:], column + length)
        item = ListItem(self._number, indent + length + padding)
        column += length + padding
        if task := _TASK.match(text):
            item.task = task[1].lower()
            text, column = text[task.end() :], column + task.end()
        parent.children.append(item)
        self._open.append(item)
        return text, column

    def _open_definition(
        self, content: str, indent: int, column: int, matched: int
    ) -> tuple[str, int] | None:
        """As ``_open_container``, for a colon: below a term or a definition only."""
        siblings = self._children(matched)
        last = siblings[-1] if siblings else None
        is_below_term = isinstance(last, Paragraph) and (
            matched == len(self._open)
            and len(last.lines) <= _MAX_TERMS
            and self._number - last.end <= _TERM_DISTANCE
        )
        if content[1:2] not in (" ", "\t") or not (
            is_below_term or isinstance(last, DefinitionList)
        ):
            return None
        self._close(matched)
        last = siblings[-1]
        if isinstance(last, Paragraph):
            terms = [
                Paragraph(line, [text.strip()], line)
                for line, text in enumerate(last.lines, last.line)
            ]
            siblings[-1] = last = DefinitionList(last.line, [*terms])
        if not isinstance(last, DefinitionList):  # the paragraph was that of a link's definition
            return None
        text, padding = _after_marker(content[1:], column + 1)
        definition = Definition(self._number, indent + 1 + padding)
        last.children.append(definition)
        self._open.append(definition)
        return text, column + 1 + padding

    def _open_in(self, matched: int, container: BlockQuote | FootnoteDefinition) -> None:
        self._close(matched)
        self._children(matched).append(container)
        self._open.append(container)

    # --- leaves

    def _is_in_paragraph(self, matched: int) -> bool:
        """Whether a line would go on with the open paragraph if it started no block."""
        return isinstance(self._leaf, Paragraph) and matched == len(self._open)

    def _open_other_leaf(self, rest: str, matched: int) -> bool:
        """Open the leaf that starts with a line, unless it is a paragraph; return whether it did.

        The line may turn the open paragraph into a heading or a table.
        """
        content = rest.lstrip(" ")
        indent = len(rest) - len(content)
        leaf: Leaf | None = None
        is_below_paragraph = isinstance(self._leaf, Paragraph)
        if indent >= _CODE_INDENT:
            if is_below_paragraph or isinstance(self._leaf, Table):
                return False
            leaf, end_sign = CodeBlock(self._number, "", [rest[_CODE_INDENT:]]), ""
        elif self._is_in_paragraph(matched) and (
            self._underline(content) or self._start_table(content)
        ):
            return True
        else:
            leaf, end_sign = self._other_leaf(content, is_below_paragraph=is_below_paragraph)
        if leaf is None:
            return False
        self._close(matched)
        self._open_leaf(leaf)
        self._end_sign, self._fence_indent = end_sign, indent
        if isinstance(leaf, (Heading, ThematicBreak)) or (
            end_sign and not isinstance(leaf, CodeBlock) and self._is_ended(leaf, content)
        ):
            self._leaf = None
        return True

    def _other_leaf(  # noqa: PLR0911  one for each kind
        self, content: str, *, is_below_paragraph: bool
    ) -> tuple[Leaf | None, str]:
        """The leaf that starts with a line, None for none, and the sign that ends it."""
        number, char = self._number, content[0]
        if char == "#":
            return self._heading(content), ""
        if char in "*-_":
            return ThematicBreak(number) if _THEMATIC_BREAK.fullmatch(content) else None, ""
        if char in "`~":
            fence = _FENCE.fullmatch(content)
            return (CodeBlock(number, fence[2].strip(), []), fence[1]) if fence else (None, "")
        if char == "<":
            sign = self._html_end(content, is_below_paragraph=is_below_paragraph)
            return (None, "") if sign is None else (HtmlBlock(number, [content]), sign)
        if content.startswith("%%"):
            return Comment(number, [content]) if self._is_comment(content) else None, "%%"
        if content.startswith("$$"):
            return MathBlock(number, [content]) if self._is_math(content) else None, "$$"
        return None, ""

    def _heading(self, content: str) -> Heading | None:
        heading = _ATX_HEADING.fullmatch(content)
        if heading is None:
            return None
        text = _CLOSING_MARKS.sub("", (heading[2] or "").strip()).rstrip()
        return Heading(self._number, len(heading[1]), [text])

    def _underline(self, content: str) -> bool:
        """Turn the open paragraph into a heading if a line underlines it."""
        if not _SETEXT_UNDERLINE.fullmatch(content):
            return False
        siblings, paragraph = self._children(len(self._open)), self._leaf
        if isinstance(paragraph, Paragraph):
            _take_definitions(paragraph, siblings)
        if not siblings or siblings[-1] is not paragraph or not isinstance(paragraph, Paragraph):
            self._leaf = None
            return False
        level = 1 if content[0] == "=" else 2
        siblings[-1] = Heading(paragraph.line, level, paragraph.lines, self._number)
        self._leaf = None
        return True

    def _start_table(self, content: str) -> bool:
        """Turn the last line of the open paragraph into the header of a table."""
        paragraph = self._leaf
        if not isinstance(paragraph, Paragraph) or not _DELIMITER_ROW.fullmatch(content):
            return False
        header = paragraph.lines[-1]
        alignments = [_alignment(cell) for cell in _split_cells(content, 0)]
        cells = _split_cells(header, 0)
        if len(cells) != len(alignments) or "|" not in header + content:
            return False
        if len(paragraph.lines) == 1:
            self._children(len(self._open)).pop()
        else:
            paragraph.lines.pop()
            paragraph.end -= 1
            self._close(len(self._open))
        self._open_leaf(Table(self._number - 1, alignments, [cells]))
        return True

    # --- literal blocks

    def _continue_literal(self, rest: str) -> bool:
        """Add a line to the open literal block; return whether it belongs to it."""
        leaf, sign = self._leaf, self._end_sign
        if not isinstance(leaf, _LITERAL):
            return False
        content = rest.lstrip(" ")
        indent = len(rest) - len(content)
        is_code = isinstance(leaf, CodeBlock)
        if not sign:
            return self._continue_unfenced(leaf, rest, indent)
        leaf.end = self._number
        if is_code:
            fence = content.rstrip()
            if indent < _CODE_INDENT and fence.startswith(sign) and not fence.strip(sign[0]):
                self._leaf = None
            else:
                leaf.lines.append(rest[min(indent, self._fence_indent) :])
            return True
        leaf.lines.append(rest)
        if self._is_ended(leaf, rest):
            self._leaf = None
        return True

    def _continue_unfenced(self, leaf: _Literal, rest: str, indent: int) -> bool:
        """As above, for code that is indented, and HTML until an empty line."""
        is_empty = not rest or rest.isspace()
        if isinstance(leaf, CodeBlock):
            if not is_empty and indent < _CODE_INDENT:
                return False
            leaf.lines.append(rest[_CODE_INDENT:])
        else:
            if is_empty:
                return False
            leaf.lines.append(rest)
        leaf.end = leaf.end if is_empty else self._number
        return True

    def _is_ended(self, leaf: Leaf, line: str) -> bool:
        """Whether a line ends a literal block with an end sign; it may be its first line."""
        sign = self._end_sign
        if not isinstance(leaf, HtmlBlock):
            is_first = leaf.line == self._number
            return self._ends_line(line[2:] if is_first else line, sign)
        if leaf.line == self._number and sign == "-->":
            return sign in line[4:] or line.startswith(("<!-->", "<!--->"))
        return sign in line.lower()

    @staticmethod
    def _ends_line(line: str, sign: str) -> bool:
        return line.rstrip().endswith(sign)

    def _html_end(self, content: str, *, is_below_paragraph: bool) -> str | None:
        """The sign that ends the HTML block that starts with a line, "" for an empty line.

        None if no such block starts.
        """
        for start, sign in _HTML_ENDS:
            if content.startswith(start):
                return sign if sign in content[len(start) :] or self._is_below(sign) else None
        name = _HTML_NAME.match(content)
        if name is None:
            return None
        element = name[1].lower()
        if element in RAW_TEXT_ELEMENTS and content[1] != "/":
            sign = f"</{element}>"
            return sign if sign in content.lower() or self._is_below(sign) else ""
        if element in BLOCK_ELEMENTS:
            return ""
        tag = match_tag(content)
        is_alone = tag is not None and not content[tag.end() :].strip()
        is_block = is_alone and not is_below_paragraph and tag is not None
        return "" if is_block and tag is not None and self._tags.is_tag(tag) else None

    def _is_below(self, sign: str) -> bool:
        """Whether a line below this one has a sign in it; "%%" counts at its end only."""
        if sign not in self._last_lines:
            self._last_lines[sign] = next(
                (
                    number
                    for number in range(len(self._lines) - 1, -1, -1)
                    if sign in self._lines[number].lower()
                    and (sign != "%%" or self._ends_line(self._lines[number], sign))
                ),
                -1,
            )
        return self._last_lines[sign] > self._number

    def _is_comment(self, content: str) -> bool:
        """Whether an Obsidian comment of whole lines starts with a line, not one within a text."""
        inside = content[2:].rstrip()
        if "%%" in inside:
            return inside.index("%%") == len(inside) - 2
        return self._is_below("%%")

    def _is_math(self, content: str) -> bool:
        """Whether displayed math starts with a line: it ends there or before an empty line."""
        inside = content[2:].rstrip()
        if "$$" in inside:
            return inside.index("$$") == len(inside) - 2 and len(inside) > 2
        if self._number < self._next_math_line:
            return False
        for number in range(self._number + 1, len(self._lines)):
            line = self._lines[number].strip()
            if self._ends_line(line, "$$"):
                return True
            if not line:
                self._next_math_line = number
                return False
        self._next_math_line = len(self._lines)
        return False


def _expand_tabs(line: str, column: int) -> str:
    """A line whose tabs before the text are spaces, up to columns that are multiples of four."""
    if "\t" not in line:
        return line
    text = line.lstrip(" \t")
    end = column
    for char in line[: len(line) - len(text)]:
        end += 4 - end % 4 if char == "\t" else 1
    return " " * (end - column) + text


def _after_quote_mark(content: str, column: int) -> tuple[str, int]:
    """What is after the ``>`` of a quote and a space, and its column."""
    rest = _expand_tabs(content[1:], column + 1)
    return (rest[1:], column + 2) if rest.startswith(" ") else (rest, column + 1)


def _after_marker(after: str, column: int) -> tuple[str, int]:
    """What is after a marker and its spaces, and the number of these that belong to the marker."""
    after = _expand_tabs(after, column)
    text = after.lstrip(" ")
    spaces = len(after) - len(text)
    if not text or text.isspace():
        return "", 1
    return (text, spaces) if spaces <= _CODE_INDENT else (after[1:], 1)


def _split_cells(line: str, minimum: int) -> list[str]:
    """The cells of a row; empty ones follow if there are too few."""
    row = line.strip()
    row = row.removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    cells = [cell.strip().replace("\\|", "|") for cell in _CELL_BOUNDARY.split(row)]
    return cells + [""] * (minimum - len(cells))


def _alignment(cell: str) -> str:
    sides = (cell.startswith(":"), cell.endswith(":"))
    return {(True, False): "left", (True, True): "center", (False, True): "right"}.get(sides, "")


def _take_definitions(paragraph: Paragraph, siblings: list[Block]) -> None:
    """Make blocks of the definitions of links at the start of the last paragraph."""
    lines = paragraph.lines
    taken = 0
    definitions: list[Block] = []
    while taken < len(lines) and lines[taken].startswith("["):
        text = "\n".join(lines[taken : taken + _MAX_DEFINITION_LINES])
        match = _LINK_DEFINITIONS[0].match(text) or _LINK_DEFINITIONS[1].match(text)
        if match is None or not match[1].strip():
            break
        label, bracketed, bare, title = match.groups()
        line = paragraph.line + taken
        taken += match[0].rstrip("\n").count("\n") + 1
        destination = bare if bracketed is None else bracketed
        definitions.append(
            LinkDefinition(line, label, destination, title[1:-1], paragraph.line + taken - 1)
        )
    if definitions:
        paragraph.line += taken
        del lines[:taken]
        siblings[-1:] = [*definitions, paragraph] if lines else definitions


def _read_callout(quote: BlockQuote) -> None:
    """Take the sign and the title of a callout off the quote that is one."""
    first = quote.children[0] if quote.children else None
    if not isinstance(first, Paragraph) or not first.lines[0].startswith("[!"):
        return
    if sign := _CALLOUT.fullmatch(first.lines[0].rstrip()):
        quote.callout = sign[1].lower()
        quote.title = (sign[2] or "").strip() or sign[1].replace("-", " ").capitalize()
        del first.lines[0]
        first.line += 1
        if not first.lines:
            del quote.children[0]
