"""Plain text as rich text, such as that of tool tips."""

from __future__ import annotations


def escaped(text: str) -> str:
    """A plain text as rich text."""
    import html  # noqa: PLC0415  takes 2 ms; the first paint has no such text

    return html.escape(text)
