"""The names by which an article is found besides its texts: of its topics, tags and file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from kbviewer.library.article import Article, Topic, with_ancestors
from kbviewer.library.file_id import display_name

_HUGO_BUNDLE = "index"  # Hugo's name for the text of a folder with its pictures


class NameKind(Enum):
    """What a name is the name of."""

    TOPIC = "topic"
    TAG = "tag"
    ALIAS = "alias"
    DESCRIPTION = "description"
    KEYWORD = "keyword"
    FILE = "file"


class Name(NamedTuple):
    """What one thing is called.

    Attributes:
        kind: what it is.
        texts: its names, each on one line; of a topic both titles. The last part of its path is
            a name of its own where it is another.
    """

    kind: NameKind
    texts: tuple[str, ...]


def names_of(article: Article, topics: Mapping[str, Topic]) -> Iterator[Name]:
    """The names of an article: each is searched as a text of its own.

    Args:
        article: the article.
        topics: the topics that have a page, by their path.
    """
    for path in dict.fromkeys(p for topic in article.topics for p in with_ancestors(topic)):
        topic = topics.get(path)
        yield from _topic_names(path, topic.title, topic.title_zh) if topic else _topic_names(path)
    for kind, texts in (
        (NameKind.TAG, article.tags),
        (NameKind.ALIAS, article.aliases),
        (NameKind.DESCRIPTION, (article.description,)),
        (NameKind.KEYWORD, article.keywords),
        (NameKind.FILE, (file_name(article.id),)),
    ):
        for text in texts:
            if line := " ".join(text.split()):
                yield Name(kind, (line,))


def file_name(file_id: str) -> str:
    """The name of a file without suffix, or that of its folder for Hugo's ``index.md``."""
    folder, _, name = display_name(file_id).rpartition("/")
    stem = name.rpartition(".")[0]
    return folder.rpartition("/")[2] or stem if stem == _HUGO_BUNDLE else stem


@lru_cache(maxsize=10_000)  # the articles of a library have the same topics
def _topic_names(path: str, *titles: str) -> tuple[Name, ...]:
    last_part = Topic.from_path(path).title
    shown = _distinct(*titles)
    alone = _distinct(*titles, last_part)[len(shown) :]
    return tuple(Name(NameKind.TOPIC, texts) for texts in (shown, alone) if texts)


def _distinct(*texts: str) -> tuple[str, ...]:
    """The texts, each on one line, that are not the same but for their case."""
    by_key: dict[str, str] = {}
    for text in texts:
        if line := " ".join(text.split()):
            by_key.setdefault(line.casefold(), line)
    return tuple(by_key.values())
