"""Extracts the excerpts from a saved page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kbviewer.errors import SavedPageError
from kbviewer.i18n import QT_TR_NOOP, plural, tr
from kbviewer.importing.byline import Byline
from kbviewer.importing.formulas import replace_formulas
from kbviewer.importing.html_page import VisibleText, extract_article, visible_lines
from kbviewer.importing.listing import ListedArticle, Listing, parse_listing
from kbviewer.importing.markdown_writer import to_markdown
from kbviewer.importing.saved_page import Excerpt, SavedPage, read_saved_page
from kbviewer.importing.unwrap import unwrap
from kbviewer.text.display import single_line
from kbviewer.text.plaintext import plain_text

_MAX_LINE_SHOWN = 40
_MAX_TITLE_LENGTH = 80
_WORD = re.compile(r"[^\W_]+")
_MAX_LINES_SHOWN = 10
_NO_SOURCE = QT_TR_NOOP("the page names no source")
_FIRST_SENTENCE = re.compile(r".+?(?:[。！？]|[.!?](?=\s|$))")


@dataclass(frozen=True, slots=True)
class ExtractedExcerpts:
    """The excerpts of a page.

    Attributes:
        excerpts: in the page's order; at least one.
        warnings: about the page as a whole.
    """

    excerpts: tuple[Excerpt, ...]
    warnings: tuple[str, ...]


def extract_excerpts(name: str) -> ExtractedExcerpts:
    """The excerpts in the file ``name``; ``-`` is standard input.

    Raises:
        SavedPageError: it cannot be read, or there is no article on it.
    """
    page = read_saved_page(name)
    excerpts, left_out = _extract(page)
    warnings = list(page.warnings)
    if left_out:
        warnings.append(
            plural(
                len(left_out),
                tr("{n} line of the page itself left out: {lines}"),
                tr("{n} lines of the page itself left out: {lines}"),
                lines=_quoted(left_out),
            )
        )
    return ExtractedExcerpts(
        tuple(excerpts),
        tuple(tr("{name}: {warning}").format(name=page.name, warning=one) for one in warnings),
    )


def _extract(page: SavedPage) -> tuple[list[Excerpt], tuple[str, ...]]:
    visible = VisibleText(page.text.split("\n"), [], [])
    if page.is_html:
        page = replace(page, text=replace_formulas(page.text))
        visible = visible_lines(page.text, page.url, page.saved_at)
    listing = _parse_dated_listing(visible.lines, page.saved_at, visible.urls)
    # A page with one article has one byline, or several without text below them.
    with_text = sum(any(found.lines) for found in listing.articles)
    if page.is_html and (with_text < 2 or with_text * 2 < len(listing.articles)):
        article = extract_article(page.text, page.url, page.name)
        if article is not None:
            return [_with_gap_warnings(article, _unread(visible, article))], ()
    if not listing.articles:
        raise SavedPageError(
            tr(
                "No article was found in {file}. A page of results has, for each, a title, a line "
                "such as “source · 2025-08-11 20:41”, and a text."
            ).format(file=page.name)
        )
    return [_to_excerpt(found, page.saved_at) for found in listing.articles], (
        *listing.skipped_lines, *visible.left_out,
    )  # fmt: skip


def _unread(visible: VisibleText, article: Excerpt) -> tuple[str, ...]:
    """The lines of a page with a word that is not in the article that was read from it."""
    text = "\n".join((
        article.title, article.source, article.published, plain_text(article.text).text,
        article.url,
    ))  # fmt: skip
    known = set(_words_and_bigrams(text))
    lines = (" ".join(line.split()) for line in (*visible.lines, *visible.left_out))
    return tuple(
        dict.fromkeys(line for line in lines if not known.issuperset(_words_and_bigrams(line)))
    )


def _words_and_bigrams(text: str) -> Iterator[str]:
    """The words of a text; in scripts without spaces, each pair of characters."""
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if word.isascii() or len(word) == 1:
            yield word
        else:
            yield from (word[at : at + 2] for at in range(len(word) - 1))


def _with_gap_warnings(article: Excerpt, unread: Sequence[str]) -> Excerpt:
    facts = (
        (article.title, tr("the page names no title")),
        (article.source, tr(_NO_SOURCE)),
        (article.published, tr("the page names no time")),
    )
    gaps = [warning for value, warning in facts if not value]
    if unread:
        gaps.append(
            plural(
                len(unread),
                tr("{n} line of the page not in its text: {lines}"),
                tr("{n} lines of the page not in its text: {lines}"),
                lines=_quoted(unread),
            )
        )
    title = article.title or _title_from_text(article.text)
    return replace(article, title=title, warnings=(*article.warnings, *gaps))


def _parse_dated_listing(lines: Sequence[str], now: datetime, urls: Sequence[str]) -> Listing:
    """The listing, with dates such as ``昨天`` relative to ``now`` if that can be right.

    A file that is older than an article in it has another time than the page.
    """
    listing = parse_listing(lines, now, urls)
    dates = [found.byline.date for found in listing.articles if found.byline.date.is_absolute]
    if any(date.published[:10] > now.date().isoformat() for date in dates):
        return parse_listing(lines, None, urls)
    return listing


def _to_excerpt(found: ListedArticle, now: datetime) -> Excerpt:
    text = to_markdown(unwrap(found.lines))
    warnings = list(_date_warnings(found.byline, now))
    title = found.title
    if not title:
        title = _title_from_text(text)
        warnings.append(tr("no title was found above it; its first words are used"))
    if not found.byline.source:
        warnings.append(tr(_NO_SOURCE))
    if found.is_by_place:
        warnings.append(
            tr("{words}, above its time, is taken for its source").format(
                words=_quoted([found.byline.source])
            )
        )
    if not text:
        warnings.append(tr("the page shows no text of it"))
    if found.doubtful:
        message = tr("{lines} in its text may begin another article")
        warnings.append(message.format(lines=_quoted(found.doubtful)))
    if found.is_truncated:
        warnings.append(tr("the page shows only the beginning of its text"))
    date = found.byline.date
    return Excerpt(
        single_line(title), single_line(found.byline.source),
        date.published or single_line(date.written),
        found.url, text, tuple(warnings),
    )  # fmt: skip


def _quoted(lines: Sequence[str]) -> str:
    """The first of some lines, each shortened and in quotation marks."""
    quoted = [
        f"“{line[:_MAX_LINE_SHOWN]}{'…' * (len(line) > _MAX_LINE_SHOWN)}”"
        for line in lines[:_MAX_LINES_SHOWN]
    ]
    if len(lines) > _MAX_LINES_SHOWN:
        quoted.append("…")
    return tr(", ").join(quoted)


def _title_from_text(markdown: str) -> str:
    first = single_line(plain_text(markdown).text.lstrip().partition("\n")[0])
    sentence = _FIRST_SENTENCE.match(first)
    return (sentence[0] if sentence else first)[:_MAX_TITLE_LENGTH]


def _date_warnings(byline: Byline, now: datetime) -> list[str]:
    date = byline.date
    if date.is_absolute:
        return []
    if not date.published:
        message = tr("“{written}” is counted from a time that is not known; it is left so")
        return [message.format(written=date.written)]
    message = tr("“{written}” is taken for {date}, counted from {now}")
    return [message.format(written=date.written, date=date.published, now=f"{now:%Y-%m-%d %H:%M}")]
