"""What tests of suggestions have in common: what an index suggests for a query."""

from __future__ import annotations

from kbviewer.index.index import Index
from kbviewer.index.suggest.suggestion import Suggestion, SuggestionKind


def whys(index: Index, kind: SuggestionKind, query: str, topic: str = "") -> list[str]:
    """What is said of each suggestion of a kind."""
    return [suggestion.why for suggestion in suggested(index, kind, query, topic)]


def queries(index: Index, kind: SuggestionKind, query: str) -> list[str]:
    """What each suggestion of a kind would search for."""
    return [suggestion.query for suggestion in suggested(index, kind, query)]


def suggested(
    index: Index, kind: SuggestionKind, query: str, topic: str = ""
) -> tuple[Suggestion, ...]:
    """The suggestions of a kind; each counts what its query finds."""
    found = index.suggest(kind, query, topic)
    for suggestion in found:
        within = "" if suggestion.leaves_topic else topic
        if suggestion.query:
            assert index.search(suggestion.query, topic=within).total == suggestion.total > 0
    return found
