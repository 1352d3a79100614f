"""Tags as a tree: which spellings are one tag, and which of them is shown."""

from __future__ import annotations

import pytest

from kbviewer.library.article import is_tag_path, with_ancestors
from kbviewer.library.tags import tag_paths, tag_tree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Task", "task"),
        ("ＡＩ", "ai"),
        ("電商", "电商"),
        ("café", "CAFE"),
        ("工作／计划", "工作/计划"),
        ("a b", "A  B"),
        (" a / b ", "a/b"),
    ],
)
def test_spellings_of_one_tag_have_one_path(one: str, other: str) -> None:
    assert tag_paths([one]) == tag_paths([other]) == tag_paths([one, other])


@pytest.mark.parametrize(
    ("one", "other"), [("c", "c++"), ("电商", "电"), ("a/b", "ab"), ("℀", "a")]
)
def test_other_tags_have_other_paths(one: str, other: str) -> None:
    assert tag_paths([one])[-1] != tag_paths([other])[-1]


def test_a_nested_tag_is_below_those_that_it_names() -> None:
    assert tag_paths(["Task/Plans", "x"]) == (
        "/tags",
        "/tags/task",
        "/tags/task/plans",
        "/tags/x",
    )


def test_a_part_of_a_tag_is_never_two() -> None:
    assert tag_paths(["℀"]) == ("/tags", "/tags/a c")


@pytest.mark.parametrize("tag", ["", "/", "\u200b", " ", "\u0301/\u200d"])
def test_a_tag_without_a_sign_is_none(tag: str) -> None:
    assert tag_paths([tag]) == ()
    assert tag_tree([tag]) == []


def test_no_tag_has_the_path_of_a_topic() -> None:
    assert all(map(is_tag_path, tag_paths(["a/b", "#"])))
    assert not any(map(is_tag_path, ["", "tags", *with_ancestors("tags/a")]))


def shown(*written: str) -> dict[str, str]:
    """The titles by path."""
    root, *tags = tag_tree(written)
    assert (root.path, root.title) == ("/tags", "Tags")
    return {tag.path: tag.title for tag in tags}


def test_the_most_frequent_spelling_is_shown() -> None:
    assert shown("ai", *["AI", "電商"] * 2, "电商") == {
        "/tags/ai": "AI",
        "/tags/电商": "電商",
    }


def test_of_equally_frequent_spellings_the_first_is_shown() -> None:
    assert shown("ai", "AI") == shown("AI", "ai") == {"/tags/ai": "AI"}


def test_each_part_of_a_nested_tag_has_its_own_spelling() -> None:
    found = shown("Task/plans", *["task", "Task/Plans"] * 3)
    assert found == {"/tags/task": "Task", "/tags/task/plans": "Plans"}
