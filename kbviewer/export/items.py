"""What is exported: articles of a list, each with the snippet it was found by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kbviewer.errors import ArticleError
from kbviewer.library.article import Article

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import Hit


@dataclass(frozen=True, slots=True)
class Item:
    """An article to export.

    Attributes:
        article: the article with its header.
        snippet: an excerpt of its text, or "" where there is none to be quoted.
    """

    article: Article
    snippet: str = ""


def items_of(
    hits: Iterable[Hit], read: Callable[[str], Article]
) -> tuple[list[Item], list[ArticleError]]:
    """The articles of hits with their snippets, and why others cannot be read.

    Args:
        hits: of a page of results.
        read: reads an article by its id.
    """
    items: list[Item] = []
    errors: list[ArticleError] = []
    for hit in hits:
        try:
            article = read(hit.id)
        except ArticleError as error:
            errors.append(error)
        else:
            items.append(Item(article, "" if hit.is_found_by_name else hit.snippet.text))
    return items, errors
