"""Code between fences: shown as code wherever it stands."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.render.fences import normalize_fences
from kbviewer.render.renderer import prepare_markdown, render_text

CODE = ["SELECT *", "", "    FROM t", "WHERE a < 1"]
PLACES = {
    "in an item": ("1. Run it:\n\n", "    ", "\n    and go on.\n"),
    "right behind the words of an item": ("- Run it:\n", "  ", "\n- and go on\n"),
    "with the blanks of an item's number": ("1. Run it:\n", "   ", "2. and go on\n"),
    "in an item of an item": ("- a\n\n    - Run it:\n\n", " " * 8, "\n- and go on\n"),
    "in a quote": ("> Run it:\n>\n", "> ", ">\n> and go on\n"),
    "in a quote of a quote": ("> Run it:\n> > so:\n> >\n", "> > ", "\nand go on\n"),
    "behind a blank": ("Run it:\n\n", " ", "\nand go on\n"),
    "at the beginning of a line": ("Run it:\n\n", "", "\nand go on\n"),
}


def fenced(indent: str, mark: str = "```", code: list[str] | None = None) -> str:
    """Code between fences, as it is written behind an indent."""
    lines = [f"{mark}sql", *(CODE if code is None else code), mark]
    return "".join(f"{indent}{line}".rstrip() + "\n" for line in lines)


def codes(page: str) -> list[str]:
    """The blocks of code on a page."""
    found = re.findall(r"<pre><code[^>]*>(.*?)</code></pre>", page, re.DOTALL)
    return [html.unescape(one).strip("\n") for one in found]


@pytest.mark.parametrize("mark", ["```", "~~~", "`````"])
@pytest.mark.parametrize("place", PLACES)
def test_code_between_fences_is_code_wherever_it_stands(place: str, mark: str) -> None:
    before, indent, after = PLACES[place]
    page = render_text(before + fenced(indent, mark) + after).html
    assert codes(page) == ["\n".join(CODE)]
    assert mark not in page
    words = re.sub(r"<[^>]*>", " ", re.sub(r"<pre>.*?</pre>", "", page, flags=re.DOTALL))
    assert "Run it:" in words
    assert "and go on" in words


def test_a_list_goes_on_behind_its_code() -> None:
    page = render_text(f"1. one\n\n{fenced('    ')}\n2. two\n\n{fenced('    ')}\n3. three\n").html
    assert page.count("<ol>") == 1
    assert page.count("<li>") == 3
    assert len(codes(page)) == 2


def test_what_stands_in_code_is_no_fence_and_no_list() -> None:
    code = ["- item", "    ```", "1. ~~~", "> ```"]
    assert codes(render_text(f"- a\n\n{fenced('    ', '````', code)}").html) == ["\n".join(code)]


@pytest.mark.parametrize(
    "text",
    ["    ```\n    code of four blanks\n    ```", "```\nat the beginning\n```", "- ```\n  x\n  ```",
     "- a\n\n    ```\n    never closed\n\nand more", "`` ` `` and ```one line``` here", "- a\n- b"],
)  # fmt: skip
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert normalize_fences(text) == text


@pytest.mark.parametrize(
    ("opening", "language"),
    [("```", ""), ("```py", "py"), ("``` py", "py"), ("```\tc++\t", "c++"), ("~~~.sh", "sh"),
     ("```py title=\"a b\"", "py"), ("```{.py .numberLines}", "py"), ("``` { .py }", "py"),
     ("``` {#name}", "#name"), ("~~~" + " " * 900 + 'hl_lines="1"', "hl_lines"),
     ("~~~" + "\t" * 900 + "x y", "x"), ("``````", ""), ("~~~`", "")],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_an_opening_line_is_written_with_its_language_alone(opening: str, language: str) -> None:
    sign = opening[0]
    mark = sign * (len(opening) - len(opening.lstrip(sign)))
    text = f"{opening}\na *b*\n{mark}{sign}\n\nc"
    assert normalize_fences(text) == f"{mark}{language}\na *b*\n{mark}\n\nc"
    assert codes(render_text(text).html) == ["a *b*"]


@pytest.mark.parametrize("text", ["```\na", "```py `x`\na", "> ```\na", "- a\n\n  ~~~ b\n"])
def test_a_fence_that_nothing_closes_is_text(text: str) -> None:
    page = render_text(text).html
    assert "<pre>" not in page
    mark = "~~~" if "`" in text else "```"
    assert codes(render_text(f"{text}\n\n{mark}\ncode\n{mark}\n").html) == ["code"]


HOSTILE = st.lists(
    st.sampled_from(
        ["```", "~~~", "````", "~~~~", "> ", "- ", "1. ", "  ", "    ", "\n", "\n", "\n", "a", "`",
         "{", "}", "hl_lines=\"", "\"", " ", "\t", ".py", "\r", "\x02", "\x03", "\f"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(HOSTILE)
def test_the_parser_sees_no_other_fences_and_all_of_them_closed(text: str) -> None:
    fence = ""
    for line in prepare_markdown(text).split("\n"):
        if fence:
            fence = "" if line.rstrip(" ") == fence else fence
        elif line.startswith(("```", "~~~")):
            opened = re.fullmatch(r"(`{3,}|~{3,})[\w#.+-]*", line)
            assert opened, line
            fence = opened[1]
    assert fence == ""


LINES = st.sampled_from(
    ["", "a", "```", "~~~", "    ```", "  ```", "> ```", "> b", "> > ```", "- c", "1. d", "- ```"]
)


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_no_word_is_lost_or_moved(text: str) -> None:
    once = normalize_fences(text)
    words = [re.findall(r"[a-z]", one) for one in (text, once)]
    assert words[0] == words[1]
    assert len(once) <= 3 * len(text) + 24


@pytest.mark.parametrize(
    "make",
    [lambda n: "~~~" + "\t" * n + "x\n", lambda n: "~~~" + " " * n + "\na\n",
     lambda n: "~~~" + " " * (n // 6) + 'hl_lines="' + '"\n' * (n // 6) + "x" * (n // 2),
     lambda n: "```" + " " * (n // 6) + "hl_lines='`" + "'\n" * (n // 6) + "x" * (n // 2),
     lambda n: "```" + "{" * n + "\n", lambda n: "`" * n + "a`", lambda n: "```a\n" * (n // 5),
     lambda n: "\x02~~~" + " " * (n // 2) + '\rhl_lines="' + '"\n' * (n // 4)],
)  # fmt: skip
def test_no_opening_of_a_fence_takes_long(make: Callable[[int], str]) -> None:
    began = time.process_time()
    render_text(make(19_000))
    assert time.process_time() - began < 1


def test_many_signs_of_quotes_and_open_fences_take_no_time() -> None:
    for text in ("> " * 20_000 + "x", " > " * 20_000, "- a\n" + "    ```a\n" * 20_000):
        assert normalize_fences(f"{text}\n\n~~~") == f"{text}\n\n ~~~"
