"""The window with the list of files with problems, and its model."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kbviewer.ui import words

if TYPE_CHECKING:
    from kbviewer.library.problem import Problem

_COLUMNS = ("File", "What is wrong", "What was done instead")
_SIZE = QSize(860, 420)
_FRAME = QSize(40, 80)
_FEW = 20
"""Rows that need no field to filter them."""
_Index = QModelIndex | QPersistentModelIndex


class ProblemModel(QAbstractTableModel):
    """Problems, a row each, in the order in which they come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, str, str]] = []

    def replace(self, problems: Sequence[Problem]) -> None:
        """Show other problems."""
        self.beginResetModel()
        self._rows = [(one.path or ".", one.what, one.instead) for one in problems]
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  Qt's name
        """How many problems there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802  Qt's name
        """File, what is wrong, what was done instead."""
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One of the three texts."""
        if not index.isValid():
            return None
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
        is_asked = across and role == Qt.ItemDataRole.DisplayRole
        return _COLUMNS[section] if is_asked and 0 <= section < len(_COLUMNS) else None


class ProblemsDialog(QDialog):
    """A window with the table; it does not keep anybody from working on."""

    chosen = Signal(str)
    """The path in a row that was double-clicked, or that Enter was pressed on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Files with problems")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model = ProblemModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._model)
        self._shown.setFilterKeyColumn(-1)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._head = QLabel(self)
        self._head.setObjectName("dialogHead")
        self._head.setTextFormat(Qt.TextFormat.PlainText)
        self._head.setWordWrap(True)
        self._filter = QLineEdit(self)
        self._filter.setPlaceholderText("Filter by name or words")
        self._filter.setAccessibleName("Filter")
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._shown.setFilterFixedString)
        self.table = QTableView(self)
        self.table.setAccessibleName("Files with problems")
        self.table.setModel(self._shown)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(30)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.activated.connect(self._choose)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        self._copy = buttons.addButton("&Copy all", QDialogButtonBox.ButtonRole.ActionRole)
        self._copy.clicked.connect(self.copy)
        for button in buttons.buttons():
            button.setProperty("autoDefault", False)  # Enter is for the rows
        QShortcut(QKeySequence.StandardKey.Copy, self.table, self.copy)
        self.table.selectionModel().selectionChanged.connect(self._name_copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(10)
        for part in (self._head, self._filter, self.table, buttons):
            column.addWidget(part)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _FRAME))
        self.table.setFocus()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show other problems; the filter stays."""
        self._model.replace(problems)
        files = len({one.path for one in problems})
        self._head.setText(
            f"{words.problems(files)}. Everything else is searched as usual."
            if problems
            else "No file has problems."
        )
        self._filter.setVisible(len(problems) > _FEW or bool(self._filter.text()))
        self._name_copy()

    def copy(self) -> None:
        """Copy the selected rows, or all of them, as lines of three texts with tabs between."""
        rows = self._selected() or range(self._shown.rowCount())
        lines = ("\t".join(" ".join(cell.split()) for cell in self._cells(row)) for row in rows)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _selected(self) -> list[int]:
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def _cells(self, row: int) -> list[str]:
        return [str(self._shown.index(row, column).data()) for column in range(len(_COLUMNS))]

    def _name_copy(self) -> None:
        self._copy.setText("&Copy selected" if self._selected() else "&Copy all")
        self._copy.setEnabled(self._shown.rowCount() > 0)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._cells(index.row())[0])
