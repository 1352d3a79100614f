"""Markdown as a reader sees it, and what its markup hides."""

from __future__ import annotations

import time

import pytest

from kbviewer.text.plain import inline, plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("抖音**电商**治理", "抖音电商治理"),
        ("***all*** of _it_ and __that__ and ~~not~~", "all of it and that and not"),
        ("snake_case_name and 2*3", "snake_case_name and 2*3"),
        ("one\ntwo", "one two"),
        ("one  \ntwo", "one\ntwo"),
        ("- a\n- b\n1. c", "a\nb\nc"),
        ("> quoted\n> more", "quoted more"),
        ("[text](https://x.y/z) and ![alt](p.png)", "text and alt"),
        ("[a][1] b\n\n[1]: https://x.y", "a b"),
        ("[![alt](p.png)](https://x.y)", "alt"),
        ("<https://x.y/z>", "https://x.y/z"),
        ("`co**de**` and ``a`b``", "co**de** and a`b"),
        ("```py\nx = *y*\n```", "x = *y*"),
        ("| a | b |\n|---|---|\n| 1 | **2** |", "a | b\n1 | 2"),
        ("x<br>y &amp; z &lt; w", "x\ny & z < w"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<table><tr><td>kappa</td><td>lambda</td></tr></table>", "kappa\nlambda"),
        ("抖<b>音</b>电<span class='x'>商</span> a<wbr>b", "抖音电商 ab"),
        (r"\*not\* a \# heading", "*not* a # heading"),
        ("a\n\n---\n\nb", "a\nb"),
        ("seen<!-- not seen -->", "seen"),
        ("text[^1]\n\n[^1]: the note", "text[^1]\nthe note"),
        ("", ""),
    ],
)
def test_the_text_is_what_a_reader_sees(markdown: str, text: str) -> None:
    assert plain(markdown).text == text


def test_headings_are_known_by_their_place() -> None:
    read = plain("# One #\ntext\n\nTwo\n===\n\n### C#\n\nlast")
    assert read.text == "One\ntext\nTwo\nC#\nlast"
    assert [read.text[start:end] for start, end in read.headings] == ["One", "Two", "C#"]


def test_what_the_markup_hides_is_kept() -> None:
    read = plain(
        "[a](https://x.y/z 'hover') <!-- remark --> <b class='k'>b</b> ![p](q.png)\n\n"
        "```rust\nx\n```\n\n[1]: https://ref.example\n\n[c](<https://angle.example>)"
    )
    for hidden in (
        "https://x.y/z",
        "hover",
        "remark",
        "k",
        "q.png",
        "rust",
        "https://ref.example",
        "https://angle.example",
    ):
        assert hidden in read.hidden


def test_a_title_loses_its_markup() -> None:
    assert inline("The *new* [rules](x.md)") == "The new rules"


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "<a ", "`", "*", "_", "<!--", "[a](", "~~", "| ", "|  ", "> ", "- ", "# ", " #",
     "[a]: b\n", "a*b ", "``a`", "\\", "&amp", "*a  ", "[a](x(y)", "<", "a|", "\ue0f0"],
)  # fmt: skip
def test_no_markup_takes_more_than_linear_time(piece: str) -> None:
    """Twenty thousand of anything are read in an instant; what is quadratic takes minutes."""
    began = time.perf_counter()
    plain(piece * 20_000)
    assert time.perf_counter() - began < 5
