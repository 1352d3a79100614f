"""An article's pictures, read and decoded off the GUI thread, within bounds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from kbviewer.i18n import QT_TR_NOOP, tr
from kbviewer.render.picture_files import LoadedPicture, PictureTooLargeError, why_not_in_library

_MAX_PIXELS = 25_000_000
"""Pixels of one picture, as its header gives them."""
_MAX_PIXELS_IN_ALL = 60_000_000
_MAX_PIXELS_KEPT = 16_000_000
_MAX_BYTES_IN_ALL = 60 * 1024 * 1024
_MAX_PICTURES = 50
_WIDEST, _HIGHEST = 1200, 2400  # pixels: sharp in a column of 600 on a high-density screen
_SAMPLE_SIDE = 32  # the size at which a picture is sampled
_OPAQUE_SHARE = 0.99  # of the samples; a picture with more of them opaque is taken for opaque
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", b"png"), (b"\xff\xd8\xff", b"jpeg"), (b"GIF8", b"gif"),
    (b"RIFF", b"webp"), (b"BM", b"bmp"),
)  # fmt: skip
"""The first bytes of each format. SVG is left out: a drawing can load other files."""

_TOO_LARGE = QT_TR_NOOP("too large")
_TOO_MANY = QT_TR_NOOP("one picture too many")
_DAMAGED = QT_TR_NOOP("damaged")
_MISSING = QT_TR_NOOP("missing")
_UNKNOWN_FORMAT = QT_TR_NOOP("in a format that is not shown")


class PictureLoader:
    """Loads the pictures of one article.

    Attributes:
        images: the pictures that can be shown, by the addresses that the HTML names.
        sources: their addresses in the text, by the same.
    """

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        """Load nothing yet.

        Args:
            read: reads the file that an address names, or returns None, or raises
                ``PictureTooLargeError``.
        """
        self.images: dict[str, QImage] = {}
        self.sources: dict[str, str] = {}
        self._read = read
        self._loaded: dict[str, LoadedPicture] = {}
        self._tried = self._pixels = self._kept = 0
        self._bytes = 0

    def load(self, source: str) -> LoadedPicture:
        """The picture ``source``, or why it is not shown.

        Each picture is tried once, however often the article names it.
        """
        if source not in self._loaded:
            reason = why_not_in_library(source) or tr(self._load_file(source))
            address = "" if reason else f"picture:{len(self.images) - 1}"
            self._loaded[source] = LoadedPicture(address, reason)
            if address:
                self.sources[address] = source
        return self._loaded[source]

    def _load_file(self, source: str) -> str:
        """Add a picture to ``images``; else why it is not shown, in English."""
        if self._tried >= _MAX_PICTURES or self._bytes >= _MAX_BYTES_IN_ALL:
            return _TOO_MANY
        self._tried += 1
        try:
            raw = self._read(source)
        except PictureTooLargeError:
            return _TOO_LARGE
        if raw is None:
            return _MISSING
        kind = next((kind for start, kind in _SIGNATURES if raw.startswith(start)), None)
        image = self._decoded(raw, kind) if kind else _UNKNOWN_FORMAT
        if isinstance(image, str):
            return image
        self.images[f"picture:{len(self.images)}"] = image
        return ""

    def _decoded(self, raw: bytes, kind: bytes) -> QImage | str:
        """The picture in a file of this format, or why it is not shown, in English."""
        self._bytes += len(raw)
        buffer = QBuffer()
        buffer.setData(raw)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, kind)
        reader.setAutoDetectImageFormat(False)
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isEmpty():
            return _DAMAGED
        if _area(size) > _MAX_PIXELS:
            return _TOO_LARGE
        if not self._fits_budget(size):
            return _TOO_MANY
        reader.setScaledSize(_scaled_size(size))
        image = reader.read()
        return _DAMAGED if image.isNull() else _on_white(image)

    def _fits_budget(self, size: QSize) -> bool:
        """Whether a picture of this size is within the budget; if so, count it."""
        pixels, kept = _area(size), _area(_scaled_size(size))
        if self._pixels + pixels > _MAX_PIXELS_IN_ALL or self._kept + kept > _MAX_PIXELS_KEPT:
            return False
        self._pixels += pixels
        self._kept += kept
        return True


def _on_white(image: QImage) -> QImage:
    """Paint a transparent picture with dark lines on white: a dark theme would hide them."""
    if not image.hasAlphaChannel():
        return image
    small = image.scaled(
        _SAMPLE_SIDE, _SAMPLE_SIDE, mode=Qt.TransformationMode.SmoothTransformation
    )
    colours = [small.pixelColor(x, y) for x in range(_SAMPLE_SIDE) for y in range(_SAMPLE_SIDE)]
    drawn = sum(colour.alphaF() for colour in colours)
    light = sum(colour.alphaF() * colour.lightnessF() for colour in colours)
    if drawn >= _OPAQUE_SHARE * len(colours) or light > drawn / 2:
        return image
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper


def _area(size: QSize) -> int:
    return size.width() * size.height()


def _scaled_size(size: QSize) -> QSize:
    """The size at which a picture is shown, never larger than its own."""
    if size.width() <= _WIDEST and size.height() <= _HIGHEST:
        return size
    fitting = size.scaled(_WIDEST, _HIGHEST, Qt.AspectRatioMode.KeepAspectRatio)
    return fitting.expandedTo(QSize(1, 1))
