"""Undo hard wrapping and flattened lists; nothing but spaces and line ends changes.

Between two Chinese characters, or one and a Latin word, a broken line leaves no space; between
Latin words it leaves one. A hyphen at its end stays: it may be the word's own. Where a page was
copied from a PDF, its line ends are spaces inside the Chinese text (``体验生 态``): they are
recognised by the lines between them, which all have the same width.

Pages of results also drop the line ends of lists: ``Group 1 - First point. [2] - Second point.
Group 2 - …``. A dash between the end of a sentence and a capital letter was an item's; a few
words between the end of a sentence and such a dash were a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kbviewer.text.blocks import CodeBlock, leaves, scan_blocks
from kbviewer.text.display import display_width

_HAN = (
    "\u2e80-\u2fdf\u3001-\u30ff\u3100-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff60\U00020000-\U000323af"
)
_IS_HAN = re.compile(f"[{_HAN}]")
_OWN_LINE = re.compile(
    r"[ \t]*(?:[-*+•◦▪●■□○◆·–—][ \t]+|[-*+]$|[0-9]{1,3}[.)、．][^0-9]|[①-⑳]"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|#|>|\||```|~~~)"
    r"|[ \t]{4}|\u3000"
)
_NEVER_JOINED = re.compile(r"[ \t]*(?:#|>|\||```|~~~)|[ \t]{4}")  # to other lines
_SENTENCE_END = re.compile(r"(?:[。！？!?…：:]|[.\]])[\"”’'』」）)*]*$")
_CHINESE_END = re.compile(r"[。！？…：][\"”’'』」）)]*$")
_LATIN_HYPHEN = re.compile(r"[^\W\d_]-$")
_FENCE = re.compile(r"[ \t]*(```|~~~)")
_TAB_ROW = re.compile(r"[^\t]*\t.*")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_INDENT = "\u3000"
"""At the start of a Chinese paragraph."""
_MIN_PAGE_WIDTH = 30  # columns of the narrowest page that wraps lines
_FULL_LINE_SHARE = 0.85
"""Share of the maximum width that a wrapped line fills: the next word did not fit."""

# Patterns for a list that is shown on one line.
_CAPITAL = r"[A-Z\"“*]"
_AFTER_SENTENCE = r"(?<=[.!?\]])"
_HEADING_WORDS = r"(?:(?!-\s)[^\s.!?\[\]]+\s+){1,8}"
_ITEM = re.compile(rf"{_AFTER_SENTENCE}\s+-\s+(?={_CAPITAL})")
_PART_BREAK = re.compile(rf"{_AFTER_SENTENCE}\s+(?=(?:{_HEADING_WORDS})?-\s+{_CAPITAL})")
_HEADING_AND_ITEM = re.compile(rf"({_HEADING_WORDS})(-\s+{_CAPITAL}.*)", re.DOTALL)
_MIN_ITEMS = 2
_BULLET = "- "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph on one line, or lines that are kept: a list, a table, code.

    Attributes:
        lines: without line ends.
        is_table: whether each line is a row, its cells separated by tabs or bars.
    """

    lines: tuple[str, ...]
    is_table: bool = False


def unwrap(lines: Sequence[str]) -> list[Block]:
    """The blocks of a text."""
    blocks: list[Block] = []
    for chunk in _split_chunks(lines):
        if _is_table(chunk):
            blocks.append(Block(tuple(chunk), is_table=True))
        else:
            blocks += _unwrap_chunk(chunk)
    return [part for block in blocks for part in _split_flattened(block)]


def _split_flattened(block: Block) -> list[Block]:
    if block.is_table or len(block.lines) > 1 or _NEVER_JOINED.match(block.lines[0]):
        return [block]
    return [Block(tuple(lines)) for lines in _split_flattened_list(block.lines[0])]


def _split_flattened_list(line: str) -> list[list[str]]:
    """The blocks of a line: headings, and lists with a line for each item; or just the line."""
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


def join_lines(lines: Sequence[str]) -> str:
    """Lines joined, with a space where words would run together."""
    text = ""
    for line in map(str.strip, lines):
        text += (_separator(text, line) if text else "") + line
    return text


def _separator(before: str, after: str) -> str:
    if after.startswith("..."):
        return " "  # where the page cut the text
    if not before or not after or _IS_HAN.match(before[-1]) or _IS_HAN.match(after[0]):
        return ""  # 双 and 11 are one term, which a search has to find
    goes_on = _LATIN_HYPHEN.search(before) and after[0].islower()
    return "" if goes_on else " "


def _split_chunks(lines: Sequence[str]) -> list[list[str]]:
    """The lines between empty ones; fenced code is one chunk."""
    chunks: list[list[str]] = [[]]
    code_ends = _fenced_code(lines)
    end = -1  # of the code
    for number, line in enumerate(lines):
        if number <= end:
            chunks[-1].append(line)
            if number == end:
                chunks.append([])
            continue
        if not line.strip():
            chunks.append([])
            continue
        end = code_ends.get(number, end)
        if number <= end or (chunks[-1] and _is_row(line) != _is_row(chunks[-1][-1])):
            chunks.append([])
        chunks[-1].append(line)
    return [chunk for chunk in chunks if chunk]


def _fenced_code(lines: Sequence[str]) -> dict[int, int]:
    """The last line of each fenced block of code, by its first one."""
    if not any("```" in line or "~~~" in line for line in lines):
        return {}
    blocks = leaves(scan_blocks("\n".join(lines)))
    return {
        block.line: block.end
        for block in blocks
        if isinstance(block, CodeBlock) and _FENCE.match(lines[block.line])
    }


def _is_row(line: str) -> bool:
    return _TAB_ROW.fullmatch(line.strip()) is not None or line.count("|") >= 2


def _is_table(chunk: Sequence[str]) -> bool:
    if len(chunk) < 2:
        return False
    if len({line.strip().count("\t") for line in chunk}) == 1 and "\t" in chunk[0].strip():
        return True
    return (
        "|" in chunk[0] and "|" in chunk[1] and _TABLE_RULE.fullmatch(chunk[1].strip()) is not None
    )


def _unwrap_chunk(chunk: Sequence[str]) -> list[Block]:
    if _FENCE.match(chunk[0]):
        return [Block(tuple(chunk))]
    max_width = max(display_width(line.rstrip()) for line in chunk)
    is_wrapped = _is_wrapped(chunk, max_width)
    blocks: list[list[str]] = []
    before = ""
    for line in map(str.rstrip, chunk):
        item = _OWN_LINE.match(line)
        if before and is_wrapped and not item and _is_continued(before, line, max_width):
            blocks[-1][-1] = join_lines([blocks[-1][-1], line])
        elif before and _belong_together(before, line, item is not None, is_wrapped):
            blocks[-1].append(line)
        else:
            blocks += [[part] for part in _split_paragraphs(line)]
        before = line
    return [Block(tuple(block)) for block in blocks]


def _belong_together(before: str, line: str, is_item: bool, is_wrapped: bool) -> bool:
    """Whether two lines form one block: items of a list, or the lines of an address."""
    if is_item or _OWN_LINE.match(before):
        return is_item and not line.startswith(_INDENT)
    return not is_wrapped and max(display_width(before), display_width(line)) < 2 * _MIN_PAGE_WIDTH


def _is_wrapped(chunk: Sequence[str], max_width: int) -> bool:
    """Whether lines are hard-wrapped: most that end inside a sentence are full."""
    inner = [
        (line, after) for line, after in pairwise(chunk)
        if not _SENTENCE_END.search(line.rstrip()) and not _OWN_LINE.match(after)
        and not _NEVER_JOINED.match(line)
    ]  # fmt: skip
    full = [line for line, after in inner if _is_continued(line.rstrip(), after, max_width)]
    return max_width >= _MIN_PAGE_WIDTH and len(full) * 2 > len(inner)


def _is_continued(line: str, after: str, max_width: int) -> bool:
    """Whether ``line`` goes on in the next one, whose first word did not fit into it."""
    first = after.split(maxsplit=1)[0]
    room = (
        max_width - display_width(line) - (2 if _IS_HAN.match(first) else 1 + display_width(first))
    )
    return not _NEVER_JOINED.match(line) and (
        room < 0 or display_width(line) >= _FULL_LINE_SHARE * max_width
    )


def _split_paragraphs(line: str) -> list[str]:
    """The paragraphs of a line whose spaces were line ends, or the line itself."""
    words = line.split()
    full = 0 if _NEVER_JOINED.match(line) else _wrap_width(words)
    if not full:
        return [line]
    paragraphs = [words[0]]
    column = display_width(words[0])
    for before, word in pairwise(words):
        if column >= _FULL_LINE_SHARE * full:
            paragraphs[-1] += _separator(before, word) + word
            column = display_width(word)
        elif _CHINESE_END.search(before) and word.strip("."):
            paragraphs.append(word)
            column = display_width(word)
        else:
            paragraphs[-1] += f" {word}"
            column += 1 + display_width(word)
    return paragraphs


def _wrap_width(words: Sequence[str]) -> int:
    """The line width of a page whose line ends are now spaces, or 0 if they are not.

    Spaces between two Chinese characters inside a sentence are line ends if the text before each of
    them is equally wide.
    """
    pairs = [(a, b) for a, b in pairwise(words) if _IS_HAN.match(b[0])]
    inside = [a for a, _ in pairs if _IS_HAN.match(a[-1]) and not _SENTENCE_END.search(a)]
    full = max(map(display_width, inside), default=0)
    if full < _MIN_PAGE_WIDTH:
        return 0
    column = -1
    for before, after in pairwise(words):
        column += 1 + display_width(before)
        if column >= _FULL_LINE_SHARE * full or _CHINESE_END.search(before):
            column = -1
        elif _IS_HAN.match(before[-1]) and _IS_HAN.match(after[0]):
            return 0
    return full
