"""What the article panel is asked to show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbviewer.library.article import Topic


class Target(Enum):
    """Where to go in an article that is opened."""

    FIRST = auto()
    """The heading of the request, or else the first match."""

    LAST_MATCH = auto()
    """The last match."""

    RESTORE = auto()
    """Where it was left, if it was open before."""


@dataclass(frozen=True, slots=True)
class ArticleRequest:
    """What the article panel is to show.

    Attributes:
        id: the article's id, or that of the topic's page; "" for none.
        query: the query as typed, whose matches are highlighted.
        heading: the heading to scroll to, as a link names it, or "".
        target: where to go in it.
        topic: the topic, if its page is requested.
        article_count: the number of articles in the topic.
    """

    id: str = ""
    query: str = ""
    heading: str = ""
    target: Target = Target.FIRST
    topic: Topic | None = None
    article_count: int = 0

    @property
    def scroll_key(self) -> tuple[str, str]:
        """What its scroll position is saved under: id and heading."""
        return self.id, self.heading
