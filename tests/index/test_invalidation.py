"""When the settings of a vault change, its articles are indexed as they are shown now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.index.check import searchable_article
from kbviewer.index.index import Index
from kbviewer.library.library import Library

Make = Callable[[dict[str, str]], Path]
STRICT = '{"strictLineBreaks": true}'
TEXTS = {"a.md": "one\ntwo\n", "b.md": "three\n", "t/_index.md": "four\nfive\n"}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the files that are read."""
    ids: list[str] = []
    read_bytes = Library.read_bytes

    def noted(library: Library, file_id: str) -> bytes:
        ids.append(file_id)
        return read_bytes(library, file_id)

    monkeypatch.setattr(Library, "read_bytes", noted)
    return ids


def update(index: Index, changed: frozenset[str] | None = None) -> None:
    for _ in index.update(changed):
        pass


def bodies(index: Index) -> dict[str, str]:
    with index._database.read_transaction() as db:
        return dict(db.execute("SELECT path, body FROM article"))


def is_exact(index: Index) -> bool:
    return index.check().differences == ()


SPACES, LINES = {"a.md": "one two", "b.md": "three"}, {"a.md": "one\ntwo", "b.md": "three"}


def test_settings_that_change_are_followed_by_the_next_update(
    library: Make, read: list[str]
) -> None:
    root = library(TEXTS)
    settings = root / ".obsidian" / "app.json"
    with Index.open(root) as index:
        update(index)
        assert bodies(index) == SPACES
        library({".obsidian/app.json": "{}"})
        for _ in range(2):
            read.clear()
            update(index)
            assert bodies(index) == LINES
        assert read == []
        assert is_exact(index)
        article = index.read_article("a.md")
        assert article.hard_line_breaks
        assert searchable_article(article, {}).body.original == LINES["a.md"]
        assert all(topic.hard_line_breaks for topic in index.topics())
        settings.write_text(STRICT, encoding="utf-8")
        assert index.read_article("a.md").hard_line_breaks  # as it is indexed
        update(index)
        assert bodies(index) == SPACES
        assert is_exact(index)
        assert not index.read_article("a.md").hard_line_breaks
        assert not any(topic.hard_line_breaks for topic in index.topics())


def test_the_settings_are_followed_from_one_run_to_the_next(library: Make, read: list[str]) -> None:
    root = library(TEXTS | {".obsidian/app.json": "{}"})
    for settings, expected in (("{}", LINES), (STRICT, SPACES), ("{}", LINES)):
        library({".obsidian/app.json": settings})
        with Index.open(root) as index:
            update(index)
            assert bodies(index) == expected
        with Index.open(root) as index:
            read.clear()
            update(index)
            assert read == []


def test_an_update_of_one_file_follows_settings_that_changed_for_all(library: Make) -> None:
    root = library(TEXTS)
    with Index.open(root) as index:
        update(index)
        library({".obsidian/app.json": "{}"})
        update(index, frozenset({"b.md"}))
        assert bodies(index) == LINES
        assert is_exact(index)


def test_an_update_that_is_stopped_is_made_good_by_the_next(library: Make) -> None:
    root = library(TEXTS)
    with Index.open(root) as index:
        update(index)
    library({".obsidian/app.json": "{}"})
    with Index.open(root) as index:
        for _ in index.update():
            break
    with Index.open(root) as index:
        update(index)
        assert bodies(index) == LINES


def test_an_index_of_no_vault_has_no_note_of_it(library: Make) -> None:
    with Index.open(library(TEXTS)) as index:
        update(index)
        with index._database.read_transaction() as db:
            names = [name for (name,) in db.execute("SELECT name FROM meta")]
    assert "hard_line_breaks" not in names
