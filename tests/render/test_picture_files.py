"""Which pictures of an article are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.render import picture_files
from kbviewer.render.attachments import Attachments
from kbviewer.render.picture_files import is_picture_path, replace_sources

Make = Callable[[dict[str, str]], Path]

OUTSIDE = (
    "../outside.png", "../../outside.png", "/../outside.png", "a/../../outside.png",
    "%2e%2e/outside.png", "..%2foutside.png", "%2e%2e%2foutside.png", "..\\outside.png",
    "OUTSIDE", "file://OUTSIDE", "file:OUTSIDE", "FILE:///OUTSIDE", "\\\\server\\share\\a.png",
    "//server/share/a.png", "%2f%2fserver/share/a.png", "%5c%5cserver%5cshare%5ca.png",
    "http://127.0.0.1/a.png", "data:image/png;base64,AAAA.png", "C:\\a.png", "C:/a.png",
    "qrc:/a.png", ":/a.png", "a.png\0", "inside.svg", "inside.md", "", ".", "/", "#", "?a.png",
    "\n", "~/a.png",
)  # fmt: skip
"""Addresses that lead out of the library, or to no picture; OUTSIDE is a whole path."""


@pytest.fixture
def root(library: Make) -> Path:
    made = library({
        "inside.png": "inside", "deep/er/a.md": "", "deep/a b.png": "blank", "deep/抖音.PNG": "音",
        "inside.svg": "<svg/>", ".hidden/a.png": "hidden", ".hidden.png": "hidden",
    })  # fmt: skip
    (made.parent / "outside.png").write_text("outside", encoding="utf-8")
    return made.resolve()


def read(root: Path, article: str, source: str) -> bytes | None:
    return Attachments(root).read(article, source)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("../../inside.png", b"inside"), ("/inside.png", b"inside"), ("../a b.png", b"blank"),
        ("../a%20b.png", b"blank"), (" /inside.png ", b"inside"), ("/inside.png?v=1#x", b"inside"),
        ("../抖音.PNG", "音".encode()), ("../%E6%8A%96%E9%9F%B3.PNG", "音".encode()),
        ("./../.././inside.png", b"inside"),
    ],
)  # fmt: skip
def test_a_picture_in_the_library_is_read(root: Path, source: str, found: bytes) -> None:
    assert is_picture_path(source)
    assert read(root, "deep/er/a.md", source) == found


@pytest.mark.parametrize("source", OUTSIDE)
def test_nothing_outside_is_read(root: Path, source: str) -> None:
    source = source.replace("OUTSIDE", str(root.parent / "outside.png"))
    assert read(root, "a.md", source) is None


@pytest.mark.parametrize("source", ["/.hidden/a.png", ".hidden.png", "deep/../.hidden.png"])
def test_what_is_hidden_is_not_read(root: Path, source: str) -> None:
    assert read(root, "a.md", source) is None


@pytest.mark.skipif(sys.platform == "win32", reason="makes links and pipes of POSIX")
def test_links_are_followed_within_the_library_alone(root: Path) -> None:
    (root / "in.png").symlink_to(root / "inside.png")
    (root / "out.png").symlink_to(root.parent / "outside.png")
    (root / "hidden.png").symlink_to(root / ".hidden" / "a.png")
    (root / "folder").symlink_to(root.parent)
    (root / "loop.png").symlink_to(root / "loop.png")
    (root / "device.png").symlink_to("/dev/zero")
    assert read(root, "a.md", "in.png") == b"inside"
    for source in ("out.png", "hidden.png", "folder/outside.png", "loop.png", "device.png"):
        assert read(root, "a.md", source) is None, source


@pytest.mark.skipif(sys.platform == "win32", reason="makes links and pipes of POSIX")
def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "pipe.png")
    assert read(root, "a.md", "pipe.png") is None


def test_a_folder_and_a_file_that_is_too_large_are_not_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "folder.png").mkdir()
    assert read(root, "a.md", "folder.png") is None
    assert read(root, "a.md", "gone.png") is None
    monkeypatch.setattr(picture_files, "MAX_PICTURE_SIZE", 5)
    assert read(root, "a.md", "inside.png") is None


def test_a_picture_has_its_words_below_it_and_one_that_is_not_shown_has_them_alone() -> None:
    page = (
        '<p><img src="a.png"><em>one</em></p><p>x <img src="b.png"><em>two</em> y</p>'
        '<p><img src="c.png"><em>three</em></p><p><img src="d.png"></p>'
    )
    shown = {"a.png": "picture:0", "b.png": "picture:1"}
    assert replace_sources(page, shown.get) == (
        '<p><img src="picture:0"><br><span class="caption">one</span></p>'
        '<p>x <img src="picture:1"> <em>two</em> y</p><p><em>three</em></p><p></p>'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [("<li>", "</li>"), ("<td>", "</td>"), ('<td align="right">', "</td>"), ("<li>\n", "\n</li>")],
)
def test_a_picture_alone_in_an_item_or_a_cell_has_its_words_below_it(
    before: str, after: str
) -> None:
    page = replace_sources(
        f'{before}<img src="a.png"><em>one</em>{after}', {"a.png": "picture:0"}.get
    )
    caption = '<br><span class="caption">one</span>'
    assert page == f'{before}<img src="picture:0">{caption}{after}'


def test_an_address_is_asked_for_as_it_was_written() -> None:
    asked: list[str] = []

    def ask(source: str) -> None:
        asked.append(source)

    replace_sources('<img src="a&amp;b&quot;.png">', ask)
    assert asked == ['a&b".png']


@pytest.mark.parametrize(
    ("article", "source", "found"),
    [
        ("a.md", "shot.png", b"in notes"),  # of two the one with the shorter path
        ("deep/er/a.md", "Shot.png", b"in deep"),  # of two the one below the article's folder
        ("x/a.md", "files/shot.png", b"in deep"),
        ("x/a.md", "../files/shot.png", b"in deep"),
        ("x/a.md", "/files/shot.png", b"in deep"),
        ("x/a.md", "iles/shot.png", None),
        ("x/a.md", "hidden.png", None),
        ("x/a.md", ".shot.png", None),
    ],
)
def test_a_picture_is_found_by_its_name(
    library: Make, article: str, source: str, found: bytes | None
) -> None:
    root = library(
        {"notes/shot.png": "in notes", "deep/er/files/shot.png": "in deep", ".x/hidden.png": ""}
    )
    assert read(root.resolve(), article, source) == found


def test_a_picture_that_comes_later_is_found(library: Make) -> None:
    attachments = Attachments(library({"a.md": ""}).resolve())
    assert attachments.read("a.md", "late.png") is None
    library({"pictures/late.png": "late"})
    assert attachments.read("a.md", "late.png") is None  # the folder is looked through once
    attachments.invalidate()
    assert attachments.read("a.md", "late.png") == b"late"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("%BB%AD.png", b"beside"), ("画.png", b"beside"), ("/%B1%A8/%BB%AD.png", b"beside"),
        ("%CB%F9/%BD%FC.png", b"far"), ("近.png", b"far"), ("%BD%FC.png", b"far"),
        ("所/近.png", b"far"), ("%CD%BD.png", None),
    ],
)  # fmt: skip
def test_a_picture_whose_name_is_not_utf8_is_read(
    named_in_bytes: Callable[[dict[bytes, str]], Path], source: str, found: bytes | None
) -> None:
    root = named_in_bytes({
        "报/画.png".encode("gb18030"): "beside", "报/所/近.png".encode("gb18030"): "far",
    })  # fmt: skip
    assert read(root.resolve(), "%B1%A8/a.md", source) == found
