"""JSON lines: an object for each item, with the names of ``kbviewer search --json``."""

from __future__ import annotations

import json
from collections.abc import Iterable

from kbviewer.export.items import Item


def json_lines(items: Iterable[Item]) -> str:
    """Items as JSON objects, one a line."""
    return "".join(f"{json.dumps(_as_dict(item), ensure_ascii=False)}\n" for item in items)


def _as_dict(item: Item) -> dict[str, str | list[str]]:
    article = item.article
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": article.published,
        "lang": article.lang,
        "topics": list(article.topics),
        "tags": list(article.tags),
        "url": article.url,
        "snippet": item.snippet,
    }
