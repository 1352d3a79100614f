"""How typed text is read."""

from __future__ import annotations

import time

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
from kbviewer.query.periods import Period


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
            return f"published:{node.period.start}..{node.period.end}"
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
        ("a OR", "(a/inflected and or/typed)"),
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
        ("title:", "title/typed"),
        ("other:a ", "other a/inflected"),
        ("topic:governance/blind-boxes ", "topic:governance blind boxes/inflected"),
        ("主题:物流", "topic:物流/typed"),
        ("lang:EN", "lang:en"),
        ("published:2025-08", "published:2025-08..2025-08~"),
        ("日期：2025Q3", "published:2025-07..2025-09~"),
        ("before:2025-08", "published:..2025-08"),
        ("after:2025-08-11", "published:2025-08-11~.."),
        ("published:2025-07..2025-08-02", "published:2025-07..2025-08-02~"),
        ("published:..2025", "published:..2025~"),
        ("before:soon ", "before soon/inflected"),
        ("after:2025-08.. ", "after 2025 08/inflected"),
        ("a a A", "(a/inflected and a/typed)"),
    ],
)
def test_typed_text_is_read(typed: str, read: str) -> None:
    assert written(parse_query(typed).root) == read


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
    ["(", ")", '"', "-", "NOT ", "a ", "OR ", "title:", "盲", "(a OR ", "-(", "published:2"],
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


@given(st.dates(), st.dates())
def test_a_period_holds_the_days_in_it(day: object, other: object) -> None:
    read = parse_query(f"published:{day}").root
    assert isinstance(read, Published)
    assert read.period.contains(str(day))
    assert read.period.contains(f"{day} 23:59")
    assert read.period.contains(str(other)) == (day == other)


def test_an_unknown_time_lies_in_no_period() -> None:
    assert not Period("", "").contains("")
    assert Period("", "").contains("2025")
