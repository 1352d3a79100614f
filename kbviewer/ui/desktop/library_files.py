"""Hands the files of a library to other programs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from kbviewer.errors import ArticleError
from kbviewer.i18n import tr
from kbviewer.library.file_id import display_name, display_path, id_to_path
from kbviewer.library.files import find_folder, find_markdown_file
from kbviewer.ui.desktop.file_manager import FileManager, open_path
from kbviewer.ui.tasks import LatestTask, Worker

if TYPE_CHECKING:
    from kbviewer.service import KnowledgeBase


class LibraryFiles(QObject):
    """Only Markdown files of the library are opened, and only its folders are shown."""

    message = Signal(str)
    """What was copied, or why a file is not opened."""

    failed = Signal(object)

    def __init__(self, folder: Path, worker: Worker, parent: QObject) -> None:
        """Nothing is read yet.

        Args:
            folder: the library's folder.
            worker: the thread that finds pictures.
            parent: the owner.
        """
        super().__init__(parent)
        self._task = LatestTask(worker, self)
        self._task.succeeded.connect(self._copy_found)
        self._task.failed.connect(self.failed)
        self._folder = folder
        self._file_manager = FileManager(self)

    def has_folder(self, topic: str) -> bool:
        """Whether a topic has a folder in the library; the library itself is ""."""
        return find_folder(self._folder, topic) is not None

    def copy_path(self, article: str) -> None:
        """Copy the path of an article's file."""
        self._copy_found(self._folder.resolve() / id_to_path(article))

    def copy_picture_path(self, article: str, source: str) -> None:
        """Copy the path of the picture with this address in an article."""
        self._task.submit(partial(_picture_path, article=article, source=source))

    def _copy_found(self, path: Path | None) -> None:
        if path is None:
            self.message.emit(tr("The picture is not there any more."))
            return
        QGuiApplication.clipboard().setText(display_path(path))
        self.message.emit(tr("Path copied"))

    def show_in_folder(self, article: str) -> None:
        """Show an article's file in the desktop's file manager."""
        if path := self._find(article):
            self._file_manager.show(path)

    def show_topic_folder(self, topic: str) -> None:
        """Open the folder of a topic in the desktop's file manager."""
        folder = find_folder(self._folder, topic)
        if folder is None or not open_path(folder):
            name = display_name(topic)
            self.message.emit(tr("The folder {name} cannot be opened.").format(name=name))

    def open_in_editor(self, article: str) -> None:
        """Open an article's file in the desktop's program for Markdown."""
        path = self._find(article)
        if path and not open_path(path):
            self.message.emit(
                tr("No program is set for {name}: choose one for Markdown files.").format(
                    name=display_name(article)
                )
            )

    def _find(self, article: str) -> Path | None:
        try:
            return find_markdown_file(self._folder, article)
        except (ArticleError, OSError) as error:
            self.message.emit(str(error))
            return None


def _picture_path(knowledge_base: KnowledgeBase, *, article: str, source: str) -> Path | None:
    return knowledge_base.picture_path(article, source)
