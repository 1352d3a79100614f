"""A Markdown list of items, each with its snippet as a quotation below it.

The quotation is indented by four spaces, which both CommonMark and Python-Markdown take for a part
of the list's item.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kbviewer.export.items import Item
from kbviewer.export.markup import markdown_link, markdown_text
from kbviewer.export.reference import reference_of
from kbviewer.text.display import single_line


def markdown_list(items: Iterable[Item], today: date) -> str:
    """Items as a Markdown list."""
    return "\n".join(_item_as_markdown(item, today) for item in items)


def _item_as_markdown(item: Item, today: date) -> str:
    reference = reference_of(item.article, today)
    authors = ", ".join(name.inverted for name in reference.authors)
    facts = filter(None, (authors, reference.source, reference.date))
    parts = [
        f"**{markdown_link(reference.title, reference.url)}**", *map(markdown_text, facts)
    ]  # fmt: skip
    lines = [f"- {' · '.join(parts)}\n"]
    if item.snippet:
        lines.append(f"\n    > {markdown_text(single_line(item.snippet))}\n")
    return "".join(lines)
