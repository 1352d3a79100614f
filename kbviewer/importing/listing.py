"""A page of search results, as lines of text, to the articles on it.

A page is recognised by its bylines: ``source· 2025-08-11 20:41`` between a title and a text. On
one page they are all written alike, and what stands only once in another form is text. What the
page itself says (navigation, counts of shares, related searches) is left out and told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kbviewer.importing.byline import Byline, Sign, read_byline
from kbviewer.importing.excerpt import width
from kbviewer.importing.joining import glue

_NOISE = re.compile(
    r"(?:(?:分享|评论|点赞|赞|收藏|转发|阅读|浏览|播放|举报|回复|shares?|comments?|likes?|views?|reads?|"
    r"saves?)[\s:：(（]*[0-9.,]*\s*[万亿kKmM+]*[)）]?[\s|·]*)+"
    r"|展开(?:全文|更多)?|收起|阅读全文|查看(?:更多|全文|原文|详情)|点击查看.{0,6}|网页快照|百度快照"
    r"|read more|show more|continue reading|see more|cached"
    r"|广告|推广|赞助|ads?|advertisements?|sponsored|promoted",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"(?:相关(?:搜索|推荐|阅读)|大家还在搜|大家都在搜|猜你喜欢|热门搜索|为你推荐)[:：]?"
    r"|(?:related searches|related articles|people also (?:ask|search for)|you may also like):?"
    r"|[<«‹‹]*\s*(?:上一页|下一页|首页|末页|previous|prev|next)(?:\s*page)?\s*[>»›]*"
    r"|(?:上一页|首页|previous|prev|[<«‹]|\s)*(?:[0-9]{1,4}\s+|\.{3}\s+|…\s*)+[0-9]{0,4}\s*"
    r"(?:下一页|末页|尾页|next|[>»›]|\s)*"
    r"|加载更多|没有更多.{0,6}|已经?到底了.{0,4}|load more|no more results"
    r"|共\s*[0-9,]+\s*[条页篇].{0,12}|第\s*[0-9]+\s*页.{0,12}|page [0-9]+ of [0-9]+"
    r"|(?:©|copyright\b|版权所有).*|.{0,2}ICP[备证].*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。！？!?…\]】]$|\.[\"”’'）)\]]*$|[。！？!?][\"”’'』」）)]+$")
_NO_TITLE_END = re.compile(r"[。，、；：;,:]$|[^.]\.$")
_CUT = re.compile(r"(?:\.{3,}|…+|[\[【（(]?(?:查看|阅读)?全文[\]】）)]?)$")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("「", "」"), ("【", "】"), ("(", ")"))
_WIDEST_TITLE = 200
_MOST_TITLE_LINES = 3
_LEAST_BROKEN = 24  # columns: a line that was broken for being full is wider


@dataclass(frozen=True, slots=True)
class Found:
    """One article of a listing.

    Attributes:
        title: one line, or "".
        byline: who and when.
        lines: its text as the page breaks it; "" is a blank line.
        url: an address that stands with it, or "".
        is_cut: whether the page shows only the beginning of the text.
    """

    title: str
    byline: Byline
    lines: tuple[str, ...]
    url: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found on a page.

    Attributes:
        found: the articles, in the page's order.
        left_out: lines that belong to the page and to none of them.
    """

    found: tuple[Found, ...] = ()
    left_out: tuple[str, ...] = ()


def read_listing(lines: Sequence[str], now: datetime | None, urls: Sequence[str] = ()) -> Listing:
    """The articles on a page.

    Args:
        lines: the page's text.
        now: what times such as ``昨天`` are counted from.
        urls: for each line the address that it leads to, or "".
    """
    lines = [line.rstrip() for line in lines]
    bylines = _bylines(lines, now)
    if not bylines:
        return Listing()
    pairs = zip([-1, *bylines], bylines, strict=False)
    titles = [_title(lines, index, before) for before, index in pairs]
    starts = [min(title, default=index) for title, index in zip(titles, bylines, strict=True)]
    ends = [*starts[1:], len(lines)]
    left_out = [line.strip() for line in lines[: starts[0]]]
    found = []
    for (index, byline), title, end in zip(bylines.items(), titles, ends, strict=True):
        between = [line.strip() for line in lines[title[-1] + 1 : index]] if title else []
        body, noise = _body(lines[index + 1 : end])
        left_out += [*filter(_NOISE.fullmatch, between), *noise]
        leading = [urls[line] for line in (*title, index) if line < len(urls)]
        leading += filter(_ADDRESS.fullmatch, [*between, *body[:1]])
        text = glue([lines[line] for line in title])
        if text or any(body):
            is_cut = bool(body) and _CUT.search(body[-1]) is not None
            url = next(filter(None, leading), "")
            if body and body[0].strip() == url:
                del body[0]
            found.append(Found(" ".join(text.split()), byline, tuple(body), url, is_cut))
        else:
            left_out.append(lines[index].strip())
    return Listing(tuple(found), tuple(filter(None, left_out)))


def _bylines(lines: Sequence[str], now: datetime | None) -> dict[int, Byline]:
    """The lines that are bylines: all parted by one sign, and those that name no source."""
    possible = {
        index: byline for index, line in enumerate(lines) if (byline := read_byline(line, now))
    }
    signs = [byline.sign for byline in possible.values() if byline.sign is not Sign.NONE]
    chosen = Sign.DOT if Sign.DOT in signs else max(signs, key=signs.count, default=Sign.NONE)
    tell_hour = any(line.when.has_time for line in possible.values() if line.sign is chosen)
    taken: dict[int, Byline] = {}
    before = -1
    for index, byline in possible.items():
        if byline.sign not in (chosen, Sign.NONE):
            continue
        if byline.sign is Sign.NONE and tell_hour and byline.when.is_told > byline.when.has_time:
            continue  # a date alone in a text, on a page that tells the hour
        # What is no dot parts other things as well: a title must stand above it.
        if byline.sign is not Sign.DOT and not _has_title(lines, index, before):
            continue
        taken[index] = byline
        before = index
    return taken


def _has_title(lines: Sequence[str], byline: int, before: int) -> bool:
    """Whether the lines above a byline are a title for sure, and not the middle of a text."""
    title = _title(lines, byline, before)
    above = min(title, default=0) - 1
    return bool(title) and (above < 0 or above == before or _ends_text(lines[above]))


def _title(lines: Sequence[str], byline: int, before: int) -> list[int]:
    """The lines of the title above a byline, none where there is no title.

    Args:
        lines: the page.
        byline: the index of the byline.
        before: that of the byline before it, or -1.
    """
    last = byline - 1
    while last > before and _is_between(lines[last]):
        last -= 1
    if last <= before or not _may_be_title(lines[last]):
        return []
    first = last
    while first - 1 > before and _is_broken(lines[first - 1], lines[first]):
        first -= 1
    if first - 1 == before >= 0:
        first = min(first + 1, last)  # of all lines since the last byline the first is its text
    elif first > 0 and not _ends_text(lines[first - 1]):
        first = last
    return list(range(first if last - first < _MOST_TITLE_LINES else last, last + 1))


def _is_between(line: str) -> bool:
    """Whether ``line`` may stand between a title and its byline."""
    line = line.strip()
    return not line or _ADDRESS.fullmatch(line) is not None or _NOISE.fullmatch(line) is not None


def _may_be_title(line: str) -> bool:
    line = line.strip()
    return width(line) <= _WIDEST_TITLE and not _NO_TITLE_END.search(line)


def _ends_text(line: str) -> bool:
    """Whether a title may follow ``line``: it is blank, a text's end or the page's own."""
    line = line.strip()
    return (
        not line
        or any(pattern.search(line) for pattern in (_SENTENCE_END, _CUT))
        or any(pattern.fullmatch(line) for pattern in (_NOISE, _FOOT, _ADDRESS))
    )


def _is_broken(upper: str, lower: str) -> bool:
    """Whether the title line ``upper`` goes on in ``lower``: it is full, or a pair is open."""
    upper, lower = upper.strip(), lower.strip()
    if _ends_text(upper) or not _may_be_title(upper):
        return False
    if any(upper.count(a) > upper.count(b) and b in lower for a, b in _PAIRS):
        return True
    return width(upper) >= max(width(lower), _LEAST_BROKEN)


def _body(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """A text without what is the page's own, and that."""
    kept: list[str] = []
    noise: list[str] = []
    for index, line in enumerate(lines):
        shown = line.strip()
        if shown and _FOOT.fullmatch(shown):
            noise += lines[index:]
            break
        if shown and _NOISE.fullmatch(shown):
            noise.append(shown)
        else:
            kept.append(line)
    while kept and not kept[-1].strip():
        kept.pop()
    while kept and not kept[0].strip():
        kept.pop(0)
    return kept, [line.strip() for line in noise]
