"""Makes the suggestions for a query, one kind after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kbviewer.index.database import IndexDatabase
from kbviewer.index.search.searcher import IndexSearcher
from kbviewer.index.suggest.partial_matches import suggest_partial
from kbviewer.index.suggest.segmentation import suggest_apart
from kbviewer.index.suggest.spelling import suggest_spelling
from kbviewer.index.suggest.suggestion import Suggestion, SuggestionKind
from kbviewer.index.suggest.term_counts import suggest_from_counts
from kbviewer.index.suggest.term_statistics import TermStatistics
from kbviewer.index.suggest.translation import suggest_translation

_MAKERS: dict[SuggestionKind, Callable[[str, TermStatistics], Iterator[Suggestion]]] = {
    SuggestionKind.COUNT: suggest_from_counts,
    SuggestionKind.SPELLING: suggest_spelling,
    SuggestionKind.APART: suggest_apart,
    SuggestionKind.LANGUAGE: suggest_translation,
    SuggestionKind.MOST: suggest_partial,
}


class Suggester:
    """Makes suggestions from one index."""

    def __init__(self, database: IndexDatabase, searcher: IndexSearcher) -> None:
        self._database = database
        self._searcher = searcher

    def suggest(self, kind: SuggestionKind, query: str, topic: str = "") -> tuple[Suggestion, ...]:
        """The suggestions of one kind, the best first.

        Args:
            kind: which.
            query: the query as typed.
            topic: the path of the topic or tag in which it was searched for, "" for all.

        Raises:
            IndexFileError: the index cannot be read.
            CorruptIndexError: the index is corrupt.
            GlossaryError: the user's list of terms cannot be read.
        """
        with self._database.read_transaction() as db:
            reader = self._searcher.reader(db)
            scope = reader.live_docs
            if topic:
                topic_id = reader.topic_ids.get(topic)
                scope &= reader.docs_in_topics([] if topic_id is None else [topic_id])
            return tuple(_MAKERS[kind](query, TermStatistics(db, reader, scope)))
