"""Units of a folded text, and the index tokens made from them.

A text is a row of units: *words* of scripts that put blanks between words, and *runs* of
characters of scripts that do not (Chinese, Japanese, Korean, Thai, …; symbols and emoji too).
What stands between units is a gap: *soft* (blanks, hyphens, slashes, quotes) or *hard* (commas,
brackets, the end of a sentence), or the end of a *line*, which is the end of a block.

The index holds a word as one token and a run as its overlapping pairs, the last character alone:
抖音电商 gives 抖音 音电 电商 商. A pair never crosses a gap, so a phrase of pairs is found exactly
where its characters stand side by side. A hard gap beside a word leaves the token ``|``, and the
end of a line ``||``, so that a phrase does not run from one clause or block into the next. Where a
word and a run meet, ``|`` and the first character of the latter stand between them: 双11 gives
双 |1 11. So 双1, while 双11 is being typed, is no prefix of all that begins with 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from operator import add
from typing import NamedTuple

# Alphabets whose words stand apart, Latin to Sinhala, Georgian, Ethiopic, Latin and Greek
# extended; without the punctuation of their blocks.
_LETTER = (
    "0-9a-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u02c6-\u02d1\u02e0-\u02e4\u02ec\u02ee\u0300-\u0374"
    "\u0376-\u037d\u037f\u0386\u0388-\u0482\u0483-\u0559\u0560-\u0588\u0591-\u05bd\u05bf"
    "\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff"
    "\u0710-\u085d\u0860-\u086a\u0870-\u0963\u0966-\u096f\u0971-\u0df3\u0df5-\u0dff"
    "\u10a0-\u10fa\u10fc-\u10ff\u1200-\u135f\u1369-\u139f\u1e00-\u1fbc\u1fbe\u1fc2-\u1fcc"
    "\u1fd0-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ffc"
)
# Everything from Thai on that is a letter, a mark, a number or a symbol; no punctuation.
_CHARACTER = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0eff\u0f00\u0f18-\u0f39\u0f3e-\u0fff"
    "\u1000-\u1049\u1050-\u109f\u1100-\u11ff\u13a0-\u13fd\u1401-\u166c\u166f-\u167f"
    "\u1681-\u169a\u16a0-\u16ea\u16ee-\u1734\u1740-\u17d3\u17d7\u17dc-\u17ff\u180e-\u1cbf"
    "\u1cd0-\u1dff\u2070-\u2071\u2074-\u2079\u207f-\u2089\u2090-\u209c\u2100-\u2bff\u2c00-\u2cf8"
    "\u2cfd\u2d00-\u2dff\u2e2f\u2e80-\u2fdf\u3005-\u3007\u3020-\u302f\u3031-\u303c\u303e-\u303f"
    "\u3041-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\ua4fd\ua500-\ua60c\ua610-\ua672\ua674-\ua67d"
    "\ua67f-\ua6f1\ua6f8-\ua873\ua880-\ua8cd\ua8d0-\ua8fb\ua8fd-\ua92e\ua930-\ua9c0\ua9cf-\uaa5b"
    "\uaa60-\uaadd\uaae0-\uaaef\uaaf2-\uabea\uabec-\ud7ff\ue000-\ufb4f\ufb50-\ufd3d\ufd40-\ufdff"
    "\ufe20-\ufe2f\ufe70-\ufefc\uff66-\uffdc\ufffd\U00010000-\U000dffff"
)
_GROUPED_DIGITS = r"(?<![0-9],)[0-9]{1,3}(?:,[0-9]{3})+(?!,?[0-9])"
_WORD = (
    rf"(?:{_GROUPED_DIGITS}[{_LETTER}]*|[{_LETTER}]+)"
    rf"(?:(?<=[0-9])\.(?=[0-9])[{_LETTER}]+|'[{_LETTER}]+)*"
    rf"(?:[+#]{{1,2}}(?![+#{_LETTER}]))?"
)
_LINE = "[\n\r\x0b\x0c\x85\u2028\u2029]"
_HARD = r"[,;!?()\[\]{}<>|\u3001\u3002\uff0c]|\.(?=\s)"
_UNIT = re.compile(rf"({_WORD})|[{_CHARACTER}]+")
# The same with what stands between; a plain word, the usual one, is tried first.
_UNIT_OR_GAP = re.compile(rf"[{_CHARACTER}]+|[a-z]+(?![{_LETTER}'+#])|{_WORD}|{_LINE}|{_HARD}")
_RUN = re.compile(f"[{_CHARACTER}]+")
_WORD_START = re.compile(f"[{_LETTER}]")
_LINE_END = re.compile(_LINE)
_HARD_GAP = re.compile(_HARD)
_DIGITS_WITH_SIGN = re.compile(r"[0-9.,]+[+#]+")

_PIECE_SIZE = 100_000
"""Characters, or tokens, from which on a text is taken piece by piece."""

_IS_NOTHING, _IS_RUN, _IS_WORD, _IS_LINE_END, _IS_HARD_GAP = range(5)
"""What a match of ``_UNIT_OR_GAP`` is."""

BREAK = "|"
LINE_BREAK = "||"
MAX_WORD_LENGTH = 255
"""Characters of a word that count: FTS5 cuts a token at 32,768 bytes, and no word is longer."""


class UnitKind(Enum):
    """What a unit is."""

    WORD = "word"
    RUN = "run"


class Gap(Enum):
    """What stands between a unit and the one before it."""

    NONE = "none"
    SOFT = "soft"
    HARD = "hard"
    LINE = "line"


class Unit(NamedTuple):
    """A word or a run, the gap before it, and its offsets in the folded text."""

    kind: UnitKind
    text: str
    gap: Gap
    start: int
    end: int


def units(folded: str, start: int = 0, end: int | None = None) -> Iterator[Unit]:
    """The units of a folded text, in order, or of the part of it from ``start`` to ``end``.

    A part that begins behind a blank and goes to one, or to the text's end, has the units that it
    has in the whole text.

    A word's ``text`` is its token: thousands separators are left out (``4,000`` is ``4000``), a
    sign stays only behind letters (``c++``, ``r3+``, but ``100+`` is ``100``).
    """
    position = start
    for match in _UNIT.finditer(folded, start, len(folded) if end is None else end):
        start, end = match.span()
        gap = _gap_between(folded, position, start)
        text = match[0]
        if match[1] is None:
            yield Unit(UnitKind.RUN, text, gap, start, end)
        else:
            if text[-1] in "+#" and _DIGITS_WITH_SIGN.fullmatch(text):
                end = start + len(text.rstrip("+#"))
            yield Unit(UnitKind.WORD, _word_token(text), gap, start, end)
        position = end


def _word_token(word: str) -> str:
    if word[-1] in "+#" and _DIGITS_WITH_SIGN.fullmatch(word):
        word = word.rstrip("+#")
    return word.replace(",", "")[:MAX_WORD_LENGTH]


def _gap_between(folded: str, start: int, end: int) -> Gap:
    if start == end:
        return Gap.NONE
    return _gap_kind(folded[start:end])


@lru_cache(maxsize=1_000)
def _gap_kind(between: str) -> Gap:
    if _LINE_END.search(between):
        return Gap.LINE
    return Gap.HARD if _HARD_GAP.search(between) else Gap.SOFT


def token_between(before: Unit, after: Unit) -> str:
    """The token that the index holds between two neighbouring units, "" for none.

    Between two runs in one line it needs none: the last character of a run, alone, ends it.
    """
    if after.gap is Gap.LINE:
        return LINE_BREAK
    if after.gap is Gap.HARD and (before.kind is UnitKind.WORD or after.kind is UnitKind.WORD):
        return BREAK
    return BREAK + after.text[0] if before.kind is not after.kind else ""


def starts(words: str) -> re.Pattern[str]:
    """What finds the places in a folded text where a word may start with the letters ``words``.

    A word never starts right behind a letter. Behind anything else it may, or go on: ``units``
    tells.
    """
    return re.compile(f"(?<![{_LETTER}]){re.escape(words)}")


def is_word(token: str) -> bool:
    """Whether a token, no break, is a word and not a pair or the last character of a run."""
    return _WORD_START.match(token) is not None


def count_run_characters(text: str) -> int:
    """How many characters of a text are of scripts that put no blanks between words."""
    return sum(map(len, _RUN.findall(text)))


class TokenizedText(NamedTuple):
    """What the index holds of a text.

    Attributes:
        text: the tokens in order, separated by spaces.
        distinct: the tokens, each once.
        words: the words among them.
    """

    text: str
    distinct: set[str]
    words: set[str]


def tokenize(folded: str) -> TokenizedText:
    """The tokens of a folded text as the index takes them: those of its ``units``, and faster."""
    whole: list[str] = []  # what was joined of a long text
    each: set[str] = set()
    words: set[str] = set()
    row: list[str] = []
    gap = ""
    before = _IS_NOTHING
    for part in _units_and_gaps(folded):
        kind = _LEXEME_KINDS[part[0]]
        if kind == _IS_RUN:
            if before and (before == _IS_WORD or gap is LINE_BREAK):
                row.append(gap or BREAK + part[0])
            row += map(add, part, part[1:])
            if len(part) <= _PIECE_SIZE:  # else it goes on
                row.append(part[-1])
        elif kind == _IS_WORD:
            text = part if len(part) < MAX_WORD_LENGTH and part.isalnum() else _word_token(part)
            if before and (gap or before == _IS_RUN):
                row.append(gap or BREAK + text[0])
            row.append(text)
            words.add(text)
        else:
            gap = LINE_BREAK if kind == _IS_LINE_END else gap or BREAK
            continue
        gap, before = "", kind
        if len(row) > _PIECE_SIZE:
            each.update(row)
            whole.append(" ".join(row))
            row.clear()
    each.update(row)
    whole.append(" ".join(row))
    return TokenizedText(" ".join(filter(None, whole)), each, words)


class _LexemeKinds(dict[str, int]):
    """What a match is that begins with a character."""

    def __missing__(self, char: str) -> int:
        if _RUN.match(char):
            kind = _IS_RUN
        elif is_word(char):
            kind = _IS_WORD
        else:
            kind = _IS_LINE_END if _LINE_END.match(char) else _IS_HARD_GAP
        self[char] = kind
        return kind


_LEXEME_KINDS = _LexemeKinds()


def _units_and_gaps(folded: str) -> Iterable[str]:
    """All matches of ``_UNIT_OR_GAP``; of a text of megabytes a list of them would take hundreds.

    A run longer than ``_PIECE_SIZE`` comes in pieces; each but the last has one character more than
    that, with which the next one begins.
    """
    return (
        _UNIT_OR_GAP.findall(folded)
        if len(folded) <= _PIECE_SIZE
        else _units_and_gaps_of_long(folded)
    )


def _units_and_gaps_of_long(folded: str) -> Iterator[str]:
    for match in _UNIT_OR_GAP.finditer(folded):
        start, end = match.span()
        if _LEXEME_KINDS[folded[start]] == _IS_RUN:
            while end - start > _PIECE_SIZE:
                yield folded[start : start + _PIECE_SIZE + 1]
                start += _PIECE_SIZE
        yield folded[start:end]


def _all_phrase_tokens(phrase: Sequence[Unit]) -> list[str]:
    """The tokens of units that stand side by side."""
    tokens: list[str] = []
    for index, unit in enumerate(phrase):
        if index and (between := token_between(phrase[index - 1], unit)):
            tokens.append(between)
        if unit.kind is UnitKind.WORD:
            tokens.append(unit.text)
        else:
            tokens.extend(map(add, unit.text, unit.text[1:]))
            tokens.append(unit.text[-1])
    return tokens


def phrase_tokens(phrase: Sequence[Unit]) -> tuple[list[str], bool]:
    """The tokens to look for where ``phrase`` is searched, and whether the last is a prefix.

    A run at the end may go on in the text: its last character alone is not asked for. A single
    one is told by the token before it, or is the beginning of whichever pair it stands in.
    """
    tokens = _all_phrase_tokens(phrase)
    last = phrase[-1]
    if last.kind is UnitKind.WORD:
        return tokens, False
    is_told = len(last.text) > 1 or _break_names_first_character(phrase)
    return (tokens[:-1], False) if is_told else (tokens, True)


def phrase_prefix_tokens(phrase: Sequence[Unit]) -> tuple[list[str], bool]:
    """As ``phrase_tokens``, for a phrase whose last word may go on."""
    tokens = _all_phrase_tokens(phrase)
    is_told = len(phrase[-1].text) == 1 and _break_names_first_character(phrase)
    return (tokens[:-1], False) if is_told else (tokens, True)


def _break_names_first_character(phrase: Sequence[Unit]) -> bool:
    """Whether the token before the last unit tells its first character."""
    return len(phrase) > 1 and token_between(*phrase[-2:]) not in ("", BREAK, LINE_BREAK)
