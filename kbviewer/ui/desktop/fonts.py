"""Whether Chinese characters can be shown with the fonts that are installed."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QTextLayout

_System = QFontDatabase.WritingSystem
_SAMPLE = "中文电商產務"


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
