"""What is put on the clipboard in several forms at once."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QStringListModel

_ENCODING = '<meta charset="utf-8">'  # else some programs take the bytes for Latin-1


def make_mime(text: str, page: str) -> QMimeData:
    """A plain text and a page of HTML for the clipboard."""
    # One of Qt's own: without a screen, one made in Python that is left on the clipboard is
    # deleted after Python has ended, which crashes.
    model = QStringListModel([""])
    mime = model.mimeData([model.index(0)])
    mime.clear()
    mime.setText(text)
    mime.setHtml(_ENCODING + page)
    return mime
