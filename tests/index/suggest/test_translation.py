"""The terms of a query in the other language."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer import paths
from kbviewer.errors import GlossaryError
from kbviewer.index.index import Index
from kbviewer.index.suggest.suggestion import SuggestionKind
from tests.index.searching import built
from tests.index.suggest.asking import queries, suggested, whys

Make = Callable[[dict[str, str]], Path]
LANGUAGE = SuggestionKind.LANGUAGE


@pytest.fixture
def index(library: Make) -> Index:
    texts = {
        "own/_index.md": "---\ntitle: Fast parcels\ntitle_zh: 快件\n---\n",
        "1.md": "商家与物流，仅退款，拼多多",
        "2.md": "Merchants and their logistics; refund-only orders. Pinduoduo. Fast parcels.",
        "3.md": "快件",
        "4.md": "# 安全与信任中心 (Safety and Trust Center)\n\nmore",
        "5.md": "The trust signal (信任信号) rises.",
        "6.md": "Another trust signal（信任信号）. 信任信号与信任",
        "7.md": "平台的揭牌仪式(unveiling) 与 揭牌仪式（unveiling），unveiling",
        "8.md": "偶然(chance)，chance",
    }
    return built(library(texts))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("商家", ["商家 OR merchant"]),
        ("merchants", ["merchants OR 商家"]),
        ("物流", ["物流 OR logistics"]),
        ("logistics ", ["logistics OR 物流 "]),
        ("拼多多", ["拼多多 OR Pinduoduo"]),
        ("pinduoduo", ["pinduoduo OR 拼多多"]),
        ("仅退款", ["仅退款 OR refund-only"]),
        ("refund-only", ["refund-only OR 仅退款"]),
        ("快件", ["快件 OR Fast-parcels"]),
        ("fast parcels", ["fast parcels OR 快件"]),
        ("火星", []),
        ("title:商家", []),
        ('"商家"', []),
        ("-商家", []),
    ],
)
def test_a_term_is_offered_in_the_other_language(
    index: Index, typed: str, offered: list[str]
) -> None:
    assert queries(index, LANGUAGE, typed) == offered


def test_other_terms_stay_beside_it(index: Index) -> None:
    assert queries(index, LANGUAGE, "物流 orders") == ["(物流 OR logistics) orders"]
    assert queries(index, LANGUAGE, "-火星 fast parcels own") == []


def test_it_is_said_where_a_pair_comes_from(index: Index) -> None:
    assert whys(index, LANGUAGE, "商家") == ["Also: merchant (+1), from the glossary"]
    assert whys(index, LANGUAGE, "快件") == [
        "Also: Fast parcels (+1), from the topic Fast parcels 快件"
    ]
    assert suggested(index, LANGUAGE, "商家")[0].term == "merchant"


def test_pairs_are_read_from_the_articles(index: Index) -> None:
    assert whys(index, LANGUAGE, "unveiling") == []  # 揭牌仪式 is in the same article only
    assert whys(index, LANGUAGE, "安全与信任中心") == []


def test_articles_must_agree_on_a_pair(library: Make) -> None:
    texts = {
        "1.md": "公司的揭牌仪式(unveiling)",
        "2.md": "今日揭牌仪式（unveiling）",
        "3.md": "揭牌仪式",
        "4.md": "an unveiling",
        "5.md": "一次偶遇(chance)",
        "6.md": "偶遇",
        "7.md": "## 信任中心 (Trust Center)",
        "8.md": "The Trust Center",
        "9.md": "信任中心",
    }
    with built(library(texts)) as index:
        assert whys(index, LANGUAGE, "unveiling") == [
            "Also: 揭牌仪式 (+1), from the articles, 2 times"
        ]
        assert whys(index, LANGUAGE, "揭牌仪式") == [
            "Also: unveiling (+1), from the articles, 2 times"
        ]
        assert whys(index, LANGUAGE, "chance") == []  # seen once
        assert queries(index, LANGUAGE, "信任中心") == ["信任中心 OR Trust-Center"]
        assert queries(index, LANGUAGE, "trust center") == ["trust center OR 信任中心"]


def test_the_users_own_list_comes_first(index: Index) -> None:
    own = paths.data_folder() / "aliases.md"
    own.parent.mkdir(parents=True)
    own.write_text("# Mine\n\n- 商家 = orders\n- 快递柜, 柜子 = Pinduoduo\nno pair\n")
    assert whys(index, LANGUAGE, "商家") == ["Also: orders (+1), from aliases.md"]
    assert queries(index, LANGUAGE, "柜子") == ["柜子 OR Pinduoduo"]
    own.write_text("- 商家 = parcels of nobody\n")
    os.utime(own, ns=(1, 1))
    assert queries(index, LANGUAGE, "商家") == ["商家 OR merchant"]


def test_a_list_that_cannot_be_read_is_told(index: Index) -> None:
    own = paths.data_folder() / "aliases.md"
    own.mkdir(parents=True)
    with pytest.raises(GlossaryError, match=r"aliases\.md cannot be read"):
        index.suggest(LANGUAGE, "商家")


def test_a_list_that_is_too_large_is_told(index: Index) -> None:
    own = paths.data_folder() / "aliases.md"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"x" * (4 * 1024 * 1024 + 1))
    with pytest.raises(GlossaryError, match="larger than 4 MB"):
        index.suggest(LANGUAGE, "商家")
