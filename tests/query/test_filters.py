"""Narrowing a typed query, and putting words into quotation marks."""

from __future__ import annotations

import pytest

from kbviewer.query.ast import MatchMode, Term
from kbviewer.query.filters import phrase, with_filter
from kbviewer.query.parser import parse_query


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("", 'source:"36氪"'),
        ("盲盒", '盲盒 source:"36氪"'),
        ("盲盒 ", '盲盒 source:"36氪"'),
        # in front of a word that is still being typed
        ("merch", 'source:"36氪" merch'),
        ("merch ", 'merch source:"36氪"'),
        ("盲盒 published:2025-08 merch", 'source:"36氪" 盲盒 published:2025-08 merch'),
        # alternatives are meant as a whole
        ("a OR b", '(a OR b) source:"36氪"'),
        ("a OR source:x", '(a OR source:x) source:"36氪"'),
        # what is open or half typed
        ("a OR", 'a source:"36氪"'),
        ("a NOT", 'a source:"36氪"'),
        ("source:", 'source:"36氪"'),
        ('"live str', '"live str" source:"36氪"'),
        ("“直播", '“直播” source:"36氪"'),
        ("(盲盒 OR 憋单", '(盲盒 OR 憋单) source:"36氪"'),
        # a former one goes
        ('盲盒 source:"x y"', '盲盒 source:"36氪"'),
        ('盲盒 source: "x"', '盲盒 source:"36氪"'),
        ("盲盒 来源：搜狐", '盲盒 source:"36氪"'),
        ("盲盒 source:x published:2025-07", '盲盒 published:2025-07 source:"36氪"'),
        ("source:x merch", 'source:"36氪" merch'),
        # but only where it is a filter at an end
        ("盲盒 -source:x", '盲盒 -source:x source:"36氪"'),
        ("盲盒 source:x 憋单", '盲盒 source:x 憋单 source:"36氪"'),
        ("(盲盒 source:x)", '(盲盒 source:x) source:"36氪"'),
    ],
)
def test_a_source_is_added(text: str, narrowed: str) -> None:
    assert with_filter(text, "source", '"36氪"') == narrowed


@pytest.mark.parametrize(
    ("text", "narrowed"),
    [
        ("盲盒 published:2025-07", "盲盒 published:2025-08"),
        ("盲盒 日期：上月", "盲盒 published:2025-08"),
        ("盲盒 published: last 7 days", "盲盒 published:2025-08"),
        ("merch published: last 7 days", "merch published:2025-08"),
        ("published: last 7 days 盲盒", "盲盒 published:2025-08"),
        ("盲盒 after:2025-07", "盲盒 after:2025-07 published:2025-08"),
    ],
)
def test_a_month_takes_the_place_of_another_period(text: str, narrowed: str) -> None:
    assert with_filter(text, "published", "2025-08") == narrowed


def test_added_twice_it_is_there_once() -> None:
    for text in ("", "盲盒", "merch", "a OR b", "(盲盒"):
        once = with_filter(text, "published", "2025-08")
        assert with_filter(once, "published", "2025-08") == once


@pytest.mark.parametrize(
    "text", ["盲盒", "live  streams", 'a "b" c', "他说“好”", 'a "b” c', "a “b", "a\nb"]
)
def test_words_in_quotation_marks_are_one_phrase(text: str) -> None:
    term = parse_query(phrase(text)).root
    assert isinstance(term, Term)
    assert term.match_mode is MatchMode.EXACT
    bare = "".join(filter(str.isalnum, text))
    assert "".join(unit.text for unit in term.units) == bare
