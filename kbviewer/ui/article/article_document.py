"""A rendered page with all that showing it takes, made off the GUI thread."""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import accumulate

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QImage, QTextDocument

from kbviewer.render import picture_files as sources
from kbviewer.render.pagination import paginate
from kbviewer.render.renderer import RenderedArticle
from kbviewer.ui.article.picture_loader import PictureLoader


@dataclass(frozen=True, slots=True)
class ArticleDocument(RenderedArticle):
    """A page for the reader's panel.

    Attributes:
        sheets: its HTML, cut into what is shown at a time; most pages are one.
        texts: the plain text of each sheet, as Qt has it.
        starts: where each sheet begins in the page's plain text, in UTF-16 units.
        pictures: those that it shows, by their addresses in it.
    """

    sections: tuple[str, ...] = ()
    section_texts: tuple[str, ...] = ()
    starts: tuple[int, ...] = (0,)
    pictures: Mapping[str, QImage] = field(default_factory=dict)

    @classmethod
    def build(cls, page: RenderedArticle, read: Callable[[str], bytes | None]) -> ArticleDocument:
        """Make a page ready; to be called on the worker's thread.

        Args:
            page: the page.
            read: what the written address of a picture leads to: the bytes of a file, or None.
        """
        shown = PictureLoader(read)
        page = replace(page, html=sources.replace_sources(page.html, shown.load))
        sheets = paginate(page.html)
        kept = {one.name: getattr(page, one.name) for one in fields(page)}
        texts = tuple(map(_plain_text, sheets))
        lengths = (len(text.encode("utf-16-le")) // 2 + 1 for text in texts[:-1])
        starts = (0, *accumulate(lengths))
        return cls(
            **kept, sections=sheets, section_texts=texts, starts=starts, pictures=shown.images
        )

    @property
    def text(self) -> str:
        """The plain text of the whole page, a line break between two sheets."""
        return "\n".join(self.section_texts)

    def section_at(self, position: int) -> int:
        """The number of the sheet on which a position in the page's plain text stands."""
        return bisect_right(self.starts, position) - 1

    def section_of_anchor(self, anchor: str, otherwise: int) -> int:
        """The number of the first sheet that has a heading, by its anchor, if one has."""
        names = [f'{kind}="{html.escape(anchor)}"' for kind in ("id", "name")]
        there = (n for n, sheet in enumerate(self.sections) if any(name in sheet for name in names))
        return next(there, otherwise)

    def section_span(self, sheet: int) -> tuple[int, int | None]:
        """Where a sheet begins and ends in the page's plain text; None is the end of the text."""
        is_last = sheet + 1 == len(self.sections)
        return self.starts[sheet], None if is_last else self.starts[sheet + 1]


class _InertDocument(QTextDocument):
    """A document that loads nothing."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802  Qt's name
        """Nothing."""
        return QByteArray()


def _plain_text(sheet: str) -> str:
    document = _InertDocument()
    document.setUndoRedoEnabled(False)
    document.setHtml(f"<body>{sheet}</body>")
    return document.toPlainText()
