"""What is inside a line beyond CommonMark."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kbviewer.text.html_tags import TAG, TagNames
from kbviewer.text.inline import (
    BARE_URL,
    COMMENT,
    JOINT,
    MARK,
    MATH,
    code_spans,
    join_lines,
    url_span,
)
from tests.cost import cpu_seconds


def urls(text: str) -> list[str]:
    """The bare URLs and mail addresses in a text."""
    spans = (url_span(match) for match in re.finditer(BARE_URL, text))
    return [text[start:end] for start, end in spans if end > start]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("详见https://a.cn/x，然后", ["https://a.cn/x"]),
        ("（https://a.cn/路径）。", ["https://a.cn/路径"]),
        ("https://a.cn然后", ["https://a.cn"]),
        ("“https://a.cn/x”", ["https://a.cn/x"]),
        ("https://a.cn/x。www.b.cn、c@d.cn；", ["https://a.cn/x", "www.b.cn", "c@d.cn"]),
        ("https://a.cn/b_(c) d", ["https://a.cn/b_(c)"]),
        ("(https://a.cn/b)", ["https://a.cn/b"]),
        ("https://a.cn/b?c=1&d=2.", ["https://a.cn/b?c=1&d=2"]),
        ("HTTP://A.CN:80/b!", ["HTTP://A.CN:80/b"]),
        ("**https://a.cn/b** c", ["https://a.cn/b"]),
        ("<b>https://a.cn</b>", ["https://a.cn"]),
        ("https://a.cn/b&amp;", ["https://a.cn/b"]),
        ("http://localhost/a", ["http://localhost/a"]),
        ("https://a", []),
        ("www. a", []),
        ("wwww.a.b", []),
        ("a@b", []),
        ("a.b@c.de.", ["a.b@c.de"]),
        ("xhttps://a.b", []),
        ("ftp://a.b", []),
        ("https://", []),
        ("@a.b", []),
    ],
)
def test_a_bare_url_ends_where_its_writer_ended_it(text: str, expected: list[str]) -> None:
    assert urls(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("价格 $a_1 + b_1 = c*2*d$，", ["$a_1 + b_1 = c*2*d$"]),
        ("$$\\frac{a}{b}$$", ["$$\\frac{a}{b}$$"]),
        ("$5 and $6", []),
        ("US$5 或 HK$6", []),
        ("$20,000-$30,000", []),
        ("$5_a$", ["$5_a$"]),
        ("（$） 用于，而（$） 只", []),
        ("\\$a$", []),
        ("$ a $", []),
        ("$a", []),
        ("$a\nb$", []),
        ("$AAPL, $TSLA", []),
        ("a$b$c", []),
        ("$$$", []),
    ],
)
def test_math_is_between_dollar_signs_but_amounts_are_not(text: str, expected: list[str]) -> None:
    assert re.findall(MATH, text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (MARK, "==a== b ==c d==", ["a", "c d"]),
        (MARK, "a == b == c", []),
        (MARK, "a === b", []),
        (MARK, "==a=b==", ["a=b"]),
        (MARK, "==", []),
        (COMMENT, "a %%b%% c", ["%%b%%"]),
        (COMMENT, "5%% 与 6%%", []),
        (COMMENT, "%%a", []),
        (COMMENT, "100%%，%%a%%", ["%%a%%"]),
    ],
)
def test_marks_and_comments(pattern: str, text: str, expected: list[str]) -> None:
    found = re.finditer(pattern, text, re.DOTALL)
    assert [match[2] if pattern == MARK else match[0] for match in found] == expected


@given(st.text("`ab\\ \n", max_size=30))
def test_spans_of_code_are_those_of_commonmark(text: str) -> None:
    text = text.strip()
    tokens = MarkdownIt("zero").enable(["backticks", "escape"]).parseInline(f"x{text}x")
    expected = [t.content for t in tokens[0].children or [] if t.type == "code_inline"]
    assert [span.code for span in code_spans(f"x{text}x")] == expected


def test_a_span_of_code_says_where_it_is() -> None:
    text = "a ``b`c`` d"
    (span,) = code_spans(text)
    assert text[span.start : span.end] == "``b`c``"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["甲", "乙"], "甲乙"),
        (["a", "b"], "a b"),
        (["甲", "b"], "甲 b"),
        (["甲，", "乙"], "甲，乙"),
        (["**甲**", "_乙_"], f"**甲**{JOINT}_乙_"),
        (["甲", "*乙*"], f"甲{JOINT}*乙*"),
        (["见 https://a.cn/路", "乙"], f"见 https://a.cn/路{JOINT}乙"),
        (["见 https://a.cn/路。 甲", "乙"], "见 https://a.cn/路。 甲乙"),
        (["甲  ", "乙"], "甲|乙"),
        (["a\\", "b"], "a|b"),
        (["a\\"], "a\\"),
        (["a ", "b "], "a b"),
        (["한", "국"], "한 국"),
        (["“a”", "乙"], "“a”乙"),
    ],
)
def test_a_line_end_between_chinese_characters_is_nothing(lines: list[str], joined: str) -> None:
    assert join_lines(lines, soft=" ", hard="|") == joined
    assert join_lines(lines, soft=" ", hard="|", are_all_hard=True).count("|") == len(lines) - 1


def tags(text: str) -> list[str]:
    """What is taken for a tag in a text."""
    names = TagNames(text)
    return [match[0] for match in re.finditer(TAG, text) if names.is_tag(match)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("当 a<b 且 c>d", []),
        ("用 <name> 换掉", []),
        ("Vec<String>", []),
        ("a <b>c</B>", ["<b>", "</B>"]),
        ('<Tabs a="1">x</Tabs>', ['<Tabs a="1">', "</Tabs>"]),
        ("<Tab />", ["<Tab />"]),
        ("<a b>", ["<a b>"]),
        ("<a href=b\n c='d'>", ["<a href=b\n c='d'>"]),
        ("<a b=>", []),
        ("< b>", []),
        ("<3", []),
        ("<br/>", ["<br/>"]),
    ],
)
def test_what_only_looks_like_a_tag_is_text(text: str, expected: list[str]) -> None:
    assert tags(text) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "https://a",
        "https://a.b/",
        "a@",
        "a@b.",
        "a.",
        "(",
        "https://a.b/)",
        ";",
        "$",
        "$a",
        "$$",
        "$a ",
        "==",
        "==a",
        "==a ",
        "%%",
        "%%a",
        "`",
        "`a``",
        "\\",
        "<a ",
        "<a b=",
        "<a b='",
        "</",
        "<",
        "<a b c d",
    ],
)
def test_the_time_is_linear_in_the_text(piece: str) -> None:
    def read(count: int) -> None:
        text = piece * count
        urls(text)
        code_spans(text)
        tags(text)
        re.findall(MATH, text)

    short = cpu_seconds(lambda: read(10_000), 5.0)
    assert cpu_seconds(lambda: read(20_000), 5.0) < max(1.0, 3.5 * short)
