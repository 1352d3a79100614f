"""A folder of Markdown as a library: walk it, decode its files, read each as an article."""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kbviewer.errors import ArticleError, LibraryError
from kbviewer.library.article import LAST, Article, Topic, is_topic_page
from kbviewer.library.header import Header, split_header
from kbviewer.library.problem import Problem
from kbviewer.library.published import parse_published, published_in_name
from kbviewer.text.plain import inline, plain
from kbviewer.text.tokens import is_unspaced

SUFFIXES = (".md", ".markdown")
LARGEST_FILE = 4 * 1024 * 1024
"""Bytes of a file that are read; an excerpt has about two thousand."""

_LEAST_READ = 4096
_LEFT_OUT = "it is left out"
_Warnings = tuple[tuple[str, str], ...]
_LEADS_AWAY = re.compile(r"[\\:\0]")
"""What can part a path on Windows."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A Markdown file as the walk sees it, unread.

    Attributes:
        id: the path relative to the library, with forward slashes.
        size: bytes.
        changed: time of the last change, in nanoseconds since 1970.
    """

    id: str
    size: int
    changed: int

    @property
    def is_topic_page(self) -> bool:
        """Whether it is the page of its folder's topic, and no article."""
        return is_topic_page(self.id)


@dataclass(frozen=True, slots=True)
class Folder:
    """A library. Nothing here writes.

    Attributes:
        root: the folder.
    """

    root: Path

    @classmethod
    def open(cls, root: Path) -> Folder:
        """The library in ``root``.

        Raises:
            LibraryError: there is no such folder.
        """
        try:
            is_there, is_folder = root.exists(), root.is_dir()
        except OSError as error:
            raise LibraryError(f"The folder {root} cannot be opened: {error.strerror}.") from error
        if not is_there:
            raise LibraryError(f"There is no folder {root}. Name one that holds Markdown files.")
        if not is_folder:
            raise LibraryError(f"{root} is a file. Name the folder that holds the Markdown files.")
        return cls(root.resolve())

    def walk(self, problems: list[Problem]) -> Iterator[Entry]:
        """All Markdown files, folder by folder; hidden ones and links to elsewhere left out.

        A folder that cannot be listed, or a name that is no text, is added to ``problems``.

        Raises:
            LibraryError: the library's own folder cannot be listed.
        """
        waiting = [""]
        while waiting:
            relative = waiting.pop()
            try:
                with os.scandir(self.root / relative) as listing:
                    found = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                if not relative:
                    raise LibraryError(
                        f"The folder {self.root} cannot be listed: {error.strerror}."
                    ) from error
                what = f"the folder cannot be listed: {error.strerror}"
                problems.append(Problem(relative, what, _LEFT_OUT))
                continue
            for entry in found:
                if entry.name.startswith("."):
                    continue
                if not _is_text(entry.name):
                    shown = os.fsencode(f"{relative}/{entry.name}".lstrip("/"))
                    path = shown.decode(errors="backslashreplace")
                    problems.append(Problem(path, "its name is not text; rename it", _LEFT_OUT))
                    continue
                path = f"{relative}/{entry.name}".lstrip("/")
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif entry.name.lower().endswith(SUFFIXES) and entry.is_file(follow_symlinks=False):
                    try:
                        status = entry.stat(follow_symlinks=False)
                    except FileNotFoundError:  # gone since it was listed
                        continue
                    yield Entry(path, status.st_size, status.st_mtime_ns)

    def article(self, article_id: str) -> Article:
        """The article in the file ``article_id``.

        Raises:
            ArticleError: the file is gone, is no plain file of this library, or cannot be read.
        """
        text, warnings = self._text(article_id)
        header, body = split_header(text)
        return _article(article_id, header, body, warnings + header.warnings)

    def topic(self, page_id: str) -> Topic:
        """The topic whose page is the file ``page_id``.

        Raises:
            ArticleError: as for ``article``.
        """
        path = page_id.rpartition("/")[0]
        header, body = split_header(self._text(page_id)[0])
        try:
            order = float(header.text("order", "weight"))
        except ValueError:  # none written, or not a number
            order = LAST
        return Topic(
            path=path,
            title=header.text("title") or Topic.named_by_path(path).title,
            title_zh=header.text("title_zh"),
            order=order,
            text=body.strip(),
        )

    def _text(self, file_id: str) -> tuple[str, _Warnings]:
        path = f"{self.root}{os.sep}{file_id}"
        parts = file_id.split("/")
        is_hidden = any(part.startswith(".") and part != ".." for part in parts)
        if is_hidden or not file_id.lower().endswith(SUFFIXES):
            raise ArticleError(f"{file_id} is not a Markdown file of the library.")
        if not self._holds(file_id):
            raise ArticleError(f"{file_id} lies outside the library and is not opened.")
        try:
            raw = _read(path)
        except OSError as error:
            raise ArticleError(f"{path} cannot be read: {error.strerror}.") from error
        if raw is None:
            raise ArticleError(f"{path} cannot be read: it is not a plain file.")
        return decode(raw)

    def _holds(self, file_id: str) -> bool:
        """Whether a path lies in the library, whatever links there are in it."""
        path = str(self.root)
        for part in file_id.split("/"):
            path = f"{path}{os.sep}{part}"
            if _LEADS_AWAY.search(part) or part in ("", "..") or _is_link(path):
                return (self.root / file_id).resolve().is_relative_to(self.root)
        return True


def _is_link(path: str) -> bool:
    try:
        status = os.lstat(path)
    except OSError:
        return False  # whoever opens it is told
    # Windows knows other links than symbolic ones.
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) != 0


def _read(path: str) -> bytes | None:
    """What is in a file, as much as is read of it, or None for what is no plain file.

    It is opened without blocking: a named pipe in place of a file would be waited for forever.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.open(path, flags)
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            return None
        pieces: list[bytes] = []
        left = LARGEST_FILE + 1
        while left and (piece := os.read(file, min(left, max(status.st_size, _LEAST_READ) + 1))):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(file)


def decode(raw: bytes) -> tuple[str, _Warnings]:
    """The text of a file's bytes, its lines ended by line feeds, and what is wrong with them.

    UTF-8 and UTF-16 by their marks, then UTF-8, then GB18030, which reads most other Chinese
    files; where none fits, UTF-8 with a replacement character for each byte that does not.
    """
    warnings: _Warnings = ()
    if len(raw) > LARGEST_FILE:
        raw = raw[:LARGEST_FILE]
        size = f"{LARGEST_FILE // 1024 // 1024} MB"
        warnings = ((f"it is larger than {size}", f"only its first {size} are read"),)
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _clean(raw[len(mark) :].decode(encoding, errors="replace")), warnings
    try:
        # A character cut in two by the limit is no reason to doubt the encoding.
        text = codecs.getincrementaldecoder("utf-8")().decode(raw, final=not warnings)
    except UnicodeDecodeError:
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            text = raw.decode("utf-8", errors="replace")
            warnings = warnings or (("some of its bytes are not text", "they are shown as �"),)
    return _clean(text), warnings


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "�")


def _is_text(name: str) -> bool:
    """Whether a file's name is Unicode; others cannot be written to an index or shown."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _article(article_id: str, header: Header, body: str, warnings: _Warnings) -> Article:
    folder, _, name = article_id.rpartition("/")
    stem = name.rpartition(".")[0]
    written = header.text("published", "date")
    published = parse_published(written) if written else published_in_name(stem)
    if published is None:
        published = published_in_name(stem)
        warnings += ((f"“{written}” is not a date", "it is left out"),)
    return Article(
        id=article_id,
        title=header.text("title") or _first_heading(body) or stem,
        source=header.text("source"),
        published=published,
        lang=header.text("lang", "language").lower() or _language(body),
        topics=_topics(header, folder),
        url=header.text("url"),
        text=body,
        warnings=tuple(Problem(article_id, *warning) for warning in warnings),
        aliases=tuple(header.texts("aliases", "alias")),
    )


def _first_heading(body: str) -> str:
    """The first heading of a text, without its markup, or ""."""
    if "#" not in body and "\n==" not in body and "\n--" not in body:
        return ""
    text = plain(body)
    return inline(text.text[slice(*text.headings[0])]) if text.headings else ""


def _topics(header: Header, folder: str) -> tuple[str, ...]:
    written = header.texts("topics", "tags", "categories")
    parts = (part for text in written for part in text.split(","))
    paths = ("/".join(filter(None, map(str.strip, part.split("/")))) for part in parts)
    topics = dict.fromkeys(path.removeprefix("#") for path in paths if path)
    return tuple(topics) or ((folder,) if folder else ())


def _language(body: str) -> str:
    """``zh`` where at least one letter in five is of a script without blanks, else ``en``."""
    letters = [char for char in body[:4000] if char.isalpha()]
    unspaced = sum(map(is_unspaced, letters))
    return "zh" if unspaced * 5 > len(letters) else "en"
