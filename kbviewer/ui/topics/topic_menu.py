"""The context menu of the topics."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication

from kbviewer.i18n import tr
from kbviewer.library.article import ALL_TAGS, is_tag_path
from kbviewer.ui.topics.topic_tree import TopicTree
from kbviewer.ui.widgets.context_menu import ContextMenu


class TopicMenu(QObject):
    """What can be done with a topic or tag, and with the tree."""

    open_requested = Signal(str)
    """The topic or tag with this path is to be selected."""

    show_folder_requested = Signal(str)
    """The folder of this topic is to be shown."""

    message = Signal(str)
    """What was copied."""

    def __init__(self, tree: TopicTree, has_folder: Callable[[str], bool], parent: QObject) -> None:
        """Wait for the panel to ask for the menu.

        Args:
            tree: the panel.
            has_folder: whether a topic has a folder.
            parent: the owner.
        """
        super().__init__(parent)
        self._tree = tree
        self._has_folder = has_folder
        self._path = ""  # of the topic that the menu is for
        tree.menu_requested.connect(self._open_menu)

    def _open_menu(self, path: str, at: QPoint) -> None:
        self._path = path
        menu = ContextMenu(self._tree)
        if path != self._tree.selected_path():
            menu.add(tr("&Open"), self._open)
        if path not in ("", ALL_TAGS):
            menu.add(tr("Copy as &Query"), self._copy_query)
        menu.add_group()
        if self._tree.can_expand:
            menu.add(tr("&Expand All"), self._tree.expand_all)
        if self._tree.can_collapse:
            menu.add(tr("&Collapse All"), self._tree.collapse_all)
        menu.add_group()
        if not is_tag_path(path) and self._has_folder(path):
            menu.add(tr("Sho&w in Folder"), self._show_folder)
        menu.open(at)

    def _open(self) -> None:
        self.open_requested.emit(self._path)

    def _copy_query(self) -> None:
        from kbviewer.query.filters import topic_query  # noqa: PLC0415  with the first one

        QGuiApplication.clipboard().setText(topic_query(self._path))
        self.message.emit(tr("Copied"))

    def _show_folder(self) -> None:
        self.show_folder_requested.emit(self._path)
