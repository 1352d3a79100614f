"""Where a query matches in a text.

This is the one place that says whether a term stands in a text. The window's highlights, the
snippets and ``verify`` ask it; the index gives the same answer from its tokens.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from kbviewer.index.query import (
    All,
    Either,
    Ending,
    Field,
    InLanguage,
    InTopic,
    Node,
    Not,
    Query,
    Term,
)
from kbviewer.library.file_id import shown
from kbviewer.text.fold import Folded, fold, fold_with_map, keeps_places
from kbviewer.text.stem import has_inflections, stem
from kbviewer.text.tokens import Kind, Unit, starts, token_between, units


class Text:
    """A text made ready for matching: folded, with the way back."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.folded = fold(original)
        self._keeps_places = keeps_places(original)
        self._maps: dict[int, Folded] = {}

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind folded characters; at least one of them."""
        if self._keeps_places:
            return start, end
        return self._original(start)[0], self._original(end - 1)[1]

    def _original(self, offset: int) -> tuple[int, int]:
        """The original characters behind one folded character, in the line that it stands in."""
        line = bisect_right(self._line_starts[0], offset) - 1
        folded_start, start = (starts[line] for starts in self._line_starts)
        if line not in self._maps:
            end = self.original.find("\n", start)
            self._maps[line] = fold_with_map(self.original[start : end if end >= 0 else None])
        place = offset - folded_start
        first, last = self._maps[line].original(place, place + 1)
        return start + first, start + last

    @cached_property
    def _line_starts(self) -> tuple[list[int], list[int]]:
        """Where the lines begin, in the folded and in the original text: folding keeps them."""
        return _starts(self.folded), _starts(self.original)


def _starts(text: str) -> list[int]:
    starts = [0]
    while (end := text.find("\n", starts[-1])) >= 0:
        starts.append(end + 1)
    return starts


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Where a term stands in a text.

    Attributes:
        start: offset of its first character in the original text.
        end: offset after its last one.
        term: which of the terms asked for.
    """

    start: int
    end: int
    term: int


@dataclass(frozen=True, slots=True)
class Fields:
    """The searchable parts of one article, each ready for matching.

    Attributes:
        title: its title.
        body: its plain text, headings included.
        source: its source.
        hidden: what its markup hides.
        lang: its language.
        published: its time.
        topics: for each topic of it and above it, the text that names the topic.
    """

    title: Text
    body: Text
    source: Text
    hidden: Text
    lang: str
    published: str
    topics: tuple[Text, ...]


def holds(query: Query, fields: Fields) -> bool:
    """Whether an article answers to ``query``."""
    return _holds(query.root, fields)


def _holds(node: Node, fields: Fields) -> bool:  # noqa: PLR0911  one for each kind of node
    if isinstance(node, Term):
        return any(stands_in(node, text) for text in _texts(node.field, fields))
    if isinstance(node, All):
        return all(_holds(part, fields) for part in node.parts)
    if isinstance(node, Either):
        return any(_holds(part, fields) for part in node.parts)
    if isinstance(node, Not):
        return not _holds(node.part, fields)
    if isinstance(node, InTopic):
        return any(stands_in(node.term, text) for text in fields.topics)
    if isinstance(node, InLanguage):
        return fields.lang.startswith(node.code)
    return node.period.holds(fields.published)


def _texts(field: Field | None, fields: Fields) -> Iterable[Text]:
    if field is Field.TITLE:
        return (fields.title,)
    if field is Field.SOURCE:
        return (fields.source,)
    return (fields.title, fields.body, fields.source, fields.hidden)


def stands_in(term: Term, text: Text) -> bool:
    """Whether ``term`` stands anywhere in ``text``."""
    return next(_occurrences(term, text), None) is not None


def find(
    terms: Sequence[Term], text: Text, field: Field | None = None, most: int | None = None
) -> list[Match]:
    """The places of ``terms`` in ``text``, in order, none overlapping another.

    Args:
        terms: what to look for.
        text: where.
        field: the field that ``text`` is; terms asked of another one are passed over.
        most: the first so many places of each term; all where it is None.
    """
    found: list[Match] = []
    for index, term in enumerate(terms):
        if term.field is None or term.field is field:
            for start, end in islice(_occurrences(term, text), most):
                found.append(Match(*text.span(start, end), index))
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[Match] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _occurrences(term: Term, text: Text) -> Iterator[tuple[int, int]]:
    """Folded offsets of places where ``term`` stands, in order, overlapping ones left out."""
    first, last = term.units[0], term.units[-1]
    if first is last and first.kind is Kind.RUN:
        yield from _substrings(first.text, text.folded)
        return
    row: deque[Unit] = deque(maxlen=len(term.units))
    folded = text.folded
    end = 0
    for position in _candidates(term, folded):
        if position < end:
            continue
        start, end, line_end = _piece(folded, position)
        if len(term.units) > _SHORT:
            end = line_end
        row.clear()
        for unit in units(folded, start, line_end):
            row.append(unit)
            if row[0].start >= end:
                break
            if len(row) == row.maxlen and _stands_at(term, row):
                begin, stop = row[0], row[-1]
                yield (
                    begin.start if first.kind is Kind.WORD else begin.end - len(first.text),
                    stop.end if last.kind is Kind.WORD else stop.start + len(last.text),
                )
                row.clear()  # the next one does not overlap it
                row.append(stop)  # but a run may end one and begin the next


_SHORT = 3
"""Units of a term that is looked for piece by piece; for a longer one lines are read as wholes."""
_word_starts = lru_cache(maxsize=256)(starts)


def _substrings(run: str, folded: str) -> Iterator[tuple[int, int]]:
    start = folded.find(run)
    while start >= 0:
        yield start, start + len(run)
        start = folded.find(run, start + len(run))


def _candidates(term: Term, folded: str) -> Iterator[int]:
    """Where ``term`` may begin; in a run also earlier, in the same piece."""
    needle = _needle(term)
    if term.units[0].kind is Kind.WORD:
        for match in _word_starts(needle).finditer(folded):
            yield match.start()
    else:
        position = folded.find(needle)
        while position >= 0:
            yield position
            position = folded.find(needle, position + 1)


def _piece(folded: str, position: int) -> tuple[int, int, int]:
    """The piece between blanks around ``position``: its start and end, and that of the line.

    A match that begins in a piece may go on behind it, but not in the next line.
    """
    line_end = folded.find("\n", position)
    line_end = len(folded) if line_end < 0 else line_end
    start = max(folded.rfind(" ", 0, position), folded.rfind("\n", 0, position)) + 1
    end = folded.find(" ", position, line_end)
    return start, line_end if end < 0 else end, line_end


def _needle(term: Term) -> str:
    """Characters that stand, as they are, wherever ``term`` begins."""
    first = term.units[0]
    if first.kind is Kind.RUN:
        return first.text
    if inflects(term):
        # An inflection keeps the stem but for its last letter: happy, happi-ness.
        return stem(first.text)[:-1] or first.text[0]
    return first.text[0] if first.text[0] in "0123456789" else first.text  # 4000 may be 4,000


def _stands_at(term: Term, row: Sequence[Unit]) -> bool:
    """Whether the units in ``row`` are those of ``term``, with breaks where it has them."""
    phrase = term.units
    end = len(phrase) - 1
    if row[end].kind is not phrase[end].kind or not _fits(term, end, row[end].text):
        return False  # most often it is the last that differs
    for offset, wanted in enumerate(phrase):
        unit = row[offset]
        if unit.kind is not wanted.kind:
            return False
        if offset and (
            token_between(phrase[offset - 1], wanted) != token_between(row[offset - 1], unit)
        ):
            return False
        if not _fits(term, offset, unit.text):
            return False
    return True


def _fits(term: Term, offset: int, text: str) -> bool:
    """Whether ``text`` answers to the unit of ``term`` at ``offset``, both words or both runs."""
    wanted = term.units[offset]
    is_last = offset == len(term.units) - 1
    if wanted.kind is Kind.WORD:
        return matches(term, text) if is_last else text == wanted.text
    if is_last:
        return text.startswith(wanted.text)
    return text == wanted.text if offset else text.endswith(wanted.text)


def matches(term: Term, word: str) -> bool:
    """Whether the last unit of ``term``, a word, is answered by ``word``."""
    wanted = term.units[-1].text
    if word[0] != wanted[0]:
        return False  # no inflection changes the first letter
    if word == wanted:
        return True
    if term.ending in (Ending.PREFIX, Ending.TYPED) and word.startswith(wanted):
        return True
    return inflects(term) and has_inflections(word) and stem(word) == stem(wanted)


def inflects(term: Term) -> bool:
    """Whether inflections of ``term`` match too: of a single word, neither quoted nor starred."""
    return (
        term.word is not None
        and term.ending in (Ending.INFLECTED, Ending.TYPED)
        and has_inflections(term.word)
    )


def topic_text(path: str, title: str, title_zh: str) -> Text:
    """The text that names a topic: its path and both titles."""
    return Text(f"{shown(path)}\n{title}\n{title_zh}")
