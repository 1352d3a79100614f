"""Renders Markdown to HTML that is safe and bounded in cost.

The parser and the sanitizer both have inputs that take them minutes; what looks like one of them,
or is very long, is shown as plain text with the reason. What is not certain to be rendered fast
(``cost.py``) goes to a process that can be killed (``render_process.py``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kbviewer.i18n import QT_TR_NOOP, Message, language, plural, tr
from kbviewer.library.article import Article, Topic
from kbviewer.render.headings import Heading, add_anchors, source_with_anchors
from kbviewer.render.link_policy import REFUSED_HREF, topic_href
from kbviewer.render.pagination import TAG, VOID_TAGS
from kbviewer.text.blocks import Block, Comment, HtmlBlock, LinkDefinition, scan_blocks
from kbviewer.text.blocks import Heading as HeadingBlock
from kbviewer.text.inline_text import plain_heading
from kbviewer.text.local_date import local_date

MAX_RENDERED_LENGTH = 200_000
"""In characters; about a hundred pages. Longer texts are shown as plain text."""
_MAX_OPEN_BRACKETS = 500
_MAX_BRACKETS = 6_000
_MAX_TABLE_DEPTH = 3  # Qt's layout doubles its time with each table in a table
_MAX_DEPTH = 60
_MAX_TAGS = 3_000
_MAX_HEADINGS = 3_000
_MAX_LINE_LENGTH = 30_000
_MAX_TITLE_LENGTH = 2_000
_TITLE_SEARCH_LENGTH = 10_000  # characters at the start of a text that may repeat its title
_MAX_REASON_LENGTH = 200

_IMAGE = re.compile(r"<img\b((?:\s+[a-z]+=\"[^\"]*\")*)\s*>")
_IMAGE_PART = re.compile(r'\b(alt|src|width)="([^"]*)"')
_PIXELS = re.compile(r"([1-9][0-9]{0,3})(?:px)?")
_ANCHOR_WITHOUT_HREF = re.compile(r"<a(?![^<>]*\s(?:href|id|name)=)")  # its href was not allowed
_END_OF_HEAD = "<hr>"
_TOO_DEEP = Message(QT_TR_NOOP("its lists or quotes are nested too deeply"))
_FAILED = Message(QT_TR_NOOP("it could not be rendered ({error})"))


@dataclass(frozen=True, slots=True)
class RenderedArticle:
    """An article or topic page as HTML.

    Attributes:
        html: safe HTML: no script, no style, no URLs but http, https, mailto and relative ones. A
            picture has a URL of any of these, an alt text and a width in pixels, or none of both;
            what is shown of it is up to ``picture_files.replace_sources``.
        why_plain: why the text is shown as plain text, or None.
        source: the source, which is at the start of the second line; "" if there is none.
        head_lines: the number of lines above the article's own text: title, facts, topics, notes.
        headings: of its text, from the top.
    """

    html: str
    why_plain: Message | None = None
    source: str = ""
    head_lines: int = 0
    headings: tuple[Heading, ...] = ()

    @property
    def note(self) -> str:
        """Why the text is shown as plain text, in the user's language, or ""."""
        if self.why_plain is None:
            return ""
        return tr("Shown as plain text: {reason}.").format(reason=self.why_plain)

    @property
    def body(self) -> str:
        """The HTML of its text, without title, facts, topics and notes above it."""
        return self.html.partition(_END_OF_HEAD)[2]


class RenderText(Protocol):
    """Renders a text; ``render_text`` or something that calls it."""

    def __call__(self, text: str, *, hard_line_breaks: bool = False) -> RenderedArticle:
        """As ``render_text``."""
        ...


def render_article(
    article: Article,
    names: Mapping[str, Topic],
    render: RenderText | None = None,
) -> RenderedArticle:
    """An article, below its title, source, date and topics.

    Args:
        article: the article.
        names: the topics of the library by path, for their titles.
        render: renders its text; ``render_text`` if it is None.
    """
    body = (render or render_text)(
        _without_title(article), hard_line_breaks=article.hard_line_breaks
    )
    topics = " &nbsp;·&nbsp; ".join(_topic_anchor(path, names.get(path)) for path in article.topics)
    published = local_date(article.published)
    facts = " · ".join(html.escape(fact) for fact in (article.source, published) if fact)
    warnings = (
        tr("{what}; {instead}").format(what=warning.what, instead=warning.instead)
        for warning in article.warnings
    )
    notes = (*warnings, *((body.note,) if body.note else ()))
    head = (
        f"<h1>{html.escape(article.title)}</h1>",
        f'<p class="facts">{facts}</p>' if facts else "",
        f'<p class="topics">{topics}</p>' if topics else "",
        *(f'<p class="note">{html.escape(note)}</p>' for note in notes),
    )
    lines = [line for line in head if line]
    page = "\n".join((*lines, _END_OF_HEAD)) + body.html
    return RenderedArticle(page, body.why_plain, article.source, len(lines), body.headings)


def render_topic(topic: Topic, articles: int, render: RenderText | None = None) -> RenderedArticle:
    """A topic's page: both titles, the number of its articles, and its text."""
    body = (render or render_text)(topic.text, hard_line_breaks=topic.hard_line_breaks)
    title, other = topic.titles(language())
    second = f'<p class="second">{html.escape(other)}</p>' if other else ""
    count = plural(articles, tr("{n} article"), tr("{n} articles"))
    head = f"<h1>{html.escape(title)}</h1>{second}<p class='facts'>{count}</p>{_END_OF_HEAD}"
    return RenderedArticle(head + body.html, body.why_plain, headings=body.headings)


def render_text(text: str, *, hard_line_breaks: bool = False) -> RenderedArticle:
    """Markdown as HTML, or as plain text if rendering would take too long or fails.

    Args:
        text: the Markdown.
        hard_line_breaks: whether each line end in a paragraph is one on the page.
    """
    if reason := why_unrenderable(text):
        return render_as_plain_text(text, reason)
    return render_blocks(text, read_blocks(text), hard_line_breaks=hard_line_breaks)


def read_blocks(text: str) -> Sequence[Block]:
    """The blocks that ``render_blocks`` renders."""
    return tuple(scan_blocks(_without_parser_signs(text)))


def render_blocks(
    text: str, blocks: Sequence[Block], *, hard_line_breaks: bool = False
) -> RenderedArticle:
    """As ``render_text``, for a text that passes ``why_unrenderable``, and its blocks."""
    from kbviewer.render.markdown_to_html import MarkdownError, markdown_to_html, sanitize  # noqa: PLC0415  slow to load: see there

    clean = _without_parser_signs(text)
    try:
        safe = sanitize(markdown_to_html(clean, blocks, hard_line_breaks=hard_line_breaks))
    except RecursionError:
        return render_as_plain_text(text, _TOO_DEEP)
    except MarkdownError as error:
        return render_as_plain_text(text, _FAILED.format(error=str(error)[:_MAX_REASON_LENGTH]))
    if reason := _why_not_laid_out(safe):
        return render_as_plain_text(text, reason)
    page, headings = add_anchors(_with_known_attributes(safe))
    return RenderedArticle(page, headings=headings)


def _without_parser_signs(text: str) -> str:
    """The text without STX and ETX, which Python-Markdown uses itself."""
    return text.replace("\x02", "").replace("\x03", "")


def render_as_plain_text(text: str, reason: Message) -> RenderedArticle:
    """Markdown as plain text, with the reason."""
    source, headings = source_with_anchors(text)
    return RenderedArticle(f"<pre>{source}</pre>", reason, headings=headings)


def _without_title(article: Article) -> str:
    """The text without a heading at its start that repeats the title; comments may precede it."""
    for block in scan_blocks(article.text[:_TITLE_SEARCH_LENGTH]):
        if isinstance(block, Comment | LinkDefinition) or (
            isinstance(block, HtmlBlock) and block.is_comment
        ):
            continue
        if isinstance(block, HeadingBlock) and block.level == 1:
            written = " ".join(block.lines)
            if len(written) <= _MAX_TITLE_LENGTH and plain_heading(written) == article.title:
                lines = article.text.splitlines()
                del lines[block.line : block.end + 1]
                return "\n".join(lines)
        break
    return article.text


def _topic_anchor(path: str, topic: Topic | None) -> str:
    titles = topic.titles(language()) if topic else (path, "")
    return f'<a href="{topic_href(path)}">{html.escape(" ".join(filter(None, titles)))}</a>'


def why_unrenderable(text: str) -> Message | None:  # noqa: PLR0911  one for each reason
    """Why ``text`` must not go to the parser, or None."""
    if len(text) > MAX_RENDERED_LENGTH:
        return Message(QT_TR_NOOP("it is very long"))
    if any(text.count(a) - text.count(b) > _MAX_OPEN_BRACKETS for a, b in ("[]", "()")):
        return Message(QT_TR_NOOP("it has hundreds of open brackets"))
    if text.count("[") > _MAX_BRACKETS or text.count("[^") > _MAX_OPEN_BRACKETS:
        return Message(QT_TR_NOOP("it has thousands of brackets"))
    if "[[[[[[[[" in text:
        return Message(QT_TR_NOOP("its brackets are nested too deeply"))
    if text.count("<") > _MAX_TAGS:
        return Message(QT_TR_NOOP("it has thousands of tags"))
    if text.count("\n#") > _MAX_HEADINGS:
        return Message(QT_TR_NOOP("it has thousands of headings"))
    if max(map(len, text.split("\n"))) > _MAX_LINE_LENGTH:
        return Message(QT_TR_NOOP("it has a very long line"))
    return None


def _why_not_laid_out(safe: str) -> Message | None:
    """Why safe HTML must not go to Qt's layout, or None."""
    depth = tables = 0
    for end, name, _ in TAG.findall(safe):
        if name in VOID_TAGS:
            continue
        step = -1 if end else 1
        depth += step
        tables += step if name == "table" else 0
        if tables > _MAX_TABLE_DEPTH:
            return Message(QT_TR_NOOP("its tables are nested too deeply"))
        if depth > _MAX_DEPTH:
            return _TOO_DEEP
    return None


def _with_known_attributes(safe: str) -> str:
    """A page with pictures as below, and ``REFUSED_HREF`` in links without href."""
    return _IMAGE.sub(
        _picture_with_known_attributes,
        _ANCHOR_WITHOUT_HREF.sub(f'<a href="{REFUSED_HREF}"', safe),
    )


def _picture_with_known_attributes(image: re.Match[str]) -> str:
    """A picture with its address, its alt text and its width in pixels, as far as it has them.

    One without an address, which the sanitizer may have removed, leaves its alt text.
    """
    parts: dict[str, str] = dict(_IMAGE_PART.findall(image[1]))
    source, alt = (html.unescape(parts.get(name, "")) for name in ("src", "alt"))
    if not source.strip():
        return f"<em>{html.escape(alt, quote=False)}</em>" if alt else ""
    width = _PIXELS.fullmatch(parts.get("width", ""))
    return (
        f'<img src="{html.escape(source)}"'
        + (f' alt="{html.escape(alt)}"' if alt else "")
        + (f' width="{width[1]}"' if width else "")
        + ">"
    )
