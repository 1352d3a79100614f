"""Calls the two libraries: Python-Markdown, which makes HTML, and nh3, which sanitizes it.

``renderer.py`` imports this with the first text that it renders: loading both takes longer than
rendering it, and a program whose texts all go to the render process needs neither.
"""

from __future__ import annotations

import re
from types import TracebackType

import markdown
import nh3
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode

from kbviewer.render.markdown_extensions import StrikethroughExtension, WikiLinkExtension

_ALLOWED_TAGS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "strong", "b", "em", "i", "u", "del", "s",
    "sub", "sup", "code", "pre", "kbd", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "a",
    "img", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "div", "span", "mark",
}  # fmt: skip
_ALLOWED_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # nh3's own are "lang" and "title"
    "a": {"href", "title", "name", "id"},
    "img": {"alt", "src"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    **{name: {"id"} for name in ("li", "sup", "div", "span", "p")},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_ALLOWED_SCHEMES = {"http", "https", "mailto"}
# Blocks that Qt does not know; without a tag their words would run together.
_UNKNOWN_BLOCK_TAG = re.compile(
    r"<(/?)(?:details|summary|section|article|aside|header|footer|main|nav|figure|figcaption|"
    r"address|center|fieldset|legend|form)\b[^<>]*>",
    re.IGNORECASE,
)
_ALIGNED_CELL = re.compile(r'<(t[hd]) style="text-align: (left|right|center);">')


class MarkdownError(Exception):
    """Python-Markdown or nh3 raised an exception; the message is its own."""


def markdown_to_html(text: str) -> str:
    """Markdown as HTML that is not safe yet.

    Raises:
        MarkdownError: the library raised an exception.
        RecursionError: the text is nested too deeply.
    """
    # Extensions named by strings would be looked for in all installed packages.
    extensions = [
        TableExtension(),
        FencedCodeExtension(),
        FootnoteExtension(),
        TocExtension(slugify=slugify_unicode),
        SaneListExtension(),
        StrikethroughExtension(),
        WikiLinkExtension(),
    ]
    try:
        return markdown.markdown(text, extensions=extensions, output_format="html")
    except RecursionError:
        raise
    except Exception as error:
        if _is_our_error(error.__traceback__):
            raise
        raise MarkdownError(f"{type(error).__name__}: {error}") from error


def sanitize(unsafe: str) -> str:
    """HTML with only the tags and attributes that are shown.

    Raises:
        MarkdownError: the library raised an exception.
    """
    aligned = _UNKNOWN_BLOCK_TAG.sub(r"<\1div>", _ALIGNED_CELL.sub(r'<\1 align="\2">', unsafe))
    try:
        return nh3.clean(
            aligned,
            tags=_ALLOWED_TAGS,
            attributes=_ALLOWED_ATTRIBUTES,
            url_schemes=_ALLOWED_SCHEMES,
            link_rel=None,
        )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of Rust is not an Exception
        raise MarkdownError(f"{type(error).__name__}: {error}") from error


def _is_our_error(traceback: TracebackType | None) -> bool:
    """Whether our extensions raised it: the last frame of theirs or Markdown's is one of ours.

    An exception of another module is attributed to its caller.
    """
    is_ours = False
    while traceback is not None:
        name = str(traceback.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        if name in ("kbviewer", "markdown"):
            is_ours = name == "kbviewer"
        traceback = traceback.tb_next
    return is_ours
