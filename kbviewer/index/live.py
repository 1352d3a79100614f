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
from kbviewer.index import build, schema, search, verify
from kbviewer.index.damage import DamagedStore, GoneStore
from kbviewer.index.linked import Found, LinkedFrom, Linking
from kbviewer.index.parse import parse
from kbviewer.index.query import Order
from kbviewer.index.store import Store
from kbviewer.library.article import Article, Topic, is_topic_page
from kbviewer.library.folder import Folder
from kbviewer.library.links import Link
from kbviewer.library.problem import Problem
from kbviewer.text.fold import fold
from kbviewer.text.stem import stem

_Answer = TypeVar("_Answer")


class LiveIndex:
    """An open index of an open folder.

    Attributes:
        folder: the library.
        path: the index file.
    """

    def __init__(self, folder: Folder, store: Store) -> None:
        self.folder = folder
        self.path = store.path
        self._store = store
        self._unread: tuple[Problem, ...] = ()
        self._is_shut = False

    @classmethod
    def open(cls, library: Path, *, rebuild: bool = False) -> LiveIndex:
        """The index of the folder ``library`` as it was left, empty where there is none yet.

        Raises:
            LibraryError: there is no such folder.
            StoreError: the index cannot be made where it should lie.
        """
        folder = Folder.open(library)
        path = paths.index_file(folder.root, schema.whole_version())
        return cls(folder, Store.open(path, rebuild=rebuild))

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
        self._store.close()

    def update(self, changed: frozenset[str] | None = None) -> Iterator[build.Progress]:
        """Bring the index up to date, batch by batch; see ``build.update``.

        Args:
            changed: the paths of the only files that may have changed since the last update that
                came to its end; None for any.
        """
        try:
            if self._is_shut:
                self._reopen()
                changed = None
            yield from self._updated(changed)
        except DamagedStore as error:
            self._cure(error)
            yield from self._updated()

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
    ) -> search.Page:
        """The articles that answer to the typed query ``text``; see ``search.search``."""
        query = parse(text)
        return self._sound(
            lambda: search.search(
                self._store, query, topic=topic, order=order, limit=limit, offset=offset
            )
        )

    def topics(self) -> list[Topic]:
        """All topics in their order, the library's own page included."""
        return self._sound(lambda: search.topics(self._store))

    def count(self) -> int:
        """How many articles there are."""
        return self._sound(self._store.count)

    def find(self, links: Mapping[str, Link], article: str) -> dict[str, Found]:
        """Where each of the links leads that stand in ``article``."""

        def ask() -> dict[str, Found]:
            with self._linked() as linked:
                return {name: linked.find(link, article) for name, link in links.items()}

        return self._sound(ask) if links else {}

    def linked_from(self, article: str) -> list[LinkedFrom]:
        """The articles that link to ``article``, the newest first."""

        def ask() -> list[LinkedFrom]:
            with self._linked() as linked:
                return linked.linked_from(article)

        return self._sound(ask)

    def problems(self) -> list[Problem]:
        """All that is wrong with files and folders, as the last update found them, by path."""
        return sorted((*self._unread, *self._sound(self._store.warnings)))

    def verify(self, keywords: int | None = None, watched: verify.Watched = iter) -> verify.Verdict:
        """Compare the index with a scan of the folder; see ``verify.verify``."""
        return self._sound(
            lambda: verify.verify(self._store, self.folder, keywords or verify.KEYWORDS, watched)
        )

    def article(self, article_id: str) -> Article:
        """One article, read from its file.

        Raises:
            ArticleError: the file is gone or cannot be read.
        """
        return self.folder.article(article_id)

    @contextmanager
    def _linked(self) -> Iterator[Linking]:
        with self._store.reading() as db:
            yield Linking(db, self._store.snapshot(db).names, self.folder.root)

    def _sound(self, ask: Callable[[], _Answer]) -> _Answer:
        try:
            if self._is_shut:
                self._reopen()
            return ask()
        except DamagedStore as error:
            self._cure(error)
            for _ in self._updated():
                pass
            return ask()

    def _updated(self, changed: frozenset[str] | None = None) -> Iterator[build.Progress]:
        sight = None
        if changed is not None and not any(map(is_topic_page, changed)):
            sight = self.folder.look_at(changed)
        others = [one for one in self._unread if sight is not None and one.path not in sight.paths]
        for progress in build.update(self._store, self.folder, sight):
            self._unread = (*others, *progress.problems)
            yield progress

    def _cure(self, error: DamagedStore) -> None:
        """Open the index that now lies in the place of one that was replaced, or make it anew."""
        self._reopen(rebuild=not isinstance(error, GoneStore))

    def _reopen(self, *, rebuild: bool = False) -> None:
        """Open the index once more; where that fails, the next question tries again.

        Raises:
            StoreError: it cannot be made where it should lie.
        """
        self._store.close()
        self._is_shut = True
        self._store = Store.open(self.path, rebuild=rebuild)
        self._is_shut = False
