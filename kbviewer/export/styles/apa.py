"""APA style, 7th edition: entries of a reference list.

A page of the web has its title in italics and the site's name behind it; an article of a newspaper
the newspaper's name in italics. An entry without an author begins with its title. Where there is no
date, the day on which the page was read stands before its address (section 9.16).
"""

from __future__ import annotations

from kbviewer.export.names import Name
from kbviewer.export.reference import Reference, date_parts
from kbviewer.export.styles.spans import Span, initials, month_name, stop_after

_MAX_AUTHORS = 20
_FIRST_OF_MANY = 19


def apa(reference: Reference) -> list[Span]:
    """The entry of a reference."""
    title = [
        Span(reference.title, is_italic=not reference.is_newspaper),
        Span(stop_after(reference.title)),
    ]
    date = Span(f"({_date(reference.date)}).")
    authors = _authors(reference.authors)
    if authors:
        spans = [Span(f"{authors}{stop_after(authors)} "), date, Span(" "), *title]
    else:
        spans = [*title, Span(" "), date]
    if reference.source:
        spans += [
            Span(" "),
            Span(reference.source, is_italic=reference.is_newspaper),
            Span(stop_after(reference.source)),
        ]
    if reference.url:
        read = "" if reference.date else f"Retrieved {_day(reference.accessed)}, from "
        spans.append(Span(f" {read}{reference.url}"))
    return [span for span in spans if span.text]


def _authors(authors: tuple[Name, ...]) -> str:
    names = list(map(_name, authors))
    if len(names) > _MAX_AUTHORS:
        return f"{', '.join(names[:_FIRST_OF_MANY])}, … {names[-1]}"
    if len(names) > 1:
        return f"{', '.join(names[:-1])}, & {names[-1]}"
    return "".join(names)


def _name(name: Name) -> str:
    if name.is_literal:
        return name.family
    return ", ".join(filter(None, (name.family, initials(name.given, ".", " "), name.suffix)))


def _date(text: str) -> str:
    if not text:
        return "n.d."
    year, *rest = date_parts(text)
    if not rest:
        return f"{year}"
    return f"{year}, {' '.join([month_name(rest[0]), *map(str, rest[1:])])}"


def _day(text: str) -> str:
    year, month, day = date_parts(text)
    return f"{month_name(month)} {day}, {year}"
