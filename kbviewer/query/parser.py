"""Parses typed text into a query.

No text is an error: an operator where it makes no sense is a literal to search for.
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
from kbviewer.text.tokenizer import Gap, Unit, UnitKind, joined_form, units

MAX_TERMS = 64
"""Terms of a query that count; people type a handful, a pasted page has thousands."""
MAX_TOKENS = 256
"""Words, and characters of runs, in all its terms together; FTS5 goes through the articles of each
of them, which takes seconds for a phrase of thousands."""
MAX_CHARACTERS = 4_000
"""Characters of a query that are read."""
MAX_DEPTH = 6
"""How deep parentheses can be nested; SQLite's parsers stop at about ten."""

_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")


def parse_query(text: str) -> Query:
    """The query that ``text`` asks for.

    Its last word is unfinished unless something follows it, if only a space.
    """
    # A line end is a space here: what is pasted from two lines is looked for within one.
    lexemes = list(lex(_LINE_END.sub(" ", text[:MAX_CHARACTERS])))
    return Query(text, _Parser(lexemes).parse())


class _Parser:
    """Recursive descent; an operator where it makes no sense is read as a literal."""

    def __init__(self, lexemes: list[Lexeme]) -> None:
        self._lexemes = lexemes
        self._position = 0
        self._depth = 0
        self._term_count = 0
        self._token_count = 0
        self._after_negations = [len(lexemes)] * (len(lexemes) + 1)
        """For each lexeme the index of the first one from it on that is neither NOT nor a minus."""
        for position in reversed(range(len(lexemes))):
            negates = lexemes[position] in (Operator.NOT, Operator.MINUS)
            self._after_negations[position] = (
                self._after_negations[position + 1] if negates else position
            )

    def parse(self) -> Node:
        nodes: list[Node] = []
        while self._position < len(self._lexemes):
            nodes.append(self._parse_or(""))
            if self._peek() is Operator.CLOSE:  # it closes nothing
                self._position += 1
        return _conjunction(nodes)

    def _peek(self) -> Lexeme | None:
        return self._lexemes[self._position] if self._position < len(self._lexemes) else None

    def _parse_or(self, field: str) -> Node:
        alternatives = [self._parse_and(field)]
        while self._peek() is Operator.OR:
            self._position += 1
            alternatives.append(self._parse_and(field))
        children = list(dict.fromkeys(node for node in alternatives if node != And(())))
        return children[0] if len(children) == 1 else Or(tuple(children)) if children else And(())

    def _parse_and(self, field: str) -> Node:
        nodes: list[Node] = []
        while (lexeme := self._peek()) not in (None, Operator.CLOSE):
            if lexeme is Operator.OR and nodes and self._has_operand(self._position + 1):
                break
            if lexeme is Operator.AND and nodes and self._has_operand(self._position + 1):
                self._position += 1
            nodes.append(self._parse_operand(field))
        return _conjunction(nodes)

    def _has_operand(self, position: int) -> bool:
        """Whether an operand, negated or not, begins at ``position``."""
        end = self._after_negations[position]
        return end < len(self._lexemes) and self._lexemes[end] is not Operator.CLOSE

    def _parse_operand(self, field: str) -> Node:
        """One operand: a literal or parentheses, with or without NOT and a field name in front."""
        start = self._position
        if self._has_operand(start):
            self._position = self._after_negations[start]
        else:  # nothing to negate: NOT is a literal, a minus is skipped
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
            is_last = self._position == len(self._lexemes)
            node = self._parse_literal(
                Literal(lexeme.value, is_quoted=False, is_unfinished=is_last, field=field)
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

    def _parse_literal(self, literal: Literal) -> Node:
        if self._term_count >= MAX_TERMS or self._token_count >= MAX_TOKENS:
            return And(())
        filter_ = _parse_filter(literal)
        nodes: list[Node] = []
        if filter_ is None:
            nodes.extend(self._limited(_split_into_terms(literal)))
        elif isinstance(filter_, InTopic):
            nodes.extend(map(InTopic, self._limited([filter_.term])))
        else:
            nodes.append(filter_)
        self._term_count += len(nodes)
        return _conjunction(nodes)

    def _limited(self, terms: Iterable[Term]) -> Iterator[Term]:
        """The terms as far as the limits allow, the last of them perhaps truncated."""
        for term in islice(terms, MAX_TERMS - self._term_count):
            kept = _truncated(term, MAX_TOKENS - self._token_count)
            if kept.units:
                yield kept
            self._token_count += sum(map(_count_tokens, kept.units))


def _conjunction(nodes: list[Node]) -> Node:
    children: list[Node] = []
    for node in nodes:
        children.extend(node.children if isinstance(node, And) else [node])
    children = list(dict.fromkeys(children))
    return children[0] if len(children) == 1 else And(tuple(children))


def _parse_filter(literal: Literal) -> Node | None:
    """The node of a field that is not a text's; None for other fields and unreadable values."""
    if literal.field == "lang":
        # A lone surrogate, which no indexed text contains, cannot be passed to SQLite.
        code = fold(literal.text).strip().encode(errors="ignore").decode()
        return InLanguage(code) if code else None
    if literal.field == "topic":
        phrase = tuple(units(fold(literal.text)))
        return InTopic(Term(_without_offsets(phrase), _match_mode(literal))) if phrase else None
    if literal.field in ("before", "after", "published"):
        period = parse_period(fold(literal.text))
        if period and literal.field == "before":
            period = Period("", period.start) if period.start else None
        elif period and literal.field == "after":
            period = Period(period.end, "") if period.end else None
        return Published(period) if period else None
    return None


def _split_into_terms(literal: Literal) -> Iterator[Term]:
    """The terms of a literal; a bare one is split at hard gaps, as commas are."""
    text = literal.text
    field = None
    if literal.field in ("title", "source"):
        field = Field(literal.field)
    elif literal.field:  # its value is not a date
        text = f"{literal.field}:{text}"
    folded = fold(text)
    all_units = tuple(units(folded))
    start = 0

    def term(end: int, mode: MatchMode) -> Term:
        phrase = all_units[start:end]
        is_several = len(phrase) > 1 and not literal.is_quoted
        joined = joined_form(folded[phrase[0].start : phrase[-1].end]) if is_several else ""
        return Term(_without_offsets(phrase), mode, field, joined)

    for index, unit in enumerate(all_units):
        if index > start and unit.gap is Gap.HARD and not literal.is_quoted:
            found = term(index, MatchMode.INFLECTED)
            if len(found.units) > 1 and not found.joined:
                found = replace(found, match_mode=MatchMode.EXACT)
            yield found
            start = index
    if all_units:
        yield term(len(all_units), _match_mode(literal))


def _truncated(term: Term, budget: int) -> Term:
    """The term cut to ``budget`` tokens; if it is cut, it is matched exactly."""
    kept: list[Unit] = []
    for unit in term.units:
        if _count_tokens(unit) > budget:
            if budget and unit.kind is UnitKind.RUN:
                kept.append(unit._replace(text=unit.text[:budget]))
            return replace(term, units=tuple(kept), match_mode=MatchMode.EXACT)
        kept.append(unit)
        budget -= _count_tokens(unit)
    return term


def _count_tokens(unit: Unit) -> int:
    return 1 if unit.kind is UnitKind.WORD else len(unit.text)


def _match_mode(literal: Literal) -> MatchMode:
    if not literal.is_quoted and literal.text.endswith(("*", "＊")):
        return MatchMode.PREFIX
    if literal.is_unfinished:
        return MatchMode.UNFINISHED
    return MatchMode.EXACT if literal.is_quoted else MatchMode.INFLECTED


def _without_offsets(phrase: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units with offsets of zero, so that equal terms compare equal."""
    return tuple(
        unit._replace(start=0, end=0, gap=unit.gap if index else Gap.NONE)
        for index, unit in enumerate(phrase)
    )
