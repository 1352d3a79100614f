"""A page of results: each article is found, with its title, source and time."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.importing.byline import parse_byline
from kbviewer.importing.listing import ListedArticle, parse_listing
from kbviewer.importing.unwrap import unwrap
from tests.importing.sample_pages import LONG_LINE, results_page, wrap

NOW = datetime(2025, 8, 25, 9, 30)  # noqa: DTZ001  local time, as a file's is taken
THREE = [
    ("直播间新规落地", "示例日报", "2025-08-11 20:41"),
    ("Sellers welcome lower fees", "Example Times", "2025-08-10 09:05"),
    ("仓库一日达 试点扩大", "物流周刊 (Wu Liu Zhou Kan)", "2025-07-28 05:19"),
]


def found(text: str) -> tuple[ListedArticle, ...]:
    return parse_listing(text.split("\n"), NOW).articles


def heads(text: str) -> list[tuple[str, str, str]]:
    return [(one.title, one.byline.source, one.byline.date.published) for one in found(text)]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n", " \n\t\n"])
@pytest.mark.parametrize("sign", ["· ", "·", " • ", "・", " | ", "｜", " - ", "，", ", ", " "])
def test_every_article_is_found_however_source_and_time_are_parted(sign: str, gap: str) -> None:
    assert heads(results_page(sign=sign, gap=gap)) == THREE


def test_a_text_keeps_its_lines_and_none_of_anothers() -> None:
    first, second, third = found(results_page())
    assert first.lines == (f"{LONG_LINE}。",)
    assert second.lines[0].startswith("Sellers said on 2025-08-09")
    assert third.lines[0].endswith("...")
    assert (first.is_truncated, second.is_truncated, third.is_truncated) == (False, False, True)


def test_a_date_in_a_text_starts_no_article() -> None:
    middle = [
        "记者从平台获悉，", "2025-08-01", "新规开始试行，平台方面表示，2025年8月2日",
        "示例日报 2025-08-03",
        "会有第二批。| 城市 | 2025-08-04 |", "- 示例日报 · 2025-08-05", "8.11", "如下：",
        "2025-08-06 10:00",
        "第一批。", "2025-08-07 10:00", "第二批。", "小标题", "2025-08-09", "第三批。",
    ]  # fmt: skip
    text = results_page().replace(
        f"{LONG_LINE}。\n", f"{LONG_LINE}。\n" + "\n".join(middle) + "\n", 1
    )
    assert heads(text) == THREE
    assert set(middle) <= set(found(text)[0].lines)


def test_a_title_that_was_broken_is_one_line() -> None:
    upper, lower = "平台公布夏季治理结果并首次说明直播间规则", "商家代表表示欢迎"
    for gap in ("\n", "\n\n"):
        text = results_page(gap=gap).replace("Sellers welcome lower fees", f"{upper}\n{lower}")
        assert heads(text)[1][0] == upper + lower
        text = results_page(gap=gap).replace("Sellers welcome lower fees", "短题“一\n二”三")
        assert heads(text)[1][0] == "短题“一二”三"
    text = results_page(gap="\n\n").replace(
        "Sellers welcome lower fees", "Sellers welcome the lower fees and\nask for more"
    )
    assert heads(text)[1][0] == "Sellers welcome the lower fees and ask for more"


def test_a_title_that_is_a_sentence_is_a_title() -> None:
    text = (
        results_page()
        .replace("\nSellers welcome", "\n\nSellers welcome")
        .replace("fees\n", "fees.\n")
    )
    assert heads(text)[1][0] == "Sellers welcome lower fees."


def test_source_and_time_may_stand_on_a_line_each() -> None:
    for text in (
        results_page(),
        results_page().replace("\n直播", "\n\n直播").replace("\n仓库", "\n\n仓库"),
    ):
        apart = text.replace("· ", "\n")
        assert heads(apart) == THREE
        assert [one.lines for one in found(apart)] == [one.lines for one in found(results_page())]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("sign", ["· ", " - ", "，", " "])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_of_one_article_source_and_time_may_stand_on_a_line_each(
    sign: str, gap: str, between: str
) -> None:
    text = results_page(sign=sign, gap=gap).replace(f"Times{sign}", f"Times{between}")
    assert heads(text) == THREE
    first, second, third = found(text)
    assert (first.is_by_place, second.is_by_place, third.is_by_place) == (False, True, False)
    assert [line for line in second.lines if line] == list(found(results_page())[1].lines)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("sign", ["· ", " - ", "，", " "])
@pytest.mark.parametrize("title", ["A" * 300, "题" * 300, "Sellers welcome the lower fees " * 20])
def test_an_article_with_a_long_title_is_an_article(title: str, sign: str, gap: str) -> None:
    text = results_page(sign=sign, gap=gap).replace("Sellers welcome lower fees", title)
    assert heads(text) == [THREE[0], (title.strip(), *THREE[1][1:]), THREE[2]]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("sign", ["· ", " - ", "，"])
@pytest.mark.parametrize(
    ("title", "source"),
    [("题" * 600, "Example Times{}"), ("A title without end\nand more", "Example Times\n"),
     ("A part. " * 40 + "Rest", "Example Times{}")],
)  # fmt: skip
def test_what_may_be_another_article_but_is_taken_for_text_is_told(
    title: str, source: str, sign: str, gap: str
) -> None:
    text = results_page(sign=sign, gap=gap).replace("Sellers welcome lower fees", title)
    text = text.replace(f"Example Times{sign}", source.format(sign))
    first = found(text)[0]
    assert len(first.lines) > 1
    assert first.doubtful


@pytest.mark.parametrize("columns", [44, 60, 80])
def test_a_page_that_breaks_all_its_lines_is_read(columns: int) -> None:
    for gap in ("\n", "\n\n"):
        lines = [part for line in results_page(gap=gap).split("\n") for part in wrap(line, columns)]
        assert heads("\n".join(lines)) == THREE
        assert unwrap(found("\n".join(lines))[0].lines)[0].lines == (f"{LONG_LINE}。",)


def test_a_text_with_dates_is_no_page_of_results() -> None:
    text = "今天天气好。\n2025年8月11日\n我去商店，2025年8月12日\n回来。"
    assert found(text) == ()
    assert found("\n".join(["2025-08-11", "2025-08-12", "示例，2025-08-13"])) == ()


def test_what_stands_above_the_first_title_is_the_pages_own() -> None:
    listing = parse_listing(f"直播\n\nSearch documents\n{results_page()}".split("\n"), NOW)
    assert listing.articles[0].title == THREE[0][0]
    assert listing.skipped_lines == ("直播", "Search documents")


@pytest.mark.parametrize(
    "foot",
    ["相关搜索\n直播规则\n开店", "上一页 1 2 3 下一页", "1 2 3 4 5", "« Prev 1 2 3 ... 9 Next »",
     "Related searches\nlive rules", "没有更多了", "© 2025 Example", "第 1 页 / 共 3 页"],
)  # fmt: skip
def test_what_stands_below_the_last_text_is_left_out_and_told(foot: str) -> None:
    listing = parse_listing(f"{results_page()}{foot}\n".split("\n"), NOW)
    assert listing.articles == found(results_page())
    assert list(listing.skipped_lines) == foot.split("\n")


def test_counts_of_shares_and_buttons_are_left_out_and_told() -> None:
    noise = ["分享 12 评论 3 点赞 1.2万", "阅读全文", "广告", "Read more"]
    text = results_page().replace("Sellers welcome", "\n".join([*noise, "Sellers welcome"]))
    listing = parse_listing(text.split("\n"), NOW)
    assert listing.articles == found(results_page())
    assert list(listing.skipped_lines) == noise


def test_an_article_without_a_title_is_an_article() -> None:
    text = results_page(gap="\n\n").replace("Sellers welcome lower fees\n\n", "")
    assert heads(text) == [THREE[0], ("", *THREE[1][1:]), THREE[2]]
    assert found(text)[0].lines == (f"{LONG_LINE}。",)


def test_an_article_without_a_source_or_a_text_is_an_article() -> None:
    text = results_page().replace("Example Times· ", "").replace(f"{LONG_LINE}。\n", "")
    assert heads(text) == [THREE[0], (THREE[1][0], "", THREE[1][2]), THREE[2]]
    assert found(text)[0].lines == ()


def test_an_address_between_belongs_to_the_article() -> None:
    text = results_page().replace("2025-08-11 20:41\n", "2025-08-11 20:41\nhttps://example.org/1\n")
    assert found(text)[0].url == "https://example.org/1"
    assert found(text)[0].lines == (f"{LONG_LINE}。",)
    text = results_page().replace("直播间新规落地\n", "直播间新规落地\nhttps://example.org/2\n")
    assert heads(text) == THREE
    assert found(text)[0].url == "https://example.org/2"


@pytest.mark.parametrize(
    ("line", "source", "published"),
    [
        ("约翰·史密斯 · 2025-08-11", "约翰·史密斯", "2025-08-11"),
        ("2025-08-11 20:41 · 示例日报", "示例日报", "2025-08-11 20:41"),
        ("示例日报 · 3小时前 · 阅读 1.2万", "示例日报", "2025-08-25"),
        ("来源：示例日报 2025-08-11 20:41", "示例日报", "2025-08-11 20:41"),
        ("2025-08-11 20:41 来源：示例日报 作者：张三", "示例日报", "2025-08-11 20:41"),
        ("发布时间：2025-08-11", "", "2025-08-11"),
        ("Example Times | Aug 11, 2025", "Example Times", "2025-08-11"),
        ("Example Times · 2 days ago · 3 min read", "Example Times", "2025-08-23"),
        ("2 1 Shi Li Ri Bao· 2025-08-11 12:01", "2 1 Shi Li Ri Bao", "2025-08-11 12:01"),
    ],
)
def test_a_byline_is_read_in_many_forms(line: str, source: str, published: str) -> None:
    byline = parse_byline(line, NOW)
    assert byline
    assert (byline.source, byline.date.published) == (source, published)


@pytest.mark.parametrize(
    "line",
    ["", "·", "2025-08-11 与 2025-08-12 · 2025-08-13 · 2025-08-14", "| a | 2025-08-11 |",
     "- 示例日报 · 2025-08-11", "平台表示，规则已定，2025-08-11", "他说。2025-08-11", "x" * 200],
)  # fmt: skip
def test_a_line_of_a_text_is_no_byline(line: str) -> None:
    assert parse_byline(line, NOW) is None


LINES = st.one_of(
    st.sampled_from([
        "", "题目", "示例· 2025-08-11 20:41", "2025-08-11 20:41", "示例，昨天", "正文。",
                     "相关搜索",
        "https://example.org", "广告", "正文 ...", "a" * 50, "示例 - 2025-08-11",
    ]),
    st.text(max_size=40),
)  # fmt: skip


@given(st.lists(LINES, max_size=25))
def test_whatever_a_page_holds_no_line_is_lost(lines: list[str]) -> None:
    lines = [line for text in lines for line in text.splitlines() or [""]]
    listing = parse_listing(lines, NOW)
    if not listing.articles:
        return
    kept = "".join(
        "".join((one.title, one.byline.date.written, one.byline.source, one.url, *one.lines))
        for one in listing.articles
    ) + "".join(listing.skipped_lines)
    words = [word for line in lines for word in line.split()]
    assert all(word.strip("·，-") in kept for word in words if word.strip("·，-").isalnum())
