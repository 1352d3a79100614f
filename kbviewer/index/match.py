"""Where a query matches in a text.

This is the one place that says whether a term stands in a text. The window's highlights, the
snippets and ``verify`` ask it; the index gives the same answer from its tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
from kbviewer.text.fold import Folded, fold_with_map
from kbviewer.text.stem import has_inflections, stem
from kbviewer.text.tokens import Kind, Unit, is_broken, units


class Text:
    """A text made ready for matching: folded, and parted into units when first asked."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.folded: Folded = fold_with_map(original)
        self._units: list[Unit] | None = None

    @property
    def units(self) -> list[Unit]:
        """Its words and runs, in order."""
        if self._units is None:
            self._units = list(units(self.folded.text))
        return self._units


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
        texts: title, headings and text, source, and what the markup hides.
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


def find(terms: Sequence[Term], text: Text, field: Field | None = None) -> list[Match]:
    """All places of ``terms`` in ``text``, in order, none overlapping another.

    Args:
        terms: what to look for.
        text: where.
        field: the field that ``text`` is; terms asked of another one are passed over.
    """
    found: list[Match] = []
    for index, term in enumerate(terms):
        if term.field is None or term.field is field:
            for start, end in _occurrences(term, text):
                found.append(Match(*text.folded.original(start, end), index))
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[Match] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _occurrences(term: Term, text: Text) -> Iterator[tuple[int, int]]:
    """Folded offsets of the places where ``term`` stands."""
    first = term.units[0]
    if len(term.units) == 1 and first.kind is Kind.RUN:
        yield from _substrings(first.text, text.folded.text)
        return
    if first.kind is Kind.RUN and first.text not in text.folded.text:
        return
    phrase = term.units
    row = text.units
    last = _comparison(term)
    for index in range(len(row) - len(phrase) + 1):
        if len(phrase) == 1:
            if last(row[index]):
                yield row[index].start, _matched_end(term, row[index])
        elif _begins(phrase[0], row[index]) and _continues(phrase, row, index, last):
            end = row[index + len(phrase) - 1]
            yield row[index].end - _length(phrase[0], row[index]), _matched_end(term, end)


def _substrings(run: str, folded: str) -> Iterator[tuple[int, int]]:
    start = folded.find(run)
    while start >= 0:
        yield start, start + len(run)
        start = folded.find(run, start + len(run))


def _begins(wanted: Unit, unit: Unit) -> bool:
    """Whether a phrase may begin in ``unit``: with the whole word, or the end of the run."""
    if wanted.kind is not unit.kind:
        return False
    if wanted.kind is Kind.WORD:
        return unit.text == wanted.text
    return unit.text.endswith(wanted.text)


def _length(wanted: Unit, unit: Unit) -> int:
    """Folded characters of ``unit``, at its end, that the first unit of a phrase takes."""
    return unit.end - unit.start if wanted.kind is Kind.WORD else len(wanted.text)


def _continues(
    phrase: Sequence[Unit], row: Sequence[Unit], index: int, last: Callable[[Unit], bool]
) -> bool:
    for offset, (before, wanted) in enumerate(pairwise(phrase), start=1):
        unit = row[index + offset]
        if is_broken(before, wanted) != is_broken(row[index + offset - 1], unit):
            return False
        is_last = offset == len(phrase) - 1
        if not (last(unit) if is_last else (unit.kind, unit.text) == (wanted.kind, wanted.text)):
            return False
    return True


def _comparison(term: Term) -> Callable[[Unit], bool]:
    """How the last unit of ``term`` is compared."""
    wanted = term.units[-1]
    if wanted.kind is Kind.RUN:
        return lambda unit: unit.kind is Kind.RUN and unit.text.startswith(wanted.text)
    word = wanted.text
    is_prefix = term.ending in (Ending.PREFIX, Ending.TYPED)
    base = stem(word) if inflects(term) else None

    def compare(unit: Unit) -> bool:
        if unit.kind is not Kind.WORD:
            return False
        if unit.text == word or (is_prefix and unit.text.startswith(word)):
            return True
        if base is None or unit.text[0] != word[0]:  # no inflection changes the first letter
            return False
        return has_inflections(unit.text) and stem(unit.text) == base

    return compare


def inflects(term: Term) -> bool:
    """Whether inflections of ``term`` match too: of a single word, neither quoted nor starred."""
    return (
        term.word is not None
        and term.ending in (Ending.INFLECTED, Ending.TYPED)
        and has_inflections(term.word)
    )


def _matched_end(term: Term, unit: Unit) -> int:
    wanted = term.units[-1]
    return unit.start + len(wanted.text) if wanted.kind is Kind.RUN else unit.end


def topic_text(path: str, title: str, title_zh: str) -> Text:
    """The text that names a topic: its path and both titles."""
    return Text(f"{path}\n{title}\n{title_zh}")
