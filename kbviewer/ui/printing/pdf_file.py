"""Saves the pages of an article as a PDF."""

from __future__ import annotations

import re
from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSaveFile
from PySide6.QtGui import QPdfWriter

from kbviewer.errors import PrintError
from kbviewer.i18n import tr
from kbviewer.library.file_id import display_path
from kbviewer.library.files import MARKDOWN_SUFFIXES
from kbviewer.ui.printing.page_painting import paint_pages
from kbviewer.ui.printing.print_layout import PrintLayout
from kbviewer.ui.printing.searchable_pdf import name_characters

SUFFIX = ".pdf"
_RESOLUTION = 1200  # dots per inch, as Qt's printers have it
_NOT_IN_NAMES = re.compile(r'[\s\x00-\x1f\x7f<>:"/\\|?*]+')
_MAX_NAME_BYTES = 200  # of a file's name, which may have 255 in most file systems


def suggested_name(title: str) -> str:
    """The name of a file for an article with this title, without what some systems refuse."""
    name = _NOT_IN_NAMES.sub(" ", title).strip(" .")
    name = name.encode("utf-8", "replace")[:_MAX_NAME_BYTES].decode("utf-8", "ignore").strip(" .")
    return f"{name or 'article'}{SUFFIX}"


def check_target(path: Path, library: Path) -> None:
    """Check that a PDF may be saved to a file, before anything is laid out.

    Args:
        path: the file.
        library: the library's folder, into which nothing is written.

    Raises:
        PrintError: it is in the library, or is an article.
    """
    try:
        folder = path.parent.resolve(strict=True)
        # Not by name: some file systems ignore case.
        is_in_library = any(one.samefile(library) for one in (folder, *folder.parents))
    except OSError as error:
        raise _refusal(path, error.strerror or str(error)) from error
    if is_in_library:
        raise _refusal(path, tr("it would lie in the library, which is never written"))
    if path.suffix.lower() in MARKDOWN_SUFFIXES:
        raise _refusal(path, tr("its name is that of an article"))


def pdf_steps(layout: PrintLayout, path: Path) -> Generator[float]:
    """Save the pages of a layout; yields the share of them that is done.

    A file of that name is replaced when the new one is complete.

    Raises:
        PrintError: it cannot be written.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(layout.article.title)
    writer.setCreator("kbviewer")
    writer.setPageLayout(layout.page)
    yield from paint_pages(layout, writer, range(len(layout.pages)))
    pdf = name_characters(bytes(buffer.data().data()), layout.characters(), layout.fonts())
    file = QSaveFile(str(path))
    if not (
        file.open(QIODevice.OpenModeFlag.WriteOnly)
        and file.write(pdf) == len(pdf)
        and file.commit()
    ):
        raise _refusal(path, file.errorString())


def _refusal(path: Path, reason: str) -> PrintError:
    return PrintError(
        tr("{path} cannot be saved: {reason}. Choose another place.").format(
            path=display_path(path), reason=reason.rstrip(".")
        )
    )
