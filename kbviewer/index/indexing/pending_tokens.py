"""The tokens of articles that are not in the postings yet, in memory until they are flushed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Self

from kbviewer.index.indexing.documents import IndexDocument
from kbviewer.index.schema import TITLE_COLUMN

MAX_SIZE = 12_000_000
"""Characters of tokens above which a segment is flushed before it is full: 200 MB while it is."""
_MAX_LENGTH = 200_000
"""Characters of an article's tokens above which repeated ones are left out."""
_TOKEN = re.compile("[^ ]+")


class ArticleTokens(NamedTuple):
    """What postings are made of: the tokens of an article's title, and of all its texts."""

    title: str
    text: str

    @classmethod
    def from_columns(cls, columns: Sequence[str]) -> Self:
        """Those in the columns of the full-text table.

        Of very many each is kept once: postings say no more.
        """
        text = " ".join(filter(None, columns))
        if len(text) > _MAX_LENGTH:
            text = " ".join(dict.fromkeys(token[0] for token in _TOKEN.finditer(text)))
        return cls(columns[TITLE_COLUMN], text)


class PendingTokens:
    """The tokens of the articles that this process has written since it last flushed.

    Those of other articles, written by another process or by one that was stopped, can be made
    again from their rows.
    """

    def __init__(self) -> None:
        self._tokens: dict[int, ArticleTokens] = {}
        self._size = 0

    def add(self, first_id: int, documents: Sequence[IndexDocument]) -> None:
        """Add documents that were written under the doc ids from ``first_id`` on."""
        for doc_id, document in enumerate(documents, first_id):
            tokens = ArticleTokens.from_columns(document.column_tokens)
            self._tokens[doc_id] = tokens
            self._size += len(tokens.text)

    @property
    def are_many(self) -> bool:
        """Whether they take so much memory that they should be flushed."""
        return self._size > MAX_SIZE

    def take(self, last_id: int) -> dict[int, ArticleTokens]:
        """By doc id the tokens of the articles up to ``last_id``, which are forgotten here."""
        taken = {id_: tokens for id_, tokens in self._tokens.items() if id_ <= last_id}
        for doc_id, tokens in taken.items():
            del self._tokens[doc_id]
            self._size -= len(tokens.text)
        return taken
