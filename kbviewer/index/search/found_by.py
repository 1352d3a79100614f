"""What stands in a hit's row where the match is in none of the texts that are shown.

The article was found by its author, by a name (the title of a topic, a tag, its file's name), or by
what its markup hides, such as the address of a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from kbviewer.i18n import QT_TR_NOOP, tr
from kbviewer.index.corruption import CorruptIndexError, parse_names
from kbviewer.index.search.matcher import Match, SearchableText, find_matches
from kbviewer.index.search.snippets import Snippet, make_snippet
from kbviewer.library.names import NameKind
from kbviewer.query.ast import Field, Term

_SEPARATOR = " · "


class FoundBy(Enum):
    """What an article can be found by besides its title, source and text.

    The value is its label, a message. A name has the name of its ``NameKind``.
    """

    AUTHOR = QT_TR_NOOP("Author: ")
    TOPIC = QT_TR_NOOP("Topic: ")
    TAG = QT_TR_NOOP("Tag: ")
    ALIAS = QT_TR_NOOP("Also called: ")
    DESCRIPTION = QT_TR_NOOP("Description: ")
    KEYWORD = QT_TR_NOOP("Keyword: ")
    FILE = QT_TR_NOOP("File: ")
    LINK = QT_TR_NOOP("In a link: ")
    MARKUP = QT_TR_NOOP("Not shown on the page: ")


_FIELDS = {FoundBy.TAG: Field.TAG, FoundBy.FILE: Field.FILE}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one hit was found by.

    Attributes:
        by: the first thing that it was found by.
        snippet: each of these things behind its label, with the matches.
    """

    by: FoundBy
    snippet: Snippet


def found_by(
    terms: Sequence[Term], author: str, names: str, hidden: str, *, limit: int
) -> Finding | None:
    """What a hit was found by, with its matches; None if it is none of these.

    Args:
        terms: what was looked for.
        author: of the article.
        names: of the article, as they are stored.
        hidden: what its markup hides.
        limit: the most matches of each term in ``hidden``.

    Raises:
        CorruptIndexError: ``names`` are none.
    """
    parts: list[Finding] = []
    if in_author := find_matches(terms, SearchableText(author), Field.AUTHOR):
        parts.append(_finding(FoundBy.AUTHOR, Snippet(author, tuple(in_author))))
    found: set[int] = {match.term_index for match in in_author}
    for kind, *texts in parse_names(names):
        name = _name(terms, kind, texts)
        new = {match.term_index for match in name.snippet.matches} - found
        if new:  # each further name tells of another term
            found |= new
            parts.append(name)
    if not parts and (in_hidden := find_matches(terms, SearchableText(hidden), limit=limit)):
        return _hidden(hidden, in_hidden)
    if not parts:
        return None
    return Finding(parts[0].by, _joined([part.snippet for part in parts], _SEPARATOR))


def _name(terms: Sequence[Term], kind: str, texts: Sequence[str]) -> Finding:
    try:
        by = FoundBy[NameKind(kind).name]
    except ValueError as error:
        raise CorruptIndexError(f"a name of the kind {kind!r}") from error
    field = _FIELDS.get(by)
    shown = [make_snippet(text, find_matches(terms, SearchableText(text), field)) for text in texts]
    return _finding(by, _joined(shown, " "))


def _hidden(hidden: str, matches: Sequence[Match]) -> Finding:
    """The line of the first match: the address of a link, or a comment or tag."""
    start = hidden.rfind("\n", 0, matches[0].start) + 1
    end = hidden.find("\n", matches[0].start)
    line = hidden[start : end if end >= 0 else None]
    within = [
        Match(match.start - start, min(match.end - start, len(line)), match.term_index)
        for match in matches
        if match.start < start + len(line)
    ]
    is_address = not any(map(str.isspace, line)) and any(sign in line for sign in "/.#:")
    by = FoundBy.LINK if is_address else FoundBy.MARKUP
    return _finding(by, make_snippet(line, within))


def _finding(by: FoundBy, snippet: Snippet) -> Finding:
    return Finding(by, _joined((Snippet(tr(by.value), ()), snippet), ""))


def _joined(parts: Sequence[Snippet], separator: str) -> Snippet:
    text = ""
    matches: list[Match] = []
    for number, part in enumerate(parts):
        text += separator if number else ""
        matches += (
            Match(match.start + len(text), match.end + len(text), match.term_index)
            for match in part.matches
        )
        text += part.text
    return Snippet(text, tuple(matches))
