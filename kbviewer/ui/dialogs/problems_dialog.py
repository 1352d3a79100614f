"""The window with the list of files with problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
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

from kbviewer.i18n import tr
from kbviewer.ui import strings
from kbviewer.ui.dialogs.problem_model import COLUMNS, PATH_ROLE, ProblemModel

if TYPE_CHECKING:
    from kbviewer.library.problems import Problem

_SIZE = QSize(900, 540)
_TITLE_BAR = QSize(40, 80)
_FILTER_ABOVE = 20
"""Rows above which there is a filter."""
_DETAIL_LINES = 3


class ProblemsDialog(QDialog):
    """A table of problems, with the whole text of the current row below it.

    Not modal; closed when a file is opened from it.
    """

    chosen = Signal(str)
    """The path in a row that was activated."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model = ProblemModel(self)
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(self._model)
        self._proxy.setFilterKeyColumn(-1)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._summary = QLabel(self)
        self._summary.setObjectName("dialogSummary")
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setWordWrap(True)
        self._files = 0
        self._details = _make_details(self)
        self._filter = QLineEdit(self)
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._proxy.setFilterFixedString)
        self.table = _make_table(self, self._proxy)
        self.table.activated.connect(self._choose)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        self._copy = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._copy.clicked.connect(self.copy)
        for button in buttons.buttons():
            button.setProperty("autoDefault", False)  # Enter is for the rows
        QShortcut(QKeySequence.StandardKey.Copy, self.table, self.copy)
        self.table.selectionModel().selectionChanged.connect(self._update_copy_button)
        self.table.selectionModel().currentRowChanged.connect(self._show_details)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(10)
        for widget in (self._summary, self._filter, self.table, self._details, buttons):
            column.addWidget(widget)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _TITLE_BAR))
        self.table.setFocus()
        self._retranslate()

    def show_problems(self, problems: Sequence[Problem], path: str = "") -> None:
        """Show other problems and keep the filter.

        Args:
            problems: all of them.
            path: the path of the row to select, "" for the current one.
        """
        path = path or self._current_path()
        self._model.replace(problems)
        self._select_path(path)
        self._files = len({one.path for one in problems})
        self._summary.setText(strings.problems_summary(self._files))
        centre, left = Qt.AlignmentFlag.AlignCenter, Qt.AlignmentFlag.AlignLeft
        self._summary.setAlignment(left if problems else centre)
        for widget in (self.table, self._details, self._copy):
            widget.setVisible(bool(problems))
        self._filter.setVisible(len(problems) > _FILTER_ABOVE or bool(self._filter.text()))
        self._update_copy_button()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def copy(self) -> None:
        """Copy the selected rows, or all, as lines of three columns separated by tabs."""
        rows = self._selected() or range(self._proxy.rowCount())
        lines = ("\t".join(" ".join(cell.split()) for cell in self._cells(row)) for row in rows)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _selected(self) -> list[int]:
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def _cells(self, row: int) -> list[str]:
        return [str(self._proxy.index(row, column).data()) for column in range(len(COLUMNS))]

    def _update_copy_button(self) -> None:
        self._copy.setText(tr("&Copy Selected") if self._selected() else tr("&Copy All"))
        self._copy.setEnabled(self._proxy.rowCount() > 0)

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Files with problems"))
        self.table.setAccessibleName(tr("Files with problems"))
        self._details.setAccessibleName(tr("The chosen problem"))
        self._filter.setPlaceholderText(tr("Filter"))
        self._filter.setAccessibleName(tr("Filter"))
        self._summary.setText(strings.problems_summary(self._files))
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._update_copy_button()

    def _current_path(self) -> str:
        current = self.table.currentIndex()
        return self._path(current.row()) if current.isValid() else ""

    def _path(self, row: int) -> str:
        return str(self._proxy.index(row, 0).data(PATH_ROLE))

    def _select_path(self, path: str) -> None:
        """Make the first row with a path the current one, or else the first row."""
        rows = range(self._proxy.rowCount() if path else 0)
        row = next((row for row in rows if self._path(row) == path), 0)
        self.table.setCurrentIndex(self._proxy.index(row, 0))
        self.table.clearSelection()  # so that Copy copies all
        self._show_details()

    def _show_details(self) -> None:
        current = self.table.currentIndex()
        cells = self._cells(current.row()) if current.isValid() else []
        self._details.clear()
        if cells:
            told = tr("{what}; {instead}").format(what=cells[1], instead=cells[2])
            self._details.setPlainText(f"{cells[0]}\n{told}")

    def _choose(self, index: QModelIndex) -> None:
        path = self._path(index.row())
        self.close()
        self.chosen.emit(path)


def _make_table(parent: QWidget, model: QSortFilterProxyModel) -> QTableView:
    table = QTableView(parent)
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(30)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


def _make_details(parent: QWidget) -> QPlainTextEdit:
    """A read-only text of some lines that can be copied from."""
    lines = QPlainTextEdit(parent)
    lines.setReadOnly(True)
    lines.setFrameShape(QFrame.Shape.NoFrame)
    lines.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    lines.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines.viewport().setAutoFillBackground(False)
    margin = 2 * round(lines.document().documentMargin())
    lines.setFixedHeight(_DETAIL_LINES * lines.fontMetrics().lineSpacing() + margin)
    return lines
