"""What it takes to show an article: one answer with its matches and its backlinks."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kbviewer.errors import KnownError
from kbviewer.index.search.matcher import Match
from kbviewer.service import KnowledgeBase
from kbviewer.ui.tasks import Worker
from tests.ui.person import MakeLibrary, Open, Person, article


@pytest.fixture
def searching(open_window: Open, library: MakeLibrary) -> Person:
    """Somebody who searched for one of two articles that link to each other."""
    root = library({
        "a.md": article("Apple", "apples, [y](b.md)"),
        "b.md": article("Apply", "apply [x](a.md)"),
        "long.md": article("Long", "pear " + "filler " * 20_000),
        "t/_index.md": "---\ntitle: T\n---\ntext\n",
    })  # fmt: skip
    person = open_window(root)
    person.search("apple")
    assert person.page().startswith("Apple\n")
    return person


def calls(of: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ANN401  a class
    """Each call of a method from now on."""
    made: list[str] = []
    method = getattr(of, name)

    def counted(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  whatever it takes
        made.append(name)
        return method(*arguments, **options)

    monkeypatch.setattr(of, name, counted)
    return made


def test_a_key_that_changes_the_first_hit_makes_two_round_trips(
    searching: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching.search("appl")
    jobs = calls(Worker, "submit", monkeypatch)
    before = searching.page()
    searching.type("y" if before.startswith("Apple") else "e")
    searching.settle()
    assert searching.page() != before
    assert searching.highlighted()
    assert searching.window.action_collection["backlinks"].isEnabled()
    assert len(jobs) == 2


def test_a_key_that_keeps_the_first_hit_does_not_load_it_again(
    searching: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = calls(Worker, "submit", monkeypatch)
    loads = calls(KnowledgeBase, "article", monkeypatch)
    searching.type("s")
    searching.settle()
    assert searching.highlighted() == ["Apple", "apples"]
    assert len(jobs) == 2
    assert not loads


def test_the_matches_of_a_long_article_come_after_it(
    searching: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = calls(Worker, "submit", monkeypatch)
    loads = calls(KnowledgeBase, "article", monkeypatch)
    searching.search("pear")
    assert searching.page().startswith("Long\n")
    assert searching.highlighted() == ["pear"]
    assert len(jobs) == 3
    assert len(loads) == 1


def test_a_topics_page_has_neither_matches_nor_backlinks(
    searching: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching.field.clear()
    searching.settle()
    asked = [calls(KnowledgeBase, name, monkeypatch) for name in ("matches", "backlinks")]
    searching.choose_topic("t")
    assert searching.page().startswith("T\n")
    assert asked == [[], []]
    assert not searching.window.action_collection["backlinks"].isEnabled()


def test_backlinks_that_cannot_be_found_are_a_message(
    searching: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KnownError("The index is locked.")

    monkeypatch.setattr(KnowledgeBase, "backlinks", fail)
    searching.search("apply")
    assert searching.page().startswith("Apply\n")
    assert searching.highlighted()
    assert "The index is locked." in searching.status()
    assert not searching.window.action_collection["backlinks"].isEnabled()


def test_matches_that_cannot_be_found_are_a_bug_and_the_article_is_shown(
    searching: Person, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(KnowledgeBase, "matches", fail)
    with qtbot.capture_exceptions() as errors:
        searching.search("apply")
    assert [kind for kind, *_ in errors] == [ZeroDivisionError]
    assert searching.page().startswith("Apply\n")


def test_a_bug_in_matches_that_does_not_come_again_is_not_hidden(
    searching: Person, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    matches = KnowledgeBase.matches
    failures = [ZeroDivisionError()]

    def fail_once(*arguments: Any, **named: Any) -> list[list[Match]]:  # noqa: ANN401  as above
        if failures:
            raise failures.pop()
        return matches(*arguments, **named)

    monkeypatch.setattr(KnowledgeBase, "matches", fail_once)
    with qtbot.capture_exceptions() as errors:
        searching.search("apply")
    assert [kind for kind, *_ in errors] == [ZeroDivisionError]
    assert searching.page().startswith("Apply\n")
    searching.search("appl")
    assert searching.highlighted()
