"""Which pictures of an article are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kbviewer.render import picture_files
from kbviewer.render.attachments import Attachments
from kbviewer.render.picture_files import (
    LoadedPicture,
    PictureTooLargeError,
    is_picture_path,
    replace_sources,
    why_not_in_library,
)
from tests.cost import cpu_seconds

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
    with pytest.raises(PictureTooLargeError):
        read(root, "a.md", "inside.png")


def test_a_picture_has_its_words_below_it_and_one_that_is_not_shown_has_them_alone() -> None:
    page = (
        '<p><img src="a.png" alt="one"></p><p>x <img src="b.png" alt="two" width="30"> y</p>'
        '<p><img src="c.png" alt="three"></p><p><img src="d.png"></p>'
        '<p>x <img src="c.png" alt="&lt;b&gt;"> <img src="c.png"></p>'
    )
    assert replace_sources(page, load) == (
        '<p><img src="picture:a.png"><br><span class="caption">one</span></p>'
        '<p>x <img src="picture:b.png" width="30"> <em>two</em> y</p>'
        '<div class="no-picture"><p>three<br>'
        '<span class="caption">Picture not shown: missing</span></p></div>'
        '<div class="no-picture"><p>'
        '<span class="caption">Picture not shown: missing</span></p></div>'
        "<p>x <em>[&lt;b&gt;: picture missing]</em> <em>[picture missing]</em></p>"
    )


def load(source: str) -> LoadedPicture:
    """Two pictures; all others are missing, or not in the library."""
    reason = why_not_in_library(source) or ("" if source in ("a.png", "b.png") else "missing")
    return LoadedPicture("" if reason else f"picture:{source}", reason)


def test_a_picture_on_another_computer_leaves_its_host_as_a_link() -> None:
    address = "https://img.x.org/a.jpg?a=1&amp;b=2"
    link = f'<a href="{address}">img.x.org</a>'
    assert replace_sources(f'<p><img src="{address}" alt="a"></p>', load) == (
        '<div class="no-picture"><p>a<br><span class="caption">'
        f"Picture not shown: on another computer, {link}</span></p></div>"
    )
    assert replace_sources(f'<td><img src="{address}"></td>', load) == (
        f'<td><span class="caption">Picture not shown: on another computer, {link}</span></td>'
    )
    linked = replace_sources(
        f'<p><a href="b.md"><img src="{address}"></a> <img src="{address}"></p>', load
    )
    assert linked == (
        '<p><a href="b.md"><em>[picture on another computer, img.x.org]</em></a> '
        f"<em>[picture on another computer, {link}]</em></p>"
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a.png", ""), ("a.png#fragment", ""), ("b/抖音.JPG?x", ""),
        ("http://x.y/a.png", "on another computer"), ("//x.y/a.png", "outside the folder"),
        ("C:\\a.png", "outside the folder"), ("a.svg", "in a format that is not shown (SVG)"),
        ("a.tar.gz", "in a format that is not shown (GZ)"), ("a", "no picture file"),
        ("a.<b>", "no picture file"), ("http://[x/a.png", "outside the folder"),
    ],
)  # fmt: skip
def test_the_reason_why_an_address_is_none_of_a_picture_in_the_library(
    source: str, reason: str
) -> None:
    assert why_not_in_library(source) == reason


def test_very_many_pictures_are_replaced_in_linear_time() -> None:
    piece = '<p><img src="https://x.y/a.png" alt="words"></p><a href="x"><p>\n<img <td>\n'
    small, large = (
        cpu_seconds(partial(replace_sources, piece * number, load)) for number in (1_000, 8_000)
    )
    assert large < 20 * small


@pytest.mark.parametrize(
    ("before", "after"),
    [("<li>", "</li>"), ("<td>", "</td>"), ('<td align="right">', "</td>"), ("<li>\n", "\n</li>")],
)
def test_a_picture_alone_in_an_item_or_a_cell_has_its_words_below_it(
    before: str, after: str
) -> None:
    page = replace_sources(f'{before}<img src="a.png" alt="one">{after}', load)
    caption = '<br><span class="caption">one</span>'
    assert page == f'{before}<img src="picture:a.png">{caption}{after}'


def test_an_address_is_asked_for_as_it_was_written() -> None:
    asked: list[str] = []

    def ask(source: str) -> LoadedPicture:
        asked.append(source)
        return LoadedPicture(reason="missing")

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
