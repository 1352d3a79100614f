"""A rendered page with all that showing it takes, made off the GUI thread."""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import accumulate

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QImage, QTextDocument

from kbviewer.reader import pictures as sources
from kbviewer.reader.render import Rendered
from kbviewer.reader.sheets import cut
from kbviewer.ui.pictures import Pictures


@dataclass(frozen=True, slots=True)
class Ready(Rendered):
    """A page for the reader's panel.

    Attributes:
        sheets: its HTML, cut into what is shown at a time; most pages are one.
        texts: the plain text of each sheet, as Qt has it.
        starts: where each sheet begins in the page's plain text, in UTF-16 units.
        pictures: those that it shows, by their addresses in it.
    """

    sheets: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    starts: tuple[int, ...] = (0,)
    pictures: Mapping[str, QImage] = field(default_factory=dict)

    @classmethod
    def make(cls, page: Rendered, read: Callable[[str], bytes | None]) -> Ready:
        """Make a page ready; to be called on the worker's thread.

        Args:
            page: the page.
            read: what the written address of a picture leads to: the bytes of a file, or None.
        """
        shown = Pictures(read)
        page = replace(page, html=sources.replace(page.html, shown.show))
        sheets = cut(page.html)
        kept = {one.name: getattr(page, one.name) for one in fields(page)}
        texts = tuple(map(_plain, sheets))
        lengths = (len(text.encode("utf-16-le")) // 2 + 1 for text in texts[:-1])
        starts = (0, *accumulate(lengths))
        return cls(**kept, sheets=sheets, texts=texts, starts=starts, pictures=shown.images)

    @property
    def text(self) -> str:
        """The plain text of the whole page, a line break between two sheets."""
        return "\n".join(self.texts)

    def sheet_at(self, position: int) -> int:
        """The number of the sheet on which a position in the page's plain text stands."""
        return bisect_right(self.starts, position) - 1

    def sheet_of(self, anchor: str, otherwise: int) -> int:
        """The number of the first sheet that has a heading, by its anchor, if one has."""
        names = [f'{kind}="{html.escape(anchor)}"' for kind in ("id", "name")]
        there = (n for n, sheet in enumerate(self.sheets) if any(name in sheet for name in names))
        return next(there, otherwise)

    def span(self, sheet: int) -> tuple[int, int | None]:
        """Where a sheet begins and ends in the page's plain text; None is the end of the text."""
        is_last = sheet + 1 == len(self.sheets)
        return self.starts[sheet], None if is_last else self.starts[sheet + 1]


class _Plain(QTextDocument):
    """A document that loads nothing."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802  Qt's name
        """Nothing."""
        return QByteArray()


def _plain(sheet: str) -> str:
    document = _Plain()
    document.setUndoRedoEnabled(False)
    document.setHtml(f"<body>{sheet}</body>")
    return document.toPlainText()
