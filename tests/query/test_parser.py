"""How typed text is read."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.query.ast import (
    And,
    InLanguage,
    InTopic,
    Node,
    Not,
    Or,
    Published,
    Term,
)
from kbviewer.query.parser import MAX_TERMS, parse_query
from kbviewer.query.periods import MonthDay

TODAY = date(2026, 2, 10)


def written(node: Node) -> str:  # noqa: PLR0911  one for each kind of node
    """A query tree in one line, for comparison."""
    match node:
        case Term():
            words = " ".join(unit.text for unit in node.units)
            where = f"{node.field.value}:" if node.field else ""
            return f"{where}{words}/{node.match_mode.value}"
        case InTopic():
            return f"topic:{written(node.term)}"
        case InLanguage():
            return f"lang:{node.code}"
        case Published():
            when = node.period
            return f"published:{when.month_day if isinstance(when, MonthDay) else '..'.join(when)}"
        case Not():
            return f"not {written(node.child)}"
        case Or():
            return f"({' or '.join(map(written, node.children))})"
        case And():
            return f"({' and '.join(map(written, node.children))})"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", "()"),
        ("  \u3000 ", "()"),
        ("%…—", "()"),
        ("盲盒", "盲盒/typed"),
        ("盲盒 ", "盲盒/inflected"),
        ("merchant refund", "(merchant/inflected and refund/typed)"),
        ("merch* x ", "(merch/prefix and x/inflected)"),
        ("merch*", "merch/prefix"),
        ('"live streams"', "live streams/exact"),
        ("“live streams”", "live streams/exact"),
        ("“a ＂b” c ", "(a b/exact and c/inflected)"),
        ('“a b" c ', "(a b/exact and c/inflected)"),
        ('"live str', "live str/typed"),
        ("e-commerce", "e commerce/typed"),
        ("双11 ", "双 11/inflected"),
        ("抖音,快手", "(抖音/inflected and 快手/typed)"),
        ("4,000元", "4000 元/typed"),
        ("a OR b", "(a/inflected or b/typed)"),
        ("a b OR c", "((a/inflected and b/inflected) or c/typed)"),
        ("a AND b", "(a/inflected and b/typed)"),
        ("a NOT b", "(a/inflected and not b/typed)"),
        ("a -b", "(a/inflected and not b/typed)"),
        ("-b", "not b/typed"),
        ("a －b", "(a/inflected and not b/typed)"),
        ("NOT NOT a", "a/typed"),
        ("a (b OR c)", "(a/inflected and (b/inflected or c/inflected))"),
        ("a （b OR c）", "(a/inflected and (b/inflected or c/inflected))"),
        ("-(a b)", "not (a/inflected and b/inflected)"),
        ("a (b", "(a/inflected and b/typed)"),
        ("a) b", "(a/inflected and b/typed)"),
        ("()", "()"),
        ("OR", "or/typed"),
        ("a OR", "a/inflected"),
        ("a OR ", "a/inflected"),
        ("a AND", "a/inflected"),
        ("a NOT", "a/inflected"),
        ("a b OR NOT -", "(a/inflected and b/inflected)"),
        ("NOT", "()"),
        ("-", "()"),
        ('a "', "a/inflected"),
        ("a source:", "a/inflected"),
        ("a 来源：", "a/inflected"),
        ("a published: ", "a/inflected"),
        ("a (source:)", "(a/inflected and source/inflected)"),
        ("OR a", "(or/inflected and a/typed)"),
        ("a -", "a/inflected"),
        ("(a -) b", "(a/inflected and b/typed)"),
        ("(a NOT) b", "(a/inflected and not/inflected and b/typed)"),
        ("or and not", "(or/inflected and and/inflected and not/typed)"),
        ("title:a b", "(title:a/inflected and b/typed)"),
        ("Title:a ", "title:a/inflected"),
        ("标题：盲盒 来源:36氪 ", "(title:盲盒/inflected and source:36 氪/inflected)"),
        ('title:"a b"', "title:a b/exact"),
        ("title:(a OR b)", "(title:a/inflected or title:b/inflected)"),
        ("-title:a ", "not title:a/inflected"),
        ("title:", "()"),
        ("title: a b", "(title:a/inflected and b/typed)"),
        ("标题： 盲盒 ", "title:盲盒/inflected"),
        ("title:\u3000(a OR b)", "(title:a/inflected or title:b/inflected)"),
        ('-title: "a b"', "not title:a b/exact"),
        ("title: OR a ", "(title/inflected or a/inflected)"),
        ("title: source:a ", "(title/inflected and source:a/inflected)"),
        ("title : a ", "(title/inflected and a/inflected)"),
        ("other:a ", "other a/inflected"),
        ("other: a ", "(other/inflected and a/inflected)"),
        ("author-name:x ", "author name x/inflected"),
        ("language:en", "lang:en"),
        ("分类:物流", "topic:物流/typed"),
        # stars in front
        ("*merce", "merce/suffix"),
        ("*merce* ", "merce/infix"),
        ("＊Merce＊", "merce/infix"),
        ("title:*merce -*ab* ", "(title:merce/suffix and not ab/infix)"),
        ("topic:*box ", "topic:box/suffix"),
        ("*a* ", "a/prefix"),
        ("*a ", "a/inflected"),
        ("*盲盒* ", "盲盒/prefix"),
        ("*e-commerce ", "e commerce/inflected"),
        ("*b2c ", "b2c/inflected"),
        ("**bold* ", "bold/inflected"),
        ("* item ", "item/inflected"),
        ("*two words* ", "(two/suffix and words/prefix)"),
        # signs in front of figures, options and pasted markup
        ("-12.5% ", "12.5/inflected"),
        ("-５ ", "5/inflected"),
        ("盲盒 -618 ", "(盲盒/inflected and not 618/inflected)"),
        ("(a) -5 ", "(a/inflected and not 5/inflected)"),
        ("(-5 OR -6) ", "(5/inflected or 6/inflected)"),
        ("title: -5 ", "title:5/inflected"),
        ("--no-topics ", "no topics/inflected"),
        ("a --b ", "(a/inflected and b/inflected)"),
        ("**bold** ", "bold/inflected"),
        ("**bold**", "bold/inflected"),
        ("**two words** ", "(two/inflected and words/inflected)"),
        ("a –b ", "(a/inflected and b/inflected)"),
        ("a —b ", "(a/inflected and b/inflected)"),
        ("a ‐b ", "(a/inflected and b/inflected)"),
        ("topic:governance/blind-boxes ", "topic:governance blind boxes/inflected"),
        ("主题:物流", "topic:物流/typed"),
        ("lang:EN", "lang:en"),
        ("published:2025-08", "published:2025-08..2025-08~"),
        ("日期：2025Q3", "published:2025-07..2025-09~"),
        ("before:2025-08", "published:..2025-08"),
        ("after:2025-08-11", "published:2025-08-11.."),
        ("after:2025Q3", "published:2025-07.."),
        ("before:去年", "published:..2025"),
        ("published: 2025-08 a ", "(published:2025-08..2025-08~ and a/inflected)"),
        ("published: last 7 days a ", "(published:2026-02-04..2026-02-10~ and a/inflected)"),
        ('published:"last 7 days" ', "published:2026-02-04..2026-02-10~"),
        ("published:2025-07 .. 2025-08 a ", "(published:2025-07..2025-08~ and a/inflected)"),
        ("published:2025 08 ", "(published:2025..2025~ and 08/inflected)"),
        ("published:(2024 OR 上月)", "(published:2024..2024~ or published:2026-01..2026-01~)"),
        ("date:this-month", "published:2026-02..2026-02~"),
        ("a published:最近", "a/inflected"),
        ("a published: last 7 da", "a/inflected"),
        ("a published:>=", "a/inflected"),
        ("日期：待定 ", "日期 待定/inflected"),
        ("日期： 待定 ", "(日期/inflected and 待定/inflected)"),
        ('日期："待定" ', "(日期/inflected and 待定/exact)"),
        ("published:2025-13 ", "published 2025 13/inflected"),
        # a whole day typed plain
        ("2025-08-11 ", "(2025 08 11/inflected or published:2025-08-11..2025-08-11~)"),
        ("2025年8月11日", "(2025 年 8 月 11 日/typed or published:2025-08-11..2025-08-11~)"),
        ("8月11号 ", "(8 月 11 号/inflected or published:08-11)"),
        ("２月１０日 ", "(2 月 10 日/inflected or published:02-10)"),
        ("a -3月 ", "(a/inflected and not 3 月/inflected)"),
        ("-(2月11日)", "not (2 月 11 日/inflected or published:02-11)"),
        ('"2025-08-11" ', "2025 08 11/exact"),
        ("title:2025-08-11 ", "title:2025 08 11/inflected"),
        ("2025-08 ", "2025 08/inflected"),
        ("8月 ", "8 月/inflected"),
        ("2025-02-30 ", "2025 02 30/inflected"),
        ("published:2025-07..2025-08-02", "published:2025-07..2025-08-02~"),
        ("published:..2025", "published:..2025~"),
        ("before:soon ", "before soon/inflected"),
        ("after:2025-08.. ", "published:2025-08.."),
        ("after:..2025-08 ", "after 2025 08/inflected"),
        ("a a A", "(a/inflected and a/typed)"),
    ],
)  # fmt: skip
def test_typed_text_is_read(typed: str, read: str) -> None:
    assert written(parse_query(typed, TODAY).root) == read


@pytest.mark.parametrize(
    ("typed", "notes"),
    [
        ("author-name:x", ['There is no field "author-name"; searched as words']),
        ("作者名:x 作者名:y", ['There is no field "作者名"; searched as words']),
        ("published:2025-13", ["2025-13 is not a month; searched as words"]),
        ("after:2025-02-30 ", ["2025-02-30 is not a day; searched as words"]),
        ("before:2025Q5 ", ["2025Q5 is not a quarter; searched as words"]),
        ("日期：待定 ", ['"待定" is not a date; searched as words']),
        ("日期： 待定 ", ['"待定" is not a date; searched as words']),
        ("https://a.com/b std::x 盲盒：新规 10:30 author: x a published:202", []),
        ('"author-name:x" title:a *盲盒 *ab **b** * a', []),
        ("*a ", ['The star in front of "a" needs two letters a to z or more']),
    ],
)
def test_what_is_no_operator_is_said(typed: str, notes: list[str]) -> None:
    assert list(map(str, parse_query(typed, TODAY).notes)) == notes


@pytest.mark.parametrize(
    ("typed", "uses_syntax"),
    [
        ("a 盲盒 -5", True), ('"a"', True), ("a*", True), ("*ab", True),
        ("title:a", True), ("a OR b", True), ("**a**", False),
        ("a AND b", True), ("(a)", True), ("before:2025", True), ("2025-08-11", True),
        ("a 盲盒", False), ("e-commerce a,b", False), ("a OR", False), ('a "', False),
        ("title:", False), ("-5", False), ("()", False), ("", False), ("other:a", False),
    ],
)  # fmt: skip
def test_whether_a_query_is_more_than_words(typed: str, uses_syntax: bool) -> None:
    assert parse_query(typed, TODAY).uses_syntax == uses_syntax


def test_the_day_is_that_of_the_clock_where_none_is_given() -> None:
    before = parse_query("published:today", date.today())  # noqa: DTZ011  the user's day
    assert parse_query("published:today") in (before, parse_query("published:today", date.today()))  # noqa: DTZ011


@given(st.text())
def test_no_text_is_an_error(typed: str) -> None:
    query = parse_query(typed)
    assert query.text == typed
    assert query == parse_query(typed)


@given(st.text(st.sampled_from('ab盲 "“()（）-－:：*ORNTAD,。'), max_size=60))
def test_no_mixture_of_operators_is_an_error(typed: str) -> None:
    parse_query(typed)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        ")",
        '"',
        "-",
        "NOT ",
        "a ",
        "OR ",
        "title:",
        "盲",
        "(a OR ",
        "-(",
        "published:2",
        "title: ",
        "published: ",
        "published:最近 ",
        "published: last 7 ",
        "published:今",
        "x:",
        "*a",
    ],
)
def test_forty_thousand_characters_of_anything_are_read_at_once(piece: str) -> None:
    began = time.perf_counter()
    query = parse_query(piece * (40_000 // len(piece)))
    assert time.perf_counter() - began < 2
    assert len(query.positive_terms()) <= MAX_TERMS


def test_a_query_is_a_value() -> None:
    assert parse_query("a b").root == parse_query("a  b").root
    assert hash(parse_query("a b")) == hash(parse_query("a b"))
    assert len({parse_query("盲盒").root, parse_query(" 盲盒").root}) == 1


def test_what_is_behind_a_not_is_not_shown_as_a_match() -> None:
    assert [term.word for term in parse_query("a -b (c OR -d) ").positive_terms()] == ["a", "c"]
