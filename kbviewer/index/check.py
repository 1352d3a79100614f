"""Proof that the index holds what the library holds, and finds what a plain scan of it finds.

Each file is read again, compared with everything that is stored of it, and scanned with
``matcher.matches_article``, which looks at the folded text itself and never at the index. The
keywords to search for are sampled from the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kbviewer.errors import ArticleError
from kbviewer.i18n import tr
from kbviewer.index.database import IndexDatabase
from kbviewer.index.indexing.documents import digest_of, with_tokens, without_tokens
from kbviewer.index.row_comparison import RowComparison
from kbviewer.index.search.matcher import (
    SearchableArticle,
    SearchableText,
    matches_article,
    topic_text,
)
from kbviewer.index.search.searcher import IndexSearcher
from kbviewer.library.article import Article, Topic, with_ancestors
from kbviewer.library.file_id import display_name
from kbviewer.library.library import Library, ScannedFile
from kbviewer.library.names import names_of
from kbviewer.library.problems import Problem
from kbviewer.query.parser import parse_query
from kbviewer.text.fold import fold
from kbviewer.text.plaintext import plain_text
from kbviewer.text.tokenizer import UnitKind, units

WithProgress = Callable[[Sequence[ScannedFile]], Iterator[ScannedFile]]
"""Iterates over files, and may show how far it is."""
DEFAULT_KEYWORDS = 300
"""How many keywords are compared by default."""
_MAX_SAMPLED_LENGTH = 100_000
"""Folded characters of one text that keywords are sampled from."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found.

    Attributes:
        articles: how many files were read.
        keywords: how many keywords were compared.
        differences: a sentence for each difference; none if the index is right.
    """

    articles: int
    keywords: int
    differences: tuple[str, ...]


def check_index(
    database: IndexDatabase,
    library: Library,
    keywords: int = DEFAULT_KEYWORDS,
    with_progress: WithProgress = iter,
) -> CheckResult:
    """Compare the index with a scan of the library.

    Args:
        database: the index, as it is.
        library: the library that it was made from.
        keywords: how many keywords to sample from the texts: runs of one to five characters,
            words, numbers, and neighbours of two scripts.
        with_progress: iterates over the files that are read.

    Raises:
        LibraryError: the folder cannot be listed.
        IndexFileError: the index cannot be read.
        CorruptIndexError: the index is corrupt.
    """
    skipped: list[Problem] = []  # an update reports them; the index skips them, too
    scanned = list(library.scan(skipped))
    files = [file for file in scanned if not file.is_topic_page]
    differences: list[str] = []
    searcher = IndexSearcher(database)
    comparison = RowComparison(database, searcher)
    topics: dict[str, Topic] = {}
    for page in (file for file in scanned if file.is_topic_page):
        try:
            topic = library.topic(page.id)
        except ArticleError:
            continue  # as with an article below
        topics[topic.path] = topic
        comparison.add_topic_page(topic, page.size, page.changed_ns)
    queries = [
        parse_query(word)
        for word in _sample_keywords(library, [f.id for f in files], topics, keywords)
    ]
    ids_by_query: list[set[str]] = [set() for _ in queries]
    read: set[str] = set()
    for file in with_progress(files):
        try:
            raw = library.read_bytes(file.id)
        except ArticleError:
            continue  # an update reports it, too; if the index has it, that is reported below
        article = library.parse_article(file.id, raw)
        read.add(article.id)
        document = with_tokens(without_tokens(file, article, digest_of(raw), topics))
        differences += comparison.compare_article(document)
        searchable = searchable_article(article, topics)
        for query, ids in zip(queries, ids_by_query, strict=True):
            if matches_article(query, searchable):
                ids.add(article.id)
    indexed = searcher.matching_article_ids(parse_query(""))
    for paths, message in (
        (read - indexed, tr("{name} is in the folder, but not in the index")),
        (indexed - read, tr("{name} is in the index, but not in the folder")),
    ):
        differences += [message.format(name=path) for path in sorted(paths)]
    differences += comparison.compare_rest()
    for query, ids in zip(queries, ids_by_query, strict=True):
        found = searcher.matching_article_ids(query)
        for paths, message in (
            (ids - found, tr("“{word}” stands in {name}, but the index does not find it")),
            (found - ids, tr("“{word}” is found in {name}, but does not stand there")),
        ):
            differences += [message.format(word=query.text, name=path) for path in sorted(paths)]
    return CheckResult(len(read), len(queries), tuple(differences))


def searchable_article(article: Article, topics: Mapping[str, Topic]) -> SearchableArticle:
    """An article as a scan sees it, from its file alone.

    Args:
        article: the article.
        topics: the topics that have a page, by their path.
    """
    text = plain_text(article.text, hard_line_breaks=article.hard_line_breaks)
    paths = dict.fromkeys(p for topic in article.topics for p in with_ancestors(topic))
    all_topics = [topics.get(path) or Topic.from_path(path) for path in paths]
    return SearchableArticle(
        title=SearchableText(article.title),
        body=SearchableText(text.text),
        source=SearchableText(article.source),
        author=SearchableText(article.author),
        hidden=SearchableText("\n".join(filter(None, (article.url, text.hidden)))),
        names=SearchableText("\n".join(t for n in names_of(article, topics) for t in n.texts)),
        tags=SearchableText("\n".join(article.tags)),
        path=SearchableText(display_name(article.id)),
        lang=article.lang,
        published=article.published,
        topics=tuple(topic_text(topic.path, topic.title, topic.title_zh) for topic in all_topics),
    )


def _sample_keywords(
    library: Library, paths: Sequence[str], topics: Mapping[str, Topic], limit: int
) -> list[str]:
    """Keywords sampled evenly from the library's texts and names, always the same ones."""
    if not paths:
        return []
    per_file = max(3, -(-limit // len(paths)) + 2)
    step = max(1, len(paths) * per_file // (limit * 2))
    keywords: dict[str, None] = {}
    for number, path in enumerate(paths[::step]):
        try:
            article = library.article(path)
        except ArticleError:
            continue  # reported when it is scanned
        text = plain_text(article.text, hard_line_breaks=article.hard_line_breaks).text
        names = "\n".join(text for name in names_of(article, topics) for text in name.texts)
        text = f"{names}\n{text}" if number % 2 else text
        keywords.update(dict.fromkeys(islice(_sample_from(fold(text), per_file, number), per_file)))
    return list(keywords)[:limit]


def _sample_from(folded: str, limit: int, seed: int) -> Iterator[str]:
    if len(folded) > _MAX_SAMPLED_LENGTH:
        start = seed * 7_919 % (len(folded) - _MAX_SAMPLED_LENGTH)
        folded = folded[start : start + _MAX_SAMPLED_LENGTH]
    all_units = list(units(folded))
    stride = max(1, len(all_units) // (limit * 2))
    for index in range(0, len(all_units), stride):
        unit = all_units[(index + seed) % len(all_units)]
        if unit.kind is UnitKind.RUN:
            for length in (1 + (index + seed) % 5, 2 + (index + seed) % 3):
                start = (7 * index + seed) % max(1, len(unit.text) - length + 1)
                yield unit.text[start : start + length]
        else:
            yield unit.text
            following = all_units[(index + seed + 1) % len(all_units)]
            if following.kind is UnitKind.RUN and following.start == unit.end:
                yield unit.text + following.text[:2]
