"""A query in plain words: how what was typed is read.

::

    盲盒 -refund title:merch

    All of these:
    · the characters "盲盒" anywhere
    · without the word "refund" or an inflection of it
    · in the title: words that begin with "merch", or an inflection of it
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kbviewer.index.match import inflects
from kbviewer.index.parse import MOST_CHARACTERS, MOST_TERMS
from kbviewer.index.period import AFTER, Period
from kbviewer.index.query import (
    All,
    Either,
    Ending,
    InLanguage,
    InTopic,
    Node,
    Not,
    Published,
    Query,
    Term,
)
from kbviewer.text.stem import has_inflections
from kbviewer.text.tokens import Gap, Kind, Unit

MOST_LINES = 24
"""Lines of an explanation."""
_MOST_PARTS = 12  # of one group
_LONGEST_NAME = 40  # characters of a word or phrase
_INDENT = "    "
_GAPS = {Gap.NONE: "", Gap.SOFT: " ", Gap.HARD: ", ", Gap.LINE: ", "}
_BY_TIME = "the newest first, unless sorted otherwise"


def explain(query: Query) -> str:
    """What ``query`` finds, in words: at most ``MOST_LINES`` lines, few over 100 characters.

    A group of conditions is a line that ends in a colon, its members below it, each behind a dot
    and further in. The words are those that are compared: folded, without the operators.
    """
    if query.is_empty and not query.text.strip():
        return f"Everything: {_BY_TIME}"
    if query.is_empty:
        return f"Nothing typed can be searched for, so everything is found: {_BY_TIME}"
    lines = list(_told(query.root))
    lines[0] = lines[0][0].upper() + lines[0][1:]
    notes = []
    if len(query.text) > MOST_CHARACTERS:
        notes.append(f"Only the first {MOST_CHARACTERS:,} characters are read")
    if _leaves(query.root) >= MOST_TERMS:
        notes.append(f"No more than {MOST_TERMS} terms count")
    most = MOST_LINES - len(notes)
    if len(lines) > most:
        lines[most - 1 :] = ["… and so on"]
    return "\n".join(lines + notes)


def _leaves(node: Node) -> int:
    if isinstance(node, All | Either):
        return sum(map(_leaves, node.parts))
    return _leaves(node.part) if isinstance(node, Not) else 1


def _told(node: Node, *, negated: bool = False) -> Iterator[str]:
    """The lines of a node; the first is its own, those of its members are further in."""
    if isinstance(node, Not):
        yield from _told(node.part, negated=not negated)
    elif isinstance(node, All):
        yield "not all of these together:" if negated else "all of these:"
        yield from _members(node.parts)
    elif isinstance(node, Either):
        yield "none of these:" if negated else "at least one of these:"
        yield from _members(node.parts)
    elif isinstance(node, Term) and node.field is None:
        yield f"without {_term(node)}" if negated else f"{_term(node)}{_where(node)}"
    else:
        yield f"not {_fact(node)}" if negated else _fact(node)


def _members(parts: Sequence[Node]) -> Iterator[str]:
    for part in parts[:_MOST_PARTS]:
        first, *others = _told(part)
        yield f"· {first}"
        yield from (f"{_INDENT}{line}" for line in others)
    if len(parts) > _MOST_PARTS:
        yield f"· … and {len(parts) - _MOST_PARTS} more"


def _where(term: Term) -> str:
    return " anywhere" if len(term.units) == 1 and term.ends_in_run else ""


def _fact(node: Term | InTopic | InLanguage | Published) -> str:
    """What a field must say."""
    if isinstance(node, Term):
        return f"in the {node.field.value if node.field else 'text'}: {_term(node)}"
    if isinstance(node, InTopic):
        return f"in or below a topic whose path or title has {_term(node.term)}"
    if isinstance(node, InLanguage):
        return f"in a language whose code begins with {_name(node.code)}"
    return f"published {_time(node.period)}"


def _term(term: Term) -> str:
    """What must stand somewhere: characters, a word in its forms, or a phrase."""
    begins = term.ending in (Ending.PREFIX, Ending.TYPED) and not term.ends_in_run
    if len(term.units) > 1:
        ending = "…" if begins else ""
        going_on = ", whose last word may go on" if begins else ""
        return f"the phrase {_name(_written(term.units), ending)}{going_on}"
    name = _name(term.units[0].text)
    if term.ends_in_run:
        return f"the character{'s' if len(term.units[0].text) > 1 else ''} {name}"
    if begins:
        return f"words that begin with {name}{', or an inflection of it' * inflects(term)}"
    if inflects(term):
        return f"the word {name} or an inflection of it"
    only = "exact " if term.ending is Ending.EXACT and has_inflections(term.units[0].text) else ""
    return f"the {only}{'number' if _is_number(term.units[0]) else 'word'} {name}"


def _is_number(unit: Unit) -> bool:
    return unit.kind is Kind.WORD and all(char in "0123456789." for char in unit.text)


def _written(phrase: Sequence[Unit]) -> str:
    return "".join(f"{_GAPS[unit.gap]}{unit.text}" for unit in phrase)


def _name(text: str, ending: str = "") -> str:
    if len(text) > _LONGEST_NAME:
        text, ending = text[: _LONGEST_NAME - 1], "…"
    return f'"{text}{ending}"'


def _time(period: Period) -> str:
    """A stretch of time, with its ends as they are typed."""
    first, last = period.first.removesuffix(AFTER), period.last.removesuffix(AFTER)
    since = "after" if period.first.endswith(AFTER) else "from"
    if not first and not last:
        return "at a known time"
    if first == last and since == "from":
        return f"{'on' if first.count('-') == 2 else 'in'} {first}"
    if not last:
        return f"{since} {first} on" if since == "from" else f"{since} {first}"
    until = f"the end of {last}" if period.last.endswith(AFTER) else ""
    if not first:
        return f"up to {until}" if until else f"before {last}"
    return f"{since} {first} to {until}" if until else f"{since} {first} and before {last}"
