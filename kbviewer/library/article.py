"""The values of a library: articles and topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kbviewer.library.file_id import display_name
from kbviewer.library.problems import Problem

TOPIC_PAGE_NAME = "_index.md"
"""The name of the file that is the page of its folder's topic."""
ALL_TAGS = "/tags"
"""The path above those of all tags. No topic's path begins with a slash."""
DEFAULT_ORDER = 1_000_000.0
"""Of a topic without ``order``: it is sorted after those that have one."""


@dataclass(frozen=True, slots=True)
class Article:
    """One Markdown file, with its front matter, and what that lacks derived.

    Attributes:
        id: the path relative to the library, with forward slashes; see ``file_id.py``.
        title: never empty.
        source: who published it, or "".
        published: ``YYYY-MM-DD HH:MM``, ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, which sort by
            time, or "" if unknown.
        lang: a language code such as ``zh`` or ``en``.
        topics: paths such as ``governance/blind-boxes``, without duplicates.
        url: where it was found, or "".
        text: the Markdown after the header.
        warnings: what could not be read as written.
        aliases: further names, or former paths.
        author: who wrote it, or "".
        tags: its tags, such as ``电商`` or ``task/plans``, without duplicates.
        description: what its header says it is about, or "".
        keywords: those of its header.
        is_zoned: whether ``published`` may differ in another time zone.
        hard_line_breaks: whether a line end in ``text`` is one on the page.
    """

    id: str
    title: str
    source: str
    published: str
    lang: str
    topics: tuple[str, ...]
    url: str
    text: str
    warnings: tuple[Problem, ...] = ()
    aliases: tuple[str, ...] = ()
    author: str = ""
    tags: tuple[str, ...] = ()
    description: str = ""
    keywords: tuple[str, ...] = ()
    is_zoned: bool = False
    hard_line_breaks: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: the ``_index.md`` of its folder, or only its path.

    Attributes:
        path: ``governance/blind-boxes``; "" is the library itself. A tag is kept and shown as a
            topic is, under a path that begins with a slash (``tags.py``).
        title: its name, in English for the shipped library.
        title_zh: its Chinese name, or "".
        order: its position among the topics of its parent; smaller comes first.
        text: Markdown, or "".
        warnings: what could not be read as written.
        keywords: words that suggest the topic for an article that is imported.
        hard_line_breaks: whether a line end in ``text`` is one on the page.
    """

    path: str
    title: str
    title_zh: str = ""
    order: float = DEFAULT_ORDER
    text: str = ""
    warnings: tuple[Problem, ...] = ()
    keywords: tuple[str, ...] = ()
    hard_line_breaks: bool = False

    @property
    def page_id(self) -> str:
        """The id of its page, whether the file exists or not."""
        return f"{self.path}/{TOPIC_PAGE_NAME}".lstrip("/")

    def titles(self, language: str) -> tuple[str, str]:
        """Its title in a language and the other one, or its only title and "".

        Args:
            language: a code such as ``en`` or ``zh_CN``.
        """
        if language.startswith("zh") and self.title_zh:
            return self.title_zh, self.title
        return self.title, self.title_zh

    @classmethod
    def from_path(cls, path: str) -> Topic:
        """A topic without a page."""
        return cls(path=path, title=display_name(path.rpartition("/")[2]))


def is_topic_page(path: str) -> bool:
    """Whether a file is the page of its folder's topic, not an article."""
    return path.rpartition("/")[2] == TOPIC_PAGE_NAME


def is_tag_path(path: str) -> bool:
    """Whether a path is that of a tag, or ``ALL_TAGS``, and not of a topic."""
    return path.startswith("/")


def with_ancestors(path: str) -> Iterator[str]:
    """``a``, ``a/b`` and ``a/b/c`` for the topic ``a/b/c``; also of a tag's path."""
    end = path.find("/", 1)
    while end > 0:
        yield path[:end]
        end = path.find("/", end + 1)
    if path:
        yield path
