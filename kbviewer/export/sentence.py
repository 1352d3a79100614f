"""The sentence around a place in a text, by the rules of Chinese and of English.

A sentence ends with 。！？ or . ! ? and with the quotation marks and brackets that close behind
them; a line's end always ends it. A stop is no end in a number (46.15), in an abbreviation (Dr.,
e.g., U.S.), before a small letter, or inside quotation marks or brackets that close later in the
line. Behind a closing mark with a stop in it the sentence ends, unless it began with the opening
mark and goes on: “好。”他说。
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_MAX_SIDE = 2_000
"""Characters before and behind a place that are looked at; what has no end within is cut."""
_PAIRS = {"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】", "‘": "’"}
_CLOSING = frozenset("”’」』》）)】]\"'")
_CHINESE_ENDS = frozenset("。！？")
_ENGLISH_ENDS = frozenset(".!?")
_NEVER_LAST = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "st", "gen", "sen", "rep", "gov", "capt", "col", "lt", "sgt",
     "rev", "hon", "pres", "messrs", "mt", "ft", "vs", "v", "cf", "ca", "approx", "eg", "ie", "viz",
     "al", "no", "nos", "vol", "vols", "fig", "figs", "pp", "p", "eq", "ch", "sec", "art", "ed",
     "eds", "trans", "est", "dept", "univ", "assn", "bros", "ave", "blvd", "rd", "tel", "ext",
     "incl", "resp", "misc", "nr")
)  # fmt: skip
"""Abbreviations that stand before a word."""
_PERHAPS_LAST = frozenset(
    ("inc", "ltd", "co", "corp", "llc", "plc", "jr", "sr", "esq", "bn", "mn", "pct", "jan", "feb",
     "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues",
     "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "ph.d", "ph", "a.m", "p.m", "am", "pm")
)  # fmt: skip
"""Abbreviations that may end a sentence: they do where a new one plainly begins."""
_BEGINNERS = frozenset(
    ("a", "an", "after", "all", "although", "among", "and", "as", "at", "before", "both", "but",
     "by", "during", "each", "for", "from", "he", "her", "here", "his", "how", "however", "i", "if",
     "in", "it", "its", "many", "meanwhile", "more", "most", "no", "now", "on", "one", "other",
     "our", "she", "since", "so", "some", "such", "that", "the", "their", "then", "there", "these",
     "they", "this", "those", "though", "to", "under", "we", "what", "when", "where", "while",
     "who", "with", "yet", "you")
)  # fmt: skip
"""Words that begin a sentence more often than a name does."""
_BEFORE_STOP = re.compile(r"(?:[^\W\d_]+\.)*[^\W\d_]+$")
_LAST_WORD = 40
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_ONLY_NUMBER = re.compile(r"[0-9]{1,3}|[IVXivx]+|[a-zA-Z]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of a line that is looked at, and where in it brackets and quotations are."""

    text: str
    closed_at: dict[int, int]  # each opening mark that is closed, with where


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Where the sentence around ``offset`` begins and ends, without spaces around it.

    Args:
        text: a text whose blocks are lines.
        offset: a place in it; at a space between two sentences the one before is meant.
    """
    line_start = text.rfind("\n", max(0, offset - _MAX_SIDE), offset) + 1
    start = max(line_start, offset - _MAX_SIDE, 0)
    end = text.find("\n", offset, offset + _MAX_SIDE)
    end = min(len(text), offset + _MAX_SIDE) if end < 0 else end
    cut_start = start > 0 and text[start - 1] != "\n"
    cut_end = end < len(text) and text[end] != "\n"
    window = text[start:end]
    ends = [0, *_ends(window), len(window)]
    index = min(bisect_right(ends, offset - start), len(ends) - 1)
    first, last = ends[index - 1], ends[index]
    if cut_start and first == 0:
        first = _next_break(window, 0, offset - start)
    if cut_end and last == len(window):
        last = _last_break(window, offset - start, last)
    return _trimmed(text, start + first, start + last, offset)


def sentences_between(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentences that hold ``start`` up to ``end`` begin and end."""
    first = sentence_at(text, start)
    if end <= max(first[1], start + 1):
        return first
    return first[0], max(sentence_at(text, end - 1)[1], first[1])


def _trimmed(text: str, start: int, end: int, offset: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else (offset, offset)


def _ends(line: str) -> list[int]:
    """Behind which characters of a line a sentence ends, in order."""
    window = _Window(line, _closed_marks(line))
    ends: list[int] = []
    position = begin = 0
    while position < len(line):
        char = line[position]
        if position in window.closed_at:
            position = window.closed_at[position]
            behind = _behind_closing(line, position + 1)
            if not _ends_inside(line, position) or not _is_end_behind(line, begin, position):
                position += 1
                continue
        elif char in _CHINESE_ENDS:
            behind = _behind_ends(line, position, _CHINESE_ENDS | _ENGLISH_ENDS)
        elif char in _ENGLISH_ENDS and _is_english_end(line, begin, position):
            behind = _behind_ends(line, position, _ENGLISH_ENDS)
        else:
            position += 1
            continue
        while behind < len(line) and line[behind].isspace():
            behind += 1
        ends.append(behind)
        position = begin = behind
    return ends


def _closed_marks(line: str) -> dict[int, int]:
    """Where opening marks are closed; a mark without its other half is a sign like any other."""
    closed: dict[int, int] = {}
    waiting: dict[str, list[int]] = {closing: [] for closing in _PAIRS.values()}
    straight: int | None = None
    for position, char in enumerate(line):
        if char in _PAIRS:
            waiting[_PAIRS[char]].append(position)
        elif char == "’" and _is_apostrophe(line, position):
            continue
        elif waiting.get(char):
            closed[waiting[char].pop()] = position
        elif char == '"':
            if straight is None:
                straight = position
            else:
                closed[straight], straight = position, None
    return closed


def _is_apostrophe(line: str, position: int) -> bool:
    around = line[position - 1 : position] + line[position + 1 : position + 2]
    return len(around) == 2 and all(map(_LATIN.match, around))


def _ends_inside(line: str, closing: int) -> bool:
    """Whether a sentence ends before a closing mark, or before several in a row."""
    while closing > 0 and line[closing - 1] in _CLOSING:
        closing -= 1
    return line[closing - 1] in _CHINESE_ENDS | _ENGLISH_ENDS | {"…"}


def _is_end_behind(line: str, begin: int, closing: int) -> bool:
    """Whether the sentence is over behind a closing mark with a stop before it."""
    behind = _behind_closing(line, closing + 1)
    rest = line[behind : behind + 3]
    if not rest.strip():
        return True
    if rest[0].isspace():
        return not _goes_on(line, behind)
    opening_first = line[begin] in _PAIRS or line[begin] == '"'
    return not opening_first and rest[0] not in "，,；;、。.！？：:—"


def _behind_closing(line: str, position: int) -> int:
    while position < len(line) and line[position] in _CLOSING:
        position += 1
    return position


def _behind_ends(line: str, position: int, ends: frozenset[str]) -> int:
    """Behind the stops and closing marks that follow."""
    while position < len(line) and (line[position] in ends or line[position] == "…"):
        position += 1
    return _behind_closing(line, position)


def _goes_on(line: str, position: int) -> bool:
    """Whether the next letter of a line is a small one, or a sign that joins."""
    following = line[position : position + _LAST_WORD].lstrip()
    return bool(following) and (following[0].islower() or following[0] in ",;:—–-")


def _is_english_end(line: str, begin: int, position: int) -> bool:
    """Whether a half-width stop, question or exclamation mark ends a sentence."""
    last = position
    while last + 1 < len(line) and line[last + 1] in _ENGLISH_ENDS:
        last += 1
    behind = _behind_closing(line, last + 1)
    following = line[behind : behind + 1]
    if not following:
        return True
    if not following.isspace():
        is_chinese = following.isalpha() and not _LATIN.match(following)
        return is_chinese and not line[max(position - 1, 0)].isdigit()
    if _goes_on(line, behind):
        return False
    return line[position] != "." or last > position or not _is_abbreviated(line, begin, position)


def _is_abbreviated(line: str, begin: int, stop: int) -> bool:
    """Whether a stop belongs to an abbreviation or to the number of a list's item."""
    if _ONLY_NUMBER.fullmatch(line[begin:stop].strip()):
        return True
    found = _BEFORE_STOP.search(line[max(begin, stop - _LAST_WORD) : stop])
    if found is None:
        return False
    word = found[0].lower()
    if word.replace(".", "") in _NEVER_LAST or (len(word) == 1 and word != "i"):
        return True
    if "." not in word and word not in _PERHAPS_LAST:
        return False
    following = _NEXT_WORD.match(line[stop + 1 : stop + 1 + _LAST_WORD].lstrip("\"'“‘( "))
    return following is not None and following[0].lower() not in _BEGINNERS


def _next_break(window: str, start: int, offset: int) -> int:
    """Behind the first space or Chinese comma from ``start`` on, at most at ``offset``."""
    for position in range(start, offset):
        if window[position].isspace() or window[position] in "，；、：":
            return position + 1
    return start


def _last_break(window: str, offset: int, end: int) -> int:
    """At the last space, or behind the last Chinese comma, before ``end``."""
    for position in range(end - 1, offset, -1):
        if window[position].isspace():
            return position
        if window[position] in "，；、：":
            return position + 1
    return end
