"""The panel with the topic tree."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from kbviewer.library.article import Topic
from kbviewer.ui.theme import Theme
from kbviewer.ui.topics.topic_delegate import TopicDelegate
from kbviewer.ui.topics.topic_model import PATH_ROLE, TopicModel

_MAX_EXPANDED = 40  # topics; in a larger tree only the first level is expanded


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
