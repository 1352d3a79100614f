"""Tags are counted and chosen as topics are, and are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kbviewer.cli.output import result_page_as_dict
from kbviewer.index.index import Index
from kbviewer.index.search.link_resolver import LinkKind
from kbviewer.library.links import link_from_href, link_from_name
from tests.index.contents import contents, fresh_contents, updated

Make = Callable[[dict[str, str]], Path]


def tagged(tags: str, text: str = "text") -> str:
    """An article with tags."""
    return f"---\ntags: {tags}\n---\n{text}"


@pytest.fixture
def root(library: Make) -> Path:
    return library(
        {
            "notes/a.md": tagged("[Task/Plans, 電商]", "apple"),
            "notes/b.md": tagged("[task, 电商]", "pear"),
            "notes/c.md": tagged("'#TASK/plans'", "apple"),
            "d.md": "apple",
        }
    )


@pytest.fixture
def index(root: Path) -> Iterator[Index]:
    with Index.open(root) as opened:
        updated(opened)
        yield opened


def test_articles_are_counted_at_their_tags_and_those_above(index: Index) -> None:
    assert index.search("").topic_counts == {
        "notes": 3, "/tags": 3, "/tags/task": 3, "/tags/task/plans": 2, "/tags/电商": 2,
    }  # fmt: skip
    assert index.search("pear").topic_counts == {
        "notes": 1, "/tags": 1, "/tags/task": 1, "/tags/电商": 1,
    }  # fmt: skip


def test_a_search_can_be_narrowed_to_a_tag(index: Index) -> None:
    page = index.search("apple", topic="/tags/task")
    assert {hit.id for hit in page.hits} == {"notes/a.md", "notes/c.md"}
    assert (page.total, page.total_in_all_topics) == (2, 3)
    assert index.search("", topic="/tags").total == 3
    assert index.search("", topic="/tags/none").total == 0


def test_tags_are_shown_as_they_are_mostly_written(index: Index) -> None:
    assert {tag.path: tag.title for tag in index.tags()} == {
        "/tags": "Tags", "/tags/task": "TASK", "/tags/task/plans": "Plans", "/tags/电商": "电商",
    }  # fmt: skip


def test_a_tag_is_no_topic(index: Index) -> None:
    assert [topic.path for topic in index.topics()] == list(index.topic_names()) == ["notes"]
    for name in ("task", "tags", "电商", "/tags"):
        assert index.search(f"topic:{name}").total == 0, name
    assert index.search("tag:task").total == 3
    assert result_page_as_dict(index.search(""))["topics"] == {"notes": 3}


@pytest.mark.parametrize("target", ["电商", "/tags/电商", "plans", "task/plans", "tags"])
def test_no_link_leads_to_a_tag(index: Index, target: str) -> None:
    for link in (link_from_href(target, "d.md"), link_from_name(target, "d.md")):
        assert link
        assert index.resolve_link(link, "d.md").kind is LinkKind.MISSING


@pytest.mark.parametrize("query", ["tag:task tag:plans apple", "apple file:notes file:a"])
def test_neighbours_that_only_filter_are_not_ranked_as_a_phrase(index: Index, query: str) -> None:
    assert "notes/a.md" in {hit.id for hit in index.search(query).hits}


def test_no_topic_has_the_name_of_a_tag(index: Index) -> None:
    with index._database.read_transaction() as db:
        assert index._searcher.reader(db).name_index.topics_by_name.keys() == {"notes"}


def test_a_tag_goes_with_its_last_article(
    root: Path, index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "notes" / "a.md").write_text(tagged("[other]", "apple"), encoding="utf-8")
    (root / "notes" / "b.md").unlink()
    (root / "notes" / "c.md").replace(root / "c.md")
    updated(index)
    assert {tag.path: tag.title for tag in index.tags()} == {
        "/tags": "Tags", "/tags/other": "other", "/tags/task": "TASK", "/tags/task/plans": "plans",
    }  # fmt: skip
    assert index.search("").topic_counts == {
        "notes": 1, "/tags": 2, "/tags/other": 1, "/tags/task": 1, "/tags/task/plans": 1,
    }  # fmt: skip
    assert contents(index) == fresh_contents(root, tmp_path / "fresh", monkeypatch)
