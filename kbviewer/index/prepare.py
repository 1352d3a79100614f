"""An article as the rows that the index takes: pure work on texts, done beside the database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from kbviewer.errors import ArticleError
from kbviewer.index import keys
from kbviewer.library import links
from kbviewer.library.article import Article, with_ancestors
from kbviewer.library.folder import Entry, Folder
from kbviewer.library.problem import Problem
from kbviewer.text.fold import fold
from kbviewer.text.plain import plain
from kbviewer.text.stem import has_inflections, stem
from kbviewer.text.tokens import Tokens, index_tokens

_MONTH = len("2025-08")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article as the index takes it; lists are texts, which pass between processes quickly.

    Attributes:
        path: the article.
        values: its row in ``article``, in the order of ``STORED``.
        columns: for each column of the full-text table its tokens, parted by blanks.
        words: its words with inflections, parted by blanks.
        stems: the stem of each of them.
        topics: its topics and those above them.
        links: its rows in ``link``.
    """

    path: str
    values: tuple[str | int, ...]
    columns: tuple[str, ...]
    words: str
    stems: str
    topics: tuple[str, ...]
    links: tuple[str, ...]


STORED = ("path", "title", "source", "published", "lang", "topics", "body", "headings", "hidden",
          "warnings", "size", "changed")  # fmt: skip
"""Columns of the table ``article`` after its number."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some files, read and prepared.

    Attributes:
        paths: all of them.
        articles: those that could be read.
        keys: for each key of theirs the articles that have it, as bits of their indexes.
        problems: of those that could not be read.
    """

    paths: tuple[str, ...]
    articles: tuple[Prepared, ...]
    keys: dict[str, int]
    problems: tuple[Problem, ...]


def prepare_files(folder: Folder, entries: Sequence[Entry]) -> Batch:
    """Read and prepare some thousand files at the most."""
    found: list[Prepared] = []
    keys: dict[str, int] = {}
    problems: list[Problem] = []
    for entry in entries:
        try:
            article = folder.article(entry.id)
        except ArticleError as error:
            problems.append(Problem(entry.id, str(error), "it is left out"))
            continue
        prepared, columns = _prepare(entry, article)
        mark = 1 << len(found)
        for key in article_keys(columns, article.lang, article.published):
            keys[key] = keys.get(key, 0) | mark
        found.append(prepared)
    return Batch(tuple(entry.id for entry in entries), tuple(found), keys, tuple(problems))


def _prepare(entry: Entry, article: Article) -> tuple[Prepared, tuple[Tokens, ...]]:
    """One article, read from the file ``entry``, and the tokens of its columns."""
    text = plain(article.text)
    headings = json.dumps(text.headings)
    hidden = "\n".join(filter(None, (article.url, text.hidden)))
    columns = column_tokens(article.title, text.text, headings, article.source, hidden)
    words = [word for word in set().union(*(c.words for c in columns)) if has_inflections(word)]
    prepared = Prepared(
        path=article.id,
        values=(
            article.id, article.title, article.source, article.published, article.lang,
            "\n".join(article.topics), text.text, headings, hidden,
            json.dumps([(w.what, w.instead) for w in article.warnings]), entry.size, entry.changed,
        ),
        columns=tuple(" ".join(column.row) for column in columns),
        words=" ".join(words),
        stems=" ".join(map(stem, words)),
        topics=tuple(dict.fromkeys(p for topic in article.topics for p in with_ancestors(topic))),
        links=tuple(links.targets(article.text, article.id) | links.aliases(article.aliases)),
    )  # fmt: skip
    return prepared, columns


def column_tokens(
    title: str, body: str, headings: str, source: str, hidden: str
) -> tuple[Tokens, ...]:
    """The tokens of each column of the full-text table, in its order.

    Args:
        title: of the article.
        body: its plain text, headings included.
        headings: the offsets of the headings in ``body``, as JSON.
        source: of the article.
        hidden: what its markup hides.
    """
    heads: list[str] = []
    rest: list[str] = []
    position = 0
    for start, end in json.loads(headings):
        rest.append(body[position:start])
        heads.append(body[start:end])
        position = end
    rest.append(body[position:])
    texts = (title, "\n".join(heads), "\n".join(rest), source, hidden)
    return tuple(index_tokens(fold(text)) for text in texts)


def article_keys(columns: Sequence[Tokens], lang: str, published: str) -> set[str]:
    """The keys of an article but ``ALL`` and those of its topics.

    Args:
        columns: as ``column_tokens`` gives them; the first is the title.
        lang: its language.
        published: its time, or "".
    """
    found = keys.of_texts(columns, in_title=False) | keys.of_texts(columns[:1], in_title=True)
    found.add(keys.LANGUAGE + lang)
    if published:
        found.add(keys.MONTH + published[:_MONTH])
    return found
