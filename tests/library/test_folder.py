"""A folder as a library: what is found, what is derived, and that nothing is written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.errors import ArticleError, LibraryError
from kbviewer.library.article import with_ancestors
from kbviewer.library.folder import Folder
from kbviewer.library.problem import Problem

Make = Callable[[dict[str, str]], Path]


def ids(folder: Folder, problems: list[Problem] | None = None) -> list[str]:
    found = folder.walk([] if problems is None else problems)
    return sorted(entry.id for entry in found)


def test_markdown_files_are_found_in_every_folder(library: Make) -> None:
    root = library({
        "a.md": "", "b/c.MARKDOWN": "", "b/d/中文 名.md": "", "e.txt": "", ".obsidian/f.md": "",
        ".g.md": "",
    })  # fmt: skip
    assert ids(Folder.open(root)) == ["a.md", "b/c.MARKDOWN", "b/d/中文 名.md"]


def test_an_article_says_what_its_header_says(library: Make) -> None:
    root = library({
        "x/2020-01-01-name.md": "---\ntitle: 标题\nsource: 36氪\npublished: 2025-08-11 20:41\n"
        "lang: EN\ntopics: [a, a/b, '#c', a]\nurl: https://x.y\n---\n# Heading\n",
    })  # fmt: skip
    article = Folder.open(root).article("x/2020-01-01-name.md")
    assert article.title == "标题"
    assert article.source == "36氪"
    assert article.published == "2025-08-11 20:41"
    assert article.lang == "en"
    assert article.topics == ("a", "a/b", "c")
    assert article.url == "https://x.y"
    assert article.text == "# Heading\n"
    assert article.warnings == ()


def test_what_is_missing_is_derived(library: Make) -> None:
    root = library({
        "notes/office/2025-08-11 name.md": "![](x.png)\n\n## The *first* heading\n\n正文都是中文的",
        "plain.md": "just text",
        "tags.md": "---\ntags: x, y/z\n---\n",
        "dated.md": "---\ndate: 2024-05-06\n---\n",
    })  # fmt: skip
    folder = Folder.open(root)
    article = folder.article("notes/office/2025-08-11 name.md")
    assert article.title == "The first heading"
    assert article.topics == ("notes/office",)
    assert article.published == "2025-08-11"
    assert article.lang == "zh"
    assert folder.article("plain.md").title == "plain"
    assert folder.article("plain.md").topics == ()
    assert folder.article("plain.md").lang == "en"
    assert folder.article("tags.md").topics == ("x", "y/z")
    assert folder.article("dated.md").published == "2024-05-06"


def test_a_date_that_is_none_is_a_warning(library: Make) -> None:
    root = library({"2025-01-02.md": "---\npublished: soon\n---\n"})
    article = Folder.open(root).article("2025-01-02.md")
    assert article.published == "2025-01-02"
    assert article.warnings == (
        Problem("2025-01-02.md", "“soon” is not a date", "2025-01-02, in its name, is taken"),
    )


def test_a_topics_page_has_titles_order_and_text(library: Make) -> None:
    root = library({
        "a/_index.md": "---\ntitle: A\ntitle_zh: 甲\norder: 2\n---\n\nText.\n",
        "b/_index.md": "---\norder: soon\n---\n",
    })  # fmt: skip
    folder = Folder.open(root)
    topic = folder.topic("a/_index.md")
    assert (topic.path, topic.title, topic.title_zh, topic.order) == ("a", "A", "甲", 2.0)
    assert topic.text == "Text."
    assert folder.topic("b/_index.md").title == "b"
    assert folder.topic("b/_index.md").order > topic.order


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no folder"):
        Folder.open(tmp_path / "nowhere")
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(LibraryError, match="is a file"):
        Folder.open(file)


def test_a_file_that_is_gone_is_said_so(library: Make) -> None:
    with pytest.raises(ArticleError, match=r"gone\.md cannot be read"):
        Folder.open(library({"a.md": ""})).article("gone.md")


def test_nothing_outside_the_library_is_opened(library: Make, tmp_path: Path) -> None:
    root = library({"a.md": ""})
    (tmp_path / "secret.md").write_text("secret")
    folder = Folder.open(root)
    for path in ("../secret.md", str(tmp_path / "secret.md"), "x/../../secret.md"):
        with pytest.raises(ArticleError, match="outside the library"):
            folder.article(path)


@pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege on Windows")
def test_links_are_not_followed(library: Make, tmp_path: Path) -> None:
    root = library({"a.md": "", "b/c.md": ""})
    (tmp_path / "secret.md").write_text("secret")
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    (root / "circle").symlink_to(root, target_is_directory=True)
    folder = Folder.open(root)
    assert ids(folder) == ["a.md", "b/c.md"]
    with pytest.raises(ArticleError, match="outside"):
        folder.article("link.md")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(library: Make) -> None:
    root = library({"a.md": ""})
    os.mkfifo(root / "pipe.md")
    folder = Folder.open(root)
    assert ids(folder) == ["a.md"]
    with pytest.raises(ArticleError, match="plain file"):
        folder.article("pipe.md")


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode on Windows")
def test_a_name_that_is_no_text_is_named_as_a_problem(library: Make) -> None:
    root = library({"a.md": ""})
    try:
        Path(os.fsdecode(os.fsencode(root) + b"/\xff\xfe.md")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes Unicode names alone")
    problems: list[Problem] = []
    assert ids(Folder.open(root), problems) == ["a.md"]
    assert len(problems) == 1
    assert "renamed" in problems[0].instead


def test_reading_changes_nothing(library: Make) -> None:
    root = library({"a.md": "x", "b/_index.md": "y", "b/c.md": "---\ntitle: [\n---\n"})

    def state() -> list[tuple[str, str, int]]:
        return sorted(
            (str(path), hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in root.rglob("*")
            if path.is_file()
        )

    before = state()
    folder = Folder.open(root)
    for entry in folder.walk([]):
        folder.topic(entry.id) if entry.is_topic_page else folder.article(entry.id)
    assert state() == before


def test_the_topics_above_a_topic() -> None:
    assert list(with_ancestors("a/b/c")) == ["a", "a/b", "a/b/c"]
    assert list(with_ancestors("")) == []


def test_only_the_markdown_that_is_listed_is_opened(library: Make) -> None:
    root = library({"a.md": "", ".git/config.md": "", "b.txt": "", "folder.md/c.md": ""})
    folder = Folder.open(root)
    for path in (".git/config.md", "b.txt"):
        with pytest.raises(ArticleError, match="not a Markdown file"):
            folder.article(path)
    with pytest.raises(ArticleError, match=r"folder\.md cannot be read"):
        folder.article("folder.md")
