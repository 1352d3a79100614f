"""Decides what a link in an article may do; everything not named here is refused."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from kbviewer.i18n import tr
from kbviewer.library.links import Link, link_from_href

REFUSED_HREF = "refused:"
"""The href that replaces one the sanitizer removed."""

_TOPIC_SCHEME = "topic"
_HREF = re.compile(r'<a((?:\s[\w-]+="[^"]*")*?)\shref="([^"]*)"')


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """A web or mail address: opened if the user, who is shown it, agrees.

    Attributes:
        url: the whole address.
        host: its host, or the mail address.
    """

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class InternalLink:
    """A link to an article or heading of the library, which may not exist."""

    link: Link


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A link to a topic."""

    path: str


@dataclass(frozen=True, slots=True)
class RefusedLink:
    """Any other link, with the reason."""

    reason: str


LinkTarget = ExternalLink | InternalLink | TopicLink | RefusedLink


def topic_href(path: str) -> str:
    """The href of a topic in a rendered article."""
    return f"{_TOPIC_SCHEME}:{quote(path, safe='')}"


def classify_link(href: str, article: str) -> LinkTarget:  # noqa: PLR0911  one for each kind of link
    """The target of a link.

    Args:
        href: as in the text.
        article: the id of the article that links; relative paths start from its folder.
    """
    try:
        parts = urlsplit(href.strip())
        host = parts.hostname or ""
    except ValueError:
        return RefusedLink(tr("The link is not written as an address."))
    if parts.scheme in ("http", "https") and host:
        return ExternalLink(href.strip(), host)
    if parts.scheme == "mailto" and parts.path:
        return ExternalLink(href.strip(), unquote(parts.path))
    if parts.scheme == _TOPIC_SCHEME:
        return TopicLink(unquote(parts.path))
    if href == REFUSED_HREF:
        return RefusedLink(
            tr("The link leads to a file or a program, which are never opened from here.")
        )
    if parts.scheme or parts.netloc:
        return RefusedLink(
            tr("Links to “{target}” are not opened.").format(target=parts.scheme or parts.netloc)
        )
    link = link_from_href(href, article)
    if link is None:
        return RefusedLink(tr("The link leads outside the library."))
    return InternalLink(link)


def internal_links(page: str, article: str) -> dict[str, Link]:
    """The hrefs on a page that lead into the library, and their links.

    Args:
        page: safe HTML.
        article: the id of the article that it shows.
    """
    hrefs = {href for _, href in _HREF.findall(page)}
    targets = ((href, classify_link(html.unescape(href), article)) for href in hrefs)
    return {
        href: target.link
        for href, target in targets
        if isinstance(target, InternalLink) and target.link.key
    }


def refused_hrefs(page: str, article: str) -> list[str]:
    """The hrefs on a page that are refused; the arguments as above."""
    hrefs = {href for _, href in _HREF.findall(page)}
    return [
        href
        for href in hrefs
        if isinstance(classify_link(html.unescape(href), article), RefusedLink)
    ]


def mark_missing_links(page: str, missing: Collection[str]) -> str:
    """A page whose broken links have the class ``missing``.

    Args:
        page: safe HTML.
        missing: their hrefs, as ``internal_links`` and ``refused_hrefs`` return them.
    """
    if not missing:
        return page

    def mark(match: re.Match[str]) -> str:
        return match[0].replace("<a", '<a class="missing"', 1) if match[2] in missing else match[0]

    return _HREF.sub(mark, page)
