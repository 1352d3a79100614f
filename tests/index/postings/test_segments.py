"""Whatever the segments, and whatever was written when, a query finds what a scan finds."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.index.check import searchable_article
from kbviewer.index.index import Index
from kbviewer.index.indexing import indexer
from kbviewer.index.postings import bitset, segments, terms
from kbviewer.index.search import ranking
from kbviewer.index.search.matcher import matches_article
from kbviewer.query.ast import Order
from kbviewer.query.parser import parse_query

Make = Callable[[dict[str, str]], Path]

QUERIES = (
    "", "盲", "盲盒", "盒电", "电商 a", "a", "ab", "abc", "abcd",
    "walk ", "walking ", "wal", "walk", "walke", "walker", "title:walk", "abcd a",
    '"ab"', "a -盲", "盲 OR ab", "title:盲", "title:a", "title:walk ", "source:盲",
    "source:a", "topic:t1", "lang:en", "lang:z", "published:2025", "published:2025-02..2025-03-15",
    "before:2025-02-10", "-盲盒", "盲盒abc", "a盲",
    "topic:t1/u -ab", "after:2025-03 盒", "b* OR 商",
)  # fmt: skip


def article(draw: random.Random) -> str:
    """An excerpt of few words, some of them in nearly every one, some in nearly none."""
    words = [
        "盲",
        "盲盒",
        "盒电",
        "商家",
        "电商",
        "a",
        "ab",
        "abc",
        "abcd",
        "walk",
        "walked",
        "walks",
    ]
    weights = [9, 5, 2, 1, 3, 9, 4, 2, 1, 4, 2, 1]
    text = " ".join(draw.choices(words, weights, k=draw.randint(0, 6)))
    if draw.random() < 0.6:  # a frequent prefix of rare words
        text += f" walker{draw.randrange(10**6)}"
    title = " ".join(draw.choices(words, weights, k=2))
    day = draw.choice(["", "2025", f"2025-0{draw.randint(1, 4)}-{draw.randint(1, 28):02}"])
    return (
        f"---\ntitle: {title}\nsource: {draw.choice(words)}\npublished: {day}\n"
        f"lang: {draw.choice(['en', 'zh', 'zh-tw'])}\n"
        f"topics: [{draw.choice(['t1', 't1/u', 't2', 't3', 't4/v'])}]\n---\n{text}\n"
    )


def scan(index: Index) -> Callable[[str], set[str]]:
    """A function that scans the files as they are now for a typed query."""
    topics = index.topic_names()
    ids = [file.id for file in index.library.scan([]) if not file.is_topic_page]
    articles = {id_: searchable_article(index.read_article(id_), topics) for id_ in ids}
    return lambda typed: {
        id_ for id_, article in articles.items() if matches_article(parse_query(typed), article)
    }


def settle(index: Index) -> None:
    for _ in index.update():
        pass


def agree(index: Index) -> None:
    """Ids, total, topic counts and pages of every query are those of a scan."""
    scanned = scan(index)
    topics = {file.id: index.read_article(file.id).topics for file in index.library.scan([])}
    for typed in QUERIES:
        expected = scanned(typed)
        assert index._searcher.matching_article_ids(parse_query(typed)) == expected, typed
        for order in Order:
            pages = [
                index.search(typed, order=order, offset=o, limit=40) for o in range(0, 400, 40)
            ]
            listed = [hit.id for page in pages for hit in page.hits]
            assert len(listed) == len(expected) == pages[0].total, typed
            assert set(listed) == expected, typed
        counts: dict[str, int] = {}
        for path in expected:
            for topic in {t for name in topics[path] for t in (name, name[:2])}:
                counts[topic] = counts.get(topic, 0) + 1
        assert pages[0].topic_counts == counts, typed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("segment_size", "frequent", "max_ranked"), [(4096, 64, 2000), (64, 3, 20), (16, 1, 0)]
)
def test_any_history_of_a_folder_is_found_as_by_a_scan(
    library: Make,
    monkeypatch: pytest.MonkeyPatch,
    segment_size: int,
    frequent: int,
    max_ranked: int,
) -> None:
    monkeypatch.setattr(segments, "SEGMENT_SIZE", segment_size)
    monkeypatch.setattr(segments, "FREQUENT_DOCS", frequent)
    monkeypatch.setattr(ranking, "MAX_RANKED", max_ranked)
    monkeypatch.setattr(ranking, "MAX_POSTINGS", max_ranked)
    monkeypatch.setattr(indexer, "MAX_BATCH_FILES", 30)
    draw = random.Random(segment_size)
    root = library({f"{n:03}.md": article(draw) for n in range(200)})
    with Index.open(root) as index:
        settle(index)
        agree(index)
        for path in draw.sample(sorted(root.iterdir()), 60):
            path.unlink()
        for n in range(180, 260):
            (root / f"{n:03}.md").write_text(article(draw), "utf-8")
        settle(index)
        agree(index)


@pytest.mark.slow
def test_articles_that_are_not_flushed_yet_are_found(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search while the index is being built, or after the build was stopped."""
    monkeypatch.setattr(segments, "SEGMENT_SIZE", 64)
    monkeypatch.setattr(segments, "FREQUENT_DOCS", 3)
    monkeypatch.setattr(indexer, "MAX_BATCH_FILES", 25)
    draw = random.Random(1)
    root = library({f"{n:03}.md": article(draw) for n in range(90)})
    with Index.open(root) as index:
        update = index.update()
        while next(update).done < 75:
            pass
        next(update)
        with index._database.read_transaction() as db:
            assert 0 < segments.flushed_up_to(db) < 75
        scanned = scan(index)
        for typed in QUERIES:
            expected = {path for path in scanned(typed) if int(path[:3]) < 75}
            assert index._searcher.matching_article_ids(parse_query(typed)) == expected, typed
        del update
        settle(index)
        agree(index)


@pytest.mark.slow
def test_two_that_build_at_once_leave_nothing_out(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "SEGMENT_SIZE", 64)
    monkeypatch.setattr(segments, "FREQUENT_DOCS", 3)
    monkeypatch.setattr(indexer, "MAX_BATCH_FILES", 10)
    draw = random.Random(2)
    root = library({f"{n:03}.md": article(draw) for n in range(100)})
    with Index.open(root) as one, Index.open(root) as other:
        steps = [one.update(), other.update()]
        while steps:
            for step in list(steps):
                if next(step, None) is None:
                    steps.remove(step)
        agree(one)
        agree(other)


@given(st.sets(st.integers(0, 4095)), st.sets(st.integers(0, 3)))
def test_a_block_is_decoded_as_it_was_encoded(offsets: set[int], segment_ids: set[int]) -> None:
    block = segments.encode(offsets)
    assert set(segments._decode(block)) == offsets
    assert len(block) <= segments.SEGMENT_SIZE // 8
    blocks = [(segment, block) for segment in segment_ids]
    assert set(bitset.doc_ids_of(segments.union(blocks, 4 * segments.SEGMENT_SIZE))) == {
        segment * segments.SEGMENT_SIZE + offset for segment in segment_ids for offset in offsets
    }


@given(st.sets(st.integers(0, 500)))
def test_a_bitset_holds_the_doc_ids_it_was_made_from(doc_ids: set[int]) -> None:
    bits = bitset.from_doc_ids(sorted(doc_ids), 500)
    assert list(bitset.doc_ids_of(bits)) == sorted(doc_ids)
    flags = bitset.flags(bits, 500)
    assert {doc_id for doc_id, flag in enumerate(flags) if flag} == doc_ids
    assert len(flags) > 500


def test_each_kind_of_term_begins_with_a_character_of_its_own() -> None:
    kinds = [
        terms.ALL_DOCS, terms.LANGUAGE, terms.MONTH, terms.TOPIC, terms.char_term(""),
        terms.prefix_term(""), terms.char_term("", in_title=True),
        terms.prefix_term("", in_title=True),
    ]  # fmt: skip
    assert len(set(kinds)) == len(kinds)
    assert all(len(kind) == 1 and terms.is_complete(kind) for kind in kinds)
    assert not terms.is_complete("word")
