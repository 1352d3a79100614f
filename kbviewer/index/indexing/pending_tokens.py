"""The tokens of articles that are not in the postings yet, in memory until they are flushed."""

from __future__ import annotations

from collections.abc import Sequence

from kbviewer.index.indexing.documents import IndexDocument

MAX_SIZE = 12_000_000
"""Characters of tokens above which a segment is flushed before it is full: 200 MB while it is."""


class PendingTokens:
    """The tokens of the articles that this process has written since it last flushed.

    Those of other articles, written by another process or by one that was stopped, can be made
    again from their rows.
    """

    def __init__(self) -> None:
        self._columns: dict[int, tuple[str, ...]] = {}
        self._size = 0

    def add(self, first_id: int, documents: Sequence[IndexDocument]) -> None:
        """Add documents that were written under the doc ids from ``first_id`` on."""
        for doc_id, document in enumerate(documents, first_id):
            self._columns[doc_id] = document.column_tokens
            self._size += size_of(document.column_tokens)

    @property
    def are_many(self) -> bool:
        """Whether they take so much memory that they should be flushed."""
        return self._size > MAX_SIZE

    def take(self, last_id: int) -> dict[int, tuple[str, ...]]:
        """By doc id the tokens of the articles up to ``last_id``, which are forgotten here."""
        taken = {id_: columns for id_, columns in self._columns.items() if id_ <= last_id}
        for doc_id, columns in taken.items():
            del self._columns[doc_id]
            self._size -= size_of(columns)
        return taken


def size_of(columns: Sequence[str]) -> int:
    """How many characters the tokens of an article are."""
    return sum(map(len, columns))
