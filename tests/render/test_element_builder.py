"""Pages as their writers meant them: what Markdown's blocks become."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.render.renderer import render_text
from kbviewer.text.plaintext import plain_text

CODE = ["SELECT *", "", "    FROM t", "WHERE a < 1"]
PLACES = {
    "in an item": ("1. Run it:\n\n", "    ", "\n    and go on.\n"),
    "below the words of an item": ("- Run it:\n", "  ", "\n- and go on\n"),
    "with the spaces of an item's number": ("1. Run it:\n", "   ", "2. and go on\n"),
    "in an item of an item": ("- a\n\n    - Run it:\n\n", " " * 6, "\n- and go on\n"),
    "in a quote": ("> Run it:\n>\n", "> ", ">\n> and go on\n"),
    "in a quote of a quote": ("> Run it:\n> > so:\n> >\n", "> > ", "\nand go on\n"),
    "below a paragraph": ("Run it:\n", " ", "and go on\n"),
    "at the start of a line": ("Run it:\n\n", "", "\nand go on\n"),
}


def page_of(text: str, *, hard_line_breaks: bool = False) -> str:
    """The page of a text on one line, without the ids of headings."""
    rendered = render_text(text, hard_line_breaks=hard_line_breaks)
    assert not rendered.note
    shown = re.sub(r' id="[^"]*"', "", rendered.html).strip()
    return re.sub(r">\s+<", "><", shown).replace("\n", " ")


def fenced(indent: str, mark: str = "```", code: list[str] | None = None) -> str:
    """Code between fences, as it is written after an indent."""
    lines = [f"{mark}none", *(CODE if code is None else code), mark]
    return "".join(f"{indent}{line}".rstrip() + "\n" for line in lines)


def codes(page: str) -> list[str]:
    """The blocks of code on a page."""
    found = re.findall(r"<pre><code[^>]*>(.*?)</code></pre>", page, re.DOTALL)
    return [html.unescape(re.sub(r"</?span[^>]*>", "", one)).strip("\n") for one in found]


@pytest.mark.parametrize("mark", ["```", "~~~", "`````"])
@pytest.mark.parametrize("place", PLACES)
def test_code_between_fences_is_code_wherever_it_is(place: str, mark: str) -> None:
    before, indent, after = PLACES[place]
    page = render_text(before + fenced(indent, mark) + after).html
    assert codes(page) == ["\n".join(CODE)]
    assert mark not in page
    words = re.sub(r"<[^>]*>", " ", re.sub(r"<pre>.*?</pre>", "", page, flags=re.DOTALL))
    assert "Run it:" in words
    assert "and go on" in words


@pytest.mark.parametrize(
    "opening",
    ["```", "```py", "``` py", "```\tc++\t", "~~~.sh", '```py title="a b"', "```{.py .numberLines}",
     "``` { .py }", "``` {#name}", "```js:src/app.js", "```sql {linenos=true}", "~~~~", "~~~ `a`"],
)  # fmt: skip
def test_any_info_string_opens_a_fence(opening: str) -> None:
    mark = re.match(r"`+|~+", opening)
    assert mark is not None
    page = render_text(f"{opening}\n*x*\n{mark[0]}~`"[:-2] + f"{mark[0][0]}\n\n*text*").html
    assert codes(page) == ["*x*"]
    assert page.endswith("<p><em>text</em></p>")


def test_a_fence_that_nothing_closes_is_code_to_the_end() -> None:
    assert codes(render_text("text\n\n```\n# a\n\n*b*").html) == ["# a\n\n*b*"]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        # HTML around Markdown
        ("<details>\n<summary>更多</summary>\n\n**重点**\n\n1. 甲\n\n</details>\n\n后文",
         ('<div class="details"><h5>更多</h5><p><strong>重点</strong></p><ol><li>甲</li></ol></div>'
          "<p>后文</p>")),
        ("<div>\n\n*a*\n\n</div>", "<div><p><em>a</em></p></div>"),
        (
            "<table><caption>a</caption><tr><td>b</td></tr></table>",
            "<div>a</div><table><tbody><tr><td>b</td></tr></tbody></table>",
        ),
        ("<section>\n\n- a\n\n</section>", "<div><ul><li>a</li></ul></div>"),
        ("<Tabs>\n\n*a*\n\n</Tabs>", "<p><em>a</em></p>"),
        # lists
        ("- 甲\n  - 甲一\n    - 甲一一\n- 乙",
         "<ul><li>甲<ul><li>甲一<ul><li>甲一一</li></ul></li></ul></li><li>乙</li></ul>"),
        ("1. 第一\n   - 子项\n2. 第二\n\n   另一段",
         "<ol><li><p>第一</p><ul><li>子项</li></ul></li><li><p>第二</p><p>另一段</p></li></ol>"),
        ("3) a\n4) b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("- [ ] 待办\n- [x] 完成", '<ul class="tasks"><li>☐ 待办</li><li>☑ 完成</li></ul>'),
        ("- [ ] a\n\n- b", "<ul><li><p>☐ a</p></li><li><p>b</p></li></ul>"),
        ("- [x] `a`", '<ul class="tasks"><li>☑ <code>a</code></li></ul>'),
        ("-\n- a", "<ul><li></li><li>a</li></ul>"),
        # headings
        ("#电商 #直播", "<p>#电商 #直播</p>"),
        ("- #1: 修复", "<ul><li>#1: 修复</li></ul>"),
        ("## C#\n\n## 学 F# 与 C# ##", "<h2>C#</h2><h2>学 F# 与 C#</h2>"),
        ("> a\n---", "<blockquote><p>a</p></blockquote><hr>"),
        # tables
        ("text\n| a | b |\n|---|:-:|\n| 1 \\| 2 | `x\\|y` |",
         ('<p>text</p><table><thead><tr><th>a</th><th align="center">b</th></tr></thead>'
          '<tbody><tr><td>1 | 2</td><td align="center"><code>x|y</code></td></tr></tbody>'
          "</table>")),
        ("| a |\n|---|\n| b | c |",
         ("<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td><td>c</td></tr></tbody>"
          "</table>")),
        # quotes and callouts
        ("> a\n\n> b", "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>"),
        ("> [!warning] 合规*风险*\n> 盲盒\n> - 第一",
         ('<div class="callout callout-warning"><p class="callout-title">合规<em>风险</em></p>'
          "<p>盲盒</p><ul><li>第一</li></ul></div>")),
        ("> [!caution]-",
         '<div class="callout callout-warning"><p class="callout-title">Caution</p></div>'),
        ("> [!whatever] a",
         '<div class="callout callout-note"><p class="callout-title">a</p></div>'),
        # other blocks
        ("术语\n: 定义\n\n    又一段", "<dl><dt>术语</dt><dd><p>定义</p><p>又一段</p></dd></dl>"),
        ("a\n: b", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("$$\na_1 < *b*\n$$", '<pre class="math"><code>$$ a_1 &lt; *b* $$</code></pre>'),
        ("%%\n不给看\n\n也不\n%%\n文字", "<p>文字</p>"),
        ("<!-- 不给看 -->\n\n文字", "<p>文字</p>"),
        (" " * 80 + "\n\n*a*", "<p><em>a</em></p>"),
        ("a  " + "\n" * 3 + " " * 100 + "b", "<p>a</p><pre><code>" + " " * 96 + "b </code></pre>"),
    ],
)  # fmt: skip
def test_blocks_are_shown_as_their_writers_meant_them(text: str, page: str) -> None:
    assert page_of(text) == page


@pytest.mark.parametrize(
    ("text", "soft", "hard"),
    [
        ("姓名：张三\n电话：123", "<p>姓名：张三电话：123</p>", "<p>姓名：张三<br>电话：123</p>"),
        ("first\nsecond", "<p>first second</p>", "<p>first<br>second</p>"),
        ("甲\nsecond", "<p>甲 second</p>", "<p>甲<br>second</p>"),
        (
            "**甲**\n*乙*",
            "<p><strong>甲</strong><em>乙</em></p>",
            "<p><strong>甲</strong><br><em>乙</em></p>",
        ),
        ("*甲*\n*乙*", "<p><em>甲</em><em>乙</em></p>", "<p><em>甲</em><br><em>乙</em></p>"),
        (
            "==甲==\n==乙==",
            "<p><mark>甲</mark><mark>乙</mark></p>",
            "<p><mark>甲</mark><br><mark>乙</mark></p>",
        ),
        (
            "www.a.cn/甲\n乙",
            '<p><a href="http://www.a.cn/甲">www.a.cn/甲</a>乙</p>',
            '<p><a href="http://www.a.cn/甲">www.a.cn/甲</a><br>乙</p>',
        ),
        ("- 甲\n  乙", "<ul><li>甲乙</li></ul>", "<ul><li>甲<br>乙</li></ul>"),
        ("한국\n어", "<p>한국 어</p>", "<p>한국<br>어</p>"),
        ("甲  \n乙", "<p>甲<br>乙</p>", "<p>甲<br>乙</p>"),
        ("甲\\\n乙", "<p>甲<br>乙</p>", "<p>甲<br>乙</p>"),
        ("甲\\", "<p>甲\\</p>", "<p>甲\\</p>"),
    ],
)
def test_line_ends(text: str, soft: str, hard: str) -> None:
    assert page_of(text).replace("<br> ", "<br>") == soft
    assert page_of(text, hard_line_breaks=True).replace("<br> ", "<br>") == hard


def test_a_bar_of_a_wiki_link_may_be_escaped() -> None:
    assert page_of("[[a\\|*b*]]") == '<p><a href="?a"><em>b</em></a></p>'


def test_footnotes_are_at_the_end_with_all_their_blocks() -> None:
    page = page_of("a[^一] b[^2]\n\n[^2]: second\n[^3]: third\n[^一]: first\n\n    - item\n")
    positions = [page.index(word) for word in ("first", "item", "second", "third")]
    assert positions == sorted(positions)
    assert page.count("<sup>") == 2


def test_a_definition_of_a_link_counts_wherever_it_is() -> None:
    text = "[a][X] [x] [c] [x]\n\n> - [x]: http://a.b/c_d_(e) 'title'"
    page = page_of(text)
    assert page.count('href="http://a.b/c_d_(e)"') == 3


@given(st.text(alphabet="a*_`<>[]()!#-=%$\\|: \n&;x", max_size=60))
def test_any_text_has_a_page_with_its_letters(text: str) -> None:
    shown = html.unescape(re.sub(r"<[^>]*>", "", render_text(text).html))
    assert "\x02" not in shown
    assert "klzzwxh" not in shown
    assert "wzxhzdk" not in shown


def shown_text(page: str) -> str:
    """The text that a page shows, without spaces."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


@pytest.mark.parametrize(
    "text",
    [
        "**粗** *it* _u_ ~~del~~ ==m==",
        "`c*d` ``a`b`` `` ` ``",
        "[t](x.md 'T') [t](<a b>) [a [b] c](d)",
        "[[Name]] [[n|Label]] [[n#h]]",
        "https://a.cn/x_y_z，www.b.cn a@b.cn",
        "$a_1*b*$ $5 and $6",
        "a %%hidden%% b 100%% c",
        "<b>x</b> <kbd>K</kbd> <name> a<b",
        "&amp; &copy; &#65;",
        "\\* \\_ \\\\ \\$",
        "[r][lab] [r] [lab] [lab] [lab][] [1] [no][label] ![][lab]\n\n[lab]: http://l.m",
        "- [ ] a\n- [x] b",
        "> [!tip] T\n> x\n\n> [!note]",
        "a\n: b",
        "甲\n乙\nc\nd",
        "a  \nb\\\nc",
        "| a | b |\n|---|---|\n| `c\\|d` | e\\|f |",
        "<details>\n<summary>S</summary>\n\n**b**\n\n</details>",
        "$$\na*b*c\n$$",
        "%%\na\n%%\nb",
        "<!-- a -->\n\nb <!-- c --> d",
        "```py\na = 1\n```\n\n    b",
        "# h {#id}\n\nS\n===\n\n## C#",
        "<script>\nx()\n</script>\n\na",
        "C++ C# a_b_c 2*3",
        "a\\\n*b*",
        "%%a%% b %%c%%\n\n%%\nd\n\ne\n%%\n\nf",
        *(f"a <{name}> b\n\nc **d**" for name in ("script", "style", "title", "template", "xmp")),
        *(f"<{name} a='b'>\n\nc **d**" for name in ("script", "STYLE", "textarea", "iframe")),
        *(f'<div>{start}\n\nc "d" **e**' for start in ("<!-- a", "<?a", '<img a="b', "a<b 且")),
        "a <plaintext>b</plaintext> c\n\nd **e**",
        "a<script>f('<b>')</script>b <title>c</title> <TEXTAREA rows=2>*d*</TEXTAREA>",
        "<div><script>f()</script>a <name> b</div>\n\nc",
        "<script>f('<script>')</script> a\n\nb",
        "<div>\na<b 且 c>d <https://a.b>\n</div>",
        "| a | b |\n|---|---|\n| 5*3 | 2*4 |\n| [c | d](e) |\n| `f | g` |",
        "[[a\\|b]] [[c|d\\|e]] [[a\\*b]] __a__甲 _b_ **_c_**",
        "*甲*\n*乙* ==丙==\n==丁==",
        "- [ ] ***\n- [x] %%a%%\n\nb",
    ],
)
def test_the_page_and_the_plain_text_say_the_same(text: str) -> None:
    plain = plain_text(text).text.replace(" | ", "")
    assert shown_text(render_text(text).html) == "".join(plain.split())


@pytest.mark.parametrize("start", ["a <script> b", "<title>", "<iframe src='a'>", "<div><!-- a"])
def test_what_no_tag_closes_hides_nothing_after_it(start: str) -> None:
    assert "<p>c <strong>d</strong></p>" in page_of(f"{start}\n\nc **d**")
