"""Recognises buttons, counters and footers of a page of search results."""

from __future__ import annotations

import re

_BUTTON_OR_COUNTER = re.compile(
    r"(?:(?:分享|评论|点赞|赞|收藏|转发|阅读|浏览|播放|举报|回复|shares?|comments?|likes?|views?|reads?|"
    r"saves?)[\s:：(（]*[0-9.,]*\s*[万亿kKmM+]*[)）]?[\s|·]*)+"
    r"|展开(?:全文|更多)?|收起|阅读全文|查看(?:更多|全文|原文|详情)|点击查看.{0,6}|网页快照|百度快照"
    r"|read more|show more|continue reading|see more|cached"
    r"|广告|推广|赞助|ads?|advertisements?|sponsored|promoted",
    re.IGNORECASE,
)
_FOOTER = re.compile(
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
_MAX_LENGTH = 200

URL_LINE = re.compile(r"https?://\S+", re.IGNORECASE)
"""A line that is a web address."""

TRUNCATED = re.compile(r"(?:\.{3,}|…+|[\[【（(]?(?:查看|阅读)?全文[\]】）)]?)$")
"""The end of a text that is cut off."""


def is_button_or_counter(line: str) -> bool:
    """Whether ``line`` is only a counter, a button or a label of an advertisement."""
    return _matches(_BUTTON_OR_COUNTER, line)


def is_footer(line: str) -> bool:
    """Whether no article follows ``line``: page numbers, related searches."""
    return _matches(_FOOTER, line)


def _matches(pattern: re.Pattern[str], line: str) -> bool:
    # On runs of spaces the patterns would backtrack.
    text = " ".join(line.split())
    return len(text) <= _MAX_LENGTH and pattern.fullmatch(text) is not None
