"""An article as the rows that the index takes: pure work on texts, done beside the database."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import NamedTuple

from kbviewer.errors import ArticleError
from kbviewer.library import links
from kbviewer.library.article import Article, with_ancestors
from kbviewer.library.library import Library, ScannedFile
from kbviewer.library.problems import SKIPPED, Problem
from kbviewer.text.fold import fold
from kbviewer.text.plaintext import plain_text
from kbviewer.text.stemmer import has_inflections, stem
from kbviewer.text.tokenizer import TokenizedText, tokenize

_DIGEST_SIZE = 16
"""Bytes of a digest: of a billion different files no two have the same."""
RECENT_NS = 2_000_000_000
"""Nanoseconds: FAT notes times in steps of two seconds. A file that was changed so recently may
change once more at the same time; no time is noted for it, so that it is read again."""


class ArticleRow(NamedTuple):
    """An article's row in the table ``article``, behind its number.

    ``topics`` stand one a line, ``headings`` are offsets in ``body`` and ``warnings`` pairs of
    texts, both as JSON; ``zoned`` is 1 where ``published`` may be another text in another time
    zone; ``size`` (bytes) and ``changed`` (nanoseconds since 1970) are the file's as the walk saw
    it, ``digest`` is that of its content.
    """

    path: str
    title: str
    source: str
    published: str
    lang: str
    topics: str
    body: str
    headings: str
    hidden: str
    warnings: str
    zoned: int
    size: int
    changed: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """An article as the index takes it; lists are texts, which pass between processes quickly.

    Attributes:
        row: what is stored of it.
        topics: its topics and those above them.
        columns: for each column of the full-text table its tokens, parted by blanks; none where
            the file has the content of one that is gone, whose tokens serve.
        uncovered: the tokens of its title, and its others, each once, parted by blanks.
        links: its rows in ``link``.
    """

    row: ArticleRow
    topics: tuple[str, ...]
    column_tokens: tuple[str, ...] = ()
    pending_tokens: tuple[str, str] = ("", "")
    link_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileBatch:
    """Some files to read, and what the index knows of their contents.

    Attributes:
        entries: the files.
        known: the digests of those that the index holds, by path.
        gone: digests of articles whose files are gone: one of these files may be theirs, renamed.
    """

    entries: Sequence[ScannedFile]
    known_digests: Mapping[str, bytes] = field(default_factory=dict)
    missing_digests: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class DocumentBatch:
    """Some files, read and prepared.

    Attributes:
        entries: all of them.
        articles: those that could be read and have changed.
        touched: those whose time or size is new, but not their content.
        words: the words with inflections in the articles, each with its stem.
        problems: of those that could not be read.
    """

    entries: Sequence[ScannedFile]
    documents: list[IndexDocument] = field(default_factory=list)
    touched: list[ScannedFile] = field(default_factory=list)
    word_stems: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_documents(folder: Library, task: FileBatch) -> DocumentBatch:
    """Read and prepare some thousand files at the most."""
    batch = DocumentBatch(task.entries)
    words: set[str] = set()
    for entry in map(without_recent_time, task.entries):
        try:
            raw = folder.read_bytes(entry.id)
        except ArticleError as error:
            batch.problems.append(Problem(entry.id, error.what, SKIPPED))
            continue
        digest = digest_of(raw)
        if task.known_digests.get(entry.id) == digest:
            batch.touched.append(entry)
            continue
        article = without_tokens(entry, folder.parse_article(entry.id, raw), digest)
        batch.documents.append(
            article if digest in task.missing_digests else with_tokens(article, words)
        )
    batch.word_stems.update(stems_by_word(words))
    return batch


def without_recent_time(entry: ScannedFile) -> ScannedFile:
    """The entry as it is noted: without its time where the file was changed just now.

    A time further in the future is no sign of that: it came with the file, or the clock was put
    back since. The next change of the file gives it another one.
    """
    if abs(time.time_ns() - entry.changed_ns) < RECENT_NS:
        return replace(entry, changed_ns=0)
    return entry


def warnings_as_json(warnings: Sequence[Problem]) -> str:
    """Warnings as they are stored: what is wrong and what was done, as JSON."""
    if not warnings:
        return "[]"
    return json.dumps([(warning.what, warning.instead) for warning in warnings])


def stems_by_word(words: set[str]) -> dict[str, str]:
    """Those of ``words`` that have inflections, each with its stem."""
    return {word: stem(word) for word in words if has_inflections(word)}


def digest_of(raw: bytes) -> bytes:
    """The digest of a file's content."""
    return blake2b(raw, digest_size=_DIGEST_SIZE).digest()


def without_tokens(entry: ScannedFile, article: Article, digest: bytes) -> IndexDocument:
    """One article, read from the file ``entry``, whose content has the digest."""
    text = plain_text(article.text)
    row = ArticleRow(
        path=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        lang=article.lang,
        topics="\n".join(article.topics),
        body=text.text,
        headings=json.dumps(text.headings),
        hidden="\n".join(filter(None, (*article.hidden_texts, text.hidden))),
        warnings=warnings_as_json(article.warnings),
        zoned=int(article.is_zoned),
        size=entry.size,
        changed=entry.changed_ns,
        digest=digest,
    )
    return IndexDocument(
        row,
        tuple(dict.fromkeys(p for topic in article.topics for p in with_ancestors(topic))),
        link_keys=tuple(
            links.link_keys(article.text, article.id) | links.alias_keys(article.aliases)
        ),
    )


def with_tokens(article: IndexDocument, words: set[str]) -> IndexDocument:
    """The article with its tokens; ``words`` takes the words among them."""
    row = article.row
    columns = tokenize_columns(row.title, row.body, row.headings, row.source, row.hidden)
    for column in columns:
        words |= column.words
    title = columns[0].distinct
    others = set().union(*(column.distinct for column in columns)) - title
    return replace(
        article,
        column_tokens=tuple(column.row for column in columns),
        pending_tokens=(" ".join(title), " ".join(others)),
    )


def tokenize_columns(
    title: str, body: str, headings: str, source: str, hidden: str
) -> tuple[TokenizedText, ...]:
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
    return tuple(tokenize(fold(text)) for text in texts)
