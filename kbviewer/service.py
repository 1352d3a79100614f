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
from kbviewer.library.file_id import display_path
from kbviewer.ui.widgets.utf16 import utf16_spans

if TYPE_CHECKING:
    from kbviewer.index.index import Index
    from kbviewer.index.indexing.indexer import UpdateProgress
    from kbviewer.index.search.link_resolver import Backlink, ResolvedLink
    from kbviewer.index.search.matcher import Match
    from kbviewer.index.search.searcher import ResultPage
    from kbviewer.library.article import Topic
    from kbviewer.library.links import Link
    from kbviewer.library.problems import Problem
    from kbviewer.render.attachments import Attachments
    from kbviewer.render.render_process import RenderProcess
    from kbviewer.render.renderer import RenderedArticle
    from kbviewer.ui.article.article_document import ArticleDocument

PAGE_SIZE = 50
"""Hits that are asked for at a time."""
MAX_MATCHES = 20_000
"""Matches that are found in a page; to walk them all takes hours."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
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
    limit: int = PAGE_SIZE


class KnowledgeBase:
    """The library, opened when it is first asked."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._index: Index | None = None
        self._renderer: RenderProcess | None = None
        self._attachments: Attachments | None = None

    @property
    def library(self) -> str:
        """The folder, as it was named."""
        return str(self._library)

    def update(self, changed: frozenset[str] | None = None) -> Iterator[UpdateProgress]:
        """Bring the index up to date, step by step; see ``LiveIndex.update``."""
        self._opened().warm_up()
        if self._attachments is not None:
            self._attachments.invalidate()
        yield from self._opened().update(changed)

    def search(self, question: SearchRequest) -> tuple[SearchRequest, ResultPage]:
        """One page of hits, with the question that it answers."""
        from kbviewer.query.ast import Order  # noqa: PLC0415  see the module

        page = self._opened().search(
            question.text,
            topic=question.topic,
            order=Order(question.order),
            offset=question.offset,
            limit=question.limit,
        )
        return question, page

    def overview(self) -> tuple[list[Topic], int]:
        """All topics in their order, and how many articles there are."""
        return self._opened().topics(), self._opened().count_articles()

    def problems(self) -> Sequence[Problem]:
        """What is wrong with files and folders, by path."""
        return self._opened().problems()

    def article(self, article_id: str) -> ArticleDocument:
        """An article as a page for the reader.

        Raises:
            ArticleError: the file is gone or cannot be read.
            LibraryError: the whole folder is gone.
        """
        from kbviewer.render.renderer import render_article  # noqa: PLC0415  see the module

        names = {topic.path: topic for topic in self._opened().topics()}
        try:
            article = self._opened().read_article(article_id)
        except ArticleError as error:
            folder = self._opened().library.root
            if os.path.isdir(folder):  # noqa: PTH112  Path's raises on some names
                raise
            raise LibraryError(
                f"The folder {display_path(folder)} is not there any more."
            ) from error
        return self._document(render_article(article, names, self._render), article_id)

    def topic_page(self, topic: Topic, articles: int) -> ArticleDocument:
        """A topic's page for the reader."""
        from kbviewer.render.renderer import render_topic  # noqa: PLC0415  see the module

        return self._document(render_topic(topic, articles, self._render), topic.page_id)

    def resolve_link(self, link: Link, article: str) -> ResolvedLink:
        """Where a link leads that stands in an article or on a topic's page."""
        return self._opened().resolve_links({"": link}, article)[""]

    def backlinks(self, article: str) -> tuple[str, Sequence[Backlink]]:
        """An article, and those that link to it, the newest first."""
        return article, self._opened().backlinks(article)

    def matches(self, text: str, page: ArticleDocument) -> Sequence[Match]:
        """Where the typed query ``text`` matches in the text of an article's page.

        Args:
            text: the query.
            page: the page; of the lines above its text, title and source are searched. The first
                line of its plain text is the title.

        Returns:
            Spans in the page's plain text, in UTF-16 units, in order; the first ``MAX_MATCHES``.
        """
        from kbviewer.index.search.matcher import SearchableText, find_matches  # noqa: PLC0415  see the module
        from kbviewer.query.ast import Field  # noqa: PLC0415  see the module
        from kbviewer.query.parser import parse_query  # noqa: PLC0415  see the module

        terms = parse_query(text).positive_terms()
        first = page.section_texts[0]
        lines = first.split("\n")
        title, body = lines[0], len("\n".join(lines[: page.head_lines]))
        source = _shifted(
            find_matches(terms, SearchableText(page.source), Field.SOURCE), len(title) + 1
        )
        # What stands between is blanked out: it is not searched either.
        hits = find_matches(terms, SearchableText(" " * body + first[body:]))
        found = _in_utf16(
            first, [*find_matches(terms, SearchableText(title), Field.TITLE), *source, *hits], 0
        )
        for sheet, start in zip(page.section_texts[1:], page.starts[1:], strict=True):
            if len(found) > MAX_MATCHES:
                break
            found += _in_utf16(sheet, find_matches(terms, SearchableText(sheet)), start)
        return found[:MAX_MATCHES]

    def close(self) -> None:
        """Let go of the index, and end what was begun."""
        if self._renderer is not None:
            self._renderer.close()
        if self._index is not None:
            self._index.close()

    def _document(self, page: RenderedArticle, article_id: str) -> ArticleDocument:
        """A page with its pictures, on which the links that lead to nothing are shown as such."""
        from kbviewer.index.search.link_resolver import LinkKind  # noqa: PLC0415  see the module
        from kbviewer.render.attachments import Attachments  # noqa: PLC0415  see the module
        from kbviewer.render.link_policy import internal_links, mark_missing_links, refused_hrefs  # noqa: PLC0415  as above
        from kbviewer.ui.article.article_document import ArticleDocument  # noqa: PLC0415  see the module

        places = self._opened().resolve_links(internal_links(page.html, article_id), article_id)
        missing = [href for href, place in places.items() if place.kind is LinkKind.MISSING]
        missing += refused_hrefs(page.html, article_id)
        page = replace(page, html=mark_missing_links(page.html, missing))
        if self._attachments is None:
            self._attachments = Attachments(self._opened().library.root)
        return ArticleDocument.build(page, partial(self._attachments.read, article_id))

    def _render(self, text: str) -> RenderedArticle:
        if self._renderer is None:
            from kbviewer.render.render_process import RenderProcess  # noqa: PLC0415  see the module

            self._renderer = RenderProcess()
        return self._renderer.render(text)

    def _opened(self) -> Index:
        if self._index is None:
            from kbviewer.index.index import Index  # noqa: PLC0415  see the module

            self._index = Index.open(self._library)
        return self._index


def _shifted(matches: Iterable[Match], by: int) -> list[Match]:
    return [replace(match, start=match.start + by, end=match.end + by) for match in matches]


def _in_utf16(text: str, matches: Sequence[Match], start: int) -> list[Match]:
    """Matches in a text that begins at ``start``, both then in UTF-16 units."""
    spans = utf16_spans(text, [(match.start, match.end) for match in matches])
    return [
        replace(match, start=begin + start, end=end + start)
        for match, (begin, end) in zip(matches, spans, strict=True)
    ]
