"""A library and its index together, as the window and the terminal use them.

An index that turns out damaged while it is in use is made anew on the spot: the caller gets the
answer from the new one, later, and never the damage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from kbviewer import paths
from kbviewer.index import check, schema
from kbviewer.index.corruption import CorruptIndexError, ReplacedIndexError
from kbviewer.index.database import IndexDatabase
from kbviewer.index.indexing import indexer
from kbviewer.index.search import searcher
from kbviewer.index.search.link_resolver import Backlink, LinkResolver, ResolvedLink
from kbviewer.library.article import Article, Topic, is_topic_page
from kbviewer.library.library import Library
from kbviewer.library.links import Link
from kbviewer.library.problems import Problem
from kbviewer.query.ast import Order
from kbviewer.query.parser import parse_query
from kbviewer.text.fold import fold
from kbviewer.text.stemmer import stem

_Result = TypeVar("_Result")


class Index:
    """An open index of an open folder.

    Attributes:
        folder: the library.
        path: the index file.
    """

    def __init__(self, folder: Library, store: IndexDatabase) -> None:
        self.library = folder
        self.path = store.path
        self._database = store
        self._read_problems: tuple[Problem, ...] = ()
        self._is_shut = False

    @classmethod
    def open(cls, library: Path, *, rebuild: bool = False) -> Index:
        """The index of the folder ``library`` as it was left, empty where there is none yet.

        Raises:
            LibraryError: there is no such folder.
            IndexFileError: the index cannot be made where it should lie.
        """
        folder = Library.open(library)
        path = paths.index_file(folder.root, schema.full_version())
        return cls(folder, IndexDatabase.open(path, rebuild=rebuild))

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
        """Let go of the index file."""
        self._database.close()

    def update(self, changed: frozenset[str] | None = None) -> Iterator[indexer.UpdateProgress]:
        """Bring the index up to date, batch by batch; see ``build.update``.

        Args:
            changed: the paths of the only files that may have changed since the last update that
                came to its end; None for any.
        """
        try:
            if self._is_shut:
                self._reopen()
                changed = None
            yield from self._update(changed)
        except CorruptIndexError as error:
            self._rebuild_or_reopen(error)
            yield from self._update()

    def warm_up(self) -> None:
        """Load the tables of folding and stemming, which the first query would else wait for."""
        fold("暖")
        stem("warming")

    def search(
        self,
        text: str,
        *,
        topic: str = "",
        order: Order = Order.RELEVANCE,
        limit: int = 50,
        offset: int = 0,
    ) -> searcher.ResultPage:
        """The articles that answer to the typed query ``text``; see ``search.search``."""
        query = parse_query(text)
        return self._with_recovery(
            lambda: searcher.search(
                self._database, query, topic=topic, order=order, limit=limit, offset=offset
            )
        )

    def topics(self) -> list[Topic]:
        """All topics in their order, the library's own page included."""
        return self._with_recovery(lambda: searcher.all_topics(self._database))

    def count_articles(self) -> int:
        """How many articles there are."""
        return self._with_recovery(self._database.count_articles)

    def resolve_links(self, links: Mapping[str, Link], article: str) -> dict[str, ResolvedLink]:
        """Where each of the links leads that stand in ``article``."""

        def ask() -> dict[str, ResolvedLink]:
            with self._link_resolver() as linked:
                return {name: linked.resolve(link, article) for name, link in links.items()}

        return self._with_recovery(ask) if links else {}

    def backlinks(self, article: str) -> list[Backlink]:
        """The articles that link to ``article``, the newest first."""

        def ask() -> list[Backlink]:
            with self._link_resolver() as linked:
                return linked.backlinks(article)

        return self._with_recovery(ask)

    def problems(self) -> list[Problem]:
        """All that is wrong with files and folders, as the last update found them, by path."""
        return sorted((*self._read_problems, *self._with_recovery(self._database.warnings)))

    def check(
        self, keywords: int | None = None, watched: check.WithProgress = iter
    ) -> check.CheckResult:
        """Compare the index with a scan of the folder; see ``verify.verify``."""
        return self._with_recovery(
            lambda: check.check_index(
                self._database, self.library, keywords or check.DEFAULT_KEYWORDS, watched
            )
        )

    def read_article(self, article_id: str) -> Article:
        """One article, read from its file.

        Raises:
            ArticleError: the file is gone or cannot be read.
        """
        return self.library.article(article_id)

    @contextmanager
    def _link_resolver(self) -> Iterator[LinkResolver]:
        with self._database.read_transaction() as db:
            yield LinkResolver(db, self._database.reader(db).name_index, self.library.root)

    def _with_recovery(self, ask: Callable[[], _Result]) -> _Result:
        try:
            if self._is_shut:
                self._reopen()
            return ask()
        except CorruptIndexError as error:
            self._rebuild_or_reopen(error)
            for _ in self._update():
                pass
            return ask()

    def _update(self, changed: frozenset[str] | None = None) -> Iterator[indexer.UpdateProgress]:
        sight = None
        if changed is not None and not any(map(is_topic_page, changed)):
            sight = self.library.scan_files(changed)
        others = [
            one
            for one in self._read_problems
            if sight is not None and one.path not in sight.file_ids
        ]
        for progress in indexer.update(self._database, self.library, sight):
            self._read_problems = (*others, *progress.problems)
            yield progress

    def _rebuild_or_reopen(self, error: CorruptIndexError) -> None:
        """Open the index that now lies in the place of one that was replaced, or make it anew."""
        self._reopen(rebuild=not isinstance(error, ReplacedIndexError))

    def _reopen(self, *, rebuild: bool = False) -> None:
        """Open the index once more; where that fails, the next question tries again.

        Raises:
            IndexFileError: it cannot be made where it should lie.
        """
        self._database.close()
        self._is_shut = True
        self._database = IndexDatabase.open(self.path, rebuild=rebuild)
        self._is_shut = False
