"""Finds the heading that is an article's title if its front matter has none."""

from __future__ import annotations

import re

from kbviewer.text.blocks import (
    Block,
    BlockQuote,
    Comment,
    Heading,
    HtmlBlock,
    LinkDefinition,
    List,
    ListItem,
    Paragraph,
    ThematicBreak,
    scan_blocks,
)
from kbviewer.text.inline_text import plain_heading

# What may be before a title: pictures, badges, tags, templates.
_NOT_TEXT = re.compile(
    r"""\[ [ ]* (?:!\[[^\[\]\n]*\]\([^()\n]*\)[ ]*)+ \]\([^()\n]*\)  # a picture that is a link
    | !\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])?
    | !\[\[[^\[\]\n]*\]\]
    | <[^<>]*> | \{%[^{}]*%\} | \{\{[^{}]*\}\} | \[\[?_?toc_?\]\]?""",
    re.VERBOSE | re.IGNORECASE,
)


def find_title(markdown: str) -> str:
    """The heading that is the title of a text, without its markup, or "".

    It is the first heading if there is no text before it. After text it is only the single heading
    of level 1: other headings are those of sections, and ``## Sources`` says less than the file's
    name.
    """
    if "#" not in markdown and "\n=" not in markdown and "\n-" not in markdown:
        return ""
    title, is_below_text = "", False
    for block in scan_blocks(markdown):
        if not isinstance(block, Heading):
            is_below_text = is_below_text or _is_text(block)
        elif title:
            if block.level == 1:
                return ""
        elif title := plain_heading(" ".join(block.lines)):
            if not is_below_text:
                return title
            if block.level > 1:
                return ""
    return title


def _is_text(block: Block) -> bool:
    """Whether a block is text, not something that may be above a title."""
    if isinstance(block, Comment | LinkDefinition | ThematicBreak):
        return False
    if isinstance(block, BlockQuote | List | ListItem):
        return any(map(_is_text, block.children))
    if isinstance(block, Paragraph | HtmlBlock):
        return bool(_NOT_TEXT.sub("", "\n".join(block.lines)).strip())
    return True
