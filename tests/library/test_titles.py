"""The title of a text that has none in its header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.library.titles import find_title
from kbviewer.text.plaintext import plain_text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 治理\n\n正文\n\n## 来源\n", "治理"),
        ("## First of all\ntext\n# Second\n", "First of all"),
        ("Title\n=====\ntext\n", "Title"),
        ("A title\nof two lines\n---\ntext\n", "A title of two lines"),
        ("\n \n#   *Bold* [link](x.md)  ## \n", "Bold link"),
        ("# Named {#name}\n", "Named"),
        ("![](x.png)\n\n# Under a picture\n", "Under a picture"),
        ("[![b](u)](v) [![c](u) ![d](u)](v)\n# Under badges\n", "Under badges"),
        ("![[front.png]]\n## Under an embedded file\n", "Under an embedded file"),
        ("<p align='center'>\n<img src='x.png'>\n</p>\n\n## Under tags\n", "Under tags"),
        ("<!-- one\n# none\n-->\n## Under a comment\n", "Under a comment"),
        (">\n> \n## Under a blank quote\n", "Under a blank quote"),
        ("---\n\n## Under a rule\n", "Under a rule"),
        ("[TOC]\n{% include x %}\n{{< y >}}\n## Under what is filled in\n",
         "Under what is filled in"),
        ("#\n# ![](x.png)\n## Under empty ones\n", "Under empty ones"),
        ("Home > Docs\n\n# The one of level 1\n\n## More\n", "The one of level 1"),
        ("```sh\n# no heading\n```\n# The one\n~~~\n# none\n```\n~~~\n", "The one"),
    ],
)  # fmt: skip
def test_the_title_is_the_first_heading_or_the_one_of_level_1(text: str, title: str) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    "text",
    [
        "text\n\n## Sources\n- a\n",
        "text\n\nSources\n---\n",
        "text\n\n# One\n\n# Two\n",
        "text\n\nOne\n===\n\nTwo\n===\n",
        "text\n\n## Part\n\n# A heading far down\n",
        "```\n# no heading\n```\n",
        "#tag #other\ntext\n",
        "text\n\n---\n\ntext\n",
        "| a | b |\n|---|---|\n",
        "- a\n---\ntext\n",
        "> \n---\ntext\n",
        "",
        "#",
    ],
)
def test_what_stands_behind_text_is_a_part_of_it_and_no_title(text: str) -> None:
    assert find_title(text) == ""


def test_a_line_of_equals_signs_below_no_text_is_a_part_of_the_text_below() -> None:
    assert find_title("===\na\n===\ntext") == "=== a"


@given(st.lists(st.sampled_from([
    "# ", "## ", "#", "a", "b c", "\n", "\n\n", "---", "===", "```", "~~~", "> ", "- ", "![](x)",
    "<!--", "-->", "<br>", "{#n}", "|", " ", "\t",
]), max_size=12).map("".join))  # fmt: skip
def test_a_title_is_a_heading_of_the_text(text: str) -> None:
    if title := find_title(text):
        found = plain_text(text)
        headings = {" ".join(found.text[start:end].split()) for start, end in found.headings}
        assert title in headings
