"""Proof that the index holds what the folder holds, and finds what a plain scan of it finds.

Each file is read again, compared with all that is stored of it, and scanned with ``match.holds``,
which looks at the folded text itself and never at the index; keywords are drawn from the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kbviewer.errors import ArticleError
from kbviewer.index.database import IndexDatabase
from kbviewer.index.indexing.documents import digest_of, with_tokens, without_tokens
from kbviewer.index.row_comparison import RowComparison
from kbviewer.index.search.matcher import (
    SearchableArticle,
    SearchableText,
    matches_article,
    topic_text,
)
from kbviewer.index.search.searcher import all_topics, matching_article_ids
from kbviewer.library.article import Article, Topic, with_ancestors
from kbviewer.library.library import Library, ScannedFile
from kbviewer.library.problems import Problem
from kbviewer.query.parser import parse_query
from kbviewer.text.fold import fold
from kbviewer.text.plaintext import plain_text
from kbviewer.text.tokenizer import UnitKind, units

WithProgress = Callable[[Sequence[ScannedFile]], Iterator[ScannedFile]]
DEFAULT_KEYWORDS = 300
"""Keywords that are compared unless told otherwise."""
_MAX_SAMPLED_LENGTH = 100_000
"""Folded characters of one text from which keywords are drawn."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a comparison found.

    Attributes:
        articles: files read.
        keywords: keywords compared.
        differences: a sentence for each difference, none where the index is right.
    """

    articles: int
    keywords: int
    differences: tuple[str, ...]


def check_index(
    store: IndexDatabase,
    folder: Library,
    keywords: int = DEFAULT_KEYWORDS,
    watched: WithProgress = iter,
) -> CheckResult:
    """Compare the index with a scan of the folder.

    Args:
        store: the index, as it is.
        folder: the library it was made from.
        keywords: how many keywords to draw from the texts; runs of one to five characters, words,
            figures, and neighbours of two scripts.
        watched: passes the files on that are read, and may show how far it has come.

    Raises:
        LibraryError: the folder cannot be listed.
        IndexFileError: the index cannot be read.
        CorruptIndexError: the index is damaged.
    """
    left_out: list[Problem] = []  # told with the update; the index leaves them out, too
    walked = list(folder.scan(left_out))
    entries = [entry for entry in walked if not entry.is_topic_page]
    differences: list[str] = []
    stored = RowComparison(store)
    for page in (entry for entry in walked if entry.is_topic_page):
        try:
            stored.page(folder.topic(page.id), page.size, page.changed_ns)
        except ArticleError:
            continue  # as with an article below
    names = {topic.path: topic for topic in all_topics(store)}
    queries = [
        parse_query(word) for word in _sample_keywords(folder, [e.id for e in entries], keywords)
    ]
    scanned: dict[int, set[str]] = {number: set() for number in range(len(queries))}
    read: set[str] = set()
    for entry in watched(entries):
        try:
            raw = folder.read_bytes(entry.id)
        except ArticleError:
            continue  # told with the update, too; if the index has it, that is told below
        article = folder.parse_article(entry.id, raw)
        read.add(article.id)
        words: set[str] = set()
        prepared = with_tokens(without_tokens(entry, article, digest_of(raw)), words)
        differences += stored.differences(prepared, words)
        fields = searchable_article(article, names)
        for number, query in enumerate(queries):
            if matches_article(query, fields):
                scanned[number].add(article.id)
    listed = matching_article_ids(store, parse_query(""))
    differences += [
        f"{path} is in the folder, but not in the index" for path in sorted(read - listed)
    ]
    differences += [
        f"{path} is in the index, but not in the folder" for path in sorted(listed - read)
    ]
    differences += stored.rest()
    for number, query in enumerate(queries):
        found = matching_article_ids(store, query)
        for path in sorted(scanned[number] - found):
            differences.append(f"“{query.text}” stands in {path}, but the index does not find it")
        for path in sorted(found - scanned[number]):
            differences.append(f"“{query.text}” is found in {path}, but does not stand there")
    return CheckResult(len(read), len(queries), tuple(differences))


def searchable_article(article: Article, names: Mapping[str, Topic]) -> SearchableArticle:
    """An article as a scan sees it, made from its file alone.

    Args:
        article: the article.
        names: the topics of the library by their path.
    """
    text = plain_text(article.text)
    paths = dict.fromkeys(p for topic in article.topics for p in with_ancestors(topic))
    known = [names.get(path) or Topic.from_path(path) for path in paths]
    return SearchableArticle(
        title=SearchableText(article.title),
        body=SearchableText(text.text),
        source=SearchableText(article.source),
        hidden=SearchableText("\n".join(filter(None, (*article.hidden_texts, text.hidden)))),
        lang=article.lang,
        published=article.published,
        topics=tuple(topic_text(topic.path, topic.title, topic.title_zh) for topic in known),
    )


def _sample_keywords(folder: Library, paths: Sequence[str], most: int) -> list[str]:
    """Keywords drawn evenly from the folder's texts, the same ones each time."""
    if not paths:
        return []
    each = max(3, -(-most // len(paths)) + 2)
    step = max(1, len(paths) * each // (most * 2))
    drawn: dict[str, None] = {}
    for number, path in enumerate(paths[::step]):
        try:
            text = plain_text(folder.article(path).text).text
        except ArticleError:
            continue  # named when it is scanned
        drawn.update(dict.fromkeys(islice(_sample_from(fold(text), each, number), each)))
    return list(drawn)[:most]


def _sample_from(folded: str, most: int, seed: int) -> Iterator[str]:
    if len(folded) > _MAX_SAMPLED_LENGTH:
        start = seed * 7_919 % (len(folded) - _MAX_SAMPLED_LENGTH)
        folded = folded[start : start + _MAX_SAMPLED_LENGTH]
    row = list(units(folded))
    stride = max(1, len(row) // (most * 2))
    for place in range(0, len(row), stride):
        unit = row[(place + seed) % len(row)]
        if unit.kind is UnitKind.RUN:
            for length in (1 + (place + seed) % 5, 2 + (place + seed) % 3):
                start = (7 * place + seed) % max(1, len(unit.text) - length + 1)
                yield unit.text[start : start + length]
        else:
            yield unit.text
            after = row[(place + seed + 1) % len(row)]
            if after.kind is UnitKind.RUN and after.start == unit.end:
                yield unit.text + after.text[:2]
