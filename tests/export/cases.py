"""Forty articles as people keep them, each with its entry in GB/T 7714—2025, made by the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kbviewer.export.items import Item
from kbviewer.export.reference import Reference, reference_of
from kbviewer.library.article import Article

TODAY = date(2026, 11, 27)
_URL = "https://e.org/a"


@dataclass(frozen=True)
class Case:
    """An article's header, and its entry without a number."""

    gbt: str
    title: str
    source: str = ""
    author: str = ""
    published: str = ""
    lang: str = "zh"
    url: str = ""
    id: str = ""
    snippet: str = ""


def article_of(case: Case, number: int = 0) -> Article:
    return Article(
        id=case.id or f"topic/2025-08-{number:02}-item.md", title=case.title, source=case.source,
        published=case.published, lang=case.lang, topics=("topic", "topic/part"), url=case.url,
        text="", author=case.author,
    )  # fmt: skip


CASES = (
    Case(
        "证券时报网. 抖音电商：今年以来已拦截劣质商品56万件[EB/OL].（2025-08-24）[2026-11-27]. https://e.org/a.",
        "抖音电商：今年以来已拦截劣质商品56万件",
        "证券时报网 (Zheng Quan Shi Bao Wang)",
        "",
        "2025-08-24 14:12",
        "zh",
        _URL,
        snippet="治理与扶商，抖音电商同时报出了两本账。",
    ),
    Case(
        "36氪. 抖音测试“快递”服务,入口与支付并列[EB/OL].（2025-08-14）[2026-11-27].",
        "抖音测试“快递”服务,入口与支付并列",
        "36氪 (3 6 Ke)",
        "",
        "2025-08-14 01:05",
        "en",
        snippet='Douyin is testing "My Express".',
    ),
    Case(
        "抖音升级电商服务[N]. 21世纪经济报道，2025-08-25.",
        "抖音升级电商服务",
        "21世纪经济报道 (2 1 Shi Ji Jing Ji Bao Dao)",
        "",
        "2025-08-25 12:01",
    ),
    Case(
        "张三. 直播电商的下一站[N/OL]. 人民日报，2025-08-01. https://paper.example/1.",
        "直播电商的下一站",
        "人民日报",
        "张三",
        "2025-08-01",
        "zh",
        "https://paper.example/1",
    ),
    Case(
        "张三，李四. 两人合写[EB/OL].（2025-07-01）[2026-11-27]. https://e.org/a.",
        "两人合写",
        "澎湃新闻",
        "张三；李四",
        "2025-07-01",
        "zh",
        _URL,
    ),
    Case(
        "张三，李四，王五. 三人合写[EB/OL].（2025-07）[2026-11-27]. https://e.org/a.",
        "三人合写",
        "澎湃新闻",
        "张三、李四、王五",
        "2025-07",
        "zh",
        _URL,
    ),
    Case(
        "张三，李四，王五，等. 四人合写[EB/OL].（2025）[2026-11-27]. https://e.org/a.",
        "四人合写",
        "澎湃新闻",
        "张三, 李四, 王五, 赵六",
        "2025",
        "zh",
        _URL,
    ),
    Case("没有来源，没有日期[EB/OL]. [2026-11-27].", "没有来源，没有日期"),
    Case(
        "没有来源[EB/OL].（2024-02-29）[2026-11-27]. https://e.org/a.",
        "没有来源",
        "",
        "",
        "2024-02-29",
        "zh",
        _URL,
    ),
    Case(
        "环球网. 没有日期[EB/OL]. [2026-11-27]. https://e.org/a.",
        "没有日期",
        "环球网",
        "",
        "",
        "zh",
        _URL,
    ),
    Case(
        "张三. 有作者，没有网址[EB/OL].（2025-08-24）[2026-11-27]. 财经网.",
        "有作者，没有网址",
        "财经网 (Cai Jing Wang)",
        "张三",
        "2025-08-24",
    ),
    Case(
        "张三. 来源就是作者[EB/OL].（2025-08-24）[2026-11-27].",
        "来源就是作者",
        "张三",
        "张三",
        "2025-08-24",
    ),
    Case(
        "《西游记》词汇研究[EB/OL].（2025-01-05）[2026-11-27].",
        "《西游记》词汇研究",
        "",
        "",
        "2025-01-05",
    ),
    Case(
        "平台怎么了？[EB/OL].（2025-01-05）[2026-11-27].",
        "平台怎么了？",
        "",
        "",
        "2025-01-05",
    ),
    Case(
        "搜狐财经. “揭竿而起” ,抖音商家怒了![EB/OL].（2025-08-09）[2026-11-27].",
        "“揭竿而起” ,抖音商家怒了!",
        "搜狐财经 (Sou Hu Cai Jing)",
        "",
        "2025-08-09 15:04",
        "en",
    ),
    Case(
        "电话会议纪要 (Conference Call Notes). 反内卷[EB/OL].（2025-07-22）[2026-11-27].",
        "反内卷",
        "电话会议纪要 (Conference Call Notes)",
        "",
        "2025-07-22 14:36",
        "en",
    ),
    Case(
        "Smith J A. The state of e-commerce: a review[EB/OL].（2025-08-24）[2026-11-27]. https://e.org/a.",
        "The state of e-commerce: a review",
        "Example Site",
        "John Adam Smith",
        "2025-08-24",
        "en",
        _URL,
        snippet="Sales rose by 46.15% in the U.S. last year.",
    ),
    Case(
        "Smith J，Doe J. Two wrote this[EB/OL].（2025-08）[2026-11-27]. https://e.org/a.",
        "Two wrote this",
        "Example Site",
        "John Smith and Jane Doe",
        "2025-08",
        "en",
        _URL,
    ),
    Case(
        "Smith J，Doe J，World Bank. Three wrote this[EB/OL].（2025-08-24）[2026-11-27]. https://e.org/a.",
        "Three wrote this",
        "Example Site",
        "John Smith; Jane Doe; World Bank",
        "2025-08-24",
        "en",
        _URL,
    ),
    Case(
        "Smith J，Doe J，Roe R，et al. Four wrote this[EB/OL].（2025-08-24）[2026-11-27]. https://e.org/a.",
        "Four wrote this",
        "Example Site",
        "Smith, John; Doe, Jane; Roe, Richard; Poe, Edgar",
        "2025-08-24",
        "en",
        _URL,
    ),
    Case(
        "Godard J-L. Cinema and trade[EB/OL].（2025-08-24）[2026-11-27]. https://e.org/a.",
        "Cinema and trade",
        "Example Site",
        "Jean-Luc Godard",
        "2025-08-24",
        "en",
        _URL,
    ),
    Case(
        "King M L Jr. On markets[EB/OL].（2025-08-24）[2026-11-27]. https://e.org/a.",
        "On markets",
        "Example Site",
        "Martin Luther King Jr.",
        "2025-08-24",
        "en",
        _URL,
    ),
    Case(
        "van Gogh V. On colours[EB/OL].（2025-08-24）[2026-11-27]. https://e.org/a.",
        "On colours",
        "Example Site",
        "Vincent van Gogh",
        "2025-08-24",
        "en",
        _URL,
    ),
    Case(
        "Zhang Wei. On platforms[EB/OL].（2025-08-24）[2026-11-27]. https://e.org/a.",
        "On platforms",
        "Example Site",
        "Zhang Wei",
        "2025-08-24",
        "en",
        _URL,
    ),
    Case(
        "Doe J. Merchants complain[N/OL]. The New York Times，2025-08-09. https://e.org/a.",
        "Merchants complain",
        "The New York Times",
        "Jane Doe",
        "2025-08-09",
        "en",
        _URL,
    ),
    Case(
        "An unsigned article[N]. Financial Times，2025-08.",
        "An unsigned article",
        "Financial Times",
        "",
        "2025-08",
        "en",
    ),
    Case(
        "An undated article[N]. The Guardian.", "An undated article", "The Guardian", "", "", "en"
    ),
    Case(
        "Example Site. What is this?[EB/OL]. [2026-11-27].",
        "What is this?",
        "Example Site",
        "",
        "",
        "en",
    ),
    Case("Nothing is known[EB/OL]. [2026-11-27].", "Nothing is known", lang="en"),
    Case(
        "Acme Inc. Prices & {braces} cost $5_000 ~ 100% #1 ^ C:\\temp[EB/OL].（2025-08-24）"
        "[2026-11-27]. https://e.org/a_b?q=1&r=%7E#top.",
        "Prices & {braces} cost $5_000 ~ 100% #1 ^ C:\\temp",
        "Acme Inc.",
        "",
        "2025-08-24",
        "en",
        "https://e.org/a_b?q=1&r=%7E#top",
        snippet="{ one brace, $ and 5 % and \\ too",
    ),
    Case(
        'Acme Inc. An open { brace and a "quotation"[EB/OL].（2025-08-24）[2026-11-27].',
        'An open { brace and a "quotation"',
        "Acme Inc.",
        "",
        "2025-08-24",
        "en",
    ),
    Case(
        '=HYPERLINK("http://evil.example";"x")[EB/OL]. [2026-11-27].',
        '=HYPERLINK("http://evil.example";"x")',
        lang="en",
        snippet="=1+1",
        id="=2.md",
    ),
    Case("+1 是电话[EB/OL]. [2026-11-27].", "+1 是电话", id="topic/电话.md"),
    Case("-1 是负数[EB/OL]. [2026-11-27].", "-1 是负数", id="other/电话.md"),
    Case("@all please read[EB/OL]. [2026-11-27].", "@all please read", lang="en"),
    Case(
        "Example Site. <b>Bold</b> & <script>alert(1)</script>[EB/OL]. [2026-11-27].",
        "<b>Bold</b> & <script>alert(1)</script>",
        "Example Site",
        lang="en",
        snippet="<img src=x onerror=alert(1)>",
    ),
    Case(
        "# *Not* a [heading](http://x.example) | `code` $x$ ==m==[EB/OL]. [2026-11-27].",
        "# *Not* a [heading](http://x.example) | `code` $x$ ==m==",
        lang="en",
        snippet="1. _no_ list ~~here~~ %%or%%",
    ),
    Case(
        "First line second line[EB/OL]. [2026-11-27].",
        "First line\n  second\tline",
        lang="en",
        id="a/same.md",
    ),
    Case(
        "O’Neil S，Durand É. Accents: café, naïve, 日本[EB/OL].（2025-12-31）[2026-11-27]. https://例子.中国/路径.",
        "Accents: café, naïve, 日本",
        "Example Site",
        "O’Neil, Shaun; Élodie Durand",
        "2025-12-31",
        "en",
        "https://例子.中国/路径",
        id="b/same.md",
    ),
    Case(
        "AI眼镜、双11与 R3+[EB/OL].（2025-11-11）[2026-11-27]. javascript:alert(1).",
        "AI眼镜、双11与 R3+",
        "",
        "",
        "2025-11-11",
        "zh",
        "javascript:alert(1)",
        snippet="双11，AI眼镜卖得怎样？",
    ),
)
ARTICLES = [article_of(case, number) for number, case in enumerate(CASES, 1)]
REFERENCES: list[Reference] = [reference_of(article, TODAY) for article in ARTICLES]
ITEMS = [Item(article, case.snippet) for article, case in zip(ARTICLES, CASES, strict=True)]
