"""Makes the text of a PDF that Qt has written searchable, above all the Chinese.

A PDF has glyphs, and a table from each to its character. Where a font has one glyph for several
characters, such as 用 and the radical ⽤, Qt enters the first of them in Unicode's order, which is
the radical: then a search for 用 finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from PySide6.QtGui import QFont, QTextLayout

_TABLE = re.compile(rb"/CMapName /Adobe-Identity-UCS def.*?endcmap", re.DOTALL)
_RANGE = re.compile(rb"\[(?:<[0-9A-F]{4,8}> ?)+\]|(?<=> )<[0-9A-F]{4}>(?= ?\r?\n)")
_CODE = re.compile(rb"<([0-9A-F]{4})>")
_WIDEST = 1e6  # pixels, of a line with all characters


def name_characters(pdf: bytes, characters: Collection[str], fonts: Iterable[QFont]) -> bytes:
    """The PDF, its glyphs named by the characters that were printed with them.

    Only codes of the same length are replaced, so that the places in the file stay as they are.

    Args:
        pdf: a file as Qt writes it.
        characters: all that are printed.
        fonts: those that they are printed in.
    """
    written = {code for table in _TABLE.findall(pdf) for code in _CODE.findall(table)}
    others = {chr(int(code, 16)) for code in written} - set(characters)
    printed = "".join(sorted(one for one in characters if one.isprintable()))
    names: dict[str, str] = {}
    for font in fonts:
        names |= _same_glyphs(printed, "".join(sorted(filter(_is_character, others))), font)
    if not names:
        return pdf

    def named(code: re.Match[bytes]) -> bytes:
        name = names.get(chr(int(code[1], 16)))
        return b"<%04X>" % ord(name) if name else code[0]

    def renamed(table: re.Match[bytes]) -> bytes:
        return _RANGE.sub(lambda codes: _CODE.sub(named, codes[0]), table[0])

    return _TABLE.sub(renamed, pdf)


def _same_glyphs(printed: str, others: str, font: QFont) -> dict[str, str]:
    """Those of some characters that have the glyph of a printed one, with that one."""
    layout = QTextLayout(printed, font)
    layout.beginLayout()
    layout.createLine().setLineWidth(_WIDEST)
    layout.endLayout()
    flags = QTextLayout.GlyphRunRetrievalFlag
    found: dict[str, str] = {}
    encoded = printed.encode("utf-16-le")
    for run in layout.glyphRuns(-1, -1, flags.RetrieveGlyphIndexes | flags.RetrieveStringIndexes):
        glyphs: dict[int, str] = {}
        for glyph, index in zip(run.glyphIndexes(), run.stringIndexes(), strict=True):
            glyphs[glyph] = encoded[2 * index : 2 * index + 2].decode("utf-16-le", "replace")
        alike = run.rawFont().glyphIndexesForString(others)
        for other, glyph in zip(others, alike, strict=True):
            name = glyphs.get(glyph, "\ufffd") if glyph else "\ufffd"
            if name != "\ufffd":
                found[other] = name
    return found


def _is_character(one: str) -> bool:
    """Whether it is one that a font may have: no half of a pair, no end of the plane."""
    return one != "\0" and not "\ud800" <= one <= "\udfff" and ord(one) < 0xFFFE
