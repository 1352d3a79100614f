"""Typed text to a query.

No text is an error: what is not an operator in its place is a word to search for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from kbviewer.query.ast import (
    And,
    Field,
    InLanguage,
    InTopic,
    MatchMode,
    Node,
    Not,
    Or,
    Published,
    Query,
    Term,
)
from kbviewer.query.lexer import FieldPrefix, Lexeme, Literal, Operator, lex
from kbviewer.query.periods import Period, parse_period
from kbviewer.text.fold import fold
from kbviewer.text.tokenizer import Gap, Unit, UnitKind, units

MAX_TERMS = 64
"""Terms of a query that count; a person types a handful, a pasted page has thousands."""
MAX_TOKENS = 256
"""Words, and characters of runs, of all its terms together; FTS5 follows each of them through every
article that holds it, which takes seconds where thousands stand in one phrase."""
MAX_CHARACTERS = 4_000
"""Characters of a query that are read."""
MAX_DEPTH = 6
"""Parentheses inside parentheses that are read as such; SQLite's parsers stop at about ten."""

_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")


def parse_query(text: str) -> Query:
    """The query that ``text`` asks for.

    Its last word is taken for one still being typed unless something, a blank at least, follows.
    """
    # A line's end is a blank here: what is pasted from two lines is looked for within one.
    lexemes = list(lex(_LINE_END.sub(" ", text[:MAX_CHARACTERS])))
    return Query(text, _Parser(lexemes).parse())


class _Parser:
    """Recursive descent; what has no place as an operator is read as words."""

    def __init__(self, lexemes: list[Lexeme]) -> None:
        self._lexemes = lexemes
        self._position = 0
        self._depth = 0
        self._term_count = 0
        self._token_count = 0
        self._after_negations = [len(lexemes)] * (len(lexemes) + 1)
        """For each lexeme the first one from it on that is no NOT and no minus."""
        for position in reversed(range(len(lexemes))):
            negates = lexemes[position] in (Operator.NOT, Operator.MINUS)
            self._after_negations[position] = (
                self._after_negations[position + 1] if negates else position
            )

    def parse(self) -> Node:
        parts: list[Node] = []
        while self._position < len(self._lexemes):
            parts.append(self._parse_or(""))
            if self._peek() is Operator.CLOSE:  # one that nothing opened
                self._position += 1
        return _conjunction(parts)

    def _peek(self) -> Lexeme | None:
        return self._lexemes[self._position] if self._position < len(self._lexemes) else None

    def _parse_or(self, field: str) -> Node:
        alternatives = [self._parse_and(field)]
        while self._peek() is Operator.OR:
            self._position += 1
            alternatives.append(self._parse_and(field))
        kept = list(dict.fromkeys(node for node in alternatives if node != And(())))
        return kept[0] if len(kept) == 1 else Or(tuple(kept)) if kept else And(())

    def _parse_and(self, field: str) -> Node:
        parts: list[Node] = []
        while (lexeme := self._peek()) not in (None, Operator.CLOSE):
            if lexeme is Operator.OR and parts and self._has_operand(self._position + 1):
                break
            if lexeme is Operator.AND and parts and self._has_operand(self._position + 1):
                self._position += 1
            parts.append(self._parse_operand(field))
        return _conjunction(parts)

    def _has_operand(self, position: int) -> bool:
        """Whether something that can be searched for stands at ``position``."""
        end = self._after_negations[position]
        return end < len(self._lexemes) and self._lexemes[end] is not Operator.CLOSE

    def _parse_operand(self, field: str) -> Node:
        """One operand: words, parentheses, or either of them behind NOT or a field's name."""
        start = self._position
        if self._has_operand(start):
            self._position = self._after_negations[start]
        else:  # nothing to negate: the signs are words, or idle
            while self._peek() is Operator.MINUS:
                self._position += 1
            start = self._position
        negated = (self._position - start) % 2 == 1
        lexeme = self._peek()
        if lexeme in (None, Operator.CLOSE):
            return And(())
        self._position += 1
        if isinstance(lexeme, FieldPrefix):
            field = lexeme.name
            lexeme = self._peek()
            self._position += 1
        if lexeme is Operator.OPEN:
            node = self._parse_group(field)
        elif isinstance(lexeme, Literal):
            node = self._parse_literal(replace(lexeme, field=lexeme.field or field))
        elif isinstance(lexeme, Operator) and lexeme is not Operator.MINUS:
            typed = self._position == len(self._lexemes)
            node = self._parse_literal(
                Literal(lexeme.value, is_quoted=False, is_unfinished=typed, field=field)
            )
        else:
            node = And(())
        return Not(node) if negated and node != And(()) else node

    def _parse_group(self, field: str) -> Node:
        if self._depth >= MAX_DEPTH:
            return And(())
        self._depth += 1
        node = self._parse_or(field)
        self._depth -= 1
        if self._peek() is Operator.CLOSE:
            self._position += 1
        return node

    def _parse_literal(self, words: Literal) -> Node:
        if self._term_count >= MAX_TERMS or self._token_count >= MAX_TOKENS:
            return And(())
        special = _filter(words)
        parts: list[Node] = []
        if special is None:
            parts.extend(self._limited(_split_into_terms(words)))
        elif isinstance(special, InTopic):
            parts.extend(map(InTopic, self._limited([special.term])))
        else:
            parts.append(special)
        self._term_count += len(parts)
        return _conjunction(parts)

    def _limited(self, terms: Iterable[Term]) -> Iterator[Term]:
        """The terms that count of those given, the last of them perhaps cut."""
        for term in islice(terms, MAX_TERMS - self._term_count):
            cut = _truncated(term, MAX_TOKENS - self._token_count)
            if cut.units:
                yield cut
            self._token_count += sum(map(_count_tokens, cut.units))


def _conjunction(parts: list[Node]) -> Node:
    kept: list[Node] = []
    for part in parts:
        kept.extend(part.children if isinstance(part, And) else [part])
    kept = list(dict.fromkeys(kept))
    return kept[0] if len(kept) == 1 else And(tuple(kept))


def _filter(words: Literal) -> Node | None:
    """What a field other than a text says, or None where its value cannot be read."""
    if words.field == "lang":
        # A lone surrogate, which no text of an index holds, cannot be handed to SQLite either.
        code = fold(words.text).strip().encode(errors="ignore").decode()
        return InLanguage(code) if code else None
    if words.field == "topic":
        whole = tuple(units(fold(words.text)))
        return InTopic(Term(_without_offsets(whole), _match_mode(words))) if whole else None
    if words.field in ("before", "after", "published"):
        period = parse_period(fold(words.text))
        if period and words.field == "before":
            period = Period("", period.start) if period.start else None
        elif period and words.field == "after":
            period = Period(period.end, "") if period.end else None
        return Published(period) if period else None
    return None


def _split_into_terms(words: Literal) -> Iterator[Term]:
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
        if index > start and unit.gap is Gap.HARD and not words.is_quoted:
            inner = MatchMode.INFLECTED if index - start == 1 else MatchMode.EXACT
            yield Term(_without_offsets(whole[start:index]), inner, field)
            start = index
    if whole:
        yield Term(_without_offsets(whole[start:]), _match_mode(words), field)


def _truncated(term: Term, most: int) -> Term:
    """A term of so many tokens at the most; one that is cut ends with a whole word."""
    kept: list[Unit] = []
    for unit in term.units:
        if _count_tokens(unit) > most:
            if most and unit.kind is UnitKind.RUN:
                kept.append(unit._replace(text=unit.text[:most]))
            return replace(term, units=tuple(kept), match_mode=MatchMode.EXACT)
        kept.append(unit)
        most -= _count_tokens(unit)
    return term


def _count_tokens(unit: Unit) -> int:
    return 1 if unit.kind is UnitKind.WORD else len(unit.text)


def _match_mode(words: Literal) -> MatchMode:
    if not words.is_quoted and words.text.endswith(("*", "＊")):
        return MatchMode.PREFIX
    if words.is_unfinished:
        return MatchMode.UNFINISHED
    return MatchMode.EXACT if words.is_quoted else MatchMode.INFLECTED


def _without_offsets(phrase: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """A phrase as a value: where it stood in the query is no part of it."""
    return tuple(
        unit._replace(start=0, end=0, gap=unit.gap if index else Gap.NONE)
        for index, unit in enumerate(phrase)
    )
