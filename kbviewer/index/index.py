"""A library and its index together, and recovery from a corrupt index file.

An index that turns out to be corrupt while it is used is rebuilt at once: the caller gets the
answer of the new one, only later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from kbviewer import paths
from kbviewer.index import schema
from kbviewer.index.corruption import CorruptIndexError, ReplacedIndexError
from kbviewer.index.database import IndexDatabase
from kbviewer.index.indexing.progress import UpdateProgress
from kbviewer.index.indexing.update import update
from kbviewer.index.search.found_by import Finding
from kbviewer.index.search.link_resolver import Backlink, LinkResolver, ResolvedLink
from kbviewer.index.search.searcher import IndexSearcher, ResultPage
from kbviewer.library.article import Article, Topic, is_topic_page
from kbviewer.library.library import Library
from kbviewer.library.links import Link
from kbviewer.library.problems import Problem
from kbviewer.query.ast import Order, Query
from kbviewer.query.parser import parse_query
from kbviewer.text.fold import fold
from kbviewer.text.stemmer import stem
from kbviewer.text.tokenizer import units

if TYPE_CHECKING:
    from kbviewer.index.check import CheckResult, WithProgress
    from kbviewer.index.suggest.suggestion import Suggestion, SuggestionKind

_Result = TypeVar("_Result")


class Index:
    """An open index of an open library.

    Attributes:
        library: the library, with its settings as of the last update.
        path: the index file.
    """

    def __init__(self, library: Library, database: IndexDatabase) -> None:
        self.library = library
        self.path = database.path
        self._use(database)
        self._read_problems: tuple[Problem, ...] = ()
        self._is_closed = False

    @classmethod
    def open(cls, folder: Path, *, rebuild: bool = False) -> Index:
        """Open the index of a library's folder as it was left; a missing one is empty.

        Raises:
            LibraryError: there is no such folder.
            IndexFileError: the index file cannot be created.
        """
        library = Library.open(folder)
        path = paths.index_file(library.root, schema.full_version())
        return cls(library, IndexDatabase.open(path, rebuild=rebuild))

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
        """Close the index file."""
        self._database.close()

    def update(self, changed: frozenset[str] | None = None) -> Iterator[UpdateProgress]:
        """Bring the index up to date, batch by batch; see ``indexing/update.py``.

        Args:
            changed: the ids of the only files that may have changed since the last update that
                was completed; None for any.
        """
        try:
            if self._is_closed:
                self._reopen()
                changed = None
            yield from self._update(changed)
        except CorruptIndexError as error:
            self._rebuild_or_reopen(error)
            yield from self._update()

    def warm_up(self) -> None:
        """Load what folds, splits and stems texts, so that the first query need not wait."""
        for _ in units(fold("暖 warming")):
            pass
        stem("warming")

    def search(
        self,
        query: str | Query,
        *,
        topic: str = "",
        order: Order = Order.RELEVANCE,
        limit: int = 50,
        offset: int = 0,
    ) -> ResultPage:
        """The articles that match a query, typed or parsed; see ``IndexSearcher.search``."""
        parsed = parse_query(query) if isinstance(query, str) else query
        return self._with_recovery(
            lambda _: self._searcher.search(
                parsed, topic=topic, order=order, limit=limit, offset=offset
            )
        )

    def suggest(self, kind: SuggestionKind, query: str, topic: str = "") -> tuple[Suggestion, ...]:
        """What is near a query, of one kind; see ``Suggester.suggest``."""
        # A search that finds enough loads none of it.
        from kbviewer.index.suggest.suggester import Suggester  # noqa: PLC0415  as above

        return self._with_recovery(
            lambda database: Suggester(database, self._searcher).suggest(kind, query, topic)
        )

    def find_in_names(self, query: Query, article_id: str) -> Finding | None:
        """What an article is found by besides its texts; see ``IndexSearcher.find_in_names``."""
        return self._with_recovery(lambda _: self._searcher.find_in_names(query, article_id))

    def topics(self) -> list[Topic]:
        """All topics, the library's own page included, in their order."""
        topics = self._with_recovery(IndexDatabase.topics)
        if not self.library.hard_line_breaks:
            return topics
        return [replace(topic, hard_line_breaks=True) for topic in topics]

    def tags(self) -> list[Topic]:
        """All tags, as topics; see ``kbviewer/library/tags.py``."""
        return self._with_recovery(IndexDatabase.tags)

    def topic_names(self) -> dict[str, Topic]:
        """All topics by their path, without their texts."""
        return self._with_recovery(IndexDatabase.topic_names)

    def count_articles(self) -> int:
        """How many articles there are."""
        return self._with_recovery(IndexDatabase.count_articles)

    def resolve_link(self, link: Link, article_id: str) -> ResolvedLink:
        """Where a link in an article leads."""
        return self.resolve_links({"": link}, article_id)[""]

    def resolve_links(self, links: Mapping[str, Link], article_id: str) -> dict[str, ResolvedLink]:
        """Where each of the links in an article leads."""

        def resolve(_: IndexDatabase) -> dict[str, ResolvedLink]:
            with self._link_resolver() as resolver:
                return {name: resolver.resolve(link, article_id) for name, link in links.items()}

        return self._with_recovery(resolve) if links else {}

    def backlinks(self, article_id: str) -> list[Backlink]:
        """The articles that link to an article, the newest first."""

        def find(_: IndexDatabase) -> list[Backlink]:
            with self._link_resolver() as resolver:
                return resolver.backlinks(article_id)

        return self._with_recovery(find)

    def problems(self) -> list[Problem]:
        """What is wrong with files and folders, as the last update found them, by path."""
        warnings = self._with_recovery(IndexDatabase.warnings)
        return sorted((*self._read_problems, *warnings), key=lambda one: (one.path, str(one)))

    def check(self, keywords: int | None = None, with_progress: WithProgress = iter) -> CheckResult:
        """Compare the index with a scan of the library; see ``check_index``."""
        from kbviewer.index.check import DEFAULT_KEYWORDS, check_index  # noqa: PLC0415  only here

        return self._with_recovery(
            lambda database: check_index(
                database, self.library, keywords or DEFAULT_KEYWORDS, with_progress
            )
        )

    def read_article(self, article_id: str) -> Article:
        """Read one article from its file.

        Raises:
            ArticleError: the file is missing or cannot be read.
        """
        return self.library.article(article_id)

    def read_topic(self, page_id: str) -> Topic:
        """Read the page of one topic from its file.

        Raises:
            ArticleError: the file is missing or cannot be read.
        """
        return self.library.topic(page_id)

    @contextmanager
    def _link_resolver(self) -> Iterator[LinkResolver]:
        with self._searcher.link_resolver(self.library.root) as resolver:
            yield resolver

    def _with_recovery(self, action: Callable[[IndexDatabase], _Result]) -> _Result:
        """The result of ``action``; if the index is corrupt, the result from a rebuilt one."""
        try:
            if self._is_closed:
                self._reopen()
            return action(self._database)
        except CorruptIndexError as error:
            self._rebuild_or_reopen(error)
            for _ in self._update():
                pass
            return action(self._database)

    def _update(self, changed: frozenset[str] | None = None) -> Iterator[UpdateProgress]:
        scan = None
        library = self.library.with_current_settings()
        if library != self.library:
            self.library, changed = library, None
        if changed is not None and not any(map(is_topic_page, changed)):
            scan = self.library.scan_files(changed)
        other_problems = [
            problem
            for problem in self._read_problems
            if scan is not None and problem.path not in scan.file_ids
        ]
        for progress in update(self._database, self.library, scan):
            self._read_problems = (*other_problems, *progress.problems)
            yield progress

    def _rebuild_or_reopen(self, error: CorruptIndexError) -> None:
        """Open the file that replaced the index's, or else rebuild the index."""
        self._reopen(rebuild=not isinstance(error, ReplacedIndexError))

    def _reopen(self, *, rebuild: bool = False) -> None:
        """Open the index again; if that fails, the next call tries once more.

        Raises:
            IndexFileError: the index file cannot be created.
        """
        self._database.close()
        self._is_closed = True
        self._use(IndexDatabase.open(self.path, rebuild=rebuild))
        self._is_closed = False

    def _use(self, database: IndexDatabase) -> None:
        self._database = database
        self._searcher = IndexSearcher(database)
