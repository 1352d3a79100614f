"""Proof that the index holds what the folder holds, and finds what a plain scan of it finds.

Each file is read again, compared with all that is stored of it, and scanned with ``match.holds``,
which looks at the folded text itself and never at the index; keywords are drawn from the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kbviewer.errors import ArticleError
from kbviewer.index.match import Fields, Text, holds, topic_text
from kbviewer.index.parse import parse
from kbviewer.index.prepare import digest_of, with_tokens, without_tokens
from kbviewer.index.search import matching_ids, topics
from kbviewer.index.store import Store
from kbviewer.index.stored import Stored
from kbviewer.library.article import Article, Topic, with_ancestors
from kbviewer.library.folder import Entry, Folder
from kbviewer.library.problem import Problem
from kbviewer.text.fold import fold
from kbviewer.text.plain import plain
from kbviewer.text.tokens import Kind, units

Watched = Callable[[Sequence[Entry]], Iterator[Entry]]
KEYWORDS = 300
"""Keywords that are compared unless told otherwise."""
_MOST_DRAWN_FROM = 100_000
"""Folded characters of one text from which keywords are drawn."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison found.

    Attributes:
        articles: files read.
        keywords: keywords compared.
        differences: a sentence for each difference, none where the index is right.
    """

    articles: int
    keywords: int
    differences: tuple[str, ...]


def verify(
    store: Store, folder: Folder, keywords: int = KEYWORDS, watched: Watched = iter
) -> Verdict:
    """Compare the index with a scan of the folder.

    Args:
        store: the index, as it is.
        folder: the library it was made from.
        keywords: how many keywords to draw from the texts; runs of one to five characters, words,
            figures, and neighbours of two scripts.
        watched: passes the files on that are read, and may show how far it has come.

    Raises:
        LibraryError: the folder cannot be listed.
        StoreError: the index cannot be read.
        DamagedStore: the index is damaged.
    """
    left_out: list[Problem] = []  # told with the update; the index leaves them out, too
    walked = list(folder.walk(left_out))
    entries = [entry for entry in walked if not entry.is_topic_page]
    differences: list[str] = []
    stored = Stored(store)
    for page in (entry for entry in walked if entry.is_topic_page):
        try:
            stored.page(folder.topic(page.id), page.size, page.changed)
        except ArticleError:
            continue  # as with an article below
    names = {topic.path: topic for topic in topics(store)}
    queries = [parse(word) for word in _keywords(folder, [e.id for e in entries], keywords)]
    scanned: dict[int, set[str]] = {number: set() for number in range(len(queries))}
    read: set[str] = set()
    for entry in watched(entries):
        try:
            raw = folder.read(entry.id)
        except ArticleError:
            continue  # told with the update, too; if the index has it, that is told below
        article = folder.article_in(entry.id, raw)
        read.add(article.id)
        words: set[str] = set()
        prepared = with_tokens(without_tokens(entry, article, digest_of(raw)), words)
        differences += stored.differences(prepared, words)
        fields = searchable(article, names)
        for number, query in enumerate(queries):
            if holds(query, fields):
                scanned[number].add(article.id)
    listed = matching_ids(store, parse(""))
    differences += [
        f"{path} is in the folder, but not in the index" for path in sorted(read - listed)
    ]
    differences += [
        f"{path} is in the index, but not in the folder" for path in sorted(listed - read)
    ]
    differences += stored.rest()
    for number, query in enumerate(queries):
        found = matching_ids(store, query)
        for path in sorted(scanned[number] - found):
            differences.append(f"“{query.text}” stands in {path}, but the index does not find it")
        for path in sorted(found - scanned[number]):
            differences.append(f"“{query.text}” is found in {path}, but does not stand there")
    return Verdict(len(read), len(queries), tuple(differences))


def searchable(article: Article, names: Mapping[str, Topic]) -> Fields:
    """An article as a scan sees it, made from its file alone.

    Args:
        article: the article.
        names: the topics of the library by their path.
    """
    text = plain(article.text)
    paths = dict.fromkeys(p for topic in article.topics for p in with_ancestors(topic))
    known = [names.get(path) or Topic.named_by_path(path) for path in paths]
    return Fields(
        title=Text(article.title),
        body=Text(text.text),
        source=Text(article.source),
        hidden=Text("\n".join(filter(None, (*article.unseen, text.hidden)))),
        lang=article.lang,
        published=article.published,
        topics=tuple(topic_text(topic.path, topic.title, topic.title_zh) for topic in known),
    )


def _keywords(folder: Folder, paths: Sequence[str], most: int) -> list[str]:
    """Keywords drawn evenly from the folder's texts, the same ones each time."""
    if not paths:
        return []
    each = max(3, -(-most // len(paths)) + 2)
    step = max(1, len(paths) * each // (most * 2))
    drawn: dict[str, None] = {}
    for number, path in enumerate(paths[::step]):
        try:
            text = plain(folder.article(path).text).text
        except ArticleError:
            continue  # named when it is scanned
        drawn.update(dict.fromkeys(islice(_drawn(fold(text), each, number), each)))
    return list(drawn)[:most]


def _drawn(folded: str, most: int, seed: int) -> Iterator[str]:
    if len(folded) > _MOST_DRAWN_FROM:
        start = seed * 7_919 % (len(folded) - _MOST_DRAWN_FROM)
        folded = folded[start : start + _MOST_DRAWN_FROM]
    row = list(units(folded))
    stride = max(1, len(row) // (most * 2))
    for place in range(0, len(row), stride):
        unit = row[(place + seed) % len(row)]
        if unit.kind is Kind.RUN:
            for length in (1 + (place + seed) % 5, 2 + (place + seed) % 3):
                start = (7 * place + seed) % max(1, len(unit.text) - length + 1)
                yield unit.text[start : start + length]
        else:
            yield unit.text
            after = row[(place + seed + 1) % len(row)]
            if after.kind is Kind.RUN and after.start == unit.end:
                yield unit.text + after.text[:2]
