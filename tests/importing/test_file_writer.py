"""Files: what is meant is read back, nothing is overwritten, nothing half is left."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.errors import WriteError
from kbviewer.importing import atomic_write
from kbviewer.importing.file_writer import (
    ArticleMetadata,
    DryRun,
    ImportFolder,
    WriteOutcome,
    format_article,
)
from kbviewer.library.library import Library
from kbviewer.text.display import single_line


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fields(title: str = "题", **others: str) -> ArticleMetadata:
    return ArticleMetadata(
        title, others.get("source", "示例日报"), "2025-08-11 20:41", "zh", ("a/b", "c"),
        others.get("url", ""),
    )  # fmt: skip


HARD = st.sampled_from([
    "no", "2025-08-11", "- a", "a: b", "a #b", "# a", "'", '"', "{a}", "[a]", "&a", "*a", "!a",
    "%a", "@a", "`a`", "a\nb", "🎁", "null", "~", "", " ", "---", "...", "|", ">", "? a", "1:30",
    "a\\nb", "\u2028", "\x07", "\ufeff", "a, b", "“”", "x" * 300,
])  # fmt: skip


@pytest.mark.slow
@given(st.lists(st.one_of(HARD, st.text(max_size=20)), min_size=4, max_size=4))
def test_what_is_meant_is_what_is_read(texts: list[str]) -> None:
    title, source, url, body = texts
    title = title if single_line(title) else "题"
    whole = format_article(fields(title, source=source, url=url), " ".join(body.split()) or "x")
    with tempfile.TemporaryDirectory() as name:
        ImportFolder(Path(name)).write("a", whole)
        article = Library.open(Path(name)).article("a.md")
    assert article.title == single_line(title)
    assert article.source == single_line(source)
    assert article.url == single_line(url)
    assert article.published == "2025-08-11 20:41"
    assert article.lang == "zh"
    assert article.topics == ("a/b", "c")
    assert article.text.strip() == (" ".join(body.split()) or "x").replace("\0", "�")
    assert article.warnings == ()


def test_a_header_is_written_as_a_person_would() -> None:
    suggested = ArticleMetadata("A: b", "示例", "2025-08-11", "zh", ("a",), "", are_suggested=True)
    assert format_article(suggested, "text") == (
        "---\ntitle: 'A: b'\nsource: 示例\npublished: 2025-08-11\nlang: zh\n"
        "topics: [a]  # suggested: change as you like\n---\n\ntext\n"
    )
    assert "topics" not in format_article(ArticleMetadata("A", "", "", "en", (), ""), "text")


def test_the_same_article_is_left_alone_and_another_gets_a_number(tmp_path: Path) -> None:
    target = ImportFolder(tmp_path / "made" / "here")
    first, other = format_article(fields(), "text"), format_article(fields(), "other")
    assert target.write("a", first).outcome is WriteOutcome.CREATED
    assert target.write("a", first) == target.write("a", first)
    assert target.write("a", first).outcome is WriteOutcome.EXISTS
    assert (target.write("a", other).name, target.write("a", other).outcome) == (
        "a-2.md",
        WriteOutcome.EXISTS,
    )
    assert target.write("a", format_article(fields("another title"), "text")).name == "a-3.md"
    assert names(target.folder) == ["a-2.md", "a-3.md", "a.md"]


def test_an_article_whose_topics_were_changed_is_still_the_same(tmp_path: Path) -> None:
    target = ImportFolder(tmp_path)
    changed = format_article(fields(), "text").replace("[a/b, c]", "[mine]")
    (tmp_path / "a.md").write_text(changed, encoding="utf-8")
    assert target.write("a", format_article(fields(), "text")).outcome is WriteOutcome.EXISTS
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == changed


@pytest.fixture
def in_time() -> Iterator[None]:
    """What would be waited for without end is given up."""

    def give_up(*_: object) -> None:
        raise AssertionError("it is waited for")

    if sys.platform == "win32":
        pytest.skip("made of what Windows does not have")
    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    "what",
    ["folder", "link to nothing", "link", "circle", "bytes", "pipe", "link to a pipe", "socket"],
)
@pytest.mark.usefixtures("in_time")
def test_whatever_has_the_name_keeps_it(tmp_path: Path, what: str) -> None:
    path = tmp_path / "into" / "a.md"
    path.parent.mkdir()
    outside = tmp_path / "outside"
    if what == "folder":
        path.mkdir()
    elif what == "bytes":
        path.write_bytes(b"\xff\0")
    elif what == "socket":
        short = Path(tempfile.mkdtemp())  # no socket's path is longer than 107 bytes
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(short / "s"))
        (short / "s").rename(path)
        short.rmdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "link to a pipe":
        os.mkfifo(outside.with_name("pipe"))
        path.symlink_to(outside.with_name("pipe"))
    elif what == "circle":
        path.symlink_to(path.name)
    else:
        if what == "link":
            outside.write_text("x", encoding="utf-8")
        try:
            path.symlink_to(outside)
        except OSError:
            pytest.skip("no links here")
    assert ImportFolder(path.parent).write("a", format_article(fields(), "text")).name == "a-2.md"
    assert not outside.exists() or outside.read_text(encoding="utf-8") == "x"


def test_a_name_that_is_taken_at_the_last_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def slow(hidden: Path, path: Path) -> None:
        if path.name == "a.md":
            path.write_text("somebody else's", encoding="utf-8")
        link(hidden, path)

    monkeypatch.setattr(os, "link", slow)
    assert ImportFolder(tmp_path).write("a", format_article(fields(), "text")).name == "a-2.md"
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "somebody else's"
    assert names(tmp_path) == ["a-2.md", "a.md"]


@pytest.mark.parametrize("has_links", [True, False])
def test_a_full_disk_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def no_links(*_: object) -> None:
        # The first file was written whole; the second, which takes its place, is not.
        monkeypatch.setattr(os, "fsync", full)
        raise OSError(errno.EPERM, "Operation not permitted")

    if has_links:
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(WriteError, match=r"a\.md cannot be written: No space left on device"):
        ImportFolder(tmp_path).write("a", format_article(fields(), "text"))
    assert names(tmp_path) == []


def test_without_links_a_file_is_still_made_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    whole = format_article(fields(), "text")
    assert ImportFolder(tmp_path).write("a", whole).outcome is WriteOutcome.CREATED
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == whole
    assert ImportFolder(tmp_path).write("a", format_article(fields(), "other")).name == "a-2.md"
    assert len(names(tmp_path)) == 2


def test_without_links_a_name_that_is_taken_at_the_last_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(_: Path, path: Path) -> None:
        if path.name == "a.md":
            path.write_text("somebody else's", encoding="utf-8")
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", taken)
    assert ImportFolder(tmp_path).write("a", format_article(fields(), "text")).name == "a-2.md"
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "somebody else's"
    assert names(tmp_path) == ["a-2.md", "a.md"]


def test_a_dry_run_gives_the_same_names_and_writes_nothing(tmp_path: Path) -> None:
    articles = [format_article(fields(), text) for text in ("x", "y", "x", "z")]
    dry, wet = DryRun(tmp_path / "into"), ImportFolder(tmp_path / "into")
    planned = [dry.write("a", whole) for whole in articles]
    assert names(tmp_path) == []
    assert planned == [wet.write("a", whole) for whole in articles]
    assert DryRun(tmp_path / "into").write("a", articles[3]).outcome is WriteOutcome.EXISTS


@pytest.mark.parametrize("below", ["", "below"])
def test_a_file_in_the_folders_place_is_told(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for target in (ImportFolder, DryRun):
        with pytest.raises(WriteError, match="a file is in its place"):
            target(tmp_path / "file" / below).write("a", format_article(fields(), "text"))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with contextlib.suppress(OSError):
            (tmp_path / "any").touch()
            pytest.skip("everything can be written here")
        with pytest.raises(WriteError, match="cannot be"):
            ImportFolder(tmp_path / "new").write("a", format_article(fields(), "text"))
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="ends as Windows ends nothing")
def test_what_a_killed_import_left_is_removed_by_the_next_and_nothing_else(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from kbviewer.importing.file_writer import ImportFolder\n"
        "os.link = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "ImportFolder(Path(sys.argv[1])).write('a', 'text')\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, tmp_path], check=False, timeout=120)
    assert ended.returncode == -signal.SIGKILL
    (left,) = names(tmp_path)
    kept = [f".kbviewer-{mark * 16}{end}" for mark, end in (
        ("0", ".part.md"), ("G", ".part"), ("00", ".part"), ("1", ".part"), ("2", ".part"),
    )]  # fmt: skip
    for name in kept[:3]:
        (tmp_path / name).touch()
    (tmp_path / kept[3]).mkdir()
    (tmp_path / kept[4]).symlink_to(kept[0])
    DryRun(tmp_path).write("a", format_article(fields(), "text"))
    assert names(tmp_path) == sorted([left, *kept])
    ImportFolder(tmp_path).write("a", format_article(fields(), "text"))
    assert names(tmp_path) == sorted(["a.md", *kept])


@pytest.mark.skipif(sys.platform == "win32", reason="locks files in another way")
def test_what_another_import_is_writing_is_left_to_it(tmp_path: Path) -> None:
    with atomic_write.temporary_file(tmp_path, b"text") as hidden:
        ImportFolder(tmp_path).write("a", format_article(fields(), "text"))
        assert names(tmp_path) == sorted([hidden.name, "a.md"])
    assert names(tmp_path) == ["a.md"]


def test_a_file_that_is_taken_for_a_left_one_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = atomic_write._lock
    removed: list[str] = []

    def late(file: int) -> bool | None:
        if not removed:
            removed.extend(names(tmp_path))
            (tmp_path / removed[0]).unlink()
        return lock(file)

    monkeypatch.setattr(atomic_write, "_lock", late)
    with atomic_write.temporary_file(tmp_path, b"text") as hidden:
        assert hidden.name not in removed
        assert hidden.read_bytes() == b"text"


@pytest.mark.skipif(sys.platform == "win32", reason="has no such locks")
def test_where_there_are_no_locks_nothing_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / f".kbviewer-{'0' * 16}.part"
    left.touch()
    monkeypatch.setattr(atomic_write, "_lock", lambda _: None)
    ImportFolder(tmp_path).write("a", format_article(fields(), "text"))
    assert names(tmp_path) == [left.name, "a.md"]
