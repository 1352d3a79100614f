"""Copies the citations of articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from kbviewer.errors import ArticleError
from kbviewer.i18n import plural, tr
from kbviewer.ui.preferences import Preferences
from kbviewer.ui.tasks import LatestTask, Worker
from kbviewer.ui.widgets.clipboard import make_mime

if TYPE_CHECKING:
    from kbviewer.export.citation import Citation
    from kbviewer.service import KnowledgeBase


@dataclass(frozen=True, slots=True)
class _Cited:
    """Citations, of how many articles, and how many others cannot be read."""

    citation: Citation
    count: int
    unreadable: int


class Citing(QObject):
    """Puts citations on the clipboard, as plain text and as HTML with its italics."""

    message = Signal(str)
    """What was copied, or why nothing was."""

    failed = Signal(object)

    def __init__(self, preferences: Preferences, worker: Worker, parent: QObject) -> None:
        """Copy nothing yet.

        Args:
            preferences: has the chosen style.
            worker: the thread that reads articles.
            parent: the owner.
        """
        super().__init__(parent)
        self._preferences = preferences
        self._task = LatestTask(worker, self)
        self._task.succeeded.connect(self._put_on_clipboard)
        self._task.failed.connect(self.failed)

    def copy(self, articles: Sequence[str]) -> None:
        """Copy the citations of articles; they are copied when their files have been read."""
        if articles:
            style = self._preferences.citation_style
            self._task.submit(partial(_cite, articles=tuple(articles), style=style))
        else:
            self.message.emit(tr("Open an article to cite it"))

    def _put_on_clipboard(self, cited: _Cited) -> None:
        mime = make_mime(cited.citation.plain, cited.citation.html)
        QGuiApplication.clipboard().setMimeData(mime)
        if cited.unreadable:
            text = tr("{n} copied; {unreadable} cannot be read")
            said = text.format(n=f"{cited.count:,}", unreadable=f"{cited.unreadable:,}")
        else:
            said = plural(cited.count, tr("Citation copied"), tr("{n} citations copied"))
        self.message.emit(said)


def _cite(knowledge_base: KnowledgeBase, *, articles: Sequence[str], style: str) -> _Cited:
    """The citations of the articles that can be read.

    Raises:
        ArticleError: none of them can.
    """
    from kbviewer.export.citation import citation  # noqa: PLC0415  with the first citation
    from kbviewer.export.formats import STYLES  # noqa: PLC0415  as above
    from kbviewer.export.reference import reference_of  # noqa: PLC0415  as above

    today = date.today()  # noqa: DTZ011  the user's day
    references, errors = [], []
    for article in articles:
        try:
            references.append(reference_of(knowledge_base.source(article), today))
        except ArticleError as error:
            errors.append(error)
    if not references:
        raise errors[0]
    chosen = next((one for one in STYLES if one.value == style), None)
    return _Cited(citation(references, chosen), len(references), len(errors))
