"""A printed reference as spans of text, and what all styles do alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kbviewer.export.markup import html_text, markdown_text

_CLOSING = "”’」』》）)\"'"
_STOPS = (".", "?", "!", "。", "？", "！", "…")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_INITIAL = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a printed reference.

    Attributes:
        text: what is printed.
        is_italic: whether it is in italics.
    """

    text: str
    is_italic: bool = False


def as_plain(spans: Sequence[Span]) -> str:
    """A printed reference as plain text."""
    return "".join(span.text for span in spans)


def as_html(spans: Sequence[Span]) -> str:
    """A printed reference as HTML."""
    return "".join(
        f"<i>{html_text(span.text)}</i>" if span.is_italic else html_text(span.text)
        for span in spans
    )


def as_markdown(spans: Sequence[Span]) -> str:
    """A printed reference as Markdown."""
    return "".join(
        f"*{markdown_text(span.text)}*" if span.is_italic else markdown_text(span.text)
        for span in spans
    )


def stop_after(text: str) -> str:
    """The full stop that closes ``text``: none where it ends with one, or a question mark."""
    return "" if text.rstrip(_CLOSING).endswith(_STOPS) else "."


def month_name(month: int) -> str:
    """The English name of a month, counted from 1."""
    return _MONTHS[month - 1]


def initials(given: str, sign: str, between: str) -> str:
    """The first letters of given names: ``J. A.``, ``J.-L.``; ``J A``, ``J-L`` without a sign."""
    parts = []
    for word in given.replace(".", ". ").split():
        letters = [found[0].upper() for part in word.split("-") if (found := _INITIAL.search(part))]
        parts.append("-".join(f"{letter}{sign}" for letter in letters))
    return between.join(filter(None, parts))
