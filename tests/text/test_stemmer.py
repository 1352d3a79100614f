"""English inflections."""

from __future__ import annotations

import pytest

from kbviewer.text.stemmer import has_inflections, stem, stem_prefix


@pytest.mark.parametrize(
    "forms",
    [
        ("merchant", "merchants", "merchant's"),
        ("refund", "refunds", "refunded", "refunding"),
        ("study", "studies", "studied"),
        ("policy", "policies"),
        ("price", "prices", "priced", "pricing"),
        ("plan", "plans", "planned", "planning"),
        ("control", "controls", "controlled", "controlling"),
        ("roll", "rolls", "rolled", "rolling"),
        ("bus", "buses"),
        ("tie", "ties", "tied", "tying"),
        ("focus", "focuses", "focused", "focusing"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("news", "new"), ("goods", "good"), ("customs", "custom"), ("means", "mean"), ("gas", "ga"),
     ("evening", "even"), ("wedding", "wed"), ("being", "be"), ("united", "unite"), ("car", "care"),
     ("clinic", "clinical"), ("university", "universe"), ("logistics", "logistic"),
     ("hop", "hope"), ("general", "generalize")],
)  # fmt: skip
def test_derivations_and_other_words_have_stems_of_their_own(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    "forms", [("happy", "happier"), ("tie", "tying"), ("agree", "agreed"), ("hope", "hoping")]
)
def test_all_forms_begin_with_the_prefix_of_their_stem(forms: tuple[str, ...]) -> None:
    for form in forms:
        if stem(form) == stem(forms[0]):
            assert form.startswith(stem_prefix(forms[0]))


@pytest.mark.parametrize("word", ["as", "c++", "r3+", "88vip", "can't", "2025", "盲盒", "café"])
def test_what_is_no_english_word_has_no_inflections(word: str) -> None:
    assert not has_inflections(word)
    assert stem(word) == word
