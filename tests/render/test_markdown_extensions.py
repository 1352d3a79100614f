"""Links and headings as people write them, on the page."""

from __future__ import annotations

import html
import re

import pytest

from kbviewer.library.link_keys import link_keys
from kbviewer.render.link_policy import internal_links
from kbviewer.render.renderer import render_text
from kbviewer.text.plaintext import plain_text


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("[[Name]]", '<a href="?Name">Name</a>'),
        ("[[f/Name|te**x**t]]", '<a href="?f/Name">te<strong>x</strong>t</a>'),
        ("[[a_b*c*d]]", '<a href="?a_b%2Ac%2Ad">a_b*c*d</a>'),
        ("[[名 #标题]]", '<a href="?%E5%90%8D#%E6%A0%87%E9%A2%98">名  &gt; 标题</a>'),
        ("[[Name#H|text]]", '<a href="?Name#H">text</a>'),
        ("[[#A heading]]", '<a href="#A%20heading">A heading</a>'),
        ("![[Note]]", '<a href="?Note">Note</a>'),
        ("![[a picture.png]]", '<img src="a%20picture.png" alt="a picture.png">'),
        ("`[[code]]`", "<code>[[code]]</code>"),
        ("[[1]](http://x.y)", '<a href="http://x.y">[1]</a>'),
        ('[a]({{< ref "x.md#h" >}})', '<a href="x.md#h">a</a>'),
        ("[*a*]({% post_url x %} \"t\")", '<a href="?x"><em>a</em></a>'),
        ("[a]({{ site.baseurl }}{% link x.md %})", '<a href="/x.md">a</a>'),
    ],
)  # fmt: skip
def test_a_link_is_shown_as_its_text(markdown: str, shown: str) -> None:
    assert render_text(markdown).html == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        # emphasis beside Chinese, which CommonMark leaves as it is written
        ("**“抖音”**电商", "<strong>“抖音”</strong>电商"),
        ("在**《规则》**里", "在<strong>《规则》</strong>里"),
        ("甲**（乙）**丙", "甲<strong>（乙）</strong>丙"),
        ("*甲。*乙", "<em>甲。</em>乙"),
        ("a_b_c 2 * 3 * 4", "a_b_c 2 * 3 * 4"),
        # escapes, code and tags, whichever comes first
        ("\\* \\_ \\: \\/ \\< \\= \\? \\@ \\~ \\$ \\%", "* _ : / &lt; = ? @ ~ $ %"),
        ("\\a \\&amp;", "\\a &amp;amp;"),
        ("`` a`b `` `\\` `c", "<code>a`b</code> <code>\\</code> `c"),
        ("\\`a` b`", "`a<code> b</code>"),
        ("`<b>` <kbd>`</kbd>", "<code>&lt;b&gt;</code> <kbd>`</kbd>"),
        ("当 a<b 且 c>d；用 <name>；Vec<String>",
         "当 a&lt;b 且 c&gt;d；用 &lt;name&gt;；Vec&lt;String&gt;"),
        ("a <x-y>b</x-y> <!-- c --> <? d ?>e", "a b  e"),
        # links
        ("[a](<b c> 'd') [e](f_(g) (h))",
         '<a href="b c" title="d">a</a> <a href="f_(g)" title="h">e</a>'),
        ("[a](my file.md) [注](见 附录)", '<a href="my file.md">a</a> [注](见 附录)'),
        ("[a [b] c](d) [*e*](f)", '<a href="d">a [b] c</a> <a href="f"><em>e</em></a>'),
        ("[a [b](c) d](e)", '[a <a href="c">b</a> d](e)'),
        ("<https://a.b/c> <a@b.c>",
         '<a href="https://a.b/c">https://a.b/c</a> <a href="mailto:a@b.c">a@b.c</a>'),
        ("详见https://a.cn/x，然后", '详见<a href="https://a.cn/x">https://a.cn/x</a>，然后'),
        ("[https://a.b](c) `https://d.e`",
         '<a href="c">https://a.b</a> <code>https://d.e</code>'),
        # what GitHub and Obsidian have
        ("==a *b*== ~~c~~ %%d%%e", "<mark>a <em>b</em></mark> <del>c</del> e"),
        ("$a_1 < *b*$", '<code class="math">$a_1 &lt; *b*$</code>'),
        ("a<sub>1</sub><sup>2</sup> <mark>b</mark>", "a<sub>1</sub><sup>2</sup> <mark>b</mark>"),
        ("a[^1]b", "a[^1]b"),
    ],
)  # fmt: skip
def test_what_is_inside_a_line(markdown: str, shown: str) -> None:
    assert render_text(markdown).html == f"<p>{shown}</p>"


def test_a_code_block_and_its_links_stay_as_written() -> None:
    assert "[[x]] [a]({{&lt; ref" in render_text('```\n[[x]] [a]({{< ref "y" >}})\n```').html


def test_a_wiki_link_stands_in_a_table() -> None:
    html = render_text("| a |\n| --- |\n| [[x\\|y]] |").html
    assert '<td><a href="?x">y</a></td>' in html


def test_a_heading_has_the_name_written_behind_it() -> None:
    page = render_text("## One *two* {#own-name}\n\n## Three `x` {: #a_b_c}\n\n## {#x} stays\n")
    assert '<h2 id="own-name">One <em>two</em></h2>' in page.html
    assert '<h2 id="a_b_c">Three <code>x</code></h2>' in page.html
    assert [heading.text for heading in page.headings] == ["One two", "Three x", "{#x} stays"]


LINKS = """\
[[Name]] [[f/Name#H|text]] ![[Note]] ![[p.png]] `[[code]]` [[#here]] [[1]] [x][ref]

| a |
| --- |
| [[x\\|y]] [a](in/table.md) |

[a]({{< ref "x.md#h" >}}) [b]({% post_url p %}) [c](<a b.md>) [d](a%20b.md "t") [e](/f/)
[![pic](x.png)](y.md) <a href="../z.md">z</a> ![pic](q.png) [out](https://x.y) [up](../../../x.md)

- item [f](i.md)
  1. nested [[deep]]

```
[[fenced]] [x](fenced.md)
```

[ref]: ../r.md "t"
"""


def test_the_index_knows_exactly_the_links_of_the_page() -> None:
    page = render_text(LINKS).html
    on_page = {link.key for link in internal_links(page, "t/a.md").values()}
    assert on_page == link_keys(LINKS, "t/a.md")
    assert len(on_page) == 14


@pytest.mark.parametrize(
    "markdown",
    ["[[Name]] and [[N|text]]", "[[a_b#c d]]", "## Head {#id}",
     "a ![[Note|text]] b", "`[[x]]` [[#h]]",
     "| a |\n| --- |\n| [[x\\|y]] \\| z |", "[[R&D]] [[1]]"],
)  # fmt: skip
def test_what_is_searched_is_what_is_read(markdown: str) -> None:
    shown = html.unescape(re.sub(r"<[^>]+>", "", render_text(markdown).html))
    assert shown.split() == plain_text(markdown).text.split()


def test_the_name_behind_a_text_can_be_searched() -> None:
    assert "folder/Name" in plain_text("[[folder/Name|text]]").hidden
    assert "own-name" in plain_text("# Head {#own-name}").hidden
