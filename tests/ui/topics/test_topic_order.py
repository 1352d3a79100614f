"""Siblings of the tree: by the order of their pages, then by title in the order of a language."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QLocale

from kbviewer.library.article import Topic
from kbviewer.ui.topics.topic_model import TopicModel
from kbviewer.ui.topics.topic_order import sorted_siblings

ENGLISH, SWEDISH, C = QLocale("en_US"), QLocale("sv_SE"), QLocale.c()
CHINESE = ["阿里", "重庆", "第2章", "第10章", "竞争", "商家", "物流", "长沙", "治理"]


def in_order(titles: list[str], locale: QLocale) -> list[str]:
    """The titles of topics in the order of the tree, whatever the order they come in."""
    topics = [Topic(f"t{number}", title) for number, title in enumerate(titles)]
    random.Random(1).shuffle(topics)
    return [topic.title for topic in sorted_siblings(topics, locale)]


@pytest.mark.parametrize("locale", [ENGLISH, SWEDISH, C, QLocale("zh_CN")], ids=QLocale.name)
def test_chinese_titles_are_in_the_order_of_their_pinyin(locale: QLocale) -> None:
    assert in_order(CHINESE, locale) == CHINESE
    assert in_order([*CHINESE, "Market"], locale)[:-1] == CHINESE


def test_other_titles_are_in_the_order_of_the_locale() -> None:
    assert in_order(["ä", "B", "b2", "b10", "z"], ENGLISH) == ["ä", "B", "b2", "b10", "z"]
    assert in_order(["ä", "B", "b2", "b10", "z"], SWEDISH) == ["B", "b2", "b10", "z", "ä"]
    assert in_order(["ä", "B", "b2", "b10", "z"], C) == ["ä", "B", "b2", "b10", "z"]


def test_among_titles_that_are_mostly_not_chinese_the_locale_decides() -> None:
    assert in_order(["apple", "ä", "z", "治理"], SWEDISH) == ["apple", "z", "ä", "治理"]


def test_a_language_with_chinese_characters_keeps_its_own_order() -> None:
    by_pinyin, by_strokes = ["阿", "一"], ["一", "阿"]
    assert in_order(by_pinyin, ENGLISH) == by_pinyin
    assert in_order(by_pinyin, QLocale("zh_TW")) == by_strokes


def test_the_order_of_pages_comes_first_and_tags_last() -> None:
    topics = [
        Topic("a", "A"), Topic("z", "Z", order=1), Topic("/tags", "Tags", order=0), Topic("b", "B"),
    ]  # fmt: skip
    assert [t.title for t in sorted_siblings(topics, ENGLISH)] == ["Z", "A", "B", "Tags"]


def test_what_has_one_title_is_in_the_order_of_its_path() -> None:
    topics = [Topic(path, "T") for path in ("c", "a", "d", "b")]
    assert [topic.path for topic in sorted_siblings(topics, ENGLISH)] == ["a", "b", "c", "d"]


def test_every_level_of_the_tree_is_sorted() -> None:
    model = TopicModel(locale=SWEDISH)
    model.set_topics([
        Topic("x/y", "y"), Topic("x/ä", "ä"), Topic("x/z", "z"), Topic("n/治", "治"),
        Topic("n/阿", "阿"), Topic("/tags/y", "y"), Topic("/tags/ä", "ä"), Topic("/tags/z", "z"),
    ])  # fmt: skip

    def below(path: str) -> list[str]:
        index = model.index_of(path)
        return [model.index(row, 0, index).data() for row in range(model.rowCount(index))]

    assert below("") == ["n", "x", "tags"]
    assert below("n") == ["阿", "治"]
    assert below("x") == below("/tags") == ["y", "z", "ä"]
