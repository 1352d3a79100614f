"""The text inside a block of Markdown without its markup.

A pass of regular expressions, each linear in the text, for the index and its snippets; pages are
made by a full parser (``render/markdown_extensions.py``).
"""

from __future__ import annotations

import html
import re

from kbviewer.text import wikilinks
from kbviewer.text.fold import BEFORE_NOTE
from kbviewer.text.html_tags import FIRST_SCRIPT, NOT_SHOWN, RAW_ELEMENT, TAG, TagNames
from kbviewer.text.inline import (
    BARE_URL,
    COMMENT,
    JOINT,
    MARK,
    MATH,
    normalize_label,
    replace_code_spans,
    url_span,
)
from kbviewer.text.lazy_regex import lazy_compile

_MARKUP = re.compile(r"[\\`*_~<&\[\]=%$]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_COMMENT = re.compile(r"<!--((?:(?!<!--|-->).)*)-->", re.DOTALL)
_TAG = re.compile(TAG)
_OBSIDIAN_COMMENT = re.compile(COMMENT, re.DOTALL)
_MARK = re.compile(MARK, re.DOTALL)
_MATH = lazy_compile(MATH)
_BARE_URL = re.compile(BARE_URL)
_INLINE_TAGS = re.compile(
    r"a|abbr|b|bd[io]|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|"
    r"strong|su[bp]|time|tt|u|var|wbr",
    re.IGNORECASE,
)
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]+|[^<>@\s]+@[^<>@\s]+)>")
_WIKI = re.compile(wikilinks.WIKI_LINK)
HEADING_ID = re.compile(r"(?<![ \t])[ \t]*+\{:?[ \t]*+#([^\s{}]++)[ \t]*+\}[ \t]*+\Z")
"""The id that is written behind a heading: ``{#name}``."""
_PICTURE_WIDTH = re.compile(r"\|[0-9]{1,4}(?:x[0-9]{1,4})?\Z")
_LINK_TEXT = r"((?>(?:[^\[\]]|\[[^\[\]]*\])*))"
_IMAGE_OR_LINK = re.compile(rf"!?\[{_LINK_TEXT}\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_REFERENCE = re.compile(rf"!?\[{_LINK_TEXT}\](?:[ ]?\[([^\[\]]*)\])?")
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")
_DEFINED_FOOTNOTE = re.compile(r"^[ \t>]*\[\^([^\[\]\s]+)\]:", re.MULTILINE)
_DEFINED_LABEL = re.compile(r"^(?:[ \t>]|[*+-][ \t])*\[(?!\^)([^\[\]\n]+)\]:", re.MULTILINE)
_RAISED_NOTE = lazy_compile(
    rf"(?:(?<={BEFORE_NOTE})|(?<=</sup>))(<sup(?:[ ][^<>]*)?>(?:<a[ ][^<>]*>)?)([0-9]{{1,3}})"
    r"(?=(?:</a>)?</sup>)",
    re.IGNORECASE,
)
_STARS = re.compile(r"(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1")
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_]*[^\s_])\1(?!\w)")
_STRIKETHROUGH = re.compile(r"~~(?=[^\s~])([^~]*[^\s~])~~")
_ZEROS = re.compile(r"(?<=&#)0++(?=[0-9])")
_NO_CHARACTER = re.compile(r"&#[0-9]{8,}+;?+")  # too long a number for Python to read
_PLACEHOLDER = "\ue0f0"  # replaces an escaped sign or a code span while the rest is read
_PLACEHOLDERS = re.compile(f"{_PLACEHOLDER}([0-9]+){_PLACEHOLDER}")


def strip_inline_markup(text: str) -> str:
    """One line of Markdown, a title for example, without its markup."""
    return " ".join(InlineReader(text, is_whole=False).read(text).split())


def plain_heading(text: str) -> str:
    """The text of a heading without its markup and its id."""
    return strip_inline_markup(HEADING_ID.sub("", text))


class InlineReader:
    """Reads what is inside the blocks of a text.

    Attributes:
        hidden: what is not shown, so far.
    """

    def __init__(self, markdown: str, *, is_whole: bool = True) -> None:
        """Read nothing yet.

        Args:
            markdown: the whole text, which says what is a tag and which labels are defined.
            is_whole: whether it is; if not, any label may be defined.
        """
        self.hidden: list[str] = []
        self._markdown = markdown
        self._is_whole = is_whole
        self._tags = TagNames(markdown)
        self._labels: frozenset[str] | None = None  # those that are defined
        self._footnotes: frozenset[str] | None = None  # the labels of those that are defined
        self._literals: list[str] = []  # of the text that is read

    def hide(self, text: str, replacement: str = "") -> str:
        """Add a text to what is hidden; return what is shown in its place."""
        self.hidden.append(text.strip())
        return replacement

    def read_html(self, raw: str) -> str:
        """The text in a block of HTML, in which nothing else is markup."""
        self._literals = []
        marked = self._tags.mark_text(raw.replace(_PLACEHOLDER, ""))
        text = FIRST_SCRIPT.sub(lambda match: self.hide(match[0]), marked)
        text = RAW_ELEMENT.sub(self._raw_content, text)
        text = _COMMENT.sub(lambda match: self.hide(match[1]), text)
        text = _RAISED_NOTE.sub(self._bracketed_note, " ".join(text.split("\n")))
        text = self._without_tags(text, self.hidden)
        return self._restore(_unescaped(text)).strip()

    def read(self, text: str) -> str:
        """A text without its markup.

        Args:
            text: with line ends where lines break.
        """
        return (self._read_markup(text) if _MARKUP.search(text) else text).replace(JOINT, "")

    def _read_markup(self, text: str) -> str:
        self._literals = []
        tags: list[str] = []
        text = text.replace(_PLACEHOLDER, "")
        if "`" in text:
            text = replace_code_spans(text, lambda code: self._protect(code.strip()))
        if "$" in text:
            text = _MATH.sub(lambda match: self._protect(match[0]), text)
        if "%%" in text:
            text = _OBSIDIAN_COMMENT.sub(lambda match: self._hide(match[0].strip("%")), text)
        if "[[" in text:
            text = _WIKI.sub(self._wiki_link_text, text)
        if "\\" in text:
            text = _ESCAPE.sub(lambda match: self._protect(match[1]), text)
        if "<" in text:
            text = _AUTOLINK.sub(lambda match: self._protect(match[1]), text)
            text = RAW_ELEMENT.sub(self._raw_content, text)
            text = _COMMENT.sub(lambda match: self._hide(match[1]), text)
            if self._is_whole:
                text = _RAISED_NOTE.sub(self._bracketed_note, text)
            text = self._without_tags(text, tags)
        if "[^" in text:
            text = _FOOTNOTE.sub(self._footnote_text, text)
        if "[" in text:
            for _ in range(2):  # a picture inside a link
                text = _IMAGE_OR_LINK.sub(self._link_text, text)
                text = _REFERENCE.sub(self._reference_text, text)
        if "://" in text or "www." in text:
            text = _BARE_URL.sub(self._protect_url, text)
        if "==" in text:
            text = _MARK.sub(r"\2", text)
        self.hidden += map(self._restore, tags)
        return self._restore(_unescaped(_without_emphasis(text)))

    # --- literals: what is not read any further

    def _protect(self, literal: str) -> str:
        """A placeholder for a literal."""
        self._literals.append(literal)
        return f"{_PLACEHOLDER}{len(self._literals) - 1}{_PLACEHOLDER}"

    def _restore(self, text: str) -> str:
        """A text with its literals again."""
        if self._literals:
            for _ in range(2):  # an escaped sign inside a code span
                text = _PLACEHOLDERS.sub(lambda match: self._literals[int(match[1])], text)
        return text

    def _hide(self, markup: str, replacement: str = "") -> str:
        return self.hide(self._restore(markup), replacement)

    def _protect_url(self, match: re.Match[str]) -> str:
        start, end = url_span(match)
        rest = match.string[end : match.end()]
        url = _unescaped(match.string[start:end])
        return self._protect(url) + rest if end > start else rest

    # --- links and tags

    def _wiki_link_text(self, match: re.Match[str]) -> str:
        link = wikilinks.WikiLink.from_match(match)
        if link.text != link.name:
            self._hide(link.name)
        return link.text if link.has_label else self._protect(link.text)

    def _link_text(self, match: re.Match[str]) -> str:
        shown = _PICTURE_WIDTH.sub("", match[1]) if match[0][0] == "!" else match[1]
        return self._hide(match[2], shown)

    def _reference_text(self, match: re.Match[str]) -> str:
        """The text of a link whose address is defined elsewhere, or what is written."""
        text, label = match[1], match[2]
        if self._is_defined(label or text):
            return _PICTURE_WIDTH.sub("", text) if match[0][0] == "!" else text
        if label and self._is_defined(text):
            return match[0].replace(f"[{text}]", text, 1)
        return match[0]

    def _footnote_text(self, match: re.Match[str]) -> str:
        """Nothing in the place of a reference to a footnote, which parts no phrase."""
        if self._footnotes is None:
            self._footnotes = frozenset(_DEFINED_FOOTNOTE.findall(self._markdown))
        return "" if match[1] in self._footnotes else match[0]

    def _bracketed_note(self, match: re.Match[str]) -> str:
        """The raised number of a note in brackets, by which folding knows that it is one."""
        return match[1] + self._protect(f"[{match[2]}]")

    def _is_defined(self, label: str) -> bool:
        if not self._is_whole:
            return True
        if self._labels is None:
            self._labels = frozenset(map(normalize_label, _DEFINED_LABEL.findall(self._markdown)))
        return bool(self._labels) and normalize_label(self._restore(label)) in self._labels

    def _raw_content(self, match: re.Match[str]) -> str:
        """What is shown of an element in which nothing is markup."""
        if match["raw"].lower() in NOT_SHOWN:
            return self._hide(match[0])
        return f"\n{self._protect(match['content'])}\n"

    def _without_tags(self, text: str, hidden: list[str]) -> str:
        """A text whose tags are added to ``hidden``; those of blocks leave a line end."""

        def replace(match: re.Match[str]) -> str:
            if not self._tags.is_tag(match):
                return match[0]
            hidden.append(match[0].strip("</>"))
            return "" if _INLINE_TAGS.fullmatch(match[1] or match[3]) else "\n"

        text = _TAG.sub(replace, text)
        return "\n".join(filter(None, map(str.strip, text.split("\n"))))


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
