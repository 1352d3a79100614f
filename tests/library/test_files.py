"""Which files of a library are handed to other programs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kbviewer.errors import ArticleError
from kbviewer.library.files import find_folder, find_markdown_file

needs_links = pytest.mark.skipif(os.name == "nt", reason="Windows needs a right for links")


def test_a_markdown_file_is_found_by_its_id(tmp_path: Path) -> None:
    for name in ("a.md", "-b.MD", "x/c.markdown"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
        assert find_markdown_file(tmp_path, name) == tmp_path.resolve() / name


@pytest.mark.parametrize(
    "file_id", ["no.md", "a.txt", "../out.md", "/etc/hosts.md", ".hidden/a.md", "folder.md", ""]
)
def test_anything_else_is_not(tmp_path: Path, file_id: str) -> None:
    root = tmp_path / "library"
    (root / "folder.md").mkdir(parents=True)
    (root / ".hidden").mkdir()
    for path in (root / "a.txt", root / ".hidden/a.md", tmp_path / "out.md"):
        path.write_text("x")
    with pytest.raises(ArticleError):
        find_markdown_file(root, file_id)


@needs_links
def test_links_are_followed_to_markdown_files_of_the_library_only(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    for path in (root / "own.md", root / "run.sh", tmp_path / "out.md"):
        path.write_text("x")
    for name, target in (("own", "own.md"), ("run", "run.sh"), ("out", "../out.md")):
        (root / f"to-{name}.md").symlink_to(root / target)
    (tmp_path / "link").symlink_to(root)
    assert find_markdown_file(tmp_path / "link", "to-own.md") == root.resolve() / "own.md"
    for name in ("run", "out"):
        with pytest.raises(ArticleError):
            find_markdown_file(root, f"to-{name}.md")


@needs_links
def test_the_folder_of_a_topic(tmp_path: Path) -> None:
    root = tmp_path / "library"
    (root / "a/b").mkdir(parents=True)
    (root / "file").write_text("x")
    (root / "out").symlink_to(tmp_path)
    assert find_folder(root, "a/b") == root.resolve() / "a/b"
    assert find_folder(root, "") == root.resolve()
    for topic in ("no", "file", "out", "..", "/etc"):
        assert find_folder(root, topic) is None
