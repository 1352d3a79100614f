"""Turns the tokens of many articles into the blocks of posting terms, with numpy.

It is imported only where postings are made: importing numpy takes a tenth of a second.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kbviewer.index.postings import segments, terms
from kbviewer.text.tokenizer import BREAK, is_word

_Numbers = NDArray[np.uint64]
_CODE_BITS = 21
"""Bits of a character's code point."""


def blocks_of_tokens(
    tokens: Sequence[str],
    doc_tokens: array[int],
    counts: array[int],
    offsets_of_docs: Sequence[int],
    min_docs: int,
    *,
    in_title: bool,
) -> Iterator[tuple[str, bytes]]:
    """The posting terms of articles of one segment, from the tokens of their texts or titles.

    Args:
        tokens: all tokens, each once.
        doc_tokens: the places in ``tokens`` of each article's, each once, article by article.
        counts: how many of them each article has.
        offsets_of_docs: the offset of each article in the segment.
        min_docs: how many articles a term that is not complete must have to be returned.
        in_title: whether the tokens are those of titles.

    Returns:
        Each posting term with its block.
    """
    if not doc_tokens:
        return
    offsets = np.repeat(np.array(offsets_of_docs, np.uint64), np.asarray(counts))
    places = np.array(doc_tokens, np.uint64)
    codes = _first_codes(tokens)
    firsts, first_of_token = np.unique(codes[:, 0], return_inverse=True)
    is_word_start = np.array([is_word(chr(code)) for code in firsts.tolist()])
    words = is_word_start[first_of_token]
    runs = ~words & (codes[:, 0] != ord(BREAK))
    # Whole tokens. The last character of a run alone is nothing to search for.
    frequent = np.bincount(places.astype(np.intp), minlength=len(tokens)) >= min_docs
    wanted = frequent & (words if in_title else words | (runs & (codes[:, 1] != 0)))
    for token, block in _blocks(*_selected(places, offsets, wanted), min_docs):
        yield terms.title_word_term(tokens[token]) if in_title else tokens[token], block
    # Single characters.
    run_places, run_offsets = _selected(places, offsets, runs)
    characters = first_of_token.astype(np.uint64)[run_places]
    for first, block in _blocks(characters, run_offsets, 1):
        yield terms.char_term(chr(firsts[first]), in_title=in_title), block
    # Prefixes of words: each is a number, from that of the one shorter and the next character.
    word_tokens = np.flatnonzero(words)
    place_of_token = np.zeros(len(tokens), np.uint64)
    place_of_token[word_tokens] = np.arange(len(word_tokens))
    places, offsets = _selected(places, offsets, words)
    places, codes = place_of_token[places], codes[word_tokens]
    prefixes = np.zeros(len(word_tokens), np.uint64)
    wanted = np.ones(len(word_tokens), bool)
    for length in range(1, terms.MAX_PREFIX_LENGTH + 1):
        wanted &= codes[:, length - 1] != 0
        numbers = prefixes << np.uint64(_CODE_BITS) | codes[:, length - 1]
        _, examples, inverse = np.unique(numbers, return_index=True, return_inverse=True)
        least = 1 if length <= terms.MAX_COMPLETE_PREFIX else min_docs
        entry_counts = np.bincount(inverse[places], minlength=len(examples))
        wanted &= entry_counts[inverse] >= least
        places, offsets = _selected(places, offsets, wanted)
        prefixes = inverse.astype(np.uint64)
        for prefix, block in _blocks(prefixes[places], offsets, least):
            text = tokens[word_tokens[examples[prefix]]][:length]
            yield terms.prefix_term(text, in_title=in_title), block


def _first_codes(tokens: Sequence[str]) -> NDArray[np.uint64]:
    """A row for each token: the code points of its first characters, 0 behind its end."""
    texts = np.array(tokens, f"U{terms.MAX_PREFIX_LENGTH}")
    codes = texts.view(np.uint32).reshape(len(tokens), terms.MAX_PREFIX_LENGTH)
    return codes.astype(np.uint64)


def _selected(
    places: _Numbers, offsets: _Numbers, wanted: NDArray[np.bool_]
) -> tuple[_Numbers, _Numbers]:
    """The entries whose tokens are wanted."""
    kept = wanted[places]
    return places[kept], offsets[kept]


def _blocks(numbers: _Numbers, offsets: _Numbers, min_docs: int) -> Iterator[tuple[int, bytes]]:
    """The blocks of what is numbered, of each that enough articles have."""
    both = np.sort(numbers * np.uint64(segments.SEGMENT_SIZE) + offsets)
    if not len(both):
        return
    is_new = np.concatenate(([True], both[1:] != both[:-1]))
    both = both[is_new]
    numbers = both // np.uint64(segments.SEGMENT_SIZE)
    in_segment = (both % np.uint64(segments.SEGMENT_SIZE)).astype("<u2")
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
