"""The topics of an article, from its front matter or its folder; and its tags."""

from __future__ import annotations

import re
from functools import lru_cache

from kbviewer.library.frontmatter.front_matter import FrontMatter

MAX_TOPIC_PATH = 1_000
"""Characters of a topic's path. Each prefix of it is a topic too, so that its cost grows with the
square of its length."""

_COMMAS = re.compile("[,，、]")
_HASHES = re.compile(r"(?:[#＃]\S+\s*)+")
_JEKYLL_POST = re.compile(r"(?:.*/)?_posts/(?:.*/)?[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}-[^/]*")
_POST_FOLDERS = ("_posts", "_drafts")  # of Jekyll and Hexo; not topics


def topics_of(header: FrontMatter, article_id: str) -> tuple[str, ...]:
    """The paths of an article's topics, without doubles.

    They are its ``topics``; else its ``categories``; else its folder. A list is taken as it is. A
    single text is split at commas, and at spaces if each word starts with ``#`` (Obsidian), or in a
    plural field of a Jekyll post, as Jekyll does; elsewhere ``categories: machine learning`` is one
    topic. A ``/`` separates a topic from its subtopic. A path longer than ``MAX_TOPIC_PATH`` loses
    its last parts.
    """
    is_jekyll = _is_jekyll_post(article_id)
    found = _paths_in(header, ("topics", "topic"), is_jekyll=is_jekyll) or _paths_in(
        header, ("categories", "category"), is_jekyll=is_jekyll
    )
    if found:
        return tuple(dict.fromkeys(filter(None, map(_cut_to_length, found))))
    folder = article_id.rpartition("/")[0]
    if "_posts" in folder or "_drafts" in folder:
        folder = "/".join(part for part in folder.split("/") if part not in _POST_FOLDERS)
    folder = _cut_to_length(folder)
    return (folder,) if folder else ()


def tags_of(header: FrontMatter, article_id: str) -> tuple[str, ...]:
    """The tags of an article, such as ``task/plans``; they are written as topics are."""
    found = _paths_in(header, ("tags", "tag"), is_jekyll=_is_jekyll_post(article_id))
    return tuple(dict.fromkeys(filter(None, map(_cut_to_length, found))))


def split_list(front_matter: FrontMatter, name: str) -> tuple[str, ...]:
    """The texts of a field that is a list, without doubles; a single text is split at commas."""
    value = front_matter.value(name)
    texts = _split(value, at_spaces=False) if isinstance(value, str) else value
    return tuple(dict.fromkeys(filter(None, map(_clean_part, texts))))


def _is_jekyll_post(article_id: str) -> bool:
    return "_posts/" in article_id and _JEKYLL_POST.fullmatch(article_id) is not None


def _cut_to_length(path: str) -> str:
    return path if len(path) <= MAX_TOPIC_PATH else path[: MAX_TOPIC_PATH + 1].rpartition("/")[0]


def _paths_in(header: FrontMatter, names: tuple[str, ...], *, is_jekyll: bool) -> dict[str, None]:
    found: dict[str, None] = {}
    for name in names:
        value = header.value(name)
        if isinstance(value, str):
            value = _split(value, at_spaces=is_jekyll and name.endswith("s"))
        for text in value:
            if path := _clean_path(text):
                found[path] = None
    return found


@lru_cache(maxsize=10_000)  # the articles of a library have the same topics
def _clean_path(text: str) -> str:
    return "/".join(filter(None, map(_clean_part, text.split("/"))))


def _split(text: str, *, at_spaces: bool) -> list[str]:
    if at_spaces or _HASHES.fullmatch(text):
        text = ",".join(text.split())
    return _COMMAS.split(text)


def _clean_part(part: str) -> str:
    return " ".join(part.strip().lstrip("#＃").split())
