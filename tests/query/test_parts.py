"""The operands of a query, and the query without one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.query.parser import parse_query
from kbviewer.query.parts import QueryPart, has_alternatives, query_parts, replace_parts


def shown(part: QueryPart) -> str:
    """A part in brackets: round ones where it is free, with a minus where it is excluded."""
    if part.is_free:
        return f"({part.text})"
    return f"-[{part.text}]" if part.is_excluded else f"[{part.text}]"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ""),
        ("盲盒", "(盲盒)"),
        ("抖音电商 refund", "(抖音电商) (refund)"),
        ("盲盒 -退款", "(盲盒) -[-退款]"),
        ("盲盒 NOT 退款", "(盲盒) -[NOT 退款]"),
        ("盲盒 NOT NOT 退款", "(盲盒) [NOT NOT 退款]"),
        ("title:盲盒 直播", "[title:盲盒] (直播)"),
        ("title: 盲盒 直播", "[title: 盲盒] (直播)"),
        ('"即时 零售" 份额', '["即时 零售"] (份额)'),
        ("“即时零售", "[“即时零售]"),
        ("(a OR bc) 盲盒", "(a) (bc) (盲盒)"),
        ("-(a OR (bc d)) 盲盒", "-[-(a OR (bc d))] (盲盒)"),
        ("title:(a b) 盲盒", "[title:(a b)] (盲盒)"),
        ("2025 618 4,000 盲盒", "[2025] [618] [4,000] (盲盒)"),
        ("618大促 iPhone15", "(618大促) (iPhone15)"),
        ("merch* *merce", "[merch*] [*merce]"),
        ("盲盒 -", "(盲盒)"),
    ],
)
def test_what_is_free_and_what_stays_as_typed(typed: str, expected: str) -> None:
    assert " ".join(map(shown, query_parts(typed))) == expected


@pytest.mark.parametrize(
    ("typed", "index", "other", "expected"),
    [
        ("盲盒 直播 退款", 0, "", "直播 退款"),
        ("盲盒 直播 退款", 1, "", "盲盒 退款"),
        ("盲盒 直播 退款", 2, "", "盲盒 直播"),
        ("盲盒 直播 退款 ", 2, "", "盲盒 直播 "),
        ('"a  b" 盲盒 "c  d"', 1, "", '"a  b" "c  d"'),
        ("盲盒 直播", 0, "盲 盒", "盲 盒 直播"),
        ("(盲盒) -直播", 0, "x", "(x) -直播"),
    ],
)
def test_a_part_is_left_out_or_replaced(typed: str, index: int, other: str, expected: str) -> None:
    assert replace_parts(typed, {query_parts(typed)[index]: other}) == expected


def test_alternatives_are_told() -> None:
    assert has_alternatives("a OR b")
    assert not has_alternatives("a or b 'OR'")


@given(st.text(st.sampled_from('盲盒a1 "“”():：-NOTR*＊titletag,，\n'), max_size=30))
def test_parts_are_in_order_and_what_they_replace_stays_theirs(typed: str) -> None:
    parts = query_parts(typed)
    position = 0
    for part in parts:
        assert position <= part.start < part.end <= len(typed)
        assert part.text == typed[part.start : part.end]
        position = part.end
    assert replace_parts(typed, {part: part.text for part in parts}) == typed
    for part in parts:
        if part.is_free:  # the text of a free part is a query by itself
            assert not parse_query(part.text).is_empty
