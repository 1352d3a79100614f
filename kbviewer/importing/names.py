"""Names of files that every system takes: date and title."""

from __future__ import annotations

import re
import unicodedata

from kbviewer.importing.excerpt import single_line

MAX_NAME_BYTES = 120
"""Bytes of a name in UTF-8, its suffix included; all file systems take 143."""

_SUFFIX = ".md"
_NUMBER_BYTES = len("-9999")
_UNSAFE = re.compile(r"[<>:\"/\\|?*\x00-\x1f\x7f\s]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
# Windows takes these for devices whatever suffix follows; _index is a topic's page.
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]|_index)(?:\..*)?", re.IGNORECASE
)


def file_stem(title: str, published: str) -> str:
    """The name for an article, without number and suffix."""
    date = _DATE.match(published)
    kept = "".join(
        char for char in unicodedata.normalize("NFC", single_line(title))
        if unicodedata.category(char) not in ("Cf", "Co", "Cn", "Cs")
    )  # fmt: skip
    words = re.sub(r"-{2,}", "-", _UNSAFE.sub("-", kept)).strip("-. ")
    stem = _cut_to_length(
        f"{date[0]}-{words}" if date and words else words or (date[0] if date else "")
    )
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"article-{stem}".rstrip("-")
    return stem


def numbered_name(stem: str, number: int) -> str:
    """The file's name; from the second one on with a number."""
    return f"{stem}{'' if number == 1 else f'-{number}'}{_SUFFIX}"


def _cut_to_length(stem: str) -> str:
    raw = stem.encode("utf-8")[: MAX_NAME_BYTES - len(_SUFFIX) - _NUMBER_BYTES]
    text = raw.decode("utf-8", errors="ignore")
    while len(text) < len(stem) and unicodedata.combining(stem[len(text)]) and text:
        stem, text = text, text[:-1]  # no mark is cut off its letter
    return unicodedata.normalize("NFC", text).rstrip("-. ")
