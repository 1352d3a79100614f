"""Markdown to plain text: what a reader sees and, separately, what the markup hides.

For the index and its snippets: what is inside the blocks (``text/blocks.py``) is read with regular
expressions, each linear in the text, not with a full parser as pages are (``render/renderer.py``).
Nothing of the source is lost: link targets, comments and tags go to ``hidden``, so that they are
searched too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kbviewer.text import wikilinks
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
from kbviewer.text.html_tags import TAG, TagNames
from kbviewer.text.inline import BARE_URL, COMMENT, MARK, MATH, join_lines, url_span

_MAX_HEADINGS = 20_000  # of one text; later ones are ordinary text
_MARKUP = re.compile(r"[\\`*_~<&\[\]=%$]")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]+|[^`]+`[^`]+)(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_COMMENT = re.compile(r"<!--((?:(?!<!--|-->).)*)-->", re.DOTALL)
_TAG = re.compile(TAG)
_UNSHOWN = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_OBSIDIAN_COMMENT = re.compile(COMMENT, re.DOTALL)
_MARK = re.compile(MARK, re.DOTALL)
_MATH = re.compile(MATH)
_BARE_URL = re.compile(BARE_URL)
_INLINE_TAGS = re.compile(
    r"a|abbr|b|bd[io]|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|"
    r"strong|su[bp]|time|tt|u|var|wbr",
    re.IGNORECASE,
)
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]+|[^<>@\s]+@[^<>@\s]+)>")
_WIKI = re.compile(wikilinks.WIKI_LINK)
TASK_SIGNS = {" ": "☐ ", "x": "☑ "}
"""What is shown before the text of a task, by ``ListItem.task``."""
HEADING_ID = re.compile(r"(?<![ \t])[ \t]*+\{:?[ \t]*+#([^\s{}]++)[ \t]*+\}[ \t]*+\Z")
"""The id that is written behind a heading: ``{#name}``."""
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_PICTURE_WIDTH = re.compile(r"\|[0-9]{1,4}(?:x[0-9]{1,4})?\Z")
_REFERENCE = re.compile(r"!?\[([^\[\]]+)\]\[[^\[\]]*\]")
_STARS = re.compile(r"(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1")
_UNDERSCORES = re.compile(r"(?<![^\W_])(_{1,3})(?=[^\s_])([^_]*[^\s_])\1(?![^\W_])")
_STRIKETHROUGH = re.compile(r"~~(?=[^\s~])([^~]*[^\s~])~~")
_ZEROS = re.compile(r"(?<=&#)0++(?=[0-9])")
_NO_CHARACTER = re.compile(r"&#[0-9]{8,}+;?+")  # too long a number for Python to read
_PLACEHOLDER = "\ue0f0"  # replaces an escaped sign or a code span while the rest is read
_PLACEHOLDERS = re.compile(f"{_PLACEHOLDER}([0-9]+){_PLACEHOLDER}")


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
    reader = _Reader(markdown, hard_line_breaks=hard_line_breaks)
    reader.read(scan_blocks(markdown))
    hidden = "\n".join(filter(None, reader.hidden))
    return PlainText("\n".join(reader.texts), tuple(reader.headings), hidden)


def strip_inline_markup(text: str) -> str:
    """One line of Markdown, a title for example, without its markup."""
    return " ".join(_read_inline(text, [], TagNames(text)).split())


def plain_heading(text: str) -> str:
    """The text of a heading without its markup and its id."""
    return strip_inline_markup(HEADING_ID.sub("", text))


class _Reader:
    """Reads blocks.

    Attributes:
        texts: the text of each block, so far.
        headings: the spans of headings in the texts, as they will be joined.
        hidden: what is not shown.
    """

    def __init__(self, markdown: str, *, hard_line_breaks: bool) -> None:
        self.texts: list[str] = []
        self.headings: list[tuple[int, int]] = []
        self.hidden: list[str] = []
        self._length = 0  # of the texts
        self._start = ""  # what is before the next text: the sign of a task
        self._tags = TagNames(markdown)
        self._hard_line_breaks = hard_line_breaks

    def read(self, blocks: Iterable[Block]) -> None:  # noqa: PLR0912  one for each kind
        """Add the texts of some blocks."""
        for block in blocks:
            match block:
                case Paragraph():
                    self._add(self._inline(self._join(block.lines)))
                case Heading():
                    self._read_heading(block)
                case CodeBlock():
                    self._hide(block.info)
                    self._add_lines(block.lines)
                case List() | DefinitionList() | FootnoteDefinition() | Definition():
                    self.read(block.children)
                case ListItem():
                    self._start += TASK_SIGNS.get(block.task, "")
                    self.read(block.children)
                case BlockQuote():
                    if block.callout:
                        self._add(self._inline(block.title))
                    self.read(block.children)
                case Table():
                    for row in block.rows:
                        self._add(self._inline(" | ".join(row)))
                case MathBlock():
                    self._add_lines(block.lines)
                case HtmlBlock():
                    self._add(self._html("\n".join(block.lines)))
                case Comment():
                    self._hide("\n".join(block.lines).strip("%"))
                case LinkDefinition():
                    self._hide(f"{block.destination} {block.title}")

    def _add(self, text: str) -> None:
        if self._start:
            text, self._start = self._start + text, ""
        if text:
            self.texts.append(text)
            self._length += len(text) + 1

    def _add_lines(self, lines: list[str]) -> None:
        for line in lines:
            self._add(line.strip())

    def _read_heading(self, block: Heading) -> None:
        text = self._join(block.lines)
        if name := HEADING_ID.search(text):
            text = text[: name.start()]
            self._hide(name[1])
        start = self._length
        self._add(self._inline(text))
        if self._length > start and len(self.headings) < _MAX_HEADINGS:
            self.headings.append((start, self._length - 1))

    def _join(self, lines: list[str]) -> str:
        if len(lines) == 1:
            return lines[0]
        return join_lines(lines, soft=" ", hard="\n", are_all_hard=self._hard_line_breaks)

    def _inline(self, text: str) -> str:
        return _read_inline(text, self.hidden, self._tags).strip()

    def _html(self, raw: str) -> str:
        """The text in a block of HTML, in which nothing else is markup."""
        if _UNSHOWN.match(raw):
            self._hide(raw)
            return ""
        text = _COMMENT.sub(lambda match: self._hide(match[1]), raw)
        text = _without_tags(" ".join(text.split("\n")), self.hidden, self._tags)
        return _unescaped(text).strip()

    def _hide(self, text: str) -> str:
        return _hide(text, self.hidden)


def _hide(text: str, hidden: list[str], replacement: str = "") -> str:
    hidden.append(text.strip())
    return replacement


def _without_tags(text: str, hidden: list[str], tags: TagNames) -> str:
    """A text whose tags are hidden; those of blocks leave a line end."""

    def replace(match: re.Match[str]) -> str:
        if not tags.is_tag(match):
            return match[0]
        return _hide(match[0].strip("</>"), hidden, _replacement_of(match[1] or match[3]))

    text = _TAG.sub(replace, text)
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def _replacement_of(tag: str) -> str:
    """What replaces a tag: a line end, or nothing for inline tags."""
    return "" if _INLINE_TAGS.fullmatch(tag) else "\n"


def _read_inline(text: str, hidden: list[str], tags: TagNames) -> str:
    """A text inside a block without its markup.

    Args:
        text: with line ends where lines break.
        hidden: what is not shown is added to it.
        tags: what is taken for tags.
    """
    if not _MARKUP.search(text):
        return text
    protected: list[str] = []
    indexes: dict[str, int] = {}

    def protect(literal: str) -> str:
        index = indexes.setdefault(literal, len(protected))
        if index == len(protected):
            protected.append(literal)
        return f"{_PLACEHOLDER}{index}{_PLACEHOLDER}"

    def restore(text: str) -> str:
        if not protected:
            return text
        for _ in range(2):  # an escaped sign inside a code span
            text = _PLACEHOLDERS.sub(lambda match: protected[int(match[1])], text)
        return text

    def hide(markup: str, replacement: str = "") -> str:
        return _hide(restore(markup), hidden, replacement)

    def protect_url(match: re.Match[str]) -> str:
        start, end = url_span(match)
        rest = match.string[end : match.end()]
        return protect(match.string[start:end]) + rest if end > start else rest

    def wiki_link_text(match: re.Match[str]) -> str:
        link = wikilinks.WikiLink.from_match(match)
        if link.text != link.name:
            hide(link.name)
        return link.text if link.has_label else protect(link.text)

    def link_text(match: re.Match[str]) -> str:
        shown = _PICTURE_WIDTH.sub("", match[1]) if match[0][0] == "!" else match[1]
        return hide(match[2], shown)

    unrestored: list[str] = []  # tags, as long as placeholders are in them
    text = text.replace(_PLACEHOLDER, "")
    if "`" in text:
        text = _CODE.sub(lambda match: protect(match[2].strip()), text)
    if "$" in text:
        text = _MATH.sub(lambda match: protect(match[0]), text)
    if "%%" in text:
        text = _OBSIDIAN_COMMENT.sub(lambda match: hide(match[0].strip("%")), text)
    if "[[" in text:
        text = _WIKI.sub(wiki_link_text, text)
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: protect(match[1]), text)
    if "<" in text:
        text = _AUTOLINK.sub(lambda match: protect(match[1]), text)
        text = _COMMENT.sub(lambda match: hide(match[1]), text)
        text = _without_tags(text, unrestored, tags)
    if "[" in text:
        for _ in range(2):  # a picture inside a link
            text = _IMAGE_OR_LINK.sub(link_text, text)
        text = _REFERENCE.sub(r"\1", text)
    if "://" in text or "www." in text:
        text = _BARE_URL.sub(protect_url, text)
    if "==" in text:
        text = _MARK.sub(r"\2", text)
    hidden += map(restore, unrestored)
    return restore(_unescaped(_without_emphasis(text)))


def _without_emphasis(text: str) -> str:
    if "*" in text or "_" in text:
        for _ in range(3):  # bold inside italics inside bold
            before = text
            text = _STARS.sub(r"\2", text)
            text = _UNDERSCORES.sub(r"\2", text)
            if text == before:
                break
    return _STRIKETHROUGH.sub(r"\1", text) if "~~" in text else text


def _unescaped(text: str) -> str:
    """The text with HTML entities replaced; U+FFFD for a number that is not a character's."""
    if "&#" in text:
        text = _NO_CHARACTER.sub("\ufffd", _ZEROS.sub("", text))
    return html.unescape(text)
