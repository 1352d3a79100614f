"""Cuts typed text into its operands, so that one of them can be left out or written otherwise.

::

    抖音电商 -退款 title:盲盒 "即时零售"

    抖音电商        free: it may be relaxed
    -退款          as typed: an exclusion
    title:盲盒      as typed: a field
    "即时零售"      as typed: a quotation
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from kbviewer.query.lexer import FieldPrefix, Lexeme, Literal, Operator, lex_with_spans
from kbviewer.query.parser import MAX_CHARACTERS
from kbviewer.text.fold import fold
from kbviewer.text.tokenizer import UnitKind, units

_NEGATIONS = (Operator.MINUS, Operator.NOT)


@dataclass(frozen=True, slots=True)
class QueryPart:
    """An operand of a query, where it stands in the typed text.

    Attributes:
        text: as typed, with the signs, field name and quotation marks that belong to it.
        start: offset of its first character.
        end: offset after its last one.
        is_free: whether a near answer may do without it, or with other words in its place: a word
            or a run in no field and no quotation, not excluded, and no number.
        is_excluded: whether it is behind a minus or NOT.
    """

    text: str
    start: int
    end: int
    is_free: bool
    is_excluded: bool


def query_parts(text: str) -> list[QueryPart]:
    """The operands of a query, in order.

    Parentheses are one part with the sign or field in front of them; without one they are left
    out, and what is in them are parts.
    """
    lexemes = list(lex_with_spans(text[:MAX_CHARACTERS]))
    return list(_parts(text, lexemes))


def has_alternatives(text: str) -> bool:
    """Whether a query may have an OR in it, which its parts do not show."""
    return any(lexeme is Operator.OR for lexeme, _, _ in lex_with_spans(text[:MAX_CHARACTERS]))


def without_parts(text: str, parts: Iterable[QueryPart]) -> str:
    """The query without some of its parts."""
    return replace_parts(text, dict.fromkeys(parts, ""))


def replace_parts(text: str, replacements: Mapping[QueryPart, str]) -> str:
    """The query with other text in the place of some of its parts; "" takes one out."""
    for part in sorted(replacements, key=attrgetter("start"), reverse=True):
        before, after = text[: part.start], text[part.end :]
        if not replacements[part]:
            before, after = (before, after.lstrip()) if after else (before.rstrip(), after)
        text = f"{before}{replacements[part]}{after}"
    return text


def _parts(text: str, lexemes: list[tuple[Lexeme, int, int]]) -> Iterator[QueryPart]:
    position = 0
    while position < len(lexemes):
        start = lexemes[position][1]
        is_excluded = has_field = False
        while position < len(lexemes) and (
            lexemes[position][0] in _NEGATIONS or isinstance(lexemes[position][0], FieldPrefix)
        ):
            is_excluded ^= lexemes[position][0] in _NEGATIONS
            has_field |= isinstance(lexemes[position][0], FieldPrefix)
            position += 1
        if position == len(lexemes):
            return
        lexeme, at, end = lexemes[position]
        position += 1
        if lexeme is Operator.OPEN and (is_excluded or has_field):
            position = _behind_group(lexemes, position)
            end = lexemes[position - 1][2]
        elif not (isinstance(lexeme, Literal) and any(units(fold(lexeme.text)))):
            continue
        is_free = (
            isinstance(lexeme, Literal)
            and at == start
            and not lexeme.is_quoted
            and not lexeme.field
            and _may_be_relaxed(lexeme.text)
        )
        yield QueryPart(text[start:end], start, end, is_free, is_excluded)


def _behind_group(lexemes: list[tuple[Lexeme, int, int]], position: int) -> int:
    """The index behind the parenthesis that closes the one before ``position``."""
    depth = 1
    while position < len(lexemes) and depth:
        depth += (lexemes[position][0] is Operator.OPEN) - (lexemes[position][0] is Operator.CLOSE)
        position += 1
    return position


def _may_be_relaxed(text: str) -> bool:
    """Whether there is more in a literal than numbers, and no star."""
    if text.startswith(("*", "＊")) or text.endswith(("*", "＊")):
        return False
    return any(
        unit.kind is UnitKind.RUN or not unit.text[:1].isdigit() for unit in units(fold(text))
    )
