"""What is cited: names, sources and dates as a bibliography has them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.export.names import Name, split_names
from kbviewer.export.reference import reference_of
from kbviewer.export.sources import is_newspaper, source_name
from tests.cost import cpu_seconds
from tests.export.cases import ARTICLES, CASES, TODAY


def test_there_are_forty_cases() -> None:
    assert len(CASES) == 40


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("张三；李四、王五", ["张三", "李四", "王五"]),
        ("张三, 李四，王五", ["张三", "李四", "王五"]),
        ("本报记者：张三", ["张三"]),
        ("By Jane Doe", ["Doe, Jane"]),
        ("John Smith and Jane Doe", ["Smith, John", "Doe, Jane"]),
        ("John Smith & Jane Doe", ["Smith, John", "Doe, Jane"]),
        ("John Smith, Jane Doe, and Rita Roe", ["Smith, John", "Doe, Jane", "Roe, Rita"]),
        ("Smith, J. and Doe, J.", ["Smith, J.", "Doe, J."]),
        ("Smith, John", ["Smith, John"]),
        ("John Smith; John Smith", ["Smith, John"]),
        ("J. K. Rowling", ["Rowling, J. K."]),
        ("King, Martin Luther, Jr.", ["King, Martin Luther, Jr."]),
        ("Vincent van Gogh", ["van Gogh, Vincent"]),
        ("van Gogh, Vincent", ["van Gogh, Vincent"]),
        # What is not certain stays whole.
        ("Johnson and Johnson", ["Johnson and Johnson"]),
        (
            "Ministry of Industry and Information Technology",
            ["Ministry of Industry and Information Technology"],
        ),
        ("Reuters Staff", ["Reuters Staff"]),
        ("Foo, Inc.", ["Foo, Inc."]),
        ("Alice, Bob, Carol", ["Alice, Bob, Carol"]),
        ("IBM Research", ["IBM Research"]),
        ("Wei Zhang", ["Wei Zhang"]),
        ("Zhang San, Li Si", ["Zhang San", "Li Si"]),
        ("新华社", ["新华社"]),
    ],
)
def test_authors_are_parted_where_that_is_certain(text: str, names: list[str]) -> None:
    assert [name.inverted for name in split_names(text)] == names


def test_a_name_has_its_parts_or_is_literal() -> None:
    assert split_names("Martin Luther King Jr.") == (Name("King", "Martin Luther", "Jr."),)
    assert split_names("张三") == (Name("张三"),)
    assert Name("张三").is_literal
    assert not Name("King", "Martin").is_literal


@given(st.text(alphabet="张三李 Smith.,;；、&and-'|Jr", max_size=40))
def test_names_of_any_text_are_on_one_line_and_not_empty(text: str) -> None:
    for name in split_names(text):
        assert name.family.strip()
        assert len("".join(name.inverted.split())) <= len("".join(text.split())) + 4


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("证券时报网 (Zheng Quan Shi Bao Wang)", "证券时报网"),
        ("36氪 (3 6 Ke)", "36氪"),
        ("21世纪经济报道 (2 1 Shi Ji Jing Ji Bao Dao)", "21世纪经济报道"),
        ("重庆日报（Chongqing Ribao）", "重庆日报"),
        ("银行家 (Yin Hang Jia)", "银行家"),
        ("  新浪  (Xin Lang)", "新浪"),
        ("电话会议纪要 (Conference Call Notes)", "电话会议纪要 (Conference Call Notes)"),
        ("新浪 (Sina)", "新浪 (Sina)"),
        ("人民网(北京)", "人民网(北京)"),
        ("AI (AI)", "AI (AI)"),
        ("(Xin Lang)", "(Xin Lang)"),
        ("", ""),
    ],
)
def test_a_transcription_in_brackets_is_no_part_of_the_name(source: str, name: str) -> None:
    assert source_name(source) == name


@pytest.mark.parametrize(
    "name",
    ["人民日报", "证券时报", "经济观察报", "21世纪经济报道", "文汇报", "都市快报",
     "The New York Times",
     "South China Morning Post", "China Daily", "The Wall Street Journal", "Financial Times"],
)  # fmt: skip
def test_newspapers_are_known_by_their_names(name: str) -> None:
    assert is_newspaper(name)


@pytest.mark.parametrize(
    "name",
    ["", "报", "证券时报网", "清华大学学报", "政府公报", "公司财报", "深度报道", "每日经济新闻",
     "澎湃新闻", "36氪", "a blog post", "Example Site", "Nature", "timesheet"],
)  # fmt: skip
def test_other_sources_are_no_newspapers(name: str) -> None:
    assert not is_newspaper(name)


def test_an_author_who_is_the_source_too_is_named_once() -> None:
    article = replace(ARTICLES[0], source="张三", author="张三")
    reference = reference_of(article, TODAY)
    assert reference.source == ""
    assert [name.family for name in reference.authors] == ["张三"]


def test_a_time_of_day_and_line_ends_are_left_out() -> None:
    article = replace(ARTICLES[0], title="a\nb\u202e", published="2025-08-24 14:12")
    reference = reference_of(article, TODAY)
    assert (reference.title, reference.date, reference.accessed) == (
        "a b", "2025-08-24", "2026-11-27",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "is_chinese"),
    [("zh", True), ("zh-cn", True), ("zh_tw", True), ("en", False), ("zha", False), ("", False)],
)
def test_the_language_is_that_of_the_text(lang: str, is_chinese: bool) -> None:
    assert reference_of(replace(ARTICLES[0], lang=lang), TODAY).is_chinese is is_chinese


@pytest.mark.parametrize(
    "part", ["a, ", "Smith, J. and ", "张三、", "van der ", "& ", "; ", "A B, "]
)
def test_a_hostile_list_of_authors_takes_no_time(part: str) -> None:
    for count in (19_900 // len(part), 100_000):
        text = part * count
        assert cpu_seconds(partial(split_names, text), 0.1) < 0.2


@pytest.mark.parametrize("part", ["Times ", "报", "(", "a(b)", "Post\t"])
def test_a_hostile_source_takes_no_time(part: str) -> None:
    text = part * 100_000
    assert cpu_seconds(lambda: is_newspaper(source_name(text)), 0.1) < 0.2
