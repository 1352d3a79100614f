"""Where a query matches in a text.

This is the one place that defines whether a term is in a text. Highlights, snippets and the check
of the index use it; the index gives the same answers from its tokens.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice

from kbviewer.library.file_id import display_name
from kbviewer.query.ast import (
    And,
    Field,
    InLanguage,
    InTopic,
    MatchMode,
    Node,
    Not,
    Or,
    Query,
    Term,
)
from kbviewer.text.fold import FoldedText, fold_and_compare, fold_with_map
from kbviewer.text.stemmer import has_inflections, stem, stem_prefix
from kbviewer.text.tokenizer import (
    Gap,
    Unit,
    UnitKind,
    WordPart,
    joined_words,
    parted_words,
    plain_word_at,
    spread_word_pattern,
    token_between,
    units,
    word_start_pattern,
)


class SearchableText:
    """A text prepared for matching: folded, with a map back to the original offsets."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.folded, self._preserves_offsets = fold_and_compare(original)
        self._line_maps: dict[int, FoldedText] = {}

    @cached_property
    def joined_words(self) -> Sequence[WordPart]:
        """What the text writes in several words, as one word."""
        return tuple(joined_words(self.folded))

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that folded to the characters ``start`` to ``end``."""
        if self._preserves_offsets:
            return start, end
        return self._original_character(start)[0], self._original_character(end - 1)[1]

    def _original_character(self, offset: int) -> tuple[int, int]:
        """The span of the original characters that folded to one; only its line is mapped."""
        line = bisect_right(self._line_starts[0], offset) - 1
        folded_start, start = (starts[line] for starts in self._line_starts)
        if line not in self._line_maps:
            end = self.original.find("\n", start)
            self._line_maps[line] = fold_with_map(self.original[start : end if end >= 0 else None])
        column = offset - folded_start
        first, last = self._line_maps[line].original_span(column, column + 1)
        return start + first, start + last

    @cached_property
    def _line_starts(self) -> tuple[list[int], list[int]]:
        """Where lines start, in the folded and in the original text: folding keeps line ends."""
        return _line_starts_in(self.folded), _line_starts_in(self.original)


def _line_starts_in(text: str) -> list[int]:
    starts = [0]
    while (end := text.find("\n", starts[-1])) >= 0:
        starts.append(end + 1)
    return starts


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """One occurrence of a term in a text.

    Attributes:
        start: offset of its first character in the original text.
        end: offset after its last one.
        term_index: which of the terms it is.
    """

    start: int
    end: int
    term_index: int


@dataclass(frozen=True, slots=True)
class SearchableArticle:
    """The searchable texts of one article, each prepared for matching.

    Attributes:
        title: its title.
        body: its plain text, headings included.
        source: its source.
        author: its author.
        hidden: what its markup hides.
        names: its names, a line each.
        tags: its tags, a line each.
        path: of its file.
        lang: its language.
        published: its date.
        topics: the names of each of its topics and those above them.
    """

    title: SearchableText
    body: SearchableText
    source: SearchableText
    author: SearchableText
    hidden: SearchableText
    names: SearchableText
    tags: SearchableText
    path: SearchableText
    lang: str
    published: str
    topics: tuple[SearchableText, ...]


def matches_article(query: Query, article: SearchableArticle) -> bool:
    """Whether an article matches ``query``."""
    return _matches_node(query.root, article)


def _matches_node(node: Node, article: SearchableArticle) -> bool:  # noqa: PLR0911  one for each kind of node
    if isinstance(node, Term):
        return any(occurs_in(node, text) for text in _texts_of_field(node.field, article))
    if isinstance(node, And):
        return all(_matches_node(child, article) for child in node.children)
    if isinstance(node, Or):
        return any(_matches_node(child, article) for child in node.children)
    if isinstance(node, Not):
        return not _matches_node(node.child, article)
    if isinstance(node, InTopic):
        return any(occurs_in(node.term, names) for names in article.topics)
    if isinstance(node, InLanguage):
        return article.lang.startswith(node.code)
    return node.period.contains(article.published)


def _texts_of_field(field: Field | None, article: SearchableArticle) -> Iterable[SearchableText]:
    if field is None:
        return (
            article.title, article.body, article.source, article.author, article.hidden,
            article.names,
        )  # fmt: skip
    return (
        {
            Field.TITLE: article.title,
            Field.SOURCE: article.source,
            Field.AUTHOR: article.author,
            Field.TAG: article.tags,
            Field.FILE: article.path,
        }[field],
    )


def occurs_in(term: Term, text: SearchableText) -> bool:
    """Whether ``term`` is in ``text``."""
    return next(_occurrences(term, text), None) is not None


def find_matches(
    terms: Sequence[Term],
    text: SearchableText,
    field: Field | None = None,
    limit: int | None = None,
) -> list[Match]:
    """The matches of ``terms`` in ``text``, in order, none overlapping another.

    Args:
        terms: what to look for.
        text: where to look.
        field: the field that ``text`` is; terms restricted to another one are skipped.
        limit: the most matches of each term; None for all.
    """
    found: list[Match] = []
    for index, term in enumerate(terms):
        if term.field is None or term.field is field:
            for start, end in islice(_occurrences(term, text), limit):
                found.append(Match(*text.original_span(start, end), index))
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[Match] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _occurrences(term: Term, text: SearchableText) -> Iterator[tuple[int, int]]:
    """The folded spans of ``term`` in ``text``, in order; overlapping ones are left out."""
    first = term.units[0]
    if len(term.units) == 1 and first.kind is UnitKind.RUN:
        return _substrings(first.text, text.folded)
    if not term.is_bare:
        return _as_typed(term, text)
    if term.word:
        return _as_word(term, term.word, text.folded)
    return _as_compound(term, text)


def _as_compound(term: Term, text: SearchableText) -> Iterator[tuple[int, int]]:
    """The spans of a compound as it is typed, or as one word."""
    end = 0
    for span in sorted([*_as_one_word(term, text), *_as_typed(term, text)]):
        if span[0] >= end:
            end = span[1]
            yield span


def _as_word(term: Term, word: str, folded: str) -> Iterator[tuple[int, int]]:
    """The spans of a single word, also of what a text writes in several words.

    Two words that make it up are parted by a soft gap.
    """
    pairs = parted_words(word) if term.match_mode is not MatchMode.PREFIX else ()
    piece_end = end = 0
    for candidate in _cached_spread_pattern(_needle(term)).finditer(folded):
        position = candidate.start()
        if position < piece_end:
            continue
        if plain := plain_word_at(folded, position):
            if word_matches(term, plain):
                end = position + len(plain)
                yield position, end
                continue
            if not any(plain == first for first, _ in pairs):
                continue
        start, piece_end, line_end = _piece(folded, position)
        joined = joined_words(folded, start, piece_end)
        ends = {one.start: one.end for one in joined if word_matches(term, one.text)}
        before = ("", 0)
        for unit in units(folded, start, line_end):
            if unit.gap is Gap.SOFT and (before[0], unit.text) in pairs:
                ends.setdefault(before[1], unit.end)
            if unit.start >= piece_end:
                break
            if unit.kind is UnitKind.WORD and word_matches(term, unit.text):
                ends[unit.start] = unit.end
            before = unit.text, unit.start
        for begin in sorted(ends):
            if begin >= end:
                end = ends[begin]
                yield begin, end


def _as_one_word(term: Term, text: SearchableText) -> Iterator[tuple[int, int]]:
    """The spans of what the text writes in one word and the term in several, or as a compound."""
    whole = _as_single_word(term)
    for word in text.joined_words:
        if word_matches(whole, word.text):
            yield word.start, word.end
    yield from _as_typed(whole, text)


@lru_cache(maxsize=256)
def _as_single_word(term: Term) -> Term:
    return replace(term, units=(term.units[0]._replace(text=term.joined),), joined="")


def _as_typed(term: Term, text: SearchableText) -> Iterator[tuple[int, int]]:
    """The spans of the units of ``term`` side by side."""
    first, last = term.units[0], term.units[-1]
    window: deque[Unit] = deque(maxlen=len(term.units))
    folded = text.folded
    end = 0
    for position in _candidate_offsets(term, folded):
        if position < end:
            continue
        start, end, line_end = _piece(folded, position)
        if len(term.units) > _MAX_PIECEWISE_UNITS:
            end = line_end
        window.clear()
        for unit in units(folded, start, line_end):
            window.append(unit)
            if window[0].start >= end:
                break
            if len(window) == window.maxlen and _occurs_at(term, window):
                begin, stop = window[0], window[-1]
                yield (
                    begin.start if first.kind is UnitKind.WORD else begin.end - len(first.text),
                    stop.end if last.kind is UnitKind.WORD else stop.start + len(last.text),
                )
                window.clear()  # the next one does not overlap it
                window.append(stop)  # but a run may end one and begin the next


_MAX_PIECEWISE_UNITS = 3
"""Units of the longest term that is looked for piece by piece; for a longer one whole lines are
read."""
_cached_word_start_pattern = lru_cache(maxsize=256)(word_start_pattern)
_cached_spread_pattern = lru_cache(maxsize=256)(spread_word_pattern)


def _substrings(run: str, folded: str) -> Iterator[tuple[int, int]]:
    start = folded.find(run)
    while start >= 0:
        yield start, start + len(run)
        start = folded.find(run, start + len(run))


def _candidate_offsets(term: Term, folded: str) -> Iterator[int]:
    """Offsets where ``term`` may begin; in a run, or as a part, also earlier in the same piece."""
    needle = _needle(term)
    if term.units[0].kind is UnitKind.WORD and not term.is_part:
        for match in _cached_word_start_pattern(needle).finditer(folded):
            yield match.start()
    else:
        position = folded.find(needle)
        while position >= 0:
            yield position
            position = folded.find(needle, position + 1)


def _piece(folded: str, position: int) -> tuple[int, int, int]:
    """The piece between spaces around ``position``: its start and end, and the line's end.

    A match that begins in a piece may end after it, but not in the next line.
    """
    line_end = folded.find("\n", position)
    line_end = len(folded) if line_end < 0 else line_end
    start = max(folded.rfind(" ", 0, position), folded.rfind("\n", 0, position)) + 1
    end = folded.find(" ", position, line_end)
    return start, line_end if end < 0 else end, line_end


def _needle(term: Term) -> str:
    """A literal that every match of ``term`` begins with, or has in it, for ``str.find``."""
    first = term.units[0]
    if first.kind is UnitKind.RUN or term.is_part:
        return first.text
    if term.inflects and len(term.units) == 1:
        return stem_prefix(first.text)
    return first.text[0] if first.text[0] in "0123456789" else first.text  # 4000 may be 4,000


def _occurs_at(term: Term, candidate: Sequence[Unit]) -> bool:
    """Whether the units ``candidate`` match those of ``term``, and the breaks between them."""
    phrase = term.units
    end = len(phrase) - 1
    if candidate[end].kind is not phrase[end].kind or not _unit_matches(
        term, end, candidate[end].text
    ):
        return False  # most often it is the last that differs
    for index, unit in enumerate(phrase):
        other = candidate[index]
        if other.kind is not unit.kind:
            return False
        if index and (
            token_between(phrase[index - 1], unit) != token_between(candidate[index - 1], other)
        ):
            return False
        if not _unit_matches(term, index, other.text):
            return False
    return True


def _unit_matches(term: Term, index: int, text: str) -> bool:
    """Whether ``text`` matches the unit of ``term`` at ``index``; both are words, or both runs."""
    unit = term.units[index]
    is_last = index == len(term.units) - 1
    if unit.kind is UnitKind.WORD:
        return word_matches(term, text) if is_last else text == unit.text
    if is_last:
        return text.startswith(unit.text)
    return text == unit.text if index else text.endswith(unit.text)


def word_matches(term: Term, word: str) -> bool:
    """Whether ``word`` matches the last unit of ``term``, which is a word."""
    last = term.units[-1].text
    if word == last:
        return True
    if term.is_part:
        return has_inflections(word) and _has_part(term, word)
    if not word or word[0] != last[0]:
        return False  # no inflection changes the first letter
    if term.may_go_on and word.startswith(last):
        return True
    return term.inflects and has_inflections(word) and stem(word) == stem(last)


def _has_part(term: Term, word: str) -> bool:
    """Whether a word of letters ends with those of ``term``, or contains them; without ``'s``."""
    part, letters = term.units[-1].text, word.removesuffix("'s")
    return letters.endswith(part) if term.match_mode is MatchMode.SUFFIX else part in letters


def topic_text(path: str, title: str, title_zh: str) -> SearchableText:
    """The names of a topic as one text: its path and both titles."""
    return SearchableText(f"{display_name(path)}\n{title}\n{title_zh}")
