"""Links of an article to others, as keys that depend on its own text only.

A link names its target by a key, folded, without ``.md``, whose first letter says how it is read:

==================  ===================================================================
``p:folder/name``   a path from the library's root: ``/folder/name.md``, ``../folder/name``
``r:name``          a path from the article's folder, or else a name: ``name.md``
``n:name``          a name, with a part of its path or without: ``[[name]]``
``=name``           not a link, but another name of the article: ``aliases`` in its header
==================  ===================================================================

A link key depends only on the text and its folder, so it need not change when other files do.
The index finds the article of a key (``index/search/link_resolver.py``).
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from kbviewer.library.file_id import display_name, path_to_id

PATH_KEY, RELATIVE_KEY, NAME_KEY, ALIAS_KEY = "p:", "r:", "n:", "="

_PAGE_SUFFIX = re.compile(r"(?<=.)\.(?:md|html?)\Z", re.IGNORECASE)
TEMPLATE = r"\{\{.{1,500}?\}\}|\{%.{1,500}?%\}"
"""A pattern of a template of a static site generator."""
TEMPLATE_HREF = re.compile(rf"\(\s*((?:{TEMPLATE})+[^\s()]*)(?:\s+\"[^\"]*\")?\s*\)")
"""An address in parentheses with a template of a static site generator."""
_TEMPLATES = (
    (re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?[\"'`]([^\"'`]*)[\"'`].*?[>%]\}\}"), ""),
    (re.compile(r"\{%-?\s*link\s+/?(.*?)\s*-?%\}"), "/"),
    (re.compile(r"\{%-?\s*post_url\s+/?(.*?)\s*-?%\}"), "?"),
    (re.compile(r"\{\{\s*[\"']([^\"']*)[\"']\s*\|\s*(?:relative_url|absolute_url)\s*\}\}"), ""),
    (re.compile(r"\{\{\s*()site\.(?:baseurl|url)\s*\}\}"), ""),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an article, or to a heading of its own article.

    Attributes:
        key: of its target (see the module); "" is the article itself.
        path: as written; if it is a path, from the library's root; an id.
        heading: the name of a heading or anchor there, or "".
    """

    key: str
    path: str
    heading: str = ""

    @property
    def name(self) -> str:
        """The target, as it is shown."""
        return display_name(self.path.rpartition("/")[2] or self.path) or "/"


def normalize_name(name: str) -> str:
    """A name or path for comparison: case folded, in Unicode form NFC."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def normalize_path(path: str) -> str:
    """A path as in keys: normalized, without ``.md`` or the ``.html`` that is made from it."""
    return normalize_name(_PAGE_SUFFIX.sub("", path))


def link_from_href(href: str, article: str) -> Link | None:
    """The link of an address without scheme and host, or None if it leads out of the library.

    Args:
        href: as in the text; ``?name`` is a wiki name, quoted.
        article: the id of the article that links.
    """
    address, _, heading = href.strip().partition("#")
    if address.startswith("?"):
        return link_from_name(unquote(address[1:]), article, unquote(heading))
    return _link_from_path(_id_from_href(address.partition("?")[0]), article, unquote(heading))


def _id_from_href(address: str) -> str:
    """The id that an address names: its ``%D6`` are bytes of the file's name, Unicode or not."""
    return path_to_id(unquote(address, errors="surrogateescape")) if "%" in address else address


def link_from_name(name: str, article: str, heading: str = "") -> Link | None:
    """The link of a wiki name, or None if it leads out of the library."""
    target, _, anchor = name.partition("#")
    target = target.strip()
    if "\\" in target or "\0" in target:
        return None
    if not target or target.startswith(("/", "./", "../")):
        return _link_from_path(target, article, heading or anchor.strip())
    key = normalize_path(target.strip("/"))
    return Link(f"{NAME_KEY}{key}", target, heading or anchor.strip()) if key else None


def _link_from_path(path: str, article: str, heading: str) -> Link | None:
    if not path:
        return Link("", "", heading)
    start = "" if path.startswith("/") else posixpath.dirname(article)
    whole = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
    if whole == ".." or whole.startswith(("../", "/")) or "\0" in whole:
        return None
    if "\\" in display_name(
        whole
    ):  # in its decoded form: as a byte it can be half of a character of GBK
        return None
    if whole == ".":
        whole = ""
    if path.startswith(("/", ".")) or "/.." in path:
        # A link written as names are shown must not start with the bytes of the folder's name.
        key = display_name(whole) if "%" in start and path == display_name(path) else whole
        return Link(f"{PATH_KEY}{normalize_path(key)}", whole, heading)
    return Link(f"{RELATIVE_KEY}{normalize_path(posixpath.normpath(path))}", whole, heading)


def wiki_href(name: str) -> str:
    """The href of a wiki link in a rendered article."""
    target, _, heading = name.partition("#")
    if not target:
        return f"#{quote(heading.strip(), safe='')}"
    fragment = f"#{quote(heading.strip(), safe='')}" if heading else ""
    return f"?{quote(target.strip(), safe='/')}{fragment}"


def expand_template(href: str) -> str:
    """An address with its Hugo or Jekyll template expanded.

    ``{{< ref "x.md" >}}`` is ``x.md``, ``{% link x.md %}`` is ``/x.md``; ``{% post_url x %}`` is a
    name, ``?x``.
    """
    if "{" not in href:
        return href
    for template, start in _TEMPLATES:
        href = template.sub(rf"{start}\g<1>", href)
    slashes = href.lstrip("/")
    return f"/{slashes}" if href.startswith("//") else href


def alias_keys(names: Iterable[str]) -> set[str]:
    """The keys of an article's aliases: other names or former paths, from its header."""
    keys = (normalize_path(name.strip().strip("/")) for name in names)
    return {f"{ALIAS_KEY}{key}" for key in keys if key}
