"""Colours, fonts and style of the window, for a light and a dark system theme, and of print."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from kbviewer import paths


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a theme, as ``#rrggbb``.

    Attributes:
        page: background of the article and the list.
        side: background of the tree and the bars.
        inset: background of code and table headers.
        line: borders.
        bar: the bar beside a quote.
        text: running text.
        strong: titles.
        muted: sources, dates, counts; at least 4.5:1 on ``page`` and ``side``.
        faint: topics without a hit; at least 4.5:1 on ``page``, ``side`` and ``hover``.
        accent: links, focus, the selected row.
        selected: background of the selected row.
        hover: background of the row under the pointer.
        highlights: backgrounds of matches: of the first term, the second and so on, cyclically.
        highlight_text: text of a match.
        current_match: the frame around the current match.
        mark: background of what the writer marked.
        callouts: the bar and the title of a callout, by its kind; at least 4.5:1 on its tint.
        code: the tokens of code, by their class in the HTML; at least 4.5:1 on ``inset``.
    """

    page: str
    side: str
    inset: str
    line: str
    bar: str
    text: str
    strong: str
    muted: str
    faint: str
    accent: str
    selected: str
    hover: str
    highlights: tuple[str, ...]
    highlight_text: str
    current_match: str
    mark: str
    callouts: Mapping[str, str]
    code: Mapping[str, str]

    def callout_tint(self, kind: str) -> str:
        """Background of a callout: its colour on the page, thinly."""
        return _mixed(self.callouts[kind], self.page, _TINT)

    def highlight_of(self, term_index: int) -> str:
        """Background of the matches of a term."""
        return self.highlights[term_index % len(self.highlights)]


_TINT = 0.1
"""How much of a callout's colour is in its background."""


def _mixed(one: str, other: str, share: float) -> str:
    """A colour of ``share`` of one and the rest of the other."""
    pairs = ((int(colour[i : i + 2], 16) for colour in (one, other)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


LIGHT = Theme(
    page="#ffffff", side="#f5f6f6", inset="#f1f4f4", line="#dde2e2",
    bar="#c3cdcc",
    text="#24292b", strong="#101516", muted="#5c676a", faint="#646f72",
    accent="#0b6e66", selected="#dcefec", hover="#ebf1f0",
    highlights=("#ffe9a3", "#c3e4ff", "#ffcfe0", "#c9efbd", "#e0d4ff", "#b5ebe4"),
    highlight_text="#241c00", current_match="#e8830c", mark="#f1f3a6",
    callouts={
        "note": "#2563b8", "info": "#0b6f8a", "tip": "#0b6e66", "success": "#2c7430",
        "question": "#8a5a00", "warning": "#a04d00", "danger": "#b8322f", "example": "#7443b5",
        "quote": "#5c676a",
    },
    code={
        "k": "#8a3ea8", "n": "#1d5fae", "s": "#2a7038", "c": "#5f6a6d", "m": "#a04d00",
        "o": "#9a3b5c", "d": "#b8322f", "i": "#2a7038", "h": "#1d5fae",
    },
)  # fmt: skip
DARK = Theme(
    page="#17191b", side="#1f2224", inset="#25292b", line="#343a3c",
    bar="#4d5659",
    text="#d4d9da", strong="#f2f5f5", muted="#a3aeb1", faint="#8a9598",
    accent="#56c8bc", selected="#1f403d", hover="#272c2e",
    highlights=("#5e4c13", "#1f4a6e", "#6b2a4a", "#2b5428", "#4a3a80", "#14545a"),
    highlight_text="#fff3cf", current_match="#e9a12f", mark="#45481f",
    callouts={
        "note": "#7fb2f5", "info": "#62c4de", "tip": "#56c8bc", "success": "#7fc98a",
        "question": "#dfb95a", "warning": "#eba15c", "danger": "#f28b82", "example": "#c0a0f5",
        "quote": "#a3aeb1",
    },
    code={
        "k": "#d0a0ee", "n": "#86b8f5", "s": "#93cf96", "c": "#98a3a6", "m": "#eba76a",
        "o": "#ee9db5", "d": "#f28b82", "i": "#93cf96", "h": "#86b8f5",
    },
)  # fmt: skip
PAPER = Theme(
    page="#ffffff", side="#ffffff", inset="#f2f2f2", line="#a6a6a6", bar="#808080",
    text="#000000", strong="#000000", muted="#404040", faint="#404040",
    accent="#000000", selected="#ffffff", hover="#ffffff",
    highlights=("#ffffff",), highlight_text="#000000", current_match="#000000", mark="#e0e0e0",
    callouts=dict.fromkeys(LIGHT.callouts, "#000000"),
    code=dict.fromkeys(LIGHT.code, "#000000"),
)  # fmt: skip
"""What is printed, whatever the theme of the window: black, white and greys."""

_FONT_PX = 14
_FONT_SIZE = re.compile(r"(?<=font-size: )([0-9]+)px")
_SANS = (
    "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Inter", "Noto Sans", "Cantarell",
    "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei UI",
    "Microsoft YaHei", "WenQuanYi Micro Hei",
)  # fmt: skip
_MONO = (
    "Cascadia Mono", "Consolas", "SF Mono", "Menlo", "Noto Sans Mono", "DejaVu Sans Mono",
    "Noto Sans Mono CJK SC", "PingFang SC", "Microsoft YaHei",
)  # fmt: skip


def system_theme() -> Theme:
    """The theme for the system's colour scheme; light where it is unknown."""
    return DARK if QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def base_font(pixels: int = _FONT_PX) -> QFont:
    """The window's font: the installed ones of some Latin and Chinese faces of one weight."""
    font = QFont(_installed(_SANS) or [QApplication.font().family()])
    font.setPixelSize(pixels)
    return font


def set_font_scale(scale: float) -> None:
    """Set the size of the application's font; 1 is normal."""
    font = QApplication.font()
    pixels = round(_FONT_PX * scale)
    if font.pixelSize() != pixels:
        font.setPixelSize(pixels)
        QApplication.setFont(font)


def scale_font_sizes(style: str, scale: float) -> str:
    """Multiply the font sizes in a style sheet, which are in pixels."""
    return _FONT_SIZE.sub(lambda size: f"{round(int(size[1]) * scale)}px", style)


def _installed(families: tuple[str, ...]) -> list[str]:
    known = frozenset(QFontDatabase.families())
    return [family for family in families if family in known]


def palette(theme: Theme) -> QPalette:
    """The theme for Qt's own widgets."""
    colours = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.side), (role.Base, theme.page), (role.AlternateBase, theme.inset),
        (role.Text, theme.text), (role.WindowText, theme.text), (role.ButtonText, theme.text),
        (role.Button, theme.side), (role.ToolTipBase, theme.inset), (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted), (role.Highlight, theme.accent),
        (role.HighlightedText, theme.page), (role.Link, theme.accent), (role.Mid, theme.line),
        (role.Light, theme.page), (role.Dark, theme.line), (role.Accent, theme.accent),
    ):  # fmt: skip
        colours.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.faint))
    return colours


def style_sheet(theme: Theme, scale: float = 1.0) -> str:
    """The style of the window's widgets, as far as the palette does not set it.

    Args:
        theme: the colours.
        scale: the size of the text; 1 is normal.
    """
    return scale_font_sizes(_fill_template("window.css", theme), scale)


def article_style_sheet(theme: Theme) -> str:
    """The style of the article."""
    return _fill_template("article.css", theme)


def _fill_template(name: str, theme: Theme) -> str:
    mono = ", ".join(f"'{family}'" for family in _installed(_MONO)) or "monospace"
    callouts = {f"callout_{kind}": colour for kind, colour in theme.callouts.items()}
    code = {f"code_{token}": colour for token, colour in theme.code.items()}
    return string.Template(_resource(name)).substitute(asdict(theme), **callouts, **code, mono=mono)


@cache
def _resource(name: str) -> str:
    return (paths.resources() / name).read_text(encoding="utf-8")


def icon(name: str, theme: Theme, *, muted: bool = False) -> QIcon:
    """A line icon in the theme's colours, fainter when disabled."""
    result = QIcon()
    colour = theme.muted if muted else theme.text
    result.addPixmap(pixmap(name, colour, 20))
    result.addPixmap(pixmap(name, theme.faint, 20), QIcon.Mode.Disabled)
    return result


def pixmap(name: str, colour: str, size: int, ratio: float = 2.0) -> QPixmap:
    """A line icon in one colour.

    Args:
        name: the name of the file in ``resources/icons``.
        colour: the colour of its lines.
        size: its width and height, in device-independent pixels.
        ratio: device pixels for one of those; 2 is sharp on most screens.
    """
    key = f"{name} {colour} {size} {ratio}"
    known = QPixmap()
    if QPixmapCache.find(key, known):  # a tree needs one for each row it paints
        return known
    drawn = _resource(f"icons/{name}.svg").replace("#000", colour)
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawn.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, image)
    return image
