"""Renders the articles of one library, with its pictures and its links."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from kbviewer.library.article import Article, Topic
from kbviewer.library.links import Link
from kbviewer.render.attachments import Attachments
from kbviewer.render.link_policy import internal_links, mark_missing_links, refused_hrefs
from kbviewer.render.render_process import RenderProcess
from kbviewer.render.renderer import RenderedArticle, render_article, render_topic

FindMissing = Callable[[Mapping[str, Link]], Collection[str]]
"""Finds those of some links that lead nowhere, by the address they are written with."""


class ArticleRenderer:
    """Renders articles and topic pages; slow texts are rendered in a process of their own."""

    def __init__(self, root: Path) -> None:
        """Start nothing yet.

        Args:
            root: the library's folder, resolved.
        """
        self._process = RenderProcess()
        self._attachments = Attachments(root)

    def article(
        self, article: Article, topics: Mapping[str, Topic], find_missing: FindMissing
    ) -> RenderedArticle:
        """Render an article.

        Args:
            article: the article.
            topics: its topics, by their paths.
            find_missing: finds the links to be shown as leading nowhere.
        """
        rendered = render_article(article, topics, self._process.render)
        return _mark_missing(rendered, article.id, find_missing)

    def topic_page(
        self, topic: Topic, article_count: int, find_missing: FindMissing
    ) -> RenderedArticle:
        """Render a topic's page with the number of its articles."""
        rendered = render_topic(topic, article_count, self._process.render)
        return _mark_missing(rendered, topic.page_id, find_missing)

    def picture(self, article_id: str, address: str) -> bytes | None:
        """The bytes of a picture named in an article, None where there is none to be read."""
        return self._attachments.read(article_id, address)

    def picture_path(self, article_id: str, address: str) -> str | None:
        """The path of that picture in the library, None where there is none."""
        return self._attachments.path(article_id, address)

    def invalidate(self) -> None:
        """Forget which files there are: the folder may have changed."""
        self._attachments.invalidate()

    def close(self) -> None:
        """End the process."""
        self._process.close()


def _mark_missing(
    rendered: RenderedArticle, article_id: str, find_missing: FindMissing
) -> RenderedArticle:
    missing = [*find_missing(internal_links(rendered.html, article_id))]
    missing += refused_hrefs(rendered.html, article_id)
    return replace(rendered, html=mark_missing_links(rendered.html, missing))
