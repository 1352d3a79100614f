"""The tags at the foot of the tree: counted, chosen and left as topics are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article

TAGGED = {
    "b/one.md": article("One", "apple", tags="[Task/Plans, 电商]"),
    "b/two.md": article("Two", "pear", tags="[task]"),
    "a/three.md": article("Three", "apple"),
}


@pytest.fixture
def root(library: MakeLibrary) -> Path:
    return library(TAGGED)


@pytest.fixture
def person(open_window: Open, root: Path) -> Person:
    return open_window(root)


def rows(person: Person, parent: str = "") -> list[str]:
    """The names below a topic or tag, from top to bottom."""
    model = person.window.tree.model
    root = model.index_of(parent)
    return [model.index(row, 0, root).data() for row in range(model.rowCount(root))]


def summary(person: Person) -> str:
    """The line above the results."""
    return person.window.results._summary.text()


def test_tags_stand_behind_the_topics(person: Person) -> None:
    assert rows(person) == ["a", "b", "Tags"]
    assert set(rows(person, "/tags")) == {"Task", "电商"}
    assert rows(person, "/tags/task") == ["Plans"]


def test_without_tags_there_is_no_branch(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({"a/one.md": article("One", "tags: [x]")}))
    assert rows(person) == ["a"]


def test_a_search_is_counted_at_each_tag(person: Person) -> None:
    person.search("pear")
    counts = person.counts()
    assert [counts[path] for path in ("/tags", "/tags/task", "/tags/task/plans", "/tags/电商")] == [
        1, 1, 0, 0,
    ]  # fmt: skip


def test_a_tag_is_chosen_as_a_topic_is(person: Person) -> None:
    person.choose_topic("/tags/task")
    assert set(person.ids()) == {"b/one.md", "b/two.md"}
    assert summary(person) == "2 articles tagged Task"
    person.choose_topic("/tags/task/plans")
    assert summary(person) == "1 article tagged Plans"
    person.choose_topic("/tags")
    assert summary(person) == "2 articles with tags"


def test_a_tag_without_a_hit_says_where_the_hits_are(person: Person) -> None:
    person.search("apple")
    person.choose_topic("/tags/电商")
    assert person.ids() == ["b/one.md"]
    person.search("pear")
    assert person.why_nothing() == (
        'Nothing found for "pear" tagged 电商\n1 article matches without this tag.'
    )
    button = person.window.results.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    assert button.text() == "Search All Articles"
    person.click(button, button.rect())
    assert person.ids() == ["b/two.md"]
    assert person.window.tree.selected_path() == ""


def test_back_and_forward_lead_through_tags(person: Person) -> None:
    person.choose_topic("/tags/task/plans")
    person.choose_topic("a")
    person.press(Key.Key_Left, Held.AltModifier)
    assert person.window.tree.selected_path() == "/tags/task/plans"
    assert person.ids() == ["b/one.md"]
    person.press(Key.Key_Right, Held.AltModifier)
    assert person.window.tree.selected_path() == "a"


def test_a_tag_that_is_led_to_is_shown_though_it_was_folded_away(person: Person) -> None:
    view, model = person.window.tree.view, person.window.tree.model
    person.choose_topic("/tags/task/plans")
    person.choose_topic("a")
    view.collapse(model.index_of("/tags"))
    person.press(Key.Key_Left, Held.AltModifier)
    assert view.isExpanded(model.index_of("/tags"))
    assert view.visualRect(model.index_of("/tags/task/plans")).isValid()


def test_a_chosen_tag_that_is_gone_gives_way_to_all_articles(person: Person, root: Path) -> None:
    person.choose_topic("/tags/电商")
    (root / "b" / "one.md").write_text(article("One", "apple"), encoding="utf-8")
    person.press(Key.Key_F5)
    assert person.window.tree.selected_path() == ""
    assert len(person.ids()) == 3
    assert rows(person, "/tags") == ["task"]


def test_many_tags_are_folded_until_they_are_opened(
    open_window: Open, library: MakeLibrary
) -> None:
    names = ", ".join(f"tag{number}" for number in range(60))
    root = library({"a/b/one.md": article("One", "x", tags=f"[{names}]")})
    person = open_window(root)
    view, model = person.window.tree.view, person.window.tree.model
    assert view.isExpanded(model.index_of("a"))
    assert not view.isExpanded(model.index_of("/tags"))
    assert rows(person, "/tags")[:3] == ["tag0", "tag1", "tag2"]
    person.choose_topic("/tags")
    person.press(Key.Key_Right)
    assert view.isExpanded(model.index_of("/tags"))
    (root / "c").mkdir()
    (root / "c" / "two.md").write_text("x", encoding="utf-8")
    person.press(Key.Key_F5)
    assert rows(person) == ["a", "c", "Tags"]
    assert view.isExpanded(model.index_of("/tags"))


def test_what_was_folded_in_one_library_is_open_in_the_next(person: Person, tmp_path: Path) -> None:
    view, model = person.window.tree.view, person.window.tree.model
    view.collapse(model.index_of("/tags"))
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.md").write_text(article("One", "x", tags="[x]"), encoding="utf-8")
    person.services.opener.open(other)
    person.settle()
    assert view.isExpanded(model.index_of("/tags"))
