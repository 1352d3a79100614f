"""The Chicago Manual of Style, 17th edition: entries of a bibliography to notes.

Only the first author is inverted. A page or an article without an author begins with its source,
whose name is not repeated. A page without a date has the day on which it was read, an article of a
printed newspaper "n.d.". English titles are in headline style (8.159), and the quotation marks in
a title are single.
"""

from __future__ import annotations

import re

from kbviewer.export.names import Name
from kbviewer.export.reference import Reference, date_parts
from kbviewer.export.styles.spans import Span, month_name, stop_after

_MAX_AUTHORS = 10
_FIRST_OF_MANY = 7
_SMALL_WORDS = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of",
     "on", "onto", "or", "over", "so", "the", "till", "to", "up", "via", "with", "yet")
)  # fmt: skip
_WORD = re.compile(r"\S+")
_ORDINARY_WORD = re.compile(r"[“‘\"'(\[]*(?P<word>[^\W\d_][\w'’-]*+)[”’\"')\],;:.?!…]*")
_NO_LETTER = re.compile(r"[\d_]")
_STRAIGHT_QUOTATION = re.compile('"([^"]*)"')
_SINGLE = str.maketrans("“”", "‘’")


def chicago(reference: Reference) -> list[Span]:
    """The entry of a reference."""
    authors = _authors(reference.authors)
    source = [Span(reference.source, is_italic=reference.is_newspaper)] if reference.source else []
    spans: list[Span] = []
    if authors:
        spans += [Span(f"{authors}{stop_after(authors)} ")]
    elif source:
        spans += [*source, Span(f"{stop_after(reference.source)} ")]
    title = _title(reference)
    spans += [Span(f"“{title}{stop_after(title)}”")]
    is_undated_print = reference.is_newspaper and not reference.url
    published = _date(reference.date) or ("n.d." if is_undated_print else "")
    if authors and source:
        spans += [Span(" "), *source, Span(f", {published}" if published else "")]
    elif published:
        spans += [Span(f" {published}")]
    if published or (authors and source):
        spans += [Span(stop_after(published or reference.source))]
    if reference.url:
        read = "" if published else f"Accessed {_date(reference.accessed)}. "
        spans += [Span(f" {read}{reference.url}.")]
    return [span for span in spans if span.text]


def _authors(authors: tuple[Name, ...]) -> str:
    first = [name.inverted for name in authors[:1]]
    names = [*first, *map(_in_order, authors[1:])]
    if len(names) > _MAX_AUTHORS:
        return f"{', '.join(names[:_FIRST_OF_MANY])}, et al."
    if len(names) > 1:
        return f"{', '.join(names[:-1])}, and {names[-1]}"
    return "".join(names)


def _in_order(name: Name) -> str:
    return " ".join(filter(None, (name.given, name.family, name.suffix)))


def _title(reference: Reference) -> str:
    title = _STRAIGHT_QUOTATION.sub(r"“\1”", reference.title).translate(_SINGLE)
    is_english = reference.lang.startswith("en") and not reference.has_chinese_title
    return headline_style(title) if is_english else title


def headline_style(title: str) -> str:
    """An English title with the first letters of its words in capitals, but for small words."""
    words = list(_WORD.finditer(title))
    parts, position = [], 0
    for index, word in enumerate(words):
        is_edge = index in (0, len(words) - 1) or words[index - 1][0].endswith((":", "?", "!", "."))
        parts += [title[position : word.start()], _capitalised(word[0], is_edge=is_edge)]
        position = word.end()
    return "".join([*parts, title[position:]])


def _capitalised(word: str, *, is_edge: bool) -> str:
    """A word with a capital; one with other signs than letters, or with capitals, as it is."""
    found = _ORDINARY_WORD.fullmatch(word)
    if not found or not found["word"].islower() or _NO_LETTER.search(found["word"]):
        return word
    if not is_edge and found["word"].rstrip("'’") in _SMALL_WORDS:
        return word
    start = found.start("word")
    return word[:start] + word[start].upper() + word[start + 1 :]


def _date(text: str) -> str:
    if not text:
        return ""
    year, *rest = date_parts(text)
    if not rest:
        return f"{year}"
    month = month_name(rest[0])
    return f"{month} {rest[1]}, {year}" if len(rest) > 1 else f"{month} {year}"
