"""Exports the list of results, its chosen rows or the open article, as a dialog asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kbviewer.ui import strings
from kbviewer.ui.tasks import LatestTask, Worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kbviewer.export.items import Item
    from kbviewer.index.search.searcher import Hit
    from kbviewer.service import KnowledgeBase
    from kbviewer.ui.dialogs.export_dialog import ExportDialog

_MAX_ARTICLES = 1_000
"""Articles of a list that are exported: some seconds of reading."""


class ExportRange(StrEnum):
    """Which articles are exported."""

    LIST = "list"
    SELECTION = "selection"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class ExportSource:
    """What can be exported.

    Attributes:
        text: the query of the list.
        topic: the path of the topic or tag that it is searched in.
        order: how the list is sorted.
        total: how many articles it has.
        article: the open article, or "".
        selection: the chosen rows of the list.
    """

    text: str = ""
    topic: str = ""
    order: str = "relevance"
    total: int = 0
    article: str = ""
    selection: tuple[Hit, ...] = ()

    def counts(self) -> dict[ExportRange, int]:
        """How many articles there are in each range that has any."""
        counts = {
            ExportRange.LIST: self.total,
            ExportRange.SELECTION: len(self.selection),
            ExportRange.ARTICLE: int(bool(self.article)),
        }
        return {range_: count for range_, count in counts.items() if count}


@dataclass(frozen=True, slots=True)
class _Exported:
    text: str
    suffix: str
    count: int
    unreadable: int


class ExportPresenter(QObject):
    """Opens the dialog and fills it; the list and the article are those of its opening."""

    failed = Signal(object)

    def __init__(self, window: QWidget, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._source = ExportSource()
        self._dialog: ExportDialog | None = None
        self._task = LatestTask(worker, self)
        self._task.succeeded.connect(self._show)
        self._task.failed.connect(self.failed)

    def show(self, source: ExportSource, range_: ExportRange | None = None) -> None:
        """Open the dialog, or raise it, for what is shown now.

        Args:
            source: what can be exported.
            range_: what of it is selected; None for what was, at first the list.
        """
        from kbviewer.export.formats import Format  # noqa: PLC0415  rarely needed

        self._source = source
        if self._dialog is None:
            from kbviewer.ui.dialogs.export_dialog import ExportDialog  # noqa: PLC0415  as above

            self._dialog = ExportDialog([one.value for one in Format], self._window)
            self._dialog.changed.connect(self._ask)
            self._dialog.finished.connect(self._on_closed)
            self.destroyed.connect(self._dialog.deleteLater)
        self._dialog.set_ranges(source.counts(), _MAX_ARTICLES, range_)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        self._ask()

    def refresh(self) -> None:
        """Show what is exported again, with its texts in the language of the messages."""
        self._ask()

    def _ask(self) -> None:
        if self._dialog is None:
            return
        self._dialog.show_text("", "", "")
        if range_ := self._dialog.range:
            export = _EXPORTS[range_]
            self._task.submit(partial(export, source=self._source, name=self._dialog.format))

    def _show(self, exported: _Exported) -> None:
        if self._dialog is not None:
            summary = strings.export_summary(exported.count, exported.unreadable)
            self._dialog.show_text(exported.text, exported.suffix, summary)

    def _on_closed(self) -> None:
        self._dialog = None
        self._task.cancel()


def _export_list(knowledge_base: KnowledgeBase, *, source: ExportSource, name: str) -> _Exported:
    from kbviewer.export.items import items_of  # noqa: PLC0415  as in ExportPresenter.show

    page = knowledge_base.search(
        source.text, topic=source.topic, order=source.order, limit=_MAX_ARTICLES
    )
    items, errors = items_of(page.hits, knowledge_base.source)
    return _exported(items, name, len(errors))


def _export_selection(
    knowledge_base: KnowledgeBase, *, source: ExportSource, name: str
) -> _Exported:
    from kbviewer.export.items import items_of  # noqa: PLC0415  as in ExportPresenter.show

    items, errors = items_of(source.selection, knowledge_base.source)
    return _exported(items, name, len(errors))


def _export_article(knowledge_base: KnowledgeBase, *, source: ExportSource, name: str) -> _Exported:
    from kbviewer.export.items import Item  # noqa: PLC0415  as in ExportPresenter.show

    return _exported([Item(knowledge_base.source(source.article))], name, 0)


_EXPORTS = {
    ExportRange.LIST: _export_list,
    ExportRange.SELECTION: _export_selection,
    ExportRange.ARTICLE: _export_article,
}


def _exported(items: Sequence[Item], name: str, unreadable: int) -> _Exported:
    from kbviewer.export.formats import Format, export  # noqa: PLC0415  as in ExportPresenter.show

    chosen = Format(name)
    today = date.today()  # noqa: DTZ011  the user's day
    return _Exported(export(items, chosen, today), chosen.suffix, len(items), unreadable)
