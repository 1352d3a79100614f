"""The rooms below, as the window asks them; everything here runs on the worker's thread.

They are imported when they are first asked, so that the window stands before they are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbviewer.index.build import Progress
    from kbviewer.index.linked import Found, LinkedFrom
    from kbviewer.index.live import LiveIndex
    from kbviewer.index.match import Match
    from kbviewer.index.search import Page
    from kbviewer.library.article import Topic
    from kbviewer.library.links import Link
    from kbviewer.reader.render import Rendered

PAGE = 50
"""Hits that are asked for at a time."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a list of results answers.

    Attributes:
        text: the typed query.
        topic: the chosen topic's path, "" for all.
        order: how hits are sorted: the value of an ``Order``.
        offset: hits to pass over.
        limit: the most hits to return.
    """

    text: str
    topic: str
    order: str = "relevance"
    offset: int = 0
    limit: int = PAGE


class Engine:
    """The library, opened when it is first asked."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._index: LiveIndex | None = None

    @property
    def library(self) -> str:
        """The folder, as it was named."""
        return str(self._library)

    def update(self) -> Iterator[Progress]:
        """Bring the index up to date, step by step."""
        self._live().warm_up()
        yield from self._live().update()

    def search(self, question: Question) -> tuple[Question, Page]:
        """One page of hits, with the question that it answers."""
        from kbviewer.index.query import Order  # noqa: PLC0415  see the module

        page = self._live().search(
            question.text,
            topic=question.topic,
            order=Order(question.order),
            offset=question.offset,
            limit=question.limit,
        )
        return question, page

    def overview(self) -> tuple[list[Topic], int]:
        """All topics in their order, and how many articles there are."""
        return self._live().topics(), self._live().count()

    def article(self, article_id: str) -> Rendered:
        """An article as a page for the reader."""
        from kbviewer.reader.render import render_article  # noqa: PLC0415  see the module

        names = {topic.path: topic for topic in self._live().topics()}
        page = render_article(self._live().article(article_id), names)
        return self._with_links(page, article_id)

    def topic(self, topic: Topic, articles: int) -> Rendered:
        """A topic's page for the reader."""
        from kbviewer.reader.render import render_topic  # noqa: PLC0415  see the module

        return self._with_links(render_topic(topic, articles), topic.page)

    def find(self, link: Link, article: str) -> Found:
        """Where a link leads that stands in an article or on a topic's page."""
        return self._live().find({"": link}, article)[""]

    def linked_from(self, article: str) -> tuple[str, Sequence[LinkedFrom]]:
        """An article, and those that link to it, the newest first."""
        return article, self._live().linked_from(article)

    def matches(self, text: str, shown: str, page: Rendered) -> Sequence[Match]:
        """Where the typed query ``text`` matches in the text of an article's page.

        Args:
            text: the query.
            shown: the page's plain text; its first line is the title.
            page: the page; of the lines above its text, title and source are searched.
        """
        from kbviewer.index.match import Text, find  # noqa: PLC0415  see the module
        from kbviewer.index.parse import parse  # noqa: PLC0415  see the module
        from kbviewer.index.query import Field  # noqa: PLC0415  see the module

        terms = parse(text).terms()
        lines = shown.split("\n")
        title, body = lines[0], len("\n".join(lines[: page.head]))
        source = [
            replace(match, start=match.start + len(title) + 1, end=match.end + len(title) + 1)
            for match in find(terms, Text(page.source), Field.SOURCE)
        ]
        # What stands between is blanked out: it is not searched either.
        hits = find(terms, Text(" " * body + shown[body:]))
        return find(terms, Text(title), Field.TITLE) + source + hits

    def close(self) -> None:
        """Let go of the index."""
        if self._index is not None:
            self._index.close()

    def _with_links(self, page: Rendered, article: str) -> Rendered:
        """A page on which the links that lead to nothing are shown as such."""
        from kbviewer.index.linked import Kind  # noqa: PLC0415  see the module
        from kbviewer.reader.links import inside, with_missing  # noqa: PLC0415  see the module

        places = self._live().find(inside(page.html, article), article)
        missing = [href for href, place in places.items() if place.kind is Kind.NOTHING]
        return replace(page, html=with_missing(page.html, missing))

    def _live(self) -> LiveIndex:
        if self._index is None:
            from kbviewer.index.live import LiveIndex  # noqa: PLC0415  see the module

            self._index = LiveIndex.open(self._library)
        return self._index
