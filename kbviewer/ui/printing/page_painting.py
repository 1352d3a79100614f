"""Paints pages of an article, one after another, on a printer or in a PDF."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from PySide6.QtGui import QPagedPaintDevice, QPainter

from kbviewer.errors import PrintError
from kbviewer.i18n import tr
from kbviewer.ui.printing.print_layout import PrintLayout


def paint_pages(
    layout: PrintLayout, device: QPagedPaintDevice, pages: Sequence[int]
) -> Generator[float]:
    """Paint pages by their indexes; yields the share of them that is done.

    Raises:
        PrintError: nothing can be painted on the device.
    """
    painter = QPainter()
    if not painter.begin(device):
        raise PrintError(tr("The printer cannot be used. Is it switched on and connected?"))
    try:
        for done, number in enumerate(pages, start=1):
            if done > 1:
                device.newPage()
            layout.paint(painter, number, device.logicalDpiX())
            yield done / len(pages)
    finally:
        painter.end()
