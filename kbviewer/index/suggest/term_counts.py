"""Which term no article has, and what a query would find without one of its terms."""

from __future__ import annotations

from collections.abc import Iterator

from kbviewer.i18n import plural, tr
from kbviewer.index.suggest.suggestion import Suggestion, SuggestionKind
from kbviewer.index.suggest.term_statistics import TermStatistics
from kbviewer.query.parser import parse_query
from kbviewer.query.parts import QueryPart, has_alternatives, query_parts, replace_parts

_MAX_PARTS = 12
"""Parts of a query that are counted; people type a handful."""
_MAX_OFFERS = 3


def suggest_from_counts(query: str, statistics: TermStatistics) -> Iterator[Suggestion]:
    """The counts of a query's terms, the other topics, and the query without one of its terms."""
    total = statistics.count(query)
    elsewhere = statistics.docs_in_all_topics(query).bit_count() - total
    if elsewhere:
        yield Suggestion(
            SuggestionKind.COUNT,
            plural(
                elsewhere,
                tr("{n} article outside this topic matches"),
                tr("{n} articles outside this topic match"),
            ),
            query,
            elsewhere + total,
            leaves_topic=True,
        )
    if total:
        return
    for note in parse_query(query).notes:
        yield Suggestion(SuggestionKind.COUNT, str(note))
    parts = query_parts(query)[:_MAX_PARTS]
    if counted := _counts(query, parts, statistics):
        yield Suggestion(SuggestionKind.COUNT, counted)
    if len(parts) > 1 and not has_alternatives(query):
        yield from _without_each(query, parts, statistics)


def _counts(query: str, parts: list[QueryPart], statistics: TermStatistics) -> str:
    """The count of each term, those that no article has first; "" where there is one term."""
    counts = {
        part.text: statistics.count(
            query[part.start :] if part.end == len(query) else f"{part.text} "
        )
        for part in parts
        if not part.is_excluded
    }
    if len(counts) < 2:
        return ""
    rarest = sorted(counts.items(), key=lambda item: item[1] > 0)
    return " · ".join(
        plural(count, tr("{term}: {n} article"), tr("{term}: {n} articles"), term=text)
        for text, count in rarest
    )


def _without_each(
    query: str, parts: list[QueryPart], statistics: TermStatistics
) -> Iterator[Suggestion]:
    """The query without one of its free terms, the most found first."""
    found = [
        (count, part.text, shorter)
        for part in parts
        if part.is_free
        and (shorter := replace_parts(query, {part: ""})).strip()
        and (count := statistics.count(shorter))
    ]
    for count, text, shorter in sorted(found, key=lambda one: -one[0])[:_MAX_OFFERS]:
        why = plural(
            count, tr("Without {term}: {n} article"), tr("Without {term}: {n} articles"), term=text
        )
        yield Suggestion(SuggestionKind.COUNT, why, shorter, count)
