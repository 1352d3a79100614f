"""A quotation with its source, in the form of the quoted article's language.

Chinese: ``“……”——证券时报网，2025-08-24，《…》，https://…``; English: ``“…” — Source, 24 August
2025, “Title”, https://…``; or in a form of the user's own. What an article lacks is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kbviewer.export.markup import (
    html_link,
    html_text,
    is_web_address,
    markdown_link,
    markdown_text,
    safe_url,
)
from kbviewer.export.quote_pattern import (
    CHINESE_PATTERN,
    ENGLISH_PATTERN,
    Placeholder,
    QuotePattern,
)
from kbviewer.export.reference import Reference, date_parts
from kbviewer.export.styles.spans import month_name
from kbviewer.text.display import single_line

_STRAIGHT_QUOTATION = re.compile('"([^"]*)"')
_INNER_MARKS = {
    "“": str.maketrans("“”", "‘’"),
    "‘": str.maketrans("‘’", "“”"),
    "「": str.maketrans("「」", "『』"),
    "『": str.maketrans("『』", "「」"),
    "《": str.maketrans("《》", "〈〉"),
    "〈": str.maketrans("〈〉", "《》"),
    '"': str.maketrans('"', "'"),
}
"""What the marks of a text become inside a pair of the same kind."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its source, in the forms that a clipboard offers.

    Attributes:
        plain: plain text, one line.
        html: a fragment of HTML; only addresses of the web are links.
        markdown: a block quotation, the source in a paragraph of its own.
    """

    plain: str
    html: str
    markdown: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a quotation: a fact with what is written beside it, or a text of the pattern."""

    text: str
    name: str = ""
    before: str = ""
    after: str = ""


def quotation(words: str, reference: Reference, pattern: QuotePattern | None = None) -> Quotation:
    """Words of an article, as they are there, with their source.

    Args:
        words: what is quoted.
        reference: the article.
        pattern: how it is written; None for the form of the article's language.
    """
    pattern = pattern or QuotePattern.parse(
        CHINESE_PATTERN if reference.is_chinese else ENGLISH_PATTERN
    )
    pieces = _pieces(pattern, _facts(single_line(words), reference))
    quoted, source = _split(pieces)
    url = reference.url
    html = "".join(
        html_text(piece.before)
        + (html_link(piece.text, url) if piece.name == "address" else html_text(piece.text))
        + html_text(piece.after)
        for piece in source
    )
    html = f"<p>{html}</p>" if html else ""
    markdown = _markdown(source, url)
    if quoted:
        cite = f' cite="{html_text(safe_url(url))}"' if is_web_address(url) else ""
        html = f"<blockquote{cite}><p>{html_text(_plain(quoted))}</p></blockquote>{html}"
        below = f">\n> {markdown}\n" if markdown else ""
        markdown = f"> {markdown_text(_plain(quoted))}\n{below}"
    else:
        markdown += "\n"
    return Quotation(_plain(pieces), html, markdown)


def _facts(words: str, reference: Reference) -> dict[str, str]:
    """What stands in place of each name, "" where the article lacks it."""
    return {
        "words": words,
        "source": _who(reference),
        "date": _date(reference),
        "title": reference.title,
        "address": reference.url,
    }


def _pieces(pattern: QuotePattern, facts: Mapping[str, str]) -> list[_Piece]:
    pieces = []
    for part in pattern.parts:
        if not isinstance(part, Placeholder):
            pieces.append(_Piece(part))
        elif fact := facts[part.name]:
            opening, closing = part.marks
            text = f"{opening}{_inner(fact, opening)}{closing}"
            pieces.append(_Piece(text, part.name, part.before, part.after))
    return pieces


def _split(pieces: Sequence[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """The words up to their end and the source; no words where a part of the source is first."""
    names = [piece.name for piece in pieces]
    end = names.index("words") + 1
    if any(names[: end - 1]):
        return [], list(pieces)
    if not any(names[end:]):
        return list(pieces), []
    first, *rest = pieces[end:]
    text = first.text if first.before else first.text.lstrip()
    return list(pieces[:end]), [replace(first, before=first.before.lstrip(), text=text), *rest]


def _markdown(pieces: Sequence[_Piece], url: str) -> str:
    """Pieces as Markdown; the title links to the address, which then is not written out."""
    title = next((piece for piece in pieces if piece.name == "title"), None)
    if title is None or not is_web_address(url):
        return markdown_text(_plain(pieces))
    shown = [piece for piece in pieces if piece.name != "address"]
    at = shown.index(title)
    before = f"{_plain(shown[:at])}{title.before}"
    after = f"{title.after}{_plain(shown[at + 1 :])}"
    return f"{markdown_text(before)}{markdown_link(title.text, url)}{markdown_text(after)}"


def _plain(pieces: Sequence[_Piece]) -> str:
    return "".join(f"{piece.before}{piece.text}{piece.after}" for piece in pieces)


def _who(reference: Reference) -> str:
    """The source; where there is none, the authors."""
    comma = "，" if reference.is_chinese else ", "
    return reference.source or comma.join(
        " ".join(filter(None, (name.given, name.family, name.suffix))) for name in reference.authors
    )


def _inner(text: str, mark: str) -> str:
    """A text for inside a pair of marks that ``mark`` opens: its own ones are of the other kind."""
    if mark == "“":
        text = _STRAIGHT_QUOTATION.sub(r"“\1”", text)
    return text.translate(_INNER_MARKS.get(mark, {}))


def _date(reference: Reference) -> str:
    """``2025-08-24`` in Chinese, ``24 August 2025`` in English."""
    if reference.is_chinese or not reference.date:
        return reference.date
    year, *rest = date_parts(reference.date)
    return " ".join([*map(str, rest[1:]), *(month_name(month) for month in rest[:1]), f"{year}"])
