"""The status line, empty libraries, and what is new in the folder."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.person import Gate, Key, MakeLibrary, Open, Person, article


def test_the_status_line_counts_articles_hits_and_milliseconds(person: Person) -> None:
    assert person.status() == "10 articles"
    person.search("盲盒")
    articles, found = person.status().split("  ·  ")
    assert articles == "10 articles"
    assert found == f"{len(person.ids())} found"
    text = person.window.status_line.findChild(QLabel, "statusText")
    assert isinstance(text, QLabel)
    assert re.fullmatch(r"<p>Searched in \d+\.\d ms</p>", text.toolTip())
    person.press(Key.Key_Escape)
    assert person.status() == "10 articles"


def test_one_is_told_in_the_singular(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({"a.md": article("A", "alpha")}))
    person.search("alpha")
    assert person.status().startswith("1 article  ·  1 found")


def test_an_empty_folder_says_what_to_put_there(open_window: Open, library: MakeLibrary) -> None:
    root = library({})
    person = open_window(root)
    assert "No articles here" in person.why_nothing()
    assert "Markdown" in person.why_nothing()
    assert "F5" in person.why_nothing()
    (root / "first.md").write_text(article("First", "text"), encoding="utf-8")
    person.press(Key.Key_F5)
    assert person.why_nothing() == ""
    assert person.ids() == ["first.md"]
    assert person.status() == "1 article"


def test_while_the_folder_is_read_for_the_first_time_the_window_says_so(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate.before("", monkeypatch)
    seen: list[str] = []
    person = open_window(library({"a.md": article("A", "x")}), wait=False)
    gate.open()
    person.window.results.model.modelReset.connect(lambda: seen.append(person.why_nothing()))
    person.settle()
    assert person.ids() == ["a.md"]
    assert any("Indexing the folder" in words for words in seen)
    assert not any("No articles here" in words for words in seen)


def test_a_new_file_appears_and_a_removed_one_goes(open_window: Open, library: MakeLibrary) -> None:
    root = library({"a.md": article("A", "alpha"), "b.md": article("B", "alpha")})
    person = open_window(root)
    person.search("alpha")
    library({"new/c.md": article("C", "alpha gamma")})
    (root / "b.md").unlink()
    person.press(Key.Key_F5)
    assert sorted(person.ids()) == ["a.md", "new/c.md"]
    assert person.counts() == {"": 2, "new": 1}
    assert person.field.text() == "alpha"
    person.search("gamma")
    assert person.ids() == ["new/c.md"]


def test_an_edited_article_shows_its_new_text_when_it_is_opened_again(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", "old"), "b.md": article("B", "x")}))
    person.open("a.md")
    library({"a.md": article("A", "quite new")})
    person.press(Key.Key_F5)
    person.open("b.md")
    person.open("a.md")
    assert "quite new" in person.page()
    person.search("quite")
    assert person.ids() == ["a.md"]


def test_an_article_that_is_edited_while_it_is_open_shows_its_new_text(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", "old"), "b.md": article("B", "x")}))
    person.open("a.md")
    library({"a.md": article("A", "quite new")})
    person.press(Key.Key_F5)
    person.open("a.md")
    assert "quite new" in person.page()


def test_a_page_of_a_topic_that_is_edited_shows_its_new_text(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({
        "t/_index.md": "---\ntitle: Old\n---\nold text\n", "t/a.md": article("A", "x"),
    }))  # fmt: skip
    person.choose_topic("t")
    library({"t/_index.md": "---\ntitle: New\n---\nnew text\n"})
    person.press(Key.Key_F5)
    assert person.page().startswith("New\n")
    assert "1 article" in person.page()
    assert "new text" in person.page()


def test_what_was_read_before_is_there_at_once_the_next_time(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": article("A", "alpha")})
    open_window(root).close()
    first: list[list[str]] = []
    gate = Gate.before("-", monkeypatch)
    person = open_window(root, wait=False)
    person.window.results.model.modelReset.connect(lambda: first.append(person.ids()))
    person.settle()
    assert gate.begun[0] == ""
    assert first[0] == ["a.md"]


def test_a_folder_that_vanishes_is_told_in_the_status_line(
    open_window: Open, library: MakeLibrary
) -> None:
    root = library({"a.md": article("A", "alpha")})
    person = open_window(root)
    root.rename(root.with_name("elsewhere"))
    person.press(Key.Key_F5)
    assert "cannot be listed" in person.status()
    root.with_name("elsewhere").rename(root)
    person.press(Key.Key_F5)
    assert person.status() == "1 article"


def test_f5_twice_reads_once_and_then_again(person: Person) -> None:
    for _ in range(3):
        person.tap(Key.Key_F5)
    person.settle()
    person.press(Key.Key_F5)
    assert person.status() == "10 articles"
