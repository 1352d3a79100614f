"""A bug is not corruption: what our own code raises reaches whoever asked, and the index stays."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from kbviewer.index.database import IndexDatabase
from kbviewer.index.index import Index
from kbviewer.index.indexing import documents, flush, indexer, topic_pages, writer
from kbviewer.index.postings import bitset, segments, terms
from kbviewer.index.search import (
    evaluator,
    facets,
    link_resolver,
    matcher,
    name_index,
    ranking,
    reader,
    searcher,
    snippets,
)
from kbviewer.library import links
from kbviewer.library.links import Link
from kbviewer.query import parser, periods
from kbviewer.query.ast import Order

Make = Callable[[dict[str, str]], Path]
Use = Callable[[Index], object]
Module = ModuleType | type

BUGS = [
    TypeError("a bug"),
    ValueError("a bug"),
    KeyError("a bug"),
    IndexError("a bug"),
    AttributeError("a bug"),
    ZeroDivisionError("a bug"),
    RecursionError("a bug"),
    MemoryError("a bug"),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "a bug"),
    json.JSONDecodeError("a bug", "", 0),
    sqlite3.ProgrammingError("a bug"),
]
TYPED = "抖音 and topic:t lang:zh before:2030 title:抖 -zzzz 商 walks"


def ask(index: Index) -> object:
    return index.search(TYPED).total


def follow(index: Index) -> object:
    return index.resolve_links({"b": Link("b.md", "//b")}, "a.md"), index.backlinks("b.md")


def update(index: Index) -> object:
    return list(index.update())


SEARCHING: list[tuple[Module, str, Use]] = [
    (parser, "parse_query", ask),
    (periods, "parse_period", ask),
    (evaluator, "QueryEvaluator._expand", ask),
    (evaluator, "phrase_tokens", ask),
    (terms, "prefix_term", ask),
    (segments, "union", ask),
    (segments, "read_postings", ask),
    (bitset, "from_doc_ids", ask),
    (bitset, "doc_ids_of", ask),
    (facets, "TopicFacets.counts", ask),
    (reader, "IndexReader.live_docs", ask),
    (ranking, "Ranker.rank_page", ask),
    (ranking, "Ranker._scores", ask),
    (matcher, "find_matches", ask),
    (matcher, "SearchableText.original_span", ask),
    (snippets, "make_snippet", ask),
    (searcher, "_hit", ask),
    (IndexDatabase, "topics", lambda index: index.topics()),
    (IndexDatabase, "count_articles", lambda index: index.count_articles()),
    (IndexDatabase, "warnings", lambda index: index.problems()),
    (link_resolver, "LinkResolver.resolve", follow),
    (link_resolver, "LinkResolver.backlinks", follow),
    (link_resolver, "_path_suffixes", follow),
    (name_index, "NameIndex.articles_named", follow),
    (links, "normalize_name", follow),
]
UPDATING: list[tuple[Module, str]] = [
    (indexer, "_compare_with_index"),
    (documents, "read_documents"),
    (writer, "delete_articles"),
    (writer, "add_documents"),
    (flush, "take_segment"),
    (flush, "make_blocks"),
    (flush, "write_segment"),
    (topic_pages, "update_topic_pages"),
]


@contextmanager
def broken(module: Module, name: str, bug: BaseException) -> Iterator[list[str]]:
    """Let a function raise ``bug`` the first time that it is called, whoever imported it."""
    *owner, last = name.split(".")
    holder = getattr(module, owner[0]) if owner else module
    before = vars(holder)[last]
    function: Callable[..., object] = getattr(before, "func", before)  # of a cached property
    raised: list[str] = []

    def instead(*arguments: object, **options: object) -> object:
        if not raised:
            raised.append(name)
            raise bug
        return function(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holder, last, instead if function is before else property(instead))
        for other in [one for key, one in sys.modules.items() if key.startswith("kbviewer.")]:
            for alias, value in list(vars(other).items()):
                if value is before:
                    patch.setattr(other, alias, instead)
        yield raised


def contents(path: Path) -> dict[str, tuple[int, bytes]]:
    files = path.parent.glob(f"{path.name}*")
    return {file.name: (file.stat().st_ino, file.read_bytes()) for file in files}


@pytest.fixture
def root(library: Make) -> Path:
    return library(
        {
            "a.md": "---\npublished: 2025-08-11\ntopics: [t]\n---\n# 抖音 walks and\n[b](b.md) 商",
            "b.md": "---\npublished: 2025\ntopics: [t/u]\n---\n# 抖音商 walking\nand [[a]] 抖音",
            "t/_index.md": "# T",
        }
    )


@pytest.mark.slow
@pytest.mark.parametrize(("module", "name", "use"), SEARCHING, ids=str)
def test_a_bug_on_the_way_of_a_search_arrives_and_the_index_stays(
    root: Path, module: Module, name: str, use: Use
) -> None:
    with Index.open(root) as index:
        update(index)
        expected = use(index)
        kept = contents(index.path)
        (root / "c.md").write_text("抖音, not looked at yet", encoding="utf-8")
        for bug in BUGS:
            index._searcher._reader = None
            searcher._cached_body.cache_clear()
            searcher._cached_short_text.cache_clear()
            with broken(module, name, bug) as raised:
                with pytest.raises(type(bug)) as error:
                    use(index)
                assert (error.value, raised) == (bug, [name])
                assert contents(index.path) == kept
                assert use(index) == expected
            assert contents(index.path) == kept


@pytest.mark.slow
@pytest.mark.parametrize(("module", "name"), UPDATING, ids=str)
def test_a_bug_on_the_way_of_an_update_arrives_and_the_index_stays(
    root: Path, module: Module, name: str
) -> None:
    with Index.open(root) as index:
        update(index)
        kept = index.path.stat().st_ino
        for number, bug in enumerate(BUGS):
            (root / "a.md").write_text(f"抖音 {'.' * number}", encoding="utf-8")
            (root / f"c{number}.md").write_text("抖音 and more", encoding="utf-8")
            (root / "t" / "_index.md").write_text(f"# T{'.' * number}", encoding="utf-8")
            with broken(module, name, bug) as raised:
                with pytest.raises(type(bug)) as error:
                    update(index)
                assert (error.value, raised) == (bug, [name])
                assert index.path.stat().st_ino == kept
                assert index.search("抖音").total >= 1
                update(index)
            assert index.path.stat().st_ino == kept
            assert index.search("抖音").total == 3 + number


def test_a_wrong_statement_is_a_bug_while_the_index_is_sound(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.open(root) as index:
        update(index)
        kept = contents(index.path)
        monkeypatch.setitem(reader._ORDER_BY, Order.NEWEST, "no_such_column")
        with pytest.raises(sqlite3.OperationalError, match="no_such_column"):
            index.search("")
        assert contents(index.path) == kept


def test_a_rule_that_is_broken_is_a_bug_while_the_index_is_sound(root: Path) -> None:
    with Index.open(root) as index:
        update(index)
        kept = contents(index.path)
        with pytest.raises(sqlite3.IntegrityError), index._database.write_transaction() as db:
            db.execute("INSERT INTO article(path, title, published, body) VALUES ('a.md','','','')")
        assert contents(index.path) == kept
        assert index.count_articles() == 2
