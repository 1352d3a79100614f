"""An article as it is printed: its head, its text, and the addresses that its links lead to."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from kbviewer.i18n import tr
from kbviewer.render.link_policy import ExternalLink, classify_link
from kbviewer.render.pagination import TAG, paginate
from kbviewer.render.picture_files import replace_sources
from kbviewer.ui.article.boxes import Box, number_boxes
from kbviewer.ui.article.picture_loader import PictureLoader
from kbviewer.ui.article.wide_tables import stack_wide_tables

if TYPE_CHECKING:
    from kbviewer.library.article import Article
    from kbviewer.service import KnowledgeBase

_MAX_COLUMNS = 14
"""Columns of a table; paper does not scroll: of more each has hardly three Chinese characters."""
_HREF = re.compile(r'\shref="([^"]*)"')
_BACK_TO_TEXT = re.compile(r'<a [^>]*href="#fnref[^"]*"[^>]*>[^<]*</a>')
_SCHEME = re.compile(r"^(?:https?://|mailto:)")


@dataclass(frozen=True, slots=True)
class PrintedArticle:
    """An article, ready to be laid out on paper.

    Attributes:
        id: its id.
        title: its title.
        facts: source, author and date, in one line.
        sections: its HTML, in pieces that are laid out one after another.
        boxes: its quotes, callouts and code; ``number_boxes`` says how the HTML names them.
        pictures: by the addresses that the HTML names.
    """

    id: str
    title: str
    facts: str
    sections: tuple[str, ...]
    boxes: tuple[Box, ...] = ()
    pictures: Mapping[str, QImage] = field(default_factory=dict)


def load_printed_article(knowledge_base: KnowledgeBase, article_id: str) -> PrintedArticle:
    """Read an article and render it for paper; called on the worker's thread.

    Raises:
        ArticleError: the file is gone or cannot be read.
        LibraryError: the whole folder is gone.
    """
    body = knowledge_base.article(article_id).body
    loader = PictureLoader(partial(knowledge_base.picture, article_id))
    body = replace_sources(body, loader.load)
    return build_printed_article(knowledge_base.source(article_id), body, loader.images)


def build_printed_article(
    article: Article, body: str, pictures: Mapping[str, QImage]
) -> PrintedArticle:
    """An article for paper.

    Args:
        article: the article.
        body: the safe HTML of its text.
        pictures: by the addresses in ``body``.
    """
    body, addresses = number_links(_BACK_TO_TEXT.sub("", body), article.id)
    facts = " · ".join(filter(None, (article.source, article.author, article.published)))
    page = "".join((_head(article, facts), body, _list_of_links(addresses)))
    page, boxes = number_boxes(stack_wide_tables(page, _MAX_COLUMNS))
    return PrintedArticle(article.id, article.title, facts, paginate(page), boxes, pictures)


def number_links(page: str, article_id: str) -> tuple[str, list[str]]:
    """Number the links whose address is not their text; those within the library become text.

    Args:
        page: safe HTML whose elements are all closed.
        article_id: the article's id.

    Returns:
        The page, and the addresses: the number of each is its index plus one.
    """
    numbers: dict[str, int] = {}
    pieces: list[str] = []
    url, text, is_kept, position = "", "", False, 0
    for tag in TAG.finditer(page):
        between = page[position : tag.start()]
        pieces.append(between)
        text += between
        position = tag.end()
        end, name, attributes = tag.groups()
        if name != "a":
            pieces.append(tag[0])
        elif not end:
            url, text = _external_url(attributes, article_id), ""
            is_kept = bool(url) or _HREF.search(attributes) is None
            if is_kept:
                pieces.append(tag[0])
        else:
            if is_kept:
                pieces.append("</a>")
            if url and not _says(text, url):
                pieces.append(f"<sup>[{numbers.setdefault(url, len(numbers) + 1)}]</sup>")
            url, is_kept = "", False
    pieces.append(page[position:])
    return "".join(pieces), list(numbers)


def _external_url(attributes: str, article_id: str) -> str:
    """The address of a link that leads out of the library, "" for any other."""
    href = _HREF.search(attributes)
    target = classify_link(html.unescape(href[1]), article_id) if href else None
    return target.url if isinstance(target, ExternalLink) else ""


def _says(text: str, url: str) -> bool:
    """Whether a link's text is its address, with or without the scheme."""
    said, address = (
        _SCHEME.sub("", one.strip()).rstrip("/").casefold() for one in (html.unescape(text), url)
    )
    return said == address


def _head(article: Article, facts: str) -> str:
    """Title, source, author, date and address of an article."""
    lines = [f"<h1>{html.escape(article.title)}</h1>"]
    if facts:
        lines.append(f'<p class="facts">{html.escape(facts)}</p>')
    if article.url:
        written = html.escape(article.url)
        target = classify_link(article.url, article.id)
        if isinstance(target, ExternalLink):
            written = f'<a href="{html.escape(target.url)}">{written}</a>'
        lines.append(f'<p class="facts">{written}</p>')
    return "\n".join((*lines, "<hr>"))


def _list_of_links(addresses: list[str]) -> str:
    """The addresses of the numbered links, each with its number."""
    if not addresses:
        return ""
    items = (
        f'<p class="facts">[{number}] <a href="{html.escape(url)}">{html.escape(url)}</a></p>'
        for number, url in enumerate(addresses, start=1)
    )
    title = html.escape(tr("Links"))
    return f"<hr><h4>{title}</h4>{''.join(items)}"
