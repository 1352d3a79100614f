"""Calm texts: no one of them takes long, and the ordinary ones are among them."""

from __future__ import annotations

from functools import partial
from itertools import product

import pytest

from kbviewer import paths
from kbviewer.library.library import Library
from kbviewer.render.cost import MAX_LENGTH
from kbviewer.render.cost import is_cheap as are_cheap
from kbviewer.render.renderer import read_blocks, render_text, why_unrenderable
from tests.cost import cpu_seconds
from tests.hostile import generated

MOST_S = 1.0
"""Processor seconds of a cheap text; on the machine where the bounds were set it was 0.25."""
OPENERS = (
    "",
    "a ",
    "- ",
    "> ",
    "# ",
    "| a |\n|---|\n| ",
    "[a](",
    "![[",
    "~~~",
    "```py\n",
    "*",
    "`",
    "%%",
)
PIECES = (
    "[", "![", "- ![&", "(][[[", "?>\\\\[", '=""[[## a\n', "[a](b) ", "*> a\n***\n", "*a **b ",
    "_a__", "~~a ", "`a ``", "&a;", "\\", "<b>", '<i id="x">a\n\n', "<!-- a --><ruby>", "# a\n",
    "a\n===\n\n", "    - a\n", "> > - a\n", "|a`", "[^1] ", "[^1]: a\n\n", "[a]: b\n", "{#a} ",
    "==a", "$a", "$$a$$", "%%a", "https://a.b/c ", "www.a.b", "a@b.c ", "&amp;", "a==b==", ": a\n",
    "a\n\n: b\n\n", "> [!note] a\n", "- [ ] a\n", "1) a\n", "[a][b] ", "![a|1](b.png) ", "\\*",
    "[[a|", "\t", "hl_lines=\"", "<a href=\"b\">", "<http://a.b>", "a  \n", "<ul><li>", "$a_b$ ",
)  # fmt: skip


def is_cheap(text: str) -> bool:
    """Whether a text is cheap, as the render process asks."""
    return are_cheap(text, read_blocks(text))


def largest_cheap(opener: str, piece: str) -> str:
    """As many of a piece as there are in a cheap text."""
    low, high = 0, MAX_LENGTH // len(piece) + 1
    while high - low > 1:
        middle = (low + high) // 2
        text = opener + piece * middle
        low, high = (middle, high) if is_cheap(text) else (low, middle)
    return opener + piece * low


@pytest.mark.slow
def test_no_text_that_may_be_cheap_takes_long(pytestconfig: pytest.Config) -> None:
    taken: dict[str, float] = {}
    pairs = list(product(OPENERS, PIECES))
    for opener, piece in pairs if pytestconfig.getoption("--long") else pairs[::7]:
        text = largest_cheap(opener, piece)
        name = f"{opener!r} {piece!r} × {len(text) // len(piece)}"
        taken[name] = cpu_seconds(partial(render_text, text), MOST_S)
    assert {name: cost for name, cost in taken.items() if cost > MOST_S} == {}


def test_no_generated_text_that_is_cheap_takes_long(pytestconfig: pytest.Config) -> None:
    taken: dict[int, float] = {}
    for seed in range(10_000 if pytestconfig.getoption("--long") else 300):
        text = generated(seed)
        if not why_unrenderable(text) and is_cheap(text):
            taken[seed] = cpu_seconds(partial(render_text, text), MOST_S)
    assert {seed: cost for seed, cost in taken.items() if cost > MOST_S} == {}


def test_the_shipped_articles_are_cheap() -> None:
    folder = Library.open(paths.corpus())
    texts = [folder.article(entry.id).text for entry in folder.scan([]) if not entry.is_topic_page]
    assert all(is_cheap(text) for text in texts)


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nSome *words*, [a link](b.md), `code` and an ![image](c.png).\n\n" * 100,
        "```none title=x\nif (a < b && c[0]) { return <T>(*d); }\n```\n\nText.\n" * 200,
        "| a | b |\n|---|---|\n" + "| 1 < 2 | **3** |\n" * 60, "- item\n    - within\n" * 100,
        'a <br> b <img src="c.png"> <kbd>x</kbd>\n\n<!-- more -->\n', "word " * 3_900,
        "> quoted\n> text\n\n1. one\n2. two\n\n---\n\n[^1]\n\n[^1]: note\n",
    ],
)  # fmt: skip
def test_ordinary_texts_are_cheap(text: str) -> None:
    assert is_cheap(text)


@pytest.mark.parametrize(
    "text",
    ["<b", "<b a=b>", '<b\na="b">', "<!-- a\nb -->", "<!-- a -->" * 4, "<!DOCTYPE a>", "<?a?>",
     "</", "<script>", "<TEXTAREA>", "<title>a</title>", "<a@b.c>", "<b>" * 201, "# a\n\n" * 201,
     "[^1] " * 51, "```py\na\n```", "a\n" * 1_001, "a" * 20_001,
     "[" * 1_500, "<![CDATA[a"],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_a_text_is_not_cheap_where_its_cost_is_not_known(text: str) -> None:
    assert not is_cheap(text)
