"""Pictures in an article: those in the library are shown, within bounds."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from kbviewer.render.picture_files import PictureTooLargeError
from kbviewer.ui.article import picture_loader
from kbviewer.ui.article.picture_layout import pictures_of
from kbviewer.ui.article.picture_loader import PictureLoader
from tests.ui.person import Key, MakeLibrary, Open, Person, article, pixels

MAGENTA = "#ff00fe"


def encoded(width: int, height: int, kind: str = "png", colour: str = MAGENTA) -> bytes:
    """A picture of one colour, as a file."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return as_file(image, kind)


def drawn(colour: str) -> bytes:
    """A picture of 200 × 100 with a bar across, and nothing around it."""
    image = QImage(200, 100, QImage.Format.Format_ARGB32)
    image.fill(QColor("transparent"))
    for y in range(40, 50):
        for x in range(200):
            image.setPixelColor(x, y, QColor(colour))
    return as_file(image)


def as_file(image: QImage, kind: str = "png") -> bytes:
    """A picture as a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]  # a device is allowed, too
    return bytes(buffer.data().data())


def claiming(width: int, height: int) -> bytes:
    """The beginning of a PNG that says how large it is and has nothing more."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


def claiming_bitmap(width: int, height: int) -> bytes:
    """The same of a BMP, whose size is read without what follows."""
    parts = (b"BM", 54, 0, 0, 54, 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return struct.pack("<2sIHHIIiiHHIIiiII", *parts)


def show(files: dict[str, bytes], source: str) -> QImage | None:
    """What becomes of one picture of an article."""
    shown = PictureLoader(files.get)
    loaded = shown.load(source)
    assert bool(loaded.address) != bool(loaded.reason)
    return shown.images[loaded.address] if loaded.address else None


@pytest.fixture
def opened(open_window: Open, library: MakeLibrary) -> Person:
    """Somebody before an article with pictures in the library and out of it."""
    text = (
        "![the words](img/a%20b.png)\n\n- an item\n- ![in a list](/img/a%20b.png)\n\n"
        "![gone](img/gone.png) ![elsewhere](http://127.0.0.1/a.png) ![outside](../a.png)\n\nend\n"
    )
    root = library({"a.md": article("A", text)})
    (root / "img").mkdir()
    (root / "img" / "a b.png").write_bytes(encoded(1000, 100))
    person = open_window(root)
    person.press(Key.Key_Return)
    return person


def test_a_picture_in_the_library_is_shown_with_its_words_below(opened: Person) -> None:
    assert pixels(opened.browser.grab().toImage(), MAGENTA) > 10_000
    lines = opened.page().split("\n")
    assert lines[lines.index("the words") - 1] == "\ufffc"


def test_other_pictures_are_told_by_their_words(opened: Person) -> None:
    assert (
        "\n[gone: picture missing] [elsewhere: picture on another computer, 127.0.0.1] "
        "[outside: picture missing]\n"
    ) in opened.page()


@pytest.mark.parametrize("size", [(1600, 900), (760, 420)])
def test_a_wide_picture_is_as_wide_as_the_column(opened: Person, size: tuple[int, int]) -> None:
    opened.window.resize(*size)
    opened.settle()
    assert opened.browser.horizontalScrollBar().maximum() == 0
    assert pixels(opened.browser.grab().toImage(), MAGENTA) > 1_000


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1600, 900), (1280, 800), (900, 700)])
def test_a_wide_picture_in_a_table_leaves_the_table_on_the_page(
    open_window: Open, library: MakeLibrary, size: tuple[int, int]
) -> None:
    row = f"| a | ![wide](a.png) | {'The merchants of the old town met in the hall. ' * 5}|"
    root = library({"a.md": article("A", f"| N | Picture | Text |\n|-|-|-|\n{row}\n")})
    (root / "a.png").write_bytes(encoded(1600, 400))
    person = open_window(root, size=size)
    person.press(Key.Key_Return)
    view = person.browser.viewport()
    shown = person.browser.grab().toImage()
    assert pixels(shown, MAGENTA) > 140 * 30
    assert person.browser.document().size().width() <= max(view.width(), 22 + 22 * 4 + 140 + 200)
    if size[0] >= 1280:
        assert person.browser.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_black_lines_on_nothing_can_be_seen_on_a_dark_page(
    open_window: Open, library: MakeLibrary, theme: str
) -> None:
    root = library({"a.md": article("A", "![lines](a.png)\n")})
    (root / "a.png").write_bytes(drawn("#000000"))
    person = open_window(root, theme=theme)
    person.press(Key.Key_Return)
    shown = person.browser.grab().toImage()
    assert pixels(shown, "#ffffff") > 15_000
    assert pixels(shown, "#000000") > 1_000


def test_light_lines_and_what_has_no_gaps_stay_as_they_are(qapp: object) -> None:
    assert qapp
    light = show({"a.png": drawn("#f0f0f0")}, "a.png")
    assert light is not None
    assert light.pixelColor(150, 1).alpha() == 0
    whole = show({"a.png": encoded(30, 20, colour="#101010")}, "a.png")
    assert whole is not None
    assert whole.pixelColor(0, 0).name() == "#101010"


def test_a_picture_is_tried_once_however_often_it_is_laid_out(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[bytes] = []
    decoded = PictureLoader._decoded

    def listen(self: PictureLoader, raw: bytes, kind: bytes) -> QImage | str:
        tried.append(raw)
        return decoded(self, raw, kind)

    monkeypatch.setattr(PictureLoader, "_decoded", listen)
    root = library({"a.md": article("A", "![bad](bad.png)\n\n" * 5 + "![good](good.png)\n\n" * 5)})
    (root / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    (root / "good.png").write_bytes(encoded(10, 10))
    person = open_window(root)
    person.press(Key.Key_Return)
    for width in (900, 1000, 1100):
        person.window.resize(width, 700)
        person.browser.grab()
    assert len(tried) == 2
    assert person.page().count("bad\nPicture not shown: damaged") == 5
    assert person.page().count("good") == 5
    assert person.page().count("\ufffc") == 5


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "bmp"])
def test_the_usual_kinds_are_shown_whatever_their_name(qapp: object, kind: str) -> None:
    assert qapp
    image = show({"a.png": encoded(30, 20, kind)}, "a.png")
    assert image is not None
    assert (image.width(), image.height()) == (30, 20)


def test_of_a_moving_picture_the_first_is_shown(qapp: object) -> None:
    assert qapp
    frame = b",\0\0\0\0\1\0\1\0\0\2\2D\1\0"
    gif = b"GIF89a\1\0\1\0\x80\0\0\xff\0\xfe\0\0\0" + frame + frame + b";"
    image = show({"a.gif": gif}, "a.gif")
    assert image is not None
    assert image.pixelColor(0, 0).name() == MAGENTA


def test_a_large_picture_is_scaled_down_while_it_is_read(qapp: object) -> None:
    assert qapp
    image = show({"a.png": encoded(4_000, 1_000)}, "a.png")
    assert image is not None
    assert (image.width(), image.height()) == (1_200, 300)


@pytest.mark.qt_log_ignore("JPEG")  # Qt says so of one that is damaged
@pytest.mark.parametrize(
    "raw",
    [b"", b"\x89PNG", claiming(10_000, 10_000), claiming(0, 0), claiming(2**31 - 1, 2**31 - 1),
     claiming(100, 100), b"BM" + b"\0" * 60, b"<svg width='9' height='9'/>", b"RIFF    WEBP",
     b"GIF89a", b"\xff\xd8\xff"],
)  # fmt: skip
def test_what_is_no_picture_or_claims_to_be_huge_is_not_shown(qapp: object, raw: bytes) -> None:
    assert qapp
    assert show({"a.png": raw}, "a.png") is None


@pytest.mark.parametrize(
    ("files", "source", "reason"),
    [
        ({}, "a.png", "missing"), ({}, "a.svg", "in a format that is not shown (SVG)"),
        ({"a.png": b"<svg/>"}, "a.png", "in a format that is not shown"),
        ({"a.png": claiming_bitmap(10_000, 10_000)}, "a.png", "too large"),
        ({"a.png": claiming(100, 100)}, "a.png", "damaged"),
        ({}, "https://x.y/a.png", "on another computer"),
    ],
)  # fmt: skip
def test_the_reason_why_a_picture_is_not_shown(
    qapp: object, files: dict[str, bytes], source: str, reason: str
) -> None:
    assert qapp
    assert PictureLoader(files.get).load(source).reason == reason


def test_a_file_that_is_too_large_is_told_and_so_are_pictures_beyond_the_limit(
    qapp: object,
) -> None:
    assert qapp

    def read(source: str) -> bytes:
        if source == "large.png":
            raise PictureTooLargeError(source)
        return encoded(1, 1)

    loader = PictureLoader(read)
    assert loader.load("large.png").reason == "too large"
    reasons = [loader.load(f"{number}.png").reason for number in range(60)]
    assert set(reasons[:49]) == {""}
    assert set(reasons[49:]) == {"one picture too many"}


def test_pictures_elsewhere_take_no_place_of_those_in_the_library(qapp: object) -> None:
    assert qapp
    loader = PictureLoader(lambda _source: encoded(1, 1))
    for number in range(200):
        assert loader.load(f"https://x.y/{number}.png").reason == "on another computer"
    assert loader.load("a.png").address


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_picture_has_the_width_that_is_given_and_no_more_than_the_column(
    open_window: Open, library: MakeLibrary, scale: float
) -> None:
    text = (
        '<img src="a.png" width="100">\n\n<img src="a.png" width="4000">\n\n<img src="a.png#x">\n'
    )
    root = library({"a.md": article("A", text)})
    (root / "a.png").write_bytes(encoded(200, 100))
    person = open_window(root)
    person.press(Key.Key_Return)
    person.window.article.set_scale(scale)
    for width in (1280, 900, 1280):
        person.window.resize(width, 800)
        person.settle()
        frame = person.browser.document().rootFrame().frameFormat()
        column = person.browser.viewport().width() - frame.leftMargin() - frame.rightMargin()
        assert widths(person) == [round(100 * scale), column, 200]
    assert person.browser.horizontalScrollBar().maximum() == 0


def widths(person: Person) -> list[float]:
    """The widths of the pictures on the page, from the top."""
    found: list[float] = []
    block = person.browser.document().begin()
    while block.isValid():
        found += [one.charFormat().toImageFormat().width() for one in pictures_of(block)]
        block = block.next()
    return found


def test_so_many_pictures_are_shown_and_no_more(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qapp
    raw = encoded(100, 100)

    def shown() -> int:
        found = PictureLoader(lambda _source: raw)
        return sum(bool(found.load(f"{number}.png").address) for number in range(60))

    assert shown() == 50
    monkeypatch.setattr(picture_loader, "_MAX_PIXELS_IN_ALL", 70_000)
    assert shown() == 7
    monkeypatch.setattr(picture_loader, "_MAX_PIXELS_KEPT", 50_000)
    assert shown() == 5
    monkeypatch.setattr(picture_loader, "_MAX_BYTES_IN_ALL", 3 * len(raw))
    assert shown() == 3


def test_a_picture_that_has_changed_is_shown_anew(opened: Person) -> None:
    path: Path = opened.library / "img" / "a b.png"
    path.write_bytes(encoded(1000, 100, colour="#00fe00"))
    opened.press(Key.Key_F5)
    opened.open("a.md")
    assert pixels(opened.browser.grab().toImage(), MAGENTA) == 0
    assert pixels(opened.browser.grab().toImage(), "#00fe00") > 10_000


def test_a_picture_of_an_obsidian_vault_is_found_wherever_it_lies(
    open_window: Open, library: MakeLibrary
) -> None:
    root = library({"notes/a.md": article("A", "![[shot one.png]]\n")})
    person = open_window(root)
    person.press(Key.Key_Return)
    assert pixels(person.browser.grab().toImage(), MAGENTA) == 0
    (root / "attachments").mkdir()
    (root / "attachments" / "shot one.png").write_bytes(encoded(300, 100))
    person.press(Key.Key_F5)
    assert pixels(person.browser.grab().toImage(), MAGENTA) > 10_000
