"""Markdown as a reader sees it, and what its markup hides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kbviewer.text.inline_text import strip_inline_markup
from kbviewer.text.plaintext import plain_text
from tests.cost import cpu_seconds


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
        ("text[^1]\n\n[^1]: the note", "text\nthe note"),
        ("带货<sup>2</sup>乱象，<sup class='r'>13</sup>治理", "带货[2]乱象，[13]治理"),
        ("规则<sup>1</sup><SUP><a href='#x'>2</a></SUP>新", "规则[1][2]新"),
        ("<p>规则<sup>[1]</sup>新<sup>2</sup></p>\n\n[2]: /x", "规则[1]新[2]"),
        ("十 m<sup>2</sup> 与 10<sup>2</sup>，二<sup>n</sup>", "十 m2 与 102，二n"),
        ("", ""),
    ],
)
def test_the_text_is_what_a_reader_sees(markdown: str, text: str) -> None:
    assert plain_text(markdown).text == text


def test_headings_are_known_by_their_place() -> None:
    read = plain_text("# One #\ntext\n\nTwo\n===\n\n### C#\n\nlast")
    assert read.text == "One\ntext\nTwo\nC#\nlast"
    assert [read.text[start:end] for start, end in read.headings] == ["One", "Two", "C#"]


def test_what_the_markup_hides_is_kept() -> None:
    read = plain_text(
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
    assert strip_inline_markup("The *new* [rules](x.md)") == "The new rules"


@pytest.mark.parametrize(
    ("written", "shown"),
    [("&#65;&#x41;&#00065;", "AAA"), ("&#" + "0" * 9_000 + "65;", "A"), ("&#0;", "\ufffd"),
     ("a&#" + "1" * 9_000, "a\ufffd"), ("&#" + "1" * 9_000 + ";b", "\ufffdb"), ("&#;", "&#;")],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_an_entity_is_read_however_long_its_number(written: str, shown: str) -> None:
    assert plain_text(written).text == shown


def test_the_width_of_an_embedded_picture_is_no_text() -> None:
    assert plain_text("![[a.png|words|100]] ![[b.png|100]]").text == "words b.png"


def test_lines_between_tags_are_told_apart() -> None:
    assert plain_text("a<br>  \n<br> b <p>c</p>").text == "a\nb\nc"


def cost(text: str) -> float:
    """Processor seconds of a reading."""
    return cpu_seconds(lambda: plain_text(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        lambda n: "<" + "a" * n, lambda n: "a<b" + " " * n + "c", lambda n: "# a" + " " * n + "b}",
        lambda n: "<b>" + "\t" * n + "x", lambda n: "# a" + " {#a" * (n // 4) + "}",
        *(lambda n, piece=piece: "<div>" + piece * (n // len(piece)) for piece in (
            "<script>", "<title>a</title>", "<!--", "<a '", "<a \"'", "<?", "<![CDATA[", "<!a",
            "<iframe ", "<a b='c", "</script>", "<script a",
        )),
        *(lambda n, piece=piece: piece * (n // len(piece)) for piece in (
            "[", "![", "<a ", "`", "*", "_", "<!--", "[a](", "~~", "| ", "|  ", "> ", "- ", "# ",
            " #", "[a]: b\n", "a*b ", "``a`", "\\", "&amp", "*a  ", "[a](x(y)", "<", "a|", "\ue0f0",
            "&#1", "</a", "<a@", "[[a|", "{#a} ", "~~a ",
            "字<sup>1", "字<sup ", "字<sup><a ", "字<sup>1</sup>",
            "<script>", "<title>a", "<title>a</title>", "<div><!--", "<div a='", "<?", "<iframe ",
        )),
    ],
)  # fmt: skip
def test_no_markup_takes_more_than_linear_time(make: Callable[[int], str]) -> None:
    """Eight times as much takes some eight times as long; what is quadratic takes 64 times."""
    assert cost(make(80_000)) < 24 * cost(make(10_000)) + 0.05


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("one\ntwo\n\nthree", "one\ntwo\nthree"),
        ("- one\n  two\n> three\n> four", "one\ntwo\nthree\nfour"),
        ("one *two\nthree* `a`", "one two\nthree a"),
        ("Two\n===\nthree\nfour", "Two\nthree\nfour"),
        ("抖音\n电商", "抖音\n电商"),
    ],
)
def test_hard_line_breaks_are_kept(markdown: str, text: str) -> None:
    assert plain_text(markdown, hard_line_breaks=True).text == text
    assert plain_text(markdown).text != text
