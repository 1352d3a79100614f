"""A long page in sections: nothing is lost, and each is well formed."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.render import pagination
from kbviewer.render.pagination import TAG, VOID_TAGS, _layout_cost, paginate
from kbviewer.render.renderer import render_text

_PIECES = (
    "# Heading\n\n", "word ", "抖音电商，", "- item\n", "  - within\n", "1. number\n", "\n\n",
    "**bold** ", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n", "> quoted\n\n",
    "```\ncode <b> & x\n```\n\n", "[a](http://a.b) ", "w" * 700, "&amp;&lt;" * 80, "👩\u200d👧",
    "a\u0301" * 30, "<br>", "---\n\n", "![a](b.png) ",
)  # fmt: skip


def text_of(page: str) -> str:
    return "".join(TAG.sub("", page).split())


def is_whole(page: str) -> bool:
    """Whether each element is closed where it should be."""
    open_: list[str] = []
    for end, name, _ in TAG.findall(page):
        if end:
            if not open_ or open_.pop() != name:
                return False
        elif name not in VOID_TAGS:
            open_.append(name)
    return not open_


def test_an_ordinary_page_is_one_section() -> None:
    page = render_text("A paragraph of some length. " * 30 + "\n\n- item\n\n" * 40).html
    assert paginate(page) == (page,)


@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_splitting_loses_no_text_and_leaves_each_section_whole(text: str) -> None:
    page = render_text(text).html
    with patch.multiple(
        pagination,
        _SOFT_LIMIT_US=300,
        _HARD_LIMIT_US=500,
        _CHUNK_LENGTH=120,
        _BREAK_SEARCH_LENGTH=30,
    ):
        found = paginate(page)
    assert "".join(map(text_of, found)) == text_of(page)
    assert all(map(is_whole, found))
    assert all(text_of(section) or "<img" in section or "<hr" in section for section in found[1:-1])
    assert not any(re.search(r"&[a-z]{0,4}$", text_of(section)) for section in found)


@pytest.mark.parametrize(
    "text",
    ["word " * 100_000, "w" * 200_000, "抖音电商" * 50_000, "a\n" * 20_000, "\u00a0" * 50_000,
     "&amp;" * 50_000, "</p><p>".join("a" * 9_000), "<b>a</b>" * 9_000,
     "<table><tr>" + "<td>a</td>" * 5_000 + "</tr></table>"],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_no_section_is_much_longer_than_what_is_laid_out_at_once(text: str) -> None:
    found = paginate(f"<div><p>{text}</p></div>")
    assert len(found) > 1
    assert max(map(len, found)) < 3 * pagination._HARD_LIMIT_US


@pytest.mark.parametrize("unit", ["aא", "1א", "a א ", "abcא", "١a", "aя", "яα", "กa", "(a)א"])
def test_each_turn_of_the_direction_or_the_script_costs(unit: str) -> None:
    for page in (f"<p>{unit * 8_000}</p>", f"<pre>{unit * 8_000}</pre>"):
        assert max(section.count(unit) for section in paginate(page)) <= 3_000


@pytest.mark.parametrize(
    "text",
    [
        "抖音电商，AI眼镜，3D打印。",
        "Tiếng Việt rất đẹp. ",
        "привет, мир. ",
        "naïve café. ",
        "ἄνθρωπος ",
    ],
)
def test_a_text_in_one_direction_costs_no_more_than_its_characters(text: str) -> None:
    assert _layout_cost(text * 20) <= len(text * 20)


def test_a_numbered_list_goes_on_where_it_was_cut() -> None:
    page = render_text("\n".join(f"{number}. item {number}" for number in range(3, 4_000))).html
    first, second = paginate(page)[:2]
    last = re.findall(r"item ([0-9]+)", first)[-1]
    start = re.search(r'<ol start="([0-9]+)"', second)
    assert start is not None
    assert int(start[1]) == int(last) + 1
    assert re.findall(r"item ([0-9]+)", second)[0] == start[1]


def test_a_paragraph_is_cut_behind_a_word() -> None:
    found = paginate(f"<p>{'Some sentences, one behind another. ' * 8_000}</p>")
    assert len(found) > 1
    assert all(TAG.sub("", section).endswith((" ", ".")) for section in found[:-1])


def test_an_anchor_is_in_one_section_only() -> None:
    page = f'<h2 id="here">{"long " * 60_000}</h2>'
    found = paginate(page)
    assert [section.count('id="here"') for section in found] == [1] + [0] * (len(found) - 1)
