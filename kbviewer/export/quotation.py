"""A quotation with its source, in the form of the quoted article's language.

Chinese: ``“……”——证券时报网，2025-08-24，《…》，https://…``; English: ``“…” — Source, 24 August
2025, “Title”, https://…``. What an article lacks is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kbviewer.export.markup import (
    html_link,
    html_text,
    is_web_address,
    markdown_link,
    markdown_text,
    safe_url,
)
from kbviewer.export.reference import Reference, date_parts
from kbviewer.export.styles.spans import month_name
from kbviewer.text.display import single_line

_STRAIGHT_QUOTATION = re.compile('"([^"]*)"')
_INNER_QUOTES = str.maketrans("“”", "‘’")
_INNER_TITLE_MARKS = str.maketrans("《》", "〈〉")


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
class _Form:
    """How a language writes a quotation's source."""

    dash: str
    comma: str
    title_marks: tuple[str, str]


_CHINESE = _Form(dash="——", comma="，", title_marks=("《", "》"))
_ENGLISH = _Form(dash=" — ", comma=", ", title_marks=("“", "”"))


def quotation(words: str, reference: Reference) -> Quotation:
    """Words of an article, as they are there, in quotation marks and with their source."""
    form = _CHINESE if reference.is_chinese else _ENGLISH
    quoted = f"“{_inner(single_line(words))}”"
    title = _title(reference, form)
    facts = filter(None, (_who(reference, form), _date(reference)))
    before = "".join(f"{fact}{form.comma}" for fact in facts)
    dash = form.dash.lstrip()
    address = f"{form.comma}{reference.url}" if reference.url else ""
    url = html_link(reference.url, reference.url)
    cite = f' cite="{html_text(safe_url(reference.url))}"' if is_web_address(reference.url) else ""
    return Quotation(
        plain=f"{quoted}{form.dash}{before}{title}{address}",
        html=f"<blockquote{cite}><p>{html_text(quoted)}</p></blockquote>"
        f"<p>{dash}{html_text(before + title)}"
        f"{f'{form.comma}{url}' if reference.url else ''}</p>",
        markdown=f"> {markdown_text(quoted)}\n>\n> {dash}{markdown_text(before)}"
        f"{markdown_link(title, reference.url)}\n",
    )


def _who(reference: Reference, form: _Form) -> str:
    """The source; where there is none, the authors."""
    return reference.source or form.comma.join(
        " ".join(filter(None, (name.given, name.family, name.suffix))) for name in reference.authors
    )


def _title(reference: Reference, form: _Form) -> str:
    opening, closing = form.title_marks
    if form is _CHINESE:
        return f"{opening}{reference.title.translate(_INNER_TITLE_MARKS)}{closing}"
    return f"{opening}{_inner(reference.title)}{closing}"


def _inner(text: str) -> str:
    """A text for inside quotation marks: its own ones are single."""
    return _STRAIGHT_QUOTATION.sub(r"“\1”", text).translate(_INNER_QUOTES)


def _date(reference: Reference) -> str:
    """``2025-08-24`` in Chinese, ``24 August 2025`` in English."""
    if reference.is_chinese or not reference.date:
        return reference.date
    year, *rest = date_parts(reference.date)
    return " ".join([*map(str, rest[1:]), *(month_name(month) for month in rest[:1]), f"{year}"])
