"""Libraries of other tools: what their headers and names say is what is shown."""

from __future__ import annotations

import pytest

from kbviewer.i18n import Message
from kbviewer.library.article import Article
from kbviewer.library.metadata import parse_article, parse_topic


def article(text: str, file_id: str = "a.md") -> Article:
    return parse_article(file_id, text, ())


def said(text: str, file_id: str = "a.md") -> list[tuple[str, str]]:
    found = article(text, file_id).warnings
    assert all(warning.path == file_id for warning in found)
    return [(warning.what, warning.instead) for warning in found]


def test_a_page_of_hugo() -> None:
    found = article(
        "+++\ntitle = '治理'\ndate = 2025-08-11\ntags = ['a']\ncategories = ['b']\n"
        "[params]\nauthor = 'N'\n+++\n正文\n",
        "content/posts/2025-08-01-slug/index.md",
    )
    assert (found.title, found.published, found.source) == ("治理", "2025-08-11", "N")
    assert (found.topics, found.tags, found.author) == (("b",), ("a",), "N")
    assert (found.text, found.lang) == ("正文\n", "zh")
    assert found.warnings == ()


def test_a_bundle_of_hugo_is_called_as_its_folder() -> None:
    found = article("text", "posts/2025-08-01-first-look/index.md")
    assert (found.title, found.published) == ("first look", "2025-08-01")
    assert article("text", "index.md").title == "index"


def test_a_post_of_jekyll() -> None:
    found = article(
        "---\nlayout: post\ncategories: news tech\npublished: false\n---\nText.\n",
        "_posts/2025-08-11-my-first-post.md",
    )
    assert (found.title, found.published) == ("my first post", "2025-08-11")
    assert found.topics == ("news", "tech")
    assert found.warnings == ()
    dated = article("---\ndate: 2025-08-11\npublished: true\n---\n", "_posts/2025-08-01-x.md")
    assert dated.published == "2025-08-11"
    assert article("text", "2025-08-11.md").title == "2025-08-11"
    assert article("text", "_posts/2025-8-1-抖音电商.md").title == "抖音电商"


def test_a_page_clipped_into_obsidian() -> None:
    found = article(
        '---\ntitle: "盲盒"\nsource: "https://www.36kr.com/p/1"\nauthor:\n  - "[[36氪]]"\n  - N\n'
        "published: 2025-08-11\ncreated: 2025-09-01\ntags:\n  - clippings\n---\n正文"
    )
    assert (found.source, found.url) == ("36氪, N", "https://www.36kr.com/p/1")
    assert (found.published, found.tags) == ("2025-08-11", ("clippings",))
    assert (found.topics, found.author) == ((), "36氪, N")
    bare = article("---\nsource: https://www.36kr.com/p/1\npublished:\ncreated: 2025-09-01\n---\n")
    assert (bare.source, bare.url) == ("36kr.com", "https://www.36kr.com/p/1")
    assert bare.published == "2025-09-01"
    broken = article("---\nsource: 'https://[x'\n---\n")
    assert (broken.source, broken.url) == ("https://[x", "https://[x")


def test_names_with_a_comma_are_parted_by_semicolons() -> None:
    header = "---\nauthor: [Jane Doe, 'van der Berg, Karl', 王小明]\n---\n"
    assert article(header).author == "Jane Doe; van der Berg, Karl; 王小明"
    assert article("---\nauthor: 'Doe, Jane'\n---\n").author == "Doe, Jane"


@pytest.mark.parametrize(
    ("header", "warning"),
    [
        ("title: [a, b]", ("“title” has several values", "the first one counts")),
        ("title: {en: a}", ("“title” is neither text nor a list of texts", "it is left out")),
        ("tags: {a: b}", ("“tags” is neither text nor a list of texts", "it is left out")),
        ("date: 11/04/2016", ("“11/04/2016” can be read in two ways", "2016 is taken")),
        ("date: 2025-08-11 晚上8点",
         ("“2025-08-11 晚上8点” is only partly understood", "2025-08-11 is taken")),
        ("date: 2025-08-11 20:41 EST",
         ("“2025-08-11 20:41 EST” has a time zone that is not known", "2025-08-11 is taken")),
        ("date: soon", ("“soon” is not a date", "it is left out")),
        ("date: [2025, 2026]", ("“date” has several values", "the first one counts")),
    ],
)  # fmt: skip
def test_a_field_that_is_not_what_it_should_be_is_a_warning(
    header: str, warning: tuple[str, str]
) -> None:
    text = f"---\n{header}\n---\ntext"
    assert said(text) == [warning]
    assert article(text).text == "text"


def test_what_is_quoted_is_one_short_line() -> None:
    text = '---\ndate: "soon\\nor\\tlater"\norder: 1\n"a\\nb": 1\n"a\\nb": 2\n---\n'
    assert [what for what, _ in said(text)] == [
        "“a b” occurs twice in the header", "“soon or later” is not a date",
    ]  # fmt: skip
    (odd, _), *_ = said('---\ndate: "so\\e[31m\\u202Eon\\u2028\\u009b"\n---\n')
    assert odd == "“so [31m on” is not a date"
    assert said(f"---\ndate: {'x' * 5000}\n---\n")[0][0] == f"“{'x' * 40}…” is not a date"


def test_fields_that_are_not_known_may_hold_anything() -> None:
    assert said("---\na: {b: [c, {d: e}]}\nf: [g, h]\nauthors: [i, j]\n---\n") == []


def test_a_date_that_is_none_leaves_the_next_one() -> None:
    text = "---\npublished: soon\ndate: 2025-08-11\n---\n"
    assert article(text).published == "2025-08-11"
    assert said(text) == [("“soon” is not a date", "“date” is taken")]


def test_the_place_of_a_topic_is_a_number() -> None:
    for written in ("soon", "nan", "inf", "1e999", "9" * 5000):
        topic = parse_topic("a/_index.md", f"---\norder: {written}\n---\ntext", ())
        assert topic.order == 1_000_000
        ((what, instead),) = [(warning.what, warning.instead) for warning in topic.warnings]
        assert what.endswith("” is not a number")
        assert instead == "the topic is sorted last"
        assert topic.warnings[0].path == "a/_index.md"
    assert parse_topic("a/_index.md", "---\nweight: -2.5\n---\n", ()).order == -2.5


@pytest.mark.parametrize(
    ("written", "keywords"),
    [
        ("[快递, parcel, 快递, '']", ("快递", "parcel")),
        ("快递，parcel, delivery van、a/b", ("快递", "parcel", "delivery van", "a/b")),
        ("'#快递 #parcel'", ("快递", "parcel")),
        ('["a\\nb"]', ("a b",)),
        ("", ()),
    ],
)
def test_a_topics_keywords_are_a_list_or_one_text(written: str, keywords: tuple[str, ...]) -> None:
    topic = parse_topic("a/_index.md", f"---\nkeywords: {written}\n---\n", ())
    assert topic.keywords == keywords
    assert topic.warnings == ()


def test_keywords_that_are_a_map_are_a_warning() -> None:
    topic = parse_topic("a/_index.md", "---\nkeywords: {a: b}\n---\n", ())
    assert topic.keywords == ()
    ((what, instead),) = [(warning.what, warning.instead) for warning in topic.warnings]
    assert what == "“keywords” is neither text nor a list of texts"
    assert instead == "it is left out"


def test_what_is_wrong_with_a_topics_page_is_said() -> None:
    found = [(Message("one"), Message("two"))]
    topic = parse_topic("a/_index.md", "---\ntitle: [\n---\ntext", found)
    assert topic.warnings[0].what == "one"
    assert topic.title == "a"
    assert len(topic.warnings) == 2
    assert "text" in topic.text


def test_a_header_that_cannot_be_read_is_no_title() -> None:
    found = article("---\ntitle: &a 文章\ntags: [x]\n---\n正文\n", "note.md")
    assert found.title == "note"
    assert "文章" in found.text
    assert len(found.warnings) == 1


def test_a_header_that_is_not_quite_yaml_is_read() -> None:
    found = article("---\ntitle: [转载] 文章\ndate: 2025-08-11\ntags: [x]\n---\n正文\n", "note.md")
    assert (found.title, found.published, found.tags) == ("[转载] 文章", "2025-08-11", ("x",))
    assert found.text == "正文\n"
    assert len(found.warnings) == 1


def test_no_value_is_no_title_no_date_and_no_topic() -> None:
    text = "---\ntitle: null\ndate: ~\ntags: [null]\n---\n# 治理\n"
    found = article(text, "folder/2025-08-11.md")
    assert (found.title, found.published, found.topics) == ("治理", "2025-08-11", ("folder",))
    assert said(text) == []


def test_a_note_without_title_is_called_as_its_file_where_headings_name_but_its_parts() -> None:
    assert article("Some thoughts.\n\n## Sources\n- x\n", "盲盒.md").title == "盲盒"
    assert article("---\ntags: [a]\n---\n\n# 治理\n", "x.md").title == "治理"


LONG = "its title is longer than 1,000 characters"


def test_a_title_without_end_is_cut_and_what_is_cut_off_is_found_in_the_text() -> None:
    title = "电商 " * 20_000 + "last"
    text = f"---\ntitle: {title}\n---\nbody\n"
    found = article(text)
    assert title.startswith(found.title)
    assert 900 < len(found.title) <= 1_000
    assert found.text.endswith("last\n\nbody\n")
    instead = "it is shortened; the whole title is kept in the text"
    assert said(text) == [(LONG, instead)]
    topic = parse_topic("a/_index.md", text, ())
    assert len(topic.title) <= 1_000
    assert topic.text.endswith("last\n\nbody")
    assert [(said.what, said.instead) for said in topic.warnings] == [(LONG, instead)]
    heading = f"# {title}\nbody\n"
    assert len(article(heading).title) <= 1_000
    assert article(heading).text == heading
    assert said(heading) == [(LONG, "it is shortened")]


def test_a_header_in_chinese_is_read() -> None:
    for written in (
        "标题 来源 作者 日期 主题 标签 语言 链接 摘要",
        "標題 來源 作者 日期 主題 標籤 語言 鏈接 摘要",
    ):
        title, source, author, date, topics, tags, lang, url, description = written.split()
        found = article(
            f"---\n{title}: 键名\n{source}: 财经网\n{author}: 张三\n{date}: 2025年8月11日\n"
            f"{topics}: [供应链]\n{tags}: [仓]\n{lang}: en\n{url}: https://a.cn\n"
            f"{description}: 概述\n---\n正文\n"
        )
        assert (found.title, found.source, found.author) == ("键名", "财经网", "张三")
        assert (found.published, found.topics, found.tags) == ("2025-08-11", ("供应链",), ("仓",))
        assert (found.lang, found.url, found.description) == ("en", "https://a.cn", "概述")
        assert (found.text, found.warnings) == ("正文\n", ())


DATE_KEYS = (
    "published date datePublished publish_date pubDate created created_at 发布日期 发布时间 日期"
)
CHANGE_KEYS = "updated modified lastmod 更新时间 更新日期"


@pytest.mark.parametrize("key", f"{DATE_KEYS} {CHANGE_KEYS} Publish-Date PUBLISHDATE".split())
def test_a_date_is_read_under_the_names_that_people_write(key: str) -> None:
    assert article(f"---\n{key}: 2025-08-11\n---\n").published == "2025-08-11"


def test_the_date_of_a_change_counts_where_there_is_no_other() -> None:
    for key in DATE_KEYS.split():
        for change in CHANGE_KEYS.split():
            text = f"---\n{change}: 2025-09-01\n{key}: 2025-08-11\n---\n"
            assert article(text).published == "2025-08-11"
    named = article("---\nupdated: 2025-09-01\n---\n", "2025-08-11-a.md")
    assert named.published == "2025-08-11"
    assert article("---\ndate: soon\nupdated: 2025\n---\n").published == "2025"


def test_two_spellings_of_a_name_are_one_field_that_is_not_empty() -> None:
    assert article("---\n标题: a\ntitle: b\n---\n").title == "b"
    assert article("---\ntitle:\n标题: a\n---\n").title == "a"
    assert article("---\n标题: a\ntitle:\n---\n").title == "a"
    assert parse_topic("a/_index.md", "---\ntitle-zh: 名\nTitle: x\n---\n", ()).title_zh == "名"


def test_what_a_header_says_an_article_is_about_is_read() -> None:
    found = article("---\ndescription: 'a\n  b'\nkeywords: 榴莲, kiwi\nalias: c\n---\n")
    assert (found.description, found.keywords, found.aliases) == ("a b", ("榴莲", "kiwi"), ("c",))
    assert article("---\nsummary: s\n---\n").description == "s"
    assert article("text").description == article("text").author == ""
