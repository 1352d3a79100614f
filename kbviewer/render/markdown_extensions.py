"""Extensions of Python-Markdown: wiki links, templates in links, heading ids, strikethrough."""

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
from markdown.util import AtomicString

from kbviewer.library import links
from kbviewer.text.plaintext import HEADING_ID
from kbviewer.text.wikilinks import WIKI_LINK, WikiLink

_HEADINGS = {f"h{level}" for level in range(1, 7)}
# Before the library's own patterns for the same characters.
_WIKI_LINK_PRIORITY, _TEMPLATE_LINK_PRIORITY, _HEADING_ID_PRIORITY = 185, 165, 9


class WikiLinkExtension(Extension):
    """``[[wiki links]]``, links with templates of site generators, and ``## Heading {#id}``."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  the library's name
        """Add them to a parser."""
        md.inlinePatterns.register(_WikiLinkProcessor(WIKI_LINK, md), "wiki", _WIKI_LINK_PRIORITY)
        md.inlinePatterns.register(
            _TemplateLinkProcessor(r"(?<!!)\[", md), "template", _TEMPLATE_LINK_PRIORITY
        )
        md.treeprocessors.register(_HeadingIdProcessor(md), "heading_id", _HEADING_ID_PRIORITY)


class StrikethroughExtension(Extension):
    """``~~strikethrough~~``, as in GitHub's Markdown."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  the library's name
        """Add it to a parser."""
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"()~~(?=\S)(.+?)~~", "del"), "del", 60)


class _WikiLinkProcessor(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802  the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        del data
        link = WikiLink.from_match(m)
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
