"""Tests for kbviewer.text.bulk_tokens."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kbviewer.text import bulk_tokens
from kbviewer.text.bulk_tokens import tokenize_texts
from kbviewer.text.fold import fold
from kbviewer.text.tokenizer import MAX_WORD_LENGTH, tokenize

# Letters, digits, signs between them, gaps, runs, what folds to several or with its neighbours.
_CHARACTERS = st.sampled_from("ab1S.'-\u2010+#,\xa0，  \n中文0か゛각ㄱß!?[]12。、…\x1e\u0e01")
_TEXT = st.text(_CHARACTERS | st.characters(), max_size=30)


def one_by_one(texts: list[str]) -> list[str]:
    return [tokenize(fold(text)) for text in texts]


@given(st.lists(_TEXT, max_size=6))
def test_the_tokens_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    assert tokenize_texts(texts) == one_by_one(texts)


@given(st.lists(st.text("ab12.-'# ,中", max_size=14), max_size=40))
def test_the_tokens_of_words_with_signs_are_those_of_each(texts: list[str]) -> None:
    assert tokenize_texts(texts) == one_by_one(texts)


def test_what_is_in_words_and_beside_them() -> None:
    texts = [
        "The U.S. market. a.b.\nU.S.\na.bc. R.I.P x .a.b",
        "4,000 4，000 3，5，7 1,,234 4'000 4\xa0000 1.65 v2.0. 10k 88VIP iPhone15 3.",
        "e-commerce e-Commerce co-op+ -a- a--b x+y-z c++ c+++ c++++d 100+ R3+ c#",
        "L'Oréal can't 'quoted' dogs' l'l'oreal iphone15 e-commerce",
        "双11， 双 11，中。中\n中a,b 中 中![1] a![1]",
        "a![1]",
        "",
        "\n",
        "ab.cd 12.ab ab.c.d .ab 1.2.3 v1.2 ab.-c -ab-cd 'ab' #1 -1.5 ab--c 1.ab2 ab.12cd 中 [1] 中",
        "\ud800a \x1e b",
        f"{'x' * (MAX_WORD_LENGTH + 1)} {'y' * (MAX_WORD_LENGTH - 1)}",
    ]
    assert tokenize_texts(texts) == one_by_one(texts)
    assert tokenize_texts([]) == []


def test_a_long_text_is_not_taken_with_others() -> None:
    texts = ["中文 a " * bulk_tokens.MAX_LENGTH, "short"]
    assert tokenize_texts(texts) == one_by_one(texts)
