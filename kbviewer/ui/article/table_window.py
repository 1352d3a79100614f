"""A table of an article in a window of its own. Loaded with the first one that is opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTableView, QVBoxLayout, QWidget

from kbviewer.i18n import tr
from kbviewer.ui.actions import KEY_TABLE
from kbviewer.ui.article.html_tree import Element
from kbviewer.ui.article.table_model import TableModel

_SIZE = QSize(900, 600)
_SMALLEST = QSize(420, 240)
_TITLE_BAR = QSize(40, 80)
_WIDEST_COLUMN = 360  # pixels; longer texts are wrapped
_MAX_MEASURED = 2_000  # cells that columns and rows are fitted to


class TableWindow(QDialog):
    """A table that is sorted by a click on a column's head; a third click restores its order."""

    def __init__(self, table: Element, parent: QWidget) -> None:
        """Show a table.

        Args:
            table: its element.
            parent: the window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = TableModel(table, self)
        self.view = _make_view(self.model, self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        self._copy = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._copy.clicked.connect(self.copy)
        self._copy_csv = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._copy_csv.clicked.connect(self.copy_csv)
        self._retranslate()
        for each in buttons.buttons():
            each.setProperty("autoDefault", False)
        for keys in KEY_TABLE["copy"]:
            QShortcut(QKeySequence(keys), self.view, self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(10)
        column.addWidget(self.view)
        column.addWidget(buttons)
        around = self.sizeHint() - self.view.sizeHint()
        largest = _SIZE.boundedTo(self.screen().availableSize() - _TITLE_BAR)
        self.resize((_content_size(self.view) + around).expandedTo(_SMALLEST).boundedTo(largest))
        self.view.setFocus()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def copy(self) -> None:
        """Copy the selected cells with tabs between them, or all if none is selected."""
        selected = self.view.selectionModel().selectedIndexes()
        rows = sorted({index.row() for index in selected}) or range(self.model.rowCount())
        columns = sorted({index.column() for index in selected}) or range(self.model.columnCount())
        QGuiApplication.clipboard().setText(self.model.tab_separated(rows, columns))

    def copy_csv(self) -> None:
        """Copy the whole table as CSV."""
        QGuiApplication.clipboard().setText(self.model.csv())

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Table"))
        self.view.setAccessibleName(tr("Table"))
        self._copy.setText(tr("&Copy"))
        self._copy_csv.setText(tr("Copy as CS&V"))


def _make_view(model: TableModel, parent: QWidget) -> QTableView:
    view = QTableView(parent)
    view.setModel(model)
    view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSortIndicatorClearable(True)
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    view.setSortingEnabled(True)
    header.setResizeContentsPrecision(_MAX_MEASURED // max(1, model.columnCount()))
    view.resizeColumnsToContents()
    for column in range(model.columnCount()):
        view.setColumnWidth(column, min(view.columnWidth(column), _WIDEST_COLUMN))
    if model.rowCount() * model.columnCount() <= _MAX_MEASURED:
        view.resizeRowsToContents()
    return view


def _content_size(view: QTableView) -> QSize:
    """The size at which all cells are shown, with room for scroll bars."""
    header, frame = view.horizontalHeader(), 2 * view.frameWidth()
    bar = view.verticalScrollBar().sizeHint().width()
    height = header.sizeHint().height() + view.verticalHeader().length()
    return QSize(header.length() + frame + bar, height + frame + bar)
