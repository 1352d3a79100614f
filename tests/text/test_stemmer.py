"""English inflections."""

from __future__ import annotations

import pytest

from kbviewer.text.stemmer import has_inflections, stem


@pytest.mark.parametrize(
    "forms",
    [
        ("merchant", "merchants", "merchant's"),
        ("refund", "refunds", "refunded", "refunding"),
        ("study", "studies", "studied"),
        ("policy", "policies"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("word", ["as", "c++", "r3+", "88vip", "can't", "2025", "盲盒", "café"])
def test_what_is_no_english_word_has_no_inflections(word: str) -> None:
    assert not has_inflections(word)
    assert stem(word) == word
