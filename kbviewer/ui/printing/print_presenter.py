"""Prints the open article, saves it as a PDF, and shows its pages first."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from kbviewer.errors import KnownError
from kbviewer.i18n import tr
from kbviewer.library.file_id import display_path
from kbviewer.ui.actions import ActionCollection
from kbviewer.ui.tasks import LatestTask, Worker

if TYPE_CHECKING:
    from PySide6.QtGui import QPageLayout
    from PySide6.QtWidgets import QMessageBox

    from kbviewer.service import KnowledgeBase
    from kbviewer.ui.printing.print_layout import PrintLayout
    from kbviewer.ui.printing.printed_article import PrintedArticle
    from kbviewer.ui.printing.stepped_job import SteppedJob

    Loaded = tuple[PrintedArticle, Path]

# What asks, lays out and paints is loaded when something is printed, and its classes of Qt.

_MARGINS_MM = (25, 18, 25, 15)  # left, top, right, bottom
_LAST_PAGE = 9_999  # that can be typed into the dialog: the number of pages is not known yet


class PrintPresenter(QObject):
    """Carries out Print, Print Preview and Save as PDF for the article that is open."""

    message = Signal(str)
    """What was done, or why nothing was."""

    def __init__(
        self, window: QWidget, actions: ActionCollection, worker: Worker, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._article = ""
        self._loaded: Loaded | None = None  # what is printed, and the library's folder
        self._use_loaded: Callable[[], None] | None = None  # what was asked for
        self._finish: Callable[[], None] | None = None  # when the job has ended
        self._job: SteppedJob | None = None
        self._task = LatestTask(worker, self)
        self._task.succeeded.connect(self._on_loaded)
        self._task.failed.connect(self._show_error)
        actions["print"].triggered.connect(self.print)
        actions["print_preview"].triggered.connect(self.show_preview)
        actions["save_pdf"].triggered.connect(self.save_pdf)

    @property
    def is_busy(self) -> bool:
        """Whether an article is being read, laid out or printed."""
        return self._task.is_busy or (self._job is not None and self._job.is_running)

    def set_article(self, article: str) -> None:
        """Set the article that is shown; "" for none."""
        self._article = article

    def print(self) -> None:
        """Print the article, after a dialog."""
        self._load(self._print_loaded)

    def show_preview(self) -> None:
        """Show the pages of the article."""
        self._load(self._preview_loaded)

    def save_pdf(self) -> None:
        """Save the article as a PDF, in a file that is asked for."""
        self._load(self._save_loaded)

    # --- reading and laying out

    def _load(self, use: Callable[[], None]) -> None:
        if not self._article:
            self.message.emit(tr("Open an article to print it"))
            return
        self._use_loaded = use
        self._task.submit(partial(_load, article=self._article))

    def _on_loaded(self, loaded: Loaded) -> None:
        self._loaded = loaded
        if self._use_loaded is not None:
            self._use_loaded()

    def _run(self, steps: Generator[float], text: str, finish: Callable[[], None]) -> None:
        if self._job is None:
            from kbviewer.ui.printing.stepped_job import SteppedJob  # noqa: PLC0415  as above

            self._job = SteppedJob(self._window, self)
            self._job.succeeded.connect(self._on_done)
            self._job.failed.connect(self._show_error)
        self._finish = finish
        self._job.start(steps, text)

    def _on_done(self) -> None:
        if self._finish is not None:
            self._finish()

    # --- the three commands

    def _preview_loaded(self) -> None:
        layout = self._layout(_usual_page())
        if layout is not None:
            self._run(layout.steps(), tr("Laying out the pages…"), partial(self._preview, layout))

    def _preview(self, layout: PrintLayout) -> None:
        from kbviewer.ui.printing.preview_dialog import PreviewDialog  # noqa: PLC0415  as above

        dialog = PreviewDialog(layout, self._window)
        dialog.print_requested.connect(self._print_loaded)
        dialog.save_requested.connect(self._save_loaded)
        self.destroyed.connect(dialog.deleteLater)
        dialog.open()

    def _save_loaded(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415  as above

        from kbviewer.ui.printing import pdf_file  # noqa: PLC0415  as above

        layout = self._layout(_usual_page())
        if layout is None or self._loaded is None:
            return
        article, library = self._loaded
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save as PDF"), pdf_file.suggested_name(article.title), "*.pdf"
        )
        if not chosen:
            return
        path = Path(chosen)
        try:
            pdf_file.check_target(path, library)
        except KnownError as error:
            self._show_error(error)
            return
        steps = _one_after_the_other(layout.steps(), pdf_file.pdf_steps(layout, path))
        saved = tr("Saved as {path}").format(path=display_path(path))
        self._run(steps, tr("Saving the article as a PDF…"), partial(self.message.emit, saved))

    def _print_loaded(self) -> None:
        from PySide6.QtCore import QMarginsF  # noqa: PLC0415  as above
        from PySide6.QtGui import QPageLayout  # noqa: PLC0415  as above
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # noqa: PLC0415  as above

        from kbviewer.ui.printing import printer_job  # noqa: PLC0415  as above

        if not QPrinterInfo.availablePrinterNames():
            self._offer_pdf()
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageMargins(QMarginsF(*_MARGINS_MM), QPageLayout.Unit.Millimeter)
        dialog = QPrintDialog(printer, self._window)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, _LAST_PAGE)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        layout = self._layout(printer.pageLayout())
        if layout is not None:
            printer.setDocName(layout.article.title)
            steps = _one_after_the_other(layout.steps(), printer_job.steps(layout, printer))
            sent = tr("Sent to the printer {name}").format(name=printer.printerName())
            self._run(steps, tr("Printing the article…"), partial(self.message.emit, sent))

    def _layout(self, page: QPageLayout) -> PrintLayout | None:
        """A layout of what is loaded, on which nothing is laid out yet."""
        from kbviewer.ui.printing.print_layout import PrintLayout  # noqa: PLC0415  as above

        return PrintLayout(self._loaded[0], page) if self._loaded is not None else None

    # --- messages

    def _offer_pdf(self) -> None:
        """Say that there is no printer, and offer to save a PDF instead."""
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415  as above

        box = self._box(
            tr("No printer is set up on this computer."),
            tr("Set one up in the system's settings, or save the article as a PDF."),
        )
        box.addButton(tr("Save as PDF…"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel).setIcon(QIcon())
        box.accepted.connect(self._save_loaded)
        box.open()

    def _show_error(self, error: Exception) -> None:
        """Show why nothing was printed; a bug goes to the excepthook."""
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415  as above

        if not isinstance(error, KnownError):
            raise error
        box = self._box(tr("The article was not printed."), str(error))
        box.addButton(QMessageBox.StandardButton.Ok).setIcon(QIcon())
        box.open()

    def _box(self, text: str, detail: str) -> QMessageBox:
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415  as above

        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Information)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.setInformativeText(detail)
        return box


def _load(knowledge_base: KnowledgeBase, *, article: str) -> Loaded:
    from kbviewer.ui.printing.printed_article import load_printed_article  # noqa: PLC0415  as above

    return load_printed_article(knowledge_base, article), knowledge_base.root


def _one_after_the_other(first: Generator[float], second: Generator[float]) -> Generator[float]:
    """Two generators, each of which yields the share of it that is done, as one."""
    for number, steps in enumerate((first, second)):
        for done in steps:
            yield (number + done) / 2


def _usual_page() -> QPageLayout:
    """The usual paper of the user's country, with margins for reading."""
    from PySide6.QtCore import QMarginsF  # noqa: PLC0415  as above
    from PySide6.QtGui import QPageLayout, QPageSize  # noqa: PLC0415  as above

    is_american = QLocale().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    ids = QPageSize.PageSizeId
    return QPageLayout(
        QPageSize(ids.Letter if is_american else ids.A4), QPageLayout.Orientation.Portrait,
        QMarginsF(*_MARGINS_MM), QPageLayout.Unit.Millimeter,
    )  # fmt: skip
