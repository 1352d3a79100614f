"""What a search of the shipped knowledge base returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kbviewer import paths
from kbviewer.index.index import Index
from kbviewer.index.search import ranking, searcher
from kbviewer.index.search.matcher import SearchableText
from tests.index.searching import built, names

Make = Callable[[dict[str, str]], Path]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The shipped knowledge base, its index up to date."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KBVIEWER_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        with built(paths.corpus()) as index:
            yield index


BLIND = "2025-08-11-blind-box-marketing"
TRUST = "2025-08-08-safety-and-trust-center"
COMPLAINTS = "2025-08-09-merchant-complaints-july"
OPEN_DAY = "2025-08-22-service-experience-open-day"
GOODS = "2025-08-24-substandard-goods-intercepted"
BRIDGE = "2025-08-25-service-upgrade-bridge"
EXPRESS = "2025-08-14-my-express-test"
INDUCEMENT = "2025-08-11-inducement-interactions"
ROOMS = "2025-07-28-quality-live-rooms"
INVESTMENT = "2025-07-22-meituan-alibaba-investment"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("盲盒", {BLIND, TRUST}),
        ("盒", {BLIND, TRUST}),
        ("张钦昱", {OPEN_DAY}),
        ("張欽昱", {OPEN_DAY}),
        ("R3+", {COMPLAINTS}),
        ("88VIP", {INVESTMENT}),
        ("８８ｖｉｐ", {INVESTMENT}),
        ("46.15%", {COMPLAINTS}),
        ("4000 ", {BLIND, TRUST}),
        ("4,000 ", {BLIND, TRUST}),
        ("165亿元", {OPEN_DAY, GOODS}),
        ("65亿", {OPEN_DAY}),
        ("56万件", {BRIDGE, GOODS, OPEN_DAY}),
        ("source:36氪", {EXPRESS, INDUCEMENT}),
        ("36氪", {EXPRESS, INDUCEMENT}),
        ("title:盲盒", {BLIND, TRUST}),
        ("before:2025-08", {ROOMS, INVESTMENT}),
        ("after:2025-08-22", {OPEN_DAY, BRIDGE, GOODS}),
        ("published:>2025-08-22", {BRIDGE, GOODS}),
        ("published:2025-07..2025-08-08", {ROOMS, INVESTMENT, TRUST}),
        ("盲盒 -Trust", {BLIND}),
        ("R3+ OR 88VIP", {COMPLAINTS, INVESTMENT}),
        ("topic:blind-boxes", {BLIND, TRUST}),
        ("主题:物流 OR 88VIP", {EXPRESS, INVESTMENT}),
        ("lang:zh", {BRIDGE, GOODS, OPEN_DAY}),
        ("“Trust Center”", {TRUST}),
        ("zzzz", set()),
    ],
)
def test_what_is_found(corpus: Index, typed: str, found: set[str]) -> None:
    page = corpus.search(typed)
    assert set(names(page)) == found
    assert page.total == page.total_in_all_topics == len(found)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("快递", EXPRESS),
        ("架桥", BRIDGE),
        ("揭竿而起", COMPLAINTS),
        ("主播 商家", ROOMS),
        ("refund", COMPLAINTS),
        ("meituan", INVESTMENT),
        ("憋单", INDUCEMENT),
        ("transparency", BLIND),
        ("九大扶商政策", OPEN_DAY),
    ],
)
def test_the_best_comes_first(corpus: Index, typed: str, first: str) -> None:
    assert names(corpus.search(typed))[0] == first


def test_an_empty_query_lists_everything_newest_first(corpus: Index) -> None:
    page = corpus.search("")
    published = [hit.published for hit in page.hits]
    assert page.total == 10
    assert published == sorted(published, reverse=True)
    assert page.topic_counts["governance"] == 6


def test_counts_stand_at_every_topic_and_stay_when_one_is_chosen(corpus: Index) -> None:
    everywhere = corpus.search("商家")
    chosen = corpus.search("商家", topic="governance")
    assert everywhere.topic_counts == chosen.topic_counts
    assert chosen.total_in_all_topics == everywhere.total
    assert chosen.total == chosen.topic_counts["governance"] == len(chosen.hits) < everywhere.total
    assert set(names(chosen)) < set(names(everywhere))


def test_a_topic_includes_the_topics_below_it(library: Make) -> None:
    root = library({"a/b/c.md": "x", "a/d.md": "x", "e.md": "---\ntopics: [a/b]\n---\nx"})
    with built(root) as index:
        page = index.search("x", topic="a")
        assert page.total == 3
        assert page.topic_counts == {"a": 3, "a/b": 2}
        assert index.search("x", topic="a/b").total == 2
        assert index.search("x", topic="gone").total == 0


def test_a_hit_tells_what_a_list_shows(corpus: Index) -> None:
    hit = corpus.search("盲盒 36氪 OR 盲盒").hits[0]
    assert hit.title == "抖音电商治理严打盲盒违规营销"
    assert [hit.title[m.start : m.end] for m in hit.title_matches] == ["盲盒"]
    assert hit.source == "搜狐财经 (Sou Hu Cai Jing)"
    assert hit.published == "2025-08-11 20:41"
    assert hit.lang == "en"
    assert hit.topics[0] == "governance"
    assert hit.score > 0
    assert {hit.snippet.text[m.start : m.end] for m in hit.snippet.matches} == {"盲盒"}
    source = corpus.search("36氪").hits[0]
    assert [source.source[m.start : m.end] for m in source.source_matches] == ["36氪"]


def test_what_the_markup_hides_is_found_and_shown(library: Make) -> None:
    root = library({"a.md": "see [the report](https://example.org/annual-figures)"})
    with built(root) as index:
        hit = index.search("annual-figures").hits[0]
        match = hit.snippet.matches[0]
        assert hit.snippet.text[match.start : match.end] == "annual-figures"


def test_titles_come_before_headings_and_headings_before_text(library: Make) -> None:
    filler = "word " * 40
    root = library({
        "text.md": f"---\ntitle: one\n---\n{filler} target {filler}",
        "heading.md": f"---\ntitle: two\n---\n## target\n{filler} {filler}",
        "title.md": f"---\ntitle: target\n---\n{filler} {filler}",
        **{f"other{n}.md": filler for n in range(9)},
    })  # fmt: skip
    with built(root) as index:
        assert names(index.search("target")) == ["title", "heading", "text"]


def test_whole_words_come_before_prefixes_and_newer_before_older(library: Make) -> None:
    root = library({
        "longer.md": "the carton stands", "word.md": "the cart stands",
        "2024-01-01.md": "a same text", "2025-01-01.md": "a same text",
        **{f"other{n}.md": "nothing of that" for n in range(9)},
    })  # fmt: skip
    with built(root) as index:
        assert names(index.search("cart")) == ["word", "longer"]
        assert names(index.search("same")) == ["2025-01-01", "2024-01-01"]


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["", "x", "x -y", "topic:t"])
def test_pages_follow_each_other_without_gap_or_double(
    library: Make, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    files = {f"t/{n:02}.md": f"---\ntitle: {'x' if n % 3 else 'z'} {n}\n---\nx" for n in range(40)}
    with built(library(files)) as index:
        for most in (3_000, 10):  # ranked, and too many to be ranked
            monkeypatch.setattr(ranking, "MAX_RANKED", most)
            pages = [index.search(typed, limit=7, offset=start) for start in range(0, 49, 7)]
            seen = [hit.id for page in pages for hit in page.hits]
            assert len(seen) == len(set(seen)) == pages[0].total == 40
            assert seen == [hit.id for hit in index.search(typed, limit=100).hits]


def test_where_too_many_match_those_with_it_in_the_title_come_first(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "MAX_RANKED", 2)
    root = library({
        "2025-01-03.md": "---\ntitle: other\n---\nx", "2025-01-01.md": "---\ntitle: x\n---\n",
        "2025-01-02.md": "---\ntitle: other\n---\nx",
    })  # fmt: skip
    with built(root) as index:
        assert names(index.search("x")) == ["2025-01-01", "2025-01-03", "2025-01-02"]


def test_an_article_is_found_by_its_other_names_and_its_address(library: Make) -> None:
    header = "---\naliases: [Live shopping, 直播带货]\nurl: https://example.org/page\n---\n"
    with built(library({"a.md": f"{header}text", "b.md": "other"})) as index:
        for query in ("live shopping", "带货", "example.org"):
            assert names(index.search(query)) == ["a"], query
        assert index.search("title:带货").total == 0


LINE = "nothing to see here, and so on and on\n\n"


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("alpha", ["alpha"]),  # at the start, though there are more below
        ("gamma", ["Gamma"]),  # at the end alone
        ("alpha beta", ["Alpha", "beta", "Alpha"]),  # together at the end, apart at the start
        ("alpha gamma", ["Alpha", "Alpha", "Gamma"]),  # apart wherever they are
        ("title:long", []),
    ],
)
def test_of_a_long_text_the_first_place_with_all_terms_is_shown(
    library: Make, typed: str, marked: list[str]
) -> None:
    start = f"alpha\n\n{LINE * 20}beta\n\n"
    end = "Alpha beta. Alpha.\n\n" + LINE * 20 + "Gamma\n"
    folder = library({"a.md": "# Long\n\n" + start + LINE * 500 + end})
    with built(folder) as index:
        (hit,) = index.search(typed).hits
    shown = hit.snippet
    assert [shown.text[m.start : m.end] for m in shown.matches] == marked


def test_matches_behind_the_start_of_a_long_text_are_not_looked_for_in_vain(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def reading(text: str) -> SearchableText:
        read.append(len(text))
        return SearchableText(text)

    monkeypatch.setattr(searcher, "_cached_body", reading)
    with built(library({"a.md": "# Long\n\nalpha\n\n" + LINE * 500})) as index:
        index.search("alpha")
        assert len(read) == 1
        assert read[0] <= searcher._HEAD
        index.search("")
        index.search("title:long")
        assert len(read) == 1
