"""What is inside a line of Markdown beyond CommonMark: bare URLs, marks, math, comments.

An article's page and its plain text read them alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from kbviewer.text.lazy_regex import lazy_compile

_STASHED = "\x02\ue0f0"
"""Signs that replace what has been read already: Python-Markdown's, and those of the plain text."""
_CHINESE = "\u3000-\u9fff\uf900-\ufaff\uff01-\uff60"
_URL_CHARACTER = (
    r"[^\s<>\"`|\\^{}\x00-\x1f\u2014\u2018-\u201f\u2026\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
    r"\uff3b-\uff40\uff5b-\uff65]"
)
BARE_URL = (
    r"(?<![A-Za-z0-9_/@.+:#-])(?:(?P<url>(?:[Hh][Tt][Tt][Pp][Ss]?://|[Ww][Ww][Ww]\.)"
    rf"[A-Za-z0-9][A-Za-z0-9.-]*+(?::[0-9]{{1,5}})?(?:[/?#](?:(?!\*\*|~~|==){_URL_CHARACTER})*)?)"
    r"|(?P<mail>[A-Za-z0-9][A-Za-z0-9._+-]*+@[A-Za-z0-9-]++(?>(?:\.[A-Za-z0-9-]++)+)))"
)
"""A URL or a mail address that stands in a text; ``url_span`` says where it ends.

Chinese punctuation ends it, as writers put no space after it.
"""
MARK = r"(?<!=)()==(?=[^\s=])((?>(?:[^=]|=(?!=))+))(?<=\S)==(?!=)"
"""Marked text. Its second group is the text."""
COMMENT = r"(?<![0-9%])%%(?!%).*?%%"
"""A comment of Obsidian's; behind a digit the signs are percent."""
MATH = (
    rf"(?<![\\$])\$\$(?=[^$])[^${_STASHED}]*\$\$"
    rf"|(?<![\w\\$])\$(?=[^\s$])(?![0-9][^$\n\\^_{{}}=]*\$)"
    rf"[^$\n{_STASHED}{_CHINESE}]*[^\s$\\{_STASHED}{_CHINESE}]\$(?![\w$])"
)
"""Math between dollar signs; not two amounts in dollars, nor two signs in a Chinese sentence."""
_BACKTICKS = re.compile(r"`+")
_CLOSING_PUNCTUATION = "?!.,:;*_~'\""
_ENTITY_END = re.compile(r"&#?[A-Za-z0-9]+;\Z")
_MARKS = "*_~="
JOINT = "\x03"
"""What is between two lines that ``join_lines`` puts together where markup would become another:
``*a*`` and ``*b*``, or an address and a word. Whoever has read the markup removes it."""
_UNSPACED = lazy_compile(
    "[\u2e80-\u2fdf\u3001-\u30ff\u3100-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uff60\u2014\u2018-\u201f\u2026\U00020000-\U000323af]"
)
"""A character of a script that is written without spaces, or punctuation beside one."""


class CodeSpan(NamedTuple):
    """A span of code inside a text.

    Attributes:
        start: the position of its first backtick.
        end: the position after its last one.
        code: what is between them, as it is shown.
    """

    start: int
    end: int
    code: str


def code_spans(text: str) -> list[CodeSpan]:
    """The spans of code in a text, in order; in time linear in the text."""
    runs = [match.span() for match in _BACKTICKS.finditer(text)]
    closing = [-1] * len(runs)  # the next run of the same length
    last: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        start, end = runs[index]
        length = end - start
        closing[index] = last.get(length - _is_escaped(text, start), -1)
        last[length] = index
    spans: list[CodeSpan] = []
    index = 0
    while index < len(runs):
        found = closing[index]
        if found < 0:
            index += 1
            continue
        start = runs[index][0] + _is_escaped(text, runs[index][0])
        code = text[runs[index][1] : runs[found][0]].replace("\n", " ")
        if code.startswith(" ") and code.endswith(" ") and code.strip(" "):
            code = code[1:-1]
        spans.append(CodeSpan(start, runs[found][1], code))
        index = found + 1
    return spans


def replace_code_spans(text: str, replace: Callable[[str], str]) -> str:
    """A text with its spans of code replaced by what ``replace`` makes of the code."""
    pieces: list[str] = []
    position = 0
    for span in code_spans(text):
        pieces += (text[position : span.start], replace(span.code))
        position = span.end
    return "".join((*pieces, text[position:]))


def _is_escaped(text: str, position: int) -> bool:
    """Whether a backslash before a sign takes its meaning from it."""
    start = position
    while start and text[start - 1] == "\\":
        start -= 1
    return (position - start) % 2 == 1


def normalize_label(label: str) -> str:
    """The label of a link for comparison: as written, in lower case, without marks of code."""
    return " ".join(label.replace("`", "").split()).casefold()


def join_lines(lines: Sequence[str], *, soft: str, hard: str, are_all_hard: bool = False) -> str:
    """The lines of a paragraph as one text.

    A line end is nothing, or a ``JOINT``, between Chinese characters, which are written without
    spaces.

    Args:
        lines: of a paragraph, as they are written.
        soft: what replaces any other line end.
        hard: what replaces one behind two spaces or a backslash.
        are_all_hard: whether each line end is a hard one.
    """
    if len(lines) == 1:
        return lines[0].rstrip()
    pieces: list[str] = []
    for before, after in pairwise(lines):
        text = before.rstrip()
        is_hard = are_all_hard
        if before.endswith("  "):
            is_hard = True
        elif before.endswith("\\"):
            text, is_hard = before[:-1], True
        pieces += (
            text,
            hard if is_hard else soft if _is_spaced(text, after) else _joint(text, after),
        )
    return "".join((*pieces, lines[-1].rstrip()))


def _is_spaced(before: str, after: str) -> bool:
    """Whether there is a space between two lines."""
    before, after = before.rstrip(_MARKS), after.lstrip(_MARKS)
    return not (before and after and _UNSPACED.match(before[-1]) and _UNSPACED.match(after[0]))


def _joint(before: str, after: str) -> str:
    """What is between two lines without a space between them."""
    word = before.rsplit(maxsplit=1)[-1]
    is_address = "://" in word or "www." in word.lower()
    return JOINT if is_address or before[-1] in _MARKS or after.lstrip()[0] in _MARKS else ""


def url_span(match: re.Match[str]) -> tuple[int, int]:
    """Where the address that ``BARE_URL`` matched starts and ends; equal if there is none.

    Punctuation at its end and a parenthesis that it does not open are not part of it.
    """
    start, end = match.span()
    text = match[0]
    if match["mail"]:
        return start, end - len(text) + len(text.rstrip(".-_"))
    opened = text.count("(") - text.count(")")
    while text:
        if text[-1] == ")" and opened < 0:
            text, opened = text[:-1], opened + 1
        elif text[-1] in _CLOSING_PUNCTUATION:
            entity = _ENTITY_END.search(text)
            text = text[: entity.start()] if entity else text[:-1]
        else:
            break
    return (start, start + len(text)) if "." in text or "://localhost" in text else (start, start)
