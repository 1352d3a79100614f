"""Colours of code."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name

from kbviewer.render import code_highlighting
from kbviewer.render.code_highlighting import LANGUAGES, CodeHighlighter, is_highlighted


def text_of(page: str) -> str:
    """The code that a block shows."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_language_is_known(language: str) -> None:
    assert get_lexer_by_name(language)


@pytest.mark.parametrize(
    ("info", "line", "span"),
    [
        ("python", "def f(): pass", '<span class="k">def '),
        ("PY title=x", "x = 'a'", 'class="s"'),
        ("{.js .numberLines}", "let a = 1", 'class="m"'),
        ("sql", "-- a", '<span class="c">-- a'),
        ("diff", "+a", '<span class="i">+a'),
        ("html", "<b>", '<span class="n">'),
    ],
)
def test_code_is_coloured_by_the_language_after_its_fence(info: str, line: str, span: str) -> None:
    page = CodeHighlighter().to_html([line], info)
    assert span in page
    assert page.endswith("\n</code></pre>")
    assert text_of(page) == f"{line}\n"


@pytest.mark.parametrize(
    ("lines", "info"),
    [(["a = 1"], ""), (["a = 1"], "no-language"), (["a = 1"] * 3_000, "py"), (["1" * 2_000], "py")],
)
def test_code_that_is_long_or_in_no_known_language_is_plain(lines: list[str], info: str) -> None:
    assert not is_highlighted(lines, info)
    assert "<span" not in CodeHighlighter().to_html(lines, info)


def test_a_page_has_a_limited_number_of_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_highlighting, "_MAX_SPANS", 5)
    highlighter = CodeHighlighter()
    assert "<span" in highlighter.to_html(["a = 1 + 2"], "py")
    assert "<span" not in highlighter.to_html(["a = 1 + 2 + 3 + 4"], "py")
    assert "<span" in highlighter.to_html(["a = 1"], "py")


def test_colouring_stops_after_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_highlighting, "_MAX_SECONDS", -1.0)
    assert (
        CodeHighlighter().to_html(["a = 1 < 2"], "py") == "<pre><code>a = 1 &lt; 2\n</code></pre>"
    )


_NOT_IN_A_LINE = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\ufeff"


@given(st.lists(st.text(st.characters(exclude_characters=_NOT_IN_A_LINE))))
def test_no_character_of_the_code_is_lost(lines: list[str]) -> None:
    code = "\n".join(lines)
    assert text_of(CodeHighlighter().to_html(lines, "py")) == f"{code}\n"
