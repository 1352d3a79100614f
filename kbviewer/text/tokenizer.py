"""Splits a folded text into units, and makes the index's tokens from them.

A text is a sequence of units: *words* of scripts that put spaces between words, and *runs* of
characters of scripts that do not (Chinese, Japanese, Korean, Thai, …; symbols and emoji too).
Between two units there is a *gap*: soft (spaces, hyphens, slashes, quotation marks), hard (commas,
brackets, the end of a sentence), or the end of a line, which is the end of a block.

A word is one token. A run is its overlapping pairs and its last character: 抖音电商 gives the
tokens 抖音 音电 电商 商. A pair never crosses a gap, so a phrase of pairs is found exactly where
its characters are side by side. A hard gap beside a word gives the break token ``|``, and the end
of a line ``||``, so that a phrase cannot run from one clause or block into the next. Where a word
and a run meet, the break token between them names the first character of the second: 双11 gives
双 |1 11. So 双1, while 双11 is typed, does not match every word that begins with 1.

A word is cut where two or more letters meet digits (iphone|15), and behind an apostrophe that is no
English ending's (l'|oreal). The whole is also a token, with ``=`` behind it, at the end of the
text; so is a compound with hyphens (``ecommerce=``). An acronym loses its dots, a number the signs
between its thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

from kbviewer.text.lazy_regex import lazy_compile

# Alphabets that put spaces between words: Latin to Sinhala, Georgian, Ethiopic, Latin and Greek
# extended; without the punctuation of their blocks.
_LETTER = (
    "0-9a-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02c1\u02c6-\u02d1\u02e0-\u02e4\u02ec\u02ee\u0300-\u0374"
    "\u0376-\u037d\u037f\u0386\u0388-\u0482\u0483-\u0559\u0560-\u0588\u0591-\u05bd\u05bf"
    "\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff"
    "\u0710-\u085d\u0860-\u086a\u0870-\u0963\u0966-\u096f\u0971-\u0df3\u0df5-\u0dff"
    "\u10a0-\u10fa\u10fc-\u10ff\u1200-\u135f\u1369-\u139f\u1e00-\u1fbc\u1fbe\u1fc2-\u1fcc"
    "\u1fd0-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ffc"
)
_ALPHABETIC = _LETTER.removeprefix("0-9")
# Everything but letters, marks, numbers and symbols from Thai on: spaces, punctuation, the scripts
# above. The class is compiled from it in a quarter of the time.
_NO_CHARACTER = (
    "\x00-\u0e00\u0e3b-\u0e3f\u0e4f\u0e5a-\u0e80\u0f01-\u0f17\u0f3a-\u0f3d\u104a-\u104f"
    "\u10a0-\u10ff\u1200-\u139f\u13fe-\u1400\u166d-\u166e\u1680\u169b-\u169f\u16eb-\u16ed"
    "\u1735-\u173f\u17d4-\u17d6\u17d8-\u17db\u1800-\u180d\u1cc0-\u1ccf\u1e00-\u206f"
    "\u2072-\u2073\u207a-\u207e\u208a-\u208f\u209d-\u20ff\u2cf9-\u2cfc\u2cfe-\u2cff"
    "\u2e00-\u2e2e\u2e30-\u2e7f\u2fe0-\u3004\u3008-\u301f\u3030\u303d\u3040\u309b-\u309c"
    "\u30a0\u30fb\ua4fe-\ua4ff\ua60d-\ua60f\ua673\ua67e\ua6f2-\ua6f7\ua874-\ua87f"
    "\ua8ce-\ua8cf\ua8fc\ua92f\ua9c1-\ua9ce\uaa5c-\uaa5f\uaade-\uaadf\uaaf0-\uaaf1\uabeb"
    "\ud800-\udfff\ufd3e-\ufd3f\ufe00-\ufe1f\ufe30-\ufe6f\ufefd-\uff65\uffdd-\ufffc"
    "\ufffe-\uffff\U000e0000-\U0010ffff"
)
_GROUPED_DIGITS = (  # thousands separated by commas, apostrophes or narrow spaces, or a wide comma
    r"(?:(?<![0-9],)[0-9]{1,3}(?:,[0-9]{3})+(?!,?[0-9])"
    r"|(?<![0-9]')[0-9]{1,3}(?:'[0-9]{3})+(?!'?[0-9])"
    r"|(?<![0-9]\xa0)[0-9]{1,3}(?:\xa0[0-9]{3})+(?!\xa0?[0-9])"
    r"|(?<![0-9]\uff0c)[0-9]{1,3}\uff0c[0-9]{3}(?!\uff0c?[0-9]))"
)
_ACRONYM = rf"(?<![{_LETTER}.])[a-z](?:\.[a-z]){{1,9}}(?:\.(?![{_LETTER}])|(?![{_LETTER}'.+#]))"
_WORD = (
    rf"(?:{_ACRONYM}|(?:{_GROUPED_DIGITS}[{_LETTER}]*|[{_LETTER}]+)"
    rf"(?:(?<=[0-9])\.(?=[0-9])[{_LETTER}]+|'[{_LETTER}]+)*"
    rf"(?:[+#]{{1,2}}(?![+#{_LETTER}]))?)"
)
_MAX_PLAIN_LENGTH = 100
_LINE = "[\n\r\x0b\x0c\x85\u2028\u2029]"
_HARD = r"[,;!?()\[\]{}<>|\u3001\u3002\uff0c]|\.(?=\s)"
_UNIT = lazy_compile(rf"({_WORD})|[^{_NO_CHARACTER}]+")
# The same with hard gaps and line ends; a plain word, the most frequent case, is tried early.
_UNIT_OR_GAP = lazy_compile(
    rf"[^{_NO_CHARACTER}]+|[a-z]{{2,}}(?![{_LETTER}'+#])|{_WORD}|{_LINE}|{_HARD}"
)
_PLAIN_WORD = lazy_compile(
    rf"(?<![{_LETTER}'+#.\u2010-])[a-z]{{2,{_MAX_PLAIN_LENGTH}}}+(?![{_LETTER}'+#\u2010-]|\.[{_LETTER}])"
)
_RUN = lazy_compile(f"[^{_NO_CHARACTER}]+")
_WORD_START = lazy_compile(f"[{_LETTER}]")
_LINE_END = re.compile(_LINE)
_HARD_GAP = re.compile(_HARD)
_SEPARATOR = re.compile("(?<=[0-9])[,'\xa0\uff0c](?=[0-9]{3})")
_IS_ACRONYM = re.compile(r"[a-z](?:\.[a-z])+\.?")
_CLITIC = r"(?:s|t|ll|re|ve|d|m)(?![a-z0-9])"  # what stays with the word before an apostrophe
_ELISION = lazy_compile(rf"(?<=[{_ALPHABETIC}])'(?!{_CLITIC})")
_LETTERS_MEET_DIGITS = lazy_compile(
    rf"(?<=[{_ALPHABETIC}][{_ALPHABETIC}])(?=[0-9])|(?<=[0-9])(?=[{_ALPHABETIC}]{{2}})"
)
_HYPHEN = "[-\u2010]"
_COMPOUND = lazy_compile(
    rf"(?<![{_LETTER}'.+#\u2010-])[{_ALPHABETIC}]++(?:{_HYPHEN}[{_ALPHABETIC}]++)+"
    rf"(?![{_LETTER}'+#]|{_HYPHEN}[{_LETTER}])"
)
_MEETING = lazy_compile(  # where a word may be cut, or a compound joined
    rf"[-\u20100-9'](?:(?<=[{_ALPHABETIC}]{_HYPHEN})(?=[{_ALPHABETIC}])|(?<=[{_ALPHABETIC}]{{2}}[0-9])|(?<=[0-9])(?=[{_ALPHABETIC}]{{2}})"
    rf"|(?<=[{_ALPHABETIC}]')(?=[{_LETTER}]))"
)
_MAX_ACRONYM_LENGTH = 10  # letters of a word that is looked for with dots between them
_BARE_WORD = re.compile(r"[a-z]{3,40}")
_SMALL_WORDS = frozenset((
    "a", "an", "and", "as", "at", "be", "by", "for", "he", "i", "in", "is", "it", "may", "me", "my",
    "no", "not", "of", "off", "on", "or", "so", "the", "to", "up", "us", "we",
))  # fmt: skip
"""Words that are not the first of two that make up one: *along* is not "a long"."""
_DIGITS_WITH_SIGN = re.compile(r"[0-9.,]+[+#]+")

_PIECE_SIZE = 100_000
"""Characters, or tokens, above which a text is processed piece by piece."""

_IS_NOTHING, _IS_RUN, _IS_WORD, _IS_LINE_END, _IS_HARD_GAP = range(5)
"""What a match of ``_UNIT_OR_GAP`` is."""

BREAK = "|"
LINE_BREAK = "||"
JOINED = "="
"""Ends the token of a joined word: what a text writes in several words, as one."""
MAX_WORD_LENGTH = 255
"""Characters of a word that count: FTS5 truncates a token at 32,768 bytes, and real words are
shorter."""


class UnitKind(Enum):
    """The kind of a unit."""

    WORD = "word"
    RUN = "run"


class Gap(Enum):
    """What is between a unit and the one before it."""

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
    """The units of a folded text, in order, or of the slice of it from ``start`` to ``end``.

    A slice from behind a space to a space, or to the text's end, has the same units as in the
    whole text.

    A word's ``text`` is its token: without thousands separators (``4,000`` is ``4000``), and with
    a sign only behind letters (``c++``, ``r3+``, but ``100+`` is ``100``).
    """
    position = start
    for match in _UNIT.finditer(folded, start, len(folded) if end is None else end):
        start, end = match.span()
        gap = _gap_between(folded, position, start)
        position = end
        text = match[0]
        if match[1] is None:
            yield Unit(UnitKind.RUN, text, gap, start, end)
            continue
        if text.isalpha() and len(text) < MAX_WORD_LENGTH:  # most words
            yield Unit(UnitKind.WORD, text, gap, start, end)
            continue
        for part in word_parts(text):
            yield Unit(UnitKind.WORD, part.text, gap, start + part.start, start + part.end)
            gap, position = Gap.NONE, start + part.end


class WordPart(NamedTuple):
    """A part of a word that is a word itself, and its offsets in the whole."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def word_parts(word: str) -> tuple[WordPart, ...]:
    """The parts of what ``_WORD`` matched: most words are one.

    It is cut where two or more letters meet digits, and behind an apostrophe that is no English
    ending's.
    """
    if word.isalpha() or word.isdigit():
        return (WordPart(word[:MAX_WORD_LENGTH], 0, len(word)),)
    if _IS_ACRONYM.fullmatch(word):
        return (WordPart(word.replace(".", ""), 0, len(word)),)
    end = len(word)
    if word[-1] in "+#" and _DIGITS_WITH_SIGN.fullmatch(word):
        end = len(word.rstrip("+#"))
    cuts = [0]
    if word[-1] not in "+#" and len(word) <= MAX_WORD_LENGTH:
        cuts += sorted(
            {match.end() for match in _ELISION.finditer(word)}
            | {match.start() for match in _LETTERS_MEET_DIGITS.finditer(word)}
        )
    return tuple(
        WordPart(_SEPARATOR.sub("", word[start:stop].rstrip("'"))[:MAX_WORD_LENGTH], start, stop)
        for start, stop in pairwise([*cuts, end])
    )


def joined_word(parts: Sequence[WordPart]) -> str:
    """The parts of a word as one, "" if there is one only."""
    return "".join(part.text for part in parts) if len(parts) > 1 else ""


def compounds(folded: str) -> Iterator[str]:
    """The compounds of words with hyphens in a text, as one word."""
    if "-" in folded or "\u2010" in folded:
        for match in _COMPOUND.finditer(folded):
            yield re.sub(_HYPHEN, "", match[0])[:MAX_WORD_LENGTH]


def joined_words(folded: str, start: int = 0, end: int | None = None) -> Iterator[WordPart]:
    """What a text writes in several words, as one word, with its offsets in the text.

    Compounds with hyphens, words in which letters meet digits, words with an apostrophe.

    Args:
        folded: the text.
        start: from where on; the start of the text or behind a space.
        end: up to where; a space or the end of the text.
    """
    meetings = _MEETING.finditer(folded, start, len(folded) if end is None else end)
    end = start
    for meeting in meetings:
        if meeting.start() < end:
            continue
        start, end = piece_around(folded, meeting.start())
        for compound in _COMPOUND.finditer(folded, start, end):
            joined = re.sub(_HYPHEN, "", compound[0])
            yield WordPart(joined[:MAX_WORD_LENGTH], *compound.span())
        for match in _UNIT.finditer(folded, start, end):
            if match[1] is not None and (joined := joined_word(word_parts(match[0]))):
                yield WordPart(joined[:MAX_WORD_LENGTH], *match.span())


def joined_form(piece: str) -> str:
    """What is typed as several words without a space, as one word; "" if it is not a compound.

    Args:
        piece: folded.
    """
    if _COMPOUND.fullmatch(piece):
        return re.sub(_HYPHEN, "", piece)
    bare = re.sub(_HYPHEN, "", piece)
    parts = word_parts(bare) if re.fullmatch(_WORD, bare) else ()
    if bare != piece and [part.text for part in parts] != re.split(_HYPHEN, piece):
        return ""
    return joined_word(parts)


def piece_around(folded: str, position: int) -> tuple[int, int]:
    """The start and the end of the piece between spaces and line ends around a position."""
    start = max(folded.rfind(" ", 0, position), folded.rfind("\n", 0, position)) + 1
    ends = [end for end in (folded.find(" ", position), folded.find("\n", position)) if end >= 0]
    return start, min(ends, default=len(folded))


@lru_cache(maxsize=256)
def parted_words(word: str) -> tuple[tuple[str, str], ...]:
    """The pairs of words that may make up a bare word.

    One of them has three letters or more, and the first one is no small word.
    """
    if not _BARE_WORD.fullmatch(word):
        return ()
    pairs = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
    return tuple(pair for pair in pairs if max(map(len, pair)) > 2 and pair[0] not in _SMALL_WORDS)


def _gap_between(folded: str, start: int, end: int) -> Gap:
    if start == end:
        return Gap.NONE
    return gap_kind(folded[start:end])


@lru_cache(maxsize=1_000)
def gap_kind(between: str) -> Gap:
    """What the characters between two units are."""
    if _LINE_END.search(between):
        return Gap.LINE
    return Gap.HARD if _HARD_GAP.search(between) else Gap.SOFT


def token_between(before: Unit, after: Unit) -> str:
    """The break token between two neighbouring units, or "".

    Two runs in one line need none: the single last character of a run ends it.
    """
    if after.gap is Gap.LINE:
        return LINE_BREAK
    if after.gap is Gap.HARD and (before.kind is UnitKind.WORD or after.kind is UnitKind.WORD):
        return BREAK
    return BREAK + after.text[0] if before.kind is not after.kind else ""


def word_start_pattern(prefix: str) -> re.Pattern[str]:
    """A pattern for the offsets in a folded text where a word may begin with ``prefix``.

    A word never begins right behind a letter, nor a number right behind a digit. Behind anything
    else it may begin or continue: ``units`` decides. An acronym may have dots.
    """
    before = "0-9" if prefix[:1].isdigit() else _ALPHABETIC
    is_short = prefix.isalpha() and prefix.isascii() and len(prefix) <= _MAX_ACRONYM_LENGTH
    first, *rest = map(re.escape, prefix)
    dot = r"\.?" if is_short else ""
    # A pattern that starts with a letter is looked for faster than one that looks back first.
    return re.compile(f"{first}(?<![{before}]{first}){''.join(dot + char for char in rest)}")


def spread_word_pattern(prefix: str) -> re.Pattern[str]:
    """``word_start_pattern``, also for a word that is written in several.

    Between its letters and digits there may be anything else. It has no long classes, which take
    long to compile, and finds somewhat more.
    """
    before = "0-9" if prefix[:1].isdigit() else "a-z"
    first = re.escape(prefix[0])
    rest = "".join(
        (r"[\W_]*+" if one.isalnum() and other.isalnum() else "") + re.escape(other)
        for one, other in pairwise(prefix)
    )
    return re.compile(f"{first}(?<![{before}]{first})(?={rest})")


def plain_word_at(folded: str, start: int) -> str:
    """The word at ``start``, if nothing before or behind it can make it a part of another.

    So it is a unit of the text, and no joined word begins there.
    """
    match = _PLAIN_WORD.match(folded, start)
    return match[0] if match else ""


def is_word(token: str) -> bool:
    """Whether a token that is not a break is a word, and not a pair or a last character."""
    return _WORD_START.match(token) is not None


def count_run_characters(text: str) -> int:
    """How many characters of a text are of scripts without spaces between words."""
    return sum(map(len, _RUN.findall(text)))


def tokenize(folded: str) -> str:  # noqa: PLR0912  one loop: a call for each word costs a third
    """The tokens of a folded text, separated by spaces: those of its ``units``, but faster."""
    pieces: list[str] = []  # what is already joined of a long text
    tokens: list[str] = []
    joined = {word + JOINED: None for word in compounds(folded)}
    gap = ""
    before = _IS_NOTHING
    for lexeme in _units_and_gaps(folded):
        kind = _LEXEME_KINDS[lexeme[0]]
        if kind == _IS_RUN:
            if before and (before == _IS_WORD or gap is LINE_BREAK):
                tokens.append(gap or BREAK + lexeme[0])
            tokens += map(add, lexeme, lexeme[1:])
            if len(lexeme) <= _PIECE_SIZE:  # else it goes on
                tokens.append(lexeme[-1])
        elif kind == _IS_WORD:
            if lexeme.isalpha() and len(lexeme) < MAX_WORD_LENGTH:
                if before and (gap or before == _IS_RUN):
                    tokens.append(gap or BREAK + lexeme[0])
                tokens.append(lexeme)
            else:
                parts = word_parts(lexeme)
                if joined_text := joined_word(parts):
                    joined[joined_text + JOINED] = None
                if before and (gap or before == _IS_RUN):
                    tokens.append(gap or BREAK + parts[0].text[0])
                tokens += [part.text for part in parts]
        else:
            gap = LINE_BREAK if kind == _IS_LINE_END else gap or BREAK
            continue
        gap, before = "", kind
        if len(tokens) > _PIECE_SIZE:
            pieces.append(" ".join(tokens))
            tokens.clear()
    for word in joined:  # each apart, so that no phrase has it
        tokens += (LINE_BREAK, word)
    pieces.append(" ".join(tokens))
    return " ".join(filter(None, pieces))


class _LexemeKinds(dict[str, int]):
    """The kind of a match of ``_UNIT_OR_GAP`` by its first character."""

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
    """All matches of ``_UNIT_OR_GAP``; for a text of megabytes a list would take hundreds of them.

    A run longer than ``_PIECE_SIZE`` comes in pieces; each but the last has one character more,
    with which the next piece begins.
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
    """The tokens of units that are side by side, breaks included."""
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
    """The tokens to search for ``phrase``, and whether the last one is a prefix.

    A run at the end may continue in the text, so its last character is not searched on its own. A
    final run of one character is named by the break token before it; if there is none, it is
    searched as the prefix of a pair.
    """
    tokens = _all_phrase_tokens(phrase)
    last = phrase[-1]
    if last.kind is UnitKind.WORD:
        return tokens, False
    is_named = len(last.text) > 1 or _break_names_first_character(phrase)
    return (tokens[:-1], False) if is_named else (tokens, True)


def phrase_prefix_tokens(phrase: Sequence[Unit]) -> tuple[list[str], bool]:
    """As ``phrase_tokens``, for a phrase whose last word is a prefix."""
    tokens = _all_phrase_tokens(phrase)
    is_named = len(phrase[-1].text) == 1 and _break_names_first_character(phrase)
    return (tokens[:-1], False) if is_named else (tokens, True)


def _break_names_first_character(phrase: Sequence[Unit]) -> bool:
    """Whether the break token before the last unit names the unit's first character."""
    return len(phrase) > 1 and token_between(*phrase[-2:]) not in ("", BREAK, LINE_BREAK)
