"""Where a link leads, and which articles link to one."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from sqlite_utils import Database

from kbviewer.index.corruption import check_rows
from kbviewer.index.search.name_index import NameIndex, link_paths
from kbviewer.library.article import TOPIC_PAGE_NAME
from kbviewer.library.file_id import display_name, id_to_path
from kbviewer.library.files import MARKDOWN_SUFFIXES
from kbviewer.library.links import (
    ALIAS_KEY,
    NAME_KEY,
    PATH_KEY,
    RELATIVE_KEY,
    Link,
    normalize_name,
    normalize_path,
)
from kbviewer.text.fold import fold
from kbviewer.text.tokenizer import tokenize

_MAX_TITLES = 2_000
"""Titles that hold a name and are compared with it."""


class LinkKind(Enum):
    """What a link leads to."""

    ARTICLE = "article"
    TOPIC = "topic"
    FILE = "file"
    MISSING = "nothing"


@dataclass(frozen=True, slots=True)
class ResolvedLink:
    """What a link leads to.

    Attributes:
        kind: what it is.
        path: the article's id, the topic's path, or else what the link says.
    """

    kind: LinkKind
    path: str


@dataclass(frozen=True, slots=True)
class Backlink:
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


class LinkResolver:
    """The links of one state of the index."""

    def __init__(self, db: Database, names: NameIndex, root: Path) -> None:
        """Look them up in ``db``.

        Args:
            db: the index, while it is being read.
            names: of its articles.
            root: the library's folder, where other files than articles lie.
        """
        self._db = db
        self._name_index = names
        self._root = root
        self._cache: dict[tuple[str, str], ResolvedLink | None] = {}

    def resolve(self, link: Link, article: str) -> ResolvedLink:
        """Where a link leads that stands in ``article``."""
        marks = [link.path, *(link.path + suffix for suffix in MARKDOWN_SUFFIXES)]
        rows = self._db.execute("SELECT path FROM article WHERE path IN (?, ?, ?)", marks)
        exact = {path for (path,) in check_rows(rows, str)}
        if exact:
            return ResolvedLink(LinkKind.ARTICLE, min(exact, key=marks.index))
        found = self._target_of(link.key, posixpath.dirname(article))
        return found or self._file_target(link.path)

    def backlinks(self, article: str) -> list[Backlink]:
        """The articles that link to ``article``, the newest first."""
        row = self._db.execute("SELECT id, title FROM article WHERE path = ?", (article,))
        known = next(iter(check_rows(row, int, str)), None)
        if known is None:
            return []
        keys = self._link_keys(known[0], article, known[1])
        rows = self._db.execute(
            "SELECT link_key, path, title, source, published FROM link "
            "JOIN article ON article.id = link.doc_id WHERE link_key IN "
            "(SELECT value FROM json_each(?)) AND article.id <> ? ORDER BY published DESC, path",
            (json.dumps(sorted(keys)), known[0]),
        )
        wanted = ResolvedLink(LinkKind.ARTICLE, article)
        found: dict[str, Backlink] = {}
        for target, path, title, source, published in check_rows(rows, str, str, str, str, str):
            if path not in found and self._target_of(target, posixpath.dirname(path)) == wanted:
                found[path] = Backlink(path, title, source, published)
        return list(found.values())

    def _link_keys(self, number: int, article: str, title: str) -> set[str]:
        """All keys by which a link may lead to an article."""
        rows = self._db.execute(
            "SELECT link_key FROM link WHERE doc_id = ? AND link_key LIKE ?",
            (number, f"{ALIAS_KEY}%"),
        )
        names = {
            normalize_path(title),
            *(target.removeprefix(ALIAS_KEY) for (target,) in check_rows(rows, str)),
        }
        for path in link_paths(article):
            names.update(_path_suffixes(path))
        return {kind + name for kind in (PATH_KEY, RELATIVE_KEY, NAME_KEY) for name in names}

    def _target_of(self, key: str, folder: str) -> ResolvedLink | None:
        """The article or topic that a key leads to from a folder."""
        asked = key, "" if key.startswith(PATH_KEY) else folder
        if asked not in self._cache:
            self._cache[asked] = self._find_target(key[:2], key[2:], normalize_name(folder))
        return self._cache[asked]

    def _find_target(self, kind: str, name: str, folder: str) -> ResolvedLink | None:
        if kind == NAME_KEY:
            article = (
                self._article_at(name, own=True) or self._article_by_path_suffix(name, folder)
                or self._article_by_alias(name) or self._article_by_title(name)
            )  # fmt: skip
            return ResolvedLink(LinkKind.ARTICLE, article) if article else None
        path = posixpath.join(folder, name) if kind == RELATIVE_KEY else name
        return self._by_path(path, name, folder)

    def _by_path(self, path: str, name: str, folder: str) -> ResolvedLink | None:
        """What lies at a path; else what is called so elsewhere, or was before."""
        if article := self._article_at(path, own=True):
            return ResolvedLink(LinkKind.ARTICLE, article)
        if topic := self._topic_at(path, has_page=True):
            return topic
        if article := self._article_at(path, own=False):
            return ResolvedLink(LinkKind.ARTICLE, article)
        if topic := self._topic_at(path, has_page=False):
            return topic
        article = self._article_by_path_suffix(name, folder) or self._article_by_alias(path)
        return (
            ResolvedLink(LinkKind.ARTICLE, article) if article else self._topic_by_path_suffix(name)
        )

    def _articles_named(self, path: str) -> list[str]:
        return sorted(self._name_index.articles_named(path.rpartition("/")[2])) if path else []

    def _article_at(self, path: str, *, own: bool) -> str:
        """The article at a path, its own or that of the folder it stands for, or ""."""
        for article in self._articles_named(path):
            first, *others = link_paths(article)
            if path == first if own else path in others:
                return article
        return ""

    def _article_by_path_suffix(self, name: str, folder: str) -> str:
        """The article whose path ends in ``name``, or "".

        Of several the one in the folder or below it, and then the one with the shortest path: so
        Obsidian chooses.
        """
        below = f"{folder}/" if folder else ""
        found = [
            a
            for a in self._articles_named(name)
            if any(name in _path_suffixes(p) for p in link_paths(a))
        ]
        return min(
            found,
            key=lambda article: (
                not normalize_name(article).startswith(below),
                len(article),
                article,
            ),
            default="",
        )

    def _article_by_alias(self, name: str) -> str:
        rows = self._db.execute(
            "SELECT path FROM link JOIN article ON article.id = link.doc_id WHERE link_key = ?",
            (ALIAS_KEY + name,),
        )
        return min((path for (path,) in check_rows(rows, str)), default="")

    def _article_by_title(self, name: str) -> str:
        """The article with a title, or "". Its path tells which where several have it."""
        tokens = tokenize(fold(name)).row
        if not tokens:
            return ""
        rows = self._db.execute(
            "SELECT path, title FROM article WHERE id IN "
            "(SELECT rowid FROM title_fts WHERE title_fts MATCH ? LIMIT ?)",
            (f'"{tokens}"', _MAX_TITLES),
        )
        found = check_rows(rows, str, str)
        return min((path for path, title in found if normalize_path(title) == name), default="")

    def _topic_at(self, path: str, *, has_page: bool) -> ResolvedLink | None:
        """The topic of a folder, named itself or by the file of its page."""
        page = normalize_path(TOPIC_PAGE_NAME)
        path = "" if path == page else path.removesuffix(f"/{page}")
        for topic, with_page in self._name_index.topics_by_name.get(path.rpartition("/")[2], ()):
            if (
                path in (normalize_name(topic), normalize_name(display_name(topic)))
                and with_page is has_page
            ):
                return ResolvedLink(LinkKind.TOPIC, topic)
        return None

    def _topic_by_path_suffix(self, name: str) -> ResolvedLink | None:
        """The page of a folder whose path ends in ``name``, as below a site's ``content``."""
        name = name.removesuffix(f"/{normalize_path(TOPIC_PAGE_NAME)}")
        for topic, with_page in self._name_index.topics_by_name.get(name.rpartition("/")[2], ()):
            paths = {normalize_name(topic), normalize_name(display_name(topic))}
            if with_page and name and any(name in _path_suffixes(path) for path in paths):
                return ResolvedLink(LinkKind.TOPIC, topic)
        return None

    def _file_target(self, path: str) -> ResolvedLink:
        """A file of the library that is no article, or an article that is not indexed yet."""
        is_hidden = any(part.startswith(".") for part in path.split("/")) or ":" in path
        try:
            is_there = not is_hidden and (self._root / id_to_path(path)).is_file()
        except (OSError, ValueError):  # a name that no file can have
            is_there = False
        if not is_there:
            return ResolvedLink(LinkKind.MISSING, path)
        kind = LinkKind.ARTICLE if path.lower().endswith(MARKDOWN_SUFFIXES) else LinkKind.FILE
        return ResolvedLink(kind, path)


def _path_suffixes(path: str) -> Iterator[str]:
    """``a/b/c``, ``b/c`` and ``c`` for the path ``a/b/c``."""
    while path:
        yield path
        path = path.partition("/")[2]
