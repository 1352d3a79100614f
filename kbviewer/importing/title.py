"""Where the title above a byline begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kbviewer.importing.boilerplate import TRUNCATED, URL_LINE, is_button_or_counter, is_footer
from kbviewer.importing.excerpt import display_width
from kbviewer.importing.relative_dates import parse_page_date

_SENTENCE_END = re.compile(r"[。！？!?…\]】]$|\.[\"”’'）)\]]*$|[。！？!?][\"”’'』」）)]+$")
_NOT_TITLE_END = re.compile(r"[。，、；：;,:]$|[^.]\.$")
_ENDS_INSIDE = re.compile(r"[。！？!?；;]|\.\s|[，、：,:]$")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("「", "」"), ("【", "】"), ("(", ")"))
_MAX_TITLE_WIDTH = 200
_WIDEST_APART = 1_000
"""Columns of a title that stands by itself between the end of a text and its byline."""
_MAX_TITLE_LINES = 8
_MIN_WRAPPED_WIDTH = 24  # columns: a line that was broken for being full is wider


def has_title_above(lines: Sequence[str], byline: int, before: int) -> bool:
    """Whether the lines above a byline are a title for sure, and not the middle of a text."""
    title = find_title_above(lines, byline, before)
    above = min(title, default=0) - 1
    is_apart = above < 0 or above == before or may_precede_title(lines[above])
    last = lines[title[-1]] if title else ""
    return bool(title) and is_apart and (_may_be_title(last) or _may_be_long_title(last))


def find_title_above(lines: Sequence[str], byline: int, before: int) -> list[int]:
    """The lines of the title above a byline, none where there is no title.

    Args:
        lines: the page.
        byline: the index of the byline.
        before: that of the byline before it, or -1.
    """
    last = byline - 1
    while last > before and may_be_between(lines[last]):
        last -= 1
    if last <= before:
        return []
    stands_apart = last == byline - 1 and (last == 0 or not lines[last - 1].strip())
    if not _may_be_title(lines[last], may_end=stands_apart):
        is_below_text = last == 0 or last - 1 == before or may_precede_title(lines[last - 1])
        return [last] if is_below_text and _may_be_long_title(lines[last]) else []
    first = last
    while first - 1 > before and _is_wrapped_title(lines[first - 1], lines[first]):
        first -= 1
        if last - first > _MAX_TITLE_LINES:
            break
    if first - 1 == before >= 0:
        first = min(first + 1, last)  # of all lines since the last byline the first is its text
    elif first > 0 and not may_precede_title(lines[first - 1]):
        first = last
    return list(range(first if last - first < _MAX_TITLE_LINES else last, last + 1))


def may_be_between(line: str) -> bool:
    """Whether ``line`` may stand between a title and its byline."""
    line = line.strip()
    return not line or URL_LINE.fullmatch(line) is not None or is_button_or_counter(line)


def _may_be_title(line: str, *, may_end: bool = False) -> bool:
    """Whether ``line`` can be a title, as a whole sentence only where it ``may_end``."""
    line = line.strip()
    is_ended = _NOT_TITLE_END.search(line) is not None and not may_end
    return (
        display_width(line) <= _MAX_TITLE_WIDTH
        and not is_ended
        and parse_page_date(line, None) is None
    )


def _may_be_long_title(line: str) -> bool:
    """Whether a line too long for a title is one all the same: no part of it ends a sentence."""
    line = line.strip()
    is_long = _MAX_TITLE_WIDTH < display_width(line) <= _WIDEST_APART
    return is_long and not may_precede_title(line) and _ENDS_INSIDE.search(line) is None


def may_precede_title(line: str) -> bool:
    """Whether a title may follow ``line``: it is blank, a text's end or the page's own."""
    line = line.strip()
    return (
        not line
        or any(pattern.search(line) for pattern in (_SENTENCE_END, TRUNCATED))
        or URL_LINE.fullmatch(line) is not None
        or is_button_or_counter(line)
        or is_footer(line)
    )


def _is_wrapped_title(upper: str, lower: str) -> bool:
    """Whether the title line ``upper`` goes on in ``lower``: it is full, or a pair is open."""
    upper, lower = upper.strip(), lower.strip()
    if may_precede_title(upper) or not _may_be_title(upper):
        return False
    if any(upper.count(a) > upper.count(b) and b in lower for a, b in _PAIRS):
        return True
    return display_width(upper) >= max(display_width(lower), _MIN_WRAPPED_WIDTH)
