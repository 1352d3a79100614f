"""The topic tree: each topic with its number of articles, or of hits during a search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import (
    QModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QPalette,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from kbviewer.library.article import Topic
from kbviewer.ui.theme import Theme
from kbviewer.ui.topics.topic_delegate import (
    COUNT_ROLE,
    IS_SEARCHING_ROLE,
    PATH_ROLE,
    SECOND_TITLE_ROLE,
    TopicDelegate,
)

_MAX_EXPANDED = 40  # topics; in a larger tree only the first level is expanded


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


class TopicTree(QWidget):
    """The panel on the left; reports which topic is selected."""

    topic_selected = Signal(str)
    """A topic's path; "" for all articles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topicPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._topics: tuple[Topic, ...] = ()
        self.model = TopicModel(self)
        self.view = QTreeView(self)
        self._delegate = TopicDelegate(self.view)
        self.model.modelReset.connect(self._delegate.invalidate)
        self.view.setAccessibleName("Topics")
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setHeaderHidden(True)
        self.view.setIndentation(16)
        self.view.setRootIsDecorated(False)
        self.view.setUniformRowHeights(True)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.selectionModel().currentChanged.connect(self._emit_selected)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 0, 8)
        layout.addWidget(self.view)
        self.select("")

    def set_theme(self, theme: Theme) -> None:
        """Paint in the theme's colours."""
        self._delegate.theme = theme
        # The delegate paints the selected row; this is for the branch indicator, which Qt paints.
        colours = self.view.palette()
        colours.setColor(QPalette.ColorRole.Highlight, QColor(theme.side))
        self.view.setPalette(colours)

    def set_topics(self, topics: Iterable[Topic]) -> None:
        """Replace the topics; the selected one stays selected if it still exists."""
        topics = tuple(topics)
        if topics == self._topics:
            return
        self._topics = topics
        path, scrolled = self.selected_path(), self.view.verticalScrollBar().value()
        collapsed = [
            topic.path
            for topic in topics
            if topic.path
            and self.model.index_of(topic.path).isValid()
            and not self.view.isExpanded(self.model.index_of(topic.path))
        ]
        with QSignalBlocker(self.view.selectionModel()):
            self.model.set_topics(topics)
        self.view.expandToDepth(1 if self.model.topic_count() <= _MAX_EXPANDED else 0)
        for each in collapsed:
            self.view.collapse(self.model.index_of(each))
        self.select(path)
        self.view.verticalScrollBar().setValue(scrolled)

    def selected_path(self) -> str:
        """The selected topic's path, "" for all articles."""
        return str(self.view.currentIndex().data(PATH_ROLE) or "")

    def select(self, path: str) -> None:
        """Select a topic silently; all articles where there is no such topic."""
        index = self.model.index_of(path)
        with QSignalBlocker(self.view.selectionModel()):
            self.view.setCurrentIndex(index if index.isValid() else self.model.index_of(""))
        self.view.viewport().update()

    def _emit_selected(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.topic_selected.emit(current.data(PATH_ROLE))
