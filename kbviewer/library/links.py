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

from kbviewer.library.file_id import id_of, shown
from kbviewer.text import wiki
from kbviewer.text.plain import without_comments

BY_PATH, FROM_HERE, BY_NAME, ALIAS = "p:", "r:", "n:", "="

_PAGE = re.compile(r"(?<=.)\.(?:md|html?)\Z", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_TEMPLATE = r"\{\{.{1,500}?\}\}|\{%.{1,500}?%\}"
_ADDRESS = re.compile(
    rf"\]\(\s*(?:<([^<>\n]*)>|((?:{_TEMPLATE})*[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))"
)
TEMPLATE_ADDRESS = re.compile(rf"\(\s*((?:{_TEMPLATE})+[^\s()]*)(?:\s+\"[^\"]*\")?\s*\)")
"""An address in brackets that a site's generator would fill in."""
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*(?:<([^<>\n]*)>|(\S+))", re.MULTILINE)
_ANCHOR = re.compile(r"<a\s[^<>]*?href\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)(?:[^`]+|[^`]+`[^`]+)(?<!`)\1(?!`)")
_FILLED_IN = (
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
        return shown(self.path.rpartition("/")[2] or self.path) or "/"


def folded(name: str) -> str:
    """A name or path as it is compared: without its case, in one Unicode form."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def stem(path: str) -> str:
    """A path as a key names it: folded, without ``.md`` or the ``.html`` made from that."""
    return folded(_PAGE.sub("", path))


def from_href(href: str, article: str) -> Link | None:
    """The link of an address that has neither scheme nor host, or None if it leads outside.

    Args:
        href: as it stands in the text; ``?name`` is a wiki name, quoted.
        article: the id of the article it stands in.
    """
    written, _, heading = href.strip().partition("#")
    if written.startswith("?"):
        return from_name(unquote(written[1:]), article, unquote(heading))
    return _from_path(_id_in(written.partition("?")[0]), article, unquote(heading))


def _id_in(address: str) -> str:
    """The id that an address names: its ``%D6`` are bytes of the file's name, text or not."""
    return id_of(unquote(address, errors="surrogateescape")) if "%" in address else address


def from_name(name: str, article: str, heading: str = "") -> Link | None:
    """The link of a wiki name, or None where it leads outside."""
    written, _, within = name.partition("#")
    written = written.strip()
    if "\\" in written or "\0" in written:
        return None
    if not written or written.startswith(("/", "./", "../")):
        return _from_path(written, article, heading or within.strip())
    key = stem(written.strip("/"))
    return Link(f"{BY_NAME}{key}", written, heading or within.strip()) if key else None


def _from_path(path: str, article: str, heading: str) -> Link | None:
    if not path:
        return Link("", "", heading)
    start = "" if path.startswith("/") else posixpath.dirname(article)
    whole = posixpath.normpath(posixpath.join(start, path.lstrip("/")))
    if whole == ".." or whole.startswith(("../", "/")) or "\0" in whole:
        return None
    if "\\" in shown(whole):  # not where it is half of a character, as in GBK
        return None
    if whole == ".":
        whole = ""
    if path.startswith(("/", ".")) or "/.." in path:
        # Written as its name is shown, it would else begin with the bytes of the folder's name.
        key = shown(whole) if "%" in start and path == shown(path) else whole
        return Link(f"{BY_PATH}{stem(key)}", whole, heading)
    return Link(f"{FROM_HERE}{stem(posixpath.normpath(path))}", whole, heading)


def address_of(name: str) -> str:
    """The address of a wiki name inside the reader."""
    written, _, heading = name.partition("#")
    if not written:
        return f"#{quote(heading.strip(), safe='')}"
    within = f"#{quote(heading.strip(), safe='')}" if heading else ""
    return f"?{quote(written.strip(), safe='/')}{within}"


def filled_in(href: str) -> str:
    """An address as the generator of a Hugo or Jekyll site would fill it in, or as it is.

    ``{{< ref "x.md" >}}`` is ``x.md``, ``{% link x.md %}`` is ``/x.md``; ``{% post_url x %}`` is a
    name, ``?x``.
    """
    if "{" not in href:
        return href
    for template, start in _FILLED_IN:
        href = template.sub(rf"{start}\g<1>", href)
    slashes = href.lstrip("/")
    return f"/{slashes}" if href.startswith("//") else href


def targets(text: str, article: str) -> set[str]:
    """The keys of everything that an article links to.

    Args:
        text: its Markdown.
        article: its id.
    """
    if "[" not in text and "href" not in text:  # as most excerpts are: it has to be quick
        return set()
    text = _without_code(text)
    links = [from_name(one.name, article) for one in wiki.find(text) if not one.is_picture]
    links += [from_href(href, article) for href in _addresses(text)]
    return {link.key for link in links if link and link.key}


def _addresses(text: str) -> Iterator[str]:
    """The addresses in a text that may lead to an article."""
    for pattern in (_ADDRESS, _DEFINITION, _ANCHOR):
        for first, second in pattern.findall(text):
            href = filled_in(first or second)
            is_elsewhere = not href or href[0] == "#" or _ELSEWHERE.match(href)
            if not (is_elsewhere or wiki.is_picture_name(href)):
                yield href


def _without_code(text: str) -> str:
    if "<!--" in text:
        text = without_comments(text, [])
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


def aliases(names: Iterable[str]) -> set[str]:
    """The keys of an article's other names: those its header gives, as names or as old paths."""
    keys = (stem(name.strip().strip("/")) for name in names)
    return {f"{ALIAS}{key}" for key in keys if key}
