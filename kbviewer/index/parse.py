"""Typed text to a query.

No text is an error: what is not an operator in its place is a word to search for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

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
from kbviewer.text.tokens import Gap, Unit, units

MOST_TERMS = 64
"""Terms of a query that count; a person types a handful, a pasted page has thousands."""
MOST_CHARACTERS = 4_000
"""Characters of a query that are read."""
DEEPEST = 6
"""Parentheses inside parentheses that are read as such; SQLite's parsers stop at about ten."""


def parse(text: str) -> Query:
    """The query that ``text`` asks for.

    Its last word is taken for one still being typed unless something, a blank at least, follows.
    """
    # A line's end is a blank here: what is pasted from two lines is looked for within one.
    lexemes = list(_lexemes(_LINE_END.sub(" ", text[:MOST_CHARACTERS])))
    return Query(text, _Parser(lexemes).parse())


# --- from characters to lexemes

_OPENING, _CLOSING = "(（", ")）"
_QUOTES = '"“”„‟＂'
_CLOSED_BY = {"“": "”", "„": "”", "‟": "”"}
_MINUS = "-－"
_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_FIELD = re.compile(r"([A-Za-z]+|[\u4e00-\u9fff]+)[:：]")
_FIELDS = {
    "title": "title", "标题": "title", "標題": "title",
    "source": "source", "来源": "source", "來源": "source",
    "topic": "topic", "主题": "topic", "主題": "topic",
    "lang": "lang", "语言": "lang", "語言": "lang",
    "before": "before", "早于": "before", "早於": "before",
    "after": "after", "晚于": "after", "晚於": "after",
    "published": "published", "日期": "published",
}  # fmt: skip


class _Sign(Enum):
    OPEN = "("
    CLOSE = ")"
    MINUS = "-"
    NOT = "NOT"
    OR = "OR"
    AND = "AND"


@dataclass(frozen=True, slots=True)
class _FieldName:
    """A field's name in front of quotes or parentheses."""

    name: str


@dataclass(frozen=True, slots=True)
class _Words:
    """Words to search for: quoted or bare, with the field written in front of them."""

    text: str
    quoted: bool
    typed: bool  # nothing follows: the person may not have finished
    field: str = ""


_Lexeme = _Sign | _FieldName | _Words


def _lexemes(text: str) -> Iterator[_Lexeme]:
    position = 0
    while position < len(text):
        char = text[position]
        if char.isspace():
            position += 1
        elif char in _OPENING:
            yield _Sign.OPEN
            position += 1
        elif char in _CLOSING:
            yield _Sign.CLOSE
            position += 1
        elif char in _QUOTES:
            start = position + 1
            position = _closing(text, start)
            yield _Words(text[start:position], quoted=True, typed=position == len(text))
            position += 1
        elif char in _MINUS and position + 1 < len(text) and not text[position + 1].isspace():
            yield _Sign.MINUS
            position += 1
        else:
            start = position
            while position < len(text) and not _ends_word(text[position]):
                position += 1
            yield _bare(text[start:position], text[position : position + 1])


def _closing(text: str, start: int) -> int:
    """Where quotes opened before ``start`` close: at their own kind, else at any, else never."""
    own = text.find(_CLOSED_BY.get(text[start - 1], text[start - 1]), start)
    if own >= 0:
        return own
    return next((i for i in range(start, len(text)) if text[i] in _QUOTES), len(text))


def _ends_word(char: str) -> bool:
    return char.isspace() or char in _OPENING or char in _CLOSING or char in _QUOTES


def _bare(word: str, after: str) -> _Lexeme:
    if word in ("NOT", "OR", "AND"):
        return _Sign(word)
    match = _FIELD.match(word)
    name = _FIELDS.get(match[1].lower(), "") if match else ""
    if not match or not name:
        return _Words(word, quoted=False, typed=not after)
    rest = word[match.end() :]
    if rest:
        return _Words(rest, quoted=False, typed=not after, field=name)
    if after and (after in _QUOTES or after in _OPENING):
        return _FieldName(name)
    return _Words(word, quoted=False, typed=not after)


# --- from lexemes to a tree


class _Parser:
    """Recursive descent; what has no place as an operator is read as words."""

    def __init__(self, lexemes: list[_Lexeme]) -> None:
        self._lexemes = lexemes
        self._position = 0
        self._depth = 0
        self._terms = 0

    def parse(self) -> Node:
        parts: list[Node] = []
        while self._position < len(self._lexemes):
            parts.append(self._any(""))
            if self._peek() is _Sign.CLOSE:  # one that nothing opened
                self._position += 1
        return _all(parts)

    def _peek(self) -> _Lexeme | None:
        return self._lexemes[self._position] if self._position < len(self._lexemes) else None

    def _any(self, field: str) -> Node:
        alternatives = [self._all(field)]
        while self._peek() is _Sign.OR:
            self._position += 1
            alternatives.append(self._all(field))
        kept = [node for node in alternatives if node != All(())]
        return kept[0] if len(kept) == 1 else Either(tuple(kept)) if kept else All(())

    def _all(self, field: str) -> Node:
        parts: list[Node] = []
        while (lexeme := self._peek()) not in (None, _Sign.CLOSE):
            if lexeme is _Sign.OR and parts and self._has_operand(self._position + 1):
                break
            if lexeme is _Sign.AND and parts and self._has_operand(self._position + 1):
                self._position += 1
            parts.append(self._one(field))
        return _all(parts)

    def _has_operand(self, position: int) -> bool:
        """Whether something that can be searched for stands at ``position``."""
        lexemes = self._lexemes
        while position < len(lexemes) and lexemes[position] in (_Sign.NOT, _Sign.MINUS):
            position += 1
        return position < len(lexemes) and lexemes[position] is not _Sign.CLOSE

    def _one(self, field: str) -> Node:
        """One operand: words, parentheses, or either of them behind NOT or a field's name."""
        start = self._position
        while self._peek() in (_Sign.NOT, _Sign.MINUS):
            self._position += 1
        if self._peek() in (None, _Sign.CLOSE):  # nothing to negate: the signs are words, or idle
            self._position = start
            while self._peek() is _Sign.MINUS:
                self._position += 1
            start = self._position
        negated = (self._position - start) % 2 == 1
        lexeme = self._peek()
        if lexeme in (None, _Sign.CLOSE):
            return All(())
        self._position += 1
        if isinstance(lexeme, _FieldName):
            field = lexeme.name
            lexeme = self._peek()
            self._position += 1
        if lexeme is _Sign.OPEN:
            node = self._parenthesis(field)
        elif isinstance(lexeme, _Words):
            node = self._words(replace(lexeme, field=lexeme.field or field))
        elif isinstance(lexeme, _Sign) and lexeme is not _Sign.MINUS:
            typed = self._position == len(self._lexemes)
            node = self._words(_Words(lexeme.value, quoted=False, typed=typed, field=field))
        else:
            node = All(())
        return Not(node) if negated and node != All(()) else node

    def _parenthesis(self, field: str) -> Node:
        if self._depth >= DEEPEST:
            return All(())
        self._depth += 1
        node = self._any(field)
        self._depth -= 1
        if self._peek() is _Sign.CLOSE:
            self._position += 1
        return node

    def _words(self, words: _Words) -> Node:
        special = _special(words)
        parts: list[Node] = [special] if special else list(_terms(words))
        parts = parts[: max(0, MOST_TERMS - self._terms)]
        self._terms += len(parts)
        return _all(parts)


def _all(parts: list[Node]) -> Node:
    kept: list[Node] = []
    for part in parts:
        kept.extend(part.parts if isinstance(part, All) else [part])
    kept = list(dict.fromkeys(kept))
    return kept[0] if len(kept) == 1 else All(tuple(kept))


def _special(words: _Words) -> Node | None:
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


def _terms(words: _Words) -> Iterator[Term]:
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


def _ending(words: _Words) -> Ending:
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
