"""The tokens of articles that are not in the postings yet, in memory until they are flushed."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kbviewer.index.indexing.documents import IndexDocument
from kbviewer.index.postings import segments
from kbviewer.index.schema import TITLE_COLUMN

MAX_TOKENS = 8_000_000
"""Tokens above which a segment is flushed before it is full: about 200 MB while it is."""


class TokenNumbers(dict[str, int]):
    """Tokens, numbered in the order in which they are first asked for."""

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        return number


class DocTokens:
    """The numbers of the tokens of some articles, each once, one article behind the other.

    Attributes:
        numbers: of the tokens.
        counts: how many of ``numbers`` each article has.
    """

    def __init__(self) -> None:
        self.numbers = array("I")
        self.counts = array("I")

    def add(self, tokens: Iterable[str], numbers: TokenNumbers) -> None:
        """Add the tokens of the next article."""
        before = len(self.numbers)
        self.numbers.extend(map(numbers.__getitem__, set(tokens)))
        self.counts.append(len(self.numbers) - before)


class SegmentTokens:
    """The tokens of articles of one segment.

    Attributes:
        numbers: their numbers.
        doc_ids: the articles, in the order in which they were added.
        in_title: the tokens of their titles.
        in_text: those of all their texts, titles included.
    """

    def __init__(self) -> None:
        self.numbers = TokenNumbers()
        self.doc_ids = array("I")
        self.in_title = DocTokens()
        self.in_text = DocTokens()

    def add(self, doc_id: int, columns: Sequence[str]) -> None:
        """Add an article with the tokens of each column of the full-text table."""
        self.doc_ids.append(doc_id)
        self.in_title.add(columns[TITLE_COLUMN].split(), self.numbers)
        self.in_text.add(" ".join(columns).split(), self.numbers)

    def __len__(self) -> int:
        return len(self.in_text.numbers)


class PendingTokens:
    """The tokens of the articles that this process has written since it last flushed.

    Those of other articles, written by another process or by one that was stopped, can be made
    again from their rows.
    """

    def __init__(self) -> None:
        self._by_segment: defaultdict[int, SegmentTokens] = defaultdict(SegmentTokens)

    def add(self, first_id: int, documents: Sequence[IndexDocument]) -> None:
        """Add documents that were written under the doc ids from ``first_id`` on."""
        for doc_id, document in enumerate(documents, first_id):
            tokens = self._by_segment[doc_id // segments.SEGMENT_SIZE]
            tokens.add(doc_id, document.column_tokens)

    @property
    def are_many(self) -> bool:
        """Whether they take so much memory that they should be flushed."""
        return sum(map(len, self._by_segment.values())) > MAX_TOKENS

    def take(self, segment: int) -> SegmentTokens:
        """The tokens of a segment, which are forgotten here, as those of the segments before it."""
        taken = self._by_segment.pop(segment, SegmentTokens())
        for old in [number for number in self._by_segment if number < segment]:
            del self._by_segment[old]
        return taken
