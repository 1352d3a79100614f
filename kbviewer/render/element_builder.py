"""Builds the elements of a page from blocks, in place of Python-Markdown's block parser.

Python-Markdown reads what is inside a line: its emphasis is right beside Chinese, where
CommonMark's is not (``**“抖音”**电商``). Its blocks differ from what writers mean by them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, ElementTree, SubElement

import markdown
from markdown.blockparser import BlockParser
from markdown.extensions.footnotes import FootnoteExtension
from markdown.postprocessors import Postprocessor
from markdown.util import HTML_PLACEHOLDER, AtomicString

from kbviewer.render.code_highlighting import CodeHighlighter
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
    ThematicBreak,
)
from kbviewer.text.html_tags import TagNames
from kbviewer.text.inline import join_lines, normalize_label
from kbviewer.text.plaintext import TASK_SIGNS

CALLOUTS = {
    "note": "note", "abstract": "note", "summary": "note", "tldr": "note", "info": "info",
    "todo": "info", "tip": "tip", "hint": "tip", "important": "tip", "success": "success",
    "check": "success", "done": "success", "question": "question", "help": "question",
    "faq": "question", "warning": "warning", "caution": "warning", "attention": "warning",
    "failure": "danger", "fail": "danger", "missing": "danger", "danger": "danger",
    "error": "danger", "bug": "danger", "example": "example", "quote": "quote", "cite": "quote",
}  # fmt: skip
"""How a callout looks, by its kind in Obsidian and on GitHub; others are notes."""
_INLINE_START = re.compile(
    r"</?(?:img|a|b|i|em|strong|span|font|kbd|mark|sub|sup)\b", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_RAW_HTML = re.compile(f"<p>{HTML_PLACEHOLDER % '([0-9]+)'}</p>|{HTML_PLACEHOLDER % '([0-9]+)'}")


class ElementBuilder(BlockParser):
    """Builds a document's elements; Python-Markdown then reads the text in them."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._blocks: Sequence[Block] = ()
        self._hard_line_breaks = False
        self._footnotes: FootnoteExtension | None = None
        self._tags = TagNames("")
        self._highlighter = CodeHighlighter()
        self._footnote_blocks: dict[str, list[Block]] = {}

    def set_document(
        self,
        blocks: Sequence[Block],
        footnotes: FootnoteExtension,
        tags: TagNames,
        *,
        hard_line_breaks: bool,
    ) -> None:
        """Set what the page is made of.

        Args:
            blocks: those of the text.
            footnotes: numbers the footnotes.
            tags: what is taken for tags in the text.
            hard_line_breaks: whether each line end in a paragraph is one on the page.
        """
        self._blocks, self._footnotes, self._tags = blocks, footnotes, tags
        self._hard_line_breaks = hard_line_breaks

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802  the library's name
        """The elements of the page; the lines are not read."""
        del lines
        root = Element(self.md.doc_tag)
        self._define(self._blocks)
        self._add_blocks(root, self._blocks)
        return ElementTree(root)

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802  the library's name
        """Add the elements of a footnote, which ``text`` is the label of."""
        self._add_blocks(parent, self._footnote_blocks[text])

    def _define(self, blocks: Iterable[Block]) -> None:
        """Register the definitions of links and footnotes; the first of several counts."""
        for block in blocks:
            if isinstance(block, LinkDefinition):
                target = (_unescaped(block.destination), _unescaped(block.title))
                self.md.references.setdefault(normalize_label(block.label), target)
            elif isinstance(block, FootnoteDefinition):
                if block.label not in self._footnote_blocks and self._footnotes is not None:
                    self._footnote_blocks[block.label] = block.children
                    self._footnotes.setFootnote(block.label, block.label)
                self._define(block.children)
            elif isinstance(block, BlockQuote | List | ListItem | Definition | DefinitionList):
                self._define(block.children)

    def _add_blocks(self, parent: Element, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self._add_block(parent, block)

    def _add_block(self, parent: Element, block: Block) -> None:
        match block:
            case Paragraph():
                SubElement(parent, "p").text = self._text(block.lines)
            case Heading():
                SubElement(parent, f"h{block.level}").text = self._text(block.lines)
            case List():
                self._add_list(parent, block)
            case CodeBlock():
                self._add_html(parent, self._highlighter.to_html(block.lines, block.info))
            case HtmlBlock():
                self._add_html(parent, self._tags.mark_text("\n".join(block.lines)))
            case BlockQuote(callout=""):
                self._add_blocks(SubElement(parent, "blockquote"), block.children)
            case BlockQuote():
                self._add_callout(parent, block)
            case Table():
                _add_table(parent, block)
            case ThematicBreak():
                SubElement(parent, "hr")
            case MathBlock():
                math = html.escape("\n".join(block.lines), quote=False)
                self._add_html(parent, f'<pre class="math"><code>{math}</code></pre>')
            case DefinitionList():
                self._add_definitions(parent, block)
            case Comment() | LinkDefinition() | FootnoteDefinition() | ListItem() | Definition():
                pass

    def _text(self, lines: Sequence[str]) -> str:
        """The text of a paragraph for Python-Markdown: two spaces before each hard line break."""
        return join_lines(lines, soft="\n", hard="  \n", are_all_hard=self._hard_line_breaks)

    def _add_html(self, parent: Element, raw: str) -> None:
        SubElement(parent, "p").text = AtomicString(self.md.htmlStash.store(raw))

    def _add_list(self, parent: Element, block: List) -> None:
        element = SubElement(parent, "ul" if block.start is None else "ol")
        if block.start is None:
            if all(item.task for item in block.children):
                element.set("class", "tasks")
        elif block.start != 1:
            element.set("start", str(block.start))
        is_tight = block.is_tight
        for item in block.children:
            self._add_item(SubElement(element, "li"), item, is_tight=is_tight)

    def _add_item(self, element: Element, item: ListItem, *, is_tight: bool) -> None:
        sign = TASK_SIGNS.get(item.task, "")
        first = item.children[0] if item.children else None
        if isinstance(first, Paragraph):
            start = element if is_tight else SubElement(element, "p")
            start.text = sign + self._text(first.lines)
            self._add_blocks(element, item.children[1:])
        else:
            element.text = sign
            self._add_blocks(element, item.children)

    def _add_callout(self, parent: Element, quote: BlockQuote) -> None:
        kind = CALLOUTS.get(quote.callout, "note")
        box = SubElement(parent, "div", {"class": f"callout callout-{kind}"})
        SubElement(box, "p", {"class": "callout-title"}).text = quote.title
        self._add_blocks(box, quote.children)

    def _add_definitions(self, parent: Element, block: DefinitionList) -> None:
        element = SubElement(parent, "dl")
        for child in block.children:
            if isinstance(child, Paragraph):
                SubElement(element, "dt").text = self._text(child.lines)
                continue
            definition = SubElement(element, "dd")
            if len(child.children) == 1 and isinstance(child.children[0], Paragraph):
                definition.text = self._text(child.children[0].lines)
            else:
                self._add_blocks(definition, child.children)


class RawHtmlPostprocessor(Postprocessor):
    """Puts raw HTML and code in their places; a paragraph stays around what is no block."""

    def run(self, text: str) -> str:
        """The page with the raw HTML in it."""
        stash = self.md.htmlStash.rawHtmlBlocks

        def raw(match: re.Match[str]) -> str:
            number = int(match[1] or match[2])
            if number >= len(stash):
                return match[0]
            raw_html = str(stash[number])
            is_alone = match[1] and _INLINE_START.match(raw_html)
            return f"<p>{raw_html}</p>" if is_alone else raw_html

        return _RAW_HTML.sub(raw, text) if stash else text


def _unescaped(text: str) -> str:
    return html.unescape(_ESCAPE.sub(r"\1", text))


def _add_table(parent: Element, block: Table) -> None:
    table = SubElement(parent, "table")
    head, body = SubElement(table, "thead"), None
    for number, row in enumerate(block.rows):
        if number == 1:
            body = SubElement(table, "tbody")
        line = SubElement(head if body is None else body, "tr")
        for column, text in enumerate(row):
            cell = SubElement(line, "td" if number else "th")
            cell.text = text
            if column < len(block.alignments) and block.alignments[column]:
                cell.set("align", block.alignments[column])
