"""Loads an article with its matches and its backlinks, on the worker's thread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kbviewer.ui.article.match_highlights import MAX_MATCHES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kbviewer.index.search.found_by import FoundBy
    from kbviewer.index.search.link_resolver import Backlink
    from kbviewer.index.search.matcher import Match
    from kbviewer.render.renderer import RenderedArticle
    from kbviewer.service import KnowledgeBase
    from kbviewer.ui.article.article_document import ArticleDocument
    from kbviewer.ui.article.article_request import ArticleRequest

LONG_TEXT = 20_000
"""Characters beyond which an article is shown before its matches are found.

Finding those of 200,000 characters takes up to 240 ms, eight times as long as loading them.
"""


@dataclass(frozen=True, slots=True)
class LoadedArticle:
    """An article, or a topic's page, as it was loaded.

    Attributes:
        id: its id.
        version: the number of the load, as the presenter counts them.
        document: the article, ready to be shown.
        backlinks: the articles that link to it; a topic's page has none.
        failure: why the backlinks could not be found, or None.
    """

    id: str
    version: int
    document: ArticleDocument
    backlinks: Sequence[Backlink] = ()
    failure: Exception | None = None


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """The answer to an ``ArticleRequest``.

    Attributes:
        loaded: the article; the same object as before if it was not loaded again.
        matches: in UTF-16 units of its whole text; None if they have not been looked for yet.
        found_by: what it was found by where it has no match, or None.
        failure: why they could not be found, a bug, or None.
    """

    loaded: LoadedArticle
    matches: Sequence[Match] | None
    found_by: FoundBy | None = None
    failure: Exception | None = None


class ArticleLoader:
    """Loads what the article panel shows; keeps the last article.

    Used on the worker's thread only.
    """

    def __init__(self) -> None:
        self._last: LoadedArticle | None = None

    def load(
        self, knowledge_base: KnowledgeBase, request: ArticleRequest, version: int
    ) -> ArticleAnswer:
        """Load an article with its matches and backlinks.

        The matches of a long article come with the next call, so that it is shown without delay.

        Args:
            knowledge_base: where it is loaded from.
            request: what is to be shown.
            version: the article is loaded again only if its version differs from the last one.
        """
        last = self._last
        is_loaded = last is not None and (last.id, last.version) == (request.id, version)
        if last is None or not is_loaded:
            last = self._last = _load(knowledge_base, request, version)
        if not request.query.strip():
            return ArticleAnswer(last, ())
        if not is_loaded and sum(map(len, last.document.section_texts)) > LONG_TEXT:
            return ArticleAnswer(last, None)
        try:
            matches = find_matches(knowledge_base, request.query, last.document)
            by = None if matches else _found_by(knowledge_base, request)
            return ArticleAnswer(last, matches, by)
        except Exception as error:  # noqa: BLE001  the article is shown, then it is raised
            return ArticleAnswer(last, None, failure=error)


def load_article(knowledge_base: KnowledgeBase, article_id: str) -> ArticleDocument:
    """Render an article and prepare it for Qt."""
    return _build(knowledge_base, knowledge_base.article(article_id), article_id)


def find_matches(
    knowledge_base: KnowledgeBase, query: str, document: ArticleDocument
) -> list[Match]:
    """The first ``MAX_MATCHES`` matches of a query in a document, in UTF-16 units of its text."""
    matches = knowledge_base.matches(
        query,
        document.section_texts,
        document.notes,
        header_lines=document.head_lines,
        source=document.source,
        limit=MAX_MATCHES,
    )
    return document.to_utf16(matches)[:MAX_MATCHES]


def _found_by(knowledge_base: KnowledgeBase, request: ArticleRequest) -> FoundBy | None:
    finding = knowledge_base.find_in_names(request.query, request.id)
    return finding.by if finding else None


def _load(knowledge_base: KnowledgeBase, request: ArticleRequest, version: int) -> LoadedArticle:
    if request.topic is not None:
        page = knowledge_base.topic_page(request.topic, request.article_count)
        return LoadedArticle(request.id, version, _build(knowledge_base, page, request.id))
    document = load_article(knowledge_base, request.id)
    try:
        backlinks = knowledge_base.backlinks(request.id)
    except Exception as error:  # noqa: BLE001  the article is shown all the same, then it is raised
        return LoadedArticle(request.id, version, document, failure=error)
    return LoadedArticle(request.id, version, document, backlinks)


def _build(
    knowledge_base: KnowledgeBase, rendered: RenderedArticle, article_id: str
) -> ArticleDocument:
    # What shows articles is loaded with the first one, on the worker's thread.
    from kbviewer.ui.article.article_document import ArticleDocument  # noqa: PLC0415  as above

    return ArticleDocument.build(rendered, partial(knowledge_base.picture, article_id))
