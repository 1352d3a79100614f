"""A table of an article as a model that can be sorted."""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kbviewer.export.table import harmless
from kbviewer.ui.article import html_tree
from kbviewer.ui.article.html_tree import Element
from kbviewer.ui.article.selection_mime import cell_text

_Index = QModelIndex | QPersistentModelIndex
_NUMBER = re.compile(
    r"(?P<sign>[-+\u2212\u2013]?)\s?[¥$€£]?\s?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)\s?(?P<percent>%?)"
)
_MAX_NUMBER_LENGTH = 40  # characters


class TableModel(QAbstractTableModel):
    """The rows of a table; its head, if it has one, is the header."""

    def __init__(self, table: Element, parent: QObject | None = None) -> None:
        """Read the texts of the cells.

        Args:
            table: the element of the table.
            parent: the model's owner.
        """
        super().__init__(parent)
        rows = html_tree.rows(table)
        self._width = max(map(len, rows), default=0)
        has_head = bool(rows) and all(cell.name == "th" for cell in rows[0])
        self._head = self._texts(rows[0]) if has_head else []
        self._rows = [self._texts(row) for row in rows[has_head:]]
        self._order = list(range(len(self._rows)))
        numbers = [
            [parse_number(row[column]) for row in self._rows if row[column]]
            for column in range(self._width)
        ]
        self._is_numeric = [bool(column) and None not in column for column in numbers]

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  Qt's name
        """The number of rows below the head."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802  Qt's name
        """The number of cells in the longest row."""
        return 0 if parent is not None and parent.isValid() else self._width

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell; numbers are on the right."""
        if not index.isValid():
            return None
        text = self.row(index.row())[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole and text:
            return f"<p>{html.escape(text)}</p>"  # a text may look like markup
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The texts of the head, else the numbers of the columns."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < self._width:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._head[section] if self._head else str(section + 1)
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, numbers before texts and empty cells last; -1 is the table's own order.

        Equal rows keep the order of the table.
        """
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows_before = [self._order[index.row()] for index in before]
        self._order = list(range(len(self._rows)))
        if 0 <= column < self._width:
            keys = [_sort_key(row[column]) for row in self._rows]
            is_descending = order == Qt.SortOrder.DescendingOrder
            self._order.sort(key=keys.__getitem__, reverse=is_descending)
            self._order.sort(key=lambda row: not self._rows[row][column])
        places = {row: place for place, row in enumerate(self._order)}
        after = [
            self.index(places[row], index.column())
            for row, index in zip(rows_before, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def row(self, place: int) -> Sequence[str]:
        """The texts of a row, in the order that is shown."""
        return self._rows[self._order[place]]

    def csv(self) -> str:
        """The whole table with its head, in the order that is shown, as CSV (RFC 4180).

        No cell is a formula to a spreadsheet; a negative number stays one.
        """
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerows([map(_harmless, self._head)] if self._head else [])
        writer.writerows(map(_harmless, self.row(place)) for place in range(len(self._rows)))
        return text.getvalue()

    def tab_separated(self, rows: Sequence[int], columns: Sequence[int]) -> str:
        """Some cells, with tabs between them and each row on a line."""
        return "\n".join("\t".join(self.row(row)[column] for column in columns) for row in rows)

    def _texts(self, row: Sequence[Element]) -> list[str]:
        texts = [cell_text(cell) for cell in row]
        return texts + [""] * (self._width - len(texts))

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        side = (
            Qt.AlignmentFlag.AlignRight if self._is_numeric[column] else Qt.AlignmentFlag.AlignLeft
        )
        return side | Qt.AlignmentFlag.AlignVCenter


def parse_number(text: str) -> float | None:
    """The number that a text is, such as ``-1,234``, ``12.5%`` or ``¥3``; None if it is none."""
    if len(text) > _MAX_NUMBER_LENGTH:
        return None
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    number = float(found["digits"].replace(",", ""))
    if found["percent"]:
        number /= 100
    return number if found["sign"] in ("", "+") else -number


def _harmless(text: str) -> str:
    return harmless(text) if parse_number(text) is None else text


def _sort_key(text: str) -> tuple[bool, float, str]:
    number = parse_number(text)
    return (True, 0.0, text.casefold()) if number is None else (False, number, "")
