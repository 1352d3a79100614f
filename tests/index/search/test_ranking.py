"""What comes first: of the shipped knowledge base, as its reader would say, and by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kbviewer import paths
from kbviewer.index.index import Index
from kbviewer.index.search import ranking
from kbviewer.query.ast import Order
from tests.index.searching import built, names

Make = Callable[[dict[str, str]], Path]

INVESTMENT = "2025-07-22-meituan-alibaba-investment"
ROOMS = "2025-07-28-quality-live-rooms"
TRUST = "2025-08-08-safety-and-trust-center"
COMPLAINTS = "2025-08-09-merchant-complaints-july"
BLIND = "2025-08-11-blind-box-marketing"
INDUCEMENT = "2025-08-11-inducement-interactions"
EXPRESS = "2025-08-14-my-express-test"
OPEN_DAY = "2025-08-22-service-experience-open-day"
GOODS = "2025-08-24-substandard-goods-intercepted"
BRIDGE = "2025-08-25-service-upgrade-bridge"

EXPECTED = {
    INVESTMENT: [
        "反内卷", "内卷", "阿里巴巴", "美团", "投资价值", "meituan", "Pinduoduo", "valuation",
        "88VIP", "50 billion", "GMV", "overseas", "88VIP 美团", "Douyin Alibaba",
        "anti-involution", "title:美团", "source:电话会议",
    ],
    ROOMS: [
        "主播", "优质直播间", "優質直播間", "中网联", "122", "291", "74,295", "120%",
        "4.5 trillion", "主播 商家", "niche", "来源:环球网", "before:2025-08", "中小主播 growth",
    ],
    TRUST: [
        "安全与信任中心", "信任", "Trust Center", "zero-tolerance", "repacked",
        "Safety Trust 盲盒", "盲盒 source:证券时报", "title:直播间",
    ],
    COMPLAINTS: [
        "商家", "揭竿而起", "refund", "merchant complaints", "fishing rod", "46.15%", "24.22%",
        "R3+",
        "3C", "300 yuan", "2016", "merchant refund Guangdong", "malicious refund", "title:商家",
        "shoes", "merchant 搜狐",
    ],
    BLIND: [
        "盲盒", "违规营销", "minors", "transparency", "algorithm", "crackdown", "4,000",
        "盲盒 minors", "抖音电商 盲盒", "title:盲盒", "topic:blind-boxes", "盲盒 -信任",
        "lotteries", "price deception", "warnings",
    ],
    INDUCEMENT: [
        "憋单", "关注", "下单", "inducement", "shipping", "36氪 憋单", "comment", "return policy",
        "published:2025-08-11", "commentors", "engagement", "live-streaming hosts",
    ],
    EXPRESS: [
        "快递", "打车", "支付", "courier", "parcel", "ride-hailing", "Jitu", "douyin logistics",
        "36氪 快递", "My Express 快递", "source:36氪", "topic:logistics", "标题:快递",
        "repurchase",
    ],
    OPEN_DAY: [
        "虚拟第三空间", "张钦昱", "張欽昱", "叶金燕", "中国政法大学", "商品卡免佣", "扶商政策",
        "商家满意度", "运费险", "重点治理专项", "90频次", "65亿", "24亿", "source:财经网",
        "用户体验", "考核",
    ],
    GOODS: [
        "劣质商品", "违规达人", "达人", "56万件", "28万个", "2万名", "抖音电商 劣质商品",
        "source:证券时报网", "虚假营销", "title:拦截",
    ],
    BRIDGE: [
        "架桥", "兴趣电商", "卖完即止", "劣币驱逐良币", "好商品", "消费者", "商家 消费者",
        "21世纪经济报道", "lang:zh", "after:2025-08-22", "全链路",
    ],
}  # fmt: skip
"""For each article the queries to which a reader of all ten would hand it out first."""

DISPUTED = [
    ("直播间", ROOMS),  # title and text against title alone, in a shorter article
]
"""Where BM25 and a reader differ."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The shipped knowledge base, its index up to date."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KBVIEWER_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        with built(paths.corpus()) as index:
            yield index


@pytest.mark.parametrize(
    ("typed", "first"), [(typed, first) for first, several in EXPECTED.items() for typed in several]
)
def test_the_article_that_a_reader_would_hand_out_comes_first(
    corpus: Index, typed: str, first: str
) -> None:
    assert names(corpus.search(typed))[0] == first


@pytest.mark.parametrize(("typed", "first"), DISPUTED)
@pytest.mark.xfail(reason="BM25 counts mentions and length")
def test_the_article_that_a_reader_would_prefer_comes_first(
    corpus: Index, typed: str, first: str
) -> None:
    assert names(corpus.search(typed))[0] == first


# --- by rule

FILLER = "some words of no account 与此无关的话 " * 12
OTHERS = {f"other{number}.md": FILLER for number in range(12)}


def article(title: str, text: str, published: str = "") -> str:
    return f"---\ntitle: {title}\npublished: {published}\n---\n{text}\n"


@pytest.mark.slow
@pytest.mark.parametrize("word", ["target", "目标", "目", "双11", "4,000", "C++", "e-commerce"])
def test_a_title_comes_before_headings_and_headings_before_text(library: Make, word: str) -> None:
    files = {
        "text.md": article("one", f"{FILLER} {word}, again {word}.\n\n{FILLER}", "2025-03"),
        "heading.md": article("two", f"## of {word} now\n\n{FILLER}", "2025-02"),
        "title.md": article(f"of {word} now", f"{FILLER}\n\n{FILLER}", "2025-01"),
    }
    with built(library(OTHERS | files)) as index:
        for typed in (word, f'"{word}"', f"{word} "):
            assert names(index.search(typed)) == ["title", "heading", "text"], typed


@pytest.mark.parametrize("template", ["{} x", "text {} x", "title {} x"])
def test_a_whole_word_comes_before_a_prefix(library: Make, template: str) -> None:
    def written(word: str) -> str:
        if template.startswith("title"):
            return article(template.format(word), FILLER)
        return article("one", FILLER + template.format(word))

    files = {"word.md": written("cart"), "longer.md": written("carton")}
    with built(library(OTHERS | files)) as index:
        for typed in ("cart", "cart*"):
            assert names(index.search(typed)) == ["word", "longer"]
        assert names(index.search("cart ")) == ["word"]


def test_more_of_the_terms_in_the_title_come_first(library: Make) -> None:
    files = {
        "both.md": article("盲盒 refund", FILLER),
        "one.md": article("盲盒 of all", f"{FILLER} refund"),
        "none.md": article("of all", f"refund {FILLER} 盲盒"),
    }
    with built(library(OTHERS | files)) as index:
        assert names(index.search("refund 盲盒")) == ["both", "one", "none"]


SAME = {
    "b.md": "2025-08-11", "a.md": "2025-08-11", "d.md": "2025-08-11 09:00", "c.md": "2025-07",
    "z/a.md": "2025-08-11", "e.md": "", "0.md": "",
}  # fmt: skip
"""Articles of one text, with their times."""
NEWEST_FIRST = ["d.md", "a.md", "b.md", "z/a.md", "c.md", "0.md", "e.md"]
OLDEST_FIRST = ["c.md", "a.md", "b.md", "z/a.md", "d.md", "0.md", "e.md"]


@pytest.mark.slow
@pytest.mark.parametrize("most", [3_000, 2])
@pytest.mark.parametrize("typed", ["same", "same OR nothing", "text:x OR same -zzz", ""])
def test_equals_are_sorted_by_time_then_path(
    library: Make, monkeypatch: pytest.MonkeyPatch, typed: str, most: int
) -> None:
    monkeypatch.setattr(ranking, "MAX_RANKED", most)
    files = {name: article("one", "a same text", time) for name, time in SAME.items()}
    with built(library(files)) as index:

        def sorted_by(order: Order) -> list[str]:
            return [hit.id for hit in index.search(typed, order=order).hits]

        assert sorted_by(Order.RELEVANCE) == NEWEST_FIRST
        assert sorted_by(Order.NEWEST) == NEWEST_FIRST
        assert sorted_by(Order.OLDEST) == OLDEST_FIRST


def varied(number: int) -> str:
    """An article with the word in its title, a heading, its text, or only as a prefix."""
    word = "target 目标" if number % 5 else "targets 目标们"
    title = f"{number} {word}" if number % 3 == 0 else f"{number}"
    head = f"## {word}\n\n" if number % 4 == 0 else ""
    text = f"{word} " * (number % 6 + 1) + "word " * (number % 7)
    published = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}" if number % 8 else ""
    return article(title, f"{head}{text}\n\nof {number}", published)


@pytest.mark.slow
@pytest.mark.parametrize("most", [3_000, 20, 1])
@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("topic", ["", "t"])
def test_pages_join_into_the_whole_without_gap_or_double(
    library: Make, monkeypatch: pytest.MonkeyPatch, order: Order, most: int, topic: str
) -> None:
    monkeypatch.setattr(ranking, "MAX_RANKED", most)
    files = {f"{'t/' * (n % 2)}{n:02}.md": varied(n) for n in range(60)}
    with built(library(files)) as index:
        for typed in ("target", "目标", "title:target", "target -title:3", "target OR 2025", ""):
            whole = index.search(typed, order=order, topic=topic, limit=1_000)
            ids = [hit.id for hit in whole.hits]
            assert len(ids) == len(set(ids)) == whole.total > 0
            for size in (1, 7, 59):
                pages = [
                    index.search(typed, order=order, topic=topic, limit=size, offset=start)
                    for start in range(0, len(ids) + size, size)
                ]
                assert [hit.id for page in pages for hit in page.hits] == ids
                assert {page.total for page in pages} == {len(ids)}


@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
def test_an_order_by_time_is_that_of_the_times(library: Make, order: Order) -> None:
    files = {f"{n:02}.md": varied(n) for n in range(60)}
    with built(library(files)) as index:
        hits = index.search("target", order=order, limit=100).hits
        keys = [(hit.published, hit.id) for hit in hits]
        known = [key for key in keys if key[0]]
        assert keys == known + sorted(set(keys) - set(known))  # those without a date come last
        assert [time for time, _ in known] == sorted(
            (time for time, _ in known), reverse=order is Order.NEWEST
        )
        assert len(keys) == 60
