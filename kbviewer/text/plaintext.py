"""Markdown to plain text: what a reader sees and, separately, what the markup hides.

For the index and its snippets. Nothing of the source is lost: link targets, comments and tags go
to ``hidden``, so that they are searched too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kbviewer.text.blocks import (
    Block,
    BlockQuote,
    CodeBlock,
    Comment,
    Definition,
    DefinitionList,
    FootnoteDefinition,
    Heading,
    HtmlBlock,
    LinkDefinition,
    List,
    ListItem,
    MathBlock,
    Paragraph,
    Table,
    scan_blocks,
)
from kbviewer.text.inline import join_lines
from kbviewer.text.inline_text import HEADING_ID, InlineReader

TASK_SIGNS = {" ": "☐ ", "x": "☑ "}
"""What is shown before the text of a task, by ``ListItem.task``."""
_MAX_HEADINGS = 20_000  # of one text; later ones are ordinary text


@dataclass(frozen=True, slots=True)
class PlainText:
    """The plain text of a Markdown text.

    Attributes:
        text: what a reader sees; a line is a block (paragraph, list item, table row).
        headings: the spans ``(start, end)`` of headings in ``text``.
        hidden: link targets, comments, tags and names of code languages, one per line.
    """

    text: str
    headings: tuple[tuple[int, int], ...]
    hidden: str


def plain_text(markdown: str, *, hard_line_breaks: bool = False) -> PlainText:
    """The plain text of ``markdown``.

    Args:
        markdown: the text.
        hard_line_breaks: whether each line end in a paragraph is one on the page.
    """
    inline = InlineReader(markdown)
    reader = _BlockReader(inline, hard_line_breaks=hard_line_breaks)
    reader.read(scan_blocks(markdown))
    hidden = "\n".join(filter(None, inline.hidden))
    return PlainText("\n".join(reader.texts), tuple(reader.headings), hidden)


class _BlockReader:
    """Reads blocks.

    Attributes:
        texts: the text of each block, so far.
        headings: the spans of headings in the texts, as they will be joined.
    """

    def __init__(self, inline: InlineReader, *, hard_line_breaks: bool) -> None:
        self.texts: list[str] = []
        self.headings: list[tuple[int, int]] = []
        self._length = 0  # of the texts
        self._inline = inline
        self._start = ""  # what is before the next text: the sign of a task
        self._hard_line_breaks = hard_line_breaks

    def read(self, blocks: Iterable[Block]) -> None:  # noqa: PLR0912  one for each kind
        """Add the texts of some blocks."""
        for block in blocks:
            match block:
                case Paragraph():
                    self._add_text(self._join(block.lines))
                case Heading():
                    self._read_heading(block)
                case CodeBlock():
                    self._inline.hide(block.info)
                    self._add_lines(block.lines)
                case List() | DefinitionList() | FootnoteDefinition() | Definition():
                    self.read(block.children)
                case ListItem():
                    self._start += TASK_SIGNS.get(block.task, "")
                    self.read(block.children)
                    self._add("")  # the sign of a task without a text
                case BlockQuote():
                    if block.callout:
                        self._add_text(block.title)
                    self.read(block.children)
                case Table():
                    for row in block.rows:
                        self._add(" | ".join(map(self._inline.read, row)).strip())
                case MathBlock():
                    self._add_lines(block.lines)
                case HtmlBlock():
                    self._add(self._inline.read_html("\n".join(block.lines)))
                case Comment():
                    self._inline.hide("\n".join(block.lines).strip("%"))
                case LinkDefinition():
                    self._inline.hide(f"{block.destination} {block.title}")

    def _add(self, text: str) -> None:
        if self._start:
            text, self._start = (self._start + text).rstrip(), ""
        if text:
            self.texts.append(text)
            self._length += len(text) + 1

    def _add_text(self, text: str) -> None:
        self._add(self._inline.read(text).strip())

    def _add_lines(self, lines: list[str]) -> None:
        for line in lines:
            self._add(line.strip())

    def _read_heading(self, block: Heading) -> None:
        text = self._join(block.lines)
        if name := HEADING_ID.search(text):
            text = text[: name.start()]
            self._inline.hide(name[1])
        start = self._length
        self._add_text(text)
        if self._length > start and len(self.headings) < _MAX_HEADINGS:
            self.headings.append((start, self._length - 1))

    def _join(self, lines: list[str]) -> str:
        if len(lines) == 1:
            return lines[0]
        return join_lines(lines, soft=" ", hard="\n", are_all_hard=self._hard_line_breaks)
