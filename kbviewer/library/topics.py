"""What an article is about, as its header and its place say it."""

from __future__ import annotations

import re

from kbviewer.library.header import Header

LONGEST = 1_000
"""Characters of a topic's path. Each topic above it is one of its own, so that what a path costs
grows with the square of its length."""

_COMMAS = re.compile("[,，、]")
_HASHES = re.compile(r"(?:#\S+\s*)+")
_JEKYLL = re.compile(r"(?:.*/)?_posts/(?:.*/)?[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}-[^/]*")
_PILES = ("_posts", "_drafts")  # where Jekyll and Hexo keep what they publish; no topics


def topics_of(header: Header, article_id: str) -> tuple[str, ...]:
    """The paths of an article's topics, without doubles.

    They are its ``topics``; else its ``categories`` and ``tags`` together; else its folder. A list
    is taken as it is. A single text is parted at commas, and at blanks where each word begins
    with ``#`` (Obsidian), or where the plural stands in a post of Jekyll, which parts it there;
    elsewhere ``tags: machine learning`` is one topic. A ``/`` makes a topic of a topic. Of a path
    longer than ``LONGEST`` the last topics are left out.
    """
    is_jekyll = "_posts/" in article_id and _JEKYLL.fullmatch(article_id) is not None
    found = _named(header, ("topics", "topic"), is_jekyll=is_jekyll) or {
        **_named(header, ("categories", "category"), is_jekyll=is_jekyll),
        **_named(header, ("tags", "tag"), is_jekyll=is_jekyll),
    }
    if found:
        return tuple(dict.fromkeys(filter(None, map(_bounded, found))))
    folder = article_id.rpartition("/")[0]
    if "_posts" in folder or "_drafts" in folder:
        folder = "/".join(part for part in folder.split("/") if part not in _PILES)
    folder = _bounded(folder)
    return (folder,) if folder else ()


def _bounded(path: str) -> str:
    return path if len(path) <= LONGEST else path[: LONGEST + 1].rpartition("/")[0]


def _named(header: Header, names: tuple[str, ...], *, is_jekyll: bool) -> dict[str, None]:
    found: dict[str, None] = {}
    for name in names:
        value = header.fields.get(name)
        if value is None:
            continue
        if isinstance(value, str):
            value = _parts(value, at_blanks=is_jekyll and name.endswith("s"))
        for written in value:
            path = "/".join(filter(None, (_plain(part) for part in written.split("/"))))
            if path:
                found[path] = None
    return found


def _parts(text: str, *, at_blanks: bool) -> list[str]:
    if at_blanks or _HASHES.fullmatch(text):
        text = ",".join(text.split())
    return _COMMAS.split(text)


def _plain(part: str) -> str:
    return " ".join(part.strip().lstrip("#").split())
