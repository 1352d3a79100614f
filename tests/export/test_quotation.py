"""A quotation with its source, as text, HTML and Markdown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kbviewer.export.names import Name
from kbviewer.export.quotation import quotation
from kbviewer.export.reference import Reference
from tests.export.test_lists import visible

CHINESE = Reference(
    id="a.md", title="抖音电商：今年以来", authors=(), source="证券时报网", date="2025-08-24",
    accessed="2026-11-27", lang="zh", url="", is_newspaper=False,
)  # fmt: skip
ENGLISH = replace(CHINESE, title="The state of trade", source="Example Site", lang="en")
_URL = "https://example.org/a?b=1&c=<2>"


@pytest.mark.parametrize(
    ("words", "reference", "plain"),
    [
        ("两本账。", CHINESE, "“两本账。”——证券时报网，2025-08-24，《抖音电商：今年以来》"),
        (
            "他说“好”。", replace(CHINESE, title="《西游记》", url="https://a.example"),
            "“他说‘好’。”——证券时报网，2025-08-24，《〈西游记〉》，https://a.example",
        ),
        ("好", replace(CHINESE, source="", date=""), "“好”——《抖音电商：今年以来》"),
        (
            "好", replace(CHINESE, source="", authors=(Name("张三"), Name("李四"))),
            "“好”——张三，李四，2025-08-24，《抖音电商：今年以来》",
        ),
        ("It rose.", ENGLISH, "“It rose.” — Example Site, 24 August 2025, “The state of trade”"),
        (
            'He said "no".', replace(ENGLISH, date="2025-08", title="A “B”", url="https://a.example"),
            "“He said ‘no’.” — Example Site, August 2025, “A ‘B’”, https://a.example",
        ),
        ("x", replace(ENGLISH, date="2025", source="", authors=(Name("Smith", "John"),)),
         "“x” — John Smith, 2025, “The state of trade”"),
        ("a\nb\u202e", replace(ENGLISH, date=""), "“a b” — Example Site, “The state of trade”"),
    ],
)  # fmt: skip
def test_a_quotation_has_the_form_of_its_language(
    words: str, reference: Reference, plain: str
) -> None:
    assert quotation(words, reference).plain == plain


@pytest.mark.parametrize("reference", [CHINESE, ENGLISH])
def test_html_is_escaped_and_links_the_address(reference: Reference) -> None:
    made = quotation("<b>& “x”", replace(reference, url=_URL, title="<i>"))
    href = "https://example.org/a?b=1&amp;c=%3C2%3E"
    assert made.html.startswith(f'<blockquote cite="{href}"><p>“&lt;b&gt;&amp; ‘x’”</p>')
    assert f'<a href="{href}">https://example.org/a?b=1&amp;c=&lt;2&gt;</a></p>' in made.html
    assert "&lt;i&gt;" in made.html


def test_no_other_address_is_a_link() -> None:
    made = quotation("x", replace(ENGLISH, url="javascript:alert(1)"))
    assert "href" not in made.html
    assert "cite" not in made.html
    assert "](" not in made.markdown


@given(
    st.text(alphabet="*_`<>[]()#!|~\\&$=1.a一“”\"' -+", min_size=1, max_size=20).filter(str.strip)
)
def test_any_words_are_the_same_in_all_three(words: str) -> None:
    for reference in (CHINESE, replace(ENGLISH, title=" ".join(words.split()))):
        made = quotation(words, reference)
        said = made.plain.replace(" ", "")
        assert visible(made.html).replace(" ", "") == said
        html = MarkdownIt("commonmark").render(made.markdown)
        assert visible(html).replace("\n", "").replace(" ", "") == said
        assert html.count("<blockquote>") == 1


def test_markdown_links_the_title() -> None:
    made = quotation("好。", replace(CHINESE, url="https://a.example/x"))
    assert made.markdown == (
        "> “好。”\n>\n> ——证券时报网，2025-08-24，[《抖音电商：今年以来》](<https://a.example/x>)\n"
    )
