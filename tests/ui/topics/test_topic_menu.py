"""The context menu of the topics."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from kbviewer.query.filters import topic_query
from tests.ui.menus import Desktop, choose, letters, lines, menu_key, opened, right_click
from tests.ui.person import Key, MakeLibrary, Open, Person, article

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def root(library: MakeLibrary) -> Path:
    QGuiApplication.clipboard().clear()
    return library({
        "物流/a b/1.md": article("One", "x", tags="[直播, task/plans]"),
        "物流/2.md": article("Two", "x"),
        "other/3.md": article("Three", "x", topics="[named/here]"),
    })  # fmt: skip


@pytest.fixture
def reader(open_window: Open, root: Path) -> Person:
    return open_window(root)


def menu_of(person: Person, path: str) -> QMenu | None:
    tree = person.window.tree
    index = tree.model.index_of(path)
    assert index.isValid(), path
    return right_click(tree.view, tree.view.visualRect(index).center())


def test_the_menu_of_a_topic(reader: Person) -> None:
    menu = menu_of(reader, "物流")
    assert lines(menu) == [
        "Open", "Copy as Query", "-", "Expand All", "Collapse All", "-", "Show in Folder",
    ]  # fmt: skip
    assert len(set(letters(menu)) - {""}) == 5
    assert reader.window.tree.selected_path() == ""


def test_it_offers_only_what_can_be_done(reader: Person) -> None:
    assert lines(menu_of(reader, "")) == ["Expand All", "Collapse All", "-", "Show in Folder"]
    assert "Show in Folder" not in lines(menu_of(reader, "named/here"))
    for tag in ("/tags", "/tags/直播"):
        assert "Show in Folder" not in lines(menu_of(reader, tag))
    assert "Copy as Query" not in lines(menu_of(reader, "/tags"))
    choose(reader, menu_of(reader, "物流"), "Open")
    assert "Open" not in lines(menu_of(reader, "物流"))


def test_a_topic_is_opened(reader: Person) -> None:
    choose(reader, menu_of(reader, "物流"), "Open")
    assert reader.window.tree.selected_path() == "物流"
    assert len(reader.ids()) == 2


@pytest.mark.parametrize(
    "path", ["物流", "物流/a b", "named/here", "/tags/直播", "/tags/task/plans"]
)
def test_the_query_of_a_topic_finds_its_articles(reader: Person, path: str) -> None:
    reader.window.tree.expand_all()
    expected = reader.counts()[path]
    choose(reader, menu_of(reader, path), "Copy as Query")
    query = QGuiApplication.clipboard().text()
    assert query == topic_query(path)
    assert query.startswith("tag:" if path.startswith("/") else "topic:")
    reader.search(query)
    assert len(reader.ids()) == expected > 0


def test_all_are_collapsed_and_expanded(reader: Person, root: Path) -> None:
    tree = reader.window.tree
    choose(reader, menu_of(reader, ""), "Collapse All")
    assert tree.view.isExpanded(tree.model.index_of(""))
    assert not tree.view.isExpanded(tree.model.index_of("物流"))
    assert not tree.view.isExpanded(tree.model.index_of("/tags"))
    (root / "new").mkdir()
    (root / "new/4.md").write_text("x")
    reader.press(Key.Key_F5)
    assert not tree.view.isExpanded(tree.model.index_of("物流"))
    assert "Collapse All" not in lines(menu_of(reader, ""))
    choose(reader, opened(), "Expand All")
    for path in ("物流", "/tags", "/tags/task"):
        assert tree.view.isExpanded(tree.model.index_of(path))


def test_the_folder_of_a_topic_is_opened(
    reader: Person, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = Desktop.replace(monkeypatch)
    choose(reader, menu_of(reader, "物流/a b"), "Show in Folder")
    assert desktop.opened == [root.resolve() / "物流/a b"]
    desktop.has_program = False
    choose(reader, menu_of(reader, "物流/a b"), "Show in Folder")
    assert "a b" in reader.status()


@pytest.mark.parametrize("key", [Key.Key_Menu, Key.Key_F10])
def test_keys_open_the_menu_of_the_selected_topic(reader: Person, key: Key) -> None:
    reader.choose_topic("物流")
    reader.window.tree.view.setFocus()
    choose(reader, menu_key(key), "Copy as Query")
    assert QGuiApplication.clipboard().text() == "topic:物流"
