"""Paints the pages of an article, as many as are asked for, on a printer."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtPrintSupport import QPrinter

from kbviewer.ui.printing.page_painting import paint_pages
from kbviewer.ui.printing.print_layout import PrintLayout


def steps(layout: PrintLayout, printer: QPrinter) -> Generator[float]:
    """Print what was chosen in the dialog; yields the share of it that is done.

    Raises:
        PrintError: the printer cannot be used.
    """
    pages = _chosen_pages(printer, len(layout.pages))
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    try:
        yield from paint_pages(layout, printer, pages * copies)
    except GeneratorExit:
        printer.abort()
        raise


def _chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The indexes of the pages that are printed; all where none of those chosen exists."""
    pages = list(range(count))
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage() > 0:
        return pages[printer.fromPage() - 1 : printer.toPage() or count] or pages
    return pages
