"""Reads files and prepares them as documents: pure work on texts, which workers can do."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, islice
from typing import NamedTuple

from kbviewer.errors import ArticleError
from kbviewer.library.article import Article, Topic, with_ancestors
from kbviewer.library.file_id import display_name
from kbviewer.library.library import Library, ScannedFile
from kbviewer.library.link_keys import link_keys
from kbviewer.library.links import alias_keys
from kbviewer.library.names import Name, file_name, names_of
from kbviewer.library.problems import SKIPPED, Problem
from kbviewer.library.tags import tag_paths
from kbviewer.text.fold import fold
from kbviewer.text.plaintext import plain_text
from kbviewer.text.stemmer import INFLECTED, stem
from kbviewer.text.tokenizer import JOINED, LINE_BREAK, tokenize

SEARCHED = ("title", "body", "headings", "source", "author", "hidden", "names")
"""What of a row ``tokenize_columns`` needs."""
_DIGEST_SIZE = 16
"""Bytes of a digest: of a billion different files no two have the same."""
_LATIN_TOKEN = re.compile(r"[a-z](?<!\S[a-z])\S+")  # it is looked for faster by its first letter
_INFLECTED_TOKEN = re.compile(f"{INFLECTED}{JOINED}?")
_encode_json = json.JSONEncoder(ensure_ascii=False).encode
_MAX_CACHED_LENGTH = 100
"""Characters of the longest text whose tokens are remembered."""
_MIN_DOCUMENTS_AT_ONCE = 8
_DOCUMENTS_AT_ONCE = 64
"""Documents whose texts are split into tokens at once: what fits into a processor's cache."""
RECENT_NS = 2_000_000_000
"""Nanoseconds: FAT stores times in steps of two seconds. A file that was modified so recently may
change again without a new time; time 0 is stored for it, so that it is read again."""


class ArticleRow(NamedTuple):
    """An article's row in the table ``article``, without its doc id.

    ``topics`` and ``tags`` are lines; ``names`` are lists of texts, each behind its kind,
    ``headings`` offsets in ``body`` and ``warnings`` pairs of messages, all three as JSON;
    ``zoned`` is 1 if ``published`` may be another text in another time zone; ``size`` (bytes) and
    ``changed`` (nanoseconds since 1970) are the file's when it was scanned, and ``digest`` is that
    of its content.
    """

    path: str
    title: str
    source: str
    published: str
    lang: str
    author: str
    topics: str
    tags: str
    names: str
    body: str
    headings: str
    hidden: str
    warnings: str
    zoned: int
    size: int
    changed: int
    digest: bytes


class IndexDocument(NamedTuple):
    """An article as it is written to the index; tokens are joined to texts, which pickle faster.

    Attributes:
        row: what is stored of it.
        topics: the paths of its topics and tags, and of those above them.
        column_tokens: for each column of the full-text table its tokens, separated by spaces; empty
            if the file has the content of a missing one, whose tokens can be kept.
        filter_tokens: the same for the table of what only fields ask for.
        link_keys: the keys of its links and aliases.
    """

    row: ArticleRow
    topics: tuple[str, ...]
    column_tokens: tuple[str, ...] = ()
    filter_tokens: tuple[str, ...] = ()
    link_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileBatch:
    """Files to read, and what the index knows of their contents.

    Attributes:
        files: the files.
        known_digests: the digests of those that are indexed, by path.
        missing_digests: the digests of articles whose files are missing: one of these files may be
            theirs, renamed.
        topics: the topics that have a page, by their path.
    """

    files: Sequence[ScannedFile]
    known_digests: Mapping[str, bytes] = field(default_factory=dict)
    missing_digests: frozenset[bytes] = frozenset()
    topics: Mapping[str, Topic] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentBatch:
    """Files that were read and prepared.

    Attributes:
        files: all of them.
        documents: those that could be read and have changed.
        touched: those whose modification time or size is new, but not their content.
        word_stems: the words with inflections in the documents, each with its stem.
        problems: of those that could not be read.
    """

    files: Sequence[ScannedFile]
    documents: list[IndexDocument] = field(default_factory=list)
    touched: list[ScannedFile] = field(default_factory=list)
    word_stems: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_documents(library: Library, batch: FileBatch) -> DocumentBatch:
    """Read and prepare a batch of files."""
    done = DocumentBatch(batch.files)
    maybe_renamed: list[IndexDocument] = []
    for file in map(without_recent_time, batch.files):
        try:
            raw = library.read_bytes(file.id)
        except ArticleError as error:
            done.problems.append(Problem(file.id, error.what, SKIPPED))
            continue
        digest = digest_of(raw)
        if batch.known_digests.get(file.id) == digest:
            done.touched.append(file)
            continue
        article = library.parse_article(file.id, raw)
        document = without_tokens(file, article, digest, batch.topics)
        (maybe_renamed if digest in batch.missing_digests else done.documents).append(document)
    done.documents[:] = [*_all_with_tokens(done.documents), *maybe_renamed]
    done.word_stems.update(stems_of(done.documents))
    return done


def without_recent_time(file: ScannedFile) -> ScannedFile:
    """The file with modification time 0 if it was modified just now, as it is stored.

    A time further in the future does not count: it came with the file, or the clock was set back
    since. The next change of the file gives it another time.
    """
    if abs(time.time_ns() - file.changed_ns) < RECENT_NS:
        return file._replace(changed_ns=0)
    return file


def warnings_as_json(warnings: Sequence[Problem]) -> str:
    """Warnings as they are stored: pairs of what is wrong and what was done, as JSON.

    Each is a ``Message``: its English text and its values, translated where it is shown.
    """
    if not warnings:
        return "[]"
    return json.dumps([(warning.found, warning.handled) for warning in warnings])


def stems_by_word(tokens: Iterable[str]) -> dict[str, str]:
    """The words with inflections in texts of tokens, each with its stem."""
    words = filter(_INFLECTED_TOKEN.fullmatch, set(_LATIN_TOKEN.findall(" ".join(tokens))))
    return {word: stem(word.removesuffix(JOINED)) for word in words}


def stems_of(documents: Iterable[IndexDocument]) -> dict[str, str]:
    """``stems_by_word`` for documents with tokens."""
    return stems_by_word(
        text
        for document in documents
        for text in (*document.column_tokens, *document.filter_tokens)
    )


def digest_of(raw: bytes) -> bytes:
    """The digest of a file's content."""
    return blake2b(raw, digest_size=_DIGEST_SIZE).digest()


def without_tokens(
    file: ScannedFile, article: Article, digest: bytes, topics: Mapping[str, Topic]
) -> IndexDocument:
    """The document of an article, without its tokens.

    Args:
        file: what the article was read from.
        article: the article.
        digest: of the file's content.
        topics: the topics that have a page, by their path.
    """
    text = plain_text(article.text, hard_line_breaks=article.hard_line_breaks)
    row = ArticleRow(
        path=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        lang=article.lang,
        author=article.author,
        topics="\n".join(article.topics),
        tags="\n".join(article.tags),
        names=_names_as_json(names_of(article, topics)),
        body=text.text,
        headings=json.dumps(text.headings) if text.headings else "[]",
        hidden="\n".join(filter(None, (article.url, text.hidden))),
        warnings=warnings_as_json(article.warnings),
        zoned=int(article.is_zoned),
        size=file.size,
        changed=file.changed_ns,
        digest=digest,
    )
    return IndexDocument(
        row,
        (
            *dict.fromkeys(p for topic in article.topics for p in with_ancestors(topic)),
            *tag_paths(article.tags),
        ),
        link_keys=tuple(link_keys(article.text, article.id) | alias_keys(article.aliases)),
    )


def with_tokens(document: IndexDocument) -> IndexDocument:
    """The document with its tokens."""
    return _with_own_tokens(document, map(_tokenize, _own_texts(document.row)))


def _all_with_tokens(documents: Sequence[IndexDocument]) -> Iterator[IndexDocument]:
    """The documents with their tokens; those of many are made faster."""
    if len(documents) < _MIN_DOCUMENTS_AT_ONCE:
        yield from map(with_tokens, documents)
        return
    # It takes a tenth of a second to load.
    from kbviewer.text.bulk_tokens import tokenize_texts  # noqa: PLC0415  as above

    for start in range(0, len(documents), _DOCUMENTS_AT_ONCE):
        some = documents[start : start + _DOCUMENTS_AT_ONCE]
        texts = [_own_texts(document.row) for document in some]
        tokens = iter(tokenize_texts(list(chain.from_iterable(texts))))
        for document, own in zip(some, texts, strict=True):
            yield _with_own_tokens(document, islice(tokens, len(own)))


def _own_texts(row: ArticleRow) -> tuple[str, ...]:
    """The texts of an article that no other is likely to have."""
    return (
        *_columns_of_text(row.title, row.body, row.headings, row.hidden),
        display_name(row.path),
        file_name(row.path),
    )


def _with_own_tokens(document: IndexDocument, tokens: Iterable[str]) -> IndexDocument:
    """The document with its tokens, of which those of ``_own_texts`` are known."""
    *own, path, name = tokens
    row = document.row
    known = {file_name(row.path): name}
    return IndexDocument(
        row,
        document.topics,
        _all_columns(own, row.source, row.author, row.names, known),
        (path, _tokenize_lines(row.tags.split("\n"), {})),
        document.link_keys,
    )


def tokenize_columns(  # noqa: PLR0917  a row's fields in their order
    title: str, body: str, headings: str, source: str, author: str, hidden: str, names: str
) -> tuple[str, ...]:
    """The tokens of each column of the full-text table, in its order.

    Args:
        title: of the article.
        body: its plain text, headings included.
        headings: the spans of the headings in ``body``, as JSON.
        source: of the article.
        author: of the article.
        hidden: what its markup hides.
        names: of the article, as JSON; no phrase runs from one into the next.
    """
    own = map(_tokenize, _columns_of_text(title, body, headings, hidden))
    return _all_columns(list(own), source, author, names, {})


def _columns_of_text(title: str, body: str, headings: str, hidden: str) -> tuple[str, ...]:
    """The texts of the columns for the text without headings, title, headings and hidden text."""
    if headings == "[]":
        return body, title, "", hidden
    heads: list[str] = []
    rest: list[str] = []
    position = 0
    for start, end in json.loads(headings):
        rest.append(body[position:start])
        heads.append(body[start:end])
        position = end
    rest.append(body[position:])
    return "\n".join(rest), title, "\n".join(heads), hidden


def _all_columns(
    own: Sequence[str], source: str, author: str, names: str, known: Mapping[str, str]
) -> tuple[str, ...]:
    """The tokens of all columns; of those of ``_columns_of_text`` they are known.

    Args:
        own: the tokens of those.
        source: as in ``tokenize_columns``.
        author: as there.
        names: as there.
        known: the tokens of some of the names.
    """
    *text, hidden = own
    lines = [text for _, *texts in json.loads(names) for text in texts]
    return *text, *map(_tokenize_common, (source, author)), hidden, _tokenize_lines(lines, known)


def tokenize_filters(path: str, tags: str) -> tuple[str, str]:
    """The tokens of what only fields ask for: the path of a file, and tags, a line each."""
    return _tokenize(display_name(path)), _tokenize_lines(tags.split("\n"), {})


def _tokenize_common(text: str) -> str:
    """The tokens of a text that many articles may have, as a source or the title of a topic."""
    return _cached_tokens(text) if len(text) <= _MAX_CACHED_LENGTH else _tokenize(text)


def _tokenize(text: str) -> str:
    return tokenize(fold(text))


_cached_tokens = lru_cache(maxsize=2_000)(_tokenize)


def _tokenize_lines(lines: Iterable[str], known: Mapping[str, str]) -> str:
    """The tokens of a text of these lines, those of some of which may be known."""
    tokens = (known[line] if line in known else _tokenize_common(line) for line in lines)
    return f" {LINE_BREAK} ".join(filter(None, tokens))


def _names_as_json(names: Iterable[Name]) -> str:
    return _encode_json([(name.kind.value, *name.texts) for name in names])
