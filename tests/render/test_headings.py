"""The headings of a page, and which of them a link means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.render.headings import find_anchor
from kbviewer.render.renderer import MAX_RENDERED_LENGTH, render_text

PAGE = render_text(
    "# First one\n\n## `tidb_x` <span>从 v5.0 版本开始引入</span>\n\n## 第 1 步：连接 {#step-1}\n\n"
    '<a name="old"></a>\n\n## Twice\n\n<a id="In-Text"></a>text\n\n## Twice\n\n### C++\n\n'
    "### C\\#\n\n## Twice-1 more\n\n[^1]\n\n[^1]: note\n"
)


def reached(wanted: str) -> str | None:
    """The text of the heading that a link leads to, or the name of another place."""
    anchor = find_anchor(PAGE.html, PAGE.headings, wanted)
    return next((h.text for h in PAGE.headings if h.anchor == anchor), anchor)


@pytest.mark.parametrize(
    ("wanted", "heading"),
    [
        ("first-one", "First one"), ("First one", "First one"), ("FIRST One", "First one"),
        ("tidb_x-从-v50-版本开始引入", "tidb_x 从 v5.0 版本开始引入"),
        ("tidb_x-从-v5-0-版本开始引入", "tidb_x 从 v5.0 版本开始引入"),
        ("step-1", "第 1 步：连接"), ("第-1-步连接", "第 1 步：连接"),
        ("第 1 步：连接", "第 1 步：连接"),
        ("Twice#C++", "C++"), ("C#", "C#"), ("c", "C++"), ("c-1", "C#"),
        ("old", "Twice"), ("In-Text", "In-Text"), ("fn:1", "fn:1"),
        ("nowhere", None), ("", None),
    ],
)  # fmt: skip
def test_a_link_means_the_heading_that_most_programs_would(
    wanted: str, heading: str | None
) -> None:
    assert reached(wanted) == heading


def test_the_second_of_two_headings_has_a_number() -> None:
    anchors = [heading.anchor for heading in PAGE.headings if heading.text == "Twice"]
    assert len(set(anchors)) == 2
    assert find_anchor(PAGE.html, PAGE.headings, "twice") == anchors[0]
    for written in ("twice-1", "twice_1", "Twice-1"):
        assert find_anchor(PAGE.html, PAGE.headings, written) == anchors[1]


def test_a_heading_written_as_a_tag_has_a_name_of_its_own() -> None:
    page = render_text('<h2>One &amp; <b>two</b></h2>\n\n<h2 id="x">a</h2>\n<h2 id="x">b</h2>\n')
    assert [heading.text for heading in page.headings] == ["One & two", "a", "b"]
    assert len({heading.anchor for heading in page.headings}) == 3
    for heading in page.headings:
        assert f'id="{heading.anchor}"' in page.html


def test_a_paragraph_has_the_name_that_stands_behind_it() -> None:
    page = render_text("A claim. ^claim-1\n\n- item ^b2\n\n2^10\n")
    assert "<p>A claim. " in page.html
    for wanted in ("^claim-1", "^b2"):
        assert find_anchor(page.html, page.headings, wanted) == wanted
    assert find_anchor(page.html, page.headings, "^10") is None


def test_headings_are_plain_text() -> None:
    page = render_text("## A [link](x.md) ![pic](p.png) *b*[^1]\n\n[^1]: n\n\n## \n")
    assert [(heading.level, heading.text) for heading in page.headings] == [(2, "A link pic b")]


def test_a_text_shown_as_written_has_its_headings_too() -> None:
    page = render_text(
        "# One\n\n```\n# code\n```\n\n### *Two* {#two}\n" + "x" * MAX_RENDERED_LENGTH
    )
    assert page.note
    assert [(heading.level, heading.text) for heading in page.headings] == [
        (1, "One"),
        (3, "Two"),
    ]
    assert f'<span id="{page.headings[1].anchor}">### *Two* {{#two}}</span>' in page.html
    assert page.headings[1].anchor == "two"
    assert find_anchor(page.html, page.headings, "One") == page.headings[0].anchor


@given(st.lists(st.text(st.sampled_from("ab -1节#*_`[<&"), min_size=1, max_size=8), max_size=6))
def test_every_heading_is_reached_by_its_anchor(texts: list[str]) -> None:
    page = render_text("\n\n".join(f"## {text}" for text in texts))
    anchors = [heading.anchor for heading in page.headings]
    assert len(set(anchors)) == len(anchors)
    for anchor in anchors:
        assert find_anchor(page.html, page.headings, anchor) == anchor
