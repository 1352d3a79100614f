"""The model of the topic tree: topics, each with a number of articles, or of hits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from kbviewer.library.article import Topic

PATH_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role of a topic's path; "" for all articles."""
SECOND_TITLE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The role of its second title."""
COUNT_ROLE = Qt.ItemDataRole.UserRole + 3
"""The role of its number of articles or hits."""
IS_SEARCHING_ROLE = Qt.ItemDataRole.UserRole + 4
"""The role of whether these are hits."""


class TopicModel(QStandardItemModel):
    """Topics in order, under one root for all articles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, QStandardItem] = {}
        self.set_topics([])

    def set_topics(self, topics: Iterable[Topic]) -> None:
        """Replace the tree; siblings keep the order in which they are given."""
        self.clear()
        self._items = {"": self._item(Topic("", "All articles", "全部文章"))}
        root = self._items[""]
        for topic in sorted(topics, key=lambda topic: topic.path.count("/")):
            if topic.path:
                self._insert(topic)
        self.appendRow(root)

    def set_counts(self, counts: Mapping[str, int], everywhere: int, *, searching: bool) -> None:
        """Show a count at each topic.

        Args:
            counts: the number of articles or hits of each topic that has any.
            everywhere: the number of all articles or hits.
            searching: whether the counts are of hits, so that topics without any are dimmed.
        """
        for path, item in self._items.items():
            item.setData(counts.get(path, 0) if path else everywhere, COUNT_ROLE)
            item.setData(searching, IS_SEARCHING_ROLE)

    def topic_count(self) -> int:
        """The number of topics."""
        return len(self._items) - 1

    def index_of(self, path: str) -> QModelIndex:
        """The index of a topic, invalid where there is none."""
        item = self._items.get(path)
        return self.indexFromItem(item) if item else QModelIndex()

    def count_of(self, path: str) -> int:
        """The count shown at a topic, 0 where there is no such topic."""
        return int(self.index_of(path).data(COUNT_ROLE) or 0)

    def _insert(self, topic: Topic) -> None:
        parent = topic.path.rpartition("/")[0]
        if parent not in self._items:
            self._insert(Topic.from_path(parent))
        self._items[topic.path] = self._item(topic)
        self._items[parent].appendRow(self._items[topic.path])

    @staticmethod
    def _item(topic: Topic) -> QStandardItem:
        item = QStandardItem(topic.title)
        item.setEditable(False)
        item.setData(topic.path, PATH_ROLE)
        item.setData(topic.title_zh, SECOND_TITLE_ROLE)
        item.setData(0, COUNT_ROLE)
        item.setData(False, IS_SEARCHING_ROLE)
        return item
