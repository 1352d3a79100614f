"""The command, as a person calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kbviewer import paths
from kbviewer.cli.main import main
from kbviewer.library.library import Library
from tests.importing.sample_pages import results_page

Capture = pytest.CaptureFixture[str]
NAMES = [
    "2025-07-28-仓库一日达-试点扩大.md", "2025-08-10-Sellers-welcome-lower-fees.md",
    "2025-08-11-直播间新规落地.md",
]  # fmt: skip


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def listing(tmp_path: Path) -> str:
    path = tmp_path / "saved.txt"
    path.write_text(results_page(), encoding="utf-8")
    return str(path)


def test_each_article_becomes_a_file_that_reads_back(
    listing: str, tmp_path: Path, capsys: Capture
) -> None:
    into = tmp_path / "library" / "inbox"
    assert main(["import", listing, "--into", str(into)]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1] == f"3 articles written to {into}"
    assert all(name in printed.out for name in NAMES)
    assert printed.err.splitlines() == [
        "kbviewer: 仓库一日达 试点扩大: the page shows only the beginning of its text"
    ]
    assert names(into) == NAMES
    third, second, first = (Library.open(into).article(name) for name in NAMES)
    assert (first.title, first.source, first.published, first.lang) == (
        "直播间新规落地", "示例日报", "2025-08-11 20:41", "zh",
    )  # fmt: skip
    assert (second.lang, second.topics) == ("en", ("merchant-support",))
    assert third.source == "物流周刊 (Wu Liu Zhou Kan)"
    assert all(article.warnings == () for article in (first, second, third))


def test_a_second_import_writes_nothing(listing: str, tmp_path: Path, capsys: Capture) -> None:
    into = tmp_path / "library"
    for told in ("3 articles written to", "0 articles written to"):
        assert main(["import", listing, "--into", str(into)]) == 0
        assert told in capsys.readouterr().out
    assert names(into) == NAMES


def test_a_dry_run_says_everything_and_writes_nothing(
    listing: str, tmp_path: Path, capsys: Capture
) -> None:
    before = sorted(tmp_path.iterdir())
    assert main(["import", listing, "--into", str(tmp_path / "new"), "--dry-run"]) == 0
    printed = capsys.readouterr()
    assert sorted(tmp_path.iterdir()) == before
    for told in (
        NAMES[1], "title      Sellers welcome lower fees", "source     Example Times",
        "published  2025-08-10 09:05", "lang       en", "topics     merchant-support",
        "merchant-support: seller", "text       84 characters: Sellers said on",
        "3 articles would be written to",
    ):  # fmt: skip
        assert told in printed.out
    assert "only the beginning" in printed.err


def test_topics_are_the_persons_to_choose(listing: str, tmp_path: Path) -> None:
    for n, (call, topics) in enumerate([
        (["--topics", "a/b, #c，a/b"], ("a/b", "c")), (["--no-topics"], ()),
    ]):  # fmt: skip
        into = tmp_path / str(n)
        assert main(["import", listing, "--into", str(into), *call]) == 0
        assert Library.open(into).article(NAMES[1]).topics == topics
        assert "suggested" not in (into / NAMES[1]).read_text(encoding="utf-8")


def test_the_shipped_knowledge_base_is_never_written(
    listing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    monkeypatch.setattr(paths, "corpus", lambda: shipped)
    for into in (shipped, shipped / "governance" / "new", shipped / "x" / ".."):
        assert main(["import", listing, "--into", str(into)]) == 2
        assert "the shipped knowledge base" in capsys.readouterr().err
        assert names(shipped) == []


@pytest.mark.parametrize("what", ["nowhere", "folder", "text"])
def test_what_cannot_be_imported_ends_with_2_and_a_line_why(
    what: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("no results", encoding="utf-8")
    assert main(["import", str(tmp_path / what), "--into", str(tmp_path / "new")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("kbviewer: ")
    assert printed.err.count("\n") == 1
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(os.name == "nt", reason="made of what Windows does not have")
def test_links_in_a_circle_are_told(listing: str, tmp_path: Path, capsys: Capture) -> None:
    circle = tmp_path / "circle"
    circle.symlink_to("circle")
    new = str(tmp_path / "new")
    for call in (
        ["--into", str(circle)], ["--into", str(circle / "x")],
        ["--into", new, "--library", str(circle)],
    ):  # fmt: skip
        assert main(["import", listing, *call]) == 2
        assert str(circle) in capsys.readouterr().err
    assert not Path(new).exists()


@pytest.mark.parametrize(
    "call", [[], ["--into", ""], ["--into", "x", "--topics", ","],
             ["--into", "x", "--topics", "a", "--no-topics"]],
)  # fmt: skip
def test_a_wrong_word_ends_with_2_and_the_usage(
    call: list[str], listing: str, capsys: Capture
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["import", listing, *call])
    assert ended.value.code == 2
    assert "--into" in capsys.readouterr().err


def test_a_page_cannot_speak_to_the_terminal(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "saved.txt"
    path.write_text(
        results_page().replace("Sellers", "\033]52;c;x\007\u202eSellers"), encoding="utf-8"
    )
    for call in (["--dry-run"], []):
        assert main(["import", str(path), "--into", str(tmp_path / "new"), *call]) == 0
        printed = capsys.readouterr()
        assert not set(printed.out + printed.err) & set("\033\007\u202e")


def test_importing_loads_neither_the_window_nor_what_only_web_pages_need(
    listing: str, tmp_path: Path
) -> None:
    program = (
        "import sys; from kbviewer.cli.main import main; main(sys.argv[1:]); "
        "print([name for name in sys.modules if name in ('PySide6', 'trafilatura', 'sqlite3')])"
    )
    ended = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, "import", listing, "--into", str(tmp_path)],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip
    assert ended.stdout.rstrip().endswith("[]"), ended.stderr
