"""Markdown as safe HTML."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from types import FunctionType

import markdown.preprocessors
import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer import paths
from kbviewer.i18n import Message
from kbviewer.library.article import Article, Topic
from kbviewer.library.library import Library
from kbviewer.library.problems import Problem
from kbviewer.render.picture_files import LoadedPicture, replace_sources
from kbviewer.render.renderer import (
    MAX_RENDERED_LENGTH,
    RenderedArticle,
    _with_known_attributes,
    render_article,
    render_text,
    render_topic,
)
from kbviewer.text import wikilinks
from kbviewer.text.plaintext import plain_text

_ALLOWED = re.compile(r"https?://|mailto:|topic:|refused:$|[^:]*$")


def article(**changed: object) -> Article:
    facts = {
        "id": "a.md", "title": "Title", "source": "Source", "published": "2025-08-11 20:41",
        "lang": "en", "topics": ("t", "t/u"), "url": "", "text": "Text.",
    }  # fmt: skip
    return Article(**(facts | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("# One", '<h1 id="one">One</h1>'),
        ("抖音**电商**", "<p>抖音<strong>电商</strong></p>"),
        ("~~old~~ new", "<p><del>old</del> new</p>"),
        ("text\n- a\n- b", "<p>text</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("[a](https://x.y)", '<p><a href="https://x.y">a</a></p>'),
        ("[a](../b.md#c)", '<p><a href="../b.md#c">a</a></p>'),
        ("![alt](p.png)", '<p><img src="p.png" alt="alt"></p>'),
        ("![alt](http://x/p.png)", '<p><img src="http://x/p.png" alt="alt"></p>'),
        ("![](p.svg)", '<p><img src="p.svg"></p>'),
        ('a <img src="p.png" width="30"> b', '<p>a <img src="p.png" width="30"> b</p>'),
        ('a <img src="p.png" width="30px"> b', '<p>a <img src="p.png" width="30"> b</p>'),
        ('a <img src="p.png" width="50%"> b', '<p>a <img src="p.png"> b</p>'),
        ('a <img alt="alt"> b', "<p>a <em>alt</em> b</p>"),
    ],
)
def test_markdown_is_rendered(markdown: str, html: str) -> None:
    assert render_text(markdown).html == html


def test_tables_keep_their_alignment() -> None:
    html = render_text("| a | b |\n| --- | ---: |\n| 1 | 2 |").html
    assert '<td align="right">2</td>' in html


def test_code_is_shown_as_written() -> None:
    assert "x &lt; *y*" in render_text("```\nx < *y*\n- z\n```").html
    assert "text\n- no list" in render_text("```\ntext\n- no list\n```").html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
        "<iframe src=//x></iframe>", "<form action=//x><input></form>",
        "<style>@import '//x'</style>",
        "<link rel=stylesheet href=//x>", "<body background=//x>", "<table background=//x><tr><td>",
        "<div style=\"background:url(//x)\">", "[a](javascript:alert(1))", "[a](file:///etc/passwd)",
        "[a](data:text/html,x)", "<a href='JaVaScRiPt:alert(1)'>a</a>", "<object data=//x>",
        "<embed src=//x>", "<meta http-equiv=refresh content='0;url=//x'>", "<base href=//x>",
        "![a](file:///etc/passwd)", "<img src='file:///etc/passwd'>", "<video src=//x>",
    ],
)  # fmt: skip
def test_nothing_that_runs_or_loads_is_left(hostile: str) -> None:
    html = render_text(f"before {hostile} after\n\n{hostile}").html.lower()
    html = replace_sources(html, lambda _source: LoadedPicture(reason="missing"))
    for word in ("script", "onerror", "onload", "<iframe", "<form", "<input", "<style", "<link",
                 "background", "<svg", "<object", "<embed", "<meta", "<base", "<img", "<video",
                 "file:", "data:"):  # fmt: skip
        assert word not in re.sub(r"alert\(1\)|import", "", html) or f"&lt;{word[1:]}" in html, word
    assert not re.search(r"(?:src|style|background|on\w+)\s*=", html)


@given(st.text(st.sampled_from("<>\"'=/ abscriptonerhfjv:()[]!`*_#&;\n"), max_size=120))
def test_no_text_makes_unsafe_html(text: str) -> None:
    html = render_text(text).html
    tags = re.findall(r"<([a-z0-9]+)((?:\s[^<>]*)?)>", html)
    for name, attributes in tags:
        assert name not in ("script", "style", "img", "iframe", "form", "input", "svg", "object")
        assert not re.search(r"\son\w+=|\sstyle=|\ssrc=", attributes)
        for address in re.findall(r'href="([^"]*)"', attributes):
            assert _ALLOWED.match(address), address


@pytest.mark.parametrize("tag", ["p", "b", "h1", "li", "td", "span", "table", "img", "code"])
def test_only_links_have_titles(tag: str) -> None:
    page = render_text(f'<{tag} title="words" lang="en">a</{tag}>\n\n[b](c.md "more")')
    assert "words" not in page.html
    assert "lang=" not in page.html
    assert '<a href="c.md" title="more">b</a>' in page.html


@pytest.mark.parametrize(
    "words", ["<b>x", "&lt;b&gt;x", "</em><a href='file:x'>", '"><script>', "a & b", "&amp;lt;"]
)
@pytest.mark.parametrize("way", ["![WORDS](p.png)", '<img src="p.png" alt="WORDS">'])
def test_the_words_of_a_picture_are_words(way: str, words: str) -> None:
    page = render_text(way.replace("WORDS", words.replace('"', "&quot;"))).html
    shown = replace_sources(page, lambda _source: LoadedPicture("p:0"))
    known = {"<p>", "</p>", "<br>", '<img src="p:0">', '<span class="caption">', "</span>"}
    assert set(re.findall(r"<[^>]*>", shown)) <= known
    assert re.sub(r"<[^>]*>", "", shown).strip()


def test_words_that_a_sanitiser_left_as_they_were_are_escaped() -> None:
    """As nh3 did below 0.3.7."""
    page = _with_known_attributes('<img src="p.png" alt="<b>&quot;1 &lt; 2&quot;"><img alt="<i>">')
    assert page == ('<img src="p.png" alt="&lt;b&gt;&quot;1 &lt; 2&quot;"><em>&lt;i&gt;</em>')


@pytest.mark.parametrize("library", ["markdown", "nh3"])
def test_what_a_parser_cannot_read_is_plain_text_with_its_reason(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicError(BaseException):
        """As one of Rust's."""

    def fail(*_: object) -> None:
        raise (PanicError if library == "nh3" else ValueError)("no " + "x" * 500)

    if library == "nh3":
        monkeypatch.setattr(nh3, "clean", lambda *_, **__: fail())
    else:
        _raise_in(markdown.treeprocessors.PrettifyTreeprocessor, monkeypatch, fail)
    page = render_text("Some *words*.")
    assert page.html == "<pre>Some *words*.</pre>"
    assert page.note.startswith("Shown as plain text: it could not be rendered (")
    assert "Error: no x" in page.note
    assert len(page.note) < 300


def _raise_in(processor: type, monkeypatch: pytest.MonkeyPatch, fail: Callable[..., None]) -> None:
    """Let a part of the library raise, in a frame of the library's own."""
    own = FunctionType(fail.__code__, {"__name__": "markdown.x"}, closure=fail.__closure__)
    own.__globals__.update(ValueError=ValueError)
    monkeypatch.setattr(processor, "run", own)


def test_a_bug_of_our_own_is_no_fault_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wikilinks.WikiLink, "from_match", lambda _match: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        render_text("[[words]]")


def test_a_declaration_that_older_parsers_raised_on_is_rendered() -> None:
    assert not render_text("a <![foo]> b").note


def test_an_article_has_its_facts_on_top_as_plain_text() -> None:
    page = render_article(
        article(title="<b>T</b> & <img src=x>", source="<i>S</i>"),
        {"t": Topic("t", "Topic", "主题")},
    )
    assert "<h1>&lt;b&gt;T&lt;/b&gt; &amp; &lt;img src=x&gt;</h1>" in page.html
    assert "&lt;i&gt;S&lt;/i&gt; · 11 Aug 2025, 20:41" in page.html
    assert '<a href="topic:t">Topic 主题</a>' in page.html
    assert '<a href="topic:t%2Fu">t/u</a>' in page.html
    assert (page.source, page.head_lines) == ("<i>S</i>", 3)


def test_what_an_article_lacks_leaves_no_gap() -> None:
    page = render_article(article(source="", published="", topics=()), {})
    assert "facts" not in page.html
    assert page.head_lines == 1
    assert render_article(article(source="", published=""), {}).head_lines == 2


def test_warnings_of_an_article_are_shown() -> None:
    warning = Problem("a.md", Message("“soon” is not a date"), Message("it is left out"))
    assert (
        "“soon” is not a date; it is left out"
        in render_article(article(warnings=(warning,)), {}).html
    )


def test_a_topics_page_has_its_titles_and_the_number_of_articles() -> None:
    html = render_topic(Topic("t", "A & B", "甲", text="Some *text*."), 1).html
    assert "<h1>A &amp; B</h1>" in html
    assert "甲" in html
    assert "1 article<" in html
    assert "<em>text</em>" in html


def test_a_text_too_long_to_render_is_shown_as_it_is_with_a_word_why() -> None:
    page = render_text("<b>" + "x" * MAX_RENDERED_LENGTH)
    assert page.html == f"<pre>&lt;b&gt;{'x' * MAX_RENDERED_LENGTH}</pre>"
    assert "very long" in page.note


@pytest.mark.parametrize(
    "text",
    [piece * 4_000 for piece in
     ("[", "![", "<a ", "[a](", "- ", "> ", "<div>", "*", "`", "(", "# a\n", "***\n", "[^1] ")]
    + ["[" * 4_000 + "]" * 4_000, "<table><tr><td>" * 20],
    ids=lambda text: repr(text[:20]),
)  # fmt: skip
def test_what_would_take_minutes_is_shown_as_plain_text_in_time(text: str) -> None:
    began = time.process_time()
    page = render_text(text)
    assert time.process_time() - began < 10
    assert page.html


def test_the_index_and_the_reader_see_the_same_text() -> None:
    """For every shipped article: what is searched is what is read."""
    folder = Library.open(paths.corpus())
    for entry in folder.scan([]):
        if not entry.is_topic_page:
            text = folder.article(entry.id).text
            shown = re.sub(r"<[^>]+>", " ", render_text(text).html)
            shown = shown.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
            assert "".join(shown.split()) == "".join(plain_text(text).text.replace("|", "").split())


def test_a_title_that_stands_in_the_text_too_is_shown_once() -> None:
    html = render_article(article(title="A title", text="\n# A *title*\n\nText."), {}).html
    assert html.count("title</h1>") == 1
    assert "<p>Text.</p>" in html
    for start in ("<!-- a\n\nb -->\n\n# A title", "%%\na\n%%\nA title\n===", "[a]: b\n\n# A title"):
        html = render_article(article(title="A title", text=f"{start}\n\nText."), {}).html
        assert html.count("A title") == 1
        assert html.endswith("<p>Text.</p>")
    below = render_article(article(title="A title", text="<b>x</b>\n\n# A title"), {}).html
    assert below.count("A title") == 2
    other = render_article(article(title="A title", text="# Another\n\nText."), {}).html
    assert other.count("</h1>") == 2


@pytest.mark.parametrize(
    "markdown",
    ["alpha<br>omega", "| a | b |\n|---|---|\n| fee<br>refund | x |", "<p>one</p><p>two</p>",
     "<table><tr><td>kappa</td><td>lambda</td></tr></table>", "<ul><li>a<li>b</ul>",
     "抖<b>音</b>电商",
     "<details><summary>more</summary>less</details>", "<h2>Head</h2>text",
     "a<wbr>b <kbd>c</kbd>d"],
)  # fmt: skip
def test_words_beside_tags_are_the_same_in_the_index_and_in_the_reader(markdown: str) -> None:
    blocks = re.sub(
        r"</?(?:br|p|div|t[rdh]|table|thead|tbody|li|ul|h\d)\b[^>]*>",
        "\n",
        render_text(markdown).html,
    )
    shown = re.sub(r"<[^>]+>", "", blocks)
    assert shown.split() == plain_text(markdown).text.replace("|", " ").split()


@pytest.mark.parametrize("are_kept", [False, True])
def test_a_text_is_rendered_with_its_own_line_breaks(are_kept: bool) -> None:
    asked: list[tuple[str, bool]] = []

    def render(text: str, *, hard_line_breaks: bool = False) -> RenderedArticle:
        asked.append((text, hard_line_breaks))
        return RenderedArticle("")

    render_article(article(text="a", hard_line_breaks=are_kept), {}, render)
    render_topic(Topic("t", "T", text="b", hard_line_breaks=are_kept), 1, render)
    assert asked == [("a", are_kept), ("b", are_kept)]
