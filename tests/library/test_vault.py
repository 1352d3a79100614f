"""What Obsidian's settings say of the texts in its vaults."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.library.library import Library
from kbviewer.library.vault import has_hard_line_breaks

Make = Callable[[dict[str, str]], Path]
STRICT = '{"strictLineBreaks": true}'


@pytest.mark.parametrize(
    ("settings", "are_kept"),
    [
        (STRICT, False),
        ('{"a": [1], "strictLineBreaks":true, "b": {"strictLineBreaks": false}}', False),
        ("\ufeff" + STRICT, False),
        ('{"strictLineBreaks": false}', True),
        ("{}", True),
        # Whatever cannot be read counts as Obsidian's default.
        ("", True),
        ('{"strictLineBreaks": tru', True),
        ("[true]", True),
        ('"strictLineBreaks"', True),
        ('{"strictLineBreaks": "true"}', True),
        ('{"strictLineBreaks": 1}', True),
        ("[" * 200_000, True),
        ("9" * 100_000, True),
        (STRICT + " " * (1 << 20), True),
        (STRICT + "\0", True),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_in_a_vault_a_line_end_is_one_unless_its_settings_say_not(
    settings: str, are_kept: bool, library: Make
) -> None:
    root = library({".obsidian/app.json": settings})
    assert has_hard_line_breaks(root) is are_kept


def test_elsewhere_it_is_none(library: Make) -> None:
    assert not has_hard_line_breaks(library({"app.json": "{}", "a/.obsidian/app.json": "{}"}))
    assert not has_hard_line_breaks(library({".obsidian": "a file"}))


def test_a_vault_need_not_have_settings(library: Make) -> None:
    root = library({".obsidian/workspace.json": "{}"})
    assert has_hard_line_breaks(root)
    (root / ".obsidian" / "app.json").mkdir()
    assert has_hard_line_breaks(root)


def test_bytes_that_are_no_text_are_no_settings(library: Make) -> None:
    root = library({".obsidian/app.json": ""})
    (root / ".obsidian" / "app.json").write_bytes(b'{"strictLineBreaks": true, "\xff": 1}')
    assert has_hard_line_breaks(root)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_settings_outside_the_library_are_not_read(library: Make, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "app.json").write_text(STRICT, encoding="utf-8")
    root = library({".obsidian/x": "", "inside.json": STRICT})
    settings = root / ".obsidian" / "app.json"
    settings.symlink_to(outside / "app.json")
    assert has_hard_line_breaks(root)
    settings.unlink()
    settings.symlink_to(root / "inside.json")
    assert not has_hard_line_breaks(root)
    settings.unlink()
    settings.symlink_to(settings)
    assert has_hard_line_breaks(root)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_named_pipe_is_not_waited_for(library: Make) -> None:
    root = library({".obsidian/x": ""})
    os.mkfifo(root / ".obsidian" / "app.json")
    assert has_hard_line_breaks(root)


def test_articles_and_topics_know_it(library: Make) -> None:
    texts = {"a.md": "x", "t/_index.md": "x"}
    for more, are_kept in (({}, False), ({".obsidian/app.json": "{}"}, True)):
        folder = Library.open(library(texts | more))
        assert folder.article("a.md").hard_line_breaks is are_kept
        assert folder.parse_article("a.md", b"x").hard_line_breaks is are_kept
        assert folder.topic("t/_index.md").hard_line_breaks is are_kept
    (folder.root / ".obsidian" / "app.json").write_text(STRICT, encoding="utf-8")
    assert folder.article("a.md").hard_line_breaks  # all texts of a library are read alike
    assert not folder.with_current_settings().article("a.md").hard_line_breaks
