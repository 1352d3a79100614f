"""Words by their end or middle: ``*commerce`` and ``*merc*``."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from kbviewer.index.search.evaluator import _MAX_ALTERNATIVES
from kbviewer.index.search.matcher import SearchableText, find_matches
from kbviewer.query.parser import parse_query
from tests.index.searching import built, names

MakeLibrary = Callable[[dict[str, str]], Path]


def test_each_of_more_words_than_are_asked_for_at_once(library: MakeLibrary) -> None:
    words = [f"{a}{b}quo{c}" for a, b, c in product("abcdefg", repeat=3)]
    assert len(words) > 3 * _MAX_ALTERNATIVES
    folder = library({f"{word}.md": f"# Title {word}\n\nsome text" for word in words})
    with built(folder) as index:
        assert set(names(index.search("*quo*", limit=999))) == set(words)
        assert set(names(index.search("title:*quo*", limit=999))) == set(words)
        assert index.search("source:*quo*").total == 0
        endings = {word for word in words if word.endswith("quoa")}
        assert set(names(index.search("*quoa", limit=999))) == endings
        assert index.search("*quoa *bquo*").total == len(endings) // 7
        (folder / "aaquoa.md").unlink()
        (folder / "new.md").write_text("a new zzquoa", encoding="utf-8")
        for _ in index.update():
            pass
        endings = (endings - {"aaquoa"}) | {"new"}
        assert set(names(index.search("*quoa", limit=999))) == endings


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("*commerce", "E-Commerce, ecommerces Ecommerce’s 电commerce电",
         ["Commerce", "Ecommerce’s", "commerce"]),
        ("*merc*", "commerce merchant mer c x3merc c++merc",
         ["commerce", "merchant", "merc", "merc"]),
        ("*ab", "ab cab ab3 cab's", ["ab", "cab", "ab", "cab's"]),
        ("*aa*", "aaaaaa baab", ["aaaaaa", "baab"]),
    ],
)  # fmt: skip
def test_the_whole_word_is_marked(typed: str, text: str, found: list[str]) -> None:
    terms = parse_query(typed).positive_terms()
    matches = find_matches(terms, SearchableText(text))
    assert [text[match.start : match.end] for match in matches] == found


def test_a_word_that_is_repeated_without_spaces_is_looked_at_once() -> None:
    text = SearchableText("ab-" * 50_000)
    assert len(find_matches(parse_query("*ab*").positive_terms(), text)) == 50_000
    assert find_matches(parse_query("*abc*").positive_terms(), text) == []
