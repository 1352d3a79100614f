"""The window with the list of files with problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence, QShortcut, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kbviewer.ui import words
from kbviewer.ui.problem_model import COLUMNS, PATH, ProblemModel

if TYPE_CHECKING:
    from kbviewer.library.problem import Problem

_SIZE = QSize(900, 540)
_FRAME = QSize(40, 80)
_FEW = 20
"""Rows that need no field to filter them."""
_LINES_BELOW = 3


class ProblemsDialog(QDialog):
    """A window with the table, and the chosen row in full below it.

    It does not keep anybody from working on, and goes when a file is opened from it.
    """

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
        self._whole = _lines(self)
        self._filter = QLineEdit(self)
        self._filter.setPlaceholderText("Filter by name or words")
        self._filter.setAccessibleName("Filter")
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._shown.setFilterFixedString)
        self.table = _table(self, self._shown)
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
        self.table.selectionModel().currentRowChanged.connect(self._show_whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(10)
        for part in (self._head, self._filter, self.table, self._whole, buttons):
            column.addWidget(part)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _FRAME))
        self.table.setFocus()

    def show_problems(self, problems: Sequence[Problem], path: str = "") -> None:
        """Show other problems; the filter stays.

        Args:
            problems: all of them.
            path: where to stand; "" for where it stood.
        """
        path = path or self._current_path()
        self._model.replace(problems)
        self._stand_at(path)
        files = len({one.path for one in problems})
        self._head.setText(
            f"{words.problems(files)}. Everything else is searched as usual."
            if problems
            else "No file that was read has problems."
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
        return [str(self._shown.index(row, column).data()) for column in range(len(COLUMNS))]

    def _name_copy(self) -> None:
        self._copy.setText("&Copy selected" if self._selected() else "&Copy all")
        self._copy.setEnabled(self._shown.rowCount() > 0)

    def _current_path(self) -> str:
        current = self.table.currentIndex()
        return self._path(current.row()) if current.isValid() else ""

    def _path(self, row: int) -> str:
        return str(self._shown.index(row, 0).data(PATH))

    def _stand_at(self, path: str) -> None:
        """Make the first row with a path the current one, or else the first of all."""
        rows = range(self._shown.rowCount() if path else 0)
        row = next((row for row in rows if self._path(row) == path), 0)
        self.table.setCurrentIndex(self._shown.index(row, 0))
        self.table.clearSelection()  # to copy all is what one wants first
        self._show_whole()

    def _show_whole(self) -> None:
        current = self.table.currentIndex()
        cells = self._cells(current.row()) if current.isValid() else []
        self._whole.setPlainText(f"{cells[0]}\n{cells[1]}; {cells[2]}" if cells else "")

    def _choose(self, index: QModelIndex) -> None:
        path = self._path(index.row())
        self.close()
        self.chosen.emit(path)


def _table(parent: QWidget, model: QSortFilterProxyModel) -> QTableView:
    table = QTableView(parent)
    table.setAccessibleName("Files with problems")
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(30)
    head = table.horizontalHeader()
    head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


def _lines(parent: QWidget) -> QPlainTextEdit:
    """Some lines to read and to copy from, however long a word in them is."""
    lines = QPlainTextEdit(parent)
    lines.setReadOnly(True)
    lines.setAccessibleName("The chosen problem")
    lines.setFrameShape(QFrame.Shape.NoFrame)
    lines.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    lines.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines.viewport().setAutoFillBackground(False)
    margin = 2 * round(lines.document().documentMargin())
    lines.setFixedHeight(_LINES_BELOW * lines.fontMetrics().lineSpacing() + margin)
    return lines
