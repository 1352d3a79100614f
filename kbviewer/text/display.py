"""How text is shown: on one line, its width in columns, in lines of a width."""

from __future__ import annotations

import re
import unicodedata

from kbviewer.text.lazy_regex import lazy_compile

CONTROLS = "\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""What is not shown, for a set in a pattern.

Control characters, separators of lines and paragraphs, characters that change the direction of
writing, and lone surrogates.
"""
_CONTROL = re.compile(f"[{CONTROLS}]")
_WIDE = "\u2e80-\u9fff\uff00-\uff60"
_OPENING, _CLOSING = "“‘（《〈【「『", "”’）》〉】」』，。、：；！？…—"
# A Chinese character or a word, with the punctuation and the space that stay with it.
_UNBREAKABLE = lazy_compile(
    f"[{_OPENING}]*(?:[^{_WIDE}{_OPENING}{_CLOSING} ]+|[{_WIDE}]|(?=[{_CLOSING} ]|$))"
    f"[{_CLOSING}]* *"
)


def single_line(text: str) -> str:
    """``text`` on one line, without ``CONTROLS``."""
    return " ".join(_CONTROL.sub(" ", text).split())


def display_width(text: str) -> int:
    """The columns that ``text`` takes: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, width: int) -> str:
    """``text`` with spaces behind it up to ``width`` columns."""
    return text + " " * (width - display_width(text))


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken as Chinese and English are.

    A line ends at a space or beside a Chinese character, but no line begins with closing
    punctuation, and none ends with what opens a quotation or bracket. A longer word stays whole.
    """
    lines = [""]
    for piece in _UNBREAKABLE.findall(" ".join(text.split())):
        if lines[-1] and display_width(f"{lines[-1]}{piece}".rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece
    return [*lines[:-1], lines[-1].rstrip()]
