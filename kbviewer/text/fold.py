"""Folding: the form in which texts and keywords are compared.

Two texts that a reader takes for the same word fold to the same characters. Folding removes
differences of width and compatibility forms (Unicode NFKD), case and accents, and of traditional
and simplified Chinese, character by character. Characters without width (joiners, variation
selectors, soft hyphens) are dropped, and so is one space between two Chinese, Japanese or Korean
characters: saved pages and copies of PDF files break words there. So is the number of a note in
brackets behind such a character or its punctuation. Letters that Unicode does not
decompose fold too: đ ł ø œ æ ı.

Two differences are kept on purpose: the voicing marks of kana (か is not が to readers of
Japanese), and the full-width comma, which never separates thousands and so must not become the
comma that does.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from kbviewer import paths
from kbviewer.text.lazy_regex import lazy_compile

_JAMO = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc"
# Sequences that are folded as one: kana with a voicing mark, Hangul letter by letter.
_COMPOSED = lazy_compile(
    f"[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]+|[\uac00-\ud7a3]?[{_JAMO}]+"
)
_COMPOSING = lazy_compile(f"[\u3099\u309a\uff9e\uff9f{_JAMO}]")
_KEPT = frozenset("\uff0c\xa0\u2009\u202f")  # the last three separate thousands
_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "ı": "i"})
_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
_UNSPACED = lazy_compile(f"[{_CJK}]")
_BEFORE_NOTE = f"{_CJK}\u3001\u3002\u300b\u300d\u300f\u2026\u201d\uff0c!?:;)"
BEFORE_NOTE = f"[{_BEFORE_NOTE}\uff01\uff1f\uff1a\uff1b\uff09]"
"""A pattern of the character, not folded yet, behind which a number may be that of a note."""
_IGNORED = lazy_compile(
    f" (?<=[{_CJK}] )(?=[{_CJK}])"  # what begins with a sign is looked for faster
    rf"|\[(?<=[{_BEFORE_NOTE}]\[)[0-9]{{1,3}}\](?:\[[0-9]{{1,3}}\])*"
)
"""What is between two characters that are side by side: one space, the number of a note."""
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02b9\u2032\u055a", "'"))


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text with a map back to the original.

    Attributes:
        text: the folded characters.
        starts: for each folded character, the offset of the original one.
        ends: for each folded character, the offset after the original one and the marks on it.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind the folded characters ``start`` to ``end``."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> str:
    """The folded form of ``text``: that of ``fold_with_map(text).text``, but faster."""
    return fold_and_compare(text)[0]


def fold_and_compare(text: str) -> tuple[str, bool]:
    """The folded form of ``text``, and whether each character folds to one.

    If so, the offsets in both are the same.
    """
    if text.isascii():
        return text.lower(), True
    others = set(text) - _LOWERED
    if others:
        others -= _note_lowered(others)
    if len(others) > _MOST_REPLACED or any(map(_needs_neighbours, others)):
        if _COMPOSED.search(text):
            folded = _COMPOSED.sub(lambda match: _fold_cluster(match[0]), text)
            return _without_ignored(folded.translate(_FOLDS)), False
        folded = text.translate(_FOLDS)
    else:
        folded = text
        for char in others:
            folded = folded.replace(char, _FOLDS[ord(char)])
        folded = folded.lower()
    folded = _without_ignored(folded)
    is_one_to_one = len(folded) == len(text) and all(len(_FOLDS[ord(c)]) == 1 for c in others)
    return folded, is_one_to_one


def _note_lowered(chars: set[str]) -> set[str]:
    """Those of ``chars`` whose fold is their small letter, or they themselves; they are noted."""
    lowered = {
        char
        for char in chars
        if len(char.lower()) == 1
        and _FOLDS[ord(char)] == char.lower()
        and char != "\u03a3"  # which is another small letter at a word's end
        and not _COMPOSING.match(char)
    }
    _LOWERED.update(lowered)
    return lowered


def _needs_neighbours(char: str) -> bool:
    """Whether ``char`` folds with what is before it, or to a letter that has a small one."""
    fold_ = _FOLDS[ord(char)]
    return fold_ != fold_.lower() or _COMPOSING.match(char) is not None


def fold_of_one(char: str) -> str:
    """What a character folds to if that is always one character, whatever is beside it; else ""."""
    folded = _FOLDS[ord(char)]
    return "" if len(folded) != 1 or _COMPOSING.match(char) else folded


def is_unspaced(folded: str) -> bool:
    """Whether a space between two characters such as this folded one is ignored."""
    return _UNSPACED.match(folded) is not None


def _without_ignored(folded: str) -> str:
    """A text whose characters are folded, without what is ignored between two of them."""
    return _IGNORED.sub("", folded) if " " in folded or "[" in folded else folded


def fold_with_map(text: str) -> FoldedText:
    """The folded form of ``text`` with the original offsets of every character."""
    if text.isascii():
        return FoldedText(text.lower(), range(len(text)), range(1, len(text) + 1))
    pieces: list[str] = []
    bounds: list[int] = []
    position = 0
    for match in _COMPOSED.finditer(text):
        _fold_characters(text, position, match.start(), pieces, bounds)
        pieces.append(_fold_cluster(match[0]))
        bounds.append(match.start())
        position = match.end()
    _fold_characters(text, position, len(text), pieces, bounds)
    folded = "".join(pieces)
    ignored = _drop_ignored(folded, pieces)
    if ignored:
        folded = "".join(pieces)
    if len(pieces) == len(text) == len(folded) and "" not in pieces:
        return FoldedText(folded, range(len(text)), range(1, len(text) + 1))
    starts = array("I")
    ends = array("I")
    for index, piece in enumerate(pieces):
        end = bounds[index + 1] if index + 1 < len(bounds) else len(text)
        if piece:
            last = len(piece)
            starts.extend((bounds[index],) * last)
            ends.extend((end,) * last)
        elif ends and index not in ignored:  # a dropped mark belongs to the character before it
            ends[-last:] = array("I", (end,) * last)
    return FoldedText(folded, starts, ends)


def _drop_ignored(folded: str, pieces: list[str]) -> set[int]:
    """Replace the pieces of what is ignored by nothing, and return which they are.

    Each of its characters is a piece.
    """
    ignored: set[int] = set()
    index = offset = 0
    for match in _IGNORED.finditer(folded):
        while offset < match.start():
            offset += len(pieces[index])
            index += 1
        while offset < match.end():
            offset += len(pieces[index])
            pieces[index] = ""
            ignored.add(index)
            index += 1
    return ignored


def _fold_characters(text: str, start: int, end: int, pieces: list[str], bounds: list[int]) -> None:
    pieces.extend([_FOLDS[ord(char)] for char in text[start:end]])
    bounds.extend(range(start, end))


class _FoldTable(dict[int, str]):
    """The folds of single characters by code point, each computed at its first use."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_cluster(chr(code))
        return folded


def _fold_cluster(cluster: str) -> str:
    if cluster in _KEPT:
        return "\xa0" if cluster.isspace() else cluster
    for _ in range(3):  # a fold can allow another: ㎅ and the Kangxi radicals need two
        before = cluster
        decomposed = unicodedata.normalize("NFKD", cluster.casefold())
        kept = "".join(char for char in decomposed if not _is_dropped(char))
        cluster = unicodedata.normalize("NFC", kept).translate(_APOSTROPHES)
        cluster = cluster.translate(_LETTERS)
        if not cluster.isascii():
            simplified = _simplified_characters()
            cluster = "".join(simplified.get(char, char) for char in cluster)
        if cluster == before:
            break
    return cluster


def _is_dropped(char: str) -> bool:
    category = unicodedata.category(char)
    if category == "Mn":
        combining_class = unicodedata.combining(char)
        # Above 200: accents; 10 to 36: Hebrew and Arabic vowel points; 1: overlays. Vowel signs
        # of Indic scripts (0), nukta (7), virama (9) and Thai tones (103 on) tell words apart.
        return (
            combining_class >= 200
            or combining_class == 1
            or 10 <= combining_class <= 36
            or (combining_class == 0 and _is_variation_selector(ord(char)))
        )
    return category in ("Cf", "Me")


def _is_variation_selector(code: int) -> bool:
    return (
        0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or code in (0x034F, 0x180B, 0x180C, 0x180D, 0x180F)
    )


@cache
def _simplified_characters() -> dict[str, str]:
    """Traditional to simplified characters, one to one.

    ``resources/simplified.txt`` has them, two characters a line. It is made from OpenCC's table
    ``t2s`` by ``tests/text/simplified_characters.py``.
    """
    lines = _simplified_table().decode().splitlines()
    return {line[0]: line[1] for line in lines if not line.startswith("#")}


@cache
def simplified_digest() -> str:
    """A digest of the table of simplified characters, which decides what texts fold to."""
    return blake2b(_simplified_table(), digest_size=8).hexdigest()


def _simplified_table() -> bytes:
    return (paths.resources() / "simplified.txt").read_bytes()


_FOLDS = _FoldTable()
_LOWERED: set[str] = set()
"""Characters known to fold to their small letter, or to themselves, whatever is before them."""
_MOST_REPLACED = 40
"""Other characters that are replaced one by one; translating the text takes as long as of these."""
