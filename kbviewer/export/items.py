"""What is exported: articles of a list, each with the snippet it was found by."""

from __future__ import annotations

from dataclasses import dataclass

from kbviewer.library.article import Article


@dataclass(frozen=True, slots=True)
class Item:
    """An article to export.

    Attributes:
        article: the article with its header.
        snippet: an excerpt of its text, or "" where there is none to be quoted.
    """

    article: Article
    snippet: str = ""
