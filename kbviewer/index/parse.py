"""Typed text to a query.

No text is an error: what is not an operator in its place is a word to search for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from kbviewer.index.lexemes import FieldName, Lexeme, Sign, Words, lexemes_of
from kbviewer.index.period import Period, parse_period
from kbviewer.index.query import (
    All,
    Either,
    Ending,
    Field,
    InLanguage,
    InTopic,
    Node,
    Not,
    Published,
    Query,
    Term,
)
from kbviewer.text.fold import fold
from kbviewer.text.tokens import Gap, Kind, Unit, units

MOST_TERMS = 64
"""Terms of a query that count; a person types a handful, a pasted page has thousands."""
MOST_TOKENS = 256
"""Words, and characters of runs, of all its terms together; FTS5 follows each of them through every
article that holds it, which takes seconds where thousands stand in one phrase."""
MOST_CHARACTERS = 4_000
"""Characters of a query that are read."""
DEEPEST = 6
"""Parentheses inside parentheses that are read as such; SQLite's parsers stop at about ten."""

_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")


def parse(text: str) -> Query:
    """The query that ``text`` asks for.

    Its last word is taken for one still being typed unless something, a blank at least, follows.
    """
    # A line's end is a blank here: what is pasted from two lines is looked for within one.
    lexemes = list(lexemes_of(_LINE_END.sub(" ", text[:MOST_CHARACTERS])))
    return Query(text, _Parser(lexemes).parse())


class _Parser:
    """Recursive descent; what has no place as an operator is read as words."""

    def __init__(self, lexemes: list[Lexeme]) -> None:
        self._lexemes = lexemes
        self._position = 0
        self._depth = 0
        self._terms = 0
        self._tokens = 0
        self._beyond = [len(lexemes)] * (len(lexemes) + 1)
        """For each lexeme the first one from it on that is no NOT and no minus."""
        for position in reversed(range(len(lexemes))):
            negates = lexemes[position] in (Sign.NOT, Sign.MINUS)
            self._beyond[position] = self._beyond[position + 1] if negates else position

    def parse(self) -> Node:
        parts: list[Node] = []
        while self._position < len(self._lexemes):
            parts.append(self._any(""))
            if self._peek() is Sign.CLOSE:  # one that nothing opened
                self._position += 1
        return _all(parts)

    def _peek(self) -> Lexeme | None:
        return self._lexemes[self._position] if self._position < len(self._lexemes) else None

    def _any(self, field: str) -> Node:
        alternatives = [self._all(field)]
        while self._peek() is Sign.OR:
            self._position += 1
            alternatives.append(self._all(field))
        kept = list(dict.fromkeys(node for node in alternatives if node != All(())))
        return kept[0] if len(kept) == 1 else Either(tuple(kept)) if kept else All(())

    def _all(self, field: str) -> Node:
        parts: list[Node] = []
        while (lexeme := self._peek()) not in (None, Sign.CLOSE):
            if lexeme is Sign.OR and parts and self._has_operand(self._position + 1):
                break
            if lexeme is Sign.AND and parts and self._has_operand(self._position + 1):
                self._position += 1
            parts.append(self._one(field))
        return _all(parts)

    def _has_operand(self, position: int) -> bool:
        """Whether something that can be searched for stands at ``position``."""
        end = self._beyond[position]
        return end < len(self._lexemes) and self._lexemes[end] is not Sign.CLOSE

    def _one(self, field: str) -> Node:
        """One operand: words, parentheses, or either of them behind NOT or a field's name."""
        start = self._position
        if self._has_operand(start):
            self._position = self._beyond[start]
        else:  # nothing to negate: the signs are words, or idle
            while self._peek() is Sign.MINUS:
                self._position += 1
            start = self._position
        negated = (self._position - start) % 2 == 1
        lexeme = self._peek()
        if lexeme in (None, Sign.CLOSE):
            return All(())
        self._position += 1
        if isinstance(lexeme, FieldName):
            field = lexeme.name
            lexeme = self._peek()
            self._position += 1
        if lexeme is Sign.OPEN:
            node = self._parenthesis(field)
        elif isinstance(lexeme, Words):
            node = self._words(replace(lexeme, field=lexeme.field or field))
        elif isinstance(lexeme, Sign) and lexeme is not Sign.MINUS:
            typed = self._position == len(self._lexemes)
            node = self._words(Words(lexeme.value, quoted=False, typed=typed, field=field))
        else:
            node = All(())
        return Not(node) if negated and node != All(()) else node

    def _parenthesis(self, field: str) -> Node:
        if self._depth >= DEEPEST:
            return All(())
        self._depth += 1
        node = self._any(field)
        self._depth -= 1
        if self._peek() is Sign.CLOSE:
            self._position += 1
        return node

    def _words(self, words: Words) -> Node:
        if self._terms >= MOST_TERMS or self._tokens >= MOST_TOKENS:
            return All(())
        special = _special(words)
        parts: list[Node] = []
        if special is None:
            parts.extend(self._within_bounds(_terms(words)))
        elif isinstance(special, InTopic):
            parts.extend(map(InTopic, self._within_bounds([special.term])))
        else:
            parts.append(special)
        self._terms += len(parts)
        return _all(parts)

    def _within_bounds(self, terms: Iterable[Term]) -> Iterator[Term]:
        """The terms that count of those given, the last of them perhaps cut."""
        for term in islice(terms, MOST_TERMS - self._terms):
            cut = _beginning(term, MOST_TOKENS - self._tokens)
            if cut.units:
                yield cut
            self._tokens += sum(map(_tokens, cut.units))


def _all(parts: list[Node]) -> Node:
    kept: list[Node] = []
    for part in parts:
        kept.extend(part.parts if isinstance(part, All) else [part])
    kept = list(dict.fromkeys(kept))
    return kept[0] if len(kept) == 1 else All(tuple(kept))


def _special(words: Words) -> Node | None:
    """What a field other than a text says, or None where its value cannot be read."""
    if words.field == "lang":
        # A lone surrogate, which no text of an index holds, cannot be handed to SQLite either.
        code = fold(words.text).strip().encode(errors="ignore").decode()
        return InLanguage(code) if code else None
    if words.field == "topic":
        whole = tuple(units(fold(words.text)))
        return InTopic(Term(_bounded(whole), _ending(words))) if whole else None
    if words.field in ("before", "after", "published"):
        period = parse_period(fold(words.text))
        if period and words.field == "before":
            period = Period("", period.first) if period.first else None
        elif period and words.field == "after":
            period = Period(period.last, "") if period.last else None
        return Published(period) if period else None
    return None


def _terms(words: Words) -> Iterator[Term]:
    """The terms of literal words: bare ones are parted where a comma or the like parts them."""
    text = words.text
    field = None
    if words.field in ("title", "source"):
        field = Field(words.field)
    elif words.field:  # a date that is none
        text = f"{words.field}:{text}"
    whole = tuple(units(fold(text)))
    start = 0
    for index, unit in enumerate(whole):
        if index > start and unit.gap is Gap.HARD and not words.quoted:
            inner = Ending.INFLECTED if index - start == 1 else Ending.EXACT
            yield Term(_bounded(whole[start:index]), inner, field)
            start = index
    if whole:
        yield Term(_bounded(whole[start:]), _ending(words), field)


def _beginning(term: Term, most: int) -> Term:
    """A term of so many tokens at the most; one that is cut ends with a whole word."""
    kept: list[Unit] = []
    for unit in term.units:
        if _tokens(unit) > most:
            if most and unit.kind is Kind.RUN:
                kept.append(unit._replace(text=unit.text[:most]))
            return replace(term, units=tuple(kept), ending=Ending.EXACT)
        kept.append(unit)
        most -= _tokens(unit)
    return term


def _tokens(unit: Unit) -> int:
    return 1 if unit.kind is Kind.WORD else len(unit.text)


def _ending(words: Words) -> Ending:
    if not words.quoted and words.text.endswith(("*", "＊")):
        return Ending.PREFIX
    if words.typed:
        return Ending.TYPED
    return Ending.EXACT if words.quoted else Ending.INFLECTED


def _bounded(phrase: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """A phrase as a value: where it stood in the query is no part of it."""
    return tuple(
        unit._replace(start=0, end=0, gap=unit.gap if index else Gap.NONE)
        for index, unit in enumerate(phrase)
    )
