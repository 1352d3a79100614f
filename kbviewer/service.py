"""A knowledge base: a library and its index, as the window, the terminal and exports use them.

Free of Qt. All methods of one object are called from one thread at a time. What rendering needs is
loaded with the first article.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kbviewer.errors import ArticleError, LibraryError
from kbviewer.i18n import tr
from kbviewer.index.index import Index
from kbviewer.index.indexing.progress import UpdateProgress
from kbviewer.index.search.found_by import Finding
from kbviewer.index.search.link_resolver import Backlink, LinkKind, ResolvedLink
from kbviewer.index.search.matcher import Match, SearchableText, find_matches
from kbviewer.index.search.searcher import ResultPage
from kbviewer.library.article import Article, Topic
from kbviewer.library.file_id import display_path
from kbviewer.library.links import Link
from kbviewer.library.problems import Problem
from kbviewer.query.ast import Field, Order, Query, Term
from kbviewer.query.explain import explain_in_one_line, explain_query
from kbviewer.query.parser import parse_query

if TYPE_CHECKING:
    from kbviewer.index.check import CheckResult, WithProgress
    from kbviewer.index.suggest.suggestion import Suggestion, SuggestionKind
    from kbviewer.render.article_renderer import ArticleRenderer
    from kbviewer.render.renderer import RenderedArticle


ENOUGH_HITS = 3
"""Hits of a query for which nothing near it is looked for."""


class KnowledgeBase:
    """An open library with its index.

    Attributes:
        root: the library's folder, resolved.
        index_path: the index file.
    """

    def __init__(self, index: Index) -> None:
        self.root = index.library.root
        self.index_path = index.path
        self._index = index
        self._query = parse_query("")  # the newest one: an article is opened with the list's query
        self._parsed_on = date.min  # what it finds may depend on the day

    @classmethod
    def open(cls, library: Path, *, rebuild: bool = False) -> Self:
        """Open a library with its index as it was left, or with an empty one.

        Args:
            library: the folder.
            rebuild: whether to replace the index by an empty one.

        Raises:
            LibraryError: there is no such folder.
            IndexFileError: the index cannot be opened or created.
        """
        return cls(Index.open(library, rebuild=rebuild))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the index and end the process that renders."""
        if renderer := self._loaded_renderer:
            renderer.close()
        self._index.close()

    # --- the index

    def update(self, changed: frozenset[str] | None = None) -> Iterator[UpdateProgress]:
        """Bring the index up to date, one transaction a step.

        Args:
            changed: the paths of the only files that may have changed since the last complete
                update; None for any.
        """
        if renderer := self._loaded_renderer:
            renderer.invalidate()
        yield from self._index.update(changed)

    def warm_up(self) -> None:
        """Load what folds, splits and stems texts, so that the first query need not wait."""
        self._index.warm_up()

    def count(self) -> int:
        """The number of articles."""
        return self._index.count_articles()

    def problems(self) -> list[Problem]:
        """The problems with files and folders, as of the last update, by path."""
        return self._index.problems()

    def verify(self, keywords: int | None = None, progress: WithProgress = iter) -> CheckResult:
        """Compare the index with a scan of the folder; see ``kbviewer.index.check``."""
        return self._index.check(keywords, progress)

    # --- searching

    def search(
        self,
        text: str,
        *,
        topic: str = "",
        order: Order | str = Order.RELEVANCE,
        limit: int = 50,
        offset: int = 0,
    ) -> ResultPage:
        """The articles that match a query, one page of them.

        Args:
            text: the query as typed.
            topic: the path of the topic or tag to search in, "" for all.
            order: how hits are sorted, or its value.
            limit: the most hits to return.
            offset: hits to skip.
        """
        query = self._parse(text)
        return self._index.search(
            query, topic=topic, order=Order(order), limit=limit, offset=offset
        )

    def suggest(self, kind: SuggestionKind, text: str, topic: str = "") -> tuple[Suggestion, ...]:
        """What is near a query, of one kind; the best first.

        Args:
            kind: which.
            text: the query as typed.
            topic: the path of the topic or tag that is searched in, "" for all.

        Raises:
            GlossaryError: the user's list of terms cannot be read.
        """
        return self._index.suggest(kind, text, topic)

    def near(self, page: ResultPage) -> list[Suggestion]:
        """All that is near a query, if it finds fewer than ``ENOUGH_HITS``, else nothing."""
        if page.total >= ENOUGH_HITS or page.query.is_empty:
            return []
        from kbviewer.index.suggest.suggestion import SuggestionKind  # noqa: PLC0415  seldom needed

        return [one for kind in SuggestionKind for one in self.suggest(kind, page.query.text)]

    def explain(self, query: Query) -> str:
        """How a query is read, in words."""
        return explain_query(query)

    def topics(self) -> list[Topic]:
        """All topics in order with their page texts, the library's own page included."""
        return self._index.topics()

    def tags(self) -> list[Topic]:
        """All tags, as topics whose paths begin with a slash; see ``kbviewer.library.tags``."""
        return self._index.tags()

    # --- reading

    def article(self, article_id: str) -> RenderedArticle:
        """Render an article; links that lead nowhere are marked.

        Raises:
            ArticleError: the file is gone or cannot be read.
            LibraryError: the whole folder is gone.
        """
        topics = self._index.topic_names()
        try:
            article = self.source(article_id)
        except ArticleError as error:
            if os.path.isdir(self.root):  # noqa: PTH112  Path's raises on some names
                raise
            raise LibraryError(
                tr("The folder {folder} is not there any more.").format(
                    folder=display_path(self.root)
                )
            ) from error
        return self._renderer.article(
            article, topics, lambda links: self._missing(links, article_id)
        )

    def topic_page(self, topic: Topic, article_count: int) -> RenderedArticle:
        """Render a topic's page with the number of its articles."""
        return self._renderer.topic_page(
            topic, article_count, lambda links: self._missing(links, topic.page_id)
        )

    def source(self, article_id: str) -> Article:
        """An article as read from its file.

        Raises:
            ArticleError: the file is gone or cannot be read.
        """
        return self._index.read_article(article_id)

    def topic_source(self, page_id: str) -> Topic:
        """A topic as read from the file of its page.

        Raises:
            ArticleError: the file is gone or cannot be read.
        """
        return self._index.read_topic(page_id)

    def picture(self, article_id: str, address: str) -> bytes | None:
        """The bytes of a picture named in an article, None where there is none to be read."""
        return self._renderer.picture(article_id, address)

    def picture_path(self, article_id: str, address: str) -> Path | None:
        """The path of that picture's file, None where there is none."""
        path = self._renderer.picture_path(article_id, address)
        return None if path is None else self.root / path

    def matches(
        self,
        text: str,
        sections: Sequence[str],
        notes: Sequence[Sequence[tuple[int, int]]] = (),
        *,
        header_lines: int,
        source: str,
        limit: int,
    ) -> list[list[Match]]:
        """Where a query matches in the plain text of a rendered article.

        Args:
            text: the query as typed.
            sections: the article's plain text; the first line of the first one is its title.
            notes: where the numbers of footnotes are in each section: they part no phrase.
            header_lines: lines before the text itself, of which only title and source count.
            source: the start of the second line, "" for none.
            limit: sections are searched until there are more matches than this.

        Returns:
            Spans of characters, in order, a list for each section that was searched.
        """
        terms = self._parse(text).positive_terms()
        notes = notes or [()] * len(sections)
        found = [_first_section_matches(terms, sections[0], notes[0], header_lines, source)]
        count = len(found[0])
        for section, in_section in zip(sections[1:], notes[1:], strict=True):
            if count > limit:
                break
            found.append(_matches_across(terms, section, in_section))
            count += len(found[-1])
        return found

    def find_in_names(self, text: str, article_id: str) -> Finding | None:
        """What a query finds an article by besides title, source and text; None if it does not."""
        return self._index.find_in_names(self._parse(text), article_id)

    # --- links

    def resolve_link(self, link: Link, article_id: str) -> ResolvedLink:
        """Where a link in an article or on a topic's page leads."""
        return self._index.resolve_link(link, article_id)

    def resolve_links(self, links: Mapping[str, Link], article_id: str) -> dict[str, ResolvedLink]:
        """Where several links lead, by the address they are written with."""
        return self._index.resolve_links(links, article_id)

    def backlinks(self, article_id: str) -> list[Backlink]:
        """The articles that link to this one, newest first."""
        return self._index.backlinks(article_id)

    def _parse(self, text: str) -> Query:
        today = date.today()  # noqa: DTZ011  the user's day
        if self._query.text != text or self._parsed_on != today:
            self._query, self._parsed_on = parse_query(text, today), today
        return self._query

    def _missing(self, links: Mapping[str, Link], article_id: str) -> Collection[str]:
        resolved = self.resolve_links(links, article_id)
        return [href for href, link in resolved.items() if link.kind is LinkKind.MISSING]

    @cached_property
    def _renderer(self) -> ArticleRenderer:
        # Markdown and its sanitizer are not needed for a search in the terminal.
        from kbviewer.render.article_renderer import ArticleRenderer  # noqa: PLC0415  as above

        return ArticleRenderer(self.root)

    @property
    def _loaded_renderer(self) -> ArticleRenderer | None:
        return self.__dict__.get("_renderer")


def reading_of(text: str) -> str:
    """How typed text is read, in one line; "" where it is words alone."""
    return explain_in_one_line(parse_query(text))


def _first_section_matches(
    terms: Sequence[Term],
    text: str,
    notes: Sequence[tuple[int, int]],
    header_lines: int,
    source: str,
) -> list[Match]:
    """Matches in title, source and body; the rest of the header is not searched."""
    lines = text.split("\n")
    title, header_length = lines[0], len("\n".join(lines[:header_lines]))
    body = " " * header_length + text[header_length:]
    source_matches = find_matches(terms, SearchableText(source), Field.SOURCE)
    return [
        *find_matches(terms, SearchableText(title), Field.TITLE),
        *_shifted(source_matches, len(title) + 1),
        *_matches_across(terms, body, notes),
    ]


def _matches_across(
    terms: Sequence[Term], text: str, notes: Sequence[tuple[int, int]]
) -> list[Match]:
    """The matches in a text as if some spans of it, in order, were not there."""
    if not notes:
        return find_matches(terms, SearchableText(text))
    starts, ends = zip((0, 0), *notes, strict=True)
    kept = [text[end:start] for end, start in zip(ends, (*starts[1:], len(text)), strict=True)]
    # Where in the kept text each piece of it starts, and how much of the text is left out before.
    piece_starts = [0, *accumulate(map(len, kept[:-1]))]
    left_out: list[int] = [end - start for end, start in zip(ends, piece_starts, strict=True)]

    def original(offset: int) -> int:
        return offset + left_out[bisect_right(piece_starts, offset) - 1]

    return [
        replace(match, start=original(match.start), end=original(match.end - 1) + 1)
        for match in find_matches(terms, SearchableText("".join(kept)))
    ]


def _shifted(matches: Iterable[Match], by: int) -> Iterator[Match]:
    return (replace(match, start=match.start + by, end=match.end + by) for match in matches)
