"""Parses bylines: the line of a listing with the source and date of an article."""

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
    r"(?P<date>\S.{3,30}?)\s+(?:文章)?(?:来源|source)\s*[:：]\s*(?P<source>\S{1,30})(?:\s.{1,30})?",
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
    """The separator of source and date; the later ones occur in running text too."""

    DOT = "·"
    NONE = ""
    DASH = "-"
    COMMA = ","
    SPACE = " "


@dataclass(frozen=True, slots=True)
class Byline:
    """A line that may be a byline.

    Attributes:
        source: or "".
        date: its date.
        separator: what is between them.
    """

    source: str
    date: PageDate
    separator: Separator


def parse_byline(line: str, now: datetime | None) -> Byline | None:
    """The byline that the whole line is, or None.

    Args:
        line: ``搜狐网· 2025-08-11 20:41``, ``Reuters | Aug 11, 2025``, ``2025-08-11 20:41``, …
        now: the reference time for dates such as ``昨天``.
    """
    line = line.strip()
    if len(line) < _MIN_LENGTH or display_width(line) > _MAX_WIDTH or _NOT_BYLINE.match(line):
        return None
    if date := parse_page_date(_LABEL.sub("", line, count=1), now):
        return Byline("", date, Separator.NONE)
    if byline := _parse_dotted(line, now):
        return byline
    if match := _DATE_FIRST.fullmatch(line):
        date = parse_page_date(match["date"], now)
        return Byline(match["source"], date, Separator.SPACE) if date else None
    for separator, pattern in (
        (Separator.DASH, _DASH),
        (Separator.COMMA, _COMMA),
        (Separator.SPACE, _SPACE),
    ):
        for found in pattern.finditer(line):
            source = _LABEL.sub("", line[: found.start()], count=1).strip()
            rest = _LABEL.sub("", line[found.end() :], count=1)
            if _COMMA.search(source) or not _is_source(source, _MAX_WEAK_SOURCE_WIDTH):
                continue
            if date := parse_page_date(rest, now):
                return Byline(source, date, separator)
    return None


def _parse_dotted(line: str, now: datetime | None) -> Byline | None:
    parts = [_LABEL.sub("", part, count=1).strip() for part in _DOTS.split(line)]
    if not 2 <= len(parts) <= 6:
        return None
    dates = [
        (index, date) for index, part in enumerate(parts) if (date := parse_page_date(part, now))
    ]
    if len(dates) != 1:
        return None
    index, date = dates[0]
    before = [part for part in parts[:index] if part]
    after = [part for part in parts[index + 1 :] if part and not _COUNTER.fullmatch(part)]
    if not before and not after:
        return Byline("", date, Separator.NONE)
    # 约翰·史密斯 has a dot in the name; after the date there may be an author or the reading time.
    source = "·".join(before) if before else after[0]
    return Byline(source, date, Separator.DOT) if _is_source(source, _MAX_SOURCE_WIDTH) else None


def is_source(line: str) -> bool:
    """Whether ``line`` alone may be a source: short, and not a sentence."""
    return _is_source(line.strip(), _MAX_WEAK_SOURCE_WIDTH)


def _is_source(text: str, max_width: int) -> bool:
    return bool(text) and display_width(text) <= max_width and not _SENTENCE.search(text)
