"""Web pages: a page of results as a listing, any other as one article, and nothing is fetched."""

from __future__ import annotations

import builtins
import contextlib
import socket
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbviewer.errors import SavedPageError
from kbviewer.importing.excerpts import extract_excerpts
from kbviewer.importing.html_page import visible_lines
from kbviewer.text.plaintext import plain_text
from tests.importing.sample_pages import LONG_LINE

RESULTS = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>直播</title>
<script>var x = "示例 · 2025-08-11 20:41";</script><style>p {{}}</style></head><body>
<!-- saved from url=(0022)https://example.org/s/ -->
<nav><a href="/">首页</a></nav>
<div><h3><a href="../a/1">平台发布<em>直播</em>新规</a></h3>
<div><span>示例日报</span><span>2025-08-11 20:41</span></div>
<p>{LONG_LINE}，要求主播<em>亮证</em>。</p></div>
<div><h3><a href="https://example.com/2">Fees &lt;b&gt; &amp; sellers</a></h3>
<p>Example Times | Aug 10, 2025</p><p>Fees fell<br>* twice *</p>
<table><tr><th>City</th><th>Fee</th></tr><tr><td>Hangzhou</td><td>3%</td></tr></table></div>
<div><h3><a href="javascript:alert(1)">仓库一日达</a></h3><cite>物流周刊</cite> ·
<time>2025-07-28</time>
<p>{LONG_LINE}。</p></div><footer>© Example</footer></body></html>"""

ARTICLE = """<html><head><title>Lockers grow - Example Post</title>
<meta property="og:site_name" content="Example Post">
<meta property="article:published_time" content="2025-08-03T08:00:00+00:00">
<link rel="canonical" href="https://example.com/a/1"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Lockers grow</h1><p>The number of parcel lockers grew by a fifth in July, according to
<a href="https://example.com/report">a report</a> that was published on Monday in Hangzhou.</p>
<p>Operators expect further growth in the autumn, when couriers are short in many cities.</p>
<table><tr><th>City</th><th>Lockers</th></tr><tr><td>Hangzhou</td><td>1,200</td></tr></table>
<p>Most of them stand near stations, where people pick up parcels on their way home.</p></article>
<img src="https://example.com/x.png"><script src="https://example.com/x.js"></script></body></html>"""


def saved(tmp_path: Path, text: str) -> str:
    path = tmp_path / "page"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_page_of_results_is_a_listing_with_its_links(tmp_path: Path) -> None:
    first, second, third = extract_excerpts(saved(tmp_path, RESULTS)).excerpts
    assert (first.title, first.source, first.published, first.url) == (
        "平台发布直播新规", "示例日报", "2025-08-11 20:41", "https://example.org/a/1",
    )  # fmt: skip
    assert first.text == f"{LONG_LINE}，要求主播亮证。"
    assert (second.title, second.source, second.published, second.url) == (
        "Fees <b> & sellers", "Example Times", "2025-08-10", "https://example.com/2",
    )  # fmt: skip
    assert plain_text(second.text).text == "Fees fell\n* twice *\nCity | Fee\nHangzhou | 3%"
    assert (third.title, third.source, third.published, third.url) == (
        "仓库一日达", "物流周刊", "2025-07-28", "",
    )  # fmt: skip


def test_what_is_not_shown_is_not_read() -> None:
    shown = visible_lines(RESULTS, "", None)
    text = "\n".join(shown.lines)
    assert "var x" not in text
    assert "首页" not in text
    assert "© Example" not in text


def test_words_that_are_marked_within_stay_together() -> None:
    shown = visible_lines(
        '<p>抖<span class="hit">音</span>电商 <a href="https://a.org">and</a> <i>more</i></p>',
        "",
        None,
    )
    assert shown.lines[0] == "抖音电商 and more"
    assert shown.urls[0] == "https://a.org"


def test_a_page_with_one_article_is_that_article(tmp_path: Path) -> None:
    (article,) = extract_excerpts(saved(tmp_path, ARTICLE)).excerpts
    assert (article.title, article.source, article.published, article.url) == (
        "Lockers grow", "Example Post", "2025-08-03", "https://example.com/a/1",
    )  # fmt: skip
    assert "[a report](https://example.com/report)" in article.text
    assert "Hangzhou | 1,200" in plain_text(article.text).text
    assert "Home" not in article.text


def test_formulas_of_an_article_are_no_markdown(tmp_path: Path) -> None:
    formula = '<math><semantics><mi>x</mi><annotation encoding="TeX">c_{d}</annotation></semantics>'
    text = ARTICLE.replace("Most of them", f"Where $a_b$ &lt; {formula}</math> and \\(e_f\\), most")
    (article,) = extract_excerpts(saved(tmp_path, text)).excerpts
    assert "Where $a_b$" in article.text
    assert "$c_{d}$ and \\(e_f\\), most stand" in article.text


def test_an_article_with_a_byline_and_related_titles_is_one_article(tmp_path: Path) -> None:
    related = "".join(
        f"<li><a href='/{n}'>Another title {n}</a></li><li>Example Post · 2025-08-0{n}</li>"
        for n in range(1, 5)
    )
    text = ARTICLE.replace("</h1>", "</h1><p>Example Post · 2025-08-03</p>")
    text = text.replace("</article>", f"</article><aside><ul>{related}</ul></aside>")
    (article,) = extract_excerpts(saved(tmp_path, text)).excerpts
    assert article.title == "Lockers grow"


_TOKENS = [f"tok{n}en" for n in range(8)]
_AROUND = [
    "<p>{}</p>", "<p>Words <b>{}</b> more</p>", "<figure><figcaption>{}</figcaption></figure>",
    "<ruby>字<rp>(</rp><rt>{}</rt><rp>)</rp></ruby>", "<svg><text>{}</text></svg>",
    "<svg><title>{}</title></svg>", "<object>{}</object>", "<canvas>{}</canvas>",
    "<video>{}</video>", "<noscript>{}</noscript>", "<details><summary>{}</summary>x</details>",
    "<form><p>{}</p></form>", "<button>{}</button>", "<select><option>{}</option></select>",
    "<textarea>{}</textarea>", "<aside>{}</aside>", "<pre>{}</pre>", "<dl><dt>{}</dt></dl>",
    "<table><tr><td>{}</td><td>a</td></tr></table>", "<ul><li>{}</li></ul>", "<h2>{}</h2>",
    "<p>Words <math><mfrac><mi>{}</mi><mn>2</mn></mfrac></math></p>", "<p>Where ${}_b$ is</p>",
    "<p>Where <script type='math/tex'>{}_b</script></p>", "<marquee>{}</marquee>", "<q>{}</q>",
    "<footer>{}</footer>", "<nav><a href='/'>{}</a></nav>", "<p>*{}* _{}_</p>",
    "<custom-x>{}</custom-x>",
    "<blockquote>{}</blockquote>", "<iframe>{}</iframe>", "<p>a <sup>{}</sup></p>",
    "<label>{}</label>",
]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(around=st.lists(st.sampled_from(_AROUND), min_size=1, max_size=8), is_listing=st.booleans())
def test_every_word_that_a_page_shows_is_in_an_article_or_in_a_warning(
    tmp_path: Path, *, around: list[str], is_listing: bool
) -> None:
    parts = [part.replace("{}", token) for part, token in zip(around, _TOKENS, strict=False)]
    place = f"<p>{LONG_LINE}，要求" if is_listing else "<p>Most of them"
    page = (RESULTS if is_listing else ARTICLE).replace(place, "".join(parts) + place)
    found = extract_excerpts(saved(tmp_path, page))
    told = "\n".join([
        *found.warnings, *(one.text for one in found.excerpts),
        *(warning for one in found.excerpts for warning in one.warnings),
    ])  # fmt: skip
    for part, token in zip(around, _TOKENS, strict=False):
        assert token in told, part


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", opened)
    monkeypatch.setattr(socket, "create_connection", opened)
    monkeypatch.setattr(socket, "getaddrinfo", opened)
    for text in (
        ARTICLE,
        RESULTS,
        ARTICLE.replace("<head>", '<head><base href="https://example.net">'),
    ):
        assert extract_excerpts(saved(tmp_path, text)).excerpts


def test_without_what_reads_web_pages_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [name for name in sys.modules if name.partition(".")[0] == "trafilatura"]:
        monkeypatch.delitem(sys.modules, module)
    imported = builtins.__import__

    def missing(name: str, *others: Any) -> object:  # noqa: ANN401  passed on as they come
        if name == "trafilatura":
            raise ImportError(name)
        return imported(name, *others)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(SavedPageError, match=r'pip install "kbviewer\[import\]"'):
        extract_excerpts(saved(tmp_path, ARTICLE))
    assert len(extract_excerpts(saved(tmp_path, RESULTS)).excerpts) == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["<div>" * 50_000, "<a " * 50_000, "<" * 100_000, "<!-- " * 50_000, "<span>" * 50_000 + "x",
     "<table><tr><td>" * 20_000, "&amp" * 50_000, "<html>" + "·" * 100_000, "<![x" * 50_000,
     "<a '\"" * 50_000, "</a" * 50_000, "<a x=" * 50_000 + ">", "<script>" * 50_000,
     "<![x>" * 50_000, "<p>·2025" * 5_000, "<p>" + "2025 " * 50_000, "<p>a, " * 5_000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_a_page_made_to_be_slow_is_read_in_time(tmp_path: Path, text: str) -> None:
    begun = time.monotonic()
    with contextlib.suppress(SavedPageError):
        extract_excerpts(saved(tmp_path, f"<html><body>{text}"))
    assert time.monotonic() - begun < 30  # minutes, if each sign is read to the end of the page
