"""What a library holds: articles, and the pages of its topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kbviewer.library.file_id import display_name
from kbviewer.library.problems import Problem

TOPIC_PAGE_NAME = "_index.md"
"""The name of the file that is the page of its folder's topic."""
DEFAULT_ORDER = 1_000_000.0
"""The place of a topic that names none: behind those that do."""


@dataclass(frozen=True, slots=True)
class Article:
    """One Markdown file, its header read and what was missing derived.

    Attributes:
        id: the path relative to the library, with forward slashes; see ``file_id.py``.
        title: never empty.
        source: who published it, or "".
        published: ``YYYY-MM-DD HH:MM``, ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, or "" when
            unknown; texts that sort by time.
        lang: a language code such as ``zh`` or ``en``.
        topics: paths such as ``governance/blind-boxes``, without doubles.
        url: where it was found, or "".
        text: the Markdown after the header.
        warnings: what could not be read as written.
        aliases: further names, or paths it was found at before.
        is_zoned: whether ``published`` may be another text in another time zone.
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
    is_zoned: bool = False

    @property
    def hidden_texts(self) -> tuple[str, ...]:
        """What its header says that no reader sees, and that is searched all the same."""
        return tuple(filter(None, (self.url, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic's page: the ``_index.md`` of its folder, or nothing but its path.

    Attributes:
        path: ``governance/blind-boxes``; "" is the library itself.
        title: its name, in English for the shipped library.
        title_zh: its Chinese name, or "".
        order: its place among its sisters; smaller comes first.
        text: Markdown, or "".
        warnings: what could not be read as written.
        keywords: words that suggest the topic for an article that is imported.
    """

    path: str
    title: str
    title_zh: str = ""
    order: float = DEFAULT_ORDER
    text: str = ""
    warnings: tuple[Problem, ...] = ()
    keywords: tuple[str, ...] = ()

    @property
    def page_id(self) -> str:
        """The file that its page is, or would be."""
        return f"{self.path}/{TOPIC_PAGE_NAME}".lstrip("/")

    @classmethod
    def from_path(cls, path: str) -> Topic:
        """The topic of a path that has no page of its own."""
        return cls(path=path, title=display_name(path.rpartition("/")[2]))


def is_topic_page(path: str) -> bool:
    """Whether a file is the page of its folder's topic, and no article."""
    return path.rpartition("/")[2] == TOPIC_PAGE_NAME


def with_ancestors(path: str) -> Iterator[str]:
    """``a``, ``a/b`` and ``a/b/c`` for the topic ``a/b/c``."""
    for index, char in enumerate(path):
        if char == "/":
            yield path[:index]
    if path:
        yield path
