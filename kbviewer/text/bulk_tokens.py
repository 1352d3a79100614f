"""Folds many texts and splits them into tokens at once, with numpy, in a third of the time.

It is imported only where an index is built: importing numpy takes a tenth of a second. Each
character has a kind, and so each stretch of one kind is a run, a word or a gap. What is more than
words and numbers with a sign beside them or dots between them, such as a compound or an acronym, is
cut out with the signs in it and left to ``tokenizer``; most of them come again and again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kbviewer.text.fold import fold, fold_of_one, is_unspaced
from kbviewer.text.tokenizer import (
    BREAK,
    LINE_BREAK,
    MAX_WORD_LENGTH,
    Gap,
    compounds,
    count_run_characters,
    gap_kind,
    is_word,
    tokenize,
    units,
)

_Codes = NDArray[np.uint32]
_Mask = NDArray[np.bool_]
_END = "\x1e"
"""Ends a text among others. Nothing folds to it, and it is a soft gap."""
_NOT_ONE = 0xFFFF_FFFF
"""In the table of folds: the character folds to none, to several, or with its neighbours."""
_UNKNOWN = 0xFFFF_FFFE
_UNSPACED = 0x0100_0000
"""In the table of folds: a space between two such characters is ignored."""
_MAX_CODE = 0x110000
_OTHER, _SPACE, _LINE, _HARD, _RUN, _LETTER, _DIGIT, _SIGN, _PLUS, _SEPARATOR, _UNSEEN = range(11)
"""The kinds of characters. A sign may belong to a word where it touches a letter or a digit, a
separator between two digits."""
_SIGNS = {_DIGIT: "0123456789", _SIGN: "'.-\u2010", _PLUS: "+#", _SEPARATOR: ",\xa0\uff0c"}
MAX_LENGTH = 20_000
"""Characters of the longest text that is taken with others."""
_FOLDS = np.full(_MAX_CODE, _UNKNOWN, np.uint32)
_KINDS = np.full(_MAX_CODE, _UNSEEN, np.uint8)
_NO_BREAK_SPACE = 0xA0


def tokenize_texts(texts: Sequence[str]) -> list[str]:
    """For each text what ``tokenize(fold(text))`` gives."""
    if not texts:
        return []
    alone = [len(text) > MAX_LENGTH or _END in text for text in texts]
    folded = _fold_all(["" if one else text for text, one in zip(texts, alone, strict=True)])
    return [
        tokenize(fold(text)) if one else tokens
        for text, one, tokens in zip(texts, alone, _tokenize_all(folded), strict=True)
    ]


def _codes_of(text: str) -> _Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _text_of(codes: _Codes) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _fold_all(texts: Sequence[str]) -> str:
    """The folded texts, each with ``_END`` behind it."""
    codes = _codes_of(_END.join((*texts, "")))
    folded = _FOLDS[codes]
    if (new := codes[folded == _UNKNOWN]).size:
        for code in np.unique(new).tolist():
            one = fold_of_one(chr(code))
            _FOLDS[code] = ord(one) | _UNSPACED * is_unspaced(one) if one else _NOT_ONE
        folded = _FOLDS[codes]
    is_odd = folded == _NOT_ONE
    odd = np.cumsum(codes == ord(_END))[is_odd].tolist()
    folded[is_odd] = 0
    unspaced = (folded & _UNSPACED) > 0
    dropped = _before(unspaced) & (folded == ord(" ")) & _behind(unspaced)
    text = _text_of((folded & ~np.uint32(_UNSPACED))[~dropped])
    if not odd and "[" not in text:
        return text
    pieces = text.split(_END)
    for number in set(odd):
        pieces[number] = fold(texts[number])
    for number, piece in enumerate(pieces):
        if "[" in piece and not texts[number].isascii():  # it may have the number of a note
            pieces[number] = fold(texts[number])
    return _END.join(pieces)


def _kinds_of(codes: _Codes) -> NDArray[np.uint8]:
    kinds = _KINDS[codes]
    if (new := codes[kinds == _UNSEEN]).size:
        for code in np.unique(new).tolist():
            _KINDS[code] = _kind_of(chr(code))
        kinds = _KINDS[codes]
    return kinds


def _kind_of(char: str) -> int:
    for kind, chars in _SIGNS.items():
        if char in chars:
            return kind
    if is_word(char):
        return _LETTER
    if count_run_characters(char):
        return _RUN
    gap = gap_kind(char)
    if gap is not Gap.SOFT:
        return _LINE if gap is Gap.LINE else _HARD
    return _SPACE if char.isspace() else _OTHER


def _before(mask: _Mask) -> _Mask:
    """For each character, whether it is true of the one before it."""
    return np.concatenate(([False], mask[:-1]))


def _behind(mask: _Mask) -> _Mask:
    """For each character, whether it is true of the one behind it."""
    return np.concatenate((mask[1:], [False]))


class _Piece(NamedTuple):
    """A word that is more than its letters, or several with signs between them.

    Attributes:
        tokens: its tokens, separated by spaces, without joined words.
        compounds: the joined words of compounds in it.
        joined: its other joined words.
        ends_hard: whether the signs at its end are a hard gap.
    """

    tokens: str
    compounds: list[str]
    joined: list[str]
    ends_hard: bool


@lru_cache(maxsize=20_000)
def _piece(text: str) -> _Piece:
    """What is in a text of words and signs, with a space behind it if there is one."""
    tokens, *joined = tokenize(text).split(f" {LINE_BREAK} ")
    count = len(set(compounds(text))) if joined else 0
    # The point behind an acronym is part of it.
    ends_hard = text.endswith(". ") and max(unit.end for unit in units(text)) < len(text) - 1
    return _Piece(tokens, joined[:count], joined[count:], ends_hard)


class _Characters(NamedTuple):
    """What is true of each character of some texts.

    Attributes:
        in_run: it is in a run.
        in_word: it is in a word, or a sign in one or beside it.
        is_letter: it is a letter or digit of a word.
        is_point: it is a dot in a number.
        is_soft_dot: it is a dot between two words, the second one no letter of an acronym.
        is_outer: it is a sign that begins or ends what is ``in_word``, and is no part of a word.
        is_cut: letters meet digits before it so that a word is cut there.
        is_space: it is a space of any kind.
        is_line: it ends a line.
        is_hard: it is a hard gap.
    """

    in_run: _Mask
    in_word: _Mask
    is_letter: _Mask
    is_point: _Mask
    is_soft_dot: _Mask
    is_outer: _Mask
    is_cut: _Mask
    is_space: _Mask
    is_line: _Mask
    is_hard: _Mask


def _characters(codes: _Codes) -> _Characters:
    kinds = _kinds_of(codes)
    is_digit = kinds == _DIGIT
    is_letter = is_digit | (kinds == _LETTER)
    is_plus, is_separator = kinds == _PLUS, kinds == _SEPARATOR
    is_dot = codes == ord(".")
    after_letter, before_letter = _before(is_letter), _behind(is_letter)
    is_sign = (is_plus | (kinds == _SIGN)) & (after_letter | before_letter)
    is_sign &= ~is_dot | before_letter | _before(_before(is_dot))  # else it only ends a sentence
    for _ in range(2):  # two of them end a word, three do not
        is_sign |= is_plus & _before(is_plus & is_sign)
    is_sign |= is_separator & _before(is_digit) & _behind(is_digit)
    in_word = is_letter | is_sign
    is_outer = is_sign & ~after_letter & ~_before(in_word)
    is_outer |= is_sign & (kinds == _SIGN) & ~is_dot & ~_behind(in_word)
    after_digit, before_digit = _before(is_digit), _behind(is_digit)
    is_inner_dot = is_dot & after_letter & before_letter
    is_point = is_inner_dot & after_digit & before_digit
    is_soft_dot = is_inner_dot & ~is_point & (before_digit | _behind(before_letter))
    is_alphabetic = is_letter & ~is_digit
    after_alphabetic = _before(is_alphabetic)
    is_cut = is_digit & after_alphabetic & _before(after_alphabetic)
    is_cut |= is_alphabetic & after_digit & _behind(is_alphabetic)
    is_line = kinds == _LINE
    is_space = is_line | (kinds == _SPACE) | (codes == _NO_BREAK_SPACE)
    is_hard = (kinds == _HARD) | (is_separator & ~is_sign & ~is_space)
    is_hard |= is_dot & ~is_sign & _behind(is_space)
    return _Characters(
        in_run=kinds == _RUN,
        in_word=in_word,
        is_letter=is_letter,
        is_point=is_point,
        is_soft_dot=is_soft_dot,
        is_outer=is_outer,
        is_cut=is_cut,
        is_space=is_space,
        is_line=is_line,
        is_hard=is_hard,
    )


def _tokenize_all(text: str) -> list[str]:
    """The tokens of each folded text; behind each is ``_END``."""
    codes = _codes_of(text)
    chars = _characters(codes)
    in_run, in_word = chars.in_run, chars.in_word
    starts = np.flatnonzero((in_run & ~_before(in_run)) | (in_word & ~_before(in_word)))
    ends = np.flatnonzero((in_run & ~_behind(in_run)) | (in_word & ~_behind(in_word))) + 1
    runs = in_run[starts]
    lengths = ends - starts
    is_plain = chars.is_letter | chars.is_point | chars.is_soft_dot
    special = ~runs & (
        (_count(is_plain | chars.is_outer, starts, ends) < lengths)
        | (_count(chars.is_cut, starts, ends) > 0)
        | (lengths >= MAX_WORD_LENGTH)
    )
    starts += ~special & chars.is_outer[starts]
    ends -= ~special & chars.is_outer[ends - 1]
    bounds = (starts[special], ends[special], chars.is_space[ends[special]])
    pieces = [
        _piece(text[start:end] + " " * spaced)
        for start, end, spaced in zip(*(bound.tolist() for bound in bounds), strict=True)
    ]

    # The break token before each run or word.
    is_end = codes == ord(_END)
    texts = np.cumsum(is_end)[starts]
    ends_hard = np.zeros(len(starts), bool)
    ends_hard[special] = [piece.ends_hard for piece in pieces]
    broken, lines, named = _breaks(chars, starts, ends, ends_hard)
    is_first = np.concatenate(([True], texts[1:] != texts[:-1]))[: len(starts)]
    broken, lines, named = broken & ~is_first, lines & ~is_first, named & ~is_first
    break_sizes = 2 * broken + lines + named
    firsts = codes[starts]
    firsts[special] = [ord(piece.tokens[0]) for piece in pieces]

    # The place of each character among the tokens follows from the sizes of those before it.
    continues = in_run & _behind(in_run)
    in_special = np.zeros(len(codes) + 1, np.int8)
    in_special[starts[special]] = 1
    in_special[ends[special]] = -1
    is_plain &= np.cumsum(in_special[:-1]) == 0
    sizes = 2 * in_run + continues + is_plain
    sizes[ends[~runs & ~special] - 1] += 1
    sizes[starts[special]] = [len(piece.tokens) + 1 for piece in pieces]
    joined = _joined_tokens(text.count(_END), texts[special].tolist(), pieces)
    sizes[is_end] = list(map(len, joined))
    sizes[starts] += break_sizes
    places = np.cumsum(sizes) - sizes
    tokens = np.full(int(sizes.sum()), ord(" "), np.uint32)
    tokens[places[starts[broken]]] = ord(BREAK)
    tokens[places[starts[lines]] + 1] = ord(BREAK)
    tokens[places[starts[named]] + 1] = firsts[named]
    places[starts] += break_sizes
    copied = in_run | is_plain
    tokens[places[copied]] = np.where(chars.is_soft_dot, ord(" "), codes)[copied]
    tokens[places[continues] + 1] = codes[_before(continues)]
    _insert(tokens, places[starts[special]], [piece.tokens for piece in pieces])
    _insert(tokens, places[is_end], joined)
    return [one[:-1] for one in _text_of(tokens).split(_END)[:-1]]


def _breaks(
    chars: _Characters, starts: NDArray[np.intp], ends: NDArray[np.intp], ends_hard: _Mask
) -> tuple[_Mask, _Mask, _Mask]:
    """Which runs and words have a break before them: any, that of a line's end, a named one.

    Args:
        chars: the characters.
        starts: where each run or word starts.
        ends: where it ends.
        ends_hard: whether a hard gap ends it.
    """
    gap_starts = np.concatenate((starts[:1], ends[:-1]))
    lines = _count(chars.is_line, gap_starts, starts) > 0
    hard = (_count(chars.is_hard, gap_starts, starts) > 0) | _before(ends_hard)
    runs = chars.in_run[starts]
    after_run = _before(runs)
    broken = lines | np.where(runs, ~after_run, after_run | hard)
    return broken, lines, broken & ~lines & ~hard


def _count(mask: _Mask, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """Of how many characters it is true between each start and end."""
    counts = np.concatenate(([0], np.cumsum(mask)))
    return counts[ends] - counts[starts]


def _joined_tokens(count: int, texts: Sequence[int], pieces: Sequence[_Piece]) -> list[str]:
    """For each text the tokens of its joined words, each once, and ``_END``.

    Args:
        count: how many texts there are.
        texts: the number of each piece's text.
        pieces: the pieces.
    """
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    some = [one for one in zip(texts, pieces, strict=True) if one[1].compounds or one[1].joined]
    for text, piece in some:
        found[text].update(dict.fromkeys(piece.compounds))
    for text, piece in some:  # they come last, as in ``tokenize``
        found[text].update(dict.fromkeys(piece.joined))
    tokens = [_END] * count
    for text, words in found.items():
        tokens[text] = "".join(f"{LINE_BREAK} {word} " for word in words) + _END
    return tokens


def _insert(codes: _Codes, places: NDArray[np.intp], texts: Sequence[str]) -> None:
    """Write each of the texts to its place."""
    lengths = np.array(list(map(len, texts)), np.intp)
    shifts = places - (np.cumsum(lengths) - lengths)
    inserted = _codes_of("".join(texts))
    codes[np.arange(len(inserted)) + np.repeat(shifts, lengths)] = inserted
