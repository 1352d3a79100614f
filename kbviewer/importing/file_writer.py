"""An article as a file: written whole or not at all, and never over another."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import yaml

from kbviewer.errors import WriteError
from kbviewer.importing.atomic_write import create_atomically, remove_leftover_files
from kbviewer.library.encoding import MAX_FILE_SIZE, decode
from kbviewer.library.files import read_regular_file
from kbviewer.library.frontmatter.front_matter import split_front_matter
from kbviewer.text.display import single_line

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
_MAX_FILES_OF_ONE_NAME = 9_999
_IDENTIFYING_FIELDS = ("title", "source", "published")


class WriteOutcome(Enum):
    """What became of an article."""

    CREATED = "new"
    EXISTS = "already there"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file and what became of it."""

    name: str
    outcome: WriteOutcome


@dataclass(frozen=True, slots=True)
class ArticleMetadata:
    """The header of an article; "" and () are left out."""

    title: str
    source: str
    published: str
    lang: str
    topics: tuple[str, ...]
    url: str
    are_suggested: bool = False


def format_article(fields: ArticleMetadata, text: str) -> str:
    """A file's content: the header, a blank line, the text."""
    lines = [
        _format_field(name, value)
        for name, value in (
            ("title", fields.title), ("source", fields.source), ("published", fields.published),
            ("lang", fields.lang),
        )
        if value
    ]  # fmt: skip
    if fields.topics:
        note = "  # suggested: change as you like" if fields.are_suggested else ""
        lines.append(_format_field("topics", list(fields.topics)) + note)
    if fields.url:
        lines.append(_format_field("url", fields.url))
    header = "\n".join(lines)
    text = text.replace("\0", "�")  # as it would be read, but without a word on it
    return f"---\n{header}\n---\n\n{text}\n"


def _format_field(name: str, value: str | list[str]) -> str:
    if name == "published" and value and set(value) <= set("0123456789-: "):
        return f"{name}: {value}"  # in quotes other programs would not take it for a time
    shown = single_line(value) if isinstance(value, str) else [single_line(text) for text in value]
    # With its braces a mapping would be one line, too; they are harder to read and to change.
    written: str = yaml.safe_dump(
        [{name: shown}], allow_unicode=True, default_flow_style=True, width=float("inf")
    )
    return written.strip().removeprefix("[{").removesuffix("}]")


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


class ImportFolder:
    """The folder that articles go to; it is made when the first is written.

    Args:
        folder: where.
    """

    done_phrase = "written to"
    """What is said of the new ones."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._is_cleaned = False

    def write(self, stem: str, whole: str) -> WrittenFile:
        """Write an article under the first name that is free or holds the same article.

        The same article is one with this title, source, time and text: topics are for the person
        to change, and a second import leaves them alone.

        Raises:
            WriteError: it cannot be written; no part of it is left behind.
        """
        self._remove_leftovers()
        for number in range(1, _MAX_FILES_OF_ONE_NAME):
            name = numbered_name(stem, number)
            there = self._read_existing(name)
            if there is None and self._create(name, whole):
                return WrittenFile(name, WriteOutcome.CREATED)
            if there is None:  # somebody else made it meanwhile
                there = self._read_existing(name) or ""
            if _is_same_article(there, whole):
                return WrittenFile(name, WriteOutcome.EXISTS)
        raise WriteError(f"{self.folder} holds {_MAX_FILES_OF_ONE_NAME:,} files named {stem}.")

    def _remove_leftovers(self) -> None:
        """Remove what an import that was killed left in the folder, before the first article."""
        if not self._is_cleaned:
            self._is_cleaned = True
            remove_leftover_files(self.folder)

    def _read_existing(self, name: str) -> str | None:
        """What the file ``name`` holds; "" where it is no readable file, None where none is."""
        path = self.folder / name
        try:
            return decode(_read_regular_file(path))[0]
        except OSError as error:
            if os.path.lexists(path):
                return ""  # a folder, a link to nothing, a file that may not be read, a socket
            if isinstance(error, FileNotFoundError):
                return None
            if isinstance(error, NotADirectoryError):
                raise self._not_a_folder() from error
            raise WriteError(f"{self.folder} cannot be used: {error.strerror}.") from error

    def _create(self, name: str, whole: str) -> bool:
        """Make the file unless it is there by now; False where it is."""
        path = self.folder / name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise self._not_a_folder() from error
        except OSError as error:
            raise WriteError(f"{self.folder} cannot be made: {error.strerror}.") from error
        try:
            create_atomically(path, whole.encode("utf-8"))
        except FileExistsError:
            return False
        except OSError as error:
            raise WriteError(f"{path} cannot be written: {error.strerror}.") from error
        return True

    def _not_a_folder(self) -> WriteError:
        return WriteError(f"{self.folder} is no folder: a file is in its place. Name another.")


class DryRun(ImportFolder):
    """What would become of articles: the same names as in a ``Target``, and nothing is written.

    Args:
        folder: where they would go.
    """

    done_phrase = "would be written to"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._planned: dict[str, str] = {}

    def _read_existing(self, name: str) -> str | None:
        planned = self._planned.get(name.casefold())
        return super()._read_existing(name) if planned is None else planned

    def _create(self, name: str, whole: str) -> bool:
        self._planned[name.casefold()] = whole
        return True

    def _remove_leftovers(self) -> None:
        """Nothing is removed."""


def _is_same_article(there: str, whole: str) -> bool:
    if there == whole:
        return True
    (old, old_text), (new, new_text) = split_front_matter(there), split_front_matter(whole)
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
