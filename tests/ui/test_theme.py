"""Light and dark: what can be read in them, and how they are chosen."""

from __future__ import annotations

import math
from dataclasses import asdict
from itertools import combinations

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kbviewer import paths
from kbviewer.ui import theme as themes
from kbviewer.ui.theme import DARK, LIGHT, Theme
from tests.ui.person import Open, Person, pixels

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
ICONS = sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg"))
READABLE = [
    ("text", "page"), ("text", "side"), ("text", "inset"), ("text", "selected"), ("text", "hover"),
    ("strong", "page"), ("strong", "selected"), ("strong", "hover"),
    ("muted", "page"), ("muted", "side"), ("muted", "selected"), ("muted", "hover"),
    ("faint", "page"), ("faint", "side"), ("faint", "hover"),
    ("accent", "page"), ("accent", "side"), ("accent", "selected"), ("accent", "hover"),
    ("page", "accent"), ("text", "mark"), ("strong", "line"),
]  # fmt: skip


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_it_should_be() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@BOTH
@pytest.mark.parametrize(("text", "behind"), READABLE)
def test_text_can_be_read(theme: Theme, text: str, behind: str) -> None:
    colours = asdict(theme)
    assert contrast(colours[text], colours[behind]) >= 4.5


@BOTH
def test_callouts_and_code_can_be_read(theme: Theme) -> None:
    assert theme.callouts.keys() == LIGHT.callouts.keys()
    assert theme.code.keys() == set("knscmodih")
    for kind, colour in theme.callouts.items():
        tint = theme.callout_tint(kind)
        assert tint not in {theme.page, colour}
        for text in (colour, theme.text, theme.strong, theme.muted, theme.accent):
            assert contrast(text, tint) >= 4.5, kind
    for token, colour in theme.code.items():
        assert contrast(colour, theme.inset) >= 4.5, token


@BOTH
def test_what_the_writer_marked_is_told_from_a_match(theme: Theme) -> None:
    for other in (*theme.highlights, theme.page):
        assert apart(theme.mark, other) > 10, other


def apart(one: str, other: str) -> float:
    """How far two colours lie apart: the distance in CIE L*a*b*; 2 is barely seen."""
    return math.dist(lab(one), lab(other))


def lab(colour: str) -> tuple[float, float, float]:
    """A colour in CIE L*a*b*, seen by daylight."""
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_colours_lie_apart_as_they_should() -> None:
    assert lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.1)
    assert lab("#ff0000") == pytest.approx((53.2, 80.1, 67.2), abs=0.3)


@BOTH
def test_a_match_can_be_read_on_every_tint(theme: Theme) -> None:
    assert len(theme.highlights) == len(set(theme.highlights)) == 6
    for tint in theme.highlights:
        assert contrast(theme.highlight_text, tint) >= 4.5


@BOTH
def test_tints_are_told_from_each_other_and_from_the_page(theme: Theme) -> None:
    for one, other in combinations((*theme.highlights, theme.page, theme.inset), 2):
        if (one, other) != (theme.page, theme.inset):
            assert apart(one, other) > 16, (one, other)


@BOTH
def test_the_current_match_and_borders_stand_out(theme: Theme) -> None:
    for tint in theme.highlights:
        assert contrast(theme.current_match, tint) > 1.3
        assert apart(theme.current_match, tint) > 40
    assert contrast(theme.faint, theme.side) < 0.9 * contrast(theme.muted, theme.side)


@BOTH
def test_every_name_in_the_style_sheets_is_a_colour(qtbot: QtBot, theme: Theme) -> None:
    assert qtbot
    for sheet in (themes.style_sheet(theme), themes.article_style_sheet(theme)):
        assert "$" not in sheet
        assert theme.page in sheet or theme.text in sheet


@pytest.mark.slow
def test_the_menu_changes_the_colours_of_everything(person: Person) -> None:
    person.search("盲盒")
    for name, theme, other in (("dark", DARK, LIGHT), ("light", LIGHT, DARK)):
        person.window.action_collection[f"theme_{name}"].trigger()
        person.settle()
        assert QApplication.palette().color(QPalette.ColorRole.Base).name() == theme.page
        image = person.window.grab().toImage()
        assert pixels(image, theme.page) > image.width() * image.height() / 3
        assert pixels(image, theme.side) > 20_000
        assert pixels(image, theme.highlights[0]) > 200
        assert pixels(image, theme.current_match) > 50
        for colour in (other.page, other.side, other.highlights[0]):
            assert pixels(image, colour) < 100
        assert person.counter().startswith("Match 1")


def test_only_one_theme_is_ticked(person: Person) -> None:
    names = ("theme_system", "theme_light", "theme_dark")
    for chosen in names:
        person.window.action_collection[chosen].trigger()
        ticked = [name for name in names if person.window.action_collection[name].isChecked()]
        assert ticked == [chosen]


@pytest.mark.parametrize(
    ("scheme", "theme"), [(Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)]
)
def test_as_the_system_follows_the_system(
    open_window: Open, monkeypatch: pytest.MonkeyPatch, scheme: Qt.ColorScheme, theme: Theme
) -> None:
    monkeypatch.setattr(themes, "system_theme", lambda: theme)
    person = open_window(theme=None)
    person.window.action_collection["theme_light"].trigger()
    QApplication.styleHints().colorSchemeChanged.emit(scheme)
    assert QApplication.palette().color(QPalette.ColorRole.Base).name() == LIGHT.page
    person.window.action_collection["theme_system"].trigger()
    assert QApplication.palette().color(QPalette.ColorRole.Base).name() == theme.page


# --- icons


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_valid(qtbot: QtBot, name: str) -> None:
    assert qtbot
    written = (paths.resources() / "icons" / f"{name}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(written))
    assert renderer.isValid()
    assert renderer.defaultSize().width() == renderer.defaultSize().height()


@BOTH
@pytest.mark.parametrize("name", [name for name in ICONS if name != "kbviewer"])
def test_every_icon_is_drawn_in_the_themes_colour(qtbot: QtBot, theme: Theme, name: str) -> None:
    assert qtbot
    image = themes.pixmap(name, theme.accent, 20).toImage()
    drawn = image.convertToFormat(QImage.Format.Format_ARGB32)
    colours = {
        drawn.pixelColor(x, y).name()
        for x in range(drawn.width())
        for y in range(drawn.height())
        if drawn.pixelColor(x, y).alpha() == 255
    }
    assert colours == {QColor(theme.accent).name()}


def test_every_icon_is_used(person: Person) -> None:
    source = "".join(
        path.read_text(encoding="utf-8") for path in sorted((paths._PACKAGE / "ui").rglob("*.py"))
    )
    assert person
    unused = {name for name in ICONS if f'"{name}"' not in source}
    assert unused <= {"kbviewer"}
