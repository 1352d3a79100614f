"""The excerpt of a text around the matches of a query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kbviewer.index.match import Match
from kbviewer.text.fold import fold_with_map
from kbviewer.text.tokens import Kind, units

_LEFT_OVER = frozenset(" \n\t-|:;,.!?·/)]}》」』”、，。；：！？）】")
"""What an excerpt does not begin with: the end of what stands before it."""
_SENTENCE_END = re.compile(r"[。！？；\n]|[.!?](?=\s)")


@dataclass(frozen=True, slots=True)
class Snippet:
    """An excerpt of a text.

    Attributes:
        text: the excerpt, in one line, with … where the text goes on.
        matches: ``(start, end)`` of each match, in ``text``.
    """

    text: str
    matches: tuple[tuple[int, int], ...]


def excerpt(text: str, matches: Sequence[Match], width: int = 160) -> Snippet:
    """The excerpt of about ``width`` characters with the most different terms, then matches.

    Without matches it is the beginning of the text.
    """
    start, end = _window(text, matches, width)
    before = "…" if start > 0 else ""
    after = "…" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple(
        (match.start + shift, match.end + shift)
        for match in matches
        if start <= match.start and match.end <= end
    )
    return Snippet(before + _one_line(text[start:end]) + after, inside)


def _one_line(text: str) -> str:
    return "".join(" " if char.isspace() else char for char in text)


def _window(text: str, matches: Sequence[Match], width: int) -> tuple[int, int]:
    if len(text) <= width:
        return 0, len(text)
    if not matches:
        return 0, _word_end(text, width)
    best = max(_groups(matches, width), key=_density)
    first, last = best[0].start, max(best[-1].end, best[0].end)
    last = min(last, first + 2 * width)
    spare = max(0, width - (last - first))
    start = _sentence_start(text, max(0, first - spare // 3), first)
    end = min(len(text), max(last, start + width))
    if end == len(text):
        start = _sentence_start(text, min(start, max(0, end - width)), first)
    return start, _word_end(text, end) if end > last else end


def _density(group: Sequence[Match]) -> tuple[int, int]:
    """Different terms first, then matches."""
    return len({match.term for match in group}), len(group)


def _groups(matches: Sequence[Match], width: int) -> Iterator[Sequence[Match]]:
    """For each match the row of those that fit into one window from it on."""
    end = 0
    for begin, match in enumerate(matches):
        while end < len(matches) and matches[end].end - match.start <= width * 3 // 4:
            end += 1
        end = max(end, begin + 1)
        yield matches[begin:end]


def _sentence_start(text: str, earliest: int, latest: int) -> int:
    """The best place to begin between two offsets: a sentence's start, else a word's."""
    if earliest == 0:
        return 0
    ends = list(_SENTENCE_END.finditer(text, earliest, latest))
    start = ends[0].end() if ends else earliest
    while start < latest and (_is_inner(text, start) or text[start] in _LEFT_OVER):
        start += 1
    return start


def _word_end(text: str, end: int) -> int:
    """The last place at or before ``end`` where no word or character is cut in two."""
    cut = end
    while cut > max(0, end - 40) and cut < len(text) and _is_inner(text, cut):
        cut -= 1
    return cut if cut > max(0, end - 40) else end


def _is_inner(text: str, offset: int) -> bool:
    """Whether ``offset`` lies inside a word, or between a character and a mark on it."""
    folded = fold_with_map(text[offset - 1 : offset + 1])
    if folded.text and folded.ends[0] == 2:
        return True
    first = next(units(folded.text), None)
    if first is None or first.kind is not Kind.WORD:
        return False
    return (first.start, first.end) == (0, len(folded.text)) and len(folded.text) > 1
