"""Markdown to plain text: what a reader sees and, separately, what the markup hides.

A fast pass of regular expressions, each linear in the text, for the index and its snippets; the
window renders with a full Markdown parser (``render/renderer.py``). Nothing of the source is lost:
link targets, comments and tags go to ``hidden``, so that they are searched too.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Protocol

from kbviewer.text import wikilinks

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*(.*)")
_HEADING = re.compile(r" {0,3}#{1,6}(?=[ \t]|$)")
_SETEXT_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_THEMATIC_BREAK = re.compile(r" {0,3}(?>(?:\*[ \t]*+){3,}|(?:-[ \t]*+){3,}|(?:_[ \t]*+){3,})")
_TABLE_DELIMITER = re.compile(r"[ \t|:]*-[-| \t:]*")
_CELL_END = re.compile(r"(?<!\\)\|")
_QUOTE = re.compile(r"(?>(?:[ \t]{0,3}+>[ \t]?+)+)")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+")
_LINK_DEFINITION = re.compile(r" {0,3}\[(?!\^)([^\[\]\n]+)\]:[ \t]*(\S.*)")
_FOOTNOTE_DEFINITION = re.compile(r" {0,3}\[\^([^\[\]\n]+)\]:[ \t]*")
_MAX_HEADINGS = 20_000  # of one text; later ones are ordinary text
_HARD_BREAKS = ("  ", "\\")  # line endings that are a line break
_MARKUP = re.compile(r"[\\`*_~<&\[\]]")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]+|[^`]+`[^`]+)(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~&])")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*+)[^<>]*+>")
_INLINE_TAGS = re.compile(
    r"a|abbr|b|bd[io]|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|"
    r"strong|su[bp]|time|tt|u|var|wbr",
    re.IGNORECASE,
)
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]+|[^<>@\s]+@[^<>@\s]+)>")
_WIKI = re.compile(wikilinks.WIKI_LINK)
HEADING_ID = re.compile(r"(?<![ \t])[ \t]*+\{:?[ \t]*+#([^\s{}]++)[ \t]*+\}[ \t]*+\Z")
"""The id that is written behind a heading: ``{#name}``."""
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
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


def plain_text(markdown: str) -> PlainText:
    """The plain text of ``markdown``."""
    hidden: list[str] = []
    markdown = strip_comments(markdown, hidden)
    blocks: list[str] = []
    headings: list[tuple[int, int]] = []
    offset = 0
    for text, is_heading in _read_blocks(markdown, hidden):
        if not text:
            continue
        blocks.append(text)
        if is_heading and len(headings) < _MAX_HEADINGS:
            headings.append((offset, offset + len(text)))
        offset += len(text) + 1
    return PlainText("\n".join(blocks), tuple(headings), "\n".join(filter(None, hidden)))


def strip_inline_markup(text: str) -> str:
    """One line of Markdown, a title for example, without its markup."""
    return " ".join(_read_inline(text, []).split())


def _hide(text: str, hidden: list[str], replacement: str = "") -> str:
    hidden.append(text.strip())
    return replacement


def strip_comments(markdown: str, hidden: list[str]) -> str:
    """``markdown`` without its comments, which are added to ``hidden``."""
    kept: list[str] = []
    position = 0
    while (start := markdown.find("<!--", position)) >= 0:
        end = markdown.find("-->", start + 4)
        if end < 0:
            break
        kept.append(markdown[position:start])
        hidden.append(markdown[start + 4 : end].strip())
        position = end + 3
    return "".join(kept) + markdown[position:]


def _read_blocks(markdown: str, hidden: list[str]) -> list[tuple[str, bool]]:
    blocks: list[tuple[str, bool]] = []
    paragraph: list[str] = []
    fence = ""

    def close(*, is_heading: bool = False) -> None:
        if paragraph:
            blocks.append((_read_inline(" ".join(paragraph), hidden).strip(), is_heading))
            paragraph.clear()

    for line in markdown.splitlines():
        if not fence and line[:1].isalpha():  # most lines: no block markup begins with a letter
            paragraph.append(line.strip())
            if line.endswith(_HARD_BREAKS):
                close()
            continue
        opening = _FENCE.fullmatch(line)
        if fence:
            if opening and opening[1].startswith(fence) and not opening[2]:
                fence = ""
            else:
                blocks.append((line.strip(), False))
        elif opening and "`" not in opening[2]:
            close()
            fence = opening[1]
            _hide(opening[2], hidden)
        else:
            _read_line(line, paragraph, close, hidden)
    close()
    return blocks


class _CloseBlock(Protocol):
    def __call__(self, *, is_heading: bool = False) -> None: ...


def _read_line(line: str, paragraph: list[str], close: _CloseBlock, hidden: list[str]) -> None:
    if quote := _QUOTE.match(line):
        line = line[quote.end() :]
    if not line.strip():
        close()
    elif heading := _HEADING.match(line):
        close()
        text = line[heading.end() :].strip()
        unclosed = text.rstrip("#")
        text = unclosed if unclosed == "" or unclosed[-1] in " \t" else text
        if text.endswith("}") and (name := HEADING_ID.search(text)):
            text = text[: name.start()]
            _hide(name[1], hidden)
        paragraph.append(text)
        close(is_heading=True)
    elif paragraph and _SETEXT_UNDERLINE.fullmatch(line):
        close(is_heading=True)
    elif _THEMATIC_BREAK.fullmatch(line) or ("|" in line and _TABLE_DELIMITER.fullmatch(line)):
        close()
    elif definition := _LINK_DEFINITION.fullmatch(line):
        close()
        _hide(definition[2], hidden)
    elif line.lstrip().startswith("|"):
        close()
        paragraph.append(" | ".join(map(str.strip, _CELL_END.split(line.strip().strip("|")))))
        close()
    else:
        for start in (_LIST_ITEM, _FOOTNOTE_DEFINITION):
            if item := start.match(line):
                close()
                line = line[item.end() :]
        paragraph.append(line.strip())
        if line.endswith(_HARD_BREAKS):
            close()


def _replacement_of(tag: str) -> str:
    """What replaces a tag: a line end, or nothing for inline tags."""
    return "" if _INLINE_TAGS.fullmatch(tag) else "\n"


def _read_inline(text: str, hidden: list[str]) -> str:
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
        for _ in range(2):  # an escaped sign inside a code span
            text = _PLACEHOLDERS.sub(lambda match: protected[int(match[1])], text)
        return text

    def hide(markup: str, replacement: str = "") -> str:
        return _hide(restore(markup), hidden, replacement)

    def wiki_link_text(match: re.Match[str]) -> str:
        link = wikilinks.WikiLink.from_match(match)
        if link.text != link.name:
            hide(link.name)
        return link.text if link.has_label else protect(link.text)

    text = text.replace(_PLACEHOLDER, "")
    if "`" in text:
        text = _CODE.sub(lambda match: protect(match[2].strip()), text)
    if "[[" in text:
        text = _WIKI.sub(wiki_link_text, text)
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: protect(match[1]), text)
    if "<" in text:
        text = _AUTOLINK.sub(lambda match: protect(match[1]), text)
        text = _TAG.sub(lambda match: hide(match[0].strip("</>"), _replacement_of(match[1])), text)
        text = "\n".join(filter(None, map(str.strip, text.split("\n"))))
    if "[" in text:
        for _ in range(2):  # a picture inside a link
            text = _IMAGE_OR_LINK.sub(lambda match: hide(match[2], match[1]), text)
        text = _REFERENCE.sub(r"\1", text)
    for _ in range(3):  # bold inside italics inside bold
        before = text
        text = _STARS.sub(r"\2", text)
        text = _UNDERSCORES.sub(r"\2", text)
        if text == before:
            break
    return restore(_unescaped(_STRIKETHROUGH.sub(r"\1", text)))


def _unescaped(text: str) -> str:
    """The text with HTML entities replaced; U+FFFD for a number that is not a character's."""
    if "&#" in text:
        text = _NO_CHARACTER.sub("\ufffd", _ZEROS.sub("", text))
    return html.unescape(text)
