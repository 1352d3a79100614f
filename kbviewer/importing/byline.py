"""The line of a listing that says who published an article, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from kbviewer.importing.relative_dates import PageDate, parse_page_date
from kbviewer.text.display import display_width

_DOTS = re.compile(r"\s*[·•・∙⋅‧･|｜│]\s*")
_COMMA = re.compile(r"\s*[，,]\s*")
_DASH = re.compile(r"\s+[-–—]\s+|——")
_SPACE = re.compile(r"\s+")
_LABEL = re.compile(
    r"(?:文章)?(?:来源|出处|作者|媒体|发布时间|发布日期|发表于|发布于|时间|日期|source|published|date|from|by)"
    r"\s*[:：]\s*",
    re.IGNORECASE,
)
_DATE_FIRST = re.compile(
    r"(?P<when>\S.{3,30}?)\s+(?:文章)?(?:来源|source)\s*[:：]\s*(?P<source>\S{1,30})(?:\s.{1,30})?",
    re.IGNORECASE,
)
_NOT_BYLINE = re.compile(r"\s*(?:[-*+>#|]\s|[0-9]+[.)、]\s|\|)")
_COUNTER = re.compile(
    r"(?:阅读|浏览|评论|点赞|赞|播放|views?|reads?|comments?|likes?|[0-9.,]+)[\s:：0-9.,万亿kKmM+]*.{0,4}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？!?;；]|\.\s|[,，].*[,，]")
_MIN_LENGTH = len("8-11")
_MAX_WIDTH = 120
_MAX_SOURCE_WIDTH = 60
_MAX_WEAK_SOURCE_WIDTH = 32


class Separator(Enum):
    """What parts source and time; the later ones stand in running text as well."""

    DOT = "·"
    NONE = ""
    DASH = "-"
    COMMA = ","
    SPACE = " "


@dataclass(frozen=True, slots=True)
class Byline:
    """A line that may be a byline.

    Attributes:
        source: "" where it names none.
        when: the time.
        sign: what stands between them.
    """

    source: str
    date: PageDate
    separator: Separator


def parse_byline(line: str, now: datetime | None) -> Byline | None:
    """The byline that ``line`` is, all of it, or None.

    Args:
        line: ``搜狐网· 2025-08-11 20:41``, ``Reuters | Aug 11, 2025``, ``2025-08-11 20:41``, …
        now: what a time such as ``昨天`` is counted from.
    """
    line = line.strip()
    if len(line) < _MIN_LENGTH or display_width(line) > _MAX_WIDTH or _NOT_BYLINE.match(line):
        return None
    if when := parse_page_date(_LABEL.sub("", line, count=1), now):
        return Byline("", when, Separator.NONE)
    if found := _parse_dotted(line, now):
        return found
    if headed := _DATE_FIRST.fullmatch(line):
        when = parse_page_date(headed["when"], now)
        return Byline(headed["source"], when, Separator.SPACE) if when else None
    for sign, pattern in (
        (Separator.DASH, _DASH),
        (Separator.COMMA, _COMMA),
        (Separator.SPACE, _SPACE),
    ):
        for match in pattern.finditer(line):
            source = _LABEL.sub("", line[: match.start()], count=1).strip()
            rest = _LABEL.sub("", line[match.end() :], count=1)
            if _COMMA.search(source) or not _is_source(source, _MAX_WEAK_SOURCE_WIDTH):
                continue
            if when := parse_page_date(rest, now):
                return Byline(source, when, sign)
    return None


def _parse_dotted(line: str, now: datetime | None) -> Byline | None:
    parts = [_LABEL.sub("", part, count=1).strip() for part in _DOTS.split(line)]
    if not 2 <= len(parts) <= 6:
        return None
    times = [
        (index, when) for index, part in enumerate(parts) if (when := parse_page_date(part, now))
    ]
    if len(times) != 1:
        return None
    index, when = times[0]
    before = [part for part in parts[:index] if part]
    behind = [part for part in parts[index + 1 :] if part and not _COUNTER.fullmatch(part)]
    if not before and not behind:
        return Byline("", when, Separator.NONE)
    # 约翰·史密斯 has a dot in the name; behind the time stand an author or how long it is read.
    source = "·".join(before) if before else behind[0]
    return Byline(source, when, Separator.DOT) if _is_source(source, _MAX_SOURCE_WIDTH) else None


def is_source(line: str) -> bool:
    """Whether ``line`` alone may be a source: short, and no sentence."""
    return _is_source(line.strip(), _MAX_WEAK_SOURCE_WIDTH)


def _is_source(text: str, widest: int) -> bool:
    return bool(text) and display_width(text) <= widest and not _SENTENCE.search(text)
