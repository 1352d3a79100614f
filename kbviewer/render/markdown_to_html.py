"""Calls the two libraries: Python-Markdown, which makes HTML, and nh3, which sanitizes it.

``renderer.py`` imports this with the first text that it renders: loading both takes longer than
rendering it, and a program whose texts all go to the render process needs neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import markdown
import nh3
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension, slugify_unicode

from kbviewer.render.element_builder import CALLOUTS, ElementBuilder, RawHtmlPostprocessor
from kbviewer.render.markdown_extensions import InlineExtension, WikiLinkExtension
from kbviewer.text.blocks import Block
from kbviewer.text.html_tags import TagNames
from kbviewer.text.inline import JOINT

_ALLOWED_TAGS = {
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "strong", "b", "em", "i", "u", "del", "s",
    "sub", "sup", "code", "pre", "kbd", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "a",
    "img", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "div", "span", "mark",
}  # fmt: skip
_ALLOWED_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # nh3's own are "lang" and "title"
    "a": {"href", "title", "name", "id"},
    "img": {"alt", "src", "width"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    **{name: {"id"} for name in ("li", "sup", "div", "span", "p")},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_CODE_CLASSES = {"k", "n", "s", "c", "m", "o", "d", "i", "h"}
_ALLOWED_CLASSES = {
    "span": _CODE_CLASSES,
    "code": {"math"},
    "pre": {"math"},
    "ul": {"tasks"},
    "p": {"callout-title"},
    "div": {"details", "callout", "footnote", *(f"callout-{kind}" for kind in CALLOUTS.values())},
}
_ALLOWED_SCHEMES = {"http", "https", "mailto"}
# Blocks that Qt does not know; without a tag their words would run together. A ``div`` in a table
# is put above it, as a caption is.
_DETAILS_TAG = re.compile(r"<(/?)(details|summary)\b[^<>]*>", re.IGNORECASE)
_UNKNOWN_BLOCK_TAG = re.compile(
    r"<(/?)(?:section|article|aside|header|footer|main|nav|figure|figcaption|"
    r"address|center|fieldset|legend|form|noscript|caption)\b[^<>]*>",
    re.IGNORECASE,
)


class MarkdownError(Exception):
    """Python-Markdown or nh3 raised an exception; the message is its own."""


class _Markdown(markdown.Markdown):
    """Python-Markdown with the blocks of ``text/blocks.py``."""

    def build_parser(self) -> Self:
        """Replace what reads lines and blocks."""
        super().build_parser()
        self.builder = ElementBuilder(self)
        self.parser = self.builder
        for name in ("normalize_whitespace", "html_block"):
            self.preprocessors.deregister(name)
        self.postprocessors.register(RawHtmlPostprocessor(self), "raw_html", 30)
        return self


def markdown_to_html(text: str, blocks: Sequence[Block], *, hard_line_breaks: bool = False) -> str:
    """Markdown as HTML that is not safe yet.

    Args:
        text: the Markdown, without STX and ETX, which the library uses itself.
        blocks: those of the text.
        hard_line_breaks: whether each line end in a paragraph is one on the page.

    Raises:
        MarkdownError: the library raised an exception.
        RecursionError: the text is nested too deeply.
    """
    # Extensions named by strings would be looked for in all installed packages.
    footnotes, tags = FootnoteExtension(USE_DEFINITION_ORDER=False), TagNames(text)
    extensions = [
        footnotes,
        TocExtension(slugify=slugify_unicode),
        InlineExtension(tags),
        WikiLinkExtension(),
    ]
    try:
        parser = _Markdown(extensions=extensions, output_format="html")
        parser.builder.set_document(blocks, footnotes, tags, hard_line_breaks=hard_line_breaks)
        return parser.convert(text).replace(JOINT, "")
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
    known = _UNKNOWN_BLOCK_TAG.sub(r"<\1div>", _DETAILS_TAG.sub(_details_tag, unsafe))
    try:
        return nh3.clean(
            known,
            tags=_ALLOWED_TAGS,
            attributes=_ALLOWED_ATTRIBUTES,
            allowed_classes=_ALLOWED_CLASSES,
            url_schemes=_ALLOWED_SCHEMES,
            link_rel=None,
        )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of Rust is not an Exception
        raise MarkdownError(f"{type(error).__name__}: {error}") from error


def _details_tag(tag: re.Match[str]) -> str:
    """What is shown for a part that readers can open: it is open, below its summary."""
    if tag[2].lower() == "summary":
        return f"<{tag[1]}h5>"
    return "</div>" if tag[1] else '<div class="details">'


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
