"""Markdown to HTML that is safe to show and bounded in what it costs.

The parser and the sanitiser both have inputs that take them minutes; what looks like one of them,
or is longer than anybody reads at a sitting, is shown as plain text with a word why. What is not
certain to be rendered in a moment (``calm.py``) goes to a process that can be ended (``apart.py``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kbviewer.library.article import Article, Topic
from kbviewer.reader.fences import at_line_starts
from kbviewer.reader.headings import Heading, in_source, with_anchors
from kbviewer.reader.links import REFUSED, topic_link
from kbviewer.reader.pictures import is_in_library
from kbviewer.reader.sheets import TAG, VOID
from kbviewer.text.plain import plain

LARGEST = 200_000
"""Characters that are rendered; about a hundred pages."""
_MOST_OPEN_BRACKETS = 500
_MOST_BRACKETS = 6_000
_DEEPEST_TABLE = 3  # Qt's layout doubles its time with each table in a table
_DEEPEST = 60
_MOST_RULES = 1_000
_MOST_TAGS = 3_000
_MOST_HEADINGS = 3_000
_DEEPEST_INDENT = 80
_LONGEST_LINE = 30_000
_LONGEST_TITLE = 2_000
_LONGEST_REASON = 200

_IMAGE = re.compile(r"<img\b((?:\s+[a-z]+=\"[^\"]*\")*)\s*>")
_IMAGE_PART = re.compile(r'\b(alt|src)="([^"]*)"')
_NO_ADDRESS = re.compile(r"<a(?![^<>]*\s(?:href|id|name)=)")  # it led nowhere that is allowed
_INDENT = re.compile(
    rf"^(?:[ \t]{{{_DEEPEST_INDENT}}}|(?:[ \t]*>){{30}}|(?:[ \t]*[-*+][ \t]){{30}})", re.MULTILINE
)
_RULES = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,200}$", re.MULTILINE)
_LIST_START = re.compile(r" {0,3}(?:[-*+]|1[.)])[ \t]+\S")
_LIST_LINE = re.compile(r"[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+\S")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_TOO_DEEP = "its lists or quotes are nested too deeply"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page for the reader.

    Attributes:
        html: safe HTML: no script, no style, no address but http, https, mailto and relative ones.
            A picture has a relative address, which leads wherever it was written to lead, and
            its words behind it.
        note: why the text is shown as it was written, or "".
        source: the source, which stands at the beginning of the second line; "" where none does.
        head: how many lines of the shown text stand above the article's own text: title, facts,
            topics, notes.
        headings: of its text, from the top.
    """

    html: str
    note: str = ""
    source: str = ""
    head: int = 0
    headings: tuple[Heading, ...] = ()


def render_article(
    article: Article, names: Mapping[str, Topic], render: Callable[[str], Rendered] | None = None
) -> Rendered:
    """An article with its title, source, time and topics on top.

    Args:
        article: the article.
        names: the topics of the library by their path, for their titles.
        render: what renders its text, ``render_text`` where it is None.
    """
    body = (render or render_text)(_without_title(article))
    topics = " &nbsp;·&nbsp; ".join(_topic(path, names.get(path)) for path in article.topics)
    facts = " · ".join(html.escape(fact) for fact in (article.source, article.published) if fact)
    warnings = (f"{warning.what}; {warning.instead}" for warning in article.warnings)
    notes = (*warnings, *((body.note,) if body.note else ()))
    head = (
        f"<h1>{html.escape(article.title)}</h1>",
        f'<p class="facts">{facts}</p>' if facts else "",
        f'<p class="topics">{topics}</p>' if topics else "",
        *(f'<p class="note">{html.escape(note)}</p>' for note in notes),
    )
    lines = [line for line in head if line]
    written = "\n".join((*lines, "<hr>")) + body.html
    return Rendered(written, body.note, article.source, len(lines), body.headings)


def render_topic(
    topic: Topic, articles: int, render: Callable[[str], Rendered] | None = None
) -> Rendered:
    """A topic's page: both titles, the number of its articles, and its text."""
    body = (render or render_text)(topic.text)
    second = f'<p class="second">{html.escape(topic.title_zh)}</p>' if topic.title_zh else ""
    counted = "1 article" if articles == 1 else f"{articles:,} articles"
    head = f"<h1>{html.escape(topic.title)}</h1>{second}<p class='facts'>{counted}</p><hr>"
    return Rendered(head + body.html, body.note, headings=body.headings)


def render_text(text: str) -> Rendered:
    """Markdown as HTML, or as plain text where rendering it would take too long or fails."""
    return as_written(text, reason) if (reason := unsuited(text)) else render_prepared(text)


def render_prepared(text: str) -> Rendered:
    """The same for a text that nothing is known against."""
    from kbviewer.reader.parsers import ParserError, cleaned, parsed  # noqa: PLC0415  see there

    try:
        safe = cleaned(parsed(_with_gaps(prepared(text))))
    except RecursionError:
        return as_written(text, _TOO_DEEP)
    except ParserError as error:
        return as_written(text, f"it could not be rendered ({str(error)[:_LONGEST_REASON]})")
    if reason := _unsuited_for_layout(safe):
        return as_written(text, reason)
    written, headings = with_anchors(_with_words(safe))
    return Rendered(written, headings=headings)


def prepared(text: str) -> str:
    """Markdown as the parser is to see it: one sign for the end of a line, and fences in order."""
    text = text.replace("\x02", "").replace("\x03", "")  # the parser's own signs
    return at_line_starts(text.replace("\r\n", "\n").replace("\r", "\n"))


def as_written(text: str, reason: str) -> Rendered:
    """Markdown as plain text, with a word why."""
    written, headings = in_source(text)
    return Rendered(f"<pre>{written}</pre>", f"Shown as plain text: {reason}.", headings=headings)


def _without_title(article: Article) -> str:
    """The text without a first heading that says what the title above it says already."""
    first, _, rest = article.text.lstrip().partition("\n")
    may_be = first.startswith("# ") and len(first) <= _LONGEST_TITLE
    is_title = may_be and plain(first).text == article.title
    return rest if is_title else article.text


def _topic(path: str, topic: Topic | None) -> str:
    title = topic.title if topic else path
    second = f" {topic.title_zh}" if topic and topic.title_zh else ""
    return f'<a href="{topic_link(path)}">{html.escape(title + second)}</a>'


def unsuited(text: str) -> str:  # noqa: PLR0911  one for each reason
    """Why ``text`` is not for the parser, or ""."""
    if len(text) > LARGEST:
        return "it is very long"
    if any(text.count(a) - text.count(b) > _MOST_OPEN_BRACKETS for a, b in ("[]", "()")):
        return "it has hundreds of open brackets"
    if text.count("[") > _MOST_BRACKETS or text.count("[^") > _MOST_OPEN_BRACKETS:
        return "it has thousands of brackets"
    if "[[[[[[[[" in text:
        return "its brackets are nested too deeply"
    if len(_RULES.findall(text)) > _MOST_RULES:
        return "it has thousands of rules"
    if text.count("<") > _MOST_TAGS:
        return "it has thousands of tags"
    if text.count("\n#") > _MOST_HEADINGS:
        return "it has thousands of headings"
    if _INDENT.search(text):
        return _TOO_DEEP
    if max(map(len, text.split("\n"))) > _LONGEST_LINE:
        return "it has a very long line"
    return ""


def _unsuited_for_layout(written: str) -> str:
    """Why safe HTML is not for Qt's layout, or ""."""
    depth = tables = 0
    for end, name, _ in TAG.findall(written):
        if name in VOID:
            continue
        step = -1 if end else 1
        depth += step
        tables += step if name == "table" else 0
        if tables > _DEEPEST_TABLE:
            return "its tables are nested too deeply"
        if depth > _DEEPEST:
            return _TOO_DEEP
    return ""


def _with_gaps(text: str) -> str:
    """A blank line before each list that follows a paragraph, as most writers mean it."""
    lines: list[str] = []
    fence = ""
    before = ""
    for line in text.split("\n"):
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        starts = not fence and before.strip() and _LIST_START.match(line)
        if starts and not _LIST_LINE.match(before) and not before.startswith((" ", "\t", ">", "|")):
            lines.append("")
        lines.append(line)
        before = line
    return "\n".join(lines)


def _with_words(safe: str) -> str:
    """A page on which pictures have their words behind them, and links that lead nowhere say so."""
    return _IMAGE.sub(_picture, _NO_ADDRESS.sub(f'<a href="{REFUSED}"', safe))


def _picture(image: re.Match[str]) -> str:
    """A picture with its words behind it, or the words where it does not lie in the library."""
    parts: dict[str, str] = dict(_IMAGE_PART.findall(image[1]))
    source, words = (html.unescape(parts.get(name, "")) for name in ("src", "alt"))
    words = html.escape(words, quote=False)  # in an attribute more may stand than in a text
    told = f"<em>{words}</em>" if words else ""
    if is_in_library(source):
        return f'<img src="{html.escape(source)}">{told}'
    return told
