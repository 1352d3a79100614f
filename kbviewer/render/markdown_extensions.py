"""Extensions of Python-Markdown for what is inside a line.

Wiki links, templates in links, heading ids; bare URLs, marks, comments, math, strikethrough; HTML's
tags, escapes and line breaks as in CommonMark.
"""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import (
    InlineProcessor,
    LinkInlineProcessor,
    SimpleTagInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX, AtomicString, code_escape

from kbviewer.library import links
from kbviewer.text.html_tags import RAW_ELEMENT, TAG, TagNames
from kbviewer.text.inline import BARE_URL, COMMENT, MARK, MATH, normalize_label, url_span
from kbviewer.text.inline_text import HEADING_ID
from kbviewer.text.wikilinks import WIKI_LINK, WikiLink

_HEADINGS = {f"h{level}" for level in range(1, 7)}
# Before the library's own patterns for the same characters.
_WIKI_LINK_PRIORITY, _TEMPLATE_LINK_PRIORITY, _HEADING_ID_PRIORITY = 185, 165, 9
_REPLACED = (
    "backtick", "escape", "reference", "link", "image_link", "image_reference", "short_reference",
    "short_image_ref", "autolink", "automail", "html",
)  # fmt: skip
"""Python-Markdown's own patterns that are not used."""
_LITERAL_START = r"\\[!-/:-@\[-`{-~]|`+|\$|%%|(?<!\]\()<"
_AUTOLINK = re.compile(
    r"<(?:(?P<url>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)"
    r"|(?P<mail>[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*))>"
)
_INLINE_HTML = re.compile(
    rf"{TAG}"
    r"|<!--(?:(?!<!--|-->).)*-->"
    r"|<[?](?:(?!<[?]|[?]>).)*[?]>"
    r"|<!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\]>"
    r"|<![A-Za-z][^<>]*>",
    re.DOTALL,
)
_MATH = re.compile(MATH)
_COMMENT = re.compile(COMMENT, re.DOTALL)
_TARGET = re.compile(
    r"""\([ \t\n]*
    (?:<(?P<bracketed>[^<>\n]*)>
    |(?P<bare>(?!<)(?>(?:[^ \t\n()]|\((?>(?:[^ \t\n()]|\([^ \t\n()]*\))*)\))*))
    |(?P<spaced>[^<>()\n]*\.[A-Za-z0-9]{1,5}(?:\#[^ \t\n()]*)?))
    (?:[ \t\n]+(?P<title>"[^"]*"|'[^']*'|\([^()]*\)))?[ \t\n]*\)""",
    re.VERBOSE,
)
"""What is behind the text of a link; a file's name may have spaces in it."""
_LABEL = re.compile(r"[ ]?\[([^\[\]]*)\]")
_INNER_LINK = re.compile(r"(?<!!)\[[^\[\]]*\][(\[]")
_EMPHASIS = re.compile(r"\*\*?|~~")
_WIKI_LINK = re.compile(WIKI_LINK)
_ESCAPED = re.compile(f"{STX}([0-9]+){ETX}")
_WIDTH = re.compile(r"(.*?)\|[ ]*([0-9]{1,4})(?:x[0-9]{1,4})?[ ]*", re.DOTALL)


class WikiLinkExtension(Extension):
    """``[[wiki links]]``, links with templates of site generators, and ``## Heading {#id}``."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  the library's name
        """Add them to a parser."""
        md.inlinePatterns.register(_WikiLinkProcessor(WIKI_LINK, md), "wiki", _WIKI_LINK_PRIORITY)
        md.inlinePatterns.register(
            _TemplateLinkProcessor(r"(?<!!)\[", md), "template", _TEMPLATE_LINK_PRIORITY
        )
        md.treeprocessors.register(_HeadingIdProcessor(md), "heading_id", _HEADING_ID_PRIORITY)


class InlineExtension(Extension):
    """What GitHub and Obsidian have inside a line, and CommonMark reads otherwise."""

    def __init__(self, tags: TagNames) -> None:
        """Keep what is taken for tags in the text."""
        super().__init__()
        self._tags = tags

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  the library's name
        """Add it to a parser."""
        patterns = md.inlinePatterns
        for name in _REPLACED:
            patterns.deregister(name)
        patterns.register(_LiteralProcessor(self._tags, md), "literal", 190)
        patterns.register(_LinkProcessor(r"!?\[", md), "link", 160)
        patterns.register(_LinkProcessor(r"!\[", md), "linked_picture", 155)  # inside a link
        patterns.register(_BareUrlProcessor(BARE_URL, md), "bare_url", 85)
        patterns.register(SimpleTagInlineProcessor(r"()~~(?=\S)(.+?)~~", "del"), "del", 65)
        patterns.register(SimpleTagInlineProcessor(MARK, "mark"), "mark", 64)
        md.treeprocessors.register(_PictureWidthProcessor(md), "picture_width", 8)


class _LiteralProcessor(InlineProcessor):
    """What is not read any further, whichever comes first.

    Escapes, code, math, comments, URLs in angle brackets and tags.
    """

    def __init__(self, tags: TagNames, md: markdown.Markdown) -> None:
        super().__init__(_LITERAL_START, md)
        self._tags = tags
        self._readers = {
            "\\": self._escape, "`": self._code, "$": self._math, "%": self._comment,
            "<": self._angle,
        }  # fmt: skip

    def handleMatch(  # type: ignore[override]  # noqa: N802  the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int, int]:
        start = m.start(0)
        found, end = self._readers[data[start]](m, data)
        return found, start, end

    def _escape(self, m: re.Match[str], data: str) -> tuple[str, int]:
        del data
        char = m[0][1]  # behind an ampersand the serializer would see an entity
        return f"{AMP_SUBSTITUTE}amp;" if char == "&" else f"{STX}{ord(char)}{ETX}", m.end(0)

    def _code(self, m: re.Match[str], data: str) -> tuple[Element | None, int]:
        length = len(m[0])
        closing = re.compile(rf"(?<!`)`{{{length}}}(?!`)").search(data, m.end(0))
        if closing is None:
            return None, m.end(0)
        code = data[m.end(0) : closing.start()].replace("\n", " ")
        if code.startswith(" ") and code.endswith(" ") and code.strip(" "):
            code = code[1:-1]
        element = Element("code")
        element.text = AtomicString(code_escape(code))
        return element, closing.end()

    def _math(self, m: re.Match[str], data: str) -> tuple[Element | None, int]:
        math = _MATH.match(data, m.start(0))
        if math is None:
            return None, m.end(0)
        element = Element("code", {"class": "math"})
        element.text = AtomicString(code_escape(math[0]))
        return element, math.end()

    def _comment(self, m: re.Match[str], data: str) -> tuple[str | None, int]:
        comment = _COMMENT.match(data, m.start(0))
        return ("", comment.end()) if comment else (None, m.end(0))

    def _angle(self, m: re.Match[str], data: str) -> tuple[Element | str | None, int]:
        if url := _AUTOLINK.match(data, m.start(0)):
            address = url["url"] or f"mailto:{url['mail']}"
            link = Element("a", {"href": address})
            link.text = AtomicString(code_escape(url[0][1:-1]))
            return link, url.end()
        if element := RAW_ELEMENT.match(data, m.start(0)):
            raw: str = self.md.htmlStash.store(element[0])
            return raw, element.end()
        tag = _INLINE_HTML.match(data, m.start(0))
        if tag is None or not (tag[0].startswith(("<!", "<?")) or self._tags.is_tag(tag)):
            return None, m.end(0)
        stash: str = self.md.htmlStash.store(tag[0])
        return stash, tag.end()


class _LinkProcessor(LinkInlineProcessor):
    """Links and pictures: ``[text](address "title")``, ``[text][label]``, ``[label]``."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        start, after = m.span(0)
        text, end, is_closed = self.getText(data, after)
        is_picture = m[0] == "!["
        if not is_closed or (not is_picture and _INNER_LINK.search(text)):
            return None, start, after
        found = self._inline(data, end) or self._reference(text, data, end)
        if found is None:
            return None, start, after
        address, title, end = found
        element = Element("img" if is_picture else "a")
        if is_picture:
            element.set("src", address)
            element.set("alt", _EMPHASIS.sub("", self.unescape(text)))
        else:
            element.set("href", address)
            element.text = text
        if title:
            element.set("title", title)
        return element, start, end

    def _inline(self, data: str, index: int) -> tuple[str, str, int] | None:
        """The address and the title in parentheses, and where these end."""
        target = _TARGET.match(data, index)
        if target is None:
            return None
        address = target["bracketed"] or target["bare"] or target["spaced"] or ""
        return self.unescape(address), self.unescape((target["title"] or "")[1:-1]), target.end()

    def _reference(self, text: str, data: str, index: int) -> tuple[str, str, int] | None:
        """As ``_inline``, for a label that is defined."""
        label = _LABEL.match(data, index)
        if label and label[1].strip():
            target = self._defined(label[1])
            if target or data[index : index + 1] == "[":
                return (*target, label.end()) if target else None
        target = self._defined(text)
        if target is None:
            return None
        return (*target, label.end() if label and not label[1] and label[0] == "[]" else index)

    def _defined(self, label: str) -> tuple[str, str] | None:
        found: tuple[str, str] | None = self.md.references.get(
            normalize_label(_ESCAPED.sub(_with_backslash, self.unescape(label)))
        )
        return found


def _with_backslash(escaped: re.Match[str]) -> str:
    return f"\\{chr(int(escaped[1]))}"


class _BareUrlProcessor(InlineProcessor):
    """URLs and mail addresses without brackets around them."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802  the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int, int]:
        start, end = url_span(m)
        shown = data[start:end]
        if not shown:
            return None, m.start(0), m.end(0)
        address = {"h": shown, "w": f"http://{shown}"}.get(
            shown[0].lower() if m["url"] else "", f"mailto:{shown}"
        )
        element = Element("a", {"href": address})
        element.text = AtomicString(shown)
        return element, start, end


class _PictureWidthProcessor(Treeprocessor):
    def run(self, root: Element) -> None:
        """Give pictures the width that Obsidian's writers put behind their words: ``|300``."""
        for picture in root.iter("img"):
            if width := _WIDTH.fullmatch(picture.get("alt", "")):
                picture.set("alt", width[1])
                picture.set("width", width[2])


class _WikiLinkProcessor(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802  the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        del data
        link = WikiLink.from_match(m)
        if STX in link.name:  # an escaped bar, as it is written in a table
            source = _ESCAPED.sub(lambda escaped: f"\\{chr(int(escaped[1]))}", self.unescape(m[0]))
            found = _WIKI_LINK.fullmatch(source)
            if found is None:
                return None, None, None
            link = WikiLink.from_match(found)
        text = link.text if link.has_label else AtomicString(link.text)
        if link.is_picture:
            facts = {"src": quote(link.name), "alt": link.text}
            element = Element("img", facts | ({"width": link.width} if link.width else {}))
        else:
            element = Element("a", {"href": links.wiki_href(link.name)})
            element.text = text
        return element, m.start(0), m.end(0)


class _TemplateLinkProcessor(LinkInlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802  the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if "{" not in data:
            return None, None, None
        text, index, is_closed = self.getText(data, m.end(0))
        address = links.TEMPLATE_HREF.match(data, index) if is_closed else None
        if address is None:
            return None, None, None
        element = Element("a", {"href": links.expand_template(address[1])})
        element.text = text
        return element, m.start(0), address.end()


class _HeadingIdProcessor(Treeprocessor):
    def run(self, root: Element) -> None:
        """Give each heading the id that is written after it."""
        for heading in root.iter():
            if heading.tag not in _HEADINGS:
                continue
            last = heading[-1] if len(heading) else None
            text = (heading.text if last is None else last.tail) or ""
            if name := HEADING_ID.search(text):
                heading.set("id", name[1])
                if last is None:
                    heading.text = text[: name.start()]
                else:
                    last.tail = text[: name.start()]
