"""Finds the articles in a page of search results, given as lines of text.

Articles are found by their bylines: ``source· 2025-08-11 20:41`` between a title and a text. On one
page all have the same form; what occurs once in another form is text. The page's own lines
(navigation, counters, related searches) are skipped and reported.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kbviewer.importing.boilerplate import TRUNCATED, URL_LINE, is_button_or_counter, is_footer
from kbviewer.importing.byline import Byline, Separator, is_source, parse_byline
from kbviewer.importing.relative_dates import parse_page_date
from kbviewer.importing.unwrap import join_lines
from kbviewer.text.display import display_width

_OPEN_END = "，、：；,:;"  # neither a source nor a sentence ends so
_MIN_SOURCE_DATE_PAIRS = 2  # a single pair may be a title on two lines
_SENTENCE_END = re.compile(r"[。！？!?…\]】]$|\.[\"”’'）)\]]*$|[。！？!?][\"”’'』」）)]+$")
_NOT_TITLE_END = re.compile(r"[。，、；：;,:]$|[^.]\.$")
_ENDS_INSIDE = re.compile(r"[。！？!?；;]|\.\s|[，、：,:]$")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("「", "」"), ("【", "】"), ("(", ")"))
_MAX_TITLE_WIDTH = 200
_MAX_LONG_TITLE_WIDTH = 1_000
"""Columns of a title that is by itself between the end of a text and its byline."""
_MAX_TITLE_LINES = 8
_MIN_WRAPPED_WIDTH = 24  # columns: a wrapped line is wider


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One article of a listing.

    Attributes:
        title: on one line, or "".
        byline: its source and date.
        lines: its text as wrapped by the page; "" is an empty line.
        url: its address, or "".
        is_truncated: whether the page shows only the start of the text.
        doubtful: lines of the text that may be the title or the byline of another article.
        is_by_place: whether its source is recognised only by its position below a title.
    """

    title: str
    byline: Byline
    lines: tuple[str, ...]
    url: str
    is_truncated: bool
    doubtful: tuple[str, ...] = ()
    is_by_place: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles of a page.

    Attributes:
        articles: in the page's order.
        skipped_lines: lines that belong to none of them.
    """

    articles: tuple[ListedArticle, ...] = ()
    skipped_lines: tuple[str, ...] = ()


def parse_listing(lines: Sequence[str], now: datetime | None, urls: Sequence[str] = ()) -> Listing:
    """The articles on a page.

    Args:
        lines: the page's text.
        now: the reference time for dates such as ``昨天``.
        urls: for each line the address that it links to, or "".
    """
    lines, by_place = _join_source_and_date([line.rstrip() for line in lines], now)
    possible = {
        index: byline for index, line in enumerate(lines) if (byline := parse_byline(line, now))
    }
    bylines = _find_bylines(lines, possible)
    if not bylines:
        return Listing()
    doubtful = {lines[index].strip() for index in possible.keys() - bylines.keys()}
    pairs = zip([-1, *bylines], bylines, strict=False)
    titles = [_find_title_above(lines, index, before) for before, index in pairs]
    starts = [min(title, default=index) for title, index in zip(titles, bylines, strict=True)]
    ends = [*starts[1:], len(lines)]
    left_out = [line.strip() for line in lines[: starts[0]]]
    found: list[ListedArticle] = []
    for (index, byline), title, end in zip(bylines.items(), titles, ends, strict=True):
        between = [line.strip() for line in lines[title[-1] + 1 : index]] if title else []
        body, noise = _without_boilerplate(lines[index + 1 : end])
        left_out += [*filter(is_button_or_counter, between), *noise]
        leading = [urls[line] for line in (*title, index) if line < len(urls)]
        leading += filter(URL_LINE.fullmatch, [*between, *body[:1]])
        text = join_lines([lines[line] for line in title])
        if text or any(body):
            is_cut = bool(body) and TRUNCATED.search(body[-1]) is not None
            url = next(filter(None, leading), "")
            if body and body[0].strip() == url:
                del body[0]
            others = tuple(filter(doubtful.__contains__, map(str.strip, body)))
            if not (title and byline.source) and found and (last := _unended(found[-1].lines)):
                found[-1] = replace(found[-1], doubtful=(*found[-1].doubtful, last))
            words = " ".join(text.split())
            found.append(
                ListedArticle(words, byline, tuple(body), url, is_cut, others, index in by_place)
            )
        else:
            left_out.append(lines[index].strip())
    return Listing(tuple(found), tuple(filter(None, left_out)))


def _unended(lines: Sequence[str]) -> str:
    """The last line of a text, if it does not end a sentence: it may be the next title."""
    last = lines[-1].strip() if lines else ""
    return "" if _may_precede_title(last) else last


def _join_source_and_date(lines: list[str], now: datetime | None) -> tuple[list[str], set[int]]:
    """The lines with sources and dates on lines of their own joined, and doubtful indexes.

    On some pages most dates are alone below a source. On others the two lines above a date are a
    title and a source if the end of an article's text is above them; as a title on two lines above
    a date without a source looks the same, the indexes of these are returned as doubtful.
    """
    times = [index for index, line in enumerate(lines) if parse_page_date(line, now)]
    below = [
        index for index in times
        if index > 1 and is_source(lines[index - 1]) and not _may_be_between(lines[index - 2])
        and not _may_precede_title(lines[index - 2])
        and (index == 2 or _may_precede_title(lines[index - 3]))
    ]  # fmt: skip
    if len(below) >= _MIN_SOURCE_DATE_PAIRS and len(below) * 2 > len(times):
        for index in below:
            _join(lines, index - 1, index, Separator.DOT)
        return lines, set()
    if not times:
        return lines, set()
    bylines = {index: parse_byline(line, now) for index, line in enumerate(lines)}
    named = {index: byline for index, byline in bylines.items() if byline and byline.source}
    separator = _page_separator(named.values())
    by_place = set()
    for index in times if named else ():
        source = _line_above(lines, index)
        if source >= 0 and source not in named and _is_below_title(lines, source, named):
            _join(lines, source, index, separator)
            by_place.add(source)
    return lines, by_place


def _join(lines: list[str], source: int, date: int, separator: Separator) -> None:
    between = f" {separator.value} " if separator.value.strip() else " "
    lines[source], lines[date] = f"{lines[source].strip()}{between}{lines[date].strip()}", ""


def _page_separator(bylines: Iterable[Byline]) -> Separator:
    """The separator of source and date on a page."""
    separators = [byline.separator for byline in bylines if byline.separator is not Separator.NONE]
    return (
        Separator.DOT
        if Separator.DOT in separators
        else max(separators, key=separators.count, default=Separator.NONE)
    )


def _line_above(lines: Sequence[str], index: int) -> int:
    """The index of the last line above one that is not empty, or -1."""
    index -= 1
    while index >= 0 and not lines[index].strip():
        index -= 1
    return index


def _is_below_title(lines: Sequence[str], source: int, named: Container[int]) -> bool:
    """Whether a line may be a source: there is a title above it, and a text's end above that."""
    if (
        not is_source(lines[source])
        or _may_be_between(lines[source])
        or lines[source][-1] in _OPEN_END
    ):
        return False
    title = _find_title_above(lines, source, -1)
    if not title or _may_precede_title(lines[title[-1]]):
        return False
    above = _line_above(lines, min(title))
    return above < 0 or (above not in named and _may_precede_title(lines[above]))


def _find_bylines(lines: Sequence[str], possible: dict[int, Byline]) -> dict[int, Byline]:
    """Of the possible bylines those that are: with the page's separator, or without a source."""
    chosen = _page_separator(possible.values())
    have_hours = any(
        line.date.has_time_of_day for line in possible.values() if line.separator is chosen
    )
    bylines: dict[int, Byline] = {}
    before = -1
    for index, byline in possible.items():
        if byline.separator not in (chosen, Separator.NONE):
            continue
        if (
            byline.separator is Separator.NONE
            and have_hours
            and byline.date.is_absolute > byline.date.has_time_of_day
        ):
            continue  # a date alone in a text, on a page whose bylines have hours
        # Separators other than a dot occur in running text too, so a title is required above.
        if byline.separator is not Separator.DOT and not _has_title_above(lines, index, before):
            continue
        bylines[index] = byline
        before = index
    return bylines


def _without_boilerplate(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """A text without the page's own lines, and these."""
    kept: list[str] = []
    noise: list[str] = []
    for index, line in enumerate(lines):
        text = line.strip()
        if is_footer(text):
            noise += lines[index:]
            break
        if is_button_or_counter(text):
            noise.append(text)
        else:
            kept.append(line)
    while kept and not kept[-1].strip():
        kept.pop()
    while kept and not kept[0].strip():
        kept.pop(0)
    return kept, [line.strip() for line in noise]


def _has_title_above(lines: Sequence[str], byline: int, before: int) -> bool:
    """Whether the lines above a byline are certainly a title, not the middle of a text."""
    title = _find_title_above(lines, byline, before)
    above = min(title, default=0) - 1
    is_apart = above < 0 or above == before or _may_precede_title(lines[above])
    last = lines[title[-1]] if title else ""
    return bool(title) and is_apart and (_may_be_title(last) or _may_be_long_title(last))


def _find_title_above(lines: Sequence[str], byline: int, before: int) -> list[int]:
    """The indexes of the lines of the title above a byline; empty if there is none.

    Args:
        lines: the page.
        byline: the index of the byline.
        before: the index of the byline before it, or -1.
    """
    last = byline - 1
    while last > before and _may_be_between(lines[last]):
        last -= 1
    if last <= before:
        return []
    is_apart = last == byline - 1 and (last == 0 or not lines[last - 1].strip())
    if not _may_be_title(lines[last], may_end=is_apart):
        is_below_text = last == 0 or last - 1 == before or _may_precede_title(lines[last - 1])
        return [last] if is_below_text and _may_be_long_title(lines[last]) else []
    first = last
    while first - 1 > before and _is_wrapped_title(lines[first - 1], lines[first]):
        first -= 1
        if last - first > _MAX_TITLE_LINES:
            break
    if first - 1 == before >= 0:
        first = min(first + 1, last)  # the first line after the last byline is its text
    elif first > 0 and not _may_precede_title(lines[first - 1]):
        first = last
    return list(range(first if last - first < _MAX_TITLE_LINES else last, last + 1))


def _may_be_between(line: str) -> bool:
    """Whether ``line`` may be between a title and its byline."""
    line = line.strip()
    return not line or URL_LINE.fullmatch(line) is not None or is_button_or_counter(line)


def _may_be_title(line: str, *, may_end: bool = False) -> bool:
    """Whether ``line`` can be a title; a whole sentence only if it ``may_end``."""
    line = line.strip()
    is_ended = _NOT_TITLE_END.search(line) is not None and not may_end
    return (
        display_width(line) <= _MAX_TITLE_WIDTH
        and not is_ended
        and parse_page_date(line, None) is None
    )


def _may_be_long_title(line: str) -> bool:
    """Whether a line is a title although it is long: no sentence ends in it."""
    line = line.strip()
    is_long = _MAX_TITLE_WIDTH < display_width(line) <= _MAX_LONG_TITLE_WIDTH
    return is_long and not _may_precede_title(line) and _ENDS_INSIDE.search(line) is None


def _may_precede_title(line: str) -> bool:
    """Whether a title may follow ``line``: it is empty, a text's end or the page's own."""
    line = line.strip()
    return (
        not line
        or any(pattern.search(line) for pattern in (_SENTENCE_END, TRUNCATED))
        or URL_LINE.fullmatch(line) is not None
        or is_button_or_counter(line)
        or is_footer(line)
    )


def _is_wrapped_title(upper: str, lower: str) -> bool:
    """Whether a title continues from ``upper`` to ``lower``: it is full, or a bracket is open."""
    upper, lower = upper.strip(), lower.strip()
    if _may_precede_title(upper) or not _may_be_title(upper):
        return False
    if any(upper.count(a) > upper.count(b) and b in lower for a, b in _PAIRS):
        return True
    return display_width(upper) >= max(display_width(lower), _MIN_WRAPPED_WIDTH)
