"""Splits long HTML into sections that Qt lays out in under 75 ms each.

Qt's time for a layout grows faster than the page: with the items of a list, the cells of a table,
the letters of a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SOFT_LIMIT_US = 60_000
"""Estimated microseconds for the layout of a section, after which the next block starts another."""
_HARD_LIMIT_US = 75_000
"""Estimated microseconds after which even a block is split."""

TAG = re.compile(
    r"""<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*"|\s+[a-z-]+='[^']*'|\s+[a-z-]+(?=[\s>]))*)\s*>"""
)
"""A tag of safe HTML: a slash if it closes, its name, its attributes."""
VOID_TAGS = frozenset(("br", "hr", "img"))
_TAG_COSTS = {
    "p": 25, "h1": 45, "h2": 45, "h3": 45, "h4": 45, "h5": 45, "h6": 45, "pre": 25, "div": 25,
    "blockquote": 25, "dl": 25, "dt": 25, "dd": 25, "ul": 40, "ol": 40, "li": 45, "hr": 20,
    "br": 45, "table": 120, "tr": 40, "td": 110, "th": 110, "img": 200,
}  # fmt: skip
_INLINE_COST = 35
_SECTION_STARTS = frozenset(_TAG_COSTS) - {"br", "img", "td", "th"}
_CHUNK_LENGTH = 2_000  # characters of a text, after which its section may end
_BREAK_SEARCH_LENGTH = 500  # characters before that in which a space or stop is looked for
_SLOW_CHARACTER = re.compile(
    r"[\xa0\u0300-\u036f\u0590-\u1cff\u200b-\u202f\u2066-\u2069\ufb1d-\ufeff\U00010000-\U0010ffff]"
)
_RIGHT_TO_LEFT = (
    r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_SCRIPTS = (  # except those in which a line may break between any two characters
    r"A-Za-z\u00aa-\u024f\u1e00-\u1eff", r"\u0370-\u03ff\u1f00-\u1fff", r"\u0400-\u052f",
    r"\u0530-\u058f", _RIGHT_TO_LEFT, r"\u0f00-\u0fff", r"\u1000-\u109f", r"\u10a0-\u10ff",
    r"\u1100-\u11ff", r"\u1200-\u139f", r"\u13a0-\u13ff", r"\u1400-\u167f",
    *(rf"\u{start:04x}-\u{start + 127:04x}" for start in range(0x0900, 0x0F00, 128)),
    *(rf"\u{start:04x}-\u{start + 127:04x}" for start in range(0x1680, 0x1E00, 128)),
)  # fmt: skip
_TURN = re.compile(  # a change of direction, or of script within a word
    rf"[{_RIGHT_TO_LEFT}][^\w{_RIGHT_TO_LEFT}]*+[^\W{_RIGHT_TO_LEFT}]|"
    + "|".join(rf"[{one}](?=[^\W\d_{one}\u2e80-\ua4cf\uac00-\ud7af])" for one in _SCRIPTS)
)
_MAY_TURN = re.compile(rf"[\u0370-\u1fff{_RIGHT_TO_LEFT}]")
_TURN_COST = 36  # includes the change back
_LONG_WORD_LENGTH = 400
_LINE_BREAK_CHARACTER = re.compile(r"[\s\u2e80-\ua4cf\uac00-\ud7af\uff00-\uffef]")
_LONG_BLOCK_LENGTH = 8_000  # characters; in a longer block each costs more
_BREAK_CHARACTERS = " \n\t，。、；：！？"
_JOINING_CHARACTER = re.compile(r"[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
_LIST_START = re.compile(r'start="(-?[0-9]{1,9})"')
_UNREPEATABLE_ATTRIBUTE = re.compile(r"\s+(?:id|name|start)=(?:\"[^\"]*\"|'[^']*')")


@dataclass(slots=True)
class _OpenElement:
    """An element that is not closed yet.

    Attributes:
        name: of its tag.
        attributes: those that it is reopened with.
        next_item: of a list: the number of its next item.
    """

    name: str
    attributes: str
    next_item: int


def paginate(page: str) -> tuple[str, ...]:
    """Safe HTML as sections of safe HTML; an ordinary page is one section.

    A section starts with a block if possible, which may be a row of a table or an item of a list. A
    block that is too long is split: a paragraph at a space or a stop, if there is one.

    Args:
        page: HTML whose elements are all closed, without comments.
    """
    paginator = _Paginator()
    position = 0
    for token in TAG.finditer(page):
        paginator.add_text(page[position : token.start()])
        paginator.add_tag(*token.groups())
        position = token.end()
    paginator.add_text(page[position:])
    sections = paginator.sections()
    return (page,) if len(sections) == 1 else sections


class _Paginator:
    def __init__(self) -> None:
        self._sections: list[str] = []
        self._pieces: list[str] = []
        self._open: list[_OpenElement] = []
        self._cost = 0
        self._is_empty = True  # the section has only reopened tags so far
        self._block_length = 0  # characters, of the paragraph or the line of code

    def sections(self) -> tuple[str, ...]:
        """All sections."""
        return (*self._sections, "".join(self._pieces))

    def add_tag(self, end: str, name: str, attributes: str) -> None:
        """Add the next tag."""
        if end:
            self._pieces.append(f"</{name}>")
            if self._open:
                self._open.pop()
            return
        if self._cost > (_SOFT_LIMIT_US if name in _SECTION_STARTS else _HARD_LIMIT_US):
            self._end_section()
        if name == "li" and self._open:
            self._open[-1].next_item += 1
        if name in _SECTION_STARTS:
            self._block_length = 0
        self._pieces.append(f"<{name}{attributes}>")
        if name in _TAG_COSTS:
            self._cost += _TAG_COSTS[name]
        else:
            self._cost += _INLINE_COST * self._cost_factor
            self._block_length += _INLINE_COST
        self._is_empty = False
        if name not in VOID_TAGS:
            start = _LIST_START.search(attributes)
            self._open.append(
                _OpenElement(
                    name, _UNREPEATABLE_ATTRIBUTE.sub("", attributes), int(start[1]) if start else 1
                )
            )

    def add_text(self, text: str) -> None:
        """Add the text between two tags."""
        position = 0
        while position < len(text):
            end = _end_of_chunk(text, position)
            piece = text[position:end]
            cost = _layout_cost(piece) * self._cost_factor
            if self._cost + cost > _HARD_LIMIT_US and not (
                piece.isspace() and len(piece) < _LONG_WORD_LENGTH
            ):
                self._end_section()
            self._pieces.append(piece)
            self._cost += cost
            self._is_empty = self._is_empty and piece.isspace()
            is_code = any(one.name == "pre" for one in self._open)
            self._block_length = 0 if is_code and "\n" in piece else self._block_length + len(piece)
            position = end

    @property
    def _cost_factor(self) -> int:
        """How many times as much text costs, as its paragraph is long already."""
        return 1 + min(3, self._block_length // _LONG_BLOCK_LENGTH)

    def _end_section(self) -> None:
        """End the section: open elements are closed, and reopened in the next one."""
        if self._is_empty:
            return
        closing = "".join(f"</{one.name}>" for one in reversed(self._open))
        self._sections.append("".join((*self._pieces, closing)))
        self._pieces = []
        self._cost = self._block_length = 0
        for number, one in enumerate(self._open):
            within_item = self._open[number + 1 :] and self._open[number + 1].name == "li"
            start = f' start="{one.next_item - bool(within_item)}"' if one.name == "ol" else ""
            self._pieces.append(f"<{one.name}{one.attributes}{start}>")
            self._cost += _TAG_COSTS.get(one.name, _INLINE_COST)
        self._is_empty = True


def _layout_cost(text: str) -> int:
    lines = 8 * text.count("\n") + 45 * text.count("\u2028")
    if text.isascii() and len(text) < _LONG_WORD_LENGTH:
        return len(text) // 2 + lines
    heavy = len(_SLOW_CHARACTER.findall(text))
    in_words = sum(
        len(word) for word in _LINE_BREAK_CHARACTER.split(text) if len(word) >= _LONG_WORD_LENGTH
    )
    if any(space * _LONG_WORD_LENGTH in text for space in " \t"):
        in_words += len(text)
    letters = len(text) // 2 if text.isascii() else len(text)
    turns = len(_TURN.findall(text)) if _MAY_TURN.search(text) else 0
    return letters + 4 * max(heavy, in_words) + _TURN_COST * turns + lines


def _end_of_chunk(text: str, start: int) -> int:
    """The end of a piece of text: at a space or a stop, never inside an entity."""
    end = start + _CHUNK_LENGTH
    if end >= len(text):
        return len(text)
    found = max(text.rfind(char, end - _BREAK_SEARCH_LENGTH, end) for char in _BREAK_CHARACTERS)
    if found >= 0:
        return found + 1
    entity = text.rfind("&", end - 12, end)
    if entity >= 0 and ";" not in text[entity:end]:
        end = entity
    while end > start + _BREAK_SEARCH_LENGTH and (
        _JOINING_CHARACTER.match(text[end]) or _JOINING_CHARACTER.match(text[end - 1])
    ):
        end -= 1
    return end
