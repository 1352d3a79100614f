"""What a saved page holds, before it becomes an article of the library."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One article as a page shows it.

    Attributes:
        title: one line, or "" where the page gives none.
        source: who published it, as written, or "".
        published: in the form that sorts; as written where that cannot be told; or "".
        url: where it stands, or "".
        text: Markdown.
        warnings: what the person should look at.
    """

    title: str
    source: str
    published: str
    url: str
    text: str
    warnings: tuple[str, ...] = ()


def single_line(text: str) -> str:
    """``text`` in one line, without controls and signs that turn the direction of writing."""
    kept = (" " if _is_control(char) else char for char in text)
    return " ".join("".join(kept).split())


def display_width(text: str) -> int:
    """The columns that ``text`` takes: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _is_control(char: str) -> bool:
    code = ord(char)
    turns = code in (0x200E, 0x200F, 0x61C) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return turns or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
