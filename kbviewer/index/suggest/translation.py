"""A query's terms in the other language, added with OR.

The pairs come from the user's list and the shipped one (``glossary.py``), from the titles of
topics, and from what the articles themselves write: ``English (中文)`` and ``中文（English）``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from kbviewer.i18n import plural, tr
from kbviewer.index.corruption import check_rows, parse_spans
from kbviewer.index.postings import bitset
from kbviewer.index.sql import IN_LIST, json_list
from kbviewer.index.suggest.glossary import (
    Translation,
    shipped_translations,
    term_key,
    user_translations,
)
from kbviewer.index.suggest.suggestion import Suggestion, SuggestionKind
from kbviewer.index.suggest.term_statistics import TermStatistics
from kbviewer.query.parts import QueryPart, query_parts, replace_parts
from kbviewer.text.fold import fold
from kbviewer.text.tokenizer import UnitKind, units

_MAX_OFFERS = 3
_MAX_WORDS = 4
"""Words of a term in English."""
_MAX_TERMS = 12
"""Terms, or words that may be one term, that are looked up."""
_MAX_READ = 100
"""Articles that are looked through for a term with its translation in brackets."""
_MIN_SIGHTINGS = 2
"""Places in texts that must have a pair; in a title or heading once is enough."""
_WORDS = re.compile("[A-Za-z]+(?:[ -][A-Za-z]+)*")
_HAN = "\u3400-\u9fff"
_OPEN, _CLOSE = r"\s?[（(]\s?", r"\s?[)）]"
_ENGLISH = r"([A-Za-z][A-Za-z0-9&.'’ -]{1,40})"
_CAPITALIZED = r"((?-i:[A-Z])[\w.&'’-]*(?: (?:of|and|the|for|(?-i:[A-Z])[\w.&'’-]*)){0,4})"
_CHINESE = f"([{_HAN}]{{2,12}})"
_SHARE = 0.6
"""Of the places where a term has Chinese in front of it, those that must agree on where the
translation begins."""


def suggest_translation(query: str, statistics: TermStatistics) -> Iterator[Suggestion]:
    """The query with a term in the other language beside one of its own."""
    total = statistics.count(query)
    taken: set[QueryPart] = set()
    offers = 0
    for parts in islice(_terms(query), _MAX_TERMS):
        if offers == _MAX_OFFERS or not taken.isdisjoint(parts):
            continue
        term = query[parts[0].start : parts[-1].end]
        for translation in _translations(term, statistics):
            taken.update(parts)
            offered = _with_alternative(query, parts, translation.text)
            count = statistics.count(offered)
            if count > total:
                offers += 1
                yield Suggestion(
                    SuggestionKind.LANGUAGE,
                    tr("Also: {term} (+{n}), from {origin}").format(
                        term=translation.text, n=f"{count - total:,}", origin=translation.origin
                    ),
                    offered,
                    count,
                    translation.text,
                )
                break


def _terms(query: str) -> Iterator[Sequence[QueryPart]]:
    """What may be a term: words side by side, the most first, and the free parts."""
    parts = query_parts(query)
    for length in range(_MAX_WORDS, 0, -1):
        for start in range(len(parts) - length + 1):
            found = parts[start : start + length]
            texts = [part.text for part in found]
            is_phrase = length == 1 or all(text.isascii() for text in texts)
            is_whole = query[found[0].start : found[-1].end].split() == texts
            if is_phrase and is_whole and all(part.is_free for part in found):
                yield found


def _translations(term: str, statistics: TermStatistics) -> Iterator[Translation]:
    """The translations of a term, each once, those of the user and of the library first."""
    seen = {term_key(term)}
    for translation in chain(
        user_translations(term),
        _topic_translations(term, statistics),
        shipped_translations(term),
        _mined_translations(term, statistics),
    ):
        if (key := term_key(translation.text)) not in seen:
            seen.add(key)
            yield translation


def _with_alternative(query: str, parts: Sequence[QueryPart], other: str) -> str:
    """The query with a term or another one in the place of a term."""
    is_whole = query.strip() == query[parts[0].start : parts[-1].end]
    term = query[parts[0].start : parts[-1].end]
    both = f"{term} OR {_as_one_literal(other)}"
    others = dict.fromkeys(parts[1:], "")
    return replace_parts(query, {parts[0]: both if is_whole else f"({both})", **others})


def _as_one_literal(term: str) -> str:
    """A term as it is typed, so that its words are side by side and the last one inflects."""
    if _WORDS.fullmatch(term):
        return "-".join(term.split())
    return f'"{term}"' if " " in term else term


def _topic_translations(term: str, statistics: TermStatistics) -> Iterator[Translation]:
    """The other title of a topic with this title."""
    key = term_key(term)
    for _, _, title, title_zh in statistics.reader.topic_names():
        for own, other in ((title, title_zh), (title_zh, title)):
            if own and other and term_key(own) == key:
                yield Translation(
                    other, tr("the topic {title}").format(title=f"{title} {title_zh}")
                )


# --- pairs in texts


def _mined_translations(term: str, statistics: TermStatistics) -> Iterator[Translation]:
    """What articles write in brackets behind a term, or in front of a term in brackets."""
    found = list(units(fold(term)))
    if not found:
        return
    is_chinese = all(unit.kind is UnitKind.RUN for unit in found)
    docs = statistics.docs_in_all_topics(f'"{term}"')
    newest = list(bitset.doc_ids_of(docs))[-_MAX_READ:]
    rows = statistics.db.execute(
        f"SELECT title, headings, body FROM article WHERE id {IN_LIST}", (json_list(newest),)
    )
    sightings = _Sightings()
    for title, headings, body in check_rows(rows, str, str, str):
        for text in (title, *(body[start:end] for start, end in parse_spans(headings))):
            for other, is_certain in _pairs(term, text, is_chinese=is_chinese):
                sightings.add(other, is_heading=True, is_certain=is_certain)
        for other, is_certain in _pairs(term, body, is_chinese=is_chinese):
            sightings.add(other, is_heading=False, is_certain=is_certain)
    for other, count in sightings.translations():
        times = plural(count, tr("the articles, once"), tr("the articles, {n} times"))
        yield Translation(other, times)


class _Sightings:
    """The translations of one term that texts have, and how often."""

    def __init__(self) -> None:
        self._certain: Counter[str] = Counter()
        self._uncertain: Counter[str] = Counter()
        self._in_headings: set[str] = set()

    def add(self, other: str, *, is_heading: bool, is_certain: bool) -> None:
        """Note a translation; where it begins may be uncertain."""
        (self._certain if is_certain else self._uncertain)[other] += 1
        if is_heading:
            self._in_headings.add(other)

    def translations(self) -> Iterator[tuple[str, int]]:
        """Those that are seen often enough, the most frequent first, with their number."""
        found = self._certain.copy()
        ends: dict[str, int] = defaultdict(int)
        for text, count in self._uncertain.items():
            for start in range(len(text) - 1):
                ends[text[start:]] += count
        total = self._uncertain.total()
        agreed = [end for end, count in ends.items() if count >= _SHARE * total]
        if agreed:
            longest = max(agreed, key=len)
            found[longest] += ends[longest]
            self._in_headings |= {longest for one in self._in_headings if one.endswith(longest)}
        for other, count in found.most_common():
            if count >= _MIN_SIGHTINGS or other in self._in_headings:
                yield other, count


def _pairs(term: str, text: str, *, is_chinese: bool) -> Iterator[tuple[str, bool]]:
    """What is in brackets behind a term in a text, or in front of the term in brackets.

    Yields:
        The translation, and whether it is certain where it begins.
    """
    if "(" not in text and "（" not in text:
        return
    shown = re.escape(term)
    inside = rf"{_OPEN}{shown}{_CLOSE}"
    if is_chinese:
        yield from _found(f"{shown}{_OPEN}{_ENGLISH}{_CLOSE}", text)
        yield from _found(_CAPITALIZED + inside, text)
        return
    yield from _found(rf"(?<![A-Za-z]){shown}{_OPEN}{_CHINESE}{_CLOSE}", text)
    yield from _found(_CHINESE + inside, text, is_certain=False)


def _found(pattern: str, text: str, *, is_certain: bool = True) -> Iterator[tuple[str, bool]]:
    for match in re.finditer(pattern, text, re.IGNORECASE):
        yield match[1].strip(), is_certain
