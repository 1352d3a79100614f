"""Words that are written or spoken nearly as a typed one, and that articles have.

A word of letters is taken for one edit away from another (a letter too many, too few, another or
two exchanged), or for pinyin; of a run one character is taken for a homophone. Numbers are never
changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest
from operator import attrgetter
from string import ascii_lowercase

from kbviewer.i18n import plural, tr
from kbviewer.index.suggest.glossary import initials_of
from kbviewer.index.suggest.pinyin import characters_read, homophones, syllables_of
from kbviewer.index.suggest.suggestion import Suggestion, SuggestionKind
from kbviewer.index.suggest.term_statistics import TermStatistics
from kbviewer.query.parts import query_parts, replace_parts
from kbviewer.text.fold import fold_with_map
from kbviewer.text.stemmer import has_inflections, stem
from kbviewer.text.tokenizer import Unit, UnitKind, units

_MAX_OFFERS = 3
_MAX_COUNTED = 12
"""Candidates whose queries are counted; the offers are those that find most."""
_COMMONER = 10
"""How many times as many articles must have a word as a typed one that some have, too."""
_SHORTEST_WORD = 3
_LONGEST_RUN = 12
_LONGEST_PINYIN = 24
"""Letters of a word that is read as pinyin."""
_MAX_HOMOPHONES = 32
"""Homophones of a character that are tried, the most frequent ones."""
_BEAM = 25
"""Beginnings of a run that are kept while pinyin is read."""


def suggest_spelling(query: str, statistics: TermStatistics) -> Iterator[Suggestion]:
    """The query with one word or character replaced; up to three, those that find most first."""
    total = statistics.count(query)
    found: dict[str, tuple[int, str, str]] = {}
    for part in filter(attrgetter("is_free"), query_parts(query)):
        folded = fold_with_map(part.text)
        for unit in units(folded.text):
            start, end = folded.original_span(unit.start, unit.end)
            for candidate in _candidates(unit, statistics):
                written = f"{part.text[:start]}{candidate}{part.text[end:]}"
                changed = replace_parts(query, {part: written})
                count = statistics.count(changed)
                if count > total * _COMMONER:
                    found[changed] = (count, part.text[start:end], candidate)
    for changed, (count, old, new) in nlargest(
        _MAX_OFFERS, found.items(), key=lambda one: one[1][0]
    ):
        yield Suggestion(
            SuggestionKind.SPELLING,
            plural(
                count,
                tr("Did you mean {new} for {old}? {n} article"),
                tr("Did you mean {new} for {old}? {n} articles"),
                new=new,
                old=old,
            ),
            changed,
            count,
            new,
        )


def _candidates(unit: Unit, statistics: TermStatistics) -> Iterable[str]:
    """What may have been meant by a word or run, the likeliest first."""
    if unit.kind is UnitKind.RUN:
        return _with_homophone(unit.text, statistics) if len(unit.text) <= _LONGEST_RUN else ()
    if not (has_inflections(unit.text) and len(unit.text) >= _SHORTEST_WORD):
        return ()
    written = _one_edit_away(unit.text, statistics)
    spoken = read_pinyin(unit.text, statistics) if len(unit.text) <= _LONGEST_PINYIN else []
    return [*written, *spoken, *initials_of(unit.text)]


# --- words of letters


def _one_edit_away(word: str, statistics: TermStatistics) -> list[str]:
    """The most frequent words one edit from ``word``, without its own inflections."""
    own = statistics.docs_with_word(word).bit_count()
    known = statistics.known_words(edits_of(word))
    counts = statistics.token_counts(known)
    others = [
        other
        for other, count in counts.items()
        if stem(other) != stem(word) and count > own * _COMMONER
    ]
    return nlargest(_MAX_COUNTED, others, key=lambda other: (counts[other], other))


def edits_of(word: str) -> set[str]:
    """All words of letters a to z that are one edit from ``word``."""
    splits = [(word[:index], word[index:]) for index in range(len(word) + 1)]
    edited = {head + tail[1:] for head, tail in splits if tail}
    edited.update(head + tail[1] + tail[0] + tail[2:] for head, tail in splits if len(tail) > 1)
    for letter in ascii_lowercase:
        edited.update(head + letter + tail for head, tail in splits)
        edited.update(head + letter + tail[1:] for head, tail in splits if tail)
    edited.discard(word)
    return {one for one in edited if has_inflections(one)}


# --- characters


def _with_homophone(run: str, statistics: TermStatistics) -> list[str]:
    """The run with one character replaced by a homophone, where all pairs of it are known."""
    if len(run) < 2:
        return []
    changed = [
        f"{run[:index]}{other}{run[index + 1 :]}"
        for index, character in enumerate(run)
        for other in _frequent(homophones(character), statistics)
    ]
    counts = statistics.token_counts({pair for one in changed for pair in _pairs(one)})
    scored = {one: min(counts.get(pair, 0) for pair in _changed_pairs(one, run)) for one in changed}
    return [
        one
        for one in nlargest(_MAX_COUNTED, scored, key=lambda one: (scored[one], one))
        if scored[one]
    ]


def _pairs(run: str) -> list[str]:
    return [run[index : index + 2] for index in range(len(run) - 1)]


def _changed_pairs(run: str, old: str) -> list[str]:
    """The pairs in which a run differs from another one of the same length."""
    return [new for new, pair in zip(_pairs(run), _pairs(old), strict=True) if new != pair]


def read_pinyin(letters: str, statistics: TermStatistics) -> list[str]:
    """The runs that letters spell in pinyin and articles have, the most frequent first."""
    found: dict[str, int] = {}
    for syllables in syllables_of(letters):
        if len(syllables) > 1:
            choices = [_frequent(characters_read(one), statistics) for one in syllables]
            found.update(_frequent_runs(choices, statistics))
    return nlargest(_MAX_COUNTED, found, key=lambda run: (found[run], run))


def _frequent_runs(choices: list[list[str]], statistics: TermStatistics) -> dict[str, int]:
    """The runs with one of the characters at each place that have the most frequent pairs."""
    beginnings = dict.fromkeys(choices[0], statistics.article_count)
    for following in choices[1:]:
        last = {run[-1] for run in beginnings}
        counts = statistics.token_counts([a + b for a in last for b in following])
        longer = {
            run + other: min(count, counts[run[-1] + other])
            for run, count in beginnings.items()
            for other in following
            if run[-1] + other in counts
        }
        kept = nlargest(_BEAM, longer, key=lambda run: (longer[run], run))
        beginnings = {run: longer[run] for run in kept}
    if len(choices) > 2:
        exact = {run: statistics.docs_with_run(run).bit_count() for run in beginnings}
        return {run: count for run, count in exact.items() if count}
    return beginnings


def _frequent(characters: str, statistics: TermStatistics) -> list[str]:
    """Those of the characters that articles have, the most frequent ones."""
    counts = statistics.character_counts(characters)
    return nlargest(_MAX_HOMOPHONES, counts, key=lambda one: (counts[one], one))
