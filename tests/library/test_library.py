"""A folder as a library: what is found, what is derived, and that nothing is written."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.errors import ArticleError, LibraryError
from kbviewer.library.article import with_ancestors
from kbviewer.library.library import Library
from kbviewer.library.problems import Problem
from tests.library.findings import told

Make = Callable[[dict[str, str]], Path]


def ids(folder: Library, problems: list[Problem] | None = None) -> list[str]:
    found = folder.scan([] if problems is None else problems)
    return sorted(entry.id for entry in found)


def test_markdown_files_are_found_in_every_folder(library: Make) -> None:
    root = library({
        "a.md": "", "b/c.MARKDOWN": "", "b/d/中文 名.md": "", "e.txt": "", ".obsidian/f.md": "",
        ".g.md": "",
    })  # fmt: skip
    assert ids(Library.open(root)) == ["a.md", "b/c.MARKDOWN", "b/d/中文 名.md"]


def test_an_article_says_what_its_header_says(library: Make) -> None:
    root = library({
        "x/2020-01-01-name.md": "---\ntitle: 标题\nsource: 36氪\npublished: 2025-08-11 20:41\n"
        "lang: EN\ntopics: [a, a/b, '#c', a]\nurl: https://x.y\n---\n# Heading\n",
    })  # fmt: skip
    article = Library.open(root).article("x/2020-01-01-name.md")
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
    folder = Library.open(root)
    article = folder.article("notes/office/2025-08-11 name.md")
    assert article.title == "The first heading"
    assert article.topics == ("notes/office",)
    assert article.published == "2025-08-11"
    assert article.lang == "zh"
    assert folder.article("plain.md").title == "plain"
    assert folder.article("plain.md").topics == ()
    assert folder.article("plain.md").lang == "en"
    assert folder.article("tags.md").tags == ("x", "y/z")
    assert folder.article("dated.md").published == "2024-05-06"


def test_a_date_that_is_none_is_a_warning(library: Make) -> None:
    root = library({"2025-01-02.md": "---\npublished: soon\n---\n"})
    article = Library.open(root).article("2025-01-02.md")
    assert article.published == "2025-01-02"
    assert told(article.warnings) == [
        ("2025-01-02.md", "“soon” is not a date", "2025-01-02, in its name, is taken"),
    ]


def test_a_topics_page_has_titles_order_and_text(library: Make) -> None:
    root = library({
        "a/_index.md": "---\ntitle: A\ntitle_zh: 甲\norder: 2\n---\n\nText.\n",
        "b/_index.md": "---\norder: soon\n---\n",
    })  # fmt: skip
    folder = Library.open(root)
    topic = folder.topic("a/_index.md")
    assert (topic.path, topic.title, topic.title_zh, topic.order) == ("a", "A", "甲", 2.0)
    assert topic.text == "Text."
    assert folder.topic("b/_index.md").title == "b"
    assert folder.topic("b/_index.md").order > topic.order


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no folder"):
        Library.open(tmp_path / "nowhere")
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(LibraryError, match="is a file"):
        Library.open(file)


def test_a_file_that_is_gone_is_said_so(library: Make) -> None:
    with pytest.raises(ArticleError, match=r"gone\.md cannot be read"):
        Library.open(library({"a.md": ""})).article("gone.md")


def test_nothing_outside_the_library_is_opened(library: Make, tmp_path: Path) -> None:
    root = library({"a.md": ""})
    (tmp_path / "secret.md").write_text("secret")
    folder = Library.open(root)
    for path in ("../secret.md", str(tmp_path / "secret.md"), "x/../../secret.md"):
        with pytest.raises(ArticleError, match="outside the library"):
            folder.article(path)


@pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege on Windows")
def test_links_are_not_followed(library: Make, tmp_path: Path) -> None:
    root = library({"a.md": "", "b/c.md": ""})
    (tmp_path / "secret.md").write_text("secret")
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    (root / "circle").symlink_to(root, target_is_directory=True)
    folder = Library.open(root)
    assert ids(folder) == ["a.md", "b/c.md"]
    with pytest.raises(ArticleError, match="outside"):
        folder.article("link.md")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(library: Make) -> None:
    root = library({"a.md": ""})
    os.mkfifo(root / "pipe.md")
    folder = Library.open(root)
    assert ids(folder) == ["a.md"]
    with pytest.raises(ArticleError, match="plain file"):
        folder.article("pipe.md")


def gbk(text: str) -> bytes:
    """A name as Chinese Windows writes it into an archive."""
    return text.encode("gb18030")


FOREIGN = {
    gbk("报告/2025-08-11 中文.md"): "bytes",
    b"100%.md": "percent",
    b"\xff\xfe.md": "neither",
    gbk("中%.md"): "bytes and percent",
    b"%D6%D0.md": "written like bytes",
    gbk("中.md"): "the bytes themselves",
    "中.md".encode(): "text",
    gbk("报告/_index.md"): "page",
}


def test_a_name_that_is_not_utf8_is_read_and_shown_decoded(
    named_in_bytes: Callable[[dict[bytes, str]], Path],
) -> None:
    folder = Library.open(named_in_bytes(FOREIGN))
    problems: list[Problem] = []
    titles = {
        "%B1%A8%B8%E6/2025-08-11 %D6%D0%CE%C4.md": "2025-08-11 中文",
        "100%.md": "100%",
        "%FF%FE.md": "��",
        "%D6%D0%25.md": "中%",
        "%25D6%25D0.md": "%D6%D0",
        "%D6%D0.md": "中",
        "中.md": "中",
    }
    assert ids(folder, problems) == sorted({*titles, "%B1%A8%B8%E6/_index.md"})
    assert problems == []
    assert {each: folder.article(each).title for each in titles} == titles
    assert {folder.article(each).text for each in titles} == {*FOREIGN.values()} - {"page"}
    dated = folder.article("%B1%A8%B8%E6/2025-08-11 %D6%D0%CE%C4.md")
    assert (dated.published, dated.topics) == ("2025-08-11", ("%B1%A8%B8%E6",))
    topic = folder.topic("%B1%A8%B8%E6/_index.md")
    assert (topic.title, topic.page_id) == ("报告", "%B1%A8%B8%E6/_index.md")


def test_some_files_of_such_names_are_looked_at(
    named_in_bytes: Callable[[dict[bytes, str]], Path],
) -> None:
    folder = Library.open(named_in_bytes(FOREIGN))
    paths = frozenset(ids(folder))
    sight = folder.scan_files(paths)
    assert sight is not None
    assert {entry.id for entry in sight.files} == paths
    assert set(sight.files) == set(folder.scan([]))
    gone = folder.scan_files(frozenset({"%D7.md", "%2E%2E/a.md"}))
    assert gone is None or gone.files == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_of_such_names_too_only_plain_files_of_the_library_are_opened(
    named_in_bytes: Callable[[dict[bytes, str]], Path], tmp_path: Path
) -> None:
    root = named_in_bytes({gbk("夹/甲.md"): "", b".\xff/a.md": "hidden"})
    (tmp_path / "secret.md").write_text("secret")
    inside = root / os.fsdecode(gbk("夹"))
    (inside / os.fsdecode(gbk("出.md"))).symlink_to(tmp_path / "secret.md")
    (inside / os.fsdecode(gbk("外"))).symlink_to(tmp_path)
    (inside / os.fsdecode(gbk("环"))).symlink_to(inside)
    os.mkfifo(inside / os.fsdecode(gbk("管.md")))
    folder = Library.open(root)
    problems: list[Problem] = []
    assert ids(folder, problems) == ["%BC%D0/%BC%D7.md"]
    assert sorted(map(str, problems)) == sorted([
        "夹/出.md: it is a link to a file outside the library; it is left out",
        "夹/环: it is a link to 夹 in the library; the folder itself is listed",
        "夹/外: it is a link to a folder outside the library; what is in it is left out",
        "夹/管.md: it is a named pipe, not a plain file; it is left out",
    ])  # fmt: skip
    for path in (
        "%BC%D0/%B3%F6.md", "%BC%D0/%CD%E2/secret.md", "%BC%D0/%B9%DC.md", ".%FF/a.md",
        "%BC%D0/../../secret.md", "%BC%D0%2F..%2F..%2Fsecret.md", "%BC%D0/%2E%2E/%2E%2E/secret.md",
    ):  # fmt: skip
        with pytest.raises(ArticleError) as raised:
            folder.article(path)
        str(raised.value).encode()


def test_a_library_whose_own_name_is_not_utf8_is_opened(
    named_in_bytes: Callable[[dict[bytes, str]], Path],
) -> None:
    root = named_in_bytes({gbk("库/a.md"): "text", gbk("库/甲.md"): "text"})
    inner = root / os.fsdecode(gbk("库"))
    folder = Library.open(inner)
    assert ids(folder) == ["%BC%D7.md", "a.md"]
    for path in ("a.md", "%BC%D7.md"):
        assert folder.article(path).text == "text"
    with pytest.raises(ArticleError, match=r"库/b\.md cannot be read"):
        folder.article("b.md")
    with pytest.raises(LibraryError, match=r"no folder .*/库/无"):
        Library.open(inner / os.fsdecode(gbk("无")))


def test_reading_changes_nothing(library: Make) -> None:
    root = library({"a.md": "x", "b/_index.md": "y", "b/c.md": "---\ntitle: [\n---\n"})

    def state() -> list[tuple[str, str, int]]:
        return sorted(
            (str(path), hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in root.rglob("*")
            if path.is_file()
        )

    before = state()
    folder = Library.open(root)
    for entry in folder.scan([]):
        folder.topic(entry.id) if entry.is_topic_page else folder.article(entry.id)
    assert state() == before


def test_the_topics_above_a_topic() -> None:
    assert list(with_ancestors("a/b/c")) == ["a", "a/b", "a/b/c"]
    assert list(with_ancestors("")) == []


def test_only_the_markdown_that_is_listed_is_opened(library: Make) -> None:
    root = library({"a.md": "", ".git/config.md": "", "b.txt": "", "folder.md/c.md": ""})
    folder = Library.open(root)
    for path in (".git/config.md", "b.txt"):
        with pytest.raises(ArticleError, match="not a Markdown file"):
            folder.article(path)
    with pytest.raises(ArticleError, match=r"folder\.md cannot be read"):
        folder.article("folder.md")
