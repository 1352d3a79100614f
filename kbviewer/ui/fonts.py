"""Whether Chinese characters can be shown with the fonts that are installed, and what helps."""

from __future__ import annotations

import shutil

from PySide6.QtGui import QFont, QFontDatabase, QTextLayout

_System = QFontDatabase.WritingSystem
_SAMPLE = "中文电商產務"
_INSTALLERS = {
    "apt-get": "sudo apt install fonts-noto-cjk",
    "dnf": "sudo dnf install google-noto-sans-cjk-fonts",
    "zypper": "sudo zypper install google-noto-sans-sc-fonts",
    "pacman": "sudo pacman -S noto-fonts-cjk",
    "apk": "sudo apk add font-noto-cjk",
}
"""What installs a Chinese font, by the program that is there to do it."""


def lacks_chinese(font: QFont) -> bool:
    """Whether characters of a Chinese text in this font become boxes.

    Qt takes those that a font lacks from any other that is installed.
    """
    has = {
        system: bool(QFontDatabase.families(system))
        for system in (_System.SimplifiedChinese, _System.TraditionalChinese, _System.Japanese)
    }
    if has[_System.SimplifiedChinese] or not any(has.values()):
        return not has[_System.SimplifiedChinese]
    # The others have many of the characters, or all.
    layout = QTextLayout(_SAMPLE, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return not runs or any(0 in run.glyphIndexes() for run in runs)  # 0 is no character's


def install_command() -> str:
    """What installs a Chinese font on this system, or "" where that is not known."""
    return next((told for name, told in _INSTALLERS.items() if shutil.which(name)), "")
