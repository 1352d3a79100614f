"""Gives headings anchors, and finds the anchor that a link's fragment means."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kbviewer.text import blocks
from kbviewer.text.inline_text import HEADING_ID, plain_heading

_HEADING = re.compile(r'<h([1-6])(?: id="([^"]*)")?([^>]*)>(.*?)</h\1>', re.DOTALL)
_NAME_ATTRIBUTE = re.compile(r'\s(?:id|name)="([^"]*)"')
_MAY_HAVE_HEADINGS = re.compile(r"^[ \t>]{0,20}(?:#{1,6}[ \t]|(?:=+|-+)[ \t]*$)", re.MULTILINE)
_MAX_HEADINGS_IN_SOURCE = 3_000
_MAX_HEADING_LENGTH = 500  # characters of one in the source that are read
_BLOCK_ID = re.compile(r"(?<=[\s>])\^([A-Za-z0-9-]{1,60})(?=</(?:p|li|td|th)>)")
_FOOTNOTE_REFERENCE = re.compile(r"<sup\b[^>]*>.*?</sup>", re.DOTALL)  # of a footnote
_ALT = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page.

    Attributes:
        level: 1 to 6.
        text: without markup, never empty.
        anchor: its id on the page, unique among the headings.
    """

    level: int
    text: str
    anchor: str


def add_anchors(page: str) -> tuple[str, tuple[Heading, ...]]:
    """A page whose headings have unique anchors, and these headings.

    A paragraph with Obsidian's ``^name`` after it gets that anchor.

    Args:
        page: safe HTML.
    """
    found: list[Heading] = []
    taken: set[str] = set()

    def with_anchor(match: re.Match[str]) -> str:
        level, own, rest, inner = match.groups()
        text = _visible_text(inner)
        anchor = _unique_anchor(taken, html.unescape(own or ""))
        if text:
            found.append(Heading(int(level), text, anchor))
        return f'<h{level} id="{html.escape(anchor)}"{rest}>{inner}</h{level}>'

    if "^" in page:
        page = _BLOCK_ID.sub(r'<span id="^\1">^\1</span>', page)
    return _HEADING.sub(with_anchor, page), tuple(found)


def source_with_anchors(text: str) -> tuple[str, tuple[Heading, ...]]:
    """Markdown source as HTML in which its headings have anchors, and these headings."""
    found: list[Heading] = []
    taken: set[str] = set()
    lines = [html.escape(line) for line in text.splitlines()]
    if not _MAY_HAVE_HEADINGS.search(text):  # as in most texts that are too long to be rendered
        return "\n".join(lines), ()
    for block in blocks.leaves(blocks.scan_blocks(text)):
        if len(found) == _MAX_HEADINGS_IN_SOURCE:
            break
        if not isinstance(block, blocks.Heading):
            continue
        written = " ".join(block.lines)[:_MAX_HEADING_LENGTH]
        if name := plain_heading(written):
            own = HEADING_ID.search(written)
            anchor = _unique_anchor(taken, own[1] if own else "")
            found.append(Heading(block.level, name, anchor))
            lines[block.line] = f'<span id="{html.escape(anchor)}">{lines[block.line]}</span>'
    return "\n".join(lines), tuple(found)


def _unique_anchor(taken: set[str], anchor: str) -> str:
    """A unique anchor: the given one, if there is one that is not taken."""
    if not anchor or anchor in taken:
        anchor = f"heading {len(taken) + 1}"  # with a space, as no written one has
    taken.add(anchor)
    return anchor


def find_anchor(page: str, headings: Sequence[Heading], wanted: str) -> str | None:
    """The anchor for a link's fragment, or None.

    "" is the top of the page: the title is not part of the text.

    The fragment may be an anchor of the page, a heading's text, or a slug of that as GitHub, Hugo
    or Obsidian make it, with a number after it where several are alike.

    Args:
        page: its HTML.
        headings: its headings.
        wanted: the fragment, without ``#``, unquoted.
    """
    if _has_anchor(page, wanted):
        return _following_heading(page, wanted) or wanted
    if title := _HEADING.match(page):  # it may be the first line of the text itself
        headings = *headings, Heading(1, _visible_text(title[4]), "")
    last = wanted.rpartition("#")[2]  # Obsidian puts the headings above it before it
    for form in (_normalized, _github_slug, _letters_and_digits):
        names = _anchors_by_name(headings, form)
        for text in dict.fromkeys((wanted, last)):
            if (anchor := names.get(form(text))) is not None:
                return anchor
    if number := re.fullmatch(r"(.+)[-_]([0-9]+)", last):
        return names.get(f"{_letters_and_digits(number[1])}-{int(number[2])}")
    return None


def _anchors_by_name(headings: Sequence[Heading], form: Callable[[str], str]) -> dict[str, str]:
    """The anchor of each heading by a form of its text; the second of a kind ends in ``-1``."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for heading in headings:
        key = form(heading.text)
        number = counts.get(key, 0)
        counts[key] = number + 1
        if key:
            names.setdefault(f"{key}-{number}" if number else key, heading.anchor)
    return names


def _normalized(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _github_slug(text: str) -> str:
    """GitHub's slug: letters and digits of any script, hyphens for spaces."""
    return _NOT_IN_SLUG.sub("", _normalized(text)).replace(" ", "-")


def _letters_and_digits(text: str) -> str:
    """Letters and digits only, for the many other ways to make a slug."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _has_anchor(page: str, wanted: str) -> bool:
    return bool(wanted) and any(
        html.unescape(name) == wanted for name in _NAME_ATTRIBUTE.findall(page)
    )


def _following_heading(page: str, wanted: str) -> str | None:
    """The anchor of the heading below an anchor that is alone on its line and shows nothing."""
    name = re.escape(html.escape(wanted))
    alone = rf'<a (?:id|name)="{name}"></a>\s*(?:</p>\s*)?<h[1-6] id="([^"]*)"'
    match = re.search(alone, page)
    return html.unescape(match[1]) if match else None


def _visible_text(inner: str) -> str:
    shown = _TAG.sub("", _ALT.sub(r"\1", _FOOTNOTE_REFERENCE.sub("", inner)))
    return " ".join(html.unescape(shown).split())
