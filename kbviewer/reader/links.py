"""What a link in an article may do: nothing but what is named here."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

_TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Outside:
    """A page or mail address outside the program: opened when the person, shown it, agrees.

    Attributes:
        url: the whole address.
        host: whose it is.
    """

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Inside:
    """Another file of the library, by its id; whether there is one is not known here."""

    article: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A place in the article itself."""

    name: str


@dataclass(frozen=True, slots=True)
class ToTopic:
    """A topic of the tree."""

    path: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Anything else, and why."""

    reason: str


Target = Outside | Inside | Heading | ToTopic | Refused


def topic_link(path: str) -> str:
    """The address of a topic inside the reader."""
    return f"{_TOPIC}:{quote(path, safe='')}"


def target(href: str, article: str) -> Target:  # noqa: PLR0911  one for each kind of link
    """What the link ``href`` in the article ``article`` leads to.

    Args:
        href: as it stands in the text.
        article: the id of the article it stands in; relative paths start from its folder.
    """
    try:
        parts = urlsplit(href.strip())
        host = parts.hostname or ""
    except ValueError:
        return Refused("The link is not written as an address.")
    if parts.scheme in ("http", "https") and host:
        return Outside(href.strip(), host)
    if parts.scheme == "mailto" and parts.path:
        return Outside(href.strip(), unquote(parts.path))
    if parts.scheme == _TOPIC:
        return ToTopic(unquote(parts.path))
    if parts.scheme or parts.netloc:
        return Refused(f"Links to “{parts.scheme or parts.netloc}” are not opened.")
    if not parts.path:
        return Heading(unquote(parts.fragment))
    path = unquote(parts.path)
    start = "" if path.startswith("/") else posixpath.dirname(article)
    whole = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
    if whole.startswith("..") or "\\" in whole or "\0" in whole:
        return Refused("The link leads outside the library.")
    return Inside(whole)
