"""How text is shown: on one line, its width in columns, counted nouns."""

from __future__ import annotations

import re
import unicodedata

CONTROLS = "\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""What is not shown, for a set in a pattern.

Control characters, separators of lines and paragraphs, characters that change the direction of
writing, and lone surrogates.
"""
_CONTROL = re.compile(f"[{CONTROLS}]")


def single_line(text: str) -> str:
    """``text`` on one line, without ``CONTROLS``."""
    return " ".join(_CONTROL.sub(" ", text).split())


def display_width(text: str) -> int:
    """The columns that ``text`` takes: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def pluralize(count: int, noun: str) -> str:
    """``1 hit``, ``2 hits``, ``1,234 articles``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
