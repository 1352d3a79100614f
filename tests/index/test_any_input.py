"""Whatever is typed, up to forty thousand characters of it, is answered, and answered rightly.

How long that takes is not asked here; what makes it take long is bounded, and that is.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kbviewer.index.check import searchable_article
from kbviewer.index.index import Index
from kbviewer.index.search.matcher import SearchableArticle, matches_article
from kbviewer.index.search.searcher import ResultPage
from kbviewer.query.ast import And, InTopic, MatchMode, Node, Not, Or, Order, Query, Term
from kbviewer.query.parser import MAX_DEPTH, MAX_TERMS, MAX_TOKENS, parse_query
from kbviewer.text.tokenizer import UnitKind

LONGEST = 40_000

ARTICLES = {
    "plain.md": "a b c, 国家 and e-commerce; near title column 4,000 2025-08-22",
    "t/de.md": "---\ntitle: 的 a\npublished: 2025-08-11\nlang: zh\n---\n" + "的" * 450,
    "t/a.md": "---\ntitle: a 的\npublished: 2025-08\nsource: a\n---\n" + "a " * 225,
    "aaa.md": "a" * 450,
    "de-comma.md": "的，" * 225,
    "both.md": "的a" * 225,
    "figures.md": "1,000" * 90,
    "aa.md": "aa " * 150 + "a ab",
    "t/u/marks.md": "e"
    + "\u0301" * 300
    + " か\u3099 \u1112\u1161\u11ab 👩\u200d👩\u200d👧 🇨🇳🇨🇳 ❤\ufe0f",
    "signs.md": "C++ AT&T can't ^a {title}: NEAR(a b) a*b -- ;'\"",
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CheckedIndex]:
    """A small library in which much repeats itself."""
    root = tmp_path_factory.mktemp("library")
    for name, text in ARTICLES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KBVIEWER_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        with Index.open(root) as index:
            for _ in index.update():
                pass
            yield CheckedIndex(index)


class CheckedIndex:
    """An index whose answers are compared with a scan of the articles."""

    def __init__(self, index: Index) -> None:
        self._index = index
        topics = {topic.path: topic for topic in index.topics()}
        self._scanned: dict[str, SearchableArticle] = {
            name: searchable_article(index.read_article(name), topics) for name in ARTICLES
        }

    def __call__(self, typed: str, order: Order = Order.RELEVANCE, topic: str = "") -> ResultPage:
        page = self._index.search(typed, order=order, topic=topic)
        assert page.query.text == typed
        within(page.query)
        found = {hit.id for hit in page.hits}
        expected = {
            name for name, fields in self._scanned.items() if matches_article(page.query, fields)
        }
        assert page.total_in_all_topics == len(expected)
        assert found == {name for name in expected if name.startswith(topic)}
        assert page.total == len(page.hits) == len(found)
        for hit in page.hits:
            for text, matches in (
                (hit.title, hit.title_matches),
                (hit.source, hit.source_matches),
                (hit.snippet.text, hit.snippet.matches),
            ):
                assert all(0 <= m.start < m.end <= len(text) for m in matches)
            assert len(hit.snippet.text) < 600
        return page


def within(query: Query) -> None:
    """Assert that a query is within its bounds: terms, words of them, and depth."""
    terms = list(terms_of(query.root))
    assert len(terms) <= MAX_TERMS
    units = [unit for term in terms for unit in term.units]
    assert sum(1 if u.kind is UnitKind.WORD else len(u.text) for u in units) <= MAX_TOKENS
    assert depth(query.root) <= 4 * MAX_DEPTH


def terms_of(node: Node) -> Iterator[Term]:
    """The terms of a query, those behind a NOT included."""
    if isinstance(node, Term | InTopic):
        yield node if isinstance(node, Term) else node.term
    for part in parts_of(node):
        yield from terms_of(part)


def depth(node: Node) -> int:
    return 1 + max(map(depth, parts_of(node)), default=0)


def parts_of(node: Node) -> tuple[Node, ...]:
    if isinstance(node, And | Or):
        return node.children
    return (node.child,) if isinstance(node, Not) else ()


PIECES = ["(", ")", '"', '("', "(a ", '"a" ', 'a"', "-", "NOT ", "-a ", "NOT a ", "NOT ("]
PIECES += ["a OR ", "(a OR ", "-(a ", "-(a OR b ", "a AND ", "AND ", "OR ", "OR NOT ", "的 OR "]
PIECES += ["（", "“a„", "a* OR b* ", "a*", "a* ", "a*b*", "的* ", "*", "^a ", "+a ", "a + "]
PIECES += ["{title}: a ", "title:", "title:a ", "title:(", "-title:(a ", 'title:"', "topic:a "]
PIECES += ["topic:t OR ", "lang:", "lang:z ", "before:2 ", "published:2025 "]
PIECES += ["published:2025..", "column:a ", "标题：的 ", "NEAR(a b) ", "NEAR(", "-- ;'\"", "a,"]
PIECES += ["的，", ",", "1,000,", "1,000", "1.", "1,", "a.", "a'", "a-", "a/", "a+", "#", "'"]
PIECES += ["a ", "的 ", "a", "的", "1", "aa ", "的a", "a的 ", "的的 ", "ab a ", "\0", "a\0"]
PIECES += ["\ud800", "\udc00\ud800", "a\udfff", "\u0301", "e\u0301", "\u200d", "👩\u200d", "🇨"]
PIECES += ["❤\ufe0f", "\u1112", "한", "か\u3099", "ｶﾞ", "ﷺ", "㍿", "𝐀", "½", "\n", "\r\n"]
PIECES += ["\u2028", "a\n", "\u3000", "\x85a", "\ufeff", "\U0010ffff", "lang:\ud800 "]


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("around", ["{}", "a {}", '"{}"', "的 -({})", "title:{} a", "x OR {}a"])
def test_forty_thousand_characters_of_anything_are_answered(
    asked: CheckedIndex, piece: str, around: str
) -> None:
    repeated = piece * (LONGEST // len(piece) + 1)
    asked(around.format(repeated)[:LONGEST])


LETTERS = "abcdefghijklmnopqrstuvwxyz"
LARGE = {
    "prefixes of one letter": " ".join(f"{letter}*" for letter in LETTERS * 3),
    "prefixes, one of them": " OR ".join(f"{letter}*" for letter in LETTERS * 3),
    "phrases of one word": " ".join('"' + "a " * count + '"' for count in range(1, 60)),
    "runs of one character": " OR ".join("的" * count for count in range(1, 65)),
    "a phrase as long as a text": '"' + "a " * 225 + '"',
    "a run as long as a text": "的" * 450,
    "a run longer than a text": "的" * 451,
    "a word as long as a text": "a" * 450,
    "a word longer than a text": "a" * 451,
    "a phrase of figures": '"' + "1,000" * 90 + '"',
    "a phrase of both": '"' + "的a" * 225 + '"',
    "a phrase that ends otherwise": 'a OR "' + "a " * 224 + 'b"',
    "a year of forty thousand figures": "published:" + "1" * LONGEST,
    "years of forty thousand figures": "before:" + "2" * 2_000 + ".." + "1" * 38_000,
    "a topic of forty thousand characters": "topic:" + "t" * LONGEST,
    "a topic of many words": 'topic:"' + "t " * 20_000,
    "a title of forty thousand characters": "title:" + "的" * LONGEST,
    "a language of forty thousand letters": "lang:" + "z" * LONGEST,
    "topics and terms": " OR ".join(f"(topic:{letter} 的{letter})" for letter in LETTERS * 3),
    "none of many": " ".join(f"-topic:{letter} -{letter}x" for letter in LETTERS * 3),
    "nested as deep as can be": "(a OR -(" * 5_000 + "的" + ")" * 10_000,
    "nested in fields": "title:(source:(-" * 2_500 + "a",
    "every character": "".join(map(chr, range(LONGEST))),
    "every character from the end": "".join(map(chr, range(0x10FFFF, 0x10FFFF - LONGEST, -1))),
    "words separated by commas": ",".join(f"a{number}" for number in range(6_000)),
    "characters apart": " ".join(map(chr, range(0x4E00, 0x4E00 + LONGEST // 2))),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("topic", ["", "t"])
def test_what_is_large_is_answered(
    asked: CheckedIndex, name: str, order: Order, topic: str
) -> None:
    for trailing in ("", " "):
        asked(LARGE[name][: LONGEST - 1] + trailing, order, topic)


MANY = st.builds(
    lambda piece, count: piece * count,
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=()), max_size=4)),
    st.one_of(st.integers(1, 3), st.sampled_from([64, 65, 256, 257, 4_000])),
)


@pytest.mark.slow
@given(st.lists(MANY, max_size=8).map("".join), st.sampled_from(list(Order)))
@example("\0", Order.NEWEST)
@example('"' + "的" * 255 + "a", Order.RELEVANCE)
@example('"' + "的" * 256 + "a", Order.RELEVANCE)
@example('"' + "a " * 255 + "的的", Order.RELEVANCE)
def test_any_mixture_is_answered(asked: CheckedIndex, typed: str, order: Order) -> None:
    asked(typed[:LONGEST], order)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("NEAR(a b)", {"plain.md", "signs.md"}),  # those with the word near
        ("{title}: a e-commerce", {"plain.md"}),
        ("^国家", {"plain.md"}),
        ("column:a c", set()),
        ("title:国家", set()),
        ('title : "a b c"', {"plain.md"}),
        ("a + b + e-commerce", {"plain.md"}),
        ("-- 国家;'", {"plain.md"}),
        ("4,000\0 国家", {"plain.md"}),
        ("\ud800国家\udfff", {"plain.md"}),
        ("search MATCH 国家", set()),
    ],
)
def test_what_means_something_to_the_database_is_words_here(
    asked: CheckedIndex, typed: str, found: set[str]
) -> None:
    assert {hit.id for hit in asked(typed).hits} == found


def test_a_phrase_that_is_too_long_is_asked_as_far_as_it_counts(asked: CheckedIndex) -> None:
    assert {hit.id for hit in asked("的" * LONGEST).hits} == {"t/de.md"}
    assert {hit.id for hit in asked('"' + "的a" * 20_000).hits} == {"both.md"}
    words = parse_query('"' + "a " * 20_000).root
    assert isinstance(words, Term)
    assert len(words.units) == MAX_TOKENS
    assert words.match_mode is MatchMode.EXACT


def test_what_is_beyond_the_bounds_changes_nothing(asked: CheckedIndex) -> None:
    many = " ".join(f"w{number}" for number in range(MAX_TERMS))
    assert parse_query(f"{many} more").root == parse_query(f"{many} ").root
    run = "的" * MAX_TOKENS
    assert parse_query(f"{run} more").root == parse_query(f"{run} ").root
    assert asked("a OR " * 8_000 + "a ").total == asked("a ").total


def test_the_same_alternative_is_asked_once() -> None:
    assert parse_query("a OR b OR a OR a ").root == parse_query("a OR b ").root
    assert parse_query("a OR a ").root == parse_query("a ").root
