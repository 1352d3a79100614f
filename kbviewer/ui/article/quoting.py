"""Copies words of the article with their source."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication

from kbviewer.i18n import CHINESE, ENGLISH, LANGUAGES, tr
from kbviewer.ui import strings
from kbviewer.ui.article.article_view import ArticleView
from kbviewer.ui.preferences import Preferences
from kbviewer.ui.tasks import LatestTask, Worker
from kbviewer.ui.widgets.clipboard import make_mime

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kbviewer.export.quotation import Quotation
    from kbviewer.service import KnowledgeBase


class Quoting(QObject):
    """Quotes the selection or, without one, the sentence with the current match."""

    message = Signal(str)
    """What was copied, or why nothing was."""

    failed = Signal(object)

    def __init__(
        self,
        view: ArticleView,
        action: QAction,
        preferences: Preferences,
        worker: Worker,
        parent: QObject,
    ) -> None:
        """Connect the action.

        Args:
            view: the article.
            action: what copies.
            preferences: the patterns of quotations.
            worker: the thread that owns the knowledge base.
            parent: the owner.
        """
        super().__init__(parent)
        self._view = view
        self._preferences = preferences
        self._article = ""
        self._task = LatestTask(worker, self)
        self._task.succeeded.connect(self._put_on_clipboard)
        self._task.failed.connect(self.failed)
        action.triggered.connect(self.copy)

    def set_article(self, article: str) -> None:
        """Set the article that is shown; "" for none."""
        self._article = article

    def copy(self) -> None:
        """Copy the words with their source; what is copied comes when the file has been read."""
        words = self._view.selected_text() or self._view.sentence_of_match()
        if not self._article:
            self.message.emit(tr(strings.NOTHING_TO_QUOTE))
        elif not words.strip():
            self.message.emit(tr(strings.SELECT_TO_QUOTE))
        else:
            patterns = {one: self._preferences.quote_pattern(one) for one in LANGUAGES}
            self._task.submit(
                partial(_quote, article=self._article, words=words, patterns=patterns)
            )

    def _put_on_clipboard(self, quoted: Quotation) -> None:
        mime = make_mime(quoted.plain, quoted.html)
        mime.setData("text/markdown", quoted.markdown.encode("utf-8", "replace"))
        QGuiApplication.clipboard().setMimeData(mime)
        self.message.emit(tr(strings.COPIED_WITH_SOURCE))


def _quote(
    knowledge_base: KnowledgeBase, *, article: str, words: str, patterns: Mapping[str, str]
) -> Quotation:
    from kbviewer.export.quotation import quotation  # noqa: PLC0415  with the first quotation
    from kbviewer.export.quote_pattern import QuotePattern  # noqa: PLC0415  as above
    from kbviewer.export.reference import reference_of  # noqa: PLC0415  as above

    today = date.today()  # noqa: DTZ011  the user's day
    reference = reference_of(knowledge_base.source(article), today)
    pattern = QuotePattern.parse(patterns[CHINESE if reference.is_chinese else ENGLISH])
    return quotation(words, reference, pattern)
