"""Makes the snippet of a text: an excerpt around the matches of a query.

It is one fragment if all terms are close together, else up to three, each around other terms. A
fragment begins and ends at a sentence if one is near, else at a word, and never inside what a
reader sees as one character.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter

from kbviewer.index.search.matcher import Match
from kbviewer.text.lazy_regex import lazy_compile

MAX_FRAGMENTS = 3
_SEPARATOR = " … "
_MAX_SHIFT = 40
"""Characters that a cut may move so that no word is cut; a longer word, as an address, is."""
_MAX_CLUSTERS = 12
"""Clusters that fragments are chosen from; up to five terms never give more."""

_NOT_AT_START = frozenset(" \n\t-|:;,.!?·/)]}》」』”、，。；：！？）】")
"""Punctuation that a snippet must not begin with: it ends what is before it."""
_SENTENCE_END = re.compile(r"(?:[。！？；]|[.!?](?=[\s”’\"')]))[”’\"'）)」』]*|\n")
_SPACE = re.compile(r"\s")
_BY_START = attrgetter("start")

# Letters and digits of scripts that put spaces between words, and invisible joiners.
_LETTER = (
    r"[0-9A-Za-z_\u00aa\u00ad\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0dff\u10a0-\u10ff"
    r"\u1200-\u139f\u1e00-\u1fff\u200c\u200d\u2060\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    r"\U0001d400-\U0001d7ff]"
)
_WITHIN_WORD = lazy_compile(
    rf"(?<={_LETTER})(?={_LETTER}|[.'’]{_LETTER}|[+#])|(?<={_LETTER}[.'’])(?={_LETTER})"
    r"|(?<=[+#])(?=[+#])|(?<=[$¥€£￥])(?=[0-9])"
    # 4,000 46.15% 165亿 2025-08-22 20:41
    r"|(?<=[0-9])(?=[%‰\u3007\u4e00-\u9fff]|[,:/-][0-9])|(?<=[0-9][,:/-])(?=[0-9])"
)
_JAMO = r"\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"
_WITHIN_CHARACTER = lazy_compile(
    # what belongs to the character before it, besides the marks of Unicode's category M
    r"(?=[\u200c\u200d\u0e33\u0eb3\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f])"
    r"|(?<=\u200d)(?=\S)"
    rf"|(?<=[{_JAMO}])(?=[{_JAMO}\uac00-\ud7a3])|(?<=[\uac00-\ud7a3])(?=[{_JAMO}])"
    r"|(?<=[\ud800-\udbff])(?=[\udc00-\udfff])|(?<=\r)(?=\n)"
)
_FLAG = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""Regional indicators; two of them are a flag."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """An excerpt of a text.

    Attributes:
        text: the excerpt, in one line, with … where the text continues.
        matches: the matches in ``text``, in order.
    """

    text: str
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Matches that are close together: how many, and their span."""

    count: int
    start: int
    end: int


def fits_one_fragment(matches: Sequence[Match], terms: int, width: int = 160) -> bool:
    """Whether ``matches`` of so many ``terms``, one of each, are as close as in one fragment."""
    return any(found.bit_count() == terms for found in _clusters(matches, _room(width, 1)))


def make_snippet(text: str, matches: Sequence[Match], width: int = 160) -> Snippet:
    """The excerpt of about ``width`` characters with the most different terms, then matches.

    Without matches it is the start of the text.

    Args:
        text: the text.
        matches: in it, in order, none overlapping another.
        width: characters of all fragments together; a longer match is cut.
    """
    fragments = _fragments(text, matches, width)
    pieces: list[str] = []
    inside: list[Match] = []
    length = 0
    for start, end in fragments:
        before = _SEPARATOR if pieces else "…" if start else ""
        shift = length + len(before) - start
        inside.extend(
            Match(match.start + shift, min(match.end, end) + shift, match.term_index)
            for match in matches
            if start <= match.start < end
        )
        pieces += (before, _SPACE.sub(" ", text[start:end]))
        length = end + shift
    after = "…" if fragments[-1][1] < len(text) else ""
    return Snippet("".join(pieces) + after, tuple(inside))


def _fragments(text: str, matches: Sequence[Match], width: int) -> list[tuple[int, int]]:
    """The spans of the fragments, in order, none touching another."""
    if len(text) <= width:
        return [(0, len(text))]
    if not matches:
        return [(0, _nearest_boundary(text, width, -1))]
    chosen = _choose_clusters(matches, width)
    share = width // len(chosen)
    merged: list[tuple[int, int]] = []
    for cluster in sorted(chosen, key=lambda cluster: cluster.start):
        start, end = _fragment_bounds(text, cluster, matches, share, width)
        if merged and start <= merged[-1][1] + len(_SEPARATOR):
            start, end = merged[-1][0], max(end, merged[-1][1])
            merged.pop()
        merged.append((start, end))
    return merged


# --- which matches are shown


def _choose_clusters(matches: Sequence[Match], width: int) -> Sequence[_Cluster]:
    """The fewest clusters with the most different terms, at most one for each fragment."""
    all_terms = len({match.term_index for match in matches})
    best: tuple[_Cluster, ...] = ()
    best_terms = 0
    for count in range(1, MAX_FRAGMENTS + 1):
        terms, clusters = _best_combination(_clusters(matches, _room(width, count)), count)
        if terms > best_terms:
            best_terms, best = terms, clusters
        if best_terms == all_terms:
            break
    return best


def _room(width: int, count: int) -> int:
    """Characters between the first and the last match of one of ``count`` fragments."""
    return width * 3 // 4 // count


def _clusters(matches: Sequence[Match], room: int) -> dict[int, _Cluster]:
    """For each set of terms, as bits, that are within ``room`` characters: its fullest cluster."""
    clusters: dict[int, _Cluster] = {}
    counts: dict[int, int] = {}
    terms = begin = 0
    for index, match in enumerate(matches):
        counts[match.term_index] = counts.get(match.term_index, 0) + 1
        terms |= 1 << match.term_index
        while begin < index and match.end - matches[begin].start > room:
            term = matches[begin].term_index
            counts[term] -= 1
            if not counts[term]:
                terms ^= 1 << term
            begin += 1
        count = index - begin + 1
        if terms not in clusters or clusters[terms].count < count:
            clusters[terms] = _Cluster(count, matches[begin].start, match.end)
    return clusters


def _best_combination(clusters: dict[int, _Cluster], size: int) -> tuple[int, tuple[_Cluster, ...]]:
    """The most different terms that ``size`` of the clusters have together, and these clusters."""
    largest: list[int] = []
    for terms in sorted(clusters, key=lambda terms: (-terms.bit_count(), -clusters[terms].count)):
        if all(terms | other != other for other in largest):  # else one of them has all of these
            largest.append(terms)
            if len(largest) == _MAX_CLUSTERS:
                break
    best = (0, 0)
    chosen: tuple[int, ...] = ()
    for combination in combinations(largest, min(size, len(largest))):
        union = 0
        for terms in combination:
            union |= terms
        value = union.bit_count(), sum(clusters[terms].count for terms in combination)
        if value > best:
            best, chosen = value, combination
    return best[0], tuple(clusters[terms] for terms in chosen)


# --- where the text is cut


def _fragment_bounds(
    text: str, cluster: _Cluster, matches: Sequence[Match], share: int, width: int
) -> tuple[int, int]:
    """The span of the fragment of about ``share`` characters around a cluster."""
    first = _nearest_cut(text, matches, cluster.start, -1)
    if cluster.end - cluster.start > width:  # a match that is too long
        last = _nearest_boundary(text, cluster.start + width, -1)
        return _fragment_start(text, matches, max(0, first - share // 3), first), last
    last = _nearest_cut(text, matches, cluster.end, 1)
    spare = max(0, share - (last - first))
    start = max(0, min(first - spare // 3, len(text) - share))
    start = _fragment_start(text, matches, start, first)
    return start, _fragment_end(text, matches, last, min(len(text), max(last, start + share)))


def _fragment_start(text: str, matches: Sequence[Match], earliest: int, latest: int) -> int:
    """The best start between two offsets: a sentence's, else a word's."""
    if earliest == 0:
        return 0
    sentence = _SENTENCE_END.search(text, earliest, latest)
    start = _nearest_cut(text, matches, sentence.end() if sentence else earliest, 1)
    while start < latest and text[start] in _NOT_AT_START:
        start = _nearest_cut(text, matches, start + 1, 1)
    return min(start, latest)


def _fragment_end(text: str, matches: Sequence[Match], earliest: int, latest: int) -> int:
    """The best end between two offsets: a sentence's near the second one, else a word's."""
    if latest == len(text):
        return latest
    end = latest
    for sentence in _SENTENCE_END.finditer(text, latest - (latest - earliest) // 3, latest):
        end = sentence.end()
    end = max(earliest, _nearest_cut(text, matches, end, -1))
    return earliest + len(text[earliest:end].rstrip())


def _nearest_cut(text: str, matches: Sequence[Match], offset: int, step: int) -> int:
    """The nearest offset back (-1) or forward (1) where no word and no match is cut."""
    cut = _nearest_boundary(text, offset, step)
    while match := _match_across(matches, cut):
        cut = _nearest_boundary(text, match.start if step < 0 else match.end, step)
    return cut


def _match_across(matches: Sequence[Match], offset: int) -> Match | None:
    """The match that a cut at ``offset`` would split."""
    index = bisect_left(matches, offset, key=_BY_START) - 1
    return matches[index] if index >= 0 and matches[index].end > offset else None


def _nearest_boundary(text: str, offset: int, step: int) -> int:
    """The nearest offset back or forward that is not in a word, or at least not in a character."""
    for is_within in (_is_within_word, _is_within_character):
        boundary = offset
        for _ in range(_MAX_SHIFT):
            if not 0 < boundary < len(text) or not is_within(text, boundary):
                return boundary
            boundary += step
    return offset


def _is_within_word(text: str, offset: int) -> bool:
    return bool(_WITHIN_WORD.match(text, offset)) or _is_within_character(text, offset)


def _is_within_character(text: str, offset: int) -> bool:
    if text[offset] < "\u0300" and text[offset] != "\n":
        return False
    if _WITHIN_CHARACTER.match(text, offset) or unicodedata.category(text[offset])[0] == "M":
        return True
    if text[offset] not in _FLAG or text[offset - 1] not in _FLAG:
        return False
    before = text[:offset]
    return (len(before) - len(before.rstrip(_FLAG))) % 2 == 1
