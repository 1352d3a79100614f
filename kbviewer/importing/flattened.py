"""Lists that a page shows as one line: ``Group 1 - First point. [2] - Second point. Group 2 - …``.

Pages of results drop the line ends of what they quote. A dash that stands between the end of a
sentence and a capital letter was an item's; a few words between the end of a sentence and such a
dash were a heading. Nothing but line ends changes.
"""

from __future__ import annotations

import re

_CAPITAL = r"[A-Z\"“*]"
_AFTER_SENTENCE = r"(?<=[.!?\]])"
_HEADING_WORDS = r"(?:(?!-\s)[^\s.!?\[\]]+\s+){1,8}"
_ITEM = re.compile(rf"{_AFTER_SENTENCE}\s+-\s+(?={_CAPITAL})")
_PART_BREAK = re.compile(rf"{_AFTER_SENTENCE}\s+(?=(?:{_HEADING_WORDS})?-\s+{_CAPITAL})")
_HEADING_AND_ITEM = re.compile(rf"({_HEADING_WORDS})(-\s+{_CAPITAL}.*)", re.DOTALL)
_MIN_ITEMS = 2
_BULLET = "- "


def split_flattened_list(line: str) -> list[list[str]]:
    """The blocks of a line: headings, and lists with a line for each item; or the line alone."""
    if len(_ITEM.findall(line)) < _MIN_ITEMS:
        return [[line]]
    blocks: list[list[str]] = []
    for piece in _PART_BREAK.split(line):
        headed = _HEADING_AND_ITEM.fullmatch(piece)
        parts = [headed[1].strip(), headed[2]] if headed else [piece]
        for part in parts:
            if part.startswith(_BULLET) and blocks and blocks[-1][-1].startswith(_BULLET):
                blocks[-1].append(part)
            else:
                blocks.append([part])
    return blocks
