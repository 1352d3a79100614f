"""What an article links to, as its text tells."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.library.link_keys import link_keys
from kbviewer.library.links import (
    Link,
    alias_keys,
    expand_template,
    link_from_href,
    link_from_name,
)

HERE = "notes/here.md"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("[[Name]]", {"n:name"}),
        ("[[Name|text]] and [[Name#Heading|text]] and [[name.md]]", {"n:name"}),
        ("[[folder/名 称 (1)]]", {"n:folder/名 称 (1)"}),
        ("| [[Name\\|in a table]] |", {"n:name"}),
        ("![[Note]] ![[picture.png]] ![[picture.PNG|200]]", {"n:note"}),
        ("[[#Heading]] [below](#below)", set()),
        ("[[./near]] [[../far]] [[/top]]", {"p:notes/near", "p:far", "p:top"}),
        ("[a](other.md) [b](other.md#h) [c](other) [d](other/)", {"r:other"}),
        ("[a](sub/Other.md?plain=1)", {"r:sub/other"}),
        ("[a](./x.md) [b](../x.md) [c](/x.md)", {"p:notes/x", "p:x"}),
        ("[a](a%20b.md) [b](<a b.md>)", {"r:a b"}),
        ("[a](e\u0301.md) [b](%C3%89.md)", {"r:é"}),
        ("[a](x.md 'title') [b][ref]\n\n[ref]: y.md 'title'", {"r:x", "r:y"}),
        ("[a](name_(1).md)", {"r:name_(1)"}),
        ('<a class="x" href="../x.md">x</a>', {"p:x"}),
        ("[![picture](p.png)](y.md)", {"r:y"}),
        ("[a](page.html) [b](old.markdown)", {"r:page", "r:old.markdown"}),
        ('[a]({{< ref "x.md#h" >}}) [b]({{% relref "/docs/y" %}})', {"r:x", "p:docs/y"}),
        ("[a]({% post_url 2025-01-01-x %})", {"n:2025-01-01-x"}),
        ("[a]({{ site.baseurl }}{% link _posts/2025-01-01-x.md %})", {"p:_posts/2025-01-01-x"}),
        ("[a]({{ '/x/' | relative_url }}) [b]({{site.url}}/y)", {"p:x", "p:y"}),
    ],
)
def test_a_link_is_found_with_its_key(text: str, keys: set[str]) -> None:
    assert link_keys(text, HERE) == keys


@pytest.mark.parametrize(
    "text",
    [
        "`[[code]]` and ``[a](b.md)``",
        "```\n[[code]]\n[a](b.md)\n```\n",
        "- item\n\n    ~~~sh\n    [[code]]\n    ~~~\n",
        "<!-- [[comment]] -->",
        "[a](https://x.y) [b](mailto:a@b.c) [c](//x.y) <https://x.y>",
        "[a](../../outside.md) [[../../outside]]",
        "[[1]](https://x.y) [[2]] [[ -f x ]] [[[deep]]] [ [a] ]",
        "![a](x.png) ![b](x.svg)",
        "no link at all, [ only a bracket",
    ],
)
def test_what_is_no_link_into_the_library_is_not_found(text: str) -> None:
    assert link_keys(text, HERE) <= {"n:deep"}


def test_a_link_behind_code_is_found() -> None:
    assert link_keys("```\n[[a]]\n```\n[[b]] `[[c]]` [[d]]", HERE) == {"n:b", "n:d"}


def test_a_link_keeps_the_heading_as_it_is_meant() -> None:
    assert link_from_href("x.md#%E8%8A%82%201", HERE) == Link("r:x", "notes/x.md", "节 1")
    assert link_from_name("x# A > b", HERE) == Link("n:x", "x", "A > b")
    assert link_from_href("#h", HERE) == Link("", "", "h")


def test_other_names_of_an_article_are_names_and_old_paths() -> None:
    assert alias_keys(["Other Name", "/docs/old/", " "]) == {"=other name", "=docs/old"}


def test_an_unknown_template_stays_as_it_is() -> None:
    assert expand_template("{{ page.url }}x") == "{{ page.url }}x"


@given(st.text(st.sampled_from("[]()|#!`<>{}%\"'./\\ \nab节?&"), max_size=80))
def test_no_text_is_an_error_and_no_key_leads_out(text: str) -> None:
    for key in link_keys(text, HERE):
        assert key[:2] in ("p:", "r:", "n:")
        if key[0] != "n":
            assert not key[2:].startswith(("/", "../"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["[[", "[[a|", "](", "](a(", "[a]({{", "{%", "<a ", "<!--", "`", "```\n", "[a]: ", "> "],
)
def test_a_text_full_of_half_a_link_takes_no_time(piece: str) -> None:
    began = time.perf_counter()
    link_keys(piece * (200_000 // len(piece)) + "[a](b.md)", HERE)
    assert time.perf_counter() - began < 5
