"""Follows the links of an article. Loaded with the first one that is hovered or clicked."""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import unquote

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QMessageBox, QWidget

from kbviewer.errors import KnownError
from kbviewer.i18n import tr
from kbviewer.index.search.link_resolver import LinkKind, ResolvedLink
from kbviewer.library.file_id import display_name
from kbviewer.library.links import Link
from kbviewer.render.link_policy import (
    ExternalLink,
    InternalLink,
    RefusedLink,
    TopicLink,
    classify_link,
)
from kbviewer.service import KnowledgeBase
from kbviewer.text.display import single_line
from kbviewer.ui import strings
from kbviewer.ui.tasks import LatestTask, Worker

_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
"""Encoded characters that are not ASCII; a host has none: it stays as it is looked up."""
_MAX_URL_LENGTH = 500  # characters that are shown


class LinkOpener(QObject):
    """Finds out where a link leads and requests what is there."""

    article_requested = Signal(str, str)
    """The link leads to this article and to this heading of it, "" for its start."""

    heading_requested = Signal(str)
    """The link leads to this heading of the article that it is in."""

    topic_requested = Signal(str)
    """The link leads to the topic with this path."""

    message = Signal(str)
    """Why the link is not followed."""

    def __init__(self, worker: Worker, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._task = LatestTask(worker, self)
        self._task.succeeded.connect(self._open_target)
        self._task.failed.connect(self._on_failure)

    def open(self, href: str, article: str) -> None:
        """Follow the link ``href`` of an article."""
        match classify_link(href, article):
            case ExternalLink(url, host):
                self._confirm_external(url, host)
            case InternalLink(link) if link.key:
                self._task.submit(partial(_resolve, link=link, article=article))
            case InternalLink(link):
                self.heading_requested.emit(link.heading)
            case TopicLink(path):
                self.topic_requested.emit(path)
            case RefusedLink(reason):
                self.message.emit(reason)

    def cancel(self) -> None:
        """Do not follow a link that is still being resolved."""
        self._task.cancel()

    def _open_target(self, resolved: tuple[Link, ResolvedLink]) -> None:
        link, target = resolved
        match target.kind:
            case LinkKind.ARTICLE:
                self.article_requested.emit(target.path, link.heading)
            case LinkKind.TOPIC:
                self.topic_requested.emit(target.path)
            case LinkKind.FILE:
                self.message.emit(strings.not_an_article(link.name))
            case _:
                self.message.emit(strings.no_article(link.name))

    def _on_failure(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.message.emit(str(error))

    def _confirm_external(self, url: str, host: str) -> None:
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Open {host} in another program?").format(host=host))
        box.setInformativeText(url[:_MAX_URL_LENGTH])
        box.setStandardButtons(QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel)
        for button in box.buttons():
            button.setIcon(QIcon())
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        if box.exec() == QMessageBox.StandardButton.Open:
            QDesktopServices.openUrl(QUrl(url))


def describe_link(href: str, article: str) -> str:
    """Where a link of an article leads, or why it is not followed, on one line."""
    match classify_link(href, article):
        case ExternalLink(url, _):
            return single_line(_ENCODED.sub(_decoded, url))
        case InternalLink(link):
            heading = f"#{link.heading}" if link.heading or not link.path else ""
            return single_line(display_name(link.path) + heading)
        case TopicLink(path):
            return strings.topic_link(single_line(display_name(path)))
        case RefusedLink(reason):
            return single_line(reason)


def _decoded(encoded: re.Match[str]) -> str:
    """Characters as they are read, unless the bytes are not those of UTF-8."""
    characters = unquote(encoded[0])
    return encoded[0] if "\ufffd" in characters else characters


def _resolve(knowledge_base: KnowledgeBase, link: Link, article: str) -> tuple[Link, ResolvedLink]:
    return link, knowledge_base.resolve_link(link, article)
