"""Resolves links to articles and topics, and finds backlinks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from sqlite3 import Connection

from kbviewer.index.corruption import check_rows
from kbviewer.index.search.name_index import NameIndex, link_paths
from kbviewer.index.sql import IN_LIST, json_list
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
"""Titles with the words of a name that are compared with it."""


class LinkKind(Enum):
    """What a link can lead to."""

    ARTICLE = "article"
    TOPIC = "topic"
    FILE = "file"
    MISSING = "nothing"


@dataclass(frozen=True, slots=True)
class ResolvedLink:
    """The target of a link.

    Attributes:
        kind: what it is.
        path: the article's id, the topic's path, or else the path in the link.
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
        published: its date, or "".
    """

    id: str
    title: str
    source: str
    published: str


class LinkResolver:
    """Resolves links in one state of the index.

    An exact path comes first, then topics, then what Obsidian would choose by name or alias.
    """

    def __init__(self, db: Connection, name_index: NameIndex, root: Path) -> None:
        """Resolve links in ``db``.

        Args:
            db: the index, while it is read.
            name_index: the names of its articles.
            root: the library's folder, for links to other files.
        """
        self._db = db
        self._name_index = name_index
        self._root = root
        self._cache: dict[tuple[str, str], ResolvedLink | None] = {}

    def resolve(self, link: Link, article_id: str) -> ResolvedLink:
        """Where a link in an article leads."""
        candidates = [link.path, *(link.path + suffix for suffix in MARKDOWN_SUFFIXES)]
        rows = self._db.execute(
            f"SELECT path FROM article WHERE path {IN_LIST}", (json_list(candidates),)
        )
        exact = {path for (path,) in check_rows(rows, str)}
        if exact:
            return ResolvedLink(LinkKind.ARTICLE, min(exact, key=candidates.index))
        target = self._target_of(link.key, posixpath.dirname(article_id))
        return target or self._file_target(link.path)

    def backlinks(self, article_id: str) -> list[Backlink]:
        """The articles that link to an article, the newest first."""
        cursor = self._db.execute("SELECT id, title FROM article WHERE path = ?", (article_id,))
        rows = check_rows(cursor, int, str)
        if not rows:
            return []
        doc_id, title = rows[0]
        keys = self._link_keys(doc_id, article_id, title)
        linking = self._db.execute(
            "SELECT link_key, path, title, source, published FROM link "
            f"JOIN article ON article.id = link.doc_id WHERE link_key {IN_LIST} "
            "AND article.id <> ? ORDER BY published DESC, path",
            (json_list(sorted(keys)), doc_id),
        )
        target = ResolvedLink(LinkKind.ARTICLE, article_id)
        backlinks: dict[str, Backlink] = {}
        for key, path, title, source, published in check_rows(linking, *[str] * 5):
            if path not in backlinks and self._target_of(key, posixpath.dirname(path)) == target:
                backlinks[path] = Backlink(path, title, source, published)
        return list(backlinks.values())

    def _link_keys(self, doc_id: int, article_id: str, title: str) -> set[str]:
        """All link keys that can lead to an article."""
        rows = self._db.execute(
            "SELECT link_key FROM link WHERE doc_id = ? AND link_key LIKE ?",
            (doc_id, f"{ALIAS_KEY}%"),
        )
        names = {
            normalize_path(title),
            *(key.removeprefix(ALIAS_KEY) for (key,) in check_rows(rows, str)),
        }
        for path in link_paths(article_id):
            names.update(_path_suffixes(path))
        return {kind + name for kind in (PATH_KEY, RELATIVE_KEY, NAME_KEY) for name in names}

    def _target_of(self, key: str, folder: str) -> ResolvedLink | None:
        """The article or topic that a link key leads to from a folder."""
        cache_key = key, "" if key.startswith(PATH_KEY) else folder
        if cache_key not in self._cache:
            self._cache[cache_key] = self._find_target(key[:2], key[2:], normalize_name(folder))
        return self._cache[cache_key]

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
        """What is at a path; else what has its name elsewhere, or had it before."""
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
        """The article with a path as its own or, if not ``own``, as another link path; or ""."""
        for article in self._articles_named(path):
            first, *others = link_paths(article)
            if path == first if own else path in others:
                return article
        return ""

    def _article_by_path_suffix(self, name: str, folder: str) -> str:
        """The article whose path ends in ``name``, or "".

        Of several the one in or below ``folder``, then the one with the shortest path, as Obsidian
        chooses.
        """
        below = f"{folder}/" if folder else ""
        articles = [
            article
            for article in self._articles_named(name)
            if any(name in _path_suffixes(path) for path in link_paths(article))
        ]
        return min(
            articles,
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
        """The article with a title, or ""; of several the first by path."""
        tokens = tokenize(fold(name))
        if not tokens:
            return ""
        rows = self._db.execute(
            "SELECT path, title FROM article WHERE id IN "
            "(SELECT rowid FROM title_fts WHERE title_fts MATCH ? LIMIT ?)",
            (f'"{tokens}"', _MAX_TITLES),
        )
        titles = check_rows(rows, str, str)
        return min((path for path, title in titles if normalize_path(title) == name), default="")

    def _topic_at(self, path: str, *, has_page: bool) -> ResolvedLink | None:
        """The topic of a folder, given by its path or by the path of its page."""
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
        """The topic page whose path ends in ``name``, as below the ``content`` of a site."""
        name = name.removesuffix(f"/{normalize_path(TOPIC_PAGE_NAME)}")
        for topic, with_page in self._name_index.topics_by_name.get(name.rpartition("/")[2], ()):
            paths = {normalize_name(topic), normalize_name(display_name(topic))}
            if with_page and name and any(name in _path_suffixes(path) for path in paths):
                return ResolvedLink(LinkKind.TOPIC, topic)
        return None

    def _file_target(self, path: str) -> ResolvedLink:
        """A file of the library that is not an article, or an article that is not indexed yet."""
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
    """The suffixes of a path: ``a/b/c``, ``b/c`` and ``c`` of ``a/b/c``."""
    while path:
        yield path
        path = path.partition("/")[2]
