"""The sentence around a place, by the rules of Chinese and English."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.export.sentence import sentence_at, sentences_between
from tests.cost import cpu_seconds

TEXT = st.text(alphabet="ab A。！？.!?…“”\"'’（）()1,，：\n Dr一", max_size=60)


def sentences_of(text: str) -> list[str]:
    """All sentences of a text, found from each of its places."""
    found = dict.fromkeys(sentence_at(text, offset) for offset in range(len(text)))
    return [text[start:end] for start, end in found]


@pytest.mark.parametrize(
    "sentences",
    [
        ["商家补贴超165亿元。", "同比增46.15%！", "真的吗？！", "是的"],
        ["他说：“第一句。第二句。”", "随后离开。"],
        ["“好。”他说。", "然后走了。"],
        ["“好！”", "“走吧。”"],
        ["这是“好”的意思。", "懂了。"],
        ["他问：“为什么？”，没有人答。", "下一句。"],
        ["总额1.65亿元（约2,300万美元。）比上年多。", "完。"],
        ["（注：见上。）", "下一句。"],
        ["这……不可能。", "是吗？"],
        ["《平台怎么了？》一文说：没事。", "好。"],
        ["分为1.产品和2.服务。", "完。"],
        ["版本3.5发布。", "下一句。"],
        ["见「说明。」一节。", "完。"],
        ["抖音说 R3+ is new.", "是的。"],
    ],
)
def test_chinese_sentences(sentences: list[str]) -> None:
    assert sentences_of("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["It rose by 46.15% to 4,000.", "Sales of $1.5bn.", "Done."],
        ["In the U.S. Senate nothing moved.", "It stayed in the U.S.", "The end."],
        ["Dr. Smith met Mr. Lee of Foo Inc. in Jan. 2025.", "They left."],
        ["He works at Apple Inc.", "The firm grew."],
        ["See fruit, e.g. apples, i.e. Cox, vs. Gala.", "Next."],
        ["J. K. Rowling wrote it.", "She left at 5 p.m. on Monday."],
        ["Smith et al. found it in Fig. 3 on p. 4.", "Next."],
        ['"Go away!" he said.', '"Stay."', "She left."],
        ["He said, “It works. It does.”", "Then he left."],
        ["It did (see below. Really.) and ended.", "Next."],
        ["Wait... what?", "No!", "Really?!", "Yes."],
        ["Yahoo! shares fell.", "Why?"],
        ["1. First item.", "2. Second item."],
        ["The version is v2.0.1 now.", "See www.example.com/a.html?b=c.", "End"],
        ["It's Bob's.", "That’s ‘all.’", "Bye."],
        ["He said, ‘It’s here. Really.’", "Then he left."],
        ["He said no.", "Then this is art.", "Nobody sat.", "Men say it’s the sun.", "Gone."],
        [
            "It is No. 5 in Vol. 2, ch. 3.",
            "Nobody knows.",
            "The vitamin is C.",
            "It helps, etc.",
            "X",
        ],
        ["Ask the rep.", "Nobody knows the gen.", "Rep. Doe does."],
        ["Mr. Sun came on Sat. 5 Mar. 2025.", "Col. Lee left.", "I saw J. Doe and A. B. Roe."],
        ["Fruit, e.g. apples, etc. are sweet.", "By Foo Ltd. Nothing else."],
        ["She was born in 2025.", "He was not."],
        ["It ended on No. 5 at St. John's.", "I did too."],
        ["So did I.", "We left."],
        ["Douyin（抖音）has 56万件 goods.", "Next one.", "下一句。"],
    ],
)
def test_english_sentences(sentences: list[str]) -> None:
    assert sentences_of(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "whole",
    ["46.15%", "4,000", "$1.5bn", "U.S.", "Dr. Smith", "e.g.", "Inc.", "1.65亿", "i.e.", "p.m."],
)
def test_nothing_is_cut_in_a_number_or_an_abbreviation(whole: str) -> None:
    text = f"Before it. He named {whole} and went on with it. Behind it."
    assert sentences_of(text)[1] == f"He named {whole} and went on with it."
    text = f"前一句。其中{whole}最多。后一句。"
    assert f"其中{whole}最多。" in sentences_of(text)


def test_a_line_is_the_longest_sentence() -> None:
    assert sentences_of("A title\nOne. Two\n| a | b |\n") == [
        "A title", "One.", "Two", "| a | b |",
    ]  # fmt: skip


def test_a_mark_without_its_other_half_hides_no_stop() -> None:
    assert sentences_of("他说：“第一句。第二句。") == ["他说：“第一句。", "第二句。"]
    assert sentences_of('A 5" disk. Next.') == ['A 5" disk.', "Next."]


@given(TEXT, st.data())
def test_a_sentence_holds_its_place(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, max(0, len(text) - 1)))
    start, end = sentence_at(text, offset)
    assert 0 <= start <= end <= len(text)
    assert "\n" not in text[start:end]
    assert text[start:end] == text[start:end].strip()
    if offset < len(text) and not text[offset].isspace():
        assert start <= offset < end


@given(TEXT)
def test_the_sentences_of_a_text_are_all_of_it_and_none_twice(text: str) -> None:
    found = sorted({sentence_at(text, offset) for offset in range(len(text))})
    spans = [span for span in found if span[0] < span[1]]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(
        text.split()
    )


@given(TEXT, st.data())
def test_sentences_between_hold_both_places(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = sentences_between(text, start, end)
    assert text[start:end].strip() in text[first:last] or "\n" in text[start:end]


def test_words_that_cross_a_stop_take_both_sentences() -> None:
    text = "前一句。甲说好。乙说不好。后一句。"
    start, end = sentences_between(text, text.index("好"), text.index("乙") + 1)
    assert text[start:end] == "甲说好。乙说不好。"


def test_a_sentence_without_an_end_is_cut_at_a_space() -> None:
    text = "word " * 10_000
    start, end = sentence_at(text, 25_002)
    assert end - start < 4_100
    assert set(text[start:end].split()) == {"word"}
    text = "4,000 46.15 " * 10_000
    start, end = sentence_at(text, 60_001)
    assert set(text[start:end].split()) == {"4,000", "46.15"}


@pytest.mark.parametrize(
    "sign",
    ["“", "“。", "(.", ".", '"', '."', "a. ", "’", "。”", "1.", ".)", "\n", "A.B", "(", "‘.’"],
)
def test_a_hostile_text_takes_no_time(sign: str) -> None:
    text = f"{sign * 100_000}a{sign * 1_000}b"
    for offset in (50_000, len(text) - 1_000):
        assert cpu_seconds(partial(sentence_at, text, offset), 0.05) < 0.2
