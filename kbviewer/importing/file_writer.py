"""Creates article files atomically and never overwrites."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import yaml

from kbviewer.errors import WriteError, reason_of
from kbviewer.i18n import QT_TR_NOOP, tr
from kbviewer.importing.atomic_write import create_atomically, remove_leftover_files
from kbviewer.library.encoding import decode
from kbviewer.library.files import MAX_FILE_SIZE, read_regular_file
from kbviewer.library.frontmatter.front_matter import split_front_matter
from kbviewer.text.display import single_line

MAX_NAME_BYTES = 120
"""Bytes of a file name in UTF-8, with its suffix; all file systems allow 143."""
_SUFFIX = ".md"
_NUMBER_BYTES = len("-9999")
_UNSAFE = re.compile(r"[<>:\"/\\|?*\x00-\x1f\x7f\s]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
# Devices on Windows, with any suffix; and _index, which is a topic's page.
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]|_index)(?:\..*)?", re.IGNORECASE
)
_MAX_FILES_OF_ONE_NAME = 9_999
_IDENTIFYING_FIELDS = ("title", "source", "published")


class WriteOutcome(Enum):
    """The outcome of writing an article."""

    CREATED = "new"
    EXISTS = "exists"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file and the outcome."""

    name: str
    outcome: WriteOutcome


@dataclass(frozen=True, slots=True)
class ArticleMetadata:
    """The front matter of an article; "" and () are left out."""

    title: str
    source: str
    published: str
    lang: str
    topics: tuple[str, ...]
    url: str
    are_suggested: bool = False


def format_article(fields: ArticleMetadata, text: str) -> str:
    """The content of a file: front matter, an empty line, the text."""
    lines = [
        _format_field(name, value)
        for name, value in (
            ("title", fields.title), ("source", fields.source), ("published", fields.published),
            ("lang", fields.lang),
        )
        if value
    ]  # fmt: skip
    if fields.topics:
        said = tr("suggested: change as you like")
        note = f"  # {said}" if fields.are_suggested else ""
        lines.append(_format_field("topics", list(fields.topics)) + note)
    if fields.url:
        lines.append(_format_field("url", fields.url))
    header = "\n".join(lines)
    text = text.replace("\0", "�")  # as reading would, but without a warning
    return f"---\n{header}\n---\n\n{text}\n"


def _format_field(name: str, value: str | list[str]) -> str:
    if name == "published" and value and set(value) <= set("0123456789-: "):
        return f"{name}: {value}"  # quoted, other programs would not take it for a date
    cleaned = (
        single_line(value) if isinstance(value, str) else [single_line(text) for text in value]
    )
    # In flow style, for one line; without the braces, which are harder to edit.
    field: str = yaml.safe_dump(
        [{name: cleaned}], allow_unicode=True, default_flow_style=True, width=float("inf")
    )
    return field.strip().removeprefix("[{").removesuffix("}]")


def file_stem(title: str, published: str) -> str:
    """The file name of an article, without number and suffix: date and title."""
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
    """The file name; from the second one on with a number."""
    return f"{stem}{'' if number == 1 else f'-{number}'}{_SUFFIX}"


def _cut_to_length(stem: str) -> str:
    raw = stem.encode("utf-8")[: MAX_NAME_BYTES - len(_SUFFIX) - _NUMBER_BYTES]
    text = raw.decode("utf-8", errors="ignore")
    while len(text) < len(stem) and unicodedata.combining(stem[len(text)]) and text:
        stem, text = text, text[:-1]  # a combining mark stays with its letter
    return unicodedata.normalize("NFC", text).rstrip("-. ")


def not_a_folder(folder: Path) -> WriteError:
    """The error for a destination that is a file."""
    message = tr("{folder} is no folder: a file is in its place. Name another.")
    return WriteError(message.format(folder=folder))


class ImportFolder:
    """The folder that articles are written to; it is created with the first one.

    Args:
        folder: its path.
    """

    one_done = QT_TR_NOOP("{n} article written to {folder}")
    many_done = QT_TR_NOOP("{n} articles written to {folder}")
    """The outcome, for the summary."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._is_cleaned = False

    def write(self, stem: str, content: str) -> WrittenFile:
        """Write an article under the first name that is free or holds the same article.

        The same article has the same title, source, date and text: topics are for the user to
        change, and a second import leaves them alone.

        Raises:
            WriteError: it cannot be written; nothing is left behind.
        """
        self._remove_leftovers()
        for number in range(1, _MAX_FILES_OF_ONE_NAME):
            name = numbered_name(stem, number)
            existing = self._read_existing(name)
            if existing is None and self._create(name, content):
                return WrittenFile(name, WriteOutcome.CREATED)
            if existing is None:  # another process has created it meanwhile
                existing = self._read_existing(name) or ""
            if _is_same_article(existing, content):
                return WrittenFile(name, WriteOutcome.EXISTS)
        message = tr("{folder} holds {n} files named {name}.")
        raise WriteError(
            message.format(folder=self.folder, n=f"{_MAX_FILES_OF_ONE_NAME:,}", name=stem)
        )

    def _remove_leftovers(self) -> None:
        """Before the first article, remove what killed imports left in the folder."""
        if not self._is_cleaned:
            self._is_cleaned = True
            remove_leftover_files(self.folder)

    def _read_existing(self, name: str) -> str | None:
        """The text of the file ``name``; "" if it is not a readable file, None if there is none."""
        path = self.folder / name
        try:
            return decode(_read_regular_file(path))[0]
        except OSError as error:
            if os.path.lexists(path):
                return ""  # a folder, a broken link, a socket, no permission
            if isinstance(error, FileNotFoundError):
                return None
            if isinstance(error, NotADirectoryError):
                raise not_a_folder(self.folder) from error
            message = tr("{folder} cannot be used: {reason}.")
            raise WriteError(message.format(folder=self.folder, reason=reason_of(error))) from error

    def _create(self, name: str, content: str) -> bool:
        """Create the file; False if it exists by now."""
        path = self.folder / name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise not_a_folder(self.folder) from error
        except OSError as error:
            message = tr("{folder} cannot be made: {reason}.")
            raise WriteError(message.format(folder=self.folder, reason=reason_of(error))) from error
        try:
            create_atomically(path, content.encode("utf-8"))
        except FileExistsError:
            return False
        except OSError as error:
            message = tr("{file} cannot be written: {reason}.")
            raise WriteError(message.format(file=path, reason=reason_of(error))) from error
        return True


class DryRun(ImportFolder):
    """As ``ImportFolder``, with the same names and outcomes, but nothing is written.

    Args:
        folder: its path.
    """

    one_done = QT_TR_NOOP("{n} article would be written to {folder}")
    many_done = QT_TR_NOOP("{n} articles would be written to {folder}")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._planned: dict[str, str] = {}

    def _read_existing(self, name: str) -> str | None:
        planned = self._planned.get(name.casefold())
        return super()._read_existing(name) if planned is None else planned

    def _create(self, name: str, content: str) -> bool:
        self._planned[name.casefold()] = content
        return True

    def _remove_leftovers(self) -> None:
        """Remove nothing."""


def _is_same_article(existing: str, content: str) -> bool:
    if existing == content:
        return True
    (old, old_text), (new, new_text) = split_front_matter(existing), split_front_matter(content)
    return old_text.strip() == new_text.strip() and all(
        old.text(name) == new.text(name) for name in _IDENTIFYING_FIELDS
    )


def _read_regular_file(path: Path) -> bytes:
    """The bytes of a regular file, and b"" for a named pipe or a device, which is not opened.

    Raises:
        OSError: there is none, or it cannot be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        return b""
    return read_regular_file(str(path), MAX_FILE_SIZE)[0] or b""
