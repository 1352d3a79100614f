"""The excerpt that is shown of a hit, and where its matches are."""

from __future__ import annotations

import unicodedata
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kbviewer.index.search.matcher import Match, SearchableText, find_matches
from kbviewer.index.search.snippets import MAX_FRAGMENTS, _fragments, make_snippet
from kbviewer.query.ast import Field
from kbviewer.query.parser import parse_query
from kbviewer.text.fold import fold


def shown(query: str, text: str, width: int = 60) -> tuple[str, list[str]]:
    snippet = make_snippet(
        text, find_matches(parse_query(query).positive_terms(), SearchableText(text)), width
    )
    return snippet.text, [snippet.text[m.start : m.end] for m in snippet.matches]


def test_a_short_text_is_shown_whole() -> None:
    assert shown("电", "抖音電商的直播") == ("抖音電商的直播", ["電"])


def test_the_place_with_the_most_different_words_is_shown() -> None:
    text = "merchant " * 30 + "\n" + "x " * 200 + "\na refund for the merchant. " + "y " * 200
    _, matches = shown("refund merchant ", text)
    assert "refund" in matches
    assert "merchant" in matches


def test_words_are_not_cut_in_two() -> None:
    text = "internationalisation " * 40
    snippet, _ = shown("zzz", text)
    assert set(snippet.strip("…").split()) == {"internationalisation"}
    snippet, _ = shown("target", text + "target " + text)
    assert set(snippet.strip("…").split()) == {"internationalisation", "target"}


def test_an_excerpt_says_where_the_text_goes_on() -> None:
    text = "句子一句。" * 30 + "盲盒在这里。" + "句子二句。" * 30
    snippet, matches = shown("盲盒", text)
    assert snippet.startswith("…")
    assert snippet.endswith("…")
    assert matches == ["盲盒"]


def test_without_a_match_the_beginning_is_shown() -> None:
    assert shown("zzz", "begin " + "x " * 100)[0].startswith("begin x")


def test_line_breaks_become_spaces() -> None:
    assert shown("b", "a\nb\tc") == ("a b c", ["b"])


def test_matches_lie_on_the_original_characters() -> None:
    assert shown("電商", "抖音电商")[1] == ["电商"]
    assert shown("ai", "ＡＩ眼镜")[1] == ["ＡＩ"]
    assert shown("cafe", "Cafe\u0301 au lait")[1] == ["Cafe\u0301"]
    assert shown("4000", "over 4,000 streams")[1] == ["4,000"]
    assert shown("studies ", "a study of")[1] == ["study"]
    assert shown("双11", "去年双 11大促")[1] == ["双 11"]


def test_matches_do_not_overlap() -> None:
    matches = find_matches(
        parse_query("抖音 抖音电商 电商 ").positive_terms(), SearchableText("抖音电商")
    )
    assert [(match.start, match.end) for match in matches] == [(0, 4)]


def test_a_term_of_another_field_is_not_marked() -> None:
    terms = parse_query("title:盲盒 ").positive_terms()
    assert find_matches(terms, SearchableText("盲盒")) == []
    assert find_matches(terms, SearchableText("盲盒"), Field.TITLE) == [Match(0, 2, 0)]


_TEXTS = st.text(st.sampled_from("抖音電商é e\u0301AIab1,. \n。，ﬁ①😀\u200d👍"), max_size=80)


@given(_TEXTS, st.text(st.sampled_from("抖音电商eAIab1fi 😀"), min_size=1, max_size=4))
@example("A.A", "AA")
@example("商 商", "商")
def test_what_is_marked_folds_to_what_was_asked(text: str, query: str) -> None:
    for match in find_matches(parse_query(f'"{query}"').positive_terms(), SearchableText(text)):
        without_signs = str.maketrans("", "", ",.")  # of thousands and acronyms
        marked = fold(text[match.start : match.end]).translate(without_signs)
        asked = [
            unit.text for term in parse_query(f'"{query}"').positive_terms() for unit in term.units
        ]
        assert marked.startswith(asked[0])
        assert marked.endswith(asked[-1])


@given(_TEXTS, st.integers(10, 60), st.text(st.sampled_from("抖音电ea1 "), max_size=4))
def test_an_excerpt_is_bounded_and_its_matches_lie_in_it(text: str, width: int, query: str) -> None:
    snippet = make_snippet(
        text, find_matches(parse_query(query).positive_terms(), SearchableText(text)), width
    )
    assert len(snippet.text) <= 3 * width + 42
    assert "\n" not in snippet.text
    position = 0
    for match in snippet.matches:
        assert position <= match.start < match.end <= len(snippet.text)
        position = match.end
    core = snippet.text.removeprefix("…").removesuffix("…")
    assert core in "".join(" " if char.isspace() else char for char in text) or "…" in text


def test_an_excerpt_begins_with_words_before_the_match_and_with_no_left_over_sign() -> None:
    text = "word " * 60 + "so it was: a fine fell on the target of them. " + "word " * 60
    snippet, _ = shown("target", text)
    assert snippet.startswith("…")
    assert snippet[1].isalpha()
    assert "fell on the target" in snippet


# --- several fragments

FILLER = "这里说的是别的事情。" * 40


def test_terms_that_stand_far_apart_are_shown_in_fragments_in_the_order_of_the_text() -> None:
    text = f"盲盒在前。{FILLER}然后是商家。{FILLER}最后退款。{FILLER}"
    snippet, matches = shown("退款 商家 盲盒 ", text, 160)
    assert matches == ["盲盒", "商家", "退款"]
    assert snippet.count(" … ") == 2
    assert snippet.startswith("盲盒在前。")
    assert snippet.endswith("…")
    assert len(snippet) <= 180


def test_terms_that_stand_together_somewhere_are_shown_in_one_fragment() -> None:
    text = f"盲盒在前。{FILLER}然后是商家。{FILLER}最后商家退盲盒的款。{FILLER}"
    snippet, matches = shown("商家 盲盒 ", text)
    assert matches == ["商家", "盲盒"]
    assert " … " not in snippet


def test_of_more_terms_than_fragments_as_many_as_possible_are_shown() -> None:
    text = FILLER.join(["甲", "乙丙", "甲乙", "丁", "戊", ""])
    assert shown("甲 乙 丙 丁 戊 ", text, 160)[1] == ["乙", "丙", "甲", "乙", "丁"]


def test_fragments_that_touch_are_one() -> None:
    text = FILLER + "甲" + "x " * 11 + "乙" + "x " * 11 + "丙" + "x " * 11 + "丁" + FILLER
    snippet, matches = shown("甲 乙 丙 丁 ", text, 80)
    assert matches == ["甲", "乙", "丙", "丁"]
    assert " … " not in snippet


def test_a_fragment_begins_and_ends_with_a_sentence() -> None:
    text = "前面一句话很长。" * 9 + "这里有盲盒。" + "后面一句话很长。" * 9
    for width in range(50, 60):
        snippet, _ = shown("盲盒", text, width)
        assert snippet.startswith("…前面")
        assert snippet.endswith("很长。…")
    text = "It said so. " * 30 + "Then 46.15% of it. " + "It said no. " * 30
    snippet, _ = shown("46.15", text, 60)
    assert snippet.startswith("…Then 46.15% ")
    assert snippet.endswith(("of it.…", "said no.…"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "whole",
    ["4,000", "46.15%", "1,234,567.89", "165亿", "2025-08-22", "20:41", "$100", "C++", "can't",
     "e\u0301tude", "ＡＩ", "example.com", "коммерция", "👨\u200d👩\u200d👧", "🇨🇳",
     "1\ufe0f\u20e3", "ｶﾞ", "か\u3099", "\u1112\u1161\u11ab", "❤\ufe0f", "👍🏽", "\ud83d\ude00",
     "国\U000e0100", "กำ", "🏴\U000e0067\U000e007f"],
)  # fmt: skip
def test_what_belongs_together_is_not_cut_wherever_a_cut_may_fall(whole: str) -> None:
    text = "，" * 80 + whole + "，" * 30 + "盲盒" + "，" * 30 + whole + "，" * 80
    for width in range(20, 140):
        snippet, _ = shown("盲盒", text, width)
        assert set(snippet) <= {*"…，盲盒", *whole}
        rest = snippet.replace(whole, "")
        assert not set(rest) & set(whole), snippet


def test_no_match_is_cut_at_either_end() -> None:
    text = "，" * 90 + "甲乙丙丁戊，，" * 4 + "盲盒" + "甲乙丙丁戊，，" * 20
    for width in range(20, 140):
        snippet, matches = shown("盲盒 甲乙丙丁戊 ", text, width)
        assert set(matches) <= {"盲盒", "甲乙丙丁戊"}
        assert snippet.count("甲") == snippet.count("戊") == matches.count("甲乙丙丁戊")


def test_a_match_longer_than_the_excerpt_is_cut_and_marked_as_far_as_it_goes() -> None:
    text = FILLER + "甲" * 100 + FILLER
    snippet, matches = shown("甲" * 100, text, 60)
    assert matches == ["甲" * 60]
    assert snippet.endswith("甲…")


def test_a_long_quotation_is_whole_in_a_fragment_of_its_own() -> None:
    quoted = "improper product exchanges and high-priced blind box sales of all kinds"
    text = FILLER + quoted + FILLER + "甲" + FILLER
    assert shown(f'"{quoted}" 甲 ', text, 160)[1] == [quoted, "甲"]


# --- whatever the text


SYLLABLES = ("LL", "LV", "L2", "L3", "VV", "VT", "2V", "2T", "TT", "3T")
"""Hangul letters that follow each other within a syllable; see ``syllable``."""


def clusters(text: str) -> set[int]:
    """Where a reader's characters begin and end: the core rules of Unicode's UAX #29."""
    boundaries = {0, len(text)}
    flags = 0
    pictured = False  # a pictograph, marks, and maybe a joiner have just been read
    for offset in range(1, len(text)):
        before, after = text[offset - 1], text[offset]
        flags = flags + 1 if is_flag(before) else 0
        if is_pictograph(before):
            pictured = True
        elif not extends(before):
            pictured = False
        if not (
            extends(after)
            or (before, after) == ("\r", "\n")
            or (before == "\u200d" and pictured and is_pictograph(after))
            or (flags % 2 == 1 and is_flag(after))
            or syllable(before) + syllable(after) in SYLLABLES
            or ("\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff")
        ):
            boundaries.add(offset)
    return boundaries


def is_flag(char: str) -> bool:
    return unicodedata.name(char, "").startswith("REGIONAL INDICATOR SYMBOL")


def is_pictograph(char: str) -> bool:
    return unicodedata.category(char) == "So" and char > "\u2190" and not is_flag(char)


def extends(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char in "\u200c\u200dﾞﾟ\u0e33"
        or "EMOJI MODIFIER" in unicodedata.name(char, "")
        or unicodedata.name(char, "").startswith("TAG ")
    )


def syllable(char: str) -> str:
    """The kind of a Hangul letter: L, V, T, or a syllable of two or three."""
    name = unicodedata.name(char, "")
    for kind, start in (("L", "CHOSEONG"), ("V", "JUNGSEONG"), ("T", "JONGSEONG")):
        if name.startswith(f"HANGUL {start}"):
            return kind
    if name.startswith("HANGUL SYLLABLE"):
        return "2" if len(unicodedata.normalize("NFD", char)) == 2 else "3"
    return ""


ODD = ["e\u0301", "o\u0308\u0301", "か\u3099", "ｶﾞ", "ｶ", "\u1112", "\u1161", "\u11ab", "한", "하"]
ODD += ["👨", "\u200d", "👩", "👍", "🏽", "❤", "\ufe0f", "🇨", "🇳", "🇯", "1\ufe0f\u20e3", "#"]
ODD += ["\u20e3", "\ud83d", "\ude00", "國", "\U000e0100", "กำ", "नि", "\r", "\n", "\u0301"]
ODD += ["\u3099", "😀", "\u00ad", "\U000e0067"]
PLAIN = ["国", "家", "电", "，", "。", " ", " ", "\n", "word", "AI", "4,000", "46.15%", "165亿"]
PLAIN += [". ", "、"]
TEXTS = st.lists(st.sampled_from(ODD + PLAIN * 2), max_size=120).map("".join)
QUERIES = st.lists(st.sampled_from([*ODD, *PLAIN]), min_size=1, max_size=4).map(" ".join)


@given(TEXTS, QUERIES, st.integers(20, 80))
def test_no_cut_parts_what_a_reader_sees_as_one(text: str, query: str, width: int) -> None:
    matches = find_matches(parse_query(query + " ").positive_terms(), SearchableText(text))
    fragments = _fragments(text, matches, width)
    whole = clusters(text)
    assert {bound for fragment in fragments for bound in fragment} <= whole
    assert 1 <= len(fragments) <= MAX_FRAGMENTS
    assert all(start <= end for start, end in fragments)
    assert all(left[1] < right[0] for left, right in pairwise(fragments))
    for start, end in fragments:  # no match is cut, unless it is longer than all
        for match in matches:
            if match.end - match.start <= width:
                assert not match.start < start < match.end
                assert not match.start < end < match.end


@given(TEXTS, QUERIES, st.integers(20, 80))
def test_the_marks_of_an_excerpt_are_the_matches_in_its_fragments(
    text: str, query: str, width: int
) -> None:
    matches = find_matches(parse_query(query + " ").positive_terms(), SearchableText(text))
    snippet = make_snippet(text, matches, width)
    assert snippet == make_snippet(text, list(matches), width)
    fragments = _fragments(text, matches, width)
    lines = ["".join(" " if c.isspace() else c for c in text[a:b]) for a, b in fragments]
    before, after = "…" * (fragments[0][0] > 0), "…" * (fragments[-1][1] < len(text))
    assert snippet.text == before + " … ".join(lines) + after
    assert len(snippet.text) <= 3 * width
    marked = [snippet.text[m.start : m.end] for m in snippet.matches]
    inside = [text[m.start : m.end] for m in matches for a, b in fragments if a <= m.start < b]
    if all(match.end - match.start <= width for match in matches):
        assert marked == ["".join(" " if c.isspace() else c for c in found) for found in inside]
    assert bool(marked) == bool(matches)


WIDTH = 96


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 4), st.integers(0, 4)), min_size=1))
def test_no_other_fragments_would_show_more_terms(
    spans: list[tuple[int, int, int]],
) -> None:
    matches: list[Match] = []
    position = 0
    for gap, length, term in spans:
        matches.append(Match(position + gap, position + gap + length, term))
        position += gap + length
    text = "".join(chr(0x4E00 + index) for index in range(position + 200))  # each only once
    snippet = make_snippet(text, matches, WIDTH)
    starts = {text[match.start]: match.term_index for match in matches}
    seen = {starts[snippet.text[match.start]] for match in snippet.matches}
    assert all(starts[snippet.text[m.start]] == m.term_index for m in snippet.matches)

    def together(first: Match, room: int) -> set[int]:
        return {
            m.term_index for m in matches if first.start <= m.start and m.end <= first.start + room
        }

    for first in matches:
        assert len(seen) >= len(together(first, WIDTH * 3 // 4))
    for three in combinations(matches[:12], min(3, len(matches))):
        assert len(seen) >= len(set().union(*(together(first, WIDTH // 4) for first in three)))
    assert len(snippet.text) <= WIDTH + 10
