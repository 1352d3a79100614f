"""The pieces of a run of characters, anywhere in an article, where it is nowhere in one piece.

A run is cut where that is likeliest, if each of its pieces were drawn from all pieces of up to six
characters by the number of articles that have them: the words of the library itself, without a
dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from kbviewer.i18n import plural, tr
from kbviewer.index.suggest.suggestion import Suggestion, SuggestionKind
from kbviewer.index.suggest.term_statistics import TermStatistics
from kbviewer.query.parts import QueryPart, query_parts, replace_parts
from kbviewer.text.fold import fold_with_map
from kbviewer.text.tokenizer import Gap, UnitKind, units

_LONGEST_PIECE = 6
_LONGEST_RUN = 40
"""Characters of a run that is cut; each of them costs some searches for phrases."""
_LONE_CHARACTER = 0.5
"""Articles that a lone character counts as having: fewer than any piece that is found."""

Pieces = list[tuple[int, int]]
"""Spans of pieces."""


def suggest_apart(query: str, statistics: TermStatistics) -> Iterator[Suggestion]:
    """The query with its runs cut into pieces, if some article has all of these."""
    cut = {
        part: spans
        for part in query_parts(query)
        if part.is_free and len(spans := pieces_of(part.text, statistics)) > 1
    }
    if not cut:
        return
    total = statistics.count(_with_pieces(query, cut))
    if not total:  # the longest piece once more
        part, longest = max(
            ((part, span) for part, spans in cut.items() for span in spans),
            key=lambda item: item[1][1] - item[1][0],
        )
        shorter = pieces_of(part.text[slice(*longest)], statistics, longest[1] - longest[0] - 1)
        if len(shorter) < 2:
            return
        index = cut[part].index(longest)
        cut[part][index : index + 1] = [(longest[0] + a, longest[0] + b) for a, b in shorter]
        total = statistics.count(_with_pieces(query, cut))
    if total:
        whole = " ".join(part.text for part in cut)
        pieces = " · ".join(
            part.text[start:end] for part, spans in cut.items() for start, end in spans
        )
        yield Suggestion(
            SuggestionKind.APART,
            plural(
                total,
                tr("Nothing has {whole} in one piece. {n} article has {pieces}"),
                tr("Nothing has {whole} in one piece. {n} articles have {pieces}"),
                whole=whole,
                pieces=pieces,
            ),
            _with_pieces(query, cut),
            total,
        )


def pieces_of(text: str, statistics: TermStatistics, longest: int = _LONGEST_PIECE) -> Pieces:
    """The words of a text, and the likeliest pieces of its runs, as spans of the text.

    A lone character between pieces is left out, but not one that is a run of its own.

    Args:
        text: a part of a query.
        statistics: of the index.
        longest: the most characters of a piece.
    """
    folded = fold_with_map(text)
    spans: Pieces = []
    is_behind_word = False
    for unit in units(folded.text):
        is_word = unit.kind is UnitKind.WORD
        if is_word or unit.end - unit.start == 1:
            span = folded.original_span(unit.start, unit.end)
            if is_word and is_behind_word and unit.gap in (Gap.NONE, Gap.SOFT):
                spans[-1] = spans[-1][0], span[1]  # iPhone15 and e-commerce stay as they are
            else:
                spans.append(span)
        else:
            cuts = cut_run(unit.text[:_LONGEST_RUN], statistics, longest)
            spans += (
                folded.original_span(unit.start + start, unit.start + end)
                for start, end in cuts
                if end - start > 1
            )
        is_behind_word = is_word
    return spans


def cut_run(run: str, statistics: TermStatistics, longest: int = _LONGEST_PIECE) -> Pieces:
    """The likeliest pieces of a folded run, in order; together they are the run."""
    counts = _piece_counts(run, statistics, longest)
    articles = statistics.article_count + 1
    best: list[tuple[float, Pieces]] = [(0.0, [])]
    for end in range(1, len(run) + 1):
        best.append(
            max(
                (
                    best[start][0] + log(counts.get((start, end), _LONE_CHARACTER) / articles),
                    [*best[start][1], (start, end)],
                )
                for start in range(max(0, end - longest), end)
                if end - start == 1 or (start, end) in counts
            )
        )
    return best[-1][1]


def _piece_counts(run: str, statistics: TermStatistics, longest: int) -> dict[tuple[int, int], int]:
    """How many articles have each piece of a run, of two characters or more."""
    pairs = [run[start : start + 2] for start in range(len(run) - 1)]
    known = statistics.token_counts(pairs)
    counts = {(i, i + 2): known[pair] for i, pair in enumerate(pairs) if pair in known}
    if longest < 2:
        return {}
    for length in range(3, longest + 1):
        for start in range(len(run) - length + 1):
            end = start + length
            if (start, end - 1) in counts and (start + 1, end) in counts:
                count = statistics.docs_with_run(run[start:end]).bit_count()
                if count:
                    counts[start, end] = count
    return counts


def _with_pieces(query: str, cut: dict[QueryPart, Pieces]) -> str:
    return replace_parts(
        query,
        {
            part: " ".join(part.text[start:end] for start, end in spans)
            for part, spans in cut.items()
        },
    )
