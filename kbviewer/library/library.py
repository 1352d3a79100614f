"""A library: a folder of Markdown files that is scanned and read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kbviewer.errors import LibraryError, reason_of
from kbviewer.i18n import tr
from kbviewer.library.article import Article, Topic
from kbviewer.library.file_id import display_path
from kbviewer.library.files import read_markdown_file
from kbviewer.library.problems import Problem
from kbviewer.library.scanner import (
    PartialScan,
    ScannedFile,
    ScannedFolder,
    scan,
    scan_files,
    scan_folders,
)
from kbviewer.library.vault import has_hard_line_breaks

__all__ = ["Library", "PartialScan", "ScannedFile", "ScannedFolder"]


@dataclass(frozen=True, slots=True)
class Library:
    """A folder of Markdown files. Nothing here writes.

    Attributes:
        root: the folder, its links followed.
        hard_line_breaks: whether a line end in its texts is one on the page; as the settings in
            the folder said when it was opened, so that all texts are read alike.
    """

    root: Path
    hard_line_breaks: bool = False

    @classmethod
    def open(cls, root: Path) -> Library:
        """The library in ``root``.

        Raises:
            LibraryError: there is no such folder.
        """
        name = display_path(root)
        try:
            is_there, is_folder = root.exists(), root.is_dir()
        except OSError as error:
            message = tr("The folder {folder} cannot be opened: {reason}.")
            raise LibraryError(message.format(folder=name, reason=reason_of(error))) from error
        if not is_there:
            message = tr("There is no folder {folder}. Name one that holds Markdown files.")
            raise LibraryError(message.format(folder=name))
        if not is_folder:
            message = tr("{file} is a file. Name the folder that holds the Markdown files.")
            raise LibraryError(message.format(file=name))
        return cls(root.resolve()).with_current_settings()

    def with_current_settings(self) -> Library:
        """The library with the settings that are in its folder now."""
        return replace(self, hard_line_breaks=has_hard_line_breaks(self.root))

    def scan(self, problems: list[Problem]) -> Iterator[ScannedFile]:
        """All Markdown files, folder by folder; what is skipped is added to ``problems``.

        Raises:
            LibraryError: the library's own folder cannot be listed.
        """
        return scan(self.root, problems)

    def scan_folders(self, problems: list[Problem]) -> Iterator[ScannedFolder]:
        """Each folder with its files, as ``scan`` finds them.

        Raises:
            LibraryError: as for ``scan``.
        """
        return scan_folders(self.root, problems)

    def scan_files(self, paths: frozenset[str]) -> PartialScan | None:
        """Some files as ``scan`` finds them, or None if it would not enter their folders."""
        return scan_files(self.root, paths)

    def article(self, article_id: str) -> Article:
        """The article in the file ``article_id``.

        Raises:
            ArticleError: the file is gone, is not a file of this library, or cannot be read.
        """
        return self.parse_article(article_id, self.read_bytes(article_id))

    def parse_article(self, article_id: str, raw: bytes) -> Article:
        """The article ``article_id`` from its bytes, as ``read_bytes`` returns them."""
        # A search that finds no file changed reads none: 60 ms are for YAML, Markdown and dates.
        from kbviewer.library.encoding import decode  # noqa: PLC0415  as above
        from kbviewer.library.metadata import parse_article  # noqa: PLC0415  as above

        return parse_article(article_id, *decode(raw), hard_line_breaks=self.hard_line_breaks)

    def topic(self, page_id: str) -> Topic:
        """The topic whose page is the file ``page_id``.

        Raises:
            ArticleError: as for ``article``.
        """
        from kbviewer.library.encoding import decode  # noqa: PLC0415  as in parse_article
        from kbviewer.library.metadata import parse_topic  # noqa: PLC0415  as in parse_article

        decoded = decode(self.read_bytes(page_id))
        return parse_topic(page_id, *decoded, hard_line_breaks=self.hard_line_breaks)

    def read_bytes(self, file_id: str) -> bytes:
        """The bytes of a Markdown file of the library, at most one more than ``MAX_FILE_SIZE``.

        Raises:
            ArticleError: the file is gone, is not a file of this library, or cannot be read.
        """
        return read_markdown_file(self.root, file_id)
