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
_DIGITS = "0123456789０１２３４５６７８９"
_FIELD = re.compile(r"([A-Za-z]+|[\u4e00-\u9fff]+)[:：]")
_FIELD_NAMES = {
    "title": ("标题", "標題"),
    "source": ("来源", "來源"),
    "author": ("作者",),
    "tag": ("标签", "標籤", "标籤"),
    "file": ("文件",),
    "topic": ("主题", "主題", "分类", "分類"),
    "lang": ("language", "语言", "語言"),
    "before": ("早于", "早於"),
    "after": ("晚于", "晚於"),
    "published": ("date", "日期", "发布日期", "發布日期", "发布时间", "發布時間"),
}
"""The fields, each with its other names; all of them may be typed in any case."""
_FIELD_OF_NAME = {
    name: field for field, others in _FIELD_NAMES.items() for name in (field, *others)
}


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
    """A field name with nothing right behind its colon but a space, a quotation or parentheses."""

    name: str
    typed: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Text to search for, quoted or bare.

    Attributes:
        text: without quotation marks and field name.
        is_quoted: whether it is in quotation marks.
        is_unfinished: whether nothing follows it, so that more may be typed.
        field: the field named in front of it, or "".
        typed: the text with the field name right in front of it, where there is one.
        prefix: the field name as typed, where it is not right in front of the text.
    """

    text: str
    is_quoted: bool
    is_unfinished: bool
    field: str = ""
    typed: str = ""
    prefix: str = ""


Lexeme = Operator | FieldPrefix | Literal


def field_of_name(name: str) -> str:
    """The field with this name, in any case; "" for none."""
    return _FIELD_OF_NAME.get(name.lower(), "")


def lex(text: str) -> Iterator[Lexeme]:
    """The lexemes of typed text, in order; every character is in one or separates two."""
    return (lexeme for lexeme, _, _ in lex_with_spans(text))


def lex_with_spans(text: str) -> Iterator[tuple[Lexeme, int, int]]:
    """The lexemes of typed text, each with the offsets of its first character and after its last.

    A quotation's marks are within its span, and so is a field name right in front of a literal.
    """
    position = 0
    is_behind_term = False
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        start = position
        lexeme, position = _lexeme_at(text, start, is_behind_term=is_behind_term)
        is_behind_term = isinstance(lexeme, Literal) or lexeme is Operator.CLOSE
        yield lexeme, start, min(position, len(text))


def _lexeme_at(text: str, start: int, *, is_behind_term: bool) -> tuple[Lexeme, int]:
    """The lexeme at ``start``, where there is no space, and where it ends."""
    char = text[start]
    if char in _OPENING_PARENTHESES:
        return Operator.OPEN, start + 1
    if char in _CLOSING_PARENTHESES:
        return Operator.CLOSE, start + 1
    if char in _QUOTES:
        end = _closing_quote(text, start + 1)
        is_unfinished = end == len(text)
        return Literal(text[start + 1 : end], is_quoted=True, is_unfinished=is_unfinished), end + 1
    if _is_minus(text, start, is_behind_term=is_behind_term):
        return Operator.MINUS, start + 1
    end = start
    while end < len(text) and not _ends_word(text[end]):
        end += 1
    return _bare_lexeme(text[start:end], text[end : end + 1]), end


def _is_minus(text: str, position: int, *, is_behind_term: bool) -> bool:
    """Whether the sign at ``position`` excludes what follows it.

    Two hyphens begin a command's option, and one in front of a digit is a negative number's, unless
    there is a term to exclude the number from.
    """
    following = text[position + 1 : position + 2]
    if text[position] not in _MINUS_SIGNS or not following or following.isspace():
        return False
    return following not in _MINUS_SIGNS and (is_behind_term or following not in _DIGITS)


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
    field = field_of_name(match[1]) if match else ""
    if not match or not field:
        return Literal(word, is_quoted=False, is_unfinished=not after)
    rest = word[match.end() :]
    if not rest:
        return FieldPrefix(field, word)
    return Literal(rest, is_quoted=False, is_unfinished=not after, field=field, typed=word)
