"""What a link in an article may do: nothing but what is named here."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from kbviewer.library.links import Link, link_from_href

REFUSED_HREF = "refused:"
"""The address inside the reader of a link whose own may not even stand in a page."""

_TOPIC_SCHEME = "topic"
_HREF = re.compile(r'<a((?:\s[\w-]+="[^"]*")*?)\shref="([^"]*)"')


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """A page or mail address outside the program: opened when the person, shown it, agrees.

    Attributes:
        url: the whole address.
        host: whose it is.
    """

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class InternalLink:
    """A place in the library; whether there is one is not known here."""

    link: Link


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic of the tree."""

    path: str


@dataclass(frozen=True, slots=True)
class RefusedLink:
    """Anything else, and why."""

    reason: str


LinkTarget = ExternalLink | InternalLink | TopicLink | RefusedLink


def topic_href(path: str) -> str:
    """The address of a topic inside the reader."""
    return f"{_TOPIC_SCHEME}:{quote(path, safe='')}"


def classify_link(href: str, article: str) -> LinkTarget:  # noqa: PLR0911  one for each kind of link
    """What the link ``href`` in the article ``article`` leads to.

    Args:
        href: as it stands in the text.
        article: the id of the article it stands in; relative paths start from its folder.
    """
    try:
        parts = urlsplit(href.strip())
        host = parts.hostname or ""
    except ValueError:
        return RefusedLink("The link is not written as an address.")
    if parts.scheme in ("http", "https") and host:
        return ExternalLink(href.strip(), host)
    if parts.scheme == "mailto" and parts.path:
        return ExternalLink(href.strip(), unquote(parts.path))
    if parts.scheme == _TOPIC_SCHEME:
        return TopicLink(unquote(parts.path))
    if href == REFUSED_HREF:
        return RefusedLink(
            "The link leads to a file or a program, which are never opened from here."
        )
    if parts.scheme or parts.netloc:
        return RefusedLink(f"Links to “{parts.scheme or parts.netloc}” are not opened.")
    link = link_from_href(href, article)
    if link is None:
        return RefusedLink("The link leads outside the library.")
    return InternalLink(link)


def internal_links(page: str, article: str) -> dict[str, Link]:
    """The addresses on a page that lead to another place in the library, and these links.

    Args:
        page: safe HTML.
        article: the id of the article that it shows.
    """
    written = {href for _, href in _HREF.findall(page)}
    found = ((href, classify_link(html.unescape(href), article)) for href in written)
    return {href: at.link for href, at in found if isinstance(at, InternalLink) and at.link.key}


def refused_hrefs(page: str, article: str) -> list[str]:
    """The addresses on a page that lead nowhere, whatever there is; the arguments as above."""
    written = {href for _, href in _HREF.findall(page)}
    return [
        href
        for href in written
        if isinstance(classify_link(html.unescape(href), article), RefusedLink)
    ]


def mark_missing_links(page: str, missing: Collection[str]) -> str:
    """A page on which the links that lead to nothing are shown as such.

    Args:
        page: safe HTML.
        missing: the addresses, as ``inside`` and ``refused`` give them.
    """
    if not missing:
        return page

    def mark(match: re.Match[str]) -> str:
        return match[0].replace("<a", '<a class="missing"', 1) if match[2] in missing else match[0]

    return _HREF.sub(mark, page)
