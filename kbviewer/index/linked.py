"""Where a link leads, and which articles link to one."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from sqlite_utils import Database

from kbviewer.index.damage import checked
from kbviewer.index.names import Names, stems
from kbviewer.library.article import TOPIC_PAGE
from kbviewer.library.file import SUFFIXES
from kbviewer.library.file_id import path_of, shown
from kbviewer.library.links import ALIAS, BY_NAME, BY_PATH, FROM_HERE, Link, folded, stem
from kbviewer.text.fold import fold
from kbviewer.text.tokens import index_tokens

_MOST_TITLES = 2_000
"""Titles that hold a name and are compared with it."""


class Kind(Enum):
    """What a link leads to."""

    ARTICLE = "article"
    TOPIC = "topic"
    FILE = "file"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Found:
    """What a link leads to.

    Attributes:
        kind: what it is.
        path: the article's id, the topic's path, or else what the link says.
    """

    kind: Kind
    path: str


@dataclass(frozen=True, slots=True)
class LinkedFrom:
    """An article that links to another one.

    Attributes:
        id: the article.
        title: its title.
        source: its source, or "".
        published: its time, or "".
    """

    id: str
    title: str
    source: str
    published: str


class Linking:
    """The links of one state of the index."""

    def __init__(self, db: Database, names: Names, root: Path) -> None:
        """Look them up in ``db``.

        Args:
            db: the index, while it is being read.
            names: of its articles.
            root: the library's folder, where other files than articles lie.
        """
        self._db = db
        self._names = names
        self._root = root
        self._known: dict[tuple[str, str], Found | None] = {}

    def find(self, link: Link, article: str) -> Found:
        """Where a link leads that stands in ``article``."""
        marks = [link.path, *(link.path + suffix for suffix in SUFFIXES)]
        rows = self._db.execute("SELECT path FROM article WHERE path IN (?, ?, ?)", marks)
        exact = {path for (path,) in checked(rows, str)}
        if exact:
            return Found(Kind.ARTICLE, min(exact, key=marks.index))
        found = self._led_to(link.key, posixpath.dirname(article))
        return found or self._file(link.path)

    def linked_from(self, article: str) -> list[LinkedFrom]:
        """The articles that link to ``article``, the newest first."""
        row = self._db.execute("SELECT id, title FROM article WHERE path = ?", (article,))
        known = next(iter(checked(row, int, str)), None)
        if known is None:
            return []
        keys = self._keys(known[0], article, known[1])
        rows = self._db.execute(
            "SELECT target, path, title, source, published FROM link "
            "JOIN article ON article.id = link.article WHERE target IN "
            "(SELECT value FROM json_each(?)) AND article.id <> ? ORDER BY published DESC, path",
            (json.dumps(sorted(keys)), known[0]),
        )
        wanted = Found(Kind.ARTICLE, article)
        found: dict[str, LinkedFrom] = {}
        for target, path, title, source, published in checked(rows, str, str, str, str, str):
            if path not in found and self._led_to(target, posixpath.dirname(path)) == wanted:
                found[path] = LinkedFrom(path, title, source, published)
        return list(found.values())

    def _keys(self, number: int, article: str, title: str) -> set[str]:
        """All keys by which a link may lead to an article."""
        rows = self._db.execute(
            "SELECT target FROM link WHERE article = ? AND target LIKE ?", (number, f"{ALIAS}%")
        )
        names = {stem(title), *(target.removeprefix(ALIAS) for (target,) in checked(rows, str))}
        for path in stems(article):
            names.update(_endings(path))
        return {kind + name for kind in (BY_PATH, FROM_HERE, BY_NAME) for name in names}

    def _led_to(self, key: str, folder: str) -> Found | None:
        """The article or topic that a key leads to from a folder."""
        asked = key, "" if key.startswith(BY_PATH) else folder
        if asked not in self._known:
            self._known[asked] = self._look_up(key[:2], key[2:], folded(folder))
        return self._known[asked]

    def _look_up(self, kind: str, name: str, folder: str) -> Found | None:
        if kind == BY_NAME:
            article = (
                self._at(name, own=True) or self._named(name, folder)
                or self._alias(name) or self._titled(name)
            )  # fmt: skip
            return Found(Kind.ARTICLE, article) if article else None
        path = posixpath.join(folder, name) if kind == FROM_HERE else name
        return self._by_path(path, name, folder)

    def _by_path(self, path: str, name: str, folder: str) -> Found | None:
        """What lies at a path; else what is called so elsewhere, or was before."""
        if article := self._at(path, own=True):
            return Found(Kind.ARTICLE, article)
        if topic := self._topic(path, has_page=True):
            return topic
        if article := self._at(path, own=False):
            return Found(Kind.ARTICLE, article)
        if topic := self._topic(path, has_page=False):
            return topic
        article = self._named(name, folder) or self._alias(path)
        return Found(Kind.ARTICLE, article) if article else self._topic_below(name)

    def _having(self, path: str) -> list[str]:
        return sorted(self._names.having(path.rpartition("/")[2])) if path else []

    def _at(self, path: str, *, own: bool) -> str:
        """The article at a path, its own or that of the folder it stands for, or ""."""
        for article in self._having(path):
            first, *others = stems(article)
            if path == first if own else path in others:
                return article
        return ""

    def _named(self, name: str, folder: str) -> str:
        """The article whose path ends in ``name``, or "".

        Of several the one in the folder or below it, and then the one with the shortest path: so
        Obsidian chooses.
        """
        below = f"{folder}/" if folder else ""
        found = [a for a in self._having(name) if any(name in _endings(p) for p in stems(a))]
        return min(
            found,
            key=lambda article: (not folded(article).startswith(below), len(article), article),
            default="",
        )

    def _alias(self, name: str) -> str:
        rows = self._db.execute(
            "SELECT path FROM link JOIN article ON article.id = link.article WHERE target = ?",
            (ALIAS + name,),
        )
        return min((path for (path,) in checked(rows, str)), default="")

    def _titled(self, name: str) -> str:
        """The article with a title, or "". Its path tells which where several have it."""
        tokens = index_tokens(fold(name)).row
        if not tokens:
            return ""
        rows = self._db.execute(
            "SELECT path, title FROM article WHERE id IN "
            "(SELECT rowid FROM titles WHERE titles MATCH ? LIMIT ?)",
            (f'"{tokens}"', _MOST_TITLES),
        )
        found = checked(rows, str, str)
        return min((path for path, title in found if stem(title) == name), default="")

    def _topic(self, path: str, *, has_page: bool) -> Found | None:
        """The topic of a folder, named itself or by the file of its page."""
        page = stem(TOPIC_PAGE)
        path = "" if path == page else path.removesuffix(f"/{page}")
        for topic, with_page in self._names.topics.get(path.rpartition("/")[2], ()):
            if path in (folded(topic), folded(shown(topic))) and with_page is has_page:
                return Found(Kind.TOPIC, topic)
        return None

    def _topic_below(self, name: str) -> Found | None:
        """The page of a folder whose path ends in ``name``, as below a site's ``content``."""
        name = name.removesuffix(f"/{stem(TOPIC_PAGE)}")
        for topic, with_page in self._names.topics.get(name.rpartition("/")[2], ()):
            paths = {folded(topic), folded(shown(topic))}
            if with_page and name and any(name in _endings(path) for path in paths):
                return Found(Kind.TOPIC, topic)
        return None

    def _file(self, path: str) -> Found:
        """A file of the library that is no article, or an article that is not indexed yet."""
        is_hidden = any(part.startswith(".") for part in path.split("/")) or ":" in path
        try:
            is_there = not is_hidden and (self._root / path_of(path)).is_file()
        except (OSError, ValueError):  # a name that no file can have
            is_there = False
        if not is_there:
            return Found(Kind.NOTHING, path)
        kind = Kind.ARTICLE if path.lower().endswith(SUFFIXES) else Kind.FILE
        return Found(kind, path)


def _endings(path: str) -> Iterator[str]:
    """``a/b/c``, ``b/c`` and ``c`` for the path ``a/b/c``."""
    while path:
        yield path
        path = path.partition("/")[2]
