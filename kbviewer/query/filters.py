"""Writes queries, or what narrows a typed one: a field with a value, as if it had been typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from kbviewer.query.lexer import FieldPrefix, Lexeme, Literal, Operator, lex_with_spans
from kbviewer.query.parser import MAX_CHARACTERS
from kbviewer.query.periods import match_period_words
from kbviewer.text.fold import fold

_MARKS = (('"', '"'), ("“", "”"), ("＂", "＂"))
"""Quotation marks that a phrase can be put in, each with the one that ends it."""
_CLOSING_MARKS = {"“": "”", "„": "”", "‟": "”"}
_FILTERS = ("source", "published")
_HALF_TYPED = (Operator.OR, Operator.AND, Operator.NOT, Operator.MINUS, Operator.OPEN)
_MAX_WORDS = 7  # of a period
_ANY_DAY = date(2000, 1, 1)  # how many words are a period does not depend on the day
_TAGS = "/tags/"  # before the path of each tag
_Place = tuple[Lexeme, int, int]


def phrase(text: str) -> str:
    """``text`` in quotation marks, as a query that looks for exactly these words."""
    text = " ".join(text.split())
    for opening, closing in _MARKS:
        if closing not in text:
            return f"{opening}{text}{closing}"
    return f'"{" ".join(text.replace(chr(34), " ").split())}"'


def topic_query(path: str) -> str:
    """The query for the articles of a topic or tag, by its path; not for that of all tags."""
    is_tag = path.startswith(_TAGS)
    value = path.removeprefix(_TAGS)
    is_bare = value.replace("/", "").replace("-", "").isalnum()
    return f"{'tag' if is_tag else 'topic'}:{value if is_bare else phrase(value)}"


def with_filter(text: str, field: str, value: str) -> str:
    """A query with one more field, in the place of a former one of it at the query's end.

    It goes behind everything, but in front of a word that is still being typed: behind that, the
    word would be no prefix any more.

    Args:
        text: the query as typed.
        field: ``source`` or ``published``.
        value: what is looked for in it, with quotation marks where it needs them.
    """
    prefix = _prefix_at_end(text)
    text = _without_former(_finished(text), field)
    added = f"{field}:{value}"
    if not text:
        return added
    if _has_alternatives(list(lex_with_spans(text))):
        return f"({text}) {added}"
    return f"{added} {text}" if prefix and prefix == _prefix_at_end(text) else f"{text} {added}"


def _prefix_at_end(text: str) -> str:
    """The last word if it is a prefix because nothing follows it, else ""."""
    lexemes = list(lex_with_spans(text[:MAX_CHARACTERS]))
    last = lexemes[-1][0] if lexemes else None
    if not isinstance(last, Literal) or last.is_quoted or last.field or not last.is_unfinished:
        return ""
    before = lexemes[-2][0] if len(lexemes) > 1 else None
    end = last.text[-1:]
    is_word = end.isascii() and end.isalnum()
    return last.text if is_word and not isinstance(before, FieldPrefix) else ""


def _finished(text: str) -> str:
    """A query without operators at its end that are half typed, its quotation and groups closed."""
    text = text[:MAX_CHARACTERS].strip()
    lexemes = list(lex_with_spans(text))
    while lexemes and (lexemes[-1][0] in _HALF_TYPED or isinstance(lexemes[-1][0], FieldPrefix)):
        text = text[: lexemes[-1][1]].rstrip()
        lexemes.pop()
    if lexemes:
        last, start, _ = lexemes[-1]
        if isinstance(last, Literal) and last.is_quoted and last.is_unfinished:
            text += _CLOSING_MARKS.get(text[start], text[start])
    kinds = [lexeme for lexeme, _, _ in lexemes]
    return text + ")" * max(0, kinds.count(Operator.OPEN) - kinds.count(Operator.CLOSE))


def _without_former(text: str, field: str) -> str:
    """A query without the field where it is among the filters that it ends or begins with."""
    filters = list(_filters(list(lex_with_spans(text))))
    at_end, at_start = len(text), 0
    kept = text
    for name, start, end in reversed(filters):
        if text[end:at_end].strip():
            break
        at_end = start
        if name == field:
            return f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
    for name, start, end in filters:
        if text[at_start:start].strip():
            break
        at_start = end
        if name == field:
            kept = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
            break
    return kept


def _filters(lexemes: Sequence[_Place]) -> list[tuple[str, int, int]]:
    """The filters in a query that are neither excluded nor alternatives: field, start, end."""
    found = []
    depth = 0
    for index, (lexeme, _, _) in enumerate(lexemes):
        depth += (lexeme is Operator.OPEN) - (lexeme is Operator.CLOSE)
        if depth or not isinstance(lexeme, Literal):
            continue
        prefix = lexemes[index - 1][0] if index else None
        name, first, last = lexeme.field, index, index
        if isinstance(prefix, FieldPrefix):
            name, first = prefix.name, index - 1
        if name == "published" and not lexeme.is_quoted:
            last = _end_of_period(lexemes, index)
        before = lexemes[first - 1][0] if first else None
        behind = lexemes[last + 1][0] if last + 1 < len(lexemes) else None
        if name in _FILTERS and before not in _HALF_TYPED and behind is not Operator.OR:
            found.append((name, lexemes[first][1], lexemes[last][2]))
    return found


def _end_of_period(lexemes: Sequence[_Place], index: int) -> int:
    """The index of the last word of the period that begins with a literal: last 7 days."""
    words = takewhile(_is_bare, (lexeme for lexeme, _, _ in lexemes[index : index + _MAX_WORDS]))
    texts = [fold(word.text) for word in words if isinstance(word, Literal)]
    return index + max(1, match_period_words(texts, _ANY_DAY)) - 1


def _is_bare(lexeme: Lexeme) -> bool:
    return isinstance(lexeme, Literal) and not lexeme.is_quoted


def _has_alternatives(lexemes: Sequence[_Place]) -> bool:
    """Whether there is an OR outside parentheses."""
    depth = 0
    for lexeme, _, _ in lexemes:
        depth += (lexeme is Operator.OPEN) - (lexeme is Operator.CLOSE)
        if lexeme is Operator.OR and depth <= 0:
            return True
    return False
