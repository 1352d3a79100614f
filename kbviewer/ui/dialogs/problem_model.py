"""Problems with files as the rows of a table."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kbviewer.i18n import QT_TR_NOOP, tr
from kbviewer.library.file_id import display_name

if TYPE_CHECKING:
    from kbviewer.library.problems import Problem

PATH_ROLE = Qt.ItemDataRole.UserRole
"""The id of the file in a row."""
COLUMNS = (QT_TR_NOOP("File"), QT_TR_NOOP("What is wrong"), QT_TR_NOOP("How it was handled"))
"""The titles of the columns, in English."""
_Index = QModelIndex | QPersistentModelIndex


class ProblemModel(QAbstractTableModel):
    """Problems, one in each row, in the given order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, str, str]] = []
        self._paths: list[str] = []

    def replace(self, problems: Sequence[Problem]) -> None:
        """Show other problems."""
        self.beginResetModel()
        self._rows = [(display_name(one.path) or ".", one.what, one.instead) for one in problems]
        self._paths = [one.path for one in problems]
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  Qt's name
        """The number of problems."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802  Qt's name
        """The number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One of the three texts, or the file's id."""
        if not index.isValid():
            return None
        if role == PATH_ROLE:
            return self._paths[index.row()]
        text = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{html.escape(text)}</p>"  # a name may look like markup
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' titles."""
        across = orientation == Qt.Orientation.Horizontal
        is_title = across and role == Qt.ItemDataRole.DisplayRole
        return tr(COLUMNS[section]) if is_title and 0 <= section < len(COLUMNS) else None
