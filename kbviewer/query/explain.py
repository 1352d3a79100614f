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

from kbviewer.i18n import QT_TR_NOOP, tr
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
_IN_FIELD = {
    Field.TITLE: QT_TR_NOOP("in the title: {term}"),
    Field.SOURCE: QT_TR_NOOP("in the source: {term}"),
    Field.AUTHOR: QT_TR_NOOP("in the author: {term}"),
    Field.TAG: QT_TR_NOOP("in a tag: {term}"),
    Field.FILE: QT_TR_NOOP("in the path of the file: {term}"),
}
_INLINE_IN_FIELD = {
    Field.TITLE: QT_TR_NOOP("in the title {term}"),
    Field.SOURCE: QT_TR_NOOP("in the source {term}"),
    Field.AUTHOR: QT_TR_NOOP("in the author {term}"),
    Field.TAG: QT_TR_NOOP("in the tag {term}"),
    Field.FILE: QT_TR_NOOP("in the file {term}"),
}


def explain_query(query: Query) -> str:
    """What ``query`` finds, in at most ``MAX_LINES`` lines, few of over 100 characters.

    A group of conditions is a line that ends in a colon; its members are below it, indented and
    each behind a dot. The words are those that are compared: folded, without operators.
    """
    if query.is_empty and not query.text.strip():
        return tr("Everything: the newest first, unless sorted otherwise")
    if query.is_empty:
        return tr(
            "Nothing typed can be searched for, so everything is found: the newest first, unless "
            "sorted otherwise"
        )
    lines = list(_describe(query.root))
    lines[0] = _capitalized(lines[0])
    notes = [_capitalized(str(note)) for note in query.notes[:_MAX_NOTES]]
    if len(query.text) > MAX_CHARACTERS:
        notes.append(tr("Only the first {n} characters are read").format(n=f"{MAX_CHARACTERS:,}"))
    if _count_leaves(query.root) >= MAX_TERMS:
        notes.append(tr("No more than {n} terms count").format(n=MAX_TERMS))
    limit = MAX_LINES - len(notes)
    if len(lines) > limit:
        lines[limit - 1 :] = [tr("… and so on")]
    return "\n".join(lines + notes)


def explain_in_one_line(query: Query) -> str:
    """What of ``query`` could not be read, and what it finds, in one line.

    "" for a query of words alone, of which there is nothing to say.
    """
    parts = list(map(str, query.notes[:_MAX_NOTES]))
    if query.uses_syntax:
        parts.append(tr("Read as {conditions}").format(conditions=_inline(query.root)))
    line = "  ·  ".join(map(_capitalized, parts))
    return line if len(line) <= _MAX_LINE_LENGTH else f"{line[: _MAX_LINE_LENGTH - 1]}…"


def _inline(node: Node) -> str:
    """A node in words, for the middle of a line."""
    if isinstance(node, Not):
        return tr("not {condition}", "in one line").format(condition=_inline_member(node.child))
    if isinstance(node, And | Or):
        children = list(map(_inline_member, node.children[:_MAX_CHILDREN]))
        if left := len(node.children[_MAX_CHILDREN:]):
            children.append(tr("{n} more", "conditions").format(n=left))
        is_and = isinstance(node, And)
        separator = (
            tr(" and ", "between conditions") if is_and else tr(" or ", "between conditions")
        )
        return separator.join(children)
    if isinstance(node, Term):
        term = _inline_term(node)
        return tr(_INLINE_IN_FIELD[node.field]).format(term=term) if node.field else term
    if isinstance(node, InTopic):
        return tr("in the topic {term}").format(term=_inline_term(node.term))
    if isinstance(node, InLanguage):
        return tr("in the language {code}").format(code=_quoted(node.code))
    return _describe_period(node.period)


def _inline_member(node: Node) -> str:
    """A node in words inside another one: a group in parentheses."""
    inner = _inline(node)
    return tr("({conditions})").format(conditions=inner) if isinstance(node, And | Or) else inner


def _inline_term(term: Term) -> str:
    begins = term.match_mode in (MatchMode.PREFIX, MatchMode.UNFINISHED) and not term.ends_in_run
    is_exact = term.match_mode is MatchMode.EXACT and has_inflections(term.word or "")
    begins |= term.match_mode is MatchMode.INFIX
    text = _quoted("…" * term.is_part + _phrase_text(term.units), "…" * begins)
    return tr("exactly {term}").format(term=text) if is_exact else text


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
        yield tr("not all of these together:") if negated else tr("all of these:")
        yield from _describe_children(node.children)
    elif isinstance(node, Or):
        yield tr("none of these:") if negated else tr("at least one of these:")
        yield from _describe_children(node.children)
    elif isinstance(node, Term) and node.field is None:
        term = _describe_term(node)
        if negated:
            yield tr("without {term}").format(term=term)
        elif len(node.units) == 1 and node.ends_in_run:
            yield tr("{term} anywhere").format(term=term)
        else:
            yield term
    else:
        condition = _describe_filter(node)
        yield tr("not {condition}").format(condition=condition) if negated else condition


def _describe_children(children: Sequence[Node]) -> Iterator[str]:
    for child in children[:_MAX_CHILDREN]:
        first, *others = _describe(child)
        yield f"· {first}"
        yield from (f"{_INDENT}{line}" for line in others)
    if left := len(children[_MAX_CHILDREN:]):
        more = tr("… and {n} more").format(n=left)
        yield f"· {more}"


def _describe_filter(node: Term | InTopic | InLanguage | Published) -> str:
    """What a field must be."""
    if isinstance(node, Term):
        term = _describe_term(node)
        return tr(_IN_FIELD[node.field]).format(term=term) if node.field else term
    if isinstance(node, InTopic):
        return tr("in or below a topic whose path or title has {term}").format(
            term=_describe_term(node.term)
        )
    if isinstance(node, InLanguage):
        return tr("in a language whose code begins with {code}").format(code=_quoted(node.code))
    return _describe_period(node.period)


def _describe_term(term: Term) -> str:
    """What must be in a text: characters, a word in its forms, or a phrase."""
    begins = term.match_mode in (MatchMode.PREFIX, MatchMode.UNFINISHED) and not term.ends_in_run
    if len(term.units) > 1:
        said = (
            tr("the phrase {text}, whose last word may go on")
            if begins
            else tr("the phrase {text}")
        )
        return said.format(text=_quoted(_phrase_text(term.units), "…" if begins else ""))
    return _describe_unit(term, begins=begins).format(text=_quoted(term.units[0].text))


def _describe_unit(term: Term, *, begins: bool) -> str:  # noqa: PLR0911  one for each message
    """A message about ``{text}``, for a term that is one word or run."""
    if term.is_part:
        is_end = term.match_mode is MatchMode.SUFFIX
        return tr("words that end with {text}") if is_end else tr("words that contain {text}")
    if term.ends_in_run:
        is_several = len(term.units[0].text) > 1
        return tr("the characters {text}") if is_several else tr("the character {text}")
    if begins and term.inflects:
        return tr("words that begin with {text}, or an inflection of it")
    if begins:
        return tr("words that begin with {text}")
    if term.inflects:
        return tr("the word {text} or an inflection of it")
    if _is_number(term.units[0]):
        return tr("the number {text}")
    is_exact = term.match_mode is MatchMode.EXACT and has_inflections(term.units[0].text)
    return tr("the exact word {text}") if is_exact else tr("the word {text}")


def _is_number(unit: Unit) -> bool:
    return unit.kind is UnitKind.WORD and all(char in "0123456789." for char in unit.text)


def _phrase_text(phrase: Sequence[Unit]) -> str:
    return "".join(f"{_GAPS[unit.gap]}{unit.text}" for unit in phrase)


def _quoted(text: str, ending: str = "") -> str:
    if len(text) > _MAX_QUOTED_LENGTH:
        text, ending = text[: _MAX_QUOTED_LENGTH - 1], "…"
    return tr('"{text}"').format(text=f"{text}{ending}")


def _describe_period(period: Period | MonthDay) -> str:
    """When an article must be published; the ends of a period are said as they are typed."""
    if isinstance(period, MonthDay):
        return tr("published on {day} of any year").format(day=period.month_day)
    return _describe_ends(period).format(
        first=period.start.removesuffix(END_SENTINEL), last=period.end.removesuffix(END_SENTINEL)
    )


def _describe_ends(period: Period) -> str:  # noqa: PLR0911  one for each message
    """A message about ``{first}`` and ``{last}``."""
    first, last = period.start.removesuffix(END_SENTINEL), period.end.removesuffix(END_SENTINEL)
    is_after = period.start.endswith(END_SENTINEL)
    is_through = period.end.endswith(END_SENTINEL)
    if not first and not last:
        return tr("published at a known time")
    if first == last and not is_after:
        is_day = first.count("-") == 2
        return tr("published on {first}") if is_day else tr("published in {first}")
    if not last:
        return tr("published after {first}") if is_after else tr("published from {first} on")
    if not first:
        up_to = tr("published up to the end of {last}")
        return up_to if is_through else tr("published before {last}")
    if is_after and is_through:
        return tr("published after {first} to the end of {last}")
    if is_after:
        return tr("published after {first} and before {last}")
    if is_through:
        return tr("published from {first} to the end of {last}")
    return tr("published from {first} and before {last}")
