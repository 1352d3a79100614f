"""The shipped articles: each is there, whole, under its topics, and has its facts."""

from pathlib import Path
from typing import Any

import pytest
import yaml

CORPUS = Path(__file__).resolve().parent.parent / "corpus"

SERVICE_BRIDGE = "governance/2025-08-25-service-upgrade-bridge.md"
SUBSTANDARD_GOODS = "governance/2025-08-24-substandard-goods-intercepted.md"
OPEN_DAY = "merchant-support/2025-08-22-service-experience-open-day.md"
MY_EXPRESS = "logistics/2025-08-14-my-express-test.md"
INDUCEMENT = "governance/2025-08-11-inducement-interactions.md"
BLIND_BOXES = "governance/2025-08-11-blind-box-marketing.md"
COMPLAINTS = "merchant-support/2025-08-09-merchant-complaints-july.md"
SAFETY_CENTER = "governance/2025-08-08-safety-and-trust-center.md"
QUALITY_ROOMS = "merchant-support/2025-07-28-quality-live-rooms.md"
INVESTMENT = "competition/2025-07-22-meituan-alibaba-investment.md"

TOPICS = ("governance", "merchant-support", "logistics", "competition")

HEADER_KEYS = ["title", "source", "published", "lang", "topics"]

# by path: the title, the source, the time of publication, the language of the text
HEADERS: dict[str, tuple[str, str, str, str]] = {
    SERVICE_BRIDGE: (
        "抖音升级电商服务,平台如何为商家和消费“架桥”",
        "21世纪经济报道 (2 1 Shi Ji Jing Ji Bao Dao)",
        "2025-08-25 12:01",
        "zh",
    ),
    SUBSTANDARD_GOODS: (
        "抖音电商:今年以来已拦截劣质商品56万件",
        "证券时报网 (Zheng Quan Shi Bao Wang)",
        "2025-08-24 14:12",
        "zh",
    ),
    OPEN_DAY: (
        "抖音电商:今年已拦截劣质商品56万件,开展重点治理专项超90频次",
        "财经网 (Cai Jing Wang)",
        "2025-08-22 13:01",
        "zh",
    ),
    MY_EXPRESS: (
        "抖音测试“快递”服务,入口与支付、打车等生活功能并列",
        "36氪 (3 6 Ke)",
        "2025-08-14 01:05",
        "en",
    ),
    INDUCEMENT: (
        "先点关注才能下单?抖音电商不答应",
        "36氪 (3 6 Ke)",
        "2025-08-11 23:41",
        "en",
    ),
    BLIND_BOXES: (
        "抖音电商治理严打盲盒违规营销",
        "搜狐财经 (Sou Hu Cai Jing)",
        "2025-08-11 20:41",
        "en",
    ),
    COMPLAINTS: (
        "“揭竿而起” ,抖音商家怒了!",
        "搜狐财经 (Sou Hu Cai Jing)",
        "2025-08-09 15:04",
        "en",
    ),
    SAFETY_CENTER: (
        "抖音电商成立安全与信任中心 首期严打直播间盲盒违规营销",
        "证券时报网 (Zheng Quan Shi Bao Wang)",
        "2025-08-08 12:12",
        "en",
    ),
    QUALITY_ROOMS: (
        "中网联第四批优质直播间揭晓 抖音122个中小主播及商家入选",
        "环球网 (Huan Qiu Wang)",
        "2025-07-28 05:19",
        "en",
    ),
    INVESTMENT: (
        "反内卷下如何看美团和阿里巴巴的投资价值",
        "电话会议纪要 (Conference Call Notes)",
        "2025-07-22 14:36",
        "en",
    ),
}

# by path: what a reader may look for in that article; a table's row stands as it is written there
FACTS: dict[str, tuple[str, ...]] = {
    SERVICE_BRIDGE: (
        "21世纪经济报道",
        "抖音电商",
        "直播电商的引领者",
        "三个维度",
        "“好商品”",
        "“好内容”",
        "“好服务”",
        "服务体验生态",
        "行业趋势的精准回应",
        "卖完即止",
        "粗放模式",
        "电商行业",
        "售前、售中、售后",
        "全链路",
        "精细化",
        "据抖音方面披露",
        "今年以来",
        "56万件",
        "劣质商品",
        "技术手段",
        "前置识别",
        "生态圈",
        "品质底线",
        "题中之义",
        "兴趣电商",
        "激发",
        "人与货",
        "流量机制",
        "优质内容创作",
        "虚假宣传",
        "劣质内容",
        "严厉打击",
        "信息通畅",
        "真实可靠",
        "“逛”",
        "真正有价值的商品",
        "劣币驱逐良币",
        "必不可少的消费场景",
        "线上货架",
        "链接",
        "紧密",
        "多元",
        "良好的经营环境",
        "可持续",
        "高质量",
        "从业者",
        "核心命题",
        "8月22日",
        "北京",
        "服务体验开放日",
        "商品治理",
        "内容建设",
    ),
    SUBSTANDARD_GOODS: (
        "证券时报网",
        "人民财讯8月24日电",
        "抖音电商方面",
        "今年以来",
        "劣质商品",
        "56万件",
        "消费者关注",
        "虚假营销",
        "多轮专项行动",
        "违规直播间",
        "处置",
        "28万",
        "超28万个",
        "违规达人",
        "清退",
        "2万",
        "超2万名",
        "九大扶商政策",
        "减负",
        "累计",
        "165亿元",
        "超165亿元",
    ),
    OPEN_DAY: (
        "财经网",
        "劣质商品今年拦截56万件",
        "重点治理专项超90频次",
        "直播电商蓬勃发展",
        "用户体验",
        "核心竞争力",
        "中国政法大学民商经济法学院",
        "张钦昱",
        "教授",
        "购物场景",
        "虚拟第三空间",
        "社交压力",
        "观看、交流、表达",
        "即时互动",
        "高黏性",
        "售后与服务体验",
        "更高要求",
        "8月22日",
        "北京",
        "服务体验开放日",
        "抖音电商治理体验运营经理",
        "叶金燕",
        "服务体验生态",
        "全面升级",
        "生态伙伴",
        "“好商品”“好内容”“好服务”",
        "更加优质的购物体验",
        "经营环境更健康",
        "助力产业发展",
        "今年以来",
        "1月推出",
        "九大扶商政策",
        "截至7月底",
        "累计补贴",
        "超过165亿元",
        "商品卡免佣 | 超过65亿元",
        "类目免佣 | 超24亿元",
        "减免",
        "节省",
        "资金灵活性",
        "大大提升",
        "降运费险",
        "返还推广费",
        "小商家帮扶基金",
        "真金白银",
        "抖音相关负责人",
        "商家满意度",
        "服务体验感知度",
        "运营团队",
        "核心考核指标",
        "服务质量",
        "今年3月",
        "商家体验分",
        "让考核指标更合",
    ),
    MY_EXPRESS: (
        "36氪",
        "Douyin",
        '"My Express"',
        "快递",
        "支付",
        "打车",
        "testing",
        "payment",
        "ride-hailing",
        "user experience",
        "Logistics is integrated into the platform",
        "external courier companies",
        "Reliance",
        "Customer satisfaction and retention",
        "e-commerce",
        "Jitu Express",
        "Tracking",
        "more courier companies",
        "in the future",
        "Receiving and sending",
        "without leaving Douyin",
        "utility",
        "complete process",
        "ordering",
        "logistics tracking",
        "returns",
        "operational costs",
        "significantly",
        "repurchase intentions",
        "control",
        "competitive landscape",
        "local services",
        "strategy",
    ),
    INDUCEMENT: (
        "36氪",
        "Douyin E-commerce",
        "inducement interactions",
        "live-streaming",
        "consumer rights",
        "marketing practices that are fair",
        "Inducement Interaction Implementation Rules",
        "revision",
        "Identifying violations",
        "tighter",
        "Penalties",
        "non-compliance",
        "First-time violations",
        "no negative impact",
        "minor violations",
        "1-2 minor violations",
        "single live stream",
        "expedited shipping",
        "free return policy",
        "comment",
        "follow",
        '"let me know after you buy, and I\'ll arrange expedited shipping"',
        "\"if you don't comment, you won't get the return policy\"",
        "Traffic",
        "algorithm",
        "high engagement metrics",
        "visibility",
        "憋单",
        "holding back orders",
        "urgency",
        "authenticity",
        "distorted",
        "pressured",
        "genuine interest",
        "user experience turns negative",
        "drive users away",
        "disillusioned",
        "lack of genuine offers",
        '"professional commentors"',
        "inflated artificially",
        "Interaction metrics",
        "consumer trust",
        "regulatory scrutiny",
        "market regulators",
        "penalties",
        "broader strategy",
        "integrity of the live commerce model",
        "Growth is slowing",
    ),
    BLIND_BOXES: (
        "搜狐财经",
        "Douyin",
        "盲盒",
        "blind box",
        "transparency",
        "online fraud",
        "price deception",
        "disguised lotteries",
        "since 2025",
        "Violating live streams shut down | over 4,000",
        "Influencer accounts removed | more than 1,000",
        "4,000",
        "1,000",
        "high-priced blind box sales",
        "improper product exchanges",
        "new mechanism",
        "minors",
        "under 18",
        "risk warnings",
        "abnormal transactions",
        "10 transparency initiatives",
        "earlier this year",
        "public concerns",
        "algorithm opacity",
        "official website",
        "evaluated more rigorously",
        "governance loop",
        '"high traffic content, high audit intensity"',
        "algorithm transparency",
        "transaction regulation",
        "governance chain",
        '"technical openness - clear rules - strict penalties for violations"',
        "quality and originality",
        "Algorithm design",
    ),
    COMPLAINTS: (
        "搜狐财经",
        "揭竿而起",
        "July",
        "hundreds of merchant complaints",
        "Arbitrary refunds | 46.15%",
        "Excessive consumer protection | 16.67%",
        "Arbitrary fines | 15.39%",
        "Arbitrary store closures | 5.13%",
        "Withheld deposits | 3.85%",
        "Mandatory shipping insurance | 2.56%",
        "Guangdong | 23.08%",
        "Shandong | 16.67%",
        "Zhejiang | 12.82%",
        "Clothing and accessories | 16.67%",
        "Food and fresh produce | 12.82%",
        "Outdoor products | 7.69%",
        "3C digital products | 6.41%",
        "Beauty products | 3.85%",
        "wore a pair of shoes for several days",
        "malicious refund practices",
        "significant losses",
        "fishing rod",
        "merchant from Shandong",
        "evidence",
        "unfair",
        "300 yuan",
        "damaged by the buyer, after delivery",
        "penalty mechanisms",
        "merchant from Guangdong",
        "forced refund",
        "In Zhejiang",
        "penalty notice",
        "prior knowledge",
        "no violations",
        "Beijing Douyin Technology Co., Ltd.",
        "Company established in | 2016",
        "engaging content",
        "quality products",
        "R3+",
        "high-risk",
        "24.22%",
        "Second; only Pinduoduo had more",
    ),
    SAFETY_CENTER: (
        "证券时报网",
        "Douyin E-commerce",
        "Safety and Trust Center",
        "安全与信任中心",
        "盲盒",
        "first governance announcement",
        "illegal blind box marketing in live streams",
        "since 2025",
        "illegal live streams suspended | over 4,000",
        "Influencer accounts removed | more than 1,000",
        "4,000",
        "1,000",
        "Consumer rights protection",
        "zero-tolerance policy",
        "market order",
        "self-packaged or reassembled",
        "misled",
        "fixed-price item",
        "guise",
        "warnings",
        "product removals",
        "live stream interruptions",
        "account closures",
        "penalties",
        "influencers",
        "misleading language",
        "minors",
        '"I am an adult, no returns or exchanges"',
        "governance system",
        "platform rules",
        "gameplay",
        "violation detection",
        "upgraded",
    ),
    QUALITY_ROOMS: (
        "环球网",
        "中网联",
        "优质直播间",
        "中小主播及商家",
        "fourth batch",
        "quality live-streaming rooms",
        "291 hosts",
        "122",
        "small and medium-sized hosts and merchants",
        "fifth China New E-commerce Conference",
        "Central Internet Information Office",
        "evaluation process",
        "live-streaming industry",
        "healthy",
        "nine support policies for merchants and brands",
        "over 14 billion yuan | January to June 2024",
        "over one million yuan | number up 120% | year-on-year",
        "fewer than 300,000 followers | up 58% | year-on-year",
        "total live-streaming sales | half",
        "niche markets",
        "flower sales",
        "traditional crafts",
        "deep engagement",
        "Agricultural",
        "vital link",
        "rural areas",
        "local product sales",
        "established brands",
        "traditional businesses",
        "book promotion live-stream",
        "over 10 million yuan",
        "crucial driver of consumption growth",
        "74,295 billion yuan",
        "74,295亿元",
        "7.43 trillion yuan",
        "as printed",
        "first half of 2025",
        "year-on-year | 8.5%",
        "10.5 times | 2019 to 2023",
        "Gross merchandise volume (GMV)",
        "4.5 trillion yuan | 2024",
        "nearly one-third",
        "Online retail sales",
        "Experts",
        "specialized rooms",
        "supply and demand",
        "policies and platform ecosystems",
    ),
    INVESTMENT: (
        "电话会议纪要",
        "Conference Call Notes",
        "反内卷",
        "China",
        "competitive landscape",
        "e-commerce and local services industry",
        "Alibaba",
        "阿里巴巴",
        "Meituan",
        "美团",
        "Douyin",
        "Pinduoduo",
        "pure e-commerce",
        "brand shelf logic",
        "88VIP",
        "membership system",
        "50 million members",
        "GMV",
        "actual payment growth",
        "user experience",
        "subsidies",
        "50 billion",
        "marketing",
        "ROI",
        "low-priced orders",
        "uncertain",
        "profit margins",
        "cash flow",
        "AI",
        "high-value user groups",
        "high market share in food delivery",
        "optimism",
        "overseas business",
        "instant retail delivery",
        "user loyalty",
        "supply chain management",
        "good investment opportunity",
        "the valuation is low",
        "ROE improvement",
        "Short-term profit adjustments",
        "relationships with merchants",
        "supply chain capabilities",
        "discount retail",
        "logistics",
        "expanded rapidly",
        "Douyin's e-commerce business (projected) | 25% to 30%",
        "E-commerce market overall | 7%",
        "Growth this year",
        "content and brand advertising",
        "short video content",
        "agricultural and private label products",
        "subsidy strategy",
        "product value",
        "brand premium",
        "cost-conscious consumers",
        "short-term profits",
        "across the board",
        "core principles",
        "more efficient",
        "more competitive",
        "approximately 1 billion",
        "overseas markets",
    ),
}


def read(path: str) -> str:
    """The text of a corpus file, its line ends as they are on disk."""
    return (CORPUS / path).read_bytes().decode("utf-8")


def split(path: str) -> tuple[dict[str, Any], str]:
    """The header of a corpus file, and its text."""
    opening, header, body = read(path).split("---\n", 2)
    assert opening == ""
    loaded = yaml.safe_load(header)
    assert isinstance(loaded, dict)
    return loaded, body.strip()


def files() -> list[str]:
    """Every Markdown file of the corpus, as a path relative to it."""
    return sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.rglob("*.md"))


def articles() -> list[str]:
    """The files that are articles, not topic pages."""
    return [path for path in files() if not path.endswith("_index.md")]


def named_topics() -> list[str]:
    """Every topic and sub-topic that an article names."""
    return sorted({topic for path in articles() for topic in split(path)[0]["topics"]})


def test_there_are_ten_articles() -> None:
    """The corpus holds the ten articles of the tables above and no other."""
    assert len(HEADERS) == 10
    assert articles() == sorted(HEADERS) == sorted(FACTS)


@pytest.mark.parametrize("path", HEADERS)
def test_header(path: str) -> None:
    """Title, source, time and language are exactly these, and there are no further keys."""
    header, _ = split(path)
    assert list(header) == HEADER_KEYS
    found = (header["title"], header["source"], header["published"], header["lang"])
    assert found == HEADERS[path]


@pytest.mark.parametrize("path", HEADERS)
def test_file_name_starts_with_the_date(path: str) -> None:
    """A file's name begins with the day on which its article was published."""
    assert Path(path).name.startswith(HEADERS[path][2][:10] + "-")


@pytest.mark.parametrize(
    ("path", "fact"), [(path, fact) for path, facts in FACTS.items() for fact in facts]
)
def test_fact(path: str, fact: str) -> None:
    """The fact stands in the article, in its header or its text."""
    assert fact in read(path)


@pytest.mark.parametrize("path", FACTS)
def test_no_fact_is_listed_twice(path: str) -> None:
    """The list of an article's facts repeats nothing."""
    assert len(set(FACTS[path])) == len(FACTS[path])


@pytest.mark.parametrize("path", HEADERS)
def test_topics(path: str) -> None:
    """An article lies in the folder of its first topic; a sub-topic comes with its parent."""
    topics = split(path)[0]["topics"]
    assert Path(path).parent.as_posix() == topics[0]
    assert len(set(topics)) == len(topics)
    for topic in topics:
        parent, _, sub_topic = topic.partition("/")
        assert parent in TOPICS
        assert not sub_topic or parent in topics


def test_every_topic_page_is_named_by_an_article() -> None:
    """Topic pages and the topics that articles name are the same set."""
    pages = [path.removesuffix("/_index.md") for path in files() if path.endswith("_index.md")]
    assert pages == named_topics()


@pytest.mark.parametrize("topic", named_topics())
def test_topic_page(topic: str) -> None:
    """Every topic named has a page with both titles, an order and a text in both languages.

    The four topics also have keywords in both languages.
    """
    header, body = split(f"{topic}/_index.md")
    more = ["keywords"] if topic in TOPICS else []
    assert list(header) == ["title", "title_zh", "order", *more]
    keywords = header.get("keywords", [])
    assert all(isinstance(word, str) and word.strip() for word in keywords)
    assert len(set(keywords)) == len(keywords)
    assert {word.isascii() for word in keywords} == ({True, False} if more else set())
    assert header["title"]
    assert header["title"].isascii()
    assert any("\u4e00" <= sign <= "\u9fff" for sign in header["title_zh"])
    assert isinstance(header["order"], int)
    assert header["order"] >= 1
    english, chinese = body.split("\n\n")
    assert english.isascii()
    assert chinese.endswith("。")


def test_siblings_have_orders_of_their_own() -> None:
    """No two topics under one parent share an order."""
    places = [
        (topic.rpartition("/")[0], split(f"{topic}/_index.md")[0]["order"])
        for topic in named_topics()
    ]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_four_topics_exist(topic: str) -> None:
    """Each of the four topics has a folder, a page and at least two articles."""
    assert (CORPUS / topic).is_dir()
    assert (CORPUS / topic / "_index.md").is_file()
    assert sum(topic in split(path)[0]["topics"] for path in articles()) >= 2


@pytest.mark.parametrize("path", files())
def test_headings_start_below_level_one(path: str) -> None:
    """The title is in the header: a text opens with a paragraph and has no heading of level 1."""
    _, body = split(path)
    assert body
    assert body[0] not in "#|-*"
    assert not any(line.startswith("# ") for line in body.split("\n"))
    assert not any(set(line) == {"="} for line in body.split("\n"))


@pytest.mark.parametrize("path", files())
def test_file_form(path: str) -> None:
    """Line feeds alone, no blanks at a line's end, one newline at the end of the file."""
    text = read(path)
    assert "\r" not in text
    assert "\t" not in text
    assert not any(line.endswith(" ") for line in text.split("\n"))
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("path", files())
def test_plain_markdown(path: str) -> None:
    """No links, images or raw HTML."""
    _, body = split(path)
    for sign in ("](", "://", "<", ">"):
        assert sign not in body


@pytest.mark.parametrize("path", files())
def test_tables_are_even(path: str) -> None:
    """Every row of a table has as many cells as its head, and a rule stands below the head."""
    _, body = split(path)
    for block in body.split("\n\n"):
        rows = block.split("\n")
        if rows[0].startswith("|"):
            assert len({row.count("|") for row in rows}) == 1
            assert set(rows[1]) <= set("|-: ")


@pytest.mark.parametrize("path", [path for path in HEADERS if HEADERS[path][3] == "zh"])
def test_chinese_typography(path: str) -> None:
    """Chinese texts have full-width punctuation."""
    _, body = split(path)
    prose = "\n".join(line for line in body.split("\n") if not line.startswith("| -"))
    for sign in ',;:?!()"':
        assert sign not in prose
