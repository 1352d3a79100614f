"""Reads HTML pages: their visible lines with links, or their one article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from kbviewer.errors import SavedPageError
from kbviewer.i18n import tr
from kbviewer.importing.byline import parse_byline
from kbviewer.importing.markdown_writer import TEX, tex_as_markdown
from kbviewer.importing.saved_page import Excerpt
from kbviewer.text.display import single_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_SKIPPED_TAGS = frozenset((
    "script", "style", "noscript", "template", "svg", "head", "nav", "footer", "form", "button",
    "select", "option", "iframe", "textarea",
))  # fmt: skip
_INVISIBLE_TAGS = frozenset(("script", "style", "template", "head"))
_INLINE_TAGS = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_BYLINE_TAGS = frozenset(("a", "cite", "i", "label", "small", "span", "time"))
_BLOCK_TAGS = frozenset((
    "address", "article", "blockquote", "div", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol",
    "p", "pre", "section", "table", "ul",
))  # fmt: skip
_PART_MARK = "\ue0f1"  # between two elements of one line
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_BARE_LESS_THAN = re.compile(r"""<(?!/?[A-Za-z](?:[^<>"']|"[^"]{0,200}"|'[^']{0,200}'|["'])*>)""")
# Everything that is not text of a page, and formulas in TeX in the text.
_TEX = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>"
    rf"|(?P<tex>{TEX.replace('[^', '[^<>')})",
    re.DOTALL | re.IGNORECASE,
)
_WHOLE_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_MAX_BYLINE_LENGTH = 120
_MAX_URL_LENGTH = 2_000
_WEB_URL = re.compile(r"https?://", re.IGNORECASE)


class _LineParser(HTMLParser):
    """Collects the visible lines of a page, and the address that each links to."""

    def __init__(self, base: str, now: datetime | None) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.urls: list[str] = []
        self._base = base
        self._now = now
        self._pieces: list[str] = []
        self._url = ""
        self._skipped: list[str] = []
        self._unread: list[str] = []

    @property
    def left_out(self) -> list[str]:
        """The texts of skipped elements: menus, forms, text in pictures."""
        return [line for text in self._unread if (line := " ".join(text.split()))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "base" and named.get("href"):
            self._base = _absolute_url(self._base, named["href"] or "") or self._base
        if tag in _SKIPPED_TAGS:
            self._skipped.append(tag)
        elif tag in ("td", "th"):
            self._pieces.append("\t" if "".join(self._pieces).strip(f" {_PART_MARK}") else "")
        elif tag == "br" or tag not in _INLINE_TAGS:
            self.end_line(is_block=tag in _BLOCK_TAGS)
        elif tag in _BYLINE_TAGS:
            self._pieces.append(_PART_MARK)
            if tag == "a" and not self._skipped:
                self._url = self._url or _absolute_url(self._base, named.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._skipped:
            # Unclosed tags inside it end with it.
            del self._skipped[len(self._skipped) - 1 - self._skipped[::-1].index(tag) :]
        elif tag in _BYLINE_TAGS:
            self._pieces.append(_PART_MARK)
        elif tag not in _INLINE_TAGS and tag not in ("td", "th"):
            self.end_line(is_block=tag in _BLOCK_TAGS)

    def handle_data(self, data: str) -> None:
        if self._skipped:
            if not _INVISIBLE_TAGS.intersection(self._skipped):
                self._unread.append(data)
        else:
            self._pieces.append(data.replace(_PART_MARK, "").replace("\t", " "))

    def end_line(self, *, is_block: bool) -> None:
        """End a line; after a block add an empty one."""
        cells = "".join(self._pieces).split("\t")
        line = "\t".join(self._line(cell.split(_PART_MARK)) for cell in cells).strip()
        if line:
            self.lines.append(line)
            self.urls.append(self._url)
        elif is_block and self.lines and self.lines[-1]:
            self.lines.append("")
            self.urls.append("")
        self._pieces.clear()
        self._url = ""

    def _line(self, parts: list[str]) -> str:
        """The parts of a line joined: as a byline if they are one, else as words."""
        filled = [words for part in parts if (words := " ".join(part.split()))]
        if 2 <= len(filled) <= 6 and sum(map(len, filled)) < _MAX_BYLINE_LENGTH:
            byline = " · ".join(part.strip("·•|- ") for part in filled)
            if parse_byline(byline, self._now):
                return byline
        return " ".join("".join(parts).split())


def _absolute_url(base: str, address: str) -> str:
    """A link's absolute address, or "" if it is not a web address."""
    try:
        address = urljoin(base, address.strip())
    except ValueError:
        return ""
    return address if _WEB_URL.match(address) and len(address) < _MAX_URL_LENGTH else ""


def _without_costly_markup(html: str) -> str:
    """A page without markup on which its parser takes quadratic time: minutes for some.

    Comments, scripts and declarations are removed; a ``<`` without a tag becomes an entity.
    """
    # Twice: a declaration of XML may contain others.
    for hidden in (_COMMENT, _SCRIPT, _DECLARATION, _DECLARATION):
        html = hidden.sub("", html)
    return _BARE_LESS_THAN.sub("&lt;", html)


@dataclass(frozen=True, slots=True)
class VisibleText:
    """The visible text of a page.

    Attributes:
        lines: of its text.
        urls: for each the address that it links to, or "".
        left_out: texts that are skipped: menus, buttons, text in pictures.
    """

    lines: list[str]
    urls: list[str]
    left_out: list[str]


def visible_lines(html: str, url: str, now: datetime | None) -> VisibleText:
    """The visible text of a page, line by line.

    Args:
        html: the page or a part of it.
        url: its own address, or "".
        now: the reference time for dates.
    """
    parser = _LineParser(url, now)
    parser.feed(_without_costly_markup(html))
    parser.close()
    parser.end_line(is_block=True)
    return VisibleText(parser.lines, parser.urls, parser.left_out)


def extract_article(html: str, url: str, name: str) -> Excerpt | None:
    """The one article on a page, or None. Nothing is fetched.

    Args:
        html: the page or a part of it.
        url: its address, or "".
        name: the file, for messages.

    Raises:
        SavedPageError: the extra for web pages is not installed.
    """
    try:
        import trafilatura  # noqa: PLC0415  optional, and takes 0.3 s
    except ImportError as error:
        raise SavedPageError(
            tr(
                "{file} is a web page with one article. What reads such pages is not installed; "
                "install it with: {command}"
            ).format(file=name, command='pip install "kbviewer[import]"')
        ) from error
    whole = html if _WHOLE_PAGE.search(html) else f"<html><body>{html}</body></html>"
    whole, formulas = _without_formulas(whole)
    text = trafilatura.extract(
        whole, url=url or None, output_format="markdown", include_links=True, include_tables=True,
        include_formatting=True, include_comments=False,
    )  # fmt: skip
    if not text or not text.strip():
        return None
    facts = trafilatura.extract_metadata(whole, default_url=url or None)
    return Excerpt(
        title=single_line(formulas.put_back(facts.title or "")),
        source=single_line(formulas.put_back(facts.sitename or facts.hostname or "")),
        published=facts.date or "",
        url=_absolute_url(url, facts.url or "") or url,
        text=formulas.put_back(text.strip(), tex_as_markdown),
    )


@dataclass(frozen=True, slots=True)
class _Formulas:
    """The formulas of a page, each replaced by a placeholder.

    Attributes:
        formulas: in the page's order.
        word: the prefix of the placeholders; a number and a ``z`` follow.
    """

    formulas: list[str]
    word: str

    def put_back(self, text: str, convert: Callable[[str], str] = str) -> str:
        """The text with its formulas instead of the placeholders."""
        return re.sub(
            rf"{self.word}([0-9]+)z", lambda match: convert(self.formulas[int(match[1])]), text
        )


def _without_formulas(html: str) -> tuple[str, _Formulas]:
    """A page with placeholders for its formulas in TeX, so that they are not escaped."""
    word = "formula"
    while word in html:
        word += "x"
    formulas: list[str] = []

    def replace(match: re.Match[str]) -> str:
        if match["tex"] is None:
            return match[0]
        formulas.append(unescape(match["tex"]))
        return f"{word}{len(formulas) - 1}z"

    return _TEX.sub(replace, html), _Formulas(formulas, word)
