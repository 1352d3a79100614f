"""Whether the installed fonts can show Chinese characters."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QTextLayout

_System = QFontDatabase.WritingSystem
_SAMPLE = "中文电商產務"


def lacks_chinese(font: QFont) -> bool:
    """Whether characters of a Chinese text in this font are shown as boxes.

    Qt takes characters that a font lacks from any other installed font.
    """
    has = {
        system: bool(QFontDatabase.families(system))
        for system in (_System.SimplifiedChinese, _System.TraditionalChinese, _System.Japanese)
    }
    if has[_System.SimplifiedChinese] or not any(has.values()):
        return not has[_System.SimplifiedChinese]
    # Fonts for the other scripts may have the characters.
    layout = QTextLayout(_SAMPLE, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return not runs or any(0 in run.glyphIndexes() for run in runs)  # glyph 0 is the box
