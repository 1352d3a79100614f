"""Turns the tokens of many articles into the blocks of posting terms, with numpy.

It is imported only where postings are made: importing numpy takes a tenth of a second.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from kbviewer.index.postings import segments, terms
from kbviewer.text.tokenizer import BREAK, is_word

_Numbers = NDArray[np.uint32] | NDArray[np.uint64]
_CODE_BITS = 21
"""Bits of a character's code point."""
_FACTOR, _SHIFT = np.uint64(0x9E37_79B9_7F4A_7C15), np.uint64(44)
"""Of a hash of 20 bits: 2**64 divided by the golden ratio (Knuth, volume 3, section 6.4)."""


def blocks_of_tokens(
    texts: Sequence[str], offsets_of_texts: Sequence[int], min_docs: int, *, in_title: bool
) -> Iterator[tuple[str, bytes]]:
    """The posting terms of articles of one segment, from the tokens of their texts or titles.

    Args:
        texts: the tokens of each article, separated by spaces.
        offsets_of_texts: the offset of each article in the segment.
        min_docs: how many articles a term that is not complete must have to be returned.
        in_title: whether the tokens are those of titles.

    Returns:
        Each posting term with its block.
    """
    joined = " ".join((*filter(None, texts), ""))
    if not joined:
        return
    codes = np.frombuffer(joined.encode("utf-32-le"), "<u4")
    ends = np.flatnonzero(codes == ord(" "))
    starts = np.concatenate(([0], ends[:-1] + 1))
    counts = [text.count(" ") + 1 if text else 0 for text in texts]
    offsets = np.repeat(np.array(offsets_of_texts, np.uint32), counts)
    firsts = codes[starts]
    words = _are_word_starts(firsts)
    runs = ~words & (firsts != ord(BREAK))
    in_words = codes[np.repeat(words, ends + 1 - starts)]
    tokens = in_words.tobytes().decode("utf-32-le").split(" ")[:-1]
    yield from _blocks_of_words(tokens, offsets[words], min_docs, in_title=in_title)
    # Pairs and last characters of runs; each is a number made of its characters.
    starts, offsets = starts[runs], offsets[runs]
    characters = firsts[runs]
    for code, block in _blocks(characters, offsets, 1):
        yield terms.char_term(chr(code), in_title=in_title), block
    if not in_title:
        is_pair = ends[runs] - starts > 1  # a last character alone is nothing to search for
        pairs = characters[is_pair].astype(np.uint64) << np.uint64(_CODE_BITS)
        pairs |= codes[starts[is_pair] + 1]
        for pair, block in _blocks(pairs, offsets[is_pair], min_docs):
            yield chr(pair >> _CODE_BITS) + chr(pair & ((1 << _CODE_BITS) - 1)), block


def _are_word_starts(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    table = np.zeros(sys.maxunicode + 1, bool)
    table[codes] = True
    for code in np.flatnonzero(table).tolist():
        table[code] = is_word(chr(code))
    return table[codes]


def _blocks_of_words(
    words: Sequence[str], offsets: _Numbers, min_docs: int, *, in_title: bool
) -> Iterator[tuple[str, bytes]]:
    """The terms of words, each of which is in the article at its offset, and of their prefixes."""
    by_word: defaultdict[str, int] = defaultdict(count().__next__)
    found = np.fromiter(map(by_word.__getitem__, words), np.intp, len(words))
    tokens = sorted(by_word)
    ranks = np.empty(len(tokens), np.uint32)
    ranks[list(map(by_word.__getitem__, tokens))] = np.arange(len(tokens))
    places, offsets = _distinct(ranks[found], offsets)
    frequent = np.bincount(places, minlength=len(tokens)) >= min_docs
    for token, block in _blocks(*_selected(places, offsets, frequent), min_docs):
        yield terms.title_word_term(tokens[token]) if in_title else tokens[token], block
    # Words with the same prefix are side by side; each prefix has a number.
    codes = _first_codes(tokens)
    is_new = np.zeros(len(tokens), bool)
    is_new[:1] = True
    wanted = np.ones(len(tokens), bool)
    for length in range(1, terms.MAX_PREFIX_LENGTH + 1):
        column = codes[:, length - 1]
        is_new[1:] |= column[1:] != column[:-1]
        examples = np.flatnonzero(is_new)
        prefixes = (np.cumsum(is_new) - 1).astype(np.uint32)
        least = 1 if length <= terms.MAX_COMPLETE_PREFIX else min_docs
        entry_counts = np.bincount(prefixes[places], minlength=len(examples))
        wanted &= (column != 0) & (entry_counts[prefixes] >= least)
        places, offsets = _selected(places, offsets, wanted)
        for prefix, block in _blocks(prefixes[places], offsets, least):
            text = tokens[examples[prefix]][:length]
            yield terms.prefix_term(text, in_title=in_title), block


def _first_codes(tokens: Sequence[str]) -> NDArray[np.uint32]:
    """A row for each token: the code points of its first characters, 0 behind its end."""
    texts = np.array(tokens, f"U{terms.MAX_PREFIX_LENGTH}")
    return texts.view(np.uint32).reshape(len(tokens), terms.MAX_PREFIX_LENGTH)


def _selected(
    places: _Numbers, offsets: _Numbers, wanted: NDArray[np.bool_]
) -> tuple[_Numbers, _Numbers]:
    """The entries whose tokens are wanted."""
    kept = wanted[places]
    return places[kept], offsets[kept]


def _distinct(numbers: _Numbers, offsets: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Each entry once, sorted by number and offset."""
    if not len(numbers):
        return numbers, offsets
    both: _Numbers = numbers * np.uint64(segments.SEGMENT_SIZE) + offsets
    if both.max() <= np.iinfo(np.uint32).max:  # which are sorted twice as fast
        both = both.astype(np.uint32)
    both.sort()
    both = both[np.concatenate(([True], both[1:] != both[:-1]))]
    size = both.dtype.type(segments.SEGMENT_SIZE)
    return both // size, both % size


def _blocks(numbers: _Numbers, offsets: _Numbers, min_docs: int) -> Iterator[tuple[int, bytes]]:
    """The blocks of what is numbered, of each that enough articles have."""
    if min_docs > 1:  # most of what too few articles have is left out before it is sorted
        buckets = (numbers * _FACTOR >> _SHIFT).astype(np.intp)
        kept = (np.bincount(buckets, minlength=1) >= min_docs)[buckets]
        numbers, offsets = numbers[kept], offsets[kept]
    if not len(numbers):
        return
    numbers, offsets = _distinct(numbers, offsets)
    in_segment = offsets.astype("<u2")
    starts = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))
    ends = np.append(starts[1:], len(numbers))
    enough = ends - starts >= min_docs
    starts, ends = starts[enough], ends[enough]
    raw = in_segment.tobytes()
    width = segments.SEGMENT_SIZE // 8
    for number, start, end in zip(
        numbers[starts].tolist(), starts.tolist(), ends.tolist(), strict=True
    ):
        if 2 * (end - start) < width:
            yield number, raw[2 * start : 2 * end]
        else:
            flags = np.zeros(segments.SEGMENT_SIZE, np.uint8)
            flags[in_segment[start:end]] = 1
            yield number, np.packbits(flags, bitorder="little").tobytes()
