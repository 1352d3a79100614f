"""The window that exports articles: which ones, in which format, and how that looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon, QTextOption
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import plural, tr
from kbviewer.ui import strings
from kbviewer.ui.dialogs.export_presenter import ExportRange
from kbviewer.ui.dialogs.text_file import write_text

_SIZE = QSize(720, 520)
_TITLE_BAR = QSize(40, 80)
_MAX_SHOWN = 20_000
"""Characters of a preview; Copy and Save take all."""


class ExportDialog(QDialog):
    """Shows articles in a format, and copies or saves them. Not modal."""

    changed = Signal()
    """Something else is to be exported: another range or format."""

    def __init__(self, formats: Sequence[str], parent: QWidget) -> None:
        """Build the dialog.

        Args:
            formats: the value of each ``Format``, in order.
            parent: the window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text = ""
        self.range_box = QComboBox(self)
        self.format_box = QComboBox(self)
        for name in formats:
            self.format_box.addItem("", name)
        self._summary = QLabel(self)
        self._summary.setObjectName("dialogSummary")
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setWordWrap(True)
        self._preview = _make_preview(self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        self._copy = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._copy.clicked.connect(self.copy)
        self._save = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._save.clicked.connect(self._ask_and_save)
        form = QFormLayout()
        self._range_label, self._format_label = QLabel(self), QLabel(self)
        for label, box in (
            (self._range_label, self.range_box), (self._format_label, self.format_box),
        ):  # fmt: skip
            label.setBuddy(box)
            form.addRow(label, box)
        self._counts: Mapping[ExportRange, int] = {}
        self._limit = 0
        self._retranslate()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self._preview, 1)
        column.addWidget(self._summary)
        column.addWidget(buttons)
        self.range_box.activated.connect(self.changed)
        self.format_box.activated.connect(self.changed)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _TITLE_BAR))
        self.format_box.setFocus()
        self.show_text("", "", "")

    @property
    def format(self) -> str:
        """The value of the chosen format."""
        return str(self.format_box.currentData())

    @property
    def range(self) -> ExportRange | None:
        """Which articles are exported; None where there are none."""
        data = self.range_box.currentData()  # Qt keeps the text
        return ExportRange(data) if data else None

    def set_ranges(
        self, counts: Mapping[ExportRange, int], limit: int, chosen: ExportRange | None
    ) -> None:
        """Set which articles can be exported.

        Args:
            counts: how many articles there are in each range.
            limit: how many of the list are exported at most.
            chosen: the range to select; None for the one that is, where it is still there.
        """
        chosen = chosen or self.range
        self._counts, self._limit = counts, limit
        self.range_box.clear()
        for range_ in counts:
            self.range_box.addItem("", range_)
        self._name_ranges()
        self.range_box.setCurrentIndex(max(0, self.range_box.findData(chosen)))

    def show_text(self, text: str, suffix: str, summary: str) -> None:
        """Show what is exported.

        Args:
            text: that of the file.
            suffix: the ending of the file's name, with its dot.
            summary: a line below it.
        """
        self._text, self._suffix = text, suffix
        self._preview.setPlainText(text.removeprefix("\ufeff")[:_MAX_SHOWN])
        self._summary.setText(summary)
        for button in (self._copy, self._save):
            button.setEnabled(bool(text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(tr(strings.EXPORT_TITLE))
        self._range_label.setText(tr("&Articles"))
        self._format_label.setText(tr("&Format"))
        for row in range(self.format_box.count()):
            name = self.format_box.itemData(row)
            self.format_box.setItemText(row, strings.export_format(name))
        self._name_ranges()
        self._preview.setAccessibleName(tr(strings.PREVIEW))
        self._copy.setText(tr("&Copy"))
        self._save.setText(tr("&Save As…"))
        self._summary.clear()  # it is written with what is exported

    def _name_ranges(self) -> None:
        for row, (range_, count) in enumerate(self._counts.items()):
            self.range_box.setItemText(row, _range_text(range_, count, self._limit))

    def copy(self) -> None:
        """Copy the whole text."""
        QGuiApplication.clipboard().setText(self._text.removeprefix("\ufeff"))
        self._summary.setText(tr(strings.COPIED))

    def save(self, path: str) -> None:
        """Write the text to a file; what goes wrong is shown."""
        self._summary.setText(write_text(path, self._text) or strings.saved_as(path))

    def _ask_and_save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            tr(strings.EXPORT_TITLE),
            tr("articles{suffix}").format(suffix=self._suffix),
            f"*{self._suffix}",
        )
        if path:
            self.save(path)


def _range_text(range_: ExportRange, count: int, limit: int) -> str:
    if range_ is ExportRange.LIST:
        return strings.export_list(count, limit)
    if range_ is ExportRange.ARTICLE:
        return tr(strings.EXPORT_ARTICLE)
    return plural(count, tr("The selection: {n} article"), tr("The selection: {n} articles"))


def _make_preview(parent: QWidget) -> QPlainTextEdit:
    preview = QPlainTextEdit(parent)
    preview.setReadOnly(True)
    preview.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    preview.setTabChangesFocus(True)
    preview.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    return preview
