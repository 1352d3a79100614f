"""How a query is put into words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.query.ast import Published, Query
from kbviewer.query.explain import MAX_LINES, explain_in_one_line, explain_query
from kbviewer.query.parser import parse_query
from kbviewer.query.periods import Period

ALL, ONE = "All of these:", "At least one of these:"


@pytest.mark.parametrize(
    ("typed", "explained"),
    [
        ("", "Everything: the newest first, unless sorted otherwise"),
        (" \u3000 ", "Everything: the newest first, unless sorted otherwise"),
        ("盲盒", 'The characters "盲盒" anywhere'),
        ('"盲盒"', 'The characters "盲盒" anywhere'),
        ("國", 'The character "国" anywhere'),
        ("merch", 'Words that begin with "merch", or an inflection of it'),
        ("merch*", 'Words that begin with "merch"'),
        ("*merch", 'Words that end with "merch"'),
        ("*merch*", 'Words that contain "merch"'),
        ("Refund ", 'The word "refund" or an inflection of it'),
        ('"refund" ', 'The exact word "refund"'),
        ("C++ ", 'The word "c++"'),
        ("4,000 ", 'The number "4000"'),
        ("20", 'Words that begin with "20"'),
        ('"live streams" ', 'The phrase "live streams"'),
        ('"live str', 'The phrase "live str…", whose last word may go on'),
        ("live-str*", 'The phrase "live str…", whose last word may go on'),
        ("e-commerce ", 'The phrase "e commerce"'),
        ("双11 ", 'The phrase "双11"'),
        ("5G手机", 'The phrase "5g手机"'),
        ('"a, b" ', 'The phrase "a, b"'),
        ("title:盲盒 ", 'In the title: the characters "盲盒"'),
        ("来源:36氪 ", 'In the source: the phrase "36氪"'),
        ("topic:物流 ", 'In or below a topic whose path or title has the characters "物流"'),
        ("lang:EN", 'In a language whose code begins with "en"'),
        ("published:2025-08", "Published in 2025-08"),
        ("published:2025-08-11", "Published on 2025-08-11"),
        ("published:2025q3", "Published from 2025-07 to the end of 2025-09"),
        ("published:2025-07..2025-08-02", "Published from 2025-07 to the end of 2025-08-02"),
        ("published:2025-07..", "Published from 2025-07 on"),
        ("published:..2025", "Published up to the end of 2025"),
        ("before:2025-08", "Published before 2025-08"),
        ("after:2025-08-11", "Published from 2025-08-11 on"),
        ("published:>2025-08-11", "Published after 2025-08-11"),
        ("-refund ", 'Without the word "refund" or an inflection of it'),
        ("-title:a ", 'Not in the title: the word "a"'),
        ("作者:张三 ", 'In the author: the characters "张三"'),
        ("tag:plans ", 'In a tag: the word "plans" or an inflection of it'),
        ("-file:2025 ", 'Not in the path of the file: the number "2025"'),
        ("-lang:en", 'Not in a language whose code begins with "en"'),
        ("NOT published:2025", "Not published in 2025"),
        ("-(-a) ", 'The word "a"'),
    ],
)
def test_one_condition_is_one_line(typed: str, explained: str) -> None:
    assert explain_query(parse_query(typed)) == explained


@pytest.mark.parametrize(
    ("typed", "explained"),
    [
        (
            "盲盒 -refund title:merch",
            [
                ALL,
                '· the characters "盲盒" anywhere',
                '· without the word "refund" or an inflection of it',
                '· in the title: words that begin with "merch", or an inflection of it',
            ],
        ),
        ("a b OR c ", [ONE, "· all of these:", '    · the word "a"', '    · the word "b"',
                       '· the word "c"']),
        ("a (b OR c) ", [ALL, '· the word "a"', "· at least one of these:", '    · the word "b"',
                         '    · the word "c"']),
        ("-(a b)", ["Not all of these together:", '· the word "a"', '· the word "b"']),
        ("-(a OR b)", ["None of these:", '· the word "a"', '· the word "b"']),
        ("-(-(a b))", [ALL, '· the word "a"', '· the word "b"']),
        ("x -(a -b) ", [ALL, '· the word "x"',
                        "· not all of these together:", '    · the word "a"',
                        '    · without the word "b"']),
    ],
)  # fmt: skip
def test_several_conditions_are_below_what_joins_them(typed: str, explained: list[str]) -> None:
    assert explain_query(parse_query(typed)).split("\n") == explained


def test_what_is_no_operator_is_said_last() -> None:
    assert explain_query(parse_query("author-name:x published:2025-13 ")).split("\n") == [
        ALL, '· the phrase "author name x"', '· the phrase "published 2025 13"',
        'There is no field "author-name"; searched as words',
        "2025-13 is not a month; searched as words",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("", ""),
        ("盲盒 refund", ""),
        ("盲盒 OR", ""),
        ("盲盒 -refund title:merch", 'Read as "盲盒" and not "refund" and in the title "merch…"'),
        ("a OR b c ", 'Read as "a" or ("b" and "c")'),
        ("*merce *omm* ", 'Read as "…merce" and "…omm…"'),
        ("-(a OR b)", 'Read as not ("a" or "b")'),
        ('"refund" "live streams" ', 'Read as exactly "refund" and "live streams"'),
        ("topic:物流 lang:en", 'Read as in the topic "物流" and in the language "en"'),
        ("published:2025Q3", "Read as published from 2025-07 to the end of 2025-09"),
        ("2025-08-11 ", 'Read as "2025 08 11" or published on 2025-08-11'),
        ("author-name:x", 'There is no field "author-name"; searched as words'),
        ("-b Q:2025", 'There is no field "Q"; searched as words  ·  Read as not "b" and "q 2025…"'),
    ],
)  # fmt: skip
def test_one_line_for_what_is_more_than_words(typed: str, line: str) -> None:
    assert explain_in_one_line(parse_query(typed)) == line


def test_the_one_line_is_bounded() -> None:
    for typed in (
        "(a OR b) " * 60,
        '"' + "ab " * 900,
        "x-y:1 " * 60,
        "-" + "盲" * 900,
        "lang:" + "x" * 900,
    ):
        line = explain_in_one_line(parse_query(typed))
        assert 0 < len(line) <= 500
        assert "\n" not in line


def test_what_holds_nothing_to_search_for_is_said_so() -> None:
    for typed in ("%…—", "()", "-", '""'):
        assert explain_query(parse_query(typed)).startswith("Nothing typed can be searched for")


def test_many_terms_are_elided_and_counted() -> None:
    explained = explain_query(parse_query(" ".join(f"w{number}" for number in range(64)))).split(
        "\n"
    )
    assert explained[0] == ALL
    assert explained[1] == '· the word "w0"'
    assert explained[-2] == "· … and 52 more"
    assert explained[-1] == "No more than 64 terms count"
    assert "terms count" not in explain_query(
        parse_query(" ".join(f"w{number}" for number in range(63)))
    )


def test_a_long_query_says_how_much_of_it_is_read() -> None:
    assert explain_query(parse_query("a " * 20_000)).endswith(
        "Only the first 4,000 characters are read"
    )
    assert "read" not in explain_query(parse_query("a " * 100))


def test_deep_groups_and_long_words_stay_short() -> None:
    deep = "(".join("ab OR cd OR ef gh OR ij " for _ in range(7)) + "盲" * 500
    lines = explain_query(parse_query(deep)).split("\n")
    assert len(lines) == MAX_LINES
    assert lines[-1] == "… and so on"
    assert max(map(len, lines)) < 100
    for long in ("盲" * 500, "a" * 500, '"' + "ab " * 500 + '"', "lang:" + "x" * 500):
        assert len(explain_query(parse_query(long))) < 100
        assert explain_query(parse_query(long)).count("…") == 1


def test_an_open_period_is_a_known_time() -> None:
    assert explain_query(Query("x", Published(Period("", "")))) == "Published at a known time"


@given(st.text(st.sampled_from('ab盲1 "“()-:*ORNTlangtie.<>&'), max_size=200))
def test_every_query_has_words_within_bounds(typed: str) -> None:
    lines = explain_query(parse_query(typed)).split("\n")
    assert 1 <= len(lines) <= MAX_LINES
    assert all(0 < len(line) < 200 for line in lines)
    assert explain_query(parse_query(typed)) == "\n".join(lines)
