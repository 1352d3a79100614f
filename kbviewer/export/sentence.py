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

_MAX_SIDE = 2_000
"""Characters before and behind a place that are looked at; what has no end within is cut."""
_PAIRS = {"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】", "‘": "’"}
_CLOSING = frozenset("”’」』》）)】]\"'")
_CHINESE_ENDS = frozenset("。！？")
_ENGLISH_ENDS = frozenset(".!?")
_ENDS = _CHINESE_ENDS | _ENGLISH_ENDS | {"…"}
_JOINING = frozenset("，,；;、：:—–-·")
_INTRODUCING = frozenset("：:，,—")
"""Signs before the opening mark of a quotation that a sentence ends with."""
_ABBREVIATIONS = frozenset(
    ("al", "approx", "assn", "ca", "cf", "dept", "ed", "eds", "eg", "est", "ie", "incl", "misc",
     "resp", "trans", "univ", "v", "viz", "vs")
)  # fmt: skip
"""Those that stand before another word."""
_TITLES = frozenset(
    ("ave", "blvd", "bros", "capt", "col", "dr", "ft", "gen", "gov", "hon", "lt", "messrs", "mr",
     "mrs", "ms", "mt", "pres", "prof", "rd", "rep", "rev", "sen", "sgt", "st")
)  # fmt: skip
"""Those that stand before a name, or in one; they begin with a capital."""
_BEFORE_NUMBER = frozenset(
    ("art", "ch", "eq", "ext", "fig", "figs", "no", "nos", "nr", "p", "pp", "sec", "tel", "vol",
     "vols")
)  # fmt: skip
"""Those that are words or letters like others where no number follows."""
_PERHAPS_LAST = frozenset(
    ("apr", "aug", "co", "corp", "dec", "esq", "feb", "fri", "inc", "jan", "jr", "jul", "jun",
     "llc", "ltd", "mar", "mon", "nov", "oct", "ph", "plc", "sat", "sep", "sept", "sr", "sun",
     "thu", "thur", "thurs", "tue", "tues", "wed")
)  # fmt: skip
"""Those that may end a sentence, and do where a new one plainly begins; they begin with a capital.

So do the dotted ones (``U.S.``, ``p.m.``) and initials, with a capital or without.
"""
_BEGINNERS = frozenset(
    ("a", "an", "after", "all", "although", "among", "and", "as", "at", "before", "both", "but",
     "by", "during", "each", "for", "from", "he", "her", "here", "his", "how", "however", "i", "if",
     "in", "it", "its", "many", "meanwhile", "more", "most", "no", "now", "on", "one", "other",
     "our", "she", "since", "so", "some", "such", "that", "the", "their", "then", "there", "these",
     "they", "this", "those", "though", "to", "under", "we", "what", "when", "where", "while",
     "who", "with", "yet", "you")
)  # fmt: skip
"""Words that begin a sentence more often than a name does."""
_LATIN_LETTER = "A-Za-zÀ-ɏ"
_BEFORE_STOP = re.compile(rf"(?:[{_LATIN_LETTER}]+\.)*[{_LATIN_LETTER}]+$")
_LONGEST_WORD = 40
_NEXT_WORD = re.compile(rf"[{_LATIN_LETTER}0-9]+\.?")
_ONLY_NUMBER = re.compile(r"[0-9]{1,3}|[IVXivx]+|[a-zA-Z]")
_LATIN = re.compile(f"[{_LATIN_LETTER}]")
_MAX_MARKS = 4
"""Closing marks in a row that are taken for those of one sentence."""


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
    closed_at = _closed_marks(line)
    ends: list[int] = []
    position = begin = 0
    while position < len(line):
        char = line[position]
        if position in closed_at:
            opening, position = position, closed_at[position]
            is_end = _is_end_behind(line, begin, opening, position)
            behind = _behind_closing(line, position + 1)
        elif char in _CHINESE_ENDS:
            is_end, behind = True, _behind_ends(line, position)
        elif char in _ENGLISH_ENDS:
            position = _last_of_row(line, position)
            is_end, behind = _is_english_end(line, begin, position), _behind_ends(line, position)
        else:
            is_end, behind = False, position
        if not is_end:
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


def _is_end_behind(line: str, begin: int, opening: int, closing: int) -> bool:
    """Whether the sentence is over behind a closing mark: with a stop inside, and none to come."""
    inside = closing
    while inside > max(opening, closing - _MAX_MARKS) and line[inside - 1] in _CLOSING:
        inside -= 1
    if line[inside - 1] not in _ENDS:
        return False
    behind = _behind_closing(line, closing + 1)
    following = line[behind : behind + 1]
    if not following or following in _PAIRS:
        return True
    if following.isspace():
        return not _goes_on(line, behind)
    if following in _JOINING or following in _ENDS:
        return False
    if opening == begin:
        return line[opening] in "（("
    return line[opening - 1] in _INTRODUCING


def _behind_closing(line: str, position: int) -> int:
    last = min(position + _MAX_MARKS, len(line))
    while position < last and line[position] in _CLOSING:
        position += 1
    return position


def _last_of_row(line: str, position: int) -> int:
    """The last of several stops in a row."""
    while position + 1 < len(line) and line[position + 1] in _ENDS:
        position += 1
    return position


def _behind_ends(line: str, position: int) -> int:
    """Behind the stops and closing marks that follow."""
    return _behind_closing(line, _last_of_row(line, position) + 1)


def _goes_on(line: str, position: int) -> bool:
    """Whether the next letter of a line is a small one, or a sign that joins."""
    following = line[position : position + _LONGEST_WORD].lstrip()
    return bool(following) and (following[0].islower() or following[0] in ",;:—–-")


def _is_english_end(line: str, begin: int, last: int) -> bool:
    """Whether a row of stops, question or exclamation marks ends a sentence."""
    behind = _behind_closing(line, last + 1)
    following = line[behind : behind + 1]
    if not following or line[last] in _CHINESE_ENDS:
        return True
    is_abbreviated = line[last] == "." and _is_abbreviated(line, begin, last)
    if not following.isspace():
        is_chinese = following.isalpha() and not _LATIN.match(following)
        return is_chinese and not is_abbreviated and not line[max(last - 1, 0)].isdigit()
    return not is_abbreviated and not _goes_on(line, behind)


def _is_abbreviated(line: str, begin: int, stop: int) -> bool:
    """Whether a stop belongs to an abbreviation or to the number of a list's item."""
    before = line[max(begin, stop - _LONGEST_WORD) : stop]
    if len(before) == stop - begin and _ONLY_NUMBER.fullmatch(before.strip()):
        return True
    found = _BEFORE_STOP.search(before)
    if found is None:
        return False
    word = found[0].lower()
    has_capital = found[0][0].isupper()
    following = line[stop + 1 : stop + 1 + _LONGEST_WORD].lstrip("\"'“‘( ")
    if word.replace(".", "") in _ABBREVIATIONS or (word in _TITLES and has_capital):
        return True
    if word in _BEFORE_NUMBER and following[:1].isdigit():
        return True
    is_initial = len(word) == 1 and has_capital
    if "." not in word and not is_initial and not (word in _PERHAPS_LAST and has_capital):
        return False
    next_word = _NEXT_WORD.match(following)
    return bool(following) if next_word is None else next_word[0].lower() not in _BEGINNERS


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
