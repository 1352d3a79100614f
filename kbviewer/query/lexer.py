"""Cuts typed text into lexemes: operators, field names, and literals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_OPENING_PARENTHESES, _CLOSING_PARENTHESES = "(（", ")）"
_QUOTES = '"“”„‟＂'
_CLOSING_QUOTES = {"“": "”", "„": "”", "‟": "”"}
_MINUS_SIGNS = "-－"
_FIELD = re.compile(r"([A-Za-z]+|[\u4e00-\u9fff]+)[:：]")
_FIELD_ALIASES = {
    "title": "title", "标题": "title", "標題": "title",
    "source": "source", "来源": "source", "來源": "source",
    "topic": "topic", "主题": "topic", "主題": "topic",
    "lang": "lang", "语言": "lang", "語言": "lang",
    "before": "before", "早于": "before", "早於": "before",
    "after": "after", "晚于": "after", "晚於": "after",
    "published": "published", "日期": "published",
}  # fmt: skip


class Operator(Enum):
    """An operator, or a word that can be one."""

    OPEN = "("
    CLOSE = ")"
    MINUS = "-"
    NOT = "NOT"
    OR = "OR"
    AND = "AND"


@dataclass(frozen=True, slots=True)
class FieldPrefix:
    """A field name in front of quotation marks or parentheses."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Text to search for, quoted or bare, with the field name in front of it."""

    text: str
    is_quoted: bool
    is_unfinished: bool  # nothing follows it: more may be typed
    field: str = ""


Lexeme = Operator | FieldPrefix | Literal


def lex(text: str) -> Iterator[Lexeme]:
    """The lexemes of typed text, in order; every character is in one or separates two."""
    position = 0
    while position < len(text):
        char = text[position]
        if char.isspace():
            position += 1
        elif char in _OPENING_PARENTHESES:
            yield Operator.OPEN
            position += 1
        elif char in _CLOSING_PARENTHESES:
            yield Operator.CLOSE
            position += 1
        elif char in _QUOTES:
            start = position + 1
            position = _closing_quote(text, start)
            yield Literal(text[start:position], is_quoted=True, is_unfinished=position == len(text))
            position += 1
        elif char in _MINUS_SIGNS and position + 1 < len(text) and not text[position + 1].isspace():
            yield Operator.MINUS
            position += 1
        else:
            start = position
            while position < len(text) and not _ends_word(text[position]):
                position += 1
            yield _bare_lexeme(text[start:position], text[position : position + 1])


def _closing_quote(text: str, start: int) -> int:
    """Where the quotation from ``start`` on ends: at its own mark, else at any, else never."""
    own = text.find(_CLOSING_QUOTES.get(text[start - 1], text[start - 1]), start)
    if own >= 0:
        return own
    return next((i for i in range(start, len(text)) if text[i] in _QUOTES), len(text))


def _ends_word(char: str) -> bool:
    return (
        char.isspace()
        or char in _OPENING_PARENTHESES
        or char in _CLOSING_PARENTHESES
        or char in _QUOTES
    )


def _bare_lexeme(word: str, after: str) -> Lexeme:
    if word in ("NOT", "OR", "AND"):
        return Operator(word)
    match = _FIELD.match(word)
    name = _FIELD_ALIASES.get(match[1].lower(), "") if match else ""
    if not match or not name:
        return Literal(word, is_quoted=False, is_unfinished=not after)
    rest = word[match.end() :]
    if rest:
        return Literal(rest, is_quoted=False, is_unfinished=not after, field=name)
    if after and (after in _QUOTES or after in _OPENING_PARENTHESES):
        return FieldPrefix(name)
    return Literal(word, is_quoted=False, is_unfinished=not after)
