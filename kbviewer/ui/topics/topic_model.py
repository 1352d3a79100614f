"""The model of the topic tree: topics and tags, each with a number of articles, or of hits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from kbviewer.i18n import language, plural, tr
from kbviewer.library.article import Topic, is_tag_path, with_ancestors
from kbviewer.ui.topics.topic_order import sorted_siblings

PATH_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role of a topic's or tag's path; "" for all articles."""
SECOND_TITLE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The role of its second title."""
COUNT_ROLE = Qt.ItemDataRole.UserRole + 3
"""The role of its number of articles or hits."""
IS_SEARCHING_ROLE = Qt.ItemDataRole.UserRole + 4
"""The role of whether these are hits."""


class TopicModel(QStandardItemModel):
    """Topics in order, and behind them tags, under one root for all articles."""

    def __init__(self, parent: QWidget | None = None, locale: QLocale | None = None) -> None:
        """Start with the root alone.

        Args:
            parent: the widget that owns it.
            locale: the language in whose order titles are sorted; None for the user's.
        """
        super().__init__(parent)
        self._locale = locale
        self._counts: Mapping[str, int] = {}
        self._everywhere = 0
        self._is_searching = False
        self._items: dict[str, QStandardItem] = {}
        self.set_topics([])

    def set_topics(self, topics: Iterable[Topic]) -> None:
        """Replace the tree; what is above a topic or tag is added where it is not given.

        Titles in the language of the messages come first. The counts stay.
        """
        self.clear()
        by_path = {topic.path: topic for topic in topics if topic.path}
        for path in tuple(by_path):
            for above in with_ancestors(path):
                if above not in by_path:
                    by_path[above] = Topic.from_path(above)
        children: dict[str, list[Topic]] = {}
        for topic in by_path.values():
            children.setdefault(topic.path.rpartition("/")[0], []).append(topic)
        self._items = {"": self._item(Topic("", "All articles", "全部文章"))}
        waiting = [""]
        while waiting:
            parent = waiting.pop()
            for topic in sorted_siblings(children.pop(parent, ()), self._locale or QLocale()):
                self._items[topic.path] = self._item(topic)
                self._items[parent].appendRow(self._items[topic.path])
                if topic.path in children:
                    waiting.append(topic.path)
        self.appendRow(self._items[""])
        self._show_counts()

    def set_counts(self, counts: Mapping[str, int], everywhere: int, *, searching: bool) -> None:
        """Show a count at each topic.

        Args:
            counts: the number of articles or hits of each topic and tag that has any.
            everywhere: the number of all articles or hits.
            searching: whether the counts are of hits, so that what has none is dimmed.
        """
        self._counts, self._everywhere, self._is_searching = counts, everywhere, searching
        self._show_counts()

    def _show_counts(self) -> None:
        for path, item in self._items.items():
            item.setData(self._counts.get(path, 0) if path else self._everywhere, COUNT_ROLE)
            item.setData(self._is_searching, IS_SEARCHING_ROLE)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """An item's data; for a screen reader its titles and its count."""
        if role != Qt.ItemDataRole.AccessibleTextRole:
            return super().data(index, role)
        titles = f"{index.data()} {index.data(SECOND_TITLE_ROLE) or ''}".rstrip()
        if index.data(IS_SEARCHING_ROLE):
            one, many = tr("{topic}, {n} hit"), tr("{topic}, {n} hits")
        else:
            one, many = tr("{topic}, {n} article"), tr("{topic}, {n} articles")
        return plural(index.data(COUNT_ROLE) or 0, one, many, topic=titles)

    def topic_count(self) -> int:
        """The number of topics."""
        return len(self._items) - 1 - self.tag_count()

    def tag_count(self) -> int:
        """The number of tags, with the one above all of them."""
        return sum(map(is_tag_path, self._items))

    def parents(self) -> list[QModelIndex]:
        """What has something below it, without the root."""
        items = (item for path, item in self._items.items() if path and item.hasChildren())
        return [self.indexFromItem(item) for item in items]

    def index_of(self, path: str) -> QModelIndex:
        """The index of a topic or tag, invalid where there is none."""
        item = self._items.get(path)
        return self.indexFromItem(item) if item else QModelIndex()

    def count_of(self, path: str) -> int:
        """The count shown at a topic, 0 where there is no such topic."""
        return int(self.index_of(path).data(COUNT_ROLE) or 0)

    @staticmethod
    def _item(topic: Topic) -> QStandardItem:
        title, second_title = topic.titles(language())
        item = QStandardItem(title)
        item.setEditable(False)
        item.setData(topic.path, PATH_ROLE)
        item.setData(second_title, SECOND_TITLE_ROLE)
        return item
