"""Explains in plain words how a typed query is read.

::

    盲盒 -refund title:merch

    All of these:
    · the characters "盲盒" anywhere
    · without the word "refund" or an inflection of it
    · in the title: words that begin with "merch", or an inflection of it

In one line::

    Read as "盲盒" and not "refund" and in the title "merch…"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from kbviewer.query.parser import MAX_CHARACTERS, MAX_TERMS
from kbviewer.query.periods import END_SENTINEL, MonthDay, Period
from kbviewer.text.stemmer import has_inflections
from kbviewer.text.tokenizer import Gap, Unit, UnitKind

MAX_LINES = 24
"""Lines of an explanation."""
_MAX_CHILDREN = 12  # of one group
_MAX_QUOTED_LENGTH = 40  # characters of a word or phrase
_MAX_LINE_LENGTH = 500  # characters of an explanation in one line
_MAX_NOTES = 3
_INDENT = "    "
_GAPS = {Gap.NONE: "", Gap.SOFT: " ", Gap.HARD: ", ", Gap.LINE: ", "}
_FIELDS = {
    None: "the text",
    Field.TITLE: "the title",
    Field.SOURCE: "the source",
    Field.AUTHOR: "the author",
    Field.TAG: "a tag",
    Field.FILE: "the path of the file",
}
_DEFAULT_ORDER = "the newest first, unless sorted otherwise"


def explain_query(query: Query) -> str:
    """What ``query`` finds, in at most ``MAX_LINES`` lines, few of over 100 characters.

    A group of conditions is a line that ends in a colon; its members are below it, indented and
    each behind a dot. The words are those that are compared: folded, without operators.
    """
    if query.is_empty and not query.text.strip():
        return f"Everything: {_DEFAULT_ORDER}"
    if query.is_empty:
        return f"Nothing typed can be searched for, so everything is found: {_DEFAULT_ORDER}"
    lines = list(_describe(query.root))
    lines[0] = _capitalized(lines[0])
    notes = [_capitalized(note) for note in query.notes[:_MAX_NOTES]]
    if len(query.text) > MAX_CHARACTERS:
        notes.append(f"Only the first {MAX_CHARACTERS:,} characters are read")
    if _count_leaves(query.root) >= MAX_TERMS:
        notes.append(f"No more than {MAX_TERMS} terms count")
    limit = MAX_LINES - len(notes)
    if len(lines) > limit:
        lines[limit - 1 :] = ["… and so on"]
    return "\n".join(lines + notes)


def explain_in_one_line(query: Query) -> str:
    """What of ``query`` could not be read, and what it finds, in one line.

    "" for a query of words alone, of which there is nothing to say.
    """
    parts = list(query.notes[:_MAX_NOTES])
    if query.uses_syntax:
        parts.append(f"read as {_inline(query.root)}")
    line = "  ·  ".join(map(_capitalized, parts))
    return line if len(line) <= _MAX_LINE_LENGTH else f"{line[: _MAX_LINE_LENGTH - 1]}…"


def _inline(node: Node) -> str:
    """A node in words, for the middle of a line."""
    if isinstance(node, Not):
        child = node.child
        is_group = isinstance(child, And | Or)
        return f"not ({_inline(child)})" if is_group else f"not {_inline(child)}"
    if isinstance(node, And | Or):
        children = [
            f"({_inline(child)})" if isinstance(child, And | Or) else _inline(child)
            for child in node.children[:_MAX_CHILDREN]
        ]
        if len(node.children) > _MAX_CHILDREN:
            children.append(f"{len(node.children) - _MAX_CHILDREN} more")
        return (" and " if isinstance(node, And) else " or ").join(children)
    if isinstance(node, Term):
        return (
            f"in the {node.field.value} {_inline_term(node)}" if node.field else _inline_term(node)
        )
    if isinstance(node, InTopic):
        return f"in the topic {_inline_term(node.term)}"
    if isinstance(node, InLanguage):
        return f"in the language {_quoted(node.code)}"
    return f"published {_describe_period(node.period)}"


def _inline_term(term: Term) -> str:
    begins = term.match_mode in (MatchMode.PREFIX, MatchMode.UNFINISHED) and not term.ends_in_run
    is_exact = term.match_mode is MatchMode.EXACT and has_inflections(term.word or "")
    begins |= term.match_mode is MatchMode.INFIX
    text = _quoted("…" * term.is_part + _phrase_text(term.units), "…" * begins)
    return f"exactly {text}" if is_exact else text


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _count_leaves(node: Node) -> int:
    if isinstance(node, And | Or):
        return sum(map(_count_leaves, node.children))
    return _count_leaves(node.child) if isinstance(node, Not) else 1


def _describe(node: Node, *, negated: bool = False) -> Iterator[str]:
    """The lines of a node: its own, then those of its children, indented."""
    if isinstance(node, Not):
        yield from _describe(node.child, negated=not negated)
    elif isinstance(node, And):
        yield "not all of these together:" if negated else "all of these:"
        yield from _describe_children(node.children)
    elif isinstance(node, Or):
        yield "none of these:" if negated else "at least one of these:"
        yield from _describe_children(node.children)
    elif isinstance(node, Term) and node.field is None:
        yield (
            f"without {_describe_term(node)}"
            if negated
            else f"{_describe_term(node)}{_scope(node)}"
        )
    else:
        yield f"not {_describe_filter(node)}" if negated else _describe_filter(node)


def _describe_children(children: Sequence[Node]) -> Iterator[str]:
    for child in children[:_MAX_CHILDREN]:
        first, *others = _describe(child)
        yield f"· {first}"
        yield from (f"{_INDENT}{line}" for line in others)
    if len(children) > _MAX_CHILDREN:
        yield f"· … and {len(children) - _MAX_CHILDREN} more"


def _scope(term: Term) -> str:
    return " anywhere" if len(term.units) == 1 and term.ends_in_run else ""


def _describe_filter(node: Term | InTopic | InLanguage | Published) -> str:
    """What a field must be."""
    if isinstance(node, Term):
        return f"in {_FIELDS[node.field]}: {_describe_term(node)}"
    if isinstance(node, InTopic):
        return f"in or below a topic whose path or title has {_describe_term(node.term)}"
    if isinstance(node, InLanguage):
        return f"in a language whose code begins with {_quoted(node.code)}"
    return f"published {_describe_period(node.period)}"


def _describe_term(term: Term) -> str:
    """What must be in a text: characters, a word in its forms, or a phrase."""
    begins = term.match_mode in (MatchMode.PREFIX, MatchMode.UNFINISHED) and not term.ends_in_run
    if len(term.units) > 1:
        ending = "…" if begins else ""
        going_on = ", whose last word may go on" if begins else ""
        return f"the phrase {_quoted(_phrase_text(term.units), ending)}{going_on}"
    name = _quoted(term.units[0].text)
    if term.is_part:
        verb = "end with" if term.match_mode is MatchMode.SUFFIX else "contain"
        return f"words that {verb} {name}"
    if term.ends_in_run:
        return f"the character{'s' if len(term.units[0].text) > 1 else ''} {name}"
    if begins:
        return f"words that begin with {name}{', or an inflection of it' * term.inflects}"
    if term.inflects:
        return f"the word {name} or an inflection of it"
    only = (
        "exact "
        if term.match_mode is MatchMode.EXACT and has_inflections(term.units[0].text)
        else ""
    )
    return f"the {only}{'number' if _is_number(term.units[0]) else 'word'} {name}"


def _is_number(unit: Unit) -> bool:
    return unit.kind is UnitKind.WORD and all(char in "0123456789." for char in unit.text)


def _phrase_text(phrase: Sequence[Unit]) -> str:
    return "".join(f"{_GAPS[unit.gap]}{unit.text}" for unit in phrase)


def _quoted(text: str, ending: str = "") -> str:
    if len(text) > _MAX_QUOTED_LENGTH:
        text, ending = text[: _MAX_QUOTED_LENGTH - 1], "…"
    return f'"{text}{ending}"'


def _describe_period(period: Period | MonthDay) -> str:
    """A period, with its ends as they are typed."""
    if isinstance(period, MonthDay):
        return f"on {period.month_day} of any year"
    first, last = period.start.removesuffix(END_SENTINEL), period.end.removesuffix(END_SENTINEL)
    since = "after" if period.start.endswith(END_SENTINEL) else "from"
    if not first and not last:
        return "at a known time"
    if first == last and since == "from":
        return f"{'on' if first.count('-') == 2 else 'in'} {first}"
    if not last:
        return f"{since} {first} on" if since == "from" else f"{since} {first}"
    until = f"the end of {last}" if period.end.endswith(END_SENTINEL) else ""
    if not first:
        return f"up to {until}" if until else f"before {last}"
    return f"{since} {first} to {until}" if until else f"{since} {first} and before {last}"
