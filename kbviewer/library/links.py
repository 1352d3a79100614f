"""What an article links to, as far as its text tells.

A link names its target by a key, folded, without ``.md``, whose first letter says how it is read:

==================  ===================================================================
``p:folder/name``   a path from the library's root: ``/folder/name.md``, ``../folder/name``
``r:name``          a path from the article's folder, or else a name: ``name.md``
``n:name``          a name, with a part of its path or without: ``[[name]]``
``=name``           no link, but another name of the article itself: ``aliases`` in its header
==================  ===================================================================

So a key needs nothing but the text and the folder it stands in: other files may come and go.
Which article a key leads to is found in the index (``index/linked.py``).
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from kbviewer.library.file_id import display_name, path_to_id
from kbviewer.text import wikilinks
from kbviewer.text.plaintext import strip_comments

PATH_KEY, RELATIVE_KEY, NAME_KEY, ALIAS_KEY = "p:", "r:", "n:", "="

_PAGE_SUFFIX = re.compile(r"(?<=.)\.(?:md|html?)\Z", re.IGNORECASE)
_EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_TEMPLATE = r"\{\{.{1,500}?\}\}|\{%.{1,500}?%\}"
_INLINE_HREF = re.compile(
    rf"\]\(\s*(?:<([^<>\n]*)>|((?:{_TEMPLATE})*[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))"
)
TEMPLATE_HREF = re.compile(rf"\(\s*((?:{_TEMPLATE})+[^\s()]*)(?:\s+\"[^\"]*\")?\s*\)")
"""An address in brackets that a site's generator would fill in."""
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*(?:<([^<>\n]*)>|(\S+))", re.MULTILINE)
_HTML_HREF = re.compile(r"<a\s[^<>]*?href\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)(?:[^`]+|[^`]+`[^`]+)(?<!`)\1(?!`)")
_TEMPLATES = (
    (re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?[\"'`]([^\"'`]*)[\"'`].*?[>%]\}\}"), ""),
    (re.compile(r"\{%-?\s*link\s+/?(.*?)\s*-?%\}"), "/"),
    (re.compile(r"\{%-?\s*post_url\s+/?(.*?)\s*-?%\}"), "?"),
    (re.compile(r"\{\{\s*[\"']([^\"']*)[\"']\s*\|\s*(?:relative_url|absolute_url)\s*\}\}"), ""),
    (re.compile(r"\{\{\s*()site\.(?:baseurl|url)\s*\}\}"), ""),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an article, or to a place in the one it stands in.

    Attributes:
        key: what it leads to (see the module); "" is the article itself.
        path: as it was written, from the library's root where it is a path; an id.
        heading: the name of a heading or anchor there, or "".
    """

    key: str
    path: str
    heading: str = ""

    @property
    def name(self) -> str:
        """What it leads to, for a person."""
        return display_name(self.path.rpartition("/")[2] or self.path) or "/"


def normalize_name(name: str) -> str:
    """A name or path as it is compared: without its case, in one Unicode form."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def normalize_path(path: str) -> str:
    """A path as a key names it: folded, without ``.md`` or the ``.html`` made from that."""
    return normalize_name(_PAGE_SUFFIX.sub("", path))


def link_from_href(href: str, article: str) -> Link | None:
    """The link of an address that has neither scheme nor host, or None if it leads outside.

    Args:
        href: as it stands in the text; ``?name`` is a wiki name, quoted.
        article: the id of the article it stands in.
    """
    written, _, heading = href.strip().partition("#")
    if written.startswith("?"):
        return link_from_name(unquote(written[1:]), article, unquote(heading))
    return _link_from_path(_id_from_href(written.partition("?")[0]), article, unquote(heading))


def _id_from_href(address: str) -> str:
    """The id that an address names: its ``%D6`` are bytes of the file's name, text or not."""
    return path_to_id(unquote(address, errors="surrogateescape")) if "%" in address else address


def link_from_name(name: str, article: str, heading: str = "") -> Link | None:
    """The link of a wiki name, or None where it leads outside."""
    written, _, within = name.partition("#")
    written = written.strip()
    if "\\" in written or "\0" in written:
        return None
    if not written or written.startswith(("/", "./", "../")):
        return _link_from_path(written, article, heading or within.strip())
    key = normalize_path(written.strip("/"))
    return Link(f"{NAME_KEY}{key}", written, heading or within.strip()) if key else None


def _link_from_path(path: str, article: str, heading: str) -> Link | None:
    if not path:
        return Link("", "", heading)
    start = "" if path.startswith("/") else posixpath.dirname(article)
    whole = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
    if whole == ".." or whole.startswith(("../", "/")) or "\0" in whole:
        return None
    if "\\" in display_name(whole):  # not where it is half of a character, as in GBK
        return None
    if whole == ".":
        whole = ""
    if path.startswith(("/", ".")) or "/.." in path:
        # Written as its name is shown, it would else begin with the bytes of the folder's name.
        key = display_name(whole) if "%" in start and path == display_name(path) else whole
        return Link(f"{PATH_KEY}{normalize_path(key)}", whole, heading)
    return Link(f"{RELATIVE_KEY}{normalize_path(posixpath.normpath(path))}", whole, heading)


def wiki_href(name: str) -> str:
    """The address of a wiki name inside the reader."""
    written, _, heading = name.partition("#")
    if not written:
        return f"#{quote(heading.strip(), safe='')}"
    within = f"#{quote(heading.strip(), safe='')}" if heading else ""
    return f"?{quote(written.strip(), safe='/')}{within}"


def expand_template(href: str) -> str:
    """An address as the generator of a Hugo or Jekyll site would fill it in, or as it is.

    ``{{< ref "x.md" >}}`` is ``x.md``, ``{% link x.md %}`` is ``/x.md``; ``{% post_url x %}`` is a
    name, ``?x``.
    """
    if "{" not in href:
        return href
    for template, start in _TEMPLATES:
        href = template.sub(rf"{start}\g<1>", href)
    slashes = href.lstrip("/")
    return f"/{slashes}" if href.startswith("//") else href


def link_keys(text: str, article: str) -> set[str]:
    """The keys of everything that an article links to.

    Args:
        text: its Markdown.
        article: its id.
    """
    if "[" not in text and "href" not in text:  # as most excerpts are: it has to be quick
        return set()
    text = _without_code(text)
    links = [
        link_from_name(one.name, article)
        for one in wikilinks.find_wiki_links(text)
        if not one.is_picture
    ]
    links += [link_from_href(href, article) for href in _hrefs(text)]
    return {link.key for link in links if link and link.key}


def _hrefs(text: str) -> Iterator[str]:
    """The addresses in a text that may lead to an article."""
    for pattern in (_INLINE_HREF, _DEFINITION, _HTML_HREF):
        for first, second in pattern.findall(text):
            href = expand_template(first or second)
            is_elsewhere = not href or href[0] == "#" or _EXTERNAL.match(href)
            if not (is_elsewhere or wikilinks.is_picture_name(href)):
                yield href


def _without_code(text: str) -> str:
    if "<!--" in text:
        text = strip_comments(text, [])
    if "```" in text or "~~~" in text:
        text = "\n".join(_outside_fences(text.split("\n")))
    return _CODE.sub("", text) if "`" in text else text


def _outside_fences(lines: Iterable[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if not fence:
            if mark:
                fence = mark[1]
            yield line if not mark else ""
        elif mark and mark[1].startswith(fence) and not line.strip(" \t>`~"):
            fence = ""


def alias_keys(names: Iterable[str]) -> set[str]:
    """The keys of an article's other names: those its header gives, as names or as old paths."""
    keys = (normalize_path(name.strip().strip("/")) for name in names)
    return {f"{ALIAS_KEY}{key}" for key in keys if key}
