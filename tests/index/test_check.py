"""A check reports everything in the index that differs from the folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kbviewer.index.index import Index
from kbviewer.index.indexing.documents import ArticleRow
from kbviewer.index.postings import terms
from kbviewer.index.row_comparison import _TOPIC_FIELDS
from tests.index.contents import updated

Make = Callable[[dict[str, str]], Path]


@pytest.fixture
def root(library: Make) -> Path:
    return library(
        {
            "a.md": "---\ntitle: First\nsource: 36氪\npublished: 2025-08-11 20:41\ntopics: [t/u]\n"
            "aliases: [one]\nlang: zh\ntags: [Task/計劃]\n"
            "order: [\n---\n# Head\n抖音 walks\n[b](b.md) <!-- h -->",
            "b.md": "---\npublished: 2024\ntopics: [v]\nlang: en\n---\n# 抖音商\nwalking [[a]]",
            "c.md": "nothing",
            "t/_index.md": "---\ntitle: T\ntitle_zh: 题\norder: 3\n---\nbody",
            "_index.md": "# All",
        }
    )


def differences(root: Path, *statements: str) -> list[str]:
    """What a check reports after the index was changed from outside."""
    with Index.open(root) as index:
        updated(index)
        assert index.check().differences == ()
        path = index.path
    with closing(sqlite3.connect(path)) as conn:
        for statement in statements:
            assert conn.execute(statement).rowcount > 0
        conn.commit()
    with Index.open(root) as index:
        return list(index.check().differences)


@pytest.mark.slow
@pytest.mark.parametrize("field", [field for field in ArticleRow._fields if field != "path"])
def test_every_field_of_an_article_is_compared(root: Path, field: str) -> None:
    number = field in ("zoned", "size", "changed")
    change = {
        "headings": "'[[0, 2]]'", "warnings": "'[[\"a\", \"b\"]]'", "digest": "x'00'",
        "published": "'2025-08-11 20:42'", "body": "replace(body, 'walks', 'walkz')",
    }.get(field, f"{field} + 1" if number else f"{field} || 'x'")  # fmt: skip
    reported = differences(root, f"UPDATE article SET {field} = {change} WHERE path = 'a.md'")
    assert reported == [f"a.md: the “{field}” in the index is not that of the folder"]


def test_an_article_of_another_name_is_reported(root: Path) -> None:
    assert differences(root, "UPDATE article SET path = 'x.md' WHERE path = 'c.md'")[:2] == [
        "c.md is in the folder, but not in the index",
        "x.md is in the index, but not in the folder",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("topic", ["t", "v", "t/u"])
@pytest.mark.parametrize("field", _TOPIC_FIELDS)
def test_every_field_of_a_topic_is_compared(root: Path, topic: str, field: str) -> None:
    number = field in ("position", "has_page", "size", "changed")
    change = {"has_page": "1 - has_page", "warnings": '\'[["a", "b"]]\''}.get(
        field, f"{field} + 1" if number else f"{field} || 'x'"
    )
    reported = differences(root, f"UPDATE topic SET {field} = {change} WHERE path = '{topic}'")
    assert reported == [f"the topic {topic}: the “{field}” in the index is not that of the folder"]


def test_the_librarys_own_page_is_compared(root: Path) -> None:
    reported = differences(root, "UPDATE topic SET title = 'x' WHERE path = ''")
    assert reported == ["the library's page: the “title” in the index is not that of the folder"]


def test_a_topic_that_is_missing_or_too_many_is_reported(root: Path) -> None:
    assert differences(
        root,
        "INSERT INTO topic(path, title, title_zh, position, body, warnings, has_page, size, "
        "changed) VALUES ('w', 'w', '', 0, '', '[]', 0, 0, 0)",
        "DELETE FROM topic WHERE path = ''",
    ) == [
        "the library's page is in the folder, but not in the index",
        "the topic w is in the index, but not in the folder",
    ]


@pytest.mark.parametrize(
    ("statement", "reported"),
    [
        ("DELETE FROM link WHERE link_key LIKE '=%'", "a.md: the “links”"),
        ("INSERT INTO link SELECT '//x', id FROM article WHERE path = 'b.md'", "b.md: the “links”"),
        ("DELETE FROM word WHERE word = 'walks'", "The word “walks”"),
        ("UPDATE word SET stem = 'x' WHERE word = 'walking'", "The word “walking”"),
        ("INSERT INTO word VALUES ('walkers', 'walker')", "The word “walkers”"),
        (
            "DELETE FROM article_topic WHERE topic_id = (SELECT id FROM topic WHERE path = 't')",
            "a.md: the “topics",
        ),
        (
            "DELETE FROM article_topic WHERE topic_id IN "  # noqa: ISC004  one statement
            "(SELECT id FROM topic WHERE path = '/tags/task')",
            "a.md: the “topics and tags",
        ),
        (
            "DELETE FROM topic WHERE path = '/tags/task'",
            "the tag task is in the folder, but not",
        ),
        (
            "UPDATE topic SET title = 'x' WHERE path = '/tags/task'",
            "the tag task: the “title”",
        ),
        (
            f"DELETE FROM posting WHERE term = '{terms.LANGUAGE}zh'",
            "a.md: a search for lang:zh does not find it",
        ),
    ],
)
def test_links_words_and_topics_are_compared(root: Path, statement: str, reported: str) -> None:
    assert any(difference.startswith(reported) for difference in differences(root, statement))


def test_counts_at_tags_are_compared_as_they_are_searched_for(root: Path) -> None:
    reported = differences(
        root,
        f"DELETE FROM posting WHERE term = '{terms.TOPIC}' || "
        "(SELECT id FROM topic WHERE path = '/tags/task/计划')",
    )
    assert reported == ["a.md: a search for the tag task/计划 does not find it"]


def test_times_and_topics_are_compared_as_they_are_searched_for(root: Path) -> None:
    reported = differences(root, f"DELETE FROM posting WHERE term = '{terms.MONTH}2025-08'")
    assert reported == [
        "a.md: a search for published:2025 does not find it",
        "a.md: a search for published:2025-08 does not find it",
    ]
    with Index.open(root, rebuild=True):
        pass
    reported = differences(
        root,
        f"DELETE FROM posting WHERE term = '{terms.TOPIC}' || "
        "(SELECT id FROM topic WHERE path = 'v')",
    )
    assert reported == ["b.md: a search for the topic v does not find it"]


def test_a_file_that_was_changed_since_is_reported(root: Path) -> None:
    with Index.open(root) as index:
        updated(index)
        (root / "c.md").write_text("something", encoding="utf-8")
        reported = index.check().differences
    assert "c.md: the “body” in the index is not that of the folder" in reported


def test_what_is_left_out_is_no_difference(library: Make, tmp_path: Path) -> None:
    root = library({"a.md": "盲盒"})
    (tmp_path / "outside.md").write_text("x")
    (root / "link.md").symlink_to(tmp_path / "outside.md")
    with Index.open(root) as index:
        updated(index)
        assert [problem.path for problem in index.problems()] == ["link.md"]
        assert index.check(5).differences == ()


def test_verify_agrees_with_an_intact_index_and_names_what_a_wrong_one_lacks(library: Make) -> None:
    root = library({"a.md": "抖音电商 merchants", "b.md": "盲盒 refund 4,000"})
    with Index.open(root) as index:
        updated(index)
        verdict = index.check(50)
        assert verdict.articles == 2
        assert verdict.keywords >= 5
        assert verdict.differences == ()
        with index._database.write_transaction() as db:
            doc_id = db.execute("SELECT id FROM article WHERE path = 'a.md'").fetchone()[0]
            db.execute(
                "INSERT INTO article_fts(article_fts, rowid, title, headings, body, source, "
                "hidden) VALUES ('delete', ?, 'a', '', '抖音 音电 电商 商 merchants', '', '')",
                (doc_id,),
            )
        differences = index.check(50).differences
        assert any("抖音" in difference and "a.md" in difference for difference in differences)
        (root / "c.md").write_text("new")
        assert any("c.md is in the folder" in text for text in index.check(5).differences)
        (root / "b.md").unlink()
        assert any("b.md is in the index" in text for text in index.check(5).differences)
