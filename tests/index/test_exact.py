"""A search finds what is in the articles: all of it, and nothing else.

Small libraries and queries are drawn over an alphabet in which hits and near hits are common; the
answers are compared with those of a second, plain description of what must be found.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from kbviewer.index.check import searchable_article
from kbviewer.index.index import Index
from kbviewer.index.search.matcher import matches_article
from kbviewer.query.ast import Order
from kbviewer.query.parser import parse_query
from tests.index.oracle import (
    PERIODS,
    SIMPLIFIED,
    TODAY,
    VOICING,
    All,
    Document,
    Group,
    In,
    InLanguage,
    InTopic,
    Not,
    Or,
    Published,
    QueryPart,
    Question,
    Quote,
    Word,
    fold,
    units,
)

QUERIES = 40
"""Queries that are asked of each library."""

LIBRARIES = settings().max_examples * 6 // 10
"""Libraries that are drawn: sixty, and six hundred in a long run."""

# --- the alphabet

HAN = [*"国家亿电后台发体", *"國電後臺發髮億體", "々", "国家", "電台", "发体", "国国", "𠮷"]
KANA = [*"かがはぱカガ", "ｶ", "ｶﾞ", "ﾊﾟ", "か\u3099", "ー", "ｰ", "カー", "ヴ", "ｳﾞ"]
HANGUL = ["한", "하", "국", "한국", "\u1112\u1161\u11ab", "\u1100\u116e\u11a8"]
EMOJI = ["😀", "❤\ufe0f", "❤", "👨\u200d👩", "👨", "👍🏽", "👍", "★"]
EMOJI += ["❤\ufe0e", "🇨🇳", "🇨", "🇳", "1\ufe0f\u20e3", "1\u20e3", "👨\u200d👩\u200d👧"]
LATIN = ["a", "b", "run", "runs", "running", "Run", "cat", "cats", "cat's", "refund", "Refunds"]
LATIN += ["commerce", "ecommerce", "commercial", "social's", "ox"]
LATIN += ["café", "cafe", "CAFE\u0301", "naïve", "Straße", "ﬁne", "fine", "AI", "ａｉ", "İ", "σς"]
LATIN += ["Ёлка", "елка", "Άλφα", "αλφα", "co\u00adop", "coop", "can\u200bt", "cant"]
LATIN += ["señor", "sen\u0303or", "Việt", "Viet", "øre", "Ångström", "𝐀𝐈", "İstanbul", "a\u20dd"]
FIGURES = ["1", "12", "123", "165", "1165", "2025", "１２", "①", "①②", "4000", "4,000", "1,234,567"]
FIGURES += ["46.15", "46", "3.5%", "3.5", "2025,100", "1,23", "1.2.3", "100+", "４，０００"]
FIGURES += ["３．５％", "½", "㎏", "4'000", "4\xa0000", "4，000", "100，200，300"]
MIXED = ["C++", "C#", "C", "R3+", "R3", "AT&T", "can't", "can’t", "2025-08-22", "e-commerce"]
MIXED += ["commerce", "B2C/C2C", "B2C", "双11", "双", "AI眼镜", "眼镜", "618大促", "5G手机"]
MIXED += ["第1,000", "example.com", "example com", "example. com", "com.example"]
MIXED += ["ecommerce", "state-of-the-art", "iPhone15", "iPhone 15", "RMB1.65", "10km", "U.S.", "us"]
MIXED += ["L’Oréal", "loreal", "live stream", "livestream", "news", "buses", "tie", "tying", "e.g."]
MIXED += ["国[1]", "家[23]亿", "[1]", "发[1][23]"]
MIXED += ["2025-08-11", "2025年8月11日", "8月11日", "8月12号", "２０２５-08-12", "7月31日"]
MIXED += ["Ｃ＋＋", "ＡＴ＆Ｔ", "2025/08/22", "e\u2011commerce", "AT＆T", "C2C", "can't've"]
SIGNS = [*"，。、；：！？（）“”《》·…", *".,;:!?'/%$&-", "…", "’", "\u3000", "．", "｡", "､"]
BLANK = [" ", " ", " ", "\u00a0", "\n"]
HIDING = ["\u200b", "\u200d", "\ufe0f", "\u00ad", "\u0301", "\u0308"]
ATOMS = HAN + KANA + HANGUL + EMOJI + LATIN + FIGURES + MIXED + SIGNS * 2 + BLANK * 8 + HIDING
IN_TITLES = [*ATOMS, *'()[]{}<>|"*_#~`@=^\\']
WILD = [
    "[国](<",
    "](",
    "**",
    "~~",
    "`",
    "&amp;",
    "&#x56fd;",
    "<b>",
    "</b>",
    "https://b.com/国",
    "| a |",
]
WILD += [
    "\n\n",
    "\n- ",
    "\n> ",
    "\n# ",
    "\n```\n",
    "\\*",
    "\ue000",
    "ς",
    "й",
    "ĳ",
    "ŉ",
    "ﬃ",
    "Ⅳ",
    "㈱",
]
WILD += [
    "℃",
    "™",
    "1️⃣",
    "🇨🇳",
    "゛",
    "ﾞ",
    "\u3099",
    "ㄱ",
    "ㅏ",
    "\u1161",
    "⼀",
    "豈",
    "﷽",
    "ไทย",
    "नी",
    "שָׁ",
]
WILD += [
    "\u2060",
    "\ufeff",
    "\u2028",
    "\x85",
    "\x0b",
    "𠮷",
    "㐀",
    "𝐀",
    "﹐",
    "︐",
    "︰",
    "～",
    "·",
    "・",
    "乾",
]
WILD += [
    "著",
    "\ufffd",
    "٣",
    "²",
    "ǅ",
    "ẞ",
    "\u0345",
    "ᾳ",
    "\u20dd",
    "´",
    "¨",
    "؟",
    "␀",
    "〇",
    "㍿",
    "\t",
]
PARTS = ["commerce", "merc", "omm", "un", "runn", "ning", "fund", "at", "ats", "ox", "x", "ai"]
SOURCES = ["36氪", "The Café Times", "國家電台", "AT&T", "한국", "run C++", ""]
TOPICS = ["governance", "governance/blind-boxes", "governance/blind-boxes/run", "盲盒/電台", "AI"]
TOPICS += ["live streaming", "盲盒"]
AUTHORS = ["", "", "國家", "run", "A. Catson 한국", "cats"]
TAGS = ["国家", "refunds", "run/电台", "e-commerce", "C++", "双11", "國家", "Run/電台/ox", "RUN"]
TAG_PATHS = ["/tags", "/tags/run", "/tags/run/电台", "/tags/国家", "/tags/c++"]
ALIASES = ["电国", "running cats", "R3", "46.15", "AI眼镜"]
DESCRIPTIONS = ["", "", "cat's 国家，电台", "of 2025-08-22: runs"]
FILES = ["{}.md", "{} run.md", "国家-{}.md", "B2C-{} cats.md"]
TOPIC_WORDS = ["governance", "govern", "blind", "box", "boxes", "blind-boxes", "run", "running"]
TOPIC_WORDS += ["盲", "盒", "电台", "盲盒/电", "ai", "a", "stream", "governance/blind", "国"]
LINKS = [None, ("run", "https://example.org/cats-B2C?x=1"), ("国家", "https://b.com/電台/165")]
TIMES = ["", "2024", "2025-07-31", "2025-08-11", "2025-08-11 20:41", "2025-08-12"]
TIMES += ["2025-09-01 00:00", "2024-08-11", "2023-07-31 08:00"]
FIELD_NAMES = ["title:", "source:", "标题:", "来源：", "title: ", "来源：\u3000", "Source:  "]
FIELD_NAMES += ["author:", "tag:", "file:", "作者:", "标签：", "文件: "]
HALF_TYPED = [
    " OR",
    " AND ",
    " NOT",
    " -",
    " source:",
    " 标题： ",
    ' "',
    " published:",
    " before:最",
]


# --- libraries


@st.composite
def texts(draw: st.DrawFn, atoms: list[str], most: int) -> str:
    """A text over the alphabet."""
    return "".join(draw(st.lists(st.sampled_from(atoms), min_size=1, max_size=most)))


def as_paragraph(text: str) -> str:
    """A text without anything that Markdown reads as markup."""
    lines = []
    for line in text.split("\n"):
        plain = line.strip()
        while plain and not (plain[0].isalnum() or plain[0] in "😀👍★“《（"):
            plain = plain[1:].strip()
        figures = 0
        while figures < len(plain) and plain[figures].isdigit():
            figures += 1
        if figures and (plain[figures:] or ".")[0] in ".)．":
            plain = f"a{plain}"
        if plain:
            lines.append(plain)
    return "\n".join(lines)


@st.composite
def documents(draw: st.DrawFn, number: int, *, wild: bool) -> Document:
    """An article; a ``wild`` one has markup and characters of any script."""
    atoms = IN_TITLES + WILD * 2 if wild else ATOMS
    paragraph = texts(atoms, 16) if wild else texts(atoms, 16).map(as_paragraph)
    paragraphs = draw(st.lists(paragraph, min_size=1, max_size=4))
    title = " ".join(draw(texts(atoms if wild else IN_TITLES, 6)).split())
    return Document(
        id=draw(st.sampled_from(FILES)).format(number),
        title=title or "国",
        source=draw(st.sampled_from(SOURCES)),
        paragraphs=tuple(filter(None, paragraphs)),
        lang=draw(st.sampled_from(["zh", "zh-hant", "en", "ja"])),
        published=draw(st.sampled_from(TIMES)),
        topics=tuple(dict.fromkeys(draw(st.lists(st.sampled_from(TOPICS), max_size=2)))),
        link=draw(st.sampled_from(LINKS)),
        author=draw(st.sampled_from(AUTHORS)),
        tags=draw(names(TAGS)),
        aliases=draw(names(ALIASES)),
        description=draw(st.sampled_from(DESCRIPTIONS)),
        keywords=draw(names(ALIASES)),
    )


def names(chosen: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """None of these names, one or two."""
    return st.lists(st.sampled_from(chosen), max_size=2, unique=True).map(tuple)


def as_markdown(document: Document) -> str:
    """The file of an article."""
    header = {
        "title": document.title,
        "source": document.source,
        "published": document.published,
        "lang": document.lang,
        "topics": list(document.topics),
        "author": document.author,
        "tags": list(document.tags),
        "aliases": list(document.aliases),
        "description": document.description,
        "keywords": list(document.keywords),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in header.items()]
    parts = list(document.paragraphs)
    if document.link:
        parts.append("[{}]({})".format(*document.link))
    return "---\n" + "\n".join(lines) + "\n---\n\n" + "\n\n".join(parts) + "\n"


@contextmanager
def indexed(library: list[Document]) -> Iterator[Index]:
    """A folder of these articles and its index."""
    with tempfile.TemporaryDirectory() as folder:
        for document in library:
            path = Path(folder, document.id)
            path.write_text(as_markdown(document), encoding="utf-8", newline="\n")
        with Index.open(Path(folder)) as index:
            for _ in index.update():
                pass
            yield index


# --- queries


HALVES = ("\ud83d", "\ude00", "\ud83d\ude00")
JOINTS = ("", "-", ",", "，", "/", ".", "…", ". ")


def respelled(text: str, how: str) -> str:
    """The same text, or nearly the same, as somebody else would type it."""
    traditional = {simple: char for char, simple in SIMPLIFIED.items()}
    middle = len(text) // 2
    spelled = {
        "upper": text.upper(),
        "full width": "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
        "traditional": "".join(traditional.get(c, c) for c in text),
        "folded": fold(text),
        # No file holds half of a surrogate pair, but what is typed may.
        **{f"with {half!r} inside": text[:middle] + half + text[middle:] for half in HALVES},
        **{f"joined by {joint}": joint.join(text.split()) for joint in JOINTS},
    }
    return spelled.get(how, text)


WAYS = ["as it is"] * 6 + ["upper", "full width", "traditional", "folded"]
WAYS += [f"joined by {joint}" for joint in JOINTS]
WAYS += [f"with {half!r} inside" for half in HALVES]


def bare_words(text: str) -> list[str]:
    """The words of a text that can be typed without quotes and mean nothing else."""
    for sign in '"“”()（）*＊':
        text = text.replace(sign, "")
    words = (word.lstrip("-－＊" + VOICING + "ﾞﾟ\u0301\u0308") for word in text.split())
    return [word for word in words if word]


@st.composite
def stretches(draw: st.DrawFn, raw: list[str]) -> str:
    """A stretch of one of the texts, or a text of its own, in some spelling."""
    if draw(st.integers(0, 7)) == 0:
        text = draw(texts(ATOMS, 3))
    else:
        text = draw(st.sampled_from(raw))
        start = draw(st.integers(0, len(text) - 1))
        if draw(st.booleans()):  # from the start of a unit to the end of another
            text = text[start:]
            row = units(fold(text))
            if fold(text) == text and len(row) > 1:
                count = draw(st.integers(1, 3))
                text = text[row[1].start : row[min(count, len(row) - 1)].end]
            else:
                text = text[:8]
        else:
            text = text[start : start + draw(st.integers(1, 12))]
    return respelled(" ".join(text.split()), draw(st.sampled_from(WAYS)))


@st.composite
def quotes(draw: st.DrawFn, raw: list[str], *, closed: bool = True) -> Quote:
    """A quotation."""
    text = draw(stretches(raw))
    for sign in '"“”*':
        text = text.replace(sign, "")
    return Quote(text, closed, draw(st.sampled_from(['""', '""', "“”"])))


@st.composite
def simple(draw: st.DrawFn, raw: list[str]) -> QueryPart:
    """Words or a quotation."""
    text = draw(stretches(raw))
    kind = draw(st.sampled_from(["bare"] * 5 + ["quote"] * 3 + ["star"]))
    words = bare_words(text)
    if kind == "quote" or not words:
        return draw(quotes(raw))
    if kind == "star":
        back, front = draw(st.sampled_from([(True, False), (False, True), (True, True)]))
        word = words[0]
        if front and draw(st.booleans()):
            word = draw(st.sampled_from(PARTS))
        return Word(word, star=back, star_in_front=front)
    return All(tuple(map(Word, words))) if len(words) > 1 else Word(words[0])


@st.composite
def single(draw: st.DrawFn, raw: list[str]) -> QueryPart:
    """One part of a query that a field or a minus can stand before."""
    part = draw(simple(raw))
    return Group(part) if isinstance(part, All) else part


@st.composite
def filters(draw: st.DrawFn) -> QueryPart:
    """A topic, language or time."""
    kind = draw(st.sampled_from(["topic", "lang", "before", "after", "published"]))
    if kind == "topic":
        word = draw(st.sampled_from(TOPIC_WORDS))
        topics: list[Word | Quote] = [Word(word), Word(word, star=True), Quote(word)]
        return InTopic(draw(st.sampled_from(topics)))
    if kind == "lang":
        return InLanguage(draw(st.sampled_from(["zh", "en", "z", "zh-hant", "ko"])))
    closed = [typed for typed, (first, _) in PERIODS.items() if first]
    period = draw(st.sampled_from(list(PERIODS) if kind == "published" else closed))
    return Published(kind, period, draw(st.sampled_from(["", "", " ", "\u3000"])))


@st.composite
def parts(draw: st.DrawFn, raw: list[str]) -> QueryPart:
    """A part of a longer query."""
    kinds = ["single"] * 4 + ["field", "filter", "filter", "filter", "group", "not"]
    kind = draw(st.sampled_from(kinds))
    if kind == "field":
        part = draw(single(raw))
        return In(draw(st.sampled_from(FIELD_NAMES)), part)
    if kind == "filter":
        return draw(filters())
    if kind == "group":
        joined = draw(st.sampled_from([All, Or]))
        asked = joined((draw(single(raw)), draw(single(raw))))
        return Group(asked, draw(st.sampled_from(["()", "（）"])))
    if kind == "not":
        return Not(draw(single(raw)), draw(st.sampled_from(["-", "NOT "])))
    return draw(single(raw))


def several_typed(parts_: list[QueryPart], joint: str = " ") -> tuple[QueryPart, ...]:
    """Parts side by side: a minus behind another part is no number's."""
    if joint == " AND ":
        return tuple(parts_)
    behind = [replace(p, behind_term=True) if isinstance(p, Not) else p for p in parts_[1:]]
    return (parts_[0], *behind)


@st.composite
def questions(draw: st.DrawFn, raw: list[str]) -> Question:
    """A query."""
    kind = draw(st.sampled_from(["simple"] * 6 + ["open", "part", "all", "or", "both"]))
    asked: QueryPart
    if kind == "open":
        asked = draw(quotes(raw, closed=False))
    elif kind == "part":
        asked = draw(parts(raw))
    elif kind == "all":
        joint = draw(st.sampled_from([" ", "  ", "\u3000", " AND "]))
        several = draw(st.lists(parts(raw), min_size=2, max_size=3))
        asked = All(several_typed(several, joint), joint)
    elif kind == "or":
        asked = Or(tuple(draw(st.lists(parts(raw), min_size=2, max_size=3))))
    elif kind == "both":
        asked = Or((All(several_typed([draw(parts(raw)), draw(parts(raw))])), draw(parts(raw))))
    else:
        asked = draw(simple(raw))
    half_typed = [draw(st.sampled_from(HALF_TYPED))] if kind != "open" else []
    return Question(asked, draw(st.sampled_from(["", "", "", "", " ", *half_typed])))


@dataclass(frozen=True)
class Case:
    """A library, queries to ask of it, and a topic to ask them in."""

    library: list[Document]
    questions: list[Question]
    topic: str

    def __repr__(self) -> str:
        return f"{len(self.library)} articles, {len(self.questions)} queries, in {self.topic}"

    def differences(self, typed: str, found: set[str], expected: set[str]) -> list[str]:
        """A line for each article that is wrongly found or missed."""
        by_id = {document.id: document for document in self.library}
        missed = [f"{typed!r} does not find {by_id[i]!r}" for i in sorted(expected - found)]
        return missed + [f"{typed!r} finds {by_id[i]!r}" for i in sorted(found - expected)]


@st.composite
def cases(draw: st.DrawFn, *, wild: bool = False) -> Case:
    """A library and its queries."""
    count = draw(st.integers(1, 6))
    library = [draw(documents(number, wild=wild)) for number in range(count)]
    raw = [text for d in library for text in (d.title, d.source, *d.paragraphs) if text]
    raw += [name for d in library for name in (d.author, *d.names()) if name]
    raw.extend(d.link[1] for d in library if d.link)
    asked = draw(st.lists(questions(raw), min_size=QUERIES, max_size=QUERIES))
    return Case(library, asked, draw(st.sampled_from(TOPICS + TAG_PATHS)))


# --- the comparison

quickly = settings(
    max_examples=LIBRARIES,  # a difference is named by its article and query; there is no need to
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # make the whole library smaller
)


def paged(index: Index, typed: str, order: Order, size: int) -> list[str]:
    """The ids of all pages of a search, one after the other."""
    ids: list[str] = []
    query = parse_query(typed, TODAY)
    while hits := index.search(query, order=order, limit=size, offset=len(ids)).hits:
        ids.extend(hit.id for hit in hits)
    return ids


@pytest.mark.slow
def test_the_index_finds_what_stands_in_the_articles() -> None:
    compared: Counter[str] = Counter()

    @quickly
    @given(cases())
    def compare(case: Case) -> None:
        differences = []
        inside = [d for d in case.library if case.topic in d.all_topics() | d.all_tags()]
        with indexed(case.library) as index:
            for number, question in enumerate(case.questions):
                typed = question.typed()
                expected = question.ids(case.library)
                query = parse_query(typed, TODAY)
                page = index.search(query, limit=10_000)
                found = {hit.id for hit in page.hits}
                differences += case.differences(typed, found, expected)
                assert len(page.hits) == page.total == page.total_in_all_topics == len(found), typed
                narrow = index.search(query, limit=10_000, topic=case.topic)
                within = {hit.id for hit in narrow.hits}
                differences += case.differences(typed, within, question.ids(inside))
                assert len(narrow.hits) == narrow.total == len(within), typed
                assert narrow.total_in_all_topics == page.total_in_all_topics, typed
                assert narrow.topic_counts == page.topic_counts, typed
                order = list(Order)[number % 3]
                ids = paged(index, typed, order, number % 4 + 1)
                assert len(ids) == len(found), typed
                assert set(ids) == found, typed
                if found == expected:
                    if order is not Order.RELEVANCE:
                        newest = order is Order.NEWEST
                        assert ids == question.in_order(case.library, newest=newest), typed
                    assert page.topic_counts == question.counts(case.library), typed
                compared["queries"] += 1
                compared["found something"] += bool(expected)
                compared["found not all"] += len(expected) < len(case.library)
        assert not differences, "\n".join(differences[:5])

    compare()
    assert compared["queries"] >= 2_000
    assert compared["found something"] >= compared["queries"] * 0.2
    assert compared["found not all"] >= compared["queries"] * 0.2


@pytest.mark.slow
@pytest.mark.parametrize("wild", [False, True])
def test_the_index_finds_what_a_scan_of_the_files_finds(wild: bool) -> None:
    compared: Counter[str] = Counter()

    @quickly
    @given(cases(wild=wild))
    def compare(case: Case) -> None:
        differences = []
        with indexed(case.library) as index:
            names = {topic.path: topic for topic in index.topics()}
            scanned = {
                d.id: searchable_article(index.read_article(d.id), names) for d in case.library
            }
            for question in case.questions:
                typed = question.typed()
                query = parse_query(typed, TODAY)
                expected = {
                    path for path, fields in scanned.items() if matches_article(query, fields)
                }
                found = {hit.id for hit in index.search(query, limit=10_000).hits}
                differences += case.differences(typed, found, expected)
                compared["queries"] += 1
        assert not differences, "\n".join(differences[:5])

    compare()
    assert compared["queries"] >= 2_000


# --- by hand


def words(text: str) -> All:
    """Bare words with a space between each two."""
    return All(tuple(map(Word, text.split())))


EXAMPLES: list[tuple[str, QueryPart, bool]] = [
    # runs
    ("中国家电", Word("国家"), True),
    ("国，家", Word("国家"), False),
    ("国，家", Word("国,家"), True),
    ("国 家", Quote("国，家"), False),
    ("国 家", Word("国家"), True),
    ("国  家", Word("国家"), False),
    ("国家", Quote("国 家"), True),
    ("電视臺之後", Word("台之后"), True),
    ("电视台", Word("電视臺"), True),
    ("か", Word("が"), False),
    ("ｶﾞﾗｽ", Word("ガラス"), True),
    ("ガラス", Word("がらす"), False),
    ("각", Word("가"), False),
    ("한국", Word("\u1112\u1161\u11ab"), True),
    ("我❤\ufe0f你", Word("我❤你"), True),
    ("👨\u200d👩", Word("👨👩"), True),
    # a run and a word side by side
    ("营收1165亿", Word("165亿"), False),
    ("营收165亿元", Word("165亿"), True),
    ("营收165亿元", Word("65"), False),
    ("营收165亿元", Word("16"), True),
    ("营收165亿元", words("16 营"), False),
    ("双11大促", Word("双11"), True),
    ("双111", Word("双11"), True),
    ("双111", words("双11 大"), False),
    ("双111", Quote("双11"), False),
    ("戴AI 眼镜", Word("AI眼镜"), True),
    ("戴AI眼镜", Quote("ai 眼镜"), True),
    ("AI，眼镜", Word("AI眼镜"), False),
    ("AI，眼镜", Word("AI，眼镜"), True),
    # words with punctuation
    ("in C++ only", Quote("c"), False),
    ("in C++ only", Word("c++"), True),
    ("in C++ only", Word("c"), True),
    ("用C++语言", Word("C++语言"), True),
    ("R3 or r3+++", Quote("r3+"), False),
    ("I can’t", Quote("can't"), True),
    ("I can’t", Quote("can"), False),
    ("I cant", Quote("can't"), False),
    ("e commerce", Word("e-commerce"), True),
    ("ecommerce", Word("e-commerce"), True),
    ("ecommerce", Quote("e-commerce"), False),
    ("e-commerce", Word("ecommerce"), True),
    ("e-commerce", Quote("ecommerce"), False),
    ("e-commerce", Word("ecomm"), True),
    ("e commerce", Word("ecommerce"), True),
    ("e commerce", words("ecomm x"), False),
    ("a long road", Word("along"), False),
    ("the live streams", Word("livestream"), False),
    ("the live stream", words("livestream the"), True),
    ("live, stream", words("livestream live"), False),
    ("iPhone15", words("iphone 15"), True),
    ("iPhone 15", words("iphone15 iphone"), True),
    ("iPhone-15", words("iphone15 iphone"), True),
    ("iPhone15", Quote("iphone 15"), True),
    ("iPhone15", Word("iphone1"), True),
    ("iPhone 15", words("iphone1 iphone"), False),
    ("RMB1.65亿", Word("1.65亿"), True),
    ("3 D printing", Word("3D"), False),
    ("10km", Word("10k"), True),
    ("the U.S. market", Quote("us market"), True),
    ("the U.S. market", words("US the"), True),
    ("L’Oréal", words("oreal loreal"), True),
    ("don't", Word("don"), True),
    ("don't", words("don x"), False),
    ("4'000 or 4\xa0000", Quote("4000"), True),
    ("4，000人", Word("4000人"), True),
    ("第3，5，7条", Word("357"), False),
    ("分别为100，200，300件", Word("200"), True),
    ("抖音[1]电商[^1]治理", Word("抖音电商"), True),
    ("增长。[12]平台", Quote("增长。平台"), True),
    ("list[1] of", Quote("list of"), False),
    ("news", Word("new"), True),
    ("news", words("new x"), False),
    ("clinics", words("clinical"), False),
    ("Łódź œuvre", words("lodz oeuvre"), True),
    ("e, commerce", Word("e-commerce"), False),
    ("B2C/C2C", Word("B2C-C2C"), True),
    ("B2C/C2C", Word("C2C/B2C"), False),
    ("AT&T Inc", Word("at&t"), True),
    ("AT, T", Word("at&t"), False),
    ("about example.com today", Word("example.com"), True),
    ("about com example.", Word("example.com"), False),
    ("about example com", Quote("example.com"), True),
    ("the example. Com", Quote("example.com"), False),
    ("the example. Com", Word("example.,com"), True),
    # figures
    ("4,000 people", Quote("4000"), True),
    ("4000 people", Quote("4,000"), True),
    ("4,000 people", Quote("000"), False),
    ("1,234,567", Quote("1234567"), True),
    ("2025,100", Quote("2025"), True),
    ("2025,100", Quote("2025100"), False),
    ("by 46.15%", Quote("46.15%"), True),
    ("by 46.15%", Quote("46"), False),
    ("100+ shops", Quote("100"), True),
    ("２０２５年", Word("2025年"), True),
    ("12 km", Quote("１２ ｋｍ"), True),
    ("12㎏", Quote("12kg"), True),
    # letters
    ("ﬁne naïve CAFE\u0301", words("fine naive café"), True),
    ("co\u00adop", Quote("coop"), True),
    # endings
    ("many refunds", words("refund many"), True),
    ("many refunds", Quote("refund"), False),
    ("many refunds", Word("ref"), True),
    ("many refunds", words("ref many"), False),
    ("many refunds", All((Word("ref", star=True), Word("many"))), True),
    ("the cat's bed", words("cats bed"), True),
    ("running fast", Word("runs"), True),
    ("running fast", Word("runs", star=True), False),
    ("socialcommerce", Word("commerce", star_in_front=True), True),
    ("socialcommerce", Word("merc", star_in_front=True), False),
    ("socialcommerce", Word("merc", star=True, star_in_front=True), True),
    ("the shop's e-Commerce", Word("hop", star_in_front=True), True),
    ("the shop's e-Commerce", Word("ops", star=True, star_in_front=True), False),
    ("the shop's e-Commerce", Word("MERCE", star_in_front=True), True),
    ("an ox", Word("ox", star_in_front=True), True),
    ("an oxo", Word("xo", star_in_front=True), True),
    ("an ox3", Word("ox", star=True, star_in_front=True), True),
    ("a box", Word("x", star_in_front=True), False),
    ("国家电台", Word("家电", star_in_front=True), True),
    ("running fast", Word("running-f"), True),
    ("running fast", Word("run-fast"), False),
    ("running fast", Quote("running fa", closed=False), True),
    ("running fast", Quote("running fa"), False),
    ("one\n\ntwo", Quote("one two"), False),
    ("one\ntwo", Quote("one two"), True),
    # together
    ("国 b", Not(Word("国")), False),
    ("国 b", Or((All((Word("c"), Word("b"))), Word("国"))), True),
    ("国 b", All((Word("c"), Group(Or((Word("b"), Word("国")))))), False),
    ("国 b", In("title:", Word("国")), False),
    ("国 b", Word("！"), True),
    ("国 b", All(()), True),
]


@pytest.mark.parametrize(("text", "asked", "answers"), EXAMPLES)
def test_examples_by_hand(text: str, asked: QueryPart, answers: bool) -> None:
    document = Document("0.md", "Example", "", tuple(text.split("\n\n")))
    question = Question(asked)
    assert question.matches(document) == answers, "the description of what must be found is wrong"
    with indexed([document]) as index:
        assert index.search(parse_query(question.typed(), TODAY)).total == answers


@pytest.mark.slow
@pytest.mark.parametrize("written", ["[国]({})", "[国](<{}>)", "[国]({} 'b')", "<{}>", "{}"])
@pytest.mark.parametrize("typed", ["cats", "example.org", "7", "cats-B2C"])
def test_the_target_of_a_link_is_found_however_it_is_written(
    library: Callable[[dict[str, str]], Path], written: str, typed: str
) -> None:
    folder = library({"0.md": written.format("https://example.org/cats-B2C?x=7") + "\n"})
    with Index.open(folder) as index:
        for _ in index.update():
            pass
        assert index.search(f'"{typed}"').total == 1


# --- whatever is typed

OPERATORS = ["NEAR(", "NEAR(a b, 2)", "^", "*", ":", "{", "}", "AND", "OR", "NOT", "-", "(", ")"]
OPERATORS += [
    "（",
    '"',
    '""',
    "“",
    "”",
    "'",
    "+",
    " ",
    "\n",
    "\0",
    "\ud800",
    "\udfff",
    "\ud83d\ude00",
]
OPERATORS += ["title:", "source:", "topic:", "lang:", "before:", "after:", "published:", "来源："]
OPERATORS += ["日期:", "2025", "2025-99", "..", "a", "国", "\u0301", "\u3099", "\ufe0f", "%", "_"]
OPERATORS += [
    "[",
    "]",
    "\\",
    ";",
    "--",
    "last 7 days",
    "最近",
    "到",
    "~",
    ">=",
    "8月11日",
    "*ab",
    "**",
]


@pytest.mark.slow
def test_any_text_is_a_query(library: Callable[[dict[str, str]], Path]) -> None:
    folder = library({"0.md": "国家 a b", "t/1.md": "# run\n\nAT&T 4,000 双11"})
    any_text = st.text(st.characters(exclude_categories=()), max_size=30)
    any_query = st.one_of(
        any_text,
        st.lists(st.one_of(st.sampled_from(OPERATORS), any_text), max_size=12).map("".join),
    )
    with Index.open(folder) as index:
        for _ in index.update():
            pass

        @settings(max_examples=settings().max_examples * 5)
        @given(any_query)
        @example("lang:\ud800")
        def ask(text: str) -> None:
            page = index.search(text)
            assert {hit.id for hit in page.hits} <= {"0.md", "t/1.md"}
            assert page.total == page.total_in_all_topics == len(page.hits)

        ask()
