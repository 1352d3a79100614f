"""The excerpt that is shown of a hit, and where its matches are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kbviewer.index.match import Match, Text, find
from kbviewer.index.parse import parse
from kbviewer.index.query import Field
from kbviewer.index.snippet import excerpt
from kbviewer.text.fold import fold


def shown(query: str, text: str, width: int = 60) -> tuple[str, list[str]]:
    snippet = excerpt(text, find(parse(query).terms(), Text(text)), width)
    return snippet.text, [snippet.text[start:end] for start, end in snippet.matches]


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


def test_line_breaks_become_blanks() -> None:
    assert shown("b", "a\nb\tc") == ("a b c", ["b"])


def test_matches_lie_on_the_original_characters() -> None:
    assert shown("電商", "抖音电商")[1] == ["电商"]
    assert shown("ai", "ＡＩ眼镜")[1] == ["ＡＩ"]
    assert shown("cafe", "Cafe\u0301 au lait")[1] == ["Cafe\u0301"]
    assert shown("4000", "over 4,000 streams")[1] == ["4,000"]
    assert shown("studies ", "a study of")[1] == ["study"]
    assert shown("双11", "去年双 11大促")[1] == ["双 11"]


def test_matches_do_not_overlap() -> None:
    places = find(parse("抖音 抖音电商 电商 ").terms(), Text("抖音电商"))
    assert [(match.start, match.end) for match in places] == [(0, 4)]


def test_a_term_of_another_field_is_not_marked() -> None:
    terms = parse("title:盲盒 ").terms()
    assert find(terms, Text("盲盒")) == []
    assert find(terms, Text("盲盒"), Field.TITLE) == [Match(0, 2, 0)]


_TEXTS = st.text(st.sampled_from("抖音電商é e\u0301AIab1,. \n。，ﬁ①😀\u200d👍"), max_size=80)


@given(_TEXTS, st.text(st.sampled_from("抖音电商eAIab1fi 😀"), min_size=1, max_size=4))
def test_what_is_marked_folds_to_what_was_asked(text: str, query: str) -> None:
    for match in find(parse(f'"{query}"').terms(), Text(text)):
        marked = fold(text[match.start : match.end])
        asked = [unit.text for term in parse(f'"{query}"').terms() for unit in term.units]
        assert marked.replace(",", "").startswith(asked[0])
        assert marked.replace(",", "").endswith(asked[-1])


@given(_TEXTS, st.integers(10, 60), st.text(st.sampled_from("抖音电ea1 "), max_size=4))
def test_an_excerpt_is_bounded_and_its_matches_lie_in_it(text: str, width: int, query: str) -> None:
    snippet = excerpt(text, find(parse(query).terms(), Text(text)), width)
    assert len(snippet.text) <= 3 * width + 42
    assert "\n" not in snippet.text
    position = 0
    for start, end in snippet.matches:
        assert position <= start < end <= len(snippet.text)
        position = end
    core = snippet.text.removeprefix("…").removesuffix("…")
    assert core in "".join(" " if char.isspace() else char for char in text) or "…" in text


def test_an_excerpt_begins_with_words_before_the_match_and_with_no_left_over_sign() -> None:
    text = "word " * 60 + "so it was: a fine fell on the target of them. " + "word " * 60
    snippet, _ = shown("target", text)
    assert snippet.startswith("…")
    assert snippet[1].isalpha()
    assert "fell on the target" in snippet
