"""How text is shown on one line: control characters, width in columns, counted nouns."""

from __future__ import annotations

import unicodedata


def single_line(text: str) -> str:
    """``text`` on one line, without control characters and those that change the direction."""
    kept = (" " if _is_control(char) else char for char in text)
    return " ".join("".join(kept).split())


def display_width(text: str) -> int:
    """The columns that ``text`` takes: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def pluralize(count: int, noun: str) -> str:
    """``1 hit``, ``2 hits``, ``1,234 articles``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _is_control(char: str) -> bool:
    code = ord(char)
    turns = code in (0x200E, 0x200F, 0x61C) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
    return turns or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
