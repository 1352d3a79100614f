"""The Markdown that is written shows the text of the page, here and in other programs."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kbviewer.importing.markdown_writer import TEX, is_list, to_markdown
from kbviewer.importing.unwrap import Block, unwrap
from kbviewer.render.renderer import render_text
from kbviewer.text.plaintext import plain_text

SIGNS = [
    "# no heading", "#抖音电商#", "- item", "* star", "+ plus", "1. one", "12) two", "2025. a year",
    "> quote", "    code", "***", "---", "===", "_ _ _", "```", "~~~", "| a | b |", "|---|---|",
    "---|---", ":--|--:", "*bold* and **more**", "a * b * c", "5*3*2", "snake_case_name", "_under_",
    "__init__", "`code`", "``a`b``", "~~struck~~", "<b>bold</b>", "<script>alert(1)</script>",
    "<https://example.org>", "<a@b.c>", "<1@2>", "3 < 5 > 4", "<!-- note -->", "<?php",
    "[1][3][23]", "抖音**电 商**的",
    "[a](b)", "![a](b)", "[^1]", "[^1]: note", "[a]: b", "[TOC]", "&amp;", "&lt;b&gt;", "AT&T",
    "R&D &copy 2025", "&#65;", "C:\\_x\\*", "a\\", "\\", "\\[a\\](b)", "R3+ - GMV*", "`", "*", "_",
    "]\\(", "![", "a|b", "\\`a\\`", "&", "****", "~", "<", "[[1]](x)", "1.", "-", "#", "`a\\`b`",
]  # fmt: skip


_NO_SIGN = r"[^*_`<&\[\](~\\]"
STRONG = re.compile(rf"(?<![*\\\w])\*\*(?!\s)({_NO_SIGN}{{1,200}})(?<!\s)\*\*(?![*\w])", re.ASCII)


def text_of(blocks: Sequence[Block]) -> str:
    """The text of blocks without blanks, and without the marks of lists and of strong words."""
    lines = (line.split(maxsplit=1)[1] if is_list(block) else line
             for block in blocks for line in block.lines)  # fmt: skip
    return compact("".join(STRONG.sub(r"\1", line) for line in lines))


def compact(text: str) -> str:
    return "".join(text.split())


def shown(markdown: str) -> str:
    """What the reader shows, without its tags."""
    rendered = render_text(markdown)
    assert rendered.note == ""
    return html.unescape(re.sub("<[^<>]*>", "", rendered.html))


@pytest.mark.parametrize("sign", SIGNS)
def test_no_sign_of_a_page_becomes_markup(sign: str) -> None:
    for text in (sign, f"word {sign}", f"{sign} 文字 {sign}", f"文字\n{sign}\n文字"):
        blocks = [block for block in unwrap(text.split("\n")) if not block.is_table]
        markdown, wanted = to_markdown(blocks), text_of(blocks)
        assert compact(plain_text(markdown).text) == wanted
        assert compact(shown(markdown)) == wanted
        assert plain_text(markdown).headings == ()


@pytest.mark.parametrize(
    "text",
    ["Sellers' fees fell by 5% (from 8% to 3%), said AT&T & R&D [1].", "a * b", "snake_case_name",
     "抖音电商“双11”：GMV*增长8.5%", "3 < 5", "R3+ C++ C# e-commerce", "2025-08-11 - a", "a | b"],
)  # fmt: skip
def test_what_is_no_markup_is_written_as_it_is(text: str) -> None:
    assert to_markdown(unwrap([text])) == text


def test_lines_stay_lines() -> None:
    text = "1. one\n3. two"
    assert plain_text(to_markdown(unwrap(text.split("\n")))).text == text


def test_a_list_is_a_list() -> None:
    text = "- one *1*\n- # two\n    - three\n- - four"
    markdown = to_markdown(unwrap(text.split("\n")))
    assert markdown == "- one *1*\n- \\# two\n    - three\n- \\- four".replace("*1*", "\\*1\\*")
    assert plain_text(markdown).text == "one *1*\n# two\nthree\n- four"
    assert render_text(markdown).html.count("<ul>") == 2


def test_a_table_is_a_table() -> None:
    markdown = to_markdown(unwrap(["城市\t时效", "杭州|西湖\t8 *小时*"]))
    assert "<table>" in render_text(markdown).html
    assert compact(shown(markdown)) == "城市时效杭州|西湖8*小时*"
    assert plain_text(markdown).text == "城市 | 时效\n杭州|西湖 | 8 *小时*"
    markdown = to_markdown(unwrap(["| a | b |", "|---|---|", "| 1 | 2 |"]))
    assert compact(shown(markdown)) == "ab12"


def test_a_word_is_found_by_grep() -> None:
    text = "#抖音电商 **Core Advantages**: snake_case & more [1][3]"
    markdown = to_markdown(unwrap([text]))
    for word in ("抖音电商", "Core Advantages", "snake_case", "more"):
        assert word in markdown


ALPHABET = "ab 文字。\n\t#*_`~<>[]()!&;:|\\-+=.1^/@'\"{}$%"
TEXTS = st.one_of(
    st.text(alphabet=ALPHABET, max_size=60),
    st.lists(st.sampled_from([*SIGNS, "a", "文", " ", "\n", "\n\n"]), max_size=6).map("".join),
)


@given(TEXTS)
@example("a\n=")
@example("<<a@b.c>")
@example("a*b\n\nc*d")
@example("_ _ _\n_ _ _# no heading")
def test_whatever_a_page_shows_the_article_shows(text: str) -> None:
    assume(not re.search(TEX, text))  # which other programs show
    blocks = [block for block in unwrap(text.split("\n")) if not block.is_table]
    wanted = text_of(blocks)
    markdown = to_markdown(blocks)
    assert compact(plain_text(markdown).text) == wanted
    assume("[[[[[[[[" not in markdown)  # what the reader shows as plain text
    assert compact(shown(markdown)) == wanted


def test_strong_words_stay_strong() -> None:
    text = "- **Core Advantages**: 抖音**电商**的 5**3**2 ** a ** ***b*** a**b**"
    markdown = to_markdown(unwrap([text]))
    assert (
        "<strong>Core Advantages</strong>: 抖音<strong>电商</strong>的"
        in render_text(markdown).html
    )
    assert plain_text(markdown).text == "Core Advantages: 抖音电商的 5**3**2 ** a ** ***b*** a**b**"
