"""Whatever lies in a library: the scan ends, all that can be read is listed, and the rest named."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.errors import ArticleError
from kbviewer.index.index import Index
from kbviewer.library.files import MAX_FILE_SIZE, describe_file_type
from kbviewer.library.library import Library, ScannedFolder
from kbviewer.library.problems import Problem
from tests.library import broken_library
from tests.library.findings import told

Make = Callable[[dict[str, str]], Path]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="made of what Windows does not have")

LEFT_OUT = "it is left out"
AS_TEXT = "it is shown as text"
BY_LINES = "its plain lines are read"
EXPECTED_PROBLEMS = {
    "headers/no-end.md": ("the header has no closing line ---", AS_TEXT),
    "headers/too-long.md": ("the header is longer than 65,536 characters", AS_TEXT),
    "headers/64k.md": (
        "its title is longer than 1,000 characters",
        "it is shortened; the whole title is kept in the text"),
    "headers/anchor.md": (
        "the header cannot be read (line 2): anchors and aliases (& and *) are not allowed in it",
        AS_TEXT),
    "headers/bomb.md": (
        "the header cannot be read (line 2): anchors and aliases (& and *) are not allowed in it",
        AS_TEXT),
    "headers/no-date.md": ("“2024-02-30” is not a date", LEFT_OUT),
    "headers/two-dates.md": ("“11/04/2016” can be read in two ways", "2016 is taken"),
    "headers/digits.md": (f"“{'9' * 40}…” is not a date", LEFT_OUT),
    "headers/digits-toml.md": (
        "the header cannot be read (line 2): a number in it has too many digits", BY_LINES),
    "headers/twice.md": ("“title” occurs twice in the header", "the last one counts"),
    "headers/tab.md": (
        f"the header is not valid YAML (line 3): “{broken_library.OTHERS_WORDS}”", BY_LINES),
    "headers/nested.md": (
        "the header cannot be read (line 2): lists and names in it are nested too deeply", AS_TEXT),
    "headers/no-text.md": ("“title” is neither text nor a list of texts", LEFT_OUT),
    "bytes/nul.md": ("it holds NUL bytes", "each row of them is shown as �"),
    "bytes/invalid.md": ("some of its bytes are not text", "they are shown as �"),
    "bytes/mixed.md": ("it mixes UTF-8 and GB18030", "each line is read in its own encoding"),
    "bytes/utf16.md": ("some of its bytes are not text", "they are shown as �"),
    "bytes/line.md": ("it is larger than 4 MB", "only its first 4 MB are read"),
    "bytes/huge.md": ("it is larger than 4 MB", "only its first 4 MB are read"),
    "page/_index.md": ("“soon” is not a number", "the topic is sorted last"),
}  # fmt: skip
"""One thing that is said of each file that is listed all the same."""


def lines_of(named: dict[str, str]) -> list[str]:
    """What has to be told, for each path; of those in ``named`` all but what is done instead."""
    return [
        *(f"{path}: {what}; " for path, what in named.items()),
        *(f"{path}: {what}; {instead}\n" for path, (what, instead) in EXPECTED_PROBLEMS.items()),
    ]


@dataclass(frozen=True)
class BrokenLibrary:
    """The bad library, and what has to be named for each path that is no article."""

    root: Path
    named: dict[str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrokenLibrary]:
    root, outside = tmp_path_factory.mktemp("library"), tmp_path_factory.mktemp("outside")
    yield BrokenLibrary(root, broken_library.make_broken_library(root, outside))
    shutil.rmtree(root)  # pytest does not get at paths that are so long


@pytest.mark.slow
def test_of_all_that_can_be_wrong_nothing_is_lost(made: BrokenLibrary) -> None:
    root, named = made.root, made.named
    before = broken_library.tree_digest(root)
    with Index.open(root) as index:
        steps = list(index.update())
        problems = index.problems()
        listed = {hit.id for hit in index.search("", limit=1_000).hits}
        found = {hit.id for hit in index.search("zebra", limit=1_000).hits}
        assert not index.search("secret").total
        assert [topic.path for topic in index.topics() if topic.path == "page"]
        list(index.update())
        assert index.problems() == problems
    assert steps[-1].done == steps[-1].total

    articles = (broken_library.BROKEN.keys() | broken_library.VALID.keys() | {"bytes/huge.md"}) - {
        "page/_index.md"
    }
    articles |= {"names/%FF%FE.md"} & broken_library.markdown_in(
        root
    )  # not where names are Unicode
    assert listed == articles
    assert found == articles - {"empty.md"}
    pages = {"page/_index.md"}
    assert broken_library.unaccounted_for(root, listed | pages, problems) == set()

    assert {problem.path for problem in problems} == named.keys() | EXPECTED_PROBLEMS.keys()
    told = [f"{problem}\n" for problem in problems]
    assert [line for line in lines_of(named) if not broken_library.is_told(line, told)] == []
    assert broken_library.tree_digest(root) == before


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the memory")
def test_the_whole_takes_little_memory_and_the_terminal_names_the_files(
    made: BrokenLibrary,
) -> None:
    root, named = made.root, made.named
    script = (
        "import sys\n"
        "from kbviewer.cli.main import main\n"
        "status = main(['index', '--library', sys.argv[1]])\n"
        "said = dict(line.split(':', 1) for line in open('/proc/self/status', encoding='utf-8'))\n"
        "print(status, said['VmHWM'].split()[0])\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, root], capture_output=True, text=True, check=True
    )
    status, kilobytes = map(int, ended.stdout.splitlines()[-1].split())
    assert kilobytes < 200 * 1024
    assert status == 0
    told = [line.partition(": ")[2] for line in ended.stderr.splitlines(keepends=True)]
    assert [line for line in lines_of(named) if not broken_library.is_told(line, told)] == []


def test_what_is_done_instead_is_said(made: BrokenLibrary) -> None:
    problems: list[Problem] = []
    list(Library.open(made.root).scan(problems))
    instead = {problem.path: problem.instead for problem in problems}
    all_left_out = "what is in it is left out"
    for path, said in {
        "links/one.md": LEFT_OUT, "links/out.md": LEFT_OUT, "links/out": all_left_out,
        "links/up": "it is not followed", "links/in.md": "the file itself is listed",
        "links/in": "the folder itself is listed", "links/hidden.md": LEFT_OUT,
        "links/hidden": all_left_out, "others/pipe.md": LEFT_OUT,
    }.items():  # fmt: skip
        assert instead[path] == said
    assert len(instead) == len(problems)


def test_names_that_differ_only_in_case_or_composition_are_articles_of_their_own(
    made: BrokenLibrary,
) -> None:
    folder = Library.open(made.root)
    for name, raw in broken_library.VALID.items():
        assert folder.article(name).text == raw.decode()


def test_a_file_that_goes_away_while_the_library_is_read_is_named(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "zebra", "b.md": "zebra", "_index.md": "page"})
    walk = Library.scan_folders

    def walk_and_lose(folder: Library, problems: list[Problem]) -> Iterator[ScannedFolder]:
        yield from list(walk(folder, problems))
        (root / "b.md").unlink()
        (root / "_index.md").unlink()

    monkeypatch.setattr(Library, "scan_folders", walk_and_lose)
    with Index.open(root) as index:
        list(index.update())
        assert index.search("zebra").total == 1
        what = "it went away while the library was read"
        assert told(index.problems()) == [
            ("_index.md", what, LEFT_OUT), ("b.md", what, LEFT_OUT),
        ]  # fmt: skip
        monkeypatch.undo()
        list(index.update())
        assert told(index.problems()) == []


@pytest.mark.slow
def test_a_file_that_grows_while_it_is_read_is_read_again_the_next_time(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "zebra"})
    read = os.read

    def grow(number: int, size: int) -> bytes:
        with (root / "a.md").open("a") as more:
            more.write(" lion" * 1_000)
        return read(number, size)

    monkeypatch.setattr(os, "read", grow)
    with Index.open(root) as index:
        list(index.update())
        monkeypatch.undo()
        assert index.search("zebra").total == 1
        size = (root / "a.md").stat().st_size
        assert MAX_FILE_SIZE < size <= 2 * MAX_FILE_SIZE  # it grew for as long as it was read
        (root / "a.md").write_text("zebra tiger")
        list(index.update())
        assert index.search("tiger").total == 1
        assert index.search("lion").total == 0


def test_a_folder_that_goes_away_during_the_walk_is_named(library: Make) -> None:
    root = library({"a.md": "", "b/c.md": "", "d/e.md": ""})
    problems: list[Problem] = []
    walk = Library.open(root).scan(problems)
    assert next(walk).id == "a.md"
    shutil.rmtree(root / "b")
    assert [entry.id for entry in walk] == ["d/e.md"]
    what = "it went away while the library was read"
    assert told(problems) == [("b", what, "what is in it is left out")]


def test_what_may_not_be_read_is_named(library: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = library({"a.md": "zebra", "locked.md": "", "locked/b.md": ""})
    opened, scanned = os.open, os.scandir

    def refuse(path: object) -> None:
        if "locked" in str(path):
            raise PermissionError(13, "Permission denied", str(path))

    def open_some(path: str, flags: int, mode: int = 0o777) -> int:
        refuse(path)
        return opened(path, flags, mode)

    def scan_some(path: Path) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
        refuse(path)
        return scanned(path)

    monkeypatch.setattr(os, "open", open_some)
    monkeypatch.setattr(os, "scandir", scan_some)
    with Index.open(root) as index:
        list(index.update())
        what = "it cannot be read: Permission denied"
        assert told(index.problems()) == [
            ("locked", what, "what is in it is left out"),
            ("locked.md", what, LEFT_OUT),
        ]
        assert index.search("zebra").total == 1


def test_a_message_names_the_file_once(library: Make) -> None:
    root = library({"a.md": ""})
    os.mkfifo(root / "pipe.md")
    folder = Library.open(root)
    for name in ("gone.md", "pipe.md", "a.txt", "../a.md"):
        with pytest.raises(ArticleError) as raised:
            folder.article(name)
        assert name in str(raised.value)
        assert name not in str(raised.value.what)


def test_a_path_that_is_none_is_no_article(library: Make) -> None:
    folder = Library.open(library({"a.md": ""}))
    for name in ("a\0.md", "", "x" * 5_000 + ".md", "\ud800.md", "a.md/", "./a.md", "..\\..\\a.md"):
        with pytest.raises(ArticleError):
            folder.article(name)


_NAMES = st.sampled_from(["a", "b.md", "c.MD", ".md", ".h", "电.markdown", "x.md", "e.txt", "é.md"])
_KINDS = st.sampled_from(["file", "folder", "link", "pipe", "circle", "out"])


@given(st.lists(st.tuples(st.lists(_NAMES, min_size=1, max_size=3), _KINDS), max_size=8))
def test_in_any_tree_what_is_not_listed_is_named(tree: list[tuple[list[str], str]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "library"
        root.mkdir()
        for parts, kind in tree:
            path = root.joinpath(*parts)
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                match kind:
                    case "file":
                        path.touch()
                    case "folder":
                        path.mkdir()
                    case "pipe":
                        os.mkfifo(path)
                    case "link":
                        path.symlink_to(root / "b.md")
                    case "circle":
                        path.symlink_to(path.parent)
                    case _:
                        path.symlink_to(place)
            except OSError:
                continue  # something else has the name
        problems: list[Problem] = []
        listed = {entry.id for entry in Library.open(root).scan(problems)}
        assert broken_library.unaccounted_for(root, listed, problems) == set()
        assert not listed & {problem.path for problem in problems}
        assert listed <= broken_library.markdown_in(root)


def test_devices_are_told_from_files() -> None:
    for mode in (stat.S_IFCHR, stat.S_IFBLK):
        assert str(describe_file_type(mode)) == "a device"
    assert str(describe_file_type(stat.S_IFDIR)) == "a folder"


def test_a_link_that_may_not_be_followed_is_named(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": ""})
    (root / "link.md").symlink_to("a.md")

    def refuse(path: str, *, strict: bool) -> str:
        raise PermissionError(13, "Permission denied", path, strict)

    monkeypatch.setattr(os.path, "realpath", refuse)
    problems: list[Problem] = []
    list(Library(root).scan(problems))
    what = "it is a link that cannot be followed: Permission denied"
    assert told(problems) == [("link.md", what, LEFT_OUT)]
