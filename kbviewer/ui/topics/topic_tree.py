"""The tree of topics, each with the number of its articles, or of its hits during a search."""

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

_MAX_EXPANDED = 40  # topics that are all in view at the start; of more, the upper ones


class TopicModel(QStandardItemModel):
    """Topics in their order, under one root for all articles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, QStandardItem] = {}
        self.set_topics([])

    def set_topics(self, topics: Iterable[Topic]) -> None:
        """Replace the tree; sisters stand in the order in which they come."""
        self.clear()
        self._items = {"": self._item(Topic("", "All articles", "全部文章"))}
        root = self._items[""]
        for topic in sorted(topics, key=lambda topic: topic.path.count("/")):
            if topic.path:
                self._insert(topic)
        self.appendRow(root)

    def set_counts(self, counts: Mapping[str, int], everywhere: int, *, searching: bool) -> None:
        """Show a number at each topic.

        Args:
            counts: for each topic that has any, how many articles or hits.
            everywhere: for all articles together.
            searching: whether they are hits, so that topics without any are dimmed.
        """
        for path, item in self._items.items():
            item.setData(counts.get(path, 0) if path else everywhere, COUNT_ROLE)
            item.setData(searching, IS_SEARCHING_ROLE)

    def topic_count(self) -> int:
        """How many topics there are."""
        return len(self._items) - 1

    def index_of(self, path: str) -> QModelIndex:
        """Where a topic stands; invalid where there is none."""
        item = self._items.get(path)
        return self.indexFromItem(item) if item else QModelIndex()

    def count_of(self, path: str) -> int:
        """The number shown at a topic; 0 where there is none."""
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
    """The panel at the left; tells which topic is chosen."""

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
        # The delegate paints the chosen row; Qt would paint the arrow's place in its own way.
        colours = self.view.palette()
        colours.setColor(QPalette.ColorRole.Highlight, QColor(theme.side))
        self.view.setPalette(colours)

    def set_topics(self, topics: Iterable[Topic]) -> None:
        """Replace the topics; the chosen one stays chosen if it is still there."""
        topics = tuple(topics)
        if topics == self._topics:
            return
        self._topics = topics
        path, place = self.selected_path(), self.view.verticalScrollBar().value()
        folded = [
            topic.path
            for topic in topics
            if topic.path
            and self.model.index_of(topic.path).isValid()
            and not self.view.isExpanded(self.model.index_of(topic.path))
        ]
        with QSignalBlocker(self.view.selectionModel()):
            self.model.set_topics(topics)
        self.view.expandToDepth(1 if self.model.topic_count() <= _MAX_EXPANDED else 0)
        for known in folded:
            self.view.collapse(self.model.index_of(known))
        self.select(path)
        self.view.verticalScrollBar().setValue(place)

    def selected_path(self) -> str:
        """The chosen topic's path, "" for all articles."""
        return str(self.view.currentIndex().data(PATH_ROLE) or "")

    def select(self, path: str) -> None:
        """Choose a topic without telling that it was chosen; all articles where it is gone."""
        index = self.model.index_of(path)
        with QSignalBlocker(self.view.selectionModel()):
            self.view.setCurrentIndex(index if index.isValid() else self.model.index_of(""))
        self.view.viewport().update()

    def _emit_selected(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.topic_selected.emit(current.data(PATH_ROLE))
