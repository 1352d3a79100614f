"""Parses typed text into a query.

No text is an error: an operator where it makes no sense is a literal to search for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice, takewhile

from kbviewer.i18n import QT_TR_NOOP, Message
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
from kbviewer.query.lexer import FieldPrefix, Lexeme, Literal, Operator, field_of_name, lex
from kbviewer.query.periods import (
    Period,
    is_half_typed,
    match_period_words,
    parse_period,
    parse_whole_day,
    unreadable_as,
)
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
_UNKNOWN_FIELD = re.compile(r"([^\W\d_][\w-]*):(?!//)[^:]")  # not an address, nor std::vector
_STARS = ("*", "＊")
_PART = re.compile(r"[a-z]{2,40}")
_TEXT_FIELDS = {field.value for field in Field}
_DATE_FIELDS = ("before", "after", "published")
_MAX_SHOWN_LENGTH = 40  # characters of what was typed that a note repeats


def parse_query(text: str, today: date | None = None) -> Query:
    """The query that ``text`` asks for.

    Its last word is unfinished unless something follows it, if only a space.

    Args:
        text: as typed.
        today: the day that relative periods and missing years are counted from; None for today.
    """
    # A line end is a space here: what is pasted from two lines is looked for within one.
    lexemes = list(lex(_LINE_END.sub(" ", text[:MAX_CHARACTERS])))
    while lexemes and _is_half_typed(lexemes):
        lexemes.pop()
    parser = _Parser(lexemes, today or date.today())  # noqa: DTZ011  the user's day
    root = parser.parse()
    return Query(text, root, parser.uses_syntax, tuple(parser.notes))


def _is_half_typed(lexemes: Sequence[Lexeme]) -> bool:
    """Whether the last one is an operator or a field that what it is for still has to follow."""
    last = lexemes[-1]
    if last in (Operator.OR, Operator.AND):
        return len(lexemes) > 1
    return isinstance(last, FieldPrefix) or last in (Operator.NOT, Operator.MINUS)


class _Parser:
    """Recursive descent; an operator where it makes no sense is read as a literal."""

    def __init__(self, lexemes: list[Lexeme], today: date) -> None:
        self.uses_syntax = False
        self.notes: dict[Message, None] = {}
        self._lexemes = lexemes
        self._today = today
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
        self.uses_syntax |= len(children) > 1
        return children[0] if len(children) == 1 else Or(tuple(children)) if children else And(())

    def _parse_and(self, field: str) -> Node:
        nodes: list[Node] = []
        while (lexeme := self._peek()) not in (None, Operator.CLOSE):
            if lexeme is Operator.OR and nodes and self._has_operand(self._position + 1):
                break
            if lexeme is Operator.AND and nodes and self._has_operand(self._position + 1):
                self._position += 1
                self.uses_syntax = True
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
        prefix = ""
        if isinstance(lexeme, FieldPrefix):
            following = self._peek()
            if following is Operator.OPEN or (
                isinstance(following, Literal) and not following.field
            ):
                field, prefix = lexeme.name, lexeme.typed
                lexeme = following
                self._position += 1
            else:
                lexeme = Literal(lexeme.typed, is_quoted=False, is_unfinished=False)
        if lexeme is Operator.OPEN:
            node = self._parse_group(field)
        elif isinstance(lexeme, Literal):
            node = self._parse_literal(
                lexeme
                if lexeme.field
                else replace(lexeme, field=field, prefix=prefix, typed=lexeme.text)
            )
        elif isinstance(lexeme, Operator) and lexeme is not Operator.MINUS:
            is_last = self._position == len(self._lexemes)
            node = self._parse_literal(
                Literal(lexeme.value, is_quoted=False, is_unfinished=is_last, field=field)
            )
        else:
            node = And(())
        if not negated or node == And(()):
            return node
        self.uses_syntax = True
        return Not(node)

    def _parse_group(self, field: str) -> Node:
        if self._depth >= MAX_DEPTH:
            return And(())
        self._depth += 1
        node = self._parse_or(field)
        self._depth -= 1
        if self._peek() is Operator.CLOSE:
            self._position += 1
        self.uses_syntax |= node != And(())
        return node

    def _parse_literal(self, literal: Literal) -> Node:
        if self._term_count >= MAX_TERMS or self._token_count >= MAX_TOKENS:
            return And(())
        if literal.field in _DATE_FIELDS:
            return self._parse_date(self._with_further_words(literal))
        nodes: list[Node] = []
        if literal.field == "lang" and (code := _language_code(literal.text)):
            nodes.append(InLanguage(code))
        elif literal.field == "topic" and (terms := list(self._limited(_topic_term(literal)))):
            nodes.extend(map(InTopic, terms))
        elif literal.field in _TEXT_FIELDS:
            nodes.extend(self._limited(_split_into_terms(literal, Field(literal.field))))
        elif literal.field:
            return self._parse_as_typed(literal)
        else:
            nodes.extend(self._limited(_split_into_terms(literal, None)))
            self._note_unknown_field(literal)
            self._note_star(literal, nodes)
            if not literal.is_quoted and nodes:
                day = parse_whole_day(fold(literal.text))
                if day:
                    nodes = [Or((*nodes, Published(day)))]
                    self._term_count += 1
                self.uses_syntax |= day is not None
        self._term_count += len(nodes)
        self.uses_syntax |= bool(nodes) and (
            literal.is_quoted or literal.field != "" or any(_stars(literal))
        )
        return _conjunction(nodes)

    def _with_further_words(self, literal: Literal) -> Literal:
        """A date with the words behind it that belong to it: ``last 7 days``."""
        if literal.is_quoted:
            return literal
        following = takewhile(_is_bare, islice(self._lexemes, self._position, self._position + 6))
        words = [literal, *(one for one in following if isinstance(one, Literal))]
        texts = [fold(word.text) for word in words]
        count = match_period_words(texts, self._today)
        if not count and words[-1].is_unfinished and not parse_period(texts[0], self._today):
            count = len(words) if is_half_typed(" ".join(texts)) else 0
        if count <= 1:
            return literal
        self._position += count - 1
        return replace(
            literal,
            text=" ".join(texts[:count]),
            is_unfinished=words[count - 1].is_unfinished,
        )

    def _parse_date(self, literal: Literal) -> Node:
        text = fold(literal.text).strip()
        period = parse_period(text, self._today)
        if period and literal.field == "before":
            period = Period("", period.start) if period.start else None
        elif period and literal.field == "after":
            period = Period(period.start, "") if period.start else None
        if period:
            self._term_count += 1
            self.uses_syntax = True
            return Published(period)
        if literal.is_unfinished and is_half_typed(text):
            return And(())
        note = Message(unreadable_as(text)).format(text=_shortened(literal.text.strip()))
        self.notes[note] = None
        return self._parse_as_typed(literal)

    def _parse_as_typed(self, literal: Literal) -> Node:
        """The words of a literal behind the name of a field that it is no value of."""
        if not literal.prefix:
            return self._parse_literal(replace(literal, text=literal.typed, field=""))
        name = Literal(literal.prefix, is_quoted=False, is_unfinished=False)
        value = replace(literal, field="", prefix="")
        return _conjunction([self._parse_literal(name), self._parse_literal(value)])

    def _note_star(self, literal: Literal, nodes: Sequence[Node]) -> None:
        words = [node.word for node in nodes if isinstance(node, Term) and node.word]
        if _stars(literal)[0] and not _is_part(literal) and words:
            shown = _shortened(literal.text)
            note = QT_TR_NOOP('The star in front of "{word}" needs two letters a to z or more')
            self.notes[Message(note).format(word=shown[1:])] = None

    def _note_unknown_field(self, literal: Literal) -> None:
        match = None if literal.is_quoted else _UNKNOWN_FIELD.match(literal.text)
        if match and not field_of_name(match[1]):
            note = QT_TR_NOOP('There is no field "{name}"; searched as words')
            self.notes[Message(note).format(name=_shortened(match[1]))] = None

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


def _is_bare(lexeme: Lexeme) -> bool:
    return isinstance(lexeme, Literal) and not lexeme.is_quoted and not lexeme.field


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN_LENGTH else f"{text[: _MAX_SHOWN_LENGTH - 1]}…"


def _language_code(text: str) -> str:
    # A lone surrogate, which no indexed text contains, cannot be passed to SQLite.
    return fold(text).strip().encode(errors="ignore").decode()


def _topic_term(literal: Literal) -> Iterator[Term]:
    phrase = tuple(units(fold(literal.text)))
    if phrase:
        yield Term(_without_offsets(phrase), _match_mode(literal))


def _split_into_terms(literal: Literal, field: Field | None) -> Iterator[Term]:
    """The terms of a literal; a bare one is split at hard gaps, as commas are."""
    folded = fold(literal.text)
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
    front, back = _stars(literal)
    if front and _is_part(literal):
        return MatchMode.INFIX if back else MatchMode.SUFFIX
    if back:
        return MatchMode.PREFIX
    if literal.is_unfinished and not literal.text.endswith(_STARS):
        return MatchMode.UNFINISHED
    return MatchMode.EXACT if literal.is_quoted else MatchMode.INFLECTED


def _stars(literal: Literal) -> tuple[bool, bool]:
    """Whether one star is in front of a literal, and one behind it; two are Markdown's bold."""
    text = literal.text
    if literal.is_quoted or text[:2].strip("*＊") == "" or text[-2:].strip("*＊") == "":
        return False, False
    return text.startswith(_STARS), text.endswith(_STARS)


def _is_part(literal: Literal) -> bool:
    """Whether a literal is letters alone, two at least, that words can end with."""
    return _PART.fullmatch(fold(literal.text).strip("*")) is not None


def _without_offsets(phrase: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units with offsets of zero, so that equal terms compare equal."""
    return tuple(
        unit._replace(start=0, end=0, gap=unit.gap if index else Gap.NONE)
        for index, unit in enumerate(phrase)
    )
