"""Broken lines are joined, what stands on lines of its own stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.importing.unwrap import join_lines, unwrap
from tests.importing.sample_pages import LONG_LINE, wrap


def joined(text: str) -> list[tuple[str, ...]]:
    return [block.lines for block in unwrap(text.split("\n"))]


@pytest.mark.parametrize("columns", [32, 44, 70])
@pytest.mark.parametrize(
    "text", [f"{LONG_LINE}。{LONG_LINE}。", f"{LONG_LINE}今年以来共56万件，AI眼镜3000副。"]
)
def test_broken_chinese_is_joined_without_a_blank(text: str, columns: int) -> None:
    assert joined("\n".join(wrap(text, columns))) == [(text,)]


def test_broken_english_is_joined_with_a_blank() -> None:
    assert joined(
        "Sellers said that the fees fell in\nsummer, and that the new rules were\nwelcome.\n\n"
        "Others were less pleased with them."
    ) == [
        ("Sellers said that the fees fell in summer, and that the new rules were welcome.",),
        ("Others were less pleased with them.",),
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["双", "11"], "双11"), (["使用", "AI"], "使用AI"), (["AI", "眼镜"], "AI眼镜"),
        (["规则，", "商家"], "规则，商家"), (["new", "rules"], "new rules"),
        (["e-", "commerce"], "e-commerce"), (["2024 -", "2025"], "2024 - 2025"),
        (["B2C-", "Group"], "B2C- Group"), (["한국", "시장"], "한국 시장"), ([], ""),
    ],
)  # fmt: skip
def test_what_stands_between_two_lines_depends_on_their_scripts(
    lines: list[str], text: str
) -> None:
    assert join_lines(lines) == text


def test_lines_that_were_blanks_already_are_joined_and_paragraphs_found() -> None:
    first, second = (
        wrap(f"{LONG_LINE}，试点共56万件，分布在{LONG_LINE}", 60),
        wrap(f"{LONG_LINE}{LONG_LINE}", 60),
    )
    text = f"{' '.join(first)}。 {' '.join(second)}。"
    assert joined(text) == [("".join(first) + "。",), ("".join(second) + "。",)]


@pytest.mark.parametrize(
    "text",
    [
        "小米 华为 苹果 三星 荣耀 联想", f"{LONG_LINE} 小米 华为 {LONG_LINE}",
        "使用 ChatGPT 生成 3 段 文字",
        "A plain English line with blanks between all of its words and nothing to join in it.",
        f"{LONG_LINE} and an English half of the line, which keeps its blanks",
    ],
)  # fmt: skip
def test_blanks_that_were_no_lines_stay(text: str) -> None:
    assert joined(text) == [(text,)]


def test_lists_quotes_code_headings_and_short_lines_stay() -> None:
    kept = [
        "- one\n- two\n- three", "1. one\n2. two", "• 一\n• 二", "> a\n> b", "    code\n    more",
        "```\ncode\n\n  more\n```", "地址：杭州\n电话：123", "（一）规则\n（二）处罚",
        "一、规则\n二、处罚",
    ]  # fmt: skip
    assert joined("\n\n".join(kept)) == [tuple(text.split("\n")) for text in kept]
    assert joined(f"夏季报告\n{LONG_LINE}。\n{LONG_LINE}。") == [
        ("夏季报告",),
        (f"{LONG_LINE}。",),
        (f"{LONG_LINE}。",),
    ]


def test_an_item_that_was_broken_is_joined() -> None:
    text = "- Sellers said that the fees fell in\nsummer, and the rules were welcome.\n- Others"
    assert joined(text) == [
        ("- Sellers said that the fees fell in summer, and the rules were welcome.", "- Others")
    ]


def test_a_list_that_the_page_shows_in_one_line_is_a_list() -> None:
    text = (
        'Group 1 - Fees fell in the first half, it said [1][3] - "Sellers" were pleased with that. '
        "- The e-commerce rules - clear ones - stay [2] Group 2: Outlook - **More** is to come."
    )
    assert joined(text) == [
        ("Group 1",),
        ("- Fees fell in the first half, it said [1][3]", '- "Sellers" were pleased with that.',
         "- The e-commerce rules - clear ones - stay [2]"),
        ("Group 2: Outlook",), ("- **More** is to come.",),
    ]  # fmt: skip


def test_a_dash_in_a_sentence_is_no_list() -> None:
    for text in ("It said - Reuters. The rest - All of it - is clear.", "One. - Two, as it seems."):
        assert joined(text) == [(text,)]


def test_paragraphs_that_begin_with_an_indent_are_paragraphs() -> None:
    lines = wrap(f"　　{LONG_LINE}{LONG_LINE}。", 40) + wrap(f"　　{LONG_LINE}。", 40)
    assert [block[0].strip() for block in joined("\n".join(lines))] == [
        f"{LONG_LINE}{LONG_LINE}。",
        f"{LONG_LINE}。",
    ]


def test_rows_with_tabs_or_bars_are_a_table() -> None:
    (table,) = unwrap(["城市\t时效", "杭州\t8小时", "深圳\t9小时"])
    assert table.is_table
    (table,) = unwrap(["| a | b |", "|---|---|", "| 1 | 2 |"])
    assert table.is_table
    assert not any(block.is_table for block in unwrap(["a | b", "c | d"]))


LINES = st.one_of(
    st.text(alphabet="商家，。 a-B1\t|#>*`：\u3000", max_size=60),
    st.text(alphabet=".] -AB", max_size=40),
    st.sampled_from(
        [LONG_LINE, f"{LONG_LINE}。", "- item", "```", "", "word " * 12, "a\tb", "|---|"]
    ),
)


@given(st.lists(LINES, max_size=12))
def test_joining_changes_nothing_but_blanks_and_line_ends(lines: list[str]) -> None:
    after = "\n".join(line for block in unwrap(lines) for line in block.lines)
    assert "".join(after.split()) == "".join("".join(lines).split())
    # And no two words run together.
    word = re.compile("[0-9A-Za-z]+")
    assert word.findall(after) == word.findall("\n".join(lines))
