"""The model of the list of results."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from kbviewer.text.local_date import local_date
from kbviewer.ui import strings
from kbviewer.ui.results.hit_groups import GroupKey, HitGroup, HitGroups

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import Hit

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role of a row's ``Hit``."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
"""The role of a ``ResultRow``."""
_Index = QModelIndex | QPersistentModelIndex


class ResultRow(NamedTuple):
    """A row of the list.

    Attributes:
        group: the group of its hit.
        number: which of the group's hits it shows.
    """

    group: HitGroup
    number: int

    @property
    def hit(self) -> Hit:
        """The hit that is shown."""
        return self.group.hits[self.number]

    @property
    def is_piece(self) -> bool:
        """Whether it is below the row of its group's first hit."""
        return self.number > 0

    @property
    def more(self) -> int:
        """How many more pieces of the article it can show below it."""
        return 0 if self.is_piece else len(self.group.hits) - 1


class ResultModel(QAbstractListModel):
    """A range of all hits in order, with the pieces of one article in one row.

    It begins with the first page of hits; more are requested when the end of the loaded ones is
    reached, and when their beginning is, where the list does not begin with the first hit.
    """

    more_requested = Signal(int)
    """Hits after this many are needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._groups = HitGroups()
        self._rows: list[ResultRow] = []
        self._total = 0
        self._requested_from = 0
        self._first = 0

    def replace(
        self, hits: Sequence[Hit], total: int, first: int = 0, *, keep_expanded: bool = False
    ) -> None:
        """Show other hits, of ``total`` those after the ``first`` ones.

        Args:
            hits: the hits.
            total: how many there are with those that are not loaded.
            first: how many there are before these.
            keep_expanded: whether articles whose pieces are shown stay as they are.
        """
        expanded = {group.key for group in self._groups.groups if group.is_expanded}
        self.beginResetModel()
        self._hits = list(hits)
        self._total, self._first = total, first
        self._requested_from = 0
        self._groups = _grouped(hits, expanded if keep_expanded else ())
        self._rows = list(chain.from_iterable(map(_rows_of, self._groups.groups)))
        self.endResetModel()

    def append(self, hits: Sequence[Hit]) -> None:
        """Show more of the same hits; further pieces of an article go below its row."""
        if not hits:
            self._total = self.end
            return
        self._hits.extend(hits)
        new, grown = self._groups.add(hits)
        for group, size in grown.items():
            row = self._row_of_group(group)
            if group.is_expanded:
                self._insert(row + size, _rows_of(group)[size:])
            self.dataChanged.emit(self.index(row), self.index(row))
        if new:
            self._insert(len(self._rows), list(chain.from_iterable(map(_rows_of, new))))

    def prepend(self, hits: Sequence[Hit]) -> None:
        """Show hits before the loaded ones; the model is reset, since rows may join theirs."""
        self.replace([*hits, *self._hits], self._total, self.first - len(hits), keep_expanded=True)

    def shows(self, hits: Sequence[Hit], total: int, first: int = 0) -> bool:
        """Whether exactly these hits are loaded."""
        return (total, first) == (self._total, self.first) and list(hits) == self._hits

    def row_of(self, article_id: str) -> int:
        """The row of an article, -1 where it has none."""
        return next((n for n, row in enumerate(self._rows) if row.hit.id == article_id), -1)

    def reveal(self, article_id: str) -> int:
        """The row of an article, shown if it was folded into another; -1 where it is not loaded."""
        for group in self._groups.groups:
            if any(hit.id == article_id for hit in group.hits[group.shown_count :]):
                self.set_expanded(self._row_of_group(group), expanded=True)
        return self.row_of(article_id)

    def row(self, number: int) -> ResultRow:
        """The row with this number."""
        return self._rows[number]

    def set_expanded(self, number: int, *, expanded: bool) -> None:
        """Show or hide the other pieces of the article in a row."""
        group = self._rows[number].group
        if group.is_expanded == expanded or len(group.hits) == 1:
            return
        row = self._row_of_group(group)
        if expanded:
            group.is_expanded = True
            self._insert(row + 1, _rows_of(group)[1:])
        else:
            last = row + len(group.hits) - 1
            self.beginRemoveRows(QModelIndex(), row + 1, last)
            group.is_expanded = False
            del self._rows[row + 1 : last + 1]
            self.endRemoveRows()
        self.dataChanged.emit(self.index(row), self.index(row))

    def text_of_first(self, count: int) -> str:
        """The text of the first ``count`` hits."""
        return "\n".join(
            f"{hit.title} {hit.source} {hit.snippet.text}" for hit in self._hits[:count]
        )

    @property
    def hit_count(self) -> int:
        """How many hits are loaded."""
        return len(self._hits)

    @property
    def first(self) -> int:
        """How many hits there are before the loaded ones."""
        return self._first

    @property
    def end(self) -> int:
        """How many hits there are up to the last loaded one."""
        return self.first + len(self._hits)

    @property
    def total(self) -> int:
        """How many hits there are."""
        return self._total

    @property
    def has_more(self) -> bool:
        """Whether there are hits after the loaded ones."""
        return self.end < self._total

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  Qt's name
        """The number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A hit, its title, or its text for a screen reader."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == HIT_ROLE:
            return row.hit
        if role == Qt.ItemDataRole.DisplayRole:
            return row.hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _accessible_text(row)
        return None

    def canFetchMore(self, parent: _Index) -> bool:  # noqa: N802  Qt's name
        """Whether more hits can be requested."""
        return not parent.isValid() and self._requested_from <= self.end and self.has_more

    def fetchMore(self, _parent: _Index) -> None:  # noqa: N802  Qt's name
        """Request more hits."""
        self._requested_from = self.end + 1
        self.more_requested.emit(self.end)

    def request_more(self) -> None:
        """Request more hits, unless there are none or the request is under way."""
        if self.canFetchMore(QModelIndex()):
            self.fetchMore(QModelIndex())

    def _row_of_group(self, group: HitGroup) -> int:
        return next(n for n, row in enumerate(self._rows) if row.group is group)

    def _insert(self, number: int, rows: Sequence[ResultRow]) -> None:
        self.beginInsertRows(QModelIndex(), number, number + len(rows) - 1)
        self._rows[number:number] = rows
        self.endInsertRows()


def _grouped(hits: Sequence[Hit], expanded: Collection[GroupKey | None]) -> HitGroups:
    groups = HitGroups(hits)
    for group in groups.groups:
        group.is_expanded = len(group.hits) > 1 and group.key in expanded
    return groups


def _rows_of(group: HitGroup) -> list[ResultRow]:
    return [ResultRow(group, number) for number in range(group.shown_count)]


def _accessible_text(row: ResultRow) -> str:
    hit, group = row.hit, row.group
    extra = ""
    if row.is_piece:
        extra = strings.piece_number(row.number + 1, len(group.hits))
    elif row.more:
        extra = strings.more_pieces_spoken(row.more, is_expanded=group.is_expanded)
    return ", ".join(filter(None, (hit.title, hit.source, local_date(hit.published), extra)))
