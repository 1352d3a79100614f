"""The model of the list of results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import Hit

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role of a row's ``Hit``."""
_Index = QModelIndex | QPersistentModelIndex


class ResultModel(QAbstractListModel):
    """Hits in order; requests more when the end of the loaded ones is reached."""

    more_requested = Signal(int)
    """Hits after this many are needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._total = 0
        self._requested_from = 0

    def replace(self, hits: Sequence[Hit], total: int) -> None:
        """Show other hits, the first of ``total``."""
        self.beginResetModel()
        self._hits = list(hits)
        self._total = total
        self._requested_from = 0
        self.endResetModel()

    def append(self, hits: Sequence[Hit]) -> None:
        """Show more of the same hits."""
        if not hits:
            self._total = len(self._hits)
            return
        first = len(self._hits)
        self.beginInsertRows(QModelIndex(), first, first + len(hits) - 1)
        self._hits.extend(hits)
        self.endInsertRows()

    def shows(self, hits: Sequence[Hit], total: int) -> bool:
        """Whether exactly these hits are shown."""
        return total == self._total and list(hits) == self._hits

    def row_of(self, article_id: str) -> int:
        """The row of an article, -1 where it is not loaded."""
        return next((row for row, hit in enumerate(self._hits) if hit.id == article_id), -1)

    def text_of_first(self, count: int) -> str:
        """The text of the first ``count`` rows."""
        return "\n".join(
            f"{hit.title} {hit.source} {hit.snippet.text}" for hit in self._hits[:count]
        )

    @property
    def has_more(self) -> bool:
        """Whether there are hits that are not loaded."""
        return len(self._hits) < self._total

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  Qt's name
        """The number of loaded hits."""
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A hit, its title, or its text for a screen reader."""
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (hit.title, hit.source, hit.published)))
        return None

    def canFetchMore(self, parent: _Index) -> bool:  # noqa: N802  Qt's name
        """Whether more hits can be requested."""
        return not parent.isValid() and self._requested_from <= len(self._hits) and self.has_more

    def fetchMore(self, _parent: _Index) -> None:  # noqa: N802  Qt's name
        """Request more hits."""
        self._requested_from = len(self._hits) + 1
        self.more_requested.emit(len(self._hits))
