"""GB/T 7714—2025, the Chinese national standard for references, in its numeric system.

In force since 2026-07-01. As the standard prints its examples, the signs ``. [ ] / -`` are
half-width and all others full-width, in Chinese and foreign entries alike. 7.1: the family name is
first, given names are initials without stops, but not those in pinyin; of more than three authors
three are named; an entry without an author begins with its title. 8.5: an article of a newspaper
is ``[N]``, online ``[N/OL]``, with the newspaper and the day, and since 2025 without the day on
which it was cited. 8.11.3: a page of the web is ``[EB/OL]``, with the day of its publication in
parentheses, the day on which it was cited in brackets, and its address; no publisher is named.

So that nothing is lost, a source stands for the author where none is named, as the body that keeps
the page (3.13); where there is an author but no address, the source stands in the address's place.
"""

from __future__ import annotations

from kbviewer.export.names import Name
from kbviewer.export.reference import Reference
from kbviewer.export.styles.spans import Span, initials

_MAX_AUTHORS = 3


def gbt7714(reference: Reference) -> list[Span]:
    """The entry of a reference, without its number."""
    body = _newspaper(reference) if reference.is_newspaper else _web_page(reference)
    return [Span(body)]


def _web_page(reference: Reference) -> str:
    authors = _authors(reference)
    published = f"（{reference.date}）" if reference.date else " "
    path = reference.url or (reference.source if authors else "")
    return "".join((
        _element(authors or reference.source),
        f"{reference.title}[EB/OL].{published}[{reference.accessed}].",
        f" {path}." if path else "",
    ))  # fmt: skip


def _newspaper(reference: Reference) -> str:
    mark = "N/OL" if reference.url else "N"
    printed = "，".join(filter(None, (reference.source, reference.date)))
    return "".join((
        _element(_authors(reference)),
        f"{reference.title}[{mark}]. {printed}.",
        f" {reference.url}." if reference.url else "",
    ))  # fmt: skip


def _authors(reference: Reference) -> str:
    names = list(map(_name, reference.authors[:_MAX_AUTHORS]))
    if len(reference.authors) > _MAX_AUTHORS:
        names.append("等" if reference.has_chinese_title else "et al")
    return "，".join(names)


def _name(name: Name) -> str:
    if name.is_literal:
        return name.family
    parts = (name.family, initials(name.given, "", " "), name.suffix.rstrip("."))
    return " ".join(filter(None, parts))


def _element(text: str) -> str:
    """An element that is not the last, with the stop before the next."""
    return f"{text.removesuffix('.')}. " if text else ""
