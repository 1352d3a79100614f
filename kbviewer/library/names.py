"""The names by which an article is found besides its texts: of its topics, tags and file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

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


@dataclass(frozen=True, slots=True)
class Name:
    """What one thing is called.

    Attributes:
        kind: what it is.
        texts: its names, each on one line; of a topic both titles and the last part of its path.
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
        topic = topics.get(path) or Topic.from_path(path)
        yield Name(NameKind.TOPIC, _distinct(topic.title, topic.title_zh, _last_part(path)))
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


def _last_part(path: str) -> str:
    return display_name(path.rpartition("/")[2])


def _distinct(*texts: str) -> tuple[str, ...]:
    """The texts, each on one line, that are not the same but for their case."""
    by_key: dict[str, str] = {}
    for text in texts:
        if line := " ".join(text.split()):
            by_key.setdefault(line.casefold(), line)
    return tuple(by_key.values())
