"""What stands in a hit's row where the match is in none of the texts that are shown.

The article was found by its author, by a name (the title of a topic, a tag, its file's name), or by
what its markup hides, such as the address of a link.
"""

from __future__ import annotations

from collections.abc import Sequence

from kbviewer.index.corruption import CorruptIndexError, parse_names
from kbviewer.index.search.matcher import Match, SearchableText, find_matches
from kbviewer.index.search.snippets import Snippet, make_snippet
from kbviewer.library.names import NameKind
from kbviewer.query.ast import Field, Term

_SEPARATOR = " · "
_LABELS = {
    NameKind.TOPIC: "Topic: ",
    NameKind.TAG: "Tag: ",
    NameKind.ALIAS: "Also called: ",
    NameKind.DESCRIPTION: "Description: ",
    NameKind.KEYWORD: "Keyword: ",
    NameKind.FILE: "File: ",
}


def found_by(
    terms: Sequence[Term], author: str, names: str, hidden: str, *, limit: int
) -> Snippet | None:
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
    parts: list[Snippet] = []
    if in_author := find_matches(terms, SearchableText(author), Field.AUTHOR):
        parts.append(_labelled("Author: ", Snippet(author, tuple(in_author))))
    found: set[int] = {match.term_index for match in in_author}
    for kind, *texts in parse_names(names):
        name = _name(terms, kind, texts)
        new = {match.term_index for match in name.matches} - found
        if new:  # each further name tells of another term
            found |= new
            parts.append(name)
    if not parts and (in_hidden := find_matches(terms, SearchableText(hidden), limit=limit)):
        return _hidden(hidden, in_hidden)
    return _joined(parts, _SEPARATOR) if parts else None


def _name(terms: Sequence[Term], kind: str, texts: Sequence[str]) -> Snippet:
    try:
        label = _LABELS[NameKind(kind)]
    except ValueError as error:
        raise CorruptIndexError(f"a name of the kind {kind!r}") from error
    field = Field.TAG if label == _LABELS[NameKind.TAG] else None
    shown = [make_snippet(text, find_matches(terms, SearchableText(text), field)) for text in texts]
    return _labelled(label, _joined(shown, " "))


def _hidden(hidden: str, matches: Sequence[Match]) -> Snippet:
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
    label = "In a link: " if is_address else "Not shown on the page: "
    return _labelled(label, make_snippet(line, within))


def _labelled(label: str, snippet: Snippet) -> Snippet:
    return _joined((Snippet(label, ()), snippet), "")


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
