"""Finds the links in an article's Markdown, as keys; see ``links.py``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kbviewer.library.links import TEMPLATE, expand_template, link_from_href, link_from_name
from kbviewer.text import wikilinks
from kbviewer.text.blocks import (
    CodeBlock,
    Comment,
    HtmlBlock,
    MathBlock,
    leaves,
    scan_blocks,
)
from kbviewer.text.inline import replace_code_spans

_EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_INLINE_HREF = re.compile(
    rf"\]\(\s*(?:<([^<>\n]*)>|((?:{TEMPLATE})*[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))"
)
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*(?:<([^<>\n]*)>|(\S+))", re.MULTILINE)
_HTML_HREF = re.compile(r"<a\s[^<>]*?href\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_MAY_HAVE_LITERALS = re.compile(r"```|~~~|<!--|%%|\$\$|^(?: {4}|\t)", re.MULTILINE)
_COMMENT = re.compile(r"<!--(?:(?!<!--|-->).)*-->", re.DOTALL)


def link_keys(text: str, article: str) -> set[str]:
    """The keys of all links of an article.

    Args:
        text: its Markdown.
        article: its id.
    """
    if "[" not in text and "href" not in text:  # as in most excerpts: this has to be fast
        return set()
    text = _without_code(text)
    links = [
        link_from_name(one.name, article)
        for one in wikilinks.find_wiki_links(text)
        if not one.is_picture
    ]
    links += [link_from_href(href, article) for href in _hrefs(text)]
    return {link.key for link in links if link and link.key}


def _hrefs(text: str) -> Iterator[str]:
    """The addresses in a text that may be those of articles."""
    for pattern in (_INLINE_HREF, _DEFINITION, _HTML_HREF):
        for first, second in pattern.findall(text):
            href = expand_template(first or second)
            is_other = not href or href[0] == "#" or _EXTERNAL.match(href)
            if not (is_other or wikilinks.is_picture_name(href)):
                yield href


def _without_code(text: str) -> str:
    """The text without code and comments, in which nothing is a link."""
    if _MAY_HAVE_LITERALS.search(text):
        lines = text.splitlines()
        for block in leaves(scan_blocks(text)):
            if isinstance(block, CodeBlock | MathBlock | Comment) or (
                isinstance(block, HtmlBlock) and block.is_comment
            ):
                lines[block.line : block.end + 1] = [""] * (block.end + 1 - block.line)
        text = _COMMENT.sub("", "\n".join(lines))
    return replace_code_spans(text, lambda _code: "") if "`" in text else text
