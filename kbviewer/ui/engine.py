"""The rooms below, as the window asks them; everything here runs on the worker's thread.

They are imported when they are first asked, so that the window stands before they are loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kbviewer.errors import ArticleError, LibraryError
from kbviewer.library.file_id import shown_path
from kbviewer.ui.offsets import to_utf16

if TYPE_CHECKING:
    from kbviewer.index.build import Progress
    from kbviewer.index.linked import Found, LinkedFrom
    from kbviewer.index.live import LiveIndex
    from kbviewer.index.match import Match
    from kbviewer.index.search import Page
    from kbviewer.library.article import Topic
    from kbviewer.library.links import Link
    from kbviewer.library.problem import Problem
    from kbviewer.reader.apart import Renderer
    from kbviewer.reader.attachments import Attachments
    from kbviewer.reader.render import Rendered
    from kbviewer.ui.ready import Ready

PAGE = 50
"""Hits that are asked for at a time."""
MOST_MATCHES = 20_000
"""Matches that are found in a page; to walk them all takes hours."""


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
        self._renderer: Renderer | None = None
        self._attachments: Attachments | None = None

    @property
    def library(self) -> str:
        """The folder, as it was named."""
        return str(self._library)

    def update(self, changed: frozenset[str] | None = None) -> Iterator[Progress]:
        """Bring the index up to date, step by step; see ``LiveIndex.update``."""
        self._live().warm_up()
        if self._attachments is not None:
            self._attachments.forget()
        yield from self._live().update(changed)

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

    def problems(self) -> Sequence[Problem]:
        """What is wrong with files and folders, by path."""
        return self._live().problems()

    def article(self, article_id: str) -> Ready:
        """An article as a page for the reader.

        Raises:
            ArticleError: the file is gone or cannot be read.
            LibraryError: the whole folder is gone.
        """
        from kbviewer.reader.render import render_article  # noqa: PLC0415  see the module

        names = {topic.path: topic for topic in self._live().topics()}
        try:
            article = self._live().article(article_id)
        except ArticleError as error:
            folder = self._live().folder.root
            if os.path.isdir(folder):  # noqa: PTH112  Path's raises on some names
                raise
            raise LibraryError(f"The folder {shown_path(folder)} is not there any more.") from error
        return self._ready(render_article(article, names, self._render), article_id)

    def topic(self, topic: Topic, articles: int) -> Ready:
        """A topic's page for the reader."""
        from kbviewer.reader.render import render_topic  # noqa: PLC0415  see the module

        return self._ready(render_topic(topic, articles, self._render), topic.page)

    def find(self, link: Link, article: str) -> Found:
        """Where a link leads that stands in an article or on a topic's page."""
        return self._live().find({"": link}, article)[""]

    def linked_from(self, article: str) -> tuple[str, Sequence[LinkedFrom]]:
        """An article, and those that link to it, the newest first."""
        return article, self._live().linked_from(article)

    def matches(self, text: str, page: Ready) -> Sequence[Match]:
        """Where the typed query ``text`` matches in the text of an article's page.

        Args:
            text: the query.
            page: the page; of the lines above its text, title and source are searched. The first
                line of its plain text is the title.

        Returns:
            Spans in the page's plain text, in UTF-16 units, in order; the first ``MOST_MATCHES``.
        """
        from kbviewer.index.match import Text, find  # noqa: PLC0415  see the module
        from kbviewer.index.parse import parse  # noqa: PLC0415  see the module
        from kbviewer.index.query import Field  # noqa: PLC0415  see the module

        terms = parse(text).terms()
        first = page.texts[0]
        lines = first.split("\n")
        title, body = lines[0], len("\n".join(lines[: page.head]))
        source = _moved(find(terms, Text(page.source), Field.SOURCE), len(title) + 1)
        # What stands between is blanked out: it is not searched either.
        hits = find(terms, Text(" " * body + first[body:]))
        found = _in_utf16(first, [*find(terms, Text(title), Field.TITLE), *source, *hits], 0)
        for sheet, start in zip(page.texts[1:], page.starts[1:], strict=True):
            if len(found) > MOST_MATCHES:
                break
            found += _in_utf16(sheet, find(terms, Text(sheet)), start)
        return found[:MOST_MATCHES]

    def close(self) -> None:
        """Let go of the index, and end what was begun."""
        if self._renderer is not None:
            self._renderer.close()
        if self._index is not None:
            self._index.close()

    def _ready(self, page: Rendered, article_id: str) -> Ready:
        """A page with its pictures, on which the links that lead to nothing are shown as such."""
        from kbviewer.index.linked import Kind  # noqa: PLC0415  see the module
        from kbviewer.reader.attachments import Attachments  # noqa: PLC0415  see the module
        from kbviewer.reader.links import inside, refused, with_missing  # noqa: PLC0415  as above
        from kbviewer.ui.ready import Ready  # noqa: PLC0415  see the module

        places = self._live().find(inside(page.html, article_id), article_id)
        missing = [href for href, place in places.items() if place.kind is Kind.NOTHING]
        missing += refused(page.html, article_id)
        page = replace(page, html=with_missing(page.html, missing))
        if self._attachments is None:
            self._attachments = Attachments(self._live().folder.root)
        return Ready.make(page, partial(self._attachments.read, article_id))

    def _render(self, text: str) -> Rendered:
        if self._renderer is None:
            from kbviewer.reader.apart import Renderer  # noqa: PLC0415  see the module

            self._renderer = Renderer()
        return self._renderer.render(text)

    def _live(self) -> LiveIndex:
        if self._index is None:
            from kbviewer.index.live import LiveIndex  # noqa: PLC0415  see the module

            self._index = LiveIndex.open(self._library)
        return self._index


def _moved(matches: Iterable[Match], by: int) -> list[Match]:
    return [replace(match, start=match.start + by, end=match.end + by) for match in matches]


def _in_utf16(text: str, matches: Sequence[Match], start: int) -> list[Match]:
    """Matches in a text that begins at ``start``, both then in UTF-16 units."""
    spans = to_utf16(text, [(match.start, match.end) for match in matches])
    return [
        replace(match, start=begin + start, end=end + start)
        for match, (begin, end) in zip(matches, spans, strict=True)
    ]
