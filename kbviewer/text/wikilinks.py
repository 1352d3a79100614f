"""Wiki links, as Obsidian writes them: ``[[name]]``, ``[[name#heading|text]]``, ``![[name]]``."""

from __future__ import annotations

import re
from dataclasses import dataclass

WIKI_LINK = (
    r"(!?)\[\[(?![0-9]{1,3}\]\])([^\s\[\]|\\][^\[\]|\\\n]*)"
    r"(?:\\?\|([^\[\]\n]*))?\]\](?![(\[])"
)
"""Its groups are the mark of an embedded file, the name with its heading, and the text.

A number alone is a footnote's mark, and with an address behind it the brackets are a link's text.
"""
_WIKI_LINK = re.compile(WIKI_LINK)
_SIZE = re.compile(r"([0-9]{1,4})(?:x[0-9]{1,4})?")
_PICTURE = re.compile(r".+\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|ico)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WikiLink:
    """A wiki link.

    Attributes:
        name: the target, including a heading behind ``#``.
        text: what a reader sees.
        has_label: whether the writer gave that text, which may contain markup.
        is_picture: whether it is replaced by a picture.
        width: of that picture, in pixels, or "".
    """

    name: str
    text: str
    has_label: bool
    is_picture: bool
    width: str

    @classmethod
    def from_match(cls, match: re.Match[str]) -> WikiLink:
        """The link that ``WIKI_LINK`` matched."""
        name, text = match[2].strip(), (match[3] or "").strip()
        is_picture = bool(match[1] and is_picture_name(name))
        before, _, last = text.rpartition("|")
        size = _SIZE.fullmatch(last.strip()) if is_picture else None
        shown = before.rstrip() if size else text
        bare = name.removeprefix("#").replace("#", " > ")
        return cls(name, shown or bare, bool(shown), is_picture, size[1] if size else "")


def find_wiki_links(text: str) -> list[WikiLink]:
    """The wiki links of a text, in order."""
    return (
        [WikiLink.from_match(match) for match in _WIKI_LINK.finditer(text)] if "[[" in text else []
    )


def is_picture_name(name: str) -> bool:
    """Whether a file name is that of a picture."""
    return _PICTURE.fullmatch(name) is not None
