"""HTML tags in Markdown: which of them are tags, and which only look like some.

``<name>`` and ``Vec<String>`` are text, not tags. A tag is one of HTML's elements, or one whose
element is closed somewhere in the text (``<Tabs>…</Tabs>``), or that closes itself (``<Tab />``).
A tag that nothing closes is text, too, where it would hide what follows: ``<title>``.
"""

from __future__ import annotations

import re

from kbviewer.text.lazy_regex import lazy_compile

_BLOCK_NAMES = (
    "address article aside base basefont blockquote body caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option "
    "p param search section summary table tbody td tfoot th thead title tr track ul"
)
BLOCK_ELEMENTS = frozenset(_BLOCK_NAMES.split())
"""The elements whose tags start an HTML block (CommonMark 0.31, 4.6, condition 6)."""

RAW_TEXT_ELEMENTS = frozenset(("pre", "script", "style", "textarea"))
"""Those that start a block which ends with their end tag only (condition 1)."""

_INLINE_NAMES = (
    "a abbr acronym audio b bdi bdo big br button canvas cite code data datalist del dfn em embed "
    "font i img input ins kbd label map mark math meta meter nobr noscript object output picture "
    "progress q rp rt ruby s samp select slot small source span strike strong sub sup svg template "
    "time tt u var video wbr"
)
_ELEMENTS = BLOCK_ELEMENTS | RAW_TEXT_ELEMENTS | frozenset(_INLINE_NAMES.split())

_ATTRIBUTE = (
    r"\s++[A-Za-z_:][A-Za-z0-9_.:-]*+"
    r"(?>(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?)"
)
TAG = rf"<(?:([A-Za-z][A-Za-z0-9-]*+)(?>(?:{_ATTRIBUTE})*)\s*+(/?)|/([A-Za-z][A-Za-z0-9-]*+)\s*+)>"
"""A pattern of a tag. Its groups: the name in a start tag, a slash if it closes itself, the name in
an end tag."""
_TAG = re.compile(TAG)
_END_TAG = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)")

_RAW_NAMES = "script|style|title|textarea|iframe|noframes|noembed|xmp|template|plaintext"
_RAW_START = rf"<(?P<raw>(?!plaintext)(?:{_RAW_NAMES}))(?=[\s/>])[^<>]*>"
RAW_ELEMENT = lazy_compile(
    rf"{_RAW_START}(?P<content>(?>(?:(?!</?(?:{_RAW_NAMES})\b).)*))</(?P=raw)\s*>",
    re.DOTALL | re.IGNORECASE,
)
"""An element in which a browser reads no tags but its end tag: without that, the rest of the page
would be inside it. GitHub shows the tags of these elements as text, too."""
FIRST_SCRIPT = lazy_compile(
    r"\A<(?P<first>script|style)(?=[\s/>])[^<>]*>.*?</(?P=first)\s*>", re.DOTALL | re.IGNORECASE
)
"""One at the start of a block of HTML, in which its start tag may occur again."""
NOT_SHOWN = frozenset(("script", "style", "template"))
"""Those of them whose content is not shown."""
_RAW_NAME = re.compile(_RAW_NAMES, re.IGNORECASE)
_HTML = lazy_compile(
    rf"{FIRST_SCRIPT.pattern}|{RAW_ELEMENT.pattern}"
    r"|<!--(?:(?!<!--|-->).)*-->|<[?](?:(?!<[?]|[?]>).)*[?]>"
    r"|<!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\]>|<![A-Za-z][^<>]*>"
    rf"|(?P<tag>{TAG})"
    r"|(?P<loose></?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])(?>(?:[\s!#-&(-;=?-~]|\"[^\"<>]*\"|'[^'<>]*')*)>)"
    r"|<",
    re.DOTALL | re.IGNORECASE,
)
_NAME = re.compile(r"</?([A-Za-z0-9-]+)")


class TagNames:
    """The names that are taken for tags in a text."""

    def __init__(self, text: str) -> None:
        """Read nothing yet.

        Args:
            text: the whole Markdown text.
        """
        self._text = text
        self._closed: frozenset[str] | None = None  # the names in end tags

    def is_tag(self, match: re.Match[str], group: int = 1) -> bool:
        """Whether what ``TAG`` matched is a tag.

        Args:
            match: the match of a pattern with ``TAG`` in it.
            group: the number of its first group in that pattern.
        """
        name, closes_itself, _ = match.group(group, group + 1, group + 2)
        if name is not None and _RAW_NAME.fullmatch(name):
            return False  # those that are closed are a ``RAW_ELEMENT``
        if name is None or closes_itself or name.lower() in _ELEMENTS:
            return True
        if self._closed is None:
            self._closed = frozenset(map(str.lower, _END_TAG.findall(self._text)))
        return name.lower() in self._closed

    def mark_text(self, raw: str) -> str:
        """HTML whose signs that are no tags, and tags that would hide what follows, are text."""
        return _HTML.sub(self._mark, raw)

    def _mark(self, match: re.Match[str]) -> str:
        if match["tag"]:
            is_shown = not self.is_tag(match, _HTML.groupindex["tag"] + 1)
        elif match["loose"]:
            name = _NAME.match(match[0])
            is_shown = name is not None and _RAW_NAME.fullmatch(name[1]) is not None
        else:
            is_shown = match[0] == "<"
        return f"&lt;{match[0][1:]}" if is_shown else match[0]


def match_tag(text: str, position: int = 0) -> re.Match[str] | None:
    """The match of ``TAG`` at a position of a text."""
    return _TAG.match(text, position)
