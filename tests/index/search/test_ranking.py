"""What comes first: of the shipped knowledge base, as its reader would say, and by rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from kbviewer import paths
from kbviewer.index.index import Index
from kbviewer.index.search import ranking
from kbviewer.index.search.ranking import Ranker
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
    files = {  # of one topic, since a name more makes an article longer
        name: article("one", "a same text", f"{time}\ntopics: [z]") for name, time in SAME.items()
    }
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


# --- one of two

LONG = "This stands between them, and so does that. 这些话在它们之间。"
BETTER_AND_WORSE = {
    # In a title, in headings, in a text, in what is hidden.
    "title": ("kiosk", ("Kiosk", LONG), ("Notes", "A kiosk. " * 20)),
    "title of a long article": ("lantern", ("Lantern", LONG * 30), ("Notes", "lantern " * 9)),
    "Chinese title": ("仓库", ("仓库", LONG * 9), ("札记", "仓库很多。" * 20)),
    "Chinese title, one character": ("鲸", ("鲸", LONG * 9), ("札记", "鲸很大。" * 9)),
    "title of two scripts": ("AI眼镜", ("谈AI眼镜", LONG * 9), ("札记", "AI眼镜。" * 9)),
    "heading": ("saffron", ("Notes", f"## Saffron\n\n{LONG}"), ("Notes", "saffron. " * 9)),
    "Chinese heading": ("茶叶", ("札记", f"## 茶叶\n\n{LONG}"), ("札记", "茶叶好。" * 9)),
    "title and heading": ("marble", ("Marble", LONG), ("Notes", f"# Marble\n\n{LONG}")),
    "text and address": ("cobalt", ("Notes", "some cobalt"), ("Notes", "[x](http://cobalt.cn/)")),
    "title in quotation marks": ('"olive oil"', ("Olive oil", LONG), ("Notes", "olive oil. " * 9)),
    "title, either of two": (
        "walrus OR ostrich ", ("Walrus", LONG), ("Notes", "an ostrich " * 5)),
    "both in the title": ("tulip garden", ("Garden of a tulip", LONG), ("Tulip", "A garden")),
    # As typed, and its inflections.
    "text": ("vendor ", ("Notes", f"a vendor. {LONG}"), ("Notes", "vendors " * 5)),
    "text, one of many": ("ferment ", ("Notes", LONG + "ferment"), ("Notes", "fermented " * 9)),
    "title as typed": ("harvest ", ("Harvest", LONG), ("Harvesting", "Harvested")),
    "plural typed": ("parcels ", ("Notes", "parcels"), ("Notes", "a parcel, the parcel")),
    "typed twice": ("dumpling ", ("Notes", "dumpling, dumpling"), ("Notes", "dumpling, dumplings")),
    "both as typed": (
        "tax filing ", ("Notes", "tax, and a filing"), ("Notes", "tax, and it files")),
    "one as typed": (
        "bakery loan ", ("Notes", f"bakery {LONG} loans"), ("Notes", f"bakeries {LONG} loans")),
    "title as typed, side by side": (
        "coupon scheme", ("Coupon scheme", LONG), ("Weekly", "Coupons in schemes")),
    "unfinished, other ending": ("engine", ("Notes", "engine"), ("Notes", "engined engines")),
    "in a title only": ("title:ticket ", ("A ticket", LONG), ("Tickets", LONG)),
    "as typed, in headings": (
        "violin ", ("Notes", f"# Violin\n\n{LONG}"), ("Notes", f"# Violins\n\n{LONG}")),
    # Side by side, and apart.
    "side by side": (
        "paper tiger", ("Notes", f"{LONG} a paper tiger {LONG}"), ("Notes", "tiger of paper")),
    "in order": ("glass ceiling", ("Notes", "glass ceiling"), ("Notes", "ceiling glass")),
    "in one clause": ("amber alert", ("Notes", "amber alert"), ("Notes", "amber, alert")),
    "in one block": ("cedar chest", ("Notes", "cedar chest"), ("Notes", "cedar\n\nchest")),
    "side by side once": (
        "copper wire", ("Notes", f"copper wire {LONG}"), ("Notes", "wire, copper; " * 4)),
    "side by side, both in titles": ("silk road", ("Silk road", LONG), ("Road of silk", LONG)),
    "three side by side": (
        "blue whale song ", ("Notes", "blue whale song"), ("Notes", "blue whale, a song")),
    "three, two side by side": (
        "open water swim ", ("Notes", f"open water {LONG} swim"), ("Notes", "swim water open")),
    "unfinished": ("night mark", ("Notes", "a night market"), ("Notes", "a market at night")),
    "starred": ("fruit bas*", ("Notes", "a fruit basket"), ("Notes", "a basket of fruit")),
    "across a hyphen": ("steam boat", ("Notes", "a steam-boat"), ("Notes", "a boat with steam")),
    "across a word's emphasis": ("hot pot", ("Notes", "a **hot** pot"), ("Notes", "a pot so hot")),
    "Chinese": ("春节 晚会", ("札记", f"{LONG}看春节晚会。{LONG}"), ("札记", "晚会在春节。")),
    "Chinese in order": ("苹果 手机", ("札记", "苹果手机"), ("札记", "手机苹果")),
    "Chinese in one clause": ("桂花 糕点", ("札记", "桂花糕点"), ("札记", "桂花，糕点")),
    "Chinese, side by side once": (
        "竹子 雕刻", ("札记", f"竹子雕刻。{LONG}"), ("札记", "竹子的雕刻，竹子的雕刻")),
    "Chinese in titles": ("丝绸 之路", ("丝绸之路", LONG), ("之路：丝绸", LONG)),
    "Chinese, one character each": ("鹿 茸", ("札记", "鹿茸"), ("札记", "茸毛的鹿")),
    "Chinese, three": ("海运 集装 箱价", ("札记", "海运集装箱价"), ("札记", "箱价。集装的海运")),
    "Chinese and Latin": ("玩具 sale", ("札记", "玩具sale"), ("札记", "sale 的玩具")),
    "Latin and Chinese": ("robot 餐厅", ("札记", "robot餐厅"), ("札记", "餐厅的 robot")),
    "with a space between": ("drone 快送", ("札记", "drone 快送"), ("札记", "快送drone")),
    "digits and Chinese": ("618 狂欢", ("札记", "618狂欢"), ("札记", "狂欢在618")),
    "phrase and word": (
        '"iron ore" price', ("Notes", "iron ore price"), ("Notes", "price of iron ore")),
    "in a title only, side by side": (
        "title:velvet title:rope", ("The velvet rope", LONG), ("Rope, velvet", LONG)),
    "one of two pairs": (
        "(sand castle) OR (snow castle)", ("Notes", "snow castle"), ("Notes", "castle, snow")),
    "before what is excluded": (
        "ice rink -zamboni", ("Notes", f"{LONG} ice rink"), ("Notes", "rink of ice")),
    # Whole words, and words that begin so.
    "whole word": ("pear", ("Notes", f"pear {LONG}"), ("Notes", "pearl, pearls")),
    "whole word, starred": ("cat*", ("Notes", f"cat {LONG}"), ("Notes", "catalogue")),
    "whole word in a title": ("plan", ("Plan", LONG), ("Planet", "planets")),
    "whole word in a heading": ("bat", ("Notes", "# Bat\n\na"), ("Notes", "# Bath\n\na")),
    "whole second word": ("bronze bell", ("Notes", "a bronze bell"), ("Notes", "a bronze belly")),
    "whole word with digits": ("b2b", ("Notes", "b2b"), ("Notes", "b2bx")),
    "whole number": ("7351", ("Notes", f"7351 {LONG}"), ("Notes", "73510")),
    "whole word in a title only": ("title:dock", ("Dock", LONG), ("Docket", LONG)),
    "whole last word of a phrase": ('"gold bar', ("Notes", "a gold bar"), ("Notes", "gold barrel")),
    "phrase half typed": (
        '"crane s', ("Notes", "crane sky, crane, crane"), ("Notes", "crane sky; a hut, a dune")),
    "phrase of two scripts half typed": (
        "唱片se", ("札记", "唱片set。唱片。唱片。"), ("札记", "唱片set。茶杯。茶壶。")),
    # Fields.
    "source before text": (
        "gazette", ("Notes", LONG, "source: Gazette"), ("Notes", "gazette", "source: x")),
    "in a source only": (
        "source:herald", ("Notes", LONG, "source: Herald"), ("Notes", "x", "source: Heralds")),
    "in a source, side by side": (
        "source:daily source:comet",
        ("Notes", LONG, "source: Daily Comet"), ("Notes", LONG, "source: Comet daily")),
}  # fmt: skip
"""By its reason: what is typed, the article that comes first, and the one behind it, each a title,
a text and perhaps a line of the header. The second is the newer one."""


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """One library of all of ``BETTER_AND_WORSE``."""
    folder = tmp_path_factory.mktemp("pairs")
    for number, (_, *both) in enumerate(BETTER_AND_WORSE.values()):
        for name, day, (title, text, *header) in zip(("better", "worse"), "12", both, strict=True):
            lines = "\n".join((f"title: {title}", f"published: 2025-08-0{day}", *header))
            file = folder / f"{number:02}-{name}.md"
            file.write_text(f"---\n{lines}\n---\n{text}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KBVIEWER_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        with built(folder) as index:
            yield index


@pytest.mark.parametrize("reason", BETTER_AND_WORSE)
def test_the_better_one_of_two_comes_first(pairs: Index, reason: str) -> None:
    number = list(BETTER_AND_WORSE).index(reason)
    typed = BETTER_AND_WORSE[reason][0]
    assert names(pairs.search(typed)) == [f"{number:02}-better", f"{number:02}-worse"]


@pytest.mark.parametrize(
    "reason",
    [
        "title", "Chinese title, one character", "both in the title", "title as typed",
        "in a title only", "side by side, both in titles", "Chinese in titles",
        "in a title only, side by side", "side by side", "in order", "three side by side",
        "unfinished", "starred", "Chinese", "Chinese and Latin", "whole word in a title",
    ],
)  # fmt: skip
def test_of_more_articles_than_are_ranked_the_better_one_comes_first(
    pairs: Index, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    monkeypatch.setattr(ranking, "MAX_RANKED", 1)
    test_the_better_one_of_two_comes_first(pairs, reason)


@pytest.mark.parametrize(
    "reason", ["title", "Chinese title", "both in the title", "side by side, both in titles"]
)
def test_what_is_too_common_to_be_ranked_counts_in_titles(
    pairs: Index, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    monkeypatch.setattr(ranking, "MAX_POSTINGS", 0)
    test_the_better_one_of_two_comes_first(pairs, reason)


@pytest.mark.parametrize("query", ['"steam b', '"steam bo', "蒸汽bo", '"蒸汽b'])
def test_a_half_typed_word_of_a_phrase_is_not_ranked(
    library: Make, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    ranked: list[str] = []
    bm25 = Ranker._bm25

    def spy(
        ranker: Ranker, expressions: Sequence[ranking._Expression], doc_ids: str
    ) -> list[tuple[int, float]]:
        ranked.extend(one.fts for one in expressions)
        return bm25(ranker, expressions, doc_ids)

    monkeypatch.setattr(Ranker, "_bm25", spy)
    with built(library({"a.md": "a steam boat and 蒸汽boat", "b.md": "x"})) as index:
        assert names(index.search(query)) == ["a"]
        assert ranked
        assert not any(expression.endswith("*") for expression in ranked)


@pytest.mark.parametrize("query", ["tag:live tag:sale", "file:price file:war", "topic:a topic:b"])
def test_filters_that_are_neighbours_are_no_phrase(query: str, library: Make) -> None:
    root = library({"price-war.md": "---\ntags: [live, sale]\ntopics: [a, b]\n---\ntext"})
    with built(root) as index:
        assert names(index.search(f"text {query}")) == ["price-war"]
