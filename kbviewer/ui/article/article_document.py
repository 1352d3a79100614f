"""A rendered article prepared for Qt; built on the worker's thread."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QFont, QImage, QTextCharFormat, QTextDocument

from kbviewer.render.headings import find_anchor
from kbviewer.render.pagination import paginate
from kbviewer.render.picture_files import replace_sources
from kbviewer.render.renderer import RenderedArticle
from kbviewer.text.fold import BEFORE_NOTE
from kbviewer.ui.article import document_layout
from kbviewer.ui.article.article_browser import ArticleBrowser
from kbviewer.ui.article.boxes import Box, number_boxes
from kbviewer.ui.article.picture_loader import PictureLoader
from kbviewer.ui.article.wide_tables import stack_wide_tables
from kbviewer.ui.theme import scale_font_sizes
from kbviewer.ui.widgets.utf16 import character_spans, utf16_spans

if TYPE_CHECKING:
    from kbviewer.index.search.matcher import Match
    from kbviewer.ui.article.html_tree import Element


@dataclass(frozen=True, slots=True)
class ArticleDocument(RenderedArticle):
    """A rendered article with what it takes to show it.

    Attributes:
        sections: its HTML in the pieces that are shown one at a time; most articles have one.
        section_texts: the plain text of each section, as Qt has it.
        notes: where the numbers of footnotes are in each section's text.
        starts: where each section starts in the plain text of all, in UTF-16 units.
        pictures: by the addresses that the HTML names.
        picture_sources: their addresses in the text, by the same.
        boxes: its quotes, callouts, details and code; ``number_boxes`` says how they are named.
    """

    sections: tuple[str, ...] = ()
    section_texts: tuple[str, ...] = ()
    notes: tuple[tuple[tuple[int, int], ...], ...] = ()
    starts: tuple[int, ...] = (0,)
    pictures: Mapping[str, QImage] = field(default_factory=dict)
    picture_sources: Mapping[str, str] = field(default_factory=dict)
    boxes: tuple[Box, ...] = ()

    @classmethod
    def build(
        cls, rendered: RenderedArticle, read_picture: Callable[[str], bytes | None]
    ) -> ArticleDocument:
        """Load the pictures and split the HTML.

        Args:
            rendered: the article.
            read_picture: reads the file that a picture's address names, or returns None.
        """
        loader = PictureLoader(read_picture)
        rendered = replace(rendered, html=replace_sources(rendered.html, loader.load))
        page, boxes = number_boxes(stack_wide_tables(rendered.html))
        sections = paginate(page)
        kept = {one.name: getattr(rendered, one.name) for one in fields(rendered)}
        texts, notes = zip(*map(_plain_text, sections), strict=True)
        lengths = (len(text.encode("utf-16-le")) // 2 + 1 for text in texts[:-1])
        starts = (0, *accumulate(lengths))
        return cls(
            **kept, sections=sections, section_texts=texts, notes=notes, starts=starts,
            pictures=loader.images, picture_sources=loader.sources, boxes=boxes,
        )  # fmt: skip

    @property
    def text(self) -> str:
        """The plain text of all sections, with a line break between two of them."""
        return "\n".join(self.section_texts)

    def section_at(self, position: int) -> int:
        """The index of the section that has this position of the whole text."""
        return bisect_right(self.starts, position) - 1

    def section_of_anchor(self, anchor: str, otherwise: int) -> int:
        """The index of the first section with this anchor, ``otherwise`` if none has it."""
        names = [f'{kind}="{html.escape(anchor)}"' for kind in ("id", "name")]
        found = (
            index
            for index, section in enumerate(self.sections)
            if any(name in section for name in names)
        )
        return next(found, otherwise)

    def section_span(self, section: int) -> tuple[int, int | None]:
        """Where a section starts and ends in the whole text; None is the end of the text."""
        is_last = section + 1 == len(self.sections)
        return self.starts[section], None if is_last else self.starts[section + 1]

    def anchor_of(self, heading: str) -> str | None:
        """The anchor of a heading that is named by its text or its anchor; None for no such one."""
        return find_anchor(self.html, self.headings, heading)

    def to_utf16(self, matches: Sequence[Sequence[Match]]) -> list[Match]:
        """Convert matches from characters of each section to UTF-16 units of the whole text."""
        return [
            replace(match, start=start + first, end=start + last)
            for text, start, found in zip(self.section_texts, self.starts, matches, strict=False)
            for match, (first, last) in zip(
                found, utf16_spans(text, [(each.start, each.end) for each in found]), strict=True
            )
        ]

    def table_at(self, section: int, position: int) -> Element | None:
        """The element of the whole table at a position of a section, None if there is none."""
        from kbviewer.ui.article import html_tree  # noqa: PLC0415  with the first table opened

        raw = self.section_texts[section].encode("utf-16-le", "surrogatepass")
        before = raw[: 2 * position].decode("utf-16-le", "replace")
        place = sum(map(html_tree.count_visible, (*self.section_texts[:section], before)))
        return html_tree.table_around(html_tree.parse(self.html), place)

    def lay_out(
        self, browser: ArticleBrowser, section: int, *, font: QFont, style: str, scale: float
    ) -> None:
        """Show a section from its top; the sizes in ``style`` are multiplied by ``scale``."""
        browser.section = self.sections[section]
        document_layout.lay_out(
            browser, self.sections[section], self.pictures, self.boxes, font=font,
            style=scale_font_sizes(style, scale),
        )  # fmt: skip

    def fit(self, browser: ArticleBrowser) -> None:
        """Adapt what is shown to the browser's width."""
        document_layout.fit(browser)


_NOTE_NUMBERS = re.compile(r"[0-9\[\]]{1,20}")  # of some notes side by side
_BEFORE_NOTE = re.compile(BEFORE_NOTE)


class _InertDocument(QTextDocument):
    """A document that loads nothing."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802  Qt's name
        """Return no data."""
        return QByteArray()


def _plain_text(section: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The plain text of a section, and where the numbers of footnotes are in it."""
    document = _InertDocument()
    document.setUndoRedoEnabled(False)
    document.setHtml(f"<body>{section}</body>")
    text = document.toPlainText()
    notes = _note_spans(document) if "<sup" in section else ()
    return text, tuple(character_spans(text, notes))


def _note_spans(document: QTextDocument) -> Iterator[tuple[int, int]]:
    """The spans of the raised numbers of notes, in UTF-16 units; that of m² is none."""
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        may_follow = False
        while not fragments.atEnd():
            fragment = fragments.fragment()
            style, text = fragment.charFormat(), fragment.text()
            is_raised = (
                style.verticalAlignment() is QTextCharFormat.VerticalAlignment.AlignSuperScript
            )
            if style.anchorHref().startswith("#fn:") or (
                is_raised and may_follow and _NOTE_NUMBERS.fullmatch(text)
            ):
                yield fragment.position(), fragment.position() + fragment.length()
            else:
                may_follow = bool(_BEFORE_NOTE.fullmatch(text[-1:]))
            fragments += 1
        block = block.next()
